"""Findings about implausible values of a large table, put among those of its groups, without an object per claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.claim import Status
from extract.words.pack import Pack
from factaudit.table_store import TableStore
from reconcile.arrays import IntArray, count_distinct, expand, order_by, starts
from reconcile.attributes import SEVERITIES
from reconcile.finding import VERDICTS, Kind, Verdict
from reconcile.fingerprint import finding_ids, fingerprint
from reconcile.implausible import RULE, implausible, reason_of, unified_scopes
from reconcile.names import Names
from reconcile.rows import reading_order
from reconcile.spelling import shown
from reconcile.tables import Entries, by_finding, listed, spellings_of
from reconcile.wording import part_words, value_words
from reports.visible import place

if TYPE_CHECKING:
    import pandas as pd

_BEFORE = {verdict.value for verdict in VERDICTS[: VERDICTS.index(Verdict.IMPLAUSIBLE)]}


class _Topic(NamedTuple):
    """What a finding is about, in the order in which findings are sorted."""

    severity: int  # number in SEVERITIES
    entity: str
    attribute: str
    scope: str
    key: str  # of the entity


@dataclass(frozen=True, slots=True)
class _Clusters:
    """The implausible claims by finding and value."""

    claims: pd.DataFrame  # their rows of the frame, sorted by finding, value and place
    first: IntArray  # of each cluster: its first claim; one more entry at the end
    finding: IntArray  # of each cluster
    value: IntArray  # of each cluster: code of its value
    ranked: IntArray  # clusters in the order in which findings show them: most documents first

    def __len__(self) -> int:
        """Number of clusters."""
        return len(self.finding)

    @property
    def owner(self) -> IntArray:
        """The cluster of each claim."""
        return np.repeat(np.arange(len(self)), np.diff(self.first))


def with_implausible(
    store: TableStore, pack: Pack, names: Names, findings: pd.DataFrame, members: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The findings and members of `reconcile.reconcile.judge_frame` with a finding for each implausible value.

    They say what `reconcile.implausible.implausible_findings` says of the same claims.
    """
    import pandas as pd

    rows = _rows(store.frame, pack)
    if not len(rows):
        return findings, members
    topics, topic = _topics(store.frame, rows, pack, names)
    clusters = _clusters(store.frame, rows, topic)
    at = int(findings["verdict"].isin(_BEFORE).sum())
    added = _findings(topics, clusters, pack)[findings.columns]
    findings = pd.concat([findings.iloc[:at], added, findings.iloc[at:]], ignore_index=True)
    below = int(np.searchsorted(members["finding"].to_numpy(), at))
    moved = members.iloc[below:].assign(finding=members["finding"].iloc[below:] + len(topics))
    return findings, pd.concat([members.iloc[:below], _members(clusters, at), moved], ignore_index=True)


def _rows(frame: pd.DataFrame, pack: Pack) -> IntArray:
    """Rows of the claims that are asserted and not plausible."""
    attribute, value = frame["attribute"].cat, frame["value"].cat
    names, values = (list(map(str, column.categories)) for column in (attribute, value))
    bounded = [name for name in names if name in pack.attributes and pack.attributes[name].plausible]
    rows = np.flatnonzero((frame["attribute"].isin(bounded) & (frame["status"] == Status.ASSERTED.value)).to_numpy())
    pair = attribute.codes.to_numpy().astype(np.int64)[rows] * len(values) + value.codes.to_numpy()[rows]
    distinct, number = np.unique(pair, return_inverse=True)
    odd = [
        implausible(values[one % len(values)], pack.attributes[names[one // len(values)]]) for one in distinct.tolist()
    ]
    failed: IntArray = rows[np.array(odd, dtype=bool)[number]]
    return failed


def _topics(frame: pd.DataFrame, rows: IntArray, pack: Pack, names: Names) -> tuple[list[_Topic], IntArray]:
    """What there is a finding about, sorted, and the number of each row's."""
    pairs = frame[["attribute", "scope"]].value_counts().items()
    counts = {(str(pair[0]), str(pair[1])): int(count) for pair, count in pairs if isinstance(pair, tuple)}
    scopes = unified_scopes(counts, pack)
    columns = [frame[name].cat for name in ("entity", "attribute", "scope")]
    code = np.zeros(len(rows), dtype=np.int64)
    for column in columns:
        code = code * len(column.categories) + column.codes.to_numpy()[rows]
    distinct, inverse = np.unique(code, return_inverse=True)
    entities, attributes, said = (column.categories.tolist() for column in columns)
    stated = []
    for one in distinct.tolist():
        rest, scope = divmod(one, len(said))
        entity, attribute = (
            texts[at] for texts, at in zip((entities, attributes), divmod(rest, len(attributes)), strict=True)
        )
        key, severity = names.keys[entity], SEVERITIES.index(pack.attributes[attribute].severity)
        stated.append(_Topic(severity, names.display[key], attribute, scopes[attribute, said[scope]], key))
    topics = sorted(set(stated))
    number = {topic: at for at, topic in enumerate(topics)}
    return topics, np.array([number[topic] for topic in stated], dtype=np.int64)[inverse]


def _clusters(frame: pd.DataFrame, rows: IntArray, finding: IntArray) -> _Clusters:
    claims = frame.iloc[rows].assign(of=rows, finding=finding)
    value, document = (claims[name].cat.codes.to_numpy().astype(np.int64) for name in ("value", "document"))
    cluster = finding * np.int64(value.max() + 1) + value
    order = reading_order(cluster, document, claims["start"].to_numpy(np.int64), claims)
    first = starts(cluster[order])
    owner = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(order))))
    documents = count_distinct(owner, document[order], len(first))
    head = order[first]
    ranked = order_by(finding[head], -documents, value[head])
    return _Clusters(claims.iloc[order], np.append(first, len(order)), finding[head], value[head], ranked)


