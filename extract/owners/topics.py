"""Keeps track of what a document is speaking of while it is read block by block.

A value whose sentence names nobody belongs to what stands above it. The nearest wins: an earlier sentence of the
same passage (`earlier`), the record of its list (`list_topics`), the items it is nested in and the paragraph that leads
to its list, the running topic, the headings, the document's main entity (`heading_subjects`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from extract.names.catalogue import Catalogue
from extract.names.name_grammar import is_front
from extract.names.names import NameFinder
from extract.names.titles import Titles
from extract.owners.earlier import earlier, leading_subject, pair_of, speaks_of_all, together
from extract.owners.heading_subjects import HeadingSubjects
from extract.owners.list_topics import ListTopics
from extract.owners.members import Members
from extract.owners.nobody import of_nobody
from extract.owners.spoken_names import sentence_names
from extract.owners.strangers import stranger
from extract.owners.subjects import Subject, subject
from extract.passages.passage import Passage
from extract.passages.passages import Passages
from extract.words.cues import Cues
from sources.document import Block, BlockKind, Document, Span

LONGEST_SCOPE_HEADING = 40  # characters of a heading that is no more than the name of a stage
LONGEST_OPENING = 2_000  # characters of a paragraph without values that may still set the topic
HEAD_REACH = 60  # characters of an item in which the name at its head ends
_LEADS = re.compile(r":(?:\s?\[\d{1,3}\])*\W{0,3}$")
_ASKS = re.compile(r"\*\*[^*\n]{5,120}\?\*\*|\W{0,3}Q\d{0,3}[:.]\s")  # a question in bold, or marked as one
BOTH = ("Both ", "The two ", "These two ")  # what begins a sentence on two that were named before
TOPIC_SENTENCES = 3  # at the start of a block that may set the topic


@dataclass
class Running:
    """What the passages before are about, and the headings under which they stand."""

    subjects: list[Subject] = field(default_factory=list)
    headings: tuple[Span, ...] = ()


class Topics:
    """What stands above each passage of one document.

    The state that moves with the reading is `_running`, the present list in `_lists`, and `_given`.
    """

    def __init__(self, document: Document, catalogue: Catalogue, finder: NameFinder, cues: Cues) -> None:
        """Start at the top of the document."""
        self.document = document
        self.catalogue = catalogue
        self.finder = finder
        self.cues = cues
        self.starts = [b.start for b in document.blocks]
        self.members = Members(catalogue, finder.grammar, cues.pack.entity.nouns, finder.own_names)
        self.passages = Passages(document, finder, cues)
        self.headings = HeadingSubjects(document, self.passages, self.members)
        self.titles = Titles(document, catalogue, finder, cues)
        self._parts: dict[Span, list[Subject]] = {}  # members that parent items name by a part alone
        self._running = Running()
        self._pair = Running()  # the two that a passage named together last
        self._lists = ListTopics(document, self.passages, cues)
        self._given: list[Subject] | None = None  # whom a cell of a table, or a footnote, speaks of

    # How the reading moves on.

    def pass_by(self, block: Block) -> None:
        """A block without values: it may still set the topic."""
        self._lists.enter(block)
        if block.kind is BlockKind.PARAGRAPH and block.end - block.start < LONGEST_OPENING:
            self._set_topic(block, self.passages.span(block.start, block.end))

    def enter(self, block: Block) -> None:
        """Begin a block: a heading or a question ends the topic, and so does the end of the section that set it."""
        self._lists.enter(block)
        outer = self._running.headings
        asks = _ASKS.match(self.document.text, block.start, block.end) is not None
        if block.kind is BlockKind.HEADING or block.headings[: len(outer)] != outer or asks:
            self._running.subjects = []

    def leave(self, block: Block, passage: Passage) -> None:
        """End a block: its subject is the topic of what follows without a name."""
        self._lists.leave(block, passage)
        met = passage.names_met()
        self.members.meet(met)
        named = pair_of(passage, met) if len(met) > 1 else []
        if named:
            self._pair = Running(named, block.headings)
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE):
            self._set_topic(block, passage)

    def _set_topic(self, block: Block, passage: Passage) -> None:
        for start, end in passage.sentences[:TOPIC_SENTENCES]:
            found = leading_subject(passage, start, end, sentence_names(passage, start, end))
            if found is not None:
                self._running = Running([subject(passage, found, "topic")], block.headings)
                return

    @contextmanager
    def speaking_of(self, given: list[Subject]) -> Iterator[None]:
        """While a cell of a table, or a footnote, is read as text: it speaks of these."""
        self._given = given
        try:
            yield
        finally:
            self._given = None

    # Who stands above.

    def above(self, block: Block, passage: Passage, at: int) -> list[Subject]:
        """The subjects that stand above an offset of a passage, nearest first kind that has any."""
        if stranger(passage, at, self.catalogue.grammar) or of_nobody(passage, at):
            return []
        if speaks_of_all(passage, at):
            start, _ = passage.sentence(at)
            group = together(passage, start) or self._lists.counted(passage, start) or self._both(block, passage, start)
            if group:
                return group
        told = earlier(passage, at)
        return [told] if told is not None else self.outside(block)

    def led(self, block: Block, passage: Passage) -> list[Subject]:
        """Whom the items name at their heads that a paragraph leads to: "On 4 May it introduced two families:"."""
        if block.kind is not BlockKind.PARAGRAPH or not _LEADS.search(passage.text):
            return []
        found: list[Subject] = []
        for index in range(bisect_right(self.starts, block.start), len(self.starts)):
            item = self.document.blocks[index]
            if item.lead != (block.start, block.end):
                break
            names = self.passages.block(item).names_in(0, HEAD_REACH)
            if not names:
                return []  # the items are about something else
            found.append(subject(self.passages.block(item), names[0], "named"))
        return found

    def pair(self, block: Block) -> list[Subject]:
        """The two that an earlier passage under the same headings named together."""
        return self._pair.subjects if self._pair.headings == block.headings else []

    def _both(self, block: Block, passage: Passage, start: int) -> list[Subject]:
        return self.pair(block) if passage.text.startswith(BOTH, start) else []

    def unknown(self, block: Block, passage: Passage, at: int) -> str:
        """The words that stand nearest to an offset where a name would, though they are none that is known."""
        return stranger(passage, at, self.catalogue.grammar) or self.titles.unknown(block)

    def outside(self, block: Block) -> list[Subject]:
        """The subjects above a whole block."""
        if self._given is not None:
            return self._given
        if self._lists.record and block.kind is BlockKind.ITEM:
            return self._lists.record
        if self.titles.unknown(block):
            return []
        return self._of_parents(block) or self._of_topic_or_heading(block) or self.headings.main

    def _of_parents(self, block: Block) -> list[Subject]:
        """What the items around a block name, the innermost first, or the paragraph that leads to its list."""
        for span in reversed(block.parents):
            found = self._of_parent(span, block)
            if found:
                return found
        if block.lead is not None and not block.parents and block.kind is BlockKind.ITEM:
            return self._of_parent(block.lead, block)
        return []

    def _of_topic_or_heading(self, block: Block) -> list[Subject]:
        """The running topic of text under the same headings; else what the nearest heading names."""
        topic = self._running.subjects
        heading = self.headings.above(block)
        if not heading:
            return topic if block.kind is not BlockKind.HEADING else []
        flowing = block.kind not in (BlockKind.ITEM, BlockKind.HEADING)
        if not topic or not flowing or self._running.headings != block.headings or _shortened(topic, heading):
            return heading
        return topic

    def _of_parent(self, span: Span, block: Block) -> list[Subject]:
        """Whom an item or a paragraph above a block names, also by a part of a name alone: "- 7B:"."""
        found = self.headings.of_span(span, "parent")
        if found:
            return found
        if span not in self._parts:
            self._parts[span] = self._of_part(span, block)
        return self._parts[span]

    def _of_part(self, span: Span, block: Block) -> list[Subject]:
        label = self.passages.span(*span).text.split(":")[0].strip(" *.")
        if not self.members.is_part(label):
            return []
        outer = block.parents[: block.parents.index(span)] if span in block.parents else ()
        bases = next(filter(None, (self._of_parent(other, block) for other in reversed(outer))), [])
        bases = bases or self.headings.headed(block) or self._running.subjects or self.headings.main
        return [self.members.composed(bases[0], label)] if bases else []

    def scope_words(self, block: Block) -> str:
        """The words of the nearest heading, which may put what stands below into a scope: "## Pre-training"."""
        if not block.headings:
            return ""
        start, end = block.headings[-1]
        return self.passages.span(start, end).text if end - start <= LONGEST_SCOPE_HEADING else ""


def _shortened(topic: list[Subject], heading: list[Subject]) -> bool:
    """True where a text calls what its heading names by the front of that name: "Kestrel" below "Kestrel 3"."""
    return len(topic) == len(heading) == 1 and is_front(topic[0].entity, heading[0].entity)
