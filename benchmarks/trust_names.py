"""Generated sets of names, places and days in the manner of the public ones of truth discovery.

For `benchmarks/trust.py`. Books follow X. Yin, J. Han and P. S. Yu, "Truth discovery with multiple conflicting
information providers on the web", KDD 2007, and X. L. Dong, L. Berti-Équille and D. Srivastava, "Integrating
conflicting data: the role of source dependence", PVLDB 2 (2009); restaurants "Truth discovery and copying detection in
a dynamic world" of the same authors and issue; films B. Zhao, B. Rubinstein, J. Gemmell and J. Han, "A Bayesian
approach to discovering truth from conflicting sources", PVLDB 5 (2012). Biographies have no model: dates of different
precision by many small sources. The truth is printed as most sources do.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np
from trust_said import Floats, Said, Set

_ONE = "mar bel tor van lin sol ker dan pol vic hal ren nor gar fel".split()
_TWO = "ia en o ard ina us el ick a ert ov son ley ett is".split()


def _name(random: np.random.Generator, parts: int = 2) -> str:
    return "".join(random.choice(_ONE if i % 2 == 0 else _TWO) for i in range(parts)).capitalize()


class _Person(NamedTuple):
    first: str
    middle: str
    last: str


def _person(random: np.random.Generator) -> _Person:
    return _Person(_name(random), random.choice(list("ABCDEGHJLMPRST")), _name(random, 3))


LISTS: tuple[tuple[float, Callable[[list[_Person]], str]], ...] = (
    (0.45, lambda people: "; ".join(f"{p.last}, {p.first}" for p in people)),
    (0.2, lambda people: ", ".join(f"{p.first} {p.last}" for p in people)),
    (0.15, lambda people: "; ".join(f"{p.last}, {p.first} {p.middle}." for p in people)),
    (0.1, lambda people: "; ".join(f"{p.last}, {p.first[0]}." for p in people)),
    (0.1, lambda people: " and ".join(f"{p.first} {p.middle}. {p.last}" for p in people)),
)


def _misspelt(random: np.random.Generator, person: _Person) -> _Person:
    at = random.integers(1, len(person.last))
    return person._replace(last=person.last[:at] + random.choice(list("aeionrst")) + person.last[at + 1 :])


def _listed(random: np.random.Generator, people: list[_Person], rates: Floats) -> list[_Person]:
    """What a shop makes of a list: the first name alone, one left out, one wrong, one misspelt, or all of them."""
    kind = random.choice(len(rates), p=rates)
    if kind == 1 and len(people) > 1:
        return people[:1]
    if kind == 2 and len(people) > 1:
        left = random.integers(1, len(people))
        return [*people[:left], *people[left + 1 :]]
    if kind == 3:
        return [*people[:-1], _person(random)]
    if kind == 4:
        return [*people[:-1], _misspelt(random, people[-1])]
    return people


def _by_lists(random: np.random.Generator, attribute: str, entities: int, sources: int, tail: float, most: float,
              sizes: tuple[float, ...], copiers: int) -> Set:  # fmt: skip
    """Lists of people by sources of very different size, some of which copy others."""
    said = Said()
    share = np.clip(most / np.arange(1, sources + 1) ** tail, 1.2 / entities, 1)
    quality = random.beta(5, 2, sources)
    style = random.choice(len(LISTS), sources, p=[part for part, _ in LISTS])
    lean = random.dirichlet([2.5, 1.5, 0.5, 0.8], sources)  # how a source errs is its own
    of = np.arange(sources)
    of[random.choice(np.arange(5, sources), copiers, replace=False)] = random.integers(0, 20, copiers)
    for e in range(entities):
        people = [_person(random) for _ in range(1 + random.choice(len(sizes), p=sizes))]
        said.truth[f"item {e}", attribute] = LISTS[0][1](people)
        known: dict[int, str] = {}
        speaks = random.random(sources) < share
        for s in np.flatnonzero(speaks).tolist():
            rates = np.append(quality[s], (1 - quality[s]) * lean[s])
            text = LISTS[style[s]][1](_listed(random, people, rates))
            known[s] = known.get(of[s], text) if of[s] != s else text
            said.add(s, f"item {e}", attribute, known[s])
    return said.made()


def books(random: np.random.Generator) -> Set:
    """400 shops of very different size, twenty lists for each book on average, of which four differ; a third is
    incomplete."""
    return _by_lists(random, "author", 250, 400, 0.75, 0.9, (0.4, 0.3, 0.2, 0.1), 60)


def films(random: np.random.Generator) -> Set:
    """12 sites that name directors, of different reach."""
    return _by_lists(random, "director", 600, 12, 0.4, 0.95, (0.8, 0.15, 0.05), 1)


PHONES: tuple[Callable[[str], str], ...] = (
    lambda n: f"({n[:3]}) {n[3:6]}-{n[6:]}",
    lambda n: f"{n[:3]}-{n[3:6]}-{n[6:]}",
    lambda n: f"{n[:3]}.{n[3:6]}.{n[6:]}",
)


def restaurants(random: np.random.Generator) -> Set:
    """12 listings of addresses and telephone numbers, of which several are out of date in the same way."""
    said = Said()
    sources, entities = 12, 400
    quality = random.uniform(0.55, 0.97, sources)
    share = random.uniform(0.15, 0.85, sources)
    style = random.integers(0, 3, sources)
    for e in range(entities):
        number, old = (f"212{random.integers(2000000, 9999999)}" for _ in range(2))
        street, before = (
            f"{random.integers(1, 900)} {_name(random, 3)} {random.choice(['Street', 'Avenue', 'Place'])}"
            for _ in range(2)
        )
        said.truth[f"place {e}", "phone"] = PHONES[0](number)
        said.truth[f"place {e}", "address"] = street
        for s in np.flatnonzero(random.random(sources) < share).tolist():
            right = random.random(2) < quality[s]
            stale = random.random(2) < 0.6
            slip = number[:-1] + str(random.integers(0, 10))
            said.add(s, f"place {e}", "phone", PHONES[style[s]](number if right[0] else old if stale[0] else slip))
            said.add(
                s,
                f"place {e}",
                "address",
                _street(
                    street
                    if right[1]
                    else before
                    if stale[1]
                    else f"{random.integers(1, 900)}{street[street.index(' ') :]}",
                    style[s],
                ),
            )
    return said.made()


def _street(text: str, style: int) -> str:
    return text if style < 2 else text.replace("Street", "St").replace("Avenue", "Ave").replace("Place", "Pl")


DATES: tuple[tuple[float, Callable[[datetime], str]], ...] = (
    (0.5, lambda t: f"{t:%Y-%m-%d}"),
    (0.2, lambda t: f"{t:%B} {t.day}, {t.year}"),
    (0.25, lambda t: f"{t.year}"),
    (0.05, lambda t: f"{t:%B} {t.year}"),
)


def biographies(random: np.random.Generator) -> Set:
    """Days of birth and death by 300 editors who speak seldom, to the day, the month or the year."""
    said = Said()
    sources, entities = 300, 400
    share = np.clip(0.5 / np.arange(1, sources + 1) ** 0.8, 1.5 / entities, 1)
    quality = random.beta(6, 2, sources)
    style = random.choice(len(DATES), sources, p=[part for part, _ in DATES])
    for e in range(entities):
        for name, years in (("born", (1700, 1900)), ("died", (1910, 1990))):
            day = datetime(int(random.integers(*years)), int(random.integers(1, 13)), int(random.integers(1, 29)))
            popular = day + timedelta(days=int(random.choice([-1, 1, 10, 30, 365])))
            said.truth[f"person {e}", name] = DATES[0][1](day)
            for s in np.flatnonzero(random.random(sources) < share).tolist():
                stated = day
                if random.random() > quality[s]:
                    stated = popular if random.random() < 0.4 else day + timedelta(days=int(random.integers(-800, 800)))
                said.add(s, f"person {e}", name, DATES[style[s]][1](stated))
    return said.made()


SETS: dict[str, Callable[[np.random.Generator], Set]] = {
    "books": books,
    "films": films,
    "restaurants": restaurants,
    "biographies": biographies,
}
