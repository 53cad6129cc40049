"""How often each voice is right, by the values that win and by what else is said of the same things."""

from __future__ import annotations

import numpy as np

from reconcile.arrays import BoolArray, FloatArray, IntArray
from reconcile.votes import Votes

LOWEST = 0.01  # below, a source would speak against what it states
HIGHEST = 0.85  # so that the best source weighs about as much as two that agree and are right 7 times in 10
PRIOR_CLAIMS = 10.0  # claims that the prior of a source's reliability counts for: a source proves itself by a dozen
PRIOR_EASE = 20.0  # claims that the prior of a topic's ease counts for: no harder and no easier than the others


def estimate(votes: Votes, winner: FloatArray, own: FloatArray) -> FloatArray:
    """Share of a voice's own statements that win where others speak too, drawn towards that of voices of its size.

    `winner` is 1 for the values that win, `own` the probability that each vote is no copy, by which it counts. It
    counts the less, too, the more of what else is said in its group it allows: who rounds to tens is right by that
    alone. What is hard to tell for all is held against nobody: the odds are those on topics of mean ease.
    """
    told = tested(votes) * own * votes.sharpness[votes.value]
    won = winner[votes.value] * told
    right, seen = (np.bincount(votes.voice, amount, votes.voices) for amount in (won, told))
    size_class = _size_class(votes)
    alike = (np.bincount(size_class, right) + 1) / (np.bincount(size_class, seen) + 2)
    drawn = _bounded((right + PRIOR_CLAIMS * alike[size_class]) / (seen + PRIOR_CLAIMS))
    mean = float(np.clip(won.sum() / max(told.sum(), 1.0), LOWEST, 1 - LOWEST))
    met = _ease(votes, won, told, mean)
    usual = (np.bincount(votes.voice, told * met, votes.voices) + PRIOR_CLAIMS * mean) / (seen + PRIOR_CLAIMS)
    odds = drawn / (1 - drawn) * (mean / (1 - mean)) / (usual / (1 - usual))
    return np.asarray(np.clip(odds / (1 + odds), LOWEST, HIGHEST))


def _ease(votes: Votes, won: FloatArray, told: FloatArray, mean: float) -> FloatArray:
    """Of each vote how often voices are right on its topic, were all of them as reliable as the mean.

    Every voice is compared with itself: with how often it is right on all that it speaks of. Who speaks of one topic
    alone tells nothing of its ease (indirect standardisation, with each voice as its own standard).
    """
    topic = votes.topic[votes.group[votes.value]]
    right, seen = (np.bincount(votes.voice, amount, votes.voices) for amount in (won, told))
    expected = told * (right / np.maximum(seen, np.finfo(float).tiny))[votes.voice]
    topics = votes.topic.max(initial=0) + 1
    found = np.bincount(topic, won, topics) + PRIOR_EASE * mean
    share = mean * found / (np.bincount(topic, expected, topics) + PRIOR_EASE * mean)
    return np.asarray(_bounded(share))[topic]


def doubt(votes: Votes, reliability: FloatArray) -> FloatArray:
    """Variance of each voice's log odds: that of a share among the tested claims of the voices of its size.

    A binomial share p of n has the variance 1 / (n p (1 - p)) on the scale of log odds.
    """
    size_class = _size_class(votes)
    seen = np.bincount(size_class[votes.voice], tested(votes))[size_class] if len(votes.voice) else size_class
    variance: FloatArray = 1 / (np.maximum(seen, 1) * reliability * (1 - reliability))
    return variance


def tested(votes: Votes) -> BoolArray:
    """The votes in groups where others speak, too."""
    several: BoolArray = np.diff(votes.begins)[votes.group[votes.value]] > 1
    return several


def _size_class(votes: Votes) -> IntArray:
    """Of each voice the whole part of the binary logarithm of its claims."""
    return np.floor(np.log2(np.maximum(votes.claims, 1))).astype(np.int64)


def _bounded(share: FloatArray) -> FloatArray:
    return np.clip(share, LOWEST, 1 - LOWEST)
