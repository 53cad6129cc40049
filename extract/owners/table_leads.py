"""What a table without names in it is about: the line or paragraph above it, its caption, or what stands above all."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from extract.owners.subjects import Subject, subject
from sources.document import Block, BlockKind

if TYPE_CHECKING:
    from extract.owners.topics import Topics

LONGEST_PARAGRAPH = 400  # characters of a paragraph above a table that tells what it is about
LARGEST_GAP = 200  # characters between the two
LONGEST_CAPTION = 400  # characters
_CAPTION = re.compile(r"[\s*_]*Table\s[\dIVX]{1,4}\b", re.IGNORECASE)


def table_lead(topics: Topics, table: Block) -> list[Subject]:
    """The subjects of a table, from the nearest place that names any."""
    if table.lead is not None:
        found = topics.headings.of_span(table.lead, "parent")
        if found:
            return found
    index = bisect_left(topics.starts, table.start)
    return _paragraph_above(topics, table, index) or _caption_below(topics, index + 1) or topics.outside(table)


def _paragraph_above(topics: Topics, table: Block, index: int) -> list[Subject]:
    """What the paragraph right above the table, the block at an index, names."""
    before = topics.document.blocks[index - 1] if index else None
    if before is None or before.kind is not BlockKind.PARAGRAPH:
        return []
    if before.end - before.start >= LONGEST_PARAGRAPH or table.start - before.end >= LARGEST_GAP:
        return []
    return topics.headings.of_span((before.start, before.end), "parent")


def _caption_below(topics: Topics, index: int) -> list[Subject]:
    """What the paragraph at an index names as the caption of the table above it: "Table 2: the sizes of X"."""
    blocks = topics.document.blocks
    if index >= len(blocks) or blocks[index].kind is not BlockKind.PARAGRAPH:
        return []
    below = blocks[index]
    if index + 1 < len(blocks) and blocks[index + 1].kind is BlockKind.TABLE:
        return []  # it may as well be that of the next one
    if below.end - below.start > LONGEST_CAPTION or not _CAPTION.match(topics.document.text, below.start):
        return []
    passage = topics.passages.span(below.start, below.end)
    names = {name.entity: name for name in passage.names}
    return [subject(passage, name, "parent") for name in names.values()] if len(names) == 1 else []
