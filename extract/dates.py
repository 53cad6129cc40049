"""Dates in reading text, each at the precision it is stated with; no day or month is ever invented."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from extract import bounds
from extract.claim import Qualifier

YEARS: Final = (1950, 2049)  # a bare four-digit number outside these is hardly ever meant as a year
# "Early", "mid" and "late" cut a year into thirds: the words are used for no narrower part in practice, and thirds
# leave no gap that a date could fall into. A month is cut at its tenth and twentieth day.
YEAR_THIRDS: Final = {Qualifier.EARLY: (1, 4), Qualifier.MID: (5, 8), Qualifier.LATE: (9, 12)}
MONTH_THIRDS: Final = {Qualifier.EARLY: (1, 10), Qualifier.MID: (11, 20), Qualifier.LATE: (21, 31)}
# Meteorological seasons of the northern hemisphere; winter is left out, as it may mean either end of the year.
SEASONS: Final = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}

Precision = Literal["day", "month", "quarter", "half", "year", "range", "ambiguous"]
Order = Literal["mdy", "dmy"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as it stands. `text[start:end]` are its own words, without "in", "on", "since"."""

    start: int
    end: int
    value: str  # ISO at its own precision: "2024", "2024-05", "2024-05-06", "2024-04/2024-06"; "" where partial
    first: date  # first and last day it may mean, both included; in year 1 where partial
    last: date
    precision: Precision
    qualifier: Qualifier = Qualifier.NONE  # NONE, EARLY, MID, LATE, RANGE
    year_from_context: bool = False  # the year is the caller's, not the text's
    partial: bool = False  # a day or month without a year: no value
    attached: str = ""  # what is glued in front: "R1-" in "R1-0528"


_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1
    )
    for name in names.split()
}  # fmt: skip
_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER"
    r"|DECEMBER)(?![A-Za-z])(?:\.(?=[ ]?[0-9]))?"
)
_YEAR: Final = r"(?:19|20)[0-9]{2}(?![0-9])"
_DAY: Final = r"[0-9]{1,2}(?![0-9])(?:st|nd|rd|th)?"
_DASH: Final = r"[ ]?[-–—‒][ ]?"
_DATE: Final = re.compile(
    rf"""
    \b(?:
        (?P<y1>{_YEAR}) (?:
            (?P<sep>[-./])(?P<m1>[0-9]{{1,2}})(?![0-9]) (?:(?P=sep)(?P<d1>[0-9]{{1,2}})(?![0-9]))?
          | [ -]?[Qq](?P<q1>[1-4])\b
          | [ -]?H(?P<h1>[12])\b
          | (?:,?[ ])(?P<mname1>{_MONTH})(?:[ ](?P<mday1>{_DAY}))?
        )?
      | (?P<compact>(?:19[5-9]|20[0-4])[0-9]{{5}})(?![0-9])
      | (?P<a>[0-9]{{1,2}})(?P<sep2>[-./])(?P<b>[0-9]{{1,2}})(?P=sep2)(?P<y2>{_YEAR})
      | (?P<m3>[0-9]{{1,2}})/(?P<y3>{_YEAR})
      | (?P<d4>{_DAY})(?:{_DASH}(?P<d4b>{_DAY}))?(?:[ ]of)?[ -](?P<m4>{_MONTH})(?:,?[ -]?(?:of[ ])?(?P<y4>{_YEAR}))?
      | (?P<m5>{_MONTH})
        (?:
            [ -]?(?P<d5>{_DAY})(?!\.[0-9]|,[0-9]{{3}}(?![0-9]))(?:{_DASH}(?P<d5b>{_DAY})(?![0-9]))?(?:,?[ ]?[ -]?(?P<y5>{_YEAR}))?
          | (?:/|{_DASH}|[ ](?:to|and)[ ])(?P<m5b>{_MONTH})[ ,]{{0,2}}(?P<y5b>{_YEAR})
          | (?:,?[ -]?|[ ]of[ ])(?P<y5c>{_YEAR})
          | [ ]?['’](?P<y5d>[0-9]{{2}})\b
        )?
      | [Qq](?P<q6>[1-4])(?:{_DASH}[Qq](?P<q6b>[1-4]))?(?:[ ]of)?[ ,/-]{{0,2}}(?P<y6>{_YEAR})
      | H(?P<h6>[12])(?:[ ]of)?[ ,/-]{{0,2}}(?P<y7>{_YEAR})
      | (?i:(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th|last)[ -](?P<part>quarter|half)(?:[ ]of|,)?)
        [ ](?P<y8>{_YEAR})
      | (?i:(?P<season>spring|summer|autumn|fall)(?:[ ]of)?),?[ ](?P<y9>{_YEAR})
    )
    """,
    re.VERBOSE,
)

