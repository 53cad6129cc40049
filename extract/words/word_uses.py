"""How a text uses certain words: what stands before them and behind them, found in one pass over the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from string import ascii_lowercase, ascii_uppercase

from extract.words.lexicon import matchable

MOST_USES = 200  # uses of a word that are looked at
FEW_WORDS = 16  # words that are looked for one by one; for more it pays to collect all words of the text
LONGEST_WORD = 60  # characters of a word that stands before another
_CAPITALISED = re.compile("[A-Z][a-z]+")
_WORD_BEHIND = re.compile(" [A-Z][a-z]+")
# A word of small letters that is no part of an identifier or an address: "basalt-2-terrace-9b", "basalt.example".
_BEFORE, _BEHIND = r"(?<![\w/@.])(?<!\d-)", r"(?![\w/@]|\.\w|-[\w.]*\d)"
_LOWER = re.compile(rf"{_BEFORE}[a-z]+{_BEHIND}")

Use = tuple[str, int]  # the word that stands with a name, and where the two end


class WordUses:
    """The uses of words and names in one text."""

    def __init__(self, text: str) -> None:
        """Look for nothing yet."""
        self._text = text
        self._has: dict[str, bool] = {}
        self._before: dict[str, list[str]] = {}

    def has(self, word: str) -> bool:
        """Whether the text has this word of small ASCII letters."""
        found = self._has.get(word)
        if found is None:
            found = self._has[word] = self._stands(word) if len(self._has) < FEW_WORDS else word in self._words
        return found

    def _stands(self, word: str) -> bool:
        expression = re.compile(f"{_BEFORE}{word}{_BEHIND}")
        text, at = self._text, self._text.find(word)
        while at >= 0:
            if expression.match(text, at):
                return True
            at = text.find(word, at + len(word))
        return False

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_LOWER.findall(self._text))

    def before(self, names: Iterable[str]) -> dict[str, list[str]]:
        """For each name the plain capitalised word right before each of its uses, "" where none stands there.

        A word belongs to one use only: in "Old Old Harbour" the second "Old" stands behind none.
        """
        wanted = set(names)
        self._before |= self._uses(wanted - self._before.keys(), self._use_before)
        return {name: self._before[name] for name in sorted(wanted)}

    def behind(self, names: Iterable[str]) -> dict[str, list[str]]:
        """For each name the blank and the plain capitalised word right behind each of its uses, "" for none."""
        return self._uses(names, self._use_behind)

    def _uses(self, names: Iterable[str], use: Callable[[str, int, int], Use | None]) -> dict[str, list[str]]:
        """The word of each use of each name, `use` being asked about a name, its place and where the last use ended."""
        found: dict[str, list[str]] = {}
        for name, starts in self._places(names).items():
            words = found[name] = []
            done = 0
            for start in starts:
                told = use(name, start, done) if start >= done else None
                if told is None:
                    continue
                word, done = told
                words.append(word)
                if len(words) == MOST_USES:
                    break
        return found

    def _use_before(self, name: str, start: int, done: int) -> Use | None:
        end = start + len(name)
        if _joins(self._text[end : end + 1]):
            return None
        word = self._word_before(start, done)
        return None if not word and self._doubled(name, start) else (word, end)

    def _use_behind(self, name: str, start: int, _: int) -> Use | None:
        end = start + len(name)
        word = _WORD_BEHIND.match(self._text, end)
        if word is not None:
            return word.group(), word.end()
        return None if _joins(name[-1]) == _joins(self._text[end : end + 1]) else ("", end)

    def _places(self, names: Iterable[str]) -> dict[str, list[int]]:
        """Where each of the names stands, but not behind a letter, a digit or a hyphen."""
        wanted = sorted(names)
        places: dict[str, list[int]] = {name: [] for name in wanted}
        if not wanted:
            return places
        from ahocorasick_rs import AhoCorasick

        text = self._text
        for index, start, _ in AhoCorasick(wanted).find_matches_as_indexes(matchable(text), overlapping=True):
            if not start or not (_joins(text[start - 1]) or text[start - 1] == "-"):
                places[wanted[index]].append(start)
        return places

    def _word_before(self, start: int, done: int) -> str:
        """The plain capitalised word right before an offset, where it begins at `done` or later."""
        if start < 1 or self._text[start - 1] != " ":
            return ""
        before = self._text[max(done, start - 1 - LONGEST_WORD) : start - 1]
        at = len(before.rstrip(ascii_lowercase)) - 1
        if not 0 <= at < len(before) - 1 or before[at] not in ascii_uppercase:
            return ""
        place = start - 1 - len(before) + at
        return "" if place and (_joins(self._text[place - 1]) or self._text[place - 1] == "-") else before[at:]

    def _doubled(self, name: str, start: int) -> bool:
        """True where the name is a plain word that stands there twice: the first is the word before the second."""
        again, end = start + len(name) + 1, start + 2 * len(name) + 1
        if self._text[again - 1 : end] != f" {name}" or _joins(self._text[end : end + 1]):
            return False
        return _CAPITALISED.fullmatch(name) is not None


def _joins(character: str) -> bool:
    return character.isalnum() or character == "_"
