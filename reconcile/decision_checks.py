"""What in a decision contradicts itself, or cannot be meant of the conflict that it decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import cast

from extract.claim import Interval
from extract.quantities.interval import parse_value
from reconcile.decision import Choice, Entry
from sources.yaml_file import Keys

_NUMBER = re.compile(r"[0-9]{1,40}(?:\.[0-9]{1,20})?")
BINARY_STEPS = (Decimal(1), Decimal("1.024"), Decimal("1.024") ** 2)  # 128K may turn out to be 131,072


def contradictions(members: Sequence[str], wrong: Sequence[str], value: str) -> Iterator[tuple[Keys, str, str]]:
    """What no decision can say of the values of its members: keys within the entry, problem, remedy."""
    for at, given in enumerate(wrong):
        if given not in members:
            yield ("decision", "wrong", at), f"no member states the value '{given}'", one_of(members)
    if value and value in wrong:
        yield ("value",), f"'{value}' is the right value and stands under 'wrong', too", "keep it in one place"


def unsettled(entry: Entry) -> tuple[str, str] | None:
    """Problem and remedy where a decision leaves open which of the values that exclude each other is right.

    It does not fit a conflict by a rule, whose members are values of several attributes.
    """
    members = sorted({member.value for member in entry.members})
    standing = [member for member in members if member not in entry.wrong]
    if not standing:
        remedy = "add 'value:' with the right one, or write 'decision: extraction-error'"
        return None if entry.value else ("every value is wrong, and none is said to be right", remedy)
    if not entry.value or entry.choice is Choice.EXTRACTION_ERROR or any(_fits(entry.value, one) for one in standing):
        return None
    remedy = one_of(standing) + (", or list every value under 'wrong'" if entry.wrong else "")
    return f"the right value '{entry.value}' is none that a member states", remedy


def _fits(value: str, member: str) -> bool:
    """True where a value may be what a member states: the same, or what it states more exactly."""
    if value == member:
        return True
    days = parse_value(value, "date"), parse_value(member, "date")
    if days[0] and days[1] and _overlap(days[0][1], days[1][1]):
        return True
    if not _NUMBER.fullmatch(value) or not _NUMBER.fullmatch(member):
        return False
    right, stated = Decimal(value), Decimal(member)
    rounded_to = Decimal(1).scaleb(cast("int", stated.normalize().as_tuple().exponent))
    return any(abs(right - stated * step) <= rounded_to / 2 for step in BINARY_STEPS)


def _overlap(one: Interval, other: Interval) -> bool:
    return (one.lower is None or other.upper is None or one.lower <= other.upper) and (
        other.lower is None or one.upper is None or other.lower <= one.upper
    )


def one_of(values: Sequence[str]) -> str:
    """The remedy that lists the values of members as they are written."""
    numbers = all(value.replace(".", "").isdecimal() for value in values)
    return f"write one of {', '.join(values)}" + (", without commas between digits" if numbers else "")
