"""The pack's rules across attributes and entities, checked on the clusters of asserted claims.

A rule is broken only if no choice of points within the intervals keeps it. Where an attribute has
several versions, each is held against each, by their extremes, so that cost does not grow with pairs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from extract.pack import Constraint, Pack
from reconcile.clusters import BoolArray, FloatArray, IntArray
from reconcile.finding import Verdict
from reconcile.names import Names
from reconcile.reasons import Notes, Telling
from reconcile.rows import Groups
from reconcile.tables import RuleBreak
from reconcile.verdicts import VERDICT_NUMBER

# Values of the left attribute that break rules of these kinds where the rule names none.
_BREAKING = {"kind": ("family", "architecture"), "existence": ("no",)}
_MOST_TOLD = 3  # values of one side that a sentence spells out

_TERM = re.compile(r"(?:@(?P<relation>[\w-]+)\.)?(?P<attribute>[\w-]+)(?:\[(?P<scope>[^\]]*)\])?")


@dataclass(frozen=True, slots=True)
class _Term:
    """One operand of a rule: an attribute in a scope, of the entity or of one it is related to."""

    attribute: str
    scope: str
    relation: str


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the claims say, by group: the extremes of its plain clusters."""

    telling: Telling
    names: Names
    group_of: dict[tuple[int, str, str], int]  # (entity, attribute, scope)
    usable: BoolArray  # groups whose claims are asserted, comparable and plain
    lowest_high: FloatArray
    highest_low: FloatArray

    def group(self, entity: int, term: _Term) -> int:
        """The group of a term for an entity; -1 where nothing usable is said."""
        group = self.group_of.get((entity, term.attribute, term.scope), -1)
        return group if group >= 0 and self.usable[group] else -1

    def clusters(self, group: int) -> list[int]:
        """The plain clusters of a group, best supported first."""
        versions = self.telling.versions
        return [c for c in self.telling.clusters(group) if not versions.listed[c]]


@dataclass(frozen=True, slots=True)
class _Case:
    """A rule applied to one entity: the groups on both sides and the claim that relates them."""

    entity: int
    left: tuple[int, ...]
    right: tuple[int, ...]
    other: int  # related entity, or -1
    link: int  # cluster that states the relation, or -1


def check_rules(telling: Telling, names: Names, pack: Pack | None, notes: Notes) -> list[RuleBreak]:
    """Check every rule of the pack, and that no part exceeds its whole; sums that hold are noted."""
    if pack is None or not len(telling.groups):
        return []
    facts = _facts(telling, names)
    broken: list[RuleBreak] = []
    for rule in (*pack.constraints, *_part_rules(pack)):
        left, right = _terms(rule.left), _terms(rule.right)
        if rule.kind == "kind":
            broken += _check_kind(facts, rule, left[0], right[0], pack)
        elif rule.kind == "existence":
            broken += _check_existence(facts, rule, left[0], right[0])
        else:
            cases = list(_cases(facts, rule, left, right))
            broken += _check_order(facts, rule, cases)
            if rule.kind == "sum":
                _note_sums(facts, cases, notes)
    return _merged(broken)


def _terms(text: str) -> tuple[_Term, ...]:
    """The operands of one side; ValueError for text that is none."""
    terms = []
    for part in text.split("+"):
        match = _TERM.fullmatch(part.strip())
        if match is None:
            raise ValueError(f"not a term of a rule: {part.strip()!r}")
        terms.append(_Term(match["attribute"], match["scope"] or "", match["relation"] or ""))
    return tuple(terms)


def _part_rules(pack: Pack) -> list[Constraint]:
    """Rules that follow from scopes: a part is at most the whole it is a part of."""
    return [
        Constraint(
            name=f"{scope.name} is a part of {scope.part_of}: {name}",
            kind="at_most",
            left=f"{name}[{scope.name}]",
            right=f"{name}[{scope.part_of}]",
            severity=attribute.severity,
            reason=f"{{entity}}: {{left}} for “{scope.name}” exceeds {{right}} for “{scope.part_of}”, the whole.",
        )
        for name, attribute in pack.attributes.items()
        for scope in attribute.scopes
        if scope.part_of
    ]


def _facts(telling: Telling, names: Names) -> _Facts:
    groups, versions = telling.groups, telling.versions
    attributes = [rule.name for rule in groups.rules]
    columns = (groups.entity.tolist(), groups.attribute.tolist(), groups.scope.tolist())
    group_of = {(e, attributes[a], groups.scopes[s]): g for g, (e, a, s) in enumerate(zip(*columns, strict=True))}
    usable = (versions.stated > 0) & ~versions.mixed & (versions.plain > 0)
    plain = np.flatnonzero(~versions.listed)
    lowest_high = np.full(len(groups), np.inf)
    highest_low = np.full(len(groups), -np.inf)
    np.minimum.at(lowest_high, versions.group[plain], versions.high[plain])
    np.maximum.at(highest_low, versions.group[plain], versions.low[plain])
    return _Facts(telling, names, group_of, usable, lowest_high, highest_low)


