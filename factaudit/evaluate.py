"""How well claims meet hand-made labels: precision, recall and F1, misses and wrong claims.

The label format and the matching rules are documented in docs/labels.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.claim import Claim, Qualifier, Status
from extract.words.cues import Terms
from extract.words.pack import Attribute, Pack
from factaudit.labels import Label, Names, amounts
from reports.visible import one_line

# A label and its claim may name neighbouring lines: a value at a line break belongs to both.
LINES_APART = 1
# Labels round; 0.1 % is far below the distance of any two values that a reader would tell apart.
NUMBERS_APART = 1e-3
BINARY_STEPS = (1.0, 1.024, 1.024**2, 1 / 1.024, 1 / 1.024**2)  # K and M read as 1000 or as 1024
_COARSE_DATES = (Qualifier.EARLY, Qualifier.MID, Qualifier.LATE)
_SIZES = ((1e12, "t"), (1e9, "b"), (1e6, "m"))  # how a name writes the size that it carries


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of labels met and missed, and of claims that no label asks for."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        """Share of right claims among right and wrong ones; 0 where there are none."""
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        """Share of labels that were met; 0 where there are none."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.missed + self.wrong) if self.right else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome for all labels: each met label, each missed one, each wrong claim."""

    right: tuple[Label, ...]
    missed: tuple[Label, ...]
    wrong: tuple[Claim, ...]  # of several claims alike on one line, the first
    denied: int = 0  # negated claims that no label asks for: they state no value, so they are not wrong either

    def total(self) -> Score:
        """Counts over everything."""
        return Score(len(self.right), len(self.missed), len(self.wrong))

    def by(self, slot: str) -> dict[str, Score]:
        """Counts per "attribute" or per "document", sorted by name."""
        rows: tuple[Sequence[Label | Claim], ...] = (self.right, self.missed, self.wrong)
        counts: dict[str, list[int]] = {}
        for column, found in enumerate(rows):
            for one in found:
                counts.setdefault(getattr(one, slot), [0, 0, 0])[column] += 1
        return {name: Score(*counts[name]) for name in sorted(counts)}


def evaluate(labels: Iterable[Label], claims: Iterable[Claim], pack: Pack, names: Names) -> Evaluation:
    """Hold claims against labels; claims of documents or attributes without a label are left out."""
    wanted: dict[tuple[str, int, str, str, str, bool], Label] = {}
    for label in labels:
        place = (label.document, label.line, names.key(label.model), label.attribute, label.value)
        wanted.setdefault((*place, label.status == Status.NEGATED), label)
    attributes = {label.attribute for label in wanted.values()}
    documents = {label.document for label in wanted.values()}
    found: dict[tuple[str, int, str, str, str, bool], Claim] = {}
    for claim in claims:
        if claim.attribute in attributes and claim.document in documents:
            stated = (claim.document, claim.line, names.key(claim.entity), claim.attribute, claim.value)
            found.setdefault((*stated, claim.status is Status.NEGATED), claim)
    places: dict[tuple[str, str, int], list[Claim]] = {}
    for claim in found.values():
        places.setdefault((claim.document, claim.attribute, claim.line), []).append(claim)
    right: list[Label] = []
    missed: list[Label] = []
    used: set[int] = set()
    terms = {name: Terms(one) for name, one in pack.attributes.items() if name in attributes and one.terms}
    for label in wanted.values():
        hits = _hits(label, places, pack.attributes.get(label.attribute), terms.get(label.attribute), names)
        used.update(id(claim) for claim in hits)
        if not label.optional:
            (right if hits else missed).append(label)
    unasked = [claim for claim in found.values() if id(claim) not in used]
    wrong = tuple(claim for claim in unasked if claim.status is not Status.NEGATED)
    return Evaluation(tuple(right), tuple(missed), wrong, len(unasked) - len(wrong))


def _hits(
    label: Label, places: Mapping[tuple[str, str, int], Sequence[Claim]], attribute: Attribute | None,
    terms: Terms | None, names: Names,
) -> list[Claim]:  # fmt: skip
    """The claims that say what the label says, at its line or beside it."""
    lines = range(label.line - LINES_APART, label.line + LINES_APART + 1)
    near = (claim for line in lines for claim in places.get((label.document, label.attribute, line), ()))
    return [
        claim
        for claim in near
        if _same_status(label, claim)
        and (_same_value(label, claim, attribute) or (terms is not None and _declared(label, claim, terms)))
        and _same_entity(label, claim, attribute, names)
    ]


def _same_status(label: Label, claim: Claim) -> bool:
    """True where the claim has the label's status; without one a label says that the value is stated, not denied."""
    return claim.status == label.status if label.status else claim.status is not Status.NEGATED


