"""Words for somebody named before: "it", "the model". The pack lists them."""

from __future__ import annotations

import re

from extract.passages.passage import Passage
from extract.words.cues import Cue, Role
from extract.words.lexicon import Hit

OPENING_REACH = 32  # characters from the start of a sentence in which the word that opens it is looked for
_CLEFT = re.compile(r"It (?:was|is) (?:not |only )?(?:until|with|in|at|when|by)\b")  # an "it" that means nobody


def refers(passage: Passage, start: int, end: int) -> bool:
    """True where a span speaks of somebody named before, not only of what is its: "the city spends on it"."""
    return any(_means_somebody(passage, h) for h in passage.hits_in(start, end))


def refers_at(passage: Passage, start: int) -> bool:
    """True where a sentence begins with a word for somebody named before: "It might be …"."""
    at = start
    while passage.text[at : at + 1] in (" ", '"', "“", "*"):
        at += 1
    if _CLEFT.match(passage.text, at):
        return False
    return any(h.start == at and _means_somebody(passage, h) for h in passage.hits_in(at, at + OPENING_REACH))


def _means_somebody(passage: Passage, hit: Hit[Cue]) -> bool:
    return hit.meaning.role is Role.REFERENCE and passage.text[hit.start : hit.end].lower() != "its"
