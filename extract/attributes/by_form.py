"""What a value is about by its form and place alone: "671 billion" in an item, "X (May 2024)", "X has 7 billion"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.attributes.counted import LONGEST_PHRASE
from extract.attributes.evidence import FRONT, ONE, Candidate, Case, front
from extract.attributes.size_names import before_name
from extract.owners.references import refers_at
from extract.words.cues import Role
from extract.words.marks import behind_mark

if TYPE_CHECKING:
    from decimal import Decimal

    from extract.passages.passage import Passage
    from extract.passages.values import Value
    from extract.words.pack import Bare

NAME_REACH = 80  # characters before a value in which the name stands that it is bare behind
OTHER_NOUN = re.compile(r" (?:[A-Z]{2,}s? )?[a-z]{4,}s\b")
HAVING = re.compile(
    r"\b(?:(?:has|have|had|counts|counted|holds|held)\s(?:[a-z]+\s){0,2}"
    r"|(?:clocks|clocked|weighs|weighed|comes|came|sits|sat|stands|stood|tops|topped)\s(?:in\s|out\s)?at\s(?:[a-z]+\s)?)$"
)
BEING = re.compile(
    r"(?:[*\"”]{0,2}\s(?:is|was|are|were)|['’]s)\s(?:an?\s(?:[a-z-]+\s){0,2}|only\s|just\s|about\s|around\s|roughly\s|some\s)?[~≈]?$"
)
NOUNLESS = re.compile(
    r"\s*(?:[.,;:()]|$)"
    r"|\s(?:instead|rather|but|while|whereas|and|or|than|versus|vs|compared|against|in total|overall)\b"
)
ASIDE = re.compile(r"[*\"”]{0,2}(?:,\s(?:from|of|out since|dated)\s|\s[–—]\s)(?:early |mid-?|late )?$")
ASIDE_END = re.compile(r"\s?[,;–—)]|\.?$|\.\s")
_BEHIND_CUE = re.compile(
    r"\s(?:(?:on|to|up|only|just|about|around|roughly|some|over|nearly|almost|more than|a mere|a total of)\s){0,3}[~≈]?"
)
_LABEL_END = re.compile(r"[^:.;,]{2,32}:\s")
_KEYED = re.compile(r"[\w)]\s?=\s?$")  # "(theta = 1M)": the key says what it is
_FRAGMENT = re.compile(r"[~≈]?\d")  # a sentence that begins with a value goes on with the one before
_BARRED, _CUE = Role.BARRED, Role.CUE
_UNIT, _COUNTED, _REFERENCE = Role.UNIT, Role.COUNTED, Role.REFERENCE  # in Python 3.11 a lookup is slow


def form_may_tell(case: Case) -> bool:
    """False for a number in running text where nothing in its form or place may tell what it is about."""
    passage, quantity = case.passage, case.value.quantity
    if quantity is None or case.form != "prose" or passage.bracket(case.value.start) is not None:
        return True
    if not quantity.scale and case.scale == 1:
        return False
    listed = front(passage, passage.values[case.first].start).rstrip().endswith((":", ",", "–", "—"))
    nounless = NOUNLESS.match(passage.text, case.value.end) is not None
    return listed or nounless or before_name(passage, case.value)


def form_rules(candidate: Candidate, case: Case) -> list[str]:
    """The rules by which the form or place of a value says that it is one of an attribute."""
    found: list[str] = []
    passage, value, bare, unit = case.passage, case.value, candidate.attribute.bare, candidate.unit
    if unit and not any(scores and candidate.name not in scores for _, scores in case.labels):  # under another's label
        if candidate.name in passage.cues.own_units and _standing_alone(case):
            found.append("unit alone")
        if case.form == "prose" and _goes_on(candidate.name, case):
            found.append("unit spoken of")
    if bare is None:
        return found
    if unit and candidate.scaled and "prose" in bare.places:
        named = case.form != "prose" or _named_or_fragment(passage, value)
        if named and _of_that_size(bare, value, candidate.size):
            found.append("quantity")
    if value.date is not None and _aside(bare, passage, value):
        found.append("aside")
    if unit or not case.measured:
        if _bare(bare, candidate, case):
            found.append("bare")
        elif _had(bare, case):
            found.append("verb")
        elif _right_behind_cue(bare, candidate, case):
            found.append("cue")
    return found


def _standing_alone(case: Case) -> bool:
    """True for a quantity alone in an item or a cell, or in brackets right behind a name."""
    bracket = case.passage.bracket(case.value.start)
    if bracket is None:
        return case.form in ("item", "cell")
    text, before = case.passage.text, case.passage.names_in(max(0, bracket[0] - NAME_REACH), bracket[0])
    return any(bracket[0] - behind_mark(text, n.end) <= 2 for n in before)


def _goes_on(name: str, case: Case) -> bool:
    """True for a unit of this attribute alone, a name, and a sentence before that speaks of the attribute."""
    if any(role in (_UNIT, _COUNTED) and other != name for other, role in case.counted):
        return False
    start, _ = case.passage.sentence(case.value.start)
    if not start or not case.passage.names_in(start, case.value.start):
        return False
    return name in case.passage.spoken_of(start - 1)


def _named_or_fragment(passage: Passage, value: Value) -> bool:
    """True in a sentence that names somebody, or goes on with the one before: "12B, 2T tokens", "The model: 12B, …"."""
    start, end = passage.sentence(value.start)
    if passage.names_in(start, end) or _FRAGMENT.match(passage.text, start) is not None:
        return True
    if not refers_at(passage, start):
        return False
    ranked = any(start <= part.start < value.start for part in passage.parts)  # "It …; the two larger on 2T tokens"
    return ranked or _LABEL_END.match(passage.text, start, value.start) is not None


def _aside(bare: Bare, passage: Passage, value: Value) -> bool:
    """True for a date right behind a name, between commas or dashes: "X, from July 2024, has"."""
    if "brackets" not in bare.places or not ASIDE_END.match(passage.text, value.end):
        return False
    opened = ASIDE.search(passage.text, max(0, value.start - FRONT), value.start)
    if opened is None:
        return False
    return any(n.end == opened.start() for n in passage.names_in(max(0, opened.start() - NAME_REACH), opened.start()))


def _bare(bare: Bare, candidate: Candidate, case: Case) -> bool:
    """True where the form alone says what the value is: the whole item, cell or bracketed remark."""
    passage, value, form, unit = case.passage, case.value, case.form, candidate.unit
    if (bare.unit and not unit) or (bare.scaled and not unit and not candidate.scaled):
        return False
    if not _of_that_size(bare, value, candidate.size) or _KEYED.search(front(passage, value.start)):
        return False
    if form != "cell" and not unit and value.quantity is not None and _counts_else(passage, value):
        return False
    if passage.bracket(value.start) is not None:
        return "brackets" in bare.places or (form == "heading" and "heading" in bare.places)
    return form != "prose" and form in bare.places


def _counts_else(passage: Passage, value: Value) -> bool:
    """True for a number right before a noun that no attribute counts: "3K GPU weeks"."""
    following = OTHER_NOUN.match(passage.text, value.end)
    return following is not None and not any(
        h.start < following.end() and h.meaning.role is not _BARRED
        for h in passage.hits_in(value.end, value.end + LONGEST_PHRASE)
    )


def _had(bare: Bare, case: Case) -> bool:
    """True right behind "has" with no noun behind: "X has 7 billion, Y 9"."""
    passage, value, quantity = case.passage, case.value, case.value.quantity
    if "verb" not in bare.places or quantity is None or not quantity.scale or quantity.tail:
        return False
    if not _of_that_size(bare, value) or not NOUNLESS.match(passage.text, value.end):
        return False
    start = passage.values[case.first].start
    before = front(passage, start)
    ranked = any(part.rank and part.end + 1 == start for part in passage.parts)  # "…, the smaller 21B (3.6B active)"
    return ranked or HAVING.search(before) is not None or _is_so(passage, start, before)


def _right_behind_cue(bare: Bare, candidate: Candidate, case: Case) -> bool:
    """True right behind a cue with no noun behind: "was trained on 14T"."""
    passage, value = case.passage, case.value
    if "cue" not in bare.places or value.quantity is None or not candidate.scaled or value.quantity.tail:
        return False
    if not _of_that_size(bare, value) or not NOUNLESS.match(passage.text, value.end):
        return False
    start = passage.values[case.first].start
    return any(
        h.meaning.role is _CUE and h.meaning.attribute == candidate.name
        and _BEHIND_CUE.fullmatch(passage.text, h.end, start) is not None
        for h in passage.hits_in(max(0, start - FRONT), start)
    )  # fmt: skip


def _is_so(passage: Passage, at: int, before: str) -> bool:
    """True right behind a name, or a word for it, and a form of "be": "It's 22B, dense"."""
    copula = BEING.search(before)
    if copula is None:
        return False
    end = at - len(before) + copula.start()
    if any(n.end == end for n in passage.names_in(max(0, end - 2 * FRONT), end)):
        return True
    return any(h.meaning.role is _REFERENCE and h.end == end for h in passage.hits_in(max(0, end - FRONT), end))


def _of_that_size(bare: Bare, value: Value, size: Decimal = ONE) -> bool:
    """True for a date, and for a quantity between the ends that its form alone needs; `size` is that of its unit."""
    if value.quantity is None:
        return True
    if bare.lower is not None and value.quantity.low * size < bare.lower:
        return False
    return bare.upper is None or value.quantity.high * size <= bare.upper
