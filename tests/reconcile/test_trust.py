"""What is learnt about sources: reliabilities and copying, worked out by hand on small tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from reconcile import copying
from reconcile import trust as trust_module
from reconcile.reliability import HIGHEST
from reconcile.trust import ROUNDS, Trust, learn


def table(*claims: tuple[str, int, int]) -> pd.DataFrame:
    """A claims table from (source, group, cluster)."""
    return pd.DataFrame(claims, columns=["source", "group", "cluster"])


def said(*groups: str) -> pd.DataFrame:
    """A claims table from a text for each group: "a b / c" is a and b for one value, c for another."""
    claims = [
        (source, number, cluster)
        for number, group in enumerate(groups)
        for cluster, side in enumerate(group.split("/"))
        for source in side.split()
    ]
    return table(*claims)


def of_source(trust: Trust, column: str) -> dict[str, float]:
    frame = trust.sources()
    return dict(zip(frame["source"], frame[column], strict=True))


def winners(trust: Trust) -> dict[int, list[int]]:
    """The clusters with the highest score by group."""
    values = trust.values()
    best = values.groupby("group")["score"].transform("max")
    chosen = values[values["score"] >= best - 1e-9]
    return {int(group): sorted(rows["cluster"].tolist()) for group, rows in chosen.groupby("group")}


def test_reliability_is_the_share_that_wins_drawn_towards_sources_of_the_same_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # a and b win, c loses; c differs from a, who speaks of group 1 as well, alone and so untested.
    # One claim tested: b right, c not: alike = (1 + 1) / (2 + 2) = 1/2, so b = (1 + 5) / 11, c = 5 / 11.
    # Two claims: a right in the one that is tested: alike = 2 / 3, a = (1 + 20/3) / 11.
    monkeypatch.setattr(copying, "PRIOR", 1e-9)  # nobody may have copied, so that every statement counts in full
    trust = learn(said("a b / c", "a"))
    assert of_source(trust, "reliability") == pytest.approx({"a": 23 / 33, "b": 6 / 11, "c": 5 / 11})
    assert winners(trust)[0] == [0]


def test_what_a_source_may_have_copied_tells_little_of_its_reliability(monkeypatch: pytest.MonkeyPatch) -> None:
    # r states what o does, 40 times right and 20 times wrong, and is 20 times wrong all alone: it is right in half of
    # its 80 statements, but in fewer of those that are its own.
    groups = ["o r a b / c"] * 40 + ["o r / a b c"] * 20 + ["r / a b c"] * 20
    share = of_source(learn(said(*groups)), "reliability")["r"]
    monkeypatch.setattr(copying, "PRIOR", 1e-9)
    # All claims count: a, b, c and r are right in 240 of 320, so r = (40 + 10 * 241 / 322) / 90.
    assert of_source(learn(said(*groups)), "reliability")["r"] == pytest.approx((40 + 2410 / 322) / 90)
    assert share < 0.48


def test_copies_that_the_table_names_are_one_source_and_count_as_one() -> None:
    frame = said("a a1 a2 / b", "b / c", "b / c2")
    frame["voice"] = frame["source"].replace({"a1": "a", "a2": "a"})
    assert learn(frame).values().query("group == 0")["voices"].tolist() == [1, 1]


def test_sources_that_say_the_same_are_several_where_nothing_tells_of_copying() -> None:
    trust = learn(said("a a1 a2 / b"))
    assert trust.values()["voices"].tolist() == [3, 1]
    assert winners(trust)[0] == [0]


def test_no_source_is_believed_without_limit() -> None:
    trust = learn(said(*["a b / c"] * 200, "a", "b"))
    assert of_source(trust, "reliability")["a"] == HIGHEST
    assert of_source(trust, "reliability")["b"] == HIGHEST


def test_a_source_that_proved_itself_outweighs_one_that_has_said_little() -> None:
    agreed = ["a b d / e"] * 8
    trust = learn(said(*agreed, "a / x"))
    assert winners(trust)[8] == [0]


def test_two_unknown_sources_balance() -> None:
    trust = learn(said("a / b"))
    assert winners(trust)[0] == [0, 1]
    assert trust.values()["probability"].tolist() == [0.5, 0.5]


def test_a_source_that_repeats_whoever_is_there_does_not_decide() -> None:
    # "good" and "other" agree in forty groups, each contradicted once by somebody who speaks once; "bot" repeats
    # them in half of the groups. Elsewhere it repeats such a newcomer against "good": there two stand against one.
    known = [f"good other {'bot' if i % 2 else ''} / x{i}" for i in range(40)]
    contested = [f"good / n{i} bot" for i in range(8)]
    trust = learn(said(*known, *contested))
    copying = of_source(trust, "copying")
    assert copying["bot"] > copying["good"] > 0
    assert [winners(trust)[len(known) + i] for i in range(8)] == [[0]] * 8


def test_sources_that_share_errors_are_found_to_copy() -> None:
    random = np.random.default_rng(7)
    right = random.random((300, 9)) < 0.75
    values = np.where(right, 0, random.integers(1, 6, (300, 9)))
    values[:, 8] = np.where(random.random(300) < 0.95, values[:, 7], values[:, 8])
    claims = [(f"s{s}", g, int(values[g, s])) for g in range(300) for s in range(9)]
    copying = of_source(learn(table(*claims)), "copying")
    assert min(copying["s7"], copying["s8"]) > max(rate for name, rate in copying.items() if name < "s7")


def test_a_family_of_copiers_does_not_outvote_fewer_independent_sources() -> None:
    random = np.random.default_rng(11)
    groups = 400
    original = np.where(random.random(groups) < 0.4, 0, random.integers(1, 4, groups))
    copies = [np.where(random.random(groups) < 0.97, original, 0) for _ in range(3)]
    others = [np.where(random.random(groups) < 0.8, 0, random.integers(1, 4, groups)) for _ in range(5)]
    columns = [original, *copies, *others]
    claims = [(f"s{s:02}", g, int(column[g])) for s, column in enumerate(columns) for g in range(groups)]
    frame = table(*claims)
    found = winners(learn(frame))
    votes = frame.groupby(["group", "cluster"]).size().reset_index(name="votes")
    plain = votes.sort_values("votes").drop_duplicates("group", keep="last").set_index("group")["cluster"]
    assert (plain == 0).mean() < 0.75
    assert np.mean([clusters == [0] for clusters in found.values()]) > 0.95


def test_claims_under_one_voice_are_one_vote_of_the_source_with_the_most_claims() -> None:
    frame = said("a b / c", "a / c", "a / c")
    frame["voice"] = frame["source"].where(frame["source"] != "b", "a")
    trust = learn(frame)
    assert trust.values().query("group == 0")["voices"].tolist() == [1, 1]
    assert of_source(trust, "claims") == {"a": 3, "b": 0, "c": 3}


def test_a_source_that_says_several_things_is_judged_by_each_of_them() -> None:
    # a and b say what c and d say; a says something else as well, so half of its statements lose.
    reliability = of_source(learn(said(*["a b c d / a"] * 20)), "reliability")
    assert reliability["a"] < 0.7 < reliability["b"] == pytest.approx(reliability["c"], abs=0.1)


def test_learning_ends_and_says_whether_it_settled() -> None:
    trust = learn(said("a b / c", "a / b c", "b / a", "c / b"))
    assert 1 <= trust.rounds <= ROUNDS
    assert trust.settled


@pytest.mark.parametrize("frame", [table(), table(("a", 0, 0)), table(("a", 3, 7), ("a", 3, 8))])
def test_tables_with_nothing_to_compare_are_no_error(frame: pd.DataFrame) -> None:
    frame = frame.astype({"group": int, "cluster": int})
    values = learn(frame).values()
    assert list(zip(values["group"], values["cluster"], strict=True)) == list(
        zip(frame["group"], frame["cluster"], strict=True)
    )


def test_probabilities_of_a_group_add_up() -> None:
    values = learn(said("a b / c / d", "a / b", "c")).values()
    assert values.groupby("group")["probability"].sum().tolist() == pytest.approx([1, 1, 1])


def test_a_part_of_a_large_table_teaches_what_the_whole_does(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(3)
    reliability = np.linspace(0.3, 0.95, 12)
    values = np.where(random.random((800, 12)) < reliability, 0, random.integers(1, 6, (800, 12)))
    frame = table(*[(f"s{s:02}", g, int(values[g, s])) for g in range(800) for s in range(12)])
    whole = learn(frame)
    monkeypatch.setattr(trust_module, "CLAIMS_LEARNT", 2_400)
    part = learn(frame)
    assert np.abs(whole.reliability - part.reliability).max() < 0.02
    found = winners(part)
    different = [group for group, clusters in winners(whole).items() if found[group] != clusters]
    assert len(different) < 16  # 2 %
