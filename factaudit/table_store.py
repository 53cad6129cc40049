"""A table of claims that is too large for an object per row: its texts in DuckDB, its numbers in a frame.

DuckDB reads the file and numbers its texts, and moves to disk what exceeds its share of memory. Each distinct
document, name and value is looked at once here, however many rows hold it. What stays in memory for a row are
numbers, about a hundred bytes; contexts are fetched where a report shows them.

Every row is understood as `factaudit.claims_file` understands it: what is out of the ordinary is handed to it.
"""

from __future__ import annotations

import csv
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from extract.claim import Claim, Qualifier, Status
from extract.interval import plain_number
from extract.pack import Attribute, Pack
from factaudit import claims_file
from factaudit.inferred import inferred
from factaudit.labels import rows as csv_rows
from reconcile.arrays import BoolArray, FloatArray, IntArray
from reconcile.frame import end_of
from reconcile.spelling import shown
from reports.cells import restored
from reports.interface import DocumentRow
from sources.document import Unread

if TYPE_CHECKING:
    import pandas as pd

MEMORY = "1GB"  # of DuckDB; the numbers of the rows and what is computed from them come on top
BUFFER = 8_000_000  # bytes that are read at once: DuckDB's own choice is four times as much, and no faster
FETCHED = 10_000  # rows that are fetched at once
_GLOB = frozenset("*?[]{}")
_SAID = ("attribute", "value", "lower", "upper", "unit")  # together they decide what a row states
_WORDS = ("qualifier", "scope", "status")
_PLACES = ("line", "start", "end", "column")


