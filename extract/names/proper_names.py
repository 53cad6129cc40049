"""Finds the names that prose treats as its subjects, by shape and by what is said of them.

A name of no listed family is taken for an entity only on evidence: it has the shape of a product's name, and the text
says of it what is said of the pack's entities (a quantity that the pack counts, a release). Plain capitalised words
need that more than once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import Any

from extract.names.name_grammar import Chunk, NameGrammar
from extract.words.english import ONLY_BOUND
from extract.words.lexicon import matchable
from extract.words.pack import Pack
from extract.words.word_uses import WordUses

# One part of a name: capitalised, all capitals, mixed with digits, or Greek; parts are joined by hyphens or blanks.
# What is repeated gives nothing back ("++"): no part goes on with a character of the one before it.
_PART = r"(?:[A-ZÀ-ÞΑ-Ω][\w+]*+(?:\.\d\w*+)*+|v\d[\d.]*+\w*+|\d\w*+(?:\.\d\w*+)*+|[α-ωΑ-Ω])"
_FIRST = r"(?:[A-ZÀ-ÞΑ-Ω][\w+]*+|[a-z][a-z]++(?=-[\w.]*\d)|[a-z]++[A-Z]\w*+)"
NAME = rf"{_FIRST}(?:\.\d\w*+)*+(?:-(?:{_PART}|[a-z][a-z0-9]++))*(?: {_PART}(?:-(?:{_PART}|[a-z][a-z0-9]++))*){{0,3}}"
_VERBS = (
    "has|had|have|is|was|were|comes|came|supports|offers|packs|stacks|saw|took|takes|needs|needed|uses|used|spans|boasts|"
    "features|carries|reads|handles|learned|weighs|sports|brings|counts|holds|keeps|shares?|gets|got|ships|shipped|runs|reaches|combines|consists|contains|activates|routes|employs|cost|costs|accepts|"
    "extends|extended|continues|continued|adapts|adapted|refines|doubles|doubled|raises|raised|grew|grows|scales|scaled|"
    "pairs|inherits|provides|processes|processed|consumed|ingested|covers|replaces|replaced|remains|stays|sees"
)
_EVENTS = (
    "released|is released|announced|is announced|launched|open-sourced|unveiled|introduced|came out|comes out|available"
)
_SAID = re.compile(
    rf"(?<![\w.@/-])(?P<name>{NAME})(?:\s\([^()\d\n]{{1,40}}\)(?=\s[a-z]))?(?P<behind>['’]s\s|\*{{0,2}},?\s(?:{_VERBS}|{_EVENTS})\b(?!\sit\b)|\*{{0,2}}\s?\((?=[^)]{{0,90}}\d)"
    r"|\*{0,2}`?,\s(?:an?|the|with|(?:for |of )?which|whose|of|released|trained|licensed|built|is)\s|`?\*{0,2}\swith\s)"
)
_OBJECT = re.compile(
    rf"\b(?:released|releases|release of|launched|announced|unveiled|introduced|put out|open-sourced|published|"
    rf"following|"
    rf"followed by|including)\s(?:the\s)?[*`\"“]{{0,2}}(?P<name>{NAME})"
)
# Words that open sentences and items in lists of features.
OPENERS = frozenset(
    (
        "includes supports features uses contains trained released built achieves comes available scores runs offers "
        "employs based provides designed requires accepts handles following introducing announcing today meanwhile "
        "only just sizes variants versions learned there here known added new"
    ).split()
)
_EVENT_STEMS = ["release", "launched", "announced", "open-sourced", "unveiled", "came out", "comes out"]
_DIGIT = re.compile(r"\d")
_FILLER = re.compile(r"\s(?:[a-z]+\s){0,3}")  # between "has" and a number
_JOINTS = re.compile(r"[ -]")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_CAPITALISED = re.compile(r"[A-Z][a-z]+")
_GREEK = re.compile(r"[α-ωΑ-Ω]")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
_WHERE = re.compile(r"\b(?:in|near|from|at)\s(?:the\s)?$")
PLACE_REACH = 12  # characters before a name
SENTENCE_STOPS = (". ", "\n\n")
_STOP = re.compile(r"\. |\n\n")
LOOK_AHEAD = 100  # characters behind a sentence that an expression may look at
EVIDENCE_REACH = 170  # characters around a name within which a quantity must stand
MAX_NAMES = 2_000
MAX_NAME = 60
MOST_HEADS = 100  # uses of a first word that are looked at
TWO_WORDS = 0.8  # share of a word's uses behind one other word from which on the two are one name


def _first_words(pack: Pack) -> frozenset[str]:
    """The words that begin what a pack's values are called: "Context 128K", "Pressure of 9 bar" names nobody."""
    phrases = [p for a in pack.attributes.values() for p in (*a.labels, *a.counted, *a.units)]
    return frozenset(re.split(r"[\s-]", phrase.rstrip("*").lower())[0] for phrase in phrases)


