"""Tables: Markdown's with pipes, plain text's with tabs, and HTML's, all cut into cells of one grid.

Empty cells are not listed: a place of the grid that no cell covers is empty.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from sources.document import Cell, Span
from sources.tags import TAG, attribute, trimmed

# As many as a spreadsheet has. A line with more pipes is no row of a table.
MAX_COLUMNS = 16_384
# Spans beyond these are cut (HTML itself stops at 1000 columns); both bound what one cell can cost.
MAX_COLUMN_SPAN = 100
MAX_ROW_SPAN = 1_000
# Cells further to the right do not reach into the rows below: what a row has to skip stays bounded.
MAX_SPANNING_COLUMN = 100

# "|---|:--:|", "--- | ---", "+----+----+": a line that separates rows and holds no cell.
_SEPARATOR = re.compile(r"[^\S\n]*+(?:\+[-=:+]++|(?=[|+: \t]*+-)(?=[-: \t]*+[|+])[-|+: \t]++)[^\S\n]*+(?=\n|\Z)")
_NO_ROW = re.compile(r"(?:\n|\Z|```|~~~|>|#{1,6}\s|[-*+•]\s|</?(?i:table|div|p|center|h[1-6]|ul|ol|pre)\b)")
_BOLD = re.compile(r"<(?:b|strong)\b|\*\*|__", re.IGNORECASE)
_INDENT = re.compile(r"[^\S\n]*+")
_QUOTE_MARKS = re.compile(r"[^\S\n]*+(?:>[^\S\n]*+)*+")
_ESCAPE_OR_PIPE = re.compile(r"\\.|(?P<pipe>\|)")
_CODE_OR_PIPE = re.compile(r"\\.|(?P<ticks>`+)[^`]*(?P=ticks)|(?P<pipe>\|)")


def is_separator(text: str, start: int) -> bool:
    """Whether the line that starts at `start` is the line below a table's header."""
    return _SEPARATOR.match(text, start) is not None


def table_starts(text: str, start: int) -> bool:
    """Whether the line at `start` and the one below it begin a table."""
    end = text.find("\n", start)
    if end < 0:
        return False
    below = _INDENT.match(text, end + 1).end()  # type: ignore[union-attr]
    return is_separator(text, below) or (text.startswith("|", start) and text.startswith("|", below))


def pipe_table(text: str, start: int) -> tuple[tuple[Cell, ...], int] | None:
    """The table whose first row starts at `start`: its cells and the end of its last line.

    None where there is no table: one needs a line under its header, or two lines that start with a pipe.
    Rows without outer pipes count where a line stands under the header. A line without any pipe ends the table, and
    so does one that starts another block.
    """
    lines, separators, end = _table_lines(text, start)
    if not separators and len(lines) < 2:
        return None
    # A line above the first row is the edge of a table that is drawn, not the end of a header.
    header_rows = next(filter(None, separators), 0) if separators else _leading_header(text, lines)
    width = 0
    cells: list[Cell] = []
    for row, (line_start, line_end) in enumerate(lines):
        pieces = _split_row(text, line_start, line_end, width)
        width = width or len(pieces)
        header = row < header_rows
        for column, (cell_start, cell_end) in enumerate(pieces):
            if cell_start < cell_end:
                cells.append(Cell(cell_start, cell_end, row, column, 1, 1, header))
    return tuple(cells), end


def _table_lines(text: str, start: int) -> tuple[list[Span], list[int], int]:
    """Rows of a pipe table, the numbers of rows above each separator line, and the end of its last line."""
    lines: list[Span] = []
    separators: list[int] = []
    quoted = text.startswith(">", start)
    size = len(text)
    at = last = start
    while at < size:
        end = text.find("\n", at)
        end = size if end < 0 else end
        inner = (_QUOTE_MARKS if quoted else _INDENT).match(text, at, end).end()  # type: ignore[union-attr]
        if _SEPARATOR.match(text, inner):
            separators.append(len(lines))
        elif 0 < text.count("|", inner, end) < MAX_COLUMNS and not (
            lines and (_NO_ROW.match(text, inner) or not (separators or text.startswith("|", inner)))
        ):
            lines.append(trimmed(text, inner, end))
        else:
            break
        last = end
        at = end + 1
    return lines, separators, last


def _leading_header(text: str, lines: list[Span]) -> int:
    """Rows of the header of a table that marks none: the first one, unless it holds a number."""
    start, end = lines[0]
    return 0 if any(character.isdigit() for character in text[start : min(end, start + 2_000)]) else 1


