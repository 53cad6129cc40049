"""Numbers by themselves: the characters that make one up, its value and its scale, before its surroundings are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Final, Literal, NamedTuple

from extract.quantities import currency
from extract.quantities.units import behind

MAX_DIGITS: Final = 40  # longer runs are keys and hashes; no quantity of any field is printed with so many
MAX_EXPONENT: Final = 40  # 10^40 is beyond what anybody counts; it keeps rendered values short
MAX_BASE: Final = 1000  # of a power; larger ones are no counts
ZERO: Final = Decimal(0)
TEN: Final = Decimal(10)
HALF: Final = Decimal("0.5")

Kind = Literal["value", "opaque", "word"]
Mark = Literal["", ".", ","]  # the decimal mark of a document; "" where nothing proves one

# Spelling of a scale → its short name and its power of ten.
SCALES: Final = {
    "": ("", 0), "k": ("K", 3), "thousand": ("K", 3), "m": ("M", 6), "mn": ("M", 6), "mln": ("M", 6),
    "mio": ("M", 6), "million": ("M", 6), "b": ("B", 9), "bn": ("B", 9), "bln": ("B", 9), "g": ("B", 9),
    "billion": ("B", 9), "t": ("T", 12), "tn": ("T", 12), "trillion": ("T", 12),
    "thousand million": ("B", 9),
    "thousand billion": ("T", 12), "million million": ("T", 12),
    "lakh": ("lakh", 5), "crore": ("crore", 7), "万": ("万", 4), "亿": ("亿", 8),
}  # fmt: skip
_BINARY: Final = {"K": Decimal(1024), "M": Decimal(1024) ** 2, "G": Decimal(1024) ** 3}  # "128 Ki tokens"
POWERS: Final = dict(SCALES.values())  # short name of a scale → its power of ten


class Token(NamedTuple):
    """A number as it is written. Value and step are in base units; both are 0 where it is opaque."""

    start: int
    end: int
    value: Decimal
    step: Decimal  # value of one unit of the last digit printed
    scale: str = ""
    kind: Kind = "value"
    plus: bool = False  # a "+" stands between the digits and the scale: "15+ trillion"


_SCALE_WORD: Final = (
    r"(?i:thousand[ ][mb]illion|million[ ]million|thousand|million|"
    r"billion|trillion|lakh|crore|mln|bln|mio|mn|bn|tn)s?\b"
)
# A letter with a blank before it is a scale only where it cannot start a word or a name: "5 B-trees", "7 M&Ms",
# "3 T cells" are none. Lower-case letters after a blank are units ("100 m"), except k.
_LOOSE_LETTER: Final = r"[KMBTk](?![\w&'’]|-(?!(?i:param|token))|[ ](?:cells?|lymphocytes?|vitamins?)\b)"
# The first character is a plain set, so that the search skips to it quickly. Every repetition that can fail after it
# has consumed something is bounded: the cost stays linear.
_NUMERAL: Final = re.compile(
    rf"""
    (?P<digits>[0-9](?:
        [0-9]{{0,2}}(?:,[0-9]{{3}}){{1,13}}+(?![0-9])(?:\.[0-9]++)?+
      | [0-9]{{0,2}}(?:_[0-9]{{3}}){{1,13}}+(?![0-9_])
      | (?<!0)[0-9]{{0,2}}(?=(?:[ ][0-9]{{3}}){{0,8}}[ ]0[0-9]{{2}}(?![0-9]))(?:[ ][0-9]{{3}}){{1,9}}+(?![0-9])
      | [0-9]*+(?:\.[0-9]++)?+
    ))
    (?:
        (?P<letter>[KkMmBbTt])(?![A-Za-z0-9])
      | [ -]?(?P<word>{_SCALE_WORD})
      | [ ](?P<loose>{_LOOSE_LETTER})
      | (?P<opaque>
            (?:\.[0-9]++)++(?:[-/:][0-9]++){{0,8}}+
          | (?::[0-9]++(?:\.[0-9]++)?+)++
          | (?:/[0-9]++(?:\.[0-9]++)?+){{1,8}}+(?![KkMmBbTt](?![A-Za-z]))
          | (?:-[0-9]++){{2,8}}+
        )
      | (?P<power>
            [ ]?[x×·*][ ]?10(?:(?:\^|\*\*)[{{(]?[-+−]?[0-9]{{1,3}}+[)}}]?|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}+)
          | [eE][-+−]?[0-9]{{1,3}}+(?!\w)
          | (?:\^|\*\*)[{{(]?[-+−]?[0-9]{{1,3}}+[)}}]?
          | (?<=10)[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}+
        )
      | (?P<product>(?:[ ]?[xX×*][ ]?[0-9]++(?:\.[0-9]++)?+){{1,8}}+[A-Za-z]{{0,3}})
      | (?P<plus>\+[ ]?(?:(?P<plus_word>{_SCALE_WORD})|(?P<plus_letter>[KMBT])(?![\w&'’-])))
      | (?P<giga>[ ]?G)(?=[ -](?i:param|token))
      | [ ]?(?P<han>[万亿])
      | [ ]?(?P<binary>[KMG])i(?!\w)
    )?+
    """,
    re.VERBOSE,
)

_ONES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPELLED: Final = {
    **{word: Decimal(n) for n, word in enumerate(chain(_ONES, _TEENS), 1)},
    **{word: Decimal(10 * n) for n, word in enumerate(_TENS, 2)},
}
# An article counts only in front of a word for many: "a million", "half a dozen".
_ARTICLES: Final = {"a": Decimal(1), "half a": Decimal("0.5"), "a quarter of a": Decimal("0.25")}
_MANY: Final = {"hundred": Decimal(100), "dozen": Decimal(12)}
# Without one of these, a text without digits states no number; "one" alone is a pronoun.
NUMBER_WORDS: Final = frozenset(_SPELLED) - {"one"} | {*_MANY, "half", "thousand", "million", "billion", "trillion"}


def _alternatives(words: Iterable[str]) -> str:
    """The words, lower-case and capitalised, grouped by first letter: the search rejects a blank by that letter."""
    endings: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        endings.setdefault(word[0], []).append(word[1:])
        endings.setdefault(word[0].upper(), []).append(word[1:])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in endings.items())


# "One" is as often a pronoun: "one of them", "as one can see", "the one found here"; "sixty-one" is none.
_NO_PRONOUN: Final = (
    r"(?! of the\b)(?<!\b[Tt]he one)(?<!\b[Tt]hat one)"
    r"(?!(?<=(?<!-)[Oo]ne) (?:of|or|and|can|could|might|may|must|should|would|will|is|was|has|had|found|here|by|to)\b)"
    r"(?!(?<=(?<!-)[Oo]ne)(?:[^ \w-]|$))"
)
_MORE_THAN_ONE: Final = r"(?= (?:hundred|dozen|thousand|million|billion|trillion)\b)"
_UP_TO_99: Final = f"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES)}))?|{'|'.join([*_TEENS, *_ONES])}"
_WORD_BODY: Final = (
    rf"(?P<number>(?:{_alternatives([*_SPELLED, *(word + _MORE_THAN_ONE for word in _ARTICLES)])})\b"
    rf"(?:-(?P<unit>{'|'.join(_ONES)})\b)?)"
    rf"(?:[ -](?P<many>hundred|dozen)\b)?"
    rf"(?:(?<=hundred)[ ](?:and[ ])?(?P<rest>{_UP_TO_99})\b)?"
    rf"(?P<half_of>[ ]and[ ]a[ ]half(?=[ ]{_SCALE_WORD}))?"
    rf"(?:[ -](?P<scale>{_SCALE_WORD}))?(?P<half>[ ]and[ ]a[ ]half\b)?{_NO_PRONOUN}"
)
# Three ways into the same words, because a search for a literal blank is several times faster than one for a boundary.
_WORD_AT_START: Final = re.compile(_WORD_BODY)
_WORD_AFTER_BLANK: Final = re.compile(" " + _WORD_BODY)
_WORD_AFTER_MARK: Final = re.compile(r"[\n\t(\[\"“‘/|—–~≈]" + _WORD_BODY)

# Numbers as they are written with a decimal comma; some of them could as well be lists ("12,50") or decimals ("1.200").
_COMMA: Final = re.compile(
    rf"""
    (?P<digits>[0-9](?<![\w.,:/-].)(?:
        [0-9]{{0,2}}(?P<dots>(?:\.[0-9]{{3}}){{1,8}}+)(?P<cents>,[0-9]{{1,2}}+)?+
      | [0-9]{{0,2}}(?P<blanks>(?:[ ][0-9]{{3}}){{1,8}}+)(?:,[0-9]{{1,2}}+)?+
      | [0-9]{{0,8}}+,(?P<places>[0-9]{{1,6}}+)
    ))
    (?![0-9\w]*[.,:/-][0-9]|[0-9])
    (?:(?P<letter>[KkMmBbTt])(?![A-Za-z0-9])|[ -]?(?P<word>{_SCALE_WORD})|[ ](?P<loose>{_LOOSE_LETTER}))?+
    """,
    re.VERBOSE,
)
# The first digit before what must not stand in front of it, so that the search skips to digits.
_COUNTS: Final = re.compile(r"[ ](?!is|was|are|or|and|to|in|on|for|at|by|of)[a-z]{3,}")
_PROVES_COMMA: Final = re.compile(
    r"[0-9](?<![\w.,].)(?:[0-9]{0,2}(?:\.[0-9]{3})+,[0-9]{1,2}(?![0-9])|(?<=0)(?<![(\[].),[0-9]{1,4}(?![0-9,])"
    r"|[0-9]{0,5},[0-9]{1,2}[ ]?[€%])"
)
_PROVES_POINT: Final = re.compile(
    r"[0-9](?<![\w.,].)(?:[0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])|(?<=0)\.[0-9]{1,6}(?![0-9.])"
    r"|[0-9]{0,5}\.[0-9]{1,2}[ ]?[€%KMBT]|[0-9]{0,5}\.(?:[0-9]{1,2}|[0-9]{4,6})(?![0-9.]))"
)


def infer_mark(text: str) -> Mark:
    """The decimal mark that numbers of a text prove: "0,5" or "1.200,00" a comma, "1,200" or "2.5" a point.

    "" where nothing proves one, or both are proved.
    """
    comma, point = _PROVES_COMMA.search(text) is not None, _PROVES_POINT.search(text) is not None
    if comma == point:
        return ""
    return "," if comma else "."


_SUPERSCRIPT: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")
_RAISED: Final = re.compile(r"[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+$")
_EXPONENT: Final = re.compile(r"[-+]?[0-9]+(?=[)}]?$)")


def tokens(text: str, mark: Mark = "", codes: frozenset[str] = currency.COMMON) -> Iterator[Token]:
    """The numbers of a text in order, digits and words; none overlaps another.

    `mark` is the text's decimal mark, where that is known; `codes` are the ISO codes of currencies.
    """
    matches = chain(_WORD_AFTER_BLANK.finditer(text), _WORD_AFTER_MARK.finditer(text))
    words = [token for match in matches if (token := _spelled(match)) is not None]
    at_start = _WORD_AT_START.match(text)
    if at_start is not None and (token := _spelled(at_start)) is not None:
        words.append(token)
    words += [token for match in _COMMA.finditer(text) if (token := _with_comma(text, match, mark, codes)) is not None]
    numerals = map(_numeral, _NUMERAL.finditer(text))
    return iter(_in_order([*words, *numerals])) if words else numerals


def _in_order(found: list[Token]) -> list[Token]:
    """The tokens by place; of those that overlap ("half a million", "a million") the first and longest."""
    found.sort(key=lambda token: (token.start, -token.end))
    kept = found[:1]
    for token in found:
        if token.start >= kept[-1].end:
            kept.append(token)
    return kept


@lru_cache(maxsize=8192)
def scaled(digits: str, name: str) -> tuple[Decimal, Decimal, str]:
    """Value, step and short name of the scale of a plain numeral with the scale as it is written."""
    scale, exponent = SCALES[name.lower().rstrip("s").strip()]
    return *_shifted(digits, exponent), scale


def rescaled(token: Token, name: str) -> Token:
    """A plain number with the scale that a word behind it names."""
    scale, exponent = SCALES[name]
    power = Decimal(f"1E{exponent}")
    return token._replace(value=token.value * power, step=token.step * power, scale=scale)


def _shifted(digits: str, exponent: int) -> tuple[Decimal, Decimal]:
    plain = digits.replace(",", "").replace("_", "").replace(" ", "")
    places = len(plain) - plain.index(".") - 1 if "." in plain else 0
    return Decimal(f"{plain}E{exponent}"), Decimal(f"1E{exponent - places}")


def _numeral(match: re.Match[str]) -> Token:
    start, end = match.span()
    digits, letter, word, loose, opaque, power, product, plus, plus_word, plus_letter, giga, han, binary = (
        match.groups()
    )
    if opaque is not None or product is not None or len(digits) > MAX_DIGITS:
        return Token(start, end, ZERO, ZERO, "", "opaque")
    if power is not None:
        return _power(start, end, digits, power)
    if binary is not None:
        value, step = _shifted(digits, 0)
        return Token(start, end, value * _BINARY[binary], step * _BINARY[binary])
    name = letter or word or loose or plus_word or plus_letter or giga or han or ""
    value, step, scale = scaled(digits, name)
    return Token(start, end, value, step, scale, "value", plus is not None)


def _with_comma(text: str, match: re.Match[str], mark: Mark, codes: frozenset[str]) -> Token | None:
    """A number with a decimal comma or with points or blanks between its thousands; None where it is read otherwise."""
    start, end = match.span()
    if not _has_comma(text, match, mark, lambda: bool(_currency(text, start, end, codes))):
        return None
    name = match["letter"] or match["word"] or match["loose"] or ""
    plain = match["digits"].replace(".", "").replace(" ", "").replace(",", ".")
    value, step, scale = scaled(plain, name)
    return Token(start, end, value, step, scale)


def _has_comma(text: str, match: re.Match[str], mark: Mark, is_money: Callable[[], bool]) -> bool:
    digits, dots, cents, blanks, places = match.group("digits", "dots", "cents", "blanks", "places")
    if blanks is not None:
        return is_money()
    if dots is not None:
        if cents is not None:
            return True
        if digits[0] == "0" or match.end() > match.end("digits"):
            return False
        if mark == "," or currency.behind(text, match.end()) == "EUR":
            return True  # "1.200 €": nobody who writes the sign behind the sum divides cents by three digits
        if len(dots) > 4 and _COUNTS.match(text, match.end()) is not None:
            return True  # "8.030.261.248 parameters": no decimal has so many points, and no version a noun behind it
        return (len(dots) > 4 or (mark != "." and "€" in text)) and is_money()
    whole = len(digits) - len(places) - 1
    if len(places) <= 2 and whole <= 3 and (match["word"] or match["loose"]):
        return True  # "7,2 billion": a list has a blank behind its comma
    if len(places) == 3 and whole <= 3 and digits[0] != "0":
        return mark == ","
    if is_money() or mark == ",":
        return True
    before = text[match.start() - 1 : match.start()]
    if mark == "." or before in ("(", "["):
        return False
    return digits.startswith("0,") or digits == text.strip() or behind(text, match.end()) is not None


def _currency(text: str, start: int, end: int, codes: frozenset[str]) -> str:
    """The currency of the number at a span."""
    return currency.before(text, start, end, codes)[1] or currency.behind(text, end, codes)


def _power(start: int, end: int, digits: str, power: str) -> Token:
    """A number in scientific notation, or a power such as 2^20."""
    raised = _RAISED.search(power)  # before the digits of "10¹¹" become those of 1011
    written = power.translate(_SUPERSCRIPT).strip()
    found = _EXPONENT.search(raised.group().translate(_SUPERSCRIPT) if raised is not None else written)
    exponent = int(found.group()) if found is not None else MAX_EXPONENT + 1
    if abs(exponent) <= MAX_EXPONENT:
        if written[0] in "eEx×·" or (written[0] == "*" and written[1] != "*"):
            return Token(start, end, *_shifted(digits, exponent))
        root, _ = _shifted(digits, 0)
        if root == TEN:
            return Token(start, end, *_shifted("1", exponent))
        if exponent >= 0 and 0 < root <= MAX_BASE and "." not in digits:
            value, step = _shifted(str(int(root) ** exponent), 0)
            return Token(start, end, value, step)
    return Token(start, end, ZERO, ZERO, "", "opaque")


def _spelled(match: re.Match[str]) -> Token | None:
    """A number in words; None where the words make none ("seven-one")."""
    number, unit, many, rest, scale, half, half_of = match.group(
        "number", "unit", "many", "rest", "scale", "half", "half_of"
    )
    spelled = _value_of_words(number, unit, many, rest, scale, half or half_of)
    return None if spelled is None else Token(match.start("number"), match.end(), *spelled, "word")


@lru_cache(maxsize=4096)
def _value_of_words(
    number: str, unit: str | None, many: str | None, rest: str | None, name: str | None, half: str | None
) -> tuple[Decimal, Decimal, str] | None:
    """Value, step and short name of the scale of a number in words; None where the words make none."""
    word = number.lower()
    value = _ARTICLES.get(word)
    if value is None:
        value = _SPELLED[word.partition("-")[0]]
        if unit is not None:
            if value < TEN + TEN:
                return None
            value += _SPELLED[unit]
    if many is not None:
        value *= _MANY[many]
    if rest is not None:
        value += sum(_SPELLED[part] for part in rest.split("-"))
    scale, exponent = SCALES[name.lower().rstrip("s")] if name is not None else ("", 0)
    places = value.as_tuple().exponent
    step = Decimal(f"1E{exponent + int(places)}")
    value *= Decimal(f"1E{exponent}")
    if half is not None:
        value, step = value + step * HALF, step * HALF  # "two and a half" is told to the half
    return value, step, scale
