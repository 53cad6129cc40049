"""The names that a sentence speaks of, the part that each plays in it, and which of them stand together."""

from __future__ import annotations

import re

from extract.names.names import NameMention
from extract.owners.nobody import ranked
from extract.owners.roles import NameRole, chain_end, roles
from extract.passages.passage import Passage
from extract.words.cues import Role
from extract.words.english import HAVING

UNDER_REACH = 12  # characters before a name in which "under the" may stand
TITLE_REACH = 48  # characters from a name to the word that its title ends with
EARLIER_REACH = 16  # characters before a name in which "before the" may stand
SCOPED_REACH = 40  # characters before "of X" in which a phrase for a scope stands
OWNED_REACH = 40  # characters behind "X's" in which the noun for what it owns stands
NUMBER_REACH = 24  # characters of a number right before a name
COUNTED_REACH = 24  # characters behind a name in which a counted noun ends
ONWARD = re.compile(r"\s(?:onwards?\b|on,|and (?:later|up|newer)\b)", re.IGNORECASE)  # "from V2 onward" includes V2
_RELATIONS = (Role.COMPARISON, Role.ORIGIN)
_OF_ANOTHER = (NameRole.ORIGIN, NameRole.COMPARED)
_SUBJECT = NameRole.SUBJECT  # in Python 3.11 a lookup is slow
_KIN = re.compile(r"['’]s\s(?:[a-z-]+\s)?(?:predecessor|successor|forerunner|sibling|sister|rival)s?\b")
_OF = re.compile(r"\sof\s(?:the\s|our\s)?$")
_THE = re.compile(r"\W*(?:The|Its)\s(?:\w+\s)?")
_UNDER = re.compile(r"\bunder\s(?:the\s|an?\s|its\s)?$")
_TITLE = re.compile(r"\s(?:[A-Z][\w-]*\s){0,4}")  # between a name and the word that its title ends with
_EARLIER = re.compile(r"\b(?:before|after|until|since|following|prior to|ahead of)\s(?:the\s)?$", re.IGNORECASE)
_STOOD = re.compile(r"\s(?:is|was|were|had been|stands|stood|sits|sat|used to be)\b(?!\s\w)")
_NEEDED = re.compile(r"\s(?:needed|needs|got|gets|had|has|used|uses|took|takes|saw|read|reads|cost|costs|is|was)\b")
_NOT_UNTIL = re.compile(r"\bnot until\s(?:the\s)?$")  # "it was not until X that": said of X
_RELATION = re.compile(
    r"(?:(?:^|[.;:]\s|,\s(?:while|and|but)\s)(?:[Tt]he|[Ii]ts|[Oo]ur)|['’]s)\s(?:[a-z]+\s)?"
    r"(?:predecessor|successor|forerunner|sibling|sister|brother|cousin|rival|competitor),?\s$"
)
_BEFORE_DEED = re.compile(r"\s(?:has\s|have\s|had\s)?(?:also\s|then\s|first\s|later\s)?")  # from a maker to its deed
_BEHIND_DEED = re.compile(r"\s(?:(?:the|its|their|an?|both|new)\s){0,2}[*\"“]{0,2}")  # from the deed to what was done


def sentence_names(passage: Passage, start: int, end: int) -> list[NameMention]:
    """The names within a span of the passage that it speaks of."""
    found = passage.spoken_names.get((start, end))
    if found is None:
        found = [
            name for name in passage.names_in(start, end)
            if not _in_title(passage, name) and _KIN.match(passage.text, name.end) is None
        ]  # fmt: skip
        passage.spoken_names[start, end] = found
    return found


def _in_title(passage: Passage, name: NameMention) -> bool:
    """True for a name inside the title of something else: "released under the X 3.1 Community License"."""
    if not _UNDER.search(passage.text, max(0, name.start - UNDER_REACH), name.start):
        return False
    return any(
        hit.meaning.role is Role.STRONG and _TITLE.fullmatch(passage.text, name.end, hit.start)
        for hit in passage.hits_in(name.end, name.end + TITLE_REACH)
    )


def name_roles(passage: Passage, start: int, end: int, names: list[NameMention]) -> list[NameRole]:
    """Roles of the names of a sentence; the tokenizer is only asked where a word of comparison or origin stands."""
    if not names or not passage.cues_in(start, end, *_RELATIONS):
        return _without_earlier(passage, names, [_SUBJECT] * len(names))
    found = roles(passage.text[start:end], [(n.start - start, n.end - start) for n in names])
    found = [
        _SUBJECT
        if ONWARD.match(passage.text, name.end)
        or (role in _OF_ANOTHER and _by_relation(passage, name))
        or (role is NameRole.ORIGIN and _in_scope(passage, start, name))
        else role
        for name, role in zip(names, found, strict=True)
    ]
    return _without_earlier(passage, names, found)


