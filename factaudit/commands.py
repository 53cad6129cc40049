"""What the commands do, each from its options to the text it prints and its exit code."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from extract.claim import Claim
from extract.words import pack_file
from extract.words.pack import Pack
from factaudit import packs
from factaudit.conclude import identical
from factaudit.config import FILE, Config, Options, Settings, TableSettings, idle, settings
from factaudit.outfolder import claim, foreign
from factaudit.pipeline import Pipeline, find
from factaudit.replay import Outcome, keep
from factaudit.store import Store, program_digest
from reconcile import acceptance, decisions
from reconcile.acceptance import Accepted, Change
from reconcile.decision import Decisions, Entry
from reconcile.finding import Finding
from reconcile.reconcile import reconcile, reconcile_all
from reports.interface import Audit, Written
from sources import yaml_file
from sources.document import Document, Unread
from sources.errors import FactauditError
from sources.writing import write_whole


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier runs left, and the key under which this one is recorded."""

    store: Store
    program: str  # digest of the program
    key: str


def audit(options: Options, today: date, memory: Memory, width: int, color: bool) -> Outcome:
    """Audit the documents, write the reports, record the run; the summary as text."""
    asked = settings(options, today)
    _refuse_foreign(asked.out, asked)
    _require(options.decisions)
    notes = []
    if "decisions" in asked.written and asked.decisions is not None and not asked.decisions.exists():
        notes.append(f"The decisions file {asked.decisions.as_posix()} does not exist yet.")
    pipeline = Pipeline(asked, memory.store, memory.program)
    done = pipeline.audit()
    if not options.paths:
        documents = [row.path for row in done.audit.documents]
        notes += idle(asked.authority, documents, "relative to the folder of audit.yaml")
    outcome, written = _reported(done.audit, pipeline.asked.out, width, color, notes)
    keep(memory.store, memory.key, pipeline.watched, written, outcome, today.isoformat() if done.dated else "")
    return outcome


def _reported(
    audit: Audit, out: Path, width: int, color: bool, notes: Sequence[str] = (), names: Sequence[str] = ()
) -> tuple[Outcome, Written]:
    """Write the reports of these names, or all; the summary, and the files that were written with their digests."""
    from reports.interface import reports, write

    chosen = [report.name for report in reports() if not names or report.name in names]
    return _written(lambda: (audit, write(audit, out, chosen)), out, chosen, width, color, notes)


def _written(
    make: Callable[[], tuple[Audit, Written]],
    out: Path, names: Sequence[str], width: int, color: bool, notes: Sequence[str] = (),
) -> tuple[Outcome, Written]:  # fmt: skip
    """Have the reports of these names written; the summary, and the files."""
    from reports import console

    try:
        claim(out, names)
        audit, written = make()
    except OSError as error:
        remedy = "name another folder with --out"
        raise FactauditError(f"the reports cannot be written here ({error.strerror})", remedy, str(out)) from error
    said = console.summary(audit, out.as_posix(), width, color, notes, names[0])
    return Outcome(said, audit.exit_code, audit.gate), written


def _require(decided: str | None) -> None:
    """Stop where the decisions file that the command line names does not exist: its name may be mistyped."""
    if decided is not None and not Path(decided).exists():
        raise FactauditError("the decisions file does not exist", "correct the path or leave out --decisions", decided)


def _refuse_foreign(out: Path, asked: Settings | None = None) -> None:
    """Stop where a report would take the place of a file that factaudit did not write."""
    from reports.interface import reports

    if name := foreign(out, (report.name for report in reports())):
        problem, remedy = f"{name} in {out} was not written by factaudit", "name another folder with --out"
        raise asked.error(("out",), problem, remedy, str(out)) if asked else FactauditError(problem, remedy, str(out))


# From this size on a table is held by DuckDB: an object for each claim would take minutes and gigabytes.
LARGE_TABLE = 2_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Table:
    """A table of claims to reconcile: its file, the pack to judge it by, folder of the reports, decisions file."""

    path: str
    pack: str | None  # None: types are read off the values
    out: str
    decisions: str | None
    config: str | None = None  # audit.yaml, for what is not stated here and for the authority of documents
    only: tuple[str, ...] = ()  # reports to write; all where it is empty
    strict: bool = False  # whether a row that cannot be read is a failure


