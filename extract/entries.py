"""Entries of lists: an item that opens with a name and tells the rest in fragments, "X - 14B, 16k. Apache 2.0".

A fragment that is a value and nothing else says of the name what an item or a cell of that value would say, however
long the rest of the entry is: "X - thinks out loud for a minute and is then wrong anyway. Apache 2.0."
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.names import NameMention
from extract.passage import Passage, Value
from extract.roles import chain_end

LATEST = 32  # characters of an item before its name: marks and a date, "30 Jan. X"
# What may stand between a name and the first fragment behind it: none of it is a verb.
_JOINT = re.compile(r"\s?(?:[-–—|·•]+|[:,.;])(?:\s|$)|\s?\((?=[^()]*\))|$")
_BEGINS = re.compile(
    r"(?:[,;:.|·•(]\s?|\s[-–—]+\s|\sand\s|\sor\s|\s&\s)(?:(?:about|around|over|roughly|some|up to)\s|[~≈]\s?)?$"
)
_ENDS = re.compile(r"\s?(?:[,;|·•)]|\.(?:\s|$)|$|\s[-–—]+\s|\s(?:and|or|&)\s)")
_FRONT = 16  # characters before a fragment in which it begins
_TOLD_OF = (":", "-", "–", "—")  # joints behind which an entry may tell any event of the name


class Entry(NamedTuple):
    """The names that an item opens with, and the date before them if there is one."""

    names: tuple[NameMention, ...]
    date: Value | None

    def fragment(self, passage: Passage, start: int, end: int) -> bool:
        """True where what stands at `start` to `end` is all there is between two joints, with no other name before."""
        if start < self.names[-1].end or _BEGINS.search(passage.text, max(0, start - _FRONT), start) is None:
            return False
        own = {name.entity for name in self.names}
        between = passage.names_in(self.names[-1].end, start)
        return _ENDS.match(passage.text, end) is not None and all(name.entity in own for name in between)

    def dates(self, passage: Passage, value: Value) -> bool:
        """True for the date that an entry opens with, where nothing else is told than that the names are there."""
        if self.date is None or value.start != self.date.start:
            return False
        joint = _JOINT.match(passage.text, self.names[-1].end)
        return joint is not None and joint.group().strip() not in _TOLD_OF


def in_specification(passage: Passage, start: int, end: int) -> bool:
    """True for a number that is all there is between two joints of a sentence that begins with one: "1B, 4B, 12B.".

    No sentence with a verb begins so: it is the line of a data sheet, said of what its heading names.
    """
    begin, close = passage.sentence(start)
    listed = passage.values_in(begin, close)
    if not listed or listed[0].start > begin + 1 or listed[0].type == "date":
        return False
    if start > begin + 1 and _BEGINS.search(passage.text, max(0, start - _FRONT), start) is None:
        return False
    return _ENDS.match(passage.text, end) is not None and not passage.names_in(begin, start)


def entry(passage: Passage) -> Entry | None:
    """The entry that an item is, or nothing."""
    names = passage.names_in(0, LATEST)
    if not names:
        return None
    first = names[0]
    before = [value for value in passage.values if value.end <= first.start]
    date = before[0] if len(before) == 1 and before[0].type == "date" else None
    text = passage.text
    front = text[: first.start] if date is None else text[: date.start] + text[date.end : first.start]
    if any(c.isalnum() for c in front):
        return None
    behind = passage.names_in(first.start, len(text))
    chain = behind[: chain_end(text, [(n.start, n.end) for n in behind], 0)]
    return Entry(tuple(chain), date) if _JOINT.match(text, chain[-1].end) else None
