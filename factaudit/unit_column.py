"""The column `unit` of a table: what a row's number counts where the cell with the number does not say so itself."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from extract.claim import Interval
from extract.quantities.conversions import converted
from extract.quantities.interval import DEFAULT_ABOUT
from extract.quantities.stated import PLAIN, Column, Stated, stated
from extract.quantities.units import canonical

_ONE: Final = Decimal(1)
_SYMBOL: Final = 4  # letters: what is longer is a word, whose case says nothing


class Cell(NamedTuple):
    """A value of a table with what its row has under `unit`."""

    value: str
    unit: str = ""


class Unit(NamedTuple):
    """What a cell of the column says: "kg", "USD million", "parameters"."""

    name: str  # the one spelling of a unit of measure, or the ISO code of a currency; "" for any other word
    times: Decimal = _ONE  # how many of them: a million
    word: str = ""  # what is counted, where that is no unit: "parameters"


@lru_cache(maxsize=4096)
def unit_of(text: str) -> Unit:
    """What a cell of the column says."""
    if known := canonical(text) or (canonical(text.lower()) if text.istitle() and len(text) > _SYMBOL else ""):
        return Unit(known)
    for number in (f"1 {text}", f"{text} 1", _behind(text)):  # "million USD", "€", "USD million"
        found = stated(number)
        if found is not None and (found.unit or found.value != "1"):
            return Unit(found.unit, Decimal(found.value), found.word)
    return Unit("", _ONE, text)


def _behind(text: str) -> str:
    """A currency with its scale behind it as prices are written: "USD 1 million"."""
    sign, _, scale = text.partition(" ")
    return f"{sign} 1 {scale}"


def stated_in(
    text: str,
    unit: str,
    about: Decimal = DEFAULT_ABOUT,
    column: Column = PLAIN,
    *,
    fractions: bool = False,
    bounds: Sequence[str] = (),
) -> Stated | None:
    """The number that a cell consists of, in the unit of its row's column unless it names one itself."""
    found = stated(text, about, column, fractions=fractions, bounds=bounds)
    if found is not None and unit and found.word == unit.casefold():
        found = found._replace(word="")  # said twice
    if found is None or found.unit or found.word or not unit:
        return found
    of = unit_of(unit)
    return (found if of.times == 1 else found.times(of.times))._replace(unit=of.name)


def rescaled(ends: Interval, unit: str, base: str, *, rise: bool = False) -> Interval:
    """The ends of an interval, which a row states in its column's unit, in the unit that its value is held in.

    They stay what they are where the two are one, or nothing converts one into the other.
    """
    of = unit_of(unit)
    low, high = (None if end is None else end * of.times for end in (ends.lower, ends.upper))
    scaled = Interval(low, high) if of.times != 1 else ends
    return (converted(scaled, of.name, base, rise=rise) if of.name else None) or scaled


def quoted(value: str, unit: str) -> str:
    """What a row states, as it is shown: the number in its cell with the unit in its column."""
    return f"{value} {unit}" if unit and value[-1:].isdigit() and not any(map(str.isalpha, value)) else value
