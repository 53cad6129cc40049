"""Dates that stand alone above what they date: "### 2025.3.5" over "- We release X", a date in a line of its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from extract.owners.roles import NameRole
from extract.owners.spoken_names import coordinated, name_roles, sentence_names
from extract.owners.subjects import Subject, subject
from extract.passages.passage import Passage
from extract.words.cues import Cue, Role
from extract.words.lexicon import Hit
from sources.document import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.owners.topics import Topics

LONGEST_DATELINE = 48  # characters of a heading or an item that is no more than a date
MOST_BELOW = 12  # blocks under a date that are looked at
SENTENCES_ON = 3  # sentences behind a date that labels a passage in which its event is looked for
LONGEST_EVENT = 600  # characters of such a block
# Beside the date: marks, the number of a release, "News".
_ONLY_MARKS = re.compile(
    r"[\W_]*(?:(?:v|version|release|ver\.)?\s?\d+(?:\.\d+){0,3}|updates?|news)?[\W_]*", re.IGNORECASE
)
_BEFORE_DEED = re.compile(  # between a name and what happened to it: "X released", "X and Y are now available"
    r"[*`\"”)\]]{0,3}(?:\s(?:models?|series|family|weights|is|are|was|were|has|have|been|now|finally|also|officially))"
    r"{0,4}\s"
)
_CLOSED = re.compile(r"[,;]\s")  # the clause of what was released
_BEHIND_DEED = re.compile(r"[:\s]\s?(?:[\w'’-]+\s){0,4}[*`\"“(\[]{0,3}")  # between the deed and what was released


def is_dateline(block: Block, passage: Passage) -> bool:
    """True for a heading or an item that is a single date and nothing else but the number of a release."""
    if block.kind not in (BlockKind.HEADING, BlockKind.ITEM) or block.end - block.start > LONGEST_DATELINE:
        return False
    values, _ = passage.mentions
    if len(values) != 1 or values[0].type != "date":
        return False
    rest = passage.text[: values[0].start] + passage.text[values[0].end :]
    return _ONLY_MARKS.fullmatch(rest) is not None


def dated(block: Block, topics: Topics, attributes: list[str]) -> dict[str, list[Subject]]:
    """What the entries below a dateline say happened that day: the attributes it dates, and whose it is.

    `attributes`: those that are dates, in the pack's order.
    """
    found: dict[str, list[Subject]] = {}
    for below in _below(block, topics):
        passage = topics.passages.block(below)
        for name in attributes:
            for who in _event(passage, name, *passage.sentences[0]):
                if who.entity not in {known.entity for known in found.get(name, [])}:
                    found.setdefault(name, []).append(who)
    return found


def _below(block: Block, topics: Topics) -> Iterator[Block]:
    """The items and paragraphs that a heading or an item stands above, up to the next of its kind."""
    span = (block.start, block.end)
    blocks = topics.document.blocks
    for index in range(bisect_right(topics.starts, block.start), len(blocks)):
        below = blocks[index]
        inside = span in below.headings[-1:] if block.kind is BlockKind.HEADING else span in below.parents
        if not inside:
            return
        if below.start - block.end > MOST_BELOW * LONGEST_EVENT:
            return
        if below.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH) and below.end - below.start <= LONGEST_EVENT:
            yield below


def told_later(passage: Passage, attributes: list[str]) -> dict[str, list[Subject]]:
    """What the sentences behind a date that labels a passage say happened that day, as `dated` gives it."""
    found: dict[str, list[Subject]] = {}
    for start, end in passage.sentences[1 : 1 + SENTENCES_ON]:
        for name in attributes:
            events = _event(passage, name, start, end)
            if events:
                found.setdefault(name, []).extend(events)
    return found


def _barred(passage: Passage, hits: list[Hit[Cue]], at: int, end: int) -> bool:
    """True where a word bars the event up to the end of the clause around an offset; a remark behind bars nothing."""
    closed = _CLOSED.search(passage.text, at, end)
    stop = closed.start() if closed is not None else end
    return any(h.meaning.role is Role.BARRED and h.start < stop for h in hits)


def _event(passage: Passage, attribute: str, start: int, end: int) -> list[Subject]:
    """Whom a sentence says that the attribute's event befell; nobody where it has a date of its own."""
    hits = [h for h in passage.hits_in(start, end) if h.meaning.attribute == attribute]
    if any(v.type == "date" for v in passage.values_in(start, end)):
        return []
    names = sentence_names(passage, start, end)
    roles = name_roles(passage, start, end, names)
    found: list[Subject] = []
    for hit in hits:
        if hit.meaning.role not in (Role.STRONG, Role.CUE):
            continue
        index = next((i for i, name in enumerate(names) if roles[i] is NameRole.SUBJECT and (
            _BEFORE_DEED.fullmatch(passage.text, name.end, hit.start)
            or _BEHIND_DEED.fullmatch(passage.text, hit.end, name.start)
        )), None)  # fmt: skip
        if index is not None and not _barred(passage, hits, names[index].end, end):
            group = [subject(passage, names[i], "named") for i in coordinated(passage.text, names, roles, index)]
            found += [who for who in group if who.entity not in {known.entity for known in found}]
    return found
