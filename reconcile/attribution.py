"""Conflicts by attribution: the odd value is what a sibling of the entity is agreed to have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from extract.words.pack import Pack
from reconcile.arrays import BoolArray, FloatArray, IntArray, expand, place, starts
from reconcile.finding import Kind, Verdict
from reconcile.telling import Notes, Telling
from reconcile.verdicts import KINDS, Judged

# Voices that must state a sibling's value before it counts as agreed.
AGREED = 2
# Likeness of two names (rapidfuzz ratio of their keys, 0 to 100) from which they may be mistaken for each
# other: "deepseekv2" and "deepseekv3" score 90; "llama" and "qwen" 22.
ALIKE = 80.0
# Lines between the odd statement and one about the sibling within which the writer's eye may have slipped:
# a table or a list of models in full view.
NEAR_LINES = 20
# A figure that more siblings share than this points at none of them: 128K is everybody's context length.
MOST_SIBLINGS = 8
# A statement wider than this points at nobody, for too many siblings lie within it: "about" spans a tenth
# of the value, a month 31 days; "2025" fits everything that came out that year.
WIDEST_SHARE = 0.15
WIDEST_DAYS = 31
_MOST_CANDIDATES = 2 * MOST_SIBLINGS  # entities with the same figure that are looked at, siblings or not


@dataclass(frozen=True, slots=True)
class _Pairs:
    """An odd cluster and the agreed cluster of another entity with the same figure; arrays parallel."""

    odd: IntArray
    sibling: IntArray

    def where(self, keep: BoolArray | IntArray) -> _Pairs:
        """The pairs that are kept."""
        return _Pairs(self.odd[keep], self.sibling[keep])


def attribute_conflicts(telling: Telling, judged: Judged, pack: Pack | None, notes: Notes) -> None:
    """Turn conflicts whose odd value belongs to a sibling into conflicts by attribution."""
    odd = _odd_clusters(telling, judged)
    if not len(odd):
        return
    pairs = _same_figure(telling, odd, _agreed_clusters(telling, judged))
    if not len(pairs.odd):
        return
    groups, versions = telling.groups, telling.versions
    mine, theirs = (groups.entity[versions.group[side]] for side in (pairs.odd, pairs.sibling))
    alike = _alike(telling, mine, theirs)
    distance = _distance(telling, pairs, theirs)
    fits = _related(telling, mine, theirs, pack) | (alike >= ALIKE) | (distance <= NEAR_LINES)
    kept = pairs.where(fits)
    # the sibling that best explains an odd cluster: the nearest one, of equally near ones the one most alike by name
    order = np.lexsort((kept.sibling, 100.0 - alike[fits], distance[fits], kept.odd))
    first = starts(kept.odd[order])
    few = first[np.diff(np.append(first, len(order))) <= MOST_SIBLINGS]
    chosen = kept.where(order[few])
    _attribute(telling, judged, chosen, pack, notes)


def _odd_clusters(telling: Telling, judged: Judged) -> IntArray:
    """Clusters of conflicts that fewer voices state than another of the same group, and precisely enough."""
    versions, groups = telling.versions, telling.groups
    dates = np.array([rule.type == "date" for rule in groups.rules], dtype=bool)[groups.attribute]
    measured = np.array([rule.measured for rule in groups.rules], dtype=bool)[groups.attribute]
    conflict = judged.has(Verdict.CONFLICT) & (measured | dates) & ~versions.mixed
    widest = np.where(dates[versions.group], WIDEST_DAYS, WIDEST_SHARE * np.abs(versions.high))
    with np.errstate(invalid="ignore"):  # an open end leaves no width, and is not narrow enough
        narrow = versions.high - versions.low <= widest
    usable = np.flatnonzero(conflict[versions.group] & ~versions.listed & narrow & np.isfinite(versions.high))
    most = versions.votes[telling.main[versions.group[usable]]]
    return usable[versions.votes[usable] < most]


def _agreed_clusters(telling: Telling, judged: Judged) -> IntArray:
    """Clusters that are all that is said of their group, by several voices."""
    versions = telling.versions
    agreed = judged.has(Verdict.AGREEMENT) & (versions.plain == 1)
    return np.flatnonzero(agreed[versions.group] & ~versions.listed & (versions.votes >= AGREED))


def _same_figure(telling: Telling, odd: IntArray, agreed: IntArray) -> _Pairs:
    """Odd and agreed clusters of one attribute and scope whose values are the same."""
    versions, groups = telling.versions, telling.groups

    def topic(clusters: IntArray) -> IntArray:
        group = versions.group[clusters]
        return groups.attribute[group] * len(groups.scopes) + groups.scope[group]

    middle = _middle(versions.low[agreed], versions.high[agreed])
    count = len(odd)
    low, high, _ = place(
        np.concatenate((topic(odd), topic(agreed))),
        np.concatenate((versions.low[odd], middle)),
        np.concatenate((versions.high[odd], middle)),
    )
    order = np.argsort(low[count:], kind="stable")
    start = np.searchsorted(low[count:][order], low[:count])
    stop = np.searchsorted(low[count:][order], high[:count], side="right")
    stop = np.where(stop - start > _MOST_CANDIDATES, start, stop)
    position, owner = expand(start, stop)
    pairs = _Pairs(odd[owner], agreed[order][position])
    return pairs.where(groups.entity[versions.group[pairs.odd]] != groups.entity[versions.group[pairs.sibling]])


def _middle(low: FloatArray, high: FloatArray) -> FloatArray:
    bounded = np.isfinite(low) & np.isfinite(high)
    return np.where(bounded, np.where(bounded, low, 0) / 2 + np.where(bounded, high, 0) / 2, np.inf)


def _alike(telling: Telling, mine: IntArray, theirs: IntArray) -> FloatArray:
    """Likeness of the names of two entities, pair by pair."""
    from rapidfuzz import fuzz, process

    keys = telling.groups.entity_keys
    left, right = [keys[a] for a in mine.tolist()], [keys[b] for b in theirs.tolist()]
    return np.asarray(process.cpdist(left, right, scorer=fuzz.ratio), dtype=np.float64)


def _related(telling: Telling, mine: IntArray, theirs: IntArray, pack: Pack | None) -> BoolArray:
    """Whether two entities are of one family, pair by pair; without a pack there are no families."""
    if pack is None:
        return np.zeros(len(mine), dtype=bool)
    family = _family_of(pack)
    groups = telling.groups
    entities = np.unique(np.concatenate((mine, theirs)))
    names = [family(groups.entities[entity], groups.entity_keys[entity]) for entity in entities.tolist()]
    number = {name: i for i, name in enumerate(sorted(set(names) - {""}))}
    code = np.array([number.get(name, -1) for name in names], dtype=np.int64)
    first, second = code[np.searchsorted(entities, mine)], code[np.searchsorted(entities, theirs)]
    return np.asarray((first == second) & (first >= 0))


def _family_of(pack: Pack) -> Callable[[str, str], str]:
    """What tells the family of an entity by its name and key."""
    from extract.names.catalogue import Catalogue

    catalogue = Catalogue(pack)

    def family(name: str, key: str) -> str:
        listed = catalogue.by_key.get(key)
        if listed is not None and listed.family:
            return listed.family.casefold()
        return catalogue.grammar.family_word(name)

    return family


def _distance(telling: Telling, pairs: _Pairs, theirs: IntArray) -> FloatArray:
    """Fewest lines between a statement of the odd cluster and one about the sibling; inf: no common document."""
    rows, groups, versions = telling.rows, telling.groups, telling.versions
    entity = groups.entity[rows.group]
    siblings, number = np.unique(theirs, return_inverse=True)
    wanted = np.flatnonzero(np.isin(entity, siblings) & (rows.line > 0))
    width = np.int64(len(rows.documents))
    spread = np.int64(rows.line.max() + 1)
    seats = np.searchsorted(siblings, entity[wanted]) * width + rows.document[wanted]
    spots = np.sort(seats * spread + rows.line[wanted])
    odd_rows = np.flatnonzero(np.isin(versions.cluster, pairs.odd) & (rows.line > 0))
    order = odd_rows[np.argsort(versions.cluster[odd_rows], kind="stable")]
    cluster = versions.cluster[order]
    position, pair = expand(np.searchsorted(cluster, pairs.odd), np.searchsorted(cluster, pairs.odd, side="right"))
    row = order[position]
    seat = (number[pair] * width + rows.document[row]) * spread
    spot = seat + rows.line[row]
    after = np.searchsorted(spots, spot)
    lines = np.full(len(pairs.odd), np.inf)
    for at in (after, after - 1):
        inside = (at >= 0) & (at < len(spots))
        found = spots[np.clip(at, 0, max(0, len(spots) - 1))] if len(spots) else np.zeros(len(at), dtype=np.int64)
        same = inside & (found // spread == seat // spread)
        np.minimum.at(lines, pair[same], np.abs(found - spot)[same].astype(np.float64))
    return lines


def _attribute(telling: Telling, judged: Judged, chosen: _Pairs, pack: Pack | None, notes: Notes) -> None:
    """Turn the conflicts of odd clusters into conflicts by attribution to their siblings: cluster by cluster."""
    versions, groups, rows = telling.versions, telling.groups, telling.rows
    clusters, siblings = chosen.odd, chosen.sibling
    group = versions.group[clusters]
    judged.add(group[judged.kind[group] == KINDS.index(Kind.SCALE)], Kind.SCALE)
    judged.set(group, Verdict.CONFLICT, Kind.ATTRIBUTION)
    noun = pack.entity.nouns[0] if pack and pack.entity.nouns else "entity"
    dates = [rule.type == "date" for rule in groups.rules]
    row = _first_rows(telling)[clusters]
    columns = (
        group,
        groups.attribute[group],
        groups.entity[versions.group[siblings]],
        versions.votes[siblings],
        rows.document[row],
        rows.line[row],
    )
    stated = zip(telling.all_words(clusters), *(column.tolist() for column in columns), strict=True)
    for words, at, attribute, other, votes, document, line in stated:
        where = rows.documents[document] + (f" line {line}" if line else "")
        notes.add(
            at,
            f"{words} is {groups.entities[other]}'s agreed {'date' if dates[attribute] else 'figure'}"
            f" ({votes} documents): {where} probably names the wrong {noun}.",
        )


def _first_rows(telling: Telling) -> IntArray:
    """The first row of each cluster that fits no other cluster; the number of rows where there is none."""
    versions = telling.versions
    rows = np.flatnonzero((versions.cluster >= 0) & ~versions.ambiguous)
    first = np.full(len(versions.group), len(versions.cluster))
    first[versions.cluster[rows[::-1]]] = rows[::-1]  # the last one written is the first
    return first
