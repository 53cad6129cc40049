"""The units of one attribute: what of a quantity's unit it takes, and how many base units that is."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from extract.quantities.currency import in_heading
from extract.quantities.units import behind, canonical
from extract.words.lexicon import words
from extract.words.pack import Attribute

LONGEST_HEADING: Final = 80  # characters of a heading of a row or column
_ONE: Final = Decimal(1)


class Measures:
    """The units of one attribute, by their one spelling and as the pack writes them."""

    def __init__(self, attribute: Attribute) -> None:
        """Compile the pack's units and counted words."""
        self.known: dict[str, Decimal] = {}
        self.counted: set[str] = set()  # those that prove the attribute
        self.listed: set[str] = set()  # those that prove at least the kind of the value
        self._nouns: set[str] = set()  # last words of phrases: "hours" of "gpu hours" is no foreign unit
        for role, listed in ((self.listed, attribute.units), (self.counted, attribute.counted)):
            for phrase, factor in listed.items():
                name = canonical(phrase)
                if name:
                    self.known[name] = factor
                    role.add(name)
                self._add_noun(phrase)
        base = canonical(attribute.unit) if attribute.type == "number" else ""
        if base:
            self.known.setdefault(base, _ONE)
        self._add_noun(attribute.unit)

    def _add_noun(self, phrase: str) -> None:
        parts = words(phrase)
        if len(parts) > 1 and not canonical(phrase) and (name := canonical(parts[-1])):
            self._nouns.add(name)

    @property
    def symbolic(self) -> bool:
        """Whether it is measured in units of measure at all: there "329 K" is no 329 thousand."""
        return bool(self.known)

    def factor(self, unit: str) -> Decimal | None:
        """How many base units one of `unit` is; None where the attribute does not take it."""
        found = self.known.get(unit)
        if found is None and unit in self._nouns:
            return _ONE
        return found


class Heading(NamedTuple):
    """What a heading or a label says of the plain numbers under it: "Budget (EUR million)", "Weight in kg"."""

    scale: Decimal = _ONE
    currency: str = ""
    unit: str = ""  # its one spelling


_SCALES: Final = {
    "k": Decimal(1000), "thousand": Decimal(1000), "thousands": Decimal(1000),
    "m": Decimal(10**6), "million": Decimal(10**6), "millions": Decimal(10**6), "mn": Decimal(10**6),
    "b": Decimal(10**9), "billion": Decimal(10**9), "billions": Decimal(10**9), "bn": Decimal(10**9),
    "t": Decimal(10**12), "trillion": Decimal(10**12), "trillions": Decimal(10**12), "tn": Decimal(10**12),
}  # fmt: skip
_SCALE: Final = re.compile(
    r"[(\[/,]\s*(?:in\s)?(?:(?:US)?[$€£¥#]|(?-i:[A-Z]{3})\s)?\s?"
    r"(k|m|b|t|mn|bn|tn|thousands?|millions?|billions?|trillions?)\b",
    re.IGNORECASE,
)
_IN_SCALE: Final = re.compile(r"\bin\s(?:[€£¥$]\s?|[A-Z]{3}\s)?(thousands?|millions?|billions?|trillions?)\b")
# "Cost $M", "Cost in M$".
_SIGN: Final = r"(?:US)?[$€£¥]"
_GLUED_SCALE: Final = re.compile(rf"(?:\s{_SIGN}(?=[KMBkmb]n?$)|\bin\s(?=[KMBkmb]n?\s?{_SIGN}))(?P<scale>[KMBkmb]n?)")
# The places of a unit: brackets, behind "in" or a comma, the last word.
_UNIT_PLACE: Final = re.compile(
    r"[(\[]\s*(?:in\s)?(?=\S)|\bin\s(?=\S)|,\s?(?=\S)|\s/\s(?=\S)|(?<!per)(?<!\ba)\s(?=\S{1,3}$)"
)
_UNIT_END: Final = re.compile(r"\s*(?:$|[)\],;])")


@lru_cache(maxsize=8192)
def heading(text: str, *, symbolic: bool) -> Heading:
    """Scale, currency and unit that a heading states.

    `symbolic`: whether its attribute is measured in units of measure, so that "(m)" is metres and no million.
    """
    if len(text) > LONGEST_HEADING:
        return Heading()
    scaled = _SCALE.search(text) or _IN_SCALE.search(text) or _GLUED_SCALE.search(text)
    if scaled is not None and symbolic and len(scaled[1]) == 1:
        scaled = None
    currency, unit = in_heading(text), ""
    for place in _UNIT_PLACE.finditer(text):
        found = behind(text, place.end())
        if found is not None and _UNIT_END.match(text, found.end):
            unit = found.name
            break
    if currency or (scaled is not None and len(unit) == 1):
        unit = ""  # "(€ m)", "(M)": a scale
    return Heading(_SCALES[scaled[1].lower()] if scaled is not None else _ONE, currency, unit)
