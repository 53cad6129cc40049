"""Sentences whose values belong to nobody that the text names: what a stranger, a copy or an unnamed member has."""

from __future__ import annotations

import re

from extract.cues import Role
from extract.name_grammar import NameGrammar
from extract.names import NameMention
from extract.passage import Passage

_COPY, _NOUN = Role.COPY, Role.NOUN  # in Python 3.11 a lookup is slow
# What looks like a name at the start of a sentence: a word with a version behind it, or any word right before "has".
_STRANGER = re.compile(
    r"[\s*\"“]{0,4}([A-Z][\w.]{0,30}(?: [A-Z]\w{0,30}\+?| [A-Z]?\d[\w.]{0,8}){0,3}(?: [A-Z]\w?\+?| [A-Z]?\d[\w.]{0,8}))"
    r"[*\"”]{0,2} (?:has|had|was|is|comes|uses)\b"
    r"|[\s*\"“]{0,4}([A-Z][a-z]{3,30}\d{0,2}|[A-Z][A-Za-z]{1,30}-[A-Z\d][\w-]{0,20})[*\"”]{0,2} (?:has|had)\b"
)
_DETERMINED = re.compile(
    r"[\s\W]*(?:(?:in|on|with|for)\s)?(?:our|my|their|his|her|your|the|this|that|an?|one|another|each)\s(?:[\w-]+\s){0,4}",
    re.IGNORECASE,
)
_DETERMINED_REACH = 60  # characters from the start of a sentence to the word for a copy
_OF = re.compile(r"\s(?:of|for|with|from)\s(?:the\s|an?\s)?")
# "the largest Llama": a member that only its rank tells.
_RANKED = re.compile(
    r"\b(?:[a-z]{2,}(?<!lat)est|other|another|every|each|any|(?:most|least)\s[a-z]+)\s$",
    re.IGNORECASE,
)
_RANK_REACH = 24  # characters before a name


def stranger(passage: Passage, at: int, grammar: NameGrammar) -> bool:
    """True where a sentence begins with what only a name looks like, though it is none that is known.

    "Command R+ has 104 billion parameters" is not about the subject of the sentence before it.
    """
    start, end = passage.sentence(at)
    found = _STRANGER.match(passage.text, start, end)
    if found is None or found.end() > at or passage.names_in(start, found.end()):
        return False
    group = 1 if found.group(1) else 2
    words = found.group(group).lower().split()
    if any(word in grammar.never for word in words) or passage.hits_in(*found.span(group)):
        return False
    return group == 1 or not _ordinary(words[0])


def _ordinary(word: str) -> bool:
    """True for words that begin sentences without naming anything."""
    return word in _PRONOUNS or word.endswith(("ing", "ers", "body", "one"))


_KIND_REACH = 40  # characters from the start of a sentence to the end of the noun it is about
_BEHIND_KIND = re.compile(r" (?!were\b|was\b|are\b|in\b|released)[a-z]")
_DETERMINERS = frozenset(
    "the these those this that our its their both all each two three four five six seven eight such new - – •".split()
)
_PRONOUNS = frozenset(
    "what which whoever somebody neither either nothing everything something this that these those there here many "
    "much others several each both most none training research development work performance inference history time "
    "size memory attention quality progress".split()
)


def generic(passage: Passage, at: int) -> bool:
    """True where a sentence is about a kind of thing as such: "Large models need 40 layers"."""
    start, _ = passage.sentence(at)
    for hit in passage.hits_in(start, min(at, start + _KIND_REACH)):
        if hit.meaning.role is _NOUN and passage.text[hit.end - 1] == "s" and _BEHIND_KIND.match(passage.text, hit.end):
            before = passage.text[start : hit.start].lower().split()
            return 0 < len(before) <= 2 and not any(word.strip('*_"“(') in _DETERMINERS for word in before)
    return False


def of_a_copy(passage: Passage, at: int) -> bool:
    """True where a sentence speaks of something made of an entity: "Our deployment of X supports 32K tokens"."""
    if not passage.copies:
        return False
    start, _ = passage.sentence(at)
    for copy_start, copy_end in passage.copies:
        if not start <= copy_start < at or copy_start - start > _DETERMINED_REACH:
            continue
        if not _DETERMINED.fullmatch(passage.text, start, copy_start):
            continue
        names = passage.names_in(copy_end, at)
        if names and _OF.fullmatch(passage.text, copy_end, names[0].start):
            names = names[1:]
        return not names
    return False


def ranked(passage: Passage, name: NameMention) -> bool:
    """True for a family's name that means one of its members by rank: "the largest Llama"."""
    low = max(0, name.start - _RANK_REACH)
    return name.family and _RANKED.search(passage.text, low, name.start) is not None
