"""Walks a document block by block and makes claims of what its passages say.

The work is in three steps for each block: read the passage, decide what each value is about
(`extract.attributes`), decide whose value it is (`extract.subjects`, or the place in the document).
"""

from __future__ import annotations

import gc
import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from extract import dates, numbers
from extract.attributes import classify
from extract.catalogue import Catalogue
from extract.claim import Extraction, Interval, Qualifier, Status
from extract.cues import LONGEST_LABEL, Cues, Role
from extract.datelines import LONGEST_DATELINE, dated, is_dateline, told_later
from extract.earlier import for_both
from extract.ellipsis import OF, Made, implied, part_of_whole, remarked, whole_before_part
from extract.entries import Entry, entry, in_specification
from extract.evidence import Evidence, Form, Label
from extract.footnotes import Footnotes
from extract.header import Header
from extract.ignored_sections import IgnoredSections
from extract.interval import apart, measured
from extract.listed_sizes import listed_size
from extract.names import NameFinder
from extract.numerals import NUMBER_WORDS
from extract.opening_dates import ONLY_MONTH
from extract.own_names import own_names
from extract.pack import Pack
from extract.part_subjects import PartSubjects
from extract.passage import Passage
from extract.record import Recorder
from extract.records import records
from extract.refusals import Opening, former, refusal
from extract.roles import chain_end
from extract.subjects import Subject, in_brackets, in_sentence, subject
from extract.tables import read_table
from extract.terms import TermReader
from extract.topics import Topics
from extract.value_units import own_factor
from extract.values import Value
from sources.document import Block, BlockKind, Document

# A moment to the second, or to the minute and a mark or a level behind it.
LOG_LINE = re.compile(
    r"[\s\[(]*\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d|[\])Z]?\s*(?:\[|(?:DEBUG|INFO|WARN|ERROR|FATAL|TRACE)))"
)
LABEL = re.compile(r"\s*([^:.!?;]{1,70}?)\s*:(?=\s|$)")
# A label right before a value, behind another one's value: "Context: 4,096 tokens, Training tokens: 3.1T".
INNER_LABEL = re.compile(r"[,;.|(]\s+(?P<label>[A-Z][\w#/()\- ]{1,40}?)\s?:\s+[~≈]?$")
LABEL_REACH = 48  # characters
BARE_WORDS = 5  # words beside names, values and brackets that an item may have and still be its value alone
CUE_TO_NAME = 16  # characters between "released" and what was released
LONGEST_HEADED = 80  # characters of a passage that its heading may label
FEW = 4  # values before one that tell what it is about
DATE_FIRST = 12  # characters before a date that labels a passage
LONGEST_BARE = 200  # characters of an item that may be its values alone
MANY_WORDS = 1000
NO_SIZE = "(?!)"  # what a pack gives as the size in names where there is none
_MODIFIES = Role.MODIFIES  # in Python 3.11 a lookup is slow
_WORD = re.compile(r"[^\W\d_]{2,}")
_DIGIT = re.compile(r"\d")
# An item that opens with a month or season has a date where a heading above gives the year.
MONTH_FIRST = re.compile(
    r"[\s*_]*(?:[Ee]arly |[Mm]id-?|[Ll]ate )?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)"
)


