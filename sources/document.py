"""What the sources stage emits: documents cut into blocks, and what could not be read.

Every offset in the program counts characters of `Document.text`, the decoded original,
which is never changed. A span is a pair (start, end) with `text[start:end]`.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

Span = tuple[int, int]


class BlockKind(StrEnum):
    """The part a block plays in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    CODE = "code"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, as a place in the grid and a span of the text."""

    start: int  # first character of the cell's content, markup included, outer blanks not
    end: int
    row: int  # from 0, header rows included
    column: int  # from 0
    row_span: int = 1  # rows covered, at least 1
    column_span: int = 1
    header: bool = False  # stands in a header row (or is marked as a header cell, as <th>)


@dataclass(frozen=True, slots=True)
class Block:
    """A passage that is read as one: a heading, a paragraph, a list item, a whole table, code.

    A list item's span holds its own text only, never that of the items nested in it.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0  # heading: 1 to 6 (bold line that heads a section: 7); item: nesting depth from 1
    headings: tuple[Span, ...] = ()  # contents of the headings above, outermost first
    parents: tuple[Span, ...] = ()  # item: contents of the items it is nested in, outermost first
    lead: Span | None = None  # item: the paragraph that introduces its list, where one stands right above
    cells: tuple[Cell, ...] = ()  # table only, in reading order


@dataclass(frozen=True)
class Document:
    """A document that was read. `text` is the decoded original."""

    path: str  # relative to the audited root, with "/" on every system
    sha256: str  # of the bytes
    text: str
    encoding: str  # what the bytes were decoded as, a Python codec name
    encoding_assumed: bool  # True where nothing in the bytes proves the encoding
    blocks: tuple[Block, ...]

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets at which lines start; a line ends at "\\n" and nowhere else."""
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, the column in characters."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1


@dataclass(frozen=True, slots=True)
class Unread:
    """An input, or a part of one, that could not be read, with the reason in words."""

    path: str
    reason: str  # a sentence for a reader: "is empty", "is larger than 20 MB (max_bytes)"
    span: Span | None = None  # None: the whole file
    count: int = 1  # inputs that it stands for: rows of a table with one reason are told once


def digest(data: bytes) -> str:
    """SHA-256 of the bytes of a file, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
