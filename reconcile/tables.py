"""The findings as frames: one row for each finding, and one for each claim that a finding rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from reconcile.arrays import BoolArray, IntArray, expand, order_by, pairs
from reconcile.attributes import SEVERITIES
from reconcile.finding import VERDICTS, Kind
from reconcile.fingerprint import finding_ids, fingerprint, fingerprints, topic
from reconcile.reasons import reasons
from reconcile.rows import Groups, Rows
from reconcile.spelling import shown
from reconcile.telling import Notes, Telling
from reconcile.verdicts import KIND_NUMBER, KINDS, Judged, severities
from reconcile.versions import Versions
from reconcile.wording import is_dated, part_words

if TYPE_CHECKING:
    import pandas as pd

_VERDICT_WORDS = tuple(verdict.value for verdict in VERDICTS)
_KIND_WORDS = tuple(kind.value for kind in KINDS)
_SEVERITY = {word: rank for rank, word in enumerate((*SEVERITIES, ""))}
ObjectArray = npt.NDArray[np.object_]
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
class Entries:
    """Which clusters each finding shows, in order; arrays parallel, sorted by finding."""

    finding: IntArray
    cluster: IntArray


def build(
    telling: Telling, notes: Notes, beside: dict[int, list[int]], broken: list[RuleBreak]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make the findings frame and the members frame.

    `beside` names, for a group, clusters of other groups that its finding shows as well.
    """
    import pandas as pd

    rows, versions = telling.rows, telling.versions
    columns = _findings(telling, notes, broken)
    entries = _entries(telling, beside, broken)
    order = _order(columns, telling, broken)
    position = np.empty(len(order), dtype=np.int64)
    position[order] = np.arange(len(order))
    moved = np.argsort(position[entries.finding], kind="stable")
    entries = Entries(position[entries.finding[moved]], entries.cluster[moved])
    by_cluster = _by_cluster(versions)
    members = _members(rows, versions, entries, position, by_cluster)
    findings = {name: _objects(texts)[order] for name, texts in columns.items()}
    for name, texts in _texts(rows, versions, by_cluster[0]).items():
        findings[name] = _objects(by_finding(texts, entries, len(order)))
    # as they are: pandas would look at every text to find out that all are texts
    told = pd.DataFrame({name: findings[name] for name in COLUMNS if name in findings}, dtype=object, copy=False)
    return told.assign(clusters=np.bincount(entries.finding, minlength=len(order))), members


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


def _objects(texts: Sequence[str]) -> ObjectArray:
    """Texts as a column of a frame."""
    column = np.empty(len(texts), dtype=object)
    column[:] = texts
    return column


