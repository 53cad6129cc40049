"""Whose voice a claim is in a document that repeats another: its own, where it states another value than that one.

A copy whose figures were changed is no witness for what it repeats, and no second one for what others changed alike;
but it is the only one for what it says itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reconcile.arrays import FloatArray, IntArray, place

if TYPE_CHECKING:
    import pandas as pd

STATED = ("entity", "attribute", "value", "lower", "upper")  # columns that say what a claim states
_SPOKEN_FOR = -1  # in place of a document, where the one that is repeated states the value itself


def own_voices(claims: pd.DataFrame, document: IntArray, voice: IntArray) -> IntArray:
    """The number of the document that speaks for each claim.

    `voice` is the document that each claim of `document` repeats, itself where it repeats none. That one speaks for
    it if it states a value of the same attribute of the same entity that agrees, directly or through others that
    repeat it; else the first document does that states such a value. `claims` has the columns `STATED`.
    """
    import pandas as pd

    codes = [pd.factorize(claims[name], sort=True)[0].astype(np.int64) for name in STATED[:3]]
    entity, attribute, value = codes
    subject = np.unique(np.stack((voice, entity, attribute)), axis=1, return_inverse=True)[1].reshape(-1)
    rows = np.flatnonzero(np.isin(subject, subject[voice != document]))
    if not len(rows):
        return voice
    agreeing = _agreeing(subject[rows], value[rows], *(claims[n].to_numpy(np.float64)[rows] for n in STATED[3:]))
    first = np.full(len(rows), np.iinfo(np.int64).max)
    np.minimum.at(first, agreeing, np.where(voice[rows] == document[rows], _SPOKEN_FOR, document[rows]))
    first = first[agreeing]
    speaker = voice.copy()
    speaker[rows] = np.where(first == _SPOKEN_FOR, voice[rows], first)
    return speaker


def _agreeing(subject: IntArray, value: IntArray, lower: FloatArray, upper: FloatArray) -> IntArray:
    """Number statements so that those of one subject whose intervals touch, one after the other, have one number."""
    text = np.isnan(lower)
    low, high, _ = place(subject * 2 + text, np.where(text, value, lower), np.where(text, value, upper))
    order = np.lexsort((high, low))
    reached = np.maximum.accumulate(high[order])
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = low[order][1:] > reached[:-1]
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.cumsum(fresh) - 1
    return number
