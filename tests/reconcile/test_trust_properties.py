"""What never changes a suggestion: the order of claims, the names of sources, a known copy of a source."""

from __future__ import annotations

import re

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.suggestions import suggest
from reconcile.trust import learn

CLAIMS = st.lists(
    st.tuples(st.sampled_from("abcdefg"), st.integers(0, 5), st.integers(0, 2)), min_size=1, max_size=40, unique=True
)


def table(claims: list[tuple[str, int, int]]) -> pd.DataFrame:
    return pd.DataFrame(claims, columns=["source", "group", "cluster"])


def suggested(frame: pd.DataFrame) -> list[tuple[int, int, str]]:
    found = suggest(learn(frame))
    return list(zip(found["group"], found["cluster"], found["strength"], strict=True))


@settings(max_examples=150, deadline=None)
@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(claims: list[tuple[str, int, int]], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(claims)
    random.shuffle(shuffled)
    one, other = learn(table(claims)), learn(table(shuffled))
    assert one.values().equals(other.values())
    assert one.sources().equals(other.sources())
    assert suggest(one).equals(suggest(other))


@settings(max_examples=150, deadline=None)
@given(CLAIMS, st.sampled_from("abcdefg"), st.sampled_from(["0", "z"]), st.data())
def test_a_copy_under_the_voice_of_what_it_copies_changes_no_value(
    claims: list[tuple[str, int, int]], copied: str, name: str, data: st.DataObject
) -> None:
    voices = [data.draw(st.sampled_from([source, "a", "b"])) for source, _, _ in claims]
    copies = [(row, voice) for row, voice in zip(claims, voices, strict=True) if row[0] == copied]
    one = table(claims).assign(voice=voices)
    more = table([(name, group, cluster) for (_, group, cluster), _ in copies]).assign(voice=[v for _, v in copies])
    other = pd.concat([one, more], ignore_index=True) if copies else one
    assert learn(one).values().equals(learn(other).values())
    assert suggest(learn(one))["strength"].equals(suggest(learn(other))["strength"])


@settings(max_examples=100, deadline=None)
@given(CLAIMS, st.permutations("abcdefg"))
def test_the_names_of_sources_change_nothing(claims: list[tuple[str, int, int]], names: list[str]) -> None:
    renamed = dict(zip("abcdefg", names, strict=True))
    other = [(renamed[source], group, cluster) for source, group, cluster in claims]
    assert learn(table(claims)).values().equals(learn(table(other)).values())


@settings(max_examples=100, deadline=None)
@given(CLAIMS)
def test_a_claim_made_twice_by_one_source_counts_once(claims: list[tuple[str, int, int]]) -> None:
    assert learn(table(claims)).values().equals(learn(table(claims + claims[:5])).values())


@settings(max_examples=100, deadline=None)
@given(CLAIMS)
def test_a_suggestion_is_a_value_of_its_group_or_none(claims: list[tuple[str, int, int]]) -> None:
    stated = {(group, cluster) for _, group, cluster in claims}
    contested = {group for group, _ in stated if len({c for g, c in stated if g == group}) > 1}
    found = suggested(table(claims))
    assert {group for group, _, _ in found} == contested
    for group, cluster, strength in found:
        assert (strength == "balanced") == (cluster == -1)
        assert cluster == -1 or (group, cluster) in stated


@settings(max_examples=150, deadline=None)
@given(CLAIMS, st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 1)), min_size=40, max_size=40))
def test_sources_are_counted_once_and_never_below_none(
    claims: list[tuple[str, int, int]], drawn: list[tuple[str, int]]
) -> None:
    frame = table(claims)
    frame["voice"] = [source if own else other for (source, _, _), (other, own) in zip(claims, drawn, strict=False)]
    frame["side"] = frame["cluster"] // 2
    for row in suggest(learn(frame)).itertuples():
        here = frame[frame["group"] == row.group]
        sides = here.groupby("source")["side"].nunique()
        numbers = [int(number) for number in re.findall(r"(?<![\d.])-?\d+(?![\d.])", row.basis)]
        assert min(numbers, default=0) >= 0
        counted = re.search(r"(\d+) (?:source|independent sources) against (\d+)", row.basis)
        assert counted is None or int(counted[1]) + int(counted[2]) <= (sides == 1).sum()
