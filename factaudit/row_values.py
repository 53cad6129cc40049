"""What a row of a table says of its attribute: a number with its unit, a date, a text, and the interval of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Literal, NamedTuple

from extract.claim import Interval, Qualifier
from extract.quantities.interval import Parsed, parse_value
from extract.quantities.stated import Stated
from extract.words.measures import Measures
from extract.words.pack import Attribute, Term
from factaudit.inferred import NOTHING_SAID, TableAttribute, day_of
from factaudit.unit_column import rescaled, stated_in, unit_of
from reconcile.spelling import meaning

Measured = Literal["number", "money", "date"]


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
