"""Whose values they are that a sentence gives to a part of a name: "the 31B", "Tiny (1.3B)", "(3.12: Java 11)"."""

from __future__ import annotations

import re

from extract.names.names import NameMention
from extract.names.parts import Part
from extract.owners.earlier import earlier
from extract.owners.members import nearest, whole
from extract.owners.ranks import ORDER, ranked
from extract.owners.roles import NameRole
from extract.owners.spoken_names import name_roles, sentence_names
from extract.owners.subjects import Subject, subject
from extract.owners.topics import Topics
from extract.passages.passage import Passage
from extract.words.cues import Role
from sources.document import Block

FRONT = 80  # characters before brackets in which the word before them is looked for
NOUN_REACH = 24  # characters from a size to the noun it stands before: "1.3B parameter versions"
EXCEPT_REACH = 20  # characters before a part in which it may be excepted
_EXCEPT = re.compile(r"\b(?:except|excepting|but|besides|save|apart from|other than)(?:\sfor)?\s(?:the\s)?$")
# A part before a colon inside a sentence, and what follows up to the next one: "Tiny: 1B, 12 layers; Small: 4B".
_PART_LABEL = re.compile(
    r"(?:^|[.;|(—–]\s?|\s-\s)[*\"“]{0,2}(?P<word>[A-Z\d][\w.]{0,15}(?:[ -][A-Z\d][\w.]{0,11})?)[*\"”]{0,2}\s?:\s"
)
_WHOLE = re.compile(
    r"\b(?:and|but|while)\s(?:everything|all of (?:it|them)|all sizes|every (?:size|member|one)|"
    r"the whole (?:family|line|lot|series|range))\s"
)
_VERSION_LABEL = re.compile(r"[(\[]\s?(v?\d[\w.]*):\s")


