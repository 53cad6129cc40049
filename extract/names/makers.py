"""Makers that a text tells by what they do, and names that begin with theirs: "Marlow AI released Marlow Grande".

A maker's name alone is no entity's, and what it puts before its products' words belongs to their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from extract.names.catalogue import Catalogue
from extract.words.english import DEEDS
from extract.words.word_uses import WordUses

MOST = 200  # words looked at; places of one of them
_ORGANISATION = (
    r"(?:AI|Systems|Labs?|Research|Inc|Ltd|LLC|GmbH|Corp|Corporation|Company|Foundation|Institute|Technologies|Studios?|"
    r"Group|Intelligence|Robotics|Software|Networks)"
)
_THEN = r"\s(?:(?:today|also|later|then|first|now|has|have|had|(?:[Oo]n\s)?[A-Z][a-z]{2,5}day|this week)\s){0,2}"
_RELEASES = (
    r"(?:announce[sd]?|release[sd]?|launch(?:es|ed)|unveil(?:s|ed)|introduce[sd]?|publishe[sd]|"
    r"open-source[sd]|present(?:s|ed))"
)
_SECOND = r"[A-Z][a-z]{2,24}"
_ORDINALS = frozenset(("one", "two", "three", "four", "five"))  # "Marlow One", in capitals
_WORD = re.compile(r"[A-Z][A-Za-z]{2,24}")


def with_makers(found: set[str], text: str, catalogue: Catalogue, uses: WordUses) -> set[str]:
    """The names of a text without those of makers, and with the names that begin with one."""
    leads = {m.group() for name in found if (m := _WORD.match(name)) is not None}
    leads = {word for word in leads if word.lower() not in catalogue.heads}
    makers = _makers(leads, text) if leads else set()
    added = {name for maker in sorted(makers) for name in _begun_by(maker, text, catalogue, uses)}
    return (found - makers) | added


def _makers(leads: Iterable[str], text: str) -> set[str]:
    """Those words that make things in the text, and that no version or size stands behind.

    A word alone must release what is called otherwise: "Larkspur introduced Larkspur Chat" may be said of either.
    """
    words = "|".join(sorted(map(re.escape, leads)))
    organised = rf"\s{_ORGANISATION}\b{_THEN}(?:{DEEDS})\b"
    released = rf"{_THEN}{_RELEASES}\s(?:(?:the|its|a|an|both|new)\s){{0,2}}[*\"“]{{0,2}}(?!(?P=maker)\b)(?:{words})\b"
    acts = re.compile(rf"\b(?P<maker>{words})(?:{organised}|{released})")
    found = {m["maker"] for m in acts.finditer(text)}
    return {word for word in found if not re.search(rf"\b{re.escape(word)}[ -]?v?\d", text)}


def _begun_by(maker: str, text: str, catalogue: Catalogue, uses: WordUses) -> set[str]:
    """Names of a maker's word and one of its own, of which the text says what is said of the pack's entities."""
    found: set[str] = set()
    for m in islice(re.finditer(rf"\b{re.escape(maker)}\s(?P<own>{_SECOND})(?![\w-])(?!\s[A-Z])", text), MOST):
        own = m["own"].lower()
        ordinary = own not in _ORDINALS and (own in catalogue.grammar.never or uses.has(own))
        if ordinary or re.fullmatch(_ORGANISATION, m["own"]):
            continue
        if catalogue.proper_names.supported(text, *m.span(), event=True):
            found.add(m.group())
    return found