def _same_value(label: Label, claim: Claim, attribute: Attribute | None) -> bool:
    """True where the claim's value is the label's, within what labels leave open."""
    if label.value == claim.value:
        return True
    if attribute is not None and attribute.type == "date":
        if label.qualifier in _COARSE_DATES:
            return claim.value.startswith(label.value)
        return label.value.replace(" ", "") == claim.value.replace(" ", "")
    wanted, given = amounts(label.value), amounts(claim.value)
    if wanted is not None and given is not None:
        steps = BINARY_STEPS if attribute is not None and attribute.binary_scales else (1.0,)
        return len(wanted) == len(given) and all(
            any(abs(a - b * step) <= NUMBERS_APART * abs(a) for step in steps)
            for a, b in zip(wanted, given, strict=True)
        )
    words, said = _words(label.value), _words(claim.value)
    return bool(words and said) and (words in said or said in words)


def _declared(label: Label, claim: Claim, terms: Terms) -> bool:
    """True where the pack declares the label's words another spelling of the value claimed."""
    return terms.canonical(label.value) == claim.value


def _words(value: str) -> str:
    """A term as labels and documents may both write it: "MIT License" is "mit"."""
    plain = re.sub(r"[^a-z0-9.]+", " ", value.casefold().replace("licence", "license"))
    return plain.replace("license", "").strip()


def _same_entity(label: Label, claim: Claim, attribute: Attribute | None, names: Names) -> bool:
    """True where both are about one entity, or about a family and its variant."""
    wanted, given = names.key(label.model), names.key(claim.entity)
    if wanted == given:
        return True
    numbers = amounts(claim.value) if attribute is not None and attribute.type == "number" else None
    if numbers:  # a size that is itself the value may stand in the name or not
        for size in (f"{numbers[0] / step:g}{letter}" for step, letter in _SIZES):
            if wanted.replace(size, "", 1) == given.replace(size, "", 1):
                return True
    of_family = label.qualifier == Qualifier.OF_VARIANT and given.startswith(wanted)
    return of_family or (claim.qualifier is Qualifier.OF_VARIANT and wanted.startswith(given))


def _told(verdict: str, line: int, entity: str, one: Label | Claim) -> str:
    """A label or a claim in a line, with its status and its quote where it has any."""
    status = f" ({one.status})" if one.status and one.status != Status.ASSERTED else ""
    quote = f"  «{one.quote}»" if one.quote else ""
    return f"{verdict} {one.document}:{line}: {entity} {one.attribute} = {one.value}{status}{quote}"


def _instead(label: Label, wrong: Sequence[Claim]) -> str:
    """The wrong claim that stands nearest to a missed label and is about the same attribute, in words; else nothing."""
    near = [
        claim for claim in wrong
        if (claim.document, claim.attribute) == (label.document, label.attribute)
        and abs(claim.line - label.line) <= LINES_APART
    ]  # fmt: skip
    if not near:
        return ""
    one = min(near, key=lambda claim: (claim.value != label.value, abs(claim.line - label.line), claim.start))
    return f"; claimed instead: {one.entity} = {one.value}{f' ({one.status})' if one.status != Status.ASSERTED else ''}"


def report(evaluation: Evaluation, by: str) -> str:
    """The table of figures, then every miss and every wrong claim with its line."""
    lines = [
        one_line(_told("MISSED", one.line, one.model, one) + _instead(one, evaluation.wrong))
        for one in sorted(evaluation.missed, key=lambda label: (label.document, label.line))
    ]
    lines += [
        one_line(_told("WRONG ", one.line, one.entity, one))
        for one in sorted(evaluation.wrong, key=lambda claim: (claim.document, claim.start))
    ]
    if lines:
        lines.append("")
    table = evaluation.by(by)
    width = max(len(name) for name in (*table, by, "all"))
    lines.append(f"{by:<{width}}  right  missed  wrong  precision  recall     F1")
    for name, score in (*table.items(), ("all", evaluation.total())):
        lines.append(
            f"{name:<{width}}  {score.right:5}  {score.missed:6}  {score.wrong:5}"
            f"  {score.precision:9.3f}  {score.recall:6.3f}  {score.f1:5.3f}"
        )
    documents = evaluation.by("document").values()
    mean = sum(score.f1 for score in documents) / len(documents) if documents else 0.0
    lines.append(f"mean F1 over {len(documents)} document{'' if len(documents) == 1 else 's'}: {mean:.3f}")
    if evaluation.denied:
        lines.append(f"negated claims without a label of status negated, not counted: {evaluation.denied}")
    return "\n".join(lines) + "\n"
