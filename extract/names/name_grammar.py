"""Takes names of entities apart and decides which are one.

A name is read as chunks (`DeepSeek`, `V2`, `Lite`, `16B`, `Chat`), each of a class: word, version, size,
tag or variant. Two names are one when their chunks agree, whatever stands between them and in whatever
order size and variants follow the words. Nothing here compares names as strings by likeness: V2 and V2.5
differ in one chunk and are two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from extract.words.computed import computed
from extract.words.english import NAME_JOINTS, NO_NAMES
from extract.words.pack import Grammar

CHUNK = re.compile(r"[^\W_]+(?:\.\d[^\W_]*)*\+?")
# What may stand in a name before its version: "MarlDB version 16" is MarlDB 16.
VERSION_WORD = re.compile(r"\bversion\s(?=v?\d)", re.IGNORECASE)
MOST_NAMES = 50_000  # names whose parts are kept


_V = re.compile(r"(?<=[\s-])[vV](\d[\w.]*)")


class Chunk(IntEnum):
    """Class of a chunk, in the order in which the classes stand in a key."""

    WORD = 0
    VERSION = 1
    SIZE = 2
    TAG = 3
    VARIANT = 4


@dataclass(frozen=True)
class Name:
    """A name taken apart; every part in lower case, without separators."""

    words: tuple[str, ...]  # words and versions in their order: ("deepseek", "coder", "v2")
    size: str = ""  # "16b", "8x7b"
    tags: tuple[str, ...] = ()  # "a14b", "0324"
    variants: tuple[str, ...] = ()  # "chat", "lite"

    @computed
    def key(self) -> str:
        """Equal for two spellings of one name, different for two names."""
        return "".join(self.words) + self.size + "".join(self.tags) + "".join(sorted(self.variants))

    @computed
    def base(self) -> str:
        """The key without size, tags and variants: what the members of a line share."""
        return "".join(self.words)


class NameGrammar:
    """Classifies chunks by the pack's grammar and takes names apart."""

    def __init__(self, grammar: Grammar, nouns: Iterable[str] = ()) -> None:
        """Compile the grammar's expressions. `nouns`: the pack's words for its kind of thing, which names may hold."""
        self.version = re.compile(grammar.version, re.IGNORECASE)
        self.size = re.compile(grammar.size, re.IGNORECASE)
        self.tag = re.compile(grammar.tag, re.IGNORECASE)
        self.variants = {n.lower(): v.name.lower() for v in grammar.variants for n in (v.name, *v.names)}
        self.lines = {line.lower() for line in grammar.lines}
        own = {n.lower() for n in grammar.never}
        self.never = own | (NO_NAMES - {noun.lower() for noun in nouns})  # no name begins or ends with one
        self.never_inside = own | (self.never - NAME_JOINTS)  # no name holds one
        self._classes: dict[str, Chunk | None] = {}
        self.makers = tuple(sorted((tuple(words_of(m)) for m in grammar.makers), key=len, reverse=True))
        self._makers_begin = {maker[0] for maker in self.makers if maker}

    def classify(self, chunk: str) -> Chunk | None:
        """Class of a chunk that follows the first one of a name; None where it belongs to no name."""
        if chunk in self._classes:
            return self._classes[chunk]
        found = self._classify(chunk.lower())
        if len(self._classes) < MOST_NAMES:
            self._classes[chunk] = found
        return found

    def _classify(self, lower: str) -> Chunk | None:
        if self.size.fullmatch(lower):
            return Chunk.SIZE
        if lower in self.variants:
            return Chunk.VARIANT
        if self.tag.fullmatch(lower):
            return Chunk.TAG
        if self.version.fullmatch(lower):
            return Chunk.VERSION
        if lower in self.lines:
            return Chunk.WORD
        return None

    def without_v(self, name: str) -> str:
        """The name without the "v" of its versions, where they are versions without it, too."""

        def bare(m: re.Match[str]) -> str:
            return m.group(1) if self.classify(m.group(1).lower()) is Chunk.VERSION else m.group()

        return _V.sub(bare, name)

    def parse(self, name: str) -> Name:
        """Take a whole name apart; every chunk of an unknown class counts as a word."""
        words: list[str] = []
        size = ""
        tags: list[str] = []
        variants: list[str] = []
        chunks = [m.group() for m in CHUNK.finditer(VERSION_WORD.sub("", name))]
        for i, chunk in enumerate(chunks):
            lower = chunk.lower()
            kind = self.classify(lower) if i else Chunk.WORD
            if kind is Chunk.SIZE and not size:
                size = lower
            elif kind is Chunk.VARIANT:
                variants.append(self.variants[lower])
            elif kind is Chunk.TAG:
                tags.append(lower)
            else:
                words.append(lower)
        return Name(tuple(words), size, tuple(tags), tuple(variants))

    def family_word(self, name: str) -> str:
        """The first word of a name without its maker, which is that of its parts, too; "" where it has none."""
        return first_word(VERSION_WORD.sub("", self.strip_maker(name)))

    def is_maker(self, name: str) -> bool:
        """Whether a name is that of a maker and nothing else."""
        return tuple(words_of(name)) in self.makers

    def strip_maker(self, name: str) -> str:
        """The name without a maker that stands before it ("Meta Llama 3" is "Llama 3").

        Of two makers the shorter one where the longer would leave a number alone: Meta, and not the owner "meta-llama".
        """
        if first_word(name) not in self._makers_begin:  # nearly all names
            return name
        chunks = list(CHUNK.finditer(name))
        lower = [c.group().lower() for c in chunks]
        bare = name
        for maker in self.makers:
            if len(maker) < len(lower) and tuple(lower[: len(maker)]) == maker:
                rest = name[chunks[len(maker)].start() :]
                if not rest[0].isdigit():
                    return rest
                bare = rest if bare is name else bare
        return bare


