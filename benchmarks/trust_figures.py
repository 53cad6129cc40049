"""Generated sets of figures and times in the manner of the public ones of truth discovery, for `benchmarks/trust.py`.

Each mixes the difficulties that the literature reports of one domain: how many sources there are and how often they
are right, who copies whom, how values are printed, and why they differ. Stocks and flights follow the tables of
X. Li, X. L. Dong, K. Lyons, W. Meng and D. Srivastava, "Truth finding on the deep web: is the problem solved?", PVLDB 6
(2012). Products have no model: figures in the units and digits of each shop. The truth is printed as most sources do.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np
from trust_said import Floats, Numbers, Said, Set

Form = Callable[[float], str]
DAY = datetime(2011, 12, 1)
SHOWN = 0.75  # share of the attributes that a source has
FAITHFUL = 0.97  # share of values that a copier takes over


class Column(NamedTuple):
    """A numeric attribute: its range, how it is printed, in which other senses it is meant, whether it may be old."""

    size: tuple[float, float]
    forms: tuple[tuple[float, Form], ...]  # share of the sources, and what they print; the first is the truth's
    senses: tuple[float, ...] = ()  # factors of other definitions
    other: float = 0.0  # share of sources with one of these
    fresh: bool = False  # changes daily, so that yesterday's value is stated as well


class Market(NamedTuple):
    """How many sources there are, and of what quality."""

    sources: int
    entities: int
    cover: tuple[float, float]  # least and most share of the entities that a source speaks of
    wrong: tuple[float, float]  # parameters of the beta distribution of the share of values that are slips
    stale: float  # mean share of values that are those of the day before
    copies: tuple[tuple[int, float], ...]  # groups that copy their first: how many, and how often that one is right


class Sites(NamedTuple):
    """What is drawn for each source."""

    copied: Numbers  # whom it copies; itself
    wrong: Floats  # share of values that are slips
    late: Floats  # share of values that are those of the day before
    share: Floats  # share of the entities that it speaks of


def decimals(digits: int) -> Form:
    """12.30 with two."""
    return lambda value: f"{value:.{digits}f}"


def scaled(letter: str, digits: int) -> Form:
    """12.3M with one."""
    size = {"K": 1e3, "M": 1e6, "B": 1e9}[letter]
    return lambda value: f"{value / size:.{digits}f}{letter}"


def unit(name: str, digits: int = 0, size: float = 1.0) -> Form:
    """0.74 kg with two."""
    return lambda value: f"{value / size:.{digits}f} {name}"


def grouped(value: float) -> str:
    """12,312,345."""
    return f"{round(value):,}"


_PRICE = Column((4, 400), ((0.85, decimals(2)), (0.1, decimals(3)), (0.05, decimals(1))), fresh=True)
_RANGE = Column((4, 400), ((0.9, decimals(2)), (0.1, decimals(1))), (1.03, 0.97), 0.15)
_RATIO = ((0.7, decimals(2)), (0.3, decimals(1)))
_LARGE = ((0.5, grouped), (0.3, scaled("M", 1)), (0.2, scaled("M", 2)))
_CAP = ((0.5, scaled("B", 2)), (0.3, scaled("B", 1)), (0.2, scaled("M", 1)))
STOCK: dict[str, Column] = {
    **dict.fromkeys(("last trading price", "open price", "previous close", "day high", "day low"), _PRICE),
    **dict.fromkeys(("52 week high", "52 week low"), _RANGE),
    "change": Column((0.02, 3), ((0.9, decimals(2)), (0.1, decimals(3))), fresh=True),
    "change percent": Column((0.05, 5), ((0.8, decimals(2)), (0.2, decimals(1))), fresh=True),
    "volume": Column((1e5, 9e7), _LARGE, (0.93, 1.06), 0.3, fresh=True),
    "average volume": Column((1e5, 9e7), _LARGE, (0.8, 1.2), 0.4),
    "shares outstanding": Column((5e6, 5e9), _LARGE, (0.97, 1.04), 0.3),
    "market cap": Column((5e7, 4e11), _CAP, (0.97, 1.04), 0.35, fresh=True),
    "price to earnings": Column((4, 80), _RATIO, (0.85, 1.2), 0.35),
    "earnings per share": Column((0.1, 12), ((1.0, decimals(2)),), (0.9, 1.1), 0.3),
    "dividend": Column((0.05, 4), ((0.6, decimals(2)), (0.4, decimals(4))), (0.25, 0.5), 0.35),
    "yield": Column((0.2, 8), _RATIO, (0.5, 1.05), 0.25),
}
SHOP: dict[str, Column] = {
    "weight": Column((80, 4_000), ((0.5, unit("g")), (0.25, unit("kg", 2, 1e3)), (0.25, unit("lb", 2, 453.59237))),
                     (1.06, 1.25), 0.3),
    "width": Column((40, 400), ((0.5, unit("mm", 1)), (0.25, unit("mm")), (0.25, unit("in", 2, 25.4))), (1.1,), 0.1),
    "screen": Column((2, 40), ((0.7, unit("in", 1)), (0.3, unit("in")))),
    "resolution": Column((8, 60), ((0.6, unit("MP", 1)), (0.4, unit("MP"))), (1.05,), 0.2),
    "battery": Column((800, 6_000), ((0.8, unit("mAh")), (0.2, unit("Ah", 1, 1e3))), (0.97,), 0.2),
    "price": Column((30, 3_000), ((0.7, unit("USD", 2)), (0.3, unit("USD"))), (1.1, 0.9, 0.95), 0.4, fresh=True),
}  # fmt: skip


def _figures(random: np.random.Generator, columns: dict[str, Column], market: Market) -> Set:
    """Figures as sources print them: senses and forms are those of a source for the whole of an attribute."""
    said, sites = Said(), _sites(random, market)
    for name, column in columns.items():
        low, high = map(math.log, column.size)
        truth = np.exp(random.uniform(low, high, market.entities))
        value = _stated(random, column, truth, sites)
        weight = np.array([part for part, _ in column.forms])
        form = random.choice(len(weight), market.sources, p=weight / weight.sum())[sites.copied]
        shows = (random.random(market.sources) < SHOWN)[sites.copied]
        for e, s in np.argwhere((random.random(value.shape) < sites.share) & shows).tolist():
            said.add(s, f"item {e}", name, column.forms[form[s]][1](value[e, s]))
        for e in range(market.entities):
            said.truth[f"item {e}", name] = column.forms[0][1](truth[e])
    return said.made()


def _sites(random: np.random.Generator, market: Market) -> Sites:
    count = market.sources
    sites = Sites(
        copied=np.arange(count),
        wrong=random.beta(*market.wrong, count),
        late=random.beta(1, 1 / market.stale, count),
        share=random.uniform(*market.cover, count),
    )
    sites.late[0] = 0.9  # a site that was no longer kept
    for size, right in market.copies:
        count -= size
        sites.copied[count : count + size] = count
        sites.wrong[count] = 1 - right
    return sites


def _stated(random: np.random.Generator, column: Column, truth: Floats, sites: Sites) -> Floats:
    """What each source (columns) has for each entity (rows)."""
    shape = (len(truth), len(sites.wrong))
    value = np.repeat(truth[:, None], shape[1], axis=1)
    if column.senses:  # another definition shifts each entity by its own amount, the same for all who use it
        shift = np.array(column.senses) * (1 + random.normal(0, 0.01, (len(truth), len(column.senses))))
        sense = random.integers(0, len(column.senses), shape[1])
        value *= np.where(random.random(shape[1]) < column.other, shift[:, sense], 1)
    if column.fresh:
        before = truth * (1 + random.normal(0, 0.02, len(truth)))
        value = np.where(random.random(shape) < sites.late, before[:, None], value)
    slip = random.choice([10, 0.1, 1000, 0.001, 1.1, 0.9], shape, p=[0.05, 0.05, 0.05, 0.05, 0.4, 0.4])
    value *= np.where(random.random(shape) < sites.wrong, slip * (1 + random.normal(0, 0.05, shape)), 1)
    return np.where(random.random(shape) < FAITHFUL, value[:, sites.copied], value)


def stocks(random: np.random.Generator) -> Set:
    """55 sites, right in 0.86 of their items on average; two groups of copiers; old, rounded, and in other senses."""
    return _figures(random, STOCK, Market(55, 50, (0.7, 1.0), (1, 15), 0.08, ((11, 0.92), (2, 0.75))))


def products(random: np.random.Generator) -> Set:
    """24 shops that print what they sell in their own units and digits."""
    return _figures(random, SHOP, Market(24, 150, (0.2, 0.8), (1, 15), 0.1, ((4, 0.7),)))


def flights(random: np.random.Generator) -> Set:
    """38 sites, right in 0.8 of their items on average, in five groups of copiers; times at the gate or in the air."""
    market = Market(38, 120, (0.4, 0.95), (1.2, 6), 0.1, ((5, 0.71), (4, 0.53), (3, 0.92), (2, 0.93), (2, 0.61)))
    sites = _sites(random, market)
    sites.share[:3], sites.wrong[:3] = 0.33, 0.02  # airlines
    said, form = Said(), random.integers(0, len(CLOCKS), market.sources)[sites.copied]
    air = random.random(market.sources) < 0.3
    air[:3] = False
    for end, sign in (("departure", 1), ("arrival", -1)):
        planned = random.integers(300, 1380, market.entities) // 5 * 5
        actual = planned + np.maximum(random.gamma(1.2, 18, market.entities) - 8, -15).round().astype(np.int64)
        taxi = np.where(air, sign * random.integers(6, 22, (market.entities, 1)), 0)
        for name, truth, shift in ((f"scheduled {end}", planned, 0 * taxi), (f"actual {end}", actual, taxi)):
            value = _clocks(random, planned, truth[:, None] + shift, sites)
            for e, s in np.argwhere(random.random(value.shape) < sites.share).tolist():
                said.add(s, f"flight {e}", name, CLOCKS[form[s]](DAY + timedelta(minutes=int(value[e, s]))))
            for e, minute in enumerate(truth.tolist()):
                said.truth[f"flight {e}", name] = CLOCKS[0](DAY + timedelta(minutes=minute))
        _gates(random, said, end, sites, market)
    return said.made()


def _clocks(random: np.random.Generator, planned: Numbers, value: Numbers, sites: Sites) -> Numbers:
    """Minutes that sources state: some give what was planned for what was, some an estimate."""
    guess = value + random.integers(-40, 40, value.shape)
    other = np.where(random.random(value.shape) < 0.5, planned[:, None], guess)
    value = np.where(random.random(value.shape) < sites.wrong, other, value)
    return np.where(random.random(value.shape) < FAITHFUL, value[:, sites.copied], value)


def _gates(random: np.random.Generator, said: Said, end: str, sites: Sites, market: Market) -> None:
    """Gates, one of which was given up for another; a fifth of the sources leave out the terminal."""
    letter = random.choice(list("ABCD"), (market.entities, 2))
    number = random.integers(1, 40, (market.entities, 2))
    old = (random.random((market.entities, market.sources)) < sites.wrong)[:, sites.copied].astype(np.int64)
    bare = (random.random(market.sources) < 0.2)[sites.copied]
    shows = random.random(market.sources) < SHOWN
    for e, s in np.argwhere((random.random(old.shape) < sites.share) & shows).tolist():
        at = old[e, s]
        said.add(s, f"flight {e}", f"{end} gate", f"{'' if bare[s] else letter[e, at]}{number[e, at]}")
    for e in range(market.entities):
        said.truth[f"flight {e}", f"{end} gate"] = f"{letter[e, 0]}{number[e, 0]}"


CLOCKS: tuple[Callable[[datetime], str], ...] = (
    lambda t: f"{t:%Y-%m-%d %H:%M}",
    lambda t: f"{t:%m/%d/%Y %I:%M %p}",
    lambda t: f"{t:%b} {t.day}, {t.year} {t:%I:%M %p}".replace(" 0", " "),
    lambda t: f"{t:%I:%M %p}".lstrip("0"),
    lambda t: f"{t:%H:%M}",
)


SETS: dict[str, Callable[[np.random.Generator], Set]] = {"stocks": stocks, "flights": flights, "products": products}
