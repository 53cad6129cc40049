"""Tables of bare claims as other fields make them: what must hold whatever they are about."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.app.test_inferred import audited, here

__all__ = ["here"]

Row = tuple[str, str, str, str]


def contradicting(seed: int) -> list[Row]:
    """Statements of five documents on six things, among them documents that say several things of one."""
    draw = random.Random(seed)
    choice = draw.choice
    return [
        (f"d{draw.randrange(5)}", f"T{draw.randrange(6)}", choice(("size", "colour")), choice("579"))
        for _ in range(60)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_rows_changes_no_finding(here: Path, seed: int) -> None:
    rows = contradicting(seed)
    first = audited(here, rows)
    random.Random(seed + 100).shuffle(rows)
    assert audited(here, rows) == first
    assert audited(here, rows[::-1]) == first
