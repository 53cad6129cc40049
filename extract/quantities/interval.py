"""What a statement commits to: the interval of a number, a date or a value that another tool normalised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from extract.claim import Interval, Qualifier
from extract.quantities import dates, numbers, periods

DEFAULT_ABOUT: Final = Decimal("0.05")  # share by which "about" widens where no attribute says otherwise
_THIRDS: Final = (Qualifier.EARLY, Qualifier.MID, Qualifier.LATE)
_HALF: Final = Decimal("0.5")
_PLAIN: Final = Qualifier.NONE
_ISO_RANGE: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}/[0-9]{4}(?:-[0-9]{2}){0,2}")
# What may stand around a date that a text consists of. Any other word makes it a text: "TBD 2024", "not 2024".
_LEAD: Final = re.compile(
    r"""(?:the[ ])?(?:year[ ])?(?:(?:released|launched|founded|established|est\.?|published|opened|dated?|born)[ ])?
    (?: (?P<since>since|from|starting|(?:not|never)[ ]before|(?:no|not)[ ]earlier[ ]than)[ ]
      | (?P<after>after|later[ ]than)[ ]
      | (?P<before>before|prior[ ]to|earlier[ ]than)[ ]
      | (?P<by>by|until|till|not[ ]after|(?:no|not)[ ]later[ ]than)[ ] )?
    (?:(?:in|on|at|of|the|year|between|from)[ ])*
    (?P<about>(?:about|around|roughly|approximately|approx\.?|circa|ca?\.?|nearly|~)[ ]?)?
    (?:(?:in|on|the|year)[ ])*
    (?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?[ ])?""",
    re.VERBOSE | re.IGNORECASE,
)
_LATER: Final = re.compile(r"(?i:(?P<since> (?:or|and) later| onwards?)|(?P<by> or earlier| at the latest))")
_TIME_OF_DAY: Final = re.compile(r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?")
_EXACT_DIGITS: Final = 15  # of whole numbers that a double holds with their halves
_PLAIN_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?", re.ASCII)
_BINARY: Final = {"K": (Decimal(1000), Decimal(1024)), "M": (Decimal(1000) ** 2, Decimal(1024) ** 2)}


def of_number(
    low: Decimal,
    high: Decimal,
    step: Decimal,
    qualifier: Qualifier = Qualifier.NONE,
    about: Decimal = DEFAULT_ABOUT,
    bound_is_value: bool = False,
    high_step: Decimal | None = None,
    tolerance: Decimal = Decimal(0),
) -> Interval:
    """Interval of a number in base units: half a unit of the last digit printed on either side.

    `about` is the share of the value by which ABOUT widens it. With `bound_is_value` a bound ("up to 128K") is read as
    the plain value. `high_step` is the step of a range's upper end where it differs. A stated `tolerance` ("56 ± 1")
    widens the value to either side instead of its rounding.
    """
    if tolerance:
        return Interval(low - tolerance, high + tolerance)
    lower = low - step * _HALF
    upper = high + (step if high_step is None else high_step) * _HALF
    if qualifier is Qualifier.ABOUT:
        return Interval(min(lower, low - abs(low) * about), max(upper, high + abs(high) * about))
    if qualifier is Qualifier.AT_LEAST and not bound_is_value:
        return Interval(lower, None)
    if qualifier is Qualifier.UP_TO and not bound_is_value:
        return Interval(Decimal(0) if high >= 0 else None, upper)  # amounts and counts are never negative
    return Interval(lower, upper)


def of_quantity(quantity: numbers.Quantity, about: Decimal = DEFAULT_ABOUT, bound_is_value: bool = False) -> Interval:
    """Interval of a quantity found in a text."""
    return of_number(
        quantity.low,
        quantity.high,
        quantity.step,
        quantity.qualifier,
        about,
        bound_is_value,
        quantity.high_step,
        quantity.tolerance,
    )


def measured(quantity: numbers.Quantity, scale: Decimal, unit: Decimal) -> Interval:
    """Interval of a quantity in base units: `scale` is that of its heading, `unit` how many base units its unit is."""
    factor = unit if quantity.scale else unit * scale
    return of_number(
        quantity.low * factor, quantity.high * factor, quantity.step * factor, quantity.qualifier,
        high_step=quantity.high_step * factor, tolerance=quantity.tolerance * factor,
    )  # fmt: skip


def apart(intervals: list[Interval]) -> bool:
    """True where not all of several statements can hold of one value: "0.7 kg (680 g)" is one, "7B, 13B" are two."""
    low = max((i.lower for i in intervals if i.lower is not None), default=None)
    high = min((i.upper for i in intervals if i.upper is not None), default=None)
    return low is not None and high is not None and low >= high


def of_date(first: date, last: date, qualifier: Qualifier = Qualifier.NONE) -> Interval:
    """Interval of the days from first to last, both included, as ordinals.

    EARLY, MID and LATE cut a whole year or month down to that third, and leave what is cut already. ABOUT widens by
    the stretch's own length on either side ("around May 2024": April to June). AT_LEAST means since, UP_TO until.
    """
    if qualifier in _THIRDS:
        first, last = periods.third(first, last, qualifier, qualifier)
    if qualifier is Qualifier.ABOUT:
        first, last = periods.widened(first, last)
    low, high = Decimal(first.toordinal()), Decimal(last.toordinal())
    if qualifier is Qualifier.AT_LEAST:
        return Interval(low, None)
    if qualifier is Qualifier.UP_TO:
        return Interval(None, high)
    return Interval(low, high)


def of_bounded_date(first: date, last: date, bound: str) -> tuple[Qualifier, Interval]:
    """What the days from first to last commit to behind "before", "by", "after", "from" or "since"."""
    if bound == "after":
        return Qualifier.AT_LEAST, of_date(last + timedelta(1), last, Qualifier.AT_LEAST)
    if bound in ("from", "since"):
        return Qualifier.AT_LEAST, of_date(first, last, Qualifier.AT_LEAST)
    until = first - timedelta(1) if bound == "before" else last
    return Qualifier.UP_TO, of_date(first, until, Qualifier.UP_TO)


def binary_twin(quantity: numbers.Quantity) -> Interval | None:
    """The exact value where K or M is read as 1024 or 1024 squared (128K: 131072); None where no scale is printed.

    A value that is printed in full has the twin that its own rounding hides: none.
    """
    pair = _BINARY.get(quantity.scale)
    if pair is None:
        return None
    decimal, binary = pair
    return Interval(quantity.low / decimal * binary, quantity.high / decimal * binary)


def render(low: Decimal, high: Decimal) -> str:
    """Canonical plain text of a value: no exponent, no trailing zeros after the point; "low/high" for a range."""
    return _plain(low) if low == high else f"{_plain(low)}/{_plain(high)}"


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


class Parsed(NamedTuple):
    """A value that somebody else wrote, as it is understood."""

    value: str  # canonical
    interval: Interval
    qualifier: Qualifier = Qualifier.NONE


def parse_value(
    text: str, kind: Literal["number", "money", "date"], about: Decimal = DEFAULT_ABOUT, bounds: Sequence[str] = ()
) -> Parsed | None:
    """What a value that somebody else wrote states: "236B", "1,000", "about 7", "2024-05", "since 2020".

    None where the text is not one value of the kind. A range is written "low/high" or in any form that prose has.
    `bounds` are qualifiers that only dress the value: "up_to" of a context length.
    """
    text = text.strip()
    if kind == "date":
        return _parse_date(text)
    ends = text.split("/")
    if len(ends) == 2:
        low, high = (_one_quantity(end.strip()) for end in ends)
        if low is None or high is None or low.low > high.low:
            return None
        interval = of_number(low.low, high.low, low.step, high_step=high.step)
        return Parsed(render(low.low, high.low), interval, Qualifier.RANGE)
    quantity = _one_quantity(text)
    if quantity is None:
        return None
    interval = of_quantity(quantity, about, quantity.qualifier.value in bounds)
    return Parsed(render(quantity.low, quantity.high), interval, quantity.qualifier)


def plain_number(text: str) -> tuple[str, float, float] | None:
    """What `parse_value` makes of a number in plain digits, its ends as doubles, ten times as fast.

    None for any other text, which may be a number all the same. Tables hold hundreds of thousands of these.
    """
    if text[:1] != "0" and len(text) <= _EXACT_DIGITS and text.isdecimal() and text.isascii():  # most of them
        return text, int(text) - 0.5, int(text) + 0.5
    if not _PLAIN_NUMBER.fullmatch(text):
        return None
    sign, digits = ("-", text[1:]) if text[0] == "-" else ("", text)
    whole, _, decimals = digits.partition(".")
    number, scale = 10 * int(whole + decimals), 10 ** (len(decimals) + 1)
    # The quotient of whole numbers is rounded once, as the double of a decimal is.
    low, high = (number - 5) / scale, (number + 5) / scale
    decimals = decimals.rstrip("0")
    value = f"{whole}.{decimals}" if decimals else whole
    return (value, low, high) if not sign else ("0" if value == "0" else sign + value, -high, -low)


def is_plain_number(text: str) -> bool:
    """Whether `plain_number` reads a text."""
    return _PLAIN_NUMBER.fullmatch(text) is not None


def _one_quantity(text: str) -> numbers.Quantity | None:
    """The quantity that a text consists of; a minus sign in front is its own."""
    found = numbers.scan(text)
    if len(found) != 1 or found[0].kind == "opaque":
        return None
    quantity = found[0]
    if quantity.attached == "-" and quantity.low == quantity.high:
        return quantity._replace(low=-quantity.low, high=-quantity.high)
    return None if quantity.attached or quantity.tail else quantity


def _parse_date(text: str) -> Parsed | None:
    if _ISO_RANGE.fullmatch(text):
        low, high = (_one_date(end) for end in text.split("/"))
        if low is None or high is None or low.interval.lower is None or high.interval.lower is None:
            return None
        if low.interval.lower > high.interval.lower:
            return None
        return Parsed(f"{low.value}/{high.value}", Interval(low.interval.lower, high.interval.upper))
    return _one_date(text)


def _one_date(text: str) -> Parsed | None:
    """The date that a text consists of; a time of day behind it is dropped."""
    found = dates.scan(text, early=True)
    if len(found) != 1 or found[0].partial:
        return None
    mention = found[0]
    lead, behind = _LEAD.fullmatch(text, 0, mention.start), _LATER.fullmatch(text, mention.end)
    if lead is None or not (behind or _TIME_OF_DAY.fullmatch(text, mention.end)):
        return None
    first, last, qualifier = mention.first, mention.last, mention.qualifier
    bound = next((name for m in (lead, behind) if m for name, said in m.groupdict().items() if said), None)
    if bound not in (None, "about") and qualifier is not Qualifier.RANGE:  # "from 2020 to 2022" is a range
        qualifier, days = of_bounded_date(first, last, bound)
        return Parsed(mention.value, days, qualifier)
    if lead["about"] or qualifier is Qualifier.ABOUT:
        return Parsed(mention.value, of_date(first, last, Qualifier.ABOUT), Qualifier.ABOUT)
    return Parsed(mention.value, of_date(first, last), qualifier)
