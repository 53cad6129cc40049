"""Suggestions: on what they rest, how strong they are, and when there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from reconcile.reconcile import reconcile
from reconcile.suggestions import NOTHING, suggest
from reconcile.trust import learn
from tests.reconcile.statements import said as stated
from tests.reconcile.statements import small_pack
from tests.reconcile.test_trust import said, table


def only(frame: pd.DataFrame, authority: dict[str, float] | None = None) -> dict[str, object]:
    """The one suggestion for group 0."""
    found = suggest(learn(frame), authority or {})
    return dict(found[found["group"] == 0].iloc[0])


def test_two_sources_against_one_are_suggested_with_their_number_and_reliability() -> None:
    # Each source has one claim that others speak about, two of three win. Of the two that agree one counts for 0.8, as
    # either may have copied the other (0.1 each): alike = (1.8 + 1) / (2.8 + 2) = 0.583, so those that win have
    # (1 + 5.83) / 11 and (0.8 + 5.83) / 10.8, 0.62 on the mean, and the other 5.83 / 11 = 0.53.
    found = only(said("a b / c", "a", "b", "c"))
    assert found["cluster"] == 0
    assert found["basis"] == "2 independent sources against 1, learnt reliability 0.62 against 0.53"


def test_one_against_one_is_balanced_and_nothing_is_suggested() -> None:
    found = only(said("a / b"))
    assert (found["cluster"], found["strength"]) == (NOTHING, "balanced")
    assert found["basis"] == (
        "balanced, so nothing is suggested: 1 source against 1, learnt reliability 0.50 against 0.50"
    )


def test_copies_are_named_and_not_counted() -> None:
    frame = said("a a1 a2 / b", "a a1 a2 c / d", "c / b")
    frame["voice"] = frame["source"].replace({"a1": "a", "a2": "a"})
    found = only(frame)
    assert "1 source against 1" in str(found["basis"])
    assert str(found["basis"]).endswith("; 2 more repeat it and are not counted")


@pytest.mark.parametrize(
    ("odds", "strength"),
    [(1.0, "balanced"), (1.09, "balanced"), (1.11, "weak"), (2.9, "weak"), (3.1, "moderate"), (19, "moderate"),
     (21, "strong")],
)  # fmt: skip
def test_strength_goes_by_the_odds_against_the_next_value(odds: float, strength: str) -> None:
    learnt = learn(said("a / b / c"))
    found = suggest(replace(learnt, weight=np.log([1.0, odds, 0.5]), doubt=np.zeros(3)))
    assert found["strength"].tolist() == [strength]
    assert found["cluster"].tolist() == [NOTHING if strength == "balanced" else 1]


def test_declared_authority_comes_first() -> None:
    found = only(said("a / b c d", "b / x", "c / y", "d / z"), {"a": 2.0})
    assert (found["cluster"], found["strength"]) == (0, "strong")
    assert found["basis"] == "stated by the source with the highest declared authority; 1 source against 3"


def test_where_authorities_disagree_what_was_learnt_decides_between_them() -> None:
    # a and b are declared, c is not; b agrees with others elsewhere, a never does.
    known = [f"b p{i} q{i} / a" for i in range(6)]
    found = only(said("a / b / c d e f", *known, "c / x", "d / x", "e / y", "f / x y"), {"a": 5.0, "b": 5.0})
    assert found["cluster"] == 1
    assert "authority" not in str(found["basis"])


def test_a_source_of_less_than_ordinary_authority_is_heard_last() -> None:
    found = only(said("a b c / d", "a / x", "b / y"), {"a": 0.5, "b": 0.5, "c": 0.5})
    assert found["cluster"] == 1


@pytest.mark.parametrize(("rounds", "strength"), [(1, "balanced"), (40, "weak")])
def test_reliabilities_learnt_from_few_claims_decide_nothing(rounds: int, strength: str) -> None:
    # "a" is with the majority three times of four, "b" twice: chance in four groups, a difference in 160.
    groups = ["a c d / b", "a c d / b", "a b d / c", "c b d / a"] * rounds
    assert only(said("a / b", *groups))["strength"] == strength


@pytest.mark.parametrize(("rounds", "strength"), [(1, "balanced"), (60, "moderate")])
def test_one_source_against_none_decides_by_what_is_known_of_it(rounds: int, strength: str) -> None:
    # "a" says both, so "b" alone stands for a side; "b" is right more often, which takes many groups to tell.
    found = only(said("a b / a", *["b c d / a", "b c d / a", "a c d / b"] * rounds))
    assert "1 source against none, " in str(found["basis"])
    assert found["strength"] == strength


def test_more_sources_need_no_difference_in_reliability() -> None:
    found = only(said("a b / c", "a", "b x", "c y"))
    assert found["cluster"] == 0


def test_values_that_agree_stand_on_one_side_and_the_best_supported_is_named() -> None:
    # 16 (cluster 0) and 15.7 (cluster 1) are one side, two sources against two for 12 and 20.
    frame = said("a b / c / d / e", "a", "b v", "c w", "d x", "e y")
    frame["side"] = frame["cluster"].where(frame["group"] > 0, [0, 0, 0, 1, 2, *[0] * 9])
    found = only(frame)
    assert (found["side"], found["cluster"]) == (0, 0)
    assert str(found["basis"]).startswith("3 independent sources against 2")


def test_one_source_with_two_values_on_a_side_counts_once() -> None:
    frame = said("a / a / b", "b x", "a y")
    frame["side"] = frame["cluster"].where(frame["group"] > 0, [0, 0, 1, *[0] * 4])
    assert str(only(frame)["basis"]).startswith("balanced, so nothing is suggested: 1 source against 1")


def test_a_source_on_both_sides_counts_for_neither() -> None:
    found = only(said("a b c / a", "b x", "a y", "c z"))
    assert str(found["basis"]).startswith("2 independent sources against none, ")
    assert str(found["basis"]).endswith("; 1 source states several of these values and counts for none of them")
    assert only(said("a / a"))["basis"] == (
        "balanced, so nothing is suggested: no source states one of these values alone, "
        "learnt reliability 0.50 against 0.50; 1 source states several of these values and counts for none of them"
    )


def test_a_source_that_words_a_value_in_two_ways_is_one() -> None:
    frame = said("a / a / b", "a / b", "b / c").assign(side=[0, 0, 1, 0, 1, 0, 1])
    assert "1 source against 1" in str(only(frame)["basis"])
    assert "repeat" not in str(only(frame)["basis"])


def test_the_authority_of_a_copied_source_is_not_lost() -> None:
    frame = said("official other / b c d", "other x / y", "b", "c x", "d z")
    frame["voice"] = frame["source"].where(frame["source"] != "official", "other")
    assert only(frame)["cluster"] == 1
    assert only(frame, {"official": 2.0})["cluster"] == 0


def test_agreeing_groups_get_no_suggestion() -> None:
    assert suggest(learn(said("a b", "c"))).empty


def test_an_empty_table_gives_no_suggestion() -> None:
    assert suggest(learn(table().astype({"group": int, "cluster": int}))).empty


def test_parts_of_one_year_are_told_apart_in_reasons_and_suggestions() -> None:
    early, late = ("2024-01-01", "2024-04-30"), ("2024-09-01", "2024-12-31")
    claims = [stated(f"{name}.md", "Rotor", "released", "2024", *early) for name in "abc"]
    claims.append(stated("d.md", "Rotor", "released", "2024", *late))
    (finding,) = reconcile([replace(claim, context="") for claim in claims], small_pack())
    assert finding.reason == "early 2024 in 3 documents against late 2024 in 1 document."
    assert finding.suggestion is not None
    assert finding.suggestion.value == "early 2024"
