"""Tables that are records side by side: "Parameters | 7B | Layers | 32", or cells such as "Layers: 32"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extract.tables.grid import Grid
from extract.tables.records import KEYED, LONGEST_LINE
from sources.document import Block, Cell

LEAST_PAIRS = 2  # side by side
MOST_PAIRS = 4
LEAST_LABELS = 0.6  # of the cells of a column of labels
MOST_LOOKED_AT = 20  # rows
LEAST_CELLS = 2  # with a label in each


def as_record(block: Block, grid: Grid, is_label: Callable[[str], bool]) -> Block | None:
    """The table as one of two columns, labels and values; None where it is no such thing."""
    if any(cell.row_span > 1 or cell.column_span > 1 for cell in block.cells):
        return None
    cells = _side_by_side(grid, is_label) or _labelled(grid, is_label)
    return replace(block, cells=tuple(cells)) if cells else None


def _side_by_side(grid: Grid, is_label: Callable[[str], bool]) -> list[Cell]:
    """Cells of pairs of columns, one pair below the other."""
    pairs, rest = divmod(grid.columns, 2)
    if rest or not LEAST_PAIRS <= pairs <= MOST_PAIRS:
        return []
    for column in range(grid.columns):
        texts = [text for row in range(min(grid.rows, MOST_LOOKED_AT)) if (text := grid.text(row, column))]
        labels = sum(map(is_label, texts))
        if labels if column % 2 else labels < max(1, LEAST_LABELS * len(texts)):
            return []
    return [
        replace(cell, row=cell.row + cell.column // 2 * grid.rows, column=cell.column % 2, header=False)
        for cell in sorted(grid.cells, key=lambda cell: (cell.column // 2, cell.row, cell.column))
    ]


def _labelled(grid: Grid, is_label: Callable[[str], bool]) -> list[Cell]:
    """The labels and the values of cells that all have both."""
    cells: list[Cell] = []
    for cell in grid.cells:
        source = grid.source(cell)
        if not source.strip():
            continue
        keyed = KEYED.match(source) if len(source) < LONGEST_LINE else None
        if keyed is None or keyed["weak"] or not is_label(keyed["key"]):
            return []
        row = len(cells) // 2
        for column, part in enumerate(("key", "value")):
            cells.append(Cell(cell.start + keyed.start(part), cell.start + keyed.end(part), row, column))
    return cells if len(cells) >= 2 * LEAST_CELLS else []
