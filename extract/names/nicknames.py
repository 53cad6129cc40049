"""Names that a document gives to what it names: 'X, nicknamed "Fox"', "X (codenamed Wolf)", "X (ZL4 for short)"."""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.names.name_grammar import NameGrammar, words_of

_ALIAS = r"[*_\"“']{0,4}(?P<%s>[A-Z][\w+-]{1,23}(?:\.\d\w*)?(?: [A-Z\d][\w+-]{0,23}){0,2})[*_\"”']{0,4}"
_CALLED = (
    r"(?:\w+\s){0,2}?(?:nicknamed|code[- ]?named|dubbed|called|known(?:\s\w+)?\sas|referred to as|a\.?k\.?a\.?|"
    r"hereafter|hereinafter|henceforth|abbreviated(?:\s(?:as|to))?)[:,]?\s"
)
_GIVEN = re.compile(
    rf"[*_\"”]{{0,4}}(?:,\s|\s\(|\s[–—]\s)(?:{_CALLED}{_ALIAS % 'called'}(?=[\s,.;:)])"
    rf"|(?:or\s)?{_ALIAS % 'short'},?\sfor short\b)"
    r"|[*_\"”]{0,4}\s\([\"“](?P<quoted>[A-Z][\w.+-]{1,23})[\"”]\)"
)
FRONT = 80  # characters before the words for it in which the name stands
MOST = 200  # nicknames of a document


def nicknames(text: str, grammar: NameGrammar, named: Callable[[str], str]) -> dict[tuple[str, ...], set[str]]:
    """What the nicknames of a text stand for, by their words.

    `named`: the entity that the end of a stretch of text names; nothing where it ends with no name.
    """
    found: dict[tuple[str, ...], set[str]] = {}
    for m in _GIVEN.finditer(text):
        words = words_of(m["called"] or m["short"] or m["quoted"])
        if any(word in grammar.never for word in words) or all(grammar.classify(word) is not None for word in words):
            continue
        entity = named(text[max(0, m.start() - FRONT) : m.start()])
        if entity and words_of(entity)[0] != words[0]:
            found.setdefault(words, set()).add(entity)
        if len(found) >= MOST:
            break
    return found
