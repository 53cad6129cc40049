"""Which attributes a number has by the word right before it that it measures: "a context window of 2048"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.words.cues import Role

if TYPE_CHECKING:
    from extract.passages.passage import Passage

CUE_REACH = 40  # characters before a number in which the word that it measures begins
# Between a word for a measure and the number that it is: no word of time is among these.
_IS_THAT = re.compile(
    r"(?:\s?[:=]|\s(?:of|is|was|are|were|equals|remains|stays at|reaches))\s"
    r"(?:up to\s|only\s|just\s|about\s|around\s|exactly\s|at (?:most|least)\s)?[~≈]?"
)
_OF = re.compile(r"\b(?:of|at)$")  # what a phrase of the pack may end with: "window of"
_IDIOM = re.compile(r"\bin\s(?:the|this|that)\s$", re.IGNORECASE)  # "in the context of 2023"
_COUNTED, _STRONG = Role.COUNTED, Role.STRONG  # in Python 3.11 a lookup is slow


def measured(passage: Passage, at: int) -> set[str]:
    """The attributes of numbers that the word right before an offset measures.

    What is counted in the plural measures nothing: "the experts of 2023".
    """
    text, found = passage.text, set[str]()
    for h in passage.hits_in(max(0, at - CUE_REACH), at):
        single = h.meaning.role is _COUNTED and text[h.end - 1] != "s"
        if not (h.meaning.role is _STRONG or single):
            continue
        if passage.cues.pack.attributes[h.meaning.attribute].type != "number":
            continue
        if _IDIOM.search(text, max(0, h.start - CUE_REACH), h.start):
            continue
        joint = text[h.end : at]
        if _IS_THAT.fullmatch(joint) or (joint.isspace() and _OF.search(text, h.start, h.end)):
            found.add(h.meaning.attribute)
    return found
