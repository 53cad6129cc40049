"""What every report is rendered from, and what a report is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.claim import Claim, Rejected
from extract.words.pack import Pack
from reconcile.decision import Entry, Stale
from reconcile.finding import Finding, GateStatus, Verdict
from reconcile.lineage import NO_LINEAGE, Lineage
from reconcile.names import NO_NAMES, Names
from reconcile.validation import Validation
from sources.document import Unread
from sources.writing import write_parts

StaleDecision = Stale
Written = tuple[tuple[Path, str], ...]  # files, each with the SHA-256 of its bytes


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One audited document, as the reports list it."""

    path: str
    sha256: str
    encoding: str
    encoding_assumed: bool
    characters: int
    lines: int
    claims: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Guide:
    """Where the page sends its reader."""

    link: str = ""  # where documents are found: "../docs/{document}", with {line} where lines can be named
    decisions: str = ""  # the decisions file as the user names it; "" where none is kept
    accept: str = ""  # the command that enters open conflicts there
    prune: str = ""  # the command that drops what is stale there


@dataclass(frozen=True, slots=True)
class Whole:
    """Figures of an audit of which only a part is at hand, because it is too large for an object per claim."""

    claims: int
    verdicts: Mapping[Verdict, int]  # findings by verdict
    consistent: int  # agreements within one document
    statuses: Mapping[GateStatus, int]  # conflicts by status
    numeric: int  # claims of numbers and dates
    places: int  # places in documents at which these stand
    entities: int  # of which the pack knows an attribute


@dataclass(frozen=True, slots=True)
class Audit:
    """A finished audit. Every tuple is sorted; nothing depends on clock, machine or order of input."""

    version: str  # of factaudit
    title: str  # of the audit, from audit.yaml, or "Fact audit"
    pack: Pack
    documents: tuple[DocumentRow, ...]
    unread: tuple[Unread, ...]
    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...]
    findings: tuple[Finding, ...]
    validation: Validation | None  # None: the user turned it off
    stale: tuple[StaleDecision, ...]
    exit_code: int
    gate: str  # one sentence that says why the exit code is what it is
    lineage: Lineage = NO_LINEAGE  # which documents repeat each other
    names: Names = NO_NAMES  # which spellings are one name, and which nearly were
    above: Mapping[tuple[str, int], str] = field(default_factory=dict)  # document, offset → what stands above a claim
    guide: Guide = field(default_factory=Guide)
    whole: Whole | None = None  # where `claims` and `findings` are those that the page and the console show
    unread_noun: str = "input"  # what one of `unread` is: a document, or a row of a table
    entries: Mapping[str, Entry] = field(default_factory=dict)  # of the decisions file, by fingerprint
    notes: tuple[str, ...] = ()  # sentences on how values of a table were read

    @property
    def table(self) -> bool:
        """Whether the claims come from a table made elsewhere, so that nothing was seen and not claimed."""
        return self.unread_noun != "input"


@dataclass(frozen=True, slots=True)
class Report:
    """One output file: its name inside the output folder, and the function that renders it to bytes."""

    name: str
    render: Callable[[Audit], bytes]


def reports() -> tuple[Report, ...]:
    """Every report that an audit writes, in the order in which they are listed to the user."""
    from reports import claims_table, findings_json, findings_table, page

    return (
        Report("index.html", page.render),
        Report("conflicts.csv", findings_table.render_conflicts),
        Report("findings.csv", findings_table.render_findings),
        Report("claims.csv", claims_table.render),
        Report("findings.json", findings_json.render),
    )


def write(audit: Audit, folder: Path, names: Sequence[str] = ()) -> Written:
    """Render the reports of these names, or every one, into `folder`, each file whole or not at all."""
    chosen = [report for report in reports() if not names or report.name in names]
    return tuple(put(folder, report.name, (report.render(audit),)) for report in chosen)


def put(folder: Path, name: str, parts: Iterable[bytes]) -> tuple[Path, str]:
    """Put a file into a folder, whole or not at all; return its path and the SHA-256 of its bytes."""
    import hashlib

    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()

    def counted() -> Iterator[bytes]:
        for part in parts:
            digest.update(part)
            yield part

    write_parts(folder / name, counted())
    return folder / name, digest.hexdigest()
