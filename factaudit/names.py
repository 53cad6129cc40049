"""The names in documents: which spellings mean which entity, which slips were forgiven, and which nearly were."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extract.claim import Claim
from extract.engine import Extractor
from extract.names.catalogue import Catalogue
from extract.words.pack import Pack
from factaudit.explain import HOW, names
from reconcile.name_reasons import explain
from reconcile.names import NameMerge, Names, exact_keys
from reconcile.wording import count_words, names_words
from reports.values import grouped
from reports.visible import cut, one_line, place
from sources.document import Document

LONGEST = 120  # characters shown of a name
NEAR_SHOWN = 50  # near misses that are listed, the closest ones
BY_CLAIM = "called so where something is claimed of it"  # "7B" in a column of sizes, "V2" of "from V2 onward"


@dataclass(frozen=True, slots=True)
class Spelled:
    """One spelling of an entity's name."""

    entity: str
    surface: str
    how: str  # how it came to mean the entity, in words


@dataclass(slots=True)
class Spellings:
    """Every spelling in some documents, how often it is met, and where first."""

    documents: bool = False  # any were looked at
    counts: Counter[Spelled] = field(default_factory=Counter)
    first: dict[Spelled, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)  # entity as it was read → key of what it is listed under
    heads: dict[str, str] = field(default_factory=dict)  # that key → name for readers

    def add(self, entity: str, surface: str, how: str, where: str) -> None:
        """Count one more place at which a spelling stands."""
        one = Spelled(entity, cut(one_line(surface), LONGEST), how)
        self.counts[one] += 1
        self.first.setdefault(one, where)

    def of(self, name: str) -> list[Spelled]:
        """The entities that documents mean by a name, most usual first, however it is cased."""
        wanted = one_line(name).casefold()
        found = [one for one in self.counts if one.surface.casefold() == wanted]
        return sorted(found, key=lambda one: (-self.counts[one], one.entity, one.surface, one.how))

    def spelled(self, key: str) -> list[str]:
        """The spellings of what a key stands for."""
        return sorted({one.surface for one in self.counts if self.keys[one.entity] == key})


def spellings(
    documents: Iterable[Document], pack: Pack, claims: Iterable[Claim] = (), known: Names | None = None
) -> Spellings:
    """The names in documents, whether anything is claimed under them or not, and those that only a claim has."""
    found = Spellings(documents=True)
    knowledge = Extractor(pack).knowledge
    for document in documents:
        for name in names(document, knowledge):
            where = place(document.path, name.line)
            found.add(name.mention.entity, name.surface, HOW.get(name.how, name.how), where)
    met = {(one.entity, one.surface) for one in found.counts}
    places = {(claim.document, claim.line, claim.surface, claim.entity) for claim in claims if claim.surface}
    for document_path, line, surface, entity in sorted(places):
        if (entity, cut(one_line(surface), LONGEST)) not in met:
            found.add(entity, surface, BY_CLAIM, place(document_path, line))
    _group(found, knowledge.catalogue, known)
    return found


def _group(found: Spellings, catalogue: Catalogue, known: Names | None) -> None:
    """Bring the entities that are one together, as the findings have them: exact keys, and the slips forgiven."""
    used: Counter[str] = Counter()
    for one, count in found.counts.items():
        used[one.entity] += count
    exact, listed = exact_keys(sorted(used), catalogue)
    merged = {exact[entity]: known.keys[entity] for entity in sorted(used) if known and entity in known.keys}
    found.keys = {entity: merged.get(exact[entity], exact[entity]) for entity in used}
    for entity in sorted(used, key=lambda entity: (-used[entity], entity)):
        key = found.keys[entity]
        shown = known.display.get(key) if known else None
        found.heads.setdefault(key, shown or listed.get(exact[entity], entity))


def listing(found: Spellings, known: Names) -> str:
    """Every entity with its spellings, then the slips that were forgiven, and those that nearly were."""
    under: dict[str, list[Spelled]] = defaultdict(list)
    for one in found.counts:
        under[found.keys[one.entity]].append(one)
    lines: list[str] = []
    for key in sorted(under, key=lambda key: (found.heads[key], key)):
        lines.append(cut(one_line(found.heads[key]), LONGEST))
        lines += _spelled(under[key], found)
    lines += _slips("taken for one", known.merges, 0)
    lines += _slips("nearly taken for one", known.near, known.near_more)
    return "\n".join(lines or ["no name is known in these documents"]) + "\n"


def _spelled(those: Iterable[Spelled], found: Spellings) -> Iterator[str]:
    """A line for each spelling and way to mean the entity, the most usual first."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in those:
        counts[one.surface, one.how] += found.counts[one]
    for (surface, how), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {surface}  {count_words(count, 'time')}, {how}"


def _slips(title: str, slips: Sequence[NameMerge], more: int) -> list[str]:
    """The closest of some slips, under a title."""
    told = [
        f"  {cut(one_line(slip.name), LONGEST)} and {cut(one_line(slip.into), LONGEST)}: {one_line(slip.reason)}"
        for slip in slips[:NEAR_SHOWN]
    ]
    more += len(slips) - len(told)
    return ["", title, *told, *([f"  and {grouped(more)} more, less alike than these"] if more else [])] if told else []


def why(one: str, other: str, found: Spellings, known: Names, pack: Pack) -> str:
    """Why two names are one entity or two: what documents mean by each, then how these compare."""
    catalogue = Catalogue(pack)
    lines: list[str] = []
    meant: list[str] = []
    for name in (one, other):
        entities = found.of(name)
        lines += _meant(name, entities, found)
        if not entities and found.documents:
            lines.append(_absent(name, found, catalogue))
        meant.append(entities[0].entity if entities else name)
    first, second = meant
    if first == second:
        first, second = one, other
    reason = explain(first, second, pack, known)
    if meant[0] == meant[1] and reason.startswith("two"):
        reason = f"one entity: by both these documents mean {meant[0]}"
    return "\n".join([*lines, one_line(reason)]) + "\n"


def _meant(name: str, entities: Iterable[Spelled], found: Spellings) -> Iterator[str]:
    for one in entities:
        if one_line(name) != one.entity:
            times = count_words(found.counts[one], "time")
            yield f"{one.surface} → {one.entity} ({times}, first in {found.first[one]}: {one.how})"


def _absent(name: str, found: Spellings, catalogue: Catalogue) -> str:
    """What to know of a name that no document spells so: by which others its entity is called, if by any."""
    shown = cut(one_line(name), LONGEST)
    key = exact_keys([name], catalogue)[0][name]
    others = found.spelled(key)
    if others:
        return f"{shown} is not spelled so in these documents, which call it {names_words(others)}"
    return f"{shown} is in none of these documents; what follows is said of the bare name"
