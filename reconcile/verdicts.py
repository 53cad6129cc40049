"""The verdict of each group taken by itself, and its kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reconcile.allowances import find_allowances
from reconcile.arrays import (
    BoolArray,
    FloatArray,
    IntArray,
    changes,
    count_distinct,
    highest,
    lowest,
    pairs,
    place,
    starts,
)
from reconcile.attributes import SEVERITIES
from reconcile.finding import VERDICTS, Kind, Verdict
from reconcile.kinds import disputed
from reconcile.rows import LISTED, Groups, Rows
from reconcile.versions import Versions

KINDS = tuple(Kind)
VERDICT_NUMBER = {verdict: number for number, verdict in enumerate(VERDICTS)}
KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS)}
RANKED = (Verdict.CONFLICT, Verdict.POSSIBLE)  # verdicts that have a severity

# Values this close are one severity step less grave: two measurements of one quantity, or one with its
# small parts counted and one without, differ by a percent or two; different models differ by more.
CLOSE = 0.02
# Factors between values that tell a slip of unit or scale: thousand, million, billion for one another.
SCALES = (1e3, 1e6, 1e9)

CodeArray = npt.NDArray[np.int8]


@dataclass(slots=True)
class Judged:
    """Verdicts of all groups, refined in place by one step after the other."""

    verdict: CodeArray  # number in VERDICTS
    kind: CodeArray  # number in KINDS
    also: npt.NDArray[np.int32]  # bit k: the kind with number k holds as well
    lowered: CodeArray  # steps by which severity is lowered

    def set(self, where: IntArray | BoolArray, verdict: Verdict, kind: Kind) -> None:
        """Give groups a verdict and a kind."""
        self.verdict[where] = VERDICT_NUMBER[verdict]
        self.kind[where] = KIND_NUMBER[kind]

    def add(self, where: IntArray | BoolArray, kind: Kind) -> None:
        """Note a further kind for groups."""
        self.also[where] |= 1 << KIND_NUMBER[kind]

    def drop(self, where: IntArray | BoolArray, kind: Kind) -> None:
        """Take a further kind from groups."""
        self.also[where] &= ~(1 << KIND_NUMBER[kind])

    def holds(self, group: int, kind: Kind) -> bool:
        """Whether a kind holds for a group, as the leading one or a further one."""
        number = KIND_NUMBER[kind]
        return bool(self.kind[group] == number or self.also[group] >> number & 1)

    def has(self, verdict: Verdict) -> BoolArray:
        """Groups of a verdict."""
        return np.asarray(self.verdict == VERDICT_NUMBER[verdict])


def judge(rows: Rows, groups: Groups, versions: Versions) -> Judged:
    """Judge each group by itself, whatever other groups say."""
    count = len(groups)
    judged = Judged(
        np.zeros(count, np.int8), np.zeros(count, np.int8), np.zeros(count, np.int32), np.zeros(count, np.int8)
    )
    _agreements(judged, rows, groups, versions)
    _lists(judged, rows, groups, versions)
    # One document that tells a value in several ways, "early 2025" and "January 2025", agrees with itself.
    told_once = (judged.kind == KIND_NUMBER[Kind.SAME]) | (versions.lists > 0)
    alone = (versions.voices == 1) & (versions.plain <= 1)
    judged.set(alone & told_once, Verdict.SINGLE, Kind.NONE)
    judged.add(alone & ~told_once, Kind.WITHIN_DOCUMENT)
    _conflicts(judged, rows, groups, versions)
    unnamed = np.array([not key for key in groups.entity_keys], dtype=bool)[groups.entity]
    plain = np.flatnonzero(~versions.listed)
    compared = disputed(versions.group[plain], versions.kind[plain], count)
    odd = (versions.mixed & ~compared) | (versions.stated == 0)
    judged.set(odd, Verdict.NOT_COMPARABLE, Kind.NONE)
    judged.set(unnamed, Verdict.UNRESOLVED, Kind.NONE)
    judged.also[odd | unnamed] = 0
    return judged


def _agreements(judged: Judged, rows: Rows, groups: Groups, versions: Versions) -> None:
    needed = find_allowances(rows, groups, versions)
    dates = np.array([rule.type == "date" for rule in groups.rules], dtype=bool)[groups.attribute]
    terms = np.array([rule.type in ("term", "flag", "relation") for rule in groups.rules], dtype=bool)
    judged.set(np.ones(len(groups), dtype=bool), Verdict.AGREEMENT, Kind.SAME)
    judged.kind[needed.varied & ~dates & ~terms[groups.attribute]] = KIND_NUMBER[Kind.ROUNDING]
    judged.kind[needed.varied & dates] = KIND_NUMBER[Kind.FINER_DATE]
    judged.kind[needed.by_about] = KIND_NUMBER[Kind.ABOUT]
    judged.kind[needed.by_range] = KIND_NUMBER[Kind.RANGE]
    judged.kind[needed.by_alias] = KIND_NUMBER[Kind.ALIAS]


def _lists(judged: Judged, rows: Rows, groups: Groups, versions: Versions) -> None:
    """Values listed for the variants of a family: sets, which agree where one holds all the others."""
    with_list = versions.lists > 0
    if not with_list.any():
        return
    count = len(groups)
    listed = np.flatnonzero((versions.cluster >= 0) & (rows.qualifier == LISTED))
    width = np.int64(rows.voice.max(initial=0) + 1)
    owner, _ = pairs(rows.group[listed] * width + rows.voice[listed], versions.cluster[listed])
    list_of, size = starts(owner), np.bincount(owner)[changes(owner)]
    largest = np.zeros(count, dtype=np.int64)
    smallest = np.full(count, np.iinfo(np.int64).max)
    np.maximum.at(largest, owner[list_of] // width, size)
    np.minimum.at(smallest, owner[list_of] // width, size)
    in_list = np.zeros(len(versions.group), dtype=bool)
    in_list[versions.cluster[listed]] = True
    outside = np.bincount(versions.group[~in_list], minlength=count) > 0  # a plain value that no list holds
    nested = with_list & (largest == versions.lists) & ~outside
    stated = np.flatnonzero(rows.asserted)
    one = (versions.plain == 1) & (count_distinct(rows.group[stated], rows.value[stated], count) == 1)
    judged.set(with_list & ~nested, Verdict.POSSIBLE, Kind.VALUE)
    judged.lowered[with_list & ~nested] = 1
    judged.set(nested, Verdict.AGREEMENT, Kind.RANGE)
    judged.set(nested & (one | ((smallest == largest) & (versions.plain == 0))), Verdict.AGREEMENT, Kind.SAME)


def _conflicts(judged: Judged, rows: Rows, groups: Groups, versions: Versions) -> None:
    many = np.array([rule.many for rule in groups.rules], dtype=bool)[groups.attribute]
    several = (versions.plain > 1) & many
    shared = np.zeros(len(groups), dtype=bool)
    shared[versions.group[versions.votes > 1]] = True
    judged.set(several, Verdict.NOT_COMPARABLE, Kind.NONE)
    judged.set(several & shared, Verdict.AGREEMENT, Kind.SEVERAL)
    judged.set(several & (versions.voices == 1), Verdict.SINGLE, Kind.NONE)
    conflict = (versions.plain > 1) & ~many
    if not conflict.any():
        return
    dates = np.array([rule.type == "date" for rule in groups.rules], dtype=bool)[groups.attribute]
    judged.lowered[conflict] = 0
    judged.set(conflict, Verdict.CONFLICT, Kind.VALUE)
    judged.set(conflict & dates, Verdict.CONFLICT, Kind.DATE)
    judged.set(conflict & _off_by_scale(groups, versions), Verdict.CONFLICT, Kind.SCALE)
    within = conflict & _within_one_document(rows, versions, len(groups))
    judged.add(within, Kind.WITHIN_DOCUMENT)
    alone = within & (versions.voices == 1)
    judged.also[alone] = 0
    judged.set(alone, Verdict.CONFLICT, Kind.WITHIN_DOCUMENT)
    judged.lowered[conflict & _close(groups, versions)] = 1


def _off_by_scale(groups: Groups, versions: Versions) -> BoolArray:
    """Groups in which a value is the thousandfold of another, within rounding."""
    measured = np.array([rule.measured for rule in groups.rules], dtype=bool)
    usable = measured[groups.attribute[versions.group]] & (versions.plain[versions.group] > 1) & ~versions.listed
    usable &= ~versions.mixed[versions.group]
    usable &= (versions.low > 0) & np.isfinite(versions.most)  # "up to 60" is no number that a slip multiplies
    owner = versions.group[usable]
    bottom, top = lowest(owner, versions.least[usable], len(groups)), highest(owner, versions.most[usable], len(groups))
    usable &= (top >= SCALES[0] * bottom)[versions.group]  # few groups reach that far
    clusters = np.flatnonzero(usable)
    found = np.zeros(len(groups), dtype=bool)
    count = len(clusters)
    if not count:
        return found
    group, least, most = versions.group[clusters], versions.least[clusters], versions.most[clusters]
    for factor in SCALES:
        low, high, _ = place(
            np.concatenate((group, group)),
            np.concatenate((least * factor, least)),
            np.concatenate((most * factor, most)),
        )
        at = np.minimum(np.searchsorted(high[count:], low[:count]), count - 1)  # clusters of a group ascend
        meets = (group[at] == group) & (low[count:][at] <= high[:count]) & (high[count:][at] >= low[:count])
        found[group[meets]] = True
    return found


def _within_one_document(rows: Rows, versions: Versions, count: int) -> BoolArray:
    """Groups of which one document alone states two values that do not agree."""
    chosen = np.flatnonzero((versions.cluster >= 0) & ~versions.ambiguous & (rows.qualifier != LISTED))
    chosen = chosen[versions.plain[rows.group[chosen]] > 1]
    width, kinds = np.int64(len(rows.documents)), np.int64(versions.kind.max(initial=0) + 1)
    speaker = rows.group[chosen] * width + rows.document[chosen]
    owner, _ = pairs(speaker * kinds + versions.kind[versions.cluster[chosen]], versions.cluster[chosen])
    found = np.zeros(count, dtype=bool)
    found[owner[1:][owner[1:] == owner[:-1]] // (width * kinds)] = True
    return found


def _close(groups: Groups, versions: Versions) -> BoolArray:
    """Groups whose lowest and highest plain value lie within CLOSE of each other.

    Values are measured from the middle of what their statements share, not from the ends of that: 7 and 8 end at
    the same 7.5 and are an eighth apart.
    """
    measured = np.array([rule.measured for rule in groups.rules], dtype=bool)[groups.attribute]
    several = np.flatnonzero(measured & (versions.plain > 1) & ~versions.mixed)
    first = versions.first()[several]
    low, high = _middle(versions, first), _middle(versions, first + versions.plain[several] - 1)
    close = np.zeros(len(groups), dtype=bool)
    close[several] = np.abs(high - low) < CLOSE * np.maximum(np.abs(low), np.abs(high))
    return close


def _middle(versions: Versions, cluster: IntArray) -> FloatArray:
    """The middle of each cluster; its only end where it is open on the other side."""
    low, high = versions.low[cluster], versions.high[cluster]
    low, high = np.where(np.isfinite(low), low, high), np.where(np.isfinite(high), high, low)
    return low + (high - low) / 2


def severities(judged: Judged, groups: Groups) -> list[str]:
    """Severity of each group: the attribute's, lowered by the steps noted; "" where nothing is to be ranked."""
    own = np.array([SEVERITIES.index(rule.severity) for rule in groups.rules], dtype=np.int64)
    ranked = np.isin(judged.verdict, [VERDICT_NUMBER[verdict] for verdict in RANKED])
    steps = np.minimum(own[groups.attribute] + judged.lowered, len(SEVERITIES) - 1)
    words = np.array((*SEVERITIES, ""), dtype=object)
    return list(words[np.where(ranked, steps, len(SEVERITIES))])