def _split_row(text: str, start: int, end: int, width: int) -> list[Span]:
    """Contents of a row's cells; a pipe in inline code divides only where the row has the right width that way."""
    line = text[start:end]
    if "\\" not in line:
        pieces = _between(line, start, [at.start() for at in re.finditer(r"\|", line)])
    else:
        pieces = _between(line, start, [at.start() for at in _ESCAPE_OR_PIPE.finditer(line) if at["pipe"]])
    if width and len(pieces) > width and "`" in line:
        other = _between(line, start, [at.start() for at in _CODE_OR_PIPE.finditer(line) if at["pipe"]])
        if len(other) <= width:
            return other
    return pieces


def _between(line: str, offset: int, pipes: list[int]) -> list[Span]:
    """Trimmed spans between the pipes of a line, without what is outside of outer pipes."""
    bounds = pipes
    if not pipes or pipes[0] != 0:
        bounds = [-1, *bounds]
    if not pipes or pipes[-1] != len(line) - 1:
        bounds = [*bounds, len(line)]
    cells = []
    for left, right in pairwise(bounds):
        start, end = trimmed(line, left + 1, right)
        cells.append((start + offset, end + offset))
    return cells


def tab_table(text: str, start: int, end: int) -> tuple[Cell, ...] | None:
    """Cells of a passage whose lines all have the same number of tabs, at least one; None for any other."""
    lines = text[start:end].split("\n")
    tabs = lines[0].count("\t")
    if len(lines) < 2 or not 0 < tabs < MAX_COLUMNS or any(line.count("\t") != tabs for line in lines):
        return None
    header = not any(character.isdigit() for character in lines[0])
    cells: list[Cell] = []
    at = start
    for row, line in enumerate(lines):
        for column, piece in enumerate(line.split("\t")):
            cell_start, cell_end = trimmed(text, at, at + len(piece))
            if cell_start < cell_end:
                cells.append(Cell(cell_start, cell_end, row, column, 1, 1, header and row == 0))
            at += len(piece) + 1
    return tuple(cells)


class _Grid:
    """Places HTML cells: a cell goes to the next column that no cell from a row above reaches into."""

    def __init__(self, text: str) -> None:
        self.cells: list[Cell] = []
        self.row = -1
        self._text = text
        self._column = 0
        self._reached: dict[int, tuple[int, int]] = {}  # column → (last row reached, column behind that cell)

    def new_row(self) -> None:
        self.row += 1
        self._column = 0

    def place(self, start: int, end: int, attributes: str, header: bool) -> None:
        """Put a cell with this content at the next free place."""
        self.row = max(self.row, 0)
        column = self._column
        reach = self._reached.get(column)
        while reach is not None and reach[0] >= self.row:
            column = reach[1]
            reach = self._reached.get(column)
        rows = _span(attributes, "rowspan", MAX_ROW_SPAN)
        columns = _span(attributes, "colspan", MAX_COLUMN_SPAN)
        self._column = column + columns
        if rows > 1 and column < MAX_SPANNING_COLUMN:
            for covered in range(column, column + columns):
                self._reached[covered] = (self.row + rows - 1, column + columns)
        start, end = trimmed(self._text, start, end)
        if start < end:
            self.cells.append(Cell(start, end, self.row, column, rows, columns, header))


def _span(attributes: str, name: str, most: int) -> int:
    value = attribute(attributes, name) if "span" in attributes.lower() else ""
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def html_cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    """Cells of the HTML table in that span; missing end tags and a table that breaks off are no matter."""
    grid = _Grid(text)
    opened: tuple[int, str, bool] | None = None  # content start, attributes and header mark of the open cell
    in_head = False
    for tag in TAG.finditer(text, start, end):
        name = tag["name"].lower()
        if name not in {"td", "th", "tr", "thead", "tbody", "tfoot", "table"}:
            continue
        if opened is not None:
            grid.place(opened[0], tag.start(), opened[1], opened[2])
            opened = None
        if name == "tr" and not tag["close"]:
            grid.new_row()
        elif name == "thead":
            in_head = not tag["close"]
        elif name in {"td", "th"} and not tag["close"]:
            opened = (tag.end(), tag["attributes"], in_head or name == "th")
    if opened is not None:
        grid.place(opened[0], end, opened[1], opened[2])
    cells = tuple(grid.cells)
    if grid.row > 0 and not any(cell.header for cell in cells):
        # Authors who know no <th> set the first row in bold.
        first = [cell for cell in cells if cell.row == 0]
        if all(_BOLD.match(text, cell.start) for cell in first):
            return (*(replace(cell, header=True) for cell in first), *(cell for cell in cells if cell.row))
    return cells
