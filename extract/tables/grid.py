"""A table as a grid of cells: which rows are headings, what a heading calls its row or column, with what scale."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.passages.opening_dates import Calendar, calendar
from extract.passages.short_dates import plausible_years
from extract.words.computed import computed
from extract.words.cues import Cues, label_key
from extract.words.measures import LONGEST_HEADING, heading
from sources.document import Block, Cell

if TYPE_CHECKING:
    from extract.owners.topics import Topics
    from extract.passages.passage import Passage

MAX_CELLS = 200_000  # of one table; a larger one is a data dump and read as far as that
UNIT_HEADINGS = frozenset({"unit", "units", "uom", "unit of measure"})
LEAST_COLUMNS = 3  # of a table in which a row of one text heads a group
LABEL_AND_VALUES = 3  # cells of a row that is a label and its values rather than a line of headings
YEAR_HEADINGS = frozenset({"year", "years", "fiscal year", "financial year", "period"})
WHEN = frozenset({"when", "since", "since when"})  # headings that say no more than that dates stand below
LONGEST_UNIT = 24  # characters
HEADER_ROWS = 3  # at most; what follows is data


@dataclass(slots=True)
class Line:
    """A row or a column that holds the values of one entity, or of one attribute."""

    text: str
    attribute: str = ""
    score: int = 0
    scale: Decimal = Decimal(1)
    beside: str = ""  # the heading that crosses it at a cell, which may state a scope: "2023"


class Grid:
    """The cells of one table by their place; a cell that spans several places stands at each."""

    def __init__(self, block: Block, topics: Topics, cues: Cues) -> None:
        """Lay out the cells of a table block."""
        self.topics = topics
        self.cues = cues
        self._block = block
        self.cells = block.cells[:MAX_CELLS]
        self.places: dict[tuple[int, int], Cell] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self.places.setdefault((row, column), cell)
        self.rows = 1 + max((r for r, _ in self.places), default=-1)
        self.columns = 1 + max((c for _, c in self.places), default=-1)
        self._read: dict[int, Passage] = {}

    def passage(self, cell: Cell) -> Passage:
        """The passage of a cell, read once."""
        found = self._read.get(cell.start)
        if found is None:
            found = self._read[cell.start] = self.topics.passages.plain(cell.start, cell.end)
        return found

    def numbers_only(self, cell: Cell) -> Passage:
        """The passage of a cell under a heading that wants numbers: 2048 is no year there."""
        found = self._read[cell.start] = self.topics.passages.plain(cell.start, cell.end, years=False, grouped=True)
        return found

    def dates_only(self, cell: Cell, line: Line) -> Passage:
        """The passage of a cell under a heading that wants dates: "24/03" is a month there.

        The year of days that state none is that of the row that heads their group, "June 2025", of the heading,
        "Release (2024)", or of those above the table.
        """
        years = plausible_years(self.cues, line.attribute)
        known = self._calendar_above(cell) or calendar([line.text]) or self.topics.passages.calendar(self._block)
        found = self._read[cell.start] = self.topics.passages.plain(cell.start, cell.end, dated=years, known=known)
        return found

    @computed
    def group_rows(self) -> list[int]:
        """The rows of a wide table that hold one text and nothing else: "**June 2025** | | |"."""
        if self.columns < LEAST_COLUMNS:
            return []
        filled: dict[int, set[int]] = {}
        for (row, _), cell in self.places.items():
            if self.source(cell).strip():
                filled.setdefault(row, set()).add(cell.start)
        firsts = {row: cell.start for (row, column), cell in self.places.items() if column == 0}
        return sorted(row for row, starts in filled.items() if starts == {firsts.get(row)})

    def _calendar_above(self, cell: Cell) -> Calendar | None:
        """The year and month that the row gives which heads the group of a cell."""
        at = bisect_left(self.group_rows, cell.row) - 1
        return calendar([self.text(self.group_rows[at], 0)]) if at >= 0 else None

    def source(self, cell: Cell) -> str:
        """The characters of a cell as they stand in the document."""
        return self.topics.document.text[cell.start : cell.end]

    def text(self, row: int, column: int) -> str:
        """The reading text at a place; nothing where no cell stands."""
        cell = self.places.get((row, column))
        return self.passage(cell).text.strip() if cell else ""

    def names_entity(self, row: int, column: int) -> bool:
        """True where a cell names an entity, whatever label its words look like: "X 7B Base"."""
        cell = self.places.get((row, column))
        return cell is not None and bool(self.passage(cell).names)

    def header_rows(self) -> int:
        """How many rows at the top are headings."""
        marked = 0
        while (
            marked < min(HEADER_ROWS, self.rows)
            and all(self.places[marked, c].header for c in range(self.columns) if (marked, c) in self.places)
            and any((marked, c) in self.places for c in range(self.columns))
        ):
            marked += 1
        if marked == self.rows:
            marked = 1
        if marked == 1 and self.rows > 1 and self._first_is_data():
            return 0
        if not marked and any(self.line(self.text(0, c)).score for c in range(self.columns)):
            marked = 0 if any(self.passage(c).values for c in self.cells if c.row == 0) or self._first_is_data() else 1
        if marked and marked < self.rows - 1 and marked < HEADER_ROWS and self._second_header(marked):
            marked += 1
        return marked

    def _first_is_data(self) -> bool:
        """True for a record of two columns that has no headings: "Weight | 738 g" stands where they would."""
        if self.columns != 2 or (0, 0) not in self.places or (0, 1) not in self.places:
            return False
        key, value = self.line(self.text(0, 0)), self.passage(self.places[0, 1])
        if not key.score or not any(self.line(self.text(r, 0)).score for r in range(1, self.rows)):
            return False
        if self.cues.states_term(self.text(0, 0), value.text):
            return True
        if self.cues.pack.attributes[key.attribute].type == "relation" and key.score > 1 and value.names:
            return True  # "Base model | X": whose row that is, what stands above the table says
        return bool(value.values) and not value.names and not self.line(self.text(0, 1)).score

    def _second_header(self, row: int) -> bool:
        """True for a further line of headings: spanned cells above it, or only units and remarks in it."""
        above = [self.places.get((row - 1, c)) for c in range(self.columns)]
        spanned = any(cell is not None and cell.column_span > 1 for cell in above)
        texts = [self.text(row, c) for c in range(self.columns)]
        filled = [t for t in texts if t]
        if not filled or (texts[0] and not spanned) or self._labels_row(row):
            return False
        scored = [index for index, text in enumerate(filled) if self.line(text).score]
        if scored == [0] and len(filled) >= LABEL_AND_VALUES:
            return False  # "| | Architecture | MoE | dense |": a label and what it labels
        if spanned:
            return not any(
                self.passage(self.places[row, c]).values for c in range(self.columns) if (row, c) in self.places
            )
        return all(re.fullmatch(r"\(?[\w$# /-]{1,14}\)?", t) for t in filled) and not any(
            re.search(r"\d{3}", t) for t in filled
        )

    def _labels_row(self, row: int) -> bool:
        """True for a row of which only the first cell is marked as a heading: `<th>Developer</th><td>…</td>`."""
        cells = [self.places[row, c] for c in range(self.columns) if (row, c) in self.places]
        return len(cells) > 1 and cells[0].header and not any(cell.header for cell in cells[1:])

    def joined(self, rows: range, column: int) -> str:
        """The headings of a column over several lines, each once."""
        parts: list[str] = []
        for row in rows:
            at = column
            while not row and at > 1 and len(rows) > 1 and (row, at) not in self.places and self.text(1, column):
                at -= 1  # in Markdown a heading over several columns leaves the cells behind it empty
            text = self.text(row, at)
            if text and text not in parts:
                parts.append(text)
        return " ".join(parts)

    def unit_column(self, head: int) -> int:
        """The column that holds the units of the rows; 0 where there is none."""
        return next((c for c in range(1, self.columns) if label_key(self.joined(range(head), c)) in UNIT_HEADINGS), 0)

    def year_column(self, head: int) -> int | None:
        """The column that states the year of each row."""
        headed = (c for c in range(self.columns) if label_key(self.joined(range(head), c)) in YEAR_HEADINGS)
        return next(headed, None)

    def line(self, text: str, unit: str = "") -> Line:
        """What a heading says of its column or row: the attribute, how surely, and the scale of its numbers.

        `unit`: what a column of units says of a row; it becomes a part of the heading, "Weight (kg)".
        """
        if unit and len(unit) <= LONGEST_UNIT:
            text = f"{text} ({unit})"
        if text.lower() in WHEN:
            text = "date"
        best = Line(text)
        if not text or len(text) > LONGEST_HEADING:
            return best
        for name, score in self.cues.label_scores(text).items():
            if score > best.score:
                best.attribute, best.score = name, score
        measures = self.cues.measures.get(best.attribute)
        best.scale = heading(text, symbolic=measures is not None and measures.symbolic).scale
        return best

    def numeric(self, column: int, head: int) -> bool:
        """True for a column of plain numbers, judged by its first twenty cells."""
        texts = [self.text(r, column) for r in range(head, min(self.rows, head + 20))]
        return sum(1 for t in texts if re.fullmatch(r"[\d.,eE+-]*[KMBkmb]?", t)) * 2 > len(texts)
