"""Suggestions: on what they rest, how strong they are, and when there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from reconcile.suggestions import NOTHING, suggest
from reconcile.trust import learn
from tests.reconcile.test_trust import said, table


def only(frame: pd.DataFrame, authority: dict[object, float] | None = None) -> dict[str, object]:
    """The one suggestion for group 0."""
    found = suggest(learn(frame), authority or {})
    return dict(found[found["group"] == 0].iloc[0])


def test_two_sources_against_one_are_suggested_with_their_number_and_reliability() -> None:
    # Each source has one claim that others speak about, two of three win: alike = (2 + 1) / (3 + 2) = 0.6, so
    # those that win have (1 + 6) / 11 = 0.64 and the other 6 / 11 = 0.55.
    found = only(said("a b / c", "a", "b", "c"))
    assert found["cluster"] == 0
    assert found["basis"] == "2 independent sources against 1, learnt reliability 0.64 against 0.55"


def test_one_against_one_is_balanced_and_nothing_is_suggested() -> None:
    found = only(said("a / b"))
    assert (found["cluster"], found["strength"]) == (NOTHING, "balanced")
    assert found["basis"] == (
        "balanced, so nothing is suggested: 1 source against 1, learnt reliability 0.50 against 0.50"
    )


def test_copies_are_named_and_not_counted() -> None:
    found = only(said("a a1 a2 / b", "a a1 a2 c / d", "c / b"))
    assert str(found["basis"]).startswith("1 source against 1")
    assert str(found["basis"]).endswith("; 2 more repeat it and are not counted")


@pytest.mark.parametrize(
    ("odds", "strength"),
    [(1.0, "balanced"), (1.09, "balanced"), (1.11, "weak"), (2.9, "weak"), (3.1, "moderate"), (19, "moderate"),
     (21, "strong")],
)  # fmt: skip
def test_strength_goes_by_the_odds_against_the_next_value(odds: float, strength: str) -> None:
    learnt = learn(said("a / b / c"))
    found = suggest(replace(learnt, score=np.log([1.0, odds, 0.5])))
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


def test_agreeing_groups_get_no_suggestion() -> None:
    assert suggest(learn(said("a b", "c"))).empty


def test_an_empty_table_gives_no_suggestion() -> None:
    assert suggest(learn(table().astype({"group": int, "cluster": int}))).empty
