"""Quantities in reading text: what a number says, how it is scaled, qualified and glued to its neighbours.

One regular expression finds the numbers; what stands right before and after decides how each is meant. A token that is
made of digits but is no quantity (a version, a time, a fraction, "8x7B") is reported as opaque, so that every digit of
a text is accounted for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from extract import bounds
from extract.claim import Qualifier

MAX_DIGITS: Final = 40  # longer runs are keys and hashes; no quantity of any field is printed with so many
MAX_EXPONENT: Final = 40  # 10^40 is beyond what anybody counts; it keeps rendered values short

Kind = Literal["value", "opaque", "word"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands. `text[start:end]` are its own characters: digits, scale, currency sign."""

    start: int
    end: int
    low: Decimal  # in base units, after scaling; 0 where opaque
    high: Decimal  # equal to low unless the quantity is a range
    step: Decimal  # value of one unit of the last digit printed of `low`, after scaling: 236B → 1e9
    high_step: Decimal  # the same of `high`
    scale: str = ""  # "", "K", "M", "B", "T", "万" or "亿", however it was written
    currency: str = ""  # ISO 4217 code, or ""
    qualifier: Qualifier = Qualifier.NONE  # NONE, ABOUT, AT_LEAST, UP_TO or RANGE
    percent: bool = False  # followed by "%", "percent" or "percentage points"
    times: bool = False  # followed by "×", "x", "times" or "-fold"
    hedged: bool = False  # followed by "?" or "(rumored)" and its like
    attached: str = ""  # what is glued in front: "V" in "V2", "GPT-" in "GPT-4", "[", "#"
    tail: str = ""  # the word glued behind: "GB", "th", "-bit", "-A14B"
    kind: Kind = "value"  # "word": a number spelled out ("eight")


_SCALES: Final = {
    "": ("", 0), "k": ("K", 3), "thousand": ("K", 3), "m": ("M", 6), "mn": ("M", 6), "mln": ("M", 6),
    "mio": ("M", 6), "million": ("M", 6), "b": ("B", 9), "bn": ("B", 9), "bln": ("B", 9), "g": ("B", 9),
    "billion": ("B", 9), "t": ("T", 12), "tn": ("T", 12), "trillion": ("T", 12), "万": ("万", 4), "亿": ("亿", 8),
}  # fmt: skip

_UNITS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS: Final = {
    **{word: Decimal(n) for n, word in enumerate(_UNITS, 1)},
    **{word: Decimal(n) for n, word in enumerate(_TEENS, 10)},
    **{word: Decimal(10 * n) for n, word in enumerate(_TENS, 2)},
    "a": Decimal(1), "an": Decimal(1), "half a": Decimal("0.5"), "quarter of a": Decimal("0.25"),
}  # fmt: skip

