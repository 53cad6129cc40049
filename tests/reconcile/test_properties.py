"""What holds whatever the claims are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.claim import Claim, Qualifier, Status
from extract.words.pack import Constraint, Pack
from reconcile.finding import Finding, Kind, Verdict
from reconcile.reconcile import reconcile
from tests.reconcile.statements import said, small_pack

RULES = (
    Constraint(name="part", kind="at_most", left="active", right="size", reason="{left} of {right}"),
    Constraint(name="time", kind="not_before", left="released", right="@base.released", reason="{left} {right}"),
    Constraint(name="heir", kind="same", left="size", right="@base.size", reason="{left} {other} {right}"),
    Constraint(name="sum", kind="sum", left="hours[first stage]+hours[second stage]", right="hours", reason="{left}"),
    Constraint(name="hint", kind="near", left="reported", right="released", within_days=1, reason="{left} {right}"),
    Constraint(name="name", kind="kind", values=("family",), left="sort", right="size", reason="{entity} {other}"),
    Constraint(name="real", kind="existence", values=("no",), left="official", right="released", reason="{entity}"),
)
PACK = small_pack(RULES)

ENTITIES = st.sampled_from(["Turbine-V2", "turbine v2", "Turbine-V3", "Turbine", "Rotor 7B", "Stator"])
DOCUMENTS = st.sampled_from(["a.md", "b.md", "c.md", "d.md"])
STATUSES = st.sampled_from([*[Status.ASSERTED] * 6, Status.HEDGED, Status.PLANNED])
SCOPES = {
    "size": ("", "", "with spare", "undeclared"),
    "window": ("", "training"),
    "released": ("", "", "revision"),
    "hours": ("", "first stage", "second stage", "all stages", "first stage+with tests"),
}
TERMS = {
    "licence": ("MIT", "mit", "GPL"),
    "official": ("yes", "no"),
    "sort": ("family", "engine"),
    "base": ("Rotor 7B",),
}


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    attribute = draw(st.sampled_from(sorted(PACK.attributes)))
    document, entity, status = draw(DOCUMENTS), draw(ENTITIES), draw(STATUSES)
    scope = draw(st.sampled_from(SCOPES.get(attribute, ("",))))
    if attribute in TERMS:
        base = said(document, entity, attribute, draw(st.sampled_from(TERMS[attribute])), scope=scope)
        return replace(base, status=status)
    low = draw(st.integers(1, 6)) * draw(st.sampled_from([1, 1, 1000, 1024]))
    width = draw(st.sampled_from([0, 0, 1, 3]))
    qualifiers = [Qualifier.NONE, Qualifier.NONE, Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.UP_TO]
    qualifier = draw(st.sampled_from([*qualifiers, Qualifier.OF_VARIANT, Qualifier.RANGE]))
    lower = None if qualifier is Qualifier.UP_TO else low
    upper = None if qualifier is Qualifier.AT_LEAST else low + width
    base = said(document, entity, attribute, str(low), lower, upper, scope=scope)
    return replace(base, status=status, qualifier=qualifier)


LISTS = st.lists(claims(), min_size=1, max_size=25)
BOTH = pytest.mark.parametrize("pack", [PACK, None], ids=["with a pack", "without one"])


def own(findings: tuple[Finding, ...]) -> list[Finding]:
    return [f for f in findings if f.kind is not Kind.RULE]


def judgement(findings: tuple[Finding, ...]) -> dict[str, tuple[Verdict, Kind, str, tuple[str, ...]]]:
    return {f.fingerprint: (f.verdict, f.kind, f.severity, tuple(c.value for c in f.clusters)) for f in findings}


@BOTH
@settings(max_examples=25, deadline=None)
@given(found=LISTS, data=st.data())
def test_the_order_of_claims_changes_nothing(pack: Pack | None, found: list[Claim], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(found))
    assert reconcile(shuffled, pack) == reconcile(found, pack)


@BOTH
@settings(max_examples=25, deadline=None)
@given(found=LISTS)
def test_the_names_of_documents_change_no_verdict(pack: Pack | None, found: list[Claim]) -> None:
    renamed = {"a.md": "z.md", "b.md": "y.md", "c.md": "x.md", "d.md": "w.md"}
    other = [replace(claim, document=renamed[claim.document]) for claim in found]
    before, after = reconcile(found, pack), reconcile(other, pack)
    assert {f.fingerprint: (f.verdict, f.kind, f.also, f.severity) for f in before} == {
        f.fingerprint: (f.verdict, f.kind, f.also, f.severity) for f in after
    }


@BOTH
@settings(max_examples=25, deadline=None)
@given(found=LISTS)
def test_a_copy_of_a_document_changes_no_verdict(pack: Pack | None, found: list[Claim]) -> None:
    copies = [replace(claim, document="a-copy.md") for claim in found if claim.document == "a.md"]
    voices = {"a.md": "a", "a-copy.md": "a"}
    assert judgement(reconcile(found + copies, pack, voices)) == judgement(reconcile(found, pack))


@BOTH
@settings(max_examples=25, deadline=None)
@given(found=LISTS)
def test_a_copy_that_nobody_recognised_makes_no_conflict(pack: Pack | None, found: list[Claim]) -> None:
    copies = [replace(claim, document="a-copy.md") for claim in found if claim.document == "a.md"]
    before = {f.fingerprint for f in reconcile(found, pack) if f.verdict in (Verdict.CONFLICT, Verdict.POSSIBLE)}
    after = {f.fingerprint for f in reconcile(found + copies, pack) if f.verdict is Verdict.CONFLICT}
    assert after <= before


@BOTH
@settings(max_examples=25, deadline=None)
@given(found=LISTS)
def test_every_claim_is_in_the_one_finding_of_its_group(pack: Pack | None, found: list[Claim]) -> None:
    by_id = {claim.claim_id: claim for claim in found}
    held: Counter[str] = Counter()
    for finding in own(reconcile(found, pack)):
        for claim_id in (c for cluster in finding.clusters for c in cluster.claims):
            claim = by_id[claim_id]
            held[claim_id] += (claim.attribute, claim.scope) == (finding.attribute, finding.scope)
    for claim in found:
        asserted = claim.status is Status.ASSERTED
        assert held[claim.claim_id] == 1 or (not asserted and held[claim.claim_id] == 0)


@BOTH
@settings(max_examples=25, deadline=None)
@given(found=LISTS)
def test_only_what_is_asserted_makes_a_conflict(pack: Pack | None, found: list[Claim]) -> None:
    asserted = [claim for claim in found if claim.status is Status.ASSERTED]
    kept = {Verdict.CONFLICT, Verdict.POSSIBLE, Verdict.AGREEMENT, Verdict.SINGLE}
    with_all = {f.fingerprint: (f.verdict, f.kind) for f in reconcile(found, pack) if f.verdict in kept}
    assert with_all == {f.fingerprint: (f.verdict, f.kind) for f in reconcile(asserted, pack) if f.verdict in kept}


@BOTH
@settings(max_examples=25, deadline=None)
@given(found=LISTS)
def test_findings_are_unique_sorted_and_say_why(pack: Pack | None, found: list[Claim]) -> None:
    findings = reconcile(found, pack)
    assert len({f.finding_id for f in findings}) == len(findings)
    verdicts = [Verdict.CONFLICT, Verdict.POSSIBLE, Verdict.UNRESOLVED, Verdict.AGREEMENT]
    order = [*verdicts, Verdict.SINGLE, Verdict.NOT_COMPARABLE]
    keys = [
        (order.index(f.verdict), ["high", "medium", "low", ""].index(f.severity), f.entity, f.attribute, f.scope)
        for f in findings
    ]
    assert keys == sorted(keys)
    for finding in findings:
        assert finding.reason.strip() == finding.reason != ""
        assert finding.clusters
        assert finding.finding_id == "f" + finding.fingerprint[3:15]
        assert (finding.severity != "") == (finding.verdict in (Verdict.CONFLICT, Verdict.POSSIBLE))
