"""The versions of each fact: clusters of the claims of a group, with what supports each of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from extract.claim import Qualifier
from reconcile.clusters import BoolArray, FloatArray, IntArray, pierce, place
from reconcile.rows import LISTED, QUALIFIERS, Groups, Rows

K_BINARY, K_DECIMAL = 1024.0, 1000.0
# Qualifiers that leave a range open; a claim of this kind agrees with whatever lies inside.
_RANGES = tuple(QUALIFIERS.index(q) for q in (Qualifier.RANGE, Qualifier.AT_LEAST, Qualifier.UP_TO))
_ABOUT = QUALIFIERS.index(Qualifier.ABOUT)


@dataclass(frozen=True, slots=True)
class Versions:
    """Clusters of all groups, and the rows they were made of.

    Row arrays are parallel to those of `Rows`; cluster arrays are sorted by group and ascending value.
    Values that are listed for the variants of a family make clusters of their own beside the plain ones.
    """

    cluster: IntArray  # of each row; -1: the claim is not asserted and supports nothing
    ambiguous: BoolArray  # of each row: it is compatible with several clusters and votes for none

    group: IntArray  # of each cluster
    listed: BoolArray  # of each cluster: it stands for values of variants
    low: FloatArray  # what all claims of the cluster commit to: the range they share
    high: FloatArray
    votes: IntArray  # voices behind each cluster
    head: IntArray  # row with its most precise value

    aliased: BoolArray  # of each group: its claims agree only by a declared alias
    mixed: BoolArray  # of each group: its values are of different kinds or units
    stated: IntArray  # of each group: asserted claims
    voices: IntArray  # of each group: voices that assert something
    plain: IntArray  # of each group: clusters of plain values
    lists: IntArray  # of each group: clusters of listed values

    def first(self) -> IntArray:
        """First cluster of each group; one more entry at the end."""
        return np.searchsorted(self.group, np.arange(len(self.plain) + 1))


def find_versions(rows: Rows, groups: Groups) -> Versions:
    """Cluster the claims of every group and count what supports each cluster."""
    count = len(groups)
    stated = np.bincount(rows.group[rows.asserted], minlength=count)
    used = rows.asserted | (stated[rows.group] == 0)  # a group that nobody asserts shows what it has
    mixed = _mixed(rows, used, count)
    lower, upper = _comparable(rows, mixed)
    active = np.flatnonzero(used)
    part = rows.group[active] * 2 + (rows.qualifier[active] == LISTED)
    number, per_part = pierce(part, lower[active], upper[active], 2 * count)
    aliased = _apply_aliases(rows, groups, active, part, lower, upper, number, per_part)
    offset = np.cumsum(per_part) - per_part
    cluster = np.full(len(used), -1, dtype=np.int64)
    cluster[active] = offset[part] + number
    owner = np.repeat(np.arange(2 * count), per_part)
    low, high = _shared(cluster[active], lower[active], upper[active], len(owner))
    versions = Versions(
        cluster=cluster,
        ambiguous=_ambiguous(active, part, lower, upper, per_part, offset, low, high, len(used)),
        group=owner // 2,
        listed=owner % 2 == 1,
        low=low,
        high=high,
        votes=np.zeros(len(owner), dtype=np.int64),
        head=np.zeros(len(owner), dtype=np.int64),
        aliased=aliased,
        mixed=mixed,
        stated=stated,
        voices=_distinct(rows.group[rows.asserted], rows.voice[rows.asserted], count),
        plain=per_part[0::2],
        lists=per_part[1::2],
    )
    return _with_support(versions, rows, lower, upper)


def _mixed(rows: Rows, used: BoolArray, count: int) -> BoolArray:
    """Groups whose claims cannot be compared: numbers beside terms, or two units."""
    terms = np.bincount(rows.group[used & rows.is_term], minlength=count)
    others = np.bincount(rows.group[used & ~rows.is_term], minlength=count)
    with_unit = used & (rows.unit >= 0)
    units = _distinct(rows.group[with_unit], rows.unit[with_unit], count)
    return ((terms > 0) & (others > 0)) | (units > 1)


def _comparable(rows: Rows, mixed: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Interval ends to cluster by: in groups that cannot be compared each spelling stands for itself."""
    odd = mixed[rows.group]
    return np.where(odd, rows.value, rows.lower), np.where(odd, rows.value, rows.upper)