class ProperNames:
    """Collects the names of one document."""

    def __init__(self, pack: Pack, grammar: NameGrammar) -> None:
        """Build the expression of what is said of the pack's entities."""
        self.grammar = grammar
        self.openers = OPENERS | _first_words(pack)
        self._events: Any = None
        words = set()
        for attribute in pack.attributes.values():
            if attribute.type == "number":
                for phrase in (*attribute.units, *attribute.counted):
                    words.add(re.sub(r"\\?\s+", r"[ -]", re.escape(phrase.rstrip("*")).replace(r"\ ", " ")))
        joined = "|".join(sorted(words, key=len, reverse=True))
        self.anchor = re.compile(
            rf"\d[\d.,]*(?:[ -]?(?:[KMBT]\b|thousand|million|billion|trillion))?[ -](?:\w+[ -]){{0,2}}?(?:{joined})"
            rf"|\({ONLY_BOUND}\D{{0,60}}\d[\d.]*[ ]?[BMT]\b",
            re.IGNORECASE,
        )
        self.event = re.compile(
            r"\b(?:released?|releases|launched|announced|open-sourced|unveiled|came out|comes out)\b"
        )

    def find(self, text: str, known: set[str], uses: WordUses) -> set[str]:
        """Names that the text says something of; `known` are names already accepted, `uses` those of the text."""
        sure = {name.split(" ")[0].split("-")[0] for name in known}
        said: Counter[str] = Counter()
        shaped: set[str] = set()
        telling = self._telling(text)
        for pattern in (_SAID, _OBJECT):
            for m in self._matches(pattern, text, telling):
                name = self._trimmed(m.group("name"), text, m.start("name"), uses)
                if not name or len(said) > MAX_NAMES or _only_where(text, m):
                    continue
                head = _JOINTS.split(name)[0]
                supported = self.supported(text, m.start("name"), m.end("name"), event=True)
                if not supported:
                    continue
                said[head] += 2 if self._counts(text, m, name, uses) else 1
                if self._shape(name):
                    shaped.add(name)
        names = set(shaped)
        behind = uses.behind({_JOINTS.split(name)[0] for name in names})
        heads = {head for head, words in behind.items() if self._stands_alone(words)}
        heads |= {head for head, count in said.items() if count > 1 or head in sure}
        for head in heads:
            if self._head(head):
                names.add(head)
        return self.two_words(names, uses)

    def _counts(self, text: str, said: re.Match[str], name: str, uses: WordUses) -> bool:
        """True for a plain word that has what only an entity has: "Sparrow has 7 billion parameters"."""
        at = said.end()
        if not _CAPITALISED.fullmatch(name) or said.group().rpartition(" ")[2] not in ("has", "had"):
            return False
        filler = _FILLER.match(text, at)
        anchor = self.anchor.match(text, filler.end() if filler is not None else at)
        return anchor is not None and anchor.group()[0].isdigit() and not uses.has(name.lower())

    def _telling(self, text: str) -> list[tuple[int, int]]:
        """The sentences of a text that hold a digit or the word for an event: in no other is a name supported."""
        if self._events is None:
            from ahocorasick_rs import AhoCorasick

            self._events = AhoCorasick(_EVENT_STEMS)
        events = [start for _, start, _ in self._events.find_matches_as_indexes(matchable(text))]
        stretches: list[tuple[int, int]] = []
        done, event = 0, 0
        digit = _DIGIT.search(text)
        while digit is not None or event < len(events):
            at = min(digit.start() if digit is not None else len(text), *events[event : event + 1], len(text))
            start = max(done, *(text.rfind(stop, done, at) for stop in SENTENCE_STOPS))
            stop = _STOP.search(text, at)
            done = stop.start() if stop is not None else len(text)
            stretches.append((start, done))
            if digit is not None and digit.start() < done:
                digit = _DIGIT.search(text, done)
            event = bisect_left(events, done, event)
        return stretches

    @staticmethod
    def _matches(pattern: re.Pattern[str], text: str, stretches: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
        for start, end in stretches:
            for m in pattern.finditer(text, start, end + LOOK_AHEAD):
                if m.start() >= end:
                    break
                yield m

    def _trimmed(self, name: str, text: str, at: int, uses: WordUses) -> str:
        """The name without ordinary words that begin it: "The Kestrel 2" is "Kestrel 2"."""
        words = name.split(" ")
        if self._opens_sentence(words, text, at, uses):
            words.pop(0)
        while words and words[0].split("-")[0].lower() in self.grammar.never:
            words.pop(0)
        while words and words[-1].lower() in self.grammar.never and self.grammar.classify(words[-1]) is None:
            words.pop()
        name = " ".join(words).strip(" .-")
        if all(self.grammar.classify(part) is not None for part in _JOINTS.split(name)):
            return ""
        if len(name) < 2 or len(name) > MAX_NAME or not _LETTERS.search(name) or name[0].isdigit():
            return ""
        return name

    def _opens_sentence(self, words: list[str], text: str, at: int, uses: WordUses) -> bool:
        """True where the first word is capitalised only because a sentence begins: "Includes Tiny (1.3B)"."""
        first = words[0]
        if not _CAPITALISED.fullmatch(first):
            return False
        before = text[max(0, at - 3) : at].rstrip(' *"“`')
        if before and before[-1] not in ".!?:;•-\n>|—–":
            return False
        kinds = [self.grammar.classify(part) for part in _JOINTS.split(" ".join(words[1:])) if part]
        if kinds and kinds[0] is Chunk.VERSION:
            return False
        return first.lower() in self.openers or uses.has(first.lower())

    def _shape(self, name: str) -> bool:
        """True for the shape of a product's name: hyphen, inner capital, all capitals, version, Greek letter."""
        first, _, rest = name.partition(" ")
        if rest and any(self.grammar.classify(part) is not None for part in _JOINTS.split(rest)):
            return True
        if _GREEK.search(name) or _INNER_CAPITAL.search(first):
            return True
        if "-" in first:
            parts = first.split("-")
            return any(self.grammar.classify(p) is not None for p in parts[1:]) or all(p[:1].isupper() for p in parts)
        return (first.isupper() and first.isalpha() and len(first) > 3) or bool(
            re.fullmatch(r"[A-Z][a-z]{2,}\d[\w.]*", first)
        )

    def _stands_alone(self, behind: list[str]) -> bool:
        """False for the first of two words that always stand together: "Old" in "Old Harbour"."""
        uses = behind[:MOST_HEADS]
        words = Counter(word for word in uses if word)
        return not words or words.most_common(1)[0][1] < TWO_WORDS * len(uses)

    def _head(self, head: str) -> bool:
        return (
            len(head) > 2
            and self.grammar.classify(head) is None
            and head.lower() not in self.grammar.never
            and not head.isdigit()
        )

    def supported(self, text: str, start: int, end: int, *, event: bool) -> bool:
        """True where a counted quantity or a release stands beside the name, in the same sentence."""
        low = max(0, start - EVIDENCE_REACH)
        left = max(text.rfind(stop, low, start) for stop in (". ", "\n\n", "! ", "? "))
        low = left if left >= 0 else low
        stops = [at for stop in SENTENCE_STOPS if (at := text.find(stop, end, end + EVIDENCE_REACH)) >= 0]
        high = min(stops, default=end + EVIDENCE_REACH)
        if self.anchor.search(text, end, high + 1):
            return True
        return event and bool(self.event.search(text, max(low, start - 30), min(high + 1, end + 30)))

    def two_words(self, names: set[str], uses: WordUses) -> set[str]:
        """The names, each with the word that nearly always stands before it: "Old Harbour"."""
        return {self._with_word(name, words) for name, words in uses.before(names).items()}

    def _with_word(self, name: str, before: list[str]) -> str:
        words = Counter(word for word in before if word)
        if not words:
            return name
        word, count = words.most_common(1)[0]
        if count < 2 or count < TWO_WORDS * len(before) or word.lower() in self.grammar.never:
            return name
        return f"{word} {name}"


def _only_where(text: str, said: re.Match[str]) -> bool:
    """True for the end of a remark that tells a place: "X, a museum in Velm, has"."""
    if not text.startswith(",", said.end("name")):
        return False
    return _WHERE.search(text, max(0, said.start() - PLACE_REACH), said.start("name")) is not None