def _by_relation(passage: Passage, name: NameMention) -> bool:
    """True for the subject that a word for its relation stands before: "the predecessor X had"."""
    if not _RELATION.search(passage.text, max(0, name.start - 2 * EARLIER_REACH), name.start):
        return False
    return HAVING.match(passage.text, name.end) is not None


def _in_scope(passage: Passage, start: int, name: NameMention) -> bool:
    """True for the subject whose value a scope limits: "The base version of X has", where "base version" is one."""
    of = _OF.search(passage.text, max(start, name.start - UNDER_REACH), name.start)
    return of is not None and any(
        h.end == of.start() and _THE.fullmatch(passage.text, start, h.start)
        for h in passage.cues_in(max(start, of.start() - SCOPED_REACH), of.start(), Role.SCOPE)
    )


def _without_earlier(passage: Passage, names: list[NameMention], parts: list[NameRole]) -> list[NameRole]:
    """The roles, with those as compared that only tell when: "Before X, …", "(after X and Y)"."""
    text = passage.text
    spans = [(n.start, n.end) for n in names]
    result = list(parts)
    for index, (start, end) in enumerate(spans):
        if text.endswith("where ", 0, start) and _STOOD.match(text, end):
            result[index] = NameRole.COMPARED  # "it sat where X was"
        if text.endswith(("of what ", "than what "), 0, start) and _NEEDED.match(text, end):
            result[index] = NameRole.COMPARED  # "a fifth of what X needed"
        if text[end : end + 1] not in (",", ")") and passage.bracket(start) is None:
            continue
        before = text[max(0, start - EARLIER_REACH) : start]
        if not _EARLIER.search(before) or _NOT_UNTIL.search(before):
            continue
        last = chain_end(text, spans, index) if passage.bracket(start) is not None else index + 1
        if text[spans[last - 1][1] : spans[last - 1][1] + 1] in (",", ")") or text[end : end + 1] == ",":
            result[index:last] = [NameRole.COMPARED] * (last - index)
    return result


def coordinated(text: str, names: list[NameMention], parts: list[NameRole], chosen: int) -> list[int]:
    """Indices of the subjects that are coordinated with the chosen name, itself included."""
    return subjects_of_list(text, [(n.start, n.end) for n in names], parts, chosen)


def subjects_of_list(text: str, spans: list[tuple[int, int]], parts: list[NameRole], chosen: int) -> list[int]:
    """The same for the spans of names with what belongs to them."""
    first = chosen
    while first and parts[first - 1] is _SUBJECT and chain_end(text, spans, first - 1) > chosen:
        first -= 1
    last = max(chain_end(text, spans, first), chosen + 1)
    return [i for i in range(first, last) if parts[i] is _SUBJECT] or [chosen]


def is_adjective(passage: Passage, name: NameMention, at: int) -> bool:
    """True for a name between a value that ends at an offset and the noun that it counts: "seven Mamba layers"."""
    beside = passage.values_in(max(0, name.start - NUMBER_REACH), name.start)
    if name.start != at + 1 and not any(v.end + 1 == name.start for v in beside):
        return False
    behind = passage.hits_in(name.end, name.end + COUNTED_REACH)
    return any(h.meaning.role is Role.COUNTED and h.start == name.end + 1 for h in behind)


def is_owner(passage: Passage, name: NameMention) -> bool:
    """True for a family that only owns the subject: "DeepSeek's flagship models"."""
    if not name.family or passage.text[name.end : name.end + 2] not in ("'s", "’s"):
        return False
    return any(h.meaning.role is Role.NOUN for h in passage.hits_in(name.end, name.end + OWNED_REACH))


def is_maker(passage: Passage, name: NameMention, names: list[NameMention]) -> bool:
    """True for the maker in "Maker released X in May": a family's name, a verb, and the name of what it did."""
    if not name.family:
        return False
    behind = next((n for n in names if n.start >= name.end), None)
    return behind is not None and any(
        h.meaning.role is Role.CUE and _BEFORE_DEED.fullmatch(passage.text, name.end, h.start)
        and _BEHIND_DEED.fullmatch(passage.text, h.end, behind.start)
        for h in passage.hits_in(name.end, behind.start)
    )  # fmt: skip


def last_is_ranked(passage: Passage, names: list[NameMention], at: int) -> bool:
    """True where the last name before an offset is a family's, and means one of its members by rank."""
    last = max((n for n in names if n.end <= at), key=lambda n: n.start, default=None)
    return last is not None and ranked(passage, last)
