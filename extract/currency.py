"""The currency of a quantity: the sign or code in front of it or behind it."""

from __future__ import annotations

import re
from string import ascii_uppercase
from typing import Final

_SIGNS: Final = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "₹": "INR"}
# Letters in front of a dollar sign; any others make a currency that is not known, and no US dollar.
_DOLLARS: Final = {"": "USD", "US": "USD", "A": "AUD", "AU": "AUD", "C": "CAD", "CA": "CAD", "HK": "HKD", "S": "SGD"}
_CODE: Final = re.compile(r"(?<![A-Za-z])(USD|EUR|GBP|CNY|RMB|JPY|INR)[ ]?$")
_CODE_ENDS: Final = frozenset("DRPYB")
_CODE_REACH: Final = 5  # characters: a blank in front, three letters, a blank behind
_BEHIND: Final = re.compile(
    r"[ ](?:U\.?S\.?[ ])?(USD|EUR|GBP|CNY|RMB|JPY|INR|(?i:dollar|euro|yuan|yen|pounds[ ]sterling))s?\b|[ ]?([€£¥₹])"
)
_BEHIND_STARTS: Final = frozenset("UEGCRJIDYPdeyp€£¥₹")  # a check that saves most tries
_NAMES: Final = {"rmb": "CNY", "yuan": "CNY", "dollar": "USD", "euro": "EUR", "pounds sterling": "GBP", "yen": "JPY"}


def before(text: str, start: int, end: int) -> tuple[int, str]:
    """Where the quantity at [start, end) begins with its currency sign, and the currency's ISO code or "".

    "$5$" is a formula, not a price.
    """
    at = start - 1
    sign = text[at] if at >= 0 else ""
    if sign == " ":
        at -= 1
        sign = text[at] if at >= 0 else ""
    currency = _SIGNS.get(sign)
    if currency is None:
        if sign in _CODE_ENDS and (code := _CODE.search(text[max(0, start - _CODE_REACH) : start])) is not None:
            return start - len(code.group()), _NAMES.get(code[1].lower(), code[1])
        return start, ""
    if sign != "$":
        return at, currency
    glued = at == start - 1
    front = text[max(0, at - 2) : at]
    if front.endswith("$") or text[end : end + 1] == "$" or (not glued and front[-1:].isalnum()):
        return start, ""
    letters = front[len(front.rstrip(ascii_uppercase)) :]
    return at - len(letters), _DOLLARS.get(letters, "")


def behind(text: str, end: int) -> str:
    """ISO code of the currency named right behind the quantity that ends at `end`, or ""."""
    match = _BEHIND.match(text, end) if text[end : end + 2].lstrip(" ")[:1] in _BEHIND_STARTS else None
    if match is None:
        return ""
    return _SIGNS[match[2]] if match[2] is not None else _NAMES.get(match[1].lower(), match[1])
