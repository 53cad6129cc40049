"""Which names are one entity."""

from __future__ import annotations

import pytest

from reconcile.name_reasons import explain
from reconcile.names import CUTOFF, MOST_NEAR, Names, spelling_key, unify
from tests.reconcile.statements import small_pack

PACK = small_pack()


def names(*used: str, pack: bool = True) -> Names:
    return unify(dict.fromkeys(used, 1), PACK if pack else None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Turbine-V2", "turbine v2"),
        ("Turbine_V2", "TurbineV2"),
        ("Turbine\u2011V2", "Turbine\u00a0V2"),
        ("Stator", "STATOR"),
    ],
)
def test_case_blanks_hyphens_and_underscores_do_not_count(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)
    for pack in (True, False):
        found = names(one, other, pack=pack)
        assert found.keys[one] == found.keys[other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Turbine-V2", "Turbine-V3"),
        ("Turbine-V2", "Turbine-V2.5"),
        ("Turbine-V2", "Turbine"),
        ("Generatron 7B", "Generatron 67B"),
        ("Generatron", "Generatron 7B"),
        ("Generatron Coder", "Generatron Math"),
        ("Generatron Coder", "Generatron"),
        ("Mistral", "Mixtral"),
        ("InternLM", "InternVL"),
        ("Turbine", "Rotor"),
    ],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    for pack in (True, False):
        found = names(one, other, pack=pack)
        assert found.keys[one] != found.keys[other]
        assert found.merges == ()


def test_a_slip_in_the_family_s_name_is_forgiven_and_explained() -> None:
    found = unify({"Generatron V2": 5, "Generatronn V2": 1}, PACK)
    assert found.keys["Generatronn V2"] == found.keys["Generatron V2"]
    assert set(found.display.values()) == {"Generatron V2"}
    (merge,) = found.merges
    assert (merge.name, merge.into) == ("Generatronn V2", "Generatron V2")
    assert merge.score == pytest.approx(200 * 10 / 21)  # ten letters of ten and eleven in common
    assert "two spellings" in merge.reason


@pytest.mark.parametrize("other", ["Generatronn V3", "Generatronn", "Generatronn V2 7B", "Generatronn Coder V2"])
def test_a_slip_is_forgiven_only_where_all_else_is_equal(other: str) -> None:
    found = unify({"Generatron V2": 5, other: 1}, PACK)
    assert found.keys[other] != found.keys["Generatron V2"]


def test_without_a_pack_no_slip_is_forgiven() -> None:
    assert names("Generatron V2", "Generatronn V2", pack=False).merges == ()


def test_a_name_that_nearly_merged_is_listed_for_the_reviewer() -> None:
    found = unify({"Mistral 7B": 3, "Mixtral 7B": 1}, PACK)
    (near,) = found.near
    assert (near.name, near.into) == ("Mixtral 7B", "Mistral 7B")
    assert near.score == pytest.approx(200 * 6 / 14)
    assert near.score < CUTOFF
    assert near.reason == "kept apart: alike to 86, below 93"


def test_two_listed_names_never_merge() -> None:
    found = unify({"Turbine-V2": 1, "Turbine Two": 1, "Turbine-V3": 1}, PACK)
    assert found.keys["Turbine Two"] == found.keys["Turbine-V2"] != found.keys["Turbine-V3"]
    assert set(found.display.values()) == {"Turbine-V2", "Turbine-V3"}


def test_a_listed_spelling_is_shown_else_the_most_frequent_else_the_first() -> None:
    assert set(unify({"turbine v2": 9, "Turbine-V2": 1}, PACK).display.values()) == {"Turbine-V2"}
    assert set(unify({"stator": 2, "Stator": 1}, None).display.values()) == {"stator"}
    assert set(unify({"stator": 1, "Stator": 1}, None).display.values()) == {"Stator"}


