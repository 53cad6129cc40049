from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.acceptance import Terms, accept
from reconcile.decision import MAX_NAME, context_hash, named
from reconcile.decisions import Choice, Decisions, Entry, Judged, Member, Stale, dump, judge, parse
from reconcile.finding import Finding, GateStatus, Kind, Verdict
from sources.errors import FactauditError
from tests.reconcile.conflict_fixture import LARGE, OTHER, SMALL, Statement, conflict

DAY = date(2026, 3, 1)
NOTES: Statement = (SMALL, "notes.md", "Tern-2 has 236 billion parameters.")
GUIDE: Statement = (SMALL, "guide.md", "The 236B Tern-2 was first.")
WIKI: Statement = (LARGE, "wiki.md", "Tern-2 comes with 671B parameters.")
BLOG: Statement = (LARGE, "blog.md", "671 billion parameters: Tern-2")
DECIDED = (NOTES, GUIDE, WIKI, BLOG)
BEFORE = "; before: deferred (Ana): the makers are asked"


def deferred(statements: Sequence[Statement] = DECIDED) -> Decisions:
    finding, claims = conflict(statements)
    return accept([finding], claims, Decisions(), Terms("the makers are asked", "Ana", DAY)).decisions


def decided(choice: Choice, wrong: tuple[str, ...] = (), value: str = "", expires: date | None = None) -> Decisions:
    entry = replace(deferred().entries[0], choice=choice, wrong=wrong, value=value, expires=expires)
    return Decisions((entry,))


def judged(statements: Sequence[Statement], decisions: Decisions, today: date = DAY, start: int = 0) -> Judged:
    finding, claims = conflict(statements, start=start)
    return judge([finding], claims, decisions, today)


def outcome(statements: Sequence[Statement], decisions: Decisions, today: date = DAY) -> tuple[GateStatus, str]:
    finding = judged(statements, decisions, today).findings[0]
    return finding.status, finding.status_reason


def stale_reasons(statements: Sequence[Statement], decisions: Decisions) -> list[str]:
    return [stale.reason for stale in judged(statements, decisions).stale]


def test_a_conflict_without_an_entry_is_new() -> None:
    assert outcome(DECIDED, Decisions()) == (GateStatus.NEW, "new: no decision about it yet")


def test_the_same_members_are_known() -> None:
    assert outcome(DECIDED, deferred()) == (GateStatus.KNOWN, "known: deferred (Ana): the makers are asked")
    assert stale_reasons(DECIDED, deferred()) == []


@pytest.mark.parametrize(
    ("decisions", "reason"),
    [
        (decided(Choice.WRONG, (LARGE,)), "671B is wrong (Ana)"),
        (decided(Choice.WRONG, (LARGE,), SMALL), "671B is wrong, 236B is right (Ana)"),
        (decided(Choice.INTENTIONAL), "intentional (Ana)"),
        (decided(Choice.OTHER_SCOPE), "other-scope (Ana)"),
        (decided(Choice.SUPERSEDED, value=LARGE), "superseded, 671B is right (Ana)"),
        (decided(Choice.EXTRACTION_ERROR), "extraction-error (Ana)"),
    ],
)
def test_every_choice_but_deferred_is_decided(decisions: Decisions, reason: str) -> None:
    assert outcome(DECIDED, decisions) == (GateStatus.DECIDED, f"decided: {reason}: the makers are asked")


def test_a_new_value_reopens() -> None:
    statements = (*DECIDED, (OTHER, "notes.md", "Or 700B?"))
    assert outcome(statements, deferred()) == (GateStatus.REOPENED, f"reopened: notes.md brings 700B{BEFORE}")


def test_a_new_document_reopens_with_a_value_that_is_known() -> None:
    statements = (*DECIDED, (SMALL, "card.md", "Size: 236B"))
    assert outcome(statements, deferred()) == (GateStatus.REOPENED, f"reopened: card.md joins with 236B{BEFORE}")


def test_a_new_document_reopens_whatever_was_decided() -> None:
    statements = (*DECIDED, (SMALL, "card.md", "Size: 236B"))
    for choice in Choice:
        wrong = (LARGE,) if choice is Choice.WRONG else ()
        assert outcome(statements, decided(choice, wrong))[0] is GateStatus.REOPENED


