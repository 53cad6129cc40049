"""Titles in plain text: lines that head a section by their shape, without any markup."""

from __future__ import annotations

import re

from sources.lines import BLANK_LINES, LINE, line_end

# A line up to this length can be a title.
MAX_TITLE = 80

_MARKED_UP = re.compile(
    r"\n(?:#{1,6}[ \t]|```|~~~|===|(?<=\S\n)---+[^\S\n]*+$|\*\*[^\n*]++\*\*:?[^\S\n]*+$"
    r"|__[^\n_]++__:?[^\S\n]*+$)",
    re.MULTILINE,
)
_FIRST_LINE = 2_000  # characters of a text that its first line is looked for in
# Starts with no small letter, has no inline markup, ends without punctuation.
_TITLE = re.compile(rf"(?![a-zß-ÿ])[\w\"“'‘(][^\n*`|]{{0,{MAX_TITLE - 1}}}(?<![.!?…:;,。！？：；，])")
# A line that says something is none, unless it asks.
_STATEMENT = re.compile(r"(?!(?:What|How|Why|When|Where|Who|Which)\b).*\b(?:is|are|was|were|has|have|had|can|will)\b")
_LINE_BELOW = re.compile(rf"\s*+(?P<line>[^\n]{{0,{2 * MAX_TITLE}}})(?P<more>\n[^\S\n]*+\S)?")


def has_heading_markup(text: str) -> bool:
    """Whether a text marks headings (or code) as Markdown does, so that the shape of a line says nothing."""
    return _MARKED_UP.match("\n" + text[:_FIRST_LINE]) is not None or _MARKED_UP.search(text) is not None


def is_title(text: str, start: int, end: int) -> bool:
    """Whether a passage of plain text heads a section.

    It is one short line that ends without punctuation, with a blank line below it and then text or a list: another
    line of the same shape below makes it one of several short statements.
    """
    if end - start > MAX_TITLE or not _TITLE.fullmatch(text, start, end) or _STATEMENT.match(text, start, end):
        return False
    if not BLANK_LINES.match(text, line_end(text, end) + 1):
        return False
    below = _LINE_BELOW.match(text, end)
    if below is None or not below["line"]:
        return False
    marked = LINE.match(below["line"])
    if marked and marked["item"]:
        return True
    return below["more"] is not None or not _TITLE.fullmatch(below["line"].rstrip())


def has_text_below(text: str, end: int) -> bool:
    """Whether a blank line and then a line of text without indentation follow the line that ends at `end`."""
    below = BLANK_LINES.match(text, line_end(text, end) + 1)
    if below is None or below.end() >= len(text):
        return False
    return not text[below.end()].isspace() and LINE.match(text, below.end()) is None
