"""Whom the headings of a document name, other passages that stand above something, and the document as a whole."""

from __future__ import annotations

import re
from functools import cached_property

from extract.names.names import NameMention
from extract.owners.earlier import SENTENCE_START, sentence_subject
from extract.owners.main_entity import main_entity
from extract.owners.members import Members
from extract.owners.spoken_names import coordinated, name_roles, sentence_names
from extract.owners.subjects import Subject, subject
from extract.passages.passage import Passage
from extract.passages.passages import Passages
from sources.document import Block, BlockKind, Document, Span

LONGEST_PART = 24  # characters of a heading that is no more than a size, a variant or a version
SINCE_REACH = 12  # characters before a name in which "since the" may stand
_SINCE = re.compile(r"\b(?:since|after|over|than|replaces)\s(?:the\s|our\s)?$", re.IGNORECASE)  # "What is new since X:"


class HeadingSubjects:
    """The subjects of the spans of one document that stand above others."""

    def __init__(self, document: Document, passages: Passages, members: Members) -> None:
        """Read no heading yet."""
        self._document, self._passages, self._members = document, passages, members
        self._known: dict[Span, list[Subject]] = {}

    @cached_property
    def main(self) -> list[Subject]:
        """The entity that the whole document is about, if there is one."""
        found = main_entity(self._document, self._passages)
        return [found] if found is not None else []

    @cached_property
    def _title(self) -> Block | None:
        blocks = self._document.blocks
        return next((b for b in blocks if b.kind is BlockKind.HEADING and b.level == 1), None)

    def above(self, block: Block) -> list[Subject]:
        """The subjects of the nearest heading above a block that names any, or of the title below it.

        What stands above the first heading, a card's front matter, is about what that heading names.
        """
        found = self.headed(block)
        title = self._title
        if found or block.headings or title is None or block.start >= title.start or block.kind is BlockKind.HEADING:
            return found
        return self.of_span((title.start, title.end), "heading")

    def headed(self, block: Block) -> list[Subject]:
        """The subjects that the nearest heading above a block names."""
        spans = [s for s in block.headings if s != (block.start, block.end)]
        for index in range(len(spans) - 1, -1, -1):
            found = self.of_span(spans[index], "heading") or self._composed(spans[index], spans[:index])
            if found:
                return found
        return []

    def _composed(self, span: Span, outer: list[Span]) -> list[Subject]:
        """A heading that is only a size, a variant or a version, "### 7B": a member of what stands above it."""
        text = self._passages.span(*span).text.strip(" :.")
        if not text or len(text) > LONGEST_PART:
            return []
        above = next(filter(None, (self.of_span(other, "heading") for other in reversed(outer))), [])
        if self._members.is_part(text):
            return [self._members.composed(base, text) for base in (above or self.main)[:1]]
        release = self._members.versioned(above[0], text) if above else None
        return [release] if release is not None else []

    def of_span(self, span: Span, how: str) -> list[Subject]:
        """The subjects that a "heading", or a "parent" item or paragraph, names in its first sentence."""
        found = self._known.get(span)
        if found is None:
            found = self._known[span] = _primary(self._passages.span(*span), how)
        return found


def _primary(passage: Passage, how: str) -> list[Subject]:
    """The subject of a passage's first sentence; of a heading with all that is coordinated with it."""
    if not passage.sentences:
        return []
    start, end = passage.sentences[0]
    names = sentence_names(passage, start, end)
    first = sentence_subject(passage, start, end, names)
    if first is None:
        return []
    if how == "parent":
        return [] if _by_the_way(passage, start, names, first) else [subject(passage, first, how)]
    roles = name_roles(passage, start, end, names)
    group = coordinated(passage.text, names, roles, names.index(first))
    if len(group) > 1 and first.start > SENTENCE_START:
        return []
    return [subject(passage, names[i], how) for i in group]


def _by_the_way(passage: Passage, start: int, names: list[NameMention], first: NameMention) -> bool:
    """True where the first name of a sentence is not what it leads to: far from its start, or "What is new since X"."""
    if first.start - start > 2 * SENTENCE_START and len({n.entity for n in names}) > 1:
        return True
    return _SINCE.search(passage.text, max(start, first.start - SINCE_REACH), first.start) is not None