def _apply_aliases(
    rows: Rows,
    groups: Groups,
    active: IntArray,
    part: IntArray,
    lower: FloatArray,
    upper: FloatArray,
    number: IntArray,
    per_part: IntArray,
) -> BoolArray:
    """Cluster again with K read as 1024 where that unites clusters; changes its last four arguments in place."""
    aliased = np.zeros(len(groups), dtype=bool)
    binary = np.array([rule.binary_scales for rule in groups.rules], dtype=bool)
    chosen: IntArray = np.flatnonzero(binary[groups.attribute[rows.group[active]]] & (per_part[part] > 1))
    if not len(chosen):
        return aliased
    where = active[chosen]
    factor = _decimal_factor((lower[where] + upper[where]) / 2)
    parts, place_of = np.unique(part[chosen], return_inverse=True)
    fresh, counts = pierce(place_of, lower[where] * factor, upper[where] * factor, len(parts))
    better = (counts < per_part[parts])[place_of]
    where, chosen = where[better], chosen[better]
    lower[where] *= factor[better]
    upper[where] *= factor[better]
    number[chosen] = fresh[better]
    per_part[part[chosen]] = counts[place_of[better]]
    aliased[rows.group[where]] = True
    return aliased


def _decimal_factor(value: FloatArray) -> FloatArray:
    """What turns a binary multiple into the decimal one of the same name: 131,072 into 128,000."""
    factor = np.ones(len(value))
    finite = np.isfinite(value) & (value > 0)
    value = np.where(finite, value, 1.0)
    ratio = K_DECIMAL / K_BINARY
    whole = finite & (value % K_DECIMAL != 0)
    factor[whole & (value % K_BINARY == 0)] = ratio
    factor[whole & (value % K_BINARY**2 == 0)] = ratio**2
    factor[whole & (value % K_BINARY**3 == 0)] = ratio**3
    factor[finite & (value % (K_BINARY * K_DECIMAL) == 0)] = ratio  # 1,024,000: 1024 thousands, a binary million
    return factor


def _shared(cluster: IntArray, lower: FloatArray, upper: FloatArray, count: int) -> tuple[FloatArray, FloatArray]:
    """The range that all claims of each cluster share."""
    low = np.full(count, -np.inf)
    high = np.full(count, np.inf)
    np.maximum.at(low, cluster, lower)
    np.minimum.at(high, cluster, upper)
    return low, high


def _ambiguous(
    active: IntArray,
    part: IntArray,
    lower: FloatArray,
    upper: FloatArray,
    per_part: IntArray,
    offset: IntArray,
    low: FloatArray,
    high: FloatArray,
    count: int,
) -> BoolArray:
    """Rows whose interval meets what the claims of two or more clusters share."""
    ambiguous = np.zeros(count, dtype=bool)
    chosen = np.flatnonzero(per_part[part] > 1)
    if not len(chosen):
        return ambiguous
    rows = active[chosen]
    split = np.flatnonzero(per_part > 1)
    clusters = np.flatnonzero(np.repeat(per_part > 1, per_part))
    renumber = np.zeros(len(per_part), dtype=np.int64)
    renumber[split] = np.arange(len(split))
    owner = np.concatenate((renumber[part[chosen]], np.repeat(np.arange(len(split)), per_part[split])))
    starts, ends, _ = place(
        owner, np.concatenate((lower[rows], low[clusters])), np.concatenate((upper[rows], high[clusters]))
    )
    size = len(rows)
    first = np.searchsorted(ends[size:], starts[:size])  # first cluster that ends at or after the row's start
    last = np.searchsorted(starts[size:], ends[:size], side="right") - 1
    ambiguous[rows] = last > first
    return ambiguous


