from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.claim import Interval, Qualifier
from extract.words.pack import Attribute
from reports.values import bounds, day, exact, grouped, human, plain, qualified, with_unit
from tests.reports.audit_fixture import attribute

PARAMETERS = attribute("Parameters", "number", "parameters")
COST = attribute("Cost", "money", "USD")
FRANCS = attribute("Cost", "money", "CHF")
RELEASED = attribute("Released", "date")
LICENSE = attribute("License", "term")
OFFICIAL = attribute("Official", "flag")

HUMAN = [
    (PARAMETERS, "236000000000", "236 billion"),
    (PARAMETERS, "2788000", "2.788 million"),
    (PARAMETERS, "1000000", "1 million"),
    (PARAMETERS, "999999", "999,999"),
    (PARAMETERS, "14800000000000", "14.8 trillion"),
    (PARAMETERS, "5000000000000000", "5,000 trillion"),
    (PARAMETERS, "128000", "128,000"),
    (PARAMETERS, "131072", "131,072"),
    (PARAMETERS, "160", "160"),
    (PARAMETERS, "0.5", "0.5"),
    (PARAMETERS, "0", "0"),
    (PARAMETERS, "-7000", "-7,000"),
    (PARAMETERS, "2664123", "2,664,123"),  # a scale word would have to round it
    (PARAMETERS, "2664100", "2,664,100"),
    (PARAMETERS, "1234567890123456789012345678901", "1,234,567,890,123,456,789,012,345,678,901"),
    (PARAMETERS, "4000/16000", "4,000 to 16,000"),
    (PARAMETERS, "1000000000/7000000000", "1 billion to 7 billion"),
    (PARAMETERS, "4000/", "4,000 or more"),
    (PARAMETERS, "/4000", "up to 4,000"),
    (PARAMETERS, "many", "many"),
    (PARAMETERS, "NaN", "NaN"),
    (COST, "5600000", "$5.6 million"),
    (COST, "12", "$12"),
    (COST, "-12", "-$12"),
    (COST, "50000000/100000000", "$50 million to $100 million"),
    (FRANCS, "5600000", "5.6 million CHF"),
    (RELEASED, "2024-05-07", "7 May 2024"),
    (RELEASED, "2023-11", "November 2023"),
    (RELEASED, "2024", "2024"),
    (RELEASED, "2023/2025", "2023 to 2025"),
    (RELEASED, "2023-11/2024-01-05", "November 2023 to 5 January 2024"),
    (RELEASED, "2024-13-01", "2024-13-01"),
    (RELEASED, "soon", "soon"),
    (LICENSE, "GPL/MIT", "GPL/MIT"),
    (OFFICIAL, "true", "yes"),
    (OFFICIAL, "false", "no"),
    (None, "236000000000", "236000000000"),
]


@pytest.mark.parametrize(("kind", "value", "shown"), HUMAN)
def test_values_are_written_as_a_reader_writes_them(kind: Attribute | None, value: str, shown: str) -> None:
    assert human(value, kind) == shown


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (PARAMETERS, "236000000000", "236,000,000,000"),
        (PARAMETERS, "4000000/16000000", "4,000,000 to 16,000,000"),
        (PARAMETERS, "128000", ""),
        (COST, "5600000", "5,600,000"),
        (RELEASED, "2024-05-07", "2024-05-07"),
        (RELEASED, "2024", ""),
        (LICENSE, "MIT", ""),
        (None, "7", ""),
    ],
)
def test_all_digits_are_given_where_the_reader_s_form_hides_them(
    kind: Attribute | None, value: str, shown: str
) -> None:
    assert exact(value, kind) == shown


def test_units_follow_numbers_and_nothing_else() -> None:
    assert with_unit("236000000000", PARAMETERS) == "236 billion parameters"
    assert with_unit("4000/16000", PARAMETERS) == "4,000 to 16,000 parameters"
    assert with_unit("5600000", COST) == "$5.6 million"
    assert with_unit("4.5", COST) == "$4.50"
    assert with_unit("4.25/12", COST) == "$4.25 to $12"
    assert with_unit("2024", RELEASED) == "2024"
    assert with_unit("7", None) == "7"


@pytest.mark.parametrize(
    ("qualifier", "shown"),
    [
        (Qualifier.NONE, "236 billion"),
        (Qualifier.ABOUT, "about 236 billion"),
        (Qualifier.AT_LEAST, "at least 236 billion"),
        (Qualifier.UP_TO, "up to 236 billion"),
        (Qualifier.RANGE, "236 billion"),
        (Qualifier.EARLY, "early 236 billion"),
        (Qualifier.MID, "mid 236 billion"),
        (Qualifier.LATE, "late 236 billion"),
        (Qualifier.OF_VARIANT, "236 billion (of a variant)"),
    ],
)
def test_every_qualifier_has_its_words(qualifier: Qualifier, shown: str) -> None:
    assert qualified("236 billion", qualifier) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("2.36E+11", "236000000000"),
        ("236000000000.000", "236000000000"),
        ("0.50", "0.5"),
        ("100", "100"),
        ("-0", "0"),
        ("0E-7", "0"),
        ("1E-7", "0.0000001"),
        ("-1.50", "-1.5"),
    ],
)
def test_plain_numbers_have_no_exponent_and_no_trailing_zeros(number: str, shown: str) -> None:
    assert plain(Decimal(number)) == shown


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_a_plain_number_is_the_number(number: Decimal) -> None:
    text = plain(number)
    assert Decimal(text) == number
    assert set(text) <= set("-.0123456789")


@given(st.integers(min_value=0, max_value=10**16))
def test_a_rendered_number_gives_itself_back(number: int) -> None:
    digits, _, word = human(str(number), PARAMETERS).partition(" ")
    scale = {"": 1, "million": 10**6, "billion": 10**9, "trillion": 10**12}[word]
    assert Decimal(digits.replace(",", "")) * scale == number


@given(st.dates())
def test_a_rendered_day_names_its_day_month_and_year(when: date) -> None:
    shown = human(when.isoformat(), RELEASED).split(" ")
    assert (int(shown[0]), int(shown[2])) == (when.day, when.year)
    assert shown[1].startswith(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[when.month - 1]
    )


def test_days_are_iso_and_bound_nothing_outside_the_calendar() -> None:
    assert day(Decimal(1)) == "0001-01-01"
    assert day(Decimal(date(2024, 5, 7).toordinal())) == "2024-05-07"
    assert day(Decimal(0)) == ""
    assert day(Decimal(10) ** 9) == ""


def test_bounds_follow_the_type_of_the_attribute() -> None:
    first = Decimal(date(2023, 11, 1).toordinal())
    assert bounds(Interval(first, first + 29), RELEASED) == ("2023-11-01", "2023-11-30")
    assert bounds(Interval(Decimal("2.355E+11"), Decimal("236500000000.0")), PARAMETERS) == (
        "235500000000",
        "236500000000",
    )
    assert bounds(Interval(Decimal(4000), None), PARAMETERS) == ("4000", "")
    assert bounds(Interval(None, Decimal(4000)), None) == ("", "4000")
    assert bounds(None, LICENSE) == ("", "")


def test_thousands_are_grouped_and_words_are_not() -> None:
    assert grouped(1234567) == "1,234,567"
    assert grouped("1234.5678") == "1,234.5678"
    assert grouped(999) == "999"
    assert grouped("none") == "none"
