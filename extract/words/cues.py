"""The pack's words, compiled: one pass over a passage finds every cue of every attribute."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache
from operator import itemgetter
from typing import Any

from extract.quantities import dates
from extract.quantities.currency import COMMON
from extract.words import english
from extract.words.computed import computed
from extract.words.kind import Kind, Others
from extract.words.lexicon import Hit, Phrases, plain, words
from extract.words.measures import Measures
from extract.words.pack import Attribute, Pack
from extract.words.spellings import LONG_WORD, Spellings


class Role(IntEnum):
    """What a phrase does for an attribute, or for the reading of a sentence."""

    UNIT = 0
    COUNTED = 1
    MODIFIES = 2
    STRONG = 3
    CUE = 4
    BARRED = 5
    SCOPE = 6
    HEDGE = 7
    NEGATION = 8
    PLAN = 9
    COMPARISON = 10
    ORIGIN = 11
    REFERENCE = 12
    GROUP = 13
    NOUN = 14
    REQUIRED = 15
    COPY = 16
    REMARK = 17
    THING = 18

    __hash__ = int.__hash__  # that of an enumeration is computed in Python


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase's meaning: its role, the attribute it serves ("" for the language's own), a scope's name.

    `factor`: how many base units a unit is.
    """

    role: Role
    attribute: str = ""
    scope: str = ""
    factor: Decimal = Decimal(1)


