"""Rules across attributes and entities."""

from __future__ import annotations

from typing import Any

import pytest

from extract.claim import Claim
from extract.words.pack import Constraint
from reconcile.facts import Term, parse_terms
from reconcile.finding import Finding, Kind, Verdict
from reconcile.reconcile import reconcile
from tests.reconcile.statements import number, said, small_pack


def rule(kind: str, left: str, right: str, **fields: Any) -> Constraint:
    reason = fields.pop("reason", "{entity}: {left} against {right} ({other})")
    return Constraint.model_validate(
        {"name": kind, "kind": kind, "left": left, "right": right, "reason": reason, **fields}
    )


def broken(constraint: Constraint, *claims: Claim) -> list[Finding]:
    return [f for f in reconcile(claims, small_pack([constraint])) if f.kind is Kind.RULE]


def day(document: str, entity: str, value: str, attribute: str = "released", **kept: Any) -> Claim:
    return said(document, entity, attribute, value, value, value, **kept)


def base(document: str, entity: str, other: str, **kept: Any) -> Claim:
    return said(document, entity, "base", other, **kept)


AT_MOST = rule("at_most", "active", "size", severity="high")
NOT_BEFORE = rule("not_before", "released", "@base.released", severity="high")
SAME = rule("same", "size", "@base.size")
SUM = rule("sum", "hours[first stage]+hours[second stage]", "hours")
NEAR = rule("near", "reported", "released", within_days=30, severity="low")
FAMILY = rule("kind", "sort", "size", severity="low", values=("family", "architecture"))
EXISTS = rule("existence", "official", "released", values=("no",))


def test_terms_name_attribute_scope_and_relation() -> None:
    assert parse_terms("active") == (Term("active"),)
    assert parse_terms("hours[first stage] + hours") == (Term("hours", "first stage"), Term("hours"))
    assert parse_terms("@base.size") == (Term("size", "", "base"),)
    with pytest.raises(ValueError, match="not a term of a rule: 'a b'"):
        parse_terms("size+a b")


def test_a_broken_rule_is_a_conflict_with_every_claim_it_rests_on() -> None:
    active = number("a.md", "Turbine-V2", 300, attribute="active")
    total = number("b.md", "Turbine-V2", 236)
    (finding,) = broken(AT_MOST, active, total)
    assert (finding.verdict, finding.kind, finding.severity) == (Verdict.CONFLICT, Kind.RULE, "high")
    assert (finding.entity, finding.attribute, finding.scope) == ("Turbine-V2", "active", "")
    assert [c.claims for c in finding.clusters] == [(active.claim_id,), (total.claim_id,)]
    assert finding.reason == "Turbine-V2: 300 against 236 (Turbine-V2)"


@pytest.mark.parametrize(
    ("active", "total", "breaks"),
    [
        ((21, 0), (236, 0), 0),
        ((236, 0), (236, 0), 0),
        ((237, 0), (236, 0), 1),
        ((237, 1), (236, 0), 0),
        ((237, 1), (236, 1), 0),
        ((238, 1), (236, 1), 1),  # rounding that only touches
    ],
)
def test_at_most_breaks_only_where_no_choice_of_points_keeps_it(
    active: tuple[int, int], total: tuple[int, int], breaks: int
) -> None:
    left, right = number("a.md", "Turbine-V2", *active, "active"), number("b.md", "Turbine-V2", *total)
    assert len(broken(AT_MOST, left, right)) == breaks


def test_only_the_versions_that_break_a_rule_are_shown() -> None:
    claims = [
        number("a.md", "Turbine-V2", 300, attribute="active"),
        number("b.md", "Turbine-V2", 21, attribute="active"),
        number("a.md", "Turbine-V2", 671),
        number("b.md", "Turbine-V2", 236),
    ]
    (finding,) = broken(AT_MOST, *claims)
    assert [c.value for c in finding.clusters] == ["300", "236"]


def test_what_is_added_and_unknown_counts_nothing() -> None:
    constraint = rule("at_most", "active", "size+window")
    assert broken(constraint, number("a.md", "X", 9, attribute="active"), number("a.md", "X", 8))
    more = number("a.md", "X", 1, attribute="window")
    assert not broken(constraint, number("a.md", "X", 9, attribute="active"), number("a.md", "X", 8), more)
    assert not broken(constraint, number("a.md", "X", 9, attribute="active"), more)


