"""Values whose intervals overlap, worked out by hand: what supports what, and what is learnt from a rounded form."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.arrays import place
from reconcile.overlaps import find_overlaps
from reconcile.suggestions import suggest
from reconcile.trust import learn
from tests.reconcile.test_trust import of_source

Statement = tuple[str, str]  # source, value
ENDS = {"12.3": (12.25, 12.35), "12.31": (12.305, 12.315), "12.29": (12.285, 12.295), "15.0": (14.95, 15.05)}
INTERVALS = st.tuples(st.integers(0, 9), st.integers(0, 4)).map(lambda drawn: (drawn[0], drawn[0] + drawn[1]))


def table(*groups: str, topics: tuple[int, ...] = ()) -> pd.DataFrame:
    """A claims table from a text for each group: "12.3 a b / 15.0 c" is a and b for one value, c for another."""
    rows = []
    for number, group in enumerate(groups):
        for side in group.split("/"):
            value, *sources = side.split()
            code = list(ENDS).index(value) if value in ENDS else len(ENDS) + ord(value[0])
            low, high = ENDS.get(value, (np.nan, np.nan))
            topic = topics[number] if topics else 0
            rows += [(source, number, code, low, high, topic) for source in sources]
    return pd.DataFrame(rows, columns=["source", "group", "cluster", "lower", "upper", "topic"])


@pytest.mark.parametrize(
    ("ends", "support", "inside", "excluded"),
    [
        ([(1, 1), (2, 2)], [1, 10], [1, 10], [1, 1]),  # apart
        ([(1, 5), (2, 2)], [1, 11], [11, 10], [0, 0]),  # a rounded form and a finer one
        ([(1, 5), (2, 2), (4, 4)], [1, 11, 101], [111, 10, 100], [0, 1, 1]),  # two finer ones
        ([(1, 3), (2, 5)], [1, 11], [11, 10], [0, 0]),  # they overlap, and neither holds the other
        ([(1, 3), (3, 5)], [1, 11], [11, 10], [0, 0]),  # they touch
        ([(1, 3), (1, 2)], [11, 11], [1, 1], [0, 0]),  # one point for both
        ([(1, 2), (4, 5), (1, 5)], [101, 110, 101], [1, 10, 11], [1, 1, 0]),
    ],
)
def test_support_and_points(
    ends: list[tuple[int, int]], support: list[int], inside: list[int], excluded: list[int]
) -> None:
    # The amounts of the values are 1, 10, 100; those that a point has are taken as they stand.
    low, high = (np.array(column, dtype=np.int64) for column in zip(*ends, strict=True))
    overlaps, apart = find_overlaps(np.zeros(len(ends), dtype=np.int64), low, high)
    amount = 10.0 ** np.arange(len(ends))
    assert overlaps.support(amount).tolist() == support
    assert overlaps.inside(amount).tolist() == inside
    assert apart.tolist() == excluded


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(INTERVALS, min_size=1, max_size=6), min_size=1, max_size=4))
def test_sums_are_those_of_every_pair(groups: list[list[tuple[int, int]]]) -> None:
    group = np.repeat(np.arange(len(groups)), [len(ends) for ends in groups])
    ends = np.array([end for one in groups for end in one], dtype=np.float64)
    low, high, _ = place(group, ends[:, 0], ends[:, 1])
    amount = np.arange(1.0, len(group) + 1)
    overlaps, excluded = find_overlaps(group, low, high)
    same = group[:, None] == group[None, :]
    holds = same & (low[None, :] <= low[:, None]) & (low[:, None] <= high[None, :])  # [a, b]: b holds the point of a
    first = np.array([not any(holds[a, b] and low[a] == low[b] for b in _before(low, a)) for a in range(len(low))])
    assert overlaps.support(amount) == pytest.approx((holds * amount).sum(axis=1))
    distinct = overlaps.distinct(amount)
    assert (distinct > 0).sum() == first.sum()
    assert overlaps.inside(amount) == pytest.approx((holds * distinct[:, None]).sum(axis=0))
    meets = same & (low[None, :] <= high[:, None]) & (low[:, None] <= high[None, :])
    assert excluded.tolist() == (same & ~meets).sum(axis=1).tolist()


def _before(low: np.ndarray, at: int) -> list[int]:  # type: ignore[type-arg]
    return [other for other in range(at) if low[other] == low[at]]


def test_a_rounded_form_speaks_for_the_finer_value() -> None:
    # Two state 12.31 and 15.0 each, a fifth 12.3: three against two, and the three are right.
    trust = learn(table("12.31 a b / 15.0 c d / 12.3 e"))
    values = trust.values().set_index("cluster")["probability"]
    assert values[0] > values[1] > 0.5 > values[3]
    reliability = of_source(trust, "reliability")
    assert reliability["a"] > reliability["c"]
    assert reliability["e"] > reliability["c"]


def test_what_rounds_to_a_value_is_not_held_against_it() -> None:
    # "r" rounds what the others state in full; in the last group it stands against one who is mostly wrong.
    fine = ["12.31 a b / 12.3 r / 15.0 w"] * 12
    reliability = of_source(learn(table(*fine)), "reliability")
    assert reliability["r"] > 0.6 > reliability["w"]
    assert suggest(learn(table(*fine, "12.3 r / 15.0 w")))["cluster"].tolist()[-1] == list(ENDS).index("12.3")


def test_a_form_that_allows_all_that_is_said_tells_nothing_of_its_source() -> None:
    # "r" is never wrong, because it never says enough to be; "n" says as little as nothing at all.
    groups = ["12.31 a b / 12.29 c / 12.3 r"] * 20
    reliability = of_source(learn(table(*groups, "12.3 n x")), "reliability")
    assert reliability["r"] < reliability["a"]
    assert reliability["r"] == pytest.approx(of_source(learn(table(*groups[:1])), "reliability")["r"], abs=0.25)


def test_finer_values_that_disagree_share_what_the_rounded_form_says() -> None:
    trust = learn(table("12.31 a / 12.29 b / 12.3 c d / 15.0 e"))
    values = trust.values().set_index("cluster")["probability"]
    assert values[1] == pytest.approx(values[2])
    assert values[0] > values[3]


@pytest.mark.parametrize(
    ("group", "named", "basis"),
    [
        # two finer forms, each the word of one: what most state is named, and what it leaves open is balanced
        (
            "12.31 a / 12.29 b / 12.3 c d",
            "12.3",
            "4 independent sources state it or what fits it, and none speaks against it",
        ),
        ("12.31 a / 12.29 b / 12.3 c d e / 15.0 f", "12.3", "5 independent sources against 1"),
        # as many for the finer form: it is named, and what fits both speaks for neither
        ("12.31 a b / 12.29 c / 12.3 d / 15.0 e", "12.31", "2 independent sources against 2"),
        ("12.31 a b / 12.29 c / 12.3 d e f g", "12.31", "2 independent sources against 1"),
        ("12.31 a / 12.29 b / 12.3 c", "", "balanced"),
        # the rounded form decides against what it excludes
        ("12.31 a / 12.3 b / 15.0 c", "12.31", "2 independent sources against 1"),
        ("12.31 a / 12.3 b c / 15.0 d e", "12.3", "3 independent sources against 2"),
        ("12.31 a b / 12.3 c d e f g / 15.0 h i", "12.3", "7 independent sources against 2"),
        ("12.31 a b / 12.3 c d e f / 15.0 h i", "12.31", "6 independent sources against 2"),
        ("12.3 a b c d e f g / 12.31 h / 15.0 i", "12.3", "8 independent sources against 1"),
        ("12.31 a / 15.0 b", "", "balanced"),
        ("12.3 a / 15.0 b", "", "balanced"),
    ],
)
def test_what_is_named(group: str, named: str, basis: str) -> None:
    frame = table(group)
    sides = {"12.3": [0, -1]["12.29" in group and "12.31" in group], "12.31": 0, "12.29": 1, "15.0": 2}
    frame["side"] = [sides[list(ENDS)[code]] for code in frame["cluster"]]
    found = suggest(learn(frame)).iloc[0]
    assert found["basis"].startswith(basis)
    assert (list(ENDS)[found["cluster"]] if found["cluster"] >= 0 else "") == named


def test_a_day_is_named_beside_many_that_give_its_year() -> None:
    group = "12.31 a / 12.3 b c d / 15.0 e"
    frame = table(group).assign(side=[0, 0, 0, 0, 2])
    assert suggest(learn(frame))["cluster"].tolist() == [list(ENDS).index("12.3")]
    assert suggest(learn(frame.assign(dated=True)))["cluster"].tolist() == [list(ENDS).index("12.31")]


def test_a_hard_topic_is_held_against_nobody() -> None:
    # "c" and "g" are right on the easy topic equally often; "c" speaks of the hard one as well, where everybody says
    # something else.
    easy = ["x a b c g / y d"] * 12 + ["x a b d / y c g"] * 8
    hard = ["p a / q b / r c / s d / t e"] * 30
    topics = (0,) * len(easy) + (1,) * len(hard)
    one = of_source(learn(table(*easy, *hard, topics=topics)), "reliability")
    other = of_source(learn(table(*easy, *hard)), "reliability")
    assert one["g"] - one["c"] < other["g"] - other["c"]
    assert one["c"] > one["d"]


def test_texts_and_numbers_of_a_group_never_overlap() -> None:
    trust = learn(table("12.3 a / x b c"))
    assert trust.values()["probability"].sum() == pytest.approx(1)
