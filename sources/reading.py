"""The reading text of a passage: what a reader sees, with a way back to the original's offsets.

Markup is dropped, entities are decoded and typographic blanks and hyphens become plain ones; each
character of the reading text knows where it stands in the document, so that a match in the reading
text is a span of the original.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from sources.document import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """Reading text and its map: run i starts at `starts[i]` in `text` and at `origins[i]` in the document.

    Within a run one character of reading text is one character of the document.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    code: tuple[Span, ...] = ()  # parts of `text` that were marked as inline code
    strong: tuple[Span, ...] = ()  # parts of `text` that were marked as bold
    links: tuple[Span, ...] = ()  # parts of `text` that are the words of a link

    def moved(self, by: int) -> Reading:
        """The same reading text from `by` characters further on in the document."""
        origins = tuple(origin + by for origin in self.origins)
        return Reading(self.text, self.starts, origins, self.code, self.strong, self.links)

    def origin(self, at: int) -> int:
        """Offset in the document of the character at `at` of the reading text."""
        run = bisect_right(self.starts, at) - 1
        return self.origins[run] + at - self.starts[run]

    def span(self, start: int, end: int) -> Span:
        """Span in the document of `text[start:end]`, markup between the two ends included."""
        return self.origin(start), self.origin(end - 1) + 1
