"""Times of day, with their date or without: "2:30 pm" is 14:30, and "Dec 1, 2:30p" is 2011-12-01 14:30.

A time is compared as it is written, to the minute or the second: nobody but the reader knows how many minutes matter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from extract.quantities.interval import parse_value

LONGEST: Final = 60  # characters of a time
_CLOCK: Final = re.compile(
    r"(?<![\d:.])(?:at[ ])?(?P<hour>[01]?\d|2[0-4])"
    r"(?:[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"(?:[ ]?(?P<half>[ap])(?:\.?m\b\.?|(?-i:(?![a-z]))))?"
    r"|[ ]?(?P<alone>[ap])\.?m\b\.?)"
    r"(?![\d:])[ ]?(?:h(?:rs?)?\b\.?|o'clock)?",
    re.IGNORECASE,
)
_MILITARY: Final = re.compile(r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)[ ]?(?:h|hrs|hours)\b", re.IGNORECASE)
_NAMED: Final = {"noon": 720, "midday": 720, "midnight": 0}
_ZONE: Final = re.compile(r"\(?\b(?:UTC|GMT|Z|[A-Z]{1,3}[SD]?T)?(?P<offset>[+-]\d\d(?::?\d\d)?)?\b\)?$")
_DAY_OF_WEEK: Final = re.compile(
    r"\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|rsday|urday)?\b\.?,?", re.IGNORECASE
)
_ANY_YEAR: Final = "2000"  # a leap year
_DIGIT: Final = re.compile(r"\d")
_POINTED: Final = re.compile(r"\d{1,2}\.\d{2}")


class Moment(NamedTuple):
    """A time of day and what is said of its day."""

    minute: int | None  # of the day; None: a day alone
    second: int | None = None
    first: int | None = None  # days that it may be of, as ordinals, or those of a leap year where no year is said
    last: int | None = None
    yearless: bool = False
    zone: str = ""


@lru_cache(maxsize=4096)
def moment(text: str) -> Moment | None:
    """The time of day, the day or both that a text consists of; None where it is something else."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST or not (_DIGIT.search(text) or text.casefold() in _NAMED):
        return None
    clock = _CLOCK.search(text) or _MILITARY.search(text)
    if clock is None or _POINTED.fullmatch(clock[0]):  # "14.30" alone may be any number
        named = _NAMED.get(text.casefold())
        return Moment(named) if named is not None else _day(text, Moment(None))
    minute = _minute(clock)
    if minute is None:
        return None
    behind = text[clock.end() :].strip(" ,-–()")
    zone = ""
    if behind and _ZONE.fullmatch(behind):
        zone, behind = (behind if behind not in ("UTC", "GMT") else "Z"), ""
    second = clock.groupdict().get("second")
    said = Moment(minute, int(second) if second else None, zone=zone)
    front = text[: clock.start()].strip(" ,-–@")
    if front[-2:-1].isdigit():
        front = front.removesuffix("T")
    rest = f"{front} {behind}".strip()
    return _day(rest, said) if rest else said


def _minute(clock: re.Match[str]) -> int | None:
    """Minute of the day; None for 25:00 and 14:30 am."""
    named = clock.groupdict()
    hour, minute = int(named["hour"]), int(named["minute"] or 0)
    half = (named.get("half") or named.get("alone") or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return hour * 60 + minute if half == "p" and 12 < hour < 24 else None
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour % 24 * 60 + minute if hour < 24 or minute == 0 else None


def _day(text: str, said: Moment) -> Moment | None:
    """The same with the day that a text names; None where it names none."""
    bare = _DAY_OF_WEEK.sub("", text).strip(" ,")
    if not bare:
        return said
    for written, yearless in ((bare, False), (f"{bare}, {_ANY_YEAR}", True), (f"{bare}/{_ANY_YEAR}", True)):
        found = parse_value(written, "date")
        if found is not None and found.interval.lower is not None and found.interval.upper is not None:
            return said._replace(first=int(found.interval.lower), last=int(found.interval.upper), yearless=yearless)
    return None


def agree(one: Moment, other: Moment) -> bool:
    """Whether two may be one moment: what only one of them says speaks against nothing."""
    for mine, its in ((one.minute, other.minute), (one.second, other.second), (one.zone or None, other.zone or None)):
        if mine is not None and its is not None and mine != its:
            return False
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return True
    (first, last), (start, end) = (_days(one, other.yearless), _days(other, one.yearless))
    return first <= end and start <= last


def _days(one: Moment, without_year: bool) -> tuple[int, int]:
    """First and last day; days of a leap year where the other side says no year."""
    assert one.first is not None
    assert one.last is not None
    if one.yearless or not without_year:
        return one.first, one.last
    from datetime import date

    ends = (date.fromordinal(day).replace(year=int(_ANY_YEAR)).toordinal() for day in (one.first, one.last))
    return next(ends), next(ends)


def fullness(found: Moment) -> int:
    """How much is said: a day, a time, seconds, a zone."""
    narrow = 0 if found.first is None or found.last is None else 3 - min(2, found.last - found.first)
    time = 8 * (found.minute is not None) + (found.second is not None) + bool(found.zone)
    return time + 4 * (not found.yearless) + narrow


def has_clock(text: str) -> bool:
    """Whether a text is a time of day, with its date or without; midnight sharp behind a date is no time of its own."""
    found = moment(text)
    return found is not None and found.minute is not None and not (found.minute == 0 and found.first is not None)
