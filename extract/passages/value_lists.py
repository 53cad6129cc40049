"""Which values of a passage form one list, "7B, 13B and 70B": they are read together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.passages.measured import measured
from extract.words.cues import Role
from extract.words.english import LIST_JOINT

if TYPE_CHECKING:
    from extract.passages.passage import Passage
    from extract.passages.values import Value

UNIT_LIST_REACH = 30  # characters between two values of one list with a unit in between
NOUN_REACH = 40  # characters behind a value in which the noun that it counts ends
LIST_REACH = 16  # characters between two values of one list: ", and the "

_UNIT, _COUNTED = Role.UNIT, Role.COUNTED  # in Python 3.11 a lookup is slow


def value_lists(passage: Passage) -> list[tuple[int, int]]:
    """Runs of values that form one list, as index ranges into the values of the passage; most hold one."""
    groups: list[tuple[int, int]] = []
    values = passage.values
    i = 0
    while i < len(values):
        j = i + 1
        while j < len(values) and _listed(passage, values[j - 1], values[j]):
            j += 1
        groups += _apart(passage.text, values, i, j)
        i = j
    return groups


def _apart(text: str, values: list[Value], first: int, last: int) -> list[tuple[int, int]]:
    """The lists in a run of values: a semicolon ends one in which other joints stand, "7B and 13B; 2B and 3B"."""
    joints = [text[values[k - 1].end : values[k].start] for k in range(first + 1, last)]
    ends = [first + 1 + k for k, joint in enumerate(joints) if ";" in joint]
    if not ends or len(ends) == len(joints):
        return [(first, last)]
    return list(zip([first, *ends], [*ends, last], strict=True))


def _listed(passage: Passage, left: Value, right: Value) -> bool:
    """True where a value goes on the list that the one before begins."""
    between = passage.text[_behind_unit(passage, left, right) : right.start]
    if left.type != right.type or len(between) > LIST_REACH or not LIST_JOINT.fullmatch(between):
        return False
    if passage.is_difference(right) or _apart_by_words(passage, left, right):
        return False
    if left.quantity is not None and right.quantity is not None:
        one, two = left.quantity.scale, right.quantity.scale
        return one == two or {one, two} == {"M", "B"}  # "770M, 1.3B and 6.7B", but not "7.3B, 8K context"
    return True


def _apart_by_words(passage: Passage, left: Value, right: Value) -> bool:
    """True where one value measures the word before it and the next counts another behind it.

    "A context window of 4096 and 32 layers" is no list.
    """
    if left.quantity is None or right.quantity is None:
        return False
    before = measured(passage, left.start)
    if not before:
        return False
    behind = {
        h.meaning.attribute for h in passage.hits_in(right.end, right.end + NOUN_REACH)
        if h.start == right.end + 1 and h.meaning.role in (_UNIT, _COUNTED)
    }  # fmt: skip
    return bool(behind) and behind.isdisjoint(before)


def _behind_unit(passage: Passage, left: Value, right: Value) -> int:
    """Where the unit of a value ends if the next value has the same one: "738 g and 746 g" is one list."""
    unit = passage.unit(left) if right.start - left.end <= UNIT_LIST_REACH else None
    other = passage.unit(right) if unit is not None else None
    return unit.end if unit is not None and other is not None and other.name == unit.name else left.end
