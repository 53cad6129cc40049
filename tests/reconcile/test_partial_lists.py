"""Lists of people that name part of what others name: what they speak for, and what is suggested."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from reconcile.partial_lists import list_ends
from reconcile.suggestions import suggest
from reconcile.trust import learn

A, B, C = "Dana Rivers", "Kim Lake", "Jo Brook"
TEXTS = (A, f"{A}; {B}", f"{A}; {B}; {C}", f"{A}; {C}", B, "Rivers, D.; Lake, K.", "12", C)


def frame(*sides: tuple[int, int]) -> pd.DataFrame:
    """A group with a side for each (number in `TEXTS`, sources that state it)."""
    rows = [(f"{side}-{n}", 0, text, side) for side, (text, sources) in enumerate(sides) for n in range(sources)]
    made = pd.DataFrame(rows, columns=["source", "group", "cluster", "side"])
    low, high = list_ends(made["group"].to_numpy(np.int64), made["cluster"].to_numpy(np.int64), TEXTS)
    return made.assign(lower=low, upper=high, listed=~np.isnan(low))


@pytest.mark.parametrize(
    ("texts", "ends"),
    [
        ((0, 1), [(0, 1), (1, 1)]),  # who names one of two
        ((0, 1, 2), [(0, 2), (1, 2), (2, 2)]),
        ((1, 4), [(1, 1), (0, 1)]),  # the second of two: most lists name that one, so it comes first
        ((0, 4), [(1, 1), (0, 0)]),  # two people
        ((0, 1, 3), [(0, 2), (2, 2), (1, 1)]),  # two ways to go on
        ((1, 5), [(0, 0), (0, 0)]),  # initials
        ((0, 6), [(0, 0), None]),  # no names
    ],
)
def test_ends(texts: tuple[int, ...], ends: list[tuple[float, float] | None]) -> None:
    low, high = list_ends(np.zeros(len(texts), dtype=np.int64), np.array(texts, dtype=np.int64), TEXTS)
    found = zip(low.tolist(), high.tolist(), strict=True)
    assert [None if np.isnan(one) else (one, other) for one, other in found] == ends


def test_lists_of_groups_are_apart_and_one_alone_has_no_ends() -> None:
    low, _ = list_ends(np.array([0, 0, 1]), np.array([0, 1, 0]), TEXTS)
    assert np.isnan(low).tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("sides", "named"),
    [
        (((0, 1), (1, 1)), None),  # one against one
        (((0, 2), (1, 1)), 0),  # a name that one source alone adds
        (((0, 3), (1, 2)), 1),  # two add the same one
        (((0, 4), (1, 2)), 1),
        (((0, 5), (1, 2)), 0),  # less than half do
        (((0, 3), (1, 1), (3, 1)), 0),  # two add, but not the same
        (((0, 2), (1, 2), (2, 2)), 2),
        (((0, 3), (1, 2), (2, 1)), 1),
        (((0, 2), (1, 2), (4, 2)), 1),  # what begins it speaks for it, and against another
        (((0, 1), (1, 1), (2, 1)), None),
    ],
)
def test_what_is_suggested(sides: tuple[tuple[int, int], ...], named: int | None) -> None:
    found = suggest(learn(frame(*sides)))
    assert found["cluster"].tolist() == [-1 if named is None else named]


def test_a_partial_list_is_not_held_against_its_source() -> None:
    group = frame((0, 1), (1, 3), (7, 1)).replace({"source": {"0-0": "partial", "2-0": "wrong"}})
    trust = learn(pd.concat([group.assign(group=number) for number in range(20)], ignore_index=True))
    reliability = trust.sources().set_index("source")["reliability"]
    assert reliability["partial"] > 0.5 > reliability["wrong"]