def test_a_new_document_that_repeats_a_known_sentence_reopens() -> None:
    # The sentence still stands in notes.md, so it was copied and not moved.
    statements = (*DECIDED, (SMALL, "copy.md", NOTES[2]))
    assert outcome(statements, deferred()) == (GateStatus.REOPENED, f"reopened: copy.md joins with 236B{BEFORE}")


def test_only_three_reasons_are_spelled_out() -> None:
    statements = (*DECIDED, *((SMALL, f"new{n}.md", f"text {n}") for n in range(5)))
    assert outcome(statements, deferred())[1] == (
        f"reopened: new0.md joins with 236B; new1.md joins with 236B; new2.md joins with 236B; and 2 more{BEFORE}"
    )


def test_rewording_a_sentence_that_keeps_its_value_is_a_note() -> None:
    statements = ((SMALL, "notes.md", "Tern-2 counts 236B parameters."), GUIDE, WIKI, BLOG)
    assert outcome(statements, deferred()) == (
        GateStatus.KNOWN,
        "known: deferred (Ana): the makers are asked; notes.md words 236B differently",
    )
    assert stale_reasons(statements, deferred()) == []


def test_case_and_blanks_of_a_context_change_nothing() -> None:
    statements = ((SMALL, "notes.md", "  TERN-2 has\n236 billion\u00a0parameters. "), GUIDE, WIKI, BLOG)
    assert outcome(statements, deferred()) == (GateStatus.KNOWN, "known: deferred (Ana): the makers are asked")


def test_a_side_that_vanished_is_stale_and_still_known() -> None:
    statements = (NOTES, GUIDE, WIKI)
    assert outcome(statements, deferred()) == (
        GateStatus.KNOWN,
        "known: deferred (Ana): the makers are asked; blog.md no longer says 671B",
    )
    assert stale_reasons(statements, deferred()) == ["blog.md no longer says 671B"]


def test_one_of_two_sentences_of_a_document_may_go_without_a_note() -> None:
    twice = (*DECIDED, (SMALL, "notes.md", "236 billion, again"))
    assert outcome(DECIDED, deferred(twice)) == (GateStatus.KNOWN, "known: deferred (Ana): the makers are asked")
    assert stale_reasons(DECIDED, deferred(twice)) == []


def test_a_renamed_file_changes_nothing() -> None:
    statements = ((SMALL, "docs/archive/notes.md", NOTES[2]), GUIDE, WIKI, BLOG)
    assert outcome(statements, deferred()) == outcome(DECIDED, deferred())
    assert stale_reasons(statements, deferred()) == []


def test_all_files_renamed_at_once_change_nothing() -> None:
    statements = [(value, f"moved/{path}", context) for value, path, context in DECIDED]
    assert outcome(statements, deferred()) == outcome(DECIDED, deferred())


def test_a_renamed_file_that_lost_one_of_two_sentences_is_known() -> None:
    twice = (*DECIDED, (SMALL, "notes.md", "236 billion, again"))
    statements = ((SMALL, "renamed.md", NOTES[2]), GUIDE, WIKI, BLOG)
    assert outcome(statements, deferred(twice))[0] is GateStatus.KNOWN


def test_a_sentence_moved_to_another_known_document_is_no_reason_to_reopen() -> None:
    statements = ((SMALL, "guide.md", NOTES[2]), GUIDE, WIKI, BLOG)
    assert outcome(statements, deferred()) == (GateStatus.KNOWN, "known: deferred (Ana): the makers are asked")
    assert stale_reasons(statements, deferred()) == []


def test_one_sentence_left_cannot_excuse_two_new_documents() -> None:
    statements = ((SMALL, "a.md", NOTES[2]), (SMALL, "b.md", NOTES[2]), GUIDE, WIKI, BLOG)
    assert outcome(statements, deferred()) == (GateStatus.REOPENED, f"reopened: b.md joins with 236B{BEFORE}")


