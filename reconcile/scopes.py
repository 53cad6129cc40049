"""What the groups of one attribute say to each other when they differ in nothing but their scope.

Two different scopes never conflict. A scope that only one side states may have been left out on the
other: then a difference is a possible conflict, unless the pack says what a plain value is to the scope
(the whole of it, a part of it, something else), or one document states both and so tells them apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from reconcile.allowances import ABOUT, RANGES
from reconcile.arrays import BoolArray, FloatArray, IntArray, changes, expand
from reconcile.attributes import AttributeRule
from reconcile.finding import Kind, Verdict
from reconcile.reasons import AGREED, ALIASED
from reconcile.scope_names import JOIN
from reconcile.telling import Notes, Telling
from reconcile.verdicts import KIND_NUMBER, KINDS, Judged
from reconcile.versions import Versions, decimal_factor

# Scopes of one attribute of one entity that are compared with each other. Beyond that the scopes are no
# conditions but free text, and comparing each with each would grow as the square of their number.
MOST_SCOPES = 16
# Values of one group that are compared with those of another scope; a group with more is broken anyway.
MOST_VALUES = 8


class Relation(IntEnum):
    """What the group of the wider scope is to the group of the narrower one."""

    APART = 0  # two different conditions
    OPEN = 1  # the wider may mean the narrower and leave it out
    WHOLE = 2
    PART = 3


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs of groups of one attribute of one entity; arrays parallel."""

    narrow: IntArray
    wide: IntArray
    relation: IntArray
    meets: BoolArray  # some value of one agrees with some value of the other
    below: BoolArray  # the narrower may be at most the wider
    above: BoolArray  # the narrower may be at least the wider
    together: BoolArray  # one voice states both
    voices: BoolArray  # there are two voices at least


def relate(rule: AttributeRule, narrow: str, wide: str) -> Relation:
    """What scope `wide` is to scope `narrow`, where `narrow` states at least as many conditions."""
    more = set(narrow.split(JOIN)) - {""}
    less = set(wide.split(JOIN)) - {""}
    if not less < more:
        return Relation.APART
    said = {scope.name: scope.plain for scope in rule.scopes}
    plain = {said.get(name, "open") for name in more - less}
    if "other" in plain or {"whole", "part"} <= plain:
        return Relation.APART
    if "whole" in plain:
        return Relation.WHOLE
    return Relation.PART if "part" in plain else Relation.OPEN


def compare_scopes(telling: Telling, judged: Judged, notes: Notes) -> dict[int, list[int]]:
    """Refine verdicts by what is said in other scopes.

    Returns for each group that became a possible conflict the clusters of other groups that it is
    held against.
    """
    pairs = _pairs(telling, judged)
    beside: dict[int, list[int]] = {}
    if not len(pairs.narrow):
        return beside
    possible = _possible(pairs)
    agree = pairs.meets & (pairs.relation != Relation.APART) & pairs.voices
    apart = ~pairs.meets & ~possible & pairs.voices
    _set_apart(telling, judged, pairs, apart, notes)
    _set_agreed(telling, judged, pairs, agree, notes)
    _set_possible(telling, judged, pairs, possible, notes, beside)
    _explain_conflicts(telling, judged, pairs, notes, beside)
    return beside


def _possible(pairs: _Pairs) -> BoolArray:
    exceeds = ((pairs.relation == Relation.WHOLE) & ~pairs.below) | ((pairs.relation == Relation.PART) & ~pairs.above)
    unsaid = (pairs.relation == Relation.OPEN) & ~pairs.meets & ~pairs.together
    return np.asarray((exceeds & ~pairs.meets) | unsaid)


def _comparable(telling: Telling, judged: Judged) -> BoolArray:
    groups, versions = telling.groups, telling.versions
    many = np.array([rule.many for rule in groups.rules], dtype=bool)[groups.attribute]
    settled = judged.has(Verdict.SINGLE) | judged.has(Verdict.AGREEMENT) | judged.has(Verdict.CONFLICT)
    return np.asarray(settled & ~many & ~versions.mixed & (versions.lists == 0) & (versions.plain > 0))