def test_merges_depend_on_no_order() -> None:
    used = {"Generatron V2": 1, "Generatronn V2": 1, "Generattron V2": 1, "Stator": 2, "stator": 2}
    assert unify(used, PACK) == unify(dict(reversed(used.items())), PACK)


def test_names_that_are_only_referred_to_are_known_too() -> None:
    found = unify({"Turbine-V2": 1}, PACK, ["Turbine Two", "Stator"])
    assert found.keys["Turbine Two"] == found.keys["Turbine-V2"]
    assert found.display[found.keys["Stator"]] == "Stator"


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Turbine-V2", "turbine v2", "one entity: the names differ in nothing but case, blanks, hyphens and order"),
        ("Turbine-V2", "Turbine Two", "one entity: the pack lists both as Turbine-V2"),
        ("Turbine-V2", "Turbine-V2.5", "two entities: name turbine v2 against turbine v2.5"),
        ("Generatron 7B", "Generatron 67B", "two entities: size 7b against 67b"),
        ("Generatron", "Generatron 7B", "two entities: size none against 7b"),
    ],
)
def test_a_merge_and_a_refusal_are_both_explained(one: str, other: str, reason: str) -> None:
    assert explain(one, other, PACK) == reason


def test_without_a_pack_spelling_alone_is_explained() -> None:
    assert explain("St. Mary’s", "st mary's", None).startswith("one entity: the names differ in nothing but case")
    assert explain("Stator", "Statorr", None).startswith("two entities: without a pack names are one only where")


def test_a_slip_that_other_names_decide_is_explained_by_them() -> None:
    used = unify({"Generatron V2": 5, "Generatronn V2": 1, "Generattronn V2": 1}, PACK)
    told = explain("Generatron V2", "Generatronn V2", PACK, used)
    assert told.startswith("one entity: one family's name in two spellings, alike to 95")


@pytest.mark.parametrize(
    ("used", "entities"),
    [
        (("Turbine-2", "Turbine-V2"), ["Turbine-V2"]),  # the listed one
        (("Stator v2", "Stator 2"), ["Stator 2"]),
        (("Stator v2",), ["Stator v2"]),
        (("Stator v2", "Stator v2.5", "Stator 2.5"), ["Stator 2.5", "Stator v2"]),
        (("Stator v2 7B", "Stator 2"), ["Stator 2", "Stator v2 7B"]),
        (("Statorv2", "Stator 2"), ["Stator 2", "Statorv2"]),
        (("Turbine-V2", "Turbine-V3", "Turbine-3"), ["Turbine-V2", "Turbine-V3"]),
    ],
)
def test_the_v_of_a_version_may_be_left_out(used: tuple[str, ...], entities: list[str]) -> None:
    assert sorted(names(*used).display.values()) == entities
    assert names(*used) == names(*reversed(used))


def test_a_version_without_its_v_is_explained() -> None:
    assert explain("Stator v2", "Stator 2", PACK) == "one entity: the names differ in nothing but the “v” of a version"


def test_a_forgiven_slip_is_explained() -> None:
    assert explain("Generatron V2", "Generatronn V2", PACK) == (
        "one entity: one family's name in two spellings, alike to 95 of 100; all else in them is equal"
    )


def test_a_crowd_of_arbitrary_names_is_left_as_it_is() -> None:
    letters = "abcdefghijklmnopqrst"
    crowd = {f"q{a}{b}{c}lonesomeness": 1 for a in letters for b in letters for c in letters[:7]}
    assert len(crowd) == 2800
    assert unify(crowd, PACK).merges == ()


def test_near_misses_beyond_the_closest_are_counted() -> None:
    letters = "bcdfghjklmnpqrst"
    counts = {f"Zanthelium{a}{b} 7B": 1 for a in letters for b in letters}
    found = unify(counts, PACK)
    assert len(found.near) == MOST_NEAR
    assert [one.score for one in found.near] == sorted((one.score for one in found.near), reverse=True)
    # every two share ten or eleven of twelve letters: alike to 83 or 92
    assert len(found.near) + found.near_more == 256 * 255 // 2
