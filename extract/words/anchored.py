"""Regular expressions that are tried only where one of their words stands.

An expression that begins with a class of characters is tried at every other character of a text. Where each of its
matches holds one of a few words, those words are found first, all in one pass by an Aho–Corasick automaton.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from extract.words.lexicon import plain


@dataclass(frozen=True, slots=True)
class Anchored:
    """An expression, the words of which each match holds one, and how far from its start that word may begin.

    Words are in plain form (`lexicon.plain`); in front of a word a match has blanks, stars and commas only.
    """

    pattern: re.Pattern[str]
    words: tuple[str, ...]
    lead: int = 0  # characters

    def match_at(self, text: str, at: int, done: int) -> re.Match[str] | None:
        """The match whose word begins at an offset and that starts at `done` or later, the longest lead first."""
        start = at
        while start > done and at - start < self.lead and (text[start - 1] in "*," or text[start - 1].isspace()):
            start -= 1
        for begin in range(start, at + 1):
            match = self.pattern.match(text, begin)
            if match is not None:
                return match
        return None


class AnchoredExpressions:
    """Several anchored expressions, searched together."""

    def __init__(self, expressions: Iterable[Anchored]) -> None:
        """The automaton is built when it is first needed."""
        self._expressions = tuple(expressions)
        self._words = [(f" {word} ", number) for number, e in enumerate(self._expressions) for word in e.words]
        self._automaton: Any = None

    def find(self, text: str) -> list[list[re.Match[str]]]:
        """For each expression its matches in order; none overlaps another of the same expression."""
        if self._automaton is None:
            from ahocorasick_rs import AhoCorasick

            self._automaton = AhoCorasick([word for word, _ in self._words])
        found: list[list[re.Match[str]]] = [[] for _ in self._expressions]
        done = [0] * len(self._expressions)
        places = sorted(
            (start, index) for index, start, _ in self._automaton.find_matches_as_indexes(plain(text), overlapping=True)
        )
        for start, index in places:
            word, number = self._words[index]
            at = start + len(word) - len(word.lstrip()) - 1  # the text's own offset of the word
            if at >= done[number]:
                match = self._expressions[number].match_at(text, at, done[number])
                if match is not None:
                    found[number].append(match)
                    done[number] = match.end()
        return found