class Knowledge:
    """A pack made ready for reading: built once, shared by all documents."""

    def __init__(self, pack: Pack) -> None:
        """Compile cues and catalogue."""
        self.pack = pack
        self.cues = Cues(pack)
        self.catalogue = Catalogue(pack)

    @cached_property
    def worded(self) -> re.Pattern[str]:
        """Matches a passage without digits that may still hold a claim: a term, a relation, a spelled-out number."""
        words: set[str] = set()
        for attribute in self.pack.attributes.values():
            if attribute.type in ("term", "flag", "relation"):
                words |= {re.split(r"[\s-]", w.rstrip("*"))[0].lower() for w in attribute.strong}
        return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, words | NUMBER_WORDS))) + ")", re.IGNORECASE)

    def finder(self, document: Document) -> NameFinder:
        """What finds names in a document: those of the pack and those that the document introduces itself."""
        return NameFinder(self.catalogue, own_names(document, self.catalogue, self.pack, self.cues), document.text)


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
        self.parts = PartSubjects(self.topics)
        self.finder = finder
        self.header = Header(document, knowledge.cues)
        self.terms = TermReader(knowledge.cues, self.topics, self.recorder, self.header)

    def run(self) -> Extraction:
        for block in self.document.blocks:
            if self.ignored.hold(block):
                self._count(block, "section that claims nothing")
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
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE):
            parts = records(block, raw, self.cues.is_label)
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
        opening = self._opening(passage)
        self.topics.enter(block)
        form: Form = {BlockKind.HEADING: "heading", BlockKind.ITEM: "item"}.get(block.kind, "prose")  # type: ignore[assignment]
        if block.kind is BlockKind.ITEM and not (bare and self._bare_item(passage)):
            form = "item" if bare and self._dash_item(passage) else "prose"
        if block.kind is BlockKind.PARAGRAPH and opening is not None and self._bare_item(passage):
            form = "item"  # "**Based on X**: 1.5B, 7B, 14B"
        listed = entry(passage) if block.kind is BlockKind.ITEM else None
        self._values(block, passage, form, opening, listed)
        label, label_end = (opening.text, opening.end) if opening else (self._parent_label(block), 0)
        self.terms.read(block, passage, label, label_end, listed)
        self.topics.leave(block, passage)

    def _opening(self, passage: Passage) -> Opening | None:
        """The label of a passage: bold words at its start, or words before a colon."""
        text = passage.text
        for start, end in passage.reading.strong:
            lead = len(text) - len(text.lstrip(" -–✅🔥*•"))
            if start <= lead and 0 < end - start <= 70 and text[end:].strip():
                words = text[start:end].strip(" :.")
                if len(words.split()) <= LONGEST_LABEL:
                    return Opening(words, end + (1 if text[end : end + 1] == ":" else 0))
            break
        m = LABEL.match(text)
        if m and len(m.group(1).split()) <= LONGEST_LABEL and text[m.end() :].strip():
            return Opening(m.group(1), m.end())
        return None

    def _bare_item(self, passage: Passage) -> bool:
        """True where an item is hardly more than its values: "671 billion (MoE)", "~US$6 M"."""
        return self._other_words(passage, 0, len(passage.text)) <= BARE_WORDS

    def _dash_item(self, passage: Passage) -> bool:
        """True for the line of a list such as "DeepSeek-V2 (May 2024) - 236B MoE": name, date, size."""
        return (
            any(n.start < 12 for n in passage.names)
            and self._other_words(passage, 0, len(passage.text)) <= 2 * BARE_WORDS
        )

    def _other_words(self, passage: Passage, start: int, end: int) -> int:
        """Words beside names, values, bracketed remarks and the nouns that values count; many: MANY_WORDS."""
        text = passage.text
        if end - start > LONGEST_BARE:
            return MANY_WORDS
        covered = [(n.start, n.end) for n in passage.names] + [(v.start, v.end) for v in passage.values]
        covered += passage.brackets
        covered += [(h.start, h.end) for h in passage.hits if h.meaning.role <= _MODIFIES]
        return sum(1 for m in _WORD.finditer(text, start, end) if not any(s <= m.start() < e for s, e in covered))

    def _values(
        self, block: Block, passage: Passage, form: Form, opening: Opening | None, listed: Entry | None
    ) -> None:
        """Claims of the numbers and dates of a passage. `listed`: the entry that the block is, if it is one."""
        values, refused = passage.mentions
        for item in refused:
            self.recorder.reject(passage, item.start, item.end, item.reason)
        made: list[Made] = []
        headed = block.kind is BlockKind.PARAGRAPH and bool(block.headings)
        wholes: dict[int, Evidence] = {}  # what values are about of which the one before is a part
        for first, last in passage.groups:
            labels = self._labels(block, passage, first, opening)
            gone = former(passage, first, last, self.cues.by_type("date"))
            opens = listed is not None and listed.dates(passage, values[first])
            alone = listed is not None and listed.fragment(passage, values[first].start, values[last - 1].end)
            if headed and values[first].date is None:
                alone = in_specification(passage, values[first].start, values[last - 1].end)
            shape: Form = "item" if alone or opens else form
            evidence = (
                wholes.pop(first, None)
                or gone
                or classify(passage, first, last, shape, labels)
            )
            if made and not gone and _half_said(evidence, made):
                evidence = self._implied(passage, first, last, _last_alike(passage, first, made)) or evidence
            if made:
                evidence = remarked(passage, first, last, made[-1][:2], self.cues.pack.constraints) or evidence
            part = self._part(passage, first, last, form, labels)
            if part is not None:
                evidence, wholes[last] = part
            if isinstance(evidence, Evidence):
                topics = self.topics
                evidence = refusal(block, passage, first, last, shape, opening, evidence, topics) or evidence
            if isinstance(evidence, str):
                if self._label_date(passage, first, opening):
                    continue
                for value in values[first:last]:
                    self.recorder.reject(passage, value.start, value.end, evidence)
                continue
            at = first if part is None else last  # a part belongs to whom the whole belongs
            owners = self._owners(block, passage, at, at + last - first, opening, evidence)
            if opens and listed is not None:
                owners = [[subject(passage, name, "named") for name in (*listed.names, *listed.others)]]
            elif listed is not None and len(listed.names) > 1 and (alone or _nameless(passage, first, last)):
                dealt = _shared([subject(passage, name, "named") for name in listed.names], last - first)
                owners = dealt if alone or len(listed.names) == last - first else owners
            total = whole_before_part(passage, first, last, evidence, self.cues.pack.constraints)
            for offset, index in enumerate(range(first, last)):
                if not owners or not owners[min(offset, len(owners) - 1)]:
                    value = values[index]
                    words = self.topics.unknown(block, passage, value.start)
                    note = f"{evidence.attribute}; {words!r} is no known name" if words else evidence.attribute
                    self.recorder.reject(passage, value.start, value.end, "no entity in reach", note)
                else:
                    about = total if total is not None and index == first else evidence
                    made.append((index, about, owners[min(offset, len(owners) - 1)]))
        self._record(block, passage, made, opening)

    def _part(
        self, passage: Passage, first: int, last: int, form: Form, labels: tuple[Label, ...]
    ) -> tuple[Evidence, Evidence] | None:
        """What a value and the next one are about where the first is said to be of the second: "4 of 16 experts"."""
        values = passage.values
        if last >= len(values) or " of" not in passage.text[values[last - 1].end : values[last - 1].end + 8]:
            return None
        if not OF.fullmatch(passage.text, values[last - 1].end, values[last].start):
            return None
        whole = classify(passage, last, last + 1, form, labels)
        return part_of_whole(passage, first, last, whole, self.cues.pack.constraints)

    def _implied(self, passage: Passage, first: int, last: int, before: Made) -> Evidence | None:
        """What only a value before says of these, in their own unit."""
        found = implied(passage, first, last, before, self.cues.pack.constraints)
        if found is None:
            return None
        factor = own_factor(passage, passage.values[last - 1], found.attribute)
        return None if factor is None else found._replace(factor=factor)

    def _labels(self, block: Block, passage: Passage, first: int, opening: Opening | None) -> tuple[Label, ...]:
        start = passage.values[first].start
        if passage.text.rfind(":", max(0, start - LABEL_REACH), start) >= 0:
            inner = INNER_LABEL.search(passage.text, max(0, start - LABEL_REACH), start)
            if inner is not None and self.cues.is_label(inner["label"]):
                return (Label(inner["label"], "label"),)
        if opening is None:
            parent = self._parent_label(block)
            return (Label(parent, "label"),) if parent else ()
        if opening is None or passage.values[first].start < opening.end:
            return ()
        _, end = passage.sentence(opening.end)
        if passage.values[first].start >= end:
            return ()
        return (Label(opening.text, "label"),)

    def _parent_label(self, block: Block) -> str:
        """The label that the item above gives to an item without one of its own."""
        if block.kind is BlockKind.ITEM and block.parents:
            above = block.parents[-1]
        elif block.headings and block.end - block.start <= LONGEST_HEADED and block.kind is not BlockKind.HEADING:
            above = block.headings[-1]  # "## Licence" and below it no more than "Apache 2.0"
        else:
            return ""
        label = self.topics.passages.span(*above).text.strip(" :.") if above[1] - above[0] <= LONGEST_HEADED else ""
        return label if 0 < len(label.split()) <= LONGEST_LABEL else ""

    def _owners(
        self, block: Block, passage: Passage, first: int, last: int, opening: Opening | None, evidence: Evidence
    ) -> list[list[Subject]] | None:
        """Whose values these are: one list of subjects for each value."""
        variant = self.parts.variants(block, passage, first, last, opening.text if opening else "")
        if variant is not None:
            return variant
        values = passage.values
        release = self.parts.by_version(passage, values[first].start)
        if release:
            return [release] * (last - first)
        together = for_both(passage, values[last - 1].end) or in_brackets(passage, values[last - 1].end)
        if together:
            return [together] * (last - first)
        members = self.parts.by_part(block, passage, values[first].start, values[last - 1].end)
        if members is not None:
            return _shared(members, last - first)
        named = in_sentence(passage, first, last)
        if named is not None:
            return named
        listed = listed_size(self.topics, block)
        if listed:
            return [listed] * (last - first)
        told = self._told_after(passage, first, evidence, opening)
        if told:
            return [told] * (last - first)
        sized = self.parts.sized(block, passage, first, last, evidence.attribute)
        if sized is not None:
            return [sized] * (last - first)
        above = self.topics.above(block, passage, values[first].start)
        if len(above) == last - first > 1 and passage.says_respectively(values[first].start):
            return [[who] for who in above]  # "They have 40 and 58 layers, respectively"
        return [above] * (last - first) if above else None

    def _label_date(self, passage: Passage, first: int, opening: Opening | None) -> bool:
        """Claim a date that labels a whole passage of what its later sentences tell; False where they tell nothing."""
        value = passage.values[first]
        if opening is None or value.type != "date" or value.end > opening.end + 1 or value.start > DATE_FIRST:
            return False
        told = told_later(passage, self.cues.by_type("date"))
        for name, owners in told.items():
            for who in owners:
                self.recorder.claim(passage, value, name, who, "prose.event")
        return bool(told)

    def _told_after(self, passage: Passage, first: int, evidence: Evidence, opening: Opening | None) -> list[Subject]:
        """A date that labels a whole passage dates the event that a later sentence of it tells."""
        value = passage.values[first]
        if opening is None or value.type != "date" or value.end > opening.end + 1:
            return []
        for start, end in passage.sentences[1:4]:
            cues = [
                h for h in passage.hits_in(start, end)
                if h.meaning.attribute == evidence.attribute and h.meaning.role <= Role.CUE
            ]  # fmt: skip
            listed = passage.names_in(start, end)
            told = (i for i, n in enumerate(listed) if any(0 < n.start - h.end < CUE_TO_NAME for h in cues))
            at = next(told, None)
            if at is not None:
                names = listed[at : chain_end(passage.text, [(n.start, n.end) for n in listed], at)]
                return [subject(passage, n, "named") for n in names]
        return []

    def _record(
        self, block: Block, passage: Passage, made: list[tuple[int, Evidence, list[Subject]]], opening: Opening | None
    ) -> None:
        """Record the claims of a passage; several values of one entity are those of its variants.

        That is so in one list, and in one sentence where the names of the pack carry sizes, as families come in sizes.
        """
        sized = self.cues.pack.grammar.size != NO_SIZE
        heading = self.topics.scope_words(block)
        rows: list[tuple[Value, Evidence, Subject, str, Status, int]] = []
        stated: dict[tuple[str, str, int, str, Status], list[Interval]] = {}
        for index, evidence, owners in made:
            value = passage.values[index]
            group = (
                passage.sentence(value.start)[0]
                if sized
                else bisect_right(passage.groups, (index, len(passage.values)))
            )
            label = opening.text if opening and value.start >= opening.end else ""
            scope = self.recorder.scope(passage, value.start, value.end, evidence.attribute, f"{label}. {heading}")
            status = self.recorder.status(passage, value.start, value.end)
            for who in owners:
                rows.append((value, evidence, who, scope, status, group))
                if value.quantity is not None and status is not Status.NEGATED:
                    key = (who.entity, evidence.attribute, group, scope, status)
                    stated.setdefault(key, []).append(measured(value.quantity, evidence.scale, evidence.factor))
        for value, evidence, who, scope, status, group in rows:
            several = apart(stated.get((who.entity, evidence.attribute, group, scope, status), []))
            self.recorder.claim(
                passage, value, evidence.attribute, who, evidence.rule,
                qualifier=Qualifier.OF_VARIANT if several else None, scope=scope, scale=evidence.scale,
                unit=evidence.factor,
            )  # fmt: skip


def _nameless(passage: Passage, first: int, last: int) -> bool:
    """True for values joined by "and" in a sentence that names nobody: "5.1B and 3.6B active"."""
    low, high = passage.values[first], passage.values[last - 1]
    return passage.text.find(" and ", low.end, high.start) >= 0 and not passage.names_in(*passage.sentence(low.start))


def _shared(members: list[Subject], count: int) -> list[list[Subject]]:
    """A member for each value where there are as many; else all of them for each."""
    return [[member] for member in members] if len(members) == count > 1 else [members] * count


def _last_alike(passage: Passage, first: int, made: list[Made]) -> Made:
    """The last value before one that is of its type: between two numbers a sum of money or a date may stand."""
    kind = passage.values[first].type
    return next((m for m in reversed(made[-FEW:]) if passage.values[m[0]].type == kind), made[-1])


def _half_said(evidence: Evidence | str, made: list[Made]) -> bool:
    """True where only a value before says what this one is about.

    "X has 7 billion" goes by the value before it, too, unless that or one beside it is of the same kind.
    """
    if isinstance(evidence, str):
        return True
    weak = evidence.rule in ("prose.verb", "item.bare")
    return weak and all(about.attribute != evidence.attribute for _, about, _ in made[-FEW:])
