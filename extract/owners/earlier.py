"""Whom the sentences of a passage speak of, and so a later one that names nobody or "both"."""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.names.names import NameMention
from extract.owners.roles import NameRole, chain_end
from extract.owners.spoken_names import name_roles, sentence_names
from extract.owners.subjects import Subject, subject
from extract.passages.passage import Passage
from extract.words.cues import Role

SENTENCE_START = 32  # a name that begins within so many characters of a sentence is its subject
SENTENCES_BACK = 50  # sentences in front of "both models" in which the models are looked for
GROUP_REACH = 32  # characters behind a value in which such a word is looked for
GROUP_START = 3  # characters before such a word at the start of a sentence
# A sentence that only holds something else against the subject.
_ASIDE = re.compile(r"\W*(?:by|for|in) (?:comparison|contrast|scale)\b", re.IGNORECASE)
_IN_CLAUSE = re.compile(
    r"[;,]\s(?:(?:and|but|while|as)\s)?(?:in|with|for)\s(?:the\s)?$|,\s(?:while|whereas)\s(?:the\s)?$"
)
_UNLIKE = re.compile(r"\W{0,3}(?:Unlike|Like|Compared (?:with|to)|In contrast to|As opposed to|Contrary to)\b")
_RELATED = re.compile(
    r";\s(?:and\s|but\s|while\s)?(?:its|the|their)\s(?:[a-z-]+\s){0,2}"
    r"(?:successor|predecessor|sibling|sister|brother|cousin|follow-up),?\s[*\"“]{0,2}$"
)
_FOR_ALL = re.compile(
    r"(?:\s[\w-]+){0,4},?\s(?:(?:for|in|on)\s(?:both|all (?:three|four|of them)|each of them)\b(?!\s[a-z])"
    r"|\(?(?:both|each|apiece)(?=[.,;)]|$))"
)
# Around a word for all that were named, further on in a sentence: "the weight of both is", not "in both directions".
_OF_ALL = re.compile(r"\bof\s(?:the\s)?$")
_ALL_BEHIND = re.compile(r"[\s*]*(?:[.,;:)]|$|(?:is|are|was|were|has|have|had|can|must|may|should|will|in|at|per|a)\b)")


def sentence_subject(passage: Passage, start: int, end: int, names: list[NameMention]) -> NameMention | None:
    """The name a sentence is about: the first that is no comparison's other side and no origin."""
    if not names:
        return None
    roles = name_roles(passage, start, end, names)
    return next((name for name, role in zip(names, roles, strict=True) if role is NameRole.SUBJECT), None)


def leading_subject(passage: Passage, start: int, end: int, names: list[NameMention]) -> NameMention | None:
    """The subject of a sentence that speaks of it throughout: it leads the sentence, or nobody else is named."""
    found = sentence_subject(passage, start, end, names)
    if found is None or _aside(passage, start, found):
        return None
    return found if _leads(passage, start, found) or len({n.entity for n in names}) == 1 else None


def _leads(passage: Passage, start: int, name: NameMention) -> bool:
    """True for a name at the head of a sentence, also behind a phrase with another: "Unlike X, which was closed, Y"."""
    return name.start - start <= SENTENCE_START or (
        _UNLIKE.match(passage.text, start) is not None and passage.text.endswith(", ", start, name.start)
    )


def _aside(passage: Passage, start: int, name: NameMention) -> bool:
    """True for a name that a later clause only looks at: "The window is small; in X it was larger"."""
    return name.start - start > SENTENCE_START and _IN_CLAUSE.search(passage.text, start, name.start) is not None


def earlier(passage: Passage, at: int) -> Subject | None:
    """The subject of the nearest earlier sentence of the same passage that names anybody.

    What was found is kept in `passage.told` for every sentence on the way, so that a long passage is walked once.
    """
    current = passage.sentence(at)[0] if passage.sentences else 0
    told: Subject | None = None
    index = last = bisect_left(passage.sentences, (current, 0)) - 1
    while index >= 0 and index not in passage.told:
        start, end = passage.sentences[index]
        names = [] if index and _ASIDE.match(passage.text, start, end) else sentence_names(passage, start, end)
        found = leading_subject(passage, start, end, names)
        if found is not None:
            told = subject(passage, _onward(passage, start, names, found), "earlier")
            break
        index -= 1
    told = passage.told.get(index, told)
    passage.told.update(dict.fromkeys(range(max(index, 0), last + 1), told))
    return told


def _onward(passage: Passage, start: int, names: list[NameMention], first: NameMention) -> NameMention:
    """The name that a later clause goes on to: "X has 61 billion parameters; its successor, Y, has 96 layers"."""
    later = [n for n in names if n.start > first.end and _RELATED.search(passage.text, start, n.start)]
    return later[-1] if later else first


def speaks_of_all(passage: Passage, at: int) -> bool:
    """True where the sentence around an offset speaks of "both" or "all three" named before."""
    start, end = passage.sentence(at)
    text = passage.text
    return any(
        h.meaning.role is Role.GROUP
        and (
            h.start <= start + GROUP_START
            or (_OF_ALL.search(text, start, h.start) and _ALL_BEHIND.match(text, h.end) is not None)
        )
        for h in passage.hits_in(start, min(end, at + GROUP_REACH))
    )


def together(passage: Passage, start: int) -> list[Subject]:
    """The subjects that the nearest sentence before an offset names together."""
    before = bisect_left(passage.sentences, (start, 0))
    for s_start, s_end in reversed(passage.sentences[max(0, before - SENTENCES_BACK) : before]):
        names = sentence_names(passage, s_start, s_end)
        roles = name_roles(passage, s_start, s_end, names)
        found = [n for n, role in zip(names, roles, strict=True) if role is NameRole.SUBJECT]
        if len({n.entity for n in found}) > 1:
            return [subject(passage, n, "earlier") for n in found]
    return []


def for_both(passage: Passage, at: int, pair: list[Subject]) -> list[Subject]:
    """All that is named together before a value that is said to be for all of them: "128K context for both".

    `pair`: the two that the section named together last.
    """
    if not _FOR_ALL.match(passage.text, at):
        return []
    start, _ = passage.sentence(at)
    names = [n for n in sentence_names(passage, start, at) if not n.family]
    if len({n.entity for n in names}) > 1:
        return [subject(passage, n, "earlier") for n in names]
    return (together(passage, start) or pair) if not names else []


def pair_of(passage: Passage, names: list[NameMention]) -> list[Subject]:
    """The two names that a passage speaks of together, "X and Y are out"; none where it does so of others, too."""
    spans = [(n.start, n.end) for n in names]
    found: list[Subject] = []
    first = 0
    while first < len(names):
        last = chain_end(passage.text, spans, first)
        group = {n.entity: n for n in names[first:last] if not n.family}
        if len(group) == 2 and not found:
            found = [subject(passage, n, "earlier") for n in group.values()]
        elif len(group) > 1 and set(group) != {who.entity for who in found}:
            return []
        first = last
    members = {n.entity: n for n in names if not n.family and n.name.size}
    if not found and len(members) == 2 and len({n.name.base for n in members.values()}) == 1:
        found = [subject(passage, n, "earlier") for n in members.values()]
    return found