def _pairs(telling: Telling, judged: Judged) -> _Pairs:
    groups = telling.groups
    chosen = np.flatnonzero(_comparable(telling, judged))
    key = groups.entity[chosen] * len(groups.rules) + groups.attribute[chosen]
    start = np.searchsorted(key, key)
    stop = np.minimum(np.searchsorted(key, key, side="right"), start + MOST_SCOPES)
    alone = stop - start == 1
    stop[alone] = start[alone]
    other, owner = expand(start, stop)
    first, second = chosen[owner], chosen[other]
    # the narrower scope is the one that names more conditions; pairs of equal width are taken once
    conditions = np.array([len(set(scope.split(JOIN)) - {""}) for scope in groups.scopes], dtype=np.int64)
    width = conditions[groups.scope]
    keep = (width[first] > width[second]) | ((width[first] == width[second]) & (first < second))
    narrow, wide = first[keep], second[keep]
    meets, below, above = _compare(telling, narrow, wide)
    together, voices = _voices(telling, narrow, wide)
    return _Pairs(narrow, wide, _relations(telling, narrow, wide), meets, below, above, together, voices)


def _relations(telling: Telling, narrow: IntArray, wide: IntArray) -> IntArray:
    groups = telling.groups
    count = len(groups.scopes)
    code = (groups.attribute[narrow] * count + groups.scope[narrow]) * count + groups.scope[wide]
    distinct, place = np.unique(code, return_inverse=True)
    related = [
        relate(groups.rules[c // count // count], groups.scopes[c // count % count], groups.scopes[c % count])
        for c in distinct.tolist()
    ]
    return np.array(related, dtype=np.int64)[place]


def _compare(telling: Telling, narrow: IntArray, wide: IntArray) -> tuple[BoolArray, BoolArray, BoolArray]:
    """Whether any values of two groups meet, and whether the first may be at most and at least the second."""
    versions, first = telling.versions, telling.first
    many = np.minimum(versions.plain, MOST_VALUES)
    mine, pair = expand(first[narrow], first[narrow] + many[narrow])
    theirs, step = expand(first[wide[pair]], first[wide[pair]] + many[wide[pair]])
    mine, pair = mine[step], pair[step]
    below = versions.least[mine] <= versions.most[theirs]
    above = versions.most[mine] >= versions.least[theirs]
    found = []
    for holds in ((below & above) | _by_alias(telling, mine, theirs), below, above):
        some = np.zeros(len(narrow), dtype=bool)
        some[pair[holds]] = True
        found.append(some)
    return found[0], found[1], found[2]


def _by_alias(telling: Telling, mine: IntArray, theirs: IntArray) -> BoolArray:
    """Whether clusters meet, pair by pair, once K is read as 1024 where their attribute allows it."""
    versions, groups = telling.versions, telling.groups
    binary = np.array([rule.binary_scales for rule in groups.rules], dtype=bool)
    found = np.zeros(len(mine), dtype=bool)
    at = np.flatnonzero(binary[groups.attribute[versions.group[mine]]])
    if len(at):
        (low, high), (least, most) = (_in_thousands(versions, side[at]) for side in (mine, theirs))
        found[at] = (low <= most) & (high >= least)
    return found


def _in_thousands(versions: Versions, cluster: IntArray) -> tuple[FloatArray, FloatArray]:
    """The ends of clusters, those of binary multiples as the decimal ones of the same name."""
    least, most = versions.least[cluster], versions.most[cluster]
    factor = decimal_factor((versions.low[cluster] + versions.high[cluster]) / 2)
    return least * factor, most * factor


def _voices(telling: Telling, narrow: IntArray, wide: IntArray) -> tuple[BoolArray, BoolArray]:
    """Whether one voice states both groups of a pair, and whether the pair has two voices or more."""
    rows, versions = telling.rows, telling.versions
    width = np.int64(rows.voice.max(initial=0) + 1)
    stated = changes(np.sort((rows.group * width + rows.voice)[rows.asserted]))
    bounds = np.searchsorted(stated, np.arange(len(telling.groups) + 1) * width)
    where, pair = expand(bounds[narrow], bounds[narrow + 1])
    wanted = wide[pair] * width + stated[where] % width
    shared = stated[np.minimum(np.searchsorted(stated, wanted), len(stated) - 1)] == wanted
    together = np.zeros(len(narrow), dtype=bool)
    together[pair[shared]] = True
    several = (versions.voices[narrow] > 1) | (versions.voices[wide] > 1)
    return together, several | ~together


def _set_apart(telling: Telling, judged: Judged, pairs: _Pairs, apart: BoolArray, notes: Notes) -> None:
    for side in (pairs.narrow, pairs.wide):
        group = side[apart]
        judged.add(group[judged.has(Verdict.AGREEMENT)[group]], Kind.OTHER_SCOPE)
        judged.set(group[judged.has(Verdict.SINGLE)[group]], Verdict.AGREEMENT, Kind.OTHER_SCOPE)
    main = telling.main
    columns = (pairs.narrow[apart].tolist(), pairs.wide[apart].tolist(), pairs.relation[apart].tolist())
    for narrow, wide, relation in zip(*columns, strict=True):
        mine, theirs = telling.words(int(main[narrow])), telling.words(int(main[wide]))
        my_scope, their_scope = _scope(telling, narrow), _scope(telling, wide)
        link = {Relation.WHOLE: " is a part of", Relation.PART: " includes"}.get(relation)
        if link:
            sentence = f"{mine} {my_scope}{link} {theirs} {their_scope}."
            notes.add(narrow, sentence)
            notes.add(wide, sentence)
        else:
            notes.add(narrow, f"{theirs} {their_scope} is another scope.")
            notes.add(wide, f"{mine} {my_scope} is another scope.")


def _set_agreed(telling: Telling, judged: Judged, pairs: _Pairs, agree: BoolArray, notes: Notes) -> None:
    main = telling.main
    for one, other in ((pairs.narrow, pairs.wide), (pairs.wide, pairs.narrow)):
        group, beside = one[agree], other[agree]
        within = (judged.also >> KIND_NUMBER[Kind.WITHIN_DOCUMENT] & 1).astype(bool)
        own = (judged.kind == KIND_NUMBER[Kind.OTHER_SCOPE]) | within
        lone = judged.has(Verdict.SINGLE)[group] | (judged.has(Verdict.AGREEMENT) & own)[group]
        group, beside = group[lone], beside[lone]
        judged.drop(group, Kind.WITHIN_DOCUMENT)
        columns = (group.tolist(), beside.tolist())
        met = [_met(telling, int(main[mine]), theirs) for mine, theirs in zip(*columns, strict=True)]
        judged.set(group, Verdict.AGREEMENT, Kind.SAME)
        judged.kind[group] = _ground(telling, main[group], np.array(met, dtype=np.int64))
        for mine, theirs, cluster in zip(*columns, met, strict=True):
            if mine not in notes.instead:
                notes.instead[mine] = _agreement(telling, int(judged.kind[mine]), int(main[mine]), cluster)
            else:
                notes.add(mine, f"{telling.words(cluster)} is stated {_scope(telling, theirs)} and agrees.")


def _ground(telling: Telling, one: IntArray, other: IntArray) -> IntArray:
    """The kinds of agreements of clusters in two scopes, by their most precise statements."""
    rows, versions, groups = telling.rows, telling.versions, telling.groups
    mine, theirs = versions.head[one], versions.head[other]
    dates = np.array([rule.type == "date" for rule in groups.rules], dtype=bool)[groups.attribute[versions.group[one]]]
    equal = (rows.lower[mine] == rows.lower[theirs]) & (rows.upper[mine] == rows.upper[theirs])
    qualifiers = np.stack((rows.qualifier[mine], rows.qualifier[theirs]))
    same = (rows.value[mine] == rows.value[theirs]) & (qualifiers[0] == qualifiers[1])
    same = equal | (~dates & same) | rows.is_term[mine]  # "2025", "early 2025"
    overlap = (versions.least[one] <= versions.most[other]) & (versions.most[one] >= versions.least[other])
    kinds = np.where(dates, KIND_NUMBER[Kind.FINER_DATE], KIND_NUMBER[Kind.ROUNDING])
    for holds, kind in (
        ((qualifiers == ABOUT).any(axis=0), Kind.ABOUT),
        (np.isin(qualifiers, RANGES).any(axis=0), Kind.RANGE),
        (~overlap, Kind.ALIAS),
        (same, Kind.SAME),
    ):
        kinds[holds] = KIND_NUMBER[kind]
    return kinds


def _met(telling: Telling, cluster: int, group: int) -> int:
    """The best supported cluster of a group that a cluster of another scope meets."""
    versions = telling.versions
    least, most = versions.least[cluster], versions.most[cluster]
    clusters = telling.clusters(group)
    for other in clusters:
        if least <= versions.most[other] and most >= versions.least[other]:
            return other
    others = np.array(clusters, dtype=np.int64)
    return int(others[np.argmax(_by_alias(telling, np.full(len(others), cluster), others))])


def _agreement(telling: Telling, kind: int, cluster: int, other: int) -> str:
    """What two statements of different scopes have in common: both with their intervals."""
    versions = telling.versions
    row = int(versions.head[cluster])
    both = " and ".join(
        f"{telling.with_interval(int(versions.head[one]))} {_scope(telling, int(versions.group[one]))}"
        for one in (cluster, other)
    )
    if kind == KIND_NUMBER[Kind.ALIAS]:
        return f"{both} {ALIASED}."
    how = AGREED.get(kind)
    if how is None:
        return f"{both} agree."
    low = max(versions.low[cluster].item(), versions.low[other].item())
    high = min(versions.high[cluster].item(), versions.high[other].item())
    return f"{both} {how}; both hold {telling.interval(row, low, high)}."


def _set_possible(
    telling: Telling, judged: Judged, pairs: _Pairs, possible: BoolArray, notes: Notes, beside: dict[int, list[int]]
) -> None:
    main = telling.main
    dates = np.array([rule.type == "date" for rule in telling.groups.rules], dtype=bool)
    columns = (pairs.narrow[possible].tolist(), pairs.wide[possible].tolist(), pairs.relation[possible].tolist())
    for narrow, wide, relation in zip(*columns, strict=True):
        mine, theirs = telling.words(int(main[narrow])), telling.words(int(main[wide]))
        scope = _scope(telling, narrow)
        if relation == Relation.OPEN:
            sentence = f"{mine} is stated {scope}, {theirs} {_scope(telling, wide)}: a conflict if both mean the same."
        else:
            more = "more" if relation == Relation.WHOLE else "less"
            sentence = f"{mine} {scope} is {more} than {theirs} {_scope(telling, wide)}, which it should not be."
        notes.add(narrow, sentence)
        if judged.has(Verdict.CONFLICT)[narrow]:
            continue
        kind = Kind.DATE if dates[telling.groups.attribute[narrow]] else Kind.VALUE
        judged.set(np.array([narrow]), Verdict.POSSIBLE, kind)
        judged.also[narrow] = 0
        judged.lowered[narrow] = 1
        beside.setdefault(narrow, []).extend(telling.clusters(wide))


def _explain_conflicts(
    telling: Telling, judged: Judged, pairs: _Pairs, notes: Notes, beside: dict[int, list[int]]
) -> None:
    """A plain value that a document states for a scope, beside better supported plain ones: the scope was left out."""
    versions = telling.versions
    conflict = judged.has(Verdict.CONFLICT)[pairs.wide] & (versions.plain[pairs.narrow] == 1)
    conflict &= pairs.meets & np.isin(pairs.relation, (Relation.OPEN, Relation.WHOLE, Relation.PART))
    found: dict[int, dict[int, int]] = {}
    for narrow, wide in zip(pairs.narrow[conflict].tolist(), pairs.wide[conflict].tolist(), strict=True):
        own = telling.clusters(narrow)[0]
        for cluster in telling.clusters(wide):
            if versions.least[cluster] <= versions.most[own] and versions.most[cluster] >= versions.least[own]:
                found.setdefault(wide, {}).setdefault(cluster, own)
    for wide, explained in sorted(found.items()):
        left = [cluster for cluster in telling.clusters(wide) if cluster not in explained]
        if len(left) != 1 or versions.votes[left[0]] < max(versions.votes[c] for c in explained):
            continue
        for cluster, own in explained.items():
            words, scope = telling.words(cluster), _scope(telling, int(versions.group[own]))
            notes.add(wide, f"{words} is what another statement gives {scope}: the scope may be left out here.")
        judged.set(np.array([wide]), Verdict.POSSIBLE, KINDS[judged.kind[wide]])
        judged.lowered[wide] = 1
        beside.setdefault(wide, []).extend(dict.fromkeys(explained.values()))


def _scope(telling: Telling, group: int) -> str:
    scope = telling.groups.scopes[int(telling.groups.scope[group])]
    return f"for “{scope.replace(JOIN, ', ')}”" if scope else "without a scope"
