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
    single: int
    unresolved: int
    not_comparable: int
    stale: int


def totals(audit: Audit) -> Totals:
    """Count what the audit holds."""
    verdicts = Counter(finding.verdict for finding in audit.findings)
    statuses = Counter(finding.status for finding in audit.findings if finding.verdict is Verdict.CONFLICT)
    return Totals(
        documents=len(audit.documents),
        unread=len(audit.unread),
        claims=len(audit.claims),
        rejected=len(audit.rejected),
        conflicts=verdicts[Verdict.CONFLICT],
        statuses=tuple(
            (status, statuses[status]) for status in GateStatus if statuses[status] and status is not GateStatus.NONE
        ),
        possible=verdicts[Verdict.POSSIBLE],
        implausible=verdicts[Verdict.IMPLAUSIBLE],
        agreements=verdicts[Verdict.AGREEMENT],
        single=verdicts[Verdict.SINGLE],
        unresolved=verdicts[Verdict.UNRESOLVED],
        not_comparable=verdicts[Verdict.NOT_COMPARABLE],
        stale=len(audit.stale),
    )
