"""Values and intervals in the words of a reason."""

from __future__ import annotations

import math
from datetime import date

import pytest

from reconcile.wording import count_words, interval_words, names_words, value_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("671000000000", "671B"),
        ("14800000000000", "14.8T"),
        ("2788000", "2.788M"),
        ("2664123", "2,664,123"),  # more digits than a scale word helps with
        ("131072", "131,072"),
        ("61", "61"),
        ("0.6", "0.6"),
        ("0", "0"),
        ("-5000000", "-5M"),
        ("500000000/72000000000", "500M to 72B"),
        ("seven", "seven"),
        ("1e5", "100,000"),
        ("1E+999999999", "1E+999999999"),  # written out it would fill the memory
        ("NaN", "NaN"),
        ("9" * 60, "9" * 60),
    ],
)
def test_numbers(value: str, words: str) -> None:
    assert value_words(value, "number") == words


def test_money_has_its_currency_and_text_its_quotes() -> None:
    assert value_words("5600000", "money", "USD") == "5.6M USD"
    assert value_words("MIT", "term") == "“MIT”"
    assert value_words("2024-05/2025", "date") == "2024-05 to 2025"
    assert value_words("7", "number", "parameters") == "7"


def test_intervals() -> None:
    assert interval_words(15.65e9, 15.75e9, "number") == "15.65B to 15.75B"
    assert interval_words(160.0, 160.0, "number") == "160"
    assert interval_words(99.5e9, math.inf, "number") == "99.5B or more"
    assert interval_words(-math.inf, 5.65e6, "money") == "up to 5.65M"
    assert interval_words(-math.inf, math.inf, "number") == "any value"
    assert interval_words(0.0005, 1e-7, "number") == "0.0005 to 0.0000001"


def test_intervals_of_dates_are_days() -> None:
    first, last = date(2024, 5, 1).toordinal(), date(2024, 5, 31).toordinal()
    assert interval_words(first, last, "date") == "2024-05-01 to 2024-05-31"
    assert interval_words(first, math.inf, "date") == "2024-05-01 or more"
    assert interval_words(0, 0, "date") == "0"


def test_counts_and_names() -> None:
    assert [count_words(n, "document") for n in (0, 1, 2)] == ["0 documents", "1 document", "2 documents"]
    assert names_words(["a"]) == "a"
    assert names_words(["a", "b"]) == "a and b"
    assert names_words(["a", "b", "c"]) == "a, b and c"
    assert names_words(["a", "b", "c", "d"]) == "a, b and 2 more"
