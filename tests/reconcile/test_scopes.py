"""Scopes: what two groups of one attribute say to each other."""

from __future__ import annotations

import pytest

from extract.claim import Claim
from extract.words.pack import Scope
from reconcile.attributes import AttributeRule
from reconcile.finding import Finding, Kind, Verdict
from reconcile.reconcile import reconcile
from reconcile.scopes import Relation, relate
from tests.reconcile.statements import number, said, small_pack

PACK = small_pack()
HOURS = AttributeRule(
    "hours",
    "number",
    scopes=tuple(
        Scope.model_validate({"name": name, "cues": ("-",), "plain": plain})
        for name, plain in (("first", "whole"), ("tests", "part"), ("later", "other"), ("said", "open"))
    ),
)


def judged(*claims: Claim) -> dict[str, Finding]:
    return {finding.scope: finding for finding in reconcile(claims, PACK)}


@pytest.mark.parametrize(
    ("narrow", "wide", "relation"),
    [
        ("said", "", Relation.OPEN),
        ("unheard of", "", Relation.OPEN),
        ("first", "", Relation.WHOLE),
        ("tests", "", Relation.PART),
        ("later", "", Relation.APART),
        ("first", "tests", Relation.APART),
        ("first+tests", "tests", Relation.WHOLE),
        ("first+tests", "", Relation.APART),  # a part of it in one way, more than it in another
        ("first+said", "", Relation.WHOLE),
        ("first+later", "", Relation.APART),
        ("first+tests", "first+said", Relation.APART),
    ],
)
def test_what_a_scope_is_to_another(narrow: str, wide: str, relation: Relation) -> None:
    assert relate(HOURS, narrow, wide) is relation


def test_a_part_beside_the_whole_is_explained_on_both_sides() -> None:
    found = judged(
        number("a.md", "Turbine-V2", 2_664_000, 500, "hours", scope="first stage"),
        number("b.md", "Turbine-V2", 2_788_000, 500, "hours"),
    )
    assert {f.verdict for f in found.values()} == {Verdict.AGREEMENT}
    assert {f.kind for f in found.values()} == {Kind.OTHER_SCOPE}
    sentence = "2.664M for “first stage” is a part of 2.788M without a scope."
    assert found[""].reason == f"Only b.md states it. {sentence}"
    assert found["first stage"].reason == f"Only a.md states it. {sentence}"


def test_only_what_two_documents_state_is_confirmed() -> None:
    day, month = ("2024-05-07", "2024-05-07", "2024-05-07"), ("2024-05", "2024-05-01", "2024-05-31")
    alone = [said("a.md", "Turbine-V2", "released", *day), said("a.md", "Turbine-V2", "released", *month)]
    [finding] = reconcile(alone, PACK)
    assert (finding.verdict, finding.kind, finding.also) == (
        Verdict.AGREEMENT, Kind.FINER_DATE, (Kind.WITHIN_DOCUMENT,),
    )  # fmt: skip
    assert not finding.confirmed
    [finding] = reconcile([*alone, said("b.md", "Turbine-V2", "released", *month)], PACK)
    assert (finding.also, finding.confirmed) == ((), True)
    # a value that another document states for another scope is not confirmed by it; one that it repeats there is
    june = ("2024-06", "2024-06-01", "2024-06-30")
    apart = judged(*alone, said("b.md", "Turbine-V2", "released", *june, scope="revision"))
    assert {scope: one.confirmed for scope, one in apart.items()} == {"": False, "revision": False}
    alike = judged(*alone, said("b.md", "Turbine-V2", "released", *month, scope="unheard of"))
    assert {scope: one.confirmed for scope, one in alike.items()} == {"": True, "unheard of": True}
    assert {one.also for one in alike.values()} == {()}


def test_a_part_larger_than_the_whole_is_a_possible_conflict_that_shows_both() -> None:
    found = judged(
        number("a.md", "Turbine-V2", 3_000_000, 500, "hours", scope="first stage"),
        number("b.md", "Turbine-V2", 2_788_000, 500, "hours"),
    )
    finding = found["first stage"]
    assert (finding.verdict, finding.severity) == (Verdict.POSSIBLE, "low")  # one step below the attribute's medium
    assert [c.value for c in finding.clusters] == ["3000000", "2788000"]
    assert "3M for “first stage” is more than 2.788M without a scope" in finding.reason
    assert found[""].verdict is Verdict.SINGLE


def test_a_scope_left_out_on_one_side_is_a_possible_conflict_of_lower_severity() -> None:
    found = judged(
        number("a.md", "Turbine-V2", 685, scope="with spare"),
        number("b.md", "Turbine-V2", 671),
        number("c.md", "Turbine-V2", 671),
    )
    assert (found["with spare"].verdict, found["with spare"].severity) == (Verdict.POSSIBLE, "medium")
    assert (found[""].verdict, found[""].kind) == (Verdict.AGREEMENT, Kind.SAME)