def _findings(telling: Telling, notes: Notes, broken: list[RuleBreak]) -> dict[str, list[str]]:
    """What is said of each group, and behind that of each broken rule, by name of the column."""
    groups, judged = telling.groups, telling.judged
    entity = [*groups.entity.tolist(), *(b.entity for b in broken)]
    names, keys = groups.entities, groups.entity_keys
    attributes = [rule.name for rule in groups.rules]
    attribute = [*(attributes[a] for a in groups.attribute.tolist()), *(b.attribute for b in broken)]
    scope = [*(groups.scopes[s] for s in groups.scope.tolist()), *(b.scope for b in broken)]
    rest = _topics(groups)
    prints = fingerprints((keys[e], rest[t]) for e, t in zip(groups.entity.tolist(), _topic(groups), strict=True))
    prints += [fingerprint(keys[b.entity], b.attribute, b.scope, b.rule) for b in broken]
    verdict = _verdicts(judged, broken).tolist()
    kind = [*judged.kind.tolist(), *([KIND_NUMBER[Kind.RULE]] * len(broken))]
    return {
        "finding_id": finding_ids(prints),
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


def _verdicts(judged: Judged, broken: list[RuleBreak]) -> IntArray:
    return np.append(judged.verdict.astype(np.int64), np.array([b.verdict for b in broken], dtype=np.int64))


def _topic(groups: Groups) -> list[int]:
    """Attribute and scope of each group as one number."""
    numbers: list[int] = (groups.attribute * len(groups.scopes) + groups.scope).tolist()
    return numbers


def _topics(groups: Groups) -> dict[int, str]:
    """What the fingerprint says of each attribute and scope that are met together."""
    count = len(groups.scopes)
    return {t: topic(groups.rules[t // count].name, groups.scopes[t % count]) for t in set(_topic(groups))}


def _also(judged: Judged) -> list[str]:
    numbers = judged.also.tolist()
    spelled = {
        bits: "|".join(kind.value for number, kind in enumerate(KINDS) if bits >> number & 1) for bits in set(numbers)
    }
    return [spelled[bits] for bits in numbers]


def _order(columns: dict[str, list[str]], telling: Telling, broken: list[RuleBreak]) -> IntArray:
    """Verdict, severity, entity, attribute, scope; a rule after the group it is about."""
    severity, rank = [_SEVERITY[word] for word in columns["severity"]], _verdicts(telling.judged, broken)
    if not broken:  # groups are sorted by entity, attribute and scope already
        return order_by(rank, np.array(severity, dtype=np.int64))
    text = [columns[name] for name in ("entity", "attribute", "scope", "fingerprint")]
    keys = list(zip(rank.tolist(), severity, *text, strict=True))
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)


def _entries(telling: Telling, beside: dict[int, list[int]], broken: list[RuleBreak]) -> Entries:
    display = telling.display
    finding = [telling.versions.group[display]]
    cluster = [display]
    for group, others in sorted(beside.items()):
        finding.append(np.full(len(others), group, dtype=np.int64))
        cluster.append(np.array(others, dtype=np.int64))
    for number, rule in enumerate(broken, start=len(telling.groups)):
        finding.append(np.full(len(rule.clusters), number, dtype=np.int64))
        cluster.append(np.array(rule.clusters, dtype=np.int64))
    return Entries(np.concatenate(finding), np.concatenate(cluster))


def _by_cluster(versions: Versions) -> tuple[IntArray, IntArray]:
    """Rows sorted by cluster, and where each cluster starts among them (one more entry at the end)."""
    held = np.flatnonzero(versions.cluster >= 0)
    ordered = held[np.argsort(versions.cluster[held], kind="stable")]
    return ordered, np.searchsorted(versions.cluster[ordered], np.arange(len(versions.group) + 1))


def _members(
    rows: Rows, versions: Versions, entries: Entries, position: IntArray, by_cluster: tuple[IntArray, IntArray]
) -> pd.DataFrame:
    """One row for each claim of each finding, cluster by cluster, the claims that support none last."""
    import pandas as pd

    ordered, start = by_cluster
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
    return pd.DataFrame({name: column[order] for name, column in columns.items()}, copy=False)


def _texts(rows: Rows, versions: Versions, ordered: IntArray) -> dict[str, list[str]]:
    """Value, spellings and places of each cluster; several spellings, and several places, separated by ";".

    `ordered` are the rows sorted by cluster.
    """
    cluster = versions.cluster[ordered]
    head = versions.head
    spelled = spellings_of(cluster, rows.spelling[ordered], rows.line[ordered], len(head))
    return {
        "values": _values(rows, head),
        "stated": listed(cluster, spelled, [shown(one) for one in rows.spellings], len(head)),
        "documents": listed(cluster, *_places(rows, ordered), len(head)),
    }


def _values(rows: Rows, head: IntArray) -> list[str]:
    """The values that these rows state, parts of a year or month by their names."""
    value = rows.value[head]
    words = _objects(rows.values)[value]
    dated = np.array([is_dated(text) for text in rows.values], dtype=bool)
    found = np.flatnonzero(dated[value])
    ends = zip(words[found].tolist(), rows.lower[head[found]].tolist(), rows.upper[head[found]].tolist(), strict=True)
    words[found] = [part_words(text, low, high) for text, low, high in ends]
    spelled: list[str] = words.tolist()
    return spelled


def _places(rows: Rows, ordered: IntArray) -> tuple[IntArray, Sequence[str]]:
    """The place of each of these rows as a number, and the places that the numbers stand for: document and line."""
    document, line = rows.document[ordered], rows.line[ordered]
    if not line.any():
        return document, rows.documents
    width = np.int64(line.max() + 1)
    places, number = np.unique(document * width + line, return_inverse=True)
    named = zip((places // width).tolist(), (places % width).tolist(), strict=True)
    return number, [f"{rows.documents[d]}:{n}" if n else rows.documents[d] for d, n in named]


def spellings_of(cluster: IntArray, spelling: IntArray, line: IntArray, clusters: int) -> IntArray:
    """The spellings of claims by cluster, which ascends: as they are met, and sorted where no claim has a line.

    Without a line nothing but the table says what comes first.
    """
    placed, several = np.zeros(clusters, dtype=bool), np.zeros(clusters, dtype=bool)
    placed[cluster[line > 0]] = True
    several[cluster[1:][(cluster[1:] == cluster[:-1]) & (spelling[1:] != spelling[:-1])]] = True
    rows = np.flatnonzero((several & ~placed)[cluster])
    found = spelling.copy()
    found[rows] = spelling[rows[np.lexsort((spelling[rows], cluster[rows]))]]
    return found


def listed(cluster: IntArray, thing: IntArray, words: Sequence[str], clusters: int) -> list[str]:
    """The words for the things in each cluster, each once, as they are met; `cluster` ascends, `thing` is parallel."""
    fresh = np.ones(len(thing), dtype=bool)
    fresh[1:] = (cluster[1:] != cluster[:-1]) | (thing[1:] != thing[:-1])
    cluster, thing = cluster[fresh], thing[fresh]
    bounds = np.searchsorted(cluster, np.arange(clusters + 1)).tolist()
    said = _objects(words)[thing].tolist()
    if len(pairs(cluster, thing)[0]) == len(thing):  # nothing is met twice
        return [said[a] if b - a == 1 else ";".join(said[a:b]) for a, b in pairwise(bounds)]
    return [said[a] if b - a == 1 else ";".join(dict.fromkeys(said[a:b])) for a, b in pairwise(bounds)]


def by_finding(texts: Sequence[str], entries: Entries, count: int) -> list[str]:
    """The texts of the clusters of each of so many findings, separated by "|"."""
    bounds = np.searchsorted(entries.finding, np.arange(count + 1)).tolist()
    said = _objects(texts)[entries.cluster].tolist()
    return [said[a] if b - a == 1 else "|".join(said[a:b]) for a, b in pairwise(bounds)]
