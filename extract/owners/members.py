"""Members of a family that a text names by a part alone: by size, by variant, or by rank among those just named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter

from extract.claim import Interval, Qualifier
from extract.names.catalogue import Catalogue
from extract.names.name_grammar import CHUNK, Chunk, NameGrammar, words_of
from extract.names.names import NameMention
from extract.names.parts import Part
from extract.owners.subjects import Subject
from extract.passages.passage import Passage
from extract.quantities import numbers
from extract.quantities.interval import apart, of_quantity

MOST_LISTED = 12  # sizes that one value is given for
MOST_STATED = 500  # sizes of a document that are remembered
BEHIND_REACH = 48  # characters from a value to the member it is given for: "1.3 million GPU hours for the 31B model"
_CHAIN = re.compile(r",?\s(?:and|or)\s|,\s|/|\s&\s")
_BEHIND = re.compile(r"\s(?:[\w-]+\s){0,4}(?:for|in|on)\s$")
_OF_WHOLE = re.compile(r"\s(?:of|in|from)\s(?:the\s)?[*\"“]{0,2}")
_BRACKETED = re.compile(r"\((\d{1,3}(?:\.\d{1,2})?[BM])\)")
_COUNTED = re.compile(r"(?:\s[a-z]+){1,2}(?=\s\()")
# A size that a value is given for without an article: "3T tokens for 9B and 4T for 30B".
FOR_SIZE = re.compile(
    r"\s(?:[\w-]+\s){0,3}for\s(?P<size>\d{1,3}(?:\.\d{1,2})?[BM])(?=[,.;)]|\s(?:and|or|but|while)\b|$)"
)
_NEXT = re.compile(r"\s(?:for|in|on|(?:[a-z]+\s){1,2}for)\s")
NEXT_REACH = 28  # characters from a value to the size behind "for the"
# Around a size that is said of a name before a comma.
_APPOSED = re.compile(r",\s(?:the|our|its|this)\s$")
_CLOSED = re.compile(
    r"(?:[ -](?:[\w-]+\s){0,3}?[\w-]+)??"
    r"(?:[,.;)]|$|\s(?:for|of|with|that|which|who|we|they|from|to|in|on|built|made|meant|tuned|trained)\b)"
)
_LED_BY = re.compile(r"\b(?:in|with|for|of|at|by|on|from|like|unlike|than|among)\s(?:the\s)?$", re.IGNORECASE)
_OPENING = 3  # characters of marks before the first word of a sentence
_FRONT = 48  # characters before a size, or a name, in which the words that lead to it stand
# A version on its own, as a heading or a label: "4.0", "Version 3.12", "[2.1.0] - 2024-05-06".
_VERSION = re.compile(r"(?:[Vv]ersion |[Rr]elease |[Gg]eneration )?\[?(v?\d[\w.]*)\]?(?:\s?(?:\(|[-–—]\s).*)?")
_LAST_WORD = re.compile(r"[ -]([^ -]+)$")
_TRAILING_SIZE = re.compile(r"[ -]\d+(?:\.\d+)?[BbMm](?:[ -]\w+)*$")


class Members:
    """Resolves the parts of names in one document."""

    def __init__(
        self, catalogue: Catalogue, grammar: NameGrammar, nouns: Iterable[str], own: Mapping[str, str]
    ) -> None:
        """Know no member yet. `own`: the document's own names by their keys."""
        self.catalogue = catalogue
        self._own = own
        self.grammar = grammar
        self._nouns = frozenset(w for noun in nouns for w in (noun, f"{noun}s"))
        self._met: dict[tuple[str, str], str] = {}  # words of a name and its size → the entity of that name
        self._of_family: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)  # first word and size → entities
        self._stated: dict[str, dict[str, list[Interval]]] = defaultdict(dict)  # first word → entity → its sizes
        self._count = 0  # of those sizes

    def meet(self, names: list[NameMention]) -> None:
        """Remember the sized members that a passage names."""
        for name in names:
            if name.name.size and not name.name.variants:
                self._met.setdefault((name.name.base, name.name.size), name.entity)
                self._of_family[words_of(name.entity)[0], name.name.size].setdefault(name.entity)

    def state(self, entity: str, said: numbers.Quantity, size: Interval) -> None:
        """Remember the one size that a text states of an entity whose name has none: "X-Base (7B)"."""
        listed = self.catalogue.listed(entity)
        one = said.qualifier in (Qualifier.NONE, Qualifier.ABOUT) and (listed is None or not listed.is_family)
        if one and self._count < MOST_STATED and not self.catalogue.read(entity)[1].size:
            self._stated[words_of(entity)[0]].setdefault(entity, []).append(size)
            self._count += 1

    def stated(self, base: Subject | None, part: str) -> str | None:
        """The one entity of a base's line, or of all where there is no base, of which this size alone is stated."""
        said = numbers.scan(part)
        if not said or not self._stated:
            return None
        size = of_quantity(said[0])
        lines = self._stated.values() if base is None else [self._stated.get(words_of(base.entity)[0], {})]
        fitting = [entity for line in lines for entity, sizes in line.items() if not apart([size, *sizes])]
        if base is not None and base.entity in fitting:
            return base.entity
        fitting = [entity for entity in fitting if base is None or self._of_one_line(entity, base.entity)]
        return fitting[0] if len(fitting) == 1 else None

    def _of_one_line(self, one: str, other: str) -> bool:
        """Whether the words of one name begin the other, variants aside: no "Kestrel Coder" beside "Kestrel VL"."""
        words = sorted((self.catalogue.read(name)[1].words for name in (one, other)), key=len)
        return words[1][: len(words[0])] == words[0]

    def met(self, base: Subject, part: str) -> str | None:
        """The member of a base, or of the line it belongs to, that the text has named with this size."""
        name = self.catalogue.read(base.entity)[1]
        one = self._met.get((name.base, part.lower()))
        if one is None and not name.size:
            only = self._of_family.get((words_of(base.entity)[0], part.lower()), {})
            one = next(iter(only)) if len(only) == 1 else None  # "the 14B" beside X-2-MoE is X-2-14B
        return one or self.stated(base, part)

    def is_family(self, subjects: list[Subject]) -> bool:
        """True where the first of some subjects is a family as the pack has it."""
        listed = self.catalogue.listed(subjects[0].entity) if subjects else None
        return listed is not None and listed.is_family

    def is_part(self, text: str) -> bool:
        """True for words that are only a size or a variant: "Tiny", "7B", "V2 Lite"."""
        chunks = [c for c in re.split(r"[\s-]+", text) if c]
        kinds = [self.grammar.classify(c.strip("()[]*,:").lower()) for c in chunks]
        if not chunks or len(chunks) > 3 or not all(k in (Chunk.SIZE, Chunk.VARIANT, Chunk.TAG) for k in kinds):
            return False
        return any(k is not Chunk.TAG for k in kinds)

    def without_noun(self, text: str) -> str:
        """The words of a label without the noun behind a size: "7B Model" is about the member of that size."""
        head, _, last = text.strip(" :").rpartition(" ")
        if head and last.lower() in self._nouns and self.grammar.classify(head.lower()) is Chunk.SIZE:
            return head
        return text

    def versioned(self, base: Subject, text: str) -> Subject | None:
        """The member of a base's family that a version alone names: "4.0" below Post MQ, "[3.12] (2023-06-01)".

        A plain number is one only where the pack lists that member.
        """
        m = _VERSION.fullmatch(text.strip(" *`:."))
        if m is None or self.grammar.classify(m[1].lower()) is not Chunk.VERSION:
            return None
        known = self.catalogue.listed(base.entity)
        root = known.family if known is not None and known.family else base.entity
        listed = self.catalogue.listed(f"{root} {m[1]}")
        if listed is not None:
            return Subject(listed.name, m[1], base.how)
        if m[1].isdigit() or not (known is None or known.is_family) or self._has_version(root):
            return None
        return Subject(f"{root} {m[1]}", m[1], base.how)

    def _has_version(self, name: str) -> bool:
        return any(self.grammar.classify(word) is Chunk.VERSION for word in words_of(name)[1:])

    def composed(self, base: Subject, part: str) -> Subject:
        """The member of an entity that a size or a variant names: DeepSeek-VL2 and "Tiny"."""
        part = part.strip("()[]*,: ").replace(" ", "")
        if self.grammar.classify(part.lower()) is Chunk.SIZE and self.catalogue.read(base.entity)[1].size:
            base = base._replace(entity=_TRAILING_SIZE.sub("", base.entity))  # a member beside another one
        listed = self.catalogue.canonical(f"{base.entity} {part}")
        named = self.catalogue.by_key.get(self.catalogue.key(listed.name))
        joint = " " if part[:1].isdigit() else "-"
        return Subject(named.name if named else f"{base.entity}{joint}{part}", part, base.how)

    def sibling(self, base: Subject, part: str) -> Subject:
        """The member that a part names where the base may be a member itself: Tessel-9B and "31B"."""
        met = self.met(base, part)
        if met is not None:
            return Subject(met, part, "part")
        if self.grammar.classify(part.lower()) is Chunk.VARIANT:
            beside = self._beside(base, part)
            if beside:
                return Subject(beside, part, "part")
            base = self._without_variant(base)
        return self.composed(base, part)._replace(how="part")

    def _beside(self, base: Subject, part: str) -> str:
        """The entity that a variant names with the front of a base's name: Kestrel-Large beside Kestrel-Nemo."""
        chunks = list(CHUNK.finditer(base.entity))
        for last in reversed(chunks):
            known = self._own.get(self.catalogue.key(f"{base.entity[: last.end()]} {part}"))
            if known is not None:
                return self.catalogue.canonical(known).name
            if self.grammar.classify(last.group().lower()) is Chunk.VERSION:
                break  # of another version it would be another member
        return ""

    def _without_variant(self, base: Subject) -> Subject:
        """What a member shares with those that another variant tells: Tessel 9B of "Tessel 9B Chat"."""
        ending = _LAST_WORD.search(base.entity)
        if ending is None or self.catalogue.listed(base.entity) is not None:
            return base
        variant = self.grammar.classify(ending[1].lower()) is Chunk.VARIANT
        return base._replace(entity=base.entity[: ending.start()]) if variant else base

    def of_line(self, base: Subject) -> list[tuple[str, str]]:
        """The members of a base's line that the text has named so far, as entity and size."""
        line = self.catalogue.read(base.entity)[1].base
        return [(entity, size) for (known, size), entity in self._met.items() if known == line]


