"""The names that a pack lists: what each of them means, and where in a text one may begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extract.names.name_grammar import (
    CHUNK,
    MOST_NAMES,
    VERSION_WORD,
    Name,
    NameGrammar,
    first_word,
    joints_of,
    words_of,
)
from extract.words.english import RUN_STOPS
from extract.words.lexicon import plain
from extract.words.pack import Family, Pack


def first_piece(word: str) -> str:
    """The first word of a word in plain form, which a search in plain text begins with."""
    return plain(word).split()[0]


def count_words(heads: dict[str, list[int]], sequence: tuple[str, ...]) -> None:
    """Add a name's words to the counts by first word, which are kept in descending order."""
    counts = heads.setdefault(sequence[0], [])
    if len(sequence) not in counts:
        counts.append(len(sequence))
        counts.sort(reverse=True)


@dataclass(frozen=True, slots=True)
class Listed:
    """What the pack says a key means."""

    name: str
    family: str
    is_family: bool


def _naming(family: Family) -> tuple[str, ...]:
    """What a document holds, in lower case, that names a family: a name of its own or of one of its members."""
    own = [n.lower() for n in (family.name, *family.names)]
    members = [n.lower() for member in family.members for n in (member.name, *member.names)]
    return (*own, *(n for n in members if not any(name in n for name in own)))


def _counting(pack: Pack) -> re.Pattern[str]:
    """What may stand behind a number that is counted rather than part of a name: a scale, a unit, a range."""
    words = {
        phrase.split()[0] for attribute in pack.attributes.values() for phrase in (*attribute.units, *attribute.counted)
    }
    ends = {True: r"\w*", False: r"\b"}
    counted = "|".join(
        re.escape(w.rstrip("*")) + ends[w.endswith("*")] for w in sorted(words - RUN_STOPS) if len(w) > 2
    )
    return re.compile(
        r"\s?(?:[KMBTkmbt]\b|(?i:thousand|million|billion|trillion|"
        + (counted or "(?!)")
        + r")|%|percent|×|x\b|GB\b|times\b)|[-–]\d(?![\d.]{0,5}[BbMm]\b)"
    )


