"""Sentences whose values belong to nobody that the text names: what a kind, a copy or an unnamed member has."""

from __future__ import annotations

import re

from extract.names.names import NameMention
from extract.owners.roles import chain_end
from extract.passages.passage import Passage
from extract.words.cues import Role

_COPY, _NOUN = Role.COPY, Role.NOUN  # in Python 3.11 a lookup is slow
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
_THE_NEXT = re.compile(
    r"\b(?:the|its|their|our)\s(?:next|coming|future|forthcoming)\s(?:one|model|version|generation|release)\b"
)
_RANK_REACH = 24  # characters before a name


_KIND_REACH = 40  # characters from the start of a sentence to the end of the noun it is about
_BEHIND_KIND = re.compile(r" (?!were\b|was\b|are\b|in\b|released)[a-z]")
_DETERMINERS = frozenset(
    "the these those this that our its their both all each two three four five six seven eight such new - – •".split()
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
            names = names[chain_end(passage.text, [(n.start, n.end) for n in names], 0) :]
        return not names
    return False


def of_the_next(passage: Passage, at: int) -> bool:
    """True where a sentence speaks of what is still to come: "the next one would go to a million"."""
    start, _ = passage.sentence(at)
    found = _THE_NEXT.search(passage.text, start, at)
    return found is not None and not passage.names_in(found.end(), at)


def ranked(passage: Passage, name: NameMention) -> bool:
    """True for a family's name that means one of its members by rank: "the largest Llama"."""
    low = max(0, name.start - _RANK_REACH)
    return name.family and _RANKED.search(passage.text, low, name.start) is not None