def test_nothing_is_released_before_what_it_is_built_on() -> None:
    early = day("a.md", "Turbine-Coder", "2023-12-01")
    link = base("a.md", "Turbine-Coder", "Turbine-V2")
    of_base = [day("a.md", "Turbine-V2", "2023-11-05"), day("b.md", "Turbine-V2", "2024-05-07")]
    (finding,) = broken(NOT_BEFORE, early, link, *of_base)
    assert finding.entity == "Turbine-Coder"
    assert [c.claims for c in finding.clusters] == [(early.claim_id,), (link.claim_id,), (of_base[1].claim_id,)]
    assert finding.reason == "Turbine-Coder: 2023-12-01 against 2024-05-07 (Turbine-V2)"
    assert not broken(NOT_BEFORE, early, link, of_base[0])
    assert not broken(NOT_BEFORE, early, *of_base)


def test_a_relation_means_an_entity_in_any_spelling() -> None:
    claims = [day("a.md", "turbine coder", "2023-12-01"), base("a.md", "Turbine-Coder", "Turbine Two")]
    assert broken(NOT_BEFORE, *claims, day("b.md", "turbine_v2", "2024-05-07"))


def test_a_relation_in_a_scope_counts_only_where_the_rule_takes_it() -> None:
    claims = [day("a.md", "Turbine-Coder", "2023-12-01"), day("b.md", "Turbine-V2", "2024-05-07")]
    link = base("a.md", "Turbine-Coder", "Turbine-V2", scope="layout")
    assert not broken(NOT_BEFORE, *claims, link)
    assert broken(NOT_BEFORE.model_copy(update={"relations": ("layout",)}), *claims, link)


def test_what_is_built_on_another_has_its_size() -> None:
    link = base("b.md", "Turbine-R1", "Turbine-V3")
    large = [number("c.md", "Turbine-V3", 671), number("d.md", "Turbine-R1", 671)]
    assert not broken(SAME, link, *large)
    small = number("a.md", "Turbine-R1", 7)
    (finding,) = broken(SAME, link, *large, small)
    assert [c.claims for c in finding.clusters] == [(small.claim_id,), (link.claim_id,), (large[0].claim_id,)]


def test_several_bases_that_break_a_rule_make_one_finding() -> None:
    links = [base("a.md", "Turbine-R1", "Turbine-V2"), base("a.md", "Turbine-R1", "Turbine-V3")]
    sizes = [number("b.md", "Turbine-V2", 236), number("b.md", "Turbine-V3", 671), number("a.md", "Turbine-R1", 7)]
    (finding,) = broken(SAME, *links, *sizes)
    assert [c.value for c in finding.clusters] == ["7", "Turbine-V2", "236", "Turbine-V3", "671"]
    assert "7 against 236 (Turbine-V2)" in finding.reason
    assert "7 against 671 (Turbine-V3)" in finding.reason


def hours(value: int, half: int, scope: str = "") -> Claim:
    return number("a.md" if scope else "b.md", "Turbine-V3", value, half, "hours", scope=scope)


def test_parts_add_up_within_what_is_printed() -> None:
    first, second = hours(2_664_000, 500, "first stage"), hours(100_000, 50_000, "second stage")
    # together 2,713,500 to 2,814,500
    assert not broken(SUM, first, second, hours(2_788_000, 500))
    assert not broken(SUM, first, second, hours(2_814_500, 0))
    assert broken(SUM, first, second, hours(2_814_501, 0))
    assert not broken(SUM, first, second, hours(2_713_500, 0))
    (finding,) = broken(SUM, first, second, hours(2_713_499, 0))
    assert [c.value for c in finding.clusters] == ["2664000", "100000", "2713499"]
    assert not broken(SUM, first, hours(2_788_000, 500))


def test_a_sum_that_holds_is_told_with_the_total() -> None:
    claims = [hours(2_664_000, 500, "first stage"), hours(100_000, 50_000, "second stage"), hours(2_788_000, 500)]
    (total,) = [f for f in reconcile(claims, small_pack([SUM])) if not f.scope]
    assert "2.664M + 100,000 add up to 2.788M within what is printed." in total.reason


def test_of_two_totals_the_one_that_the_parts_add_up_to_is_told() -> None:
    parts = [hours(310_000, 500, "first stage"), hours(25_000, 500, "second stage")]
    claims = [*parts, hours(335_000, 500), hours(360_000, 500)]
    (total,) = [f for f in reconcile(claims, small_pack([SUM])) if not f.scope]
    assert total.verdict is Verdict.CONFLICT
    assert "310,000 + 25,000 add up to 335,000, not to 360,000." in total.reason
    (total,) = [f for f in reconcile([*parts, hours(360_000, 500)], small_pack([SUM])) if not f.scope]
    assert "add up" not in total.reason


def test_a_part_never_exceeds_the_whole_it_is_declared_a_part_of() -> None:
    claims = [hours(3_000_000, 0, "first stage"), hours(2_788_000, 0, "all stages")]
    (finding,) = [f for f in reconcile(claims, small_pack()) if f.kind is Kind.RULE]
    assert finding.reason == "Turbine-V3: 3M for “first stage” exceeds 2.788M for “all stages”, the whole."
    fits = [hours(2_700_000, 0, "first stage"), claims[1]]
    assert not [f for f in reconcile(fits, small_pack()) if f.kind is Kind.RULE]