def _with_attribute(groups: Groups, attribute: str) -> IntArray:
    number = next((i for i, rule in enumerate(groups.rules) if rule.name == attribute), -1)
    return np.flatnonzero(groups.attribute == number)


def _cases(facts: _Facts, rule: Constraint, left: tuple[_Term, ...], right: tuple[_Term, ...]) -> Iterator[_Case]:
    """The entities of which enough is known to check a rule."""
    groups = facts.telling.groups
    relation = next((term.relation for term in right if term.relation), "")
    for first in _with_attribute(groups, left[0].attribute).tolist():
        if groups.scopes[groups.scope[first]] != left[0].scope or not facts.usable[first]:
            continue
        entity = int(groups.entity[first])
        mine = _known(facts, entity, left, rule)
        if not mine:
            continue
        if not relation:
            theirs = _known(facts, entity, right, rule)
            if theirs:
                yield _Case(entity, mine, theirs, -1, -1)
            continue
        for other, link in _related(facts, entity, relation, rule):
            theirs = _known(facts, other, right, rule)
            if theirs and other != entity:
                yield _Case(entity, mine, theirs, other, link)


def _known(facts: _Facts, entity: int, terms: tuple[_Term, ...], rule: Constraint) -> tuple[int, ...]:
    """The groups of the operands; empty where one is unknown that the rule needs."""
    found = [facts.group(entity, term) for term in terms]
    needed = found if rule.kind == "sum" else found[:1]
    return () if -1 in needed else tuple(group for group in found if group >= 0)


def _related(facts: _Facts, entity: int, relation: str, rule: Constraint) -> Iterator[tuple[int, int]]:
    """The entities that claims relate an entity to, with the cluster of those claims."""
    telling = facts.telling
    number = {key: i for i, key in enumerate(telling.groups.entity_keys)}
    for scope in telling.groups.scopes:
        if scope and rule.relations and scope not in rule.relations:
            continue
        group = facts.group(entity, _Term(relation, scope, ""))
        for cluster in facts.clusters(group) if group >= 0 else ():
            value = telling.rows.values[telling.rows.value[telling.versions.head[cluster]]]
            other = number.get(facts.names.keys.get(value, ""), -1)
            if other >= 0:
                yield other, cluster


def _check_order(facts: _Facts, rule: Constraint, cases: list[_Case]) -> Iterator[RuleBreak]:
    """Rules that compare numbers or dates: at_most, not_before, near, same, sum."""
    slack = float(rule.within_days or 0) if rule.kind == "near" else 0.0
    for case in cases:
        left, right = list(case.left), list(case.right)
        over = _gap(facts, left, right) > slack and rule.kind != "not_before"
        under = _gap(facts, right, left) > slack and rule.kind != "at_most"
        if not over and not under:
            continue
        evidence = set()
        if over:
            evidence |= _extreme(facts, left, right, slack)
        if under:
            evidence |= _extreme(facts, right, left, slack)
        mine = [[c for c in facts.clusters(g) if c in evidence] for g in case.left]
        theirs = [[c for c in facts.clusters(g) if c in evidence] for g in case.right]
        yield _broken(facts, rule, case.entity, mine, theirs, case.other, case.link)


def _gap(facts: _Facts, high: list[int], low: list[int]) -> float:
    """By how much the largest sum of one side exceeds, at the least, the smallest of the other."""
    return float(facts.highest_low[high].sum() - facts.lowest_high[low].sum())


def _extreme(facts: _Facts, high: list[int], low: list[int], slack: float) -> set[int]:
    """Clusters that take part in the excess of `high` over `low`, the other operands at their extremes."""
    versions, gap = facts.telling.versions, _gap(facts, high, low)
    found = set()
    for group in high:
        found |= {c for c in facts.clusters(group) if gap - facts.highest_low[group] + versions.low[c] > slack}
    for group in low:
        found |= {c for c in facts.clusters(group) if gap + facts.lowest_high[group] - versions.high[c] > slack}
    return found


def _note_sums(facts: _Facts, cases: list[_Case], notes: Notes) -> None:
    """Say where parts add up to their total."""
    for case in cases:
        left, right = list(case.left), list(case.right)
        if _gap(facts, left, right) <= 0 and _gap(facts, right, left) <= 0:
            parts = " + ".join(_side_words(facts, [facts.clusters(group)]) for group in left)
            total = _side_words(facts, [facts.clusters(group) for group in right])
            for group in (*left, *right):
                notes.add(group, f"{parts} add up to {total} within what is printed.")


