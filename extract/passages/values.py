"""What a passage hands on of its numbers and dates: values, numbers that are none, and how their document writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from extract.passages.opening_dates import Calendar
    from extract.passages.short_dates import ShortOrder, Years
    from extract.quantities.dates import DateMention
    from extract.quantities.numbers import Quantity
    from extract.quantities.numerals import Mark
    from extract.quantities.periods import Order

_TAIL_JOINT = re.compile(r"[-_./]")
SCALE_TAILS = frozenset({"thousand", "million", "billion", "trillion"})


class Value(NamedTuple):
    """A value mention: a number, a sum of money or a date, not yet tied to an attribute."""

    start: int
    end: int
    type: Literal["number", "money", "date"]  # the attribute type it can serve
    quantity: Quantity | None = None
    date: DateMention | None = None


class Unclaimable(NamedTuple):
    """A number that is no value at all, with the reason."""

    start: int
    end: int
    reason: str


class Style(NamedTuple):
    """How a document writes dates and numbers, as far as it proves it."""

    order: Order | None = None  # of the parts of numeric dates
    mark: Mark = ""  # the decimal mark
    short_order: ShortOrder | None = None  # of the parts of dates with two-digit years


PLAIN_STYLE = Style()


class Hints(NamedTuple):
    """What the place of a passage in its document says of the numbers and dates in it."""

    style: Style = PLAIN_STYLE
    calendar: Calendar | None = None  # what headings above give to days without a year
    masthead: int | None = None  # the year of the whole text, where nothing nearer gives one
    years: bool = True  # whether a plain number such as 2048 may be a year
    dated: Years | None = None  # the plausible years of the attribute under whose heading it stands where a date does


def tail_word(quantity: Quantity) -> str:
    """The first word glued to a number: "w" of "1450W", "parameter" of "671-billion-parameter"."""
    for part in _TAIL_JOINT.split(quantity.tail.lower()) if quantity.tail else ():
        if part and part not in SCALE_TAILS:
            return part
    return ""
