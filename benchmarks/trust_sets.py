"""Generated sets of conflicting claims with known truth, for `benchmarks/trust.py`.

Each set has one difficulty that real sets mix: few sources, many that speak once, copiers, false values that are
more popular than others, numbers with noise or in different precision, slips of scale, statements that are replaced
by later ones. A set is a frame with columns document, entity, value, and the truth by entity. The values are terms,
and the true one is "a", unless the set is about numbers.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

Set = tuple[pd.DataFrame, pd.Series]
Numbers = npt.NDArray[np.int64]
ENTITIES = 1_500


def _claims(said: Numbers, stated: npt.NDArray[np.bool_], truth: Numbers | None = None) -> Set:
    """A frame of what sources (columns of `said`) say about entities (rows), where they say anything."""
    entity, source = np.nonzero(stated)
    spelled = str if truth is not None else _term
    frame = pd.DataFrame(
        {
            "document": [f"source {s}" for s in source.tolist()],
            "entity": [f"entity {e}" for e in entity.tolist()],
            "value": [spelled(v) for v in said[entity, source].tolist()],
        }
    )
    right = np.zeros(len(said), dtype=np.int64) if truth is None else truth
    return frame, pd.Series([spelled(v) for v in right.tolist()], index=[f"entity {e}" for e in range(len(said))])


def _term(value: int) -> str:
    """A value that is no number."""
    return chr(ord("a") + value)


def _false(random: np.random.Generator, shape: tuple[int, ...], values: int, skew: float = 0.0) -> Numbers:
    """False values 1 to `values`; with a skew, the first ones are more popular."""
    share = 1 / np.arange(1, values + 1) ** skew
    return 1 + random.choice(values, size=shape, p=share / share.sum())


def _own(random: np.random.Generator, reliability: npt.NDArray[np.float64], values: int, skew: float = 0.0) -> Numbers:
    """What sources of given reliability say on their own account."""
    shape = (ENTITIES, len(reliability))
    return np.where(random.random(shape) < reliability, 0, _false(random, shape, values, skew))


def independent(random: np.random.Generator) -> Set:
    """Twenty sources that are right in 7 of 10 cases on average, ten false values alike."""
    said = _own(random, random.beta(7, 3, 20), 10)
    return _claims(said, random.random(said.shape) < 0.3)


def few(random: np.random.Generator) -> Set:
    """Five sources."""
    said = _own(random, random.beta(7, 3, 5), 10)
    return _claims(said, random.random(said.shape) < 0.8)


def popular(random: np.random.Generator) -> Set:
    """False values of which some are far more popular than others."""
    said = _own(random, random.uniform(0.3, 0.9, 20), 6, skew=2.0)
    return _claims(said, random.random(said.shape) < 0.5)


def long_tail(random: np.random.Generator) -> Set:
    """A thousand sources, most of which speak once or twice; who speaks more is right more often."""
    size = np.maximum(1, ENTITIES * 0.5 / np.arange(1, 1_001) ** 0.9)
    reliability = np.clip(0.35 + 0.09 * np.log2(size) + random.normal(0, 0.1, 1_000), 0.05, 0.98)
    said = _own(random, reliability, 10)
    return _claims(said, random.random(said.shape) < size / ENTITIES)


def repeater(random: np.random.Generator) -> Set:
    """The long tail, and one large source that repeats one of the others, whoever that is."""
    frame, truth = long_tail(random)
    order = random.permutation(len(frame))
    repeated = frame.iloc[order].drop_duplicates("entity").assign(document="repeater")
    return pd.concat([frame, repeated[random.random(len(repeated)) < 0.6]], ignore_index=True), truth


def copiers(random: np.random.Generator) -> Set:
    """Three families of 9, 7 and 5 copiers of originals that are hardly better than chance, and 11 others."""
    reliability = random.uniform(0.6, 0.95, 32)
    start = 0
    copied = np.zeros(32, dtype=np.int64)
    for size, original in ((9, 0.5), (7, 0.55), (5, 0.6)):
        reliability[start] = original
        copied[start : start + size] = start
        start += size
    copied[start:] = np.arange(start, 32)
    own = _own(random, reliability, 5, skew=1.0)
    said = np.where(random.random(own.shape) < 0.97, own[:, copied], own)
    return _claims(said, random.random(said.shape) < 0.6)


def noisy(random: np.random.Generator) -> Set:
    """Readings of a number, rounded, by fifteen sources of different precision."""
    truth = random.integers(0, 100, ENTITIES)
    error = random.normal(size=(ENTITIES, 15)) * random.uniform(0.2, 3, 15)
    said = np.round(truth[:, None] + error).astype(np.int64)
    return _claims(said, random.random(said.shape) < 0.7, truth)


def slips(random: np.random.Generator) -> Set:
    """Numbers of any size; sources that err mistype a digit, leave some out, or put the point in the wrong place."""
    truth = np.round(10 ** random.uniform(3, 7, ENTITIES)).astype(np.int64)
    reliability = random.beta(6, 3, 15)
    shape = (ENTITIES, len(reliability))
    digit = truth[:, None] + random.integers(1, 10, shape) * 10 ** random.integers(0, 3, shape)
    whole = np.broadcast_to(truth[:, None], shape)
    other = np.stack([digit, whole // 10, whole * 10, whole // 1000 + 1])
    wrong = np.take_along_axis(other, random.integers(0, 4, (1, *shape)), axis=0)[0]
    said = np.where(random.random(shape) < reliability, truth[:, None], wrong)
    return _claims(said, random.random(shape) < 0.4, truth)


def precision(random: np.random.Generator) -> Set:
    """Numbers of which some sources print tens or hundreds alone; the truth has all digits."""
    truth = random.integers(10_000, 90_000, ENTITIES)
    reliability = random.uniform(0.5, 0.95, 12)
    shape = (ENTITIES, len(reliability))
    exact = np.where(random.random(shape) < reliability, truth[:, None], random.integers(10_000, 90_000, shape))
    step = np.array([1, 1, 1, 1, 1, 1, 10, 10, 10, 100, 100, 100])
    return _claims((exact + step // 2) // step * step, random.random(shape) < 0.5, truth)


def revised(random: np.random.Generator) -> Set:
    """Sources that state a thing, and half of the time again later, when they know better."""
    early = _own(random, random.uniform(0.3, 0.6, 12), 6)
    late = np.where(random.random(early.shape) < random.uniform(0.5, 0.9, 12), 0, early)
    first = random.random(early.shape) < 0.6
    (one, truth), (other, _) = _claims(early, first), _claims(late, first & (random.random(early.shape) < 0.5))
    return pd.concat([one, other], ignore_index=True), truth


SETS: dict[str, Callable[[np.random.Generator], Set]] = {
    "independent": independent,
    "few sources": few,
    "popular errors": popular,
    "long tail": long_tail,
    "repeater": repeater,
    "copiers": copiers,
    "noisy numbers": noisy,
    "slips": slips,
    "precision": precision,
    "revised": revised,
}
