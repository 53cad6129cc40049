"""Cells that hold several values under a heading that announces them all: "4 / 16" under "Experts (used / all)"."""

from __future__ import annotations

import re
from itertools import product

from extract.grid import Grid, Line
from extract.measures import LONGEST_HEADING
from sources.document import Cell

_WORDS = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")
_HEADING = re.compile(r"(?P<before>[\w -]*?)\(?(?P<parts>[A-Za-z]+(?:\s?/\s?[A-Za-z]+)+)\)?(?P<behind>[\w -]*)")
_CELL = re.compile(r"[^\s/]{1,12}(?:\s*/\s*[^\s/]{1,12})+")
# "Total (active) parameters" over "671B (37B)".
_BRACKETED = re.compile(
    r"(?P<before>)(?P<parts>[A-Za-z]+(?:\s[A-Za-z]+)?\s?\([A-Za-z]+(?:\s[A-Za-z]+)?\))(?P<behind>[\w -]*)"
)
_BRACKETED_CELL = re.compile(r"[^\s()]{1,12}\s?\([^\s()]{1,12}\)")


def deal_parts(grid: Grid, cell: Cell, heading: str) -> list[tuple[Cell, Line]]:
    """The parts of a cell, each with the heading it stands under; empty where the heading does not announce them."""
    if len(heading) > LONGEST_HEADING:
        return []
    text = grid.source(cell)
    if "/" in heading:
        found, announced = _CELL.fullmatch(text.strip()), _HEADING.fullmatch(heading.strip())
    elif "(" in heading:
        found, announced = _BRACKETED_CELL.fullmatch(text.strip()), _BRACKETED.fullmatch(heading.strip())
    else:
        return []
    if found is None or announced is None or not any(c.isdigit() for c in text):
        return []
    words = _WORDS.findall(announced["parts"])
    pieces = [(m.start(), m.end()) for m in re.finditer(r"[^\s/()]+", text)]
    if len(words) != len(pieces):
        return []
    around = (announced["before"].strip(), announced["behind"].strip())
    lines = [_line(grid, word, around) for word in words]
    least = 1 if "/" in heading else len(lines)
    if sum(1 for line in lines if line.score) < least or len({line.attribute for line in lines}) < len(lines):
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
