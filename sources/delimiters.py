"""Runs of delimiters in Markdown, "*", "_", "~" and "`": which can open, which can close, which belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sources.document import Span

_TICKS = re.compile("`++")


@dataclass(slots=True)
class Opener:
    """A run of emphasis characters that may open emphasis: what is left of it starts at `at`."""

    at: int
    left: int


def flanks(character: str, length: int, before: str, after: str) -> tuple[bool, bool]:
    """Whether a run of emphasis characters between these two can open and can close emphasis.

    CommonMark's rules, but for a single "*" between letters or digits, which is taken for itself: "2*3".
    """
    inside = before.isalnum() and after.isalnum()
    if inside and (character == "_" or (character == "*" and length == 1)):
        return False, False
    opens = not after.isspace() and (after.isalnum() or not before.isalnum())
    closes = not before.isspace() and (before.isalnum() or not after.isalnum())
    return opens and not (character == "_" and before.isalnum()), closes and not (character == "_" and after.isalnum())


def tick_pairs(text: str, start: int, end: int) -> dict[int, Span]:
    """For each run of backticks the next run of the same length, by its start."""
    pairs: dict[int, Span] = {}
    later: dict[int, Span] = {}
    for run in reversed(list(_TICKS.finditer(text, start, end))):
        length = run.end() - run.start()
        if length in later:
            pairs[run.start()] = later[length]
        later[length] = run.span()
    return pairs
