"""Findings about values that the pack does not hold plausible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from extract.claim import Claim, Status
from extract.words.pack import Attribute, Pack
from reconcile.attributes import SEVERITIES, attribute_rules
from reconcile.expectation_columns import MEASURES, Ends, value_ends
from reconcile.finding import Cluster, Finding, Kind, Verdict
from reconcile.fingerprint import finding_id, fingerprint
from reconcile.names import Names
from reconcile.scope_names import scope_names
from reconcile.validation import Validation
from reconcile.wording import value_words

RULE = "implausible"  # tells the fingerprint of such a finding from that of the group itself
_MOST_BOUNDS = 1_000  # whose words and ends are kept: one for each attribute of a pack


def implausible(value: str, attribute: Attribute | None) -> bool:
    """Whether a value lies outside what the pack holds plausible, by the rule of the suite that the validation runs.

    Of a date or a range of days one day within is enough; what is no number or date is none that could lie outside.
    """
    measure = MEASURES.get(attribute.type) if attribute is not None and attribute.plausible else None
    if attribute is None or attribute.plausible is None or measure is None:
        return False
    bounds, ends = _bounds(measure, attribute.plausible), value_ends(measure, value)
    if bounds is None or ends is None:
        return False
    (low, high), (least, most) = ends, bounds
    below, above = ((low, high), (low, high)) if measure == "number" else ((high,), (low,))
    return any(end is not None and least is not None and end < least for end in below) or any(
        end is not None and most is not None and end > most for end in above
    )


@lru_cache(maxsize=_MOST_BOUNDS)
def _bounds(measure: str, plausible: tuple[str, str]) -> Ends | None:
    return value_ends(measure, "/".join(plausible))


def doubted_by(validation: Validation, claims: Sequence[Claim]) -> list[Claim]:
    """The claims that broke an expectation of the domain.

    Broken expectations that factaudit itself owes doubt none: they are its own defects, not the documents'.
    """
    failed = {claim_id for e in validation.expectations if not e.contract for claim_id in e.failed}
    return [claim for claim in claims if claim.claim_id in failed]


def implausible_findings(
    failed: Sequence[Claim], used: Mapping[tuple[str, str], int], pack: Pack, names: Names
) -> tuple[Finding, ...]:
    """Make a finding of the asserted ones among claims that are not plausible, group by group.

    `used` says how many of all claims have which attribute and scope, `names` what every name in them means.
    """
    asserted = [claim for claim in failed if claim.status is Status.ASSERTED]
    if not asserted:
        return ()
    scopes = unified_scopes(used, pack)
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in asserted:
        key = (names.keys[claim.entity], claim.attribute, scopes[claim.attribute, claim.scope])
        groups.setdefault(key, []).append(claim)
    made = [_finding(key, found, names.display[key[0]], pack) for key, found in groups.items()]
    return tuple(sorted(made, key=lambda f: (SEVERITIES.index(f.severity), f.entity, f.attribute, f.scope)))


def unified_scopes(used: Mapping[tuple[str, str], int], pack: Pack) -> dict[tuple[str, str], str]:
    """The one name of each scope of an attribute, by the attribute and the scope's spelling."""
    met = sorted(used)
    rules = attribute_rules(pack, [attribute for attribute, _ in met], frozenset())
    spelled = [(rule, scope) for rule, (_, scope) in zip(rules, met, strict=True)]
    return dict(zip(met, scope_names(spelled, [used[one] for one in met]), strict=True))


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
    told = [value_words(value, rule.type, rule.unit) for value in sorted(values)]
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
        reason=reason_of(told, rule),
    )


def reason_of(told: Sequence[str], rule: Attribute) -> str:
    """The sentence that says of these values, in words, that they are not plausible."""
    lies = "lies" if len(told) == 1 else "lie"
    return f"{', '.join(told)} {lies} outside {_plausible(rule.plausible, rule.type, rule.unit)}."


@lru_cache(maxsize=_MOST_BOUNDS)
def _plausible(bounds: tuple[str, str] | None, kind: str, unit: str) -> str:
    if bounds is None:
        return "what is plausible"
    return f"what is plausible, {value_words('/'.join(bounds), kind, unit)}"
