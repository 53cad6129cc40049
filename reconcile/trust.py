"""Trust: how reliable each source is, learnt from where sources agree and disagree, with no truth given.

The method is ACCU with detection of copying (X. L. Dong, L. Berti-Équille, D. Srivastava, "Integrating
conflicting data: the role of source dependence", PVLDB 2, 2009): a source counts by the odds that it is right,
a value by the sum over its sources, a source is as reliable as its values are often the winning ones, and so on
until the winners stay. The false values of a group are taken to be as many as the values stated in it, so that
agreement says more where there was more to choose from. Numbers and dates stand for intervals, and a source speaks for
all that its own allows (see `reconcile.overlaps`). Six choices keep it sober where sources are few or say little, or
several things at once:

- A source is judged by winners, not by probabilities (as in CRH: Q. Li et al., SIGMOD 2014).
- A source with few claims is taken to be like others with as few (the long tail of CATD: Q. Li et al., PVLDB 8,
  2014), by a prior learnt from them.
- A statement tells of its source as far as it could have been wrong: one that rounds so far that all that others say
  fits it, nothing.
- What is hard to tell for all is held against nobody: sources are compared on topics of mean ease, which is learnt from
  how each of them does here and elsewhere (cf. the difficulty of facts in 3-ESTIMATES: A. Galland, S. Abiteboul, A.
  Marian, P. Senellart, "Corroborating information from disagreeing views", WSDM 2010).
- A copier is counted for what it adds (see `reconcile.copying`), and judged by what it says on its own: each of its
  statements tells of its reliability by the probability that it took it from nobody, the I(S) of the paper. A source
  that repeats what stands elsewhere earns no trust by it, and a group of sources that repeat each other's errors does
  not prove itself.
- A source that states several things on one matter is judged by each of its statements: at most one of them wins, so
  it is the less reliable the more often it does so. None of them counts less beyond that, for most such sources
  revised their word, and the one that stands now should not pay for the one that stood before. In which order rows
  state them tells nothing.

What brought nothing was left out, as measured on sets with known truth, real and generated: support of values by near
ones (ACCUSIM of the same paper) and winners by probability instead of by rank; false values by how popular they are
(POPACCU: X. L. Dong, B. Saha, D. Srivastava, PVLDB 6, 2013); numbers by their distance (CRH; the Gaussian model of
B. Zhao and J. Han, QDB 2012), which helps where all errors are small and harms where digits are mistyped; and
reliability by attribute, drawn towards that of the source: where one attribute is hard to tell by itself, sources that
share an error there prove each other right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from reconcile.arrays import BoolArray, FloatArray
from reconcile.copying import (
    SURE,
    Meetings,
    Rates,
    Shared,
    first_rates,
    learn_rates,
    learning_groups,
    meetings,
    shared_votes,
)
from reconcile.reliability import doubt, estimate
from reconcile.votes import Table, Votes, read_table, scatter

if TYPE_CHECKING:
    import pandas as pd

START = 0.8  # reliability before anything is seen, the paper's; equal for all, so the first round is a plain vote
CLAIMS_LEARNT = 200_000  # claims that are learnt from: beyond, reliabilities move by less than a hundredth
ROUNDS = 20  # learning ends here if winners still change: then they go back and forth between near ties
SETTLED = 0.001  # share of groups that may still change their winner in the last round
LAST_ROUNDS = 2  # rounds over all claims, where only a part was learnt from
LEVEL = 1e-9  # scores that differ by less are the same: sums of floats, not evidence


@dataclass(frozen=True, slots=True, eq=False)
class Trust:
    """What was learnt: by source, and by value of each group."""

    table: Table
    reliability: FloatArray  # of each voice: probability that it is right where others speak too
    copying: FloatArray  # of each voice: rate at which it repeats one of those it meets
    score: FloatArray  # of each value: log odds of its sources together; 0 is no evidence
    weight: FloatArray  # of each vote: what it adds to the score of its value
    plain: FloatArray  # of each vote: log odds of its source alone, as if nobody copied
    doubt: FloatArray  # of each voice: variance of the log odds that it is right, as its reliability is an estimate
    rounds: int  # rounds of learning
    settled: bool  # whether the last round changed hardly a winner (`SETTLED`)

    def sources(self) -> pd.DataFrame:
        """One row for each source, sorted by name.

        Columns: source; claims (distinct statements); reliability; copying.
        """
        import pandas as pd

        voice = self.table.voice
        return pd.DataFrame(
            {
                "source": self.table.source,
                "claims": self.table.votes.claims[voice],
                "reliability": self.reliability[voice],
                "copying": self.copying[voice],
            }
        )

    def values(self) -> pd.DataFrame:
        """One row for each value of each group: group, cluster, voices (independent sources), score, probability."""
        import pandas as pd

        votes = self.table.votes
        _, within, total = _odds(votes, self.score)
        return pd.DataFrame(
            {
                "group": self.table.group[votes.group],
                "cluster": self.table.cluster,
                "voices": np.diff(votes.opens),
                "score": self.score,
                "probability": within / total[votes.group],
            }
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Round:
    """What a round of learning leaves."""

    score: FloatArray
    weight: FloatArray
    own: FloatArray  # of each vote: probability that its voice took it from nobody
    reliability: FloatArray
    rates: Rates
    number: int
    settled: bool


def learn(frame: pd.DataFrame) -> Trust:
    """Learn how reliable the sources of a claims table are, and score the values.

    Columns of `frame`: see `reconcile.votes.read_table`. The result depends neither on the order of the rows nor on
    the names of the sources, and copies that the column `voice` names add nothing. Time and memory grow linearly
    with the claims.
    """
    table = read_table(frame)
    votes = table.votes
    part = votes.select(_part(votes))
    met = meetings(part.select(learning_groups(part)))
    found = _learn(part, met)
    if part.groups < votes.groups:
        found = _apply(votes, shared_votes(votes, met), found)
    plain = _base(votes, found.reliability)
    learnt = (found.reliability, found.rates.voice, found.score, found.weight, plain)
    return Trust(table, *learnt, doubt(votes, found.reliability), found.number, found.settled)


def _part(votes: Votes) -> BoolArray:
    """The groups that are learnt from: all, or as many, chosen by number alone, as hold enough claims."""
    order = np.argsort(scatter(np.arange(votes.groups)), kind="stable")
    size = np.diff(votes.begins)
    wanted = np.zeros(votes.groups, dtype=bool)
    wanted[order[np.cumsum(size[order]) <= CLAIMS_LEARNT]] = True
    return wanted


def _learn(votes: Votes, met: Meetings) -> _Round:
    """Alternate between winners and reliabilities until hardly a winner changes."""
    paired = learning_groups(votes)
    pairs = votes.select(paired)
    shared = shared_votes(votes, met)
    together = shared if paired.all() else shared_votes(pairs, met)
    learnt = paired[votes.group]
    rates = first_rates(votes, met)
    weight, own = _base(votes, np.full(votes.voices, START)), np.ones(len(votes.voice))  # no copying is known yet
    winner = np.zeros(votes.values)
    number, settled = 0, False
    while not settled and number < ROUNDS:
        number += 1
        used, score, before = weight, _score(votes, weight), winner
        winner = _winners(votes, score)
        reliability = estimate(votes, winner, own)
        right = _without(pairs, together, score[learnt], weight[learnt[votes.value]])
        rates = learn_rates(pairs, met, together, right, reliability, rates)
        settled = bool(np.abs(winner - before).sum() <= SETTLED * votes.groups)
        taken = rates.of(votes, shared)
        weight, own = _weights(votes, shared, reliability, rates.voice, taken), _own(votes, shared, taken)
    return _Round(score, used, own, reliability, rates, number, settled)


def _apply(votes: Votes, shared: Shared, found: _Round) -> _Round:
    """Score all votes by what was learnt from a part of them; every source is judged by all its claims."""
    taken = found.rates.of(votes, shared)
    own = _own(votes, shared, taken)
    for _ in range(LAST_ROUNDS):
        weight = _weights(votes, shared, found.reliability, found.rates.voice, taken)
        score = _score(votes, weight)
        reliability = estimate(votes, _winners(votes, score), own)
        found = replace(found, score=score, weight=weight, own=own, reliability=reliability)
    return found


def _score(votes: Votes, weight: FloatArray) -> FloatArray:
    """Sum of the weights of the votes for each value, and of those that hold its point."""
    return votes.overlaps.support(np.bincount(votes.value, weight, votes.values).astype(np.float64))


def _base(votes: Votes, reliability: FloatArray) -> FloatArray:
    """What each vote weighs by itself: log odds of its source, times the values there were to choose from."""
    right = reliability[votes.voice]
    weight: FloatArray = np.maximum(np.log(right / (1 - right)) + np.log(votes.choices)[votes.value], 0)
    return weight


def _weights(
    votes: Votes, shared: Shared, reliability: FloatArray, copying: FloatArray, taken: tuple[FloatArray, FloatArray]
) -> FloatArray:
    """What each vote weighs beside the others for its value.

    `copying` is the rate of each voice, `taken` the rates of each pair (`Rates.of`). Votes count from the voice that
    copies least to the one that copies most; each adds what it would have to say if the earlier ones had not said it
    already.
    """
    keys = (np.arange(votes.voices), -votes.claims, -np.round(reliability, 6), np.round(copying, 6))
    rank = np.empty(votes.voices, dtype=np.int64)
    rank[np.lexsort(keys)] = np.arange(votes.voices)
    place = rank[votes.voice]
    right = reliability[votes.voice]
    wrong = (1 - right) / votes.choices[votes.value]
    least = np.full(len(place), np.inf)  # odds that a vote adds beside the one it most probably repeats
    for part in shared.parts():
        one, other = shared.one[part], shared.other[part]
        later = np.where(place[one] > place[other], one, other)
        copied = np.minimum(taken[0][part] + taken[1][part], SURE)
        odds = (copied + (1 - copied) * right[later]) / (copied + (1 - copied) * wrong[later])
        np.minimum.at(least, later, odds)
    weight: FloatArray = np.minimum(_base(votes, reliability), np.maximum(np.log(least), 0))
    return weight


def _own(votes: Votes, shared: Shared, taken: tuple[FloatArray, FloatArray]) -> FloatArray:
    """Probability that each vote is its voice's own: it took the value from none of the others that state it."""
    later, earlier = np.zeros(len(votes.voice)), np.zeros(len(votes.voice))
    for part in shared.parts():
        np.add.at(later, shared.one[part], np.log1p(-np.minimum(taken[0][part], SURE)))
        np.add.at(earlier, shared.other[part], np.log1p(-np.minimum(taken[1][part], SURE)))
    return np.exp(later + earlier)


