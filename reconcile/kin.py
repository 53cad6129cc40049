"""What is said of kin, of other variants of an entity, its family or its members: values that differ, no conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from extract.words.pack import Pack
from reconcile.arrays import IntArray
from reconcile.finding import Verdict
from reconcile.telling import Notes, Telling
from reconcile.verdicts import Judged
from reconcile.wording import names_words

if TYPE_CHECKING:
    from extract.names.name_grammar import Name

MOST_KIN = 8  # entities of one name, its variants and members: beyond, a reader compares them in a table


class _Kin(Enum):
    """What another entity is, in the singular and the plural."""

    VARIANT = ("another variant of it", "other variants of it")
    FAMILY = ("the family that it is a member of", "families that it is a member of")
    MEMBER = ("a member of it", "members of it")


def tell_kin(telling: Telling, judged: Judged, pack: Pack | None, notes: Notes) -> None:
    """Say of values that stand for one entity, and of others of its kin, that they are no conflict, and why."""
    if pack is None:
        return
    chosen = _settled(telling, judged)
    pairs = list(_kin(telling, np.unique(telling.groups.entity[chosen]), pack))
    if not pairs:
        return
    about = _groups_of(telling, chosen, np.unique(np.array([pair[:2] for pair in pairs])))
    beside: defaultdict[tuple[int, _Kin], list[int]] = defaultdict(list)  # groups by the one that they stand beside
    for one, other, is_to_one, is_to_other in pairs:
        for topic, group in about[one].items():
            of_other = about[other].get(topic)
            if of_other is not None and _differ(telling, group, of_other):
                beside[group, is_to_one].append(of_other)
                beside[of_other, is_to_other].append(group)
    for (group, relation), others in beside.items():
        links = [" is said of ", *[" of "] * (len(others) - 1)]
        told = names_words(
            [f"{_value(telling, o)}{link}{_name(telling, o)}" for o, link in zip(others, links, strict=True)]
        )
        notes.add(group, f"{told}, {relation.value[len(others) > 1]}: no conflict.")


def _settled(telling: Telling, judged: Judged) -> IntArray:
    """Groups in which one plain value stands, of attributes that have but one."""
    versions, groups = telling.versions, telling.groups
    many = np.array([rule.many for rule in groups.rules], dtype=bool)[groups.attribute]
    one = (versions.plain == 1) & (versions.lists == 0) & ~many
    return np.flatnonzero(one & (judged.has(Verdict.SINGLE) | judged.has(Verdict.AGREEMENT)))


def _kin(telling: Telling, entities: IntArray, pack: Pack) -> Iterator[tuple[int, int, _Kin, _Kin]]:
    """Two entities of one name, what the second is to the first, and the first to the second."""
    from extract.names.catalogue import Catalogue

    catalogue = Catalogue(pack)
    named: defaultdict[tuple[str, ...], list[tuple[int, Name]]] = defaultdict(list)
    for entity in entities.tolist():
        name = catalogue.read(telling.groups.entities[entity])[1]
        named[name.words].append((entity, name))
    for members in named.values():
        for (one, mine), (other, theirs) in combinations(members, 2) if len(members) <= MOST_KIN else ():
            if mine.tags != theirs.tags:
                continue
            if mine.size == theirs.size and mine.variants != theirs.variants:
                yield one, other, _Kin.VARIANT, _Kin.VARIANT
            elif mine.variants == theirs.variants and bool(mine.size) != bool(theirs.size):
                yield (one, other, _Kin.FAMILY, _Kin.MEMBER) if mine.size else (one, other, _Kin.MEMBER, _Kin.FAMILY)


def _groups_of(telling: Telling, chosen: IntArray, entities: IntArray) -> dict[int, dict[tuple[int, int], int]]:
    """The groups of entities, by attribute and scope."""
    groups = telling.groups
    found: dict[int, dict[tuple[int, int], int]] = {entity: {} for entity in entities.tolist()}
    chosen = chosen[np.isin(groups.entity[chosen], entities)]
    columns = (groups.entity[chosen], groups.attribute[chosen], groups.scope[chosen], chosen)
    for entity, attribute, scope, group in zip(*(column.tolist() for column in columns), strict=True):
        found[entity][attribute, scope] = group
    return found


def _differ(telling: Telling, one: int, other: int) -> bool:
    """True where no value of one group agrees with one of the other."""
    versions, mine, theirs = telling.versions, telling.main[one], telling.main[other]
    return bool(versions.least[mine] > versions.most[theirs] or versions.most[mine] < versions.least[theirs])


def _value(telling: Telling, group: int) -> str:
    return telling.words(int(telling.main[group]))


def _name(telling: Telling, group: int) -> str:
    name: str = telling.groups.entities[telling.groups.entity[group]]
    return name
