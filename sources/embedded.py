"""HTML inside Markdown: which elements are read as HTML, and which tags only divide passages."""

from __future__ import annotations

import re

from sources.lines import line_end
from sources.outline import Outline
from sources.tags import BLOCK_TAG, DECLARATION, Regions
from sources.webpage import Walker

# Elements that are read as HTML from start to end; the tags of all others only divide passages, in which Markdown
# holds. The former may hold elements of their own name.
_NESTED = frozenset({"table", "ul", "ol", "dl", "blockquote"})
_SIMPLE = frozenset({"pre", "script", "style", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd"})
ELEMENTS = _NESTED | _SIMPLE

_NEXT_BLANK = re.compile(r"\n[^\S\n]*(?=\n)")
_NEXT_HEADING = re.compile(r"\n(?=#{1,6}[ \t])")


class EmbeddedHtml:
    """The HTML of one Markdown text."""

    def __init__(self, text: str, outline: Outline) -> None:
        """Of this text, into this outline."""
        self._text = text
        self._regions = Regions(text)
        self._walker = Walker(text, outline, self._regions)

    def take(self, first: int) -> int | None:
        """Take in what the tag at `first` stands for: an element, or the edge of a passage.

        The offset at which to go on; None where the tag stands in a passage, or is none.
        """
        text = self._text
        if text.startswith("<!--", first):
            return self.comment_end(first)
        tag = BLOCK_TAG.match(text, first)
        if tag is None:
            declaration = DECLARATION.match(text, first)
            return declaration.end() if declaration else None
        name = tag["name"].lower()
        if tag["close"] or name not in ELEMENTS:
            return tag.end()
        end = self._end(name, tag.end())
        self._walker.walk(first, end)
        return end

    def comment_end(self, start: int) -> int:
        """Offset behind the comment that starts at `start`."""
        return self._regions.comment_end(start)

    def _end(self, name: str, start: int) -> int:
        """Offset behind the element whose content starts at `start`."""
        if name in _NESTED:
            end = self._regions.matching_close(name, start)
        else:
            close = self._regions.first_close(name, start)
            end = close[1] if close else None
        return self._open_end(name, start) if end is None else end

    def _open_end(self, name: str, start: int) -> int:
        """Where an element that is never closed is taken to end."""
        if name in {"script", "style"}:
            return len(self._text)
        if name.startswith("h"):
            return line_end(self._text, start)
        found = (_NEXT_HEADING if name == "table" else _NEXT_BLANK).search(self._text, start)
        return found.start() if found else len(self._text)
