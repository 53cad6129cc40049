"""What speaks for and against an attribute around a value: the labels, the windows of text, and the cues in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from extract.passages.passage import Passage
from extract.passages.values import Value
from extract.quantities.units import Unit
from extract.words.cues import Cue, Role
from extract.words.english import CHANGED_TO, RUN_STOPS
from extract.words.lexicon import Hit
from extract.words.pack import Attribute

Form = Literal["prose", "item", "cell", "heading"]

NEAR_REACH = 34  # characters from the value to a cue that stands right by it
RUN_REACH = 48  # characters from a value to the noun it counts: "8.1 trillion high-quality multilingual tokens"
RIGHT_BEHIND = 12  # characters from a cue to the value that it is the cue of
NEAR_BRACKET = 8  # characters from a bracket to the value that is alone in it: "(just 37B)"
# Before what a value counts in: "counting the encoder, it has 24B", "With the encoder, …".
COUNTED_IN = re.compile(
    r"\b(?:[Cc]ounting|[Ii]ncluding|[Ii]nclusive of|[Ii]ncl\.|[Tt]ogether with|With)\s"
    r"(?:(?:its|the|both|all)\s)?(?:[a-z]+\s){0,2}$"
)
LONGEST_LEAD = 12  # characters from a barring word to the brackets behind its noun, and from these to the value
SPLIT = re.compile(r"(?P<noun>\w[\w-]*) of (?:the )?[*\"“]{0,2}$")
NEVER = re.compile(r"\bnever\s(?:[a-z]+\s){0,2}$")
_NO_RUN = RUN_STOPS | {"a", "an"}  # "three use a vocabulary of 50,000": no three vocabularies
_EACH = re.compile(
    r"\b(?:each|every)\b(?:(?:\sone)?\sof\s(?:the|these|those|our|its|their)(?:\s(?:two|three|four|five|six))?)?",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(r"\s(?:with|of|has|had|having|that has)\s(?:(?:about|only|some|just)\s)?[~≈]?")
FRONT = 48  # characters before a value in which an article or a comparison is looked for
ONE = Decimal(1)

# Roles by themselves: Python 3.11 takes ten times as long to look up a member of an enumeration as a name.
_COUNTED = Role.COUNTED
_STRONG = Role.STRONG
_CUE = Role.CUE
_BARRED = Role.BARRED
_SCOPE = Role.SCOPE
_REQUIRED = Role.REQUIRED
_IN_WINDOWS = (_STRONG, _CUE, _BARRED)  # roles for which it matters where a cue stands


class Label(NamedTuple):
    """The label a value stands under: an item's own, a row's or column's heading."""

    text: str
    rule: str  # "label", "column", "row"
    beside: str = ""  # words of other headings of the table that an attribute may require


class Evidence(NamedTuple):
    """What a value was found to be about, and how."""

    attribute: str
    rank: int
    rule: str
    plausible: bool = True  # within what the pack holds plausible
    scale: Decimal = ONE  # what a heading multiplies a plain number by
    factor: Decimal = ONE  # how many base units its unit is


class Scored(NamedTuple):
    """A label with how well it names each attribute: only those with a score other than 0."""

    label: Label
    scores: dict[str, int]


class Window(NamedTuple):
    """A stretch of text around a value, up to where its words stop."""

    start: int
    end: int
    level: int  # 0: its own clause; 1: up to the neighbouring values; 2: the sentence


class Candidate(NamedTuple):
    """An attribute that may take a value, and what the value's unit and scale are to it."""

    name: str
    attribute: Attribute
    scaled: bool  # the value is written with a scale, or is no number
    unit: bool  # the value counts in a unit of the attribute
    size: Decimal  # how many base units that is


def front(passage: Passage, at: int) -> str:
    """The characters right before an offset, as many as any expression looks at."""
    return passage.text[max(0, at - FRONT) : at]


def windows(passage: Passage, first: int, last: int) -> list[Window]:
    """The windows around the values first … last-1 of a passage, narrow to wide."""
    values = passage.values
    low, high = values[first].start, values[last - 1].end
    s_start, s_end = passage.sentence(low)
    s_end = max(s_end, high)
    start = s_start
    before = first - 1
    if before >= 0 and CHANGED_TO.fullmatch(passage.text, values[before].end, low):
        before -= 1  # "grows from 32K to 256K tokens": the words before the old value speak of the new one
    if before >= 0 and values[before].end > s_start:
        start = _after_noun(passage, values[before].end, low)
    end = min([values[last].start] if last < len(values) and values[last].start < s_end else [s_end])
    clause_start, clause_end = start, end
    around = passage.bracket(low)
    if around is not None and (low - around[0] > NEAR_BRACKET or around[1] - high > 1):
        around = None  # the brackets hold more than the value
    for b_start, b_end in passage.breaks_in(low):
        if around is not None and (b_start == around[0] or b_end == around[1]):
            continue  # "(just 37B) parameters": the words outside belong to the value
        if b_end <= low:
            clause_start = max(clause_start, b_end)
        elif b_start >= high:
            clause_end = min(clause_end, b_start)
            break
    return [Window(clause_start, clause_end, 0), Window(start, end, 1), Window(s_start, s_end, 2)]


