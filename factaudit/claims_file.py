"""A table of claims that another tool made, or an earlier audit: document, entity, attribute and value are enough."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

from extract.claim import Claim, Interval, Qualifier, Status
from extract.quantities.interval import Parsed, parse_value
from extract.quantities.stated import Stated
from extract.words.measures import Measures
from extract.words.pack import Attribute, Pack, Term
from factaudit.conclude import Gathered
from factaudit.inferred import NOTHING_SAID, TABLE, TableAttribute, day_of, inferred
from factaudit.labels import rows, squeezed
from factaudit.unit_column import Cell, quoted, rescaled, stated_in, unit_of
from reconcile.forms import PREFIX
from reconcile.spelling import meaning
from reconcile.wording import count_words
from reports.cells import restored
from reports.interface import DocumentRow
from sources.document import Unread
from sources.errors import FactauditError

COLUMNS = ("document", "entity", "attribute", "value")
LACKING = ", which the pack does not know"
RULE = "table"
UNREAD = "row"  # what could not be read is a row, not a document
Measured = Literal["number", "money", "date"]
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


class Said(NamedTuple):
    """What a row says of its attribute."""

    value: str  # normalised
    unit: str
    interval: Interval | None
    qualifier: Qualifier = Qualifier.NONE  # as the value is printed


def value_of(row: Mapping[str, str], attribute: Attribute) -> Said | str:
    """What a row says: its interval as the table states it, or else as the value is printed; or why it says nothing."""
    kind, unit = attribute.type, row.get("unit", "")
    if kind not in ("number", "money", "date"):
        if isinstance(attribute, TableAttribute) and row["value"].casefold() in NOTHING_SAID:
            return f"'{row['value']}' says that there is no value"
        return Said(_terms(attribute.terms).get(meaning(row["value"]), row["value"]), unit or attribute.unit, None)
    ranges = bool(row.get("lower") or row.get("upper"))
    if kind == "date":
        read = day_of(row["value"]) if isinstance(attribute, TableAttribute) else parse_value(row["value"], kind)
        said = Said(read.value, unit or attribute.unit, *read[1:]) if read is not None else None
    elif isinstance(attribute, TableAttribute):
        said = _measured(row["value"], unit, attribute, ranges=ranges)
    else:
        said = _declared(row["value"], unit, attribute)
    if said is None:
        own = f" {unit}" if unit and kind != "date" and unit != attribute.unit else ""
        return f"'{row['value']}{own}' is no {kind}{_in_units(attribute)}"
    return _with_ends(said, row, attribute) if ranges else said


@lru_cache(maxsize=64)
def _terms(terms: tuple[Term, ...]) -> dict[str, str]:
    """The term that each spelling means where it stands by itself, by what texts are compared by."""
    named = {meaning(name): term.name for term in terms for name in (*term.names, *term.slugs)}
    return named | {meaning(term.name): term.name for term in terms}


def _with_ends(said: Said, row: Mapping[str, str], attribute: Attribute) -> Said | str:
    """What is said, with the interval that the table states for it; or what is wrong with that interval."""
    kind: Measured = "date" if attribute.type == "date" else "number"
    low, high = row.get("lower", ""), row.get("upper", "")
    lower, upper = _end(low, kind), _end(high, kind)
    for name, text, end, open_end in (("lower", low, lower, "-Infinity"), ("upper", high, upper, "Infinity")):
        if text and (end is None or end.is_nan() or (end.is_infinite() and end != Decimal(open_end))):
            what = "date" if kind == "date" else "number"
            return f"has {name} '{text}', which is no {what}: correct it, or leave it empty for an open end"
    if lower is not None and upper is not None and lower > upper:
        return f"has lower {low} above upper {high}: exchange or correct them"
    ends = Interval(_finite(lower), _finite(upper))
    if kind == "number" and row.get("unit"):
        ends = _ends_in(ends, row["unit"], said.unit, attribute)
    lower, upper = ends.lower, ends.upper
    least, most = _extent(said, kind)
    below = upper is not None and least is not None and least > upper
    if below or (lower is not None and most is not None and most < lower):
        unit = f" (in {said.unit})" if said.unit else ""
        return f"has the value '{said.value}' outside its own interval {low or '…'} to {high or '…'}{unit}: correct one"
    return said._replace(interval=ends)


def _ends_in(ends: Interval, unit: str, base: str, attribute: Attribute) -> Interval:
    """The ends that a row states, which are in the unit of its column, in the unit of its value."""
    if isinstance(attribute, TableAttribute):
        return rescaled(ends, unit, base, rise=attribute.column.rise)
    factor = _factor(unit, attribute)
    if factor is None or factor == 1:
        return ends
    return Interval(*(None if end is None else end * factor for end in (ends.lower, ends.upper)))


def _extent(said: Said, kind: Measured) -> tuple[Decimal | None, Decimal | None]:
    """What an interval stated for a value has to meet: a number itself, of anything else what it is printed as."""
    if kind != "date":
        try:
            point = Decimal(said.value)
        except InvalidOperation:
            pass  # a range, or a number with a unit of its own
        else:
            return point, point
    return (said.interval.lower, said.interval.upper) if said.interval is not None else (None, None)


def _finite(end: Decimal | None) -> Decimal | None:
    return end if end is not None and end.is_finite() else None


def _measured(text: str, unit: str, attribute: TableAttribute, *, ranges: bool) -> Said | None:
    """A number in units of its own: it keeps them, and its interval is in those that most values have.

    Where the table states intervals (`ranges`) a value such as "2/3" is one, and no fraction.
    """
    found = stated_in(text, unit, column=attribute.column, fractions=not ranges)
    if found is None:
        return None
    if attribute.column.share and not found.unit:
        found = found.times(Decimal(100))._replace(unit="%")
    for base in attribute.bases if found.unit else ():
        if (converted := found.in_units_of(base, rise=attribute.column.rise)) is not None:
            return Said(found.text, base, converted, found.qualifier)
    if found.unit or found.word or not unit:
        return Said(found.text, found.unit or found.stem, found.interval, found.qualifier)
    return Said(f"{found.value} {unit}", unit, found.interval, found.qualifier)


def _declared(text: str, unit: str, attribute: Attribute) -> Said | None:
    """A number in the base unit that a pack gives the attribute, whichever of its units it is written in."""
    kind: Measured = "money" if attribute.type == "money" else "number"
    found = stated_in(text, "", attribute.about, bounds=attribute.bound_is_value)
    read: Stated | Parsed | None = found
    if found is None or found.word:  # other words around a number are taken for what the pack counts
        read = parse_value(text, kind, attribute.about, attribute.bound_is_value)
    if read is None:
        return None
    own = found.unit if found is not None else ""
    if own or (unit and unit != attribute.unit):
        factor = _factor(own or unit, attribute)
        if factor is None and (own or unit_of(unit).name):
            return None
        if factor is None:  # a word that the pack does not know: nothing is compared with it
            return Said(read.value, unit, read.interval, read.qualifier)
        in_base = Stated(read.value, read.interval).times(factor)
        return Said(in_base.value, attribute.unit, in_base.interval, read.qualifier)
    return Said(read.value, attribute.unit, read.interval, read.qualifier)


def _factor(unit: str, attribute: Attribute) -> Decimal | None:
    """How many base units of an attribute one of a unit is; None where the pack does not take it."""
    of = unit_of(unit)
    if attribute.type == "money":
        return of.times if of.name == attribute.unit else None
    if of.name:
        known = Measures(attribute).factor(of.name)
        return None if known is None else known * of.times
    named = {**attribute.units, **attribute.counted, attribute.unit: Decimal(1)}
    word = of.word.casefold()
    return next((of.times * factor for phrase, factor in named.items() if fnmatchcase(word, phrase.casefold())), None)


def _in_units(attribute: Attribute) -> str:
    return f" in {attribute.unit}" if attribute.type in ("number", "money") and attribute.unit else ""


def _end(text: str, kind: Measured) -> Decimal | None:
    """An end of an interval as tables print it; None where it is open or no number or day."""
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
