"""Sentences whose subject is not the entity but what goes along with it, or one that is related to it.

"The benchmark was released in May" dates no model, and "the successor of X has 90B parameters" gives X no size: what
is said of a relative is the relative's where it is named, and else nobody's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from extract.passages.passage import Passage
from extract.words.cues import Cue, Role
from extract.words.english import HAVING
from extract.words.lexicon import Hit

_UNIT, _STRONG, _CUE, _REFERENCE = Role.UNIT, Role.STRONG, Role.CUE, Role.REFERENCE  # in Python 3.11 a lookup is slow
_ADVERB = r"(?:also|now|already|still|only|just|then|first|later|itself|finally)\s"
_VERB = re.compile(
    rf"\s(?:{_ADVERB})?(?:has|have|had|is|are|was|were|will|can|contains?|holds?|held|counts?|counted|comprises?|"
    r"amounts?|totals?|spans?|covers?|comes?|came|costs?|appeared|appears|followed|follows|took|takes|started|starts|began|begins|"
    r"ended|ends|opened|opens|launched|launches|supports?|supported|offers?|offered|uses|runs|ran|gets?|got|needs?|"
    r"stopped|stops|released|arrived|dates|stays|remains|falls|reached|reaches)\b"
)
# What stands between the start of a clause and the noun that is its subject: "the new", "Our own", "Kestrel 3's".
_BEFORE_NOUN = re.compile(
    r"(?:^|[;:.!?]\s|,\s(?:and|but|while|whereas|though)\s|\b(?:and|but|while)\s)[\s*_\"“–—-]*(?:version [\w.]+ of )?"
    r"(?:(?:the|an?|our|their|its|this|that|another|each|all|both|these|those)(?:\s[\w.'’-]+){0,3}"
    r"|[\w.-]+(?:\s[\w.-]+)?['’]s(?:\s[a-z-]+){0,2}|(?!the\b)[\w-]+|)\s?$",
    re.IGNORECASE,
)
_PHRASE = (  # what belongs to the noun: "2.4", "on X", "(v2)", ", which is small,"
    r"(?:\sv?\d[\w.]*)?(?:\s(?:of|on|for|behind|about|from|by|to|with|in|at)\s(?:[\w.+'’-]+\s){0,4}?[\w.+'’-]+)?"
    r"(?:\s\([^()]{1,40}\))?(?:,\s(?:which|that|whose)\s[^,;]{1,60},)?"
)
_SAYS = re.compile(
    rf"{_PHRASE}(?:{_VERB.pattern}|,\s(?:first\s)?(?:released|launched|published|opened|built|made)\s(?:in|on)\b)"
)
_ITS_OWN = re.compile(r"\s(?:with|of|that\shas|having)\s(?:[a-z]+\s){0,2}")  # "a teacher with 405B"
_THREE_PARTS = re.compile(r"[0-9]\.[0-9]{1,3}\.[0-9]")
_SOFTWARE = re.compile(
    r"(?<![\w-] )(?<![\w.-])(?:[Vv]ersion |[A-Za-z][\w+-]{1,20} )?v?[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,4}"
    r"(?= (?:was|is|were|came|has|on|of)\b|, (?:which|released|out|published)\b)"
)
_NEXT_CLAUSE = re.compile(r";|,\s(?:and\s|but\s)?(?:the|our|its|their|we)\s|\b(?:while|whereas)\b")
SUBJECT_REACH = 500  # characters before a value in which the subject of its sentence begins
BEFORE_REACH = 60  # characters before the noun
BEHIND_REACH = 48  # characters behind a value in which "for X" may stand
_ITS_VALUE = re.compile(r"['’]s\s(?:[a-z-]+\s){0,2}[~≈]?|\s\([~≈]?")
_OF = re.compile(r"\s(?:of|to|for)\s(?:the\s)?")
_BY_VERB = re.compile(rf"(?:\sof\s(?:ours|theirs))?(?:,? (?:which|that|who))?(?={_VERB.pattern})")
# One of a pair, which may have been named: "its smaller sibling".
_ONE_OF_TWO = re.compile(r"\b(?:[Tt]he|[Ii]ts) (?:[a-z-]+ )?(?:sibling|sister|brother|cousin)s?$")
_ASIDE = re.compile(r"\([^()]*\)")


def said_of_another(passage: Passage, at: int, attribute: str, *, dated: bool = False) -> str:
    """Why the value at an offset is nobody's: "said of something else", "said of others", or nothing.

    `dated`: the value is a date.
    """
    if _of_relative(passage, at):
        return "said of others"
    if _of_thing(passage, at, attribute, dated) or _of_software(passage, at):
        return "said of something else"
    return ""


def _before(spans: list[tuple[int, int]], start: int, at: int) -> Iterator[tuple[int, int]]:
    """Of spans in their order, those from `start` up to an offset, the nearest first; no more than a few."""
    first = bisect_left(spans, (max(start, at - SUBJECT_REACH), 0))
    for low, high in reversed(spans[first : bisect_left(spans, (at, 0))]):
        if high <= at:
            yield low, high


def _of_relative(passage: Passage, at: int) -> bool:
    """True where an unnamed relative has the value: "its predecessor, which had 13B"."""
    start, _ = passage.sentence(at)
    for low, high in _before(passage.relatives, start, at):
        names = passage.names_in(high, at)
        end = high
        if names and _OF.fullmatch(passage.text, high, names[0].start):
            end, names = names[0].end, names[1:]
        elif _ONE_OF_TWO.search(passage.text, max(start, low - BEFORE_REACH), high):
            return False
        if end == high and not names and _ITS_VALUE.fullmatch(passage.text, high, at):
            return True  # "the predecessor's 4K context", "compared to the previous version (4K)"
        rest = _ASIDE.sub("", passage.text[end:at])
        if names or set(";()") & set(rest) or _BY_VERB.match(rest) is None:
            return False
        return not any(h.meaning.role is _REFERENCE for h in passage.hits_in(end, at))
    return False


def _of_software(passage: Passage, at: int) -> bool:
    """True where a version in three parts is the subject: "2.2.1 was released on", "tool 0.4.2, released on"."""
    start = max(passage.sentence(at)[0], at - SUBJECT_REACH)
    if _THREE_PARTS.search(passage.text, start, at) is None:
        return False
    found = list(_SOFTWARE.finditer(passage.text, start, at))
    return bool(found) and not passage.names_in(found[-1].start(), at)


def _of_thing(passage: Passage, at: int, attribute: str, dated: bool) -> bool:
    """True where something that goes along with an entity has the value: "the benchmark was released in"."""
    start, end = passage.sentence(at)
    for low, high in _before(passage.things, start, at):
        if passage.touches_name(low, high):
            continue  # "Marin-Law is"
        if _NEXT_CLAUSE.search(passage.text, high, at):
            return False
        before = passage.text[max(start, low - BEFORE_REACH) : low]
        if _ITS_OWN.fullmatch(passage.text, high, at) and passage.text.endswith(" a ", 0, low):
            return not _speaks(passage, low, high, attribute)
        verb = _SAYS.match(passage.text, high, at)
        if verb is None or not _BEFORE_NOUN.search(before) or HAVING.search(before):
            continue
        names = passage.names_in(verb.end(), min(end, at + BEHIND_REACH))
        if names and (names[0].end <= at or passage.text.endswith(" for ", at, names[0].start)):
            return False  # "the report gives 2M GPU hours for X"
        hits = [*passage.hits_in(high, end), *_split_phrases(passage, low, high, at)]
        if _speaks(passage, low, high, attribute) or (
            dated and any(h.meaning.role is _STRONG and h.meaning.attribute == attribute for h in hits)
        ):
            return False  # "the corpus contains 5T tokens", "the corpus ends in May"
        return not any(h.meaning.role is _REFERENCE and h.start < at for h in hits)
    return False


def _split_phrases(passage: Passage, low: int, high: int, at: int) -> list[Hit[Cue]]:
    """The phrases of a thing and its verb that a name parts: "the corpus of X stops in May"."""
    name = next(iter(passage.names_in(high, at)), None)
    if name is None or _OF.fullmatch(passage.text, high, name.start) is None:
        return []
    return passage.cues.phrases.find(passage.text[low:high] + passage.text[name.end : at])


def _speaks(passage: Passage, low: int, high: int, attribute: str) -> bool:
    """True for a word that speaks of the attribute itself: "the tokenizer" of the size of the vocabulary."""
    return any(
        h.meaning.attribute == attribute and _UNIT < h.meaning.role <= _CUE and h.start < high and h.end > low
        for h in passage.hits_in(max(0, low - BEFORE_REACH), high + BEFORE_REACH)
    )
