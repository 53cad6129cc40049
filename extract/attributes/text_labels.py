"""The labels that a text gives to its values: at its start, right before a value, or in the item or heading above."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.attributes.evidence import Label
from extract.owners.references import refers_at
from extract.words.cues import LONGEST_LABEL, SURE, Role
from sources.document import Block, BlockKind

if TYPE_CHECKING:
    from extract.owners.topics import Topics
    from extract.passages.passage import Passage

LABEL = re.compile(r"\s*([^:.!?;]{1,70}?)\s*:(?=\s|$)")
# A label right before a value, behind another one's value: "Context: 4,096 tokens, Training tokens: 3.1T".
INNER_LABEL = re.compile(r"[,;.|(•·]\s+(?P<label>[A-Z][\w#/()\- ]{1,40}?)\s?:\s+[~≈]?$")
# A fragment that is a label and its value: "4T tokens, context 4096, MIT".
_FRAGMENT = re.compile(r"(?:[,;.|(]\s+|\s[-–—·•]\s+)(?P<label>[A-Za-z][\w-]*(?: [a-z][\w-]*){0,3})\s[~≈]?$")
_FRAGMENT_ENDS = re.compile(r"[,;|)]|\.(?:\s|$)|$|\s[-–—·•|]\s")
# A question that only yes or no answers labels nothing; one for a value labels the few words that answer it.
_WHETHER = re.compile(r"(?:Is|Are|Was|Were|Does|Do|Did|Has|Have|Had|Can|Could|Will|Would|Should|May|Must)\b[^?]*\?$")
_QUESTION = re.compile(
    r"\W{0,3}(?:Q(?:uestion)?\s?\d*\s?[.:)]\s)?"
    r"(?P<words>(?:What|Which|When|How (?:long|many|much|large|big|wide))\b[^?]*)"
    r"\?\W*(?:A(?:nswer)?[.:]\s)?"
)
_ANSWER = re.compile(
    r"\W{0,3}(?:A(?:nswer)?[.:]\s)?(?:(?:It|They|That|This) (?:is|was|has|had|are|were) )?"
    r"(?:(?:in|on|about|around|up to|over|exactly|roughly|only|just|since|the) )*[~≈]?",
    re.IGNORECASE,
)
_MARK_REACH = 8  # characters before a sentence in which the mark of a question stands
MOST_BEHIND_ANSWER = 3  # words: "7.2 billion parameters in total"
LABEL_REACH = 48  # characters
LONGEST_BOLD = 70  # characters of bold words that may be a label
LONGEST_HEADED = 80  # characters of a passage that its heading may label
_MARKS = " -–✅🔥*•"  # that may stand before a label


class Opening(NamedTuple):
    """The label at the start of a passage: its words and where the rest begins."""

    text: str
    end: int


def opening(passage: Passage) -> Opening | None:
    """The label of a passage: bold words at its start, or words before a colon."""
    text = passage.text
    if passage.reading.strong:
        start, end = passage.reading.strong[0]
        lead = len(text) - len(text.lstrip(_MARKS))
        if start <= lead and 0 < end - start <= LONGEST_BOLD and text[end:].strip():
            words = text[start:end].strip(" :.")
            if len(words.split()) <= LONGEST_LABEL and not _WHETHER.match(words):
                return Opening(words, end + (1 if text[end : end + 1] == ":" else 0))
    m = LABEL.match(text)
    if m and len(m.group(1).split()) <= LONGEST_LABEL and text[m.end() :].strip():
        return Opening(m.group(1), m.end())
    return None


def value_labels(
    block: Block, passage: Passage, first: int, opened: Opening | None, topics: Topics
) -> tuple[Label, ...]:
    """The label that the value `first` of a passage stands under; none or one. `opened`: that of the passage."""
    start = passage.values[first].start
    asked = _asked(passage, start, passage.values[first].end)
    if asked:
        return (Label(asked, "label"),)
    if passage.text.rfind(":", max(0, start - LABEL_REACH), start) >= 0:
        inner = INNER_LABEL.search(passage.text, max(0, start - LABEL_REACH), start)
        if inner is not None and passage.cues.is_label(inner["label"]):
            return (Label(inner["label"], "label"),)
    if block.kind is BlockKind.ITEM and (fragment := _fragment(passage, first)):
        return (Label(fragment, "label"),)
    if opened is None:
        above = "" if _tells(passage, first) else label_above(block, topics)
        return (Label(above, "label"),) if above else ()
    if _is_name(passage, opened):
        return ()
    if not opened.end <= start < passage.sentence(opened.end)[1]:
        return ()
    return (Label(opened.text, "label"),)


def _tells(passage: Passage, first: int) -> bool:
    """True for a date whose sentence says itself of whom and what it is, whatever heading it stands under."""
    value = passage.values[first]
    start, _ = passage.sentence(value.start)
    if value.type != "date" or not (passage.names_in(start, value.start) or refers_at(passage, start)):
        return False
    return any(
        h.meaning.role in (Role.STRONG, Role.CUE) and h.meaning.attribute in passage.cues.dates
        for h in passage.hits_in(max(start, value.start - LABEL_REACH), value.start)
    )


def _asked(passage: Passage, at: int, to: int) -> str:
    """The question right before a sentence that answers it by the value at `at:to` in a few words, or nothing."""
    start, end = passage.sentence(at)
    if not start or passage.text.rfind("?", max(0, start - _MARK_REACH), start) < 0:
        return ""
    question = passage.text[passage.sentence(start - 1)[0] : start]
    found = _QUESTION.fullmatch(question)
    if found is None or _ANSWER.fullmatch(passage.text, start, at) is None:
        return ""
    behind = passage.text[to:end]
    if "," in behind or len(behind.split()) > MOST_BEHIND_ANSWER:
        return ""
    return found["words"]


def _is_name(passage: Passage, opened: Opening) -> bool:
    """True for a label that is nothing but a name: "Kestrel-Audio: 8B parameters" counts no parameters of audio."""
    end = passage.text.find(opened.text, 0, opened.end) + len(opened.text)
    return any(n.end == end and n.end - n.start == len(opened.text) for n in passage.names_in(0, opened.end))


def _fragment(passage: Passage, first: int) -> str:
    """The label that makes up a fragment together with a plain number, "context 4096"; nothing where there is none."""
    value, text = passage.values[first], passage.text
    if value.type != "number" or not text[max(0, value.start - 2) : value.start - 1].isalpha():
        return ""
    found = _FRAGMENT.search(text, max(0, value.start - LABEL_REACH), value.start)
    if found is None or _FRAGMENT_ENDS.match(text, value.end) is None:
        return ""
    return found["label"] if SURE in passage.cues.label_scores(found["label"]).values() else ""


def label_above(block: Block, topics: Topics) -> str:
    """The label that the item or heading above gives to a block without one of its own, or nothing."""
    if block.kind is BlockKind.ITEM and block.parents:
        start, end = block.parents[-1]
    elif block.headings and block.end - block.start <= LONGEST_HEADED and block.kind is not BlockKind.HEADING:
        start, end = block.headings[-1]  # "## Licence" and below it no more than "Apache 2.0"
    else:
        return ""
    label = topics.passages.span(start, end).text.strip(" :.") if end - start <= LONGEST_HEADED else ""
    return label if 0 < len(label.split()) <= LONGEST_LABEL else ""
