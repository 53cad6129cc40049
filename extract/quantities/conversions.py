"""How many of one unit of measure another one is, for units that a standard defines as multiples of each other.

Prefixes are those of the SI (9th brochure, table 7) and of IEC 80000-13; the pound, the inch and what is made of them
are exact by the international agreement of 1959; a calorie is the thermochemical one of 4.184 J. Left out is what has
no single value (gallon, ton). "MB" has two readings in use, 1000 and 1024 kB, and both are given; so has horsepower.
Temperatures have another zero each, so they have no factor and are converted end by end.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from extract.claim import Interval

_SI: Final = {
    "n": Decimal("1e-9"), "µ": Decimal("1e-6"), "m": Decimal("1e-3"), "c": Decimal("1e-2"), "d": Decimal("1e-1"),
    "h": Decimal(100), "k": Decimal(1000), "M": Decimal(10) ** 6, "G": Decimal(10) ** 9, "T": Decimal(10) ** 12,
    "P": Decimal(10) ** 15, "E": Decimal(10) ** 18,
}  # fmt: skip
_PREFIXED: Final = ("g", "m", "s", "A", "V", "W", "Wh", "Ah", "VA", "Hz", "Pa", "J", "N", "L", "bar", "eV", "bit")
_MORE_PREFIXED: Final = ("bps", "Ω", "F", "mol", "cal", "FLOPS", "lm", "lx", "px")
# Of each unit its quantity and how many of the quantity's base it is.
_FIXED: Final = {
    "t": ("g", "1e6"), "lb": ("g", "453.59237"), "oz": ("g", "28.349523125"),
    "inch": ("m", "0.0254"), "ft": ("m", "0.3048"), "yd": ("m", "0.9144"), "mi": ("m", "1609.344"),
    "min": ("s", "60"), "h": ("s", "3600"), "day": ("s", "86400"), "week": ("s", "604800"),
    "month": ("month", "1"), "year": ("month", "12"),
    "ha": ("m2", "1e4"), "%": ("%", "1"), "‰": ("%", "0.1"), "mph": ("m/s", "0.44704"),
}  # fmt: skip
_ALIASES: Final = {"kph": "km/h"}
_QUANTITIES: Final = {"L": ("m3", "1e-3"), "Wh": ("J", "3600"), "bar": ("Pa", "1e5"), "cal": ("J", "4.184")}
# Two readings in use: the metric and the mechanical horsepower.
_READ_TWICE: Final = {"hp": ("W", Decimal("735.49875"), Decimal("745.69987158"))}
_BYTES: Final = re.compile(r"(?:(?P<prefix>[kMGTP])(?P<binary>i?)|(?P<kibi>Ki))?B")
_BYTE_POWERS: Final = "kMGTP"
# Of each scale of temperature: kelvins are (degrees + first) * second / third.
_DEGREES: Final = {
    "°C": (Decimal("273.15"), 1, 1), "K": (Decimal(0), 1, 1), "°F": (Decimal("459.67"), 5, 9),
}  # fmt: skip
_POWER: Final = re.compile(r"(.*?[^0-9])([23])")


class Factor(NamedTuple):
    """How many base units a unit is, by the decimal and by the binary reading of its prefix: one but for bytes."""

    decimal: Decimal
    binary: Decimal


class _Size(NamedTuple):
    quantity: str
    factor: Factor


def factor(unit: str, base: str) -> Factor | None:
    """How many `base` one `unit` is, both as `units` spells them; None where they cannot be compared."""
    if unit == base:
        return Factor(Decimal(1), Decimal(1))
    one, other = _size(unit), _size(base)
    if one is None or other is None or one.quantity != other.quantity:
        return None
    return Factor(one.factor.decimal / other.factor.decimal, one.factor.binary / other.factor.binary)


def converted(ends: Interval, unit: str, base: str, *, rise: bool = False) -> Interval | None:
    """An interval in another unit; None where the two cannot be compared, as grams and litres.

    Bytes are counted by thousands or by 1024, so the interval holds both readings. Of temperatures that are a `rise`
    from one to another, 10 °C are 18 °F.
    """
    low, high = ends.lower, ends.upper
    if unit in _DEGREES and base in _DEGREES:
        return Interval(*(None if end is None else _degrees(end, unit, base, rise) for end in (low, high)))
    found = factor(unit, base)
    if found is None:
        return None
    lower = None if low is None else min(low * found.decimal, low * found.binary)
    upper = None if high is None else max(high * found.decimal, high * found.binary)
    return Interval(lower, upper)


def _degrees(value: Decimal, unit: str, base: str, rise: bool) -> Decimal:
    """A temperature, or the rise of one, on another scale."""
    if unit == base:
        return value
    (zero, times, parts), (other_zero, other_times, other_parts) = _DEGREES[unit], _DEGREES[base]
    if rise:
        zero = other_zero = Decimal(0)
    return (value + zero) * times * other_parts / (parts * other_times) - other_zero


@lru_cache(maxsize=1024)
def _size(unit: str) -> _Size | None:
    unit = _ALIASES.get(unit, unit)
    above, slash, below = unit.partition("/")
    if slash:
        one, other = _size(above), _size(below)
        if one is None or other is None or one.factor.decimal != one.factor.binary:
            return None
        ratio = one.factor.decimal / other.factor.decimal
        return _Size(f"{one.quantity}/{other.quantity}", Factor(ratio, ratio))
    power = _POWER.fullmatch(unit)
    if power is not None:
        length = _size(power[1])
        if length is None or length.quantity != "m":
            return None
        whole = length.factor.decimal ** int(power[2])
        return _Size(f"m{power[2]}", Factor(whole, whole))
    return _bytes(unit) or _simple(unit)


def _bytes(unit: str) -> _Size | None:
    match = _BYTES.fullmatch(unit)
    if match is None:
        return None
    level = 1 if match["kibi"] else _BYTE_POWERS.index(match["prefix"]) + 1 if match["prefix"] else 0
    binary = Decimal(1024) ** level
    return _Size("B", Factor(binary if match["kibi"] or match["binary"] else Decimal(1000) ** level, binary))


def _simple(unit: str) -> _Size | None:
    if unit in _READ_TWICE:
        quantity, *readings = _READ_TWICE[unit]
        return _Size(quantity, Factor(*readings))
    quantity, size = _FIXED.get(unit, (unit, "1"))
    exact = Decimal(size)
    if unit not in _FIXED and unit not in (*_PREFIXED, *_MORE_PREFIXED):
        prefix, quantity = unit[:1], unit[1:]
        if prefix not in _SI or quantity not in (*_PREFIXED, *_MORE_PREFIXED):
            return None
        exact = _SI[prefix]
    if quantity in _QUANTITIES:
        quantity, size = _QUANTITIES[quantity]
        exact *= Decimal(size)
    return _Size(quantity, Factor(exact, exact))
