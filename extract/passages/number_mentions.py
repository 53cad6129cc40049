"""Which numbers of a passage can be values, and which are parts of names, identifiers or in units of no attribute."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.claim import Qualifier
from extract.passages.values import SCALE_TAILS, tail_word
from extract.quantities.units import behind
from extract.words.cues import Role

if TYPE_CHECKING:
    from extract.names.name_grammar import NameGrammar
    from extract.passages.passage import Passage
    from extract.quantities.numbers import Quantity
    from extract.words.cues import Cues

_GLUED_OK = frozenset({"", "(", "[", "~", "$", '"', "'"})
_LETTER_SCALES = {"k": Decimal(10) ** 3, "m": Decimal(10) ** 6, "b": Decimal(10) ** 9, "t": Decimal(10) ** 12}
_COUNTED, _REMARK = Role.COUNTED, Role.REMARK  # in Python 3.11 a lookup is slow


def in_units(passage: Passage, quantity: Quantity) -> Quantity:
    """The quantity with a letter read as a unit where the pack has it as one: "8849m" is no 8.8 billion."""
    letter = passage.text[quantity.end - 1]
    if quantity.currency or not quantity.scale:
        return quantity  # "£4.0m" is no length
    if not letter.islower() or letter not in passage.cues.tails or letter not in _LETTER_SCALES:
        return quantity
    if quantity.qualifier is Qualifier.RANGE or not passage.text[quantity.end - 2].isdigit():
        return quantity
    factor = _LETTER_SCALES[letter]
    return quantity._replace(
        end=quantity.end - 1, scale="", tail=letter, low=quantity.low / factor,
        high=quantity.high / factor, step=quantity.step / factor, high_step=quantity.high_step / factor,
    )  # fmt: skip


def only_a_word(passage: Passage, quantity: Quantity) -> bool:
    """True for the pronoun "one": it counts only right before a counted noun, "one shared expert"."""
    if quantity.scale or quantity.low != 1:
        return False
    return not any(
        h.meaning.role is _COUNTED and h.start <= quantity.end + 16
        for h in passage.hits_in(quantity.end, quantity.end + 32)
    )


def no_quantity(passage: Passage, quantity: Quantity) -> str:
    """Why a number is no value, or nothing."""
    if passage.touches_name(quantity.start, quantity.end):
        return "part of a name"
    if quantity.kind == "word" and any(p.rank and p.start <= quantity.start < p.end for p in passage.parts):
        return "part of a name"  # "the two larger models", "the other two"
    if quantity.percent and not passage.cues.percent:
        return "percentage"
    if quantity.times:
        return "factor"
    if quantity.kind == "opaque":
        return "identifier or ratio"
    glued = quantity.attached not in _GLUED_OK and quantity.attached[-1]
    if glued and (glued.isalnum() or glued in "-_#@.") and not _remarked(passage, quantity):
        return "part of a name"
    tail = quantity.tail.lower()
    if tail and _names_go_on(tail, passage.grammar):
        return "part of a name"
    if tail and not _known_tail(quantity, passage.cues):
        return _foreign_tail(quantity, tail, passage.cues)
    if quantity.currency and quantity.currency not in passage.cues.currencies:
        return "other currency"
    return ""


def _remarked(passage: Passage, quantity: Quantity) -> bool:
    """True where a word that makes a remark of a number is glued to it: "16 (top-4)"."""
    start = quantity.start - len(quantity.attached)
    return quantity.attached.endswith("-") and any(
        h.meaning.role is _REMARK and h.start == start and h.end == quantity.start - 1
        for h in passage.hits_in(start, quantity.start)
    )


def _names_go_on(tail: str, grammar: NameGrammar) -> bool:
    """True for what is glued to a number as the parts of a name are: "7b-chat"."""
    if tail[:1] not in ("-", "_") or not tail[1:]:
        return False
    return any(grammar.classify(part) for part in re.split("[-_]", tail[1:]) if part)


def _known_tail(quantity: Quantity, cues: Cues) -> bool:
    """True where the word glued to a number is a scale, or one that an attribute takes as its unit."""
    word = tail_word(quantity)
    return word in cues.tails or word in SCALE_TAILS or f"{word}s" in cues.tails


def _foreign_tail(quantity: Quantity, tail: str, cues: Cues) -> str:
    """Why a number is no value for what is glued to it, or nothing. `tail`: that in small letters."""
    unit = behind(quantity.tail, 0)
    if unit is not None and unit.end == len(quantity.tail):
        return "" if unit.name in cues.by_unit else "other unit"
    if tail.startswith("-") and quantity.scale and quantity.qualifier is not Qualifier.RANGE:
        plain_word = tail[1:2].isalpha() and not tail[1:3].isupper() and not any(c.isdigit() for c in tail)
        return "" if plain_word else "part of a name"
    return "other unit"
