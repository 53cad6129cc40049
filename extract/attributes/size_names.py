"""Sizes that name somebody rather than say how large somebody is: "the 9B and 30B models", "4K (7B), 8K (70B)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.attributes.evidence import NEAR_REACH, front
from extract.owners.attached_names import modified_name
from extract.owners.members import FOR_SIZE, apposed
from extract.words.cues import Role
from extract.words.english import DEFINITE, DEFINITE_WORDS, HAVING

if TYPE_CHECKING:
    from extract.passages.passage import Passage
    from extract.passages.values import Value

SIZES = frozenset("MB")  # scales of the numbers that name members: nobody calls "the 1T-parameter model" by that
LONGEST_NAME = 80  # characters of a name
FOR_THE = re.compile(r"\b(?:for|of|in)\sthe\s$")  # "2023 for the 8B and 2024 for the 70B": these name members
FOR_ONE = re.compile(r"\s(?:and|or|but|while)\b|[,.;)]|$")
_NOUN = Role.NOUN  # in Python 3.11 a lookup is slow


def names_by_size(passage: Passage, first: int, value: Value) -> bool:
    """True for "the 9B and 30B models": the noun right behind, and an article before, refer to known members."""
    if value.quantity is None or not value.quantity.scale:
        return False
    if _behind_value(passage, first, value):
        return True
    start = passage.values[first].start
    before = front(passage, start)
    if first and before.endswith(" for ") and FOR_SIZE.match(passage.text, passage.values[first - 1].end):
        return True  # "3T tokens for 9B and 4T for 30B"
    if not before.rstrip().lower().endswith(DEFINITE_WORDS):
        return False
    if FOR_THE.search(before) and FOR_ONE.match(passage.text, value.end):
        return True
    if apposed(passage, start, value.end) or value.quantity.scale not in SIZES:
        return False
    behind = passage.cues_in(value.end, value.end + 20, _NOUN)
    named = any(h.start <= value.end + 1 for h in behind) or HAVING.match(passage.text, value.end) is not None
    return named and DEFINITE.search(before) is not None


def _behind_value(passage: Passage, first: int, value: Value) -> bool:
    """True for a size alone in brackets behind a date or a smaller number: "4K (7B), 8K (70B)" name members."""
    bracket = passage.bracket(value.start)
    if bracket is None or first == 0 or (bracket[0] + 1, bracket[1] - 1) != (value.start, value.end):
        return False
    before = passage.values[first - 1]
    if value.quantity is None or value.quantity.scale not in SIZES or not 0 <= bracket[0] - before.end <= 1:
        return False
    return before.quantity is None or before.quantity.scale == "K"


def modifies_known(passage: Passage, first: int, last: int) -> bool:
    """True where an article before sizes that modify a noun makes it one of known members: "the 7B dense models".

    Not so where one size modifies a name, "the 236 B MoE-based V2", or stands beside one.
    """
    start, value = passage.values[first].start, passage.values[last - 1]
    if not DEFINITE.search(front(passage, start)):
        return False
    one_name = last - first == 1 and _modifies_name(passage, value)
    return not one_name and not apposed(passage, start, value.end)


def _modifies_name(passage: Passage, value: Value) -> bool:
    """True where a name follows close by: "the 236 B MoE-based V2"."""
    behind = passage.names_in(value.end, value.end + 2 * NEAR_REACH + LONGEST_NAME)
    name = modified_name(passage, behind, value.end)
    return name is not None and not passage.kind.follows(passage.text, name.end)


def before_name(passage: Passage, value: Value) -> bool:
    """True right before a name: "671 B V3"."""
    behind = passage.names_in(value.end, value.end + LONGEST_NAME)
    return any(n.start - value.end <= 2 and not set(".(") & set(passage.text[value.end : n.start]) for n in behind)