def starting(parts: list[Part], low: int, high: int) -> list[Part]:
    """The parts that start in `low` to `high`, `high` left out; they are sorted by where they start."""
    first = bisect_left(parts, low, key=itemgetter(0))
    return parts[first : bisect_left(parts, high, first, key=itemgetter(0))]


def _in_brackets(passage: Passage, high: int) -> Part | None:
    """The size alone in brackets behind a value that is no size itself: "4K (7B), 8K (70B)", "3T tokens (7B)"."""
    counted = _COUNTED.match(passage.text, high)
    at = counted.end() if counted is not None else high
    remark = passage.bracket(at + 1)
    if remark is None or remark[0] != at + 1 or (at == high and passage.text[high - 1] in "BMbm"):
        return None
    m = _BRACKETED.fullmatch(passage.text, *remark)
    return Part(m.start(1), m.end(1), m[1], "", remark[0], False) if m is not None else None


def whole(passage: Passage, part: Part) -> NameMention | None:
    """The name right behind a part, of which it is one: "the 70B variant of X"."""
    names = passage.names_in(part.end, min(len(passage.text), part.end + 80))
    return names[0] if names and not part.rank and _OF_WHOLE.fullmatch(passage.text, part.end, names[0].start) else None


def apposed(passage: Passage, start: int, end: int) -> bool:
    """True for the size of the name before a comma: "X, our 9B model for phones"; not "In X, the 9B model has"."""
    article = _APPOSED.search(passage.text, max(0, start - _FRONT), start)
    if article is None or not _CLOSED.match(passage.text, end):
        return False
    name = next((n for n in passage.names_in(max(0, start - _FRONT), start) if n.end == article.start()), None)
    if name is None:
        return False
    led = _LED_BY.search(passage.text, max(0, name.start - _FRONT), name.start)
    return led is None or led.start() > passage.sentence(start)[0] + _OPENING


