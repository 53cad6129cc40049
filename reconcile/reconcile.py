"""Claims in, findings out: groups claims by what they are about and judges every group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from extract.claim import Claim
from extract.words.pack import Pack
from reconcile.advice import advise
from reconcile.attribution import attribute_conflicts
from reconcile.constraints import check_rules
from reconcile.finding import Cluster, Finding, Kind, Verdict
from reconcile.kin import tell_kin
from reconcile.lineage import NO_LINEAGE, NONE_IDENTICAL, Lineage, find_lineage
from reconcile.names import NO_NAMES, Names
from reconcile.scopes import compare_scopes
from reconcile.tables import build
from reconcile.telling import Notes, Telling
from reconcile.verdicts import judge
from reconcile.versions import find_versions

if TYPE_CHECKING:
    import pandas as pd

_TEXTS = ("finding_id", "fingerprint", "entity", "attribute", "scope", "verdict", "kind", "also", "severity", "reason")
NO_AUTHORITY: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a set of claims amounts to, and what was found out on the way."""

    findings: tuple[Finding, ...]
    lineage: Lineage = NO_LINEAGE  # which documents repeat each other
    names: Names = NO_NAMES  # which spellings are one name, and which nearly were


def reconcile(
    claims: Iterable[Claim],
    pack: Pack | None = None,
    identical: Mapping[str, str] = NONE_IDENTICAL,
    authority: Mapping[str, float] = NO_AUTHORITY,
) -> tuple[Finding, ...]:
    """Judge claims: one finding for each (entity, attribute, scope), and one for each broken rule.

    See `reconcile_all`, of which this is the findings alone.
    """
    return reconcile_all(claims, pack, identical, authority).findings


def reconcile_all(
    claims: Iterable[Claim],
    pack: Pack | None = None,
    identical: Mapping[str, str] = NONE_IDENTICAL,
    authority: Mapping[str, float] = NO_AUTHORITY,
) -> Reconciled:
    """Judge claims, and say which documents repeat each other and which names are one.

    `identical` maps documents of the same content to one of them; others that repeat each other are found by
    their passages (`reconcile.lineage`). What documents say that repeat each other counts once. `authority` gives
    documents the weight that the user declared for them; it decides what is suggested, never what is found.
    Findings are sorted by verdict, severity, entity, attribute and scope, and depend neither on the order of the
    claims nor on anything but them, the pack and what is identical.
    """
    from reconcile.frame import claims_frame

    frame = claims_frame(claims)
    if frame.empty:
        return Reconciled(())
    lineage = find_lineage(frame, identical)
    frame["voice"] = np.array(lineage.voices, dtype=object)
    grouped, members, names = judge_frame(frame, pack)
    findings = materialise(frame, grouped, members)
    return Reconciled(advise(findings, frame, members, authority), lineage, names)


def judge_frame(frame: pd.DataFrame, pack: Pack | None = None) -> tuple[pd.DataFrame, pd.DataFrame, Names]:
    """Judge a claims frame (see `reconcile.frame.claims_frame`) without an object for each claim.

    A column `voice`, where there is one, names the document that stands for each claim. Returns the findings
    (columns `reconcile.tables.COLUMNS`; values and places of several clusters are separated by "|", the places of
    one by ";"), their members and which names are one. Of members, `finding` and `row` are positions in the two
    frames, `cluster` is the rank of the claim's cluster in its finding (-1: not asserted, so in none), `counted` tells
    whether it is a vote for that cluster, `head` whether it states the cluster's most precise value. Every claim is a
    member of the finding of its own group; a possible conflict with another scope and a broken rule show further
    claims.
    """
    from reconcile.rows import read_rows

    rows, groups, names = read_rows(frame, pack)
    versions = find_versions(rows, groups)
    judged = judge(rows, groups, versions)
    telling = Telling(rows, groups, versions, judged)
    notes = Notes()
    beside = compare_scopes(telling, judged, notes)
    attribute_conflicts(telling, judged, pack, notes)
    tell_kin(telling, judged, pack, notes)
    broken = check_rules(telling, names, pack, notes)
    return *build(telling, notes, beside, broken), names


def materialise(frame: pd.DataFrame, findings: pd.DataFrame, members: pd.DataFrame) -> tuple[Finding, ...]:
    """Turn what `judge_frame` made of a claims frame into findings, in the same order."""
    clusters = _clusters(frame, members)
    columns = (findings[name].tolist() for name in _TEXTS)
    return tuple(
        Finding(
            finding_id=finding_id,
            fingerprint=print_,
            entity=entity,
            attribute=attribute,
            scope=scope,
            verdict=Verdict(verdict),
            kind=Kind(kind),
            severity=severity,
            clusters=clusters.get(number, ()),
            reason=reason,
            also=tuple(Kind(name) for name in also.split("|") if name),
        )
        for number, (finding_id, print_, entity, attribute, scope, verdict, kind, also, severity, reason) in enumerate(
            zip(*columns, strict=True)
        )
    )


def _clusters(frame: pd.DataFrame, members: pd.DataFrame) -> dict[int, tuple[Cluster, ...]]:
    """The clusters of each finding, by position of the finding."""
    ids, values, documents = (frame[name].tolist() for name in ("claim_id", "value", "document"))
    rows: dict[tuple[int, int], list[int]] = {}
    heads: dict[tuple[int, int], int] = {}
    held = members[members["cluster"] >= 0]
    columns = (held[name].tolist() for name in ("finding", "cluster", "row", "head"))
    for finding, cluster, row, head in zip(*columns, strict=True):
        rows.setdefault((finding, cluster), []).append(row)
        if head:
            heads[finding, cluster] = row
    found: dict[int, list[Cluster]] = {}
    for key in sorted(rows):
        claims = tuple(ids[row] for row in rows[key])
        cluster = Cluster(values[heads[key]], claims, tuple(sorted({documents[row] for row in rows[key]})))
        found.setdefault(key[0], []).append(cluster)
    return {finding: tuple(clusters) for finding, clusters in found.items()}
