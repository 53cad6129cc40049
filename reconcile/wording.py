"""Values, intervals and counts as the sentences of a reason spell them."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from extract.claim import Qualifier
from extract.quantities.periods import SEASONS, third

_SCALES = ((Decimal(10) ** 12, "T"), (Decimal(10) ** 9, "B"), (Decimal(10) ** 6, "M"))
_MOST_DECIMALS = 4  # "2.788M" reads well, "2.6641234M" does not
_UNSCALED = 6  # a whole number of no more digits is below a million and has no letter
_MOST_DIGITS = 40  # a number written with more digits than this is shown as it stands
_PERIOD = re.compile(r"(\d{4})(?:-(\d\d))?", re.ASCII)
_DECEMBER = 12
_ONE_DECIMAL = re.compile(r"\.\d(?= to |$)")
_MONTHS = re.compile(r"(\d{4})-(\d\d) to \1-(\d\d)", re.ASCII)  # as `value_words` spells a stretch of one year
_LENGTHS = frozenset(map(len, ("2024", "2024-04", "2024-04 to 2024-06")))  # of what is a part of a year or may have one
_PARTS_OF_YEAR = {
    ("01", "03"): "Q1", ("04", "06"): "Q2", ("07", "09"): "Q3", ("10", "12"): "Q4",
    ("01", "06"): "the first half of", ("07", "12"): "the second half of",
    **{(f"{low:02}", f"{high:02}"): name for name, (low, high) in SEASONS.items() if name != "fall"},
}  # fmt: skip
LATEST_YEAR = 9999  # as a number; days from the year 28 on are beyond
_MOST_NAMED = 3  # documents named in a sentence; the table lists them all


def value_words(value: str, kind: str, unit: str = "") -> str:
    """A claim's value for a sentence: "671B", "2023 to 2025", "0.738 kg", "5.6M USD"; `kind` is its type."""
    if kind not in ("number", "money", "date"):
        return f"“{value}”"
    spell = _number if kind != "date" else str
    number, _, own = value.partition(" ") if kind == "number" else (value, "", "")
    words = " to ".join(spell(end) for end in number.split("/") if end) if "/" in number else spell(number)
    if kind == "money":
        words = _ONE_DECIMAL.sub(r"\g<0>0", words)  # "4.50 EUR", as prices are written
    shown = own or (unit if kind == "money" else "")
    return f"{words} {shown}" if shown else words


def is_period(value: str) -> bool:
    """Whether a value may name a year or a month; "2024" may be a number as well."""
    return len(value) in _LENGTHS and _PERIOD.fullmatch(value) is not None


def is_dated(value: str) -> bool:
    """Whether a value may be a date that `part_words` has another name for."""
    return len(value) in _LENGTHS and value[:4].isdecimal()


def part_words(value: str, low: float, high: float) -> str:
    """A date for a sentence, "early 2024" where its days `low` to `high` are a third of the year or month it names.

    "2024-04 to 2024-06" is "Q2 2024", and the like for halves and seasons.
    """
    if not is_dated(value):  # nearly all values
        return value
    months = _MONTHS.fullmatch(value)
    part = _PARTS_OF_YEAR.get((months[2], months[3])) if months is not None else None
    if months is not None and part:
        return f"{part} {months[1]}"
    named = _PERIOD.fullmatch(value)
    if named is None:
        return value
    year, month = int(named[1]), int(named[2] or 1)
    if not (year and 1 <= month <= _DECEMBER):
        return value
    end = int(named[2] or _DECEMBER)
    first, last = date(year, month, 1), date(year, end, monthrange(year, end)[1])
    for part in (Qualifier.EARLY, Qualifier.MID, Qualifier.LATE):
        if (low, high) == tuple(day.toordinal() for day in third(first, last, part, part)):
            return f"{part.value} {value}"
    return value


def qualified_words(value: str, qualifier: Qualifier, low: float, high: float, *, dated: bool) -> str:
    """A value in words with what qualifies it: "about 37B", "before 2024"; `low` and `high` are its ends."""
    if qualifier is Qualifier.ABOUT:
        return f"about {value}"
    if not dated:
        return f"{'at least' if math.isinf(high) else 'up to'} {value}"
    named = _days_of(value)
    if math.isinf(high):
        return f"{'after' if named and low > named[0] else 'since'} {value}"
    return f"{'before' if named and high < named[1] else 'until'} {value}"


def _days_of(value: str) -> tuple[int, int] | None:
    """First and last day of an ISO date, as ordinals; None for other text."""
    try:
        day = date.fromisoformat(value).toordinal()
    except ValueError:
        period = _PERIOD.fullmatch(value)
        if period is None or not int(period[1]):
            return None
        first, last = int(period[2] or 1), int(period[2] or _DECEMBER)
        year = int(period[1])
        return date(year, first, 1).toordinal(), date(year, last, monthrange(year, last)[1]).toordinal()
    return day, day


def interval_words(low: float, high: float, kind: str) -> str:
    """An interval for a sentence: "15.65B to 15.75B", "2024-05-01 to 2024-05-31", "10,000 or more"."""
    spell = _day if kind == "date" else _float
    if low == high:
        return spell(low)
    if math.isinf(high):
        more = "later" if kind == "date" else "more"
        return "any value" if math.isinf(low) else f"{spell(low)} or {more}"
    return f"up to {spell(high)}" if math.isinf(low) else f"{spell(low)} to {spell(high)}"


def count_words(count: int, noun: str) -> str:
    """A count with its noun: "1 document", "4 documents"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def names_words(names: Sequence[str]) -> str:
    """Names in a sentence, the rest of a long list as a count: "a.md, b.md and 4 more"."""
    shown = list(names)
    if len(shown) > _MOST_NAMED:
        shown[_MOST_NAMED - 1 :] = [f"{len(names) + 1 - _MOST_NAMED} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _float(number: float) -> str:
    return _number(repr(float(number)))


def _day(ordinal: float) -> str:
    whole = int(ordinal)
    return date.fromordinal(whole).isoformat() if 1 <= whole <= date.max.toordinal() else str(whole)


def _number(text: str) -> str:
    if len(text) <= _UNSCALED and text.isdecimal():
        return f"{int(text):,}"
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite() or len(text) > _MOST_DIGITS or abs(number.adjusted()) > _MOST_DIGITS:
        return text
    for scale, letter in _SCALES:
        if abs(number) >= scale:
            scaled = _plain(number / scale)
            if len(scaled.partition(".")[2]) <= _MOST_DECIMALS:
                return scaled + letter
            break
    whole, point, rest = _plain(number).partition(".")
    return f"{int(whole):,}{point}{rest}" if whole not in ("", "-", "-0") else whole + point + rest


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
