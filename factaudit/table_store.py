"""A table of claims that is too large for an object per row: its texts in DuckDB, its numbers in a frame.

What stays in memory for a row are numbers, about a hundred bytes; contexts are fetched where a report shows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from extract.claim import Claim
from extract.words.pack import Pack
from factaudit import claims_file
from factaudit.inferred import inferred
from factaudit.table_rows import FETCHED, TableRows
from factaudit.table_texts import SAID, WORDS, Meaning, Texts, Words, qualifiers, values_of
from reconcile.arrays import IntArray
from reconcile.spelling import shown
from reports.interface import DocumentRow
from sources.document import Unread

if TYPE_CHECKING:
    import pandas as pd


class TableStore:
    """The rows of a table that are claims, and those that are none; use it as a context."""

    frame: pd.DataFrame  # the claims, as `reconcile.reconcile.judge_frame` takes them
    pack: Pack  # the one given, or one read off the values
    unread: tuple[Unread, ...]

    def __init__(self, path: Path, pack: Pack | None, memory: str | None = None) -> None:
        """Read a table. FactauditError where it cannot be read or a cell is not what its column holds."""
        self.path = path
        self._rows = TableRows(path, memory)
        try:
            self._understand(pack)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> TableStore:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of what is on disk."""
        self.close()

    def close(self) -> None:
        """Let go of what is on disk."""
        self._rows.close()

    def documents(self) -> tuple[DocumentRow, ...]:
        """The documents that the claims name, as `claims_file.read` lists them."""
        column = self.frame["document"].cat
        counts = np.bincount(column.codes.to_numpy(), minlength=len(column.categories)).tolist()
        named = zip(column.categories.tolist(), counts, strict=True)
        return tuple(DocumentRow(name, "", "", False, 0, 0, count, 0) for name, count in named if count)

    def claims(self, rows: IntArray) -> Iterator[Claim]:
        """The claims in these rows of the frame, in the order given."""
        row = self.frame["row"].to_numpy()
        for first in range(0, len(rows), FETCHED):
            for claim in self._claims(row[rows[first : first + FETCHED]]):
                assert isinstance(claim, Claim)
                yield claim

    def order(self) -> IntArray:
        """The rows of the frame in the order in which `claims_file.read` sorts claims."""
        keys = [_rank(self.frame[name]) for name in ("scope", "value", "attribute", "entity")]
        keys += [self.frame[name].to_numpy() for name in ("end", "start")]
        return np.lexsort((*keys, _rank(self.frame["document"]))).astype(np.int64)

    def _understand(self, pack: Pack | None) -> None:
        import pandas as pd

        rows = self._rows
        document, entity = rows.number("document", "document"), rows.number("entity", "entity")
        said, words = rows.number("said", *SAID), rows.number("words", *WORDS)
        self.pack = pack or inferred(*values_of(said), self.path)
        codes = rows.fetch(document, entity, said, words)
        meaning = Meaning(said, self.pack)
        documents, entities = Texts(document.cells["document"]), Texts(entity.cells["entity"])
        stated = documents.filled[codes["document"]] & entities.filled[codes["entity"]] & meaning.stated[codes["said"]]
        self.unread = self._unread(codes["row"][~stated])
        if not stated.all():
            codes = {name: column[stated] for name, column in codes.items()}
        checked = Words(words)
        self._check(codes, checked)
        self.frame = pd.DataFrame(
            {
                "row": codes["row"],
                "document": documents.column(codes["document"]),
                "entity": entities.column(codes["entity"]),
                **{name: column.column(codes["said"]) for name, column in meaning.texts.items()},
                "lower": meaning.lower[codes["said"]],
                "upper": meaning.upper[codes["said"]],
                "qualifier": qualifiers(checked, codes["words"], meaning, codes["said"]),
                **{name: column.column(codes["words"]) for name, column in checked.texts.items()},
                "quote": self._quotes(codes["row"], meaning.quotes, codes["said"]),
                **{name: codes[name] for name in ("line", "start", "end")},
            },
            copy=False,
        )

        if "context" in rows.names:
            contexts = [row["context"] for _, row in rows.cells(codes["row"])]
            if any(contexts):
                self.frame["context"] = pd.Series(contexts, dtype=object)

    def _quotes(self, rows: IntArray, values: Sequence[str], value: IntArray) -> pd.Categorical:
        """What rows quote, as it is shown, or else their value; `value` are numbers in `values`."""
        if "quote" not in self._rows.names:
            return Texts(values).column(value)
        number: dict[str, int] = {}
        quote = np.zeros(len(self._rows), dtype=np.int32)
        # Not numbered by DuckDB, which would hold them in full: a quote may be a whole passage.
        for row, cell in self._rows.column("quote"):
            quote[row] = number.setdefault(shown(cell), len(number))
        texts = Texts([*number, *values])
        return texts.column(np.where(texts.filled[quote[rows]], quote[rows], value + len(number)))

    def _check(self, codes: dict[str, IntArray], words: Words) -> None:
        """Have rows with an unknown word or an odd number looked at: the first mistake is raised."""
        odd = np.flatnonzero(codes["odd"] | ~words.known[codes["words"]])
        if not len(odd):
            return
        odd = odd[np.argsort(codes["row"][odd])]
        codes.update({name: codes[name].copy() for name in ("line", "start", "end")})  # they may be one array
        for at, claim in zip(odd.tolist(), self._claims(codes["row"][odd]), strict=True):
            assert isinstance(claim, Claim)
            for name in ("line", "start", "end"):
                codes[name][at] = getattr(claim, name)

    def _unread(self, rows: IntArray) -> tuple[Unread, ...]:
        rows = np.sort(rows)
        lines = self._rows.lines_of(rows)
        reasons = self._claims(rows)
        return claims_file.listed(zip(lines, map(str, reasons), strict=True), self.path)

    def _claims(self, rows: IntArray) -> Iterator[Claim | str]:
        """What `claims_file` makes of these rows of the table."""
        for line, row in self._rows.cells(rows):
            yield claims_file.claim_of(line, row, self.pack, self.path)


def _rank(column: pd.Series) -> IntArray:
    """Texts as numbers of their order: categories are sorted."""
    return column.cat.codes.to_numpy().astype(np.int64)
