"""Quantities in reading text: what a number says, how it is scaled, qualified and glued to its neighbours.

A token that is made of digits but is no quantity (a version, a time, a fraction, "8x7B") is reported as opaque, so that
every digit of a text is accounted for.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from extract.claim import Qualifier
from extract.quantities import bounds, currency
from extract.quantities.numerals import POWERS, ZERO, Kind, Mark, Token, rescaled, tokens


class Quantity(NamedTuple):
    """A number as it stands. `text[start:end]` are its own characters: digits, scale, currency sign."""

    start: int
    end: int
    low: Decimal  # in base units, after scaling; 0 where opaque
    high: Decimal  # equal to low unless the quantity is a range
    step: Decimal  # value of one unit of the last digit printed of `low`, after scaling: 236B → 1e9
    high_step: Decimal  # the same of `high`
    scale: str = ""  # "", "K", "M", "B", "T", "lakh", "crore", "万" or "亿", however it was written
    currency: str = ""  # ISO 4217 code, or ""
    qualifier: Qualifier = Qualifier.NONE  # NONE, ABOUT, AT_LEAST, UP_TO or RANGE
    percent: bool = False  # followed by "%", "percent" or "percentage points"
    times: bool = False  # followed by "×", "x", "times" or "-fold"
    hedged: bool = False  # followed by "?" or "(rumored)" and its like
    attached: str = ""  # what is glued in front: "V" in "V2", "GPT-" in "GPT-4", "[", "#"
    tail: str = ""  # the word glued behind: "GB", "th", "-bit", "-A14B"
    kind: Kind = "value"  # "word": a number spelled out ("eight")
    tolerance: Decimal = ZERO  # what is stated behind "±"


_TAIL: Final = re.compile(r"[-_./]?[A-Za-zµμ°][\w.-]{0,30}(?<![.-])|-[0-9][\w.-]{0,30}(?<![.-])|[_\w]\w{0,30}")
_FOOTNOTES: Final = "¹²³⁰⁴⁵⁶⁷⁸⁹"  # behind a number with a scale, where they are no power
_TAIL_STARTS: Final = frozenset("-_./°")
_CONNECTOR: Final = re.compile(
    r"%?(?:(?P<dash>[-–—‒−~∼～]|\.\.\.?)|[ ](?P<loose>[-–‒−~∼～]|\.\.\.?)[ ]|(?P<to>[ ]to[ ]|-to-|[ ]through[ ])"
    r"|(?P<upto>[ ](?:all[ ]the[ ]way[ ])?up[ ]to[ ])"
    r"|(?P<and>[ ]and[ ]))"
)
# The unit behind both ends of a range: "2 °C to 8 °C", "30 cm–40 cm".
_UNIT_BETWEEN: Final = re.compile(r"(?P<unit>[ ]?(?:[^\W\d_]{1,14}|°[CFK]?))(?=[^\w])")
UNIT_REACH: Final = 15  # characters of that unit with its blank
NOWHERE: Final = -UNIT_REACH - 1
CONNECTOR_REACH: Final = 24  # characters between the two ends of a range: "% all the way up to US$" is the longest
_FROM: Final = re.compile(r"\bfrom[ ](?:about[ ]|roughly[ ]|just[ ]|[~≈])?$")
_BETWEEN: Final = re.compile(r"\b[Bb]etween[ ](?:about[ ]|roughly[ ]|[~≈])?$")
# "extended from 4K to 128K" tells of a change: two values, not a range.
_CHANGE: Final = re.compile(
    r"\b(?:exten|expan|increas|grow|grew|ris(?:e|ing)|rose|rais|reduc|decreas|drop|cut|fell|fall|improv|jump|went|upgrad"
    r"|mov|goes|gone|going|chang|shr[iau]nk|lower|boost|enlarg|widen|lengthen|stretch|push|bump|lift|advanc|climb|doubl|tripl|compar)[a-z]*\b[^.;]{0,60}$",
    re.IGNORECASE,
)
CHANGE_REACH: Final = 80  # characters before a "from 4K to 128K" that may hold the verb of the change
# "Llama 2 - 7B": the first number belongs to the name before it, so the scale of the second is not its own.
_NAMED: Final = re.compile(r"[A-Z][\w.-]*[ ]$")
_HAVING: Final = re.compile(r"\b(?:has|have|had|with|got)[ ]$")
_NAMED_REACH: Final = 24  # characters of that name that are read
_LISTED: Final = re.compile(r",?[ ](?:and|or)[ ]|,[ ]?|/|[ ]&[ ]")
_SUM_SCALE: Final = re.compile(r"[ ](bn|[kmb])(?![\w'’.]\w)(?!\w)")
# "56 ± 1", "56 (± 1)": a value with its tolerance.
_TOLERANCE: Final = re.compile(r"[ ]?\(?(?:±|\+/[-−–])[ ]?$")
SCALE_LETTERS: Final = frozenset("KMBT")  # "-7B" is the end of a name
LONGEST_LIST: Final = 12  # items of a list that share one scale; no family has more sizes
_BOUNDS_AFTER: Final = {
    "at_least": Qualifier.AT_LEAST,
    "up_to": Qualifier.UP_TO,
    "about": Qualifier.ABOUT,
}


def scan(text: str, mark: Mark = "", codes: frozenset[str] = currency.COMMON) -> list[Quantity]:
    """Quantities of a reading text in order; none overlaps another.

    `mark` is the document's decimal mark, where that is known; `codes` are the ISO codes that are read as currencies.
    """
    found: list[Quantity] = []
    reach = NOWHERE  # a token that starts up to here may close a range
    for token in tokens(text, mark, codes):
        if token.start <= reach + UNIT_REACH:
            joined = _joined(text, found[-1], token, codes)
            if joined is not None:
                found[-1] = joined
                reach = NOWHERE
                continue
        quantity = _in_context(text, token, None, codes)
        if token.scale and token.start <= reach:
            _share_scale(text, found, quantity)
        found.append(quantity)
        reach = quantity.end + CONNECTOR_REACH
    return found


def _in_context(text: str, token: Token, low: Quantity | None, codes: frozenset[str]) -> Quantity:
    """The quantity with everything that stands right before and after it; `low` is the other end of a range."""
    end = token.end
    if low is None:
        start, unit, attached = token.start, "", ""
        if start and not (text[start - 1] == " " and text[start - 2 : start - 1].islower()):  # most stand behind a word
            start, unit = currency.before(text, start, end, codes)
            if bounds.negative(text, start) and token.scale not in SCALE_LETTERS:
                start, token = start - 1, token._replace(value=-token.value)
            attached = bounds.attached(text, start) if start == 0 or text[start] not in bounds.MINUS else ""
        if unit and not token.scale and (letter := _SUM_SCALE.match(text, end)) is not None:
            token, end = rescaled(token, letter[1]), letter.end()  # "€ 6.4 m" is no length
        value, step, qualifier = token.value, token.step, Qualifier.NONE
    else:
        start, attached = low.start, low.attached
        unit = low.currency or currency.before(text, token.start, end, codes)[1]
        value, step, qualifier = low.low, low.step, Qualifier.RANGE
    plus = token.plus
    at = end
    if text.startswith("+", end) and not text[end + 1 : end + 2].isdigit():
        plus, at = not attached, end + 1  # "CodeT5+" is a name
    after = bounds.AFTER.match(text, at)
    meaning = after.lastgroup if after is not None else None
    tail = ""
    if meaning is None and at < len(text):
        following = text[at]
        if following in _TAIL_STARTS or following.isalnum():
            glued = _TAIL.match(text, at)
            tail = glued.group() if glued is not None else ""
            tail = tail.lstrip(_FOOTNOTES)
        elif not unit:
            unit = currency.behind(text, at, codes)
    if qualifier is Qualifier.NONE:
        if plus:
            qualifier = Qualifier.AT_LEAST
        elif meaning in _BOUNDS_AFTER:
            qualifier = _BOUNDS_AFTER[meaning]
        elif not attached:
            qualifier = bounds.before(text, start)
    return Quantity(
        start, end, value, token.value, step, token.step, token.scale, unit, qualifier,
        meaning == "percent", meaning == "times", meaning == "hedged", attached, tail, token.kind,
    )  # fmt: skip


def _joined(text: str, first: Quantity, token: Token, codes: frozenset[str]) -> Quantity | None:
    """The range or the value with tolerance that `first` and the token make; None where they are two quantities."""
    if first.kind != token.kind or token.kind == "opaque" or first.attached not in ("", "[") or first.hedged:
        return None
    if (
        first.kind == "value"
        and _TOLERANCE.fullmatch(text, first.end, token.start)
        and first.scale in ("", token.scale)
        and not first.tail
    ):
        if not first.scale:
            first = _times(first, Decimal(f"1E{POWERS[token.scale]}"))  # "7±0.1B"
        whole = _in_context(text, token, first, codes)
        qualifier = Qualifier.RANGE if first.qualifier is Qualifier.NONE else first.qualifier
        return whole._replace(high=first.high, high_step=first.step, step=first.step, qualifier=qualifier,
            tolerance=token.value)  # fmt: skip
    start, _ = currency.before(text, token.start, token.end, codes)
    if bounds.negative(text, start):
        start, token = start - 1, token._replace(value=-token.value)
    unit = _unit_of_both(text, first.end, start, token.end) if token.scale == first.scale else 0
    link = _CONNECTOR.fullmatch(text, first.end + unit, start)
    if link is None or (first.times and link["and"] is None) or not _is_span(text, first.start, link):
        return None
    low, step = first.low, first.step
    if token.scale and not first.scale:
        power = Decimal(f"1E{POWERS[token.scale]}")
        if low * power < token.value:
            if link["dash"] is None and _NAMED.search(text, max(0, first.start - _NAMED_REACH), first.start):
                return None
            low, step = low * power, step * power
        elif link["loose"] is not None:
            return None
    elif first.scale and not token.scale:
        return None
    if low < token.value:
        return _in_context(text, token, first._replace(low=low, step=step), codes)
    if link["dash"] == "-" and not first.scale and not unit:  # "2024-05": a date or a number in a name
        return Quantity(first.start, token.end, ZERO, ZERO, ZERO, ZERO, attached=first.attached, kind="opaque")
    return None


def _unit_of_both(text: str, first_end: int, start: int, end: int) -> int:
    """The length of the unit that stands behind two numbers alike, with its blank; 0 where there is none."""
    found = _UNIT_BETWEEN.match(text, first_end, start)
    if found is None:
        return 0
    unit = found["unit"]
    return len(unit) if text.startswith(unit, end) and not text[end + len(unit) : end + len(unit) + 1].isalnum() else 0


def _times(quantity: Quantity, power: Decimal) -> Quantity:
    """A plain number multiplied by the scale that stands behind another one."""
    return quantity._replace(low=quantity.low * power, high=quantity.high * power, step=quantity.step * power,
        high_step=quantity.high_step * power)  # fmt: skip


def _having(text: str, start: int) -> bool:
    return _HAVING.search(text, max(0, start - _NAMED_REACH), start) is not None


def _share_scale(text: str, found: list[Quantity], last: Quantity) -> None:
    """Give plain numbers the scale of the list they begin: "7, 13 and 70 billion" are three times billions.

    The numbers must rise, so that the number of a thing named before ("Table 9, 7B") stays what it is, except right
    behind a verb that says what something has.
    """
    power = Decimal(f"1E{POWERS[last.scale]}")
    start, ceiling = last.start, last.low / power
    first = len(found)
    if text.find(" and ", found[-1].end, start) >= 0 and _having(text, found[-1].start):
        ceiling = max(ceiling, found[-1].low + 1)  # "A and B have 27 and 9 billion": two values in the names' order
    while first > 0 and len(found) - first < LONGEST_LIST:
        item = found[first - 1]
        plain = item.kind == last.kind == "value" and not (item.scale or item.tail or item.attached or item.percent)
        if not plain or item.low >= ceiling or _LISTED.fullmatch(text, item.end, start) is None:
            break
        start, ceiling, first = item.start, item.low, first - 1
    if first == len(found) or _NAMED.search(text, max(0, start - _NAMED_REACH), start) is not None:
        return
    for at in range(first, len(found)):
        item = found[at]
        found[at] = _times(item, power)._replace(scale=last.scale, currency=item.currency or last.currency)


def _is_span(text: str, start: int, link: re.Match[str]) -> bool:
    """Whether the words between two numbers join them: "and" only after "between", "to" not where a change is told."""
    front = text[max(0, start - CHANGE_REACH) : start]
    if link["and"] is not None:
        return _BETWEEN.search(front) is not None
    if link["upto"] is not None and _FROM.search(front) is None:
        return False  # "4K, up to 8K" are two
    return (link["to"] or link["upto"]) is None or _CHANGE.search(front) is None
