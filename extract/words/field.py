"""Whether what a document names is of the pack's field at all.

The release notes of a browser, a list of cars and the report of a trial have names, versions and dates of release, too.
They are known by what is missing: no section that names the thing holds a word of the field (`entity.field`), a listed
name, a name with a size, or a count of what is counted there by the billion ("389B parameters").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from extract.claim import Claim, Rejected
from extract.words.lexicon import Phrases, words
from extract.words.pack import Family, Pack
from sources.document import BlockKind, Document

REASON = "another field"
SHORTEST = 700  # characters of a document; a shorter one need not say what it is about
PIECE = 20_000  # characters of a section that are searched at once
_WORD = re.compile(r"[^\W\d_]+|\d+")


class Field:
    """The words and names of a pack by which a text of its field is known."""

    def __init__(self, pack: Pack) -> None:
        """Index the words, and the names of families that are no common words."""
        names = [name for family in pack.families if not family.common for name in _names(family)]
        self._known_by = bool(pack.entity.field)
        self._words = Phrases((word, True) for word in (*pack.entity.field, *names))
        units = {a.unit for a in pack.attributes.values() if a.type == "number" and a.unit}
        counted = "|".join(sorted(map(re.escape, units))) or "(?!)"
        self._sized = re.compile(
            rf"(?<=[^\W_]-)(?:{pack.grammar.size})(?![^\W_])|(?<=[0-9])[BT][ -](?:{counted})\b", re.IGNORECASE
        )
        self.common = frozenset(words(family.name)[0] for family in pack.families if family.common)
        own = sorted({r"\W*".join(map(re.escape, words(name))) for name in names if words(name)})
        self._own = re.compile("|".join(own) or "(?!)")

    def speaks(self, text: str) -> bool:
        """Whether a text holds a word or a name of the field, a name with a size or a large count."""
        return self._sized.search(text) is not None or bool(self._words.find(text))

    def divide(self, document: Document, claims: list[Claim]) -> tuple[list[Claim], list[Claim]]:
        """The claims about things of the field, and those about things of another one."""
        if not self._known_by or not claims or len(document.text) < SHORTEST:
            return claims, []
        heads = {c.entity: _head(c.entity) for c in claims}
        known = {head for entity, head in heads.items() if self._own.match(entity.lower())}
        sections = _Sections(document, self)
        if not self.common.isdisjoint(heads.values()) and sections.any_speaks():
            known |= self.common
        known |= {heads[c.entity] for c in claims if heads[c.entity] not in known and sections.speak(c.start)}
        known |= _beside_words(document, self, set(heads.values()) - known)
        starts = [b.start for b in document.blocks]
        blocks = [(heads[c.entity], bisect_right(starts, c.start)) for c in claims]
        beside = {block for head, block in blocks if head in known}
        known |= {head for head, block in blocks if block in beside}
        return [c for c in claims if heads[c.entity] in known], [c for c in claims if heads[c.entity] not in known]


class _Sections:
    """The sections of a document, each with the headings above it; read when they are asked for."""

    def __init__(self, document: Document, field: Field) -> None:
        self._text, self._field = document.text, field
        self._headings = [b for b in document.blocks if b.kind is BlockKind.HEADING]
        self._starts = [0, *(b.start for b in self._headings)]
        self._known: dict[int, bool] = {}

    def speak(self, at: int) -> bool:
        """Whether the section around an offset speaks of the field."""
        return self._speaks(bisect_right(self._starts, at) - 1)

    def any_speaks(self) -> bool:
        """Whether any section does."""
        return any(map(self._speaks, range(len(self._starts))))

    def _speaks(self, index: int) -> bool:
        if index not in self._known:
            self._known[index] = any(map(self._field.speaks, self._pieces(index)))
        return self._known[index]

    def _pieces(self, index: int) -> Iterator[str]:
        for start, end in self._headings[index - 1].headings if index else ():
            yield self._text[start:end]
        first, last = self._span(index)
        for start in range(first, last, PIECE):
            yield self._text[start : min(last, start + PIECE)]

    def _span(self, index: int) -> tuple[int, int]:
        return self._starts[index], (*self._starts[index + 1 : index + 2], len(self._text))[0]


def _beside_words(document: Document, field: Field, heads: set[str]) -> set[str]:
    """Those of some first words of names that stand in one passage with a word of the field."""
    found: set[str] = set()
    for block in document.blocks:
        if heads == found:
            break
        text = document.text[block.start : block.end]
        met = heads.intersection(m.group().lower() for m in _WORD.finditer(text)) - found
        if met and field.speaks(text):
            found |= met
    return found


def _names(family: Family) -> Iterator[str]:
    yield from (family.name, *family.names)
    for member in family.members:
        yield from (member.name, *member.names)


def _head(entity: str) -> str:
    """The first word of a name, by which the members of a family are known: "galaxy" of "Galaxy S24"."""
    found = _WORD.search(entity)
    return found.group().lower() if found is not None else ""


def rejected(claims: Iterable[Claim]) -> list[Rejected]:
    """The numbers and dates of claims about another field, as what was seen and not claimed."""
    return [
        Rejected(c.document, c.start, c.end, c.line, c.quote, REASON, f"{c.attribute} of {c.entity}")
        for c in claims
        if c.interval is not None
    ]