def reconcile_table(table: Table, today: date, width: int, color: bool, large: int = LARGE_TABLE) -> Outcome:
    """Audit a table of claims that was made elsewhere; one of `large` bytes or more without an object per claim."""
    from factaudit import claims_file
    from factaudit.conclude import Terms, conclude, load_decisions
    from factaudit.config import table_settings, weights
    from reconcile.implausible import implausible
    from reports.interface import DocumentRow, reports

    path, out = Path(table.path), Path(table.out)
    names = [report.name for report in reports() if not table.only or report.name in table.only]
    _refuse_foreign(out)
    _require(table.decisions)
    asked = table_settings(table.config)
    pack = _pack_of(table, asked)
    known = load_decisions(Path(table.decisions) if table.decisions else asked.decisions)

    def terms(by: Pack) -> Terms:
        return Terms(asked.title, by, known, today, table.strict)

    notes: list[str] = []

    def weighed(documents: Sequence[DocumentRow]) -> dict[str, float]:
        paths = [row.path for row in documents]
        notes.extend(idle(asked.authority, paths, "held against the names under document"))
        return weights(asked.authority, paths)

    if path.is_file() and path.stat().st_size >= large:
        from factaudit.table_audit import reconcile_large

        def made() -> tuple[Audit, Written]:
            return reconcile_large(path, pack, terms, weighed, out, names)

        return _written(made, out, names, width, color, notes)[0]
    gathered, by = claims_file.read(path, pack)
    reconciled = reconcile_all(gathered.claims, pack, authority=weighed(gathered.documents))
    doubted = [claim for claim in gathered.claims if implausible(claim.value, by.attributes.get(claim.attribute))]
    concluded = conclude(terms(by), gathered, reconciled, None, doubted)
    return _reported(concluded, out, width, color, notes, names)[0]


def _pack_of(table: Table, asked: TableSettings) -> Pack | None:
    """The pack that a table is judged by; None where types are read off the values."""
    named = table.pack or asked.pack
    return pack_file.load(packs.locate(named), named) if named else None


def accept_table(table: Table, terms: acceptance.Terms) -> Outcome:
    """Enter open conflicts of a table into the decisions file, as `accept` does those of documents."""
    from factaudit import claims_file
    from factaudit.conclude import load_decisions
    from factaudit.config import table_settings

    asked = table_settings(table.config)
    file = Path(table.decisions) if table.decisions else asked.decisions
    if file is None:
        raise FactauditError(*_NO_DECISIONS)
    pack = _pack_of(table, asked)
    gathered, _ = claims_file.read(Path(table.path), pack)
    accepted = _entered(file, reconcile(gathered.claims, pack), gathered.claims, load_decisions(file), terms)
    note = "reconcile takes it with --decisions\n" if table.decisions and accepted.of(Change.ENTERED) else ""
    return Outcome(_accepted(str(file), accepted) + note, int(bool(accepted.of(Change.LEFT))))


_NO_DECISIONS = ("there is no decisions file to write", "name one with --decisions, or in audit.yaml")


def _entered(
    file: Path, findings: Sequence[Finding], claims: Sequence[Claim], known: Decisions, terms: acceptance.Terms
) -> Accepted:
    """Enter open conflicts into a decisions file, which is written where that changes it."""
    accepted = acceptance.accept(findings, {claim.claim_id: claim for claim in claims}, known, terms)
    if accepted.decisions != known or not file.exists():
        _write(file, decisions.dump(accepted.decisions))
    return accepted


def accept(options: Options, terms: acceptance.Terms, today: date) -> Outcome:
    """Enter open conflicts into the decisions file; 1 where decisions that no longer hold were left as they are."""
    asked = settings(options, today)
    if asked.decisions is None:
        raise FactauditError(*_NO_DECISIONS)
    pipeline = Pipeline(asked, Store(usable=asked.cache), program_digest())
    known = pipeline.decisions
    gathered = pipeline.gather()
    findings = reconcile(gathered.claims, pipeline.pack, identical(gathered), pipeline.authority(gathered))
    accepted = _entered(asked.decisions, findings, gathered.claims, known, terms)
    note = _unnamed(options, asked.decisions) if accepted.of(Change.ENTERED) else ""
    return Outcome(_accepted(str(asked.decisions), accepted) + note, int(bool(accepted.of(Change.LEFT))))


def _unnamed(options: Options, written: Path) -> str:
    """What it takes for audits to find a decisions file that only this command line names; "" where they do."""
    usual = settings(replace(options, decisions=None), date.min)
    if usual.decisions is not None and os.path.abspath(usual.decisions) == os.path.abspath(written):  # noqa: PTH100
        return ""
    where = usual.config or Path(FILE)
    try:
        way = os.path.relpath(written, where.parent)
    except ValueError:  # two drives
        way = os.path.abspath(written)  # noqa: PTH100
    named = json.dumps(Path(way).as_posix(), ensure_ascii=False)
    return f"an audit takes it with --decisions, or by this line in {where.as_posix()}:\n  decisions: {named}\n"


def _accepted(file: str, accepted: Accepted) -> str:
    """What became of which entry, in lines."""
    if not accepted.changes:
        return f"{file}: no conflict is open, so there is nothing to enter\n"
    counts = [(len(accepted.of(change)), change.value) for change in Change]
    lines = [f"{file}: {', '.join(f'{count} {word}' for count, word in counts if count)}"]
    for change, entry in accepted.changes:
        about = " ".join(filter(None, (change.value, entry.entity, entry.attribute, entry.scope)))
        lines.append(f"  {about}{_remark(change, entry)}")
    return "\n".join(lines) + "\n"


def _remark(change: Change, entry: Entry) -> str:
    """What a reviewer should know of a decision that was, or would have been, replaced."""
    if change is Change.LEFT:
        at = f" in line {entry.line}" if entry.line else ""
        remedy = f"edit the entry{at}, or defer it with --replace-decided"
        return f": it was decided before and no longer holds; {remedy}\n    decided: {decisions.told(entry)}"
    if change is Change.REPLACED:
        return f": the decision is deferred, and its words stand in the reason\n    was: {decisions.told(entry)}"
    return ""


