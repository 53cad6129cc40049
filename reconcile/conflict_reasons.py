"""The sentences in which a conflict names its sides and what is odd about them."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np

from reconcile.arrays import IntArray, changes, count_distinct, expand, pairs
from reconcile.finding import Kind
from reconcile.rows import LISTED
from reconcile.telling import Telling
from reconcile.verdicts import KIND_NUMBER, SCALES
from reconcile.wording import count_words, names_words

_MOST_HELD = 100  # versions that are held against each other for the sentence about a slip of scale
_MOST_VERSIONS = 4  # versions spelled out in a sentence; the table has them all


def conflict_reasons(telling: Telling, groups: IntArray) -> list[str]:
    """The reason of each group in which plain values do not agree."""
    versions, judged = telling.versions, telling.judged
    told = [f"{' against '.join(sides)}." for sides in _sides(telling, groups)]
    within = (judged.kind == KIND_NUMBER[Kind.WITHIN_DOCUMENT]) | (judged.also >> KIND_NUMBER[Kind.WITHIN_DOCUMENT] & 1)
    scale = (judged.kind == KIND_NUMBER[Kind.SCALE]) | (judged.also >> KIND_NUMBER[Kind.SCALE] & 1)
    wide = np.bincount(telling.rows.group[versions.ambiguous], minlength=len(telling.groups))
    for number in np.flatnonzero((scale | within | wide | versions.mixed)[groups]).tolist():
        group = int(groups[number])
        if scale[group]:
            told[number] += _scale(telling, [c for c in telling.clusters(group) if not versions.listed[c]])
        if within[group]:
            told[number] += _one_document(telling, group)
        if wide[group]:
            fit = "fits" if wide[group] == 1 else "fit"
            told[number] += f" {count_words(int(wide[group]), 'statement')} {fit} more than one of these values."
        if versions.mixed[group]:
            told[number] += _apart(telling, group)
    return told


def _sides(telling: Telling, groups: IntArray) -> list[list[str]]:
    """What each group's best supported values are, and in how many documents."""
    versions = telling.versions
    start = telling.first[groups]
    shown = np.minimum(versions.plain[groups], _MOST_VERSIONS)
    position, _ = expand(start, start + shown)
    cluster = telling.display[position]
    votes = list(zip(versions.votes[cluster].tolist(), _documents(telling)[cluster].tolist(), strict=True))
    counts = {both: _counted(*both) for both in set(votes)}
    sides = [f"{words} in {counts[both]}" for words, both in zip(telling.all_words(cluster), votes, strict=True)]
    stop = np.cumsum(shown)
    more = (versions.plain[groups] - shown).tolist()
    return [
        [*sides[a:b], f"{rest} more values"] if rest else sides[a:b]
        for a, b, rest in zip((stop - shown).tolist(), stop.tolist(), more, strict=True)
    ]


def _documents(telling: Telling) -> IntArray:
    """How many documents state each version, those that repeat others included."""
    rows, versions = telling.rows, telling.versions
    if rows.voice is rows.document:
        return versions.votes
    stated = np.flatnonzero((versions.cluster >= 0) & ~versions.ambiguous & (rows.qualifier != LISTED))
    return count_distinct(versions.cluster[stated], rows.document[stated], len(versions.group))


def _counted(votes: int, documents: int) -> str:
    """The documents behind a version: "2 documents", or "3 documents, which count as 1" where some repeat others."""
    told = count_words(max(votes, documents), "document")
    return told if votes >= documents else f"{told}, which count as {votes}"


def _scale(telling: Telling, clusters: list[int]) -> str:
    """Name the first two values of which one is the thousandfold of the other, best supported ones first."""
    versions = telling.versions
    for pair in combinations(clusters[:_MOST_HELD], 2):
        small, big = sorted(pair, key=lambda cluster: versions.least[cluster])
        for factor in SCALES:
            low, high = versions.least[small] * factor, versions.most[small] * factor
            if low <= versions.most[big] and high >= versions.least[big]:
                words = f"{telling.words(big)} is {factor:,.0f} times {telling.words(small)}"
                return f" {words}: probably a slip of unit or scale."
    return ""


def _apart(telling: Telling, group: int) -> str:
    """Name the values that are no side of the conflict, because nothing converts their units."""
    clusters = telling.clusters(group)
    met = Counter(telling.versions.kind[clusters].tolist())
    alone = [telling.words(cluster) for cluster in clusters if met[telling.versions.kind[cluster].item()] == 1]
    if not alone:
        return " Values of different kinds or units are not compared with each other."
    return f" {names_words(alone)} cannot be compared with the others: kind or unit differs."


def _one_document(telling: Telling, group: int) -> str:
    """Say which document states two of the values."""
    rows, versions = telling.rows, telling.versions
    span = telling.span(group)
    counts = ~versions.ambiguous[span] & (versions.cluster[span] >= 0) & (rows.qualifier[span] != LISTED)
    cluster = versions.cluster[span][counts]
    kinds = np.int64(versions.kind.max(initial=0) + 1)
    speaker, _ = pairs(rows.document[span][counts] * kinds + versions.kind[cluster], cluster)
    both = [rows.documents[d] for d in changes(speaker[1:][speaker[1:] == speaker[:-1]] // kinds).tolist()]
    return f" {names_words(both)} {'contradicts itself' if len(both) == 1 else 'contradict themselves'}."
