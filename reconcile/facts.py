"""What claims say of entities, looked up by attribute and scope: what rules are checked on."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from extract.words.pack import Constraint
from reconcile.arrays import BoolArray, FloatArray, IntArray, expand
from reconcile.names import Names
from reconcile.telling import Telling

_TERM = re.compile(r"(?:@(?P<relation>[\w-]+)\.)?(?P<attribute>[\w-]+)(?:\[(?P<scope>[^\]]*)\])?")


@dataclass(frozen=True, slots=True)
class Term:
    """One operand of a rule: an attribute in a scope, of the entity or of one it is related to."""

    attribute: str
    scope: str = ""
    relation: str = ""


def parse_terms(text: str) -> tuple[Term, ...]:
    """The operands of one side of a rule; ValueError for text that is none."""
    terms = []
    for part in text.split("+"):
        match = _TERM.fullmatch(part.strip())
        if match is None:
            raise ValueError(f"not a term of a rule: {part.strip()!r}")
        terms.append(Term(match["attribute"], match["scope"] or "", match["relation"] or ""))
    return tuple(terms)


@dataclass(frozen=True, slots=True)
class Links:
    """Entities that claims relate to others; arrays parallel."""

    entity: IntArray
    other: IntArray
    cluster: IntArray  # the claims that say so


@dataclass(frozen=True, slots=True)
class Facts:
    """The groups of claims whose plain values can be held against each other, with their extremes.

    A group with several versions has as highest low end that of its highest version, and as lowest high
    end that of its lowest: what is beyond them is beyond one version at least.
    """

    telling: Telling
    key: IntArray  # of each group, ascending: entity, attribute and scope as one number
    usable: BoolArray  # groups whose claims are asserted, comparable and plain
    lowest_high: FloatArray
    highest_low: FloatArray
    meant: IntArray  # of each value: the entity it names, or -1

    def clusters(self, group: int) -> list[int]:
        """The plain clusters of a group, best supported first."""
        return [c for c in self.telling.clusters(group) if not self.telling.versions.listed[c]]

    def groups(self, term: Term) -> IntArray:
        """All usable groups of an attribute and scope."""
        groups = self.telling.groups
        attribute, scope = self._numbers(term)
        return np.flatnonzero((groups.attribute == attribute) & (groups.scope == scope) & self.usable)

    def find(self, entity: IntArray, term: Term) -> IntArray:
        """The group of a term for each entity; -1 where nothing usable is said."""
        groups = self.telling.groups
        attribute, scope = self._numbers(term)
        if attribute < 0 or scope < 0:
            return np.full(len(entity), -1, dtype=np.int64)
        wanted = (entity * len(groups.rules) + attribute) * len(groups.scopes) + scope
        at = np.minimum(np.searchsorted(self.key, wanted), len(self.key) - 1)
        return np.where((self.key[at] == wanted) & self.usable[at], at, -1)

    def _numbers(self, term: Term) -> tuple[int, int]:
        groups = self.telling.groups
        attribute = next((i for i, rule in enumerate(groups.rules) if rule.name == term.attribute), -1)
        return attribute, groups.scopes.index(term.scope) if term.scope in groups.scopes else -1

    def links(self, relation: str, rule: Constraint) -> Links:
        """The entities that a relation joins, stated without a scope or in one that the rule takes as well."""
        telling = self.telling
        groups, versions = telling.groups, telling.versions
        scopes = [s for s in groups.scopes if not s or s in rule.relations]
        group = np.concatenate([self.groups(Term(relation, scope)) for scope in scopes] or [np.zeros(0, np.int64)])
        cluster, owner = expand(telling.first[group], telling.first[group] + versions.plain[group])
        other = self.meant[telling.rows.value[versions.head[cluster]]]
        entity = groups.entity[group[owner]]
        keep = (other >= 0) & (other != entity)
        return Links(entity[keep], other[keep], cluster[keep])


def gather(telling: Telling, names: Names) -> Facts:
    """Prepare what rules are checked on."""
    groups, versions = telling.groups, telling.versions
    key = (groups.entity * len(groups.rules) + groups.attribute) * len(groups.scopes) + groups.scope
    usable = (versions.stated > 0) & ~versions.mixed & (versions.plain > 0)
    plain = np.flatnonzero(~versions.listed)
    lowest_high = np.full(len(groups), np.inf)
    highest_low = np.full(len(groups), -np.inf)
    np.minimum.at(lowest_high, versions.group[plain], versions.most[plain])
    np.maximum.at(highest_low, versions.group[plain], versions.least[plain])
    return Facts(telling, key, usable, lowest_high, highest_low, _meant(telling, names))


def _meant(telling: Telling, names: Names) -> IntArray:
    """The entity that each value of a relation names."""
    groups, rows = telling.groups, telling.rows
    meant = np.full(len(rows.values), -1, dtype=np.int64)
    relations = np.array([rule.type == "relation" for rule in groups.rules], dtype=bool)
    if relations.any():
        number = {key: i for i, key in enumerate(groups.entity_keys)}
        for value in np.unique(rows.value[relations[groups.attribute[rows.group]]]).tolist():
            meant[value] = number[names.keys[rows.values[value]]]
    return meant