@lru_cache(maxsize=8192)
def words_of(name: str) -> tuple[str, ...]:
    """The chunks of a name in lower case."""
    return tuple(m.group().lower() for m in CHUNK.finditer(name))


def first_word(name: str) -> str:
    """The first chunk of a name in lower case, "" where it has none: found faster than all of them."""
    first = CHUNK.search(name)
    return first.group().lower() if first else ""


def is_front(short: str, full: str) -> bool:
    """True where one name is the front of another: "Kestrel" of "Kestrel 3 7B"."""
    front, words = words_of(short), words_of(full)
    return len(front) < len(words) and words[: len(front)] == front


# What may stand between the chunks of any name.
PLAIN_JOINTS = frozenset({"-", " ", "_", "/"})
_ONE_TYPE = str.maketrans({"’": "'", "‘": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "\u00a0": " "})
SHORT = 3  # letters of a word that may be an abbreviation: "St", "Dr"


def joints_of(name: str) -> tuple[str, ...]:
    """What stands between the chunks of a name, in plain type: " ", "'" and " " in "St Mary’s Clinic"."""
    found = list(CHUNK.finditer(name))
    return tuple(name[a.end() : b.start()].translate(_ONE_TYPE) for a, b in pairwise(found))


def joins(between: str, listed: str, word: str) -> bool:
    """True where what stands behind a word of a text may stand for what a listed name has there.

    Marks that the listed name has may be left out, and an abbreviated word may have its full stop.
    """
    if between in PLAIN_JOINTS and (listed in PLAIN_JOINTS or listed.strip("-_/") != ""):
        return True
    plain = between.translate(_ONE_TYPE)
    return plain == listed or (plain.lstrip(".") == listed.lstrip(".") and len(word) <= SHORT)


def entity_key(name: str, grammar: NameGrammar) -> str:
    """The key under which spellings of one entity meet."""
    return grammar.parse(grammar.strip_maker(name)).key
