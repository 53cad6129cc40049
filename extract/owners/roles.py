"""Tells the entity a sentence is about from the one it is compared with or comes from.

Token patterns over spaCy's English tokenizer, a blank pipeline without a model. It is loaded only when a
document has a sentence that needs it: two names, or one behind a word of comparison.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


class NameRole(StrEnum):
    """The part a name plays in its sentence."""

    SUBJECT = "subject"
    COMPARED = "compared"  # the other side: "surpassing LLaMA-70B"
    EXAMPLE = "example"  # one of those that a general statement names: "models such as V2"
    ORIGIN = "origin"  # what something is built on or taken from


_FILL: dict[str, Any] = {
    "ENT_TYPE": "",
    "ORTH": {"NOT_IN": [",", ".", ";", ":", "(", ")", "—", "–", "and"]},
    "OP": "{0,7}",
}
_SPACER: dict[str, Any] = {"ORTH": {"IN": ["(", "-", '"', "“"]}, "OP": "?"}
_NAME: dict[str, Any] = {"ENT_TYPE": "NAME", "OP": "+"}
_JOINT = re.compile(
    r",?\s*(and|or|nor|&|/|\+)\s*(?:(?:of|for|by|with|in)\s)?(?:the\s|[A-Z]\w+['’]s\s)?"
    r"(?:(?:its|their|the)\s(?:[a-z]+\s){0,2}(?:sibling|sister|brother|cousin|companion|counterpart|successor|predecessor)"
    r"(?:\s(?:model|version))?,?\s)?|,\s*(?:the\s)?"
)
LONG_LIST = 3  # names between commas that make a list without "and" where a phrase follows
_PHRASE_FOLLOWS = re.compile(r"[\s*`\"”)\]]{1,4}(?:on|at|in|under|with|to|for|via|today|now|as)\b")
_CLOSE = re.compile(r"[\s*`\"”)]*(?:[.;]|$)")


def _words(*alternatives: str) -> list[dict[str, Any]]:
    return [{"LOWER": {"IN": list(alternatives)}}]


_COMPARED: list[list[dict[str, Any]]] = [
    [{"LOWER": {"REGEX": r"^(compared?|comparison|comparable|relative|similar|close|closer|opposed|contrast|par)$"}},
     {"LOWER": {"IN": ["to", "with"]}}],
    [{"LOWER": {"REGEX": r"^(surpass|outperform|exceed|rival|match|beat|trail|overtak|eclips|outpac|outscor)\w*$"}}],
    _words("than", "versus", "vs", "vs.", "unlike", "against", "behind", "share", "shares", "shared", "sharing"),
    [{"LOWER": {"IN": ["competitive", "par"]}}, {"LOWER": "with"}],
    [{"LOWER": "same"}, {"IS_ALPHA": True, "OP": "{0,2}"}, {"LOWER": "as"}],
    _words("times", "twice"),
    [{"LOWER": {"IN": ["mixed", "confused", "mistaken", "confuse", "mistake", "mix"]}}, {"IS_ALPHA": True, "OP": "?"},
     {"LOWER": {"IN": ["with", "for"]}}],
    [{"LOWER": {"IN": ["many", "much", "large", "big", "long", "small", "deep", "wide"]}}, {"LOWER": "as"}],
    [{"LOWER": {"IN": ["cited", "reported", "known"]}}, {"LOWER": "for"}],
]  # fmt: skip
_EXAMPLE: list[list[dict[str, Any]]] = [
    [{"LOWER": "such"}, {"LOWER": "as"}],
    _words("like", "including", "include", "e.g.", "encompassing"),
]
_ORIGIN: list[list[dict[str, Any]]] = [
    [{"LOWER": {"REGEX": r"^(based|built|builds|building|improv\w+|bas\w+|top)$"}},
     {"LOWER": {"IN": ["on", "upon", "of"]}}],
    [{"LOWER": {"REGEX": r"^initiali[sz]ed$"}}, {"LOWER": "with"}],
    [{"LOWER": {"REGEX": r"^(\w+ed|inherit\w*|continu\w+|borrow\w*|taken|starting)$"}}, {"LOWER": "from"}],
    _words("extends", "extended", "extending", "adapts", "adapted", "adapting"),
    _words("from", "replaces", "replacing", "succeeds", "using", "uses", "predecessor"),
    [{"LOWER": {"IN": ["successor", "follow-up", "update", "sequel"]}}, {"LOWER": {"IN": ["to", "of"]}}],
    [{"LOWER": {"IN": ["architecture", "design", "version", "variant"]}},
     {"LOWER": {"IN": ["of", "from"]}}],
]  # fmt: skip


@lru_cache(maxsize=1)
def _matcher() -> tuple[Any, Any]:
    import spacy
    from spacy.matcher import Matcher

    nlp = spacy.blank("en")
    matcher = Matcher(nlp.vocab)
    for role, leads in ((NameRole.COMPARED, _COMPARED), (NameRole.EXAMPLE, _EXAMPLE), (NameRole.ORIGIN, _ORIGIN)):
        matcher.add(role.value, [[*lead, _FILL, _SPACER, _NAME] for lead in leads], greedy="LONGEST")
    return nlp, matcher


LONGEST_SENTENCE = 2_000  # characters; beyond it a "sentence" is a data dump and names keep the subject role


def roles(sentence: str, names: Sequence[tuple[int, int]]) -> list[NameRole]:
    """The role of each name, given as spans of the sentence, in order."""
    return list(_roles(sentence, tuple(names)))


@lru_cache(maxsize=256)  # a sentence is asked for again by each of its values, one after the other
def _roles(sentence: str, names: tuple[tuple[int, int], ...]) -> list[NameRole]:
    result = [NameRole.SUBJECT] * len(names)
    if len(sentence) > LONGEST_SENTENCE:
        return result
    nlp, matcher = _matcher()
    doc = nlp.make_doc(sentence)
    spans = [doc.char_span(start, end, label="NAME", alignment_mode="expand") for start, end in names]
    kept: list[Any] = []
    for span in spans:
        if span is not None and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    doc.set_ents(kept)
    for key, start, end in matcher(doc):
        role = NameRole(nlp.vocab.strings[key])
        for index, span in enumerate(spans):
            if span is not None and start <= span.start and span.end <= end and result[index] is NameRole.SUBJECT:
                for at in range(index, chain_end(sentence, names, index)):
                    result[at] = role
    return result


def chain_end(text: str, names: Sequence[tuple[int, int]], first: int) -> int:
    """End of the list of names that begins at `first`: "A, B and C", all of "(A, B)", of "X-{7B,9B}"; else first + 1.

    A comma alone does not make a list: in "compared to A, B is larger" the comma ends a phrase.
    """
    last = first + 1
    bracketed = text[names[first][0] - 1 : names[first][0]] == "(" or text.find("{", *names[first]) >= 0
    closed = last
    while last < len(names):
        joint = _JOINT.fullmatch(text, names[last - 1][1], names[last][0])
        if joint is None:
            break
        last += 1
        if joint.group(1):
            closed = last
            if joint.group(1) in "/+":
                continue
            break
        if bracketed:
            closed = last
    if last == len(names) and _CLOSE.match(text, names[last - 1][1]):
        closed = last  # a list that ends the sentence, without "and"
    if last - first >= LONG_LIST and _PHRASE_FOLLOWS.match(text, names[last - 1][1]):
        closed = last  # "we released A, B, C on the hub"
    return closed
