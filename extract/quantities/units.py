"""Units of measure: the one that stands behind a number, in one spelling, so that no foreign one is taken for another.

Packs say which units an attribute has. This table only knows what a unit is at all: "26 kg" under an attribute in
grams is not 26 g, whether or not any pack has heard of kilograms. Symbols are those of the SI brochure (9th edition,
tables 2, 4, 7 and 8) and of common non-SI use; nothing is converted here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

_PREFIXED: Final = {
    "g": "n µ m k", "m": "n µ m c d k", "s": "n µ m", "A": "µ m k", "V": "µ m k", "W": "µ m k M G T",
    "Wh": "m k M G T", "Ah": "m k", "VA": "k M", "Hz": "k M G T", "Pa": "h k M G", "J": "m k M G", "N": "k",
    "L": "µ m c d h", "l": "µ m c d h", "bar": "m", "eV": "k M G T", "bit": "k M G T", "bps": "k M G T",
    "Ω": "m k M", "F": "p n µ m", "T": "m", "mol": "n µ m k", "t": "k M", "cal": "k", "FLOPS": "G T P E", "K": "m",
    "lm": "k", "lx": "k", "cd": "", "dB": "", "px": "M", "hp": "", "mph": "", "kph": "", "rpm": "", "fps": "",
    "ppm": "", "ppb": "", "psi": "", "dpi": "", "ppi": "", "lb": "", "oz": "", "ft": "", "yd": "", "mi": "",
    "gal": "", "ha": "", "min": "", "h": "",
}  # fmt: skip
_BYTES: Final = ("kB", "KB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "PiB")  # a bare B is a billion
_BITS: Final = ("kb", "Mb", "Gb", "Tb")  # known by these capitals only: "gb" means bytes
_PREFIX_WORDS: Final = {
    "nano": "n", "micro": "µ", "milli": "m", "centi": "c", "deci": "d", "hecto": "h", "kilo": "k", "mega": "M",
    "giga": "G", "tera": "T", "peta": "P", "kibi": "Ki", "mebi": "Mi", "gibi": "Gi", "tebi": "Ti",
}  # fmt: skip
_WORDS: Final = {
    "gram": "g", "gramme": "g", "metre": "m", "meter": "m", "second": "s", "ampere": "A", "amp": "A", "volt": "V",
    "watt": "W", "hertz": "Hz", "pascal": "Pa", "joule": "J", "newton": "N", "litre": "L", "liter": "L", "byte": "B",
    "bit": "bit", "calorie": "cal", "ohm": "Ω", "mole": "mol", "tonne": "t", "bar": "bar", "pixel": "px",
}  # fmt: skip
_PLAIN_WORDS: Final = {
    "lbs": "lb", "pound": "lb", "ounce": "oz", "foot": "ft", "feet": "ft", "inch": "inch", "inches": "inch",
    "yard": "yd", "mile": "mi", "gallon": "gal", "pint": "pint", "hectare": "ha", "acre": "acre", "ton": "ton",
    "tons": "ton", "minute": "min", "mins": "min", "hour": "h", "hr": "h", "hrs": "h", "day": "day", "d": "day",
    "week": "week", "month": "month", "year": "year", "kelvin": "K", "celsius": "°C", "fahrenheit": "°F", "C": "°C",
    "horsepower": "hp", "sqm": "m2", "sec": "s", "secs": "s", "percent": "%", "%": "%", "‰": "‰", "pp": "pp",
    "km/h": "km/h", "kmh": "km/h", "sqft": "ft2",
}  # fmt: skip


def _table() -> dict[str, str]:
    """Every spelling that is known exactly, with its one spelling here."""
    found: dict[str, str] = {}
    for symbol, prefixes in _PREFIXED.items():
        base = "L" if symbol == "l" else symbol
        found[symbol] = base
        for prefix in prefixes.split():
            found[prefix + symbol] = ("k" if prefix == "K" else prefix) + base
    for word, symbol in _WORDS.items():
        for front, prefix in {"": "", **_PREFIX_WORDS}.items():
            found[front + word] = found[f"{front}{word}s"] = prefix + symbol
    for word, symbol in _PLAIN_WORDS.items():
        found[word] = symbol
        if len(word) > 2 and word.islower() and not word.endswith("s"):
            found.setdefault(f"{word}s", symbol)
    found |= {symbol: f"k{symbol[1:]}" if symbol == "KB" else symbol for symbol in _BYTES}
    return found


_EXACT: Final = _table()
_FOLDED: Final = {key.casefold(): symbol for key, symbol in sorted(_EXACT.items()) if len(key) > 1}
_EXACT.update({symbol: symbol for symbol in _BITS})
_LENGTHS: Final = ("m", "ft", "inch", "yd", "mi", "s")  # what may be squared and cubed: "cm2", "m/s2"
_TOKEN: Final = r"(?:[%‰]|[A-Za-zµΩ]{1,16})"
_FIRST: Final = re.compile(
    r"[ -]?(?:(?:°|deg(?:rees?)?\.?[ ])[ ]?(?P<degrees>[CFK]|[Cc]elsius|[Ff]ahrenheit)(?!\w)"
    r"|(?P<points>percentage[ ]points?|pp)\b|(?P<percent>per[ ]cent)\b"
    rf"|(?:(?P<power>square|cubic|sq\.?|cu\.?)[ -])?(?P<unit>{_TOKEN})(?:\^?(?P<exponent>[23²³])(?!\d))?(?![\w'’]))"
)
_NEXT: Final = re.compile(
    rf"[ ⋅·*]?(?P<under>{_TOKEN})(?:\^?[-−](?P<down>[123])|⁻(?P<raised>[¹²³]))(?!\w)"
    rf"|(?:[ ]?[/⋅·*][ ]?|[ ]per[ ](?P<power>square[ ]|cubic[ ])?)(?P<unit>{_TOKEN})"
    r"(?:\^?(?P<exponent>[23²³])(?!\d))?(?![\w'’])"
)
_FLAT: Final = str.maketrans({"²": "2", "³": "3", "¹": "1", "μ": "µ", "Ω": "Ω", "’": "'"})
_POWERS: Final = {"square": "2", "sq": "2", "cubic": "3", "cu": "3"}
REACH: Final = 60  # characters behind a number in which its unit is read


class Unit(NamedTuple):
    """A unit as it stands: where it ends, and its one spelling ("kg/m3")."""

    end: int
    name: str


_COMPOUND = re.compile(r"-(?:level|based|pair|wise)\b")  # what makes a word for a manner of a unit


def behind(text: str, at: int) -> Unit | None:
    """The unit of measure that stands at an offset, glued, hyphenated or behind a blank; None where none does."""
    if not text[at : at + 2].strip(" -."):
        return None  # the common way out
    window = text[at : at + REACH].replace("μ", "µ")
    first = _FIRST.match(window)
    if first is None:
        return None
    if first["degrees"] is not None:
        name = "K" if first["degrees"] == "K" else f"°{first['degrees'][0].upper()}"
    elif first["points"] is not None:
        name = "pp"
    elif first["percent"] is not None:
        name = "%"
    else:
        known = _known(first["unit"])
        if known is None or (first["exponent"] is not None and not known.endswith(_LENGTHS)):
            return None
        name = known + (_exponent(first["power"]) or (first["exponent"] or "").translate(_FLAT))
    end = first.end()
    if _COMPOUND.match(window, end):
        return None  # "a 0.9B byte-level model"
    while (further := _NEXT.match(window, end)) is not None:
        known = _known(further["unit"] or further["under"])
        if known is None:
            break
        power = _exponent(further["power"]) or (further["exponent"] or further["down"] or further["raised"] or "")
        power = power.translate(_FLAT)
        name += f"/{known}{'' if power == '1' else power}"
        end = further.end()
    return Unit(at + end, name)


@lru_cache(maxsize=4096)
def _known(token: str) -> str | None:
    """The one spelling of a simple unit. Case counts, except that a word may be all capitals or all small."""
    found = _EXACT.get(token)
    if found is None and (token.islower() or token.isupper()):
        found = _FOLDED.get(token.casefold())
    return found


def _exponent(power: str | None) -> str:
    return _POWERS[power.strip(" .")] if power else ""


@lru_cache(maxsize=4096)
def canonical(spelling: str) -> str:
    """The one spelling of what a pack calls a unit; "" where it is no unit of measure ("parameters")."""
    spelling = " ".join(spelling.split())
    for written in (spelling, spelling[:1].upper() + spelling[1:]):
        found = behind(written, 0)
        if found is not None and found.end == len(written):
            return found.name
    return ""
