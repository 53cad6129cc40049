"""A value of a table, read whole: its number with the unit or the word behind it, and nothing else around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from extract.claim import Interval, Qualifier
from extract.quantities import currency, numbers, units
from extract.quantities.cell_forms import plain
from extract.quantities.conversions import converted
from extract.quantities.interval import DEFAULT_ABOUT, of_quantity, render
from extract.quantities.numerals import Mark

_LEADS: Final = frozenset(
    "about above approx approx. approximately around at below between ca ca. circa exceeding fewer from just least"
    " less max max. maximum min min. minimum more most nearly almost no not of only or over roughly some than to under"
    " up well".split()
)
_SIGNS: Final = "~≈∼～≃±>≥⩾<≤⩽ "
_TRAIL: Final = re.compile(r"\s*(?:\+|\?|or (?:more|less|so)|at (?:least|most))?")
_MONEY: Final = re.compile(r"\s*(?:(?:US )?(?:[A-Z]{3}|dollars?|euros?|yuan|yen|pounds sterling)|[€£¥￥₹$])")
_WORD: Final = re.compile(r"[ ](?P<word>[^\W\d_]+\.?(?:[ -](?!or )[^\W\d_]+){0,2})")  # "39 people", "12 floors up"
_GROUPED: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")  # "1 200": a cell holds one number
# A range as claims.csv spells it: "2/3 kg".
_RANGE: Final = re.compile(r"(?P<low>[^\s/]*\d[^\s/]*)/(?P<high>[^\s/]*\d[^\s/]*)(?P<behind>[ ].*)?")


_METRES: Final = re.compile(r"(?<=\d)m(?=[ ]?[²³23]?$)")
_KELVINS: Final = re.compile(r"(?<=\d)[ ]?K$")
_STRICT: Final = re.compile(
    r"(?:\b(?:more|less|fewer)[ ]than|\b(?:over|above|exceeding|under|below)|[<>])[ ]?$", re.IGNORECASE
)
# Below this "more than 50" leaves 50 out; above, "more than 50,000" says that 50,000 is what it is rounded down to.
_COUNTED: Final = 1000


class Column(NamedTuple):
    """What the other values of a column tell of each."""

    mark: Mark = ""  # the decimal mark
    metres: bool = False  # others are lengths, so "10m" is ten metres and not ten million
    kelvins: bool = False  # others are temperatures, so "293 K" is no 293 thousand
    rise: bool = False  # it is said to be a difference: 10 °C more are 18 °F more
    whole: bool = False  # all are whole numbers, so "more than 50" is 51 or more
    share: bool = False  # others are percentages and numbers parts of one, so 0.5 is 50 %


PLAIN: Final = Column()


class Stated(NamedTuple):
    """What a cell says: a number or a range with what stands behind it."""

    value: str  # canonical, without unit: "0.738", "2/3"
    interval: Interval
    unit: str = ""  # the one spelling of a unit of measure, or the ISO code of a currency
    word: str = ""  # any other words behind the number, small: "people"
    qualifier: Qualifier = Qualifier.NONE

    @property
    def text(self) -> str:
        """The value with its unit: "0.738 kg", "3899 EUR", "39 people"."""
        return " ".join(filter(None, (self.value, self.unit or self.word)))

    @property
    def stem(self) -> str:
        """The word for one thing as for several: "floor" of "floors"."""
        return self.word.rstrip("s")

    def times(self, factor: Decimal) -> Stated:
        """The same as so many of another unit, which is not named."""
        ends = [Decimal(end) * factor for end in self.value.split("/")]
        low, high = (None if end is None else end * factor for end in (self.interval.lower, self.interval.upper))
        return Stated(render(ends[0], ends[-1]), Interval(low, high), qualifier=self.qualifier)

    def in_units_of(self, base: str, *, rise: bool = False) -> Interval | None:
        """The interval in another unit; None where the two cannot be compared, as grams and litres."""
        return converted(self.interval, self.unit, base, rise=rise)


def stated(
    text: str,
    about: Decimal = DEFAULT_ABOUT,
    column: Column = PLAIN,
    *,
    fractions: bool = False,
    bounds: Sequence[str] = (),
) -> Stated | None:
    """The number that a text consists of, or None: "about 26 oz" and "€3,899" are one, "kind 39" and "10 x 20" not.

    With `fractions` "2/3" is two thirds; without, it is a range as claims.csv spells one. `bounds` are qualifiers that
    only dress the value: with "up_to" the interval of "up to 128K" is that of 128K.
    """
    text = plain(text.strip(), fractions=fractions)
    if column.metres:
        text = _METRES.sub(" m", text)
    if column.kelvins:
        text = _KELVINS.sub(" kelvins", text)
    pair = _RANGE.fullmatch(text)
    if pair is not None:
        low, high = stated(pair["low"], column=column), stated(pair["high"] + (pair["behind"] or ""), column=column)
        if low is None or high is None or (low.unit and low.unit != high.unit):
            return None
        return _joined(low, high)
    text = _GROUPED.sub(lambda match: "".join(match[0].split()), text)
    found = numbers.scan(text, column.mark, currency.ISO)
    if not found or found[0].kind == "opaque":
        return None
    quantity = found[0]
    if not _leads(text[: quantity.start], quantity):
        return None
    if quantity.attached == "-" and quantity.low == quantity.high:
        quantity = quantity._replace(low=-quantity.low, high=-quantity.high)
    elif quantity.attached:
        return None
    behind = _behind(text, quantity)
    if behind is None:
        return None
    if column.whole:
        quantity = _beyond(text[: quantity.start], quantity)
    interval = of_quantity(quantity, about, quantity.qualifier.value in bounds)
    return Stated(render(quantity.low, quantity.high), interval, *behind, quantity.qualifier)


def _beyond(front: str, quantity: numbers.Quantity) -> numbers.Quantity:
    """A count with a bound that leaves it out as the next one: "more than 50" is at least 51."""
    step = {Qualifier.AT_LEAST: 1, Qualifier.UP_TO: -1}.get(quantity.qualifier, 0)
    if not step or quantity.step != 1 or abs(quantity.low) >= _COUNTED or not _STRICT.search(front):
        return quantity
    return quantity._replace(low=quantity.low + step, high=quantity.high + step)


def _joined(low: Stated, high: Stated) -> Stated | None:
    """A range of its two ends, each as far as its own rounding goes."""
    if "/" in low.value or "/" in high.value or Decimal(low.value) > Decimal(high.value):
        return None
    ends = Interval(low.interval.lower, high.interval.upper)
    value = f"{low.value}/{high.value}" if low.value != high.value else low.value
    return Stated(value, ends, high.unit, high.word, Qualifier.RANGE)


def _leads(front: str, quantity: numbers.Quantity) -> bool:
    """Whether what stands in front of a quantity belongs to it: a sign, or words that say how it is meant."""
    front = front.removesuffix("-" if quantity.attached == "-" else "").strip()
    if not front:
        return True
    return quantity.qualifier is not Qualifier.NONE and _LEADS.issuperset(front.strip(_SIGNS).lower().split())


def _behind(text: str, quantity: numbers.Quantity) -> tuple[str, str] | None:
    """Unit and word behind a quantity, both "" where nothing stands there; None where something else does."""
    if quantity.currency:
        money = _MONEY.match(text, quantity.end)
        end = money.end() if money is not None else quantity.end
        return (quantity.currency, "") if _TRAIL.fullmatch(text, end) else None
    if _TRAIL.fullmatch(text, quantity.end):
        return "", ""
    unit = units.behind(text, quantity.end)
    if unit is not None:
        return (unit.name, "") if _TRAIL.fullmatch(text, unit.end) else None
    word = _WORD.match(text, quantity.end)
    if word is None or not _TRAIL.fullmatch(text, word.end()):
        return None
    return "", word["word"].casefold()
