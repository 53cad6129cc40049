"""Cells that hold several values under a heading that announces them all: "4 / 16" under "Experts (used / all)"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import product

from extract.tables.grid import Grid, Line
from extract.words.measures import LONGEST_HEADING
from extract.words.pack import Constraint
from sources.document import Cell

_WORDS = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")
_HEADING = re.compile(
    r"(?P<before>[\w -]*?)\(?(?P<parts>[A-Za-z]+(?:(?:\s?[/+]\s?|\sof\s)[A-Za-z]+)+)\)?(?P<behind>[\w -]*)"
)
_CELL = re.compile(r"[^\s/+]{1,12}(?:(?:\s*[/+]\s*|\sof\s)[^\s/+]{1,12})+")
_JOINTS = re.compile(r"\s?[/+]\s?|\sof\s")
_PIECE = re.compile(r"[^\s/+()]+")
# What a cell tells under a heading for one of its values only: "160 + 2", "160+2, 6 used", "8 of 128".
_SUM = re.compile(r"\s*(\d{1,6})\s?\+\s?(\d{1,6})(?![\w.])(?:\s?[,;/(]|\s*$)")  # its rest may be a share
_WITHIN = re.compile(r"\s*(\d+(?:\.\d+)?)\s?([KMBT]?)\s?\((\d+(?:\.\d+)?)\s?\2\)\s*")
_GLUED = re.compile(r"\s*(\d+(?:\.\d+)?)\s?([KMBT])\s?[-–/]\s?[Aa](\d+(?:\.\d+)?)\s?\2\s*")  # "30.5B-A3.3B"
_REST = re.compile(r"\s*\(?(\d{1,6})\)?\s*")
LARGEST_PART = 0.6  # of a whole, as a bare number in brackets: in "7B (6.7B)" the second is the first told exactly
_SHARE = re.compile(r"\s*(\d{1,6})(?:\s(?:out\s)?of\s|\s?/\s?)(\d{1,6})\s*")
# "Total (active) parameters" over "671B (37B)".
_BRACKETED = re.compile(
    r"(?P<before>)(?P<parts>[A-Za-z]+(?:\s[A-Za-z]+)?\s?\([A-Za-z]+(?:\s[A-Za-z]+)?\))(?P<behind>[\w -]*)"
)
_BRACKETED_CELL = re.compile(r"[^\s()]{1,12}\s?\([^\s()]{1,12}\)")

# A cell of labels and values: "Layers: 24, Heads: 32".
_LABELLED = re.compile(
    r"[*_]{0,2}(?P<label>[A-Z][\w #()/-]{1,40}?)[*_]{0,2}\s?:[*_]{0,2}\s+"
    r"(?P<value>[^,;:\s<][^;:<]*?)\s*(?:[,;]\s+|<br\s*/?>\s*|$)"
)
FEWEST_LABELLED = 2


def deal_parts(grid: Grid, cell: Cell, heading: str) -> list[tuple[Cell, Line]]:
    """The parts of a cell, each with the heading it stands under; empty where the heading does not announce them."""
    if len(heading) > LONGEST_HEADING:
        return []
    text = grid.source(cell)
    if text.count(":") >= FEWEST_LABELLED:
        return _labels_of(grid, cell, text)
    if "/" in heading or "+" in heading or " of " in heading:
        found, announced = _CELL.fullmatch(text.strip()), _HEADING.fullmatch(heading.strip())
    elif "(" in heading:
        found, announced = _BRACKETED_CELL.fullmatch(text.strip()), _BRACKETED.fullmatch(heading.strip())
    else:
        return []
    if announced is None or not any(c.isdigit() for c in text):
        return []
    words = [word for part in _JOINTS.split(announced["parts"]) for word in _WORDS.findall(part)]
    pieces = [(m.start(), m.end()) for m in _PIECE.finditer(text) if m.group() != "of"]
    if "+" in heading and len(pieces) == 1:
        words = words[:1]  # "8" under "Experts (routed + shared)": there are no others
    elif found is None:
        return []
    if len(words) != len(pieces):
        return []
    around = (announced["before"].strip(), announced["behind"].strip())
    lines = [_line(grid, word, around) for word in words]
    least = len(lines) if heading.endswith(")") and not _JOINTS.search(heading) else 1
    told = [line.attribute for line in lines if line.score]  # of "Layers / Heads / Dim" only some are claimed
    if len(told) < least or len(set(told)) < len(told):
        return []
    return [
        (Cell(cell.start + start, cell.start + end, cell.row, cell.column), line)
        for (start, end), line in zip(pieces, lines, strict=True)
    ]


def summed_parts(grid: Grid, cell: Cell, line: Line, constraints: Iterable[Constraint]) -> list[tuple[Cell, Line]]:
    """The parts of a cell that a rule of the pack tells apart: "160+2", "6 of 160" and "160 (6)" under "Experts".

    Such a rule holds one attribute to be at most another, or at most the sum of two, of which the heading names the
    first.
    """
    text = grid.source(cell)
    for rule in constraints:
        terms = rule.right.split("+")
        if rule.kind != "at_most" or line.attribute != terms[0] or not _labelled(grid, (*terms, rule.left)):
            continue
        summed, share = _SUM.match(text) if len(terms) == 2 else None, _SHARE.fullmatch(text)
        within = _WITHIN.fullmatch(text) or _GLUED.fullmatch(text)
        if summed is not None:
            parts = [(summed.span(1), terms[0]), (summed.span(2), terms[1])]
            rest = len(text) - len(text[summed.end() :].lstrip())
            bare = _REST.fullmatch(text, summed.end(2))
            if bare is not None:
                parts.append((bare.span(1), rule.left))
            elif rest < len(text):
                parts.append(((rest, len(text)), line.attribute))
        elif share is not None and int(share[1]) < int(share[2]):
            parts = [(share.span(1), rule.left), (share.span(2), terms[0])]
        elif within is not None and float(within[3]) <= LARGEST_PART * float(within[1]):
            close = len(text[: within.end()].rstrip(") "))
            parts = [((within.start(1), within.end(2)), terms[0]), ((within.start(3), close), rule.left)]
        else:
            continue
        labels = {name: grid.line(grid.cues.pack.attributes[name].labels[0]) for _, name in parts}
        lines = {name: replace(label, scale=line.scale) for name, label in labels.items()}
        return [
            (Cell(cell.start + start, cell.start + end, cell.row, cell.column), lines[name])
            for (start, end), name in parts
        ]
    return []


def _labelled(grid: Grid, names: tuple[str, ...]) -> bool:
    """Whether the pack has a label for each of these attributes."""
    attributes = grid.cues.pack.attributes
    return all(name in attributes and attributes[name].labels for name in names)


def _labels_of(grid: Grid, cell: Cell, text: str) -> list[tuple[Cell, Line]]:
    """The values of a cell that labels each of them, under their labels."""
    found, end = [], 0
    while (m := _LABELLED.match(text, end)) is not None:
        found.append(m)
        end = m.end()
    lines = [grid.line(m["label"]) for m in found]
    if end < len(text.rstrip()) or len(found) < FEWEST_LABELLED or not any(line.score for line in lines):
        return []
    return [
        (Cell(cell.start + m.start("value"), cell.start + m.end("value"), cell.row, cell.column), line)
        for m, line in zip(found, lines, strict=True)
    ]


def _line(grid: Grid, word: str, around: tuple[str, str]) -> Line:
    """What a word of the heading announces together with the words around it: "used" of "Experts (used / all)"."""
    rest = " ".join(filter(None, around))
    options = [grid.line(f"{a} {b}".strip()) for a, b in product((word, rest), repeat=2) if a != b]
    return max([*options, grid.line(word)] if not rest else options, key=lambda line: line.score)