def test_a_renamed_file_wins_over_a_member_that_took_the_sentence_over() -> None:
    statements = ((SMALL, "guide.md", NOTES[2]), (SMALL, "renamed.md", NOTES[2]), GUIDE, WIKI, BLOG)
    assert outcome(statements, deferred())[0] is GateStatus.KNOWN


def test_a_known_document_that_takes_over_another_side_is_a_note() -> None:
    statements = (NOTES, GUIDE, WIKI, (SMALL, "blog.md", "236 billion parameters: Tern-2"))
    assert outcome(statements, deferred()) == (
        GateStatus.KNOWN,
        "known: deferred (Ana): the makers are asked; blog.md no longer says 671B; blog.md now says 236B",
    )


def test_a_known_document_that_takes_over_a_wrong_value_reopens() -> None:
    statements = (NOTES, WIKI, BLOG, (LARGE, "guide.md", "The 671B Tern-2 was first."))
    assert outcome(statements, decided(Choice.WRONG, (LARGE,))) == (
        GateStatus.REOPENED,
        "reopened: guide.md now says 671B, which was decided to be wrong; "
        "before: 671B is wrong (Ana): the makers are asked",
    )


def test_moved_lines_change_no_status() -> None:
    assert judged(DECIDED, deferred(), start=4200).findings[0].status_reason == outcome(DECIDED, deferred())[1]


def test_a_conflict_that_is_gone_is_stale() -> None:
    number = conflict(DECIDED)[0].finding_id
    reason = "no document states this conflict any more"
    assert judge([], {}, deferred(), DAY).stale == (Stale(number, "Tern-2", "parameters_total", "", reason),)


@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if verdict is not Verdict.CONFLICT])
def test_a_finding_that_is_no_conflict_has_no_status_and_leaves_its_entry_stale(verdict: Verdict) -> None:
    finding, claims = conflict(DECIDED, verdict=verdict)
    result = judge([finding], claims, deferred(), DAY)
    assert result.findings == (finding,)
    assert [stale.reason for stale in result.stale] == ["no document states this conflict any more"]


def test_a_decision_holds_through_the_day_it_expires_and_no_longer() -> None:
    decisions = decided(Choice.INTENTIONAL, expires=date(2026, 6, 30))
    assert outcome(DECIDED, decisions, date(2026, 6, 30))[0] is GateStatus.DECIDED
    assert outcome(DECIDED, decisions, date(2026, 7, 1)) == (
        GateStatus.EXPIRED,
        "expired: held until 2026-06-30, intentional (Ana): the makers are asked",
    )


def test_stale_records_are_sorted_whatever_the_order_of_findings() -> None:
    first, first_claims = conflict(DECIDED, entity="Auk-1")
    second, second_claims = conflict(DECIDED, entity="Tern-2")
    claims = {**first_claims, **second_claims}
    decisions = accept([second, first], claims, Decisions(), Terms("asked", "", None)).decisions
    less = [conflict((NOTES, GUIDE, WIKI), entity=entity) for entity in ("Tern-2", "Auk-1")]
    known = {key: value for _, part in less for key, value in part.items()}
    stale = judge([finding for finding, _ in less], known, decisions, DAY).stale
    assert [(s.entity, s.reason) for s in stale] == [
        ("Auk-1", "blog.md no longer says 671B"),
        ("Tern-2", "blog.md no longer says 671B"),
    ]


def test_accept_enters_every_open_conflict_as_deferred() -> None:
    entry = deferred().entries[0]
    assert entry == Entry(
        fingerprint=conflict(DECIDED)[0].fingerprint,
        entity="Tern-2",
        attribute="parameters_total",
        scope="",
        members=(
            Member(SMALL, "guide.md", (context_hash(GUIDE[2]),)),
            Member(SMALL, "notes.md", (context_hash(NOTES[2]),)),
            Member(LARGE, "blog.md", (context_hash(BLOG[2]),)),
            Member(LARGE, "wiki.md", (context_hash(WIKI[2]),)),
        ),
        choice=Choice.DEFERRED,
        reason="the makers are asked",
        reviewer="Ana",
        decided=DAY,
    )


