"""Legends of tables: what the symbols that head its columns stand for, "N: total parameters; L: layers"."""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.owners.topics import Topics
from sources.document import Block, BlockKind

LONGEST_SYMBOL = 8  # characters
FEWEST = 2  # symbols that a text has to explain to be a legend: one may be chance
NEAR = 240  # characters between a table and the text that explains it
LONGEST_LEGEND = 1500  # characters
_BEFORE, _BEHIND = 2, 2  # blocks before and behind a table that may explain it
_JOINT = r"\s?(?::|=|–|—|-|\bis\b|\bare\b|\bdenotes?\b|\bstands? for\b)\s?(?:the\s|number of\s)*"


def explained(block: Block, topics: Topics, symbols: list[str]) -> dict[str, str]:
    """The symbols that a text beside the table explains, with their meaning; empty where it explains hardly any."""
    short = sorted({s for s in symbols if 0 < len(s) <= LONGEST_SYMBOL}, key=lambda s: (-len(s), s))
    if len(short) < FEWEST:
        return {}
    entry = re.compile(
        rf"(?<![^\s(,;:.])(?P<symbol>{'|'.join(map(re.escape, short))}){_JOINT}(?P<words>[a-z][^;,.:=()]{{2,60}})"
    )
    index = bisect_left(topics.starts, block.start)
    near = topics.document.blocks[max(0, index - _BEFORE) : index + 1 + _BEHIND]
    for other in near:
        apart = max(block.start - other.end, other.start - block.end)
        if other.kind is BlockKind.TABLE or apart > NEAR or other.end - other.start > LONGEST_LEGEND:
            continue
        text = topics.passages.span(other.start, other.end).text
        found = {m["symbol"]: m["words"].strip() for m in entry.finditer(text)}
        if len(found) >= FEWEST:
            return found
    return {}
