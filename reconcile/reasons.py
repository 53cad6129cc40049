"""The sentences in which a finding says why its verdict is what it is."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from reconcile.clusters import IntArray
from reconcile.finding import Kind, Verdict
from reconcile.rows import Groups, Rows
from reconcile.verdicts import KIND_NUMBER, SCALES, VERDICT_NUMBER, Judged
from reconcile.versions import Versions
from reconcile.wording import count_words, interval_words, names_words, value_words

_AGREED = {
    KIND_NUMBER[Kind.ROUNDING]: "agree within the rounding of what is printed",
    KIND_NUMBER[Kind.ABOUT]: "agree within what “about” allows",
    KIND_NUMBER[Kind.RANGE]: "agree: one lies within the other",
    KIND_NUMBER[Kind.FINER_DATE]: "agree: one date is the other, told more finely",
}
_MOST_VERSIONS = 4  # versions spelled out in a sentence; the table has them all


@dataclass(slots=True)
class Notes:
    """Sentences that later steps add to the reasons of groups."""

    of: dict[int, list[str]] = field(default_factory=dict)

    def add(self, group: int, sentence: str) -> None:
        """Add a sentence to the reason of a group, once."""
        told = self.of.setdefault(group, [])
        if sentence not in told:
            told.append(sentence)


@dataclass(frozen=True, slots=True)
class Telling:
    """All that reasons are made from."""

    rows: Rows
    groups: Groups
    versions: Versions
    judged: Judged
    display: IntArray  # plain and listed clusters, by group, best supported first
    first: IntArray  # first entry of each group in `display`; one more entry at the end

    def kind_of(self, group: int) -> str:
        """Type of the group's attribute."""
        return self.groups.rules[int(self.groups.attribute[group])].type

    def many(self, group: int) -> bool:
        """Whether the group's attribute may have several values at once."""
        return self.groups.rules[int(self.groups.attribute[group])].many

    def words(self, cluster: int) -> str:
        """The most precise value of a cluster, in words."""
        return self.row_words(int(self.versions.head[cluster]))

    def row_words(self, row: int) -> str:
        """The value of a claim, in words."""
        rule = self.groups.rules[int(self.groups.attribute[self.rows.group[row]])]
        kind = "term" if self.rows.is_term[row] else rule.type
        return value_words(self.rows.values[self.rows.value[row]], kind, rule.unit)

    def clusters(self, group: int) -> list[int]:
        """The clusters of a group, best supported first."""
        return [int(c) for c in self.display[self.first[group] : self.first[group + 1]]]

    def voices_of(self, cluster: int) -> set[int]:
        """The voices behind a cluster."""
        span = self.span(int(self.versions.group[cluster]))
        return set(self.rows.voice[span][self.versions.cluster[span] == cluster].tolist())

    def span(self, group: int) -> slice:
        """The rows of a group."""
        return slice(*np.searchsorted(self.rows.group, (group, group + 1)).tolist())


def shown_order(versions: Versions) -> IntArray:
    """Clusters by group, plain ones before listed ones, best supported first, then by value."""
    number = np.arange(len(versions.group))
    return np.lexsort((number, -versions.votes, versions.listed, versions.group)).astype(np.int64)


def reasons(telling: Telling, notes: Notes) -> list[str]:
    """The reason of every group."""
    judged, versions = telling.judged, telling.versions
    told = _plain_reasons(telling)
    odd = judged.has(Verdict.UNRESOLVED) | judged.has(Verdict.NOT_COMPARABLE)
    explained = np.isin(judged.kind, (*_AGREED, KIND_NUMBER[Kind.ALIAS])) & judged.has(Verdict.AGREEMENT)
    several = (versions.voices > 1) & (explained | (versions.lists > 0))
    for group in np.flatnonzero(odd | several | (versions.plain > 1)).tolist():
        told[group] = _reason(telling, group)
    counted = np.bincount(telling.rows.group, minlength=len(told))
    for group in np.flatnonzero((counted > versions.stated) & (versions.stated > 0)).tolist():
        told[group] += " " + _not_counted(telling, group)
    for group, sentences in notes.of.items():
        told[group] = " ".join((told[group], *sentences))
    return told


def _plain_reasons(telling: Telling) -> list[str]:
    """What one voice, or several that state one value, amount to: most groups, so made in one go."""
    rows, versions = telling.rows, telling.versions
    if not len(telling.groups):
        return []
    start = telling.first[:-1]
    head = versions.head[telling.display[np.minimum(start, len(telling.display) - 1)]]
    documents = rows.documents
    names = [documents[d] for d in rows.document[head].tolist()]
    kinds = [rule.type for rule in telling.groups.rules]
    units = [rule.unit for rule in telling.groups.rules]
    single = (versions.voices <= 1).tolist()
    spelled: dict[tuple[int, int], str] = {}
    told = []
    columns = (single, names, versions.voices.tolist(), telling.groups.attribute.tolist(), rows.value[head].tolist())
    for alone, name, voices, attribute, value in zip(*columns, strict=True):
        if alone:
            told.append(f"Only {name} states it.")
            continue
        words = spelled.get((attribute, value))
        if words is None:
            words = value_words(rows.values[value], kinds[attribute], units[attribute])
            spelled[attribute, value] = words
        told.append(f"{voices} independent documents state {words}.")
    return told


