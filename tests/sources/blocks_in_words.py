"""Blocks written as short lines, so that a case reads like a specification."""

from __future__ import annotations

from collections.abc import Iterable

from sources.document import Block, BlockKind, Span


def in_words(text: str, blocks: Iterable[Block]) -> list[str]:
    """One line for each block: its kind and level, its content, and for items what they are nested in.

    "h2 Title", "p words", "i2 child < parent < grandparent", "i1 first (lead: words)", "p words < item",
    "code …", "quote …", "table a* b* / 1 2" with "*" behind header cells and "." for places without a cell.
    """
    return [_line(text, block) for block in blocks]


def _content(text: str, span: Span) -> str:
    return text[span[0] : span[1]].replace("\n", "⏎")


def _line(text: str, block: Block) -> str:
    names = {BlockKind.HEADING: f"h{block.level}", BlockKind.PARAGRAPH: "p", BlockKind.ITEM: f"i{block.level}"}
    if block.kind is BlockKind.TABLE:
        line = "table " + _table(text, block)
    else:
        line = f"{names.get(block.kind, block.kind.value)} {_content(text, (block.start, block.end))}"
    for parent in reversed(block.parents):
        line += f" < {_content(text, parent)}"
    return line + (f" (lead: {_content(text, block.lead)})" if block.lead else "")


def _table(text: str, block: Block) -> str:
    rows = 1 + max(cell.row for cell in block.cells)
    columns = 1 + max(cell.column for cell in block.cells)
    grid = [["."] * columns for _ in range(rows)]
    for cell in block.cells:
        words = _content(text, (cell.start, cell.end)) + ("*" if cell.header else "")
        if cell.row_span > 1 or cell.column_span > 1:
            words += f"[{cell.row_span}x{cell.column_span}]"
        assert grid[cell.row][cell.column] == ".", "two cells in one place"
        grid[cell.row][cell.column] = words
    return " / ".join(" ".join(row) for row in grid)
