"""The entry of the decisions file that a reviewer pastes to decide a conflict."""

from __future__ import annotations

from collections.abc import Mapping

from extract.claim import Claim
from reconcile import decisions_file
from reconcile.acceptance import carried_on
from reconcile.decision import Choice, Decisions, Entry, Member, members
from reconcile.finding import Finding, GateStatus

# An entry lists every document that takes part; a longer one is written by `factaudit accept`, not pasted.
MEMBERS_SHOWN = 100


def entry_text(finding: Finding, claims: Mapping[str, Claim], before: Entry | None = None) -> str:
    """Return the entry as YAML, or "" where there is nothing to decide or it would be too long to paste.

    It carries on the entry `before` that stands in the file. Without one its reason is empty, which the decisions
    file does not accept: the reviewer has to give one.
    """
    if finding.status in (GateStatus.NONE, GateStatus.DECIDED):
        return ""
    taking_part = members(finding, claims)
    if len(taking_part) > MEMBERS_SHOWN:
        return ""
    entry = carried_on(before, finding, claims) if before else _undecided(finding, taking_part)
    _, _, text = decisions_file.dump(Decisions((entry,))).partition("\ndecisions:\n")
    return text


def _undecided(finding: Finding, taking_part: tuple[Member, ...]) -> Entry:
    return Entry(
        fingerprint=finding.fingerprint,
        entity=finding.entity,
        attribute=finding.attribute,
        scope=finding.scope,
        members=taking_part,
        choice=Choice.DEFERRED,
        reason="",
    )