def test_accept_takes_rule_conflicts_and_leaves_possible_ones() -> None:
    rule, rule_claims = conflict(DECIDED, kind=Kind.RULE)
    possible, possible_claims = conflict(DECIDED, entity="Auk-1", verdict=Verdict.POSSIBLE)
    decisions = accept(
        [rule, possible], {**rule_claims, **possible_claims}, Decisions(), Terms("asked", "", None)
    ).decisions
    assert [entry.fingerprint for entry in decisions.entries] == [rule.fingerprint]


def test_accept_keeps_decisions_that_hold_and_stale_ones() -> None:
    earlier = decided(Choice.WRONG, (LARGE,))
    finding, claims = conflict(DECIDED)
    other, other_claims = conflict(DECIDED, entity="Auk-1")
    gone = accept([other], other_claims, earlier, Terms("asked", "", None)).decisions
    assert accept([finding], claims, gone, Terms("again", "Bo", DAY)).decisions == gone
    assert [entry.entity for entry in gone.entries] == ["Auk-1", "Tern-2"]


def settled(value: str = "", *wrong: str, choice: Choice = Choice.WRONG) -> Decisions:
    """A decision about DECIDED, as a file states it."""
    entry = replace(deferred().entries[0], choice=choice, wrong=wrong, value=value, line=4)
    return Decisions((entry,), "d.yaml")


@pytest.mark.parametrize(
    ("decisions", "told"),
    [
        (settled("", SMALL, LARGE), "every value is wrong, and none is said to be right; add 'value:' with the right"),
        (settled("700000000000", LARGE), f"'700000000000' is none that a member states; write one of {SMALL}, without"),
        (settled("236,000,000,000", LARGE), "the right value '236,000,000,000' is none that a member states; write"),
        (settled("685000000000", choice=Choice.SUPERSEDED), f"write one of {SMALL}, {LARGE}, without commas"),
    ],
)
def test_a_decision_that_does_not_say_which_value_is_right_is_an_error(decisions: Decisions, told: str) -> None:
    finding, claims = conflict(DECIDED)
    with pytest.raises(FactauditError, match=r"^d\.yaml:4: Tern-2 parameters_total: ") as caught:
        judge([finding], claims, decisions, DAY)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "decisions",
    [
        settled("", LARGE),
        settled(SMALL, LARGE),
        settled("235600000000", LARGE),  # rounds to what a member states
        settled("241664000000", LARGE),  # 236 times 1.024 billion
        settled("700000000000", SMALL, LARGE),
        settled("700000000000", choice=Choice.EXTRACTION_ERROR),
        settled("", choice=Choice.INTENTIONAL),
    ],
)
def test_a_decision_may_leave_out_the_right_value_or_name_it_more_exactly(decisions: Decisions) -> None:
    finding, claims = conflict(DECIDED)
    assert judge([finding], claims, decisions, DAY).findings[0].status is GateStatus.DECIDED


def test_the_right_value_of_a_rule_may_be_any() -> None:
    finding, claims = conflict(DECIDED, kind=Kind.RULE)
    assert judge([finding], claims, settled("700000000000", LARGE), DAY).findings[0].status is GateStatus.DECIDED


def test_prune_keeps_an_entry_whose_right_value_nobody_states_any_more() -> None:
    statements = (*DECIDED, (OTHER, "new.md", "700B"))
    entry = replace(deferred(statements).entries[0], choice=Choice.WRONG, wrong=(SMALL, LARGE), value=OTHER)
    finding, claims = conflict(DECIDED)
    (kept,) = accept([finding], claims, Decisions((entry,)), Terms("x", "", None, prune=True)).decisions.entries
    assert (kept.wrong, kept.value, len(kept.members)) == ((SMALL, LARGE), OTHER, 4)
    unnamed = replace(entry, value="")
    assert accept([finding], claims, Decisions((unnamed,)), Terms("x", "", None, prune=True)).decisions.entries == (
        unnamed,
    )


