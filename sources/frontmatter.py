"""The YAML header of a Markdown file: its keys state facts, as "license: mit" in a model card."""

from __future__ import annotations

import re

from sources.lines import line_end, width
from sources.outline import NESTING, Outline

_START = re.compile(r"---[^\S\n]*+(?:\n[^\S\n]*+#[^\n]*+)*+\n[A-Za-z_][\w .-]{0,100}:(?=\s|\Z)")
_END = re.compile(r"\n(?:---|\.\.\.)[^\S\n]*+(?=\n|\Z)")
_LINE = re.compile(r"\n[^\S\n]*+(?P<entry>-[^\S\n]++)?(?P<content>[^\s#][^\n]*)")


def header_end(text: str) -> int:
    """Where the closing line of a header begins; 0 without a header."""
    close = _close(text)
    return close.start() if close is not None else 0


def front_matter(text: str, outline: Outline) -> int:
    """Hand the lines of a header to the outline as list items; where the text behind it starts, 0 without one.

    Entries of a list are items of the key above them.
    """
    close = _close(text)
    if close is None:
        return 0
    for line in _LINE.finditer(text, line_end(text, 0), close.start()):
        start, end = line.span("content")
        content = text[start:end].rstrip()
        indent = width(text, line.start() + 1, line.start("entry") if line["entry"] else start)
        # YAML lets the entries of a list stand below their key without indentation.
        outline.item(indent + (NESTING if line["entry"] else 0), start, start + len(content), start)
    outline.end_list()
    return close.end()


def _close(text: str) -> re.Match[str] | None:
    """The line that closes a header."""
    return _END.search(text, line_end(text, 0)) if _START.match(text) else None
