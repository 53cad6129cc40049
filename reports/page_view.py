"""The page as values: every section with its rows, and what the bounds left out of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extract.claim import Claim
from reconcile.finding import Finding, Verdict
from reconcile.validation import Expectation
from reports.coverage import Coverage, coverage
from reports.excerpt import Occurrences
from reports.finding_view import FindingView, FindingViews
from reports.interface import Audit, DocumentRow, Guide, StaleDecision
from reports.links import href
from reports.origins import Origins, origins
from reports.overview import Overview, overview
from reports.ranking import by_urgency
from reports.rules import meaning
from reports.totals import Totals, totals
from reports.values import grouped
from reports.visible import one_line
from sources.document import Unread

# What the page holds at most, per section; the tables beside it hold everything. With all of them
# reached the page is about 7 MB, which a browser still opens and searches without a pause.
CONFLICTS_SHOWN = 300
OPEN_SHOWN = 20  # of a section's cards are unfolded from the start: with more, a list of what there is comes first
CARDS_SHOWN = 100  # of each other section whose findings are shown as cards
AGREEMENTS_SHOWN = 500
SINGLES_SHOWN = 500
UNREAD_SHOWN = 500
DOCUMENTS_SHOWN = 1000
STALE_SHOWN = 500
# Claims named under one failed expectation.
FAILED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class _Frame:
    """The words around one kind of finding, and how many of it the page holds."""

    title: str
    note: str
    bound: int


_CONSISTENT = (
    "One document alone states it: in several ways that agree, or for a scope of its own beside what others state for"
    " another. Nothing contradicts it, and nobody confirms it."
)
FRAMES = {
    Verdict.CONFLICT: _Frame("Conflicts", "", CONFLICTS_SHOWN),
    Verdict.POSSIBLE: _Frame(
        "Possible conflicts",
        "A conflict only if a scope that one side leaves out is the same.",
        CARDS_SHOWN,
    ),
    Verdict.IMPLAUSIBLE: _Frame("Implausible values", "Outside what the pack holds plausible.", CARDS_SHOWN),
    Verdict.UNRESOLVED: _Frame("Unresolved", "It could not be told which entity or attribute is meant.", CARDS_SHOWN),
    Verdict.NOT_COMPARABLE: _Frame("Not comparable", "", CARDS_SHOWN),
    Verdict.AGREEMENT: _Frame("Agreements", "Stated by two documents or more, which agree.", AGREEMENTS_SHOWN),
    Verdict.SINGLE: _Frame("Single source", "Stated by one document only: nothing to compare with.", SINGLES_SHOWN),
}


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of finding."""

    name: str  # its id in the page
    title: str
    note: str  # what it means, "" where the title says it
    findings: tuple[FindingView, ...]
    total: int

    @property
    def more(self) -> int:
        """How many the page leaves out."""
        return self.total - len(self.findings)


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of the header."""

    style: str  # class names
    target: str  # id of the section it leads to, "" where the page has none
    count: int
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class FailedView:
    """One claim that broke an expectation."""

    claim_id: str
    place: str
    subject: str


@dataclass(frozen=True, slots=True)
class ExpectationView:
    """One expectation with the claims that broke it."""

    name: str
    checked: int
    failed: int
    shown: tuple[FailedView, ...]


@dataclass(frozen=True, slots=True)
class ValidationView:
    """Both kinds of expectations, those broken first."""

    engine: str
    contract: tuple[ExpectationView, ...]
    plausible: tuple[ExpectationView, ...]
    defects: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document, and where it is found."""

    row: DocumentRow
    href: str  # "" where that is not known


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule by which claims were found."""

    name: str
    meaning: str
    claims: int


@dataclass(frozen=True, slots=True)
class PageView:
    """All that the template prints."""

    title: str
    version: str
    pack: str
    gate: str
    exit_code: int
    totals: Totals
    tiles: tuple[Tile, ...]
    conflicts: Section
    cards: tuple[Section, ...]  # possible, implausible, unresolved, not comparable: sections without a finding left out
    agreements: Section
    consistent: Section | None  # agreements within one document, where there are any
    single: Section
    overview: Overview
    coverage: Coverage
    origins: Origins
    validation: ValidationView | None
    unread: tuple[Unread, ...]
    documents: tuple[DocumentView, ...]
    rules: tuple[RuleView, ...]  # those that made most claims first
    guide: Guide
    stale: tuple[StaleDecision, ...]
    table: bool  # the claims come from a table made elsewhere
    notes: tuple[str, ...]


def page_view(audit: Audit) -> PageView:
    """Work out everything the page shows."""
    claims = {claim.claim_id: claim for claim in audit.claims}
    views = FindingViews(
        audit.pack, claims, Occurrences(audit.claims), audit.above, audit.guide.link, audit.entries, audit.names
    )
    by_verdict: dict[Verdict, list[Finding]] = {verdict: [] for verdict in Verdict}
    for finding in audit.findings:
        by_verdict[finding.verdict].append(finding)

    def section(verdict: Verdict) -> Section:
        found = sorted(by_verdict[verdict], key=by_urgency)
        frame = FRAMES[verdict]
        shown = tuple(views.view(finding, unfold=n < OPEN_SHOWN) for n, finding in enumerate(found[: frame.bound]))
        total = audit.whole.verdicts.get(verdict, 0) if audit.whole else len(found)
        return Section(verdict.value.replace(" ", "-"), frame.title, frame.note, shown, total)

    conflicts, single = section(Verdict.CONFLICT), section(Verdict.SINGLE)
    cards = tuple(
        section(v) for v in (Verdict.POSSIBLE, Verdict.IMPLAUSIBLE, Verdict.UNRESOLVED, Verdict.NOT_COMPARABLE)
    )
    counted = totals(audit)
    agreements, consistent = _agreements(section(Verdict.AGREEMENT), counted)
    shown = {view.finding_id for one in (conflicts, *cards, agreements, consistent, single) for view in one.findings}
    return PageView(
        title=one_line(audit.title),
        version=audit.version,
        pack=audit.pack.title,
        gate=one_line(audit.gate),
        exit_code=audit.exit_code,
        totals=counted,
        tiles=_tiles(counted, audit.table),
        conflicts=conflicts,
        cards=tuple(card for card in cards if card.total),
        agreements=agreements,
        consistent=consistent if consistent.total else None,
        single=single,
        overview=overview(audit.findings, audit.pack, shown, audit.whole.entities if audit.whole else None),
        coverage=coverage(audit),
        origins=origins(audit),
        validation=_validation(audit, claims),
        unread=audit.unread[:UNREAD_SHOWN],
        documents=tuple(
            DocumentView(row, href(audit.guide.link, row.path, 1)) for row in audit.documents[:DOCUMENTS_SHOWN]
        ),
        rules=_rules(audit.claims),
        guide=audit.guide,
        stale=audit.stale[:STALE_SHOWN],
        table=audit.table,
        notes=tuple(map(one_line, audit.notes)),
    )


def _agreements(every: Section, counted: Totals) -> tuple[Section, Section]:
    """The agreements between documents, and those within one, which nobody else confirms."""
    between = tuple(view for view in every.findings if view.confirmed)
    within = tuple(view for view in every.findings if not view.confirmed)
    return (
        replace(every, findings=between, total=counted.agreements - counted.consistent),
        Section("consistent", "Consistent in one document", _CONSISTENT, within, counted.consistent),
    )


def _rules(claims: Iterable[Claim]) -> tuple[RuleView, ...]:
    """The rules that made claims; those without a meaning to tell, as of a table made elsewhere, are left out."""
    counts = Counter(claim.rule for claim in claims)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(RuleView(name, said, count) for name, count in ranked if (said := meaning(name)))


def _tiles(counted: Totals, table: bool) -> tuple[Tile, ...]:
    """Return the figures of the header; the two that are rarely met are left out at zero."""
    within = f"{grouped(counted.consistent)} in one document" if counted.consistent else ""
    statuses = ", ".join(f"{grouped(count)} {status.value}" for status, count in counted.statuses)
    figures = (
        ("documents", counted.documents, "document", "documents", ""),
        ("unread", counted.unread, "unread", "unread", ""),
        ("coverage", counted.claims, "claim", "claims", ""),
        ("conflict", counted.conflicts, "conflict", "conflicts", statuses),
        ("possible", counted.possible, "possible", "possible", ""),
        ("implausible", counted.implausible, "implausible", "implausible", ""),
        ("unresolved", counted.unresolved, "unresolved", "unresolved", ""),
        ("not-comparable", counted.not_comparable, "not comparable", "not comparable", ""),
        ("agreement", counted.agreements, "agreement", "agreements", within),
        ("single-source", counted.single, "single source", "single source", ""),
    )
    sections_left_out_at_zero = {"possible", "implausible", "unresolved", "not-comparable"}
    left_out = {"coverage"} if table else set()
    return tuple(
        Tile(
            style=name if count else f"{name} zero",
            target=name if (count or name not in sections_left_out_at_zero) and name not in left_out else "",
            count=count,
            label=one if count == 1 else many,
            note=note,
        )
        for name, count, one, many, note in figures
        if count or name not in ("unresolved", "not-comparable")
    )


def _validation(audit: Audit, claims: dict[str, Claim]) -> ValidationView | None:
    if audit.validation is None:
        return None
    expectations = audit.validation.expectations
    return ValidationView(
        engine=audit.validation.engine,
        contract=_expectations((one for one in expectations if one.contract), claims),
        plausible=_expectations((one for one in expectations if not one.contract), claims),
        defects=len(audit.validation.defects),
    )


def _expectations(expectations: Iterable[Expectation], claims: dict[str, Claim]) -> tuple[ExpectationView, ...]:
    broken_first = sorted(expectations, key=lambda one: one.passed)
    return tuple(
        ExpectationView(
            one.name, one.checked, len(one.failed), tuple(_failed(name, claims) for name in one.failed[:FAILED_SHOWN])
        )
        for one in broken_first
    )


def _failed(claim_id: str, claims: dict[str, Claim]) -> FailedView:
    claim = claims.get(claim_id)
    if claim is None:  # the table checked may hold an id that is itself the defect
        return FailedView(claim_id, "", "")
    place = f"{one_line(claim.document)}:{claim.line}:{claim.column}"
    return FailedView(claim_id, place, one_line(f"{claim.entity} {claim.attribute} = {claim.value}"))
