from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.expectation_columns import value_ends


def days(first: date, last: date) -> tuple[int, int]:
    return first.toordinal(), last.toordinal()


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("236000000000", (236e9, 236e9)),
        ("3.5", (3.5, 3.5)),
        ("-2", (-2, -2)),
        ("4000/16000", (4000, 16000)),
        ("4000/", (4000, None)),
        ("/16000", (None, 16000)),
        ("16000/4000", None),
        ("", None),
        ("/", None),
        ("1/2/3", None),
        ("1,000", None),
        ("1_000", None),
        ("1e3", None),
        ("nan", None),
        ("inf", None),
        ("٣", None),
        ("12 ", None),
        ("2024-05", None),
    ],
)
def test_numbers_are_read_as_the_claims_table_writes_them(text: str, ends: tuple[float, float] | None) -> None:
    assert value_ends("number", text) == ends


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2024", days(date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-02", days(date(2024, 2, 1), date(2024, 2, 29))),
        ("2023-02", days(date(2023, 2, 1), date(2023, 2, 28))),
        ("2024-12", days(date(2024, 12, 1), date(2024, 12, 31))),
        ("2024-05-07", days(date(2024, 5, 7), date(2024, 5, 7))),
        ("2024-03-04/2024-04-03", days(date(2024, 3, 4), date(2024, 4, 3))),
        ("2024-04/2024-06", days(date(2024, 4, 1), date(2024, 6, 30))),
        ("2024-05/", (date(2024, 5, 1).toordinal(), None)),
        ("0001", days(date(1, 1, 1), date(1, 12, 31))),
        ("9999-12", days(date(9999, 12, 1), date(9999, 12, 31))),
        ("2024-06/2024-05", None),
        ("0000", None),
        ("2024-13", None),
        ("2024-00", None),
        ("2023-02-29", None),
        ("2024-5-7", None),
        ("24-05-07", None),
        ("7 May 2024", None),
        ("", None),
    ],
)
def test_dates_are_read_at_their_own_precision(text: str, ends: tuple[float, float] | None) -> None:
    assert value_ends("date", text) == ends


@given(st.dates(), st.dates())
def test_a_range_of_days_runs_from_its_first_to_its_last(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert value_ends("date", f"{first.isoformat()}/{last.isoformat()}") == days(first, last)


@given(st.dates(max_value=date(9999, 11, 30)))
def test_a_month_ends_the_day_before_the_next_begins(day: date) -> None:
    month = value_ends("date", day.isoformat()[:7])
    following = value_ends("date", (day.replace(day=28) + timedelta(days=4)).isoformat()[:7])
    assert month is not None
    assert following is not None
    assert month[1] is not None
    assert following[0] == month[1] + 1
