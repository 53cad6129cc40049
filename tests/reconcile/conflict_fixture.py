"""Conflicts made by hand for the tests of decisions: statements in, a finding and its claims out."""

from __future__ import annotations

from collections.abc import Sequence

from extract.claim import Claim, Qualifier, Status
from reconcile.finding import Cluster, Finding, GateStatus, Kind, Verdict
from reconcile.fingerprint import finding_id, fingerprint

Statement = tuple[str, str, str]  # value, document, context

SMALL, LARGE, OTHER = "236000000000", "671000000000", "700000000000"


def claim(statement: Statement, start: int = 0, entity: str = "Tern-2", attribute: str = "parameters_total") -> Claim:
    """Make a claim that stands at `start` of its document, on a line of its own."""
    value, document, context = statement
    return Claim(
        document=document,
        start=start,
        end=start + 4,
        line=start // 100 + 1,
        column=1,
        quote=value[:4],
        context=context,
        surface=entity,
        entity=entity,
        attribute=attribute,
        value=value,
        unit="parameters",
        interval=None,
        qualifier=Qualifier.NONE,
        scope="",
        status=Status.ASSERTED,
        rule="prose.unit",
    )


def conflict(
    statements: Sequence[Statement],
    entity: str = "Tern-2",
    attribute: str = "parameters_total",
    verdict: Verdict = Verdict.CONFLICT,
    kind: Kind = Kind.VALUE,
    start: int = 0,
    status: GateStatus = GateStatus.NONE,
) -> tuple[Finding, dict[str, Claim]]:
    """Make a finding with one cluster for each value, and the claims that it cites."""
    claims = [claim(s, start + 100 * n, entity, attribute) for n, s in enumerate(statements)]
    clusters = tuple(
        Cluster(
            value=value,
            claims=tuple(c.claim_id for c in claims if c.value == value),
            documents=tuple(sorted({c.document for c in claims if c.value == value})),
        )
        for value in sorted({c.value for c in claims})
    )
    mark = fingerprint(entity.casefold(), attribute, "")
    finding = Finding(
        finding_id=finding_id(mark),
        fingerprint=mark,
        entity=entity,
        attribute=attribute,
        scope="",
        verdict=verdict,
        kind=kind,
        severity="high",
        clusters=clusters,
        reason="The documents differ.",
        status=status,
    )
    return finding, {c.claim_id: c for c in claims}