def _reason(telling: Telling, group: int) -> str:
    judged, versions = telling.judged, telling.versions
    verdict = judged.verdict[group]
    if verdict == VERDICT_NUMBER[Verdict.UNRESOLVED]:
        return "It is not clear which entity these statements are about."
    if verdict == VERDICT_NUMBER[Verdict.NOT_COMPARABLE]:
        return _not_comparable(telling, group)
    if telling.many(group):
        return _many(telling, group)
    if versions.plain[group] > 1:
        return _conflict(telling, group)
    if versions.lists[group]:
        return _list(telling, group)
    if judged.kind[group] == KIND_NUMBER[Kind.ALIAS]:
        return f"{_two(telling, group)} are two ways to write one value: K counts 1,000 or 1,024."
    cluster = telling.clusters(group)[0]
    shared = interval_words(versions.low[cluster], versions.high[cluster], telling.kind_of(group))
    return f"{_two(telling, group)} {_AGREED[judged.kind[group]]}; all statements hold {shared}."


def _two(telling: Telling, group: int) -> str:
    """The most and the least precise statement of a group, each with its interval."""
    rows = telling.rows
    span = telling.span(group)
    width = np.where(rows.asserted[span], rows.upper[span] - rows.lower[span], -1.0)
    widest = span.start + int(np.argmax(width))
    narrow = int(telling.versions.head[telling.clusters(group)[0]])
    if rows.value[widest] == rows.value[narrow]:
        others = np.flatnonzero((rows.value[span] != rows.value[narrow]) & rows.asserted[span])
        widest = span.start + int(others[0]) if len(others) else widest
    return f"{_with_interval(telling, widest)} and {_with_interval(telling, narrow)}"


def _with_interval(telling: Telling, row: int) -> str:
    rows = telling.rows
    kind = telling.kind_of(int(rows.group[row]))
    words, interval = telling.row_words(row), interval_words(rows.lower[row], rows.upper[row], kind)
    return words if words == interval else f"{words} ({interval})"


def _conflict(telling: Telling, group: int) -> str:
    judged, versions = telling.judged, telling.versions
    clusters = [c for c in telling.clusters(group) if not versions.listed[c]]
    told = [
        f"{telling.words(cluster)} in {count_words(int(versions.votes[cluster]), 'document')}"
        for cluster in clusters[:_MOST_VERSIONS]
    ]
    if len(clusters) > _MOST_VERSIONS:
        told.append(f"{len(clusters) - _MOST_VERSIONS} more values")
    sentences = [" against ".join(told) + "."]
    if judged.kind[group] == KIND_NUMBER[Kind.SCALE]:
        sentences.append(_scale(telling, clusters))
    sentences += _one_document(telling, group)
    wide = int(np.count_nonzero(versions.ambiguous[telling.span(group)]))
    if wide:
        fit = "fits" if wide == 1 else "fit"
        sentences.append(f"{count_words(wide, 'statement')} {fit} more than one of these values.")
    return " ".join(sentences)


def _scale(telling: Telling, clusters: list[int]) -> str:
    versions = telling.versions
    main = clusters[0]
    for other in clusters[1:]:
        for factor in SCALES:
            for big, small in ((main, other), (other, main)):
                low, high = versions.low[small] * factor, versions.high[small] * factor
                if low <= versions.high[big] and high >= versions.low[big]:
                    words = f"{telling.words(big)} is {factor:,.0f} times {telling.words(small)}"
                    return f"{words}: probably a slip of unit or scale."
    return ""


def _one_document(telling: Telling, group: int) -> list[str]:
    """Say which document states two of the values."""
    rows, versions = telling.rows, telling.versions
    span = telling.span(group)
    stated: dict[int, set[int]] = {}
    for offset in range(span.start, span.stop):
        cluster = int(versions.cluster[offset])
        if cluster >= 0 and not versions.ambiguous[offset] and not versions.listed[cluster]:
            stated.setdefault(int(rows.document[offset]), set()).add(cluster)
    both = [rows.documents[document] for document, clusters in sorted(stated.items()) if len(clusters) > 1]
    if not both:
        return []
    return [f"{names_words(both)} {'contradicts itself' if len(both) == 1 else 'contradict themselves'}."]


def _not_comparable(telling: Telling, group: int) -> str:
    versions = telling.versions
    if versions.stated[group] == 0:
        return f"No document asserts it: {_statuses(telling, group)}."
    if versions.mixed[group]:
        return "The values are of different kinds or units and cannot be compared."
    return _many(telling, group)


def _many(telling: Telling, group: int) -> str:
    """Several values of an attribute that may have them: which of them documents share."""
    versions = telling.versions
    clusters = telling.clusters(group)
    values = names_words([telling.words(cluster) for cluster in clusters])
    best = int(versions.votes[clusters[0]])
    shared = f"; {best} independent documents name {telling.words(clusters[0])}" if best > 1 else ""
    return f"Several values may hold at once: {values}{shared}."


def _list(telling: Telling, group: int) -> str:
    count = int(telling.versions.voices[group])
    voices = count_words(count, "independent document")
    if telling.judged.verdict[group] == VERDICT_NUMBER[Verdict.POSSIBLE]:
        return f"{voices} state values of its variants, and no list holds all of them: each may be incomplete."
    if telling.judged.kind[group] == KIND_NUMBER[Kind.SAME]:
        return f"{voices} list the same values for its variants."
    return f"{voices} state values of its variants; one list holds all of them."


def _not_counted(telling: Telling, group: int) -> str:
    return f"Not counted: {_statuses(telling, group)}."


def _statuses(telling: Telling, group: int) -> str:
    """The statements of a group that no document stands behind, with their values."""
    rows = telling.rows
    span = telling.span(group)
    values = dict.fromkeys(telling.row_words(row) for row in range(span.start, span.stop) if not rows.asserted[row])
    count = int(np.count_nonzero(~rows.asserted[span]))
    what = "hedged, negated, planned or quoted"
    return f"{count_words(count, 'statement')} {what} ({names_words(list(values))})"
