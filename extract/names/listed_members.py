"""Members that a list behind a name adds by their last parts alone: "X 7B, 13B and 70B", "X 4.1, mini and nano"."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.names.catalogue import Catalogue
from extract.names.name_grammar import CHUNK, Chunk, Name

# Variants in small letters.
_VARIANTS = re.compile(
    r"(?:(?:,\s[a-z]{2,10}){1,4},?\s(?:and|or)\s[a-z]{2,10}|(?:\s\+\s[a-z]{2,10}){1,4})(?=\s?(?:[.,;:()]|[^\w\s!-~])|$)"
)
_WORD = re.compile(r"[a-z]+")
# Parts of the kind that the name ends with: "X 7B, 13B and 70B", "X-7B and -13B"; in a cell without "and".
_PART = r"[\w.]{0,12}\w"
_PARTS = re.compile(rf"(?:(?:,\s-?{_PART}){{1,11}},?\s(?:and|or|&)\s-?|\s(?:and|or|&)\s-){_PART}")
_CELL = re.compile(rf"(?:(?:,\s-?{_PART}){{1,11}}|(?:\s?/\s?{_PART}){{1,11}})\s*$")
_BRACED = re.compile(rf"[-_ ]?\{{\s?(?P<parts>{_PART}(?:,\s?{_PART}){{1,11}})\s?\}}")
_TOLD = (Chunk.SIZE, Chunk.VARIANT)
LONGEST_CELL = 80  # characters of a cell or entry that is no more than names
LONGEST_BULLET = 3  # characters that may stand before them


class Member(NamedTuple):
    """A member: where it is named, and its full name."""

    start: int
    end: int
    full: str


class ListedMembers:
    """Reads such lists by the grammar of one pack."""

    def __init__(self, catalogue: Catalogue) -> None:
        """`catalogue` knows what a number counts behind which one stands that is no size of a name."""
        self._grammar, self._counting = catalogue.grammar, catalogue.counting

    def behind(self, text: str, start: int, end: int, surface: str, name: Name, stop: int) -> list[Member]:
        """Those behind a name at `start:end`, up to `stop`. `surface`: its words, or all that they are short for."""
        return self._variants(text, end, name, text[start:end], stop) or self._parts(text, start, end, surface, stop)

    def braced(self, text: str, start: int, end: int) -> list[Member]:
        """Those that a name with braces behind it stands for: "X-{7B,13B}"."""
        listed = _BRACED.match(text, end)
        if listed is None:
            return []
        parts = list(CHUNK.finditer(text, *listed.span("parts")))
        if any(self._grammar.classify(m.group().lower()) not in _TOLD for m in parts):
            return []
        front = text[start:end] + (text[end] if text[end] in "-_" else " ")
        starts = [start, *(m.start() for m in parts[1:])]
        return [Member(at, m.end(), front + m.group()) for at, m in zip(starts, parts, strict=True)]

    def _variants(self, text: str, end: int, name: Name, surface: str, stop: int) -> list[Member]:
        """Variants in small letters: "X 4.1, mini and nano"."""
        listed = _VARIANTS.match(text, end, stop)
        if listed is None or name.variants or not any(c.isdigit() for c in surface):
            return []
        words = [m for m in _WORD.finditer(text, end, listed.end()) if m.group() not in ("and", "or")]
        if any(self._grammar.classify(m.group()) is not Chunk.VARIANT for m in words):
            return []
        return [Member(m.start(), m.end(), f"{surface} {m.group()}") for m in words]

    def _parts(self, text: str, start: int, end: int, surface: str, stop: int) -> list[Member]:
        """Sizes behind a name with a size, and variants behind one with a variant."""
        listed = _PARTS.match(text, end, stop)
        if listed is None and start <= LONGEST_BULLET and stop == len(text) <= LONGEST_CELL:
            listed = _CELL.match(text, end, stop)
        last = CHUNK.findall(text, start, end)[-1]
        kind = self._grammar.classify(last.lower())
        if listed is None or kind not in _TOLD or self._counting.match(text, listed.end()):
            return []
        if text[listed.end() : listed.end() + 1] in ("-", "/"):
            return []
        parts = [m for m in CHUNK.finditer(text, end, listed.end()) if m.group() not in ("and", "or")]
        if any(self._grammar.classify(m.group().lower()) is not kind for m in parts):
            return []
        if kind is Chunk.VARIANT and any(m.group().islower() for m in parts):
            return []
        front = surface[: len(surface) - len(last)] if surface.endswith(last) else f"{surface} "
        return [Member(m.start() - (text[m.start() - 1] == "-"), m.end(), front + m.group()) for m in parts]
