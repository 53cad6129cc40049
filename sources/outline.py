"""Blocks in the making: what every scanner hands its passages to.

An outline knows which headings and list items stand above the next passage, so that the scanners
only say what they meet.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sources.document import Block, BlockKind, Cell, Span
from sources.tags import trimmed

# Deeper list items count as being of this depth: nobody nests deeper, and each item keeps its parents, so that
# unbounded depth would cost memory in the square.
MAX_DEPTH = 24
# A nested item is indented at least this much more than its parent.
NESTING = 2
# Level of a line that heads a section without heading markup: a bold line, a title in plain text.
TITLE_LEVEL = 7
# A longer line is text, however it is marked up.
MAX_HEADING = 500
# A bold line up to this length is a heading; longer ones are emphasised text.
MAX_BOLD = 100

_BOLD_LINE = re.compile(
    r"(?:\*\*(?!\*)(?P<stars>(?:[^*\n]|\*(?!\*))+)\*\*|__(?!_)(?P<lines>(?:[^_\n]|_(?!_))+)__"
    r"|<(?P<tag>b|strong)\b[^<>]*>(?P<tagged>[^<\n]+)</(?P=tag)>)\s*:?(?:\s*<br\s*/?>)?",
)
_ANNOUNCES = re.compile(r"[:：][*_\s]*(?:\[\^?\w{1,8}\]\s*)*(?:</\w+>\s*)*\Z")
_TAIL = 40  # characters at the end of a paragraph in which its colon and closing markup stand


class Outline:
    """The blocks of one document, added in reading order."""

    def __init__(self, text: str) -> None:
        """No block yet."""
        self._blocks: list[Block] = []
        self._text = text
        self._levels: list[int] = []
        self._headings: tuple[Span, ...] = ()
        self._indents: list[int] = []
        self._parents: tuple[Span, ...] = ()
        self._lead: Span | None = None
        self.in_list = False

    def blocks(self) -> tuple[Block, ...]:
        """All blocks, once the document is at its end."""
        self._demote_title()
        return tuple(self._blocks)

    def heading(self, level: int, start: int, end: int) -> None:
        """A heading; it closes those of its level and below."""
        self.end_list()
        if level < TITLE_LEVEL:
            self._demote_title()
        if end - start > MAX_HEADING:
            self._blocks.append(Block(BlockKind.PARAGRAPH, start, end, headings=self._headings))
            return
        keep = len(self._levels)
        while keep and self._levels[keep - 1] >= level:
            keep -= 1
        above = self._headings[:keep]
        self._blocks.append(Block(BlockKind.HEADING, start, end, level, above))
        self._levels[keep:] = [level]
        self._headings = (*above, (start, end))

    def _demote_title(self) -> None:
        """A bold line with nothing below it before the next heading heads no section: it is a paragraph."""
        if self._blocks and self._blocks[-1].kind is BlockKind.HEADING and self._blocks[-1].level == TITLE_LEVEL:
            self._blocks[-1] = replace(self._blocks[-1], kind=BlockKind.PARAGRAPH, level=0)
            self._levels.pop()
            self._headings = self._headings[:-1]

    def paragraph(self, start: int, end: int) -> None:
        """A paragraph, or a heading where it is one short bold run and stands in no list."""
        if not self._parents and end - start <= MAX_BOLD and is_bold(self._text[start:end]):
            self.heading(TITLE_LEVEL, start, end)
        else:
            self.add(BlockKind.PARAGRAPH, start, end)

    def add(self, kind: BlockKind, start: int, end: int) -> None:
        """A passage of that kind, inside the list items that are open."""
        self._blocks.append(Block(kind, start, end, headings=self._headings, parents=self._parents))

    def table(self, start: int, end: int, cells: tuple[Cell, ...]) -> None:
        """A table; its span takes in all of its markup."""
        start, end = trimmed(self._text, start, end)
        if cells:
            self._blocks.append(
                Block(BlockKind.TABLE, start, end, headings=self._headings, parents=self._parents, cells=cells)
            )

    def item(self, indent: int, start: int, end: int, marker: int) -> None:
        """A list item at an indentation; `marker` is where its bullet stands."""
        if not self.in_list:
            self._lead = self._introduction(marker)
            self.in_list = True
        self.close_items(indent)
        if len(self._indents) >= MAX_DEPTH:
            self._indents.pop()
            self._parents = self._parents[:-1]
        level = len(self._indents) + 1
        lead = self._lead if level == 1 else None
        self._blocks.append(Block(BlockKind.ITEM, start, end, level, self._headings, self._parents, lead))
        self._indents.append(indent)
        self._parents = (*self._parents, (start, end))

    def close_items(self, indent: int) -> None:
        """Close the items that cannot hold what stands at this indentation."""
        keep = len(self._indents)
        while keep and indent < self._indents[keep - 1] + NESTING:
            keep -= 1
        if keep < len(self._indents):
            del self._indents[keep:]
            self._parents = self._parents[:keep]

    def end_list(self) -> None:
        """Close all items: what follows belongs to no list."""
        if self.in_list:
            self._indents.clear()
            self._parents = ()
            self._lead = None
            self.in_list = False

    @property
    def in_item(self) -> bool:
        """Whether an item is open."""
        return bool(self._indents)

    def _introduction(self, marker: int) -> Span | None:
        """The paragraph above a list that starts at `marker`, if it introduces it."""
        if not self._blocks:
            return None
        last = self._blocks[-1]
        if last.kind is not BlockKind.PARAGRAPH or last.parents:
            return None
        adjacent = self._text.count("\n", last.end, marker) <= 1
        announces = _ANNOUNCES.search(self._text, max(last.start, last.end - _TAIL), last.end)
        return (last.start, last.end) if adjacent or announces else None


def is_bold(passage: str) -> bool:
    """Whether a passage is one bold run that ends like no sentence."""
    found = _BOLD_LINE.fullmatch(passage)
    if found is None:
        return False
    words = found["stars"] or found["lines"] or found["tagged"]
    return not words.rstrip().endswith((".", "!", "?", ";", ",", "…"))
