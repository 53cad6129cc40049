"""Values as a reader writes them: 236 billion, $5.6 million, 7 May 2024, 4,000 to 16,000.

Nothing is rounded: a number that no scale word renders exactly is written out in full.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from extract.claim import Claim, Interval, Qualifier
from extract.words.pack import Attribute
from reconcile.own_units import own_words, units_of

_SCALES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)
# Decimals that may follow before a scale word; with more of them, "2,664,123" is easier to read.
_SCALED_DECIMALS = 3

_ONE_DECIMAL = re.compile(r"\.\d$")  # of a sum without a scale word

_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}

# Spelled here because the calendar module follows the locale of the machine.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")

_FLAGS = {"true": "yes", "false": "no"}

_QUALIFIED = {
    Qualifier.NONE: "{}",
    Qualifier.ABOUT: "about {}",
    Qualifier.AT_LEAST: "at least {}",
    Qualifier.UP_TO: "up to {}",
    Qualifier.RANGE: "{}",
    Qualifier.EARLY: "early {}",
    Qualifier.MID: "mid {}",
    Qualifier.LATE: "late {}",
    Qualifier.OF_VARIANT: "{} (of a variant)",
}


def plain(number: Decimal) -> str:
    """Return the number with all its digits: no exponent, no grouping, no trailing zeros."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def day(ordinal: Decimal) -> str:
    """Return the ISO day of a proleptic ordinal; "" for one outside the calendar, which bounds nothing."""
    whole = int(ordinal)
    return date.fromordinal(whole).isoformat() if 1 <= whole <= date.max.toordinal() else ""


def bounds(interval: Interval | None, attribute: Attribute | None) -> tuple[str, str]:
    """Return both ends of an interval as tables print them: plain numbers or ISO days, "" where unbounded."""
    if interval is None:
        return "", ""
    spell = day if attribute is not None and attribute.type == "date" else plain
    low, high = interval.lower, interval.upper
    return "" if low is None else spell(low), "" if high is None else spell(high)


def human(value: str, attribute: Attribute | None) -> str:
    """Return a claim's value as a reader writes it, money with its currency, other units only where they
    stand in the value."""
    if attribute is None:
        return value
    spell = {"number": _number, "money": _number, "date": _date, "flag": _flag}.get(attribute.type)
    if spell is None:
        return value
    value, blank, unit = value.partition(" ") if attribute.type == "number" else (value, "", "")
    return f"{_spelled(value, spell, attribute)}{blank}{unit}"


def _spelled(value: str, spell: Callable[[str], str], attribute: Attribute) -> str:
    low, slash, high = value.partition("/")
    if not slash:
        return _money(spell(value), attribute)
    if low and high:
        return f"{_money(spell(low), attribute)} to {_money(spell(high), attribute)}"
    return f"{_money(spell(low), attribute)} or more" if low else f"up to {_money(spell(high), attribute)}"


def with_unit(value: str, attribute: Attribute | None) -> str:
    """Return a claim's value as a reader writes it, followed by its unit: "236 billion parameters"."""
    text = human(value, attribute)
    counted = attribute is not None and attribute.type == "number" and attribute.unit
    return f"{text} {attribute.unit}" if attribute is not None and counted else text


def stated(claim: Claim, attribute: Attribute | None) -> str:
    """Return a claim's value as a reader writes it, in the unit of its document: "945 ft" for 288.036 m.

    The unit is left out where an attribute has but one.
    """
    units = units_of(attribute)
    if not units:
        return human(claim.value, attribute)
    return own_words(claim.value, claim.quote, units) or with_unit(claim.value, attribute)


def exact(value: str, attribute: Attribute | None) -> str:
    """Return the value with all digits grouped, or as the ISO date; "" where `human` says as much already."""
    if attribute is None or attribute.type not in ("number", "money", "date"):
        return ""
    number, blank, unit = value.partition(" ")
    text = value if attribute.type == "date" else " to ".join(map(grouped, number.split("/"))) + blank + unit
    return "" if text == human(value, attribute) else text


def base(value: str, attribute: Attribute | None, shown: str) -> str:
    """Return what `exact` does, and the value in base units where it is shown in another: "288.036 m"."""
    if not units_of(attribute):
        return exact(value, attribute)
    text = with_unit(value, attribute)
    return "" if shown.endswith(text) else text


def qualified(text: str, qualifier: Qualifier) -> str:
    """Return a rendered value with the words of its qualifier: "about 236 billion", "early 2025"."""
    return _QUALIFIED[qualifier].format(text)


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def grouped(count: int | str) -> str:
    """Return a number with commas between its thousands, other text unchanged."""
    text = str(count)
    number = _decimal(text)
    if number is None:
        return text
    whole, point, rest = plain(number).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return sign + re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", digits) + point + rest


def _number(text: str) -> str:
    number = _decimal(text)
    if number is None:
        return text
    for scale, word in _SCALES:
        if abs(number) >= scale:
            scaled = _shifted(number, scale)
            decimals = plain(scaled).partition(".")[2]
            if len(decimals) <= _SCALED_DECIMALS:
                return f"{grouped(plain(scaled))} {word}"
            break
    return grouped(text)


def _shifted(number: Decimal, scale: Decimal) -> Decimal:
    """Divide by a power of ten without rounding, whatever the number of digits."""
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)  # the number is finite
    return Decimal((sign, digits, exponent - scale.adjusted()))


def _money(text: str, attribute: Attribute) -> str:
    if attribute.type != "money":
        return text
    text = _ONE_DECIMAL.sub(r"\g<0>0", text)  # "4.50", as prices are written
    symbol = _SYMBOLS.get(attribute.unit)
    if symbol is None:
        return f"{text} {attribute.unit}".rstrip()
    return f"-{symbol}{text[1:]}" if text.startswith("-") else symbol + text


def _date(text: str) -> str:
    match = _DATE.fullmatch(text)
    if match is None:
        return text
    year, month, of_month = match.groups()
    parts = (str(int(of_month)) if of_month else "", _MONTHS[int(month) - 1] if month else "", year)
    return " ".join(part for part in parts if part)


def _flag(text: str) -> str:
    return _FLAGS.get(text, text)
