"""Values of one group that nothing converts into each other: texts beside numbers, grams beside litres.

They cannot be compared, but those of one kind can: two weights that differ are a conflict, whatever else is stated.
"""

from __future__ import annotations

import numpy as np

from reconcile.arrays import BoolArray, FloatArray, IntArray, changes, count_distinct, order_by, pairs
from reconcile.rows import Rows


def kinds(rows: Rows, odd: BoolArray) -> IntArray:
    """The kind of each row as a number: 0 for texts, and for numbers one for each unit and one for none.

    In the `odd` groups a number without a unit is of the one that most voices state there.
    """
    kind = np.where(rows.is_term, 0, rows.unit + 2)
    at = np.flatnonzero(odd[rows.group] & ~rows.is_term)
    bare, measured = at[rows.unit[at] < 0], at[rows.unit[at] >= 0]
    if not len(bare) or not len(measured):
        return kind
    width = np.int64(rows.unit.max() + 1)
    owner, _ = pairs(rows.group[measured] * width + rows.unit[measured], rows.voice[measured])
    stated = changes(owner)
    voices = np.bincount(np.searchsorted(stated, owner))
    order = order_by(stated // width, -voices)
    group = (stated // width)[order]
    usual = order[np.minimum(np.searchsorted(group, rows.group[bare]), len(order) - 1)]
    known = (stated // width)[usual] == rows.group[bare]
    kind[bare[known]] = (stated % width)[usual[known]] + 2
    return kind


def mixed(rows: Rows, used: BoolArray, count: int) -> BoolArray:
    """Groups whose claims cannot all be compared: numbers beside texts, or two units. No unit goes with any one."""
    terms = np.bincount(rows.group[used & rows.is_term], minlength=count)
    others = np.bincount(rows.group[used & ~rows.is_term], minlength=count)
    with_unit = used & (rows.unit >= 0)
    units = count_distinct(rows.group[with_unit], rows.unit[with_unit], count)
    return ((terms > 0) & (others > 0)) | (units > 1)


def apart(kind: IntArray, lower: FloatArray, upper: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Intervals of several kinds put side by side on one line, so that only those of one kind can meet.

    Ends become their ranks within all ends, sorted by kind and then by value: open ends are the first and last of
    their kind.
    """
    size = len(kind)
    end, of = np.concatenate((lower, upper)), np.concatenate((kind, kind))
    order = np.lexsort((end, of))
    fresh = np.zeros(2 * size, dtype=bool)
    fresh[1:] = (np.diff(of[order]) != 0) | (end[order][1:] != end[order][:-1])
    rank = np.empty(2 * size)
    rank[order] = np.cumsum(fresh)
    return rank[:size], rank[size:]


def disputed(group: IntArray, kind: IntArray, count: int) -> BoolArray:
    """Groups that have two of these clusters of one kind: `group` and `kind` are those of each cluster."""
    return np.bincount(group, minlength=count) > count_distinct(group, kind, count)