_PARTS: Final = {
    "early": Qualifier.EARLY, "beginning": Qualifier.EARLY, "start": Qualifier.EARLY,
    "mid": Qualifier.MID, "middle": Qualifier.MID,
    "late": Qualifier.LATE, "end": Qualifier.LATE, "close": Qualifier.LATE,
}  # fmt: skip
_PREFIX: Final = re.compile(
    r"(?<![A-Za-z])(?:(?P<from>early|mid)[- ](?:to[- ]|/)?)?(?P<part>early|mid|late)[- ](?:in[ ])?$"
    r"|(?<![A-Za-z])(?P<edge>beginning|start|middle|end|close)[ ]of[ ](?:the[ ]year[ ])?$",
    re.IGNORECASE,
)
_PREFIX_REACH: Final = 26  # characters: "beginning of the year "
_CONNECTOR: Final = re.compile(r"[ ]?[-–—‒~][ ]?|[ ](?:to|through|until|till)[ ]|(?P<and>[ ]and[ ])")
_CONNECTOR_REACH: Final = 10  # characters: " through " and one more
_BETWEEN: Final = re.compile(r"\b[Bb]etween[ ]$")
_MONTH_CUE: Final = re.compile(r"\b(?:in|since|by|until|from|during|of|before|after|[Ii]n)[ ]$")
_NUMERIC: Final = re.compile(r"(?<![\w./-])([0-9]{1,2})([/-])([0-9]{1,2})\2(?:19|20)[0-9]{2}(?![\w/-])")
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_LAST_MONTH: Final = 12

# Value, first day, last day, precision.
_Reading = tuple[str, date, date, Precision]


def infer_order(text: str) -> Order | None:
    """The order that the text's unambiguous numeric dates prove: 7/18/2023 proves month first. None: no proof, or both."""
    orders: set[Order] = set()
    for match in _NUMERIC.finditer(text):
        first, second = int(match[1]), int(match[3])
        if first <= _LAST_MONTH < second:
            orders.add("mdy")
        elif second <= _LAST_MONTH < first:
            orders.add("dmy")
    return orders.pop() if len(orders) == 1 else None


def scan(text: str, year_in_context: int | None = None, order: Order | None = None) -> list[DateMention]:
    """Dates of a reading text in order; none overlaps another.

    `year_in_context` is the year that a heading gives to days and months without one. `order` is how the document
    writes numeric dates, where that is known; without it 03/04/2024 means either reading.
    """
    found: list[DateMention] = []
    for match in _DATE.finditer(text):
        mention = _mention(text, match, year_in_context, order)
        if mention is None:
            continue
        if found and mention.start - found[-1].end <= _CONNECTOR_REACH:
            joined = _joined(text, found[-1], mention)
            if joined is not None:
                found[-1] = joined
                continue
        found.append(mention)
    return found


def _day(year: int, month: int, day: int) -> _Reading | None:
    if not 1 <= month <= _LAST_MONTH or not 1 <= day <= monthrange(year, month)[1]:
        return None
    at = date(year, month, day)
    return at.isoformat(), at, at, "day"


