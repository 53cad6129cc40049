"""Clusters: the fewest points that pierce all intervals of a group, for all groups at once.

In one dimension, intervals that meet pairwise share a point, so the claims of a group agree exactly
when one point pierces them all. The greedy sweep by upper end finds the fewest points: take the
smallest upper end, let every interval that holds it join, go on with the rest. Cost grows as
O(n log n) whatever the sizes of the groups and the number of their clusters.
"""

from __future__ import annotations

import numpy as np

from reconcile.arrays import FloatArray, IntArray, highest, lowest, place


def pierce(group: IntArray, lower: FloatArray, upper: FloatArray, groups: int) -> tuple[IntArray, IntArray]:
    """Cluster the intervals of each group.

    `group` numbers the group of each row from 0 to `groups` - 1, in any order; ends are included and
    may be infinite. Returns the cluster of each row, numbered within its group from 0 by ascending
    value, and the number of clusters of each group (0 for a group without rows). ValueError for an
    interval that ends before it starts: no point pierces it, so the sweep would never come past it.
    """
    if not (lower <= upper).all():
        raise ValueError("an interval ends before it starts")
    counts = np.minimum(np.bincount(group, minlength=groups), 1)
    cluster = np.zeros(len(group), dtype=np.int64)
    split = highest(group, lower, groups) > lowest(group, upper, groups)
    rows = np.flatnonzero(split[group])
    if len(rows):
        number = np.cumsum(split) - 1  # groups that split, renumbered without gaps
        cluster[rows], counts[split] = _sweep(number[group[rows]], lower[rows], upper[rows])
    return cluster, counts


def _sweep(group: IntArray, lower: FloatArray, upper: FloatArray) -> tuple[IntArray, IntArray]:
    """Pierce groups that are numbered without gaps."""
    starts, ends, span = place(group, lower, upper)
    order = np.argsort(starts, kind="stable")
    starts_sorted = starts[order]
    # smallest end among all rows that start here or later; rows of later groups always end later
    smallest = np.minimum.accumulate(ends[order][::-1])[::-1]
    smallest = np.append(smallest, np.iinfo(np.int64).max)
    first_of_group = np.searchsorted(starts_sorted, np.arange(group.max() + 1) * span)
    point = smallest[first_of_group]
    found = [point]
    while len(point):
        following = smallest[np.searchsorted(starts_sorted, point, side="right")]
        point = following[following // span == point // span]
        found.append(point)
    points = np.sort(np.concatenate(found))
    counts = np.bincount(points // span)
    offset = np.cumsum(counts) - counts
    cluster = np.empty(len(group), dtype=np.int64)
    cluster[order] = np.searchsorted(points, starts_sorted)  # what ascends is found several times as fast
    return cluster - offset[group], counts
