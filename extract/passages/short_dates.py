"""Dates of two-digit parts, which only their place tells from other numbers: "24/03", "Dec 23" or "15.12.23".

They are read where a date is all that can stand: as the whole of a cell under a heading of dates, or behind a label of
dates. Of the readings that fit the calendar and the years that the attribute holds plausible, one is the date, and
several are the range over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Final, Literal

from extract.quantities import date_patterns, periods
from extract.quantities.dates import DateMention
from extract.quantities.periods import MONTHS_IN_YEAR, Order, Period
from extract.words.cues import SURE, Cues, Role

LONGEST: Final = 24  # characters with marks around them
MOST_APART: Final = 400  # days from the first reading to the last; what may mean two years says too little
_MONTH: Final = "|".join(sorted(date_patterns.MONTHS, key=len, reverse=True))
_MONTH_YEAR: Final = re.compile(rf"(?P<month>{_MONTH})\.?[ /-]?(?P<year>[0-9]{{2}})", re.IGNORECASE)
_TWO: Final = re.compile(r"(?P<one>[0-9]{2})(?P<mark>[./-])(?P<two>[0-9]{2})")
_THREE: Final = re.compile(r"(?P<one>[0-9]{1,2})(?P<mark>[./-])(?P<two>[0-9]{1,2})(?P=mark)(?P<three>[0-9]{2})")
_PART: Final = re.compile(r"(?P<part>[QH])(?P<number>[1-4])[ /-]?(?P<year>[0-9]{2})")
_DIGITS: Final = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})")
_ALONE: Final = re.compile(r"[\s*_`(\[]*(?P<date>[A-Za-z0-9][A-Za-z0-9 ./-]{3,18}[0-9])[\s*_`)\],;.]*")

_IN_PROSE: Final = re.compile(  # a digit first, so that the search skips to it
    r"(?P<date>[0-9](?:(?<=\s[oi]n\s.)|(?<=\ssince\s.))[0-9]?(?P<mark>[./-])"
    r"(?:[0-9]{1,2}(?P=mark)[0-9]{2}|(?<=[0-9]{2}/)[0-9]{2}))(?![\w/%]|[.,:-]\w)"
)
CUE_REACH: Final = 24  # characters before such a date in which its cue stands

_LABEL: Final = re.compile(r"[\s*_`]*(?P<label>[^:*_`]{2,40}?)[*_`]*:[\s*_`]*(?=\w)")
LONGEST_LABELLED: Final = 72  # characters of a label and its date

_TRIPLE: Final = re.compile(r"(?<![\w./-])([0-9]{2})([./-])([0-9]{2})\2([0-9]{2})(?![\w/-]|\.[0-9])")
MOST_TRIPLES: Final = 200  # of a document that are looked at
LEAST_TRIPLES: Final = 2  # that tell the order of their parts

_PAIR: Final = re.compile(r"(?<![\w./-])([0-9]{2})/([0-9]{2})(?![\w/-]|\.[0-9])")
LEAST_PAIRS: Final = 3  # that tell days from years
MOST_YEARS: Final = 7  # between the first and the last of them, if the last parts are years

ShortOrder = Order | Literal["ymd", "md"]
Years = tuple[int, int]  # first and last that the attribute holds plausible


def infer_order(text: str, order: Order | None) -> ShortOrder | None:
    """The order of the parts of a document's short dates; `order` is that of its longer ones, where it proves one."""
    if _years_first(text):
        return "ymd"
    return "md" if _pairs_are_days(text) else order


def _years_first(text: str) -> bool:
    """Whether a document writes its short dates with the year first: "23.11.30" beside "23.08.03".

    That is so where all of them are days of the calendar so read, and the years then lie closer together than the last
    parts do, which else would be the years.
    """
    triples = [(int(m[1]), int(m[3]), int(m[4])) for m in islice(_TRIPLE.finditer(text), MOST_TRIPLES)]
    if len(set(triples)) < LEAST_TRIPLES or any(_day(f"{y:02}", month, day) is None for y, month, day in triples):
        return False
    firsts, lasts = [one[0] for one in triples], [one[2] for one in triples]
    return max(firsts) - min(firsts) < max(lasts) - min(lasts)


def _pairs_are_days(text: str) -> bool:
    """Whether the pairs of a document, "06/20" beside "05/28", are days without a year: as years they lie far apart."""
    pairs = [(int(m[1]), int(m[2])) for m in islice(_PAIR.finditer(text), MOST_TRIPLES)]
    if len(pairs) < LEAST_PAIRS or any(month > MONTHS_IN_YEAR for month, _ in pairs):
        return False
    lasts = [last for _, last in pairs]
    return max(lasts) > MONTHS_IN_YEAR and max(lasts) - min(lasts) > MOST_YEARS


