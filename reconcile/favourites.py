"""Favourites: the value of each contested group that most speaks for, and the best of those that it excludes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reconcile.arrays import BoolArray, FloatArray, IntArray, highest, lowest, order_by, starts
from reconcile.trust import LEVEL, Trust
from reconcile.versions import STRAY
from reconcile.votes import Votes

ORDINARY = 1.0  # authority of a source that none is declared for
ENOUGH = 2  # sources that state further digits of a number, where more leave them out
NOTHING = -1


@dataclass(frozen=True, slots=True, eq=False)
class Favourites:
    """What is for and against in each group."""

    named: IntArray  # of each group the value to name, see `favourites`; `NOTHING` where it is not contested
    declared: BoolArray  # of each group: authority leaves nothing that it excludes
    side: IntArray  # of each value: `FOR`, `AGAINST`, from `OTHERS` on any other; `NOTHING`: it fits several


FOR, AGAINST, OTHERS = 0, 1, 2


def favourites(trust: Trust, authority: Mapping[str, float]) -> Favourites:
    """What most speaks for in each group with several sides, and against what.

    A value is supported by all that its interval shares a point with, and by all on its side. Of the values that share
    the best supported point one is named: the narrowest that as many sources state as any other form, or two that
    are half as many. So the digits that one source alone states are not named where more leave them out. Days are:
    who knows the day knows the year, while who rounds knows the digits as well.
    """
    votes, side = trust.table.votes, trust.table.side
    support = _Support.of(trust)
    contested = _contested(trust)[votes.group]
    wanted = contested & _allowed(trust, authority)
    named = _form(trust, support.best(votes, wanted))
    pro = _agrees(trust, named)
    rival = support.against(trust, named, pro).best(votes, wanted & ~pro)
    contra = _agrees(trust, rival)
    others = np.where(side >= 0, OTHERS + side, NOTHING)
    label = np.where(pro & contra, NOTHING, np.where(pro, FOR, np.where(contra, AGAINST, others)))
    number = np.arange(votes.values)
    label[number == named[votes.group]], label[number == rival[votes.group]] = FOR, AGAINST
    excluded = np.bincount(votes.group, contested & ~pro, votes.groups) > 0
    return Favourites(named, excluded & (rival == NOTHING), np.where(contested, label, NOTHING))


@dataclass(frozen=True, slots=True, eq=False)
class _Support:
    """What speaks for each value."""

    point: FloatArray  # the votes for all values that hold its point
    total: FloatArray  # these, or all on its side, whichever are more: 128K and 131,072 share a side and no point

    @classmethod
    def of(cls, trust: Trust) -> _Support:
        """The support by the weights that were learnt."""
        votes, side = trust.table.votes, trust.table.side
        own = np.bincount(votes.value, trust.weight, votes.values).astype(np.float64)
        point = votes.overlaps.support(own)
        alone = NOTHING - np.arange(votes.values)
        key = np.where(side >= 0, votes.group * np.int64(side.max(initial=0) + 1) + side, alone)
        place = np.unique(key, return_inverse=True)[1]
        return cls(point, np.maximum(point, np.bincount(place, own)[place]))

    def against(self, trust: Trust, named: IntArray, pro: BoolArray) -> _Support:
        """The same for rivals of the named values: a list that goes on where the named one ends has its own votes."""
        votes = trust.table.votes
        own = np.where(pro, 0.0, np.bincount(votes.value, trust.weight, votes.values))
        longer = votes.listed & (votes.low >= votes.low[named[votes.group]])
        longer &= votes.high <= votes.high[named[votes.group]]
        alone = votes.overlaps.support(own)
        return _Support(*(np.where(longer, alone, amount) for amount in (self.point, self.total)))

    def best(self, votes: Votes, wanted: BoolArray) -> IntArray:
        """Of each group the best supported of the wanted values; of those that tie, one with the best point."""
        at = np.flatnonzero(wanted)
        for amount in (self.total, self.point):
            group = votes.group[at]
            at = at[amount[at] >= highest(group, amount[at], votes.groups)[group] - LEVEL]
        found = np.full(votes.groups, NOTHING)
        found[votes.group[at[::-1]]] = at[::-1]
        return found


def _contested(trust: Trust) -> BoolArray:
    """Groups with several sides."""
    votes, side = trust.table.votes, trust.table.side
    told = np.flatnonzero(side >= 0)
    group, number = votes.group[told], side[told].astype(np.float64)
    return np.asarray(highest(group, number, votes.groups) > lowest(group, number, votes.groups))


def _allowed(trust: Trust, authority: Mapping[str, float]) -> BoolArray:
    """Values that share a point with, or a side of, what a source of the highest authority in its group states."""
    table, votes = trust.table, trust.table.votes
    if not authority:
        return np.ones(votes.values, dtype=bool)
    declared = np.array([authority.get(name, ORDINARY) for name in table.source], dtype=np.float64)[table.speaker]
    group = votes.group[table.said]
    top = np.zeros(votes.values)
    top[table.said[declared == highest(group, declared, votes.groups)[group]]] = 1
    width = np.int64(table.side.max(initial=0) + 1)
    key = np.where(table.side >= 0, votes.group * width + table.side, NOTHING)
    beside = np.isin(key, key[(top > 0) & (key != NOTHING)])
    return np.asarray((votes.overlaps.support(top) > 0) | beside)


def _form(trust: Trust, best: IntArray) -> IntArray:
    """The form in which the best supported value of each group is named."""
    votes = trust.table.votes
    point = np.where(best[votes.group] == NOTHING, NOTHING, votes.low[best[votes.group]])
    at = np.flatnonzero((votes.low <= point) & (point <= votes.high))
    group, number = votes.group[at], np.arange(len(at))
    count = np.diff(votes.opens)[at]
    usual = highest(group, count.astype(np.float64), votes.groups)[group]
    fit = (count >= usual) | ((count >= ENOUGH) & (2 * count >= usual))
    fit |= trust.table.dated[at] & (STRAY * count >= usual)
    width = trust.table.width[at]
    fit &= ~votes.listed[at] | (count >= ENOUGH) | (width >= highest(group, width, votes.groups)[group])
    rank = np.unique(width, return_inverse=True)[1].astype(np.int64)
    order = order_by(group, ~fit * np.int64(1), rank, -count, number)
    chosen = order[starts(group[order])]
    named = np.full(votes.groups, NOTHING)
    named[group[chosen]] = at[chosen]
    return named


def _agrees(trust: Trust, favourite: IntArray) -> BoolArray:
    """Which values share a side with the favourite of their group; where one of the two has none, a point.

    What a list names is named by every list that it begins.
    """
    votes, side = trust.table.votes, trust.table.side
    other = favourite[votes.group]
    meets = (votes.low <= votes.high[other]) & (votes.low[other] <= votes.high)
    begins = votes.listed & (votes.low <= votes.low[other])  # a list speaks for what goes on where it ends
    fits = meets & ((side < 0) | (side[other] < 0) | begins)
    return np.asarray((other != NOTHING) & (fits | ((side >= 0) & (side == side[other]))))
