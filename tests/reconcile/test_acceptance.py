from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reconcile.acceptance import Accepted, Change, Terms, accept
from reconcile.decisions import Choice, Decisions, judge
from reconcile.finding import GateStatus
from sources.errors import FactauditError
from tests.reconcile.conflict_fixture import LARGE, OTHER, SMALL, Statement, conflict

EARLIER, DAY = date(2026, 2, 1), date(2026, 3, 1)
DECIDED: tuple[Statement, ...] = ((SMALL, "notes.md", "236 billion parameters"), (LARGE, "wiki.md", "671B parameters"))
REOPENED: tuple[Statement, ...] = (*DECIDED, (OTHER, "new.md", "700B"))


def before(choice: Choice = Choice.DEFERRED, wrong: tuple[str, ...] = (), value: str = "") -> Decisions:
    """What Ana wrote about DECIDED."""
    finding, claims = conflict(DECIDED)
    (entry,) = accept([finding], claims, Decisions(), Terms("asked", "Ana", EARLIER)).decisions.entries
    return Decisions((replace(entry, choice=choice, wrong=wrong, value=value, line=4),))


def accepted(statements: tuple[Statement, ...], decisions: Decisions, terms: Terms) -> Accepted:
    finding, claims = conflict(statements)
    return accept([finding], claims, decisions, terms)


def test_a_new_conflict_is_entered() -> None:
    made = accepted(DECIDED, Decisions(), Terms("asked", "Ana", EARLIER))
    assert made.changes == ((Change.ENTERED, made.decisions.entries[0]),)


def test_of_several_conflicts_those_named_are_entered() -> None:
    finding, claims = conflict(DECIDED)
    other = replace(finding, finding_id="f000000000002", fingerprint="v1:" + "2" * 64, attribute="layers")
    made = accept([finding, other], claims, Decisions(), Terms("asked", only=(other.finding_id,)))
    assert [(change, entry.attribute) for change, entry in made.changes] == [(Change.ENTERED, "layers")]
    again = accept([finding, other], claims, made.decisions, Terms("too", only=(finding.finding_id,)))
    assert [entry.reason for entry in again.decisions.entries] == ["asked", "too"]
    with pytest.raises(FactauditError, match="no conflict has the id 'f000000000009'"):
        accept([finding, other], claims, Decisions(), Terms("asked", only=("f000000000009",)))


def test_a_reopened_deferral_is_updated_and_keeps_its_words() -> None:
    made = accepted(REOPENED, before(), Terms("looked at again", "Bo", DAY))
    (entry,) = made.decisions.entries
    assert made.changes == ((Change.UPDATED, entry),)
    assert (entry.reviewer, entry.decided) == ("Bo", DAY)
    assert entry.reason == "looked at again [before, 2026-02-01: deferred (Ana): asked]"
    assert [member.document for member in entry.members if member.value == OTHER] == ["new.md"]


def test_words_of_entries_before_the_last_one_are_kept_too() -> None:
    once = accepted(REOPENED, before(), Terms("again", "Bo", DAY)).decisions
    more = (*REOPENED, (SMALL, "letter.md", "236B"))
    (twice,) = accepted(more, once, Terms("once more", "", None)).decisions.entries
    assert twice.reason == (
        "once more [before, 2026-03-01: deferred (Bo): again [before, 2026-02-01: deferred (Ana): asked]]"
    )
    (same,) = accepted(more, once, Terms("again", "Bo", DAY)).decisions.entries
    assert same.reason == once.entries[0].reason


@pytest.mark.parametrize("prune", [False, True])
def test_a_decision_that_no_longer_holds_is_left_as_it_is(prune: bool) -> None:
    decisions = before(Choice.WRONG, (LARGE,), SMALL)
    made = accepted(REOPENED, decisions, Terms("again", "Bo", DAY, prune=prune))
    assert made.decisions == decisions
    assert made.changes == ((Change.LEFT, decisions.entries[0]),)
    finding, claims = conflict(REOPENED)
    assert judge([finding], claims, made.decisions, DAY).findings[0].status is GateStatus.REOPENED


def test_a_decision_is_replaced_when_asked_and_keeps_its_words() -> None:
    decisions = before(Choice.WRONG, (LARGE,), SMALL)
    made = accepted(REOPENED, decisions, Terms("again", "Bo", DAY, replace_decided=True))
    (entry,) = made.decisions.entries
    assert made.changes == ((Change.REPLACED, decisions.entries[0]),)
    assert (entry.choice, entry.wrong, entry.value) == (Choice.DEFERRED, (), "")
    assert entry.reason == "again [before, 2026-02-01: 671B is wrong, 236B is right (Ana): asked]"


def test_an_expired_decision_is_replaced_only_when_the_day_is_known_and_it_is_asked_for() -> None:
    (entry,) = before(Choice.INTENTIONAL).entries
    expired = Decisions((replace(entry, expires=date(2026, 2, 20)),))
    assert accepted(DECIDED, expired, Terms("again", replace_decided=True)).decisions == expired
    assert accepted(DECIDED, expired, Terms("again", "", DAY)).of(Change.LEFT) == expired.entries
    (renewed,) = accepted(DECIDED, expired, Terms("again", "", DAY, replace_decided=True)).decisions.entries
    assert (renewed.choice, renewed.expires) == (Choice.DEFERRED, None)
    assert renewed.reason == "again [before, 2026-02-01, until 2026-02-20: intentional (Ana): asked]"


def test_without_a_reason_stale_entries_are_dropped_and_open_conflicts_stay_open() -> None:
    gone, gone_claims = conflict(DECIDED, entity="Auk-1")
    decisions = accept([gone], gone_claims, before(), Terms("asked")).decisions
    made = accepted(REOPENED, decisions, Terms(None, prune=True))
    assert made.decisions == before()
    assert [(change, entry.entity) for change, entry in made.changes] == [(Change.DROPPED, "Auk-1")]
    assert accepted(DECIDED, Decisions(), Terms(None, prune=True)).decisions == Decisions()
