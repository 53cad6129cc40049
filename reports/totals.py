"""The figures that sum up an audit, counted once for every report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from reconcile.finding import GateStatus, Verdict
from reports.interface import Audit


@dataclass(frozen=True, slots=True)
class Totals:
    """How many there are of each."""

    documents: int
    unread: int
    claims: int
    rejected: int
    conflicts: int
    statuses: tuple[tuple[GateStatus, int], ...]  # of the conflicts, statuses without one left out, open ones first
    possible: int
    implausible: int
    agreements: int
    consistent: int  # agreements within one document
    single: int
    unresolved: int
    not_comparable: int
    stale: int


def totals(audit: Audit) -> Totals:
    """Count what the audit holds."""
    whole = audit.whole
    verdicts = whole.verdicts if whole else Counter(finding.verdict for finding in audit.findings)
    statuses = (
        whole.statuses
        if whole
        else Counter(finding.status for finding in audit.findings if finding.verdict is Verdict.CONFLICT)
    )
    return Totals(
        documents=len(audit.documents),
        unread=sum(one.count for one in audit.unread),
        claims=whole.claims if whole else len(audit.claims),
        rejected=len(audit.rejected),
        conflicts=verdicts.get(Verdict.CONFLICT, 0),
        statuses=tuple((status, statuses[status]) for status in GateStatus if status.value and statuses.get(status)),
        possible=verdicts.get(Verdict.POSSIBLE, 0),
        implausible=verdicts.get(Verdict.IMPLAUSIBLE, 0),
        agreements=verdicts.get(Verdict.AGREEMENT, 0),
        consistent=whole.consistent
        if whole
        else sum(one.verdict is Verdict.AGREEMENT and not one.confirmed for one in audit.findings),
        single=verdicts.get(Verdict.SINGLE, 0),
        unresolved=verdicts.get(Verdict.UNRESOLVED, 0),
        not_comparable=verdicts.get(Verdict.NOT_COMPARABLE, 0),
        stale=len(audit.stale),
    )