class Cues:
    """Everything a pack says about words, ready to be looked up."""

    def __init__(self, pack: Pack) -> None:
        """Compile the pack's phrases."""
        self.pack = pack
        self.kind = Kind(pack.entity)
        phrases: list[tuple[str, Cue]] = []
        for name, attribute in pack.attributes.items():
            for role, listed in (
                (Role.MODIFIES, attribute.modifies),
                (Role.STRONG, attribute.strong),
                (Role.CUE, attribute.cues),
                (Role.BARRED, attribute.barred),
                (Role.REQUIRED, attribute.requires),
                (Role.REMARK, attribute.remarks),
            ):
                phrases += [(phrase, Cue(role, name)) for phrase in listed]
            for role, units in ((Role.UNIT, attribute.units), (Role.COUNTED, attribute.counted)):
                phrases += [(phrase, Cue(role, name, factor=factor)) for phrase, factor in units.items()]
            for scope in attribute.scopes:
                phrases += [(phrase, Cue(Role.SCOPE, name, scope.name)) for phrase in scope.cues]
        for role, listed in (
            (Role.HEDGE, (*english.HEDGES, *pack.hedges)),
            (Role.NEGATION, english.NEGATIONS),
            (Role.PLAN, (*english.PLANS, *pack.plans)),
            (Role.COMPARISON, english.COMPARISONS),
            (Role.ORIGIN, english.ORIGINS),
            (Role.REFERENCE, pack.entity.references),
            (Role.GROUP, pack.entity.groups),
            (Role.COPY, pack.entity.copies),
            (Role.THING, pack.entity.things),
            (Role.NOUN, (*pack.entity.nouns, *(f"{noun}s" for noun in pack.entity.nouns))),
        ):
            phrases += [(phrase, Cue(role)) for phrase in listed]
        self.phrases: Phrases[Cue] = Phrases(phrases)
        self.labels = {
            name: Labels(attribute.labels, attribute.barred_labels) for name, attribute in pack.attributes.items()
        }
        self.labels_beside = _labels_beside(pack)
        self.tails = _tails(pack)
        self.measures = {name: Measures(attribute) for name, attribute in pack.attributes.items()}
        self.by_unit = _by_unit(self.measures)
        self.percent = any("%" in measures.known for measures in self.measures.values())
        self.years = _years(pack)
        self._by_type: dict[str, list[str]] = {}
        for name, attribute in pack.attributes.items():
            self._by_type.setdefault(attribute.type, []).append(name)
        self.dates = frozenset(self.by_type("date"))
        self.own_units = _own_units(pack)
        self.codes = COMMON | {a.unit for a in pack.attributes.values() if a.type == "money"}
        self.opposites = {name: {"yes": "no", "no": "yes"} for name, a in pack.attributes.items() if is_yes_or_no(a)}
        self.currencies = frozenset(a.unit for a in pack.attributes.values() if a.type == "money")
        self.others = Others(pack.entity.others, self.kind)
        self.things = Others(pack.entity.things, self.kind)
        self._label_scores: dict[str, dict[str, int]] = {}
        self.entity_columns = {label_key(column) for column in pack.entity.columns}
        self.ignored = frozenset(label_key(s) for s in pack.ignored_sections)
        self.ignored_phrases: Phrases[None] = Phrases([(s, None) for s in pack.ignored_sections if " " in s])
        self.limits = {name: _limits(attribute) for name, attribute in pack.attributes.items()}
        self.terms = {name: Terms(attribute) for name, attribute in pack.attributes.items() if attribute.terms}

    def label_scores(self, label: str) -> dict[str, int]:
        """How well a label names each attribute: only those with a score other than 0."""
        found = self._label_scores.get(label)
        if found is None:
            key = label_key(label)
            scores = {name: labels.score(label, key) for name, labels in self.labels.items()}
            found = {name: score for name, score in scores.items() if score}
            whole = " ".join(words(label)) if "(" in label else key
            if whole != key:  # "Training data (up to)" is a label of its own
                exact = {name: 3 for name, labels in self.labels.items() if whole in labels.exact}
                found = {**exact, **{name: score for name, score in found.items() if score < 0}} if exact else found
            for remark in re.findall(r"\(([^()]+)\)", label):
                found = self._by_remark(found, key, label_key(remark))
            owned = _OWNED.match(label)
            if owned is not None and not found:  # "Parameters of Yi-34B"
                found = self.label_scores(owned["label"])
            if not found and (meant := LONG_WORD.sub(self._meant, label)) != label:
                found = self.label_scores(meant)
            if len(self._label_scores) < MOST_LABELS:
                self._label_scores[label] = found
        return found

    @computed
    def _spellings(self) -> Spellings:
        """The words of all labels."""
        return Spellings(word for labels in self.labels.values() for label in labels.exact for word in label.split())

    def _meant(self, word: re.Match[str]) -> str:
        known = self._spellings.meant(word.group().lower())
        return word.group() if known == word.group().lower() else known

    def _by_remark(self, found: dict[str, int], key: str, remark: str) -> dict[str, int]:
        """The scores of a label with those of a remark in it: "Total (GPU hours)" is about the hours.

        A remark that makes one label with the words before it is part of that: "Experts (total)" are no parameters.
        """
        exact = {name for name, labels in self.labels.items() if f"{remark} {key}" in labels.exact} or {
            name for name, labels in self.labels.items()
            if remark in labels.exact and found.get(name, 0) >= 0  # not "Context length (tokens)"
        }  # fmt: skip
        if not exact:
            return found
        return {**dict.fromkeys(exact, SURE), **{name: score for name, score in found.items() if score < 0}}

    def required(self, text: str) -> list[Hit[Cue]]:
        """The words of a text that attributes require."""
        return [hit for hit in self.phrases.find(text) if hit.meaning.role is Role.REQUIRED]

    def states_term(self, key: str, value: str) -> bool:
        """True where a key labels an attribute of text values, and what stands beside it is one: "Milk | goat".

        So is a single word that the attribute does not list.
        """
        for name, score in self.label_scores(key).items():
            terms = self.terms.get(name)
            if terms is not None and score > 1 and len(value) <= LONGEST_TERM:
                unlisted = score == SURE and value.strip().isalpha()
                if terms.find(value, plain(value)) or unlisted:
                    return True
        return False

    def is_label(self, words: str) -> bool:
        """True for words that label an attribute beyond doubt."""
        return any(score > 1 for score in self.label_scores(words).values())

    def names_entities(self, words: str) -> bool:
        """True for a label of names, "Model", but not for one of an attribute, "Base model"."""
        return label_key(words) in self.entity_columns and SURE not in self.label_scores(words).values()

    def is_scope(self, words: str) -> bool:
        """True for words that are a scope of some attribute and nothing else: "Pre-training"."""
        hits = self.phrases.find(words)
        return any(hit.meaning.role is Role.SCOPE and hit.end - hit.start == len(words) for hit in hits)

    def by_type(self, kind: str) -> list[str]:
        """Names of the attributes of a type, in the pack's order."""
        return self._by_type.get(kind, [])


