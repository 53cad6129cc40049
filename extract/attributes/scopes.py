"""The scopes of a value: the conditions that the words around it, its label or its heading put it into."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from extract.passages.passage import Passage
from extract.passages.values import Value
from extract.quantities.units import behind
from extract.words.cues import Cue, Cues, Role
from extract.words.lexicon import Hit

_SCOPE, _STRONG, _CUE = Role.SCOPE, Role.STRONG, Role.CUE  # in Python 3.11 a lookup is slow
_STOPS: Final = ";,()"
_JOINTS: Final = frozenset({"and", "but", "while", "whereas", "plus"})
_YEAR: Final = re.compile(r"(?<![\w.,-])(?:1[5-9]|20)[0-9]{2}(?![\w,-]|\.[0-9])")
_INCLUDING: Final = re.compile(r"\b(?:including|includes|counting|comprising|with)\s(?:the\s|its\s|an?\s)?$")
_FURTHER: Final = re.compile(r"\sand\s(?:the\s|its\s|an?\s)?$")
_GOES_ON: Final = re.compile(r",\s(?:which\s)?(?:including|includes|counting|comprising)\s")
INCLUDING_REACH: Final = 20  # characters: "comprising the " and a few before
CUE_REACH: Final = 40  # characters before a year in which a cue says that it dates something else


def scope(passage: Passage, start: int, end: int, name: str, cues: Cues, extra: str = "") -> str:
    """The scopes of an attribute for the value at a span, joined by "+"; `extra` are the words of its headings."""
    attribute = cues.pack.attributes[name]
    if not attribute.scopes and not attribute.per:
        return ""
    names: set[str] = set()
    if attribute.scopes:
        for low, high in _stretches(passage, start, end, name):
            names |= _named(passage.hits_in(low, high), name)
        if extra.strip(". "):
            names |= _named(cues.phrases.find(extra), name)
    if attribute.per and (year := _year(passage, start, end, cues) or _stated_year(extra)):
        names.add(year)
    return "+".join(sorted(names))


def _named(hits: list[Hit[Cue]], name: str) -> set[str]:
    """The scopes of an attribute that words name; of "without the module" the words "the module" name none."""
    found = [hit for hit in hits if hit.meaning.role is _SCOPE and hit.meaning.attribute == name]
    return {
        hit.meaning.scope
        for hit in found
        if not any(
            other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start
            for other in found
        )
    }


def _stretches(passage: Passage, start: int, end: int, name: str) -> list[tuple[int, int]]:
    """The stretches of text whose words put a value into scopes: its clause, and remarks that are nothing else."""
    s, e = passage.sentence(start)
    low, high = s, max(e, end)
    breaks = passage.breaks_in(start)
    around = passage.values_in(s, high)
    before = next((v for v in reversed(around) if v.end <= start), None)
    if before is not None:
        low = max(low, _between(passage, breaks, before, start))
    behind_it = _first_apart(passage, around, end)
    if behind_it is not None:
        high = min(high, _joint(passage, breaks, end, behind_it.start) or behind_it.start)
    last, following = s, high
    for b_start, b_end in breaks:
        if passage.text[b_start] not in _STOPS:
            continue
        if b_end <= start:
            low, last = max(low, b_end), b_end
        elif b_start >= end and not _GOES_ON.match(passage.text, b_start):
            high = following = min(high, b_start)
            break
    found = [(low, high)]
    found += _remark(passage, end, following, breaks, name)
    opening = next((b for b, _ in breaks if passage.text[b] in _STOPS), start)
    if s < opening < start and last > opening and _nothing_else(passage, s, opening, name):
        found.append((s, opening))  # "Body only, the R5 weighs 650 g"
    return found


def _first_apart(passage: Passage, values: Sequence[Value], end: int) -> Value | None:
    """The first value behind `end` that is no part of the one there: "685 billion including the 14B MTP module"."""
    part = 0  # where the last value ends that is included
    for value in values:
        if value.start < end:
            continue
        near = max(end, value.start - INCLUDING_REACH)
        further = part and _FURTHER.search(passage.text, part, value.start)
        if not further and not _INCLUDING.search(passage.text, near, value.start):
            return value
        part = value.end
    return None


def _remark(passage: Passage, end: int, at: int, breaks: list[tuple[int, int]], name: str) -> list[tuple[int, int]]:
    """The remark behind a value that is a scope and nothing else: "650 g (body only)", "650 g, body only"."""
    text = passage.text
    unit = behind(text, end)
    if at >= len(text) or text[at] not in ",(" or (text[at] == "(" and at > (unit.end if unit else end) + 1):
        return []
    sentence = passage.sentence(end)[1]
    close = next((b for b, _ in breaks if b > at and text[b] in _STOPS), sentence)
    return [(at + 1, close)] if _nothing_else(passage, at + 1, close, name) else []


def _nothing_else(passage: Passage, start: int, end: int, name: str) -> bool:
    """True where a stretch of text is the words of one scope."""
    words = passage.text[start:end].strip(" .\n")
    return bool(words) and any(
        hit.end - hit.start == len(words) for hit in passage.hits_in(start, end)
        if hit.meaning.role is _SCOPE and hit.meaning.attribute == name
    )  # fmt: skip


def _between(passage: Passage, breaks: list[tuple[int, int]], other: Value, start: int) -> int:
    """Where the words of a value begin behind another: at the "and" between the two, or right behind the other."""
    return _joint(passage, breaks, other.end, start) or other.end


def _joint(passage: Passage, breaks: list[tuple[int, int]], low: int, high: int) -> int:
    """The last conjunction between two offsets, or 0."""
    for b, b_end in reversed(breaks[bisect_left(breaks, (low, 0)) : bisect_left(breaks, (high, 0))]):
        if b_end <= high and passage.text[b:b_end].lower() in _JOINTS:
            return b
    return 0


def _year(passage: Passage, start: int, end: int, cues: Cues) -> str:
    """The year that the sentence states for a value: the first behind it, before the next number; else the last before.

    A year that dates something of its own, "founded in 1874", is none.
    """
    s, e = passage.sentence(start)
    before = ""
    for other in passage.values_in(s, max(e, end)):
        if start <= other.start < end:
            continue
        year = _single(passage, other, cues)
        if other.end <= start:
            before = year or before
        elif year:
            return year
        elif other.date is None:
            break
    return before


def _single(passage: Passage, value: Value, cues: Cues) -> str:
    """The year of a date that lies in one year and dates nothing of its own, or ""."""
    if value.date is None or value.date.first.year != value.date.last.year:
        return ""
    dating = any(
        hit.meaning.role in (_STRONG, _CUE) and cues.pack.attributes[hit.meaning.attribute].type == "date"
        for hit in passage.hits_in(max(passage.sentence(value.start)[0], value.start - CUE_REACH), value.start)
    )
    return "" if dating else f"{value.date.first.year:04}"


def _stated_year(text: str) -> str:
    """The one year that a heading states, or ""."""
    years = set(_YEAR.findall(text))
    return years.pop() if len(years) == 1 else ""
