"""What a line of Markdown or plain text starts: the grammar of first characters."""

from __future__ import annotations

import re

from sources.tables import is_separator, table_starts
from sources.tags import BLOCK_TAG

# Deeper indentation counts as this much.
MAX_INDENT = 400

_GAP = r"(?=[^\S\n]|\n|\Z)"
_ROUND_BULLETS = "•‣◦●○▪▫■□►➤·∙"
_TICK_BULLETS = "–✓✔✅"

# Round bullets need no blank behind them, the others do: "-5" and "–5" are numbers. A fence of colons (":::note",
# "::: {#tab:sizes}") opens or closes a division, as pandoc and several makers of sites write it.
LINE = re.compile(
    rf"""
      (?P<heading>\#{{1,6}}{_GAP})
    | (?P<fence>`{{3,}}+(?=[^`\n]*+(?:\n|\Z))|~{{3,}}+)
    | (?P<quote>>)
    | (?P<rule>(?P<mark>[-*_=])(?:[^\S\n]*+(?P=mark)){{2,}}+[^\S\n]*+(?=\n|\Z))
    | (?P<item>[-*+{_TICK_BULLETS}]{_GAP}|[{_ROUND_BULLETS}]++|(?P<number>\d{{1,3}})[.)]{_GAP})
    | (?P<table>\||\+[-=])
    | (?P<division>:{{3,}}+[^\S\n]*+(?:\{{[^}}\n]*\}}|[\w-]++(?:\[[^\]\n]*\])?)?[^\S\n]*+(?=\n|\Z))
    | (?P<html><(?=[/!?A-Za-z]))
    | (?P<label>\[(?P<foot>\^)?[^\]\[\n]{{1,300}}\]:)
    """,
    re.VERBOSE,
)
INDENT = re.compile(r"[^\S\n]*+")
BLANK_LINES = re.compile(r"(?:[^\S\n]*+\n)++")
# The line under a heading; one hyphen alone is an empty bullet. The marks from "~" on are reStructuredText's.
UNDERLINE = re.compile(r"[^\S\n]*+(?P<mark>=++|-{2,}+|~{4,}+|\^{4,}+|\"{4,}+|'{4,}+|\+{4,}+)[^\S\n]*+(?=\n|\Z)")
# What stands between a list item's marker and its text: blanks, and the box of a task.
AFTER_MARKER = re.compile(r"[^\S\n]*+(?:\[[ xX]\][^\S\n]++)?")
QUOTE_MARKS = re.compile(r"[^\S\n]*+(?:>[^\S\n]?)*+[^\S\n]*+")
# A link's definition, from behind its label. What has no slash and no hash is a value: "[V2]: 236B".
LINK_TARGET = re.compile(
    r"[^\S\n]*+\n?[^\S\n]*+(?:<[^<>\n]*>|(?=[^\s/#]*[/#]|mailto:)\S++)"
    r"""(?:[^\S\n]++(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[^\S\n]*+(?=\n|\Z)"""
)

# Line ends behind which a passage may stop: before a blank line, or one whose first character can start a block.
_STOP = re.compile(
    rf"\n[^\S\n]*+(?:(?=[-#`~>|<=_+*:^\"'{_ROUND_BULLETS}{_TICK_BULLETS}]|\d{{1,3}}[.)][^\S\n])|(?P<blank>\n|\Z))"
)


def width(text: str, line_start: int, at: int) -> int:
    """Columns in front of an offset in its line, a tab reaching to the next multiple of four."""
    if at == line_start:
        return 0
    before = text[line_start : min(at, line_start + MAX_INDENT)]
    return len(before.expandtabs(4)) if "\t" in before else len(before)


def line_end(text: str, at: int) -> int:
    """Offset of the end of the line that `at` stands in."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Offset behind what a pattern matches at `at`; `at` itself where it matches nothing."""
    found = pattern.match(text, at)
    return found.end() if found else at


def run_end(text: str, start: int, in_list: bool) -> int:
    """Line end at which the run of text lines from `start` on ends."""
    at = start
    while (stop := _STOP.search(text, at)) is not None:
        if stop["blank"] is not None or interrupts(text, stop.end(), in_list):
            return stop.start()
        at = stop.end()
    return len(text)


def interrupts(text: str, first: int, in_list: bool) -> bool:
    """Whether a line, given by its first character, ends the run of text lines above it."""
    line = LINE.match(text, first)
    if line is None:
        return is_separator(text, first) or UNDERLINE.match(text, first) is not None
    if line["item"]:
        # As in CommonMark a number in the course of a text starts a list only if it is 1.
        content = skip(INDENT, text, line.end())
        empty = content >= len(text) or text[content] == "\n"
        return in_list or (not empty and line["number"] in {None, "1"})
    if line["table"]:
        return table_starts(text, first)
    if line["html"]:
        return text.startswith("<!--", first) or BLOCK_TAG.match(text, first) is not None
    return not line["label"]
