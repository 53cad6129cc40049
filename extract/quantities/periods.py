"""Calendar periods at explicit precision: what a date in words or digits stands for, never narrower than it says."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from extract.claim import Qualifier

# "Early", "mid" and "late" cut a year into thirds and a month at its tenth and twentieth day: the words are used for
# no narrower part in practice, and thirds leave no gap that a date could fall into.
YEAR_THIRDS: Final = {Qualifier.EARLY: (1, 4), Qualifier.MID: (5, 8), Qualifier.LATE: (9, 12)}
MONTH_THIRDS: Final = {Qualifier.EARLY: (1, 10), Qualifier.MID: (11, 20), Qualifier.LATE: (21, 31)}
# Meteorological seasons of the northern hemisphere. Winter is not among them: it may mean either end of the year.
SEASONS: Final = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
MONTHS_IN_YEAR: Final = 12
_QUARTER: Final = 3  # months
LAST_SHORT: Final = 49  # of two digits that are a year of this century

Precision = Literal["day", "week", "month", "season", "quarter", "half", "year", "range", "ambiguous"]
Order = Literal["mdy", "dmy"]


class Period(NamedTuple):
    """A stretch of days, first and last included, with its ISO value at the precision stated."""

    value: str  # "2024", "2024-05", "2024-05-06", "2024-04/2024-06"
    first: date
    last: date
    precision: Precision


def day(year: int, month: int, number: int) -> Period | None:
    """A day, or None where the calendar has none such."""
    if not 1 <= month <= MONTHS_IN_YEAR or not 1 <= number <= monthrange(year, month)[1]:
        return None
    at = date(year, month, number)
    return Period(at.isoformat(), at, at, "day")


def days(year: int, month: int, low: int, high: int | None) -> Period | None:
    """The days from low to high of a month, or the day `low` where there is no other."""
    first = day(year, month, low)
    if high is None or first is None:
        return first
    last = day(year, month, high)
    if last is None or high <= low:
        return None
    return Period(f"{first.value}/{last.value}", first.first, last.last, "range")


def months(year: int, low: int, high: int, precision: Precision = "month") -> Period | None:
    """The months from low to high of a year."""
    if not 1 <= low <= high <= MONTHS_IN_YEAR:
        return None
    value = f"{year:04}-{low:02}" if low == high else f"{year:04}-{low:02}/{year:04}-{high:02}"
    return Period(value, date(year, low, 1), date(year, high, monthrange(year, high)[1]), precision)


def whole_year(year: int) -> Period:
    """A year."""
    return Period(f"{year:04}", date(year, 1, 1), date(year, 12, 31), "year")


def quarters(year: int, low: int, high: int) -> Period | None:
    """The quarters from low to high, counted from 1."""
    return months(year, _QUARTER * (low - 1) + 1, _QUARTER * high, "quarter" if low == high else "range")


def half(year: int, number: int) -> Period | None:
    """The first or the second half of a year; None for any other."""
    if number not in (1, 2):
        return None
    return months(year, 6 * (number - 1) + 1, 6 * number, "half")


def week(year: int, number: int, weekday: int | None = None) -> Period | None:
    """A week of the ISO calendar from Monday to Sunday, or one day of it."""
    try:
        first = date.fromisocalendar(year, number, weekday or 1)
    except ValueError:  # no such week in that year
        return None
    last = first if weekday else first + timedelta(6)
    return Period(f"{first}/{last}" if last > first else f"{first}", first, last, "day" if weekday else "week")


def short_year(digits: str) -> int:
    """The year that two digits mean: of this century up to 49, else of the last."""
    return int(digits) + (2000 if int(digits) <= LAST_SHORT else 1900)


def season(year: int, name: str) -> Period | None:
    """A season; "winter 2024" is the one that ends in that year or the one that begins in it."""
    if name in SEASONS:
        return months(year, *SEASONS[name], "season")
    last = monthrange(year + 1, 2)[1]
    value = f"{year - 1:04}-12/{year + 1:04}-02"
    return Period(value, date(year - 1, 12, 1), date(year + 1, 2, last), "ambiguous")


def numeric(first: int, second: int, year: int, separator: str, order: Order | None) -> Period | None:
    """A date of two numbers and a year; without a known order one that fits both ways is the range over both.

    With dots the day stands first wherever that form is used.
    """
    month_first, day_first = day(year, first, second), day(year, second, first)
    if month_first is None or day_first is None or first == second:
        return month_first or day_first
    if separator == "." or order == "dmy":
        return day_first
    if order == "mdy":
        return month_first
    low, high = sorted((month_first.first, day_first.first))
    return Period(f"{low}/{high}", low, high, "ambiguous")


def widened(first: date, last: date) -> tuple[date, date]:
    """A stretch of days and as much again on either side: a year with both its neighbours, a month with both."""
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        months = 12 * (last.year - first.year) + last.month - first.month + 1
        begin = 12 * first.year + first.month - 1 - months
        end = 12 * last.year + last.month - 1 + months
        if begin >= MONTHS_IN_YEAR and end < MONTHS_IN_YEAR * (date.max.year + 1):
            year, month = divmod(end, MONTHS_IN_YEAR)
            until = date(year, month + 1, monthrange(year, month + 1)[1])
            return date(begin // MONTHS_IN_YEAR, begin % MONTHS_IN_YEAR + 1, 1), until
    length = last - first + timedelta(1)
    return first - length, last + length


def third(first: date, last: date, opening: Qualifier, part: Qualifier) -> tuple[date, date]:
    """The days from the `opening` third to the `part` third (EARLY, MID, LATE) of a whole year or month.

    Any other stretch is given back as it is: it has been cut already.
    """
    if first.year != last.year or first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        return first, last
    if first.month == last.month:
        return first.replace(day=MONTH_THIRDS[opening][0]), last.replace(day=min(last.day, MONTH_THIRDS[part][1]))
    if (first.month, last.month) == (1, MONTHS_IN_YEAR):
        end = YEAR_THIRDS[part][1]
        return date(first.year, YEAR_THIRDS[opening][0], 1), date(last.year, end, monthrange(last.year, end)[1])
    return first, last
