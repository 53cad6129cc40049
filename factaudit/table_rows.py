"""The rows of a large table in DuckDB: its texts numbered, its cells fetched where they are needed.

DuckDB reads the file and numbers its texts, and moves to disk what exceeds its share of memory.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from factaudit import claims_file
from factaudit.labels import rows as csv_rows
from reconcile.arrays import IntArray
from reports.cells import restored

MEMORY = "1GB"  # of DuckDB; the numbers of the rows and what is computed from them come on top
BUFFER = 8_000_000  # bytes that are read at once: DuckDB's own choice is four times as much, and no faster
FETCHED = 10_000  # rows that are fetched at once
_GLOB = frozenset("*?[]{}")
_PLACES = ("line", "start", "end", "column")


class TableRows:
    """The rows of a table as they stand in the file, numbered from 0 in its order."""

    def __init__(self, path: Path, memory: str | None = None) -> None:
        """Read a table. FactauditError where it cannot be read."""
        import duckdb

        self.path = path
        self._folder = tempfile.TemporaryDirectory(prefix="factaudit-")
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory or MEMORY,
            "temp_directory": self._folder.name,
            "threads": 1,  # each further one takes memory of its own
        }
        self._db = duckdb.connect(config=config)
        self._numbered = False  # whether the table holds line numbers of its own
        try:
            self.names = _header(path)
            self._read()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of what is on disk."""
        self._db.close()
        self._folder.cleanup()

    def number(self, name: str, *names: str) -> Numbered:
        """Number what rows have in these columns under a name; columns that the table has not are taken for empty."""
        there = [one for one in names if one in self.names]
        if not there:
            return Numbered(name, (), {one: [""] for one in names}, np.ones(1, dtype=np.int64))
        columns = ", ".join(self._column(one) for one in there)
        self._db.execute(
            f"CREATE TABLE of_{name} AS SELECT {columns}, (row_number() OVER () - 1)::INTEGER AS code, count(*) AS used"
            f" FROM raw GROUP BY {columns}"
        )
        fetched = self._db.execute(f"SELECT {columns}, used FROM of_{name} ORDER BY code").fetchnumpy()
        cells = {one: _restored(np.asarray(fetched[self._column(one)]).tolist()) for one in there}
        used = np.asarray(fetched["used"], dtype=np.int64)
        absent = {one: [""] * len(used) for one in names if one not in there}
        return Numbered(name, tuple(self._column(one) for one in there), {**cells, **absent}, used)

    def fetch(self, *numbered: Numbered) -> dict[str, IntArray]:
        """The numbers of each row, and where it stands: row of the table, line, start, end; -1: not a plain number."""
        joined = [one for one in numbered if one.columns]
        given = [name for name in _PLACES if name in self.names]
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

    def column(self, name: str) -> Iterator[tuple[int, str]]:
        """Row and cell of one column, row by row."""
        self._db.execute(f"SELECT rowid, {self._column(name)} FROM raw")
        while chunk := self._db.fetchmany(FETCHED):
            yield from ((row, restored(cell.strip())) for row, cell in chunk)

    def __len__(self) -> int:
        """How many rows there are."""
        [(count,)] = self._db.execute("SELECT count(*) FROM raw").fetchall()
        return int(count)

    def lines_of(self, rows: IntArray) -> list[int]:
        """The line of the file on which each of these rows starts."""
        return [line for line, _ in self.cells(rows)] if self._numbered else (rows + 2).tolist()

    def cells(self, rows: IntArray) -> Iterator[tuple[int, dict[str, str]]]:
        """Line and cells of these rows of the table, in the order given."""
        import pandas as pd

        at = "raw.on_line" if self._numbered else "raw.rowid + 2"
        columns = ", ".join(f"raw.c{n}" for n in range(len(self.names)))
        for first in range(0, len(rows), FETCHED):
            wanted = pd.DataFrame({"row": rows[first : first + FETCHED]})
            self._db.register("wanted", wanted.assign(n=np.arange(len(wanted))))
            query = f"SELECT {at}, {columns} FROM wanted JOIN raw ON raw.rowid = wanted.row ORDER BY wanted.n"
            fetched = self._db.execute(query).fetchall()
            self._db.unregister("wanted")
            for line, *cells in fetched:
                yield line, {name: restored(cell.strip()) for name, cell in zip(self.names, cells, strict=True)}

    def _read(self) -> None:
        """Put the rows into the table `raw`, a column c0, c1, … for each of the file's, no cell NULL."""
        import duckdb

        if not _GLOB & set(str(self.path)):
            try:
                self._db.execute(_load(len(self.names)), [str(self.path)])
            except duckdb.Error:
                pass  # not in good order: row by row below, where a mistake is told with its line
            else:
                if 0 < len(self) == _lines(self.path) - 1:
                    return
        self._read_slowly()

    def _read_slowly(self) -> None:
        """Read row by row: lines are counted where rows and lines differ, and mistakes are told."""
        import pandas as pd

        names = list(dict.fromkeys(self.names))
        self.names, self._numbered = names, True
        columns = ", ".join(f"c{n} VARCHAR" for n in range(len(names)))
        self._db.execute(f"CREATE OR REPLACE TABLE raw ({columns}, on_line BIGINT)")
        found = csv_rows(self.path, claims_file.COLUMNS)
        while chunk := list(islice(found, FETCHED)):
            cells = {f"c{n}": [row.get(name, "") for _, row in chunk] for n, name in enumerate(names)}
            frame = pd.DataFrame({**cells, "on_line": [line for line, _ in chunk]})
            self._db.register("chunk", frame)
            self._db.execute("INSERT INTO raw SELECT * FROM chunk")
            self._db.unregister("chunk")
        if not len(self):
            raise claims_file.nothing(self.path)

    def _column(self, name: str) -> str:
        """A column of the file in SQL; of two with one name the last, as the csv module has it."""
        return f"c{len(self.names) - 1 - self.names[::-1].index(name)}"


@dataclass(frozen=True, slots=True, eq=False)
class Numbered:
    """What rows have in some columns, each combination once."""

    name: str
    columns: tuple[str, ...]  # in SQL; () where the table has none of them
    cells: dict[str, list[str]]  # by name of the column, parallel
    used: IntArray  # how many rows have the combination


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


def _restored(cells: list[str]) -> list[str]:
    """The texts in cells, without the blanks around them and the apostrophe that neutralises a formula."""
    texts = [cell.strip() for cell in cells]
    return [restored(text) for text in texts] if "'" in "".join(texts) else texts


def _equal(one: Numbered) -> str:
    return " AND ".join(f"raw.{column} = of_{one.name}.{column}" for column in one.columns)


def _where(stated: IntArray | None, otherwise: IntArray) -> IntArray:
    """The numbers that are stated, and the others where a cell is empty or the table has no such column."""
    return otherwise if stated is None else np.where(stated >= 0, stated, otherwise).astype(np.int64)
