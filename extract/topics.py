"""Keeps track of what a document is speaking of: headings, parent items, the running topic, the title.

A value whose sentence names nobody belongs to what stands above it. The nearest wins: an earlier sentence of the
same passage, the items it is nested in, the paragraph that leads to its list, the running topic, the headings, the
document's main entity.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property

from extract import dates, numerals
from extract.catalogue import Catalogue
from extract.cues import Cues, Role, label_key
from extract.members import Members
from extract.name_grammar import is_front
from extract.names import NameFinder, NameMention
from extract.nobody import generic
from extract.opening_dates import Calendar, calendar
from extract.passage import Passage, Style
from extract.roles import NameRole
from extract.short_dates import Years
from extract.strangers import stranger
from extract.subjects import Subject, coordinated, name_roles, sentence_names, subject
from extract.titles import Titles
from sources.document import Block, BlockKind, Document, Span
from sources.reading import Reading
from sources.render import reading

LONGEST_SCOPE_HEADING = 40  # characters of a heading that is no more than the name of a stage
# A sentence that only holds something else against the subject.
ASIDE = re.compile(r"\W*(?:by|for|in) (?:comparison|contrast|scale)\b", re.IGNORECASE)
SINCE_REACH = 12  # characters before a name in which "since the" may stand
_SINCE = re.compile(r"\b(?:since|after|over|than|replaces)\s(?:the\s|our\s)?$", re.IGNORECASE)  # "What is new since X:"
_IN_CLAUSE = re.compile(
    r"[;,]\s(?:(?:and|but|while|as)\s)?(?:in|with|for)\s(?:the\s)?$|,\s(?:while|whereas)\s(?:the\s)?$"
)
LONGEST_CAPTION = 400  # characters
_CAPTION = re.compile(r"[\s*_]*Table\s[\dIVX]{1,4}\b", re.IGNORECASE)
WIDEST = 50  # cells of a row before a mark in which its name is looked for
_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")
LONGEST_MARK = 48  # characters of what stands before a footnote
_FOOTNOTE = re.compile(r"(?:^|\n)\s*(?P<mark>\[\^[^\]\s]{1,40}\]):\s*$")
GROUPED = re.compile(r"\d{1,3}(?: \d{3})+")
UNLIKE = re.compile(r"\W{0,3}(?:Unlike|Like|Compared (?:with|to)|In contrast to|As opposed to|Contrary to)\b")
RELATED = re.compile(
    r";\s(?:and\s|but\s|while\s)?(?:its|the|their)\s(?:[a-z-]+\s){0,2}"
    r"(?:successor|predecessor|sibling|sister|brother|cousin|follow-up),?\s[*\"“]{0,2}$"
)
FOR_ALL = re.compile(
    r"(?:\s[\w-]+){0,4},?\s(?:(?:for|in|on)\s(?:both|all (?:three|four|of them)|each of them)\b(?!\s[a-z])"
    r"|(?:both|each|apiece)(?=[.,;)]|$))"
)
COUNTS = (("Both", 2), ("The two", 2), ("All three", 3), ("The three", 3), ("All four", 4), ("These two", 2))
SENTENCE_START = 32  # a name that begins within so many characters of a sentence is its subject
LONGEST_NAMED = 100  # characters of an item that names what its list is about: "Model: X"
# A document's main entity speaks for passages without any name only where most names in its headings and first
# passages are of it; below this share the document is about several.
MAIN_SHARE = 0.5
LONGEST_KEPT = 60  # characters of a passage that probably stands in the document again: a cell
MOST_KEPT = 2_000  # of them; bounds memory
SENTENCES_BACK = 50  # sentences in front of "both models" in which the models are looked for
MASTHEAD_BLOCKS = 4  # blocks at the top of a text that may hold its day
MASTHEAD_REACH = 120  # characters of each
MAIN_SAMPLE = 40  # names looked at


# Around a word for all that were named, further on in a sentence: "the weight of both is", not "in both directions".
OF_ALL = re.compile(r"\bof\s(?:the\s)?$")
ALL_BEHIND = re.compile(r"[\s*]*(?:[.,;:)]|$|(?:is|are|was|were|has|have|had|can|must|may|should|will|in|at|per|a)\b)")
GROUP_REACH = 32  # characters behind a value in which such a word is looked for


class Topics:
    """What stands above each passage of one document."""

    def __init__(self, document: Document, catalogue: Catalogue, finder: NameFinder, cues: Cues) -> None:
        """Start at the top of the document."""
        self.document = document
        self.catalogue = catalogue
        self.finder = finder
        self.cues = cues
        self.members = Members(catalogue, finder.grammar, cues.pack.entity.nouns)
        self._passages: dict[tuple[int, int, Calendar | None], Passage] = {}
        self._kept: dict[tuple[str, bool, bool, Years | None], Passage] = {}  # short passages by their characters
        self._subjects: dict[Span, list[Subject]] = {}
        self._calendars: dict[tuple[Span, ...], Calendar | None] = {}
        self._topic: list[Subject] = []
        self._record: list[Subject] = []  # whose record the items of the present list are
        self._record_parents: tuple[Span, ...] | None = None
        self._given: list[Subject] | None = None  # whom a cell of a table speaks of
        self._name_keys = frozenset(label_key(column) for column in cues.pack.entity.columns)
        self._topic_headings: tuple[Span, ...] = ()
        self._items: list[Subject] = []  # at the heads of the items of the present list
        self._ignored: dict[Span, bool] = {}
        self._style = Style(dates.infer_order(document.text), numerals.infer_mark(document.text))
        self._title = next(
            ((b.start, b.end) for b in document.blocks if b.kind is BlockKind.HEADING and b.level == 1), None
        )
        self.starts = [b.start for b in document.blocks]
        self.titles = Titles(document, catalogue, finder, cues)

    def plain(
        self, start: int, end: int, *, years: bool = True, grouped: bool = False, dated: Years | None = None
    ) -> Passage:
        """A passage that is not kept. `years`: whether a number such as 2048 may be a year.

        `grouped`: whether blanks between groups of three digits belong to one number, "118 000". `dated`: where a date
        is expected, the years it may be of.
        """
        text = self.document.text
        key = (text[start:end], years, grouped, dated)
        kept = self._kept.get(key) if end - start <= LONGEST_KEPT else None
        if kept is not None:
            self._kept[key] = kept = kept.moved(start)
            return kept
        read = reading(text, start, end)
        if grouped and GROUPED.fullmatch(read.text.strip()):
            read = _without_blanks(read)
        passage = Passage(read, self.cues, self.finder, None, self._style, years, start, dated=dated)
        if end - start <= LONGEST_KEPT and len(self._kept) < MOST_KEPT:
            self._kept[key] = passage
        return passage

    def passage(self, start: int, end: int, known: Calendar | None = None) -> Passage:
        """The passage of a span, read once."""
        key = (start, end, known)
        found = self._passages.get(key)
        if found is None:
            if len(self._passages) > 2000:  # bounds memory on large documents; headings are read again cheaply
                self._passages.clear()
            found = self._passages[key] = Passage(
                reading(self.document.text, start, end), self.cues, self.finder, known, self._style,
                masthead=self._masthead_year,
            )  # fmt: skip
        return found

    def ignored(self, block: Block) -> bool:
        """True under a heading whose section claims nothing ("Citation")."""
        return any(self._ignored_heading(span) for span in block.headings)

    def _ignored_heading(self, span: Span) -> bool:
        found = self._ignored.get(span)
        if found is None:
            key = self._heading_key(span)
            found = self._ignored[span] = key in self.cues.ignored or bool(self.cues.ignored_phrases.find(key))
        return found

    def _heading_key(self, span: Span) -> str:
        key = label_key(self.document.text[span[0] : min(span[1], span[0] + 80)])
        return key.lstrip("0123456789 ")

    @cached_property
    def _masthead_year(self) -> int | None:
        return self.masthead.year if self.masthead is not None else None

    @cached_property
    def masthead(self) -> date | None:
        """The day of the whole text, that stands at its top: "Friday, 25 October 2024"."""
        for block in self.document.blocks[:MASTHEAD_BLOCKS]:
            if block.kind in (BlockKind.TABLE, BlockKind.CODE) or (block.kind is BlockKind.HEADING and block.level > 1):
                break
            found = dates.scan(self.document.text[block.start : min(block.end, block.start + MASTHEAD_REACH)])
            days = [d for d in found if not d.partial and d.precision == "day"]
            if len(days) == 1:
                return days[0].last
        return None

    def calendar(self, block: Block) -> Calendar | None:
        """The year, and the month, that the headings and parents above give, the nearest first."""
        above = (*block.headings, *block.parents)
        if above not in self._calendars:
            text = self.document.text
            self._calendars[above] = calendar(text[start : min(end, start + 200)] for start, end in reversed(above))
        return self._calendars[above]

    @contextmanager
    def speaking_of(self, given: list[Subject]) -> Iterator[None]:
        """While a cell of a table is read as text: it speaks of these."""
        self._given = given
        try:
            yield
        finally:
            self._given = None

    def marked(self, block: Block) -> list[Subject] | None:
        """Whom a footnote speaks of: whoever is spoken of where its mark stands; None where a block is no footnote."""
        text = self.document.text
        note = _FOOTNOTE.search(text, max(0, block.start - LONGEST_MARK), block.start)
        if note is None:
            return None
        at = self._marks.get(note["mark"], block.start)
        place = self.document.blocks[bisect_right(self.starts, at) - 1]
        if at >= note.start("mark") or place.kind in (BlockKind.CODE, BlockKind.HEADING):
            return []
        if place.kind is BlockKind.TABLE:
            return self._of_row(place, at)
        passage = self.passage(place.start, place.end, self.calendar(place))
        names = [n for n in passage.names if passage.reading.origin(n.start) < at]
        return [subject(passage, names[-1], "earlier")] if names else self.outside(place)

    @cached_property
    def _marks(self) -> dict[str, int]:
        """Where each mark of a footnote stands first."""
        found: dict[str, int] = {}
        for m in _MARK.finditer(self.document.text):
            found.setdefault(m.group(), m.start())
        return found

    def _of_row(self, table: Block, at: int) -> list[Subject]:
        """The first name in the row of a table that holds an offset."""
        last = bisect_right(table.cells, at, key=lambda c: c.start) - 1
        first = last
        while first > 0 and last - first < WIDEST and table.cells[first - 1].row == table.cells[last].row:
            first -= 1
        for cell in table.cells[max(first, 0) : last + 1]:
            passage = self.plain(cell.start, cell.end)
            if passage.names:
                return [subject(passage, passage.names[0], "row")]
        return []

    def pass_by(self, block: Block) -> None:
        """A block without values: it may still set the topic."""
        self._list_record(block)
        if block.kind is BlockKind.PARAGRAPH and block.end - block.start < 2000:
            self._set_topic(block, self.passage(block.start, block.end))

    def enter(self, block: Block, passage: Passage, opening: str) -> None:
        """Begin a block."""
        self._list_record(block)
        if self._topic and block.headings[: len(self._topic_headings)] != self._topic_headings:
            self._topic = []
        if block.kind is BlockKind.HEADING:
            self._topic = []

    def _list_record(self, block: Block) -> None:
        """The item "Model: X" says whose record the items behind it are, up to the end of their list."""
        if block.kind is not BlockKind.ITEM or self._record_parents != block.parents:
            self._record, self._record_parents = [], None
        if block.kind is not BlockKind.ITEM or block.end - block.start > LONGEST_NAMED:
            return
        label, colon, _ = self.document.text[block.start : block.end].partition(":")
        if not colon or label_key(label) not in self._name_keys or self.cues.label_scores(label.strip(" *_-•")):
            return  # "Base model: X" is a claim about somebody else
        passage = self.passage(block.start, block.end)
        names = [n for n in passage.names if n.start > passage.text.find(":")]
        if len(names) == 1:
            self._record, self._record_parents = [subject(passage, names[0], "parent")], block.parents

    def leave(self, block: Block, passage: Passage) -> None:
        """End a block: its subject is the topic of what follows without a name."""
        self._collect(block, passage)
        self.members.meet(passage.names_met())
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE):
            self._set_topic(block, passage)

    def _collect(self, block: Block, passage: Passage) -> None:
        """Remember whom the items of a list name at their heads, up to the end of the passage behind the list."""
        if block.kind is not BlockKind.ITEM:
            self._items = []
        elif not block.parents:
            head = next((n for n in passage.names_in(0, min(len(passage.text), LONGEST_NAMED)) if n.start < 12), None)
            if head is not None and not head.family:
                self._items.append(subject(passage, head, "earlier"))

    def _set_topic(self, block: Block, passage: Passage) -> None:
        for start, end in passage.sentences[:3]:
            names = sentence_names(passage, start, end)
            found = _sentence_subject(passage, start, end, names)
            if found is not None and _aside(passage, start, found):
                continue
            if found is not None and (_leads(passage, start, found) or len(names) == 1):
                self._topic = [subject(passage, found, "topic")]
                self._topic_headings = block.headings
                return

    def above(self, block: Block, passage: Passage, at: int) -> list[Subject]:
        """The subjects that stand above an offset of a passage, nearest first kind that has any."""
        if stranger(passage, at, self.catalogue.grammar) or generic(passage, at):
            return []
        group = self._earlier_group(passage, at)
        if group:
            return group
        earlier = self.earlier(passage, at)
        if earlier is not None:
            return [earlier]
        return self.outside(block)

    def unknown(self, block: Block, passage: Passage, at: int) -> str:
        """The words that stand nearest to an offset where a name would, though they are none that is known."""
        return stranger(passage, at, self.catalogue.grammar) or self.titles.unknown(block)

    def outside(self, block: Block) -> list[Subject]:
        """The subjects above a whole block."""
        if self._given is not None:
            return self._given
        if self._record and block.kind is BlockKind.ITEM:
            return self._record
        if self.titles.unknown(block):
            return []
        for span in reversed(block.parents):
            found = self.of_span(span, "parent", block)
            if found:
                return found
        if block.lead is not None and not block.parents:
            found = self.of_span(block.lead, "parent", block)
            if found and block.kind is BlockKind.ITEM:
                return found
        heading = self.headed(block) or self._title_below(block)
        flowing = block.kind not in (BlockKind.ITEM, BlockKind.HEADING)
        if self._topic and flowing and (not heading or self._topic_headings == block.headings):
            return heading if heading and _shortened(self._topic, heading) else self._topic
        if heading:
            return heading
        if self._topic and block.kind is not BlockKind.HEADING:
            return self._topic
        return self.main

    def headed(self, block: Block) -> list[Subject]:
        """The subjects that the nearest heading above a block names."""
        spans = [s for s in block.headings if s != (block.start, block.end)]
        for index in range(len(spans) - 1, -1, -1):
            found = self.of_span(spans[index], "heading", None)
            if found:
                return found
            composed = self._composed_heading(spans, index)
            if composed:
                return composed
        return []

    def _title_below(self, block: Block) -> list[Subject]:
        """What stands above the first heading, a card's front matter, is about what that heading names."""
        if block.headings or self._title is None or block.start >= self._title[0] or block.kind is BlockKind.HEADING:
            return []
        return self.of_span(self._title, "heading", None)

    def _composed_heading(self, spans: list[Span], index: int) -> list[Subject]:
        """A heading that is only a size or a variant ("### 7B") names a member of the entity above it."""
        text = self.passage(*spans[index]).text.strip(" :.")
        if not text or len(text) > 24:
            return []
        if not self.members.is_part(text):
            return self._version_heading(spans, index, text)
        for outer in range(index - 1, -1, -1):
            found = self.of_span(spans[outer], "heading", None)
            if found:
                return [self.members.composed(found[0], text)]
        return [self.members.composed(self.main[0], text)] if self.main else []

    def _version_heading(self, spans: list[Span], index: int, text: str) -> list[Subject]:
        """A heading that is only a version ("### 4.0") names a release of the entity above it."""
        for outer in range(index - 1, -1, -1):
            found = self.of_span(spans[outer], "heading", None)
            if found:
                one = self.members.versioned(found[0], text)
                return [one] if one is not None else []
        return []

    def of_span(self, span: Span, how: str, block: Block | None) -> list[Subject]:
        """The subjects that a heading, a parent item or a lead names."""
        found = self._subjects.get(span)
        if found is None:
            passage = self.passage(*span)
            found = self._primary(passage, how)
            if not found and how == "parent" and block is not None:
                label = passage.text.split(":")[0].strip(" *.")
                if self.members.is_part(label):
                    outer = self._above_span(block, span)
                    if outer:
                        found = [self.members.composed(outer[0], label)]
            self._subjects[span] = found
        return found

    def _above_span(self, block: Block, span: Span) -> list[Subject]:
        index = block.parents.index(span) if span in block.parents else 0
        for outer in reversed(block.parents[:index]):
            found = self.of_span(outer, "parent", block)
            if found:
                return found
        return self.headed(block) or self._topic or self.main

    def _primary(self, passage: Passage, how: str) -> list[Subject]:
        if not passage.sentences:
            return []
        start, end = passage.sentences[0]
        names = sentence_names(passage, start, end)
        first = _sentence_subject(passage, start, end, names)
        if first is None:
            return []
        if how == "parent" and first.start - start > 2 * SENTENCE_START and len({n.entity for n in names}) > 1:
            return []
        if how == "parent" and _SINCE.search(passage.text, max(start, first.start - SINCE_REACH), first.start):
            return []
        roles = name_roles(passage, start, end, names)
        index = names.index(first)
        group = coordinated(passage.text, names, roles, index) if how == "heading" else [index]
        if len(group) > 1 and how == "heading" and first.start > SENTENCE_START:
            return []
        return [subject(passage, names[i], how) for i in group]

    def _earlier_group(self, passage: Passage, at: int) -> list[Subject]:
        """All that the sentence before names together, where this one speaks of "both" or "all three"."""
        start, end = passage.sentence(at)
        text = passage.text
        if not any(
            h.meaning.role is Role.GROUP
            and (h.start <= start + 3 or (OF_ALL.search(text, start, h.start) and ALL_BEHIND.match(text, h.end)))
            for h in passage.hits_in(start, min(end, at + GROUP_REACH))
        ):
            return []
        return self._together(passage, start) or self._listed_before(passage, start)

    def for_both(self, passage: Passage, at: int) -> list[Subject]:
        """All that is named together before a value that is said to be for all of them: "128K context for both"."""
        if not FOR_ALL.match(passage.text, at):
            return []
        start, _ = passage.sentence(at)
        names = [n for n in sentence_names(passage, start, at) if not n.family]
        if len({n.entity for n in names}) > 1:
            return [subject(passage, n, "earlier") for n in names]
        return self._together(passage, start) if not names else []

    def _listed_before(self, passage: Passage, start: int) -> list[Subject]:
        """The things of a list that ends right before a passage that begins with "both", one for each item."""
        count = next((n for word, n in COUNTS if passage.text.startswith(word, start)), 0)
        return self._items[-count:] if count and len(self._items) == count else []

    def _together(self, passage: Passage, start: int) -> list[Subject]:
        """The subjects that the nearest sentence before an offset names together."""
        before = bisect_left(passage.sentences, (start, 0))
        for s_start, s_end in reversed(passage.sentences[max(0, before - SENTENCES_BACK) : before]):
            names = sentence_names(passage, s_start, s_end)
            roles = name_roles(passage, s_start, s_end, names)
            together = [n for n, role in zip(names, roles, strict=True) if role is NameRole.SUBJECT]
            if len({n.entity for n in together}) > 1:
                return [subject(passage, n, "earlier") for n in together]
        return []

    def earlier(self, passage: Passage, at: int) -> Subject | None:
        """The subject of the nearest earlier sentence of the same passage that names anybody."""
        current = passage.sentence(at)[0] if passage.sentences else 0
        told: Subject | None = None
        index = last = bisect_left(passage.sentences, (current, 0)) - 1
        while index >= 0 and index not in passage.told:
            start, end = passage.sentences[index]
            names = [] if index and ASIDE.match(passage.text, start, end) else sentence_names(passage, start, end)
            found = _sentence_subject(passage, start, end, names)
            if found is not None and _aside(passage, start, found):
                found = None
            if found is not None and (_leads(passage, start, found) or len({n.entity for n in names}) == 1):
                told = subject(passage, _onward(passage, start, names, found), "earlier")
                break
            index -= 1
        told = passage.told.get(index, told)
        passage.told.update(dict.fromkeys(range(max(index, 0), last + 1), told))
        return told

    @cached_property
    def main(self) -> list[Subject]:
        """The entity that the whole document is about, if there is one."""
        counts: Counter[str] = Counter()
        first: dict[str, Subject] = {}
        bases: dict[str, str] = {}
        total = 0
        for block in self.document.blocks[:400]:
            if block.kind in (BlockKind.CODE, BlockKind.TABLE) or block.end - block.start > 5000:
                continue
            passage = self.passage(block.start, block.end)
            for name in passage.names:
                if name.start > 200:
                    continue
                weight = 3 if block.kind is BlockKind.HEADING and block.level < 3 else 1
                base = name.name.base
                counts[base] += weight
                total += weight
                if base not in first or (name.name.size == "" and not name.name.variants and first[base].key != base):
                    first[base] = subject(passage, name, "title")
                bases.setdefault(base, name.entity)
            if sum(counts.values()) >= MAIN_SAMPLE:
                break
        if not counts:
            return []
        base, count = max(counts.items(), key=lambda item: (item[1], -list(counts).index(item[0])))
        if count < MAIN_SHARE * total or count < 2 or len(base) < 3:
            return []
        return [first[base]]

    def scope_words(self, block: Block) -> str:
        """The words of the nearest heading, which may put what stands below into a scope: "## Pre-training"."""
        if not block.headings:
            return ""
        start, end = block.headings[-1]
        return self.passage(start, end).text if end - start <= LONGEST_SCOPE_HEADING else ""

    def table_lead(self, block: Block) -> list[Subject]:
        """What a table without names in it is about: the line or paragraph right above it, or its heading."""
        if block.lead is not None:
            found = self.of_span(block.lead, "parent", None)
            if found:
                return found
        index = bisect_left(self.starts, block.start) - 1
        if index >= 0:
            before = self.document.blocks[index]
            if (
                before.kind is BlockKind.PARAGRAPH
                and before.end - before.start < 400
                and block.start - before.end < 200
            ):
                found = self.of_span((before.start, before.end), "parent", None)
                if found:
                    return found
        return self._caption_below(index + 2) or self.outside(block)

    def _caption_below(self, index: int) -> list[Subject]:
        """What the paragraph at an index names as the caption of the table above it: "Table 2: the sizes of X"."""
        blocks = self.document.blocks
        if index >= len(blocks) or blocks[index].kind is not BlockKind.PARAGRAPH:
            return []
        below = blocks[index]
        if index + 1 < len(blocks) and blocks[index + 1].kind is BlockKind.TABLE:
            return []  # it may as well be that of the next one
        if below.end - below.start > LONGEST_CAPTION or not _CAPTION.match(self.document.text, below.start):
            return []
        passage = self.passage(below.start, below.end)
        names = {name.entity: name for name in passage.names}
        return [subject(passage, name, "parent") for name in names.values()] if len(names) == 1 else []