def _months(year: int, low: int, high: int, precision: Precision) -> _Reading | None:
    if not 1 <= low <= high <= _LAST_MONTH:
        return None
    value = f"{year}-{low:02}" if low == high else f"{year}-{low:02}/{year}-{high:02}"
    return value, date(year, low, 1), date(year, high, monthrange(year, high)[1]), precision


def _year(year: int) -> _Reading:
    return str(year), date(year, 1, 1), date(year, 12, 31), "year"


def _part(year: int, number: int, length: int) -> _Reading | None:
    """The n-th quarter (3 months long) or half (6)."""
    return _months(year, length * (number - 1) + 1, length * number, "quarter" if length == 3 else "half")


def _days(year: int, month: int, low: str, high: str | None) -> _Reading | None:
    first = _day(year, month, int(low.rstrip("stndrh")))
    if high is None or first is None:
        return first
    last = _day(year, month, int(high.rstrip("stndrh")))
    if last is None or last[1] <= first[1]:
        return None
    return f"{first[0]}/{last[0]}", first[1], last[1], "range"


def _numeric(first: int, second: int, year: int, separator: str, order: Order | None) -> _Reading | None:
    """A date as two numbers and a year. Dots are written day first wherever they are used."""
    month_first, day_first = _day(year, first, second), _day(year, second, first)
    if month_first is None or day_first is None or month_first == day_first:
        return month_first or day_first
    if separator == "." or order == "dmy":
        return day_first
    if order == "mdy":
        return month_first
    low, high = sorted((month_first[1], day_first[1]))
    return f"{low}/{high}", low, high, "ambiguous"


def _mention(text: str, match: re.Match[str], context: int | None, order: Order | None) -> DateMention | None:
    start, end = match.span()
    month_name = match["m4"] or match["m5"]
    from_context = partial = False
    if month_name is not None:
        reading, from_context = _named(text, match, context)
        if reading is None and (match["d4"] or match["d5"]) and not from_context:
            low = (match["d4"] or match["d5"]).rstrip("stndrh")
            if _day(2000, _month(month_name), int(low)) is None:
                return None
            partial = True
    else:
        reading = _digits(text, match, order) if text[start].isdigit() else _words(match)
    if reading is None and not partial:
        return None
    value, first, last, precision = reading or ("", date.min, date.min, "day")
    attached = bounds.attached(text, start)
    qualifier = Qualifier.NONE
    if not partial and start and text[start - 1] in " -":
        prefix = _PREFIX.search(text, max(0, start - _PREFIX_REACH), start)
        if prefix is not None and precision in ("year", "month"):
            start, attached = prefix.start(), ""
            qualifier, first, last = _third(prefix, first, last, precision)
        elif not attached and bounds.before(text, start) is Qualifier.ABOUT:
            qualifier = Qualifier.ABOUT
    if qualifier is Qualifier.NONE and precision == "range":
        qualifier = Qualifier.RANGE
    return DateMention(start, end, value, first, last, precision, qualifier, from_context, partial, attached)


def _third(prefix: re.Match[str], first: date, last: date, precision: Precision) -> tuple[Qualifier, date, date]:
    """The part of a year or month that "early", "mid" or "late" means."""
    part = _PARTS[(prefix["part"] or prefix["edge"]).lower()]
    opening = _PARTS[prefix["from"].lower()] if prefix["from"] else part
    if precision == "year":
        first, last = date(first.year, YEAR_THIRDS[opening][0], 1), date(first.year, YEAR_THIRDS[part][1], 1)
        return part, first, last.replace(day=monthrange(last.year, last.month)[1])
    return part, first.replace(day=MONTH_THIRDS[opening][0]), last.replace(day=min(last.day, MONTH_THIRDS[part][1]))


def _month(name: str) -> int:
    return _MONTHS[name.lower().rstrip(".")]