class TableStore:
    """The rows of a table that are claims, and those that are none; use it as a context."""

    frame: pd.DataFrame  # the claims, as `reconcile.reconcile.judge_frame` takes them
    pack: Pack  # the one given, or one read off the values
    unread: tuple[Unread, ...]

    def __init__(self, path: Path, pack: Pack | None, memory: str | None = None) -> None:
        """Read a table. FactauditError where it cannot be read or a cell is not what its column holds."""
        import duckdb

        self.path = path
        self._folder = tempfile.TemporaryDirectory(prefix="factaudit-")
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory or MEMORY,
            "temp_directory": self._folder.name,
            "threads": 1,  # each further one takes memory of its own
        }
        self._db = duckdb.connect(config=config)
        self._names = _header(path)
        self._numbered = False  # whether the table holds line numbers of its own
        try:
            self._read()
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
        self._db.close()
        self._folder.cleanup()

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

    def _read(self) -> None:
        """Put the rows into the table `raw`, a column c0, c1, … for each of the file's, no cell NULL."""
        import duckdb

        if not _GLOB & set(str(self.path)):
            try:
                self._db.execute(_load(len(self._names)), [str(self.path)])
            except duckdb.Error:
                pass  # not in good order: row by row below, where a mistake is told with its line
            else:
                [(count,)] = self._db.execute("SELECT count(*) FROM raw").fetchall()
                if count and count + 1 == _lines(self.path):
                    return
        self._read_slowly()

    def _read_slowly(self) -> None:
        """Read row by row: lines are counted where rows and lines differ, and mistakes are told."""
        import pandas as pd

        names = list(dict.fromkeys(self._names))
        self._names, self._numbered = names, True
        columns = ", ".join(f"c{n} VARCHAR" for n in range(len(names)))
        self._db.execute(f"CREATE OR REPLACE TABLE raw ({columns}, on_line BIGINT)")
        found = csv_rows(self.path, claims_file.COLUMNS)
        while chunk := list(islice(found, FETCHED)):
            cells = {f"c{n}": [row.get(name, "") for _, row in chunk] for n, name in enumerate(names)}
            frame = pd.DataFrame({**cells, "on_line": [line for line, _ in chunk]})
            self._db.register("chunk", frame)
            self._db.execute("INSERT INTO raw SELECT * FROM chunk")
            self._db.unregister("chunk")
        [(count,)] = self._db.execute("SELECT count(*) FROM raw").fetchall()
        if not count:
            raise claims_file.nothing(self.path)

    def _column(self, name: str) -> str:
        """A column of the file in SQL; of two with one name the last, as the csv module has it."""
        return f"c{len(self._names) - 1 - self._names[::-1].index(name)}"

    def _understand(self, pack: Pack | None) -> None:
        import pandas as pd

        document, entity = self._number("document"), self._number("entity")
        said, words = self._number(*_SAID), self._number(*_WORDS)
        self.pack = pack or inferred(_values(said), self.path)
        codes = self._fetch(document, entity, said, words)
        meaning = _Meaning(said, self.pack.attributes)
        documents, entities = _Texts(document.cells["document"]), _Texts(entity.cells["entity"])
        stated = documents.filled[codes["document"]] & entities.filled[codes["entity"]] & meaning.stated[codes["said"]]
        self.unread = self._unread(codes["row"][~stated])
        if not stated.all():
            codes = {name: column[stated] for name, column in codes.items()}
        checked = _Words(words)
        self._check(codes, checked)
        self.frame = pd.DataFrame(
            {
                "row": codes["row"],
                "document": documents.column(codes["document"]),
                "entity": entities.column(codes["entity"]),
                **{name: column.column(codes["said"]) for name, column in meaning.texts.items()},
                "lower": meaning.lower[codes["said"]],
                "upper": meaning.upper[codes["said"]],
                "qualifier": _qualifiers(checked, codes["words"], meaning, codes["said"]),
                **{name: column.column(codes["words"]) for name, column in checked.texts.items()},
                "quote": self._quotes(codes["row"], said.cells["value"], codes["said"]),
                **{name: codes[name] for name in ("line", "start", "end")},
            },
            copy=False,
        )

        if "context" in self._names:
            contexts = [row["context"] for _, row in self._cells(codes["row"])]
            if any(contexts):
                self.frame["context"] = pd.Series(contexts, dtype=object)

    def _number(self, *names: str) -> _Numbered:
        """Number what rows have in these columns; columns that the table has not are taken for empty."""
        name = names[0] if len(names) == 1 else {_SAID: "said", _WORDS: "words"}[names]
        there = [one for one in names if one in self._names]
        if not there:
            return _Numbered(name, (), {one: [""] for one in names}, np.ones(1, dtype=np.int64))
        columns = ", ".join(self._column(one) for one in there)
        self._db.execute(
            f"CREATE TABLE of_{name} AS SELECT {columns}, (row_number() OVER () - 1)::INTEGER AS code, count(*) AS used"
            f" FROM raw GROUP BY {columns}"
        )
        fetched = self._db.execute(f"SELECT {columns}, used FROM of_{name} ORDER BY code").fetchnumpy()
        cells = {one: [restored(str(cell).strip()) for cell in fetched[self._column(one)]] for one in there}
        used = np.asarray(fetched["used"], dtype=np.int64)
        absent = {one: [""] * len(used) for one in names if one not in there}
        return _Numbered(name, tuple(self._column(one) for one in there), {**cells, **absent}, used)

    def _fetch(self, *numbered: _Numbered) -> dict[str, IntArray]:
        """The numbers of each row, and where it stands: row of the table, line, start, end; -1: not a plain number."""
        joined = [one for one in numbered if one.columns]
        given = [name for name in _PLACES if name in self._names]
        columns = ["raw.rowid AS row", "raw.on_line AS on_line"] if self._numbered else ["raw.rowid AS row"]
        columns += [f"of_{one.name}.code AS {one.name}" for one in joined]
        for name in given:
            cell = f"trim({self._column(name)})"
            plain = f"CASE WHEN regexp_full_match({cell}, '[0-9]{{1,18}}') THEN CAST({cell} AS BIGINT) ELSE -1 END"
            columns.append(f"CASE WHEN {cell} = '' THEN -2 ELSE {plain} END AS given_{name}")
        joins = [f"JOIN of_{one.name} ON {_equal(one)}" for one in joined]
        query = f"SELECT {', '.join(columns)} FROM raw {' '.join(joins)}"
        fetched = self._db.execute(query).fetchnumpy()
        found: dict[str, IntArray] = {name: np.asarray(column) for name, column in fetched.items()}
        row = found["row"]
        found |= {one.name: np.zeros(len(row), dtype=np.int32) for one in numbered if not one.columns}
        at = found.pop("on_line", row + 2)
        stated = {name: found.pop(f"given_{name}", None) for name in _PLACES}
        start = _where(stated["start"], at)
        found |= {
            "start": start,
            "end": _where(stated["end"], start),
            "line": _where(stated["line"], np.zeros_like(at)),
        }
        found["odd"] = np.zeros(len(row), dtype=bool)
        for column in stated.values():
            if column is not None:
                found["odd"] |= column == -1
        return found

    def _quotes(self, rows: IntArray, values: Sequence[str], value: IntArray) -> pd.Categorical:
        """What rows quote, as it is shown, or else their value; `value` are numbers in `values`."""
        if "quote" not in self._names:
            return _Texts(values).column(value)
        [(count,)] = self._db.execute("SELECT count(*) FROM raw").fetchall()
        number: dict[str, int] = {}
        quote = np.zeros(count, dtype=np.int32)
        # Not numbered by DuckDB, which would hold them in full: a quote may be a whole passage.
        self._db.execute(f"SELECT rowid, {self._column('quote')} FROM raw")
        while chunk := self._db.fetchmany(FETCHED):
            at, cells = zip(*chunk, strict=True)
            quote[list(at)] = [number.setdefault(shown(restored(cell.strip())), len(number)) for cell in cells]
        texts = _Texts([*number, *values])
        return texts.column(np.where(texts.filled[quote[rows]], quote[rows], value + len(number)))

    def _check(self, codes: dict[str, IntArray], words: _Words) -> None:
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
        lines = self._lines_of(rows)
        reasons = self._claims(rows)
        return claims_file.listed(zip(lines, map(str, reasons), strict=True), self.path)

    def _lines_of(self, rows: IntArray) -> list[int]:
        return [line for line, _ in self._cells(rows)] if self._numbered else (rows + 2).tolist()

    def _claims(self, rows: IntArray) -> Iterator[Claim | str]:
        """What `claims_file` makes of these rows of the table."""
        for line, row in self._cells(rows):
            yield claims_file.claim_of(line, row, self.pack, self.path)

    def _cells(self, rows: IntArray) -> Iterator[tuple[int, dict[str, str]]]:
        """Line and cells of these rows of the table, in the order given."""
        import pandas as pd

        at = "raw.on_line" if self._numbered else "raw.rowid + 2"
        columns = ", ".join(f"raw.c{n}" for n in range(len(self._names)))
        for first in range(0, len(rows), FETCHED):
            wanted = pd.DataFrame({"row": rows[first : first + FETCHED]})
            self._db.register("wanted", wanted.assign(n=np.arange(len(wanted))))
            query = f"SELECT {at}, {columns} FROM wanted JOIN raw ON raw.rowid = wanted.row ORDER BY wanted.n"
            fetched = self._db.execute(query).fetchall()
            self._db.unregister("wanted")
            for line, *cells in fetched:
                yield line, {name: restored(cell.strip()) for name, cell in zip(self._names, cells, strict=True)}