class PartSubjects:
    """The members of what stands above a passage that it names by a part alone."""

    def __init__(self, topics: Topics) -> None:
        """`topics` say what stands above."""
        self._topics = topics
        self._members = topics.members
        self._above = topics.above

    def by_version(self, passage: Passage, at: int) -> list[Subject]:
        """The release that a version before a colon names inside brackets: "X 4.0 needs Java 17 (3.12: Java 11)"."""
        bracket = passage.bracket(at)
        label = _VERSION_LABEL.match(passage.text, bracket[0], at) if bracket is not None else None
        if bracket is None or label is None:
            return []
        start, _ = passage.sentence(at)
        names = sentence_names(passage, start, bracket[0])
        base = subject(passage, names[-1], "named") if names else earlier(passage, at)
        one = self._members.versioned(base, label[1]) if base is not None else None
        return [one] if one is not None else []

    def by_label(self, block: Block, passage: Passage, at: int) -> list[Subject]:
        """The member that a part before a colon inside the sentence names: "X. Tiny: 1B, 12 layers; Small: 4B"."""
        start, _ = passage.sentence(at)
        if passage.text.find(":", start, at) < 0:
            return []
        label = next(reversed([*_PART_LABEL.finditer(passage.text[start:at])]), None)
        if label is None or ";" in passage.text[start + label.end() : at] or not self._members.is_part(label["word"]):
            return []
        bracket = passage.bracket(start + label.start("word"))
        if bracket is not None and bracket != passage.bracket(at):
            return []  # "2.6T tokens (1.8B: 2.0T), with a window of 32K": the brackets are closed
        names = sentence_names(passage, start, at)
        if any(n.end > start + label.start("word") for n in names):
            return []
        base = subject(passage, names[-1], "named") if names else next(iter(self._above(block, passage, at)), None)
        return [self._members.sibling(base, label["word"])] if base is not None else []

    def by_part(self, block: Block, passage: Passage, low: int, high: int) -> list[Subject] | None:
        """The members that the sentence names by a part only: "the 31B took 1.3 million GPU hours".

        None: no part stands there; an empty list: one does, and what it means is unknown.
        """
        members: list[Subject] = []
        found = nearest(passage, low, high)
        common = whole(passage, found[-1]) if len(found) > 1 else None  # "the 7B and 70B versions of X"
        for part in found:
            if _WHOLE.search(passage.text, part.end, max(part.end, low)):
                return None  # "the 31B took 40,000 hours, and everything has a window of 32K"
            if _EXCEPT.search(passage.text, max(0, part.start - EXCEPT_REACH), part.start):
                return []  # "every one except the 1B": of which others is not told
            meant = self._meant(block, passage, part, low, common)
            if not meant:
                return meant
            members += meant
        return members or None

    def _meant(
        self, block: Block, passage: Passage, part: Part, low: int, base: NameMention | None
    ) -> list[Subject] | None:
        """The members that a part stands for; None where it says the size of the subject itself.

        `base`: the name right behind a list that the part stands in.
        """
        base = base or whole(passage, part)
        if base is not None:
            return [self._members.sibling(subject(passage, base, "named"), part.part)]
        start, _ = passage.sentence(low)
        names = sentence_names(passage, start, part.start)
        roles = name_roles(passage, start, part.start, names)
        told = [n for n, role in zip(names, roles, strict=True) if role is NameRole.SUBJECT]
        above = [subject(passage, told[-1], "named")] if told else self._above(block, passage, part.start)
        if part.rank:
            found = ranked(self._members, passage, part, above)
            return found or (None if part.rank in ORDER else [])
        if part.part.lower() in self._topics.finder.grammar.lines:
            return self._of_line(part.part.lower())
        if not above:
            one = self._members.stated(None, part.part)
            return [Subject(one, part.part, "part")] if one is not None else []
        if part.start == low and not self._members.met(above[0], part.part):
            return None  # "X: the 9B model that …" says the size of X
        return [self._members.sibling(above[0], part.part)]

    def _of_line(self, word: str) -> list[Subject] | None:
        """The one entity of the document whose name holds the word of a line, "the MoE has"; None where none does."""
        catalogue = self._topics.catalogue
        own = self._topics.finder.own_names.values()
        names = {catalogue.canonical(name).name for name in own if word in catalogue.read(name)[1].words[1:]}
        return [Subject(names.pop(), word, "part")] if len(names) == 1 else [] if names else None

    def variants(
        self, block: Block, passage: Passage, first: int, last: int, opening: str
    ) -> list[list[Subject]] | None:
        """Members named by a variant alone: "Tiny (1.3B), Small (3.9B)", or the label "Tiny: 3.37B total"."""
        values = passage.values[first:last]
        bracket = passage.bracket(values[0].start)
        word = ""
        at = values[0].start
        if bracket is not None:
            before = passage.text[max(0, bracket[0] - FRONT) : bracket[0]].rstrip()
            word = before.rpartition(" ")[2].strip('*"“')
            quantity = values[0].quantity
            if quantity is not None and quantity.scale and word[:1].isdigit() and word[-1].upper() == quantity.scale:
                word = ""  # "236B (21B active)": a value and a part of it
            at = bracket[0] - len(word) - 1
        if not self._capital_part(word, passage, at):
            word = self._members.without_noun(opening)
            if not word or not self._capital_part(word, None, 0):
                return None
            at = 0
        if bracket is not None and any(n.end >= bracket[0] - 1 and n.start < bracket[0] for n in passage.names):
            return None
        start, _ = passage.sentence(at) if at else (0, 0)
        before_names = [n for n in sentence_names(passage, start, max(at, 0)) if n.end <= at]
        base = [subject(passage, before_names[-1], "named")] if before_names else self._above(block, passage, at)
        if not base:
            return None
        return [[self._members.sibling(base[0], word)._replace(how=base[0].how)]] * len(values)

    def dealt(self, block: Block, passage: Passage, first: int, last: int) -> list[list[Subject]] | None:
        """The members that sizes before as many values name: "X in sizes of 7B and 13B, on 2T and 4T, respectively"."""
        values, count = passage.values, last - first
        if count < 2 or first < count or not passage.says_respectively(values[first].start):
            return None
        start, _ = passage.sentence(values[first].start)
        sizes = [passage.text[v.start : v.end].replace(" ", "") for v in values[first - count : first]]
        sized = self._topics.finder.grammar.size.fullmatch
        low = values[first - count].start
        if low < start or not all(sized(size.lower()) for size in sizes) or passage.names_in(low, values[first].start):
            return None
        if any(sized(passage.text[v.start : v.end].lower()) for v in passage.values_in(start, low)):
            return None  # more sizes than values
        names = sentence_names(passage, start, low)
        if len(names) > 1:
            return None
        base = [subject(passage, names[0], "named")] if names else self._above(block, passage, values[first].start)
        return [[self._members.sibling(base[0], size)] for size in sizes] if base else None

    def _capital_part(self, word: str, passage: Passage | None, at: int) -> bool:
        return bool(word) and (word[0].isupper() or word[0].isdigit()) and self._members.is_part(word)

    def sized(self, block: Block, passage: Passage, first: int, last: int, attribute: str) -> list[Subject] | None:
        """Members named by a size before a noun, where the sentence names nobody: "1.3B versions released"."""
        value = passage.values[first]
        if value.type == "number":
            return None
        start, end = passage.sentence(value.start)
        low, high = value.start, passage.values[last - 1].end
        sizes = [
            v for v in passage.values_in(start, end)
            if not low <= v.start < high and v.quantity is not None
            and self._topics.finder.grammar.size.fullmatch(passage.text[v.start : v.end].replace(" ", "").lower())
        ]  # fmt: skip
        if not sizes or not self._before_noun(passage, sizes[-1].end):
            return None
        base = self._above(block, passage, value.start)
        if not base:
            return None
        return [self._members.composed(base[0], passage.text[v.start : v.end].replace(" ", "")) for v in sizes]

    def _before_noun(self, passage: Passage, end: int) -> bool:
        return any(
            h.meaning.role is Role.NOUN and h.start <= end + NOUN_REACH
            and not any(b_start < h.start and b_end > end for b_start, b_end in passage.breaks_in(end))
            for h in passage.hits_in(end, end + 2 * NOUN_REACH)
        )  # fmt: skip
