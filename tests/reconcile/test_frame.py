"""The claims table."""

from __future__ import annotations

import math
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reconcile.frame import COLUMNS, claims_frame
from reconcile.reconcile import judge_frame, reconcile
from tests.reconcile.statements import number, said


def test_it_has_the_columns_of_the_contract_in_their_order() -> None:
    assert tuple(claims_frame([]).columns) == COLUMNS
    assert tuple(claims_frame([number("a.md", "Turbine-V2", 7)]).columns) == COLUMNS


def test_a_row_says_what_its_claim_says() -> None:
    claim = said("a.md", "Turbine-V2", "released", "2024-05", "2024-05-01", "2024-05-31", scope="revision", line=7)
    row = claims_frame([claim]).iloc[0]
    assert (row.claim_id, row.document, row.line, row.entity) == (claim.claim_id, "a.md", 7, "Turbine-V2")
    assert (row.lower, row.upper) == (739_007.0, 739_037.0)  # 738_885 days in the years before, 121 up to May
    assert (row.value, row.scope, row.status, row.qualifier) == ("2024-05", "revision", "asserted", "")
    assert row.entity_key == "turbinev2"


def test_open_ends_are_infinite_and_terms_have_none() -> None:
    frame = claims_frame(
        [
            said("a.md", "Turbine-V2", "size", "7", 7, None, qualifier="at_least"),
            said("a.md", "Turbine-V2", "size", "7", None, 7, qualifier="up_to"),
            said("a.md", "Turbine-V2", "licence", "MIT"),
        ]
    )
    assert frame.lower.tolist()[:2] == [7.0, -math.inf]
    assert frame.upper.tolist()[:2] == [math.inf, 7.0]
    assert math.isnan(frame.lower[2])
    assert math.isnan(frame.upper[2])


@given(st.decimals(allow_nan=False, allow_infinity=False), st.decimals(allow_nan=False, allow_infinity=False))
def test_floats_never_put_two_ends_in_the_other_order(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    assert float(low) <= float(high)


def test_no_claims_make_no_findings() -> None:
    assert reconcile([]) == ()
    findings, members, _ = judge_frame(claims_frame([]))
    assert findings.empty
    assert members.empty