class _Numbered:
    """What rows have in some columns, each combination once."""

    def __init__(self, name: str, columns: tuple[str, ...], cells: dict[str, list[str]], used: IntArray) -> None:
        self.name = name
        self.columns = columns  # in SQL; () where the table has none of them
        self.cells = cells  # by name of the column, parallel
        self.used = used  # how many rows have the combination


class _Texts:
    """A column of texts, each held once, sorted."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.texts = sorted(set(cells))
        number = {text: at for at, text in enumerate(self.texts)}
        self.code = np.array([number[cell] for cell in cells], dtype=np.int32)
        self.filled: BoolArray = np.array([bool(cell) for cell in cells], dtype=bool)

    def column(self, number: IntArray) -> pd.Categorical:
        """The column, from the number of the cell in each row."""
        import pandas as pd

        return pd.Categorical.from_codes(self.code[number], categories=pd.Index(self.texts, dtype=object))


class _Meaning:
    """What each distinct statement means: value, unit and interval."""

    def __init__(self, said: _Numbered, attributes: dict[str, Attribute]) -> None:
        cells = zip(*(said.cells[name] for name in _SAID), strict=True)
        found = [_stated(attributes.get(attribute), *rest) for attribute, *rest in cells]
        self.stated: BoolArray = np.array([one is not None for one in found], dtype=bool)
        whole = [one or ("", "", 0.0, 0.0, "") for one in found]
        values, units, lower, upper, self.qualifiers = zip(*whole, strict=True)
        self.lower: FloatArray = np.array(lower, dtype=np.float64)
        self.upper: FloatArray = np.array(upper, dtype=np.float64)
        self.texts = {
            "attribute": _Texts(said.cells["attribute"]), "value": _Texts(values), "unit": _Texts(units),
        }  # fmt: skip


class _Words:
    """Qualifier, scope and status of each combination of them, and whether the words are known."""

    def __init__(self, words: _Numbered) -> None:
        qualifier, status = words.cells["qualifier"], words.cells["status"]
        known = (set(Qualifier), {*Status, ""})
        self.known: BoolArray = np.array(
            [q in known[0] and s in known[1] for q, s in zip(qualifier, status, strict=True)], dtype=bool
        )
        self.qualifiers = qualifier
        self.texts = {
            "scope": _Texts(words.cells["scope"]),
            "status": _Texts([one or Status.ASSERTED.value for one in status]),
        }


def _qualifiers(words: _Words, word: IntArray, meaning: _Meaning, said: IntArray) -> pd.Categorical:
    """The qualifiers that rows state, or else those that their values are printed with."""
    texts = _Texts([*words.qualifiers, *meaning.qualifiers])
    return texts.column(np.where(texts.filled[word], word, said + len(words.qualifiers)))


def _stated(
    known: Attribute | None, value: str, lower: str, upper: str, unit: str
) -> tuple[str, str, float, float, str] | None:
    """Value, unit, both ends and qualifier of a statement; None where it is none."""
    if known is None or not value:
        return None
    if known.type in ("number", "money") and not lower and not upper:
        plain = plain_number(value)
        if plain is not None:
            return plain[0], unit or known.unit, plain[1], plain[2], ""
    said = claims_file.value_of({"value": value, "lower": lower, "upper": upper, "unit": unit}, known)
    if isinstance(said, str):
        return None
    if said.interval is None:
        return said.value, said.unit, np.nan, np.nan, ""
    ends = end_of(said.interval.lower, "-inf"), end_of(said.interval.upper, "inf")
    return said.value, said.unit, *ends, said.qualifier.value


def _values(said: _Numbered) -> dict[str, Counter[str]]:
    """How often each attribute has which value."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    cells = zip(said.cells["attribute"], said.cells["value"], said.used.tolist(), strict=True)
    for attribute, value, used in cells:
        if attribute and value:
            found[attribute][value] += used
    return found


