"""What statements that agree need to be allowed for it: rounding, an "about", a range, an alias."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extract.claim import Qualifier
from reconcile.arrays import BoolArray, FloatArray, IntArray, count_distinct, highest, lowest
from reconcile.rows import LISTED, QUALIFIERS, Groups, Rows
from reconcile.versions import Versions, decimal_factor

# Qualifiers that leave a range open; a claim of this kind agrees with whatever lies inside.
RANGES = tuple(QUALIFIERS.index(q) for q in (Qualifier.RANGE, Qualifier.AT_LEAST, Qualifier.UP_TO))
ABOUT = QUALIFIERS.index(Qualifier.ABOUT)


@dataclass(frozen=True, slots=True)
class Allowances:
    """What the agreement of each group rests on, were it one."""

    varied: BoolArray  # statements commit to different intervals
    by_range: BoolArray
    by_about: BoolArray
    by_alias: BoolArray  # one value is another with K read as 1024


def find_allowances(rows: Rows, groups: Groups, versions: Versions) -> Allowances:
    """Find what each group needs: "about 50" is no more the same as "50" than "at least 50" is."""
    count = len(groups)
    used = np.flatnonzero(rows.asserted & (rows.qualifier != LISTED))
    group = rows.group[used]
    dates = np.array([rule.type == "date" for rule in groups.rules], dtype=bool)[groups.attribute]
    said = rows.value[used] * np.int64(len(QUALIFIERS)) + rows.qualifier[used]
    varied = (count_distinct(group, said, count) > 1) | dates  # "2025" and "early 2025" are one value
    varied &= ~(_equal(group, rows.lower[used], count) & _equal(group, rows.upper[used], count))
    used = used[varied[group]]
    ranges, abouts = used[np.isin(rows.qualifier[used], RANGES)], used[rows.qualifier[used] == ABOUT]
    return Allowances(
        varied=varied,
        by_range=np.bincount(rows.group[ranges], minlength=count) > 0,
        by_about=np.bincount(rows.group[abouts], minlength=count) > 0,
        by_alias=versions.aliased | (varied & _one_binary_value(rows, groups, used)),
    )


def _one_binary_value(rows: Rows, groups: Groups, used: IntArray) -> BoolArray:
    """Groups whose values are all the same once K is read as 1024 where it can be."""
    binary = np.array([rule.binary_scales for rule in groups.rules], dtype=bool)[groups.attribute]
    used = used[binary[rows.group[used]]]
    middle = (rows.lower[used] + rows.upper[used]) / 2
    return np.asarray(binary & _equal(rows.group[used], middle * decimal_factor(middle), len(groups)))


def _equal(group: IntArray, value: FloatArray, count: int) -> BoolArray:
    """Groups all of whose values are the same."""
    return np.asarray(highest(group, value, count) <= lowest(group, value, count))
