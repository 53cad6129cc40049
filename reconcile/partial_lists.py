"""Lists of people as intervals: who names some of those that others name says no other thing, but less.

Leaving somebody out is easy, and to add the same person by mistake as somebody else does is not. So a list speaks for
every list that goes on where it ends, as a rounded number does for what rounds to it. The people of a group are put in
the order of how many of its lists name them; lists that begin alike then stand together, and each one's interval
reaches to the last that begins with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from reconcile.arrays import FloatArray, IntArray, starts
from reconcile.people import Person, people

Key = tuple[str, str]  # surname and first initial


def list_ends(group: IntArray, value: IntArray, texts: Sequence[str]) -> tuple[FloatArray, FloatArray]:
    """The ends of the interval of each statement; NaN for a text that names nobody, or where all are the same.

    `group` and `value` are those of the statements, `texts` the values by their numbers.
    """
    width = np.int64(len(texts))
    key = group * width + value
    stated, place = np.unique(key, return_inverse=True)
    low, high = np.full(len(stated), np.nan), np.full(len(stated), np.nan)
    first = np.append(starts(stated // width), len(stated))
    for begin, end in zip(first[:-1].tolist(), first[1:].tolist(), strict=True):
        if end - begin > 1:
            low[begin:end], high[begin:end] = _ends([texts[number] for number in (stated[begin:end] % width).tolist()])
    return low[place], high[place]


def _ends(texts: list[str]) -> tuple[list[float], list[float]]:
    """The ends of the lists of one group."""
    named = [sorted({_key(person) for person in found.named}) if (found := people(text)) else [] for text in texts]
    usual = Counter(person for one in named for person in one)
    lists = [tuple(sorted(one, key=lambda person: (-usual[person], person))) for one in named]
    order = sorted({one for one in lists if one})
    at = {one: number for number, one in enumerate(order)}
    last = dict(at)
    open_lists: list[tuple[Key, ...]] = []
    for one in order:
        while open_lists and one[: len(open_lists[-1])] != open_lists[-1]:
            open_lists.pop()
        for begun in open_lists:
            last[begun] = at[one]
        open_lists.append(one)
    return [float(at.get(one, np.nan)) for one in lists], [float(last.get(one, np.nan)) for one in lists]


def _key(person: Person) -> Key:
    return person.surname, person.given[0][:1] if person.given else ""
