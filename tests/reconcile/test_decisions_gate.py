from __future__ import annotations

from dataclasses import replace

import pytest

from reconcile.decisions import gate
from reconcile.finding import Finding, GateStatus, Verdict
from tests.reconcile.conflict_fixture import LARGE, SMALL, conflict

RENEW = "; where an expired one still holds, write a later day under its 'expires'"


def found(status: GateStatus, verdict: Verdict = Verdict.CONFLICT, entity: str = "Tern-2") -> Finding:
    statements = ((SMALL, "a.md", "236B"), (LARGE, "b.md", "671B"))
    return conflict(statements, entity=entity, verdict=verdict, status=status)[0]


@pytest.mark.parametrize("status", [GateStatus.NEW, GateStatus.REOPENED, GateStatus.EXPIRED])
def test_an_unresolved_conflict_gives_1_and_is_named(status: GateStatus) -> None:
    finding = found(status)
    assert gate([finding, found(GateStatus.KNOWN, entity="Auk-1")], compared=7) == (
        1,
        f"1 unresolved conflict (1 {status.value}): {finding.finding_id} Tern-2 parameters_total; "
        "correct the documents, or enter a decision in the decisions file"
        + (RENEW if status is GateStatus.EXPIRED else ""),
    )


def test_many_unresolved_conflicts_are_counted_by_status_and_three_are_named() -> None:
    findings = [found(GateStatus.NEW, entity=f"Tern-{n}") for n in range(4)] + [found(GateStatus.EXPIRED)]
    names = [f"{finding.finding_id} {finding.entity} parameters_total" for finding in findings]
    assert gate(findings, compared=5) == (
        1,
        f"5 unresolved conflicts (4 new, 1 expired): {names[0]}; {names[1]}; {names[2]}; and 2 more; "
        f"correct the documents, or enter a decision in the decisions file{RENEW}",
    )


def test_a_conflict_that_nobody_judged_counts_as_new() -> None:
    code, sentence = gate([found(GateStatus.NONE)], compared=1)
    assert code == 1
    assert sentence.startswith("1 unresolved conflict (1 new): ")


def test_the_scope_of_a_conflict_is_named() -> None:
    finding = replace(found(GateStatus.NEW), scope="base")
    assert f"{finding.finding_id} Tern-2 parameters_total base;" in gate([finding], compared=1)[1]


def test_known_and_decided_conflicts_give_0() -> None:
    findings = [found(GateStatus.KNOWN), found(GateStatus.DECIDED, entity="Auk-1")]
    assert gate(findings, compared=1234) == (
        0,
        "no new unresolved conflict: 1,234 groups compared, 2 conflicts known or decided",
    )


def test_agreement_alone_gives_0() -> None:
    assert gate([found(GateStatus.NONE, Verdict.AGREEMENT)], compared=1) == (
        0,
        "no new unresolved conflict: 1 group compared",
    )


@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if verdict is not Verdict.CONFLICT])
def test_no_other_verdict_fails(verdict: Verdict) -> None:
    assert gate([found(GateStatus.NONE, verdict)], compared=1)[0] == 0


def test_nothing_compared_gives_2_and_helps() -> None:
    assert gate([], compared=0) == (
        2,
        "nothing could be compared: no fact is stated in two places; "
        "add documents about the same things, or check that the pack knows what they are about",
    )


def test_nothing_compared_gives_2_for_single_sources_too() -> None:
    assert gate([found(GateStatus.NONE, Verdict.SINGLE)], compared=0, unread=2)[0] == 2


def test_a_conflict_by_rule_within_one_document_is_a_comparison() -> None:
    assert gate([found(GateStatus.NEW)], compared=0)[0] == 1
    assert gate([found(GateStatus.KNOWN)], compared=0)[0] == 0


def test_unread_inputs_are_told_and_fail_only_when_strict() -> None:
    assert gate([], compared=3, unread=1) == (
        0,
        "no new unresolved conflict: 3 groups compared; 1 input could not be read",
    )
    assert gate([], compared=3, unread=2, strict=True) == (
        2,
        "2 inputs could not be read, which --strict takes for a failure; repair or exclude what is unread",
    )
    assert gate([], compared=3, unread=0, strict=True)[0] == 0


def test_an_unresolved_conflict_wins_over_unread_inputs() -> None:
    code, sentence = gate([found(GateStatus.NEW)], compared=3, unread=2, strict=True)
    assert code == 1
    assert sentence.endswith("; 2 inputs could not be read")
