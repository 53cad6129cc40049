"""Hand-made labels of what documents state, and the names that labels may use; format in docs/labels.md."""

from __future__ import annotations

import csv
import difflib
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import cast

from extract.claim import Qualifier, Status
from extract.words.pack import Attribute, Pack
from sources.errors import FactauditError

COLUMNS = ("document", "line", "model", "attribute", "value")  # qualifier, status, quote, optional may follow
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
MOST_ENDS = 2  # a value is one number or date, or a range of two
_WRITTEN = {  # how a value of each type is written
    "number": "a plain number in base units such as 236000000000, or a range as 7000/70000",
    "money": "a plain number such as 5576000, or a range as 5000000/6000000",
    "date": "a date such as 2024, 2024-05 or 2024-05-06, or a range as 2024-05/2024-07",
}


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
    status: str = ""  # the status that a claim must have; "": any but negated


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


def read_labels(path: Path, documents: Mapping[str, int], pack: Pack) -> tuple[list[Label], list[str]]:
    """Labels of the audited documents, and the names of labelled documents that were not audited.

    `documents` are the audited ones with their numbers of lines. FactauditError names the line of a label that
    no claim could ever meet: an attribute that the pack does not have, a value that cannot be read.
    """
    places: dict[str, str | None] = {}
    labels: list[Label] = []
    for line, row in rows(path, COLUMNS):
        if unfit := _problem(row, pack):
            raise FactauditError(*unfit, str(path), line)
        name = row["document"]
        if name not in places:
            places[name] = _audited(name, list(documents), path, line)
        place = places[name]
        if place is None:
            continue
        if int(row["line"]) > documents[place]:
            problem = f"line is {row['line']}, and {place} has {documents[place]} lines"
            raise FactauditError(problem, "write the line of the value, counted from 1", str(path), line)
        labels.append(
            Label(
                document=place,
                line=int(row["line"]),
                model=row["model"],
                attribute=row["attribute"],
                value=row["value"],
                qualifier=row.get("qualifier", ""),
                quote=row.get("quote", ""),
                optional=bool(row.get("optional", "")),
                status=row.get("status", ""),
            )
        )
    return labels, sorted(name for name, place in places.items() if place is None)


def _problem(row: Mapping[str, str], pack: Pack) -> tuple[str, str] | None:
    """What keeps a row from being a label, and the remedy; None where it is one."""
    empty = [column for column in COLUMNS if not row[column]]
    if empty:
        return f"has no {empty[0]}", f"fill the columns {', '.join(COLUMNS)}"
    if not row["line"].isdecimal() or int(row["line"]) == 0:
        return f"line is {row['line']!r}", "write the line of the value, counted from 1"
    attribute = pack.attributes.get(row["attribute"])
    if attribute is None:
        problem = f"the pack '{pack.name}' has no attribute {row['attribute']!r}"
        remedy = _known(row["attribute"], list(pack.attributes))
        return problem, remedy if remedy.startswith("did you") else f"{remedy}; --pack names another pack"
    scopes = [scope.name for scope in attribute.scopes]  # a scope may stand where the qualifier is expected
    for column, known in (("qualifier", [*Qualifier, *scopes]), ("status", [*Status])):
        given = row.get(column, "")
        if given and given not in known:
            return f"{column} is {given!r}", _known(given, [str(word) for word in known if word])
    return _value_problem(row["value"], attribute)


def _value_problem(value: str, attribute: Attribute) -> tuple[str, str] | None:
    if attribute.type in _WRITTEN:
        ends = _days(value) if attribute.type == "date" else amounts(value)
        if ends is not None and len(ends) <= MOST_ENDS and list(ends) == sorted(ends):
            return None
        return f"value {value!r} cannot be read", f"write {_WRITTEN[attribute.type]}"
    known = [term.name for term in attribute.terms]
    if attribute.type == "flag" and value not in known:
        return f"value is {value!r}", _known(value, known)
    return None


