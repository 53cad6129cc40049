"""Clusters are the fewest points that pierce all intervals of each group."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.clusters import pierce

END = st.sampled_from([-math.inf, *range(12), math.inf])
ROW = st.tuples(st.integers(0, 3), END, END).map(lambda row: (row[0], min(row[1:]), max(row[1:])))


def scalar(intervals: list[tuple[float, float]]) -> list[int]:
    """The sweep as one would do it by hand: take the smallest upper end, let all that hold it join, go on."""
    cluster = [-1] * len(intervals)
    number = 0
    while -1 in cluster:
        point = min(high for (_, high), joined in zip(intervals, cluster, strict=True) if joined < 0)
        for i, (low, _) in enumerate(intervals):
            if cluster[i] < 0 and low <= point:
                cluster[i] = number
        number += 1
    return cluster


def sweep(rows: list[tuple[int, float, float]], groups: int) -> tuple[list[int], list[int]]:
    group = np.array([row[0] for row in rows], dtype=np.int64)
    lower = np.array([row[1] for row in rows], dtype=np.float64)
    upper = np.array([row[2] for row in rows], dtype=np.float64)
    cluster, counts = pierce(group, lower, upper, groups)
    return cluster.tolist(), counts.tolist()


@given(st.lists(ROW, max_size=40))
def test_all_groups_at_once_give_what_each_gives_alone(rows: list[tuple[int, float, float]]) -> None:
    found, counts = sweep(rows, 4)
    for group in range(4):
        mine = [i for i, row in enumerate(rows) if row[0] == group]
        expected = scalar([rows[i][1:] for i in mine])
        assert [found[i] for i in mine] == expected
        assert counts[group] == len(set(expected))


@given(st.lists(ROW, min_size=1, max_size=20))
def test_every_cluster_shares_a_point(rows: list[tuple[int, float, float]]) -> None:
    found, _ = sweep(rows, 4)
    for key in {(row[0], cluster) for row, cluster in zip(rows, found, strict=True)}:
        held = [row for row, cluster in zip(rows, found, strict=True) if (row[0], cluster) == key]
        assert max(low for _, low, _ in held) <= min(high for _, _, high in held)


@given(st.lists(ROW, min_size=1, max_size=8))
def test_no_smaller_set_of_points_pierces_a_group(rows: list[tuple[int, float, float]]) -> None:
    rows = [(0, low, high) for _, low, high in rows]
    _, counts = sweep(rows, 1)
    # intervals that are disjoint in pairs need a point each: as many of them as there are points proves it
    chosen: list[tuple[float, float]] = []
    for _, low, high in sorted(rows, key=lambda row: row[2]):
        if not chosen or low > chosen[-1][1]:
            chosen.append((low, high))
    assert counts == [len(chosen)]


def test_intervals_that_touch_are_one_cluster_and_those_that_just_miss_are_two() -> None:
    assert sweep([(0, 1, 2), (0, 2, 3)], 1) == ([0, 0], [1])
    assert sweep([(0, 1, 2), (0, 2.0000001, 3)], 1) == ([0, 1], [2])


def test_a_group_without_rows_has_no_cluster() -> None:
    assert sweep([(2, 1, 1), (2, 5, 5)], 4) == ([0, 1], [0, 0, 2, 0])


def test_unbounded_intervals_join_the_first_cluster_they_fit() -> None:
    assert sweep([(0, 5, math.inf), (0, 1, 2), (0, 7, 8)], 1) == ([1, 0, 1], [2])


def test_cost_does_not_grow_as_the_square_of_a_group_of_different_values() -> None:
    values = np.arange(200_000, dtype=np.float64)
    cluster, counts = pierce(np.zeros(len(values), dtype=np.int64), values, values, 1)
    assert counts.tolist() == [200_000]
    assert (cluster == np.arange(200_000)).all()


@pytest.mark.parametrize(("low", "high"), [(8.0, 6.0), (math.inf, -math.inf), (math.nan, 6.0), (5.0, math.nan)])
def test_an_interval_that_ends_before_it_starts_is_refused(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        sweep([(0, low, high), (0, 1.0, 2.0)], 1)