_SCALE_WORD: Final = r"(?i:thousand|million|billion|trillion|mln|bln|mio|mn|bn|tn)s?\b"
# A letter with a blank before it is a scale only where it cannot start a word or name: "5 B-trees", "7 M&Ms",
# "3 T cells" are none. Lower-case letters after a blank are units (100 m), except k.
_LOOSE_LETTER: Final = r"(?:[KMBT]|k)(?![\w&'’]|-(?!(?i:param|token))|[ ](?:cells?|lymphocytes?|vitamins?)\b)"
_NUMBER: Final = re.compile(
    rf"""
    (?P<digits>
        [0-9]{{1,3}}(?:,[0-9]{{3}}){{1,13}}+(?![0-9])(?:\.[0-9]++)?+
      | [0-9]{{1,3}}(?:_[0-9]{{3}}){{1,13}}+(?![0-9_])
      | [1-9][0-9]{{0,2}}(?=(?:[ ][0-9]{{3}}){{0,8}}[ ]000(?![0-9]))(?:[ ][0-9]{{3}}){{1,9}}+(?![0-9])
      | [0-9]++(?:\.[0-9]++)?+
    )
    (?:
        (?P<power>
            [ ]?[x×·*][ ]?10(?:(?:\^|\*\*)[{{(]?[-+−]?[0-9]{{1,3}}+[)}}]?|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}})
          | [eE][-+−]?[0-9]{{1,3}}+(?!\w)
          | (?:\^|\*\*)[{{(]?[-+−]?[0-9]{{1,3}}+[)}}]?
          | (?<=10)[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}+
        )
      | (?P<opaque>
            (?:\.[0-9]++)++ (?:[-/:][0-9]++){{0,8}}+
          | (?::[0-9]++(?:\.[0-9]++)?+)++
          | (?:/[0-9]++(?:\.[0-9]++)?+){{1,8}}+(?![KkMmBbTt](?![A-Za-z]))
          | (?:-[0-9]++){{2,8}}+
          | (?:[ ]?[xX×*][ ]?[0-9]++(?:\.[0-9]++)?+){{1,8}}+[A-Za-z]{{0,3}}
        )
      | (?P<plus>\+)?
        (?:
            [ ]?-?(?P<word>{_SCALE_WORD})
          | (?P<letter>[KkMmBbTt])(?![A-Za-z0-9])
          | [ ](?P<loose>{_LOOSE_LETTER})
          | [ ]?(?P<giga>G)(?=[ -](?i:param|token))
          | [ ]?(?P<han>[万亿])
        )
    )?+
  | \b(?:
        (?P<small>[Hh]alf[ ]a|[Qq]uarter[ ]of[ ]a|[Aa]n?(?=[ ][dmbt])|[Tt](?:wo|hree|en|welve|hirteen|wenty)
          |[Ff](?:our(?:teen)?|ive|ifteen|orty|ifty)|[Ss](?:ix(?:teen|ty)?|even(?:teen|ty)?)
          |[Oo]ne|[Ee](?:ight(?:een|y)?|leven)|[Nn]ine(?:teen|ty)?|[Tt]hirty)\b
        (?:-(?P<unit>one|two|three|four|five|six|seven|eight|nine)\b)?
        (?:[ ](?P<dozen>dozen)\b)?
        (?:[ -](?P<spelled>{_SCALE_WORD}))?
    )
    """,
    re.VERBOSE,
)

_SUPERSCRIPT: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")
_EXPONENT: Final = re.compile(r"[-+]?[0-9]+(?=[)}]?$)")
_TAIL: Final = re.compile(r"[-_./]?[A-Za-zµμ°][\w.-]{0,30}(?<![.-])|-[0-9][\w.-]{0,30}(?<![.-])|[_0-9]\w{0,30}")
_SIGN_CURRENCY: Final = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "₹": "INR"}
_DOLLARS: Final = {"": "USD", "US": "USD", "A": "AUD", "AU": "AUD", "C": "CAD", "CA": "CAD", "HK": "HKD", "S": "SGD"}
_CODE_BEFORE: Final = re.compile(r"(?<![A-Za-z])(USD|EUR|GBP|CNY|RMB|JPY|INR)[ ]?$")
_CODES: Final = {"rmb": "CNY", "yuan": "CNY", "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY"}
_CURRENCY_AFTER: Final = re.compile(
    r"[ ](?:US[ ])?(USD|EUR|GBP|CNY|RMB|JPY|INR|[Dd]ollar|[Ee]uro|[Yy]uan|[Yy]en)s?\b|[ ]?([€£¥₹])"
)
_CONNECTOR: Final = re.compile(r"%?(?:[ ]?[-–—‒−~∼～][ ]?|[ ]to[ ]|-to-|[ ]?\.\.\.?[ ]?|[ ]through[ ])|(?P<and>%?[ ]and[ ])")
# "extended from 4K to 128K" tells of a change: two values, not a range.
_CHANGE: Final = re.compile(
    r"\b(?:exten|expand|increas|grow|grew|ris(?:e|ing)|rose|rais|reduc|decreas|drop|cut|fell|fall|improv|jump|went|upgrad"
    r"|mov|chang|shr[iau]nk|lower|boost|climb|doubl|tripl)[a-z]*\b[^.;]{0,60}$"
)
_BETWEEN: Final = re.compile(r"\b[Bb]etween[ ](?:about[ ]|roughly[ ]|[~≈])?$")
CHANGE_REACH: Final = 80  # characters before a "from 4K to 128K" that may hold the verb of the change
CONNECTOR_REACH: Final = 13  # characters between the two ends of a range: "% through US$" is the longest
MAX_BASE: Final = 1000  # of a power; larger ones are no counts
TEN: Final = Decimal(10)
_DIGITS: Final = "0123456789"
_TAIL_STARTS: Final = frozenset("-_./°")
_CODE_ENDS: Final = frozenset("DRPYB")
_ARTICLES: Final = frozenset({"a", "an", "half a", "quarter of a"})
_LETTERS: Final = {"K": "k", "M": "m", "B": "b", "T": "t", "万": "万", "亿": "亿"}
_AFTER_QUALIFIERS: Final = {
    "at_least": Qualifier.AT_LEAST, "up_to": Qualifier.UP_TO, "about": Qualifier.ABOUT,
}  # fmt: skip
_ZERO: Final = Decimal(0)
_ONE: Final = Decimal(1)


