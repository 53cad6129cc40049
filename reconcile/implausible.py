"""Findings about values that the pack does not hold plausible, from what the validation found."""

from __future__ import annotations

from collections.abc import Sequence

from extract.claim import Claim, Status
from extract.pack import Pack
from reconcile.attributes import SEVERITIES
from reconcile.finding import Cluster, Finding, Kind, Verdict
from reconcile.fingerprint import finding_id, fingerprint
from reconcile.names import unify
from reconcile.validation import Validation
from reconcile.wording import value_words

RULE = "implausible"  # tells the fingerprint of such a finding from that of the group itself


def implausible_findings(validation: Validation, claims: Sequence[Claim], pack: Pack) -> tuple[Finding, ...]:
    """Make a finding of the asserted claims that broke an expectation of the domain, group by group.

    Broken expectations that factaudit itself owes make none: they are its own defects, not the documents'.
    """
    failed = {claim_id for e in validation.expectations if not e.contract for claim_id in e.failed}
    if not failed:
        return ()
    counts: dict[str, int] = {}
    for claim in claims:
        counts[claim.entity] = counts.get(claim.entity, 0) + 1
    names = unify(counts, pack)
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        if claim.claim_id in failed and claim.status is Status.ASSERTED:
            groups.setdefault((names.keys[claim.entity], claim.attribute, claim.scope), []).append(claim)
    made = [_finding(key, found, names.display[key[0]], pack) for key, found in groups.items()]
    return tuple(sorted(made, key=lambda f: (SEVERITIES.index(f.severity), f.entity, f.attribute, f.scope)))


def _finding(key: tuple[str, str, str], claims: list[Claim], entity: str, pack: Pack) -> Finding:
    entity_key, attribute, scope = key
    rule = pack.attributes[attribute]
    print_ = fingerprint(entity_key, attribute, scope, RULE)
    values: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: (c.document, c.start, c.claim_id)):
        values.setdefault(claim.value, []).append(claim)
    clusters = [
        Cluster(value, tuple(c.claim_id for c in found), tuple(sorted({c.document for c in found})))
        for value, found in values.items()
    ]
    told = ", ".join(value_words(value, rule.type, rule.unit) for value in sorted(values))
    lies = "lies" if len(values) == 1 else "lie"
    return Finding(
        finding_id=finding_id(print_),
        fingerprint=print_,
        entity=entity,
        attribute=attribute,
        scope=scope,
        verdict=Verdict.IMPLAUSIBLE,
        kind=Kind.NONE,
        severity=rule.severity,
        clusters=tuple(sorted(clusters, key=lambda c: (-len(c.documents), c.value))),
        reason=f"{told} {lies} outside {_plausible(rule.plausible, rule.type, rule.unit)}.",
    )


def _plausible(bounds: tuple[str, str] | None, kind: str, unit: str) -> str:
    if bounds is None:
        return "what is plausible"
    return f"what is plausible, {value_words('/'.join(bounds), kind, unit)}"