def _with_support(versions: Versions, rows: Rows, lower: FloatArray, upper: FloatArray) -> Versions:
    """Count voices, move ambiguous claims to the best supported cluster they fit, pick the most precise values."""
    count = len(versions.group)
    cluster = versions.cluster.copy()
    voting = (cluster >= 0) & ~versions.ambiguous
    votes = _distinct(cluster[voting], rows.voice[voting], count)
    moved = np.flatnonzero(versions.ambiguous)
    if len(moved):
        best = _best(versions, votes)[cluster[moved]]
        fits = (lower[moved] <= versions.high[best]) & (upper[moved] >= versions.low[best])
        cluster[moved] = np.where(fits, best, cluster[moved])
    held = np.flatnonzero(cluster >= 0)
    order = held[np.argsort(cluster[held], kind="stable")]
    width = upper[order] - lower[order]
    # of two equally wide the lower one; both ends of a half-open interval are not needed to rank it
    least = np.where(np.isfinite(lower[order]), lower[order], upper[order])
    head = _first_smallest(cluster[order], count, order, width, least)
    return replace(versions, cluster=cluster, votes=votes, head=head)


def _best(versions: Versions, votes: IntArray) -> IntArray:
    """For each cluster the one with most votes beside it, the lowest value among equals."""
    order = np.lexsort((np.arange(len(votes)), -votes, versions.listed, versions.group))
    owner = versions.group * 2 + versions.listed
    _, first = np.unique(owner[order], return_index=True)
    _, where = np.unique(owner, return_inverse=True)
    return order[first][where]


def _first_smallest(cluster: IntArray, count: int, rows: IntArray, *keys: FloatArray) -> IntArray:
    """Row of each cluster that is smallest by the keys in turn, the first of equals; every cluster has a row."""
    kept = np.arange(len(rows))
    for key in keys:
        least = np.full(count, np.inf)
        np.minimum.at(least, cluster[kept], key[kept])
        kept = kept[key[kept] <= least[cluster[kept]]]
    cluster, rows = cluster[kept], rows[kept]
    _, first = np.unique(cluster, return_index=True)
    return rows[first]


def _distinct(owner: IntArray, thing: IntArray, count: int) -> IntArray:
    """Number of distinct things of each owner."""
    width = np.int64(thing.max() + 1) if len(thing) else np.int64(1)
    return np.bincount(np.unique(owner * width + thing) // width, minlength=count)


def needed(rows: Rows, groups: Groups, versions: Versions) -> tuple[BoolArray, BoolArray, BoolArray, BoolArray]:
    """What the agreement of each group rests on.

    Four arrays: statements differ; a range is needed; an "about" is needed; one value is the other with K
    read as 1024. A qualified claim needs its qualifier only where no plain claim of the group states the
    same value.
    """
    count = len(groups)
    active = np.flatnonzero(rows.asserted & (rows.qualifier != LISTED))
    group = rows.group[active]
    dates = np.array([rule.type == "date" for rule in groups.rules], dtype=bool)[groups.attribute]
    varied = (_distinct(group, rows.value[active], count) > 1) | dates  # "2025" and "early 2025" are one value
    varied &= ~(_equal_ends(group, rows.lower[active], count) & _equal_ends(group, rows.upper[active], count))
    active = active[varied[group]]
    binary = np.array([rule.binary_scales for rule in groups.rules], dtype=bool)[groups.attribute]
    scaled = active[binary[rows.group[active]]]
    middle = (rows.lower[scaled] + rows.upper[scaled]) / 2
    one_name = _equal_ends(rows.group[scaled], middle * _decimal_factor(middle), count)
    key = rows.group[active] * np.int64(len(rows.values)) + rows.value[active]
    plain = rows.qualifier[active] == 0
    lone = active[~plain & ~np.isin(key, key[plain])]
    by_range = np.bincount(rows.group[lone[np.isin(rows.qualifier[lone], _RANGES)]], minlength=count) > 0
    by_about = np.bincount(rows.group[lone[rows.qualifier[lone] == _ABOUT]], minlength=count) > 0
    return varied, by_range, by_about, versions.aliased | (varied & binary & one_name)


def _equal_ends(group: IntArray, ends: FloatArray, count: int) -> BoolArray:
    highest = np.full(count, -np.inf)
    lowest = np.full(count, np.inf)
    np.maximum.at(highest, group, ends)
    np.minimum.at(lowest, group, ends)
    return highest <= lowest