class _Token(NamedTuple):
    """A number by itself, before its surroundings are read."""

    start: int
    end: int
    value: Decimal
    step: Decimal
    scale: str = ""
    kind: Kind = "value"
    plus: bool = False  # a "+" stands between the digits and the scale: "15+ trillion"


def scan(text: str) -> list[Quantity]:
    """Quantities of a reading text in order; none overlaps another."""
    found: list[Quantity] = []
    last: Quantity | None = None
    for match in _NUMBER.finditer(text):
        token = _numeral(match) if match["digits"] is not None else _spelled(match)
        if token is None:
            continue
        if last is not None and token.start - last.end <= CONNECTOR_REACH:
            joined = _joined(text, last, token)
            if joined is not None:
                found[-1] = last = joined
                continue
        last = _in_context(text, token)
        found.append(last)
    return found


@lru_cache(maxsize=8192)
def _scaled(digits: str, exponent: int) -> tuple[Decimal, Decimal]:
    """Value and step of a plain numeral times ten to the exponent."""
    plain = digits.replace(",", "").replace("_", "").replace(" ", "")
    places = len(plain) - plain.index(".") - 1 if "." in plain else 0
    return Decimal(f"{plain}E{exponent}"), Decimal(f"1E{exponent - places}")


def _numeral(match: re.Match[str]) -> _Token:
    start, end = match.span()
    digits, power, opaque, plus, word, letter, loose, giga, han = match.groups()[:9]
    if opaque is not None or len(digits) > MAX_DIGITS:
        return _Token(start, end, _ZERO, _ZERO, kind="opaque")
    if power is not None:
        return _power(start, end, digits, power)
    name = letter or word or loose or giga or han or ""
    scale, exponent = _SCALES[name.lower().rstrip("s")]
    value, step = _scaled(digits, exponent)
    return _Token(start, end, value, step, scale, "value", plus is not None)


def _power(start: int, end: int, digits: str, power: str) -> _Token:
    """A number in scientific notation, or a power such as 2^20."""
    written = power.translate(_SUPERSCRIPT).strip()
    found = _EXPONENT.search(written)
    exponent = int(found.group()) if found else MAX_EXPONENT + 1
    if abs(exponent) <= MAX_EXPONENT:
        if written[0] in "eEx×·" or (written[0] == "*" and written[1] != "*"):
            return _Token(start, end, *_scaled(digits, exponent))
        root, _ = _scaled(digits, 0)
        if 0 < root <= MAX_BASE and "." not in digits and exponent >= 0:
            return _Token(start, end, root**exponent, _ONE)
        if root == TEN:
            return _Token(start, end, *_scaled("1", exponent))
    return _Token(start, end, _ZERO, _ZERO, kind="opaque")


def _spelled(match: re.Match[str]) -> _Token | None:
    word, unit, dozen, name = match["small"].lower(), match["unit"], match["dozen"], match["spelled"]
    value = _WORDS[word]
    if unit is not None:
        if word not in _TENS:
            return None
        value += _WORDS[unit]
    if dozen is not None:
        value *= 12
    elif name is None and word in _ARTICLES:
        return None
    scale, exponent = _SCALES[name.lower().rstrip("s") if name is not None else ""]
    places = value.as_tuple().exponent
    step = Decimal(f"1E{exponent + int(places)}")
    return _Token(match.start(), match.end(), value * Decimal(f"1E{exponent}"), step, scale, "word")


