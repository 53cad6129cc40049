"""Copying: how likely one voice says what it says because another does.

Two sources that state the same wrong value hardly do so independently, two that state the same right value
may. So each agreement is weighed by how likely its value is right *without these two*, and the rates are the
shares of agreements that copying explains, by expectation maximisation: X. L. Dong, L. Berti-Équille and
D. Srivastava, "Integrating conflicting data: the role of source dependence", PVLDB 2 (2009), with one
addition: the rate of a pair is drawn towards the rate of its voice over all it meets, so that a voice that
copies a little from many is found as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from reconcile.arrays import BoolArray, FloatArray, IntArray, changes, expand
from reconcile.votes import Votes, scatter

PRIOR = 0.1  # rate at which a voice copies another before anything is seen: alpha = 0.2 of the paper, in two directions
VOICE_PRIOR = 30.0  # meetings that the prior of a voice's rate counts for: it yields to some dozens of observations
PAIR_PRIOR = 20.0  # meetings that the voice's rate counts for in that of a pair; it yields to those of the pair
SURE = 0.98  # no rate, in both directions together, goes beyond: nothing is certain
PAIRS_LEARNT = 1_000_000  # pairs of votes that rates are learnt from: bounds time, leaves errors of rates far below 1 %
SHARED_VOTES = 4_000_000  # pairs of votes for one value that are looked at: bounds memory at about 100 MB
_TABLE = 4  # so many entries of a table are made in the time of one search
_PART = 1 << 16  # pairs that are worked on at once: what is computed of them stays in the processor's cache


@dataclass(frozen=True, slots=True, eq=False)
class Meetings:
    """Pairs of voices that speak about the same groups; the lower number is `low`."""

    key: IntArray  # low * voices + high, ascending
    low: IntArray
    high: IntArray
    times: FloatArray  # groups in which the pair meets


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """Pairs of votes for one value; votes of a value are sorted by voice, so `one` has the lower."""

    one: IntArray  # position of a vote
    other: IntArray  # position of a later vote for the same value
    meeting: IntArray  # which of the meetings it is; their number where it is none of them

    def parts(self) -> Iterator[slice]:
        """The pairs in their order, some at a time."""
        return (slice(start, start + _PART) for start in range(0, len(self.one), _PART))


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """Copy rates: the probability that a voice takes a statement from another that it meets."""

    voice: FloatArray  # of each voice, over all it meets
    upward: FloatArray  # of each meeting: low copies high
    downward: FloatArray  # of each meeting: high copies low

    def of(self, votes: Votes, shared: Shared) -> tuple[FloatArray, FloatArray]:
        """Rates at which `one` copies `other` and `other` copies `one`; pairs without their own have their voice's."""
        one, other = np.empty(len(shared.one)), np.empty(len(shared.one))
        for part in shared.parts():
            meeting = shared.meeting[part]
            known = meeting < len(self.upward)
            for rate, of_pair, vote in ((one, self.upward, shared.one), (other, self.downward, shared.other)):
                rate[part] = self.voice[votes.voice[vote[part]]]
                rate[part][known] = of_pair[meeting[known]]
        return one, other


def first_rates(votes: Votes, met: Meetings) -> Rates:
    """The rates before anything is seen."""
    pairs = np.full(len(met.key), PRIOR)
    return Rates(np.full(votes.voices, PRIOR), pairs, pairs)


def shared_votes(votes: Votes, met: Meetings) -> Shared:
    """Pairs of votes for one value: all of them, or those of near neighbours where they would be too many."""
    position = np.arange(len(votes.voice))
    left = votes.opens[votes.value + 1] - position - 1
    reach = np.int64(left.max()) if len(left) else np.int64(0)
    while reach > 1 and np.minimum(left, reach).sum() > SHARED_VOTES:
        reach //= 2
    other, one = expand(position + 1, position + 1 + np.minimum(left, reach))
    wanted = votes.voice[one] * np.int64(votes.voices) + votes.voice[other]
    if not len(met.key):
        return Shared(one, other, np.zeros(len(one), dtype=np.int64))
    return Shared(one, other, _places(met.key, wanted, votes.voices**2))


