"""Values of a group whose intervals overlap: what is said for one of them is said for the others as well.

A source that states 12.3M is right where the truth is 12,312,345, and speaks for that value as for every other one
that rounds to 12.3M. So what a group decides between are points, and a vote counts for each point in its interval
(fusion by the points that most intervals hold: K. Marzullo, "Tolerating failures of continuous-valued sensors", ACM
TOCS 8, 1990; rounded forms as partial support: ACCUFORMAT of X. Li, X. L. Dong, K. Lyons, W. Meng, D. Srivastava,
"Truth finding on the deep web: is the problem solved?", PVLDB 6, 2012). The most intervals meet where one of them
begins, so the points to look at are the lower ends of the values, one for each.

Sums over intervals are differences of running sums, whose terms are whole numbers, so that no rounding error of one
group reaches another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reconcile.arrays import BoolArray, FloatArray, IntArray

_UNIT = 2.0**32  # of a running sum: finer than scores are told apart, and room for two billion


@dataclass(frozen=True, slots=True, eq=False)
class Overlaps:
    """The values of groups in which some overlap; every value has a point, the lower end of its interval."""

    at: IntArray  # the values, by their points
    fresh: BoolArray  # of each: no value before it has the same point
    by_end: IntArray  # positions in `at`, by the upper ends
    begun: IntArray  # of each: how many begin at its point or before
    ended: IntArray  # of each: how many end before its point
    inner: IntArray  # of each: the first in `at` whose point lies in its interval
    outer: IntArray  # of each: the first behind these

    def support(self, amount: FloatArray) -> FloatArray:
        """For the point of each value the sum of the amounts of all values that hold it; `amount` is by value."""
        if not len(self.at):
            return amount
        own = _whole(amount[self.at])
        supported = amount.copy()
        supported[self.at] = (_running(own)[self.begun] - _running(own[self.by_end])[self.ended]) / _UNIT
        return supported

    def inside(self, amount: FloatArray) -> FloatArray:
        """For each value the sum of the amounts of all points in its interval; `amount` is by value."""
        if not len(self.at):
            return amount
        running = _running(_whole(amount[self.at]) * self.fresh)
        held = amount.copy()
        held[self.at] = (running[self.outer] - running[self.inner]) / _UNIT
        return held

    def distinct(self, amount: FloatArray) -> FloatArray:
        """The amounts by value, 0 for a value whose point another one has already."""
        if not len(self.at):
            return amount
        kept = amount.copy()
        kept[self.at[~self.fresh]] = 0
        return kept


def find_overlaps(group: IntArray, low: IntArray, high: IntArray) -> tuple[Overlaps, IntArray]:
    """The overlaps, and of each value how many values of its group have nothing in common with it.

    `group` ascends. The ends are whole numbers of the same order as the ends of intervals, those of one group below
    those of the next: see `reconcile.arrays.place`.
    """
    size = np.bincount(group)
    meets = np.searchsorted(np.sort(low), high, side="right") - np.searchsorted(np.sort(high), low, side="left")
    tangled = np.zeros(len(size), dtype=bool)
    tangled[group[meets > 1]] = True
    at = np.flatnonzero(tangled[group])
    at = at[np.argsort(low[at], kind="stable")]
    begins, ends = low[at], high[at]
    by_end = np.argsort(ends, kind="stable")
    fresh = np.ones(len(at), dtype=bool)
    fresh[1:] = begins[1:] != begins[:-1]
    overlaps = Overlaps(
        at=at,
        fresh=fresh,
        by_end=by_end,
        begun=np.searchsorted(begins, begins, side="right"),
        ended=np.searchsorted(ends[by_end], begins, side="left"),
        inner=np.searchsorted(begins, begins, side="left"),
        outer=np.searchsorted(begins, ends, side="right"),
    )
    return overlaps, size[group] - meets


def _whole(amount: FloatArray) -> IntArray:
    return np.rint(amount * _UNIT).astype(np.int64)


def _running(amount: IntArray) -> IntArray:
    """Sums of the first none, one, two ... of the amounts."""
    sums = np.zeros(len(amount) + 1, dtype=np.int64)
    np.cumsum(amount, out=sums[1:])
    return sums