def _onward(passage: Passage, start: int, names: list[NameMention], first: NameMention) -> NameMention:
    """The name that a later clause goes on to: "X has 61 billion parameters; its successor, Y, has 96 layers"."""
    later = [n for n in names if n.start > first.end and RELATED.search(passage.text, start, n.start)]
    return later[-1] if later else first


def _leads(passage: Passage, start: int, name: NameMention) -> bool:
    """True for a name at the head of a sentence, also behind a phrase with another: "Unlike X, which was closed, Y"."""
    return name.start - start <= SENTENCE_START or (
        UNLIKE.match(passage.text, start) is not None and passage.text.endswith(", ", start, name.start)
    )


def _shortened(topic: list[Subject], heading: list[Subject]) -> bool:
    """True where a text calls what its heading names by the front of that name: "Kestrel" below "Kestrel 3"."""
    if len(topic) != 1 or len(heading) != 1:
        return False
    return is_front(topic[0].entity, heading[0].entity)


def _aside(passage: Passage, start: int, name: NameMention) -> bool:
    """True for a name that a later clause only looks at: "The window is small; in X it was larger"."""
    return name.start - start > SENTENCE_START and _IN_CLAUSE.search(passage.text, start, name.start) is not None


def _without_blanks(read: Reading) -> Reading:
    """The reading text without its blanks, every character still at its place in the document."""
    text, starts, origins = "", [], []
    for m in re.finditer(r"\S+", read.text):
        starts.append(len(text))
        origins.append(read.origin(m.start()))
        text += m.group()
    return Reading(text, tuple(starts), tuple(origins))


def _sentence_subject(passage: Passage, start: int, end: int, names: list[NameMention]) -> NameMention | None:
    """The name a sentence is about: the first that is no comparison's other side and no origin."""
    if not names:
        return None
    roles = name_roles(passage, start, end, names)
    for name, role in zip(names, roles, strict=True):
        if role is NameRole.SUBJECT:
            return name
    return None
