"""The text values of a cell under the heading of an attribute that has such values: a licence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.words.cues import GENERIC_TERMS, Cues, Role, label_key

if TYPE_CHECKING:
    from extract.passages.passage import Passage

MOST_WORDS = 8  # of a cell that is an unlisted value as a whole
LONGEST_PART = 48  # characters before or behind a value that tell what it is said of


def text_values(passage: Passage, attribute: str, cues: Cues) -> list[tuple[int, int, str]]:
    """Start, end and value of each text value of a cell; the whole cell where the pack leaves the values open."""
    terms = cues.terms[attribute]
    found = terms.find(passage.text, passage.plain) or terms.answer(passage.text)
    if not found and cues.pack.attributes[attribute].open_terms:
        text = passage.text.strip()
        words = label_key(text)
        if (
            words not in GENERIC_TERMS
            and not words.startswith("not ")
            and 0 < len(words.split()) <= MOST_WORDS
            and any(c.isalpha() for c in text)
        ):
            start = passage.text.index(text)
            found = [(start, start + len(text), terms.canonical(text))]
    return [f for f in found if not _of_another_part(passage, f[0], f[1], attribute, cues)]


def _of_another_part(passage: Passage, start: int, end: int, attribute: str, cues: Cues) -> bool:
    """True for a text value of another thing, by the words of its own part: "code MIT, weights Apache 2.0".

    And behind a semicolon and a word that bars the attribute: "Hof Aldern; packed by Lower Creamery".
    """
    part = passage.text.rfind(";", 0, start)
    if part >= 0 and any(h.meaning.attribute == attribute for h in passage.cues_in(part, start, Role.BARRED)):
        return True
    lead = re.split(r"[,;(]", passage.text[max(0, start - LONGEST_PART) : start])[-1]
    remark = passage.bracket(end + 2) if passage.text.startswith(" (", end) else None
    behind = passage.text[slice(*remark)] if remark is not None else ""
    return any(words and _bars(words, attribute, cues) for words in (lead, behind[:LONGEST_PART]))


def _bars(words: str, attribute: str, cues: Cues) -> bool:
    """True for words that name another thing than the attribute's own: "code", but not "weights and code"."""
    hits = cues.phrases.find(words)
    own = any(hit.meaning.attribute == attribute and hit.meaning.role is Role.CUE for hit in hits)
    return not own and bool(cues.labels[attribute].barred.find(words))