def _known(given: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(given, known, n=1)
    return f"did you mean '{close[0]}'?" if close else f"known are {', '.join(known)}"


def amounts(value: str) -> tuple[float, ...] | None:
    """The numbers of "7", "7/70" or "7-70"; None where the value is something else."""
    try:
        parts = tuple(float(part) for part in re.split(r"[/\u2013]|(?<=[0-9])-", value.replace(",", "")))
    except ValueError:
        return None
    return parts if all(math.isfinite(part) for part in parts) else None


def _days(value: str) -> tuple[float, ...] | None:
    """The first days, as ordinals, of the dates in "2024-05" or "2024-05/2024-07"; None where one is no date."""
    found = [_DATE.fullmatch(part.strip()) for part in value.split("/")]
    try:
        days = tuple(float(date(*(int(part or 1) for part in one.groups())).toordinal()) for one in found if one)
    except ValueError:  # no such month or day
        return None
    return days if len(days) == len(found) else None


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


_MARKS = {";": "semicolons", "\t": "tabs"}


def _refuse_other_marks(header: Sequence[str], columns: Sequence[str], path: Path) -> None:
    """Stop where the columns are there and stand apart by another mark.

    Such a file is not read: where cells stand apart by semicolons, a comma in a number may be its decimal point.
    """
    for mark, words in _MARKS.items():
        if {*columns} <= {name.strip() for name in ",".join(header).split(mark)}:
            problem, remedy = f"looks separated by {words}", "separate cells by commas, and decimals by points"
            raise FactauditError(problem, remedy, str(path), 1)


def rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a CSV file that has at least these columns, each with its line, cells without outer blanks."""
    last = 0
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file, restval="", strict=True)
            absent = [name for name in columns if name not in (reader.fieldnames or ())]
            if absent:
                _refuse_other_marks(reader.fieldnames or (), columns, path)
                problem = f"has no column {', '.join(absent)}"
                raise FactauditError(problem, _as_named(reader.fieldnames or (), absent, columns), str(path), 1)
            twice = next((name for name, times in Counter(reader.fieldnames).items() if times > 1 and name), "")
            if twice:
                raise FactauditError(f"has the column {twice} twice", "name each column once", str(path), 1)
            last = reader.line_num
            for row in reader:
                # what stands beyond the last column is under the key None
                if any(cell.strip() for cell in cast("dict[str | None, list[str]]", row).get(None, ())):
                    problem = f"has more cells than the header's {len(reader.fieldnames or ())}"
                    remedy = 'put a cell that holds a comma in quotes, as "1,299"'
                    raise FactauditError(problem, remedy, str(path), reader.line_num)
                last = reader.line_num
                yield last, {key: (value or "").strip() for key, value in row.items() if key}
    except OSError as error:
        raise FactauditError(f"cannot be read ({error.strerror})", "check the path", str(path)) from error
    except UnicodeDecodeError as error:
        problem, remedy = "holds bytes that are not UTF-8", "save the file as CSV in UTF-8"
        raise FactauditError(problem, remedy, str(path), _undecodable(path)) from error
    except csv.Error as error:
        if "end of data" in str(error):
            problem, remedy = (
                "begins a row whose quotation mark is never closed",
                'close it; write a " of the text as ""',
            )
        else:
            problem, remedy = f"is no well-formed CSV ({error})", "close each quotation mark, and shorten the cell"
        raise FactauditError(problem, remedy, str(path), last + 1) from error


def _as_named(header: Sequence[str], absent: Sequence[str], columns: Sequence[str]) -> str:
    """What to do about a header without some columns: names of another case are not theirs."""
    known = {name.strip().casefold(): name for name in header}
    alike = [f"'{known[name]}' as '{name}'" for name in absent if name in known]
    return f"write {', '.join(alike)}" if alike else f"its first line names at least {','.join(columns)}"


def _undecodable(path: Path) -> int:
    """The first line of a file that is not UTF-8."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return 1
