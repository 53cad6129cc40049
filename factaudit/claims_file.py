"""A table of claims that another tool made, or an earlier audit: document, entity, attribute and value are enough."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from extract.claim import Claim, Qualifier, Status
from extract.words.pack import Attribute, Pack
from factaudit.conclude import Gathered
from factaudit.inferred import TABLE, TableAttribute, inferred
from factaudit.labels import rows, squeezed
from factaudit.row_values import value_of
from factaudit.unit_column import Cell, quoted
from reconcile.forms import PREFIX
from reconcile.wording import count_words
from reports.cells import restored
from reports.interface import DocumentRow
from sources.document import Unread
from sources.errors import FactauditError

COLUMNS = ("document", "entity", "attribute", "value")
LACKING = ", which the pack does not know"
RULE = "table"
UNREAD = "row"  # what could not be read is a row, not a document
_Word = TypeVar("_Word", bound=StrEnum)


def read(path: Path, pack: Pack | None) -> tuple[Gathered, Pack]:
    """The claims of a table, and the pack they are judged by: the one given, or one read off the values.

    A value that is not of its attribute's type is no claim: it is listed as unread, with its line.
    """
    table = [(line, {name: restored(cell) for name, cell in row.items()}) for line, row in rows(path, COLUMNS)]
    if not table:
        raise nothing(path)
    by = pack or inferred(*_values(row for _, row in table), path)
    claims: list[Claim] = []
    unread: list[tuple[int, str]] = []
    for line, row in table:
        found = claim_of(line, row, by, path)
        if isinstance(found, Claim):
            claims.append(found)
        else:
            unread.append((line, found))
    claims.sort(key=lambda c: (c.document, c.start, c.end, c.entity, c.attribute, c.value, c.scope))
    rest = listed(unread, path)
    return Gathered(_documents(claims), rest, tuple(claims), unread_noun=UNREAD, first_unread=first_of(rest)), by


def _values(table: Iterable[Mapping[str, str]]) -> tuple[dict[str, Counter[str]], dict[str, Counter[Cell]]]:
    """How often each attribute has which value, and the same of values with something under `unit`."""
    bare: defaultdict[str, Counter[str]] = defaultdict(Counter)
    united: defaultdict[str, Counter[Cell]] = defaultdict(Counter)
    for row in table:
        if row["attribute"] and row["value"] and row.get("unit"):
            united[row["attribute"]][Cell(row["value"], row["unit"])] += 1
        elif row["attribute"] and row["value"]:
            bare[row["attribute"]][row["value"]] += 1
    return bare, united


def listed(found: Iterable[tuple[int, str]], path: Path) -> tuple[Unread, ...]:
    """The rows that are no claim, with their line; those of an attribute that the pack lacks once, at the first."""
    rows: dict[tuple[str, int], Unread] = {}
    for line, reason in found:
        key = (reason, 0 if LACKING in reason else line)
        one = rows.get(key)
        rows[key] = replace(one, count=one.count + 1) if one else Unread(f"{path.name}:{line}", reason)
    return tuple(
        replace(one, reason=f"{one.reason} ({count_words(one.count, 'row')})") if one.count > 1 else one
        for one in rows.values()
    )


def first_of(unread: Sequence[Unread]) -> str:
    """Where the first row that could not be read stands, and why; "" where all could."""
    return f"{unread[0].path}: {unread[0].reason}" if unread else ""


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
        return f"has no {empty[0]}: fill the cell, or drop the row"
    name = attribute_name(row["attribute"], pack)
    attribute = pack.attributes.get(name)
    if attribute is None:
        return f"is about the attribute {row['attribute']}{LACKING}{_meant(row['attribute'], tuple(pack.attributes))}"
    read = value_of(row, attribute)
    if isinstance(read, str):
        return read
    start = _number(row, "start", line, path, line)
    return Claim(
        document=row["document"],
        start=start,
        end=_number(row, "end", line, path, start),
        line=_number(row, "line", line, path, 0),
        column=_number(row, "column", line, path, 0),
        quote=row.get("quote", "") or quoted(row["value"], row.get("unit", "")),
        context=row.get("context", ""),
        surface=row["entity"],
        entity=row["entity"],
        attribute=name,
        value=read.value,
        unit=read.unit,
        interval=read.interval,
        qualifier=_word(row, "qualifier", Qualifier, read.qualifier, line, path),
        scope=row.get("scope", ""),
        status=_word(row, "status", Status, Status.ASSERTED, line, path),
        rule=rule_of(attribute) or row.get("rule", "") or RULE,
    )


def attribute_name(text: str, pack: Pack) -> str:
    """The attribute that a table means: one of the pack by its name or title, case and blanks aside; else the text."""
    if text in pack.attributes or pack.name == TABLE:
        return text
    return _named(squeezed(text), tuple((name, known.title) for name, known in pack.attributes.items())) or text


@lru_cache(maxsize=1024)
def _named(key: str, attributes: tuple[tuple[str, str], ...]) -> str:
    """The attribute with this name or, where none has it, with this title; "" for none."""
    by_name, by_title = ({squeezed(one[at]): one[0] for one in reversed(attributes)} for at in (0, 1))
    return by_name.get(key) or by_title.get(key, "")


@lru_cache(maxsize=1024)
def _meant(text: str, names: tuple[str, ...]) -> str:
    """A question for the attribute that was probably meant; "" where none is alike."""
    close = difflib.get_close_matches(squeezed(text), list(map(squeezed, names)), n=1)
    return f"; did you mean {next(name for name in names if squeezed(name) == close[0])}?" if close else ""


def rule_of(attribute: Attribute | None) -> str:
    """The rule of claims whose values are of a form; "" where their attribute has none."""
    return PREFIX + attribute.form if isinstance(attribute, TableAttribute) and attribute.form else ""


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
