"""How `benchmarks/trust.py` reads what sources print in many ways: the same, or as near as the literature lets pass.

Numbers pass within a hundredth of the truth and times of day within ten minutes, as in X. Li, X. L. Dong, K. Lyons,
W. Meng and D. Srivastava, PVLDB 6 (2012); days within their year, and people by surname and first initial.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from reconcile.people import people

SHARE, MINUTES = 0.01, 10
_NUMBER = re.compile(r"\$?([-+]?[\d,]*\.?\d+)\s*([A-Za-z]*)")
_UNITS = {
    "": ("", 1.0), "usd": ("", 1.0), "k": ("", 1e3), "m": ("", 1e6), "b": ("", 1e9), "g": ("g", 1.0), "kg": ("g", 1e3),
    "lb": ("g", 453.59237), "mm": ("mm", 1.0), "in": ("mm", 25.4), "inch": ("mm", 25.4), "mp": ("mp", 1.0),
    "mah": ("mah", 1.0), "ah": ("mah", 1e3),
}  # fmt: skip
_CLOCKS = ("%Y-%m-%d %H:%M", "%m/%d/%Y %I:%M %p", "%b %d, %Y %I:%M %p", "%Y-%m-%d %I:%M %p", "%I:%M %p", "%H:%M")
_DAYS = ("%Y-%m-%d", "%B %d, %Y", "%Y-%m", "%B %Y")
Reading = tuple[str, float | str]  # what it is a number of, or "text"


@lru_cache(maxsize=1_000_000)
def reading(value: str) -> Reading:
    """What a printed value says."""
    number = _NUMBER.fullmatch(value.strip())
    if number and number[2].lower() in _UNITS:
        unit, factor = _UNITS[number[2].lower()]
        return unit, float(f"{float(number[1].replace(',', '')) * factor:.12g}")
    if ":" in value and (time := _parsed(value, _CLOCKS)):
        return "minute", float(time.hour * 60 + time.minute)
    if day := _parsed(value, _DAYS):
        return "day", float(day.toordinal())
    digits = re.sub(r"[().\-\s]", "", value)
    return "text", digits if digits.isdecimal() else " ".join(re.sub(r"[^\w\s;,]", "", value).casefold().split())


def same(one: str, other: str) -> bool:
    """Whether two values say the same."""
    return reading(one) == reading(other)


def near(one: str, other: str) -> bool:
    """Whether a value is as near to another as lets pass."""
    (kind, found), (wanted, true) = reading(one), reading(other)
    if isinstance(found, str) or isinstance(true, str):
        return found == true or _initials(one) == _initials(other) != []
    if wanted == "day":
        return (datetime.fromordinal(int(found)).year if kind == "day" else found) == datetime.fromordinal(
            int(true)
        ).year
    within = MINUTES if wanted == "minute" else SHARE * abs(true)
    return kind == wanted and abs(found - true) <= within


def _initials(value: str) -> list[tuple[str, str]]:
    listed = people(value)
    return sorted((one.surname, one.given[0][0] if one.given else "") for one in listed.named) if listed else []


def _parsed(value: str, forms: tuple[str, ...]) -> datetime | None:
    for form in forms:
        try:
            return datetime.strptime(value, form)
        except ValueError:
            continue
    return None
