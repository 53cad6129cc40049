"""The order in which a reviewer wants to read findings."""

from __future__ import annotations

from reconcile.finding import Finding, GateStatus

# Statuses in the order in which findings are read; what is no conflict comes last.
URGENCY = (*(status for status in GateStatus if status.value), GateStatus.NONE)
_STATUSES: dict[GateStatus, int] = {status: rank for rank, status in enumerate(URGENCY)}
_SEVERITIES = {"high": 0, "medium": 1, "low": 2}

Rank = tuple[int, int, str, str, str, str]


def by_urgency(finding: Finding) -> Rank:
    """Sort key: what fails the gate first, within that the most severe, then by name."""
    return (
        _STATUSES[finding.status],
        _SEVERITIES.get(finding.severity, len(_SEVERITIES)),
        finding.entity,
        finding.attribute,
        finding.scope,
        finding.finding_id,
    )
