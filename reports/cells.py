"""Tables as CSV files that are safe to open in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# A cell that a spreadsheet would take for a formula: a sign that starts one, full-width forms included, also
# after blanks; or a leading tab, carriage return or line feed, which some programs strip before they look.
# Leading apostrophes count as blanks, so that `restored` can undo `neutral` for every text.
_FORMULA = re.compile(r"'*(?:[\t\r\n]|[\s\ufeff\u200b]*[=+\-@＝＋－＠])")
_SPECIAL = re.compile('[",\r\n]')
_NEGATIVE = re.compile(r"-\d+(?:\.\d+)?")


def neutral(text: str) -> str:
    """Return the text as a cell that no spreadsheet runs: an apostrophe goes before what would be a formula.

    A plain negative number ("-5", "-0.25") is no formula and stays a number.
    """
    return "'" + text if _FORMULA.match(text) and not _NEGATIVE.fullmatch(text) else text


def restored(cell: str) -> str:
    """Return the text that `neutral` made this cell from."""
    return cell[1:] if cell.startswith("'") and neutral(cell[1:]) == cell else cell


def table(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    r"""Return a CSV file: UTF-8, lines ended by "\n", a header always, text cells neutralised, RFC 4180 quoting."""
    lines = [",".join(columns), *(",".join([_cell(content) for content in row]) for row in rows)]
    # A file name that is no UTF-8 holds lone surrogates: they are written as "\udcff".
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def _cell(content: str | int) -> str:
    if isinstance(content, int):
        return str(content)
    text = neutral(content)
    # Not left to the csv module: whether it quotes a lone carriage return depends on the version of Python.
    if not _SPECIAL.search(text):
        return text
    return '"' + text.replace('"', '""') + '"'