def _tails(pack: Pack) -> dict[str, tuple[tuple[str, Role], ...]]:
    """What a word glued to a number says, "1450W" or "671-billion-parameter": the attributes it counts for."""
    found: dict[str, list[tuple[str, Role]]] = {}
    for name, attribute in pack.attributes.items():
        roles = ((Role.UNIT, attribute.units), (Role.COUNTED, attribute.counted), (Role.MODIFIES, attribute.modifies))
        for role, phrases in roles:
            for phrase in phrases:
                first = phrase.split()[0].rstrip("*").lower()
                entries = found.setdefault(first, [])
                if (name, role) not in entries:
                    entries.append((name, role))
    return {word: tuple(entries) for word, entries in found.items()}


def _labels_beside(pack: Pack) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """The labels that mean an attribute beside those of others: the attribute, and which others."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for name, attribute in pack.attributes.items():
        beside = attribute.labels_beside
        for label in beside.labels if beside is not None else ():
            found.setdefault(label_key(label), []).append((name, frozenset(beside.of if beside is not None else ())))
    return found


def _by_unit(measures: dict[str, Measures]) -> dict[str, tuple[tuple[str, Role], ...]]:
    """What each unit of measure says: the attributes it counts for."""
    found: dict[str, list[tuple[str, Role]]] = {}
    for name, own in measures.items():
        for role, units in ((Role.UNIT, own.listed), (Role.COUNTED, own.counted)):
            for unit in sorted(units):
                found.setdefault(unit, []).append((name, role))
    return {unit: tuple(entries) for unit, entries in found.items()}


def _own_units(pack: Pack) -> frozenset[str]:
    """The attributes whose units no other attribute shares: there a unit tells the attribute."""
    shared = Counter(unit for a in pack.attributes.values() for unit in a.units)
    return frozenset(name for name, a in pack.attributes.items() if a.units and all(shared[u] == 1 for u in a.units))


# Years that a plain number may be where the pack's dates say nothing.
LIKELY_YEARS = (1950, 2049)


def _years(pack: Pack) -> tuple[int, int]:
    """The years that a plain four-digit number may mean: those that the pack's dates hold plausible."""
    windows = [a.plausible for a in pack.attributes.values() if a.type == "date" and a.plausible is not None]
    if not windows:
        return LIKELY_YEARS
    return (
        min(LIKELY_YEARS[0], *(int(low[:4]) for low, _ in windows)),
        max(LIKELY_YEARS[1], *(int(high[:4]) for _, high in windows)),
    )


def _limits(attribute: Attribute) -> tuple[Decimal, Decimal] | None:
    """The plausible ends of an attribute's values, those of dates as ordinals of days; None where it has none."""
    if attribute.plausible is None or attribute.type not in ("number", "money", "date"):
        return None
    if attribute.type == "date":
        ends = [dates.scan(end, early=True) for end in attribute.plausible]
        if not all(ends):
            return None
        return Decimal(ends[0][0].first.toordinal()), Decimal(ends[1][0].last.toordinal())
    return Decimal(attribute.plausible[0]), Decimal(attribute.plausible[1])


_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")


@lru_cache(maxsize=4096)
def label_key(label: str) -> str:
    """A label's words, lower case, without punctuation and bracketed remarks."""
    return " ".join(words(_BRACKETED.sub(" ", label)))


# What stands where a text value is missing, or says no more than the label does.
GENERIC_TERMS = frozenset(
    {
        "license", "licence", "link", "yes", "no", "n a", "tbd", "none", "unknown", "see", "here", "other",
        "unspecified", "not specified", "not stated", "n d", "nd", "tba", "not disclosed", "undisclosed",
        "not published", "n s", "not public", "none stated", "closed", "see card", "",
    }
)  # fmt: skip

