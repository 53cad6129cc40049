"""Tables of plain text: columns that nothing but blanks keeps apart, below a line of headings."""

from __future__ import annotations

import re
from typing import NamedTuple

from sources.document import Cell
from sources.lines import line_end

MAX_LINES = 2_000  # of one table; a longer one is read as far as that
MAX_COLUMNS = 60
LEAST_LINES = 3  # headings and two rows
LEAST_FILLED = 0.6  # of the places of a table that hold something
FRAME = 2  # rules below the headings of a table that has one above them, too
HEADER_LINES = 3  # at most above a rule
_GAP = re.compile(r"\S(?:  |\t)[^\S\n]*\S")
_PIECE = re.compile(r"\S+(?: \S+)*")  # one blank divides words, more divide cells
_RULE = re.compile(r"[-=─—_+|\s]*[-=─—_]{3}[-=─—_+|\s]*")


class _Piece(NamedTuple):
    """Words of a line, by their place in the line."""

    start: int
    end: int


class _Row(NamedTuple):
    """A line: where it begins, and its pieces."""

    start: int
    pieces: list[_Piece]


def column_table(text: str, first: int, *, framed: bool = False) -> tuple[tuple[Cell, ...], int] | None:
    """The cells of the table whose line of headings holds `first`, and its end; None where there is no such table.

    `framed`: a rule stands right above, as reStructuredText and pandoc draw tables; rows may then be of several lines,
    with blank lines between them.
    """
    end = line_end(text, first)
    if text.find("  ", first, end) < 0 and text.find("\t", first, end) < 0:
        return None
    if _GAP.search(text, first, end) is None or any(character.isdigit() for character in text[first:end]):
        return None
    start = text.rfind("\n", 0, first) + 1
    rows, rules, stop = _lines(text, start, framed=framed)
    if framed and (len(rules) < FRAME or rules[-1][0] < len(rows)):
        return None
    head = max(1, rules[0][0]) if rules else 1
    columns = next((pieces for _, pieces in rules if len(pieces) > 1), None) or _columns(rows)
    least = 2 if rules else 3
    if not least <= len(columns) <= MAX_COLUMNS or len(rows) < head + LEAST_LINES - 1 or head > HEADER_LINES:
        return None
    places = [_places(row, columns) for row in rows]
    if any(place is None for place in places):
        return None
    filled = sum(len(place or ()) for place in places[head:])
    least_filled = 0 if framed else LEAST_FILLED  # a row of several lines has few filled places in the later ones
    if filled < least_filled * len(columns) * (len(rows) - head) or len(places[head - 1] or ()) < len(columns) - 1:
        return None
    cells = tuple(
        Cell(rows[r].start + piece.start, rows[r].start + piece.end, r, column, 1, 1, r < head)
        for r, place in enumerate(places)
        for column, piece in place or ()
    )
    return cells, stop


def _lines(text: str, at: int, *, framed: bool) -> tuple[list[_Row], list[tuple[int, list[_Piece]]], int]:
    """The rows, the rules between them with the row each stands before, and the end of the last.

    They go up to a blank line, or where the table is framed to its second rule, the first being that of the headings.
    """
    rows: list[_Row] = []
    rules: list[tuple[int, list[_Piece]]] = []
    stop = at
    most = FRAME if framed else MAX_LINES
    while at < len(text) and len(rows) < MAX_LINES and len(rules) < most:
        end = line_end(text, at)
        line = text[at:end]
        blank = not line.strip()
        if blank and (not framed or not rules):
            break
        pieces = [_Piece(*m.span()) for m in _PIECE.finditer(line.expandtabs(1))]
        if _RULE.fullmatch(line) and not blank:
            rules.append((len(rows), pieces))
        elif not blank:
            rows.append(_Row(at, pieces))
        stop, at = end if not blank else stop, end + 1
    return rows, rules, stop


def _columns(rows: list[_Row]) -> list[_Piece]:
    """Stretches of places, in order, between which no line holds anything."""
    columns: list[_Piece] = []
    for start, end in sorted(piece for row in rows for piece in row.pieces):
        if columns and start <= columns[-1].end:
            columns[-1] = _Piece(columns[-1].start, max(end, columns[-1].end))
        else:
            columns.append(_Piece(start, end))
    return columns


def _places(row: _Row, columns: list[_Piece]) -> list[tuple[int, _Piece]] | None:
    """Each piece of a row with its column; None where two fall into one column, or one into none."""
    places: list[tuple[int, _Piece]] = []
    for piece in row.pieces:
        shared = [min(piece.end, c.end) - max(piece.start, c.start) for c in columns]
        best = max(range(len(columns)), key=lambda index: shared[index])
        if shared[best] <= 0 or (places and places[-1][0] >= best):
            return None
        places.append((best, piece))
    return places