def nearest(passage: Passage, low: int, high: int) -> list[Part]:
    """The parts that the values from `low` to `high` belong to: those right before, or one they are given for."""
    remark = _in_brackets(passage, high)
    if remark is not None:
        return [remark]
    alone = FOR_SIZE.match(passage.text, high)
    if alone is not None:
        return [Part(alone.start("size"), alone.end(), alone["size"], "", alone.start("size"), False)]
    found = passage.parts
    if not found:
        return []
    start, end = passage.sentence(low)
    found = starting(found, start, end)  # as far as every look ahead goes
    names = passage.names_in(start, end) if found else []
    found = [p for p in found if not any(_named_whole(n, p) for n in names)]
    for part in starting(found, high + 1, min(end, high + NEXT_REACH)):
        if _NEXT.fullmatch(passage.text, high, part.lead):
            return _with_next(passage, found, part)  # "March for the 8B and May for the 70B model"
    before = [p for p in starting(found, start, low + 1) if p.end <= low or p.start == low]
    before = [p for p in before if not apposed(passage, p.start, p.end)]
    if before and before[-1].start == low:
        apposition = passage.text.endswith(", ", 0, before[-1].lead)  # "X, our 9B model": the size is said of X
        return before[-1:] if before[-1].noun and not apposition else []
    if before and (whole(passage, before[-1]) is not None or not passage.names_in(before[-1].end, low)):
        first = len(before) - 1
        while first and _CHAIN.fullmatch(passage.text, before[first - 1].end, before[first].lead):
            first -= 1
        return before[first:]
    for part in starting(found, high + 1, min(end, high + BEHIND_REACH)):
        if _BEHIND.fullmatch(passage.text, high, part.lead):
            return _with_next(passage, found, part)
    return []


def _named_whole(name: NameMention, part: Part) -> bool:
    """True where a part stands in a name, "the X3 0.6B", or around one that means its member: "the 14B X model"."""
    return name.start < part.start < name.end or (
        part.start < name.start < part.end and name.name.size == part.part.lower() != ""
    )


def _with_next(passage: Passage, found: list[Part], part: Part) -> list[Part]:
    """A part with those that are listed behind it: "for the 11B and 31B sizes"."""
    chain = [part]
    for other in found[bisect_left(found, part.start, key=itemgetter(0)) + 1 :][:MOST_LISTED]:
        if not _CHAIN.fullmatch(passage.text, chain[-1].end, other.lead):
            break
        chain.append(other)
    return chain
