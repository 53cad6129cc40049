"""What a terminal shows of an audit: totals, open conflicts, what could not be read, and the gate."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.claim import Claim
from reconcile.finding import Cluster, Finding, GateStatus, Verdict
from reconcile.validation import Validation
from reports import values
from reports.interface import Audit
from reports.ranking import by_urgency
from reports.spellings import SPELLINGS_SHOWN, spellings
from reports.totals import Totals, totals
from reports.visible import cut, one_line, place

# More than this scrolls the totals off the screen; the rest stands in conflicts.csv.
CONFLICTS_SHOWN = 40
UNREAD_SHOWN = 20
STALE_SHOWN = 10
# Places printed for one version of a fact; the number of further ones follows as "+3".
PLACES_SHOWN = 2
# Longest name or value; whatever is longer is no name, and would bury the rest.
NAME_SHOWN = 80
# Narrower, and the hanging indent leaves no room for words.
NARROWEST = 40

_INDENT = 17  # columns that status and severity take

_BOLD, _DIM, _RED, _YELLOW, _GREEN = "1", "2", "31", "33", "32"
_STATUS_STYLE = {
    GateStatus.NEW: _RED,
    GateStatus.REOPENED: _RED,
    GateStatus.EXPIRED: _YELLOW,
    GateStatus.KNOWN: _DIM,
}


def summary(
    audit: Audit, folder_label: str, width: int, color: bool, notes: Sequence[str] = (), report: str = "index.html"
) -> str:
    """Return what `factaudit audit` prints, lines ended by line feeds, the last one too.

    `folder_label` is the output folder as the user may open it, `report` the file in it to look at first; `width`
    counts characters; `color` allows ANSI escapes; `notes` are sentences about the audit that come before its
    outcome. Control characters of documents never reach the terminal.
    """
    counted = totals(audit)
    width = max(width, NARROWEST)
    blocks = (
        list(_head(audit, width, color)),
        list(_totals(audit, counted, width)),
        list(_conflicts(audit, counted, width, color)),
        list(_unread(audit, width, color)),
        list(_stale(audit, width, color)),
        [line for note in (*audit.notes, *notes) for line in _wrapped(one_line(note), width, 0)],
        list(_gate(audit, f"{one_line(folder_label).rstrip('/')}/{report}", width, color)),
    )
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _head(audit: Audit, width: int, color: bool) -> Iterator[str]:
    """The title, and the pack: with one that was forgotten most claims go unseen."""
    title, pack = one_line(audit.title), f"pack {_name(audit.pack.name)}"
    if audit.table and not audit.pack.families:  # attributes read off the values, or a pack that names nothing
        yield _styled(title, _BOLD, color)
    elif len(title) + len(pack) + 3 <= width:
        yield f"{_styled(title, _BOLD, color)} · {pack}"
    else:
        yield from (_styled(title, _BOLD, color), pack)


def _totals(audit: Audit, counted: Totals, width: int) -> Iterator[str]:
    rows = (
        ("documents", counted.documents, _unread_words(audit, counted.unread)),
        ("claims", counted.claims, "" if audit.table else _rejected_words(counted.rejected)),
        ("conflicts", counted.conflicts, ", ".join(f"{count} {status}" for status, count in counted.statuses)),
        ("possible", counted.possible, ""),
        ("implausible", counted.implausible, ""),
        ("agreements", counted.agreements, f"{counted.consistent} within one document" if counted.consistent else ""),
        ("single source", counted.single, ""),
        ("unresolved", counted.unresolved, ""),
        ("not comparable", counted.not_comparable, ""),
        ("stale decisions", counted.stale, ""),
    )
    for name, count, note in rows:
        if count or name in ("documents", "claims", "conflicts", "agreements"):
            yield from _wrapped(f"{name:<15} {values.grouped(count):>8}  {note}".rstrip(), width, 26)
    if audit.validation is not None:
        yield from _wrapped(f"{'validation':<15} {_validation(audit.validation)}", width, 26)


def _rejected_words(count: int) -> str:
    return f"{values.grouped(count)} numbers and dates seen and not claimed"


def _unread_words(audit: Audit, count: int) -> str:
    if not count:
        return ""
    if not audit.table:
        return f"{count} could not be read"
    return f"{values.grouped(count)} {audit.unread_noun}{'' if count == 1 else 's'} could not be read"


def _validation(validation: Validation) -> str:
    held = sum(expectation.passed for expectation in validation.expectations)
    text = f"{held:>8}  of {len(validation.expectations)} expectations hold ({validation.engine})"
    doubted = len(validation.expectations) - held - len(validation.defects)
    if doubted:
        text += f"; {doubted} about plausible values {'does' if doubted == 1 else 'do'} not, see implausible"
    return f"{text}; {len(validation.defects)} broken by factaudit itself" if validation.defects else text


def _conflicts(audit: Audit, counted: Totals, width: int, color: bool) -> Iterator[str]:
    claims = {claim.claim_id: claim for claim in audit.claims}
    conflicts = [f for f in audit.findings if f.verdict is Verdict.CONFLICT and f.status is not GateStatus.DECIDED]
    conflicts.sort(key=by_urgency)
    for finding in conflicts[:CONFLICTS_SHOWN]:
        status = f"{finding.status.value:<9}"
        first, *rest = _filled(_conflict(finding, audit, claims), width - _INDENT)
        style = _STATUS_STYLE.get(finding.status, _BOLD)
        yield f"{_styled(status, style, color)}{finding.severity:<8}{first}"
        yield from (" " * _INDENT + line for line in rest)
        if finding.status in (GateStatus.REOPENED, GateStatus.EXPIRED):
            told = one_line(finding.status_reason).partition(": ")[2]
            yield from (" " * _INDENT + line for line in _wrapped(f"  {told}", width - _INDENT, 2))
    count = counted.conflicts - dict(counted.statuses).get(GateStatus.DECIDED, 0)
    if count > CONFLICTS_SHOWN:
        yield f"and {values.grouped(count - CONFLICTS_SHOWN)} more in conflicts.csv"
    if decided := counted.conflicts - count:
        yield f"decided  {values.grouped(decided)} more, which the report lists"


def _conflict(finding: Finding, audit: Audit, claims: Mapping[str, Claim]) -> list[str]:
    """Return the line of a conflict in the pieces between which it may be broken."""
    scope = f" ({_name(finding.scope)})" if finding.scope else ""
    versions = [_version(cluster, audit, claims) for cluster in finding.clusters]
    kinds = ", ".join(kind.value for kind in (finding.kind, *finding.also) if kind.value)
    head = f"{_name(finding.entity)} {_name(finding.attribute)}{scope}:"
    return [head, *(f"{version} |" for version in versions[:-1]), *versions[-1:], f" [{kinds}]"]


def _version(cluster: Cluster, audit: Audit, claims: Mapping[str, Claim]) -> str:
    """A version as it is stated, each way with its places: "7 May 2024 (a.md:3), May 2024 (b.md:1 +2)"."""
    found = spellings(cluster, claims, audit.pack)
    more = f", and {len(found) - SPELLINGS_SHOWN} more" if len(found) > SPELLINGS_SHOWN else ""
    return ", ".join(f"{_name(one.text)} ({_places(one.claims)})" for one in found[:SPELLINGS_SHOWN]) + more


def _filled(pieces: list[str], width: int) -> list[str]:
    """Put pieces on as few lines as hold them; only a piece that is wider than a line is broken itself."""
    lines = [""]
    for piece in pieces:
        joined = f"{lines[-1]} {piece}" if lines[-1] else piece.lstrip()
        if len(joined) <= width:
            lines[-1] = joined
        else:
            start, *rest = _wrapped(piece.lstrip(), width, 2)
            lines[-1:] = [lines[-1], start, *rest] if lines[-1] else [start, *rest]
    return lines


def _places(claims: Iterable[Claim]) -> str:
    places = list(dict.fromkeys(place(one_line(claim.document), claim.line) for claim in claims))
    more = len(places) - PLACES_SHOWN
    return ", ".join(places[:PLACES_SHOWN]) + (f" +{more}" if more > 0 else "")


def _unread(audit: Audit, width: int, color: bool) -> Iterator[str]:
    for unread in audit.unread[:UNREAD_SHOWN]:
        first, *rest = _wrapped(f"unread   {one_line(unread.path)}: {one_line(unread.reason)}", width, 9)
        yield _styled("unread", _YELLOW, color) + first.removeprefix("unread")
        yield from rest
    if len(audit.unread) > UNREAD_SHOWN:
        more = sum(one.count for one in audit.unread[UNREAD_SHOWN:])
        yield f"and {values.grouped(more)} more {audit.unread_noun}s that could not be read"


def _stale(audit: Audit, width: int, color: bool) -> Iterator[str]:
    for stale in audit.stale[:STALE_SHOWN]:
        about = " ".join(_name(part) for part in (stale.entity, stale.attribute, stale.scope) if part)
        first, *rest = _wrapped(f"stale    {about}: {one_line(stale.reason)}", width, 9)
        yield _styled("stale", _DIM, color) + first.removeprefix("stale")
        yield from rest
    if len(audit.stale) > STALE_SHOWN:
        yield f"and {values.grouped(len(audit.stale) - STALE_SHOWN)} more stale decisions in findings.json"
    if audit.stale and audit.guide.prune:
        yield from _wrapped(f"to drop what is stale: {one_line(audit.guide.prune)}", width, 0)


def _gate(audit: Audit, report: str, width: int, color: bool) -> Iterator[str]:
    style = _GREEN if audit.exit_code == 0 else _RED
    lines: Iterable[str] = _wrapped(f"exit code {audit.exit_code}: {one_line(audit.gate)}", width, 0)
    yield from (_styled(line, style, color) for line in lines)
    yield f"report: {report}"


def _name(text: str) -> str:
    return cut(one_line(text), NAME_SHOWN)


def _wrapped(line: str, width: int, indent: int) -> list[str]:
    return textwrap.wrap(
        line,
        width,
        subsequent_indent=" " * indent,
        break_on_hyphens=False,
        break_long_words=False,
        drop_whitespace=True,
    )


def _styled(text: str, style: str, color: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if color else text
