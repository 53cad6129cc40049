"""What stands above a claim: headings, items, the heading of its column. Its own words may not name its subject."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from extract.claim import Claim
from reports.visible import cut, one_line
from sources.document import Block, Cell, Document, Span
from sources.render import reading

SHORT = 90  # a context of fewer characters does not speak for itself
HEADINGS_SHOWN = 3  # the nearest ones
PARENTS_SHOWN = 2  # items above the claim's own, the nearest ones
WIDEST = 200  # columns or rows that a heading is remembered for
LONGEST_PART = 60  # characters of one heading or item
JOINT = " › "


def surroundings(document: Document, claims: Iterable[Claim]) -> dict[int, str]:
    """What stands above claims that need it, by their offsets: "DeepSeek-R1 › Specification › column “Context”"."""
    places = _Places(document)
    found: dict[int, str] = {}
    for claim in claims:
        if claim.start in found:
            continue
        block = places.block(claim.start)
        if block is None or not (block.cells or not claim.surface or len(claim.context) < SHORT):
            continue
        if words := places.above(block, claim.start):
            found[claim.start] = words
    return found


class _Places:
    """The blocks of one document by their places, and the words of the spans above them."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._blocks = sorted(document.blocks, key=lambda block: block.start)
        self._starts = [block.start for block in self._blocks]
        self._words: dict[Span, str] = {}
        self._paths: dict[tuple[Span, ...], str] = {}
        self._grids: dict[int, _Grid] = {}

    def block(self, at: int) -> Block | None:
        index = bisect_right(self._starts, at) - 1
        return self._blocks[index] if index >= 0 and at < self._blocks[index].end else None

    def above(self, block: Block, at: int) -> str:
        own = (block.start, block.end)
        headings = [span for span in block.headings if not (own[0] <= span[0] and span[1] <= own[1])]
        lead = (block.lead,) if block.lead is not None and not block.parents else ()
        path = self._path((*headings[-HEADINGS_SHOWN:], *block.parents[-PARENTS_SHOWN:], *lead))
        return JOINT.join(filter(None, (path, *self._of_cell(block, at))))

    def _path(self, spans: tuple[Span, ...]) -> str:
        if spans not in self._paths:
            self._paths[spans] = JOINT.join(filter(None, map(self._said, spans)))
        return self._paths[spans]

    def _of_cell(self, block: Block, at: int) -> list[str]:
        """The headings of the row and of the column that a cell stands in."""
        if not block.cells:
            return []
        if block.start not in self._grids:
            self._grids[block.start] = _Grid(block)
        parts = self._grids[block.start].headings(at)
        named = ((kind, self._said((cell.start, cell.end))) for kind, cell in parts)
        return [f"{kind} “{said}”" for kind, said in named if said]

    def _said(self, span: Span) -> str:
        if span not in self._words:
            # what is shown is short: of a long item no more is read than can be
            end = min(span[1], span[0] + 4 * LONGEST_PART)
            self._words[span] = cut(one_line(reading(self._text, span[0], end).text).rstrip(" :"), LONGEST_PART)
        return self._words[span]


class _Grid:
    """The cells of a table by place, its headings by column and row."""

    def __init__(self, block: Block) -> None:
        self._cells = sorted(block.cells, key=lambda cell: cell.start)
        self._starts = [cell.start for cell in self._cells]
        self._columns: dict[int, Cell] = {}
        self._rows: dict[int, Cell] = {}
        for cell in sorted(block.cells, key=lambda cell: cell.row):  # the lowest heading says most
            if cell.header:
                self._columns |= {cell.column + n: cell for n in range(min(cell.column_span, WIDEST))}
            if cell.column == 0:
                self._rows |= {cell.row + n: cell for n in range(min(cell.row_span, WIDEST))}

    def headings(self, at: int) -> list[tuple[str, Cell]]:
        """The first cell of the row, and the heading of the column, of the cell at an offset."""
        index = bisect_right(self._starts, at) - 1
        cell = self._cells[index] if index >= 0 and at < self._cells[index].end else None
        if cell is None:
            return []
        found = (("row", self._rows.get(cell.row)), ("column", self._columns.get(cell.column)))
        return [(kind, one) for kind, one in found if one is not None and one is not cell and one.row <= cell.row]
