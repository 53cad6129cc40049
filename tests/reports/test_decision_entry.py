from dataclasses import replace

import pytest

from reconcile import decisions_file
from reconcile.decision import Choice, members
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


def test_what_is_decided_or_no_conflict_has_no_entry() -> None:
    assert [one.finding_id for one in FINDINGS if entry_text(one, BY_ID)] == [one.finding_id for one in UNDECIDED]


def test_an_entry_too_long_to_paste_is_left_out() -> None:
    many = [replace(TERN_2[0], document=f"{n}.md") for n in range(MEMBERS_SHOWN + 1)]
    claims = {one.claim_id: one for one in many}
    assert entry_text(replace(FINDINGS[0], clusters=(cluster("7", *many),)), claims) == ""
    assert (
        entry_text(replace(FINDINGS[0], clusters=(cluster("7", *many[1:]),)), claims).count(".md: h") == MEMBERS_SHOWN
    )