def _in_context(text: str, token: _Token, low: Quantity | None = None) -> Quantity:
    """The quantity with everything that stands right before and after it; `low` is the other end of a range."""
    end = token.end
    if low is None:
        start, currency = _currency_before(text, token.start, end)
        attached = bounds.attached(text, start)
        value, step, qualifier = token.value, token.step, Qualifier.NONE
    else:
        start, currency, attached = low.start, low.currency, low.attached
        currency = currency or _currency_before(text, token.start, end)[1]
        value, step, qualifier = low.low, low.step, Qualifier.RANGE
    percent = times = hedged = False
    tail = ""
    plus = token.plus
    if end < len(text):
        at = end
        if text[at] == "+" and text[at + 1 : at + 2].strip(_DIGITS) == text[at + 1 : at + 2]:
            plus, at = True, at + 1
        after = bounds.AFTER.match(text, at)
        meaning = after.lastgroup if after is not None else None
        if meaning is None:
            if text[at] in _TAIL_STARTS or text[at].isalnum():
                glued = _TAIL.match(text, at)
                tail = glued.group() if glued is not None else ""
            elif not currency and (sold := _CURRENCY_AFTER.match(text, at)) is not None:
                currency = _currency_name(sold)
        percent, times, hedged = meaning == "percent", meaning == "times", meaning == "hedged"
        if not qualifier and meaning in _AFTER_QUALIFIERS:
            qualifier = _AFTER_QUALIFIERS[meaning]
    if not qualifier:
        if plus:
            qualifier = Qualifier.AT_LEAST
        elif not attached:
            qualifier = bounds.before(text, start)
    return Quantity(
        start, end, value, token.value, step, token.step, token.scale, currency, qualifier,
        percent, times, hedged, attached, tail, token.kind,
    )  # fmt: skip


def _currency_before(text: str, start: int, end: int) -> tuple[int, str]:
    """Where the quantity starts with its currency sign, and the currency; "$5$" is a formula, no price."""
    sign = text[start - 1 : start]
    if sign == " " or not sign:
        sign = text[start - 2 : start - 1]
        blank = 1
    else:
        blank = 0
    at = start - blank - 1
    currency = _SIGN_CURRENCY.get(sign)
    if currency is not None:
        if sign != "$" or text[at - 1 : at] == "$" or (text[end : end + 1] == "$" and not blank):
            return (at, currency) if sign != "$" else (start, "")
        if blank and text[at - 1 : at].isalnum():
            return start, ""
        front = text[max(0, at - 2) : at]
        letters = front[len(front.rstrip("ABCDHKNSTU")) :]
        return at - len(letters), _DOLLARS.get(letters, "")
    if sign in _CODE_ENDS:
        code = _CODE_BEFORE.search(text[max(0, start - 5) : start])
        if code is not None:
            return start - len(code.group()), _CODES.get(code[1].lower(), code[1])
    return start, ""


def _currency_name(match: re.Match[str]) -> str:
    if match[2] is not None:
        return _SIGN_CURRENCY[match[2]]
    return _CODES.get(match[1].lower(), match[1])


def _joined(text: str, first: Quantity, token: _Token) -> Quantity | None:
    """The range from `first` to the token, where the two are one; None where they are two quantities."""
    if first.qualifier is Qualifier.RANGE or first.kind != token.kind or token.kind == "opaque" or first.times:
        return None
    start, _ = _currency_before(text, token.start, token.end)
    link = _CONNECTOR.fullmatch(text, first.end, start)
    if link is None or first.attached not in ("", "[") or first.hedged:
        return None
    between = link.group().strip("% ")
    if between in ("to", "and") and not _spans(text, first.start, between):
        return None
    low, step = first.low, first.step
    if token.scale and not first.scale:
        _, exponent = _SCALES[_LETTERS[token.scale]]
        lifted = low * Decimal(f"1E{exponent}")
        if lifted < token.value:
            low, step = lifted, step * Decimal(f"1E{exponent}")
        elif between not in ("to", "and"):
            return None
    elif first.scale and not token.scale:
        return None
    if low >= token.value:
        if between == "-" and start - first.end == 1 and not first.scale:
            return Quantity(first.start, token.end, _ZERO, _ZERO, _ZERO, _ZERO, attached=first.attached, kind="opaque")
        return None
    first = replace(first, low=low, step=step)
    return _in_context(text, token, first)


def _spans(text: str, start: int, word: str) -> bool:
    """Whether "to" or "and" joins two ends: not where a change is told, and "and" only after "between"."""
    front = text[max(0, start - CHANGE_REACH) : start]
    if word == "and":
        return _BETWEEN.search(front) is not None
    return _CHANGE.search(front) is None
