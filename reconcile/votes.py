"""Votes: which independent source states which value of which group, each pair once.

Sources are taken to be independent unless the table says otherwise: where the text of the documents is known,
`reconcile.lineage` has found who repeats whom, and a file of the same bytes is known by its hash. That two sources
state the same few values is no evidence of copying, for two that are right agree as well; shared errors are, and
`reconcile.copying` weighs them. Voices are numbered by what they state, not by name or place in a file, so that the
order of the claims moves no bit of what is computed from the votes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from reconcile.arrays import BoolArray, FloatArray, IntArray, changes, order_by, place, starts
from reconcile.overlaps import Overlaps, find_overlaps

if TYPE_CHECKING:
    import pandas as pd

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # increment and factors of the splitmix64 generator
_FACTORS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_SHIFTS = (np.uint64(30), np.uint64(27), np.uint64(31))


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """Votes sorted by group, value and voice; groups, values and voices are numbered from 0."""

    voice: IntArray  # of each vote
    value: IntArray  # of each vote
    group: IntArray  # of each value
    first: IntArray  # of each group: its first value; one more entry at the end
    opens: IntArray  # of each value: its first vote; one more entry at the end
    claims: IntArray  # of each voice: how many votes it has, those outside this selection included
    low: IntArray  # of each value: the lower end of its interval, as a number of the same order
    high: IntArray  # of each value: the upper end
    overlaps: Overlaps
    choices: IntArray  # of each value: how many there were to choose from, itself and those that it excludes
    sharpness: FloatArray  # of each value: share of the other points of its group that it excludes, 1 for a text
    topic: IntArray  # of each group
    listed: BoolArray  # of each value: it is a list, which may be part of another

    @property
    def voices(self) -> int:
        """How many voices there are."""
        return len(self.claims)

    @property
    def values(self) -> int:
        """How many values there are, over all groups."""
        return len(self.group)

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return len(self.first) - 1

    @property
    def begins(self) -> IntArray:
        """Of each group: its first vote; one more entry at the end."""
        return self.opens[self.first]

    def select(self, wanted: BoolArray) -> Votes:
        """The votes of the wanted groups alone, under the same numbers of voices."""
        values = wanted[self.group]
        votes = values[self.value]
        number = np.cumsum(values) - 1
        groups = np.cumsum(wanted) - 1
        ends = self.low[values], self.high[values]
        group, topic = groups[self.group[values]], self.topic[wanted]
        listed = self.listed[values]
        return _votes(self.voice[votes], number[self.value[votes]], group, self.claims, ends, topic, listed)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A claims table as votes, with the way back to its own names."""

    votes: Votes
    group: IntArray  # of each group: its code in the table
    cluster: IntArray  # of each value: its code in the table
    side: IntArray  # of each value: its side of the group; -1: it speaks for none
    said: IntArray  # of each statement, copies included: its value
    speaker: IntArray  # of each statement: its source
    source: npt.NDArray[np.object_]  # the sources of the table, sorted
    stands: IntArray  # of each statement: number of the source that stands for it, its own unless it repeats one
    voice: IntArray  # of each source: its voice
    width: FloatArray  # of each value: how far apart the ends of its interval are, 0 for a text
    dated: BoolArray  # of each value: it is a date


def read_table(frame: pd.DataFrame) -> Table:
    """Read a table with a row for each claim.

    Columns: `source` (a name or a number), `group` and `cluster` (numbers from 0; the cluster is the value
    stated, two claims of a group agree when they have the same) and optionally `voice`: claims of one group
    and cluster under one voice are one vote, given to the source with the most claims.
    Optional, too, is `side`: values of a group that agree, one rounding the other, say, are on one side; -1 is a
    value that agrees with several. Where it is missing each value is a side of its own. Optional are, last, `lower` and
    `upper`, the ends of the interval that a value stands for, NaN for texts: values whose intervals overlap support
    each other; `dated` and `listed`, whether it is a date, or a list that may name part of what others name; and
    `topic` (a number), on which all find it as hard to be right.
    """
    import pandas as pd

    source, names = pd.factorize(frame["source"], sort=True)
    group, cluster = frame["group"].to_numpy(np.int64), frame["cluster"].to_numpy(np.int64)
    width = np.int64(cluster.max() + 1) if len(cluster) else np.int64(1)
    key = group * width + cluster
    side = frame["side" if "side" in frame else "cluster"].to_numpy(np.int64)
    rows = order_by(key, source.astype(np.int64), -side)
    rows = rows[_fresh(key[rows], source[rows])]
    key, source, side = key[rows], source[rows].astype(np.int64), side[rows]
    voice = _voices(key, source, len(names))
    said, speaker, opens = _runs(key), source, starts(key)
    of_value = np.maximum.reduceat(side, opens) if len(opens) else side
    stands = speaker
    if "voice" in frame:
        stands = pd.factorize(frame["voice"], sort=True)[0].astype(np.int64)[rows]
        claims = np.bincount(source, minlength=len(names))
        order = np.lexsort((voice[source], -claims[source], stands, key))
        order = order[_fresh(key[order], stands[order])]
        key, source = key[order], source[order]
    voter = voice[source]
    order = order_by(key, voter)
    key, voter = key[order], voter[order]
    fresh = _fresh(key, voter)
    key, voter = key[fresh], voter[fresh]
    opens = starts(key)
    groups = key[opens] // width
    value, claims = _runs(key), np.bincount(voter, minlength=len(names))
    marked = {name: np.zeros(len(opens), dtype=bool) for name in ("dated", "listed")}
    for name in marked.keys() & set(frame.columns):
        marked[name][np.searchsorted(key[opens], (group * width + cluster)[frame[name].to_numpy(bool)])] = True
    *ends, widths = _value_ends(frame, group * width + cluster, key[opens], _runs(groups))
    topic = np.zeros(len(changes(groups)), dtype=np.int64)
    if "topic" in frame:
        topic[np.searchsorted(changes(groups), group)] = frame["topic"].to_numpy(np.int64)
    return Table(
        votes=_votes(voter, value, _runs(groups), claims, (ends[0], ends[1]), topic, marked["listed"]),
        group=groups[starts(groups)],
        cluster=key[opens] % width,
        side=of_value,
        said=said,
        speaker=speaker,
        source=np.asarray(names, dtype=object),
        stands=stands,
        voice=voice,
        width=widths,
        dated=marked["dated"],
    )


