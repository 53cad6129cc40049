"""Which dates of a passage can be values, and which are numbers or parts of names that look like dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.passages.measured import CUE_REACH, measured
from extract.passages.opening_dates import undated, with_calendar
from extract.passages.short_dates import LONGEST_LABELLED, behind_cue, behind_label, short_date
from extract.quantities import dates
from extract.quantities.units import behind
from extract.words.cues import Role

if TYPE_CHECKING:
    from extract.passages.passage import Passage
    from extract.passages.values import Hints
    from extract.quantities.dates import DateMention

FIRST_YEAR = 1900  # a pack whose dates begin earlier has earlier years read
YEAR_INSIDE = re.compile(r"[0-9]{4}")
PLAIN_YEARS = re.compile(r"[0-9]{4}(?:\D{1,5}[0-9]{4})?")
# Nouns before a year that is a year in time rather than part of an event's name.
_PLAIN_BEFORE = frozenset(
    (
        "in since from by of on during until before after around early mid late circa to and or for through as till "
        "between jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august "
        "september october november december q1 q2 q3 q4 spring summer autumn fall winter date dated year release "
        "released published launched introduced announced cutoff"
    ).split()
)
_UNIT, _COUNTED, _CUE, _STRONG = Role.UNIT, Role.COUNTED, Role.CUE, Role.STRONG  # in Python 3.11 a lookup is slow


def scan_dates(passage: Passage, hints: Hints) -> list[DateMention]:
    """The dates of a passage, with the years that what stands above it gives them."""
    text, calendar, order = passage.text, hints.calendar, hints.style.order
    firm = calendar.year if calendar is not None else None
    found = dates.scan(
        text, hints.masthead if firm is None else firm, order,
        lends=(lambda date: _of_event(passage, date)) if firm is None else None,
        early=passage.cues.years[0] < FIRST_YEAR,
    )  # fmt: skip
    if calendar is not None:
        found = with_calendar(text, found, calendar, order)
    if all(date.partial for date in found):
        short = _short_date(passage, hints)
        found = [short] if short is not None else found
    told = behind_cue(text, passage.cues, hints.style.short_order)
    if told:
        return sorted([*found, *(d for d in told if d not in found)])
    return found or (undated(text) if hints.dated is not None else [])


def _of_event(passage: Passage, date: DateMention) -> bool:
    """False for the date of a state, whose year says nothing of what happened: "the cutoff is December 2023"."""
    start, _ = passage.sentence(date.start)
    told = [
        h.meaning.role for h in passage.hits_in(max(start, date.start - CUE_REACH), date.start)
        if h.meaning.role in (_STRONG, _CUE) and h.meaning.attribute in passage.cues.dates
    ]  # fmt: skip
    return not told or told[-1] is _CUE


def _short_date(passage: Passage, hints: Hints) -> DateMention | None:
    """The date with a year of two digits that the text, or what stands behind its label, consists of."""
    text = passage.text
    if hints.dated is not None:
        return short_date(text, 0, hints.dated, hints.style.short_order)
    return behind_label(text, passage.cues, hints.style.short_order) if ":" in text[:LONGEST_LABELLED] else None


def counted_year(passage: Passage, date: DateMention, *, years: bool) -> bool:
    """True for plain numbers that only look like years: a cell of numbers, "2048 tokens", "1100 to 1200 people"."""
    if date.partial or not PLAIN_YEARS.fullmatch(passage.text, date.start, date.end):
        return False
    if date.precision != "year":
        return counted(passage, date)
    low, high = passage.cues.years
    if not years or not low <= date.first.year <= high or _labelled(passage, date):
        return True
    return any(_fits(passage, name, date) for name in measured(passage, date.start)) or counted(passage, date)


_JOINTS = frozenset(",;.|(–—-")  # before a fragment
_LABEL = re.compile(r"(?:^|[,;.|(])\s*(?P<label>[^:,;.|()]{2,40}?)\s?:\s[~≈]?$")


def _labelled(passage: Passage, date: DateMention) -> bool:
    """True where the fragment of an entry is a number and a word for an attribute of numbers: "MIT. Context 2048."."""
    if any(
        h.end == date.start - 1
        and h.meaning.role is _STRONG
        and passage.cues.pack.attributes[h.meaning.attribute].type == "number"
        and passage.text[: h.start].rstrip()[-1:] in _JOINTS
        for h in passage.hits_in(max(0, date.start - CUE_REACH), date.start)
    ):
        return True
    label = _LABEL.search(passage.text, max(0, date.start - CUE_REACH), date.start)
    if label is None:
        return False
    scores = passage.cues.label_scores(label["label"].strip(" *_-•"))
    best = max(scores, key=lambda name: scores[name], default="")
    return bool(best) and scores[best] > 1 and best not in passage.cues.dates and _fits(passage, best, date)


def _fits(passage: Passage, name: str, date: DateMention) -> bool:
    """True for an attribute of numbers that holds the digits of a year plausible."""
    limits = passage.cues.limits[name]
    if passage.cues.pack.attributes[name].type != "number":
        return False
    return limits is None or limits[0] <= date.first.year <= limits[1]


def counted(passage: Passage, date: DateMention) -> bool:
    """True where the number that ends a date counts or measures what stands behind it, or goes on: "May 32K"."""
    following = passage.text[date.end : date.end + 1]
    if following.isalnum() or following == "_" or behind(passage.text, date.end) is not None:
        return True
    return any(
        h.start == date.end + 1 and h.meaning.role in (_UNIT, _COUNTED)
        for h in passage.hits_in(date.end, date.end + 40)
    )


def no_date(passage: Passage, date: DateMention) -> str:
    """Why a date is no value, or nothing."""
    if date.attached not in ("", "[", "(") and date.attached[-1].isalnum():
        return "part of a name"
    if date.precision == "year" and _named_year(passage.text, date.start) and not _cued_date(passage, date):
        return "part of a name"
    if passage.touches_name(date.start, date.end):
        return "part of a name"
    if not date.partial:
        return ""
    return "no such day" if YEAR_INSIDE.search(passage.text, date.start, date.end) else "date of an unknown year"


def _named_year(text: str, start: int) -> bool:
    """True for the year of "AIME 2024": a name right before it, without a comma or a preposition."""
    before = text[max(0, start - 24) : start]
    if not before or before[-1] not in " -'’":
        return False
    word = before.rstrip(" -'’").rpartition(" ")[2].strip("\"'“”*")
    return bool(word) and word[0].isupper() and word.lower() not in _PLAIN_BEFORE and word.isalnum()


def _cued_date(passage: Passage, date: DateMention) -> bool:
    """True right behind a cue of a date: "Founded 1921"."""
    return any(
        h.end >= date.start - 1 and h.meaning.role in (_STRONG, _CUE) and h.meaning.attribute in passage.cues.dates
        for h in passage.hits_in(max(0, date.start - CUE_REACH), date.start)
    )
