"""What reviewers decided, held against what the documents say now; and the gate that follows from it.

A conflict is known as long as its members are those it was decided on. Members are matched by value and
context first, so that neither moved lines nor renamed files change anything; then by value and document,
so that a reworded sentence is a note and no more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from extract.claim import Claim
from reconcile.decision import Choice, Decisions, Entry, Member, Stale, members
from reconcile.decision_checks import unsettled
from reconcile.decisions_file import NAME, dump, load, parse, schema
from reconcile.finding import Finding, GateStatus, Kind, Verdict
from reconcile.fingerprint import finding_id
from reconcile.wording import value_words
from sources.errors import FactauditError

__all__ = [
    "NAME",
    "Choice",
    "Decisions",
    "Entry",
    "Judged",
    "Member",
    "Stale",
    "dump",
    "gate",
    "judge",
    "load",
    "parse",
    "schema",
    "told",
]

GONE = "no document states this conflict any more"
_LONG_NUMBER = re.compile(r"[0-9]{5,}(?:\.[0-9]+)?(?:/[0-9]{5,}(?:\.[0-9]+)?)?")
SHOWN = 3  # so many reasons or findings are spelled out in one sentence, the rest is counted

_Place = tuple[str, str]  # value, document


@dataclass(frozen=True, slots=True)
class Judged:
    """Findings with their status, in the order given, and what in the decisions file is out of date."""

    findings: tuple[Finding, ...]
    stale: tuple[Stale, ...]  # sorted


@dataclass(slots=True)
class _Comparison:
    """How the members of a finding differ from those it was decided on."""

    reopens: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def judge(findings: Sequence[Finding], claims: Mapping[str, Claim], decisions: Decisions, today: date) -> Judged:
    """Give every conflict its status; `claims` holds every claim that a conflict cites, by id.

    FactauditError where a decision about values that exclude each other does not say which is right.
    """
    entries = decisions.by_fingerprint()
    judged: list[Finding] = []
    stale: list[Stale] = []
    for finding in findings:
        if finding.verdict is not Verdict.CONFLICT:
            judged.append(finding)
            continue
        entry = entries.pop(finding.fingerprint, None)
        if entry is None:
            judged.append(undecided(finding))
            continue
        if finding.kind is not Kind.RULE and (problem := unsettled(entry)):
            about = " ".join(filter(None, (entry.entity, entry.attribute, entry.scope)))
            raise FactauditError(f"{about}: {problem[0]}", problem[1], decisions.file, entry.line)
        comparison = _compare(entry, members(finding, claims))
        judged.append(_judged(finding, entry, comparison, today))
        stale += [_stale(entry, reason) for reason in comparison.gone]
    stale += [_stale(entry, GONE) for entry in entries.values()]
    return Judged(tuple(judged), tuple(sorted(stale, key=lambda s: (s.entity, s.attribute, s.scope, s.reason))))


def _judged(finding: Finding, entry: Entry, comparison: _Comparison, today: date) -> Finding:
    if comparison.reopens:
        return _marked(finding, GateStatus.REOPENED, f"{_listed(comparison.reopens)}; before: {told(entry)}")
    notes = [*comparison.gone, *comparison.notes]
    said = "; ".join([told(entry), *([_listed(notes)] if notes else [])])
    if entry.expires is not None and today > entry.expires:
        return _marked(finding, GateStatus.EXPIRED, f"held until {entry.expires.isoformat()}, {said}")
    return _marked(finding, GateStatus.KNOWN if entry.choice is Choice.DEFERRED else GateStatus.DECIDED, said)


def undecided(finding: Finding) -> Finding:
    """A conflict that no entry is about."""
    return _marked(finding, GateStatus.NEW, "no decision about it yet")


def _marked(finding: Finding, status: GateStatus, reason: str) -> Finding:
    return replace(finding, status=status, status_reason=f"{status.value}: {reason}")


def told(entry: Entry) -> str:
    """Return a decision in a clause: "671B is wrong (Ana): the vendor's table was misread"."""
    what = (
        f"{', '.join(map(_said, entry.wrong))} {'is' if len(entry.wrong) == 1 else 'are'} wrong"
        if entry.choice is Choice.WRONG
        else entry.choice.value
    )
    right = f", {_said(entry.value)} is right" if entry.value else ""
    reviewer = f" ({entry.reviewer})" if entry.reviewer else ""
    return f"{what}{right}{reviewer}: {' '.join(entry.reason.split())}"


def _said(value: str) -> str:
    """A value for a sentence: "671B" for 671000000000; four digits stay, for they may be a year."""
    return value_words(value, "number") if _LONG_NUMBER.fullmatch(value) else value


def _stale(entry: Entry, reason: str) -> Stale:
    return Stale(finding_id(entry.fingerprint), entry.entity, entry.attribute, entry.scope, reason)


def _compare(entry: Entry, current: tuple[Member, ...]) -> _Comparison:
    known = {(m.value, m.document): m.contexts for m in entry.members}
    now = {(m.value, m.document): m.contexts for m in current}
    left = _left(known, now)
    moved: set[_Place] = set()
    comparison = _Comparison()
    # Documents that were no members go first: what has left its document is more likely a renamed file than
    # a sentence that another member took over.
    for place in sorted(now, key=lambda place: (place in known, place)):
        fresh = [c for c in now[place] if c not in known.get(place, ())]
        # A context counts as moved only if its own document no longer holds it: a second document that
        # repeats the sentence joins, as any other document does.
        sources = [left[place[0], c].pop(0) for c in fresh if left.get((place[0], c))]
        moved.update((place[0], document) for document in sources)
        if place in known:
            if len(sources) < len(fresh):
                comparison.notes.append(f"{place[1]} words {_said(place[0])} differently")
        elif not sources:
            _joined(entry, place, comparison)
    comparison.gone += [f"{d} no longer says {_said(v)}" for v, d in known if (v, d) not in now and (v, d) not in moved]
    return comparison


def _left(known: Mapping[_Place, Sequence[str]], now: Mapping[_Place, Sequence[str]]) -> dict[_Place, list[str]]:
    """Contexts that their documents no longer hold: (value, context hash) → documents, sorted."""
    left: dict[_Place, list[str]] = {}
    for (value, document), contexts in sorted(known.items()):
        for context in contexts:
            if context not in now.get((value, document), ()):
                left.setdefault((value, context), []).append(document)
    return left


def _joined(entry: Entry, place: _Place, comparison: _Comparison) -> None:
    """A document that did not state this value when the conflict was decided states it now."""
    value, document = place
    if value not in {member.value for member in entry.members}:
        comparison.reopens.append(f"{document} brings {_said(value)}")
    elif document not in {member.document for member in entry.members}:
        comparison.reopens.append(f"{document} joins with {_said(value)}")
    elif value in entry.wrong:
        comparison.reopens.append(f"{document} now says {_said(value)}, which was decided to be wrong")
    else:
        # It took over another side's value: what is in conflict, and between whom, is what it was.
        comparison.notes.append(f"{document} now says {_said(value)}")


def _listed(reasons: Sequence[str], total: int | None = None) -> str:
    """The first of these reasons, or of so many."""
    more = (len(reasons) if total is None else total) - SHOWN
    shown = "; ".join(reasons[:SHOWN])
    return f"{shown}; and {more} more" if more > 0 else shown


def gate(
    findings: Sequence[Finding],
    compared: int,
    unread: int = 0,
    strict: bool = False,
    noun: str = "input",
    first: str = "",
) -> tuple[int, str]:
    """Return the exit code of an audit and a sentence that says why it is that and what helps.

    0: no new unresolved conflict, and at least one group was compared. 1: conflicts are new and unresolved.
    2: nothing could be compared, or, with `strict`, inputs were left unread. Where several hold, 1 wins: it
    names what somebody has to settle.

    Findings with the verdict CONFLICT count, those by a rule among them, as long as they are not known or
    decided. POSSIBLE and IMPLAUSIBLE do not count: they ask a reader to look, and there is nothing yet that
    documents disagree about. `compared` is the number of groups with claims from two documents or with
    clusters that differ, `unread` that of inputs that could not be read, `noun` what one of these is called, and
    `first` says of the first of them where it is and why.
    """
    conflicts = [finding for finding in findings if finding.verdict is Verdict.CONFLICT]
    failing = [finding for finding in conflicts if finding.status not in (GateStatus.KNOWN, GateStatus.DECIDED)]
    counts = Counter(finding.status or GateStatus.NEW for finding in failing)
    names = [" ".join(filter(None, (f.finding_id, f.entity, f.attribute, f.scope))) for f in failing]
    return gate_of(counts, names, len(conflicts), compared, unread, strict, noun, first)


def gate_of(
    failing: Mapping[GateStatus, int],
    names: Sequence[str],
    conflicts: int,
    compared: int,
    unread: int = 0,
    strict: bool = False,
    noun: str = "input",
    first: str = "",
) -> tuple[int, str]:
    """Return what `gate` does, from figures.

    `failing` counts conflicts that fail by status, `names` holds those of the first of them, `conflicts` is how many
    conflicts there are.
    """
    where = f" ({'' if unread == 1 else 'first '}{first})" if first else ""
    aside = f"; {_counted(unread, noun)} could not be read{where}" if unread else ""
    table = noun == "row"
    if names:
        return 1, _failing(failing, names) + aside
    if not compared and not conflicts:
        return 2, f"nothing could be compared: no fact is stated in two places{aside}; {_MORE_ROWS if table else _MORE}"
    if unread and strict:
        repair = _REPAIR_ROWS if table else _REPAIR
        return 2, f"{_counted(unread, noun)} could not be read{where}, which --strict takes for a failure; {repair}"
    settled = f", {_counted(conflicts, 'conflict')} known or decided" if conflicts else ""
    return 0, f"no new unresolved conflict: {_counted(compared, 'group')} compared{settled}{aside}"


_MORE = "add documents about the same things, or check that the pack knows what they are about"
_MORE_ROWS = "give the table rows of two documents about the same entity and attribute"
_REPAIR_ROWS = "correct or drop these rows"
_REPAIR = "repair or exclude what is unread"


def _failing(counts: Mapping[GateStatus, int], names: Sequence[str]) -> str:
    total = sum(counts.values())
    split = ", ".join(f"{counts[status]} {status.value}" for status in GateStatus if counts.get(status))
    remedy = "correct the documents, or enter a decision in the decisions file"
    if counts.get(GateStatus.EXPIRED):
        remedy += "; where an expired one still holds, write a later day under its 'expires'"
    return f"{_counted(total, 'unresolved conflict')} ({split}): {_listed(names, total)}; {remedy}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