def _header(path: Path) -> list[str]:
    """Names of the columns; FactauditError where the file cannot be read or misses one."""
    next(csv_rows(path, claims_file.COLUMNS), None)
    with path.open(newline="", encoding="utf-8-sig") as file:
        return next(csv.reader(file))


def _load(width: int) -> str:
    """The statement that reads a CSV file in good order: all rows of one length, quotes only around whole cells."""
    columns = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(width))
    cells = ", ".join(f"coalesce(c{n}, '') AS c{n}" for n in range(width))
    form = "auto_detect=false, header=false, skip=1, delim=',', quote='\"', escape='\"', compression='none'"
    return (
        f"CREATE OR REPLACE TABLE raw AS SELECT {cells} FROM"
        f" read_csv($1, {form}, buffer_size={BUFFER}, strict_mode=true, null_padding=false, columns={{{columns}}})"
    )


def _lines(path: Path) -> int:
    """Lines of a file; 0 where it has carriage returns that end none."""
    count, returns, pairs, last = 0, 0, 0, b""
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            count += block.count(b"\n")
            if b"\r" in block or last == b"\r":
                returns += block.count(b"\r")
                pairs += (last + block).count(b"\r\n")
            last = block[-1:]
    return 0 if returns != pairs else count + (last not in (b"\n", b""))


def _equal(one: _Numbered) -> str:
    return " AND ".join(f"raw.{column} = of_{one.name}.{column}" for column in one.columns)


def _where(stated: IntArray | None, otherwise: IntArray) -> IntArray:
    """The numbers that are stated, and the others where a cell is empty or the table has no such column."""
    return otherwise if stated is None else np.where(stated >= 0, stated, otherwise).astype(np.int64)


def _rank(column: pd.Series) -> IntArray:
    """Texts as numbers of their order: categories are sorted."""
    return column.cat.codes.to_numpy().astype(np.int64)
