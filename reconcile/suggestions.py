"""Suggestions: which value of a contested group is probably right, on what that rests, and how strongly."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from reconcile.arrays import BoolArray, FloatArray, IntArray, highest
from reconcile.trust import Trust

if TYPE_CHECKING:
    import pandas as pd

NO_AUTHORITY: Mapping[object, float] = MappingProxyType({})
ORDINARY = 1.0  # authority of a source that none is declared for
NOTHING = -1  # cluster where nothing is suggested

# Odds of the best value against the next, in the steps of R. E. Kass and A. E. Raftery, "Bayes factors", JASA 90
# (1995): below 3 not worth more than a bare mention, from 20 on strong. Below 1.1 it is a toss-up.
STRONG = math.log(20)
MODERATE = math.log(3)
WEAK = math.log(1.1)
REPEATED = 0.25  # share of their joint weight that voices lose to copying from which on it is worth a word


@dataclass(frozen=True, slots=True, eq=False)
class _Sides:
    """The two sides of each contested group: the best value, and all the others together."""

    value: IntArray  # the best value
    margin: FloatArray  # its score over that of the next; inf where authority leaves no other
    declared: BoolArray  # authority leaves this value alone
    voices: tuple[IntArray, IntArray]
    reliability: tuple[FloatArray, FloatArray]  # mean over the voices of each side
    more: IntArray  # sources that only repeat the voices for the best value
    copied: BoolArray  # the other side owes much of its number to copying


def suggest(trust: Trust, authority: Mapping[object, float] = NO_AUTHORITY) -> pd.DataFrame:
    """Suggest a value for each group with more than one.

    `authority` maps sources to the weight that the user declared (1 where it is missing): only values that
    a source of the group's highest weight states are considered. Among them, what was learnt decides.

    Columns: group; cluster (`NOTHING` where the sources are balanced); strength ("strong", "moderate",
    "weak", "balanced"); basis (a sentence). One row for each contested group, sorted by group.
    """
    import pandas as pd

    contested = np.flatnonzero(np.diff(trust.table.votes.first) > 1)
    sides = _sides(trust, contested, authority)
    level = np.searchsorted([WEAK, MODERATE, STRONG], sides.margin, side="right")
    return pd.DataFrame(
        {
            "group": trust.table.group[contested],
            "cluster": np.where(level > 0, trust.table.cluster[sides.value], NOTHING),
            "strength": np.array(["balanced", "weak", "moderate", "strong"], dtype=object)[level],
            "basis": _basis(sides, level == 0),
        }
    )


def _sides(trust: Trust, contested: IntArray, authority: Mapping[object, float]) -> _Sides:
    votes = trust.table.votes
    allowed = _allowed(trust, authority)
    score = np.where(allowed, trust.score, -np.inf)
    order = np.lexsort((-score, votes.group))
    value = order[votes.first[contested]]
    following = score[order[votes.first[contested] + 1]]
    alone = np.bincount(votes.group, allowed, votes.groups)[contested] == 1
    voices = np.diff(votes.opens)[value]
    against = np.diff(votes.begins)[contested] - voices
    reliability = np.bincount(votes.value, trust.reliability[votes.voice], votes.values)
    all_reliability = np.bincount(votes.group, reliability, votes.groups)[contested]
    plain = np.bincount(votes.value, trust.plain, votes.values)
    lost = np.bincount(votes.group, plain - trust.score, votes.groups)[contested] - (plain - trust.score)[value]
    whole = np.bincount(votes.group, plain, votes.groups)[contested] - plain[value]
    return _Sides(
        value=value,
        margin=score[value] - following,
        declared=alone,
        voices=(voices, against),
        reliability=(reliability[value] / voices, (all_reliability - reliability[value]) / against),
        more=trust.table.stated[value] - voices,
        copied=(lost > REPEATED * whole) & (against >= voices),
    )


def _allowed(trust: Trust, authority: Mapping[object, float]) -> BoolArray:
    """Values that a source of the highest authority in its group states."""
    votes = trust.table.votes
    declared = np.array([authority.get(name, ORDINARY) for name in trust.table.source], dtype=np.float64)
    weight = highest(trust.table.voice, declared, votes.voices)  # a voice has that of its most believed source
    of_value = highest(votes.value, weight[votes.voice], votes.values)
    allowed: BoolArray = of_value == highest(votes.group, of_value, votes.groups)[votes.group]
    return allowed


def _basis(sides: _Sides, balanced: BoolArray) -> list[str]:
    """The sentences; one list comprehension over columns, for this is text, not arithmetic."""
    columns = (
        balanced.tolist(),
        sides.declared.tolist(),
        *(side.tolist() for side in (*sides.voices, *sides.reliability, sides.more, sides.copied)),
    )
    return [_sentence(*row) for row in zip(*columns, strict=True)]


def _sentence(
    balanced: bool,
    declared: bool,
    voices: int,
    against: int,
    reliability: float,
    other: float,
    more: int,
    copied: bool,
) -> str:
    independent = "independent sources" if voices > 1 else "source"
    text = f"{voices} {independent} against {against}"
    if declared:
        return f"stated by the source with the highest declared authority; {text}"
    text += f", learnt reliability {reliability:.2f} against {other:.2f}"
    if copied:
        text += ", and the other side repeats itself"
    if more:
        text += f"; {more} more {'repeat' if more > 1 else 'repeats'} it and {'are' if more > 1 else 'is'} not counted"
    return f"balanced, so nothing is suggested: {text}" if balanced else text
