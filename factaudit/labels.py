"""Hand-made labels of what documents state, and the names that labels may use; format in docs/labels.md."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import cast

from sources.errors import FactauditError

COLUMNS = ("document", "line", "model", "attribute", "value")  # qualifier, quote and optional may be there too


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader says that a document states."""

    document: str  # path of the audited document
    line: int
    model: str  # the entity's name
    attribute: str
    value: str
    qualifier: str
    quote: str
    optional: bool  # counts neither as found nor as missed


class Names:
    """Names of entities as they are compared: without case, blanks and hyphens, aliases made one."""

    def __init__(self, aliases: Iterable[tuple[str, Sequence[str]]] = ()) -> None:
        """Each alias entry is a name and its other spellings; the first entry of a spelling holds."""
        self._canonical: dict[str, str] = {}
        for name, spellings in aliases:
            for spelling in (name, *spellings):
                self._canonical.setdefault(squeezed(spelling), squeezed(name))

    def key(self, name: str) -> str:
        """What equal names have in common."""
        plain = squeezed(name)
        return self._canonical.get(plain, plain)


def squeezed(name: str) -> str:
    """A name without case, blanks, hyphens and underscores."""
    return re.sub(r"[\s_\-\u2010\u2011\u2013]+", "", name).casefold()


def read_labels(path: Path, documents: Iterable[str]) -> tuple[list[Label], list[str]]:
    """Labels of the audited documents, and the names of labelled documents that were not audited."""
    audited = list(documents)
    places: dict[str, str | None] = {}
    labels: list[Label] = []
    for line, row in rows(path, COLUMNS):
        name = row["document"]
        if name not in places:
            places[name] = _audited(name, audited, path, line)
        place = places[name]
        if place is None:
            continue
        if not row["line"].isdecimal():
            remedy = "write the line of the value, counted from 1"
            raise FactauditError(f"line is {row['line']!r}, no number", remedy, str(path), line)
        labels.append(
            Label(
                place,
                int(row["line"]),
                row["model"],
                row["attribute"],
                row["value"],
                row.get("qualifier", ""),
                row.get("quote", ""),
                bool(row.get("optional", "")),
            )
        )
    return labels, sorted(name for name, place in places.items() if place is None)


def _audited(name: str, documents: Sequence[str], path: Path, line: int) -> str | None:
    """The audited document that a label means: by its path, or by the end of it."""
    if name in documents:
        return name
    found = [document for document in documents if _end_alike(PurePosixPath(name).parts, PurePosixPath(document).parts)]
    if len(found) > 1:
        remedy = "write as much of the path as tells them apart"
        raise FactauditError(f"{name!r} is {found[0]!r} or {found[1]!r}", remedy, str(path), line)
    return found[0] if found else None


def _end_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """True where the shorter path is the end of the longer one."""
    shared = min(len(one), len(other))
    return shared > 0 and one[-shared:] == other[-shared:]


def read_aliases(path: Path) -> Names:
    """Names that labels and claims may use for one entity: columns model and surface_forms."""
    entries = ((row["model"], row["surface_forms"].split(";")) for _, row in rows(path, ("model", "surface_forms")))
    return Names((model, [form for form in forms if form.strip()]) for model, forms in entries)


def rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a CSV file that has at least these columns, each with its line, cells without outer blanks."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file, restval="")
            absent = [name for name in columns if name not in (reader.fieldnames or ())]
            if absent:
                problem = f"has no column {', '.join(absent)}"
                raise FactauditError(problem, f"its first line names at least {','.join(columns)}", str(path), 1)
            for row in reader:
                # what stands beyond the last column is under the key None
                if any(cell.strip() for cell in cast("dict[str | None, list[str]]", row).get(None, ())):
                    problem = f"has more cells than the header's {len(reader.fieldnames or ())}"
                    remedy = 'put a cell that holds a comma in quotes, as "1,299"'
                    raise FactauditError(problem, remedy, str(path), reader.line_num)
                yield reader.line_num, {key: (value or "").strip() for key, value in row.items() if key}
    except OSError as error:
        raise FactauditError(f"cannot be read ({error.strerror})", "check the path", str(path)) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise FactauditError(f"is no CSV file in UTF-8 ({error})", "save it as such", str(path)) from error
