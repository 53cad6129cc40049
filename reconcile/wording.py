"""Values, intervals and counts as the sentences of a reason spell them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

_SCALES = ((Decimal(10) ** 12, "T"), (Decimal(10) ** 9, "B"), (Decimal(10) ** 6, "M"))
_MOST_DECIMALS = 4  # "2.788M" reads well, "2.6641234M" does not
_UNSCALED = 6  # a whole number of no more digits is below a million and has no letter
_MOST_DIGITS = 40  # a number written with more digits than this is shown as it stands
_MOST_NAMED = 3  # documents named in a sentence; the table lists them all


def value_words(value: str, kind: str, unit: str = "") -> str:
    """A claim's value for a sentence: "671B", "2023 to 2025", "0.738 kg", "5.6M USD"; `kind` is its type."""
    if kind not in ("number", "money", "date"):
        return f"“{value}”"
    spell = _number if kind != "date" else str
    number, _, own = value.partition(" ") if kind == "number" else (value, "", "")
    words = " to ".join(spell(end) for end in number.split("/") if end)
    shown = own or (unit if kind == "money" else "")
    return f"{words} {shown}" if shown else words


def interval_words(low: float, high: float, kind: str) -> str:
    """An interval for a sentence: "15.65B to 15.75B", "2024-05-01 to 2024-05-31", "10,000 or more"."""
    spell = _day if kind == "date" else _float
    if low == high:
        return spell(low)
    if math.isinf(high):
        return "any value" if math.isinf(low) else f"{spell(low)} or more"
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
