"""Many slices of an array at once."""

from __future__ import annotations

import numpy as np

from reconcile.clusters import IntArray


def expand(start: IntArray, stop: IntArray) -> tuple[IntArray, IntArray]:
    """All positions of the slices start:stop, one slice after the other, and the slice that each is from."""
    length = stop - start
    owner = np.repeat(np.arange(len(start)), length)
    position = np.arange(len(owner)) - np.repeat(np.cumsum(length) - length, length) + start[owner]
    return position, owner
