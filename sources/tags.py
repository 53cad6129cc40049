"""HTML tags in running text: where they are, what they are called, which of them break a passage."""

from __future__ import annotations

import re

# A quoted attribute value may hold ">" and never "<", so that each attempt ends at the next "<" and the cost of a
# search stays linear on any input. The second form takes what has stray quotes.
_ATTRIBUTES = r"""(?:(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+|[^<>]*+)"""

TAG = re.compile(rf"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*+)(?P<attributes>{_ATTRIBUTES})>")

# Elements whose tags end the passage before them, in HTML and in HTML inside Markdown.
_NAMES = (
    "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hr html legend li link main menu meta nav "
    "noscript ol optgroup option p pre script section style summary table tbody td template tfoot th thead title tr "
    "ul"
)
BLOCK_NAMES = frozenset(_NAMES.split(" "))
_BLOCK = "|".join(sorted(BLOCK_NAMES, key=len, reverse=True))
BLOCK_TAG = re.compile(rf"<(?P<close>/?)(?P<name>(?i:{_BLOCK}))(?![A-Za-z0-9:-])(?P<attributes>{_ATTRIBUTES})>")

# Declarations and processing instructions: <!DOCTYPE html>, <?xml …?>, <![CDATA[.
DECLARATION = re.compile(r"<[!?][^<>]*+>")


def attribute(attributes: str, name: str) -> str:
    """Value of an attribute out of a tag's attribute text, "" where it has none."""
    found = re.search(rf"""(?<![\w-]){name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", attributes, re.IGNORECASE)
    return next((value for value in found.groups() if value is not None), "") if found else ""


class Regions:
    """Finds where elements end, and remembers which are never closed, so that no search is made twice in vain."""

    def __init__(self, text: str) -> None:
        """Of this text."""
        self._text = text
        self._unclosed: set[str] = set()

    def comment_end(self, start: int) -> int:
        """Offset behind the comment that starts at `start`; one that is never closed takes all that follows."""
        close = self._text.find("-->", start + 4)
        return len(self._text) if close < 0 else close + 3

    def first_close(self, name: str, start: int) -> tuple[int, int] | None:
        """Start and end of the first closing tag of that name at or after `start`."""
        if name in self._unclosed:
            return None
        found = re.compile(rf"</{name}\s*+[^<>]*+>?", re.IGNORECASE).search(self._text, start)
        if found is None:
            self._unclosed.add(name)
            return None
        return found.span()

    def matching_close(self, name: str, start: int) -> int | None:
        """Offset behind the closing tag of the element whose content starts at `start`, elements inside counted."""
        if name in self._unclosed:
            return None
        depth = 1
        for found in re.compile(rf"<(/?){name}(?![A-Za-z0-9:-])[^<>]*+>", re.IGNORECASE).finditer(self._text, start):
            depth += -1 if found[1] else 1
            if not depth:
                return found.end()
        self._unclosed.add(name)
        return None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks at its two ends; start == end where nothing else is in it."""
    if start < end and not text[start].isspace() and not text[end - 1].isspace():
        return start, end
    part = text[start:end]
    end = start + len(part.rstrip())
    return min(end, start + len(part) - len(part.lstrip())), end
