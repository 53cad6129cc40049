"""An audit of a table in a `TableStore`: every finding in the tables, objects only for what is shown or decided."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import compress, islice
from pathlib import Path

import numpy as np

from extract.claim import Claim
from extract.words.pack import Pack
from factaudit import __version__
from factaudit.claims_file import UNREAD, first_of
from factaudit.conclude import Terms
from factaudit.inferred import told_texts
from factaudit.table_implausible import with_implausible
from factaudit.table_rows import FETCHED
from factaudit.table_store import TableStore
from reconcile import decisions
from reconcile.advice import CONTESTED, Advice, suggested
from reconcile.arrays import BoolArray, IntArray, count_distinct, order_by
from reconcile.finding import Finding, GateStatus, Kind, Verdict
from reconcile.frame import claim_ids
from reconcile.lineage import COLUMNS, NO_LINEAGE, Lineage, find_lineage
from reconcile.reconcile import judge_frame, materialise
from reports import claims_table, findings_json, findings_table, page, page_view
from reports.console import CONFLICTS_SHOWN
from reports.coverage import NUMERIC
from reports.interface import Audit, DocumentRow, StaleDecision, Whole, Written, put
from reports.overview import ENTITIES_SHOWN, GRAVITY
from reports.ranking import URGENCY

Authority = Callable[[Sequence[DocumentRow]], Mapping[str, float]]
NO_ROWS: IntArray = np.zeros(0, dtype=np.int64)
_COMPARED = (Verdict.AGREEMENT, Verdict.CONFLICT, Verdict.POSSIBLE)


class TableAudit:
    """The findings of a table as columns, with their status and what is suggested."""

    def __init__(self, store: TableStore, pack: Pack | None, terms: Terms, authority: Mapping[str, float]) -> None:
        """Judge the claims of a store by a pack; None where the pack of `terms` was read off the values."""
        self.store, self.terms = store, terms
        self.lineage = self._lineage()
        self.findings, self.members, self.names = judge_frame(store.frame, pack)
        self.advice = self._advice(authority)
        if pack is not None:  # behind all that is contested, so that what is advised keeps its number
            self.findings, self.members = with_implausible(store, pack, self.names, self.findings, self.members)
        self.verdict = self.findings["verdict"].tolist()
        self.kind = self.findings["kind"].tolist()
        self._first = np.searchsorted(self.members["finding"].to_numpy(), np.arange(len(self.findings) + 1))
        self._advised = {number: at for at, number in enumerate(self.advice.finding)}
        self.status, self.stale = self._judged()

    def report(self, name: str, audit: Audit) -> Iterator[bytes]:
        """A report in parts, by its name; `audit` is what `audit()` returned."""
        made: dict[str, Callable[[], Iterator[bytes]]] = {
            "index.html": lambda: iter((page.render(audit),)),
            "findings.csv": lambda: findings_table.lines(self._columns(None)),
            "conflicts.csv": lambda: findings_table.lines(self._columns(CONTESTED)),
            "claims.csv": lambda: claims_table.lines(self.store.claims(self.store.order()), self.terms.pack),
            "findings.json": lambda: findings_json.parts(audit, self._all_findings(), self._claims_by_id),
        }
        return made[name]()

    def audit(self, *, page: bool = True) -> Audit:
        """The audit with the findings that the console and, if wanted, the page show, and the figures of all."""
        whole = self._whole()
        names = self._failing()
        compared = int(np.count_nonzero(self._compared()))
        conflicts = whole.verdicts.get(Verdict.CONFLICT, 0)
        failing = {status: count for status, count in whole.statuses.items() if status.fails}
        terms, unread = self.terms, self.store.unread
        count = sum(one.count for one in unread)
        code, gate = decisions.gate_of(
            failing, names, conflicts, compared, count, terms.strict, UNREAD, first_of(unread)
        )
        shown = np.unique(self._shown(page=page))
        claims = self._cited(shown, self._examples() if page else NO_ROWS)
        return Audit(
            version=__version__,
            title=terms.title,
            pack=terms.pack,
            documents=self.store.documents(),
            unread=unread,
            claims=claims,
            rejected=(),
            findings=self._objects(shown),
            validation=None,
            stale=self.stale,
            exit_code=code,
            gate=gate,
            lineage=self.lineage,
            names=self.names,
            guide=terms.guide,
            whole=whole,
            unread_noun=UNREAD,
            entries=terms.decisions.by_fingerprint(),
            notes=told_texts(terms.pack),
        )

    def _advice(self, authority: Mapping[str, float]) -> Advice:
        """What is suggested for contested findings."""
        contested = self.findings["verdict"].isin([verdict.value for verdict in CONTESTED]).to_numpy()
        ruled = (self.findings["kind"] == Kind.RULE.value).to_numpy()
        return suggested(contested, ruled, self.store.frame, self.members, authority)

    def _lineage(self) -> Lineage:
        """Which documents repeat each other; what a claim counts for is put into the frame."""
        frame = self.store.frame
        if "context" not in frame:
            return NO_LINEAGE
        texts = frame[list(COLUMNS)]
        lineage = find_lineage(texts.astype({"document": object, "entity": object}))
        frame["voice"] = np.array(lineage.voices, dtype=object)
        return lineage

    def _judged(self) -> tuple[list[GateStatus], tuple[StaleDecision, ...]]:
        """The status of every finding, and the entries of the decisions file that are out of date."""
        conflict = Verdict.CONFLICT.value
        status = [GateStatus.NEW if verdict == conflict else GateStatus.NONE for verdict in self.verdict]
        known = [entry.fingerprint for entry in self.terms.decisions.entries]
        self._decided: dict[int, Finding] = {}
        numbers = np.flatnonzero(self.findings["fingerprint"].isin(known).to_numpy())
        by_id = {claim.claim_id: claim for claim in self._cited(numbers)}
        judged = decisions.judge(self._bare(numbers), by_id, self.terms.decisions, self.terms.today)
        for number, finding in zip(numbers.tolist(), judged.findings, strict=True):
            status[number] = finding.status
            self._decided[number] = finding
        return status, judged.stale

    def _bare(self, numbers: IntArray) -> tuple[Finding, ...]:
        """Findings as objects, without status and suggestion."""
        members = self._members(numbers)
        rows, place = np.unique(self.members["row"].to_numpy()[members], return_inverse=True)
        some = self.store.frame[["document", "value"]].iloc[rows].assign(claim_id=claim_ids(self.store.frame, rows))
        number = np.searchsorted(numbers, self.members["finding"].to_numpy()[members])
        chosen = self.members.iloc[members].assign(row=place, finding=number)
        return materialise(some, self.findings.iloc[numbers], chosen)

    def _members(self, numbers: IntArray) -> IntArray:
        """Positions of the members of findings; `numbers` ascend."""
        spans = [np.arange(self._first[n], self._first[n + 1]) for n in numbers.tolist()]
        return np.concatenate(spans) if spans else np.zeros(0, dtype=np.int64)

    def _objects(self, numbers: IntArray) -> tuple[Finding, ...]:
        """Findings as objects, with status and suggestion."""
        found = []
        for number, finding in zip(numbers.tolist(), self._bare(numbers), strict=True):
            if number in self._decided:
                finding = self._decided[number]
            elif self.status[number] is GateStatus.NEW:
                finding = decisions.undecided(finding)
            at = self._advised.get(number)
            found.append(finding if at is None else replace(finding, suggestion=self.advice.suggestion(at)))
        return tuple(found)

    def _examples(self) -> IntArray:
        """Rows of the claims in passages that the lineage cites."""
        cited = (place for repeat in self.lineage.repeats for pair in repeat.examples for place in pair)
        places = {(place.document, place.start) for place in cited}
        frame = self.store.frame
        named = np.flatnonzero(frame["document"].isin({document for document, _ in places}).to_numpy())
        stands = zip(frame["document"].iloc[named].tolist(), frame["start"].iloc[named].tolist(), strict=True)
        return named[[at for at, place in enumerate(stands) if place in places]]

    def _cited(self, numbers: IntArray, further: IntArray = NO_ROWS) -> tuple[Claim, ...]:
        """The claims that findings rest on or show, and those in further rows, in the order of the table."""
        rows = np.union1d(self.members["row"].to_numpy()[self._members(numbers)], further)
        claims = list(self.store.claims(rows))
        claims.sort(key=lambda c: (c.document, c.start, c.end, c.entity, c.attribute, c.value, c.scope))
        return tuple(claims)

    def _all_findings(self) -> Iterator[Finding]:
        for start in range(0, len(self.findings), FETCHED):
            yield from self._objects(np.arange(start, min(start + FETCHED, len(self.findings))))

    def _claims_by_id(self) -> Iterator[Claim]:
        ids = claim_ids(self.store.frame, np.arange(len(self.store.frame)))
        order = sorted(range(len(ids)), key=ids.__getitem__)
        return self.store.claims(np.array(order, dtype=np.int64))

    def _columns(self, verdicts: frozenset[Verdict] | None) -> dict[str, list[str]]:
        """The cells of the findings, or of those with these verdicts."""
        stated = set(findings_table.COLUMNS) & set(self.findings.columns)
        cells: dict[str, list[str]] = {name: self.findings[name].tolist() for name in stated}
        words = {status: status.value for status in GateStatus}
        cells["status"] = [words[status] for status in self.status]
        cells["suggestion"] = [""] * len(self.findings)
        advice = self.advice
        told = findings_table.suggestion_cells(advice.value, advice.strength, advice.basis)
        for number, cell in zip(advice.finding, told, strict=True):
            cells["suggestion"][number] = cell
        if verdicts is not None:
            wanted = {verdict.value for verdict in verdicts}
            chosen = [verdict in wanted for verdict in self.verdict]
            cells = {name: list(compress(column, chosen)) for name, column in cells.items()}
        cells["reason"] = findings_table.on_one_line(cells["reason"])
        return cells

    def _compared(self) -> BoolArray:
        """Findings of groups that were stated in two documents, or differently in one."""
        held = self.members[self.members["cluster"] >= 0]
        document = self.store.frame["document"].cat.codes.to_numpy().astype(np.int64)[held["row"].to_numpy()]
        documents = count_distinct(held["finding"].to_numpy(), document, len(self.findings))
        several = (documents > 1) | (self.findings["clusters"].to_numpy() > 1)
        verdicts = self.findings["verdict"].isin([verdict.value for verdict in _COMPARED])
        return np.asarray(several & verdicts & (self.findings["kind"] != Kind.RULE.value))

    def _consistent(self) -> int:
        """Agreements within one document: what `Finding.confirmed` is false of."""
        also = self.findings["also"]
        within = also.isin([kinds for kinds in also.unique() if Kind.WITHIN_DOCUMENT.value in kinds.split("|")])
        alone = within | (self.findings["kind"] == Kind.OTHER_SCOPE.value)
        return int(np.count_nonzero(alone & (self.findings["verdict"] == Verdict.AGREEMENT.value)))

    def _failing(self) -> list[str]:
        """What the first findings that fail the gate are about."""
        named = self.findings[["finding_id", "entity", "attribute", "scope"]]
        first = islice((at for at, status in enumerate(self.status) if status.fails), decisions.SHOWN)
        return [" ".join(filter(None, named.iloc[at])) for at in first]

    def _whole(self) -> Whole:
        frame = self.store.frame
        verdicts = Counter(self.verdict)
        measured = [name for name, known in self.terms.pack.attributes.items() if known.type in NUMERIC]
        numeric = np.flatnonzero(frame["attribute"].isin(measured).to_numpy())
        document = frame["document"].cat.codes.to_numpy().astype(np.int64)[numeric]
        places = _distinct(document, *(frame[name].to_numpy()[numeric] for name in ("start", "end")))
        return Whole(
            claims=len(frame),
            verdicts={verdict: verdicts[verdict.value] for verdict in Verdict},
            consistent=self._consistent(),
            statuses=Counter(status for status in self.status if status is not GateStatus.NONE),
            numeric=len(numeric),
            places=places,
            entities=self.findings["entity"][self.findings["attribute"].isin(self.terms.pack.attributes)].nunique(),
        )

    def _shown(self, *, page: bool) -> IntArray:
        """Numbers of the findings to show: the most urgent conflicts; for the page of each kind, and the matrix."""
        rank = np.array([URGENCY.index(status) for status in GateStatus], dtype=np.int64)
        number = {status: at for at, status in enumerate(GateStatus)}
        urgency = rank[[number[status] for status in self.status]]
        shown = [self._matrix()] if page else []
        framed = {verdict: frame.bound for verdict, frame in page_view.FRAMES.items()}
        bounds = framed if page else {Verdict.CONFLICT: 0}
        for verdict, bound in bounds.items():
            # within a verdict findings are sorted by severity and name already
            found = np.flatnonzero((self.findings["verdict"] == verdict.value).to_numpy())
            shown.append(found[np.argsort(urgency[found], kind="stable")][: max(bound, CONFLICTS_SHOWN)])
        return np.concatenate(shown)

    def _matrix(self) -> IntArray:
        """Numbers of the findings that the overview shows, and of one for each attribute."""
        findings = self.findings[self.findings["attribute"].isin(self.terms.pack.attributes)]
        gravity = {verdict.value: number for verdict, number in GRAVITY.items()}
        gravest = findings.assign(gravity=findings["verdict"].map(gravity)).groupby("entity")["gravity"].min()
        ranked = gravest.reset_index().sort_values(["gravity", "entity"], kind="stable")
        entities = ranked["entity"].iloc[:ENTITIES_SHOWN]
        first = findings.drop_duplicates("attribute").index
        return np.union1d(findings.index[findings["entity"].isin(entities)], first).astype(np.int64)


def _distinct(*columns: IntArray) -> int:
    """How many distinct rows there are."""
    order = order_by(*columns)
    if not len(order):
        return 0
    changed = np.zeros(len(order) - 1, dtype=bool)
    for column in columns:
        changed |= np.diff(column[order]) != 0
    return 1 + int(np.count_nonzero(changed))


def reconcile_large(
    path: Path, pack: Pack | None, terms: Callable[[Pack], Terms], authority: Authority, out: Path, names: Sequence[str]
) -> tuple[Audit, Written]:
    """Audit a table and write the reports of these names; the audit with what the console shows of it, and the files.

    `terms` gives the terms for the pack that the table is judged by, `authority` the weights for its documents.
    """
    # Millions of texts and no cycle among them: looking for cycles takes a tenth of the time.
    collected = gc.isenabled()
    gc.disable()
    try:
        with TableStore(path, pack) as store:
            made = TableAudit(store, pack, terms(store.pack), authority(store.documents()))
            audit = made.audit(page="index.html" in names)
            return audit, tuple(put(out, name, made.report(name, audit)) for name in names)
    finally:
        if collected:
            gc.enable()
