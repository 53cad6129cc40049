"""Rows or columns that all speak of what stands above their table: what is left of that where they contradict.

Where no row names anybody, a value that differs from row to row is said of the rows, of sources of data or of runs, and
not of what the table is about. Where words put the rows into one scope they are parts of it, each with its own value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from extract.claim import Interval
from extract.quantities.interval import apart

Fact = tuple[int, str, str, str]  # the column that crosses the rows or the reverse, entity, attribute, scope


class Shared(NamedTuple):
    """A value that is ready to be claimed, with the row or column it stands in."""

    line: int
    fact: Fact  # which has one value if all the lines speak of one entity
    stated: Interval | str
    claim: Callable[[], None]
    claim_part: Callable[[], None]  # as one of several values
    reject: Callable[[], None]


def settle(values: Iterable[Shared], *, stages: bool) -> None:
    """Claim the values, or reject them where they differ between the lines. `stages`: the lines are parts of one."""
    facts: dict[Fact, list[Shared]] = {}
    for value in values:
        facts.setdefault(value.fact, []).append(value)
    differing = {fact for fact, found in facts.items() if _differ(found)}
    others = set() if stages else {entity for _, entity, _, scope in differing if not scope}
    for fact, found in facts.items():
        _, entity, _, scope = fact
        for value in found:
            if entity in others and not scope:
                value.reject()
            elif scope and fact in differing:
                value.claim_part()
            else:
                value.claim()


def _differ(found: list[Shared]) -> bool:
    """True where values of several lines cannot all be one."""
    if len({value.line for value in found}) < 2:
        return False
    intervals = [value.stated for value in found if isinstance(value.stated, Interval)]
    return apart(intervals) or len({value.stated for value in found if isinstance(value.stated, str)}) > 1
