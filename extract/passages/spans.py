"""Stretches of a text with a reason each: what is a citation, an address or code, and so no value."""

from __future__ import annotations

from bisect import bisect_left, bisect_right


class Spans:
    """Stretches of text with a reason each, sorted by start; they hardly ever overlap."""

    def __init__(self, spans: list[tuple[int, int, str]]) -> None:
        """`spans` are start, end and reason, sorted."""
        self._spans = spans
        self._starts = [start for start, _, _ in spans]

    def reason(self, start: int, end: int) -> str:
        """The reason of the stretch that holds a span whole, or nothing."""
        index = bisect_right(self._starts, start) - 1
        if index >= 0 and end <= self._spans[index][1]:
            return self._spans[index][2]
        return ""

    def overlaps(self, start: int, end: int) -> bool:
        """True where any stretch has a character in common with a span."""
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and self._spans[index][1] > start
