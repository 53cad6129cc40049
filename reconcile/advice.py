"""Puts suggestions on contested findings: what source authority says, else what learnt source trust says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from extract.claim import Qualifier, Status
from reconcile.arrays import BoolArray, FloatArray, IntArray, compacted, count_distinct, order_by, place, starts
from reconcile.finding import Finding, Kind, Suggestion, Verdict
from reconcile.forms import PREFIX
from reconcile.frame import sorted_codes
from reconcile.partial_lists import list_ends
from reconcile.versions import compared_ends
from reconcile.votes import scatter
from reconcile.wording import LATEST_YEAR, is_period, part_words

if TYPE_CHECKING:
    import pandas as pd

# Findings without a conflict, but with several voices, that trust is learnt from, beside all contested ones: they fix
# the reliability of a source to a few hundredths, and a large table with few conflicts costs no more than a small one.
TEACHERS = 20_000
PEOPLE = f"{PREFIX}people"  # rule of claims whose values name people
_YEAR = re.compile(r"[0-9]{4}(?![0-9])")  # at the beginning of a date
_DAYS = 365.2425  # of a year
LEAST_SIDES = 2  # of a conflict
CONTESTED = frozenset({Verdict.CONFLICT, Verdict.POSSIBLE})


class Advice(NamedTuple):
    """What is suggested for contested findings, in columns sorted by finding: see `Suggestion`."""

    finding: list[int]  # its number
    value: list[str]
    basis: list[str]
    strength: list[str]
    cluster: list[int]

    def suggestion(self, at: int) -> Suggestion:
        """One of them as an object."""
        return Suggestion(self.value[at], self.basis[at], self.strength[at], self.cluster[at])


NO_ADVICE = Advice([], [], [], [], [])


def advise(
    findings: tuple[Finding, ...], frame: pd.DataFrame, members: pd.DataFrame, authority: Mapping[str, float]
) -> tuple[Finding, ...]:
    """Findings with a suggestion for each contested one; see `suggested`."""
    contested = np.array([finding.verdict in CONTESTED for finding in findings], dtype=bool)
    ruled = np.array([finding.kind is Kind.RULE for finding in findings], dtype=bool)
    advised = list(findings)
    advice = suggested(contested, ruled, frame, members, authority)
    for at, number in enumerate(advice.finding):
        advised[number] = replace(findings[number], suggestion=advice.suggestion(at))
    return tuple(advised)


def suggested(
    contested: BoolArray, ruled: BoolArray, frame: pd.DataFrame, members: pd.DataFrame, authority: Mapping[str, float]
) -> Advice:
    """Which version of each contested finding is probably right, or that the sources are balanced.

    `frame` and `members` are those of `reconcile.reconcile.judge_frame`; `authority` gives documents the weight
    that the user declared; `contested` and `ruled` tell of each finding whether its values differ and whether it is
    a broken rule. Broken rules and values listed for variants, which may all be right, get no suggestion.
    """
    from reconcile.suggestions import suggest
    from reconcile.trust import learn

    group, cluster, row = (members[name].to_numpy(np.int64) for name in ("finding", "cluster", "row"))
    listed = np.zeros(len(contested), dtype=bool)
    listed[group[(frame["qualifier"] == Qualifier.OF_VARIANT.value).to_numpy()[row]]] = True
    contested = contested & ~ruled & ~listed
    if not contested.any():
        return NO_ADVICE
    asserted = (frame["status"] == Status.ASSERTED.value).to_numpy()[row]
    kept = (cluster >= 0) & asserted
    teaching = _several(group[kept], _voices(frame)[row[kept]], len(contested)) & ~(contested | ruled | listed)
    kept &= (contested | _some(teaching, TEACHERS))[group]
    values, texts = _stated(frame)
    votes = _votes(frame, members[kept], values, texts)
    if "context" not in frame or not (frame["context"] != "").any():
        # Bare claims: what a document states on a later line replaces what it stated before. Without lines nothing
        # tells which is later: the order of rows is an accident.
        votes = votes[_latest(votes, frame["line"].to_numpy(np.int64)[row[kept]])]
    made = suggest(learn(votes), authority)
    made = made[contested[made["group"]]]
    favoured = made["cluster"].to_numpy(np.int64)
    words = (*texts, "")  # the last one where nothing is suggested
    named = [words[value] for value in favoured.tolist()]
    columns = (made[name].tolist() for name in ("basis", "strength", "side"))
    return Advice(made["group"].tolist(), named, *columns)


def _voices(frame: pd.DataFrame) -> IntArray:
    """Number of the document that stands for each claim: its own where nothing is known of copies."""
    return sorted_codes(frame["voice" if "voice" in frame else "document"])[0]


def _several(group: IntArray, voice: IntArray, groups: int) -> BoolArray:
    """The groups in which several voices speak; `group` is ascending."""
    first = starts(group)
    length = np.diff(np.append(first, len(group)))
    several = np.zeros(groups, dtype=bool)
    several[group[voice != np.repeat(voice[first], length)]] = True
    return several


def _some(wanted: BoolArray, most: int) -> BoolArray:
    """Those that are wanted, or so many of them, chosen by their number alone."""
    found = np.flatnonzero(wanted)
    chosen = np.zeros(len(wanted), dtype=bool)
    chosen[found[np.argsort(scatter(found), kind="stable")[:most]]] = True
    return chosen


def _votes(frame: pd.DataFrame, members: pd.DataFrame, values: IntArray, texts: tuple[str, ...]) -> pd.DataFrame:
    """The statements to learn from, as `reconcile.votes.read_table` takes them.

    Numbers and dates keep their intervals: a source that rounds is right where its interval holds what is right, and
    one that is nearly right is wrong. Texts have no precision: those that agree are one value in several spellings.
    Only lists of people may say less than others.
    """
    import pandas as pd

    row = members["row"].to_numpy(np.int64)
    finding, cluster = (members[name].to_numpy(np.int64) for name in ("finding", "cluster"))
    side = finding * np.int64(cluster.max(initial=0) + 1) + cluster
    order = order_by(side, ~members["head"].to_numpy(bool) * np.int64(1), values[row])
    first = order[starts(side[order])]  # a head of each side
    text = frame["lower"].isna().to_numpy()
    spelled = row[first][np.searchsorted(side[first], side)]
    lower, upper = (frame[name].to_numpy(np.float64)[row] for name in ("lower", "upper"))
    low, high = compared_ends(lower, upper, ~text[row])
    said = values[np.where(text[row], spelled, row)]
    people = np.flatnonzero((frame["rule"] == PEOPLE).to_numpy()[row] & text[row]) if "rule" in frame else row[:0]
    low[people], high[people] = list_ends(finding[people], said[people], texts)
    votes: dict[str, Any] = {
        "group": finding,
        "cluster": said,
        "side": np.where(members["counted"].to_numpy(bool), cluster, -1),
        "source": frame["document"].array[row],
        "topic": sorted_codes(frame["attribute"])[0][row],
        "dated": np.abs(low - _DAYS * _years(texts)[values[row]]) < _DAYS,
        "lower": low,
        "upper": high,
        "listed": text[row] & ~np.isnan(low),
    }
    if "voice" in frame:
        votes["voice"] = frame["voice"].array[row]
    return pd.DataFrame(votes)


def _years(texts: tuple[str, ...]) -> FloatArray:
    """The year that each of the texts begins with; NaN where it begins with none."""
    found = (_YEAR.match(text) for text in texts)
    return np.array([float(match[0]) if match else np.nan for match in found])


def _latest(votes: pd.DataFrame, line: IntArray) -> BoolArray:
    """Which statements count: a source has not replaced them on a later line; those of one line stand together."""
    import pandas as pd

    group, value = votes["group"].to_numpy(np.int64), votes["cluster"].to_numpy(np.int64)
    codes, names = pd.factorize(votes["source"])
    pair = group * np.int64(max(len(names), 1)) + codes
    stands = np.ones(len(pair), dtype=bool)
    order = order_by(pair)
    times = np.diff(np.append(starts(pair[order]), len(order)))
    order = order[np.repeat(times > 1, times)]  # few sources speak twice of one thing
    if len(order):
        order = order[order_by(pair[order])]
        first = starts(pair[order])
        latest = np.maximum.reduceat(line[order], first)
        stands[order] = line[order] == np.repeat(latest, np.diff(np.append(first, len(order))))
    # Where one value alone would be left, the others keep their statements: the conflict has them as sides.
    count = int(group.max(initial=-1)) + 1
    lone: BoolArray = count_distinct(group[stands], value[stands], count)[group] < LEAST_SIDES
    return np.asarray(stands | lone)


def _stated(frame: pd.DataFrame) -> tuple[IntArray, tuple[str, ...]]:
    """Number the values of the claims, one number for "10" and "10.0" where they are numbers; the text of each.

    The early and the late part of one year are two values, though their texts are one.
    """
    import pandas as pd

    codes, texts = sorted_codes(frame["value"])
    numeric = pd.to_numeric(pd.Series(texts, dtype=object), errors="coerce").to_numpy(np.float64)
    written = np.flatnonzero(~np.isnan(numeric))
    _, first, equal = np.unique(numeric[written], return_index=True, return_inverse=True)
    merged = np.arange(len(texts))
    merged[written] = written[first[equal]]
    measured = frame["lower"].notna().to_numpy()
    number, used = compacted(np.where(measured, merged[codes], codes), len(texts))
    named = [texts[at] for at in used.tolist()]
    lower, upper = frame["lower"].to_numpy(np.float64), frame["upper"].to_numpy(np.float64)
    dates = np.array([is_period(text) for text in named], dtype=bool)[number]
    rows = np.flatnonzero(dates & (lower > LATEST_YEAR))
    if len(rows):
        begins, ends, width = place(number[rows], lower[rows], upper[rows])
        begins = np.unique(begins, return_inverse=True)[1]
        _, first, part = np.unique(begins * width + ends % width, return_index=True, return_inverse=True)
        number = number.copy()
        stated = zip(*(column[rows[first]].tolist() for column in (number, lower, upper)), strict=True)
        parts = [part_words(named[at], low, high) for at, low, high in stated]
        number[rows] = len(named) + part
        named += parts
    return number, tuple(named)
