"""Spellings of numbers in cells: what is put into plain ones, beside what looks alike and is left alone."""

from __future__ import annotations

import pytest

from extract.quantities.cell_forms import LONGEST, plain
from extract.quantities.stated import stated


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("5'11\"", "71 inch"),
        ("5 feet 11 inches", "71 inch"),
        ("6'", "6 ft"),
        ('15.6"', "15.6 inch"),
        ("71 in", "71 inch"),
        ("1h30", "90 min"),
        ("2m 30s", "150 s"),
        ("1 day 4 hours", "28 h"),
        ("1 h, 5 min and 30 s", "3930 s"),
        ("5 lb 3 oz", "83 oz"),
        ("1 m 80 cm", "180 cm"),
        ("2 years 3 months", "27 month"),
        ("1½", "1.5000"),
        ("2-1/2", "2.5000"),
        ("⅓ kg", "0.3333 kg"),
        ("1’234.5", "1234.5"),
        ("12,34,567", "1234567"),
        ("($1,200)", "-$1,200"),
        ("<= 5", "≤ 5"),
    ],
)
def test_a_number_in_another_spelling(text: str, put: str) -> None:
    assert plain(text) == put
    assert stated(text, fractions=True) is not None


@pytest.mark.parametrize(
    "text",
    [
        "5 lb 20 oz",  # twenty ounces are more than a pound
        "1 m 80",
        "5'14\"",
        "5 people 3 dogs",
        "9/11",
        "24/7",
        "1/2/2024",
        "10 x 20",
        "1,234,567",
        "1.5 h",
        "(see note)",
        "+",
        "it's 5",
        "½" * (LONGEST + 1),
    ],
)
def test_what_looks_alike_stays(text: str) -> None:
    assert plain(text) == text


def test_a_range_of_claims_csv_is_no_fraction() -> None:
    assert plain("2/3 kg", fractions=False) == "2/3 kg"
