"""Words and phrases: finds the phrases of a pack in a text in one pass, by an Aho–Corasick automaton.

Texts are matched in a plain form: lower case, every character that is no letter or digit a blank. A phrase is
matched between blanks, so on whole words, whatever single blank or hyphen stands between them; where two characters
stand between two words (a full stop and a blank), a phrase does not run on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

_SURROGATE = re.compile("[\ud800-\udfff]")
PIECE = re.compile(r"[^\W_]+")

T = TypeVar("T")


class _Plain(dict[int, int]):
    """Translation of characters into plain form, filled as characters are met."""

    def __missing__(self, code: int) -> int:
        plain = code if chr(code).isalnum() else 32
        if len(self) < 100_000:  # bounds memory whatever a document holds
            self[code] = plain
        return plain


_PLAIN = _Plain()


def plain(text: str) -> str:
    """The plain form of a text, a blank before and after it; character i of the text stands at i + 1."""
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals have a longer lower-case form: keep offsets true
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return f" {lower.translate(_PLAIN)} "


def matchable(text: str) -> str:
    """The text with a blank for each lone surrogate, which no automaton takes; offsets stay."""
    return text if text.isascii() else _SURROGATE.sub(" ", text)


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a short text, hyphenated ones taken apart, in lower case."""
    return tuple(PIECE.findall(text.lower()))


class Triggers:
    """Strings of which one stands in all that an expression matches: asked first, they spare most searches."""

    def __init__(self, *strings: str) -> None:
        """`strings`: in small letters; the automaton is built when it is first needed."""
        self._strings = strings
        self._automaton: Any = None

    def stand_in(self, text: str) -> bool:
        """Whether any of them stands in a text, in letters of either case."""
        if self._automaton is None:
            from ahocorasick_rs import AhoCorasick

            self._automaton = AhoCorasick(self._strings)
        return bool(self._automaton.find_matches_as_indexes(matchable(text).lower()))


class Hit(NamedTuple, Generic[T]):
    """A phrase found: its place in the text and what it stands for."""

    start: int
    end: int
    meaning: T


class Phrases(Generic[T]):
    """A set of phrases with meanings. The last word of a phrase may end in '*': any word that begins so."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        """Index the phrases; the automaton is built when it is first needed."""
        self._meanings: dict[str, list[T]] = {}
        for phrase, meaning in phrases:
            parts = re.findall(r"[^\W_]+\*?", phrase.lower())
            if parts:
                pattern = " " + " ".join(parts)
                pattern = pattern.removesuffix("*") if pattern.endswith("*") else pattern + " "
                known = self._meanings.setdefault(pattern, [])
                if meaning not in known:
                    known.append(meaning)
        self._patterns = list(self._meanings)
        self._by_index = [tuple(self._meanings[p]) for p in self._patterns]
        self._automaton: Any = None

    def __bool__(self) -> bool:
        """True where there is anything to find."""
        return bool(self._patterns)

    def find(self, text: str) -> list[Hit[T]]:
        """Every phrase that occurs in a text, in order of place."""
        return self.find_plain(plain(text))

    def find_plain(self, text: str) -> list[Hit[T]]:
        """Every phrase that occurs in a text in plain form; places are those in the text itself."""
        if not self._patterns:
            return []
        if self._automaton is None:
            from ahocorasick_rs import AhoCorasick

            self._automaton = AhoCorasick(self._patterns)
        hits: list[Hit[T]] = []
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            # the pattern's first blank is character `start`; the text's own offset of the word is the same number
            stop = end - 2 if text[end - 1] == " " else text.index(" ", end) - 1
            hits += [Hit(start, stop, meaning) for meaning in self._by_index[index]]
        hits.sort(key=_start)
        return hits


_start = itemgetter(0)  # of a hit