def _check_kind(facts: _Facts, rule: Constraint, left: _Term, right: _Term, pack: Pack) -> Iterator[RuleBreak]:
    """What one document calls a family or a notion, another gives the attribute of a model."""
    from extract.names import Catalogue

    catalogue = Catalogue(pack)
    grammar = catalogue.grammar
    groups, rows, versions = facts.telling.groups, facts.telling.rows, facts.telling.versions
    judged = [(g, c) for g in _with_attribute(groups, left.attribute).tolist() for c in _breaking(facts, rule, g)]
    if not judged:
        return
    sized: dict[str, list[int]] = {}
    for group in _with_attribute(groups, right.attribute).tolist():
        if facts.usable[group] and groups.scopes[groups.scope[group]] == right.scope:
            name = grammar.parse(grammar.strip_maker(groups.entities[groups.entity[group]]))
            sized.setdefault(name.base, []).append(group)
    for group, cluster in judged:
        entity = int(groups.entity[group])
        name = grammar.parse(grammar.strip_maker(groups.entities[entity]))
        if name.size:
            continue
        speakers = set(rows.voice[versions.cluster == cluster].tolist())
        for member in sized.get(name.base, ()):
            found = [c for c in facts.clusters(member) if not speakers >= _voices(facts, c)]
            if found:
                yield _broken(facts, rule, entity, [[cluster]], [found], int(groups.entity[member]), -1)


def _voices(facts: _Facts, cluster: int) -> set[int]:
    return set(facts.telling.rows.voice[facts.telling.versions.cluster == cluster].tolist())


def _check_existence(facts: _Facts, rule: Constraint, left: _Term, right: _Term) -> Iterator[RuleBreak]:
    """What one statement says does not exist, another gives an attribute of what does."""
    groups = facts.telling.groups
    for group in _with_attribute(groups, left.attribute).tolist():
        stated = facts.group(int(groups.entity[group]), right)
        for cluster in _breaking(facts, rule, group) if stated >= 0 else ():
            yield _broken(facts, rule, int(groups.entity[group]), [[cluster]], [facts.clusters(stated)], -1, -1)


def _breaking(facts: _Facts, rule: Constraint, group: int) -> list[int]:
    """Clusters of a group whose text value breaks a rule."""
    if not facts.usable[group]:
        return []
    values = {value.casefold() for value in rule.values or _BREAKING[rule.kind]}
    rows, versions = facts.telling.rows, facts.telling.versions
    return [c for c in facts.clusters(group) if rows.values[rows.value[versions.head[c]]].casefold() in values]


def _broken(
    facts: _Facts,
    rule: Constraint,
    entity: int,
    left: list[list[int]],
    right: list[list[int]],
    other: int,
    link: int,
) -> RuleBreak:
    names = facts.telling.groups.entities
    filled = {
        "{entity}": names[entity],
        "{left}": _side_words(facts, left),
        "{right}": _side_words(facts, right),
        "{other}": names[other] if other >= 0 else names[entity],
    }
    pattern = re.compile("|".join(map(re.escape, filled)))
    first = _terms(rule.left)[0]
    clusters = [c for side in left for c in side] + [link] * (link >= 0) + [c for side in right for c in side]
    return RuleBreak(
        entity=entity,
        attribute=first.attribute,
        scope=first.scope,
        rule=rule.name,
        verdict=VERDICT_NUMBER[Verdict.POSSIBLE if rule.kind == "near" else Verdict.CONFLICT],
        severity=rule.severity,
        reason=pattern.sub(lambda match: filled[match.group()], rule.reason),
        clusters=tuple(clusters),
    )


def _side_words(facts: _Facts, side: list[list[int]]) -> str:
    """The values of one side: "2.664M + 0.1M", "236B or 671B"."""
    words: Callable[[int], str] = facts.telling.words
    return " + ".join(" or ".join(dict.fromkeys(map(words, clusters[:_MOST_TOLD]))) for clusters in side if clusters)


def _merged(broken: list[RuleBreak]) -> list[RuleBreak]:
    """One finding for each entity and rule: several related entities that break it are told in one."""
    found: dict[tuple[int, str, str, str], RuleBreak] = {}
    for one in broken:
        key = (one.entity, one.attribute, one.scope, one.rule)
        if key not in found:
            found[key] = one
            continue
        before = found[key]
        found[key] = RuleBreak(
            entity=one.entity,
            attribute=one.attribute,
            scope=one.scope,
            rule=one.rule,
            verdict=one.verdict,
            severity=one.severity,
            reason=before.reason if one.reason in before.reason else f"{before.reason} {one.reason}",
            clusters=tuple(dict.fromkeys((*before.clusters, *one.clusters))),
        )
    return list(found.values())


