"""The currency of a quantity: the sign or code in front of it or behind it."""

from __future__ import annotations

import re
from string import ascii_uppercase
from typing import Final

_SIGNS: Final = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "₹": "INR"}
# Letters in front of a dollar sign; any others make a currency that is not known, and no US dollar.
_DOLLARS: Final = {"": "USD", "US": "USD", "A": "AUD", "AU": "AUD", "C": "CAD", "CA": "CAD", "HK": "HKD", "S": "SGD"}
# ISO 4217, active codes. All are read where a pack asks for them: "ALL" and "TOP" are words of English, too.
ISO: Final = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG
    HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
    USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
    """.split()
)
# Read whatever the pack: those that are no words.
COMMON: Final = frozenset(
    "USD EUR GBP CNY RMB JPY INR CHF SEK NOK DKK PLN CZK HUF RON AUD NZD KRW TWD SGD HKD BRL MXN ZAR AED SAR ILS RUB "
    "UAH THB VND IDR".split()
)
_CODE: Final = re.compile(r"(?<![A-Za-z])([A-Z]{3})[ ]?$")
_CODE_REACH: Final = 5  # characters: a blank in front, three letters, a blank behind
_BEHIND: Final = re.compile(
    r"[ ](?:U\.?S\.?[ ])?([A-Z]{3}(?=s?\b)|(?i:dollar|euro|yuan|yen|pounds[ ]sterling))s?\b|[ ]?([€£¥₹])"
)
_BEHIND_STARTS: Final = frozenset(f"{ascii_uppercase}deyp€£¥₹")  # a check that saves most tries
# In brackets or behind "in" or a comma: a heading's words are no currency, "ALL (EUR)".
_IN_HEADING: Final = re.compile(
    rf"(?:[(\[,/]|\bin)[ ]?(?:(?:thousands?|millions?|billions?|[KMBkmb]n?)[ ]?)?"
    rf"(?:([A-Z]{{0,2}}\$|[€£¥₹])|({'|'.join(sorted(ISO | COMMON))})(?![A-Za-z]))"
)
_WITH_SCALE: Final = re.compile(r"[ ]((?:US)?\$|[€£¥₹])[KMBkmb]n?()$")  # "Cost $M"
_NAMES: Final = {"rmb": "CNY", "yuan": "CNY", "dollar": "USD", "euro": "EUR", "pounds sterling": "GBP", "yen": "JPY"}


def before(text: str, start: int, end: int, codes: frozenset[str] = COMMON) -> tuple[int, str]:
    """Where the quantity at [start, end) begins with its currency sign, and the currency's ISO code or "".

    "$5$" is a formula, not a price. `codes`: the ISO codes that are read as currencies.
    """
    at = start - 1
    sign = text[at] if at >= 0 else ""
    if sign == " ":
        at -= 1
        sign = text[at] if at >= 0 else ""
    currency = _SIGNS.get(sign)
    if currency is None:
        if "A" <= sign <= "Z" and text[at - 2 : at + 1] in codes:
            code = _CODE.search(text[max(0, start - _CODE_REACH) : start])
            if code is not None:
                return start - len(code.group()), _NAMES.get(code[1].lower(), code[1])
        return start, ""
    if sign != "$":
        return at, currency
    glued = at == start - 1
    front = text[max(0, at - 2) : at]
    letters = front[len(front.rstrip(ascii_uppercase)) :]
    if front.endswith("$") or text[end : end + 1] == "$":
        return start, ""
    if not glued and front[-1:].isalnum() and not (letters and letters in _DOLLARS):  # "x$ 5" is none, "US$ 5" is
        return start, ""
    return at - len(letters), _DOLLARS.get(letters, "")


def behind(text: str, end: int, codes: frozenset[str] = COMMON) -> str:
    """ISO code of the currency named right behind the quantity that ends at `end`, or ""."""
    match = _BEHIND.match(text, end) if text[end : end + 2].lstrip(" ")[:1] in _BEHIND_STARTS else None
    if match is None:
        return ""
    if match[2] is not None:
        return _SIGNS[match[2]]
    named = _NAMES.get(match[1].lower(), "")
    return named or (match[1] if match[1] in codes else "")


def in_heading(heading: str) -> str:
    """ISO code of the currency that a heading states by sign or code, "Budget (EUR million)", or ""."""
    match = _IN_HEADING.search(heading) or _WITH_SCALE.search(heading)
    if match is None:
        return ""
    if match[1] is not None:
        return _DOLLARS.get(match[1][:-1], "") if match[1].endswith("$") else _SIGNS[match[1]]
    return "CNY" if match[2] == "RMB" else match[2]
