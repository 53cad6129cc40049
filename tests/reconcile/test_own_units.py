"""Converted values in the unit of their document."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reconcile.own_units import Units, own_words, units_of
from reconcile.reconcile import reconcile
from tests.reconcile.statements import said, small_pack

LENGTHS: Units = (("m", Decimal(1)), ("km", Decimal(1000)), ("ft", Decimal("0.3048")), ("feet", Decimal("0.3048")))


@pytest.mark.parametrize(
    ("value", "quote", "words"),
    [
        ("288.036", "945", "945 ft"),  # its unit stands in the heading
        ("288.036", "945 ft", "945 ft"),
        ("288.036", "945 feet", "945 feet"),
        ("2407.92", "7,900", "7,900 ft"),
        ("2407.92", "7.900", "7.900 ft"),
        ("2400", "2.4", "2.4 km"),
        ("2400", "2,4", "2,4 km"),
        ("0.6096/0.9144", "2-3", "2 to 3 ft"),
        ("-0.3048", "−1", "−1 ft"),
        ("310", "310", ""),  # the base unit needs no telling
        ("2400", "2,400", ""),
        ("2400", "2.400", ""),
        ("236000", "236 thousand", ""),
        ("288.036", "nine hundred and forty-five", ""),
        ("288.036", "945 of 1,000", ""),
        ("288.036", "946", ""),
        ("tall", "945", ""),
        ("288.036", "945" + " " * 60, ""),
    ],
)
def test_a_converted_value_is_told_in_the_unit_of_its_document(value: str, quote: str, words: str) -> None:
    assert own_words(value, quote, LENGTHS) == words


def test_what_is_counted_in_words_has_no_units_to_tell() -> None:
    size = small_pack().attributes["size"]
    tokens = size.model_copy(update={"unit": "tokens", "units": {"tokens": Decimal(1), "gigatoken*": Decimal(10**9)}})
    assert units_of(tokens) == ()
    lengths = size.model_copy(update={"unit": "m", "units": {**dict(LENGTHS), "footbridges": Decimal(90)}})
    assert units_of(lengths) == LENGTHS


def test_without_conversion_nothing_is_told() -> None:
    assert own_words("288.036", "945", ()) == ""


def test_a_conflict_names_its_sides_in_their_own_units() -> None:
    pack = small_pack()
    size = pack.attributes["size"].model_copy(update={"unit": "m", "units": dict(LENGTHS)})
    pack = pack.model_copy(update={"attributes": {**pack.attributes, "size": size}})
    claims = [
        replace(said("a.md", "Turbine-V2", "size", "288.036", "287.8836", "288.1884", unit="m"), quote="945"),
        said("b.md", "Turbine-V2", "size", "310", "309.5", "310.5", unit="m"),
    ]
    [finding] = reconcile(claims, pack)
    assert finding.reason == "945 ft in 1 document against 310 m in 1 document."
    claims[1] = said("b.md", "Turbine-V2", "size", "288", "287.5", "288.5", unit="m")
    [finding] = reconcile(claims, pack)
    assert finding.reason == (
        "288 m (287.5 to 288.5 m) and 945 ft (287.884 to 288.188 m) agree within the rounding of what is printed;"
        " all statements hold 287.884 to 288.188 m."
    )