def behind_label(text: str, cues: Cues, order: ShortOrder | None) -> DateMention | None:
    """The date that stands alone behind a label of dates: "Released: Dec 23"."""
    label = _LABEL.match(text)
    if label is None or len(text) > LONGEST_LABELLED:
        return None
    found = cues.label_scores(label["label"])
    best = max(found, key=lambda name: found[name], default="")
    if best not in cues.dates or found[best] < SURE:
        return None
    return short_date(text, label.end(), plausible_years(cues, best), order)


def plausible_years(cues: Cues, attribute: str) -> Years:
    """The years of the dates that an attribute holds plausible."""
    limits = cues.limits[attribute]
    if limits is None:
        return cues.years
    return date.fromordinal(int(limits[0])).year, date.fromordinal(int(limits[1])).year


def behind_cue(text: str, cues: Cues, order: ShortOrder | None) -> list[DateMention]:
    """The dates right behind words that tell what they date: "was released on 03/04/24", "came out in 05/24"."""
    found: list[DateMention] = []
    for m in _IN_PROSE.finditer(text):
        told = [
            h.meaning.attribute for h in cues.phrases.find(text[max(0, m.start() - CUE_REACH) : m.start()])
            if h.meaning.role in (Role.STRONG, Role.CUE) and h.meaning.attribute in cues.dates
        ]  # fmt: skip
        readings = _plausible(m["date"], plausible_years(cues, told[-1]), order) if told else []
        if readings and _near(readings):
            value, first, last, precision = _joined(readings)
            found.append(DateMention(*m.span("date"), value, first, last, precision))
    return found


def short_date(text: str, start: int, years: Years, order: ShortOrder | None) -> DateMention | None:
    """The date that a text consists of from an offset on, if it is written with two-digit parts."""
    if len(text) - start > LONGEST:
        return None
    alone = _ALONE.fullmatch(text, start)
    if alone is None:
        return None
    readings = _plausible(alone["date"], years, order)
    if not readings or not _near(readings):
        return None
    value, first, last, precision = _joined(readings)
    return DateMention(*alone.span("date"), value, first, last, precision)


def _plausible(text: str, years: Years, order: ShortOrder | None) -> list[Period]:
    """What a text may mean in some years, in their order."""
    return sorted(
        {p for p in _readings(text, order) if p is not None and years[0] <= p.first.year <= years[1]},
        key=lambda period: (period.first, period.last),
    )


def _near(readings: list[Period]) -> bool:
    return (readings[-1].last - readings[0].first).days <= MOST_APART


def _joined(readings: list[Period]) -> Period:
    first, last = readings[0], readings[-1]
    if len(readings) == 1:
        return first
    return Period(f"{first.value}/{last.value}", first.first, last.last, "ambiguous")


def _readings(text: str, order: ShortOrder | None) -> Iterator[Period | None]:
    """What a text may mean; None for what no calendar has."""
    if match := _MONTH_YEAR.fullmatch(text):
        yield _month(match["year"], date_patterns.MONTHS[match["month"].lower()])
    elif match := _PART.fullmatch(text):
        year, number = periods.short_year(match["year"]), int(match["number"])
        yield periods.quarters(year, number, number) if match["part"] == "Q" else periods.half(year, number)
    elif match := _DIGITS.fullmatch(text):
        yield periods.months(int(match["year"]), int(match["month"]), int(match["month"]))
    elif match := _TWO.fullmatch(text):
        if order == "md" and match["mark"] == "/":
            return
        yield _month(match["one"], int(match["two"]))
        yield _month(match["two"], int(match["one"]))
    elif match := _THREE.fullmatch(text):
        one, two, three = match["one"], match["two"], match["three"]
        if order == "ymd":
            yield _day(one, int(two), int(three))
            return
        if match["mark"] == "." or order != "mdy":
            yield _day(three, int(two), int(one))
        if match["mark"] != "." and order != "dmy":
            yield _day(three, int(one), int(two))
        if match["mark"] == "-" and len(one) == 2:
            yield _day(one, int(two), int(three))


def _month(year: str, month: int) -> Period | None:
    return periods.months(periods.short_year(year), month, month)


def _day(year: str, month: int, number: int) -> Period | None:
    return periods.day(periods.short_year(year), month, number)
