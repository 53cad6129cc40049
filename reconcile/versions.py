"""The versions of each fact: clusters of the claims of a group, with what supports each of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reconcile.arrays import BoolArray, FloatArray, IntArray, count_distinct, highest, lowest, order_by, place
from reconcile.clusters import pierce
from reconcile.kinds import apart, kinds, mixed
from reconcile.rows import LISTED, Groups, Rows

K_BINARY, K_DECIMAL = 1024.0, 1000.0
STRAY = 10  # voices that state a form, to one that states a finer one: beyond, the finer one may be a slip
_NARROW = 16  # in steps between neighbouring doubles: too narrow to be drawn in


@dataclass(frozen=True, slots=True)
class Versions:
    """Clusters of all groups, and the rows they were made of.

    Row arrays are parallel to those of `Rows`. Cluster arrays are sorted by group; in a group the plain
    values come first, then those that are only listed for variants of a family, each by ascending value.
    """

    cluster: IntArray  # of each row; -1: the claim is not asserted and supports nothing
    ambiguous: BoolArray  # of each row: it is compatible with several clusters and votes for none

    group: IntArray  # of each cluster
    listed: BoolArray  # of each cluster: no plain statement says it, only lists of variants
    low: FloatArray  # what all claims of the cluster commit to: the range they share
    high: FloatArray
    least: FloatArray  # the same as it is compared: see `compared_ends`; of a mixed group the ranks of `kinds.apart`
    most: FloatArray
    kind: IntArray  # of each cluster: number of `kinds.kinds` in a mixed group, else 0
    votes: IntArray  # voices behind each cluster
    head: IntArray  # row with its most precise value

    aliased: BoolArray  # of each group: its claims agree only by a declared alias
    mixed: BoolArray  # of each group: its values are of different kinds or units, and compared kind by kind
    stated: IntArray  # of each group: asserted claims
    voices: IntArray  # of each group: voices that assert something
    plain: IntArray  # of each group: clusters of plain values
    lists: IntArray  # of each group: clusters that hold listed values

    def first(self) -> IntArray:
        """First cluster of each group; one more entry at the end."""
        return np.searchsorted(self.group, np.arange(len(self.plain) + 1))


@dataclass(slots=True)
class _Clustering:
    """Rows that take part, and their clusters: plain and listed values of a group are parts of their own."""

    row: IntArray
    part: IntArray  # of each row taking part: twice its group, and one more for listed values
    lower: FloatArray  # what is compared: see `compared_ends`
    upper: FloatArray
    stated_lower: FloatArray  # what is shown
    stated_upper: FloatArray
    number: IntArray  # of each row taking part: cluster within its part
    per_part: IntArray  # clusters of each part


def find_versions(rows: Rows, groups: Groups) -> Versions:
    """Cluster the claims of every group and count what supports each cluster."""
    count = len(groups)
    stated = np.bincount(rows.group[rows.asserted], minlength=count)
    used = rows.asserted | (stated[rows.group] == 0)  # a group that nobody asserts shows what it has
    odd = mixed(rows, used, count)
    kind = kinds(rows, odd)
    made, aliased = _cluster(rows, groups, np.flatnonzero(used), odd, kind)
    offset = np.cumsum(made.per_part) - made.per_part
    cluster = offset[made.part] + made.number
    owner = np.repeat(np.arange(2 * count), made.per_part)
    low, high = highest(cluster, made.lower, len(owner)), lowest(cluster, made.upper, len(owner))
    stated_low = highest(cluster, made.stated_lower, len(owner))
    stated_high = lowest(cluster, made.stated_upper, len(owner))
    ambiguous = _ambiguous(made, low, high)
    onto = _merge_listed(owner, low, high)
    voting = ~ambiguous & ((made.part % 2 == 0) | (onto[cluster] == cluster))
    votes = count_distinct(cluster[voting], rows.voice[made.row[voting]], len(owner))
    cluster = onto[_best_fit(made, cluster, ambiguous, owner, low, high, votes)]
    head = _most_precise(made, cluster, rows, votes)
    stays = onto == np.arange(len(owner))
    kept, renumbered = np.flatnonzero(stays), (np.cumsum(stays) - 1)[cluster]
    group = owner[kept] // 2
    plain = made.per_part[0::2]
    return Versions(
        cluster=_spread(made.row, renumbered, len(used), -1),
        ambiguous=_spread(made.row, ambiguous, len(used), 0) > 0,
        group=group,
        listed=owner[kept] % 2 == 1,
        low=stated_low[kept],
        high=stated_high[kept],
        least=low[kept],
        most=high[kept],
        kind=np.where(odd[group], kind[head[kept]], 0),
        votes=votes[kept],
        head=head[kept],
        aliased=aliased,
        mixed=odd,
        stated=stated,
        voices=count_distinct(rows.group[rows.asserted], rows.voice[rows.asserted], count),
        plain=plain,
        lists=_lists(rows, made, renumbered, count),
    )


def _spread(row: IntArray, value: IntArray | BoolArray, count: int, fill: int) -> IntArray:
    """Values of some rows as a column of all rows."""
    column = np.full(count, fill, dtype=np.int64)
    column[row] = value
    return column


def _lists(rows: Rows, made: _Clustering, cluster: IntArray, count: int) -> IntArray:
    listed = made.part % 2 == 1
    return count_distinct(rows.group[made.row[listed]], cluster[listed], count)


def _cluster(
    rows: Rows, groups: Groups, used: IntArray, odd: BoolArray, kind: IntArray
) -> tuple[_Clustering, BoolArray]:
    """Cluster rows; also tells which groups agree better with K read as 1024."""
    stated_lower, stated_upper = rows.lower[used], rows.upper[used]
    days = np.array([rule.type == "date" for rule in groups.rules], dtype=bool)[groups.attribute[rows.group[used]]]
    lower, upper = compared_ends(stated_lower, stated_upper, ~days & ~rows.is_term[used])
    several = np.flatnonzero(odd[rows.group[used]])
    lower[several], upper[several] = apart(kind[used[several]], lower[several], upper[several])
    part = rows.group[used] * 2 + (rows.qualifier[used] == LISTED)
    number, per_part = pierce(part, lower, upper, 2 * len(groups))
    made = _Clustering(used, part, lower, upper, stated_lower, stated_upper, number, per_part)
    binary = np.array([rule.binary_scales for rule in groups.rules], dtype=bool)
    chosen = np.flatnonzero(binary[groups.attribute[part // 2]] & (per_part[part] > 1) & ~odd[part // 2])
    return made, _apply_aliases(made, chosen, len(groups))


def compared_ends(lower: FloatArray, upper: FloatArray, rounded: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Ends to compare: what is just between two printed numbers rounds to one of them.

    7 (6.5 to 7.5) and 8 (7.5 to 8.5) have an end in common and do not agree; 7.5 as an exact value agrees with
    both, for nobody knows which way its author rounds. So the ends of what is `rounded` are drawn in by the least
    step that doubles have, and an exact value is widened by as much.
    """
    low, high = lower.copy(), upper.copy()
    exact = np.flatnonzero(rounded & (lower == upper) & np.isfinite(lower))
    low[exact], high[exact] = np.nextafter(lower[exact], -np.inf), np.nextafter(upper[exact], np.inf)
    wide = np.flatnonzero(rounded & (lower < upper))
    below, above = lower[wide], upper[wide]
    finite = np.isfinite(below) & np.isfinite(above)
    step = np.spacing(np.where(finite, np.maximum(np.abs(below), np.abs(above)), 0.0))
    drawn = above - below > _NARROW * step
    # an end that is open stays so
    low[wide] = np.where(drawn & np.isfinite(below), np.nextafter(below, np.inf), below)
    high[wide] = np.where(drawn & np.isfinite(above), np.nextafter(above, -np.inf), above)
    return low, high


