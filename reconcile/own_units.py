"""Converted values in the unit that their document states: "945 ft" for 288.036 m."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from extract.quantities.units import canonical
from extract.words.pack import Attribute

Units = tuple[tuple[str, Decimal], ...]  # a unit, and how many base units it is

_NUMBER = re.compile(r"(?:(?<!\d)[-−])?\d[\d.,\u202f\u00a0' ]*")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 40  # characters of a quote; a longer one is a sentence, which says what it says
_RANGE = 2  # numbers that a range states
_DIGITS = 12  # to which a converted value is equal to what is stated


@lru_cache(maxsize=512)
def _listed(pairs: Units) -> Units:
    measures = tuple((unit, factor) for unit, factor in pairs if canonical(unit))
    return measures if any(factor != 1 for _, factor in measures) else ()


def units_of(attribute: Attribute | None) -> Units:
    """The units of measure of an attribute that takes several; none where it takes one, or counts things in words.

    "15" below "Tokens (B)" are 15 billion and no 15 gigatokens, though a pack may know these.
    """
    if attribute is None or attribute.type != "number":
        return ()
    return _listed((*attribute.counted.items(), *attribute.units.items()))


def own_words(value: str, quote: str, units: Units) -> str:
    """A value as its document states it, with the first unit that makes it so; "" where it is in the base unit.

    `value` is a number of base units or, as "low/high", a range; `quote` is what stands in the document, which holds
    the number and may leave its unit to a heading.
    """
    if not units or len(quote) > _LONGEST:
        return ""
    stated = list(_NUMBER.finditer(quote))
    ends = value.split("/")
    if len(stated) != len(ends) or len(stated) > _RANGE:
        return ""
    numbers = [number.group().strip(" ,.'") for number in stated]
    words = _WORD.findall(_NUMBER.sub(" ", quote))
    for unit, factor in (("", Decimal(1)), *units):
        if words and words[-1].casefold() != unit.casefold():
            continue  # "236 billion", "945 ft"
        if all(_is(end, number, factor) for end, number in zip(ends, numbers, strict=True)):
            return f"{' to '.join(numbers)} {unit}" if factor != 1 else ""
    return ""


def _is(end: str, number: str, factor: Decimal) -> bool:
    """True where a number with a factor is the value, whichever of its marks is the decimal one."""
    try:
        wanted = Decimal(end)
    except InvalidOperation:
        return False
    return any(_equal(read * factor, wanted) for read in _readings(number))


def _equal(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= abs(other).scaleb(-_DIGITS)


def _readings(number: str) -> Iterator[Decimal]:
    """What a number may be: marks before its last one separate thousands, the last one thousands or decimals."""
    number = number.replace("−", "-")
    digits = re.sub(r"[^\d-]", "", number)
    marks = re.findall(r"[.,]", number)
    if not marks or len(set(marks)) == 1:
        yield Decimal(digits)
    if marks and (len(marks) == 1 or marks[-1] not in marks[:-1]):
        whole, _, part = number.rpartition(marks[-1])
        yield Decimal(f"{re.sub(r'[^0-9-]', '', whole)}.{part}") if part.isdecimal() else Decimal(digits)
