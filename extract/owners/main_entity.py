"""The entity that a whole document is about, if there is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from extract.names.names import NameMention
from extract.owners.subjects import Subject, subject
from extract.passages.passage import Passage
from extract.passages.passages import Passages
from sources.document import BlockKind, Document

# A document's main entity speaks for passages without any name only where most names in its headings and first
# passages are of it; below this share the document is about several.
MAIN_SHARE = 0.5
LEAST_WEIGHT = 2  # of the names of a main entity
SHORTEST = 3  # characters of its name
SAMPLE = 40  # weight of the names looked at
BLOCKS = 400  # looked at
LONGEST_BLOCK = 5_000  # characters
NAME_REACH = 200  # characters at the start of a block in which its names count
HEADING_WEIGHT = 3  # of a name in a title or a heading of the second level; others weigh 1


def main_entity(document: Document, passages: Passages) -> Subject | None:
    """The entity that most of the first names of a document are of; None where there is none."""
    weights: Counter[str] = Counter()
    first: dict[str, Subject] = {}
    places: dict[str, set[int]] = {}
    for passage, name, weight in _weighed(document, passages):
        base = name.name.base
        places.setdefault(base, set()).add(passage.reading.origin(0))
        weights[base] += weight
        whole = not name.name.size and not name.name.variants  # rather than the first member of a line
        if base not in first or (whole and first[base].key != base):
            first[base] = subject(passage, name, "title")
    if not weights:
        return None
    base, most = weights.most_common(1)[0]
    if most < max(LEAST_WEIGHT, MAIN_SHARE * weights.total()) or len(base) < SHORTEST:
        return None
    opens = min(min(found) for found in places.values())
    if len(places[base]) == 1 and opens not in places[base]:
        return None  # one section's heading, below others that name somebody else
    return first[base]


def _weighed(document: Document, passages: Passages) -> Iterator[tuple[Passage, NameMention, int]]:
    """The names near the top of a document, block by block until they weigh enough, with their weights."""
    seen = 0
    for block in document.blocks[:BLOCKS]:
        if block.kind in (BlockKind.CODE, BlockKind.TABLE) or block.end - block.start > LONGEST_BLOCK:
            continue
        passage = passages.span(block.start, block.end)
        weight = HEADING_WEIGHT if block.kind is BlockKind.HEADING and block.level < 3 else 1
        for name in passage.names:
            if name.start <= NAME_REACH:
                seen += weight
                yield passage, name, weight
        if seen >= SAMPLE:
            return
