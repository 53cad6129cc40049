"""What a comparison holds its subject against: "versus 70B", "performs like a dense 34B", "rivals 70B-class models"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract import bounds
from extract.english import COMPARING, OTHER_SIDE, OTHER_SIDES
from extract.lexicon import Triggers

if TYPE_CHECKING:
    from extract.kind import Kind

FRONT = 48  # characters before a value in which a comparison is looked for
# A size or another word of the same phrase before a term: "like a 34B dense model".
_SAME_PHRASE = re.compile(r"(?:(?<=\san\s)|(?<=\sa\s)|(?<=\smany\s)|(?<=\smost\s)|(?<=\sother\s))[\w.-]+\s$")
_COMPARING = Triggers(*COMPARING)
_SIZE_BEHIND = re.compile(r"\s\d[\w.]*")  # "dense 34B models"


def against(text: str, start: int, end: int, kind: Kind) -> re.Match[str] | None:
    """The words before a value at `start` to `end` that hold something else against a subject; None: there are none."""
    front = text[max(0, start - FRONT) : start]
    if not _COMPARING.stand_in(front):
        return None
    if bounds.denied(text, start):
        return None  # "must not be longer than 30 m"
    found = OTHER_SIDE.search(front)
    if found is None and kind.classed(text, end):
        found = OTHER_SIDES.search(front)
    return found


def term_against(text: str, start: int, end: int, kind: Kind) -> bool:
    """True for a word that a comparison says of something else: "like a 34B dense model", "unlike many MoE models"."""
    same = _SAME_PHRASE.search(text, max(0, start - FRONT), start)
    size = _SIZE_BEHIND.match(text, end)
    at, to = same.start() if same is not None else start, size.end() if size is not None else end
    return against(text, at, to, kind) is not None