def scatter(number: IntArray) -> npt.NDArray[np.uint64]:
    """Spread numbers evenly over 64 bits (the finaliser of splitmix64), the same in every run."""
    mixed = number.astype(np.uint64) + _GOLDEN
    mixed = (mixed ^ (mixed >> _SHIFTS[0])) * _FACTORS[0]
    mixed = (mixed ^ (mixed >> _SHIFTS[1])) * _FACTORS[1]
    return mixed ^ (mixed >> _SHIFTS[2])


def _votes(
    voice: IntArray,
    value: IntArray,
    group: IntArray,
    claims: IntArray,
    ends: tuple[IntArray, IntArray],
    topic: IntArray,
    listed: BoolArray,
) -> Votes:
    opens = np.append(starts(value), len(value))
    first = np.append(starts(group), len(group))
    overlaps, excluded = find_overlaps(group, *ends)
    one = np.ones(len(group))
    others = np.maximum(np.bincount(group, overlaps.distinct(one)) - 1, 1)[group]
    sharpness = 1 - (overlaps.inside(one) - 1) / others
    # A list that others go on with was one to choose from all the same.
    choices = np.where(listed, np.diff(first)[group], excluded + 1)
    return Votes(voice, value, group, first, opens, claims, *ends, overlaps, choices, sharpness, topic, listed)


def _value_ends(
    frame: pd.DataFrame, stated: IntArray, key: IntArray, group: IntArray
) -> tuple[IntArray, IntArray, FloatArray]:
    """The ends of each value as whole numbers of their order, those of its narrowest statement, and how far apart.

    `stated` is the key of each row, `key` and `group` those of each value. A text is a point by itself.
    """
    number = np.arange(len(key))
    if "lower" not in frame or not frame["lower"].notna().any():
        return number, number, np.zeros(len(key))
    lower, upper = (frame[name].to_numpy(np.float64) for name in ("lower", "upper"))
    order = np.lexsort((lower, upper - lower, stated))
    row = order[starts(stated[order])]
    low, high = lower[row], upper[row]
    text = np.isnan(low) | np.isnan(high)
    low, high = np.where(text, number, low), np.where(text, number, high)
    width = np.round(high - low, 9)  # beyond are errors of the subtraction
    begins, ends, _ = place(group * 2 + text, low, high)  # texts are told apart from the numbers of their group
    return begins, ends, width


def _runs(ascending: IntArray) -> IntArray:
    """Number of the run of equal numbers that each is in, from 0."""
    fresh = np.ones(len(ascending), dtype=np.int64)
    fresh[1:] = ascending[1:] != ascending[:-1]
    return np.cumsum(fresh) - 1


def _fresh(key: IntArray, other: IntArray) -> BoolArray:
    """Which (key, other) pairs are the first of their kind; equal ones stand together."""
    fresh = np.ones(len(key), dtype=bool)
    fresh[1:] = (key[1:] != key[:-1]) | (other[1:] != other[:-1])
    return fresh


def _voices(key: IntArray, source: IntArray, sources: int) -> IntArray:
    """The voice of each source, numbered by what it states; those that state the same by name.

    Sets of values are told apart by the sum of the scattered keys, which does not depend on their order.
    """
    sums = np.zeros(sources, dtype=np.uint64)
    np.add.at(sums, source, scatter(key))
    voice = np.empty(sources, dtype=np.int64)
    voice[np.argsort(sums, kind="stable")] = np.arange(sources)
    return voice
