"""What a number or date that was not claimed lacks: the unit that no attribute takes, the cue that is not there.

For `factaudit explain`: the engine says why nothing was claimed, and this says what a pack author could add.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from extract.attributes.text_labels import LABEL
from extract.knowledge import Knowledge
from extract.names.names import NameFinder
from extract.names.proper_names import NAME
from extract.passages.passage import Passage
from extract.passages.values import Value, tail_word
from extract.words.cues import Cue, Role
from extract.words.lexicon import Hit
from extract.words.word_uses import WordUses
from sources.document import Block, BlockKind, Document, Span
from sources.render import reading

# Reasons of rejections that mean "nothing speaks for an attribute".
UNCLAIMED = (
    "plain number",
    "quantity of nothing claimed",
    "sum of nothing claimed",
    "date of nothing claimed",
    "other unit",
    "other currency",
)
MOST_NAMED = 3  # attributes, and words of each, that a sentence lists
UNIT_REACH = 30  # characters behind a number in which its unit stands
LONGEST_NAME = 80  # characters behind a number in which a name is looked for that begins right there
_BEHIND = re.compile(r"[ -]?([^\W\d_]{1,20}|[%°]\w?)(?!\w)")
_TAIL = re.compile(r"[^\W\d_]+$")
_SUBJECT = re.compile(
    rf"[\s\"“*]{{0,4}}(?:The )?(?P<name>{NAME})\*{{0,2}} (?:has|had|have|is|was|were|comes|came|uses|used|supports|"
    r"offers|takes|took|needs|needed|saw|costs?|runs|ships|shipped|gets|got)\b"
)
_SMALL_WORDS = frozenset(
    "a an the it its this that these those there they we he she you i each every all both most some many one "
    "of in on at by for from with and or but to as per about over under than".split()
)


class Missing:
    """The passages of one document, asked for what stands around a value."""

    def __init__(self, document: Document, knowledge: Knowledge) -> None:
        """Look at nothing yet."""
        self._document = document
        self._knowledge = knowledge
        self._attributes = knowledge.pack.attributes
        self._uses = WordUses(document.text)
        self._passages: dict[Span, Passage] = {}  # kept, so that the ids below stay theirs
        self._values: dict[int, dict[Span, Value]] = {}

    @cached_property
    def _finder(self) -> NameFinder:
        return self._knowledge.finder(self._document)

    @cached_property
    def _spans(self) -> list[Span]:
        """The spans that are read on their own, in order: cells of tables, other blocks."""
        blocks = [block for block in self._document.blocks if block.kind is not BlockKind.CODE]
        return sorted(span for block in blocks for span in _read_apart(block))

    def _passage(self, start: int, end: int) -> Passage | None:
        """The passage around a span of the document."""
        index = bisect_right(self._spans, (start, len(self._document.text))) - 1
        if index < 0 or end > self._spans[index][1]:
            return None
        span = self._spans[index]
        if span not in self._passages:
            self._passages[span] = Passage(reading(self._document.text, *span), self._knowledge.cues, self._finder)
        return self._passages[span]

    def note(self, start: int, end: int, reason: str) -> str:
        """What the value at a span of the document lacks; "" where there is nothing to add to the reason."""
        passage = self._passage(start, end)
        if passage is None:
            return ""
        barred = re.fullmatch(r"barred for (.+)", reason)
        if reason not in UNCLAIMED and barred is None:
            return ""
        at = _offset(passage, start)
        hits = passage.hits_in(*passage.sentence(at))
        if barred is not None:
            return self._barring(passage, hits, barred[1])
        value = self._value(passage, start, end)
        if reason == "other currency":
            return f"taken are {', '.join(sorted(self._knowledge.cues.currencies)) or 'none'}"
        if value is None:  # refused for the letters that are glued to it
            glued = _TAIL.search(self._document.text, start, end) or _BEHIND.match(self._document.text, end)
            return f"no attribute takes “{glued[0].strip(' -')}”" if glued else ""
        unit = passage.unit(value)
        known = unit is None or unit.name in self._knowledge.cues.by_unit
        if reason == "other unit" and (known or not self._cued("number", passage, hits)):
            written = passage.text[value.end : unit.end].strip(" -") if unit is not None else ""
            return f"“{written}” is no unit of the attribute" if written else "that of its heading"
        if value.type == "number":
            return self._number(passage, value, hits)
        return self._uncued(value.type, passage, hits)

    def _value(self, passage: Passage, start: int, end: int) -> Value | None:
        """The value that a passage has at a span of the document."""
        if id(passage) not in self._values:
            self._values[id(passage)] = {passage.reading.span(v.start, v.end): v for v in passage.values}
        return self._values[id(passage)].get((start, end))

    def strangers(self, spans: Sequence[Span]) -> Iterator[tuple[int, str]]:
        """Sentences around these spans that begin with what looks like a name and is none: its place, its words."""
        seen: set[tuple[int, int]] = set()
        for start, end in spans:
            passage = self._passage(start, end)
            if passage is None:
                continue
            sentence = passage.sentence(_offset(passage, start))
            place = (id(passage), sentence[0])
            found = _SUBJECT.match(passage.text, *sentence) if place not in seen else None
            seen.add(place)
            if found is not None and self._unknown(passage, found):
                yield passage.reading.origin(found.start("name")), found["name"]

    def _unknown(self, passage: Passage, found: re.Match[str]) -> bool:
        start, end = found.span("name")
        words = re.split(r"[ -]", found["name"].lower())
        never = {*self._knowledge.catalogue.grammar.never, *_SMALL_WORDS}
        ordinary = words[0] in never or (len(words) == 1 and self._uses.has(words[0]))
        return not ordinary and not passage.names_in(start, end) and not passage.hits_in(start, end)

    def _barring(self, passage: Passage, hits: Sequence[Hit[Cue]], title: str) -> str:
        """The words that bar an attribute."""
        words = [
            passage.text[hit.start : hit.end]
            for hit in hits
            if hit.meaning.role is Role.BARRED and self._attributes[hit.meaning.attribute].title == title
        ]
        return f"by {_quoted(words)}" if words else ""

    def _number(self, passage: Passage, value: Value, hits: Sequence[Hit[Cue]]) -> str:
        taking = [
            hit for hit in hits if hit.meaning.role is Role.UNIT and value.end <= hit.start <= value.end + UNIT_REACH
        ]
        cued = self._cued("number", passage, hits)
        if taking:
            word = _unit_words(passage, value, taking[0])
            names = dict.fromkeys(hit.meaning.attribute for hit in taking if hit.start == taking[0].start)
            lacking = "; ".join(f"{name} {self._words(name)}" for name in list(names)[:MOST_NAMED])
            return f"“{word}” is a unit, and no cue stands by it: {lacking}"
        unit = self._unit(passage, value)
        if cued:
            name, word = cued
            units = [*self._attributes[name].units, *self._attributes[name].counted]
            takes = [unit.replace("*", "…") for unit in units[:MOST_NAMED]]
            return f"{unit}; “{word}” is a cue of {name}" + (f", which takes {_quoted(takes)}" if takes else "")
        label = LABEL.match(passage.text)
        if label is not None and label.end() <= value.start and not self._knowledge.cues.label_scores(label[1]):
            return f"{unit}, and “{label[1]}” is no label of an attribute"
        return f"{unit}, no cue of an attribute in the sentence"

    def _unit(self, passage: Passage, value: Value) -> str:
        """The word behind a number, which no attribute takes as its unit."""
        tail = tail_word(value.quantity) if value.quantity is not None and value.quantity.tail else ""
        behind = _BEHIND.match(passage.text, value.end)
        named = [name.start for name in passage.names_in(value.end, value.end + LONGEST_NAME)]
        noun = behind is not None and behind.start(1) not in named and behind[1].lower() not in _SMALL_WORDS
        word = tail or (behind[1] if behind is not None and noun else "")
        return f"no attribute takes “{word}”" if word else "no unit behind it"

    def _uncued(self, kind: str, passage: Passage, hits: Sequence[Hit[Cue]]) -> str:
        """For a date or a sum: the cues that the sentence lacks."""
        names = [name for name, one in self._attributes.items() if one.type == kind]
        if not names:
            return f"no attribute is a {kind}"
        if cued := self._cued(kind, passage, hits):
            return f"“{cued[1]}”, a cue of {cued[0]}, stands too far away or speaks of something else"
        return "no cue: " + "; ".join(f"{name} {self._words(name)}" for name in names[:MOST_NAMED])

    def _cued(self, kind: str, passage: Passage, hits: Sequence[Hit[Cue]]) -> tuple[str, str] | None:
        """The first attribute of a type for which a word of the sentence is a cue, and that word."""
        for hit in hits:
            attribute = self._attributes.get(hit.meaning.attribute)
            if attribute is not None and attribute.type == kind and hit.meaning.role in (Role.STRONG, Role.CUE):
                return hit.meaning.attribute, passage.text[hit.start : hit.end]
        return None

    def _words(self, name: str) -> str:
        """The first cues of an attribute, in brackets."""
        attribute = self._attributes[name]
        words = [*attribute.strong, *attribute.cues, *attribute.labels]
        more = ", …" if len(words) > MOST_NAMED else ""
        return f"({', '.join(words[:MOST_NAMED])}{more})" if words else "(by its unit or label alone)"


def _unit_words(passage: Passage, value: Value, hit: Hit[Cue]) -> str:
    """A unit as it is written, with a sign before it that a phrase does not hold: "°C", "µm"."""
    start = hit.start
    while start > value.end and not passage.text[start - 1].isspace() and not passage.text[start - 1].isalnum():
        start -= 1
    return passage.text[start : hit.end].lstrip("-")


def _offset(passage: Passage, place: int) -> int:
    """The offset in the reading text of a place in the document."""
    run = bisect_right(passage.reading.origins, place) - 1
    return max(0, passage.reading.starts[run] + place - passage.reading.origins[run]) if run >= 0 else 0


def _read_apart(block: Block) -> list[Span]:
    return [(cell.start, cell.end) for cell in block.cells] or [(block.start, block.end)]


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))
