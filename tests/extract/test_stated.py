from decimal import Decimal

import pytest

from extract.claim import Interval
from extract.quantities.conversions import converted, factor
from extract.quantities.stated import Column, stated


@pytest.mark.parametrize(
    ("text", "shown", "low", "high"),
    [
        ("738 g", "738 g", "737.5", "738.5"),
        ("26oz", "26 oz", "25.5", "26.5"),
        ("about 12.5 %", "12.5 %", "11.875", "13.125"),
        ("at least 3 kg", "3 kg", "2.5", None),
        ("7 or more", "7", "6.5", None),
        ("~7 floors", "7 floors", "6.5", "7.5"),
        ("100,000 people or more", "100000 people", "99999.5", None),
        ("2-3 kg", "2/3 kg", "1.5", "3.5"),
        ("2/3 kg", "2/3 kg", "1.5", "3.5"),
        ("between 5 and 7 kg", "5/7 kg", "4.5", "7.5"),
        ("5 km/h", "5 km/h", "4.5", "5.5"),
        ("3 m²", "3 m2", "2.5", "3.5"),
        ("−5 °C", "-5 °C", "-5.5", "-4.5"),
        ("-€5", "-5 EUR", "-5.5", "-4.5"),
        ("CHF 20", "20 CHF", "19.5", "20.5"),
        ("1 200 300 g", "1200300 g", "1200299.5", "1200300.5"),
        ("c. 51 kg", "51 kg", "48.45", "53.55"),
        ("51+/-2", "51", "49", "53"),
        ("51 +/- 2 kg", "51 kg", "49", "53"),
        ("2 dozen", "24", "23.5", "24.5"),
        ("1.5 dozen eggs", "18 eggs", "17.5", "18.5"),
        ("sixty-one", "61", "60.5", "61.5"),
        ("3 million km", "3000000 km", "2500000", "3500000"),
    ],
)
def test_a_cell_that_is_one_number(text: str, shown: str, low: str, high: str | None) -> None:
    found = stated(text)
    assert found is not None
    assert found.text == shown
    assert found.interval == Interval(Decimal(low), None if high is None else Decimal(high))
    again = stated(found.text)
    assert again is not None
    assert again.text == shown


@pytest.mark.parametrize(
    "text",
    [
        *("", "kind 39", "value 3", "No. 5", "v2", "3rd", "2x", "10 x 20", "6 ft 14 in", "7.62x39 mm", "12 May 1874"),
        *("2024-05", "3/2 kg", "2 g/3 kg", "5 10", "no 5 of them", "almost everywhere 5", "3 GB RAM", "$5 each"),
        *("c5", "c. five rooms of 6", "dozens", "one"),
    ],
)
def test_a_cell_that_says_something_else(text: str) -> None:
    assert stated(text) is None


@pytest.mark.parametrize(
    ("unit", "base", "decimal"),
    [
        ("kg", "g", "1000"),
        ("oz", "g", "28.349523125"),
        ("t", "kg", "1000"),
        ("mi", "km", "1.609344"),
        ("mm2", "m2", "0.000001"),
        ("ha", "m2", "10000"),
        ("mL", "m3", "0.000001"),
        ("kWh", "MJ", "3.6"),
        ("mph", "km/h", "1.609344"),
        ("GHz", "MHz", "1000"),
        ("year", "month", "12"),
        ("‰", "%", "0.1"),
        ("EUR", "EUR", "1"),
        ("px", "px", "1"),
    ],
)
def test_units_of_one_quantity(unit: str, base: str, decimal: str) -> None:
    found = factor(unit, base)
    assert found is not None
    assert found.decimal == found.binary == Decimal(decimal)


@pytest.mark.parametrize(
    ("unit", "base"),
    [
        *(("g", "mL"), ("m", "m2"), ("°C", "K"), ("°C", "°F"), ("GB", "GHz"), ("EUR", "USD"), ("month", "day")),
        *(("gal", "L"), ("ton", "kg"), ("km/h", "km"), ("pp", "%"), ("min", "m"), ("people", "%"), ("", "g")),
    ],
)
def test_units_that_cannot_be_compared(unit: str, base: str) -> None:
    assert factor(unit, base) is None


def test_bytes_have_two_readings() -> None:
    assert factor("MB", "GB") == (Decimal("0.001"), Decimal(1) / 1024)
    assert factor("MiB", "GiB") == (Decimal(1) / 1024, Decimal(1) / 1024)
    assert factor("GiB", "GB") == (Decimal("1.073741824"), Decimal(1))


def test_kelvins_are_no_thousands_beside_other_temperatures() -> None:
    for text, column, shown in (
        ("293 K", Column(kelvins=True), "293 K"),
        ("293K", Column(kelvins=True), "293 K"),
        ("293 K", Column(), "293000"),
        ("293 kg", Column(kelvins=True), "293 kg"),
    ):
        found = stated(text, column=column)
        assert found is not None
        assert found.text == shown


@pytest.mark.parametrize(
    ("value", "unit", "base", "rise", "expected"),
    [
        ("20", "°C", "°F", False, "68"),
        ("68", "°F", "°C", False, "20"),
        ("-40", "°F", "°C", False, "-40"),
        ("0", "°C", "K", False, "273.15"),
        ("10", "°C", "°F", True, "18"),
        ("10", "°C", "K", True, "10"),
    ],
)
def test_temperatures_have_zeros_of_their_own(value: str, unit: str, base: str, rise: bool, expected: str) -> None:
    one = Interval(Decimal(value), None)
    assert converted(one, unit, base, rise=rise) == Interval(Decimal(expected), None)


def test_a_temperature_is_no_angle() -> None:
    assert converted(Interval(Decimal(1), Decimal(1)), "°C", "m") is None
