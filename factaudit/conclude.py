"""From findings to a finished audit: decisions, gate, and everything that reports render."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from extract.claim import Claim, Rejected
from extract.words.pack import Pack
from factaudit import __version__
from factaudit.inferred import told_texts
from reconcile import decisions
from reconcile.finding import VERDICTS, Finding, Kind, Verdict
from reconcile.implausible import doubted_by, implausible_findings
from reconcile.reconcile import Reconciled
from reconcile.validation import Validation
from reports.interface import Audit, DocumentRow, Guide, StaleDecision
from sources.document import Unread


@dataclass(frozen=True, slots=True)
class Gathered:
    """What all documents gave, each part in the order of documents and places."""

    documents: tuple[DocumentRow, ...]
    unread: tuple[Unread, ...]
    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...] = ()
    unread_noun: str = "input"  # what one of `unread` is
    first_unread: str = ""  # where the first of `unread` is, and why, where the gate is to say so
    misplaced: frozenset[str] = frozenset()  # ids of claims whose quote does not stand at their span
    above: Mapping[tuple[str, int], str] = field(default_factory=dict)  # document, offset → what stands above a claim


@dataclass(frozen=True, slots=True)
class Terms:
    """By what an audit is concluded."""

    title: str
    pack: Pack
    decisions: decisions.Decisions
    today: date
    strict: bool
    guide: Guide = field(default_factory=Guide)


def load_decisions(path: Path | None) -> decisions.Decisions:
    """The decisions of a file; none where there is no file yet."""
    return decisions.load(path) if path is not None and path.exists() else decisions.Decisions()


def identical(gathered: Gathered) -> dict[str, str]:
    """Documents of the same bytes, each with the first of them; a document that is one of its kind is left out."""
    groups: dict[str, list[str]] = {}
    for row in gathered.documents:
        if row.sha256:
            groups.setdefault(row.sha256, []).append(row.path)
    return {path: min(paths) for paths in groups.values() if len(paths) > 1 for path in sorted(paths)}


def conclude(
    terms: Terms,
    gathered: Gathered,
    reconciled: Reconciled,
    validation: Validation | None,
    doubted: Sequence[Claim] = (),
) -> Audit:
    """Hold findings against the decisions and put the audit together.

    `doubted` are claims that are not plausible, where no validation says which are.
    """
    findings = reconciled.findings
    if validation:
        doubted = doubted_by(validation, gathered.claims)
    if doubted:
        used = Counter((claim.attribute, claim.scope) for claim in gathered.claims)
        odd = implausible_findings(doubted, used, terms.pack, reconciled.names)
        findings = tuple(sorted((*findings, *odd), key=lambda finding: VERDICTS.index(finding.verdict)))
    by_id = {claim.claim_id: claim for claim in gathered.claims}
    judged = decisions.judge(findings, by_id, terms.decisions, terms.today)
    code, gate = _defect(validation, by_id) or _gate(judged.findings, gathered, terms.strict)
    return Audit(
        version=__version__,
        title=terms.title,
        pack=terms.pack,
        documents=gathered.documents,
        unread=gathered.unread,
        claims=gathered.claims,
        rejected=gathered.rejected,
        findings=judged.findings,
        validation=validation,
        lineage=reconciled.lineage,
        names=reconciled.names,
        stale=tuple(StaleDecision(s.finding_id, s.entity, s.attribute, s.scope, s.reason) for s in judged.stale),
        exit_code=code,
        gate=gate,
        above=gathered.above,
        guide=terms.guide,
        unread_noun=gathered.unread_noun,
        entries=terms.decisions.by_fingerprint(),
        notes=told_texts(terms.pack),
    )


def _defect(validation: Validation | None, claims: dict[str, Claim]) -> tuple[int, str] | None:
    """Exit code and sentence for the first broken expectation that factaudit itself owes."""
    if validation is None or not validation.defects:
        return None
    first = validation.defects[0]
    broken = claims.get(first.failed[0])
    where = f" at {broken.document}:{broken.line}" if broken else ""
    return 2, f"factaudit broke its own contract '{first.name}' with claim {first.failed[0]}{where}; please report it"


def _gate(findings: Sequence[Finding], gathered: Gathered, strict: bool) -> tuple[int, str]:
    compared = sum(_compared(finding) for finding in findings)
    unread = sum(one.count for one in gathered.unread)
    return decisions.gate(findings, compared, unread, strict, gathered.unread_noun, gathered.first_unread)


def _compared(finding: Finding) -> bool:
    """True where a group was stated in two documents, or differently in one."""
    if finding.kind is Kind.RULE or finding.verdict not in (Verdict.AGREEMENT, Verdict.CONFLICT, Verdict.POSSIBLE):
        return False
    documents = {document for cluster in finding.clusters for document in cluster.documents}
    return len(documents) > 1 or len(finding.clusters) > 1
