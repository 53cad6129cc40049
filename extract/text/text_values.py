"""Makes claims of the numbers and dates of running text: what each value is about, and whose it is."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from math import inf
from typing import TYPE_CHECKING

from extract.attributes.attributes import classify
from extract.attributes.ellipsis import (
    OF,
    WITH_PART,
    Made,
    implied,
    part_behind_slash,
    part_of_whole,
    priced,
    remarked,
    whole_before_part,
    whole_with_part,
)
from extract.attributes.evidence import Evidence, Form, Label
from extract.attributes.refusals import former, refusal
from extract.attributes.text_labels import value_labels
from extract.attributes.value_units import own_factor
from extract.claim import Interval, Qualifier, Status
from extract.owners.members import starting
from extract.owners.part_subjects import PartSubjects
from extract.quantities.interval import apart, measured
from extract.text.datelines import told_later
from extract.text.entries import in_specification
from extract.text.text_owners import text_owners
from sources.document import BlockKind

if TYPE_CHECKING:
    from extract.owners.subjects import Subject
    from extract.owners.topics import Topics
    from extract.passages.passage import Passage
    from extract.passages.values import Value
    from extract.quantities.numbers import Quantity
    from extract.record import Recorder
    from extract.text.text_block import TextBlock
    from extract.words.cues import Cues

FEW = 4  # values before one that tell what it is about
WITH_REACH = 12  # characters between a whole and the part that it comes with
DATE_FIRST = 12  # characters before a date that labels a passage
NO_SIZE = "(?!)"  # what a pack gives as the size in names where there is none


class ValueReader:
    """Reads the numbers and dates of the passages of one document."""

    def __init__(self, cues: Cues, topics: Topics, recorder: Recorder) -> None:
        """`topics` say what stands above a passage; `recorder` takes claims and rejections."""
        self._cues, self._topics, self._recorder = cues, topics, recorder
        self._parts = PartSubjects(topics)
        self._constraints = cues.pack.constraints
        self._sizes: deque[tuple[int, str, Quantity, Interval]] = deque()  # stated: where, of whom, which

    def read(self, text: TextBlock) -> None:
        """Claim or reject every number and date of a passage."""
        for item in text.passage.mentions[1]:
            self._recorder.reject(text.passage, item.start, item.end, item.reason)
        made: list[Made] = []
        wholes: dict[int, Evidence] = {}  # what values are about of which the one before is a part
        for first, last in text.passage.groups:
            labels = value_labels(text.block, text.passage, first, text.opening, self._topics)
            form = _form(text, first, last)
            evidence = self._about(text.passage, first, last, form, labels, made, wholes.pop(first, None))
            part = self._part(text, first, last, labels)
            if part is not None:
                evidence, wholes[last] = part
            if isinstance(evidence, Evidence):
                evidence = self._refusal(text, first, last, form, evidence) or evidence
            if isinstance(evidence, Evidence):
                evidence = part_behind_slash(text.passage, first, last, evidence, self._constraints) or evidence
                made += self._owned(text, first, last, first if part is None else last, evidence)
            elif not self._label_date(text, first):
                for value in text.passage.values[first:last]:
                    self._recorder.reject(text.passage, value.start, value.end, evidence)
        self._record(text, made)
        self._tell_sizes(inf)

    def _about(
        self, passage: Passage, first: int, last: int, form: Form, labels: tuple[Label, ...], made: list[Made],
        whole: Evidence | None,
    ) -> Evidence | str:  # fmt: skip
        """What values are about, or why nothing is claimed. `made`: claims before; `whole`: what those say."""
        gone = former(passage, first, last, self._cues.by_type("date"))
        evidence = whole or gone or classify(passage, first, last, form, labels)
        if isinstance(evidence, str) and not gone:
            evidence = self._with_part(passage, first, last, form, labels) or evidence
        if not made:
            return evidence
        if isinstance(evidence, str):
            evidence = priced(passage, first, made) or evidence
        if not gone and _half_said(evidence, made):
            evidence = self._implied(passage, first, last, _last_alike(passage, first, made)) or evidence
        return remarked(passage, first, last, made[-1][:2], self._constraints) or evidence

    def _with_part(
        self, passage: Passage, first: int, last: int, form: Form, labels: tuple[Label, ...]
    ) -> Evidence | None:
        """What a value is about by the part behind it: "52B with 7B active"."""
        values = passage.values
        if last >= len(values) or values[last].start - values[last - 1].end > WITH_REACH:
            return None
        if WITH_PART.fullmatch(passage.text, values[last - 1].end, values[last].start) is None:
            return None
        part = classify(passage, last, last + 1, form, labels)
        return whole_with_part(passage, first, last, part, self._constraints)

    def _refusal(self, text: TextBlock, first: int, last: int, form: Form, evidence: Evidence) -> str:
        """Why values that the words around them speak for are no claim all the same, or nothing."""
        return refusal(text.block, text.passage, first, last, form, text.opening, evidence, self._topics)

    def _implied(self, passage: Passage, first: int, last: int, before: Made) -> Evidence | None:
        """What only a value before says of these, in their own unit."""
        found = implied(passage, first, last, before, self._constraints)
        if found is None:
            return None
        factor = own_factor(passage, passage.values[last - 1], found.attribute)
        return None if factor is None else found._replace(factor=factor)

    def _part(
        self, text: TextBlock, first: int, last: int, labels: tuple[Label, ...]
    ) -> tuple[Evidence, Evidence] | None:
        """What a value and the next one are about where the first is said to be of the second: "4 of 16 experts"."""
        passage, values = text.passage, text.passage.values
        if last >= len(values) or " of" not in passage.text[values[last - 1].end : values[last - 1].end + 8]:
            return None
        if not OF.fullmatch(passage.text, values[last - 1].end, values[last].start):
            return None
        whole = classify(passage, last, last + 1, text.form, labels)
        return part_of_whole(passage, first, last, whole, self._constraints)

    def _owned(self, text: TextBlock, first: int, last: int, at: int, evidence: Evidence) -> list[Made]:
        """The values with those whose they are; those of nobody are rejected.

        `at`: the first value, or the whole that it is a part of: a part belongs to whom the whole belongs.
        """
        passage, made = text.passage, list[Made]()
        self._tell_sizes(passage.sentence(passage.values[first].start)[0])
        owners = text_owners(text, first, last, at, evidence, self._topics, self._parts)
        total = whole_before_part(passage, first, last, evidence, self._constraints)
        for index in range(first, last):
            whose = owners[min(index - first, len(owners) - 1)] if owners else []
            if whose:
                self._state(passage, passage.values[index], evidence, whose)
                made.append((index, total if total is not None and index == first else evidence, whose))
                continue
            value = passage.values[index]
            words = self._topics.unknown(text.block, passage, value.start)
            note = f"{evidence.attribute}; {words!r} is no known name" if words else evidence.attribute
            self._recorder.reject(passage, value.start, value.end, "no entity in reach", note)
        return made

    def _state(self, passage: Passage, value: Value, evidence: Evidence, whose: list[Subject]) -> None:
        """Note the size that a text states of entities; "the 31B model" states none, but names."""
        if value.quantity is None or starting(passage.parts, value.start, value.end):
            return
        if self._cues.pack.attributes[evidence.attribute].modifies:
            size = measured(value.quantity, evidence.scale, evidence.factor)
            self._sizes += [(value.start, who.entity, value.quantity, size) for who in whose]

    def _tell_sizes(self, before: float) -> None:
        """Let what stands from an offset on know entities by the sizes that are stated of them before it."""
        while self._sizes and self._sizes[0][0] < before:
            self._topics.members.state(*self._sizes.popleft()[1:])

    def _label_date(self, text: TextBlock, first: int) -> bool:
        """Claim a date that labels a whole passage of what its later sentences tell; False where they tell nothing."""
        value, opening = text.passage.values[first], text.opening
        if opening is None or value.type != "date" or value.end > opening.end + 1 or value.start > DATE_FIRST:
            return False
        told = told_later(text.passage, self._cues.by_type("date"))
        for name, owners in told.items():
            for who in owners:
                self._recorder.claim(text.passage, value, name, who, "prose.event")
        return bool(told)

    def _record(self, text: TextBlock, made: list[Made]) -> None:
        """Record the claims of a passage; several values of one entity are those of its variants.

        That is so in one list, and in one sentence where the names of the pack carry sizes, as families come in sizes.
        """
        passage, opening = text.passage, text.opening
        heading = self._topics.scope_words(text.block)
        rows: list[tuple[Value, Evidence, Subject, str, Status, int]] = []
        stated: dict[tuple[str, str, int, str, Status], list[Interval]] = {}
        for index, evidence, owners in made:
            value = passage.values[index]
            group = self._group(passage, index)
            label = opening.text if opening and value.start >= opening.end else ""
            scope = self._recorder.scope(passage, value.start, value.end, evidence.attribute, f"{label}. {heading}")
            status = self._recorder.status(passage, value.start, value.end)
            for who in owners:
                rows.append((value, evidence, who, scope, status, group))
                if value.quantity is not None and status is not Status.NEGATED:
                    key = (who.entity, evidence.attribute, group, scope, status)
                    stated.setdefault(key, []).append(measured(value.quantity, evidence.scale, evidence.factor))
        differing = {key for key, intervals in stated.items() if apart(intervals)}
        for value, evidence, who, scope, status, group in rows:
            several = (who.entity, evidence.attribute, group, scope, status) in differing
            self._recorder.claim(
                passage, value, evidence.attribute, who, evidence.rule,
                qualifier=Qualifier.OF_VARIANT if several else None, scope=scope, scale=evidence.scale,
                unit=evidence.factor,
            )  # fmt: skip

    def _group(self, passage: Passage, index: int) -> int:
        """A number for those values of a passage among which an entity that has several has them by its variants."""
        if self._cues.pack.grammar.size != NO_SIZE:
            return passage.sentence(passage.values[index].start)[0]
        return bisect_right(passage.groups, (index, len(passage.values)))


def _form(text: TextBlock, first: int, last: int) -> Form:
    """The form of values: those that make a fragment of an entry, or its date, count as an item of their own."""
    passage, listed = text.passage, text.entry
    low, high = passage.values[first], passage.values[last - 1]
    if listed is not None:
        alone = listed.fragment(passage, low.start, high.end) or listed.dates(passage, low)
    else:
        headed = text.block.kind is BlockKind.PARAGRAPH and bool(text.block.headings)
        alone = headed and low.date is None and in_specification(passage, low.start, high.end)
    return "item" if alone else text.form


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
    if evidence.rule == "prose.bare":  # "15T tokens, twice that of Y (8.1T)"
        return made[-1][1].attribute != evidence.attribute
    weak = evidence.rule in ("prose.verb", "item.bare")
    return weak and all(about.attribute != evidence.attribute for _, about, _ in made[-FEW:])
