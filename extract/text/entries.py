"""Entries of lists: an item that opens with a name and tells the rest in fragments, "X - 14B, 16k. Apache 2.0".

A fragment that is a value and nothing else says of the name what an item or a cell of that value would say, however
long the rest of the entry is: "X - thinks out loud for a minute and is then wrong anyway. Apache 2.0."
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.names.names import NameMention
from extract.owners.roles import chain_end
from extract.passages.fragments import FRONT, begins_fragment, ends_fragment
from extract.passages.passage import Passage
from extract.passages.values import Value
from extract.words.english import ARRIVAL

LATEST = 32  # characters of an item before its name: marks and a date, "30 Jan. X"
LONGEST_NAME = 80  # characters
LONGEST_LEAD = 40  # characters between the date of an entry and the colon before its names
# Signs that say nothing of their own, or what a legend says of them: "X 🔓, Apache 2.0".
_SIGNS = r"(?:\s?[^\w\s!-~–—·•“”‘’…«»€£¥]{1,3}){0,4}"
# What may stand between a name and the first fragment behind it: none of it is a verb.
_JOINT = re.compile(
    rf"{_SIGNS}(?:\sand\s(?:its|their)\s[a-z ]{{3,30}})?(?:\s?(?:[-–—|·•]+|[:,.;])(?:\s|$)|\s?\((?=[^()]*\))|$)"
    rf"|(?!\s?[^\W_]){_SIGNS}(?<![\w\s])\s(?=[A-Z\d(]|from\b|by\b)"
)
# Who or what brings the names of an entry, up to a colon: "Maker, on a Saturday: X and Y", "X again: X-2".
_LEAD = re.compile(r"[^.;:!?\d][^.;:!?]{0,38}:\s$")
# Behind another name of an entry: it came with the first.
_TOO = re.compile(
    r",?\s(?:(?:an?|two|three|some|a few|\d)\s(?:hours?|minutes?|days?)\slater|(?:the|that|on the)\ssame\s\w+|"
    r"along(?:side)?\b|as well\b|too\b|with it\b)"
)
# "X (24B) and, the same evening, Y", "X and the first Y".
_WITH_FIRST = re.compile(rf"\)?{_SIGNS},?\sand(?:,\s[^,.;:()\d]{{1,30}},)?\s(?:the\s(?:first\s)?)?$")
_WITH_REACH = 48  # characters
# Before a name that a remark only looks back to: "the first since X".
_PASSING = re.compile(r"\b(?:since|than|like|unlike|after|before|as|replac\w+|succeed\w+|beat\w*|behind)\s(?:the\s)?$")
_OF_MAKER = re.compile(r"[\s.:,–—-]*[A-ZÀ-Þ][\w-]{1,24}['’]s\s")  # "Maker's X, a 44B from Bergen"
_A = ", a "
_OF_IT = re.compile(r"\s(?:from|by|that|which|with|out of)\b")  # behind "a 44B", which tells nothing but the size
_TOLD_OF = (":", "-", "–", "—")  # joints behind which an entry may tell any event of the name


class Entry(NamedTuple):
    """The names that an item opens with, those that came with them, and the date before them if there is one."""

    names: tuple[NameMention, ...]
    date: Value | None
    others: tuple[NameMention, ...] = ()

    def fragment(self, passage: Passage, start: int, end: int) -> bool:
        """True where what stands at `start` to `end` is all there is between two joints, with no other name before."""
        if start < self.names[-1].end:
            return False
        said = start == self.names[-1].end + len(_A) and passage.text.startswith(_A, self.names[-1].end)
        if not said and not begins_fragment(passage.text, start):
            return False
        own = {name.entity for name in self.names}
        between = passage.names_in(self.names[-1].end, start)
        if not ends_fragment(passage.text, end) and not (said and _OF_IT.match(passage.text, end)):
            return False
        text = passage.text
        return all(n.entity in own or _PASSING.search(text, max(0, n.start - FRONT), n.start) for n in between)

    def dates(self, passage: Passage, value: Value) -> bool:
        """True for the date that an entry opens with, where nothing else is told than that the names are there."""
        if self.date is None or value.start != self.date.start:
            return False
        if self.others:
            return True
        joint = _JOINT.match(passage.text, self.names[-1].end) or ARRIVAL.match(passage.text, self.names[-1].end)
        return joint is not None and joint.group().strip() not in _TOLD_OF


def in_specification(passage: Passage, start: int, end: int) -> bool:
    """True for a number that is all there is between two joints of a sentence that begins with one: "1B, 4B, 12B.".

    No sentence with a verb begins so: it is the line of a data sheet, said of what its heading names.
    """
    begin, close = passage.sentence(start)
    listed = passage.values_in(begin, close)
    if not listed or listed[0].start > begin + 1 or listed[0].type == "date":
        return False
    if start > begin + 1 and not begins_fragment(passage.text, start):
        return False
    return ends_fragment(passage.text, end) and not passage.names_in(begin, start)


def entry(passage: Passage) -> Entry | None:
    """The entry that an item is, or nothing."""
    text = passage.text
    names = [n for n in passage.names_in(0, min(len(text), LATEST + LONGEST_NAME)) if n.start < LATEST]
    if not names:
        return None
    before = [value for value in passage.values if value.end <= names[0].start]
    date = before[0] if len(before) == 1 and before[0].type == "date" else None
    first = names[0] if date is None else _behind_lead(text, names, date)
    front = text[: first.start] if date is None else text[: date.start] + _lead_left(text, date.end, first.start)
    if any(c.isalnum() for c in front):
        return None
    behind = passage.names_in(first.start, len(text))
    chain = tuple(behind[: chain_end(text, [(n.start, n.end) for n in behind], 0)])
    others = _with_them(passage, chain, behind[len(chain) :]) if date is not None else ()
    told = others or (date is not None and ARRIVAL.match(text, chain[-1].end))
    return Entry(chain, date, others) if told or _JOINT.match(text, chain[-1].end) else None


def _behind_lead(text: str, names: list[NameMention], date: Value) -> NameMention:
    """The first name of an entry, or the first behind the colon of its lead: "X again: X-2"."""
    lead = next((n for n in names if _LEAD.fullmatch(text, names[0].start, n.start)), None)
    return lead if lead is not None and text[names[0].end] != ":" else names[0]


def _lead_left(text: str, start: int, end: int) -> str:
    """What stands between the date and the first name, but for a lead up to a colon."""
    between = text[start:end].lstrip(" .:,–—-")
    lead = _LEAD.fullmatch(between) or _OF_MAKER.fullmatch(between)
    return "" if len(between) <= LONGEST_LEAD and lead else between


def _with_them(passage: Passage, chain: tuple[NameMention, ...], rest: list[NameMention]) -> tuple[NameMention, ...]:
    """The names behind those that an entry opens with that came on the same day."""
    text, found = passage.text, []
    last = chain[-1]
    for name in rest:
        bracket = passage.bracket(last.end + 1) if text.startswith(" (", last.end) else None
        end = bracket[1] if bracket is not None else last.end
        listed = name.start - end <= _WITH_REACH and _WITH_FIRST.fullmatch(text, end, name.start)
        opens = passage.sentence(name.start)[0] == name.start and _TOO.match(text, name.end)
        if listed or opens:
            found.append(name)
            last = name
    return tuple(found)
