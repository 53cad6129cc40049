"""Whom a footnote speaks of: whoever is spoken of where its mark stands in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from extract.owners.subjects import Subject, subject
from sources.document import Block, BlockKind

if TYPE_CHECKING:
    from extract.owners.topics import Topics

LONGEST_MARK = 48  # characters of what stands before a footnote
WIDEST = 50  # cells of a row before a mark in which its name is looked for
_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")
_FOOTNOTE = re.compile(r"(?:^|\n)\s*(?P<mark>\[\^[^\]\s]{1,40}\]):\s*$")


class Footnotes:
    """The footnotes of one document."""

    def __init__(self, topics: Topics) -> None:
        """`topics` say what stands above a mark."""
        self._topics = topics

    def speak_of(self, block: Block) -> list[Subject] | None:
        """Whom a footnote speaks of, nobody where its mark does not stand before it; None for every other block."""
        topics = self._topics
        text = topics.document.text
        note = _FOOTNOTE.search(text, max(0, block.start - LONGEST_MARK), block.start)
        if note is None:
            return None
        at = self._marks.get(note["mark"], block.start)
        place = topics.document.blocks[bisect_right(topics.starts, at) - 1]
        if at >= note.start("mark") or place.kind in (BlockKind.CODE, BlockKind.HEADING):
            return []
        if place.kind is BlockKind.TABLE:
            return self._of_row(place, at)
        passage = topics.passages.block(place)
        names = [n for n in passage.names if passage.reading.origin(n.start) < at]
        return [subject(passage, names[-1], "earlier")] if names else topics.outside(place)

    @cached_property
    def _marks(self) -> dict[str, int]:
        """Where each mark of a footnote stands first."""
        found: dict[str, int] = {}
        for m in _MARK.finditer(self._topics.document.text):
            found.setdefault(m.group(), m.start())
        return found

    def _of_row(self, table: Block, at: int) -> list[Subject]:
        """The first name in the row of a table that holds an offset."""
        last = bisect_right(table.cells, at, key=lambda c: c.start) - 1
        first = last
        while first > 0 and last - first < WIDEST and table.cells[first - 1].row == table.cells[last].row:
            first -= 1
        for cell in table.cells[max(first, 0) : last + 1]:
            passage = self._topics.passages.plain(cell.start, cell.end)
            if passage.names:
                return [subject(passage, passage.names[0], "row")]
        return []
