from dataclasses import replace
from datetime import date

import pytest

from reconcile import decisions_file
from reconcile.decision import Choice, Entry, members
from reconcile.finding import Finding, GateStatus
from reports.decision_entry import MEMBERS_SHOWN, entry_text
from sources.errors import FactauditError
from tests.reports.audit_fixture import CLAIMS, FINDINGS, TERN_2, cluster

BY_ID = {one.claim_id: one for one in CLAIMS}
UNDECIDED = [one for one in FINDINGS if one.status not in (GateStatus.NONE, GateStatus.DECIDED)]


def pasted(entry: str) -> str:
    return f"version: 1\ndecisions:\n{entry}"


@pytest.mark.parametrize("finding", UNDECIDED, ids=lambda one: str(one.finding_id))
def test_a_pasted_entry_with_a_reason_decides_the_finding_on_its_members(finding: Finding) -> None:
    text = pasted(entry_text(finding, BY_ID)).replace('reason: ""', "reason: asked the maker")
    (entry,) = decisions_file.parse(text).entries
    assert (entry.fingerprint, entry.entity, entry.attribute) == (
        finding.fingerprint,
        finding.entity,
        finding.attribute,
    )
    assert entry.members == members(finding, BY_ID)
    assert (entry.choice, entry.reason) == (Choice.DEFERRED, "asked the maker")


def test_an_entry_pasted_without_a_reason_is_refused() -> None:
    with pytest.raises(FactauditError):
        decisions_file.parse(pasted(entry_text(FINDINGS[0], BY_ID)))


def earlier(choice: Choice, wrong: tuple[str, ...] = ()) -> Entry:
    """What Ana decided about the first finding while one document had not joined."""
    (entry,) = decisions_file.parse(
        pasted(entry_text(FINDINGS[0], BY_ID)).replace('reason: ""', "reason: asked")
    ).entries
    return replace(
        entry, members=entry.members[1:], choice=choice, wrong=wrong, reviewer="Ana", expires=date(2030, 1, 1), line=9
    )


def test_an_entry_carries_on_what_was_decided_on_the_members_of_today() -> None:
    before = earlier(Choice.WRONG, ("671000000000",))
    (entry,) = decisions_file.parse(pasted(entry_text(FINDINGS[0], BY_ID, before))).entries
    assert entry == replace(before, members=members(FINDINGS[0], BY_ID))


def test_a_decision_that_makes_no_sense_any_more_is_carried_on_as_a_reason() -> None:
    before = earlier(Choice.WRONG, ("13000000000",))
    (entry,) = decisions_file.parse(pasted(entry_text(FINDINGS[0], BY_ID, before))).entries
    assert (entry.choice, entry.wrong) == (Choice.DEFERRED, ())
    assert entry.reason == "[before, until 2030-01-01: 13B is wrong (Ana): asked]"


def test_what_is_decided_or_no_conflict_has_no_entry() -> None:
    assert [one.finding_id for one in FINDINGS if entry_text(one, BY_ID)] == [one.finding_id for one in UNDECIDED]


def test_an_entry_too_long_to_paste_is_left_out() -> None:
    many = [replace(TERN_2[0], document=f"{n}.md") for n in range(MEMBERS_SHOWN + 1)]
    claims = {one.claim_id: one for one in many}
    assert entry_text(replace(FINDINGS[0], clusters=(cluster("7", *many),)), claims) == ""
    assert (
        entry_text(replace(FINDINGS[0], clusters=(cluster("7", *many[1:]),)), claims).count(".md: h") == MEMBERS_SHOWN
    )