# A label longer than this many words is a sentence that happens to end in a colon.
LONGEST_LABEL = 8
_OWNED = re.compile(r"(?P<label>[^:]{2,40}?)\s(?:of|for|in)\s(?:the\s)?[A-Z]")  # a label and the name it is said of
# "Total (with vision encoder)", "Number of layers (dense layers included)".
_COUNTED_IN = re.compile(r"\((?:(?:incl\.?|including|with|counting|plus)\s[^()]*|[^()]*\s(?:included|incl\.?|too))\)")
SURE = 3  # score of a label that is the attribute's own name
LONGEST_TERM = 200  # characters that may state a text value
MOST_LABELS = 20_000  # labels whose scores are kept; a collection of documents has a few hundred


# "Weights of linear layers", "Names of experts": of another thing that the label counts.
_KINDS_OF = re.compile(r"(?!(?:numbers|totals|terms|details|thousands|millions|billions|trillions)\b)\w+s of ")


class Labels:
    """The labels of one attribute."""

    def __init__(self, labels: tuple[str, ...], barred: tuple[str, ...]) -> None:
        """Compile labels and barred words."""
        self.exact = frozenset(label_key(label) for label in labels)
        self.within: Phrases[None] = Phrases([(label, None) for label in labels if len(label) > 3])
        self.barred: Phrases[None] = Phrases([(word, None) for word in barred])

    def score(self, label: str, key: str) -> int:
        """3: the label is the attribute's; 2: it ends with it; 1: it contains it; 0: it is not, -1: it is barred."""
        if self.barred.find(_COUNTED_IN.sub("", label)):
            return -1
        if key in self.exact:
            return 3
        if not key or key.count(" ") >= LONGEST_LABEL:
            return 0
        hits = self.within.find(key)
        if hits and _KINDS_OF.match(key, 0, hits[-1].start):
            return 0
        if not hits:  # a bracketed remark may hold the label: "Time (GPU hours)"
            return 1 if self.within.find(label) else 0
        return 2 if any(hit.end == len(key) for hit in hits) else 1


_LABELS = re.compile(r"[*_]{0,2}:")  # behind words that are the label of what follows
LABEL_GAP = 6  # characters between a label and its value
_LEAD = re.compile(
    r"(?:(?:the|an?|under|is|our|this|see|its|their|new|same|permissive|standard|usual|plain|liberal)\s+)+",
    re.IGNORECASE,
)


# What a cell or the words behind a label say of a flag, beside its own terms.
_ANSWERS = {
    **dict.fromkeys(("✓", "✔", "✅", "☑", "true", "yes"), "yes"),
    **dict.fromkeys(("✗", "✘", "✕", "✖", "❌", "×", "☒", "x", "none", "false", "no"), "no"),
}
_AROUND = "\ufe0f .;,"  # what may stand around such an answer; the first asks for a sign in colour


