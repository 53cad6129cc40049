"""What great_expectations itself says, in two runs: one on all cases at once, one on an empty table."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extract.words.pack import Attribute
from reconcile.expectations import suite, validate
from reconcile.validation import Validation
from sources.errors import FactauditError
from tests.reconcile.claims_table_fixture import (
    DATE,
    EARLY,
    EXAMPLES,
    NUMBER,
    OPEN,
    PACK,
    RANGE,
    TERM,
    table,
)

GOOD = (
    NUMBER,
    DATE,
    EARLY,
    TERM,
    OPEN,
    RANGE,
    NUMBER | {"qualifier": "up_to", "lower": float("-inf")},
    NUMBER | {"value": "236000000000/", "upper": float("inf")},
    NUMBER | {"attribute": "cost", "value": "5.576", "lower": 5.5755, "upper": 5.5765},
    NUMBER | {"lower": "235500000000", "upper": "236500000000"},  # as claims.csv writes them
    DATE | {"value": "2024-05", "lower": "2024-05-01", "upper": "2024-05-31"},
    DATE | {"value": "2024", "lower": "2024-01-01", "upper": "2024-12-31"},
    DATE | {"value": "2023/2025", "qualifier": "range", "lower": "2023-09-01", "upper": "2025-04-30"},
    DATE | {"qualifier": "about", "lower": "2024-04-07", "upper": "2024-06-07"},
    DATE | {"qualifier": "at_least", "upper": float("inf")},
    # Bounds of what is plausible belong to it.
    NUMBER | {"value": "1000000", "lower": 1e6, "upper": 1e6},
    NUMBER | {"value": "20000000000000", "lower": 2e13, "upper": 2e13},
    DATE | {"value": "2035", "lower": "2035-01-01", "upper": "2035-12-31"},
    # Only what a document asserts is held against what is plausible.
    NUMBER | {"value": "7", "lower": 6.5, "upper": 7.5, "status": "negated"},
)

ID = "every claim id is c and twelve hexadecimal digits"
UNIQUE = "no two claims have the same id"
WHOLE = "line, column, start and end are whole numbers"
COUNTED = "line and column count from 1"
SPAN = "every span starts at 0 or later and ends after its start"
NUMBERS = "every number is a plain number or a range low/high"
DATES = "every date is an ISO date or a range low/high"
COMMITS = "every number and every date commits to an interval"
ORDER = "the lower bound is at most the upper bound"
WITHIN = "every value lies within its interval"
PART = "the interval of an early, mid or late date lies within the date"
SHARED = "a date that is about, a bound or a range shares a day with its interval"
PARAMETERS = "parameters_total lies in 1000000/20000000000000"
CONTEXT = "context_length lies in 64/200000000"
IN_PACK = "every attribute is one of the pack"
RELEASE = "release_date lies in 2015/2035-12-31"

# One broken row each, and every expectation that it breaks.
BROKEN: tuple[tuple[str, dict[str, Any], set[str]], ...] = (
    ("an id of another form", NUMBER | {"claim_id": "claim 7"}, {ID}),
    ("an id in capitals", NUMBER | {"claim_id": "cABCDEFABCDEF"}, {ID}),
    ("no document", NUMBER | {"document": ""}, {"no claim has an empty document"}),
    ("no entity", NUMBER | {"entity": ""}, {"no claim has an empty entity"}),
    ("a blank entity", NUMBER | {"entity": " \t"}, {"no claim has an empty entity"}),
    ("an entity that is missing", NUMBER | {"entity": None}, {"no claim has an empty entity"}),
    ("no attribute", NUMBER | {"attribute": ""}, {"no claim has an empty attribute", IN_PACK}),
    ("no value", TERM | {"value": ""}, {"no claim has an empty value"}),
    ("no quote", NUMBER | {"quote": ""}, {"no claim has an empty quote"}),
    ("no rule", NUMBER | {"rule": ""}, {"no claim has an empty rule"}),
    ("an attribute of another pack", NUMBER | {"attribute": "wingspan"}, {IN_PACK}),
    ("a status nobody knows", NUMBER | {"status": "sung"}, {"every status is a known one"}),
    ("a qualifier nobody knows", NUMBER | {"qualifier": "loud"}, {"every qualifier is a known one"}),
    ("a line that is no number", NUMBER | {"line": "three"}, {WHOLE}),
    ("half a column", NUMBER | {"column": 7.5}, {WHOLE}),
    ("line 0", NUMBER | {"line": 0}, {COUNTED}),
    ("column 0", NUMBER | {"column": 0}, {COUNTED}),
    ("a negative start", NUMBER | {"start": -1}, {SPAN}),
    ("an empty span", NUMBER | {"end": 40}, {SPAN}),
    ("a quote that is not there", NUMBER | {"quote_stands": False}, {"every quote stands at its span"}),
    ("a quote nobody looked for", NUMBER | {"quote_stands": None}, {"every quote stands at its span"}),
    ("a number with its unit", NUMBER | {"value": "236B"}, {NUMBERS}),
    ("a number with an exponent", NUMBER | {"value": "2.36e11"}, {NUMBERS}),
    ("a range from high to low", RANGE | {"value": "16000/4000"}, {NUMBERS}),
    ("a price in words", NUMBER | {"attribute": "cost", "value": "cheap"}, {NUMBERS}),
    ("a date in words", DATE | {"value": "7 May 2024"}, {DATES}),
    ("a day that is in no calendar", DATE | {"value": "2024-02-30"}, {DATES}),
    ("a number without an interval", NUMBER | {"lower": float("nan"), "upper": float("nan")}, {COMMITS}),
    ("a number without bounds", NUMBER | {"lower": float("-inf"), "upper": float("inf")}, {COMMITS}),
    ("a date without an interval", DATE | {"lower": "", "upper": ""}, {COMMITS}),
    ("bounds in the wrong order", NUMBER | {"lower": 237e9, "upper": 235e9}, {ORDER, WITHIN}),
    ("a value below its interval", NUMBER | {"lower": 236.5e9, "upper": 237e9}, {WITHIN}),
    ("a value above its interval", NUMBER | {"lower": 235e9, "upper": 235.5e9}, {WITHIN}),
    ("a range that leaves its interval", RANGE | {"upper": 15000.0}, {WITHIN}),
    ("a day before its interval", DATE | {"lower": 739014.0, "upper": 739014.0}, {WITHIN}),
    ("an early year with days of the next", EARLY | {"upper": 739252.0}, {PART}),
    ("a range of years before its interval",
     DATE | {"value": "2021/2023", "qualifier": "range", "lower": "2024-01-01", "upper": "2024-12-31"}, {SHARED}),
    ("a day after what it is the last of", DATE | {"qualifier": "up_to", "lower": "", "upper": "2024-05-06"}, {SHARED}),
    ("too many parameters", NUMBER | {"value": "7" + "0" * 20, "lower": 6.5e20, "upper": 7.5e20}, {PARAMETERS}),
    ("more parameters than a float holds", NUMBER | {"value": "9" * 400, "upper": float("inf")}, {PARAMETERS}),
    ("a context of 3", RANGE | {"value": "3", "lower": 2.5, "upper": 3.5}, {CONTEXT}),
    ("a context of 3 to 4,000", RANGE | {"value": "3/4000", "lower": 2.5, "upper": 4000.5}, {CONTEXT}),
    ("a release in 1894", DATE | {"value": "1894", "lower": "1894-01-01", "upper": "1894-12-31"}, {RELEASE}),
    ("a release in 2036", DATE | {"value": "2036-01-01", "lower": "2036-01-01", "upper": "2036-01-01"}, {RELEASE}),
)  # fmt: skip
TWINS = ("cffffffffffff", "cffffffffffff")


@pytest.fixture(scope="module")
def validation() -> Validation:
    twins = [NUMBER | {"claim_id": twin} for twin in TWINS]
    return validate(table(*GOOD, *(row for _, row, _ in BROKEN), *twins), PACK)


def outcome(validation: Validation, name: str) -> set[str]:
    (failed,) = (set(e.failed) for e in validation.expectations if e.name == name)
    return failed


def test_good_claims_break_nothing(validation: Validation) -> None:
    good = {f"c{number:012x}" for number in range(len(GOOD))}
    assert {name: outcome(validation, name) & good for name in {e.name for e in validation.expectations}} == {
        e.name: set() for e in validation.expectations
    }


@pytest.mark.parametrize("number", range(len(BROKEN)), ids=[name for name, _, _ in BROKEN])
def test_a_broken_claim_is_named_by_what_it_breaks(validation: Validation, number: int) -> None:
    _, row, broken = BROKEN[number]
    claim = row.get("claim_id", f"c{number + len(GOOD):012x}")
    assert {e.name for e in validation.expectations if claim in e.failed} == broken


def test_claims_with_the_same_id_are_named_once(validation: Validation) -> None:
    assert [e.failed for e in validation.expectations if e.name == UNIQUE] == [(TWINS[0],)]


def test_every_expectation_has_a_case_that_breaks_it(validation: Validation) -> None:
    assert {e.name for e in validation.expectations} == {UNIQUE}.union(*(broken for _, _, broken in BROKEN))


def test_failures_are_sorted_and_split_into_contract_and_plausible(validation: Validation) -> None:
    assert [e.name for e in validation.expectations if not e.contract] == [PARAMETERS, CONTEXT, RELEASE]
    assert len(validation.defects) == len(validation.expectations) - 3
    assert all(list(e.failed) == sorted(e.failed) for e in validation.expectations)


def test_rows_that_an_expectation_is_not_about_are_not_counted(validation: Validation) -> None:
    rows = [*GOOD, *(row for _, row, _ in BROKEN), NUMBER, NUMBER]
    checked = {e.name: e.checked for e in validation.expectations}
    assert checked[ID] == len(rows)
    assert checked[DATES] == sum(row["attribute"] == "release_date" for row in rows)
    assert checked[PART] == 2
    # The range in the wrong order has no value that could be held against anything.
    assert checked[CONTEXT] == sum(row["attribute"] == "context_length" for row in rows) - 1


def test_the_engine_is_named(validation: Validation) -> None:
    assert validation.engine.startswith("great_expectations 1.")


def test_an_empty_table_is_checked_quietly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A module in the current folder must not be imported, nor may anything be left there.
    (tmp_path / "pandas.py").write_text("raise SystemExit('imported from the current folder')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    monkeypatch.delenv("GX_ANALYTICS_ENABLED", raising=False)
    empty = validate(table(), PACK)
    assert {(e.checked, e.failed) for e in empty.expectations} == {(0, ())}
    assert [path.name for path in tmp_path.iterdir()] == ["pandas.py"]


def test_the_dates_of_the_fixture_are_the_days_they_say() -> None:
    assert date.fromordinal(739013) == date(2024, 5, 7)
    assert date.fromordinal(738886) == date(2024, 1, 1)
    assert date.fromordinal(739006) == date(2024, 4, 30)
    assert date.fromordinal(739252) == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("type_", "plausible"),
    [("number", ("10", "1")), ("number", ("few", "many")), ("date", ("1894", "soon")), ("term", ("1", "2"))],
)
def test_a_range_that_cannot_be_read_is_an_error_that_names_the_attribute(
    type_: str, plausible: tuple[str, str]
) -> None:
    attribute = Attribute.model_validate({"title": "x", "type": type_, "plausible": plausible, "examples": EXAMPLES})
    pack = PACK.model_copy(update={"attributes": {"wingspan": attribute}})
    with pytest.raises(FactauditError, match=f"'{plausible[0]}' to '{plausible[1]}' is no plausible range of wingspan"):
        suite(pack)


def test_the_suite_is_the_same_every_time() -> None:
    assert suite(PACK) == suite(PACK)
