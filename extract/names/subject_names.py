"""Names with a version or a variant that open a sentence of any verb: "Minnow 2.5 now squeezes 128K tokens into …".

Shape, place and a quantity that the pack counts say enough together; the verb need not be one that is on a list.
"""

from __future__ import annotations

import re

from extract.names.catalogue import Catalogue
from extract.names.name_grammar import Chunk, NameGrammar
from extract.quantities.date_patterns import MONTHS
from extract.words.english import NUMBERED_WORDS
from extract.words.word_uses import WordUses

MOST_NAMES = 2_000
# A finite verb and what begins its object or a phrase beside it: a plural before a verb has none.
FINITE = (
    r"(?:(?:now|also|already|still|then|even|only|\w{3,12}ly)\s)?"
    r"(?:[a-z]{2,14}(?<![sui])s|[a-z]{2,14}ed|has|had|is|was|came|took|got|saw|ran|held|cost)"
    r"\s(?:(?:an?|the|its|up|over|about|around|some|just|more|nearly|roughly|only)\b|[~≈$€]?\d|[a-z]+\sof\b)"
)
OPENING = re.compile(
    r"(?:(?<![^\n])|(?<=[.!?:]\s))[\s>•–-]{0,3}[*\"“_]{0,3}"
    r"(?P<name>(?P<head>[A-Z][A-Za-z]{2,24})(?:[ -](?P<number>v?\d{1,2}(?:\.\d{1,2}){0,2}))?"
    rf"(?:[ -](?P<variant>[A-Z][a-z]{{2,12}}))?)[*\"”_]{{0,3}}\s{FINITE}"
)
_VERB = re.compile(r"(?:[^aiou]s|ing|ed|ly)$")  # "Covers 29 languages up to", "Nearly 30 layers of"


def subject_names(text: str, catalogue: Catalogue, uses: WordUses) -> set[str]:
    """Such names of a text, but of the pack's own families, which its grammar reads."""
    found: set[str] = set()
    for m in OPENING.finditer(text):
        if len(found) >= MOST_NAMES:
            break
        head = m["head"].lower()
        if head in catalogue.heads or head in catalogue.proper_names.openers or uses.has(head):
            continue
        told = catalogue.proper_names.supported(text, *m.span("name"), event=False)
        if told and names_thing(m, catalogue.grammar):
            found.add(m["name"])
    return found


def names_thing(m: re.Match[str], grammar: NameGrammar) -> bool:
    """True where the words that open a sentence have a version, or a variant of the pack, and count nothing."""
    head, variant = m["head"].lower(), m["variant"]
    if variant is not None and grammar.classify(variant.lower()) is not Chunk.VARIANT:
        return False
    if m["number"] is None and variant is None:
        return False
    if m["number"] is not None and m["number"].isdigit() and _VERB.search(head):
        return False
    ordinary = head in grammar.never or head in NUMBERED_WORDS or head in MONTHS
    return not ordinary and grammar.classify(head) is None