def _apply_aliases(made: _Clustering, chosen: IntArray, groups: int) -> BoolArray:
    """Cluster some rows again with K read as 1024, and keep the result where it unites clusters."""
    aliased = np.zeros(groups, dtype=bool)
    if not len(chosen):
        return aliased
    factor = decimal_factor((made.stated_lower[chosen] + made.stated_upper[chosen]) / 2)
    parts, part_of = np.unique(made.part[chosen], return_inverse=True)
    fresh, counts = pierce(part_of, made.lower[chosen] * factor, made.upper[chosen] * factor, len(parts))
    better = (counts < made.per_part[parts])[part_of]
    chosen, factor = chosen[better], factor[better]
    for end in (made.lower, made.upper, made.stated_lower, made.stated_upper):
        end[chosen] *= factor
    made.number[chosen] = fresh[better]
    made.per_part[made.part[chosen]] = counts[part_of[better]]
    aliased[made.part[chosen] // 2] = True
    return aliased


def decimal_factor(value: FloatArray) -> FloatArray:
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


def _ambiguous(made: _Clustering, low: FloatArray, high: FloatArray) -> BoolArray:
    """Rows whose interval meets what the claims of two or more clusters of their part share."""
    ambiguous = np.zeros(len(made.row), dtype=bool)
    rows = np.flatnonzero(made.per_part[made.part] > 1)
    if not len(rows):
        return ambiguous
    split = np.flatnonzero(made.per_part > 1)
    clusters = np.flatnonzero(np.repeat(made.per_part > 1, made.per_part))
    number = np.zeros(len(made.per_part), dtype=np.int64)
    number[split] = np.arange(len(split))
    part = np.concatenate((number[made.part[rows]], np.repeat(np.arange(len(split)), made.per_part[split])))
    begins, ends, _ = place(
        part, np.concatenate((made.lower[rows], low[clusters])), np.concatenate((made.upper[rows], high[clusters]))
    )
    size = len(rows)
    first = np.searchsorted(ends[size:], begins[:size])  # first cluster that ends at or after the row's start
    last = np.searchsorted(begins[size:], ends[:size], side="right") - 1
    ambiguous[rows] = last > first
    return ambiguous


def _merge_listed(owner: IntArray, low: FloatArray, high: FloatArray) -> IntArray:
    """The cluster that each one is shown as: a listed value that a plain one meets is shown with it."""
    onto = np.arange(len(owner))
    listed = np.flatnonzero(owner % 2 == 1)
    has_list = np.zeros(owner.max(initial=0) // 2 + 1, dtype=bool)
    has_list[owner[listed] // 2] = True
    plain = np.flatnonzero(has_list[owner // 2] & (owner % 2 == 0))
    if not len(listed) or not len(plain):
        return onto
    both = np.concatenate((listed, plain))
    begins, ends, width = place(owner[both] // 2, low[both], high[both])
    size = len(listed)
    at = np.minimum(np.searchsorted(ends[size:], begins[:size]), len(plain) - 1)
    meets = (begins[size:][at] <= ends[:size]) & (ends[size:][at] >= begins[:size])
    meets &= begins[size:][at] // width == begins[:size] // width
    onto[listed[meets]] = plain[at[meets]]
    return onto


def _best_fit(
    made: _Clustering,
    cluster: IntArray,
    ambiguous: BoolArray,
    owner: IntArray,
    low: FloatArray,
    high: FloatArray,
    votes: IntArray,
) -> IntArray:
    """The cluster of each row; one that fits several goes to the best supported of its part if it fits that."""
    moved = np.flatnonzero(ambiguous)
    if not len(moved):
        return cluster
    order = order_by(owner, -votes)
    best = order[np.searchsorted(owner[order], made.part[moved])]
    fits = (made.lower[moved] <= high[best]) & (made.upper[moved] >= low[best])
    cluster = cluster.copy()
    cluster[moved] = np.where(fits, best, cluster[moved])
    return cluster


def _most_precise(made: _Clustering, cluster: IntArray, rows: Rows, votes: IntArray) -> IntArray:
    """Row of each cluster with the narrowest interval, the lowest of equally narrow ones, as most voices spell it.

    Of intervals that are open to one side the narrowest lies in all others: the highest "at least", the lowest "up to".
    `votes` are those of each cluster. A form that one voice states beside more than `STRAY` is no name for theirs.
    """
    count = len(votes)
    kept = _usual(made, cluster, rows, votes)
    lower = np.where(np.isfinite(made.stated_lower), made.stated_lower, made.stated_upper)
    lower = np.where(np.isfinite(made.stated_upper), lower, -lower)
    for key in (made.stated_upper - made.stated_lower, lower):
        least = lowest(cluster[kept], key[kept], count)
        kept = kept[key[kept] <= least[cluster[kept]]]
    head = np.zeros(count, dtype=np.int64)
    head[cluster[kept[::-1]]] = made.row[kept[::-1]]  # the last one written is the first of equals
    several = np.zeros(count, dtype=bool)
    several[cluster[kept[rows.value[made.row[kept]] != rows.value[head[cluster[kept]]]]]] = True
    spelled = kept[several[cluster[kept]]]
    usual = spelled[_by_usage(cluster[spelled], made.row[spelled], rows)[::-1]]
    head[cluster[usual]] = made.row[usual]
    return head


def _usual(made: _Clustering, cluster: IntArray, rows: Rows, votes: IntArray) -> IntArray:
    """The rows whose values are no stray ones of their clusters."""
    usual = np.ones(len(made.row), dtype=bool)
    large = np.flatnonzero(votes[cluster] > STRAY)
    key, form = np.unique(
        cluster[large] * np.int64(len(rows.values)) + rows.value[made.row[large]], return_inverse=True
    )
    voices = count_distinct(form, rows.voice[made.row[large]], len(key)).astype(np.float64)
    most = highest(key // len(rows.values), voices, len(votes)) if len(key) else voices
    usual[large] = STRAY * voices[form] >= most[cluster[large]]
    return np.flatnonzero(usual)


def _by_usage(cluster: IntArray, row: IntArray, rows: Rows) -> IntArray:
    """Order of rows by cluster and spelling: what most voices write, the fuller of equally usual ones ("738 g", "738").

    Not the first document's: a copy under an earlier name would change it.
    """
    _, spelling = np.unique(cluster * np.int64(len(rows.values)) + rows.value[row], return_inverse=True)
    voices = count_distinct(spelling, rows.voice[row], int(spelling.max(initial=-1)) + 1)[spelling]
    length = np.array([len(rows.values[value]) for value in rows.value[row].tolist()], dtype=np.int64)
    return order_by(cluster, -voices, -length, rows.value[row])
