"""Text of documents made safe to look at: what is invisible or reorders its neighbours is spelled out."""

from __future__ import annotations

import re

# Controls other than tab and line feed, line and paragraph separators, characters without width (those that join
# or part letters are spelling, and stay), the marks, embeddings, overrides and isolates of bidirectional text, and
# lone surrogates (a file name that is no UTF-8 may hold them).
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Return the text with each hidden character written as its code point: "[U+202E]"."""
    return _HIDDEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def one_line(text: str) -> str:
    """Return the text on one line, blanks collapsed, hidden characters spelled out."""
    return visible(re.sub(r"[ \t\r\n]+", " ", text).strip())


def cut(text: str, longest: int) -> str:
    """Return the text, or its first characters and an ellipsis where it is longer than `longest`."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def place(document: str, line: int) -> str:
    """Return where a claim stands; a claim that was made elsewhere may not say in which line (0)."""
    return f"{document}:{line}" if line else document
