"""The findings as frames: one row for each finding, and one for each claim that a finding rests on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from reconcile.arrays import BoolArray, IntArray, expand, order_by
from reconcile.finding import VERDICTS, Kind
from reconcile.fingerprint import finding_id, fingerprint, fingerprints, topic
from reconcile.reasons import reasons
from reconcile.rows import Groups, Rows
from reconcile.spelling import shown
from reconcile.telling import Notes, Telling
from reconcile.verdicts import KIND_NUMBER, KINDS, Judged, severities
from reconcile.versions import Versions
from reconcile.wording import part_words

if TYPE_CHECKING:
    import pandas as pd

_VERDICT_WORDS = tuple(verdict.value for verdict in VERDICTS)
_KIND_WORDS = tuple(kind.value for kind in KINDS)
NOT_COUNTED = -1  # cluster of a claim that supports none, because nobody asserts it


@dataclass(frozen=True, slots=True)
class RuleBreak:
    """A rule that claims break: a finding beside those of the groups."""

    entity: int  # number in `Groups.entities`
    attribute: str
    scope: str
    rule: str
    verdict: int  # number in VERDICTS
    severity: str
    reason: str
    clusters: tuple[int, ...]  # numbers of clusters, term by term


@dataclass(frozen=True, slots=True)
class _Entries:
    """Which clusters each finding shows, in order; arrays parallel, sorted by finding."""

    finding: IntArray
    cluster: IntArray


def build(
    telling: Telling, notes: Notes, beside: dict[int, list[int]], broken: list[RuleBreak]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make the findings frame and the members frame.

    `beside` names, for a group, clusters of other groups that its finding shows as well.
    """
    rows, groups, versions = telling.rows, telling.groups, telling.versions
    findings = _findings(telling, notes, broken)
    entries = _entries(telling, beside, broken)
    order = _order(findings, groups)
    position = np.empty(len(order), dtype=np.int64)
    position[order] = np.arange(len(order))
    moved = np.argsort(position[entries.finding], kind="stable")
    entries = _Entries(position[entries.finding[moved]], entries.cluster[moved])
    members = _members(rows, versions, entries, position)
    findings = findings.drop(columns="rank").iloc[order].reset_index(drop=True)
    findings["clusters"] = np.bincount(entries.finding, minlength=len(order))
    for name, texts in _texts(rows, versions).items():
        findings[name] = _by_finding(texts, entries, len(order))
    return findings[[*COLUMNS]], members


COLUMNS = (
    "finding_id",
    "fingerprint",
    "entity",
    "entity_key",
    "attribute",
    "scope",
    "verdict",
    "kind",
    "also",
    "severity",
    "values",
    "documents",
    "reason",
    "stated",
    "clusters",
)


def _findings(telling: Telling, notes: Notes, broken: list[RuleBreak]) -> pd.DataFrame:
    import pandas as pd

    groups, judged = telling.groups, telling.judged
    entity = [*groups.entity.tolist(), *(b.entity for b in broken)]
    names, keys = groups.entities, groups.entity_keys
    attributes = [rule.name for rule in groups.rules]
    attribute = [*(attributes[a] for a in groups.attribute.tolist()), *(b.attribute for b in broken)]
    scope = [*(groups.scopes[s] for s in groups.scope.tolist()), *(b.scope for b in broken)]
    rest = _topics(groups)
    prints = fingerprints((keys[e], rest[t]) for e, t in zip(groups.entity.tolist(), _topic(groups), strict=True))
    prints += [fingerprint(keys[b.entity], b.attribute, b.scope, b.rule) for b in broken]
    verdict = [*judged.verdict.tolist(), *(b.verdict for b in broken)]
    kind = [*judged.kind.tolist(), *([KIND_NUMBER[Kind.RULE]] * len(broken))]
    columns = {
        "finding_id": [finding_id(p) for p in prints],
        "fingerprint": prints,
        "entity": [names[e] for e in entity],
        "entity_key": [keys[e] for e in entity],
        "attribute": attribute,
        "scope": scope,
        "verdict": [_VERDICT_WORDS[v] for v in verdict],
        "kind": [_KIND_WORDS[k] for k in kind],
        "also": [*_also(judged), *([""] * len(broken))],
        "severity": [*severities(judged, groups), *(b.severity for b in broken)],
        "reason": [*reasons(telling, notes), *(b.reason for b in broken)],
    }
    frame = pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()})
    frame["rank"] = np.array(verdict, dtype=np.int64)
    return frame


def _topic(groups: Groups) -> list[int]:
    """Attribute and scope of each group as one number."""
    numbers: list[int] = (groups.attribute * len(groups.scopes) + groups.scope).tolist()
    return numbers


