"""Lists of the sizes that a family comes in: "Sizes" over the items "7B" and "13B" is about two members."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from extract.owners.subjects import Subject
from extract.owners.topics import Topics
from extract.words.cues import Role
from sources.document import Block, BlockKind

MOST_BESIDE = 12  # blocks before and behind an item among which the others of its list are looked for
LONGEST_ITEM = 200  # characters of an item that opens with a size
NOUN_REACH = 24  # characters behind a size in which its noun ends: "7B parameters"
_OPENING = re.compile(r"[\s*_`•–-]*(?P<size>\d[\w.]*\w)")
_ENDS = re.compile(r"[*_`\s]*(?:[:(\[,;—–-]|$)")


def listed_size(topics: Topics, block: Block) -> list[Subject]:
    """The member that a size opening an item names, where an item beside it opens with another size; else nobody."""
    own = _size(topics, block)
    if not own or all(_size(topics, other) in ("", own) for other in _beside(topics, block)):
        return []
    above = topics.outside(block)
    if len(above) != 1 or topics.catalogue.read(above[0].entity)[1].size:
        return []
    return [topics.members.composed(above[0], own)]


def _size(topics: Topics, block: Block) -> str:
    """The size that opens an item and of which nothing there says that it is another quantity; else nothing."""
    if block.kind is not BlockKind.ITEM or block.end - block.start > LONGEST_ITEM:
        return ""
    opening = _OPENING.match(topics.document.text, block.start, block.end)
    if opening is None or not topics.finder.grammar.size.fullmatch(opening["size"].lower()):
        return ""
    passage = topics.passages.block(block)
    at = passage.text.find(opening["size"]) + len(opening["size"])
    behind = [h for h in passage.hits_in(at, at + NOUN_REACH) if h.start <= at + 1]
    sized = {name for name, a in topics.cues.pack.attributes.items() if a.modifies}
    nouns = [h for h in behind if h.meaning.role is Role.NOUN or h.meaning.attribute in sized]
    if not _ENDS.match(passage.text, max([at, *(h.end for h in nouns)])):
        return ""
    other = any(h.meaning.role is Role.BARRED and h.meaning.attribute in sized for h in passage.hits)
    return "" if other else opening["size"]


def _beside(topics: Topics, block: Block) -> Iterator[Block]:
    """The items of the same list, near by."""
    blocks = topics.document.blocks
    at = bisect_left(topics.starts, block.start)
    for step in (-1, 1):
        for index in range(at + step, at + step * (MOST_BESIDE + 1), step):
            if not 0 <= index < len(blocks) or blocks[index].kind is not BlockKind.ITEM:
                break
            other = blocks[index]
            if len(other.parents) < len(block.parents) or other.headings != block.headings:
                break
            if other.parents == block.parents:
                yield other
