"""Walks a document block by block and makes claims of what its passages say.

Tables are read by `extract.tables.tables`, the values of running text by `extract.text.text_values` and its text
values by `extract.text.terms`: what each value is about is decided first, and then whose it is.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager

from extract.attributes.text_labels import LONGEST_HEADED, Opening, label_above
from extract.claim import Extraction
from extract.knowledge import Knowledge
from extract.owners.footnotes import Footnotes
from extract.owners.ignored_sections import IgnoredSections
from extract.owners.topics import Topics
from extract.passages.opening_dates import ONLY_MONTH
from extract.quantities import dates, numbers
from extract.record import Recorder
from extract.tables.records import records
from extract.tables.tables import read_table
from extract.text.datelines import LONGEST_DATELINE, dated, is_dateline
from extract.text.header import Header
from extract.text.source_code import is_source_code
from extract.text.terms import TermReader
from extract.text.text_block import text_block
from extract.text.text_values import ValueReader
from extract.words.field import rejected
from extract.words.pack import Pack
from sources.document import Block, BlockKind, Document, Span

# A moment to the second, or to the minute and a mark or a level behind it.
LOG_LINE = re.compile(
    r"[\s\[(]*\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d|[\])Z]?\s*(?:\[|(?:DEBUG|INFO|WARN|ERROR|FATAL|TRACE)))"
)
PLAIN_TEXT = (".txt", ".text")  # elsewhere code is marked as such
_LINE_END = re.compile(r"\n|<br", re.IGNORECASE)
_DIGIT = re.compile(r"[\d½¼¾⅐-⅞]")
# An item that opens with a month or season has a date where a heading above gives the year.
MONTH_FIRST = re.compile(
    r"[\s*_]*(?:[Ee]arly |[Mm]id-?|[Ll]ate )?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)"
)


class Extractor:
    """Extracts claims by one pack."""

    def __init__(self, pack: Pack) -> None:
        """Make the pack ready."""
        self.knowledge = Knowledge(pack)

    def extract(self, document: Document) -> Extraction:
        """Claims and rejections of one document, in reading order."""
        with _collection_paused():
            return _Reading(document, self.knowledge).run()


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Keep Python from looking for cycles of garbage: reading makes none, and every look walks all claims so far."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def extract(document: Document, pack: Pack) -> Extraction:
    """Claims and rejections of one document; for many documents build one `Extractor`."""
    return Extractor(pack).extract(document)


class _Reading:
    """The state of reading one document."""

    def __init__(self, document: Document, knowledge: Knowledge) -> None:
        self.document = document
        self.knowledge = knowledge
        self.cues = knowledge.cues
        finder = knowledge.finder(document)
        self.recorder = Recorder(document, knowledge.cues)
        self.ignored = IgnoredSections(document, knowledge.cues)
        self.topics = Topics(document, knowledge.catalogue, finder, knowledge.cues)
        self.footnotes = Footnotes(self.topics)
        self.finder = finder
        self.header = Header(document, knowledge.cues)
        self.code = document.path.endswith(PLAIN_TEXT) and is_source_code(document.text)
        self.values = ValueReader(knowledge.cues, self.topics, self.recorder)
        self.terms = TermReader(knowledge.cues, self.topics, self.recorder, self.header)

    def run(self) -> Extraction:
        for block in self.document.blocks:
            if self.ignored.hold(block):
                self._count(block, "section that claims nothing")
            elif self.code:
                self._count(block, "code")
            elif block.kind is BlockKind.TABLE:
                read_table(block, self.knowledge, self.finder, self.topics, self.recorder, self._sentences)
            elif block.kind is BlockKind.CODE:
                self._count(block, "code")
            elif self.header.silent(block):
                self._count(block, "under another heading")
            elif block.kind is not BlockKind.HEADING and LOG_LINE.match(self.document.text, block.start, block.end):
                self._count(block, "line of a log")
            elif not self._dateline(block):
                self._block(block)
        self.recorder.claims, others = self.knowledge.field.divide(self.document, self.recorder.claims)
        self.recorder.rejected += rejected(others)
        return Extraction(
            self.document.path,
            tuple(sorted(self.recorder.claims, key=lambda c: (c.start, c.end, c.attribute, c.entity))),
            self.recorder.unclaimed(),
        )

    def _count(self, block: Block, reason: str) -> None:
        """Reject every number and date of a block that claims nothing as a whole: seen, and no claim."""
        spans = [(c.start, c.end) for c in block.cells] if block.kind is BlockKind.TABLE else [(block.start, block.end)]
        for start, end in spans:
            passage = self.topics.passages.plain(start, end)
            found = sorted(
                {(d.start, d.end) for d in dates.scan(passage.text)}
                | {(q.start, q.end) for q in numbers.scan(passage.text)}
            )
            done = 0
            for low, high in found:
                if low >= done:
                    self.recorder.reject(passage, low, high, reason)
                    done = high

    def _block(self, block: Block) -> None:
        raw = self.document.text
        dated = block.kind is BlockKind.ITEM and MONTH_FIRST.match(raw, block.start, block.end)
        short = block.end - block.start <= LONGEST_HEADED and bool(block.parents or block.headings)
        if (
            not dated
            and not short
            and not _DIGIT.search(raw, block.start, block.end)
            and not self.knowledge.worded.search(raw, block.start, block.end)
        ):
            self.topics.pass_by(block)
            return
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE) or self._of_lines(block):
            parts = records(block, raw, self.cues, self._is_name)
            for part in parts:
                if part.kind is BlockKind.TABLE:
                    read_table(part, self.knowledge, self.finder, self.topics, self.recorder, self._sentences)
                else:
                    self._text(part)
            if parts:
                return
        spoken_of = self.footnotes.speak_of(block)
        if spoken_of is not None:
            with self.topics.speaking_of(spoken_of):
                self._sentences(block)
            return
        self._text(block)

    def _of_lines(self, block: Block) -> bool:
        """True for an item of a list, though none of a header, that has several lines."""
        if block.kind is not BlockKind.ITEM or self.header.holds(block):
            return False
        return _LINE_END.search(self.document.text, block.start, block.end) is not None

    def _is_name(self, span: Span) -> bool:
        """True for a span that is a name and nothing else."""
        passage = self.topics.passages.span(*span)
        return any(name.end - name.start == len(passage.text.strip()) for name in passage.names)

    def _dateline(self, block: Block) -> bool:
        """A date that stands alone dates what the entries below it tell; False where this is none."""
        raw = self.document.text
        if block.end - block.start > LONGEST_DATELINE:
            return False
        if not _DIGIT.search(raw, block.start, block.end) and not ONLY_MONTH.fullmatch(raw, block.start, block.end):
            return False
        passage = self.topics.passages.block(block)
        if not is_dateline(block, passage):
            return False
        told = dated(block, self.topics, self.cues.by_type("date"))
        if not told:
            return False
        self.topics.enter(block)
        for name, owners in told.items():
            for who in owners:
                self.recorder.claim(passage, passage.values[0], name, who, "heading.event")
        self.topics.leave(block, passage)
        return True

    def _sentences(self, block: Block) -> None:
        """Claims of a cell that holds sentences."""
        self._text(block, bare=False)

    def _text(self, block: Block, *, bare: bool = True) -> None:
        """Claims of a block of running text. `bare`: where it is hardly more than its values, they may speak alone."""
        passage = self.topics.passages.block(block)
        self.topics.enter(block)
        text = text_block(block, passage, bare=bare)
        self.values.read(text)
        opening = text.opening or Opening(label_above(block, self.topics), 0)
        self.terms.read(block, passage, opening.text, opening.end, text.entry)
        self.topics.leave(block, passage)