def _findings(topics: list[_Topic], clusters: _Clusters, pack: Pack) -> pd.DataFrame:
    """The findings as `reconcile.tables.build` makes a frame of them."""
    import pandas as pd

    rules = [pack.attributes[topic.attribute] for topic in topics]
    prints = [fingerprint(topic.key, topic.attribute, topic.scope, RULE) for topic in topics]
    entries = Entries(clusters.finding[clusters.ranked], clusters.ranked)
    texts = {"values": _values(clusters), "documents": _places(clusters), "stated": _spellings(clusters)}
    told = pd.DataFrame(
        {
            "finding_id": finding_ids(prints),
            "fingerprint": prints,
            "entity": [topic.entity for topic in topics],
            "entity_key": [topic.key for topic in topics],
            "attribute": [topic.attribute for topic in topics],
            "scope": [topic.scope for topic in topics],
            "verdict": Verdict.IMPLAUSIBLE.value,
            "kind": Kind.NONE.value,
            "also": "",
            "severity": [SEVERITIES[topic.severity] for topic in topics],
            **{name: by_finding(column, entries, len(topics)) for name, column in texts.items()},
        },
        dtype=object,
    )
    written = clusters.claims["value"].cat.categories.tolist()
    first = np.searchsorted(clusters.finding, np.arange(len(topics) + 1)).tolist()
    values = [written[at] for at in clusters.value.tolist()]
    reasons = [
        reason_of([value_words(value, rule.type, rule.unit) for value in values[start:stop]], rule)
        for rule, start, stop in zip(rules, first[:-1], first[1:], strict=True)
    ]
    return told.assign(reason=pd.Series(reasons, dtype=object), clusters=np.diff(first))


def _values(clusters: _Clusters) -> list[str]:
    """The value of each cluster, with the part of a year or month that its narrowest statement means."""
    lower, upper = (clusters.claims[end].to_numpy(np.float64) for end in ("lower", "upper"))
    bounded = np.isfinite(lower) & np.isfinite(upper)
    width = np.where(bounded, upper, np.inf) - np.where(bounded, lower, 0)
    least = np.minimum.reduceat(width, clusters.first[:-1])
    narrow = np.flatnonzero(width == least[clusters.owner])
    head = narrow[starts(clusters.owner[narrow])]
    stated = clusters.claims["value"].iloc[head].tolist()
    ends = zip(stated, lower[head].tolist(), upper[head].tolist(), bounded[head].tolist(), strict=True)
    return [part_words(value, low, high) if known else value for value, low, high, known in ends]


def _places(clusters: _Clusters) -> list[str]:
    """The places of each cluster: document and line."""
    document, line = clusters.claims["document"].cat, clusters.claims["line"].to_numpy(np.int64)
    width = np.int64(line.max() + 1)
    distinct, number = np.unique(document.codes.to_numpy().astype(np.int64) * width + line, return_inverse=True)
    names = document.categories.tolist()
    words = [place(names[one // width], one % width) for one in distinct.tolist()]
    return listed(clusters.owner, number, words, len(clusters))


def _spellings(clusters: _Clusters) -> list[str]:
    """The spellings of each cluster."""
    quote = clusters.claims["quote"].cat
    codes, number = np.unique(quote.codes.to_numpy(), return_inverse=True)
    words = [shown(text) for text in quote.categories[codes].tolist()]
    known: dict[str, int] = {}
    same = np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int64)
    line = clusters.claims["line"].to_numpy(np.int64)
    spelled = spellings_of(clusters.owner, number, line, len(clusters))
    return listed(clusters.owner, same[spelled], list(known), len(clusters))


def _members(clusters: _Clusters, first: int) -> pd.DataFrame:
    """A row for each claim of these findings, which are numbered from `first`."""
    import pandas as pd

    start, ranked = clusters.first, clusters.ranked
    claim, shown_as = expand(start[ranked], start[ranked + 1])
    finding = clusters.finding[ranked]
    rank = np.arange(len(ranked)) - np.searchsorted(finding, finding)
    columns = {
        "finding": first + finding[shown_as],
        "cluster": rank[shown_as],
        "row": clusters.claims["of"].to_numpy(np.int64)[claim],
        "counted": np.ones(len(claim), dtype=bool),
        "head": claim == start[ranked][shown_as],
    }
    return pd.DataFrame(columns)
