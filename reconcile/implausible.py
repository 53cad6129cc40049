"""Findings about values that the pack does not hold plausible, from what the validation found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.claim import Claim, Status
from extract.words.pack import Pack
from reconcile.attributes import SEVERITIES, attribute_rules
from reconcile.finding import Cluster, Finding, Kind, Verdict
from reconcile.fingerprint import finding_id, fingerprint
from reconcile.names import Names
from reconcile.scope_names import scope_names
from reconcile.validation import Validation
from reconcile.wording import value_words

RULE = "implausible"  # tells the fingerprint of such a finding from that of the group itself


def implausible_findings(
    validation: Validation, claims: Sequence[Claim], pack: Pack, names: Names
) -> tuple[Finding, ...]:
    """Make a finding of the asserted claims that broke an expectation of the domain, group by group.

    `names` says what every name in the claims means. Broken expectations that factaudit itself owes make none: they
    are its own defects, not the documents'.
    """
    failed = {claim_id for e in validation.expectations if not e.contract for claim_id in e.failed}
    if not failed:
        return ()
    scopes = _scopes(claims, pack)
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        if claim.claim_id in failed and claim.status is Status.ASSERTED:
            key = (names.keys[claim.entity], claim.attribute, scopes[claim.attribute, claim.scope])
            groups.setdefault(key, []).append(claim)
    made = [_finding(key, found, names.display[key[0]], pack) for key, found in groups.items()]
    return tuple(sorted(made, key=lambda f: (SEVERITIES.index(f.severity), f.entity, f.attribute, f.scope)))


def _scopes(claims: Sequence[Claim], pack: Pack) -> dict[tuple[str, str], str]:
    """The one name of each scope of an attribute, by the attribute and the scope's spelling."""
    used = Counter((claim.attribute, claim.scope) for claim in claims)
    rules = attribute_rules(pack, [attribute for attribute, _ in used], frozenset())
    met = [(rule, scope) for rule, (_, scope) in zip(rules, used, strict=True)]
    return dict(zip(used, scope_names(met, list(used.values())), strict=True))


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
