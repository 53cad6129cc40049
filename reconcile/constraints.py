"""The pack's rules across attributes and entities, checked on the clusters of asserted claims.

A rule is broken only if no choice of points within the intervals keeps it. Where an attribute has
several versions, each is held against each, by their extremes, so that cost does not grow with pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from extract.words.pack import Constraint, Pack
from reconcile.arrays import FloatArray, IntArray
from reconcile.facts import Facts, Links, Term, gather, parse_terms
from reconcile.finding import Verdict
from reconcile.names import Names
from reconcile.tables import RuleBreak
from reconcile.telling import Notes, Telling
from reconcile.verdicts import VERDICT_NUMBER

_PLACEHOLDER = re.compile(r"\{(entity|left|right|other)\}")
_MOST_TOLD = 3  # values of one side that a sentence spells out


@dataclass(frozen=True, slots=True)
class _Cases:
    """A rule applied to all entities of which enough is known; arrays parallel, one column for each operand."""

    entity: IntArray
    left: IntArray  # groups, two-dimensional; -1: unknown, counts 0
    right: IntArray
    other: IntArray  # related entity, or -1
    link: IntArray  # cluster that states the relation, or -1

    def where(self, keep: IntArray) -> _Cases:
        """The cases at some positions."""
        return _Cases(self.entity[keep], self.left[keep], self.right[keep], self.other[keep], self.link[keep])


@dataclass(frozen=True, slots=True)
class _Case:
    """A rule applied to one entity."""

    entity: int
    left: list[int]
    right: list[int]
    other: int
    link: int


def check_rules(telling: Telling, names: Names, pack: Pack | None, notes: Notes) -> list[RuleBreak]:
    """Check every rule of the pack, and that no part exceeds its whole; sums that hold are noted."""
    if pack is None or not len(telling.groups):
        return []
    facts = gather(telling, names)
    broken: list[RuleBreak] = []
    for rule in (*pack.constraints, *_part_rules(pack)):
        left, right = parse_terms(rule.left), parse_terms(rule.right)
        if rule.kind == "kind":
            broken += _check_kind(facts, rule, left[0], right[0], pack)
        elif rule.kind == "existence":
            broken += _check_existence(facts, rule, left[0], right[0])
        else:
            broken += _check_order(facts, rule, _cases(facts, rule, left, right), notes)
    return _merged(broken)


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


def _cases(facts: Facts, rule: Constraint, left: tuple[Term, ...], right: tuple[Term, ...]) -> _Cases:
    """The entities of which enough is known to check a rule."""
    relation = next((term.relation for term in right if term.relation), "")
    if relation:
        links = facts.links(relation, rule)
    else:
        entity = facts.telling.groups.entity[facts.groups(left[0])]
        nothing = np.full(len(entity), -1, dtype=np.int64)
        links = Links(entity, nothing, nothing)
    subject = links.other if relation else links.entity
    mine = np.column_stack([facts.find(links.entity, term) for term in left])
    theirs = np.column_stack([facts.find(subject, term) for term in right])
    # a sum needs all its parts; elsewhere what is added and unknown counts 0
    needed = slice(None) if rule.kind == "sum" else slice(1)
    known = (mine[:, needed] >= 0).all(axis=1) & (theirs[:, needed] >= 0).all(axis=1)
    return _Cases(links.entity, mine, theirs, links.other, links.cluster).where(np.flatnonzero(known))


def _check_order(facts: Facts, rule: Constraint, cases: _Cases, notes: Notes) -> Iterator[RuleBreak]:
    """Rules that compare numbers or dates: at_most, not_before, near, same, sum."""
    slack = float(rule.within_days or 0) if rule.kind == "near" else 0.0
    over = (_gaps(facts, cases.left, cases.right) > slack) & (rule.kind != "not_before")
    under = (_gaps(facts, cases.right, cases.left) > slack) & (rule.kind != "at_most")
    for number in np.flatnonzero(over | under).tolist():
        case = _one(cases, number)
        evidence: set[int] = set()
        if over[number]:
            evidence |= _extreme(facts, case.left, case.right, slack)
        if under[number]:
            evidence |= _extreme(facts, case.right, case.left, slack)
        mine = [[c for c in facts.clusters(g) if c in evidence] for g in case.left]
        theirs = [[c for c in facts.clusters(g) if c in evidence] for g in case.right]
        yield _broken(facts, rule, case.entity, mine, theirs, case.other, case.link)
    if rule.kind == "sum":
        for number in np.flatnonzero(~over & ~under).tolist():
            _note_sum(facts, _one(cases, number), notes)
        for number in np.flatnonzero(over | under).tolist():
            _note_fitting_total(facts, _one(cases, number), notes)


def _one(cases: _Cases, number: int) -> _Case:
    left, right = ([g for g in side[number].tolist() if g >= 0] for side in (cases.left, cases.right))
    return _Case(int(cases.entity[number]), left, right, int(cases.other[number]), int(cases.link[number]))


def _gaps(facts: Facts, high: IntArray, low: IntArray) -> FloatArray:
    """By how much the largest sum of one side exceeds, at the least, the smallest of the other."""
    most = np.where(high >= 0, facts.highest_low[high], 0.0).sum(axis=1)
    least = np.where(low >= 0, facts.lowest_high[low], 0.0).sum(axis=1)
    return np.asarray(most - least)


def _extreme(facts: Facts, high: list[int], low: list[int], slack: float) -> set[int]:
    """Clusters that take part in the excess of `high` over `low`, the other operands at their extremes."""
    versions = facts.telling.versions
    gap = float(_gaps(facts, np.array([high]), np.array([low]))[0])
    found = set()
    for group in high:
        found |= {c for c in facts.clusters(group) if gap - (facts.highest_low[group] - versions.least[c]) > slack}
    for group in low:
        found |= {c for c in facts.clusters(group) if gap - (versions.most[c] - facts.lowest_high[group]) > slack}
    return found


def _note_sum(facts: Facts, case: _Case, notes: Notes) -> None:
    """Say that parts add up to their total."""
    parts = " + ".join(_side_words(facts, [facts.clusters(group)]) for group in case.left)
    total = _side_words(facts, [facts.clusters(group) for group in case.right])
    for group in (*case.left, *case.right):
        notes.add(group, f"{parts} add up to {total} within what is printed.")


def _note_fitting_total(facts: Facts, case: _Case, notes: Notes) -> None:
    """Where documents give several totals, say which of them the parts add up to."""
    parts = [facts.clusters(group) for group in case.left]
    if len(case.right) > 1 or any(len(clusters) > 1 for clusters in parts):
        return
    versions = facts.telling.versions
    least, most = (sum(float(ends[one]) for [one] in parts) for ends in (versions.least, versions.most))
    totals = facts.clusters(case.right[0])
    fitting = [c for c in totals if versions.least[c] <= most and versions.most[c] >= least]
    others = [c for c in totals if c not in fitting]
    if fitting and others:
        said = " + ".join(_side_words(facts, [clusters]) for clusters in parts)
        told = f"{said} add up to {_side_words(facts, [fitting])}, not to {_side_words(facts, [others])}."
        notes.add(case.right[0], told)


def _check_kind(facts: Facts, rule: Constraint, left: Term, right: Term, pack: Pack) -> Iterator[RuleBreak]:
    """What one document calls a family or a notion, another gives the attribute of a model."""
    from extract.names.catalogue import Catalogue

    judged = [(group, c) for group in facts.groups(left).tolist() for c in _breaking(facts, rule, group)]
    if not judged:
        return
    catalogue = Catalogue(pack)
    groups = facts.telling.groups
    members: dict[str, list[int]] = {}
    for group in facts.groups(right).tolist():
        members.setdefault(catalogue.read(groups.entities[groups.entity[group]])[1].base, []).append(group)
    for group, cluster in judged:
        entity = int(groups.entity[group])
        name = catalogue.read(groups.entities[entity])[1]
        speakers = facts.telling.voices_of(cluster)
        stated: dict[int, list[int]] = {}  # in one sentence for all members, unless it names them one by one
        for member in members.get(name.base, ()) if not name.size else ():
            other = int(groups.entity[member]) if "{other}" in rule.reason else entity
            # a document that calls it a family may well list the sizes of its members
            stated.setdefault(other, []).extend(
                c for c in facts.clusters(member) if not facts.telling.voices_of(c) <= speakers
            )
        for other, found in stated.items():
            if found:
                yield _broken(facts, rule, entity, [[cluster]], [found], other, -1)


def _check_existence(facts: Facts, rule: Constraint, left: Term, right: Term) -> Iterator[RuleBreak]:
    """What one statement says does not exist, another gives an attribute of what does."""
    judged = facts.groups(left)
    entity = facts.telling.groups.entity[judged]
    for group, about, stated in zip(judged.tolist(), entity.tolist(), facts.find(entity, right).tolist(), strict=True):
        for cluster in _breaking(facts, rule, group) if stated >= 0 else ():
            yield _broken(facts, rule, about, [[cluster]], [facts.clusters(stated)], -1, -1)


def _breaking(facts: Facts, rule: Constraint, group: int) -> list[int]:
    """Clusters of a group whose text value breaks a rule."""
    values = {value.casefold() for value in rule.values}
    rows, versions = facts.telling.rows, facts.telling.versions
    return [c for c in facts.clusters(group) if rows.values[rows.value[versions.head[c]]].casefold() in values]


def _broken(
    facts: Facts, rule: Constraint, entity: int, left: list[list[int]], right: list[list[int]], other: int, link: int
) -> RuleBreak:
    names = facts.telling.groups.entities
    filled = {
        "entity": names[entity],
        "left": _side_words(facts, left),
        "right": _side_words(facts, right),
        "other": names[other] if other >= 0 else names[entity],
    }
    first = parse_terms(rule.left)[0]
    return RuleBreak(
        entity=entity,
        attribute=first.attribute,
        scope=first.scope,
        rule=rule.name,
        verdict=VERDICT_NUMBER[Verdict.POSSIBLE if rule.kind == "near" else Verdict.CONFLICT],
        severity=rule.severity,
        reason=_PLACEHOLDER.sub(lambda match: filled[match[1]], rule.reason),
        clusters=(*_flat(left), *([link] if link >= 0 else ()), *_flat(right)),
    )


def _flat(side: list[list[int]]) -> Iterator[int]:
    return (cluster for clusters in side for cluster in clusters)


def _side_words(facts: Facts, side: list[list[int]]) -> str:
    """The values of one side: "2.664M + 0.1M", "236B or 671B"."""
    words = facts.telling.words
    return " + ".join(" or ".join(dict.fromkeys(map(words, clusters[:_MOST_TOLD]))) for clusters in side if clusters)


def _merged(broken: Iterable[RuleBreak]) -> list[RuleBreak]:
    """One finding for each entity and rule: several related entities that break it are told in one."""
    found: dict[tuple[int, str, str, str], RuleBreak] = {}
    for one in broken:
        key = (one.entity, one.attribute, one.scope, one.rule)
        before = found.get(key)
        if before is None:
            found[key] = one
            continue
        reason = before.reason if one.reason in before.reason else f"{before.reason} {one.reason}"
        found[key] = replace(before, reason=reason, clusters=tuple(dict.fromkeys((*before.clusters, *one.clusters))))
    return list(found.values())