def _places(key: IntArray, wanted: IntArray, most: int) -> IntArray:
    """Where each of the wanted numbers stands in a sorted array; its length where it does not. All are below `most`."""
    if most <= _TABLE * len(wanted):  # a table of all numbers is made faster than each of them is looked up
        table = np.full(most, len(key), dtype=np.int64)
        table[key] = np.arange(len(key))
        return table[wanted]
    at = np.searchsorted(key, wanted)
    return np.where(key[np.minimum(at, len(key) - 1)] == wanted, at, len(key))


def learning_groups(votes: Votes) -> BoolArray:
    """Groups to learn rates from: all, or as many, chosen by their number alone, as keep pairs within bounds."""
    size = np.diff(votes.begins)
    cost = size * (size - 1) // 2
    order = np.argsort(scatter(np.arange(votes.groups)), kind="stable")
    order = order[cost[order] <= PAIRS_LEARNT // 10]  # one huge group would stand for all
    wanted = np.zeros(votes.groups, dtype=bool)
    wanted[order[np.cumsum(cost[order]) <= PAIRS_LEARNT]] = True
    return wanted


def meetings(votes: Votes) -> Meetings:
    """Which voices speak about the same groups, and how often."""
    position = np.arange(len(votes.voice))
    last = votes.begins[votes.group[votes.value] + 1]
    other, one = expand(position + 1, last)
    first, second = votes.voice[one], votes.voice[other]
    differ = first != second  # a voice that contradicts itself does not meet itself
    first, second = first[differ], second[differ]
    low, high = np.minimum(first, second), np.maximum(first, second)
    every = np.sort(low * np.int64(votes.voices) + high)
    key = changes(every)
    times = np.diff(np.append(np.searchsorted(every, key), len(every)))
    return Meetings(key, key // max(votes.voices, 1), key % max(votes.voices, 1), times.astype(np.float64))


def learn_rates(
    votes: Votes, met: Meetings, shared: Shared, right: FloatArray, reliability: FloatArray, rates: Rates
) -> Rates:
    """One round of learning from pairs of votes for one value, all of them between voices that have met.

    `right` is the probability of the value of each pair without the two votes, `reliability` that of each
    voice, `rates` what the round before found. A false statement is any of the group's values alike.
    """
    wrong = 1 / votes.choices[votes.value[shared.one]]
    true_one, true_other = reliability[votes.voice[shared.one]], reliability[votes.voice[shared.other]]
    says_one = right * true_one + (1 - right) * (1 - true_one) * wrong
    says_other = right * true_other + (1 - right) * (1 - true_other) * wrong
    by_chance = right * true_one * true_other + (1 - right) * (1 - true_one) * (1 - true_other) * wrong**2
    forth, back = rates.of(votes, shared)
    within = np.minimum(1.0, SURE / (forth + back))
    forth, back = forth * within, back * within
    by_chance *= 1 - forth - back
    forth, back = forth * says_other, back * says_one
    explained = forth + back + by_chance
    up = np.bincount(shared.meeting, forth / explained, len(met.key))
    down = np.bincount(shared.meeting, back / explained, len(met.key))
    taken = np.bincount(met.low, up, votes.voices) + np.bincount(met.high, down, votes.voices)
    seen = np.bincount(met.low, met.times, votes.voices) + np.bincount(met.high, met.times, votes.voices)
    voice = (taken + VOICE_PRIOR * PRIOR) / (seen + VOICE_PRIOR)
    weight = met.times + PAIR_PRIOR
    return Rates(
        voice,
        (up + PAIR_PRIOR * voice[met.low]) / weight,
        (down + PAIR_PRIOR * voice[met.high]) / weight,
    )