def _winners(votes: Votes, score: FloatArray) -> FloatArray:
    """1 for the values that hold the point with the highest score; of points that tie, the share that a value holds."""
    wins = (score >= _best(votes, score)[votes.group] - LEVEL).astype(np.float64)
    tied = np.bincount(votes.group, votes.overlaps.distinct(wins), votes.groups)
    return np.asarray(votes.overlaps.inside(wins) / tied[votes.group])


def _best(votes: Votes, score: FloatArray) -> FloatArray:
    """The highest score of each group."""
    best: FloatArray = np.maximum.reduceat(score, votes.first[:-1]) if votes.groups else score
    return best


def _odds(votes: Votes, score: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The highest score of each group; the odds of all points of each value against it; their sum over the group."""
    best = _best(votes, score)
    relative = np.exp(score - best[votes.group])
    total = np.bincount(votes.group, votes.overlaps.distinct(relative), votes.groups)
    return best, votes.overlaps.inside(relative), total.astype(np.float64)


def _without(votes: Votes, shared: Shared, score: FloatArray, weight: FloatArray) -> FloatArray:
    """Probability of the value that each pair of votes is for, by all votes but these two."""
    _, within, total = _odds(votes, score)
    value = votes.value[shared.one]
    left = within[value] * np.exp(-weight[shared.one] - weight[shared.other])
    right: FloatArray = left / (total[votes.group[value]] - within[value] + left)
    return right
