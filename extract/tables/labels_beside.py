"""Headings that say too little alone, "Per token" or "k": the columns or rows beside them tell what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.tables.grid import Grid, Line
from extract.words.cues import Cues, label_key

SETTLED = 2  # score of a heading that tells an attribute well enough to explain others
ROUNDS = 3  # "k" may need "Routed", and this "Per token"


def completed(lines: Sequence[Line], grid: Grid, cues: Cues) -> list[Line]:
    """The lines of a table, those without an attribute by what the others are about."""
    found = list(lines)
    open_ones = [at for at, line in enumerate(found) if not line.score and label_key(line.text) in cues.labels_beside]
    for _ in range(ROUNDS):
        rest = [at for at in open_ones if not _complete(found, at, grid, cues)]
        if len(rest) == len(open_ones):
            break
        open_ones = rest
    return found


def _complete(lines: list[Line], at: int, grid: Grid, cues: Cues) -> bool:
    """Give one line the attribute that the nearest explaining line makes of it; True where there is one."""
    taken = {line.attribute for line in lines if line.score >= SETTLED}
    best: tuple[int, str] | None = None
    for name, others in cues.labels_beside[label_key(lines[at].text)]:
        distances = [abs(at - i) for i, line in enumerate(lines) if line.score >= SETTLED and line.attribute in others]
        if distances and name not in taken and (best is None or min(distances) < best[0]):
            best = (min(distances), name)
    if best is None:
        return False
    meant = grid.line(cues.pack.attributes[best[1]].labels[0])
    lines[at] = replace(meant, scale=grid.line(lines[at].text).scale)
    return True