def _write(path: Path, text: str) -> None:
    """Write a decisions file; where a symbolic link stands, the file that it leads to."""
    try:
        write_whole(Path(os.path.realpath(path)), text.encode())
    except OSError as error:
        raise FactauditError(f"cannot be written ({error.strerror})", "check the path", str(path)) from error


@dataclass(frozen=True, slots=True)
class Scoring:
    """How claims are scored: files of labels and of names, rows of the table, lowest F1 that passes."""

    labels: str
    aliases: str | None
    by: str
    floor: float | None


def evaluate(options: Options, scoring: Scoring, today: date) -> Outcome:
    """Score what is extracted from documents against labels."""
    from factaudit.evaluate import evaluate as evaluated
    from factaudit.evaluate import report
    from factaudit.labels import Names, read_aliases, read_labels

    names = read_aliases(Path(scoring.aliases)) if scoring.aliases else Names()
    pipeline = Pipeline(settings(options, today), Store(usable=options.cache), program_digest())
    gathered = pipeline.gather()
    lines = {row.path: row.lines for row in gathered.documents}
    wanted, absent = read_labels(Path(scoring.labels), lines, pipeline.pack)
    if not wanted:
        remedy = f"it labels {', '.join(absent[:3]) or 'nothing'}"
        raise FactauditError("no label is about a document that was read", remedy, scoring.labels)
    outcome = evaluated(wanted, gathered.claims, pipeline.pack, names)
    text = report(outcome, scoring.by)
    if absent:
        text += f"labelled, but not among the documents: {', '.join(absent)}\n"
    low = scoring.floor is not None and outcome.total().f1 < scoring.floor
    return Outcome(text + (f"F1 {outcome.total().f1:.3f} is below {scoring.floor}\n" if low else ""), int(low))


def explain(options: Options, lines: tuple[int, int] | None) -> Outcome:
    """Show the one document that the options name, or some lines of it, with what was made of it."""
    from factaudit.explain import explain as explained
    from sources.read import read_document

    [file] = options.paths
    asked = settings(options, date.min)  # an explanation does not depend on the day
    document = read_document(Path(file), Path(file).as_posix(), asked.max_bytes)
    if isinstance(document, Unread):
        raise FactauditError(document.reason, "check the path", file)
    return Outcome(explained(document, pack_file.load(asked.pack_file(), asked.pack), lines), 0)


def names(options: Options, pair: tuple[str, str] | None, today: date) -> Outcome:
    """List the names in documents, or say why two names are one entity or two; for that a pack alone will do."""
    from factaudit.names import Spellings, listing, spellings, why
    from reconcile.names import NO_NAMES
    from sources.read import read_document

    if pair and not all(name.strip() for name in pair):
        raise FactauditError("a name to compare is empty", "name two names behind --why")
    if pair and not options.paths and options.config is None and not Path(FILE).is_file():
        named = options.pack or Config().pack
        return Outcome(why(*pair, Spellings(), NO_NAMES, pack_file.load(packs.locate(named), named)), 0)
    asked = settings(options, today)
    pipeline = Pipeline(asked, Store(usable=asked.cache), program_digest())
    gathered = pipeline.gather()
    known = reconcile_all(gathered.claims, pipeline.pack, identical(gathered)).names
    read = (read_document(path, shown, asked.max_bytes) for path, shown in find(asked)[0])
    found = spellings((one for one in read if isinstance(one, Document)), pipeline.pack, gathered.claims, known)
    return Outcome(why(*pair, found, known, pipeline.pack) if pair else listing(found, known), 0)


def pack_check(name: str, options: Options, today: date, *, whole: bool = False) -> Outcome:
    """Check a pack by its examples, and by documents where any are named; 1 where an example does not hold."""
    from factaudit import packcheck
    from sources.read import read_document

    location = packs.locate(name)
    pack = pack_file.load(location, name)
    broken = packcheck.broken_examples(pack)
    found = None
    if options.paths:
        asked = settings(options, today)
        read = (read_document(path, shown, asked.max_bytes) for path, shown in find(asked)[0])
        found = packcheck.check_documents(pack, (one for one in read if isinstance(one, Document)))
    text = packcheck.report(pack, yaml_file.load(location, name), broken, found, whole=whole)
    return Outcome(text, int(bool(broken)))


def pack_schema() -> Outcome:
    """The JSON Schema of pack files, for editors."""
    return Outcome(json.dumps(pack_file.schema(), indent=2, ensure_ascii=False) + "\n", 0)


def pack_list() -> Outcome:
    """The bundled packs."""
    found = [(name, pack_file.load(packs.locate(name), name).title) for name in packs.names()]
    return Outcome("".join(f"{name:<12}{title}\n" for name, title in found), 0)


def pack_show(name: str) -> Outcome:
    """The attributes of a pack and the words by which they are recognised."""
    from factaudit.packshow import show

    return Outcome(show(pack_file.load(packs.locate(name), name)), 0)
