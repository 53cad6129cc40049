"""The names in documents: which spellings mean which entity, which slips were forgiven, and which nearly were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extract.engine import Extractor
from extract.pack import Pack
from factaudit.explain import HOW, names
from reconcile.name_reasons import explain
from reconcile.names import NameMerge, Names
from reconcile.wording import count_words
from reports.visible import cut, one_line, place
from sources.document import Document

LONGEST = 120  # characters shown of a name


@dataclass(frozen=True, slots=True)
class Spelled:
    """One spelling of an entity's name."""

    entity: str
    surface: str
    how: str  # how it came to mean the entity, as `factaudit.explain.HOW` has it


@dataclass(slots=True)
class Spellings:
    """Every spelling in some documents, how often it is met, and where first."""

    counts: Counter[Spelled] = field(default_factory=Counter)
    first: dict[Spelled, str] = field(default_factory=dict)

    def of(self, name: str) -> list[Spelled]:
        """The entities that documents mean by a name, most usual first, however it is cased."""
        wanted = one_line(name).casefold()
        found = [one for one in self.counts if one.surface.casefold() == wanted]
        return sorted(found, key=lambda one: (-self.counts[one], one.entity, one.surface, one.how))


def spellings(documents: Iterable[Document], pack: Pack) -> Spellings:
    """The names in documents, whether anything is claimed under them or not."""
    found = Spellings()
    knowledge = Extractor(pack).knowledge
    for document in documents:
        for name in names(document, knowledge):
            one = Spelled(name.mention.entity, cut(one_line(name.surface), LONGEST), name.mention.how)
            found.counts[one] += 1
            found.first.setdefault(one, place(document.path, name.line))
    return found


def listing(found: Spellings, known: Names) -> str:
    """Every entity with its spellings, then the slips that were forgiven, and those that nearly were."""
    lines: list[str] = []
    entity = ""
    for one in sorted(found.counts, key=lambda one: (one.entity, -found.counts[one], one.surface, one.how)):
        if one.entity != entity:
            entity = one.entity
            lines.append(cut(one_line(entity), LONGEST))
        lines.append(f"  {one.surface}  {count_words(found.counts[one], 'time')}, {HOW.get(one.how, one.how)}")
    lines += _slips("taken for one", known.merges) + _slips("nearly taken for one", known.near)
    return "\n".join(lines or ["no name is known in these documents"]) + "\n"


def _slips(title: str, slips: Iterable[NameMerge]) -> list[str]:
    told = [
        f"  {cut(one_line(slip.name), LONGEST)} and {cut(one_line(slip.into), LONGEST)}: {one_line(slip.reason)}"
        for slip in slips
    ]
    return ["", title, *told] if told else []


def why(one: str, other: str, found: Spellings, known: Names, pack: Pack) -> str:
    """Why two names are one entity or two: what documents mean by each, then how these compare."""
    lines: list[str] = []
    meant: list[str] = []
    for name in (one, other):
        entities = found.of(name)
        lines += _meant(name, entities, found)
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
            how = HOW.get(one.how, one.how)
            yield f"{one.surface} → {one.entity} ({times}, first in {found.first[one]}: {how})"
