"""How many base units of an attribute the unit of a value is: its own one, or what its label says."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from extract.attributes.evidence import ONE, Case, Label
from extract.words.cues import Cues, Role
from extract.words.measures import Heading, heading

if TYPE_CHECKING:
    from extract.passages.passage import Passage
    from extract.passages.values import Value

OTHER_UNIT = "other unit"
UNIT_LETTERS = frozenset("KMBTmt")  # glued or loose, scales of counts and units of what is measured
_UNIT, _COUNTED = Role.UNIT, Role.COUNTED  # in Python 3.11 a lookup is slow


def under_labels(cues: Cues, labels: tuple[Label, ...], value: Value, scale: Decimal) -> tuple[Value, Decimal]:
    """The value and the scale of its heading, which may say that it is a sum: "Budget (EUR million): 6.4"."""
    for label in labels:
        said = _said(cues, label.text)
        scale = said.scale if scale == 1 else scale
        if said.currency and value.type == "number" and value.quantity is not None and not value.quantity.tail:
            value = value._replace(type="money", quantity=value.quantity._replace(currency=said.currency))
    return value, scale


def _said(cues: Cues, label: str) -> Heading:
    """What a label that names an attribute says of the numbers under it."""
    found = cues.label_scores(label)
    best = max(found, key=lambda name: found[name], default="")
    if not best or found[best] < 0:
        return Heading()
    return heading(label, symbolic=cues.measures[best].symbolic)


def factor(name: str, case: Case) -> Decimal | str:
    """How many base units of an attribute the value's unit is, or why the attribute does not take it."""
    measures = case.passage.cues.measures[name]
    unit = case.unit.name if case.unit is not None else ""
    if not unit and not case.labels and not measures.symbolic:
        return case.factors.get(name, ONE)
    if not unit and (name, _UNIT) not in case.counted and (name, _COUNTED) not in case.counted:
        if measures.symbolic and _ends_in_letter(case.passage, case.value):
            return OTHER_UNIT
        unit = _labelled(name, case)
    if not unit:
        return case.factors.get(name, ONE)
    found = measures.factor(unit)
    if found is None and name in case.factors and (case.unit is None or (name, _COUNTED) in case.counted):
        return case.factors[name]
    if found is not None:
        return found
    return "percentage" if unit == "%" else OTHER_UNIT


def _labelled(name: str, case: Case) -> str:
    """The unit that the first label of an attribute states, or nothing."""
    cues = case.passage.cues
    said = (_said(cues, label.text).unit for label, scores in case.labels if scores.get(name, 0) > 0)
    return next((unit for unit in said if unit), "")


def own_factor(passage: Passage, value: Value, name: str) -> Decimal | None:
    """How many base units of an attribute the unit behind a value is; None where the attribute takes it not."""
    unit = passage.unit(value)
    if unit is None:
        return ONE
    own = passage.cues.pack.attributes[name].unit.lower().rpartition(" ")
    if own[0] and own[2].startswith(unit.name.lower()):
        return ONE  # "X took 2M GPU hours, Y 1.5M hours"
    return passage.cues.measures[name].factor(unit.name)


def _ends_in_letter(passage: Passage, value: Value) -> bool:
    """True where the letter at the end of a number may be its unit rather than its scale: "329 K", "1.5T"."""
    if value.quantity is None or not value.quantity.scale or value.quantity.currency:
        return False
    return passage.text[value.end - 1] in UNIT_LETTERS and passage.text[value.end - 2] in "0123456789 "
