"""What a comparison holds its subject against: "versus 70B", "performs like a dense 34B", "rivals 70B-class models"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.attributes.size_names import LONGEST_NAME, before_name
from extract.claim import Qualifier
from extract.owners.attached_names import FOR_NAME, IN_NAME
from extract.quantities import bounds
from extract.words.english import COMPARING, OTHER_SIDE, OTHER_SIDES
from extract.words.lexicon import Triggers

if TYPE_CHECKING:
    from extract.passages.passage import Passage
    from extract.words.kind import Kind

FRONT = 48  # characters before a value in which a comparison is looked for
OTHERS_REACH = 120  # characters before a value in which "other models" stands
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


def other_side(passage: Passage, first: int, last: int) -> str | None:
    """Why values that a comparison holds the subject's against are nobody's who is named before: "versus 70B"."""
    at, value = passage.values[first].start, passage.values[last - 1]
    if value.type == "date":
        return None
    text, kind = passage.text, passage.cues.kind
    low = max(passage.sentence(at)[0], at - OTHERS_REACH)
    if kind.of_others(text[low:at]) and not any(low <= p.start < at for p in passage.parts):
        return "said of others"
    m = against(text, at, value.end, kind)
    if m is None or _said_of_name(passage, value.end):
        return None
    between = m.group().lower().startswith("between")
    if between and value.quantity is not None and value.quantity.qualifier is Qualifier.RANGE:
        return None  # "between 1,100 and 1,200" is one value
    if m.group().startswith("between") or not before_name(passage, value):
        return "other side of a comparison"
    return None


def _said_of_name(passage: Passage, end: int) -> bool:
    """True before a name that a value is said of: "compared with 1.1 million for X" says what X took."""
    return any(
        FOR_NAME.fullmatch(passage.text, end, n.start) or IN_NAME.fullmatch(passage.text, end, n.start)
        for n in passage.names_in(end, end + LONGEST_NAME)
    )
