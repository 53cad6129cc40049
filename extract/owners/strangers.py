"""Subjects of sentences that only look like a name, or are a whole that holds many: their values are nobody's."""

from __future__ import annotations

import re

from extract.names.name_grammar import NameGrammar
from extract.names.subject_names import OPENING, names_thing
from extract.owners.references import refers
from extract.passages.passage import Passage
from extract.words.cues import Role
from extract.words.english import DEEDS, HAVING, SMALL_WORDS, WHOLES

# What looks like a name at the start of a sentence: a word with a version behind it, or any word right before "has".
_STRANGER = re.compile(
    r"[\s*\"“]{0,4}([A-Z][\w.]{0,30}(?: [A-Z]\w{0,30}\+?| [A-Z]?\d[\w.]{0,8}){0,3}(?: [A-Z]\w?\+?| [A-Z]?\d[\w.]{0,8}))"
    r"[*\"”]{0,2} (?:has|had|was|is|comes|uses)\b"
    r"|[\s*\"“]{0,4}([A-Z][a-z]{3,30}\d{0,2}|[A-Z][A-Za-z]{1,30}-[A-Z\d][\w-]{0,20})[*\"”]{0,2} (?:has|had)\b"
    # a letter and a number: "K2 has", "4o was"; no quarter, half or unit
    r"|[\s*\"“]{0,4}((?![QH])[A-Z]\d{1,2}(?:\.\d)?|\d[a-z](?<![bdkmtx]))[*\"”]{0,2} (?:has|had|was|is|comes|uses)\b"
)
# The subject of a clause whose verb is that of the clause before: "…, and Ramil on 2T", "while Ramil needed 3".
_GAPPED = re.compile(
    r"(?:[,;]|[a-z])\s(?:and|while|whereas|but)\s[*\"“]{0,2}(?P<name>[A-ZÀ-Þ][\w-]{2,30})[*\"”]{0,2}\s"
    r"(?:on|with|at|has|had|is|was|needed|needs|used|uses|took|takes|got|saw|cost|costs)\s"
    r"(?:(?:only|just|about|some|around|roughly|nearly|over|under|a|an|mere)\s){0,2}[~≈$€]?$"
)
GAP_REACH = 64  # characters before a value in which such a clause begins
_WORD = r"[A-ZÀ-Þ][\w&'’-]{1,30}"
_LED = r"[\s*\"“]{0,4}(?:(?:In|On|By|At|Since|During|Last|This|Next) [^,.;:()]{1,24}?,? )?"
# Two capitalised words at least, with or without an article: "The National Gallery", "Tate Modern".
_TITLED = re.compile(rf"{_LED}(?:[Tt]he )?(?P<name>{_WORD}(?: (?:(?:of|for|and|&|de) (?:the )?)?{_WORD}){{1,5}})")
# One that the sentence itself says what it is: "Ramil, a rival of X, has".
_APPOSED = re.compile(
    r"[\s*\"“]{0,4}(?P<name>[A-ZÀ-Þ][\w'’-]{3,30}(?: [A-ZÀ-Þ][\w'’-]{1,30}){0,3}),"
    r" (?:an?|the|another|our|its|their) [^,;.:()]{3,80},"
)
# A single word before any verb of having; words that name no thing of their own end in one of these.
_SINGLE = re.compile(r"[\s*\"“]{0,4}(?P<name>[A-ZÀ-Þ][a-zà-ÿ]{4,30})")
_NOUN_TOO = re.compile(r" (?:costs?|counts?|uses?|needs?|spans|features?|measures?|runs?|supports?|offers|sells)\b")
_NO_NAME = tuple("ion ment ness ity ance ence age ure ly ed th ght ery day s".split())
# Any verb right before a value, but one of saying, making or buying: "squeezes a window of 128K".
_DOES = re.compile(
    r"[*\"”]{0,2} (?:(?:also|now|already|\w{3,12}ly) )?"
    rf"(?!(?:{DEEDS}|lists?|listed|cites?|cited|mentions?|mentioned|estimates?|estimated|quotes?|quoted|counts|follows?)\b)"
    r"[a-z]{3,14}(?:s|ed) (?:(?:an?|the|its) (?:[a-z-]{3,14} ){0,3}?(?:of )?)?"
    r"(?:(?:up to|about|around|some|over|nearly|as many as|just|only) )?[~≈$€]?"
)
_WHOLE = re.compile(rf"{_LED}(?P<name>(?:[Tt]he|[Oo]ur|[Aa]ll|[Tt]his) (?:whole |entire )?(?:{'|'.join(WHOLES)}))\b")


def stranger(passage: Passage, at: int, grammar: NameGrammar) -> str:
    """The words that a sentence begins with where they only look like a name; nothing where they do not.

    "Command R+ has 104 billion parameters" is not about the subject of the sentence before it.
    """
    start, end = passage.sentence(at)
    return (
        _versioned(passage, start, end, at, grammar)
        or of_clause(passage, at, grammar)
        or _single(passage, start, at, grammar)
    )


