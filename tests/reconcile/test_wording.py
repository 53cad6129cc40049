"""Values and intervals in the words of a reason."""

from __future__ import annotations

import math
from datetime import date

import pytest

from extract.claim import Qualifier
from reconcile.wording import count_words, interval_words, names_words, part_words, qualified_words, value_words


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
    assert value_words("4.5/12", "money", "EUR") == "4.50 to 12 EUR"
    assert value_words("4.5", "number") == "4.5"
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
    assert interval_words(first, math.inf, "date") == "2024-05-01 or later"
    assert interval_words(0, 0, "date") == "0"


@pytest.mark.parametrize(
    ("value", "first", "last", "words"),
    [
        ("2024", "2024-01-01", "2024-04-30", "early 2024"),
        ("2024", "2024-01-01", "2024-12-31", "2024"),
        ("2024-04/2024-06", "2024-04-01", "2024-06-30", "Q2 2024"),
        ("2024-10/2024-12", "2024-10-01", "2024-12-31", "Q4 2024"),
        ("2024-07/2024-12", "2024-07-01", "2024-12-31", "the second half of 2024"),
        ("2024-03/2024-05", "2024-03-01", "2024-05-31", "spring 2024"),
        ("2024-09/2024-11", "2024-09-01", "2024-11-30", "autumn 2024"),
        ("2024-05/2024-07", "2024-05-01", "2024-07-31", "2024-05 to 2024-07"),
        ("2023-04/2024-06", "2023-04-01", "2024-06-30", "2023-04 to 2024-06"),
    ],
)
def test_parts_of_a_year_have_their_names(value: str, first: str, last: str, words: str) -> None:
    days = (date.fromisoformat(day).toordinal() for day in (first, last))
    assert part_words(value_words(value, "date"), *days) == words


@pytest.mark.parametrize(
    ("value", "qualifier", "low", "high", "words"),
    [
        ("2024", "up_to", None, "2023-12-31", "before 2024"),
        ("2024", "up_to", None, "2024-12-31", "until 2024"),
        ("2024-05", "at_least", "2024-05-01", None, "since 2024-05"),
        ("2024-05", "at_least", "2024-06-01", None, "after 2024-05"),
        ("2024-05-06", "up_to", None, "2024-05-05", "before 2024-05-06"),
        ("2024", "about", "2023-01-01", "2025-12-31", "about 2024"),
    ],
)
def test_bounds_of_dates_are_told(value: str, qualifier: str, low: str | None, high: str | None, words: str) -> None:
    least = date.fromisoformat(low).toordinal() if low else -math.inf
    most = date.fromisoformat(high).toordinal() if high else math.inf
    assert qualified_words(value, Qualifier(qualifier), least, most, dated=True) == words


def test_bounds_of_numbers_are_told() -> None:
    assert qualified_words("100B", Qualifier.AT_LEAST, 99.5e9, math.inf, dated=False) == "at least 100B"
    assert qualified_words("100B", Qualifier.UP_TO, 0, 100.5e9, dated=False) == "up to 100B"
    assert qualified_words("37B", Qualifier.ABOUT, 35e9, 39e9, dated=False) == "about 37B"


def test_counts_and_names() -> None:
    assert [count_words(n, "document") for n in (0, 1, 2)] == ["0 documents", "1 document", "2 documents"]
    assert names_words(["a"]) == "a"
    assert names_words(["a", "b"]) == "a and b"
    assert names_words(["a", "b", "c"]) == "a, b and c"
    assert names_words(["a", "b", "c", "d"]) == "a, b and 2 more"
