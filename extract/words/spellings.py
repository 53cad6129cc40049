"""Long words that are known with one letter wrong: "paramaters", "vocabluary" in a label."""

from __future__ import annotations

import re
from collections.abc import Iterable

SHORTEST = 8  # letters; a shorter word with another letter is often another word
LONG_WORD = re.compile(rf"[A-Za-z]{{{SHORTEST - 1},24}}")  # one letter may be left out


class Spellings:
    """Finds a known word that differs in one inner letter: replaced, left out, or one too many.

    By what is left of words without one letter, so that a look costs the length of a word, not the number of words.
    """

    def __init__(self, known: Iterable[str]) -> None:
        """`known`: words in small letters; short ones are left out."""
        self._known = frozenset(word for word in known if len(word) >= SHORTEST and word.isalpha())
        self._without: dict[str, tuple[int, str]] = {}
        for word in sorted(self._known):
            for at, rest in _without_one(word):
                self._without.setdefault(rest, (at, word))

    def meant(self, word: str) -> str:
        """The known word that a word in small letters is meant for; the word itself where it is known or like none."""
        if len(word) < SHORTEST - 1 or word in self._known or not word.isalpha():
            return word
        shorter = self._without.get(word)
        if shorter is not None:
            return shorter[1]
        for at, rest in _without_one(word):
            replaced = self._without.get(rest)
            if rest in self._known:
                return rest
            if replaced is not None and replaced[0] == at:
                return replaced[1]
        return word


def _without_one(word: str) -> Iterable[tuple[int, str]]:
    """A word without one of its inner letters each, and where that stood."""
    return ((at, word[:at] + word[at + 1 :]) for at in range(1, len(word) - 1))