def of_clause(passage: Passage, at: int, grammar: NameGrammar) -> str:
    """The subject of the clause around an offset, where it is one of plain words or a whole that holds many."""
    start = passage.sentence(at)[0]
    apposed = _apposed(passage, start, at, grammar) or _gapped(passage, start, at, grammar)
    if apposed:
        return apposed
    clause = max((stop for _, stop in passage.breaks_in(at) if stop <= at), default=start)
    for begin in dict.fromkeys((clause, start)):
        if clause > start and begin == start and passage.names_in(start, at):
            break
        found = _unnamed(passage, begin, at, grammar)
        if found:
            return found
    return ""


def _versioned(passage: Passage, start: int, end: int, at: int, grammar: NameGrammar) -> str:
    opening = OPENING.match(passage.text, start, end)
    if opening is not None and opening.end("name") <= at and names_thing(opening, grammar):
        return opening["name"] if _nameless(passage, *opening.span("name"), grammar) else ""
    found = _STRANGER.match(passage.text, start, end)
    if found is None or found.end() > at or passage.names_in(start, found.end()):
        return ""
    group = next(g for g in (1, 2, 3) if found.group(g))
    words = found.group(group).lower().split()
    if any(word in grammar.never_inside for word in words) or passage.hits_in(*found.span(group)):
        return ""
    return found.group(group) if group != 2 or not _ordinary(words[0]) else ""


def _unnamed(passage: Passage, start: int, at: int, grammar: NameGrammar) -> str:
    """The subject of a clause that begins at `start`: "The National Gallery counted", "all museums together had"."""
    text = passage.text
    many = passage.kind.gathered(text, start, at)
    if many and not passage.names_in(start, at):
        return many
    for pattern in (_WHOLE, _TITLED):
        found = pattern.match(text, start, at)
        if found is None or not _has(passage, found.end(), at):
            continue
        low, high = found.span("name")
        if passage.names_in(start, at) or refers(passage, high, passage.sentence(at)[1]):
            continue
        words = found["name"].lower().split()
        cued = any(h.meaning.role is not Role.NOUN for h in passage.hits_in(low, high))
        if pattern is _WHOLE or not (cued or _unfit(words, grammar)):
            return found["name"]
    return ""


def _apposed(passage: Passage, start: int, at: int, grammar: NameGrammar) -> str:
    """A name that no pack knows, where the sentence says what it is and goes on with it: "Ramil, a rival of X, has"."""
    found = _APPOSED.match(passage.text, start, at)
    if found is None or not _has(passage, found.end(), at) or passage.names_in(found.end(), at):
        return ""
    return found["name"] if _nameless(passage, *found.span("name"), grammar) else ""


def _gapped(passage: Passage, start: int, at: int, grammar: NameGrammar) -> str:
    """A name that no pack knows right before a value, in a clause of its own: "…, and Ramil on 2T"."""
    found = _GAPPED.search(passage.text, max(start, at - GAP_REACH), at)
    return found["name"] if found is not None and _nameless(passage, *found.span("name"), grammar) else ""


def _single(passage: Passage, start: int, at: int, grammar: NameGrammar) -> str:
    """A sentence's subject of one word that the passage has in capitals only: "Ramil is kept below 8 °C"."""
    found = _SINGLE.match(passage.text, start, at)
    if found is None or not _has(passage, found.end(), at) or passage.names_in(start, at):
        return ""
    if _NOUN_TOO.match(passage.text, found.end()):  # "Final cost: €2 million"
        return ""
    word = found["name"].lower()
    if word.endswith(_NO_NAME) or re.search(rf"\b{re.escape(word)}\b", passage.text) is not None:
        return ""
    return found["name"] if _nameless(passage, *found.span("name"), grammar) else ""


def _nameless(passage: Passage, low: int, high: int, grammar: NameGrammar) -> bool:
    """True for words that look like a name and that neither the pack nor the text knows for anything."""
    words = passage.text[low:high].lower().split()
    return not (passage.names_in(low, high) or passage.hits_in(low, high) or _unfit(words, grammar))


def _unfit(words: list[str], grammar: NameGrammar) -> bool:
    return words[0] in SMALL_WORDS or _ordinary(words[0]) or any(word in grammar.never_inside for word in words)


def _has(passage: Passage, at: int, stop: int) -> bool:
    """True where a verb stands right there that says what its subject has, or one right before the value at `stop`."""
    return HAVING.match(passage.text, at, stop) is not None or _DOES.fullmatch(passage.text, at, stop) is not None


def _ordinary(word: str) -> bool:
    """True for words that begin sentences without naming anything."""
    return word in _PRONOUNS or word.endswith(("ing", "ers", "body", "one"))


_PRONOUNS = frozenset(
    "what which whoever somebody neither either nothing everything something this that these those there here many "
    "much others several each both most none training research development work performance inference history time "
    "size memory attention quality progress".split()
)
