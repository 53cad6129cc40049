"""Suggestions: which value of a contested group is probably right, on what that rests, and how strongly."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from reconcile.arrays import BoolArray, FloatArray, IntArray, count_distinct, order_by, starts
from reconcile.favourites import AGAINST, NOTHING, Favourites, favourites
from reconcile.trust import Trust

if TYPE_CHECKING:
    import pandas as pd

NO_AUTHORITY: Mapping[str, float] = MappingProxyType({})

# Odds of the best value against the next, in the steps of R. E. Kass and A. E. Raftery, "Bayes factors", JASA 90
# (1995): below 3 not worth more than a bare mention, from 20 on strong. Below 1.1 it is a toss-up. Where no side has
# more voices, or the one that has more has a single one, reliabilities alone decide, and what was learnt from a handful
# of claims differs by chance: the odds then count by the lower end of a standard error.
STRONG = math.log(20)
MODERATE = math.log(3)
WEAK = math.log(1.1)
REPEATED = 0.25  # share of their joint weight that voices lose to copying from which on it is worth a word


@dataclass(frozen=True, slots=True, eq=False)
class _Sides:
    """The sides of all groups, sorted by group and side, and who is on each of them."""

    group: IntArray  # of each side
    side: IntArray  # of each side: its number in the group
    first: IntArray  # of each group: its first side; one more entry at the end
    of_value: IntArray  # of each value: its side here; the number of sides where it speaks for none
    score: FloatArray  # of each side: what its voices weigh together
    doubt: FloatArray  # variance of the score
    plain: FloatArray  # the same, as if nobody copied
    count: IntArray  # independent sources that are on this side alone
    sources: IntArray  # sources that are on this side alone, those that repeat others included
    heard: IntArray  # votes on it
    reliability: FloatArray  # sum over these votes
    both: IntArray  # of each group: sources that are on several sides, or repeat one that is


@dataclass(frozen=True, slots=True, eq=False)
class _Contest:
    """What is for the favourite of each contested group, against the next and all the others together."""

    margin: FloatArray  # its score over that of the next; inf where authority leaves no other
    doubt: FloatArray  # standard error of the margin where reliabilities alone decide, not the number of voices
    declared: BoolArray  # authority leaves this side alone
    count: tuple[IntArray, IntArray]  # independent sources of each side
    reliability: tuple[FloatArray, FloatArray]  # mean over the votes of each side
    more: IntArray  # sources that only repeat those of the best side
    both: IntArray  # sources on several sides, which count for none
    copied: BoolArray  # the other side owes much of its number to copying
    alone: BoolArray  # nobody is on another side


def suggest(trust: Trust, authority: Mapping[str, float] = NO_AUTHORITY) -> pd.DataFrame:
    """Suggest a value for each group with several sides.

    `authority` maps sources to the weight that the user declared (1 where it is missing): only values for which
    a source of the group's highest weight speaks are considered. Among them, what was learnt decides.

    Columns: group; side and cluster of the value (`NOTHING` where the sources are balanced; the side is `NOTHING`, too,
    where the value fits several); strength ("strong", "moderate", "weak", "balanced"); basis (a sentence). One row for
    each contested group, sorted by group.
    """
    import pandas as pd

    table = trust.table
    chosen = favourites(trust, authority)
    contested = np.flatnonzero(chosen.named != NOTHING)
    contest = _contest(_sides(trust, chosen.side), contested, chosen)
    level = np.searchsorted([WEAK, MODERATE, STRONG], contest.margin - contest.doubt, side="right")
    named = chosen.named[contested]
    return pd.DataFrame(
        {
            "group": table.group[contested],
            "side": np.where(level > 0, table.side[named], NOTHING),
            "cluster": np.where(level > 0, table.cluster[named], NOTHING),
            "strength": np.array(["balanced", "weak", "moderate", "strong"], dtype=object)[level],
            "basis": _basis(contest, level == 0),
        }
    )


def _sides(trust: Trust, label: IntArray) -> _Sides:
    """The sides, by the label that each value has in its group; `NOTHING` is on none."""
    votes = trust.table.votes
    spoken = np.flatnonzero(label >= 0)
    width = np.int64(label.max(initial=0) + 1)
    key, number = np.unique(votes.group[spoken] * width + label[spoken], return_inverse=True)
    of_value = np.full(votes.values, len(key), dtype=np.int64)
    of_value[spoken] = number
    side = of_value[votes.value]
    heard = np.flatnonzero(side < len(key))  # a voice with two values on a side counts once, with the weightier one
    weight = (trust.weight + 0.0).view(np.int64)  # no weight is negative, so their bits are in their order
    order = heard[order_by(side[heard], votes.voice[heard], -weight[heard])]
    order = order[starts(side[order] * np.int64(votes.voices) + votes.voice[order])]
    side, voice = side[order], votes.voice[order]
    count, sources, both = _standing(trust, of_value, key // width)
    return _Sides(
        group=key // width,
        side=key % width,
        first=np.searchsorted(key // width, np.arange(votes.groups + 1)),
        of_value=of_value,
        score=_sums(side, trust.weight[order], len(key)),
        doubt=_sums(side, trust.doubt[voice], len(key)),
        plain=_sums(side, trust.plain[order], len(key)),
        count=count,
        sources=sources,
        heard=np.bincount(side, minlength=len(key)),
        reliability=_sums(side, trust.reliability[voice], len(key)),
        both=both,
    )


def _standing(trust: Trust, of_value: IntArray, group: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """How many independent sources stand on each side, how many sources at all, and how many of each group on several.

    A source is one witness for a side, however it words it there; on several sides it is one for none of them, and
    neither is a source that repeats one on several sides. `group` is that of each side.
    """
    table = trust.table
    side = of_value[table.said]
    on = np.flatnonzero(side < len(group))
    side, speaker, stands = side[on], table.speaker[on], table.stands[on]
    alone = _on_one(group[side], speaker, side) & _on_one(group[side], stands, side)
    sources = count_distinct(side[alone], speaker[alone], len(group))
    # A source that repeats two others on one side is still one source.
    count = np.minimum(count_distinct(side[alone], stands[alone], len(group)), sources)
    both = count_distinct(group[side[~alone]], speaker[~alone], trust.table.votes.groups)
    return count, sources, both


def _on_one(group: IntArray, owner: IntArray, side: IntArray) -> BoolArray:
    """Which statements are of an owner that stands on one side alone of their group."""
    pair = group * np.int64(owner.max(initial=0) + 1) + owner
    _, place = np.unique(pair, return_inverse=True)
    low, high = np.full(len(pair), np.iinfo(np.int64).max), np.full(len(pair), -1)
    np.minimum.at(low, place, side)
    np.maximum.at(high, place, side)
    one: BoolArray = (low == high)[place]
    return one


def _sums(owner: IntArray, amount: FloatArray, owners: int) -> FloatArray:
    return np.bincount(owner, amount, owners).astype(np.float64)


def _contest(sides: _Sides, contested: IntArray, chosen: Favourites) -> _Contest:
    groups = len(sides.first) - 1
    best = sides.first[contested]  # the favourite has a vote, and the lowest label
    following = np.minimum(best + 1, len(sides.side) - 1)
    met = (sides.group[following] == contested) & (sides.side[following] == AGAINST)

    def others(column: FloatArray | IntArray) -> FloatArray:
        whole = np.bincount(sides.group, column, groups)[contested]
        return np.asarray(whole - column[best], dtype=np.float64)

    against = others(sides.count).astype(np.int64)
    declared = chosen.declared[contested]
    margin = sides.score[best] - np.where(met, sides.score[following], 0)
    more = sides.count[best] > np.maximum(np.where(met, sides.count[following], 0), 1)
    return _Contest(
        margin=np.where(declared, np.inf, margin),
        doubt=np.where(more, 0.0, np.sqrt(sides.doubt[best] + np.where(met, sides.doubt[following], 0))),
        declared=declared,
        count=(sides.count[best], against),
        reliability=(
            sides.reliability[best] / sides.heard[best],
            others(sides.reliability) / np.maximum(others(sides.heard), 1),
        ),
        more=sides.sources[best] - sides.count[best],
        both=sides.both[contested],
        copied=(others(sides.plain - sides.score) > REPEATED * others(sides.plain)) & (against >= sides.count[best]),
        alone=others(sides.heard) == 0,
    )


def _basis(contest: _Contest, balanced: BoolArray) -> list[str]:
    """The sentences, each made once: many contests come to the same one."""
    columns = (
        balanced.tolist(),
        contest.declared.tolist(),
        *(side.tolist() for side in contest.count),
        *([f"{share:.2f}" for share in side.tolist()] for side in contest.reliability),
        *(column.tolist() for column in (contest.more, contest.both, contest.copied, contest.alone)),
    )
    rows = list(zip(*columns, strict=True))
    sentences = {row: _sentence(*row) for row in set(rows)}
    return [sentences[row] for row in rows]


def _sentence(
    balanced: bool,
    declared: bool,
    count: int,
    against: int,
    reliability: str,
    other: str,
    more: int,
    both: int,
    copied: bool,
    alone: bool,
) -> str:
    if alone:
        return f"{_counted(count)} {'states' if count == 1 else 'state'} it or what fits it, and none speaks against it"
    text = f"{_counted(count)} against {against or 'none'}"
    if not count and not against:
        text = "no source states one of these values alone"
    if declared:
        return f"stated by the source with the highest declared authority; {text}"
    text += f", learnt reliability {reliability} against {other}"
    if copied:
        text += ", and the other side repeats itself"
    if more:
        text += f"; {more} more {'repeat' if more > 1 else 'repeats'} it and {'are' if more > 1 else 'is'} not counted"
    if both:
        told = "sources state" if both > 1 else "source states"
        text += f"; {both} {told} several of these values and {'count' if both > 1 else 'counts'} for none of them"
    return f"balanced, so nothing is suggested: {text}" if balanced else text


def _counted(sources: int) -> str:
    return f"{sources} {'source' if sources == 1 else 'independent sources'}"