def test_a_hint_is_a_possible_conflict() -> None:
    released = day("a.md", "Turbine-V2", "2024-05-07")
    assert not broken(NEAR, released, day("b.md", "Turbine-V2", "2024-06-06", "reported"))
    (finding,) = broken(NEAR, released, day("b.md", "Turbine-V2", "2024-06-07", "reported"))
    assert (finding.verdict, finding.severity) == (Verdict.POSSIBLE, "low")
    assert broken(NEAR, released, day("b.md", "Turbine-V2", "2024-04-06", "reported"))


def test_a_family_has_no_size_of_its_own() -> None:
    family = said("a.md", "Turbine-Coder", "sort", "family")
    member = number("b.md", "Turbine-Coder 67B", 67)
    (finding,) = broken(FAMILY, family, member)
    assert (finding.entity, finding.attribute) == ("Turbine-Coder", "sort")
    assert [c.claims for c in finding.clusters] == [(family.claim_id,), (member.claim_id,)]
    assert finding.reason == "Turbine-Coder: “family” against 67 (Turbine-Coder 67B)"
    assert broken(FAMILY, family, number("b.md", "Turbine-Coder", 67))


def test_the_sizes_of_several_members_are_told_in_one_sentence() -> None:
    rule = FAMILY.model_copy(update={"reason": "{entity} is a family, yet is given {right}."})
    claims = [
        said("a.md", "Turbine-Coder", "sort", "family"),
        number("b.md", "Turbine-Coder 67B", 67),
        number("c.md", "Turbine-Coder 7B", 7),
    ]
    (finding,) = broken(rule, *claims)
    assert finding.reason == "Turbine-Coder is a family, yet is given 67 or 7."
    (finding,) = broken(FAMILY, *claims)
    assert finding.reason == (
        "Turbine-Coder: “family” against 67 (Turbine-Coder 67B) Turbine-Coder: “family” against 7 (Turbine-Coder 7B)"
    )


def test_a_family_may_have_members_of_other_names_and_list_their_sizes_itself() -> None:
    family = said("a.md", "Turbine-Coder", "sort", "family")
    assert not broken(FAMILY, family, number("b.md", "Turbine-Coder-V2", 67))
    assert not broken(FAMILY, family, number("a.md", "Turbine-Coder 67B", 67))
    assert not broken(FAMILY, family, number("b.md", "Turbine-Coder", 67, qualifier="of_variant"))
    assert not broken(FAMILY, said("a.md", "Turbine-Coder", "sort", "engine"), number("b.md", "Turbine-Coder", 67))


def test_what_is_not_official_has_no_release() -> None:
    denied = said("a.md", "Turbine-V2.5", "official", "no")
    released = day("b.md", "Turbine-V2.5", "2024-09-05")
    (finding,) = broken(EXISTS, denied, released)
    assert [c.claims for c in finding.clusters] == [(denied.claim_id,), (released.claim_id,)]
    assert not broken(EXISTS, said("a.md", "Turbine-V2.5", "official", "yes"), released)
    assert not broken(EXISTS, denied, day("b.md", "Turbine-V2", "2024-09-05"))


def test_a_rule_may_name_the_values_that_break_it() -> None:
    claims = [said("a.md", "Turbine-V2", "official", "rumour"), day("b.md", "Turbine-V2", "2024-09-05")]
    assert not broken(EXISTS, *claims)
    assert broken(EXISTS.model_copy(update={"values": ("Rumour",)}), *claims)


def test_only_what_is_asserted_breaks_a_rule() -> None:
    total = number("b.md", "Turbine-V2", 236)
    for status in ("hedged", "planned", "quoted", "negated"):
        assert not broken(AT_MOST, number("a.md", "Turbine-V2", 300, attribute="active", status=status), total)


def test_open_intervals_break_a_rule_only_on_their_closed_side() -> None:
    total = number("b.md", "Turbine-V2", 236)
    up_to = said("a.md", "Turbine-V2", "active", "300", None, 300, qualifier="up_to")
    at_least = said("a.md", "Turbine-V2", "active", "300", 300, None, qualifier="at_least")
    assert not broken(AT_MOST, up_to, total)
    assert broken(AT_MOST, at_least, total)


def test_braces_in_a_document_are_no_placeholders() -> None:
    claims = [
        number("a.md", "{left} {0.__class__}", 300, attribute="active"),
        number("b.md", "{left} {0.__class__}", 2),
    ]
    (finding,) = broken(AT_MOST, *claims)
    assert finding.reason == "{left} {0.__class__}: 300 against 2 ({left} {0.__class__})"
