"""Reads a table: finds out which way it lies, which column names the entities, what each column or row is about.

Cells are read with the scale that their heading gives ("Params (B)"); a cell may hold several values, and a row may
go on from the one above it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.attributes import Evidence, Label
from extract.claim import Qualifier
from extract.cues import label_key
from extract.names import Chunk
from extract.own_names import MAX_NAME, clean_name
from extract.roles import chain_end
from extract.subjects import Subject
from sources.document import Block, Cell, Document

if TYPE_CHECKING:
    from extract.engine import Knowledge
    from extract.names import NameFinder
    from extract.passage import Passage, Value
    from extract.record import Recorder
    from extract.topics import Topics

SCALES = {
    "k": Decimal(1000), "thousand": Decimal(1000), "thousands": Decimal(1000),
    "m": Decimal(10**6), "million": Decimal(10**6), "millions": Decimal(10**6), "mn": Decimal(10**6),
    "b": Decimal(10**9), "billion": Decimal(10**9), "billions": Decimal(10**9), "bn": Decimal(10**9),
    "t": Decimal(10**12), "trillion": Decimal(10**12), "trillions": Decimal(10**12), "tn": Decimal(10**12),
}  # fmt: skip
_HEADING_SCALE = re.compile(
    r"[(\[/,]\s*(?:in\s)?(?:US)?[$#]?\s?(k|m|b|t|mn|bn|tn|thousands?|millions?|billions?|trillions?)\b", re.IGNORECASE
)
_IN_SCALE = re.compile(r"\bin\s(thousands|millions|billions|trillions)\b", re.IGNORECASE)
LONGEST_HEADING = 80  # characters of a heading of a row or column
LONGEST_REMARK = 48  # characters of a cell that may claim something its heading does not announce: "128K context"
LEAST_ROWS = 2  # rows about attributes that a table without any name needs
TOTALS = frozenset(
    {"average", "mean", "median", "total", "sum", "overall", "all", "total all", "grand total", "all models"}
)
MAX_CELLS = 200_000  # of one table; a larger one is a data dump and read as far as that
VARIANT_COLUMNS = frozenset({"variant", "variants", "version", "edition", "model variant", "type", "flavour", "flavor"})
LONGEST_VARIANT = 24  # characters of a cell that names a variant
HEADER_ROWS = 3  # at most; what follows is data
GENERIC_HEADERS = frozenset(
    {
        "value", "values", "specification", "specifications", "spec", "specs", "detail", "details", "description",
        "property",
        "notes", "note", "remark", "remarks", "unit", "units", "answer", "comment", "setting", "info", "information",
        "",
    }
)  # fmt: skip
GENERIC_TERMS = frozenset(
    {"license", "licence", "link", "yes", "no", "n a", "tbd", "none", "unknown", "see", "here", ""}
)


@dataclass(slots=True)
class _Line:
    """A row or a column that holds the values of one entity, or of one attribute."""

    text: str
    attribute: str = ""
    score: int = 0
    scale: Decimal = Decimal(1)


def read_table(
    block: Block, document: Document, knowledge: Knowledge, finder: NameFinder, topics: Topics, recorder: Recorder
) -> None:
    """Record the claims and rejections of one table."""
    _Table(block, document, knowledge, finder, topics, recorder).read()


class _Table:
    def __init__(
        self,
        block: Block,
        document: Document,
        knowledge: Knowledge,
        finder: NameFinder,
        topics: Topics,
        recorder: Recorder,
    ) -> None:
        self.block, self.document, self.knowledge, self.finder = block, document, knowledge, finder
        self.topics, self.recorder, self.cues = topics, recorder, knowledge.cues
        self.cells = block.cells[:MAX_CELLS]
        self.grid: dict[tuple[int, int], Cell] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self.grid.setdefault((row, column), cell)
        self.rows = 1 + max((r for r, _ in self.grid), default=-1)
        self.columns = 1 + max((c for _, c in self.grid), default=-1)
        self._read: dict[int, Passage] = {}

    def passage(self, cell: Cell) -> Passage:
        found = self._read.get(cell.start)
        if found is None:
            found = self._read[cell.start] = self.topics.plain(cell.start, cell.end)
        return found

    def _numbers_only(self, cell: Cell) -> Passage:
        """The passage of a cell under a heading that wants numbers: 2048 is no year there."""
        found = self._read[cell.start] = self.topics.plain(cell.start, cell.end, years=False, grouped=True)
        return found

    def text(self, row: int, column: int) -> str:
        cell = self.grid.get((row, column))
        return self.passage(cell).text.strip() if cell else ""

    def read(self) -> None:
        if not self.rows:
            return
        head = self._header_rows()
        across = [self._line(self._joined(range(head), c)) for c in range(self.columns)]
        down = [self._line(self.text(r, 0)) for r in range(self.rows)]
        in_header = sum(1 for line in across if line.score)
        in_column = sum(1 for r, line in enumerate(down) if line.score and r >= head and not self._names(r, 0))
        if in_header >= in_column and in_header:
            self._by_rows(head, across)
        elif in_column:
            self._by_columns(head, down)
        else:
            self._unclaimed(head, across)

    def _names(self, row: int, column: int) -> bool:
        """True where a cell names an entity, whatever label its words look like: "X 7B Base"."""
        cell = self.grid.get((row, column))
        return cell is not None and bool(self.passage(cell).names)

    def _header_rows(self) -> int:
        """How many rows at the top are headings."""
        marked = 0
        while (
            marked < min(HEADER_ROWS, self.rows)
            and all(self.grid[marked, c].header for c in range(self.columns) if (marked, c) in self.grid)
            and any((marked, c) in self.grid for c in range(self.columns))
        ):
            marked += 1
        if marked == self.rows:
            marked = 1
        if not marked and any(self._line(self.text(0, c)).score for c in range(self.columns)):
            marked = 0 if any(self.passage(c).values for c in self.cells if c.row == 0) else 1
        if marked and marked < self.rows - 1 and marked < HEADER_ROWS and self._second_header(marked):
            marked += 1
        return marked

    def _second_header(self, row: int) -> bool:
        """True for a further line of headings: spanned cells above it, or only units and remarks in it."""
        above = [self.grid.get((row - 1, c)) for c in range(self.columns)]
        spanned = any(cell is not None and cell.column_span > 1 for cell in above)
        texts = [self.text(row, c) for c in range(self.columns)]
        filled = [t for t in texts if t]
        if not filled or (texts[0] and not spanned):
            return False
        if spanned:
            return not any(self.passage(self.grid[row, c]).values for c in range(self.columns) if (row, c) in self.grid)
        return all(re.fullmatch(r"\(?[\w$# /-]{1,14}\)?", t) for t in filled) and not any(
            re.search(r"\d{3}", t) for t in filled
        )

    def _joined(self, rows: range, column: int) -> str:
        parts: list[str] = []
        for row in rows:
            text = self.text(row, column)
            if text and text not in parts:
                parts.append(text)
        return " ".join(parts)

    def _line(self, text: str) -> _Line:
        best = _Line(text)
        if not text or len(text) > LONGEST_HEADING:
            return best
        for name, score in self.cues.label_scores(text).items():
            if score > best.score:
                best.attribute, best.score = name, score
        m = _HEADING_SCALE.search(text) or _IN_SCALE.search(text)
        if m:
            best.scale = SCALES[m.group(1).lower()]
        return best

    # -- entities in rows ---------------------------------------------------------------------------------------

    def _entity_column(self, head: int, across: list[_Line]) -> int | None:
        keys = [label_key(line.text) for line in across]
        wanted = self.cues.pack.entity.columns
        for column in wanted:
            key = label_key(column)
            if key in keys and across[keys.index(key)].score != 3:
                return keys.index(key)
        for c, key in enumerate(keys):
            if (
                not across[c].score
                and not self._numeric(c, head)
                and any(key.startswith(label_key(w) + " ") or key.endswith(" " + label_key(w)) for w in wanted[:6])
            ):
                return c
        counts = [
            sum(1 for r in range(head, self.rows) if (r, c) in self.grid and self.passage(self.grid[r, c]).names)
            for c in range(min(self.columns, 3))
        ]
        for c, count in enumerate(counts):
            if across[c].score < 2 and count * 2 >= max(1, self.rows - head):
                return c
        return None

    def _numeric(self, column: int, head: int) -> bool:
        texts = [self.text(r, column) for r in range(head, min(self.rows, head + 20))]
        return sum(1 for t in texts if re.fullmatch(r"[\d.,eE+-]*[KMBkmb]?", t)) * 2 > len(texts)

    def _by_rows(self, head: int, across: list[_Line]) -> None:
        column = self._entity_column(head, across)
        self._headers(head)
        owners = self._row_owners(head, column, across)
        for r in range(head, self.rows):
            for c in range(self.columns):
                cell = self.grid.get((r, c))
                if cell is None or c == column:
                    if cell is not None and cell.row == r and cell.column == c:
                        self._name_cell(cell, owners.get(r, []))
                    continue
                if cell.column == c:
                    self._cell(cell, across[c], owners.get(r, []), self._row_text(r), "column", first=cell.row == r)

    def _row_owners(self, head: int, column: int | None, across: list[_Line]) -> dict[int, list[Subject]]:
        """The entities of each row."""
        owners: dict[int, list[Subject]] = {}
        current: list[Subject] = []
        lead = self.topics.table_lead(self.block)
        for r in range(head, self.rows):
            if column is None:
                owners[r] = lead
                continue
            cell = self.grid.get((r, column))
            named = self._named(cell, lead) if cell is not None else []
            if named:
                current = named
            owners[r] = current or []
        self._varied(owners, head, column, across)
        self._totals(owners, head, column, lead)
        self._sized(owners, head, column, across)
        return owners

    def _named(self, cell: Cell, lead: list[Subject]) -> list[Subject]:
        """The entities that a cell of the entity column names."""
        passage = self.passage(cell)
        text = clean_name(passage.text)
        if not text:
            return []
        names = passage.names
        split = self._alternatives(text, names)
        if split:
            return split
        if len(names) == 2 and passage.bracket(names[1].start) and len(names[1].name.words) > len(names[0].name.words):
            return [Subject(names[1].entity, passage.text[names[1].start : names[1].end], "row", names[1].name.key)]
        if names and names[0].start <= 4 + (len(passage.text) - len(passage.text.lstrip())):
            spans = [(n.start, n.end) for n in names]
            return [
                Subject(n.entity, passage.text[n.start : n.end], "row", n.name.key)
                for n in names[: chain_end(passage.text, spans, 0)]
            ]
        if self.topics.is_part(text) and lead:
            return [self.topics.composed(lead[0], text)]
        if names:
            return [Subject(names[0].entity, passage.text[names[0].start : names[0].end], "row", names[0].name.key)]
        if len(text) > MAX_NAME or text.replace(".", "").isdigit() or self._is_total(text):
            return []
        listed = self.knowledge.catalogue.canonical(text)
        return [Subject(listed.name, text, "row", self.knowledge.catalogue.key(text))]

    def _alternatives(self, text: str, names: list) -> list[Subject]:  # type: ignore[type-arg]
        """ "Phi-3 small/medium" names two."""
        m = re.fullmatch(r"(.*?[\w.])[ -]([A-Za-z0-9.]+(?:/[A-Za-z0-9.]+)+)", text)
        if not m or not names:
            return []
        parts = m.group(2).split("/")
        kinds = {self.finder.grammar.classify(p.lower()) for p in parts}
        if not kinds <= {Chunk.VARIANT, Chunk.SIZE}:
            return []
        base = self.knowledge.catalogue.canonical(m.group(1))
        return [self.topics.composed(Subject(base.name, m.group(1), "row"), p) for p in parts]

    def _varied(self, owners: dict[int, list[Subject]], head: int, column: int | None, across: list[_Line]) -> None:
        """A column "Variant" beside the names says which member a row is about."""
        if column is None:
            return
        for c, line in enumerate(across):
            if c == column or label_key(line.text) not in VARIANT_COLUMNS:
                continue
            for r, os in owners.items():
                text = clean_name(self.text(r, c))
                if os and text and len(text) <= LONGEST_VARIANT and not self.passage(self.grid[r, c]).names:
                    owners[r] = [self.topics.composed(os[0], text)]

    def _totals(self, owners: dict[int, list[Subject]], head: int, column: int | None, lead: list[Subject]) -> None:
        """A row "Total" is about what the other rows have in common."""
        if column is None:
            return
        for r in range(head, self.rows):
            if self._is_total(self.text(r, column)):
                bases = {self.finder.grammar.parse(o.entity).base for rr, os in owners.items() if rr < r for o in os}
                if len(bases) == 1:
                    base = bases.pop()
                    listed = self.knowledge.catalogue.by_key.get(base)
                    sample = next(o for rr, os in owners.items() if rr < r for o in os)
                    name = listed.name if listed else self._base_name(sample.entity)
                    owners[r] = [Subject(name, self.text(r, column), "row")]
                else:
                    owners[r] = []

    def _is_total(self, text: str) -> bool:
        key = label_key(text)
        return key in TOTALS or key.split(" ")[0] in ("total", "sum", "overall")

    def _base_name(self, entity: str) -> str:
        words = [
            w
            for w in re.split(r"(?<=\S)[ -]", entity)
            if self.finder.grammar.classify(w) not in (Chunk.SIZE, Chunk.VARIANT, Chunk.TAG)
        ]
        return " ".join(words) or entity

    def _sized(self, owners: dict[int, list[Subject]], head: int, column: int | None, across: list[_Line]) -> None:
        """Rows of one name that differ in a size column are about members of that size."""
        uses = Counter(os[0].entity for os in owners.values() if os)
        size_column = next(
            (
                c
                for c, line in enumerate(across)
                if c != column and line.attribute and self._is_size_column(c, head, line)
            ),
            None,
        )
        if size_column is None:
            return
        for r, os in owners.items():
            if not os or (uses[os[0].entity] < 2):
                continue
            if self.finder.grammar.parse(os[0].entity).size:
                continue
            size = self._size_text(r, size_column, across[size_column])
            if size:
                owners[r] = [self.topics.composed(os[0], size)]

    def _size_text(self, row: int, column: int, line: _Line) -> str:
        text = self.text(row, column).replace(" ", "")
        if line.scale != 1 and re.fullmatch(r"\d+(\.\d+)?", text):
            text += {Decimal(10**9): "B", Decimal(10**6): "M"}.get(line.scale, "")
        return text if self.finder.grammar.size.fullmatch(text.lower()) else ""

    def _is_size_column(self, column: int, head: int, line: _Line) -> bool:
        sizes = [self._size_text(r, column, line) for r in range(head, self.rows)]
        filled = [s for s in sizes if s]
        return len(filled) * 2 > self.rows - head and len(set(filled)) > 1

    # -- entities in columns ------------------------------------------------------------------------------------

    def _by_columns(self, head: int, down: list[_Line]) -> None:
        named_here = self._named_by_row(head)
        lead = named_here or self.topics.table_lead(self.block)
        if not named_here and lead and lead[0].how == "title" and sum(1 for line in down if line.score) < LEAST_ROWS:
            lead = []  # a lone line such as a letter's "Date:" is not about the document's main entity
        self._headers(head)
        owners: dict[int, list[Subject]] = {}
        named = 0
        rows_about = sum(1 for r, line in enumerate(down) if line.score and r >= head)
        for c in range(1, self.columns):
            owners[c] = self._column_owner(c, head, lead, free=rows_about >= LEAST_ROWS)
            named += bool(owners[c])
        for c in range(1, self.columns):
            if not named:
                owners[c] = lead
            for r in range(head, self.rows):
                cell = self.grid.get((r, c))
                if cell is not None and cell.row == r:
                    self._cell(
                        cell,
                        down[r],
                        owners[c],
                        f"{down[r].text}: {self.passage(cell).text}",
                        "row",
                        first=cell.column == c,
                    )
        for r in range(head, self.rows):
            cell = self.grid.get((r, 0))
            if cell is not None and cell.row == r:
                self._refuse(self.passage(cell), "heading of a table")

    def _column_owner(self, column: int, head: int, lead: list[Subject], *, free: bool) -> list[Subject]:
        """The entity a column is headed by; a second line of headings ("3B", "Max") names members of the first's.

        `free`: the table is surely about entities, so that any words that head a column may name one.
        """
        owner: list[Subject] = []
        for row in range(head):
            at = column
            while row < head - 1 and at > 1 and (row, at) not in self.grid:
                at -= 1  # in Markdown a heading over several columns leaves the cells behind it empty
            cell = self.grid.get((row, at))
            if cell is None:
                continue
            passage = self.passage(cell)
            text = clean_name(passage.text)
            if owner and text and self.topics.is_part(text):
                owner = [self.topics.composed(owner[0], text)]
            elif passage.names or self.topics.is_part(text) or (free and label_key(text) not in GENERIC_HEADERS):
                owner = self._named(cell, lead) or owner
        return owner

    def _named_by_row(self, head: int) -> list[Subject]:
        """In a record of two columns the row "name" says whose it is."""
        if self.columns != 2:
            return []
        for r in range(head, self.rows):
            if label_key(self.text(r, 0)) in self.cues.entity_columns and (r, 1) in self.grid:
                return self._named(self.grid[r, 1], [])
        return []

    # -- cells --------------------------------------------------------------------------------------------------

    def _row_text(self, row: int) -> str:
        seen: list[str] = []
        size = 0
        for c in range(self.columns):
            text = self.text(row, c)
            if text and size < 400:
                seen.append(text)
                size += len(text)
        return " | ".join(seen)

    def _headers(self, head: int) -> None:
        for (r, c), cell in self.grid.items():
            if r < head and (cell.row, cell.column) == (r, c):
                self._refuse(self.passage(cell), "heading of a table")

    def _unclaimed(self, head: int, across: list[_Line]) -> None:
        """A table no column or row of which is about an attribute: still, a cell may say what it holds."""
        if self.columns > 1 and any(self.passage(c).values for c in self.cells):
            column = self._entity_column(head, across)
            owners = self._row_owners(head, column, across) if column is not None else {}
            for cell in self.cells:
                if cell.row >= head and cell.column != column:
                    self._cell(
                        cell,
                        across[cell.column],
                        owners.get(cell.row, []),
                        self._row_text(cell.row),
                        "column",
                        first=True,
                    )
                else:
                    self._refuse(self.passage(cell), "heading of a table")
            return
        for cell in self.cells:
            self._refuse(self.passage(cell), "table of nothing claimed")

    def _refuse(self, passage: Passage, reason: str) -> None:
        values, refused = passage.mentions
        for r in refused:
            self.recorder.reject(passage, r.start, r.end, r.reason)
        for v in values:
            self.recorder.reject(passage, v.start, v.end, reason)

    def _name_cell(self, cell: Cell, owners: list[Subject]) -> None:
        """The cell that names a row: its numbers are part of the name."""
        passage = self.passage(cell)
        values, refused = passage.mentions
        for r in refused:
            self.recorder.reject(passage, r.start, r.end, r.reason)
        for v in values:
            self.recorder.reject(passage, v.start, v.end, "part of a name")

    def _cell(self, cell: Cell, line: _Line, owners: list[Subject], context: str, rule: str, *, first: bool) -> None:
        """Claims of one cell for the entities of its row or column. `first`: not a repetition by a span."""
        wanted = self.cues.pack.attributes[line.attribute].type if line.attribute else ""
        passage = self._numbers_only(cell) if wanted in ("number", "money") else self.passage(cell)
        if line.attribute in self.cues.terms:
            self._terms(passage, line, owners, context, rule)
            if first:
                self._refuse(passage, "under another heading")
            return
        values, refused = passage.mentions
        if first:
            for r in refused:
                self.recorder.reject(passage, r.start, r.end, r.reason)
        labels = (Label(line.text, rule),) if line.text and len(line.text) <= LONGEST_HEADING else ()
        made: list[tuple[Value, Evidence, list[Subject], str]] = []
        for start, end in passage.groups:
            verdict = self._verdict(passage, start, end, line, labels, rule)
            for index in range(start, end):
                value = values[index]
                if isinstance(verdict, str):
                    if first:
                        self.recorder.reject(passage, value.start, value.end, verdict)
                    continue
                whose = self._inside(passage, value, owners) or self._deal(owners, index - start, end - start)
                if not whose:
                    if first:
                        self.recorder.reject(passage, value.start, value.end, "no entity in reach", verdict.attribute)
                    continue
                made.append((value, verdict, whose, line.text))
        self._record(passage, made, line, context)

    def _verdict(
        self, passage: Passage, start: int, end: int, line: _Line, labels: tuple[Label, ...], rule: str
    ) -> Evidence | str:
        verdict = self.knowledge.classifier.classify(passage, start, end, "cell", labels, scale=line.scale)
        if isinstance(verdict, Evidence) and not line.score:
            surely = verdict.rule.endswith((".unit", ".cue")) and len(passage.text) <= LONGEST_REMARK
            if not surely:
                return "under another heading" if line.text else "table of nothing claimed"
        if isinstance(verdict, Evidence) and not verdict.plausible and len(passage.values) > 1:
            return "not a plausible value"
        if isinstance(verdict, str) and verdict in (
            "plain number",
            "quantity of nothing claimed",
            "date of nothing claimed",
        ):
            return "under another heading" if line.text else verdict
        return verdict

    def _deal(self, owners: list[Subject], index: int, count: int) -> list[Subject]:
        return [owners[index]] if len(owners) > 1 and len(owners) == count else owners

    def _inside(self, passage: Passage, value: Value, owners: list[Subject]) -> list[Subject]:
        """A name or a variant right before the value inside its cell: "Mini(3.8B), Small(7B)"."""
        bracket = passage.bracket(value.start)
        before = passage.text[: bracket[0] if bracket else value.start].rstrip(" :")
        for name in reversed(passage.names):
            if name.end <= value.start and len(before) - name.end <= 1:
                return [Subject(name.entity, passage.text[name.start : name.end], "cell", name.name.key)]
        word = re.split(r"[\s,;/]", before)[-1]
        if word and word[0].isalpha() and self.topics.is_part(word) and owners:
            return [self.topics.composed(owners[0], word)]
        return []

    def _record(
        self, passage: Passage, made: list[tuple[Value, Evidence, list[Subject], str]], line: _Line, context: str
    ) -> None:
        stated: dict[tuple[str, str], set[str]] = {}
        for value, evidence, whose, _ in made:
            for who in whose:
                stated.setdefault((who.entity, evidence.attribute), set()).add(passage.text[value.start : value.end])
        for value, evidence, whose, label in made:
            scope = self.recorder.scope(passage, value.start, value.end, evidence.attribute, label)
            for who in whose:
                several = len(stated[who.entity, evidence.attribute]) > 1 and value.quantity is not None
                self.recorder.claim(
                    passage, value, evidence.attribute, who, evidence.rule, scope=scope, scale=line.scale,
                    qualifier=Qualifier.OF_VARIANT if several else None, context=context,
                )  # fmt: skip

    def _terms(self, passage: Passage, line: _Line, owners: list[Subject], context: str, rule: str) -> None:
        found = self.cues.terms[line.attribute].find(passage.text)
        open_ended = bool(self.cues.pack.attributes[line.attribute].open_terms)
        if not found and open_ended:
            text = passage.text.strip()
            words = label_key(text)
            if words not in GENERIC_TERMS and 0 < len(words.split()) <= 8 and any(c.isalpha() for c in text):
                start = passage.text.index(text)
                found = [(start, start + len(text), " ".join(text.split()))]
        for start, end, value in found:
            for who in owners:
                self.recorder.term(passage, start, end, line.attribute, value, who, f"cell.{rule}", context=context)
