"""Markdown and plain text cut into blocks.

One pass over the lines that can start something; runs of plain lines are jumped over by one regular
expression, which is what makes prose cheap. It follows CommonMark and its tables where authors mean
what CommonMark says, and their intention where they do not: typographic bullets, lists nested by less
than the full width of the marker, titles in plain text.
"""

from __future__ import annotations

import re

from sources.columns import column_table
from sources.document import Block, BlockKind
from sources.embedded import ELEMENTS, EmbeddedHtml
from sources.frontmatter import front_matter
from sources.lines import (
    AFTER_MARKER,
    BLANK_LINES,
    INDENT,
    LINE,
    LINK_TARGET,
    QUOTE_MARKS,
    UNDERLINE,
    line_end,
    run_end,
    skip,
    width,
)
from sources.outline import MAX_BOLD, TITLE_LEVEL, Outline, is_bold
from sources.tables import is_separator, pipe_table, tab_table
from sources.tags import BLOCK_TAG, TAG, trimmed
from sources.titles import has_heading_markup, has_text_below, is_title

# Lines indented this much are code, where Markdown has code at all.
CODE_INDENT = 4
# The line above "===" or "---" is a heading up to this length.
MAX_UNDERLINED = 200

# Markdown has two kinds of underlines, reStructuredText more, which are as long as their title.
# A run of more bullets than lists nest is no list but a rule or a joke: looking at each in turn, with the whole line
# behind it, would take quadratic time.
_MARKERS = re.compile(r"(?:[-*+•] ){24,}+")
_UNDERLINE_LEVELS = {"=": 1, "-": 2, "~": 3, "^": 4}
# What ends a passage in the middle of a line; inline code is stepped over.
_BREAK = re.compile(rf"`[^`]*`|{BLOCK_TAG.pattern}")


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown or plain text, in reading order, none over another."""
    return _Scanner(text).scan()


class _Scanner:
    """Where the scan stands. Each step takes in what starts at an offset and returns where to go on."""

    def __init__(self, text: str) -> None:
        """At the start of this text."""
        self._text = text
        self._size = len(text)
        self._outline = Outline(text)
        self._html = EmbeddedHtml(text, self._outline)
        # Without heading markup, titles are recognised by their shape, and indented lines are no code.
        self._plain = not has_heading_markup(text)
        self._blank = True  # nothing but blank lines stands right above
        self._ruled = False  # a rule stands right above
        self._run = (0, 0, False)  # the last run of text lines: its start, its end, whether in a list
        self._line = 0  # where the current line starts, for indentation

    def scan(self) -> tuple[Block, ...]:
        """All blocks."""
        at = front_matter(self._text, self._outline)
        while at < self._size:
            at = self._step(at)
        return self._outline.blocks()

    def _step(self, at: int) -> int:
        """Take in what starts at `at`: a line end, the start of the text, or what remains of a line."""
        text = self._text
        first = skip(INDENT, text, at)
        if first < self._size and text[first] == "\n":
            self._line = skip(BLANK_LINES, text, first + 1)
            self._blank = self._blank or self._line > first + 1
            first = skip(INDENT, text, self._line)
        if first >= self._size:
            return self._size
        indent = width(text, self._line, first)
        line = LINE.match(text, first)
        if (line is None or line["heading"]) and self._is_code(indent):
            return self._indented_code(first)
        at_once = self._marked(line, first, indent) if line else None
        if at_once is None:
            return self._paragraph(first, indent)
        kind = line.lastgroup if line is not None else ""
        self._blank = kind == "division"  # what follows is set off from what precedes
        self._ruled = kind == "rule"
        return at_once

    def _marked(self, line: re.Match[str], first: int, indent: int) -> int | None:
        """Take in a line that its first characters mark; None where it is text after all."""
        match line.lastgroup:
            case "item":
                return self._item(line, first, indent)
            case "table":
                return self._table(first, indent)
            case "html":
                end = self._html.take(first)
                self._line = self._line if end is None else end  # what follows a tag is not indented by it
                return end
            case "heading":
                return self._heading(line.end(), line.end() - first)
            case "quote":
                return self._quote(first, indent)
            case "fence":
                return self._fence(line, first, indent)
            case "rule":
                if indent < CODE_INDENT:
                    self._outline.end_list()
                return line.end()
            case "division":
                self._place(indent)
                return line.end()
        # A link's definition is no text; a footnote's is, without its label.
        target = LINK_TARGET.match(self._text, line.end())
        return line.end() if line["foot"] else target.end() if target else None

    def _place(self, indent: int) -> None:
        """Close the items that what stands at this indentation does not belong to."""
        self._outline.close_items(indent)
        if not self._outline.in_item:
            self._outline.end_list()

    # Headings, code, quotes

    def _heading(self, start: int, level: int) -> int:
        end_of_line = line_end(self._text, start)
        start, end = trimmed(self._text, start, end_of_line)
        content = self._text[start:end]
        bare = content.rstrip("#")
        if len(bare) < len(content) and (not bare or bare[-1].isspace()):
            end = start + len(bare.rstrip())
        if start < end:
            self._outline.heading(level, start, end)
        return end_of_line

    def _is_code(self, indent: int) -> bool:
        return indent >= CODE_INDENT and self._blank and not self._plain and not self._outline.in_item

    def _indented_code(self, first: int) -> int:
        end = at = line_end(self._text, first)
        while at < self._size:
            start = skip(INDENT, self._text, at + 1)
            following = line_end(self._text, at + 1)
            if start < following:
                if width(self._text, at + 1, start) < CODE_INDENT:
                    break
                end = following
            at = following
        self._outline.end_list()
        self._outline.add(BlockKind.CODE, *trimmed(self._text, first, end))
        self._blank = False
        return end

    def _fence(self, line: re.Match[str], first: int, indent: int) -> int:
        self._place(indent)
        mark = line["fence"]
        start = line_end(self._text, first)
        close = re.compile(rf"\n[^\S\n]*+(?:>[^\S\n]*+)*+{mark[0]}{{{len(mark)},}}+[^\S\n]*+(?=\n|\Z)").search(
            self._text, start
        )
        inner_end, end = close.span() if close else (self._size, self._size)
        code_start, code_end = trimmed(self._text, start, inner_end)
        if code_start < code_end:
            self._outline.add(BlockKind.CODE, code_start, code_end)
        return end

    def _quote(self, first: int, indent: int) -> int:
        """One passage of a block quote; the next one is left to the next step."""
        self._place(indent)
        start = skip(QUOTE_MARKS, self._text, first)
        if start >= self._size or self._text[start] == "\n":
            return start
        inner = LINE.match(self._text, start)
        if inner and inner["fence"]:
            return self._fence(inner, start, indent)
        if inner and inner["table"]:
            table = pipe_table(self._text, first)
            if table:
                self._outline.table(first, table[1], table[0])
                return table[1]
        if inner and (inner["item"] or inner["heading"]):
            start = skip(AFTER_MARKER, self._text, inner.end())
        end = line_end(self._text, start)
        while end < self._size and self._quote_goes_on(end + 1):
            end = line_end(self._text, end + 1)
        start, stop = trimmed(self._text, start, end)
        if start < stop and not (inner and inner["rule"]):
            self._outline.add(BlockKind.QUOTE, start, stop)
        return end

    def _quote_goes_on(self, at: int) -> bool:
        """Whether the line at `at` belongs to the quoted passage above it."""
        start = skip(QUOTE_MARKS, self._text, at)
        if start >= self._size or self._text[start] == "\n":
            return False
        line = LINE.match(self._text, start)
        return line is None or bool(line["label"])

    # Lists

    def _item(self, line: re.Match[str], first: int, indent: int) -> int:
        text = self._text
        start = skip(AFTER_MARKER, text, line.end())
        if start >= self._size or text[start] == "\n":
            # The text of a bullet that stands alone is on the next line, unless that starts something itself.
            below = skip(INDENT, text, start + 1)
            if below >= self._size or text[below] == "\n" or LINE.match(text, below):
                return start
            start = below
        else:
            start, holds_block = self._item_content(start)
            if holds_block:
                self._outline.close_items(indent)
                return start
        end = self._text_end(start, in_list=True)
        start, stop = trimmed(text, start, end)
        if not self._outline.in_list and self._is_section(line, first, start, stop):
            self._outline.heading(TITLE_LEVEL, start, stop)
        elif start < stop:
            self._outline.item(indent, start, stop, first)
        return end

    def _is_section(self, line: re.Match[str], first: int, start: int, end: int) -> bool:
        """Whether an item on its own is a section's title: numbered in plain text, or bold above a paragraph."""
        if line["number"] and self._plain:
            return is_title(self._text, first, end)
        return end - start <= MAX_BOLD and is_bold(self._text[start:end]) and has_text_below(self._text, end)

    def _item_content(self, start: int) -> tuple[int, bool]:
        """Where an item's text starts, behind tags that only divide; whether another block stands there instead."""
        run = _MARKERS.match(self._text, start)
        if run is not None:
            start = run.end()
        inner = LINE.match(self._text, start)
        if inner and inner.lastgroup in {"item", "fence", "quote"}:
            return start, True
        while (tag := BLOCK_TAG.match(self._text, start)) is not None:
            if tag["name"].lower() in ELEMENTS:
                return start, True
            start = skip(INDENT, self._text, tag.end())
        return start, False

    # Text

    def _text_end(self, start: int, in_list: bool) -> int:
        """End of the text that starts at `start`: at a line end, or where a block tag stands."""
        known_start, end, known_in_list = self._run
        if not (known_start <= start < end and known_in_list == in_list):
            end = run_end(self._text, start, in_list)
            self._run = (start, end, in_list)
        if self._text.find("<", start, end) < 0:
            return end
        for found in _BREAK.finditer(self._text, start, end):
            if found["name"]:
                return found.start()
        comment = self._text.rfind("<!--", start, end)
        if comment >= 0 and self._text.find("-->", comment, end) < 0:
            # A comment that goes on over a blank line hides what is in it.
            return comment if comment > start else self._html.comment_end(comment)
        return end

    def _paragraph(self, first: int, indent: int) -> int:
        text = self._text
        self._place(indent)
        table_end = self._column_table(first)
        if table_end is not None:
            return table_end
        end = self._text_end(first, in_list=False)
        blank_above, self._blank = self._blank, False
        start, stop = trimmed(text, first, end)
        under = UNDERLINE.match(text, end + 1)
        if under and start < stop <= start + MAX_UNDERLINED and "\n" not in text[start:stop]:
            mark = under["mark"]
            if mark[0] in "=-" or len(mark) >= stop - start:
                self._outline.heading(_UNDERLINE_LEVELS.get(mark[0], 5), start, stop)
                return under.end()
        if is_separator(text, end + 1):
            header = max(text.rfind("\n", start, stop) + 1, start)
            table = pipe_table(text, header) if text.find("|", header, stop) >= 0 else None
            if table:
                self._text_block(*trimmed(text, start, header))
                self._outline.table(header, table[1], table[0])
                return table[1]
        if self._plain and blank_above and not self._outline.in_list and is_title(text, start, stop):
            self._outline.heading(TITLE_LEVEL, start, stop)
        else:
            self._text_block(start, stop)
        return max(end, first + 1)

    def _text_block(self, start: int, end: int) -> None:
        """A passage that nothing marks: a table made of tabs, or a paragraph."""
        if start >= end or (self._text[start] == "<" and not TAG.sub("", self._text[start:end]).strip()):
            return
        cells = tab_table(self._text, start, end) if self._text.find("\t", start, end) >= 0 else None
        if cells:
            self._outline.table(start, end, cells)
        else:
            self._outline.paragraph(start, end)

    # Tables

    def _column_table(self, first: int) -> int | None:
        ruled, self._ruled = self._ruled, False
        if not (self._blank or ruled):
            return None
        found = column_table(self._text, first, framed=not self._blank)
        if found is None:
            return None
        cells, end = found
        self._blank = False
        self._outline.table(first, end, cells)
        return end

    def _table(self, first: int, indent: int) -> int | None:
        table = pipe_table(self._text, first)
        if table is None:
            return None
        self._place(indent)
        self._outline.table(first, table[1], table[0])
        return table[1]
