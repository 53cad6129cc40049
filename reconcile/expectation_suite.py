"""What is expected of a claims table, built from a pack: pure data, run by `reconcile.expectations`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extract.claim import Qualifier, Status
from extract.words.pack import Attribute, Pack
from reconcile.expectation_columns import BOUNDS, MEASURES, PLACES, QUOTE_STANDS, value_ends
from sources.errors import FactauditError

CLAIM_ID = "^c[0-9a-f]{12}$"
PARTS = (Qualifier.EARLY.value, Qualifier.MID.value, Qualifier.LATE.value)
LOOSE = tuple(qualifier.value for qualifier in Qualifier if qualifier.value and qualifier.value not in PARTS)

Where = tuple[tuple[str, tuple[str, ...]], ...]  # column, the texts one of which a row must have there


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation as great_expectations has it, on the rows that `where` names. Empty cells are skipped."""

    type: str  # "expect_column_values_to_be_between"
    arguments: tuple[tuple[str, Any], ...]
    where: Where = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """One row of the validation: checks that hold together."""

    name: str  # a sentence
    contract: bool  # True: owed by factaudit; False: plausible in the domain
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Suite:
    """All that is expected of a claims table, in a fixed order."""

    expectations: tuple[Expected, ...]
    types: tuple[tuple[str, str], ...]  # attribute, its type


def suite(pack: Pack) -> Suite:
    """Return what is expected of claims that were extracted with this pack."""
    types = tuple((name, attribute.type) for name, attribute in pack.attributes.items())
    plausible = (_plausible(name, attribute) for name, attribute in pack.attributes.items() if attribute.plausible)
    owed = (Expected(name, True, checks) for name, checks in _contract(types))
    return Suite((*owed, *plausible), types)


def _contract(types: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, tuple[Check, ...]]]:
    yield "every claim id is c and twelve hexadecimal digits", (_matching("claim_id", CLAIM_ID),)
    yield "no two claims have the same id", (_check("values_to_be_unique", column="claim_id"),)
    for name in ("document", "entity", "attribute", "value", "quote", "rule"):
        yield f"no claim has an empty {name}", (_matching(name, r"\S"),)
    yield "every attribute is one of the pack", (_among("attribute", [name for name, _ in types]),)
    yield "every status is a known one", (_among("status", [status.value for status in Status]),)
    yield "every qualifier is a known one", (_among("qualifier", [qualifier.value for qualifier in Qualifier]),)
    yield f"{', '.join(PLACES[:-1])} and {PLACES[-1]} are whole numbers", (_among("whole", [True]),)
    yield "line and column count from 1", (_between("line", 1), _between("column", 1))
    yield "every span starts at 0 or later and ends after its start", (_between("start", 0), _above("end", "start"))
    yield "every quote stands at its span", (_among(QUOTE_STANDS, [True]),)
    numbers, dates = (("attribute", _measured(types, measure)) for measure in ("number", "date"))
    yield "every number is a plain number or a range low/high", (_among("value_read", [True], (numbers,)),)
    yield "every date is an ISO date or a range low/high", (_among("value_read", [True], (dates,)),)
    yield "every number and every date commits to an interval", (_among("bounded", [True]),)
    yield "the lower bound is at most the upper bound", (_at_least(BOUNDS[1], BOUNDS[0]),)
    yield (
        "every value lies within its interval",
        (
            *_inside("value_low", "value_high", *BOUNDS, (numbers,)),
            *_inside("value_low", "value_high", *BOUNDS, (dates, ("qualifier", (Qualifier.NONE.value,)))),
        ),
    )
    yield (
        "the interval of an early, mid or late date lies within the date",
        _inside(*BOUNDS, "value_low", "value_high", (dates, ("qualifier", PARTS))),
    )
    # "Late 2023 to early 2025" is the value 2023/2025, which says more days than the statement commits to.
    loose = (dates, ("qualifier", LOOSE))
    yield (
        "a date that is about, a bound or a range shares a day with its interval",
        (_at_least("value_high", BOUNDS[0], loose), _at_least(BOUNDS[1], "value_low", loose)),
    )


def _measured(types: tuple[tuple[str, str], ...], measure: str) -> tuple[str, ...]:
    return tuple(name for name, type_ in types if MEASURES.get(type_) == measure)


def _inside(low: str, high: str, lowest: str, highest: str, where: Where) -> tuple[Check, ...]:
    """From `low` to `high` there is nothing outside `lowest` to `highest`."""
    return _at_least(low, lowest, where), _at_least(highest, high, where)


def _plausible(name: str, attribute: Attribute) -> Expected:
    """The range of an attribute; a date or a range of days lies in it as soon as one of its days does."""
    low, high = attribute.plausible or ("", "")
    measure = MEASURES.get(attribute.type)
    ends = value_ends(measure, f"{low}/{high}") if measure else None
    if ends is None:
        problem = f"'{low}' to '{high}' is no plausible range of {name}"
        remedy = "give the lowest first, plain numbers for numbers, ISO dates for dates, none for other types"
        raise FactauditError(problem, remedy)
    where = (("attribute", (name,)), ("status", (Status.ASSERTED.value,)))
    if measure == "date":
        checks = (_between("value_high", ends[0], None, where), _between("value_low", None, ends[1], where))
    else:
        checks = (_between("value_low", *ends, where), _between("value_high", *ends, where))
    return Expected(f"{name} lies in {low}/{high}", False, checks)


def _check(kind: str, where: Where = (), **arguments: Any) -> Check:
    return Check(f"expect_column_{kind}", tuple(arguments.items()), where)


def _matching(column: str, regex: str) -> Check:
    return _check("values_to_match_regex", column=column, regex=regex)


def _among(column: str, values: list[Any], where: Where = ()) -> Check:
    return _check("values_to_be_in_set", where, column=column, value_set=values)


def _between(column: str, low: float | None, high: float | None = None, where: Where = ()) -> Check:
    return _check("values_to_be_between", where, column=column, min_value=low, max_value=high)


def _above(column: str, other: str, where: Where = (), or_equal: bool = False) -> Check:
    return _check(
        "pair_values_a_to_be_greater_than_b",
        where,
        column_A=column,
        column_B=other,
        or_equal=or_equal,
        ignore_row_if="either_value_is_missing",
    )


def _at_least(column: str, other: str, where: Where = ()) -> Check:
    return _above(column, other, where, or_equal=True)
