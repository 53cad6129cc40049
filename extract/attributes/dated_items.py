"""What an item with a date tells: that its name arrived that day, or what was done with it, to it or to a thing of it.

"2024-05-14: X" and "2024-05-14: X is up" date X. "2024-05-14: Demo of X" dates the demo, "2024-05-14: X runs in Y"
something that X did.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.owners.released_things import heads_entity
from extract.words.english import ARRIVAL

if TYPE_CHECKING:
    from extract.attributes.evidence import Evidence
    from extract.owners.members import Members
    from extract.passages.passage import Passage

OPENING_REACH = 12  # characters before the date that opens an entry
NAME_REACH = 80  # characters behind a date in which the name stands that it may date
_ON = re.compile(
    r"\b(?:in|on|by|since|until|before|after|during|around)\s(?:the\s)?(?:early |mid-?|late )?$", re.IGNORECASE
)
_DEED = re.compile(  # a verb right behind a name and the signs beside it
    r"[^\w\s,;:.()–—-]{0,4}(?:\s[^\w\s!-~–—]{1,3}){0,3}"
    r"\s(?:(?:is\s|was\s|has\s|gets\s)?(?:(?:now|also|finally|already|officially)\s)?[a-z]{3,}(?:s|ed)\b"
    r"|(?:is\s|was\s)(?:now|also|finally|already|officially)\s(?:in|part)\s)"
)
# Before a name: the noun that is dated, and what ties the name to it: "a demo of X", "Bug fix in X".
_OBJECT = re.compile(
    r"[^\w(]*(?P<phrase>[^.:;!?]{2,72}?)\s(?:of|for|in|to|with)\s(?:the\s|our\s|its\s|both\s)?[^\w\s]{0,3}"
)
# "Runner 2.1 supports X"
_SUPPORTS = re.compile(r"[^\w(]*[^.:;!?]{2,40}\s(?:now\s|also\s)?supports?\s(?:the\s)?[^\w\s]{0,3}")


def dates_something_else(passage: Passage, first: int, evidence: Evidence, members: Members) -> bool:
    """True for the date of an item by its place alone where what the item tells is no arrival of its name."""
    value = passage.values[first]
    if value.type != "date" or not evidence.rule.endswith(".bare"):
        return False
    behind = passage.names_in(value.end, min(len(passage.text), value.end + NAME_REACH))
    if not behind:
        return evidence.rule == "item.bare" and _done_on(passage, value.start)
    if evidence.rule == "item.bare" and _of_thing(passage, value.end, behind[0].start, evidence.attribute, members):
        return True
    if ARRIVAL.match(passage.text, behind[0].end):
        return False
    return _DEED.match(passage.text, behind[0].end) is not None


def _done_on(passage: Passage, at: int) -> bool:
    """True for the date at the end of what the name that opens an item did: "X goes from $2 to $1 on 17 March"."""
    start, _ = passage.sentence(at)
    if not _ON.search(passage.text, max(start, at - NAME_REACH), at) or passage.bracket(at) is not None:
        return False
    names = [n for n in passage.names_in(start, at) if n.start - start <= OPENING_REACH]
    if not names or ARRIVAL.match(passage.text, names[-1].end):
        return False
    return _DEED.match(passage.text, names[-1].end) is not None


def _of_thing(passage: Passage, start: int, end: int, attribute: str, members: Members) -> bool:
    """True where what stands from a date to a name is a thing of it, or somebody who supports it."""
    if _SUPPORTS.fullmatch(passage.text, start, end):
        return True
    told = _OBJECT.fullmatch(passage.text, start, end)
    return told is not None and not heads_entity(passage, *told.span("phrase"), attribute, members)


def in_passing(passage: Passage, first: int, evidence: Evidence) -> bool:
    """True for a date that a later sentence of a dated entry mentions: "4 May: X. Its maker had moved in June"."""
    value, opening = passage.values[first], passage.values[0]
    if evidence.rule != "item.bare" or first == 0 or opening.type != "date" or opening.start > OPENING_REACH:
        return False
    return passage.bracket(value.start) is None and _ON.search(passage.text, 0, value.start) is not None