class Catalogue:
    """The names a pack lists, by key and by first word."""

    def __init__(self, pack: Pack) -> None:
        """Index families and members of the pack under all their names."""
        self.grammar = NameGrammar(pack.grammar, pack.entity.nouns)
        from extract.names.kind_names import KindNames
        from extract.names.plain_names import PlainNames
        from extract.names.proper_names import ProperNames

        self.kind_names = KindNames(pack.entity.nouns, self.grammar.never_inside)
        self.proper_names = ProperNames(pack, self.grammar)
        never = frozenset(self.grammar.never | self.grammar.variants.keys() | self.proper_names.openers)
        self.plain_names = PlainNames(pack, never, self.proper_names.anchor)
        self.by_key: dict[str, Listed] = {}
        self._other_names: dict[str, list[tuple[tuple[str, ...], str]]] = {}  # by first word: all, and their family
        self.shorts: set[str] = set()  # keys of the short names, whether they hold in a document or not
        self.shorts_by_family: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.family_names: dict[str, tuple[str, ...]] = {}
        self._automaton: Any = None
        self._read: dict[str, tuple[str, Name]] = {}
        self._meant: dict[str, Listed] = {}
        self.heads: dict[str, list[int]] = {}  # first word → how many words listed names have, most first
        self.sequences: set[tuple[str, ...]] = set()  # their words
        self.joints: dict[tuple[str, ...], set[tuple[str, ...]]] = {}  # what stands between the words, as listed
        self.notions: set[str] = set()
        self.counting = _counting(pack)
        leads = sorted(
            {noun.rpartition(" ")[0] for noun in pack.entity.nouns if " " in noun}, key=lambda x: (-len(x), x)
        )
        # "the X-7B Large Language Model": what the thing is, no part of its name
        self.noun_phrase = re.compile(rf"\b(?:{'|'.join(map(re.escape, leads)) or '(?!)'})\b", re.IGNORECASE)
        self.order = {family.name: family.order for family in pack.families if family.order}
        for family in pack.families:
            listed = Listed(family.name, family.name, True)
            for name in (family.name, *family.names, *family.umbrella):
                self._add(name, listed, head=True)
            for name in family.names:
                words = words_of(name)
                if words and self.key(name) != self.key(family.name):
                    self._other_names.setdefault(words[0], []).append((tuple(words), family.name))
            for notion in family.notions:
                self.notions.add(self.key(notion))
                self._head(notion)
            for member in family.members:
                entry = Listed(member.name, family.name, member.family)
                for name in (member.name, *member.names):
                    self._add(name, entry, head=True)
                if member.short:
                    self.family_names[family.name] = _naming(family)
                    for short in member.short:
                        self.shorts.add(self.key(short))
                        self.joints.setdefault(tuple(words_of(short)), set()).add(joints_of(short))
                    self.shorts_by_family.setdefault(family.name, []).extend(
                        (tuple(words_of(short)), member.name) for short in member.short
                    )

    def key(self, name: str) -> str:
        """The key of a name under the pack's grammar."""
        return self.read(name)[1].key

    def read(self, name: str) -> tuple[str, Name]:
        """A name without its maker, and taken apart; kept, since documents repeat their names."""
        found = self._read.get(name)
        if found is None:
            bare = self.grammar.strip_maker(name)
            found = (bare, self.grammar.parse(bare))
            if len(self._read) < MOST_NAMES:
                self._read[name] = found
        return found

    def _add(self, name: str, listed: Listed, *, head: bool) -> None:
        self.by_key.setdefault(self.key(name), listed)
        if head:
            self._head(name)

    def _head(self, name: str) -> None:
        bare = self.grammar.strip_maker(name)
        words = words_of(bare)
        if not words:
            return
        sequence = tuple(words)
        self.joints.setdefault(sequence, set()).add(joints_of(bare))
        self.sequences.add(sequence)
        count_words(self.heads, sequence)

    def canonical(self, surface: str) -> Listed:
        """What a surface form means: the listed entity of its key, or an entity of its own name; kept."""
        found = self.by_key.get(self.key(surface)) or self._meant.get(surface)
        if found is None:
            stripped = VERSION_WORD.sub("", " ".join(self.read(surface)[0].split()).strip("-_ "))
            found = self._renamed(stripped) or Listed(stripped, "", False)
            if len(self._meant) < MOST_NAMES:
                self._meant[surface] = found
        return found

    def _renamed(self, name: str) -> Listed | None:
        """A member by another name of its family, or with a "v" that its version may have or leave out."""
        others = self._other_names.get(first_word(name), ())
        words = words_of(name) if others else ()
        found: Listed | None = None
        for other, family in others:
            if len(other) < len(words) and tuple(words[: len(other)]) == other:
                rest = name[list(CHUNK.finditer(name))[len(other)].start() :]
                name = f"{family} {rest}"
                found = Listed(name, family, False)
                break
        for spelling in (name, self.grammar.without_v(name)):
            listed = self.by_key.get(self.key(spelling))
            if listed is not None:
                return listed
        return found

    def listed(self, name: str) -> Listed | None:
        """What the pack lists under a name, or under another spelling of its family or its version."""
        return self.by_key.get(self.key(self.canonical(name).name))

    def head_starts(self, plain_text: str) -> list[int]:
        """Offsets of the words of a text in plain form that begin like a listed name."""
        if self._automaton is None:
            from ahocorasick_rs import AhoCorasick

            self._automaton = AhoCorasick(sorted({" " + first_piece(word) for word in self.heads}))
        return [start for _, start, _ in self._automaton.find_matches_as_indexes(plain_text, overlapping=True)]

    @cached_property
    def glued(self) -> re.Pattern[str]:
        """Family words that may be glued to what follows: "Qwen2.5", "DeepSeekMath"."""
        words = sorted((w for w in self.heads if w.isalpha() and len(w) > 2), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, words)) or "(?!)")
