"""Generated tables of claims for `benchmarks/bench.py`: entities of four attributes, stated by many documents."""

from __future__ import annotations

from pathlib import Path

import numpy as np

PER_ENTITY = 40  # claims of an entity: ten documents state each of its attributes
WRONG = 0.06  # share of claims that differ from the others
PART = 500_000  # claims made at once


def write(path: Path, claims: int, attributes: tuple[str, str, str, str]) -> None:
    """Write a table of claims; attributes are two of numbers, one of dates and one of terms, in this order.

    There is a document for every thousand claims, at least fifty, and every claim is in one drawn at random. Figures
    have five digits and are different for every entity.
    """
    random = np.random.default_rng(1)
    entities, documents = max(1, claims // PER_ENTITY), max(50, claims // 1000)
    with path.open("w", encoding="utf-8") as file:
        file.write("document,entity,attribute,value\n")
        for start in range(0, claims, PART):
            count = min(PART, claims - start)
            entity, attribute = random.integers(0, entities, count), random.integers(0, 4, count)
            figure = (entity * 7919 + attribute * 104729) % 89_989 + 10_000
            figure = np.where(random.random(count) < WRONG, figure + random.integers(1, 5, count) * 997, figure)
            columns = (random.integers(0, documents, count), entity, attribute, figure)
            rows = zip(*(column.tolist() for column in columns), strict=True)
            file.writelines(f"doc{d:05}.md,Model-{e:06},{attributes[a]},{_value(a, f)}\n" for d, e, a, f in rows)


def _value(attribute: int, figure: int) -> str:
    if attribute == 2:
        return f"20{figure % 25:02}-{figure % 12 + 1:02}-{figure % 28 + 1:02}"
    return f"licence {chr(97 + figure % 26)}" if attribute == 3 else str(figure)
