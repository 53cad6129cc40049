"""The date that opens an entry and leaves to a heading what it does not say: "Q2 – …" or "March 3: …" under a year.

Under a month the number of a day is enough: "- 14th: …" below "### March" below "## 2023".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from extract.quantities import date_patterns, dates, periods

if TYPE_CHECKING:
    from extract.quantities.dates import DateMention
    from extract.quantities.periods import Order, Period

_LEAD = r"[\s*\[(]*"
_END = r"[\s*\])]*(?:[–—:,]|-\s)"
_PART_OF_YEAR = (
    r"(?P<date>(?:(?:[Ee]arly|[Mm]id|[Ll]ate)[ -])?(?:Q[1-4]|H[12]|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|"
    r"[Ww]inter|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?))"
)
_PART = re.compile(rf"{_LEAD}{_PART_OF_YEAR}(?:{_END}|[\s*\])]*\Z)")
_DAY = re.compile(rf"{_LEAD}(?P<date>(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?)(?:[\s*\])]*[–—:](?!\d)|[\s*\])]*\s-\s)")
_NUMBERS = re.compile(rf"{_LEAD}(?P<date>(?P<one>[0-9]{{1,2}})(?P<mark>[/.])(?P<two>[0-9]{{1,2}}))(?:{_END}|[\])])")
ONLY_MONTH = re.compile(
    rf"[\W_]*(?P<month>{'|'.join(sorted(date_patterns.MONTHS, key=len, reverse=True))})[\W_]*", re.I
)
_ON_DAY = re.compile(r"\b[Oo]n the (?P<date>(?P<day>[0-9]{1,2})(?:st|nd|rd|th))\b")
LONGEST_MONTH = 24  # characters of a heading that is no more than a month with marks around it


class Calendar(NamedTuple):
    """What the headings above say of when things happened."""

    year: int
    month: int | None = None
    day: bool = False  # they give a whole date, so that "3.5:" below is no day


def calendar(above: Iterable[str]) -> Calendar | None:
    """The year, and the month, that headings give, nearest first: "March" below "2023"."""
    month: int | None = None
    for text in above:
        named = ONLY_MONTH.fullmatch(text) if len(text) <= LONGEST_MONTH else None
        if named is not None:
            month = date_patterns.MONTHS[named["month"].lower()] if month is None else month
            continue
        found = [d for d in dates.scan(text) if not d.partial and d.first.year == d.last.year]
        if len({d.first.year for d in found}) == 1:
            if month is None and len(found) == 1 and found[0].precision == "month":
                month = found[0].first.month
            return Calendar(found[0].first.year, month, any(d.precision == "day" for d in found))
    return None


def with_calendar(text: str, found: list[DateMention], known: Calendar, order: Order | None) -> list[DateMention]:
    """The dates found in an entry, with those that take their year or month from the headings above it."""
    opening = _opening(text, known, order)
    if opening is not None:
        found = [opening, *(d for d in found if d.start >= opening.end)]
    days = [day for day in _later_days(text, known) if not any(d.start < day.end and day.start < d.end for d in found)]
    return sorted([*found, *days]) if days else found


def _opening(text: str, known: Calendar, order: Order | None) -> DateMention | None:
    """The date that opens an entry under headings that give its year."""
    match = _PART.match(text)
    if match is not None:
        found = [d for d in dates.scan(f"{match['date']} {known.year}") if not d.partial]
        return _at(match, found[0]) if found else None
    match = _NUMBERS.match(text) if not known.day else None
    if match is not None:
        return _period(match, periods.numeric(int(match["one"]), int(match["two"]), known.year, match["mark"], order))
    match = _DAY.match(text) if known.month is not None else None
    if match is not None and known.month is not None:
        return _period(match, periods.day(known.year, known.month, int(match["day"])))
    return None


def undated(text: str) -> list[DateMention]:
    """The part of a year that a text consists of, without the year: "mid-June", "Q2"."""
    match = _PART.fullmatch(text)
    if match is None:
        return []
    return [dates.DateMention(*match.span("date"), "", date.min, date.min, "month", partial=True)]


def _later_days(text: str, known: Calendar) -> list[DateMention]:
    """The days of a heading's month that a text names by their number: "on the 14th"."""
    if known.month is None or " the " not in text:
        return []
    found = ((match, periods.day(known.year, known.month, int(match["day"]))) for match in _ON_DAY.finditer(text))
    return [mention for match, period in found if (mention := _period(match, period)) is not None]


def _at(match: re.Match[str], found: DateMention) -> DateMention:
    return found._replace(start=match.start("date"), end=match.end("date"), year_from_context=True)


def _period(match: re.Match[str], period: Period | None) -> DateMention | None:
    if period is None:
        return None
    return _at(match, dates.DateMention(0, 0, period.value, period.first, period.last, period.precision))
