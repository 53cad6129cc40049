"""Cells that hold several values under a heading that announces them all: "4 / 16" under "Experts (used / all)"."""

from __future__ import annotations

import re
from itertools import product

from extract.grid import Grid, Line
from extract.measures import LONGEST_HEADING
from sources.document import Cell

_SLASH = re.compile(r"\s*/\s*")
_HEADING = re.compile(r"(?P<before>[\w -]*?)\(?(?P<parts>[A-Za-z]+(?:\s?/\s?[A-Za-z]+)+)\)?(?P<behind>[\w -]*)")
_CELL = re.compile(r"[^\s/]{1,12}(?:\s*/\s*[^\s/]{1,12})+")


def deal_parts(grid: Grid, cell: Cell, heading: str) -> list[tuple[Cell, Line]]:
    """The parts of a cell, each with the heading it stands under; empty where the heading does not announce them."""
    if "/" not in heading or len(heading) > LONGEST_HEADING:
        return []
    text = grid.source(cell)
    found = _CELL.fullmatch(text.strip())
    announced = _HEADING.fullmatch(heading.strip())
    if found is None or announced is None or not any(c.isdigit() for c in text):
        return []
    words = _SLASH.split(announced["parts"])
    pieces = [(m.start(), m.end()) for m in re.finditer(r"[^\s/]+", text)]
    if len(words) != len(pieces):
        return []
    around = (announced["before"].strip(), announced["behind"].strip())
    lines = [_line(grid, word, around) for word in words]
    if not any(line.score for line in lines) or len({line.attribute for line in lines}) < len(lines):
        return []
    return [
        (Cell(cell.start + start, cell.start + end, cell.row, cell.column), line)
        for (start, end), line in zip(pieces, lines, strict=True)
    ]


def _line(grid: Grid, word: str, around: tuple[str, str]) -> Line:
    """What a word of the heading announces together with the words around it: "used" of "Experts (used / all)"."""
    rest = " ".join(filter(None, around))
    options = [grid.line(f"{a} {b}".strip()) for a, b in product((word, rest), repeat=2) if a != b]
    return max([*options, grid.line(word)] if not rest else options, key=lambda line: line.score)