def test_prune_drops_what_no_document_states_and_refreshes_what_holds() -> None:
    other, other_claims = conflict(DECIDED, entity="Auk-1")
    decisions = accept([other], other_claims, deferred(), Terms("asked", "", None)).decisions
    renamed = ((SMALL, "renamed.md", NOTES[2]), GUIDE, WIKI)
    finding, claims = conflict(renamed)
    (entry,) = accept([finding], claims, decisions, Terms("pruned", "Bo", DAY, prune=True)).decisions.entries
    assert (entry.entity, entry.reason, entry.decided) == ("Tern-2", "the makers are asked", DAY)
    assert [(member.value, member.document) for member in entry.members] == [
        (SMALL, "guide.md"),
        (SMALL, "renamed.md"),
        (LARGE, "wiki.md"),
    ]


def test_prune_forgets_wrong_values_that_nobody_states_but_never_all_of_them() -> None:
    statements = (*DECIDED, (OTHER, "new.md", "700B"))
    entry = replace(deferred(statements).entries[0], choice=Choice.WRONG, wrong=(LARGE, OTHER))
    finding, claims = conflict(DECIDED)
    (pruned,) = accept([finding], claims, Decisions((entry,)), Terms("x", "", None, prune=True)).decisions.entries
    assert pruned.wrong == (LARGE,)
    alone = replace(entry, wrong=(OTHER,))
    assert accept([finding], claims, Decisions((alone,)), Terms("x", "", None, prune=True)).decisions.entries == (
        alone,
    )


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_accept_without_a_reason_is_an_error(reason: str) -> None:
    finding, claims = conflict(DECIDED)
    with pytest.raises(FactauditError, match="a decision needs a reason"):
        accept([finding], claims, Decisions(), Terms(reason, "Ana", DAY))


def test_what_is_accepted_is_known_at_once_and_again_after_a_round_through_the_file() -> None:
    finding, claims = conflict(DECIDED)
    decisions = parse(dump(deferred()))
    assert [f.status for f in judge([finding], claims, decisions, DAY).findings] == [GateStatus.KNOWN]


def test_names_are_printable_and_short() -> None:
    assert named("docs/naïve – 说明.md") == "docs/naïve – 说明.md"
    assert named("a\nb\x07\udcff") == "a\\nb\\x07\\udcff"
    long, other = named("x" * 999), named("x" * 998)
    assert len(long) == MAX_NAME
    assert long != other


STATEMENTS = st.lists(
    st.tuples(
        st.sampled_from([SMALL, LARGE, OTHER]),
        st.sampled_from(["a.md", "b.md", "c.md", "d.md", "e\n.md"]),
        st.sampled_from(["one", "two", "three", "fo\u2028ur", "\x00"]),
    ),
    min_size=1,
    max_size=8,
)


def _settled(finding: Finding) -> bool:
    return finding.status in (GateStatus.KNOWN, GateStatus.DECIDED)


@given(STATEMENTS)
def test_whatever_is_accepted_is_known(statements: list[Statement]) -> None:
    decisions = parse(dump(deferred(statements)))
    result = judged(statements, decisions)
    assert result.findings[0].status_reason == "known: deferred (Ana): the makers are asked"
    assert result.stale == ()


@given(STATEMENTS, STATEMENTS)
def test_a_value_or_document_that_was_no_member_never_passes(before: list[Statement], after: list[Statement]) -> None:
    settled = _settled(judged(after, deferred(before)).findings[0])
    values = {value for value, _, _ in before}
    pairs = {(value, context) for value, _, context in before}
    documents = {document for _, document, _ in before}
    new_value = any(value not in values for value, _, _ in after)
    new_document = any(d not in documents and (v, c) not in pairs for v, d, c in after)
    # A document may also bring one sentence that is known and one that is not: then it is taken for renamed.
    known_too = {d for v, d, c in after if (v, c) in pairs}
    strangers = any(d not in documents and d not in known_too for _, d, _ in after)
    if new_value or strangers:
        assert not settled
    if not new_value and not new_document and {d for _, d, _ in after} <= documents:
        assert settled


@given(STATEMENTS, STATEMENTS)
def test_the_order_of_statements_never_matters(before: list[Statement], after: list[Statement]) -> None:
    decisions = deferred(before)
    first = judged(after, decisions)
    second = judged(after[::-1], decisions)
    assert first.findings[0].status_reason == second.findings[0].status_reason
    assert first.stale == second.stale