def _topics(groups: Groups) -> dict[int, str]:
    """What the fingerprint says of each attribute and scope that are met together."""
    count = len(groups.scopes)
    return {t: topic(groups.rules[t // count].name, groups.scopes[t % count]) for t in set(_topic(groups))}


def _also(judged: Judged) -> list[str]:
    spelled = {0: ""}
    for bits in np.unique(judged.also).tolist():
        spelled[bits] = "|".join(kind.value for number, kind in enumerate(KINDS) if bits >> number & 1)
    return [spelled[bits] for bits in judged.also.tolist()]


def _order(findings: pd.DataFrame, groups: Groups) -> IntArray:
    """Verdict, severity, entity, attribute, scope; a rule after the group it is about."""
    severity = findings["severity"].map({"high": 0, "medium": 1, "low": 2, "": 3}).to_numpy(np.int64)
    rank = findings["rank"].to_numpy(np.int64)
    grouped = len(groups)
    if grouped == len(findings):  # groups are sorted by entity, attribute and scope already
        return order_by(rank, np.asarray(severity, dtype=np.int64))
    text = [findings[name].tolist() for name in ("entity", "attribute", "scope", "fingerprint")]
    keys = zip(rank.tolist(), severity.tolist(), *text, strict=True)
    return np.array([i for i, _ in sorted(enumerate(keys), key=lambda pair: pair[1])], dtype=np.int64)


def _entries(telling: Telling, beside: dict[int, list[int]], broken: list[RuleBreak]) -> _Entries:
    display = telling.display
    finding = [telling.versions.group[display]]
    cluster = [display]
    for group, others in sorted(beside.items()):
        finding.append(np.full(len(others), group, dtype=np.int64))
        cluster.append(np.array(others, dtype=np.int64))
    for number, rule in enumerate(broken, start=len(telling.groups)):
        finding.append(np.full(len(rule.clusters), number, dtype=np.int64))
        cluster.append(np.array(rule.clusters, dtype=np.int64))
    return _Entries(np.concatenate(finding), np.concatenate(cluster))


def _by_cluster(versions: Versions) -> tuple[IntArray, IntArray]:
    """Rows sorted by cluster, and where each cluster starts among them (one more entry at the end)."""
    held = np.flatnonzero(versions.cluster >= 0)
    ordered = held[np.argsort(versions.cluster[held], kind="stable")]
    return ordered, np.searchsorted(versions.cluster[ordered], np.arange(len(versions.group) + 1))


def _members(rows: Rows, versions: Versions, entries: _Entries, position: IntArray) -> pd.DataFrame:
    """One row for each claim of each finding, cluster by cluster, the claims that support none last."""
    import pandas as pd

    ordered, start = _by_cluster(versions)
    where, entry = expand(start[entries.cluster], start[entries.cluster + 1])
    member = ordered[where]
    first = np.searchsorted(entries.finding, entries.finding)
    rank = np.arange(len(entries.finding)) - first
    loose = np.flatnonzero(versions.cluster < 0)
    finding = np.concatenate((entries.finding[entry], position[rows.group[loose]]))
    cluster = np.concatenate((rank[entry], np.full(len(loose), NOT_COUNTED)))
    member = np.concatenate((member, loose))
    counted: BoolArray = rows.asserted[member] & ~versions.ambiguous[member]
    head = np.zeros(len(rows.index), dtype=bool)
    head[versions.head] = True
    order = np.argsort(finding, kind="stable")
    columns = {
        "finding": finding,
        "cluster": cluster,
        "row": rows.index[member],
        "counted": counted,
        "head": head[member],
    }
    return pd.DataFrame({name: column[order] for name, column in columns.items()})


def _texts(rows: Rows, versions: Versions) -> dict[str, list[str]]:
    """Value, spellings and places of each cluster; several spellings, and several places, separated by ";"."""
    ordered, start = _by_cluster(versions)
    documents = rows.documents
    place = [documents[d] for d in rows.document[ordered].tolist()]
    if rows.line.any():
        line = rows.line[ordered].tolist()
        place = [f"{document}:{n}" if n else document for document, n in zip(place, line, strict=True)]
    starts = start.tolist()
    head = versions.head
    stated = zip(rows.value[head].tolist(), rows.lower[head].tolist(), rows.upper[head].tolist(), strict=True)
    return {
        "values": [part_words(rows.values[v], low, high) for v, low, high in stated],
        "stated": _spellings(rows, versions.cluster[ordered], ordered, len(head)),
        "documents": [
            place[a] if b - a == 1 else ";".join(dict.fromkeys(place[a:b])) for a, b in pairwise(starts)
        ],
    }


def _spellings(rows: Rows, cluster: IntArray, ordered: IntArray, count: int) -> list[str]:
    """The spellings of each cluster's value, as they are met; `cluster` is parallel to `ordered` and ascends."""
    words = [shown(spelling) for spelling in rows.spellings]
    spelling = rows.spelling[ordered]
    fresh = np.ones(len(ordered), dtype=bool)
    fresh[1:] = (cluster[1:] != cluster[:-1]) | (spelling[1:] != spelling[:-1])
    spelling, bounds = spelling[fresh].tolist(), np.searchsorted(cluster[fresh], np.arange(count + 1)).tolist()
    return [
        words[spelling[a]] if b - a == 1 else ";".join(dict.fromkeys(words[s] for s in spelling[a:b]))
        for a, b in pairwise(bounds)
    ]


def _by_finding(texts: list[str], entries: _Entries, count: int) -> list[str]:
    """The texts of the clusters of each finding, separated by "|"."""
    bounds = np.searchsorted(entries.finding, np.arange(count + 1)).tolist()
    cluster = entries.cluster.tolist()
    return [
        texts[cluster[a]] if b - a == 1 else "|".join([texts[c] for c in cluster[a:b]]) for a, b in pairwise(bounds)
    ]
