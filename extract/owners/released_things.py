"""What an event has as its object where nobody is named: "We released the annotation guide" dates no model.

Most nouns that a pack does not know are other things, so an object is the entity only where its noun says so: one of
the pack's nouns, a part of a name ("the base and chat versions"), or a word of an attribute ("the weights").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.passages.passage import Passage
from extract.words.cues import Role
from extract.words.english import RUN_STOPS

if TYPE_CHECKING:
    from extract.owners.members import Members

LONGEST_OBJECT = 8  # words
_ARTICLE = re.compile(r"\s(?:also\s)?(?:the|our|an?|its|their|some|new|two|three|four|several)\s")
_WORD = re.compile(r"[\w-]+")
_STOP = re.compile(r"[^\w\s-]|\s[–—-]\s|$")
_STOPS = RUN_STOPS - {"and", "the"}  # "the code and the models"
_ENTITY = (Role.NOUN, Role.REFERENCE, Role.GROUP, Role.COUNTED, Role.MODIFIES, Role.UNIT)
_HEADS = (Role.NOUN, Role.REFERENCE, Role.GROUP)
_AND = re.compile(r",?\sand\s|,\s|\s&\s|\s?/\s?")
# Nouns for what is the entity itself, whatever the pack is about.
_ITSELF = frozenset(
    "one ones it them this these all both everything generation edition lineup line-up line suite set collection size "
    "sizes successor sibling siblings weights members member trio pair duo quartet preview beta alpha".split()
)


def another_object(passage: Passage, at: int, attribute: str, members: Members) -> bool:
    """True where the event that dates an attribute at an offset happened to a thing that is not the entity."""
    start, end = passage.sentence(at)
    if passage.names_in(start, end):
        return False
    told = [
        h for h in passage.hits_in(start, end)
        if h.meaning.role is Role.CUE and h.meaning.attribute == attribute
        and passage.text[max(0, h.start - 3) : h.start] != "is "
    ]  # fmt: skip
    objects = [m for m in (_ARTICLE.match(passage.text, h.end, end) for h in told) if m is not None]
    return bool(objects) and all(_is_thing(passage, m.end(), end, members) for m in objects)


def heads_entity(passage: Passage, start: int, end: int, attribute: str, members: Members) -> bool:
    """True where a noun phrase stands for the entity itself: "weights", "base and chat versions", no "model card".

    `attribute`: what is dated by the event; a word that bars it makes the phrase another thing, "GGUF version".
    """
    for part in _AND.split(passage.text[start:end]):
        low = passage.text.index(part, start)
        hits = passage.hits_in(low, low + len(part))
        if any(h.meaning.role is Role.COPY or (h.meaning.role is Role.BARRED and h.meaning.attribute == attribute)
               for h in hits):  # fmt: skip
            continue
        words = _WORD.findall(part)
        head = words[-1] if words else ""
        if head.lower() in _ITSELF | passage.kind.plurals or members.is_part(head):
            return True
        if any(h.meaning.role in _HEADS and h.end == low + len(part.rstrip()) for h in hits):
            return True
    return False


def _is_thing(passage: Passage, start: int, end: int, members: Members) -> bool:
    """True where no word of a phrase says that it is the entity."""
    stop = _STOP.search(passage.text, start, end)
    phrase = []
    for word in _WORD.finditer(passage.text, start, stop.start() if stop else end):
        if word.group().lower() in _STOPS:
            break
        phrase.append(word)
    phrase = phrase[:LONGEST_OBJECT]
    if not phrase:
        return False
    known = _ITSELF | passage.kind.plurals
    if any(word.group().lower() in known or members.is_part(word.group()) for word in phrase):
        return False
    return not any(h.meaning.role in _ENTITY for h in passage.hits_in(start, phrase[-1].end()))
