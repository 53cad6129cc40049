"""Sizes in several dimensions: "200 x 150 x 180 mm" is "20 × 15 × 18 cm", and "10 x 20" what either side is in.

Dimensions are compared in the order in which they stand, each within the rounding of what is printed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from extract.claim import Interval
from extract.quantities.conversions import converted
from extract.quantities.stated import stated

LONGEST: Final = 80  # characters of a size
_MOST: Final = 4  # dimensions
_UNIT: Final = 100  # what a unit adds to how much a size says: more than any number of digits
_BETWEEN: Final = re.compile(r"\s*[xX×*]\s*(?=[\d.])|\s+by\s+(?=\d)")


class Size(NamedTuple):
    """The dimensions of a thing and the unit that they are in; "" where none is stated."""

    sides: tuple[Interval, ...]
    unit: str


@lru_cache(maxsize=4096)
def size(text: str) -> Size | None:
    """The size that a text consists of; None where it is something else."""
    parts = _BETWEEN.split(text.strip()) if len(text) <= LONGEST else []
    if not 1 < len(parts) <= _MOST:
        return None
    read = [stated(part) for part in parts]
    found = [one for one in read if one is not None and not one.word]
    units = {one.unit for one in found if one.unit}
    if len(found) < len(parts) or len(units) > 1:
        return None
    return Size(tuple(one.interval for one in found), "".join(units))


def agree(one: Size, other: Size) -> bool:
    """Whether two sizes may be the same; a number without a unit is taken in the unit of the other side."""
    if len(one.sides) != len(other.sides):
        return False
    unit = one.unit or other.unit
    return all(
        _meet(side, converted(against, other.unit or unit, unit) if unit else against)
        for side, against in zip(one.sides, other.sides, strict=True)
    )


def fullness(one: Size) -> int:
    """Sizes with a unit say more, and of these what is printed more finely."""
    sides = [(converted(side, one.unit, "m") or side) if one.unit else side for side in one.sides]
    width = sum(side.upper - side.lower for side in sides if side.lower is not None and side.upper is not None)
    return (_UNIT if one.unit else 0) - (Decimal(width).adjusted() if width else -_UNIT)


def _meet(one: Interval, other: Interval | None) -> bool:
    if other is None:
        return False
    low = max((end for end in (one.lower, other.lower) if end is not None), default=None)
    high = min((end for end in (one.upper, other.upper) if end is not None), default=None)
    return low is None or high is None or low <= high
