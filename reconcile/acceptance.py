"""Open conflicts entered into the decisions as deferred, without losing what was written about them before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from extract.claim import Claim
from reconcile.decision import Choice, Decisions, Entry, Member, members, named, ordered
from reconcile.decision_checks import unsettled
from reconcile.decisions import judge, told
from reconcile.finding import Finding, Kind, Verdict
from sources.errors import FactauditError


class Change(StrEnum):
    """What becomes of an entry."""

    ENTERED = "entered"  # there was none
    UPDATED = "updated"  # it is deferred, or holds: new members, and no earlier word is lost
    REPLACED = "replaced"  # a decision became deferred; its words stand in the new reason
    LEFT = "left open"  # a decision that no longer holds was not to be replaced
    DROPPED = "dropped"  # no document states the conflict any more


@dataclass(frozen=True, slots=True)
class Accepted:
    """Decisions with open conflicts entered, and what became of which entry."""

    decisions: Decisions
    changes: tuple[tuple[Change, Entry], ...]  # the entry as it is now, or as it was where it was replaced or dropped

    def of(self, change: Change) -> tuple[Entry, ...]:
        """The entries that this became of, in the order of the file."""
        return tuple(entry for made, entry in self.changes if made is change)


@dataclass(frozen=True, slots=True)
class Terms:
    """How conflicts are accepted."""

    reason: str | None  # None: nothing is entered
    reviewer: str = ""
    today: date | None = None  # the date entered; None: it is left out, and no entry is taken for expired
    prune: bool = False  # drop entries of conflicts that no document states, bring the members of others up to date
    replace_decided: bool = False  # replace decisions that no longer hold
    only: tuple[str, ...] = ()  # ids of the findings to enter; all that are open where it is empty


def accept(findings: Sequence[Finding], claims: Mapping[str, Claim], decisions: Decisions, terms: Terms) -> Accepted:
    """Return the decisions with every conflict that is open entered as deferred.

    Decisions that hold are kept as they are, stale ones too unless `prune` says otherwise. An earlier deferral is
    brought up to date; an earlier decision is left open, unless `replace_decided` is set. What an earlier entry said
    stands behind the new reason. FactauditError where `reason` says nothing or `only` names what is no conflict.
    """
    reason = None if terms.reason is None else _clean(terms.reason)
    if reason == "" or (reason is None and not terms.prune):
        raise FactauditError("a decision needs a reason", "say why the conflicts are accepted for now")
    _require(terms.only, findings)
    entries = decisions.by_fingerprint()
    kept = {} if terms.prune else dict(entries)
    left: list[Entry] = []
    for finding in judge(findings, claims, decisions, terms.today or date.min).findings:
        if finding.verdict is not Verdict.CONFLICT:
            continue
        before = entries.get(finding.fingerprint)
        said = reason if not terms.only or finding.finding_id in terms.only else None
        if not finding.status.fails:
            assert before is not None
            if terms.prune:
                kept[finding.fingerprint] = refreshed(before, finding, members(finding, claims))
        elif before is not None and (said is None or not (_is_deferred(before) or terms.replace_decided)):
            kept[finding.fingerprint] = before
            left += [before] if said is not None else []
        elif said is not None:
            kept[finding.fingerprint] = _deferred(finding, members(finding, claims), said, terms, before)
    return Accepted(ordered(kept.values()), _changes(entries, kept, left))


def _require(only: Sequence[str], findings: Sequence[Finding]) -> None:
    """Stop where an id is none of a conflict: it may be mistyped, or the documents have changed."""
    known = {finding.finding_id for finding in findings if finding.verdict is Verdict.CONFLICT}
    for one in only:
        if one not in known:
            raise FactauditError(f"no conflict has the id {one!r}", "take one that an audit shows now, f and 12 digits")


def _is_deferred(entry: Entry) -> bool:
    return entry.choice is Choice.DEFERRED


def _deferred(finding: Finding, current: tuple[Member, ...], reason: str, terms: Terms, before: Entry | None) -> Entry:
    return Entry(
        fingerprint=finding.fingerprint,
        entity=named(finding.entity),
        attribute=finding.attribute,
        scope=finding.scope,
        members=current,
        choice=Choice.DEFERRED,
        reason=_carried(reason, before) if before else reason,
        reviewer=_clean(terms.reviewer),
        decided=terms.today,
    )


def _carried(reason: str, before: Entry) -> str:
    """A reason with what an earlier entry said behind it: "looked again [before: deferred (Ana): asked]"."""
    if _is_deferred(before) and (before.reason == reason or before.reason.startswith(f"{reason} [before")):
        return before.reason  # given once more
    return f"{reason} {_before(before)}"


def _before(entry: Entry) -> str:
    day = f", {entry.decided.isoformat()}" if entry.decided else ""
    end = f", until {entry.expires.isoformat()}" if entry.expires else ""
    return f"[before{day}{end}: {told(entry)}]"


def carried_on(before: Entry, finding: Finding, claims: Mapping[str, Claim]) -> Entry:
    """Return an earlier entry on the members of today; deferred where its decision makes no sense about these."""
    current = members(finding, claims)
    updated = refreshed(before, finding, current)
    if updated.members == current:
        return updated
    return replace(before, members=current, choice=Choice.DEFERRED, wrong=(), value="", reason=_before(before))


def _changes(
    before: Mapping[str, Entry], after: Mapping[str, Entry], left: Sequence[Entry]
) -> tuple[tuple[Change, Entry], ...]:
    found = [(Change.LEFT, entry) for entry in left]
    for fingerprint, entry in after.items():
        earlier = before.get(fingerprint)
        if earlier is None:
            found.append((Change.ENTERED, entry))
        elif not _is_deferred(earlier) and _is_deferred(entry):
            found.append((Change.REPLACED, earlier))
        elif earlier != entry:
            found.append((Change.UPDATED, entry))
    found += [(Change.DROPPED, entry) for fingerprint, entry in before.items() if fingerprint not in after]
    order = list(Change)
    return tuple(sorted(found, key=lambda change: (order.index(change[0]), change[1].key)))


def _clean(text: str) -> str:
    """Text from a command line as one line of UTF-8."""
    return " ".join(text.encode("utf-8", "replace").decode().split())


def refreshed(entry: Entry, finding: Finding, current: tuple[Member, ...]) -> Entry:
    """Return the entry with the members of today; as it is where its decision makes no sense about these."""
    stated = {member.value for member in current}
    wrong = tuple(value for value in entry.wrong if value in stated)
    updated = replace(entry, members=current, wrong=wrong)
    lost = bool(entry.wrong) and not wrong
    open_now = finding.kind is not Kind.RULE and unsettled(updated) is not None
    return entry if lost or open_now else updated
