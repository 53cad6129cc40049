"""Reads the cells of a table: what each holds, by the heading of its column or row, and whose it is.

Cells are read with the scale that their heading gives ("Params (B)"); a cell may hold several values. The layout
is `extract.tables.grid`'s business, whose a row or column is `extract.tables.table_owners`'.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from extract.attributes.ellipsis import remarked, whole_before_part
from extract.attributes.evidence import Evidence, Label
from extract.claim import Interval, Qualifier
from extract.names.name_grammar import is_front
from extract.owners.members import nearest
from extract.owners.others import table_of_others, table_of_things
from extract.owners.subjects import Subject, subject
from extract.owners.table_leads import table_lead
from extract.passages.fragments import is_fragment
from extract.quantities.interval import apart, measured, of_date
from extract.tables.cell_terms import text_values
from extract.tables.grid import Grid, Line
from extract.tables.judge import LONGEST_REMARK, Judge
from extract.tables.labels_beside import completed
from extract.tables.legends import explained
from extract.tables.pairs import as_record
from extract.tables.shared_lines import Fact, Shared, settle
from extract.tables.stages import stages
from extract.tables.table_owners import GENERIC_HEADERS, Owners
from extract.tables.table_parts import deal_parts, summed_parts
from extract.words.cues import SURE, Role, label_key
from extract.words.measures import LONGEST_HEADING
from extract.words.measures import heading as unit_of
from sources.document import Block, BlockKind, Cell

if TYPE_CHECKING:
    from extract.knowledge import Knowledge
    from extract.names.names import NameFinder
    from extract.owners.topics import Topics
    from extract.passages.passage import Passage
    from extract.passages.values import Value
    from extract.record import Recorder

NAME_REACH = 120  # characters before a value in which the name stands that it is of
DITTO = frozenset({'"', "″", "〃", "''", "”", "do.", "ditto", "same", "same as above"})
LEAST_WORDS = 3  # of a cell of clauses
SENTENCE_WORDS = 4  # in small letters in a cell that is a sentence
MOST_HEADINGS = 200  # of a table that are looked at for words that attributes require
LONGEST_ROW = 400  # characters of a row's text that its claims carry along
LEAST_VALUES = 2  # in a cell that gives members a value each
_REMARK = re.compile(r"\(([^()]+)\)")
_CLAUSES = re.compile(r"[,;] | (?:but|with|and) |[\w)]{2}\. [A-Z\d]")
_OF_MEMBER = re.compile(r"\s?[(\[:–—]\s?|\s-\s|:\s")  # between a size and the value of that member
_YEAR = re.compile(r"(?:FY ?)?(?:19|20)\d\d")
_RATE = re.compile(r"\w(?:\s?/\s?|\sper\s)(?:s|secs?|seconds?|min|minute|h|hour)\b", re.IGNORECASE)
LABEL_COLUMNS = 2  # columns at the left of which one labels the rows: before it may stand one that groups them
LEAST_MEASURED = 2  # columns with a unit that make one of a setting no more than that
LEAST_ROWS = 2  # rows about attributes that a table without any name needs


def read_table(
    block: Block, knowledge: Knowledge, finder: NameFinder, topics: Topics, recorder: Recorder,
    read_text: Callable[[Block], None],
) -> None:  # fmt: skip
    """Record the claims and rejections of one table. `read_text` reads a cell of sentences, as an item of a list."""
    _Table(block, knowledge, finder, topics, recorder, read_text).read()


class _Table:
    def __init__(
        self, block: Block, knowledge: Knowledge, finder: NameFinder, topics: Topics, recorder: Recorder,
        read_text: Callable[[Block], None],
    ) -> None:  # fmt: skip
        self.read_text = read_text
        self.knowledge, self.topics, self.recorder, self.cues = knowledge, topics, recorder, knowledge.cues
        self.grid = Grid(block, topics, knowledge.cues)
        record = as_record(block, self.grid, knowledge.cues.is_label)
        if record is not None:
            block, self.grid = record, Grid(record, topics, knowledge.cues)
        self.owners = Owners(self.grid, block, knowledge, finder, topics)
        self.judge = Judge(knowledge.cues)
        self._rows_read: dict[int, str] = {}
        # Where all lines of the table speak of one entity: the row or column that is read, what crosses it, its values.
        self._line: int | None = None
        self._crossing = 0
        self._shared: list[Shared] = []

    def read(self) -> None:
        grid = self.grid
        if not grid.rows:
            return
        head = grid.header_rows()
        across = self._across(head)
        labels, down = self._down(head)
        self.judge.required = self._required_words([line.text for line in (*across, *down)])
        in_column = self._labelled(head, labels, down)
        in_header = sum(
            1 for c, line in enumerate(across)
            if line.score and not any(grid.names_entity(r, c) for r in range(head))
            and not (in_column and self.owners.is_total(line.text))  # "Total" beside sources, above rows of attributes
        )  # fmt: skip
        for (r, c), cell in grid.places.items():
            if r < head and (cell.row, cell.column) == (r, c):
                self._refuse(grid.passage(cell), "heading of a table")
        stage_columns, stage_rows = self._stages(head, labels, across, down)
        of_things = in_header > 0 and table_of_things(across, self.owners.entity_column(head, across), self.topics)
        if of_things or table_of_others(grid, self.owners.block, self.topics, head):
            for cell in grid.cells:
                if cell.row >= head:
                    self._refuse(grid.passage(cell), "said of something else")
        elif in_header and not stage_columns and (in_header >= in_column or stage_rows or _all_sure(across)):
            self._by_rows(head, across, stage_rows)
        elif in_column:
            self._by_columns(head, labels, down, stage_columns)
        else:
            self._unclaimed(head, across)

    def _stages(self, head: int, labels: int, across: list[Line], down: list[Line]) -> tuple[set[int], set[int]]:
        """The columns, or else the rows, that are stages of what the others measure."""
        grid, is_total = self.grid, self.owners.is_total
        if not head or grid.columns < 2:
            return set(), set()
        columns = {c: across[c].text for c in range(labels + 1, grid.columns)}
        named = {c for c in columns if grid.names_entity(head - 1, c)}
        found = stages(columns, down[head:], named, self.cues, is_total)
        if found:
            return found, set()
        rows = {r: down[r].text for r in range(head, grid.rows)}
        named = {r for r in rows if grid.names_entity(r, labels)}
        return set(), stages(rows, across[labels + 1 :], named, self.cues, is_total)

    def _across(self, head: int) -> list[Line]:
        """What the heading of each column says, symbols by what a legend beside the table says of them."""
        texts = [self.grid.joined(range(head), c) for c in range(self.grid.columns)]
        lines = [self.grid.line(text) for text in texts]
        unsaid = [line.text for line in lines if not line.score]
        meanings = explained(self.owners.block, self.topics, unsaid) if head else {}
        told = [
            self.grid.line(meanings[line.text]) if not line.score and line.text in meanings else line for line in lines
        ]
        return completed(told, self.grid, self.cues) if head else told

    def _down(self, head: int) -> tuple[int, list[Line]]:
        """The column that labels the rows, and what it says of each: the first one but for columns that group rows."""
        grid = self.grid
        units = grid.unit_column(head)
        found: list[Line] = []
        for column in range(max(1, min(LABEL_COLUMNS, grid.columns - 1))):
            down = [
                grid.line(grid.text(r, column), grid.text(r, units) if units > column and r >= head else "")
                for r in range(grid.rows)
            ]
            if self._labelled(head, column, down):
                return column, completed(down, grid, self.cues)
            found = found or down
        return 0, found

    def _labelled(self, head: int, column: int, down: list[Line]) -> int:
        """How many rows a column labels with attributes."""
        return sum(
            1 for r, line in enumerate(down) if line.score and r >= head and not self.grid.names_entity(r, column)
        )

    def _required_words(self, headings: list[str]) -> str:
        """The words of headings that an attribute under another one may require: "Chosen" beside "Experts"."""
        found: dict[str, None] = {}
        for heading in headings[:MOST_HEADINGS]:
            if 0 < len(heading) <= LONGEST_HEADING:
                found |= {heading[h.start : h.end]: None for h in self.cues.required(heading)}
        return " ".join(found)

    def _by_rows(self, head: int, across: list[Line], staged: set[int]) -> None:
        """A row for each entity, a column for each attribute; `staged`: rows that are stages of one entity."""
        column = self.owners.entity_column(head, across) if not staged else None
        owners = self.owners.of_rows(head, column, across)
        years = self.grid.year_column(head)
        if years is not None and _several_rows(owners):
            across[years] = Line(across[years].text)  # the year that the rest of the row is about
        if column is None and self._of_settings(head, across):
            across[0] = Line("")
        if self._of_measurements(across):
            across = [Line(line.text) for line in across]
        groups = frozenset(self.grid.group_rows if across[0].attribute in self.cues.dates else ())
        for r in range(head, self.grid.rows):
            beside = self.grid.text(r, years or 0)
            barred = self._barred(beside) if column is None else frozenset()
            alone = column is None and years is None and not self.owners.is_total(self.grid.text(r, 0))
            self._line = r if alone else None
            heads = r in groups
            for c in range(self.grid.columns):
                cell = self._ditto(r, c, head)
                if cell is None or cell.column != c:
                    continue
                if heads:
                    self._refuse(self.grid.passage(cell), "heading of a table")
                    continue
                self._crossing = c
                if across[c].attribute in barred:
                    self._refuse(self.grid.passage(cell), "under another heading")
                elif c != column:
                    line = replace(across[c], beside=beside)
                    self._cell(cell, line, owners.get(r, []), self._row_text(r), "column", first=cell.row == r)
                elif cell.row == r:
                    self._refuse(self.grid.passage(cell), "part of a name")
        settle(self._shared, stages=bool(staged))

    def _ditto(self, row: int, column: int, head: int) -> Cell | None:
        """The cell at a place; where it has the sign for what stands above, the one above."""
        for r in range(row, head - 1, -1):
            cell = self.grid.places.get((r, column))
            if cell is None or self.grid.source(cell) not in DITTO:
                return cell
        return None

    def _of_settings(self, head: int, across: list[Line]) -> bool:
        """True where the first column tells what was measured with, "4096 | 15 GB", "8192 | 17 GB": no value of one."""
        attribute = self.cues.pack.attributes.get(across[0].attribute)
        if attribute is None or not attribute.setting or all(line.score for line in across[1:]):
            return False
        stated = {self.grid.text(r, 0) for r in range(head, self.grid.rows)}
        return len(stated) > 1

    def _of_measurements(self, across: list[Line]) -> bool:
        """True where all but a setting was measured: "Decode (tokens/sec) | Memory (MB) | Context"."""
        measured = [line for line in across if self._measured_otherwise(line)]
        about = {line.attribute for line in across if line.score and line not in measured}
        if len(measured) < LEAST_MEASURED or len(about) != 1:
            return False
        return self.cues.pack.attributes[about.pop()].setting

    def _measured_otherwise(self, line: Line) -> bool:
        """True for a heading with a unit that no value of its attribute has: "Model size (MB)", "tokens/s"."""
        measures = self.cues.measures.get(line.attribute)
        unit = unit_of(line.text, symbolic=True).unit
        if not unit:
            return _RATE.search(line.text) is not None and (measures is None or not measures.symbolic)
        return measures is None or measures.factor(unit) is None

    def _barred(self, heading: str) -> frozenset[str]:
        """The attributes that nothing in a row is about by the words that head it: "Annealing", "Long context"."""
        if not heading or len(heading) > LONGEST_HEADING:
            return frozenset()
        hits = self.cues.phrases.find(heading)
        refused = {h.meaning.attribute for h in hits if h.meaning.role is Role.BARRED}
        scores = self.cues.label_scores(heading)
        return frozenset(refused | {name for name, score in scores.items() if score < 0})

    def _by_columns(self, head: int, labels: int, down: list[Line], staged: set[int]) -> None:
        """A column for each entity, a row for each attribute; or keys and values of one entity.

        `staged`: columns that are stages of one entity.
        """
        grid = self.grid
        across = [grid.line(grid.joined(range(head), c)) for c in range(grid.columns)]
        named_here = self.owners.named_by_row(head)
        lead = named_here or table_lead(self.topics, self.owners.block)
        rows_about = sum(1 for r, line in enumerate(down) if line.score and r >= head)
        if not named_here and lead and lead[0].how == "title" and rows_about < LEAST_ROWS:
            lead = []  # a lone line such as a letter's "Date:" is not about the document's main entity
        columns = range(labels + 1, grid.columns)
        if staged:
            down = self._by_corner(head, labels, down)
        lead = lead or self.owners.headed_by_parts(columns, head)
        nobodys = {c for c in columns if self.owners.of_nobody(c, head)}
        owners = {
            c: self.owners.of_column(c, head, lead, free=rows_about >= LEAST_ROWS and c not in nobodys) for c in columns
        }
        if staged:
            nobodys, owners = set(columns) - staged, {c: lead if c in staged else [] for c in columns}
        named = any(owners.values())
        others = {c for c in columns if not self.owners.is_total(across[c].text)}
        onward = any(label_key(across[c].text) in GENERIC_HEADERS or _YEAR.fullmatch(across[c].text) for c in others)
        shared = len(others) > 1 and not onward  # neither notes on the same nor years of it
        for c in columns:
            owner = owners[c] if named or c in nobodys else lead
            self._line = c if staged or (shared and not named and c in others) else None
            for r in range(head, grid.rows):
                self._crossing = r
                cell = grid.places.get((r, c))
                if cell is not None and cell.row == r:
                    context = f"{down[r].text}: {grid.passage(cell).text}"
                    line = replace(_measured(across[c], down[r]), beside=across[c].text)
                    self._cell(cell, line, owner, context, "row", first=cell.column == c)
        settle(self._shared, stages=bool(staged))
        for c in range(labels + 1):
            for r in range(head, grid.rows):
                cell = grid.places.get((r, c))
                if cell is not None and (cell.row, cell.column) == (r, c):
                    self._refuse(grid.passage(cell), "heading of a table")

    def _by_corner(self, head: int, labels: int, down: list[Line]) -> list[Line]:
        """The lines of rows that only the corner of the table makes labels: "in USD" below "Training costs"."""
        corner = self.grid.joined(range(head), labels)
        return [line if line.score else self.grid.line(f"{corner} {line.text}") for line in down]

    def _unclaimed(self, head: int, across: list[Line]) -> None:
        """A table no column or row of which is about an attribute: still, a cell may say what it holds."""
        below = [cell for cell in self.grid.cells if cell.row >= head]
        if self.grid.columns < 2 or not any(self.grid.passage(cell).values for cell in below):
            for cell in below:
                self._refuse(self.grid.passage(cell), "table of nothing claimed")
            return
        column = self.owners.entity_column(head, across)
        owners = self.owners.of_rows(head, column, across) if column is not None else {}
        for cell in below:
            if cell.column != column:
                context = self._row_text(cell.row)
                self._cell(cell, across[cell.column], owners.get(cell.row, []), context, "column", first=True)
            else:
                self._refuse(self.grid.passage(cell), "part of a name")

    def _row_text(self, row: int) -> str:
        """The row as one line, cut where it is long."""
        found = self._rows_read.get(row)
        if found is None:
            parts: list[str] = []
            size = 0
            for c in range(self.grid.columns):
                text = self.grid.text(row, c)
                if text:
                    parts.append(text)
                    size += len(text)
                if size > LONGEST_ROW:
                    break
            found = self._rows_read[row] = " | ".join(parts)
        return found

    def _refuse(self, passage: Passage, reason: str) -> None:
        values, refused = passage.mentions
        for r in refused:
            self.recorder.reject(passage, r.start, r.end, r.reason)
        for v in values:
            self.recorder.reject(passage, v.start, v.end, reason)

    def _cell(self, cell: Cell, line: Line, owners: list[Subject], context: str, rule: str, *, first: bool) -> None:
        """Claims of one cell for the entities of its row or column. `first`: not a repetition by a span."""
        dealt = deal_parts(self.grid, cell, line.text) or summed_parts(
            self.grid, cell, line, self.cues.pack.constraints
        )
        if dealt:
            for part, heading in dealt:
                self._cell(part, heading, owners, context, rule, first=first)
            return
        wanted = self.cues.pack.attributes[line.attribute].type if line.attribute else ""
        passage = self._read(cell, line, wanted)
        if line.attribute in self.cues.terms:
            self._terms(passage, line, owners, context, rule)
        if wanted == "relation" and line.score > 1 and first:
            self._relation(passage, line, owners, context, rule)
        tells = _tells(passage.text) if not line.attribute else passage.names and _is_sentence(passage.text)
        if tells and owners:
            if first:
                self._sentences(cell, rule, owners)
                self._listed_terms(passage, line, owners, rule)
            return
        values, refused = passage.mentions
        if first:
            for r in refused:
                self.recorder.reject(passage, r.start, r.end, r.reason)
        # In a column of keys "top_k" beside "num_experts" is as likely a setting as a number of experts.
        beside = self.judge.required if rule == "column" else ""
        labels = (Label(line.text, rule, beside),) if line.text and len(line.text) <= LONGEST_HEADING else ()
        made: list[tuple[Value, Evidence, list[Subject], str]] = []
        verdicts = [self.judge.verdict(passage, start, end, line, labels, rule) for start, end in passage.groups]
        # Of "671B, 37B active" none is left for another owner.
        alike = len({v.attribute for v in verdicts if isinstance(v, Evidence)}) < 2
        for start, end in passage.groups:
            verdict = self.judge.verdict(passage, start, end, line, labels, rule)
            if start and made and made[-1][0] is values[start - 1]:
                rules = self.cues.pack.constraints
                verdict = remarked(passage, start, end, (start - 1, made[-1][1]), rules) or verdict
            total = None
            if isinstance(verdict, Evidence):
                total = whole_before_part(passage, start, end, verdict, self.cues.pack.constraints)
            for index in range(start, end):
                value = values[index]
                if isinstance(verdict, str) or self._heads(passage, index, verdict, line):
                    if first:
                        reason = verdict if isinstance(verdict, str) else "names a member by its size"
                        self.recorder.reject(passage, value.start, value.end, reason)
                    continue
                whose = self._inside(passage, value, owners) or self._member(passage, value, owners)
                if not whose and alike and total is None:
                    whose = self._deal(self._deal(owners, index - start, end - start), index, len(values))
                whose = whose or owners
                if not whose:
                    if first:
                        self.recorder.reject(passage, value.start, value.end, "no entity in reach", verdict.attribute)
                    continue
                about = total if total is not None and index == start else verdict
                made.append((value, about, whose, line.text))
        self._record(passage, made, line, context)

    def _read(self, cell: Cell, line: Line, wanted: str) -> Passage:
        """The passage of a cell as its heading has it read."""
        if wanted in ("number", "money"):
            return self.grid.numbers_only(cell)
        return self.grid.dates_only(cell, line) if wanted == "date" else self.grid.passage(cell)

    def _sentences(self, cell: Cell, rule: str, owners: list[Subject]) -> None:
        """A cell of sentences is read as text below its heading that speaks of the entity of its row or column."""
        block = self.owners.block
        heading = self.grid.places.get((cell.row, 0) if rule == "row" else (self.grid.header_rows() - 1, cell.column))
        above = ((heading.start, heading.end),) if heading is not None else ()
        with self.topics.speaking_of(owners):
            self.read_text(Block(BlockKind.ITEM, cell.start, cell.end, 1, block.headings, above))

    def _listed_terms(self, passage: Passage, line: Line, owners: list[Subject], rule: str) -> None:
        """The listed text values that are fragments of a remark: "128k context, Apache 2.0, no drama"."""
        scores = self.cues.label_scores(line.text)
        for name, terms in self.cues.terms.items():
            if scores.get(name, 0) < 0:
                continue
            for start, end, value in terms.find_listed(passage.text, passage.plain):
                if is_fragment(passage.text, start, end):
                    for who in owners:
                        self.recorder.term(passage, start, end, name, value, who, f"cell.{rule}")

    def _deal(self, owners: list[Subject], index: int, count: int) -> list[Subject]:
        return [owners[index]] if len(owners) > 1 and len(owners) == count else owners

    def _inside(self, passage: Passage, value: Value, owners: list[Subject]) -> list[Subject]:
        """A name or a variant right before the value inside its cell: "Mini(3.8B), Small(7B)"."""
        bracket = passage.bracket(value.start)
        at = bracket[0] if bracket else value.start
        low = max(0, at - NAME_REACH)
        before = passage.text[low:at].rstrip(" :–—/")
        for name in reversed(passage.names_in(low, value.start)):
            if low + len(before) - name.end <= 1:
                return [Subject(name.entity, passage.text[name.start : name.end], "cell", name.name.key)]
        behind = passage.bracket(value.end + 1) if passage.text.startswith(" (", value.end) else None
        if behind is not None and owners:
            for name in passage.names_in(*behind):
                if name.start == behind[0] + 1 and is_front(owners[0].entity, name.entity):
                    return [subject(passage, name, "cell")]  # "14 February (X 1)" in a record of the family X
        word = re.split(r"[\s,;/]", before)[-1]
        part = word and (word[0].isalpha() or not self._is_size(passage, value)) and self.topics.members.is_part(word)
        if part and owners:
            return [self.topics.members.composed(owners[0], word)]
        return []

    def _member(self, passage: Passage, value: Value, owners: list[Subject]) -> list[Subject]:
        """The member that a size beside a value of another kind names: "7B (Jan 2024), 13B (Mar 2024)"."""
        if len(owners) != 1 or len(passage.values) < LEAST_VALUES or self._is_size(passage, value):
            return []
        found = [part for part in nearest(passage, value.start, value.end) if not part.rank]
        return [self.topics.members.composed(owners[0], part.part) for part in found]

    def _heads(self, passage: Passage, index: int, evidence: Evidence, line: Line) -> bool:
        """True for a size that only says of which member the next value is, under the heading of that one."""
        if evidence.attribute == line.attribute or not line.score or index + 1 >= len(passage.values):
            return False
        value, following = passage.values[index : index + 2]
        joined = _OF_MEMBER.fullmatch(passage.text, value.end, following.start) is not None
        return joined and self._is_size(passage, value) and not self._is_size(passage, following)

    def _is_size(self, passage: Passage, value: Value) -> bool:
        text = passage.text[value.start : value.end].replace(" ", "").lower()
        return self.topics.finder.grammar.size.fullmatch(text) is not None

    def _record(
        self, passage: Passage, made: list[tuple[Value, Evidence, list[Subject], str]], line: Line, context: str
    ) -> None:
        rows = []
        stated: dict[tuple[str, str, str], list[Interval]] = {}
        for value, evidence, whose, label in made:
            headings = f"{label}. {line.beside}. {self.topics.scope_words(self.owners.block)}"
            scope = self.recorder.scope(passage, value.start, value.end, evidence.attribute, headings)
            for who in whose:
                rows.append((value, evidence, who, scope))
                if value.quantity is not None:
                    key = (who.entity, evidence.attribute, scope)
                    stated.setdefault(key, []).append(measured(value.quantity, evidence.scale, evidence.factor))
                    if self.cues.pack.attributes[evidence.attribute].modifies:
                        self.topics.members.state(who.entity, value.quantity, stated[key][-1])
        differing = {key for key, intervals in stated.items() if apart(intervals)}
        for value, evidence, who, scope in rows:
            several = (who.entity, evidence.attribute, scope) in differing
            claim = partial(
                self.recorder.claim, passage, value, evidence.attribute, who, evidence.rule, scope=scope,
                scale=evidence.scale, unit=evidence.factor, context=context,
            )  # fmt: skip
            part = partial(claim, qualifier=Qualifier.OF_VARIANT)
            reject = partial(self.recorder.reject, passage, value.start, value.end, "said of something else")
            fact = (self._crossing, who.entity, evidence.attribute, scope)
            self._say(fact, _stated(value, evidence), part if several else claim, part, reject)

    def _say(
        self, fact: Fact, stated: Interval | str, claim: Callable[[], None], part: Callable[[], None],
        reject: Callable[[], None],
    ) -> None:  # fmt: skip
        """Claim a value at once, or where all lines speak of one entity when these have been read."""
        if self._line is None:
            claim()
        else:
            self._shared.append(Shared(self._line, fact, stated, claim, part, reject))

    def _terms(self, passage: Passage, line: Line, owners: list[Subject], context: str, rule: str) -> None:
        found = text_values(passage, line.attribute, self.cues)
        for index, (start, end, value) in enumerate(found):
            for who in self._deal(owners, index, len(found)):
                claim = partial(
                    self.recorder.term, passage, start, end, line.attribute, value, who, f"cell.{rule}", context=context
                )
                self._say((self._crossing, who.entity, line.attribute, ""), value, claim, claim, _nothing)

    def _relation(self, passage: Passage, line: Line, owners: list[Subject], context: str, rule: str) -> None:
        """The name that a cell gives under a heading such as "Base model"."""
        for target in passage.names[:1]:
            scope = self.recorder.scope(passage, target.start, target.end, line.attribute, line.text)
            for who in owners:
                if who.entity != target.entity:
                    self.recorder.term(
                        passage, target.start, target.end, line.attribute, target.entity, who, f"cell.{rule}",
                        scope=scope, context=context,
                    )  # fmt: skip


def _stated(value: Value, evidence: Evidence) -> Interval:
    """What a number or a date of a cell commits to."""
    if value.quantity is not None:
        return measured(value.quantity, evidence.scale, evidence.factor)
    if value.date is None:
        raise ValueError("a value is a number or a date")
    return of_date(value.date.first, value.date.last)


def _nothing() -> None:
    """What becomes of a text value that is no claim."""


def _several_rows(owners: dict[int, list[Subject]]) -> bool:
    """True where an entity has more than one row."""
    named = [who.entity for subjects in owners.values() for who in subjects]
    return len(set(named)) < len(named)


def _tells(text: str) -> bool:
    """True for a cell that is text rather than a value: long, or of clauses: "21B total but only 3.6B active"."""
    return len(text) > LONGEST_REMARK or (_CLAUSES.search(text) is not None and len(text.split()) >= LEAST_WORDS)


def _is_sentence(text: str) -> bool:
    """True for a cell of so many words that it speaks of what it names: "Unlike X, which saw 15T tokens, it was …"."""
    return len(text) > LONGEST_REMARK and sum(1 for word in text.split() if word.islower()) >= SENTENCE_WORDS


def _all_sure(across: list[Line]) -> bool:
    """True where every column but the first is headed by an attribute's own name: none is headed by an entity."""
    return len(across) > 1 and all(line.score >= SURE for line in across[1:]) and bool(across[0].text)


def _measured(column: Line, row: Line) -> Line:
    """The line of a cell whose column is headed by what it measures in brackets: "X (GPU hours)" beside "Pre-training".

    The row then says which part of that the cell holds.
    """
    remark = _REMARK.search(column.text)
    if column.score < SURE or remark is None or column.attribute == row.attribute:
        return row
    return replace(column, text=f"{row.text} ({remark.group(1)})" if row.text else column.text)
