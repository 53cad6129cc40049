"""Spellings of numbers in cells of tables, put into those that `numbers` reads: 5'11", 1½, 1'234, 1 h 30 min.

In a cell a number stands alone, so what would be too bold in a text is safe here: nothing else can be meant.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from extract.quantities import units
from extract.quantities.conversions import factor

LONGEST: Final = 60  # characters of a number with its units
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ODD: Final = re.compile(  # the common way out: what has none of these is plain
    r"""["'’′″/(+½⅓⅔¼¾⅕-⅞⅒\uff01-\uff5e]|[<>]=|\d,\d\d,|\.\d{3}\."""
    r"|\d[ ]?(?:in\b|[A-Za-z]+\.?,?[ ]?(?:and[ ])?\d)|[dD]oz|^[cC]\."
)
_GROUPS: Final = re.compile(
    r"(?<![\d.,'’])(?:\d{1,3}(?:['’]\d{3})+(?![\d'’])|\d{1,2}(?:,\d\d)+,\d{3}(?![\d,])|\d{1,3}(?:\.\d{3}){2,}(?![\d.]))"
)
_GLYPHS: Final = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
    "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8", "⅒": "1/10",
}  # fmt: skip
_ABOUT: Final = re.compile(r"[cC]\.\s?(?=\d)")  # "c. 51"; in a text it would be a sign of something
_DOZENS: Final = re.compile(r"(?P<number>\d{1,6}(?:\.\d{1,3})?)[ ]?(?i:dozens?|doz\.?)(?![\w-])")
_FRACTION: Final = re.compile(r"(?<![\d/.,])(?:(?P<whole>\d{1,4})[ -])?(?P<part>\d{1,2})/(?P<of>\d{1,2})(?![\d/.,])")
_PARTS: Final = frozenset((2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 64))  # of which fractions are written
_DIGITS: Final = Decimal("0.0001")  # a fraction is exact: it is written out to where no reader's rounding differs
_LOSS: Final = re.compile(r"\((?P<sum>[$€£]?\d[\d.,]*%?)\)")  # as accountants write what is below zero
_FEET: Final = re.compile(
    r"(?P<feet>\d{1,5})[ ]?(?:['’′]|ft\.?|feet|foot)"
    r"(?:[ ,]{0,2}(?P<inches>\d{1,2}(?:\.\d+)?)[ ]?(?:[\"″]|['’′]{2}|in\.?|inch(?:es)?)?)?"
)
_INCHES: Final = re.compile(r"(?P<inches>\d{1,4}(?:\.\d+)?)[ ]?(?:[\"″]|in\.?)")
_PART: Final = re.compile(r"(?P<number>\d+(?:\.\d+)?)[ ]?(?P<unit>[A-Za-z]+\.?)?(?:,?[ ]?(?:and[ ])?)")
_SHORT: Final = {"d": "day", "m": "min", "hr": "h", "hrs": "h"}  # of times beside other times
_TIMES: Final = frozenset(("day", "h", "s", "min"))


def plain(text: str, *, fractions: bool = True) -> str:
    """A cell in a spelling that numbers are read in. Without `fractions` "2/3" stays what it is: a range."""
    if not _ODD.search(text) or len(text) > LONGEST:
        return text
    text = text.translate(_FULL_WIDTH).replace(">=", "≥").replace("<=", "≤").replace("+/-", "±").strip()
    text = _ABOUT.sub("about ", text, count=1) if text[1:2] == "." else text
    text = _DOZENS.sub(lambda match: f"{(12 * Decimal(match['number'])).normalize():f}", text, count=1)
    text = _GROUPS.sub(lambda match: re.sub(r"\D", "", match[0]), text)
    if loss := _LOSS.fullmatch(text):
        return f"-{loss['sum']}"
    if text[:1] == "+" and text[1:2].strip():
        text = text[1:]
    if fractions:
        for glyph, written in _GLYPHS.items():
            text = text.replace(glyph, f" {written}" if text[:1] != glyph else written) if glyph in text else text
        text = _FRACTION.sub(_decimal, text)
    return _feet(text) or _compound(text) or text


def _decimal(match: re.Match[str]) -> str:
    """A fraction as a decimal number; what is none ("9/11", "24/7") as it stands."""
    part, of = int(match["part"]), int(match["of"])
    if not 0 < part < of or of not in _PARTS:
        return match[0]
    return str((int(match["whole"] or 0) + Decimal(part) / of).quantize(_DIGITS))


def _feet(text: str) -> str:
    """Feet and inches in inches, or either alone; "" for anything else."""
    if inches := _INCHES.fullmatch(text):
        return f"{inches['inches']} inch"
    found = _FEET.fullmatch(text)
    if found is None:
        return ""
    if found["inches"] is None:
        return f"{found['feet']} ft"
    more = Decimal(found["inches"])
    return f"{12 * int(found['feet']) + more} inch" if more < 12 else ""


def _compound(text: str) -> str:
    """A quantity in several units as one of the last: "1 h 30 min" is 90 min; "" for anything else."""
    parts: list[tuple[Decimal, str]] = []
    at = 0
    while at < len(text) and (found := _PART.match(text, at)) is not None:
        parts.append((Decimal(found["number"]), (found["unit"] or "").rstrip(".")))
        at = found.end()
    if at < len(text) or len(parts) < 2:
        return ""
    names = _units([unit for _, unit in parts])
    if not all(names):
        return ""
    total = parts[0][0]
    for (number, _), larger, smaller in zip(parts[1:], names, names[1:], strict=False):
        times = factor(larger, smaller)
        if times is None or times.decimal <= number or times.decimal != times.binary or times.decimal % 1:
            return ""
        total = total * times.decimal + number
    return f"{total.normalize():f} {names[-1]}"


def _units(written: list[str]) -> list[str]:
    """The one spelling of each unit, "" for what is none: m is minutes beside hours, "1h30" ends in minutes."""
    names = [units.canonical(unit) for unit in written]
    if not _TIMES.isdisjoint(names) or "d" in written:
        names = [_SHORT.get(unit.lower(), name) for unit, name in zip(written, names, strict=True)]
    if not written[-1] and len(names) == 2 and names[0] in ("h", "min"):
        names[-1] = "min" if names[0] == "h" else "s"
    return names