def _named(text: str, match: re.Match[str], context: int | None) -> tuple[_Reading | None, bool]:
    """A date with a month's name, and whether its year is the context's."""
    month = _month(match["m4"] or match["m5"])
    written = match["y4"] or match["y5"] or match["y5b"] or match["y5c"]
    if match["y5d"]:
        written = f"20{match['y5d']}"
    day, last_day = match["d4"] or match["d5"], match["d4b"] or match["d5b"]
    if written is None and context is None:
        return None, False
    year = int(written or context or 0)
    if day is not None:
        return _days(year, month, day, last_day), written is None
    if match["m5b"]:
        other = _month(match["m5b"])
        return _months(year, month, other, "range"), False
    if written is None and not _MONTH_CUE.search(text, max(0, match.start() - 8), match.start()):
        return None, False
    return _months(year, month, month, "month"), written is None


def _digits(text: str, match: re.Match[str], order: Order | None) -> _Reading | None:
    """A date that starts with a digit and has no month's name in front of the year."""
    start, end = match.span()
    if start and text[start - 1] in ".,:" and text[start - 2 : start - 1].isdigit():
        return None
    if match["compact"]:
        digits = match["compact"]
        return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if match["sep2"]:
        return _numeric(int(match["a"]), int(match["b"]), int(match["y2"]), match["sep2"], order)
    if match["m3"]:
        return _months(int(match["y3"]), int(match["m3"]), int(match["m3"]), "month")
    if match["ordinal"]:
        return _words(match)
    year = int(match["y1"])
    if match["q1"]:
        return _part(year, int(match["q1"]), 3)
    if match["h1"]:
        return _part(year, int(match["h1"]), 6)
    if match["mname1"]:
        month = _month(match["mname1"])
        return _days(year, month, match["mday1"], None) if match["mday1"] else _months(year, month, month, "month")
    if _GOES_ON.match(text, end):
        return None
    if match["d1"]:
        return _day(year, int(match["m1"]), int(match["d1"]))
    if match["m1"]:
        return _months(year, int(match["m1"]), int(match["m1"]), "month")
    return _year(year) if YEARS[0] <= year <= YEARS[1] else None


_GOES_ON: Final = re.compile(r"[A-SU-Za-z0-9_%]|[.,:/][0-9]|-[0-9](?![0-9]{3}\b)")


def _words(match: re.Match[str]) -> _Reading | None:
    """Quarters, halves and seasons."""
    if match["q6"]:
        year, low, high = int(match["y6"]), int(match["q6"]), int(match["q6b"] or match["q6"])
        if low == high:
            return _part(year, low, 3)
        return _months(year, 3 * low - 2, 3 * high, "range")
    if match["h6"]:
        return _part(int(match["y7"]), int(match["h6"]), 6)
    if match["ordinal"]:
        length = 3 if match["part"].lower() == "quarter" else 6
        number = _ORDINALS.get(match["ordinal"].lower(), _LAST_MONTH // length)
        return _part(int(match["y8"]), number, length)
    low, high = SEASONS[match["season"].lower()]
    return _months(int(match["y9"]), low, high, "range")


def _joined(text: str, first: DateMention, last: DateMention) -> DateMention | None:
    """The span of time from one date to the other, where the text joins them; None where they are two dates."""
    link = _CONNECTOR.fullmatch(text, first.end, last.start)
    if link is None or last.partial or "/" in first.value or "/" in last.value:
        return None
    if link["and"] and not _BETWEEN.search(text, max(0, first.start - 8), first.start):
        return None
    if first.partial:
        given = scan(text[first.start : first.end], last.first.year)
        if len(given) != 1 or given[0].partial:
            return None
        begin, value = given[0].first, given[0].value
    else:
        begin, value = first.first, first.value
    if begin >= last.first:
        return None
    return DateMention(
        first.start, last.end, f"{value}/{last.value}", begin, last.last, "range", Qualifier.RANGE,
        last.year_from_context, False, first.attached,
    )  # fmt: skip