def test_a_document_that_states_both_tells_them_apart() -> None:
    found = judged(
        number("a.md", "Turbine-V2", 685, scope="with spare"),
        number("a.md", "Turbine-V2", 671),
        number("b.md", "Turbine-V2", 671),
    )
    assert (found["with spare"].verdict, found["with spare"].kind) == (Verdict.AGREEMENT, Kind.OTHER_SCOPE)
    assert found[""].also == (Kind.OTHER_SCOPE,)


def test_one_document_alone_compares_nothing() -> None:
    found = judged(
        number("a.md", "Turbine-V2", 685, scope="with spare"),
        number("a.md", "Turbine-V2", 671),
    )
    assert {f.verdict for f in found.values()} == {Verdict.SINGLE}


def test_a_plain_value_that_agrees_backs_the_scoped_one_and_is_backed_by_it() -> None:
    found = judged(
        number("a.md", "Turbine-V2", 671, scope="with spare"),
        number("b.md", "Turbine-V2", 671),
    )
    assert {(f.verdict, f.kind) for f in found.values()} == {(Verdict.AGREEMENT, Kind.SAME)}


def test_an_agreement_across_scopes_names_both_statements_with_their_intervals() -> None:
    found = judged(
        number("a.md", "Turbine-V2", 671, 2, scope="with spare"),
        number("b.md", "Turbine-V2", 672, 4),
        number("c.md", "Turbine-V2", 900, 4),
        number("d.md", "Turbine-V2", 900, 4),
    )
    finding = found["with spare"]
    assert (finding.verdict, finding.kind) == (Verdict.AGREEMENT, Kind.ROUNDING)
    assert finding.reason == (
        "671 (669 to 673) for “with spare” and 672 (668 to 676) without a scope"
        " agree within the rounding of what is printed; both hold 669 to 673."
    )


def test_an_agreement_across_several_scopes_names_them_all() -> None:
    found = judged(
        number("a.md", "Turbine-V2", 671),
        number("b.md", "Turbine-V2", 671, scope="with spare"),
        number("c.md", "Turbine-V2", 671, scope="unheard of"),
    )
    assert (
        found[""].reason
        == "671 without a scope and 671 for “unheard of” agree. 671 is stated for “with spare” and agrees."
    )


def test_a_conflict_whose_odd_value_is_given_for_a_scope_elsewhere_is_only_possible() -> None:
    found = judged(
        number("a.md", "Turbine-V2", 2_788_000, 500, "hours"),
        number("b.md", "Turbine-V2", 2_664_000, 500, "hours"),
        number("c.md", "Turbine-V2", 2_664_000, 500, "hours", scope="first stage"),
    )
    assert (found[""].verdict, found[""].kind, found[""].severity) == (Verdict.POSSIBLE, Kind.VALUE, "low")
    assert "2.664M is what another statement gives for “first stage”" in found[""].reason
    assert [(c.value, c.documents) for c in found[""].clusters] == [
        ("2664000", ("b.md",)),
        ("2788000", ("a.md",)),
        ("2664000", ("c.md",)),
    ]


def test_a_conflict_against_the_better_supported_value_stays_one() -> None:
    found = judged(
        number("a.md", "Turbine-V2", 236),
        number("b.md", "Turbine-V2", 236),
        number("c.md", "Turbine-V2", 671),
        number("d.md", "Turbine-V2", 236, scope="with spare"),
    )
    assert found[""].verdict is Verdict.CONFLICT


def test_a_third_value_leaves_a_conflict_that_no_scope_explains() -> None:
    found = judged(
        number("a.md", "Turbine-V2", 2_788_000, 500, "hours"),
        number("b.md", "Turbine-V2", 2_664_000, 500, "hours"),
        number("c.md", "Turbine-V2", 9_000_000, 500, "hours"),
        number("d.md", "Turbine-V2", 2_664_000, 500, "hours", scope="first stage"),
    )
    assert found[""].verdict is Verdict.CONFLICT


def test_a_revision_is_no_second_release() -> None:
    found = judged(
        said("a.md", "Turbine-V2", "released", "2024-05-07", "2024-05-07", "2024-05-07"),
        said("b.md", "Turbine-V2", "released", "2023-11", "2023-11-01", "2023-11-30"),
        said("a.md", "Turbine-V2", "released", "2024-06-19", "2024-06-19", "2024-06-19", scope="revision"),
    )
    assert (found[""].verdict, found[""].kind) == (Verdict.CONFLICT, Kind.DATE)
    assert (found["revision"].verdict, found["revision"].kind) == (Verdict.AGREEMENT, Kind.OTHER_SCOPE)


def test_family_and_member_are_two_entities() -> None:
    findings = reconcile([number("a.md", "Turbine", 7), number("b.md", "Turbine 7B", 9)], PACK)
    assert [(f.entity, f.verdict) for f in findings] == [("Turbine", Verdict.SINGLE), ("Turbine 7B", Verdict.SINGLE)]


def test_scopes_that_are_free_text_do_not_multiply() -> None:
    claims = [number("a.md", "Turbine-V2", i, scope=f"scope {i:03}") for i in range(300)]
    assert len(reconcile(claims, PACK)) == 300