def _after_noun(passage: Passage, start: int, end: int) -> int:
    """Where the noun ends that the value before counts: its words are not those of the next value."""
    for hit in passage.hits_in(start, end):
        if (
            start <= hit.start
            and hit.end <= end
            and hit.meaning.role is _COUNTED
            and hit.start - start <= RUN_REACH // 2
        ):
            between = passage.text[start : hit.start].split()
            if len(between) <= 2 and not any(word.lower() in _NO_RUN for word in between):
                return hit.end
    return start


@dataclass(slots=True)
class Case:
    """One list of values with everything around it that speaks for or against an attribute."""

    passage: Passage
    value: Value
    first: int
    last: int
    frames: list[Window]
    form: Form
    scale: Decimal  # what a heading multiplies a plain number by
    labels: list[Scored]  # that the value stands under
    unit: Unit | None = None  # the unit of measure behind the value
    counted: dict[tuple[str, Role], int] = field(default_factory=dict)  # lengths of the phrases that the value counts
    measured: bool = False  # counts something in a unit of an attribute
    factors: dict[str, Decimal] = field(default_factory=dict)  # of attributes whose units are words
    cued: dict[str, list[tuple[Role, int, int]]] = field(default_factory=dict)  # role, level, distance in characters
    barred: dict[str, int] = field(default_factory=dict)  # narrowest level with a word against the attribute
    remarked: set[str] = field(default_factory=set)  # barred by a word in the value's own brackets
    required: set[str] = field(default_factory=set)

    def gather(self) -> None:
        """Sort the sentence's cues by attribute and by the window they stand in."""
        low, high = self.passage.values[self.first].start, self.passage.values[self.last - 1].end
        own, wider, sentence = self.frames
        bracket = self.passage.bracket(low)
        scoped = self.passage.cues_in(wider.start, wider.end, _SCOPE, _COUNTED, _STRONG)
        for hit in self.passage.hits_in(sentence.start, sentence.end):
            role, name = hit.meaning.role, hit.meaning.attribute
            if role is _REQUIRED:
                self.required.add(name)
            elif role in _IN_WINDOWS:
                level = 0 if own.start <= hit.start and hit.end <= own.end else 1
                remark = role is _BARRED and bracket is not None and bracket[0] < hit.start < bracket[1]
                if level and not (wider.start <= hit.start and hit.end <= wider.end):
                    level = 2
                if remark and bracket is not None and hit.end <= low and not self.passage.values_in(bracket[0], low):
                    level = 0  # "(budget: EUR 70 million)" is said of nothing outside
                elif level == 1 and self._nearer_to_another(hit, low, high, wider) and not self._has(hit, low, bracket):
                    continue
                if level == 2 and hit.start >= high and self._right_by_another(hit):
                    continue
                if hit.start >= high and self.value.date is not None and _never(self.passage, hit.start):
                    continue  # "a variant seen in June, never released": on no day
                if role is _BARRED and COUNTED_IN.search(self.passage.text, max(0, hit.start - FRONT), hit.start):
                    continue  # "counting the encoder it has …": of the whole
                if role is _BARRED and self._of_each(hit):
                    continue
                if role is not _BARRED:
                    distance = low - hit.end if hit.end <= low else hit.start - high
                    self.cued.setdefault(name, []).append((role, level, distance))
                elif (level < 2 or self._only_date()) and not self._in_longer(hit, scoped):
                    at = bracket[0] if bracket is not None and low - bracket[0] <= LONGEST_LEAD else low
                    if self._has(hit, low, bracket) or 0 <= at - hit.end <= (1 if at == low else LONGEST_LEAD):
                        self.remarked.add(
                            name
                        )  # right before: "and generation 8192", "int4 builds (published 2024-05-06)"
                        level = 0
                    apart = level or self._nearer_to_another(hit, low, high, wider)
                    if apart and hit.start >= high and self.passage.names_in(high, hit.start):
                        level += 1  # behind another name: "the 671 billion parameters in X the layers activate …"
                    self.barred[name] = min(level, self.barred.get(name, level))
                    if remark:
                        self.remarked.add(name)

    def add_split(self) -> None:
        """Count a phrase that a name parts: "the data of X end in March" says what "data end" says."""
        passage, low = self.passage, self.passage.values[self.first].start
        sentence = self.frames[2]
        if passage.text.find(" of ", sentence.start, low) < 0:
            return
        for name in passage.names_in(sentence.start, low):
            of = SPLIT.search(passage.text, max(sentence.start, name.start - FRONT), name.start)
            if of is None or low - name.end > NEAR_REACH:
                continue
            joined = f"{of['noun']}{passage.text[name.end : low]}"
            for hit in passage.cues.phrases.find(joined):
                if hit.start < len(of["noun"]) < hit.end and hit.meaning.role in (_STRONG, _CUE):
                    self.cued.setdefault(hit.meaning.attribute, []).append((hit.meaning.role, 0, low - name.end))

    def _only_date(self) -> bool:
        """True for the only date of its sentence: what bars it may stand behind numbers, "3 June: 30 checkpoints"."""
        sentence = self.frames[2]
        dates = [v for v in self.passage.values_in(sentence.start, sentence.end) if v.date is not None]
        return self.value.date is not None and len(dates) == 1

    def _in_longer(self, hit: Hit[Cue], scoped: list[Hit[Cue]]) -> bool:
        """True for a barring word inside a longer phrase: one of the attribute's own, "the largest of the three"."""
        return any(
            h.meaning.attribute == hit.meaning.attribute and h.start <= hit.start and hit.end <= h.end for h in scoped
        ) or any(p.rank and p.start <= hit.start and hit.end <= p.end for p in self.passage.parts)

    def _has(self, hit: Hit[Cue], low: int, bracket: tuple[int, int] | None) -> bool:
        """True for a barring noun that has the value: "a 400M encoder with 27 layers", "checkpoints (on 2T tokens)"."""
        if hit.meaning.role is not _BARRED:
            return False
        if bracket is not None and 0 <= bracket[0] - hit.end <= 1:
            return True
        return _ITS_OWN.fullmatch(self.passage.text, hit.end, low) is not None

    def _of_each(self, hit: Hit[Cue]) -> bool:
        """True for "every" and "each" before the noun for entities: "Every model has seen", "each of the models"."""
        text = self.passage.text
        each = _EACH.search(text, max(0, hit.start - len("every one ")), hit.end + LONGEST_LEAD)
        return each is not None and each.start() < hit.end <= each.end() and self.passage.kind.follows(text, each.end())

    def _right_by_another(self, hit: Hit[Cue]) -> bool:
        """True for a cue with a value of the same type right behind or before it: "4 May; cutoff June 2024"."""
        beside = self.passage.values_in(max(0, hit.start - RIGHT_BEHIND), hit.end + RIGHT_BEHIND)
        return any(
            v.type == self.value.type and v != self.value and (v.start >= hit.end or v.end + 1 == hit.start)
            for v in beside
        )

    def _nearer_to_another(self, hit: Hit[Cue], low: int, high: int, wider: Window) -> bool:
        """True for a cue between two values that stands by the other: it speaks of that one."""
        values = self.passage.values
        beside = values[self.last : self.last + 1] if hit.start >= high else values[self.first - 1 : self.first]
        if beside and beside[0].type != self.value.type and self.value.type == "date":
            return False  # "4 March: X released; 128K context": what is released is dated
        sentence = self.passage.sentence(low)
        if hit.start >= high:
            return wider.end < sentence[1] and wider.end - hit.end < hit.start - high
        return wider.start > sentence[0] and hit.start - wider.start < low - hit.end

    def add_label(self, hits: list[Hit[Cue]], *, named: bool, aside: bool) -> None:
        """The words of a label speak for attributes too; where it is no attribute's own name, as cues.

        `aside`: it is a clause rather than a label, "Meet X, our first model:", and bars nothing.
        """
        for hit in hits:
            role, name = hit.meaning.role, hit.meaning.attribute
            if role is _REQUIRED:
                self.required.add(name)
            elif not named and role in (_STRONG, _CUE):
                self.cued.setdefault(name, []).append((role, 0, 0))
            elif not named and role is _BARRED and not aside:
                self.barred[name] = 0


def _never(passage: Passage, at: int) -> bool:
    """True for what never was: "never officially released"."""
    return NEVER.search(passage.text, max(0, at - FRONT), at) is not None