class Terms:
    """The text values of one attribute and their declared spellings."""

    def __init__(self, attribute: Attribute) -> None:
        """Compile listed terms and the open expression."""
        spelled = [(n, t.name) for t in attribute.terms for n in (*(() if t.coded else (t.name,)), *t.names)]
        self.names = {label_key(spelling): name for spelling, name in spelled}
        self.names |= {label_key(slug): t.name for t in attribute.terms for slug in t.slugs}
        self.bare_labels = frozenset(key for key in map(label_key, attribute.labels) if " " not in key)
        self._noun = label_key(attribute.labels[0]) if attribute.labels else ""
        self._generic = frozenset(label_key(t.name).split(" ")[0] for t in attribute.terms if t.generic)
        listed = sorted({spelling for spelling, _ in spelled}, key=lambda n: (-len(n), n))
        joined = "|".join(_loose(n) for n in listed)
        self.listed = re.compile(rf"(?<![\w-])(?:{joined})(?![\w]|-\w)", re.IGNORECASE)
        self.open = re.compile(attribute.open_terms) if attribute.open_terms else None
        self._answers = _ANSWERS if is_yes_or_no(attribute) else {}
        self._firsts = sorted({f" {words(n)[0]} " for n in listed if n[:1].isalnum()})
        self._anchored = all(n[:1].isalnum() for n in listed)
        self._automaton: Any = None

    def _listed(self, text: str, plain_text: str) -> Iterator[re.Match[str]]:
        """The listed terms in a text: tried only where one of their first words stands."""
        if not self._anchored:
            yield from self.listed.finditer(text)
            return
        if self._automaton is None:
            from ahocorasick_rs import AhoCorasick

            self._automaton = AhoCorasick(self._firsts)
        done = 0
        for _, at, _ in self._automaton.find_matches_as_indexes(plain_text, overlapping=True):
            match = self.listed.match(text, at) if at >= done else None
            if match is not None:
                yield match
                done = match.end()

    def find_listed(self, text: str, plain_text: str) -> list[tuple[int, int, str]]:
        """(start, end, canonical value) of every listed term in the text; `plain_text`: its plain form."""
        return [(m.start(), m.end(), self.canonical(m.group())) for m in self._listed(text, plain_text)]

    def find(self, text: str, plain_text: str) -> list[tuple[int, int, str]]:
        """(start, end, canonical value) of every term in the text; open values keep their own words."""
        listed = self.find_listed(text, plain_text)
        opened: list[tuple[int, int, str]] = []
        replaced: set[tuple[int, int, str]] = set()
        if self.open is not None:
            for m in self.open.finditer(text):
                start, end = m.start(), m.end()
                value = text[start:end]
                lead = _LEAD.match(value)
                if lead:
                    start += lead.end()
                    value = text[start:end]
                if not value.split() or label_key(value) in self.bare_labels:
                    continue
                if _LABELS.match(text, end) and any(0 < f[0] - end <= LABEL_GAP for f in listed):
                    continue  # "Weights licence: MIT"
                low = bisect_right(listed, start, key=itemgetter(1))  # listed terms do not overlap: their ends rise
                covered = listed[low : bisect_left(listed, end, low, key=itemgetter(0))]
                if not any(f[0] <= start and end <= f[1] and f not in replaced for f in covered):
                    replaced.update(covered)
                    opened.append((start, end, self.canonical(value)))
        return sorted([f for f in listed if f not in replaced] + opened)

    def answer(self, text: str, start: int = 0) -> list[tuple[int, int, str]]:
        """What a text says of a flag that is a sign, or a word that needs the label before it: "✗", "none"."""
        said = text[start:].strip(_AROUND) if self._answers else ""
        value = self._answers.get(said.lower())
        at = text.find(said, start)
        return [(at, at + len(said), value)] if value else []

    def telling(self, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        """The terms without those that say less: beside "the X Community License", "a custom licence" says nothing."""
        kept = [f for f in found if label_key(f[2]).split(" ")[0] not in self._generic]
        return kept if len(found) > 1 and kept else found

    def canonical(self, value: str) -> str:
        """The declared name of a spelling, or the spelling itself on one line."""
        key = label_key(value)
        bare = re.sub(r"^(?:an?|the) ", "", key)
        head, _, last = bare.rpartition(" ")
        if head and last in self.bare_labels:
            bare = head  # "GPL-3.0 license" under a label "license" is GPL-3.0
        return self.names.get(key) or self.names.get(bare) or " ".join(map(self._spelled, value.split()))

    def _spelled(self, word: str) -> str:
        """A word of an open term; another spelling of the attribute's own noun as its first label spells it."""
        lower = word.lower()
        if lower == self._noun or (lower in self.bare_labels and len(lower) == len(self._noun)):
            return self._noun.capitalize()
        return word


def refused(text: str) -> bool:
    """Whether all that stands behind a label denies what the label names: "no", "✗"."""
    said = text.strip(_AROUND).lower()
    return _ANSWERS.get(said) == "no"


def is_yes_or_no(attribute: Attribute) -> bool:
    """True for a flag whose values are just these: what is denied is then the other one."""
    return attribute.type == "flag" and {term.name for term in attribute.terms} == {"yes", "no"}


def _loose(name: str) -> str:
    return re.sub(r"(?:\\?[\s-])+", lambda _: r"[\s-]", re.escape(name).replace(r"\ ", " ").replace(r"\-", "-"))
