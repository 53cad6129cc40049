"""A table of claims that another tool made, or an earlier audit: document, entity, attribute and value are enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Literal, TypeVar

from extract.claim import Claim, Interval, Qualifier, Status
from extract.interval import parse_value, plain_number
from extract.pack import Attribute, Claimed, EntityNouns, Examples, Grammar, Pack
from factaudit.conclude import Gathered
from factaudit.labels import rows
from reports.cells import restored
from reports.interface import DocumentRow
from sources.document import Unread
from sources.errors import FactauditError

COLUMNS = ("document", "entity", "attribute", "value")
UNREAD = "row"  # what could not be read is a row, not a document
# Share of an attribute's values that must be numbers, or dates, for it to be taken for one without a pack: tables
# hold a few "n/a" and "-", and an attribute of texts that look like numbers by chance stays below.
TYPED = 0.9
Measured = Literal["number", "money", "date"]
_INFERRED: tuple[Measured, ...] = ("number", "date")
_Word = TypeVar("_Word", bound=StrEnum)


def read(path: Path, pack: Pack | None) -> tuple[Gathered, Pack]:
    """The claims of a table, and the pack they are judged by: the one given, or one read off the values.

    A value that is not of its attribute's type is no claim: it is listed as unread, with its line.
    """
    table = [(line, {name: restored(cell) for name, cell in row.items()}) for line, row in rows(path, COLUMNS)]
    if not table:
        raise nothing(path)
    values: dict[str, Counter[str]] = {}
    for _, row in table:
        if row["attribute"] and row["value"]:
            values.setdefault(row["attribute"], Counter())[row["value"]] += 1
    by = pack or inferred(values, path)
    claims, unread = [], []
    for line, row in table:
        found = claim_of(line, row, by, path)
        if isinstance(found, Claim):
            claims.append(found)
        else:
            unread.append(Unread(f"{path.name}:{line}", found))
    claims.sort(key=lambda c: (c.document, c.start, c.end, c.entity, c.attribute, c.value, c.scope))
    return Gathered(_documents(claims), tuple(unread), tuple(claims), unread_noun=UNREAD), by


def nothing(path: Path) -> FactauditError:
    """The error about a table without a row."""
    return FactauditError("holds no claim", "give it a row for each claim", str(path))


def _documents(claims: Sequence[Claim]) -> tuple[DocumentRow, ...]:
    """The documents that a table names; nothing is known of them but how many claims they make."""
    counts = Counter(claim.document for claim in claims)
    return tuple(DocumentRow(name, "", "", False, 0, 0, counts[name], 0) for name in sorted(counts))


def claim_of(line: int, row: Mapping[str, str], pack: Pack, path: Path) -> Claim | str:
    """A row as a claim, or the reason why it is none.

    A row that does not say where in its document the claim stands has line 0: the place is not known. Such claims
    follow each other in the order of their rows.
    """
    if empty := [name for name in COLUMNS if not row[name]]:
        return f"has no {empty[0]}"
    attribute = pack.attributes.get(row["attribute"])
    if attribute is None:
        return f"is about the attribute {row['attribute']}, which the pack does not know"
    read = value_of(row, attribute)
    if read is None:
        return f"'{row['value']}' is no {attribute.type}"
    value, interval = read
    start = _number(row, "start", line, path, line)
    return Claim(
        document=row["document"],
        start=start,
        end=_number(row, "end", line, path, start),
        line=_number(row, "line", line, path, 0),
        column=_number(row, "column", line, path, 1),
        quote=row.get("quote", "") or row["value"],
        context=row.get("context", ""),
        surface="",
        entity=row["entity"],
        attribute=row["attribute"],
        value=value,
        unit=row.get("unit", "") or attribute.unit,
        interval=interval,
        qualifier=_word(row, "qualifier", Qualifier, Qualifier.NONE, line, path),
        scope=row.get("scope", ""),
        status=_word(row, "status", Status, Status.ASSERTED, line, path),
        rule=row.get("rule", "") or "table",
    )


def value_of(row: Mapping[str, str], attribute: Attribute) -> tuple[str, Interval | None] | None:
    """The normalised value and its interval: as the table states the interval, or else as the value is printed."""
    kind = attribute.type
    if kind not in ("number", "money", "date"):
        return row["value"], None
    read = parse_value(row["value"], kind, attribute.about)
    if read is None:
        return None
    ends = [_end(row.get(name, ""), kind) for name in ("lower", "upper")]
    return read if ends == [None, None] else (read[0], Interval(*ends))


def _end(text: str, kind: str) -> Decimal | None:
    """An end of an interval as tables print it; None where it is open or cannot be read."""
    try:
        return Decimal(date.fromisoformat(text).toordinal()) if kind == "date" else Decimal(text)
    except (ValueError, InvalidOperation):
        return None


def _number(row: Mapping[str, str], name: str, line: int, path: Path, default: int) -> int:
    text = row.get(name, "")
    if text and not text.isdecimal():
        raise FactauditError(f"{name} is {text!r}, no number", "write a whole number", str(path), line)
    return int(text) if text else default


def _word(row: Mapping[str, str], name: str, kind: type[_Word], default: _Word, line: int, path: Path) -> _Word:
    text = row.get(name, "")
    if not text:
        return default
    if text not in list(kind):
        known = ", ".join(word.value for word in kind if word.value)
        raise FactauditError(f"{name} is {text!r}", f"known are {known}", str(path), line)
    return kind(text)


def inferred(values: Mapping[str, Counter[str]], path: Path) -> Pack:
    """A pack that knows nothing but the attributes of a table and whether they are numbers, dates or texts.

    `values` says how often each attribute has which value.
    """
    example = Examples(hit="-", claims=(Claimed(entity="-", value="-"),), miss="-")
    attributes = {
        name: Attribute.model_validate({"title": name, "type": _type(found), "examples": example})
        for name, found in sorted(values.items())
    }
    if not attributes:
        remedy = f"fill the columns {', '.join(COLUMNS)}"
        raise FactauditError("no row has an attribute and a value", remedy, str(path))
    return Pack(
        format=1,
        name="table",
        title="Claims of a table",
        entity=EntityNouns(nouns=("entity",)),
        grammar=Grammar(version="(?!)", size="(?!)"),
        attributes=attributes,
    )


def _type(values: Counter[str]) -> str:
    """What most of the values are."""
    for kind in _INFERRED:
        fitting = sum(count for value, count in values.items() if _is(value, kind))
        if fitting >= TYPED * values.total():
            return kind
    return "term"


def _is(value: str, kind: Measured) -> bool:
    return (kind == "number" and plain_number(value) is not None) or parse_value(value, kind) is not None
