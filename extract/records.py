"""Records in plain text: lines of "key: value" that stand together are read as a table of two columns."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from sources.document import Block, BlockKind, Cell

LEAST_LINES = 3  # fewer lines with a colon are prose or a list of labels
LEAST_SHARE = 0.7  # of the lines of the block that must be of that form
LONGEST_KEY = 40  # characters
_LINE = re.compile(
    r"""^[>\s]*[-*•{[(]?\s*["']?(?P<key>[A-Za-z#][^\n:="'|]{0,39}?)["']?\s*(?::|\.{3,})\s*(?P<value>\S[^\n]*?)[\s,;]*$"""
)


class Record(NamedTuple):
    """A block of text as a table of keys and values, and the lines of it that have no key."""

    table: Block
    rest: tuple[Block, ...]


def as_record(block: Block, text: str) -> Record | None:
    """The block as a record; None where its lines are no such thing."""
    lines: list[tuple[int, int]] = []
    at = block.start
    while at < block.end:
        end = text.find("\n", at, block.end)
        end = block.end if end < 0 else end
        lines.append((at, end))
        at = end + 1
    filled = [(s, e) for s, e in lines if text[s:e].strip(" \t>{}[](),;-=")]
    if len(filled) < LEAST_LINES:
        return None
    found = [(m, s) for s, e in filled if e - s < 500 and (m := _LINE.match(text[s:e]))]
    if len(found) < LEAST_LINES or len(found) < LEAST_SHARE * len(filled):
        return None
    cells: list[Cell] = []
    for row, (m, offset) in enumerate(found):
        for column, part in enumerate(("key", "value")):
            cells.append(Cell(offset + m.start(part), offset + m.end(part), row, column))
    table = Block(
        BlockKind.TABLE, block.start, block.end, headings=block.headings, parents=block.parents, cells=tuple(cells)
    )
    keyed = {offset for _, offset in found}
    rest: list[Block] = []
    joined = False
    for start, end in filled:
        if start in keyed:
            joined = False
        elif joined:
            rest[-1] = replace(rest[-1], end=end)
        else:
            rest.append(replace(block, start=start, end=end))
            joined = True
    return Record(table, tuple(rest))
