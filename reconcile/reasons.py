"""The sentences in which a finding says why its verdict is what it is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from reconcile.arrays import BoolArray, count_distinct
from reconcile.conflict_reasons import conflict_reasons
from reconcile.finding import Kind, Verdict
from reconcile.rows import Rows
from reconcile.telling import Notes, Telling
from reconcile.verdicts import KIND_NUMBER, VERDICT_NUMBER
from reconcile.wording import count_words, names_words

AGREED = {
    KIND_NUMBER[Kind.ROUNDING]: "agree within the rounding of what is printed",
    KIND_NUMBER[Kind.ABOUT]: "agree within what “about” allows",
    KIND_NUMBER[Kind.RANGE]: "agree within the range that is stated",
    KIND_NUMBER[Kind.FINER_DATE]: "agree: one date is the other, told more finely",
}
ALIASED = "are two ways to write one value: K counts 1,000 or 1,024"

_COMPARED = 15  # digits of a number that a double surely tells apart


def reasons(telling: Telling, notes: Notes) -> list[str]:
    """The reason of every group."""
    judged, versions = telling.judged, telling.versions
    many = np.array([rule.many for rule in telling.groups.rules], dtype=bool)[telling.groups.attribute]
    odd = judged.has(Verdict.UNRESOLVED) | judged.has(Verdict.NOT_COMPARABLE) | (many & (versions.plain > 1))
    apart = ~odd & (versions.plain > 1)
    column = np.empty(len(telling.groups), dtype=object)
    _tell_plainly(telling, ~apart, column)
    column[apart] = conflict_reasons(telling, np.flatnonzero(apart))
    told: list[str] = column.tolist()
    explained = np.isin(judged.kind, (*AGREED, KIND_NUMBER[Kind.ALIAS])) & judged.has(Verdict.AGREEMENT)
    several = (explained | ((versions.voices > 1) & (versions.lists > 0))) & (versions.plain <= 1)
    for group in np.flatnonzero(odd | several).tolist():
        if group not in notes.instead:
            told[group] = _reason(telling, group)
    for group, sentence in notes.instead.items():
        told[group] = sentence
    counted = np.bincount(telling.rows.group, minlength=len(told))
    for group in np.flatnonzero((counted > versions.stated) & (versions.stated > 0)).tolist():
        told[group] += " " + _not_counted(telling, group)
    for group, sentences in notes.of.items():
        told[group] = " ".join((told[group], *sentences))
    return told


def _tell_plainly(telling: Telling, wanted: BoolArray, told: npt.NDArray[np.object_]) -> None:
    """Tell of the wanted groups what one voice, or several that state one value, amount to."""
    rows, versions, groups = telling.rows, telling.versions, telling.groups
    if not wanted.any():
        return
    several = np.flatnonzero(wanted & (versions.voices > 1))
    words = telling.all_words(telling.main[several])
    voices = versions.voices[several].tolist()
    told[several] = [f"{n} independent documents state {value}." for n, value in zip(voices, words, strict=True)]
    for group in several[_beyond_doubles(rows, len(groups))[several]].tolist():
        told[group] = told[group][:-1] + f", or what is equal to it in the {_COMPARED} digits compared."
    repeated = count_distinct(rows.group[rows.asserted], rows.document[rows.asserted], len(groups)) > 1
    for copied in (False, True):
        alone = np.flatnonzero(wanted & (versions.voices <= 1) & (repeated == copied))
        document = rows.document[versions.head[telling.main[alone]]].tolist()
        told[alone] = [_only(rows.documents[number], copied) for number in document]


def _beyond_doubles(rows: Rows, count: int) -> BoolArray:
    """Groups with several numbers of more digits than a double holds: equal ones may differ in what is not compared."""
    long = np.array([len(value) > _COMPARED and _digits(value) > _COMPARED for value in rows.values], dtype=bool)
    chosen = np.flatnonzero(rows.asserted & ~rows.is_term)
    chosen = chosen[long[rows.value[chosen]]]
    return np.asarray(count_distinct(rows.group[chosen], rows.value[chosen], count) > 1)


def _digits(value: str) -> int:
    """The digits of a number; of a range, those of the end that has more."""
    return max(sum(map(str.isdecimal, end)) for end in value.split("/"))


def _reason(telling: Telling, group: int) -> str:
    judged, versions = telling.judged, telling.versions
    verdict = judged.verdict[group]
    if verdict == VERDICT_NUMBER[Verdict.UNRESOLVED]:
        return "It is not clear which entity these statements are about."
    if verdict == VERDICT_NUMBER[Verdict.NOT_COMPARABLE]:
        return _not_comparable(telling, group)
    if versions.plain[group] > 1:
        return _many(telling, group)
    if versions.lists[group]:
        return _list(telling, group)
    alone = "" if versions.voices[group] > 1 else f" {_source(telling, group)}"
    if judged.kind[group] == KIND_NUMBER[Kind.ALIAS]:
        return f"{_two(telling, group)} {ALIASED}.{alone}"
    cluster = telling.clusters(group)[0]
    low, high = versions.low[cluster].item(), versions.high[cluster].item()
    shared = telling.interval(int(versions.head[cluster]), low, high)
    return f"{_two(telling, group)} {AGREED[judged.kind[group]]}; all statements hold {shared}.{alone}"


def _only(document: str, copied: bool) -> str:
    return f"Only {document} and documents that repeat it state it." if copied else f"Only {document} states it."


def _source(telling: Telling, group: int) -> str:
    """The one voice of a group."""
    rows, span = telling.rows, telling.span(group)
    document = rows.documents[rows.document[telling.versions.head[telling.clusters(group)[0]]]]
    return _only(document, len(np.unique(rows.document[span][rows.asserted[span]])) > 1)


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
    return f"{telling.with_interval(widest)} and {telling.with_interval(narrow)}"


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
