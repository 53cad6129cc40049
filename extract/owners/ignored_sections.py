"""Sections that claim nothing whatever stands in them, "Citation": the pack lists their headings."""

from __future__ import annotations

from extract.words.cues import Cues, label_key
from sources.document import Block, Document, Span

LONGEST_HEADING = 80  # characters of a heading that are looked at


class IgnoredSections:
    """The sections of one document under headings that the pack ignores."""

    def __init__(self, document: Document, cues: Cues) -> None:
        """Look at no heading yet."""
        self._document, self._cues = document, cues
        self._known: dict[Span, bool] = {}

    def hold(self, block: Block) -> bool:
        """True for a block in such a section."""
        return any(self._ignored(span) for span in block.headings)

    def _ignored(self, span: Span) -> bool:
        found = self._known.get(span)
        if found is None:
            start, end = span
            key = label_key(self._document.text[start : min(end, start + LONGEST_HEADING)]).lstrip("0123456789 ")
            found = self._known[span] = key in self._cues.ignored or bool(self._cues.ignored_phrases.find(key))
        return found
