"""Values that the pack does not hold plausible."""

from __future__ import annotations

from collections import Counter

import pytest

from extract.claim import Claim
from extract.words.pack import Pack
from reconcile.finding import Finding, Verdict
from reconcile.implausible import doubted_by, implausible, implausible_findings
from reconcile.reconcile import reconcile_all
from reconcile.validation import Expectation, Validation
from tests.reconcile.statements import attribute, number, small_pack


def bounded_pack() -> Pack:
    pack = small_pack()
    bounded = {**pack.attributes, "size": attribute("number", severity="high", plausible=("1000", "2000000"))}
    return pack.model_copy(update={"attributes": bounded})


def doubted(validation: Validation, *claims: Claim) -> tuple[Finding, ...]:
    pack = bounded_pack()
    used = Counter((claim.attribute, claim.scope) for claim in claims)
    return implausible_findings(doubted_by(validation, claims), used, pack, reconcile_all(claims, pack).names)


def test_claims_outside_the_plausible_range_make_one_finding_for_their_group() -> None:
    claims = [
        number("a.md", "Turbine-V2", 5),
        number("b.md", "turbine v2", 5),
        number("c.md", "Turbine-V2", 9000000),
        number("d.md", "Turbine-V2", 1500),
    ]
    failed = tuple(c.claim_id for c in claims[:3])
    validation = Validation("by hand", (Expectation("size is plausible", False, 4, failed),))
    (finding,) = doubted(validation, *claims)
    assert (finding.entity, finding.attribute, finding.verdict) == ("Turbine-V2", "size", Verdict.IMPLAUSIBLE)
    assert finding.severity == "high"
    assert [(c.value, c.documents) for c in finding.clusters] == [("5", ("a.md", "b.md")), ("9000000", ("c.md",))]
    assert finding.reason == "5, 9M lie outside what is plausible, 1,000 to 2M."


def test_a_broken_promise_of_our_own_is_no_finding_about_a_document() -> None:
    claim = number("a.md", "Turbine-V2", 5)
    validation = Validation("by hand", (Expectation("ids are unique", True, 1, (claim.claim_id,)),))
    assert doubted(validation, claim) == ()


def test_only_asserted_claims_are_held_implausible() -> None:
    claim = number("a.md", "Turbine-V2", 5, status="hedged")
    validation = Validation("by hand", (Expectation("size is plausible", False, 1, (claim.claim_id,)),))
    assert doubted(validation, claim) == ()


def test_spellings_of_a_scope_make_one_finding() -> None:
    claims = [
        number("a.md", "Turbine-V2", 5, scope="With Spare"),
        number("b.md", "Turbine-V2", 6, scope="with spare"),
        number("c.md", "Turbine-V2", 5, scope="with spare parts"),
    ]
    validation = Validation("by hand", (Expectation("plausible", False, 3, tuple(c.claim_id for c in claims)),))
    found = doubted(validation, *claims)
    assert [(f.scope, len(f.clusters)) for f in found] == [("With Spare", 2), ("with spare parts", 1)]


@pytest.mark.parametrize(
    ("kind", "plausible", "value", "expected"),
    [
        ("number", ("4", "1000"), "100000", True),
        ("number", ("4", "1000"), "3", True),
        ("number", ("4", "1000"), "1000", False),
        ("number", ("4", "1000"), "500/2000", True),
        ("number", ("4", "1000"), "/3", True),
        ("number", ("4", "1000"), "many", False),
        ("money", ("4", "1000"), "2000", True),
        ("date", ("2015-01-01", "2035-12-31"), "2014", True),
        ("date", ("2015-01-01", "2035-12-31"), "2014/2015", False),
        ("date", ("2015-01-01", "2035-12-31"), "2036-01-01", True),
        ("number", None, "100000", False),
    ],
)
def test_what_lies_outside_the_plausible_range(
    kind: str, plausible: tuple[str, str] | None, value: str, expected: bool
) -> None:
    assert implausible(value, attribute(kind, plausible=plausible)) is expected


def test_an_attribute_that_no_pack_knows_has_no_such_range() -> None:
    assert not implausible("7", None)
