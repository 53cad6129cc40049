"""Tables as CSV files that are safe to open in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

# A cell that a spreadsheet would take for a formula: a sign that starts one, full-width forms included, also
# after blanks; or a leading tab, carriage return or line feed, which some programs strip before they look.
# Leading apostrophes count as blanks, so that `restored` can undo `neutral` for every text.
_FORMULA = re.compile(r"'*(?:[\t\r\n]|[\s\ufeff\u200b]*[=+\-@＝＋－＠])")
_MAY_START_FORMULA = re.compile("\n['=+\\-@＝＋－＠\ufeff\u200b\\s]")  # one of these stands first in every such cell
_ROWS = 1_000  # rows written at once: so few that they stay in the processor's cache
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
    return (",".join(columns) + "\n").encode() + rows_of(rows)


def rows_of(content: Iterable[Sequence[str | int]]) -> bytes:
    """Return the rows of such a file alone."""
    lines = [",".join([_cell(cell) for cell in row]) for row in content]
    # A file name that is no UTF-8 holds lone surrogates: they are written as "\udcff".
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def parts(columns: Sequence[str], content: Sequence[Sequence[str]]) -> Iterator[bytes]:
    """The same file from columns of equal length, in parts: what a large table is written by."""
    yield (",".join(columns) + "\n").encode()
    for start in range(0, len(content[0]), _ROWS):
        rows = zip(*(_column(column[start : start + _ROWS]) for column in content), strict=True)
        yield ("\n".join(map(",".join, rows)) + "\n").encode("utf-8", "backslashreplace")


def _column(texts: Sequence[str]) -> Sequence[str]:
    """What `_cell` makes of each text, looked at together: most columns hold nothing to neutralise or to quote."""
    whole = "\n".join(texts)
    if '"' in whole or "\r" in whole or whole.count("\n") >= len(texts) or _MAY_START_FORMULA.search("\n" + whole):
        known = {text: _cell(text) for text in set(texts)}
        return [known[text] for text in texts]
    return [f'"{text}"' if "," in text else text for text in texts] if "," in whole else texts


def _cell(content: str | int) -> str:
    if isinstance(content, int):
        return str(content)
    text = neutral(content)
    # Not left to the csv module: whether it quotes a lone carriage return depends on the version of Python.
    if not _SPECIAL.search(text):
        return text
    return '"' + text.replace('"', '""') + '"'
