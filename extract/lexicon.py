"""Words and phrases: finds the phrases of a pack in a text in one pass over its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PIECE = re.compile(r"[^\W_]+")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case and its place in the text. Hyphenated words count as one and as their parts."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a text, hyphenated ones taken apart."""
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals have a longer lower-case form: keep offsets true
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return [Token(m.group(), m.start(), m.end()) for m in PIECE.finditer(lower)]


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase found: its place in the text and what it stands for."""

    start: int
    end: int
    meaning: T


class Phrases(Generic[T]):
    """A set of phrases with meanings. A word may end in '*': any word that begins so.

    Matching is on whole words, in any case, whatever blanks or hyphens stand between them.
    The longest phrase wins for each meaning; different meanings may overlap.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        """Index phrases by their first word."""
        self._exact: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self._prefix: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, meaning in phrases:
            words = tuple(re.findall(r"[^\W_]+\*?", phrase.lower()))
            if not words:
                continue
            index = self._prefix if words[0].endswith("*") else self._exact
            index.setdefault(words[0].rstrip("*"), []).append((words, meaning))
        for index in (self._exact, self._prefix):
            for entries in index.values():
                entries.sort(key=lambda entry: -len(entry[0]))
        self._prefix_lengths = sorted({len(prefix) for prefix in self._prefix})

    def __bool__(self) -> bool:
        """True where there is anything to find."""
        return bool(self._exact or self._prefix)

    def find(self, words: Sequence[Token]) -> list[Hit[T]]:
        """Every phrase that occurs, in order of place."""
        hits: list[Hit[T]] = []
        exact, prefix, lengths = self._exact, self._prefix, self._prefix_lengths
        for i, token in enumerate(words):
            entries = exact.get(token.word)
            if entries:
                self._collect(words, i, entries, hits)
            for length in lengths:
                found = prefix.get(token.word[:length])
                if found and len(token.word) >= length:
                    self._collect(words, i, found, hits)
        return hits

    def _collect(
        self, words: Sequence[Token], i: int, entries: list[tuple[tuple[str, ...], T]], hits: list[Hit[T]]
    ) -> None:
        seen: list[T] = []
        for phrase, meaning in entries:
            if meaning not in seen and _matches(words, i, phrase):
                seen.append(meaning)
                hits.append(Hit(words[i].start, words[i + len(phrase) - 1].end, meaning))


def _matches(words: Sequence[Token], i: int, phrase: tuple[str, ...]) -> bool:
    if i + len(phrase) > len(words):
        return False
    for offset, part in enumerate(phrase):
        token = words[i + offset]
        if offset and token.start - words[i + offset - 1].end > 1:  # punctuation and a blank: another phrase
            return False
        word = token.word
        if part.endswith("*"):
            if not word.startswith(part[:-1]):
                return False
        elif word != part:
            return False
    return True
