"""Decides what a value is about: the attribute of the pack with the best evidence around the value.

What speaks for and against is gathered in a `Case` (`extract.attributes.evidence`) and weighed for each attribute
(`extract.attributes.weighing`).
"""

from __future__ import annotations

from decimal import Decimal

from extract.attributes.by_form import form_may_tell
from extract.attributes.counted import count
from extract.attributes.evidence import ONE, Case, Evidence, Form, Label, Scored, windows
from extract.attributes.other_side import other_side
from extract.attributes.size_names import names_by_size
from extract.attributes.value_units import under_labels
from extract.attributes.weighing import LONG_NUMBER, better, weigh
from extract.passages.passage import Passage
from extract.passages.values import Value
from extract.words.cues import Role

_UNIT = Role.UNIT  # in Python 3.11 a lookup is slow


def classify(
    passage: Passage, first: int, last: int, form: Form, labels: tuple[Label, ...] = (), scale: Decimal = ONE
) -> Evidence | str:
    """What the values first … last-1 (one list) are about, or the reason why nothing is claimed.

    `scale`: what a heading ("Params (B)") multiplies a plain number by.
    """
    other = other_side(passage, first, last)
    if other:
        return other
    value = passage.values[last - 1]
    if passage.is_difference(value):
        return "difference"
    if names_by_size(passage, first, value):
        return "names a member by its size"
    value, scale = under_labels(passage.cues, labels, value, scale)
    if not labels and not _worth_it(passage, value, form, scale):
        return _no_cue(value)
    if scale == 1 and passage.unclear_mark(value):
        return "decimal or thousands"
    scored = [Scored(label, passage.cues.label_scores(label.text)) for label in labels]
    case = Case(passage, value, first, last, windows(passage, first, last), form, scale, scored, passage.unit(value))
    _gather(case)
    return _best(case)


def _worth_it(passage: Passage, value: Value, form: Form, scale: Decimal) -> bool:
    """False where nothing in the sentence speaks for an attribute of the value's type, and its form does not."""
    if value.quantity is None or value.quantity.scale or scale != 1 or form != "prose":
        return True
    unit = passage.unit(value)
    if unit is not None and unit.name in passage.cues.by_unit:
        return True  # "%" is no word, and may be glued
    return not passage.spoken_of(value.start).isdisjoint(passage.cues.by_type(value.type))


def _gather(case: Case) -> None:
    """Collect what speaks for and against attributes: what the values count, the words around, the labels."""
    cues = case.passage.cues
    if case.last - case.first > 1:
        count(case, case.passage.values[case.first])
    count(case, case.value)
    case.measured = any(role is _UNIT for _, role in case.counted)
    case.gather()
    case.add_split()
    for label, scores in case.labels:
        named = any(score > 0 for score in scores.values())
        case.add_label(cues.phrases.find(label.text), named=named, aside="," in label.text)
        beside = cues.required(label.beside) if label.beside else ()
        case.required.update(h.meaning.attribute for h in beside if scores.get(h.meaning.attribute, 0) > 0)


def _best(case: Case) -> Evidence | str:
    """The best evidence of all attributes, or the reason why there is none."""
    best: Evidence | None = None
    refused = ""
    for name in _candidates(case):
        evidence = weigh(name, case)
        if isinstance(evidence, str):
            refused = refused or evidence
        elif evidence is not None and (best is None or better(evidence, best)):
            best = evidence
    return best if best is not None else refused or _no_cue(case.value)


def _candidates(case: Case) -> list[str]:
    """The attributes of the value's type that anything speaks for, or its form may, in the pack's order."""
    spoken = {name for name, _ in case.counted} | case.cued.keys()
    for _, scores in case.labels:
        spoken |= scores.keys()
    by_form = form_may_tell(case)
    currency = case.value.quantity.currency if case.value.quantity is not None else ""
    attributes = case.passage.cues.pack.attributes
    return [
        name for name in case.passage.cues.by_type(case.value.type)
        if (name in spoken or (by_form and (attributes[name].bare is not None or attributes[name].modifies)))
        and (not currency or attributes[name].unit == currency)
    ]  # fmt: skip


def _no_cue(value: Value) -> str:
    """Why nothing is claimed of a value that no attribute takes, by what kind of value it is."""
    if value.type == "date":
        return "date of nothing claimed"
    if value.type == "money":
        return "sum of nothing claimed"
    if value.quantity is not None and value.quantity.percent:
        return "percentage"
    if value.quantity is not None and (value.quantity.scale or value.quantity.high >= LONG_NUMBER):
        return "quantity of nothing claimed"
    return "plain number"
