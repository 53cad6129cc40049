"""What the attributes of a table are where no pack says so: numbers, dates or texts, as most of their values are.

A number is compared with its unit: units that convert into each other are, and any other two cannot be compared. What
only looks like a number is a text: codes with leading zeros and versions, where "16.10" is not "16.1". Years are
dates where full dates stand beside them, or the attribute's name says so ("founded", "year built").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import Field

from extract.claim import Interval
from extract.quantities.conversions import converted, factor
from extract.quantities.interval import Parsed, is_plain_number, parse_value
from extract.quantities.numerals import infer_mark
from extract.quantities.stated import Column
from extract.words.pack import Attribute, Claimed, EntityNouns, Examples, Grammar, Pack
from factaudit.forms import form_of
from factaudit.unit_column import Cell, stated_in, unit_of
from reconcile.spelling import shown
from sources.errors import FactauditError

TABLE: Final = "table"  # name of a pack that was read off the values of one
# Cells that say that there is no value: they do not tell what the others of their column are.
NOTHING_SAID: Final = frozenset(
    "-,–,—,?,n/a,n.a.,null,unknown,tbd,tba,undisclosed,missing,not stated,not available,not applicable,not provided,"
    "not known,no data".split(",")
)
# These may be a value where values are texts: "none", a name, the symbol of an element.
NO_VALUE: Final = NOTHING_SAID.union(("na", "nan", "none"))
# Share of an attribute's values that must be numbers, or dates, for it to be taken for one without a pack: tables
# hold a few "n/a" and "-", and an attribute of texts that look like numbers by chance stays below.
TYPED: Final = 0.9
# The share where most numbers have units: a price among remarks is a number all the same.
TYPED_BY_UNIT: Final = 0.6
# Up to this share of numbers may count something else ("500 pence" among pounds); more of them make texts of all.
STRAYS: Final = 0.34
_CODE: Final = re.compile(r"0\d+")  # "00123", and no "0", "0.5"
_POINTED: Final = re.compile(r"[vV]?\d+(?:\.\d+){2,}|[vV]\d+(?:\.\d+)*")  # "16.10.1", "v2"
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")  # "1.234.567", and no "16.10.1"
_MINOR: Final = re.compile(r"\d+\.(\d+)")
# Minor versions count up: 16.8, 16.9, 16.10. Figures measured to two digits are spread up to .99, and those whose
# zeros only fill up are above this as often as not: 3.50, 4.20, 7.00.
_LAST_MINOR: Final = 29
_NAMED_CODE: Final = frozenset(
    "version code id identifier isbn issn ean gtin upc sku zip postcode phone telephone fax iban vin serial".split()
)
_YEAR: Final = re.compile(
    r"(?:c(?:a|irca)?\.? ?|about |around |early |mid[- ]|late )?(?:1[5-9]|20)\d(?:\d|0s)", re.IGNORECASE
)
_DECADE: Final = re.compile(r"(?:the )?((?:1[5-9]|20)\d)0[’']?s")  # "1850s"
_MARKS_TRIED: Final = 100_000  # characters of a column that its decimal mark is looked for in
# Words that make a date of an attribute: by themselves or with the ones below, "founded", "first released in".
_DATED: Final = frozenset(
    "year date founded founding established release released launch launched published publication built opened opening"
    " born died birth death introduced inaugurated completed completion construction constructed commissioned created"
    " discontinued announced formed incorporated premiered started ended begun closed retired".split()
)
_BESIDE: Final = frozenset(
    "the a was is were has in on at of since when first last initial initially original originally earliest latest most"
    " recent model start end begin foundation opening service operation company general availability".split()
)
_RISE: Final = frozenset(
    "rise increase decrease drop difference delta change warming cooling anomaly tolerance accuracy uncertainty error"
    " span gradient".split()
)
_WORDS: Final = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")


class TableAttribute(Attribute):
    """An attribute that no pack declares: its values keep the units in which they are written."""

    bases: tuple[str, ...] = Field((), description="Units that its intervals are in: of each quantity the most usual.")
    noun: str = Field("", description="Word that all values share instead of a unit, singular: 'floor'.")
    column: Column = Field(Column(), description="What its values tell of each other: the decimal mark, metres.")
    form: str = Field("", description="What its texts are, by a name of `reconcile.forms.FORMS`: 'people'.")
    figures: bool = Field(False, description="Whether most values are numbers though all are compared as texts.")
    odd: str = Field("", description="Then one that is no number, if any is none.")


def inferred(values: Mapping[str, Counter[str]], united: Mapping[str, Counter[Cell]], path: Path) -> Pack:
    """A pack that knows nothing but the attributes of a table and whether they are numbers, dates or texts.

    `values` says how often each attribute has which value, `united` the same of values with something under `unit`.
    """
    example = Examples(hit="-", claims=(Claimed(entity="-", value="-"),), miss="-")
    attributes = {}
    for name in sorted({*values, *united}):
        kind = _kind(name, values.get(name, Counter()), united.get(name, Counter()))
        attributes[name] = TableAttribute(
            title=name, type=kind.type, bases=kind.bases, noun=kind.noun, column=kind.column, form=kind.form,
            figures=kind.figures, odd=kind.odd, examples=example,
        )  # fmt: skip
    if not attributes:
        remedy = "fill the columns document, entity, attribute, value"
        raise FactauditError("no row has an attribute and a value", remedy, str(path), 2)
    return Pack(
        format=1,
        name=TABLE,
        title="Claims of a table",
        entity=EntityNouns(nouns=("entity",)),
        grammar=Grammar(version="(?!)", size="(?!)"),
        attributes=attributes,
    )


class _Kind(NamedTuple):
    type: str
    bases: tuple[str, ...] = ()
    noun: str = ""
    column: Column = Column()
    form: str = ""
    figures: bool = False
    odd: str = ""


def _kind(name: str, bare: Counter[str], united: Counter[Cell]) -> _Kind:
    """What most of the values are; `united` are those with something under `unit`."""
    values = bare + _texts(united) if united else bare
    odd = [value for value in values if not is_plain_number(value)]  # often a few of very many
    empty = {value for value in odd if value.strip().lower() in NO_VALUE}
    if 0 < len(empty) < len(values):
        values, bare = (Counter({v: n for v, n in of.items() if v not in empty}) for of in (values, bare))
        united = Counter({one: n for one, n in united.items() if one.value not in empty})
        odd = [value for value in odd if value not in empty]
    if form := form_of(name, values, odd):
        return _Kind("term", form=form)
    if _named_code(name):
        return _Kind("term")
    cells = Counter({Cell(value): bare[value] for value in odd if value in bare}) + united
    column = _column(name, bare, cells)
    numbers = _numbers(bare, cells, column)
    total = values.total()
    words = _texts(Counter({one: n for one, n in united.items() if not unit_of(one.unit).name}))
    if _coded(bare + words if words else bare, odd):
        return _text(cells, column, figures=numbers.total > total / 2)
    dated = _dated(name) or (numbers.bases == ("s",) and any(map(_DECADE.fullmatch, odd)))
    if dated and _years(values) >= TYPED * total:
        return _Kind("date")
    number = _Kind("number", numbers.bases, numbers.noun, column)
    if numbers.total == total:
        return number
    dates = sum(count for value, count in values.items() if day_of(value) is not None)
    if dates > numbers.total and dates >= TYPED * total:  # years are dates where full dates stand beside them
        return _Kind("date")
    needed = TYPED_BY_UNIT if numbers.measured > numbers.total / 2 else TYPED
    if numbers.total >= needed * total:
        return number
    return _text(cells, column, figures=numbers.total > total / 2)


def _texts(cells: Counter[Cell]) -> Counter[str]:
    """How often each value stands there, whatever its unit."""
    found = Counter[str]()
    for one, count in cells.items():
        found[one.value] += count
    return found


def _text(cells: Counter[Cell], column: Column, *, figures: bool) -> _Kind:
    """Texts; where most of them are `figures`, the first value that is none tells why all are compared as texts."""
    if not figures:
        return _Kind("term")
    odd = (one.value for one in cells if stated_in(*one, column=column, fractions=True) is None)
    return _Kind("term", figures=True, odd=min(odd, default=""))


def told_texts(pack: Pack) -> tuple[str, ...]:
    """A sentence for each attribute whose values are compared as texts though most of them are numbers."""
    known = ((name, one) for name, one in sorted(pack.attributes.items()) if isinstance(one, TableAttribute))
    return tuple(
        f"{name} is compared as text, though most of its values are numbers: "
        + (f"'{shown(one.odd)}' is none." if one.odd else "some look like codes or versions.")
        for name, one in known
        if one.figures
    )


def day_of(value: str) -> Parsed | None:
    """The days that a value of a table states; a decade is its ten years."""
    decade = _DECADE.fullmatch(value)
    return parse_value(f"{decade[1]}0/{decade[1]}9" if decade else value, "date")


def _column(name: str, bare: Counter[str], cells: Counter[Cell]) -> Column:
    """What the values of a column tell of each other; `cells` are those that are no plain numbers without a unit."""
    if not cells:
        return Column()
    odd = sorted(one for one in cells if not is_plain_number(one.value))
    mark = infer_mark("\n".join(one.value for one in odd)[:_MARKS_TRIED])
    read = [found for one in odd if (found := stated_in(*one, fractions=True)) is not None]
    units = {unit_of(unit).name for unit in {one.unit for one in cells} if unit} | {found.unit for found in read}
    plain = [float(value) for value in bare if is_plain_number(value)]
    return Column(
        mark=mark,
        metres=any(unit and factor(unit, "m") is not None for unit in units),
        kelvins=not units.isdisjoint(("°C", "°F")),
        rise=not _RISE.isdisjoint(map(str.casefold, _WORDS.findall(name))),
        whole=all(end.lstrip("-").isdecimal() for found in read for end in found.value.split("/"))
        and all(number.is_integer() for number in plain),
        share="%" in units
        and any(0 < number < 1 for number in plain) and all(0 <= number <= 1 for number in plain),
    )  # fmt: skip


class _Numbers(NamedTuple):
    """The numbers among the values of a column."""

    total: int
    measured: int  # of them those with a unit
    bases: tuple[str, ...]  # of each quantity the unit that most of them have
    noun: str  # the word that all those without a unit share


def _numbers(bare: Counter[str], cells: Counter[Cell], column: Column) -> _Numbers:
    """Count the numbers. Those with words of several kinds behind them are parts of texts, unless they are few."""
    units, nouns = Counter[str](), Counter[str]()
    units[""] = bare.total() - sum(count for one, count in cells.items() if not one.unit)
    for one, count in cells.items():
        if is_plain_number(one.value):
            units[unit_of(one.unit).name] += count
        elif (read := stated_in(*one, column=column, fractions=True)) is not None:
            units[read.unit] += count
            nouns[read.stem] += count
    bases = _bases(units)
    count = units.total()
    measured = count - units[""]
    named = [noun for noun in nouns if noun]
    if len(named) <= 1 and not (named and bases):
        return _Numbers(count, measured, bases, "".join(named))
    strays = sum(nouns[noun] for noun in named)
    return _Numbers(count if strays <= STRAYS * count else count - strays, measured, bases, "")


def _bases(units: Counter[str]) -> tuple[str, ...]:
    """Of the units that convert into each other the most usual, the most usual quantity first."""
    bases: list[str] = []
    one = Interval(Decimal(1), Decimal(1))
    for unit in sorted(filter(None, units), key=lambda unit: (-units[unit], unit)):
        if all(converted(one, unit, base) is None for base in bases):
            bases.append(unit)
    return tuple(bases)


def _dated(name: str) -> bool:
    """Whether a name says that its values are dates: "year_founded", "firstReleased", and no "units_released"."""
    words = [word.casefold() for word in _WORDS.findall(name)]
    return any(word in _DATED for word in words) and _DATED.union(_BESIDE).issuperset(words)


def _years(values: Counter[str]) -> int:
    """How many of the values are years, about a year or a part of one."""
    return sum(count for value, count in values.items() if _YEAR.fullmatch(value))


def _versioned(value: str) -> bool:
    """Whether a value is a version by its form: "16.10.1", and no day ("06.05.2024") or large number ("1.234.567")."""
    if not _POINTED.fullmatch(value) or _THOUSANDS.fullmatch(value):
        return False
    return parse_value(value, "date") is None


def _named_code(name: str) -> bool:
    """Whether a name says that figures are signs: "os_version", "ISBN"."""
    return any(word.casefold() in _NAMED_CODE for word in _WORDS.findall(name))


def _coded(values: Counter[str], odd: Sequence[str]) -> bool:
    """Whether figures are signs here: 00123 is another code than 123, and 16.10 another version than 16.1."""
    if any(_CODE.fullmatch(value) or _versioned(value) for value in odd if value in values):
        return True
    minors = [match[1] for value in values if "." in value and (match := _MINOR.fullmatch(value))]
    longer = [minor for minor in minors if len(minor) > 1]
    return (
        any(minor.endswith("0") for minor in longer)
        and len(longer) < len(minors)
        and all(len(minor) == 2 and 10 <= int(minor) <= _LAST_MINOR for minor in longer)
    )
