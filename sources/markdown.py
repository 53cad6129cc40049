"""Markdown and plain text cut into blocks.

One pass over the lines that can start something; runs of plain lines are jumped over by one regular
expression, which is what makes prose cheap. It follows CommonMark and its tables where authors mean
what CommonMark says, and their intention where they do not: typographic bullets, lists nested by less
than the full width of the marker, titles in plain text.
"""

from __future__ import annotations

import re

from sources.document import Block, BlockKind
from sources.outline import TITLE_LEVEL, Outline
from sources.tables import is_separator, pipe_table, tab_table
from sources.tags import BLOCK_TAG, DECLARATION, TAG, Regions, opens, trimmed
from sources.webpage import Walker

# Lines indented this much are code, where Markdown has code at all.
CODE_INDENT = 4
# A line of plain text up to this length can be a title.
MAX_TITLE = 80
# The line above "===" or "---" is a heading up to this length.
MAX_UNDERLINED = 200

_BLANK_LINES = re.compile(r"(?:[^\S\n]*\n)+")
_INDENT = re.compile(r"[^\S\n]*")
_BULLET = "[-*+](?=[^\\S\\n]|\\n|\\Z)|[•‣◦●○▪▫■□►➤·∙](?!\\S*[|])|[–✓✔✅](?=[^\\S\\n]|\\n|\\Z)"
_LINE = re.compile(
    rf"""
      (?P<atx>\#{{1,6}}(?=[^\S\n]|\n|\Z))
    | (?P<fence>`{{3,}}+(?=[^`\n]*+(?:\n|\Z))|~{{3,}}+)
    | (?P<quote>>)
    | (?P<rule>(?P<mark>[-*_=])(?:[^\S\n]*+(?P=mark)){{2,}}+[^\S\n]*+(?=\n|\Z))
    | (?P<item>{_BULLET}|(?P<number>\d{{1,3}})[.)](?=[^\S\n]|\n|\Z))
    | (?P<pipe>\||\+[-=])
    | (?P<html><(?=[/!?A-Za-z]))
    | (?P<label>\[(?P<foot>\^)?[^\]\[\n]{{1,300}}\]:)
    """,
    re.VERBOSE,
)
# Line ends behind which a passage may stop: a blank line, or a line whose first character can start a block.
_STOP = re.compile(r"\n[^\S\n]*+(?:(?=[#`~>|<=_+*•‣◦●○▪▫■□►➤·∙–✓✔✅:-]|\d{1,3}[.)][^\S\n])|(?P<blank>\n|\Z))")
_UNDERLINE = re.compile(r"[^\S\n]*(?P<mark>=+|-{2,})[^\S\n]*(?=\n|\Z)")
_AFTER_MARKER = re.compile(r"[^\S\n]*(?:\[[ xX]\][^\S\n]+)?")
# What ends a passage in the middle of a line; inline code is stepped over.
_BREAK = re.compile(rf"`[^`]*`|(?P<tag>{BLOCK_TAG.pattern.replace('(?P<close>', '(').replace('(?P<name>', '(').replace('(?P<attributes>', '(')})")
_TARGET = re.compile(
    r"[^\S\n]*\n?[^\S\n]*(?:<[^<>\n]*>|(?=\S*[/#]|mailto:)\S+)"
    r"""(?:[^\S\n]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[^\S\n]*(?=\n|\Z)"""
)
_MARKED_UP = re.compile(
    r"^(?:\#{1,6}[ \t]|```|~~~|===|\*\*[^\n*]+\*\*:?[ \t]*$|__[^\n_]+__:?[ \t]*$|\|?[ \t]*:?-+:?[ \t]*\|)", re.MULTILINE
)
_TITLE = re.compile(rf"[A-Z0-9À-ÞΑ-Я\"“'‘(][^\n]{{0,{MAX_TITLE - 1}}}(?<![.!?…:;,])")
_NEXT_LINE = re.compile(rf"\s*+([^\n]{{0,{2 * MAX_TITLE}}})(\n[^\S\n]*+\S)?")
_FRONT_KEY = re.compile(r"[A-Za-z_][\w .-]*:(?:\s|\Z)")
_FRONT_END = re.compile(r"^(?:---|\.\.\.)[^\S\n]*$", re.MULTILINE)
_FRONT_LINE = re.compile(r"^([^\S\n]*)(?:-[^\S\n]+)?(\S[^\n]*)$", re.MULTILINE)

_CONTAINERS = frozenset({"ul", "ol", "dl"})
_WHOLE = frozenset({"table", "pre", "script", "style", "h1", "h2", "h3", "h4", "h5", "h6", *_CONTAINERS})
_NEXT_BLANK = re.compile(r"\n[^\S\n]*(?=\n)")
_NEXT_HEADING = re.compile(r"^#{1,6}[ \t]", re.MULTILINE)


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown or plain text, in reading order, none over another."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._size = len(text)
        self._outline = Outline(text)
        self._regions = Regions(text)
        self._walker = Walker(text, self._outline, self._regions)
        # Text without heading markup: titles are recognised by their shape, and indented lines are no code.
        self._plain = _MARKED_UP.search(text) is None
        self._blank = True  # nothing but blank lines stands right above
        self._line = 0  # where the current line starts, for indentation

    def scan(self) -> tuple[Block, ...]:
        at = self._front_matter()
        self._line = at
        while at < self._size:
            at = self._next(at)
        return tuple(self._outline.blocks)

    def _next(self, at: int) -> int:
        """Take in what starts at `at`, the start of a line or of what remains of one; where to go on."""
        text = self._text
        first = _INDENT.match(text, at).end()  # type: ignore[union-attr]
        if first < self._size and text[first] == "\n":
            self._line = first + 1
            blank = _BLANK_LINES.match(text, first + 1)
            if blank:
                self._blank = True
                self._line = blank.end()
            first = _INDENT.match(text, self._line).end()  # type: ignore[union-attr]
        if first >= self._size:
            return self._size
        indent = self._width(first)
        line = _LINE.match(text, first)
        kind = line.lastgroup if line else ""
        if line is None or kind in {"", "atx"}:
            if self._is_code(indent):
                return self._indented_code(first)
            if line is None:
                return self._paragraph(first, indent)
        handled = self._special(line, first, indent)
        if handled is None:
            return self._paragraph(first, indent)
        self._blank = False
        return handled

    def _special(self, line: re.Match[str], first: int, indent: int) -> int | None:
        """Take in a line that its first characters mark; None where it is text after all."""
        if line["item"]:
            return self._item(line, first, indent)
        if line["pipe"]:
            return self._table(first, indent)
        if line["html"]:
            return self._html(first)
        if line["atx"]:
            return self._atx(line.end(), line.end() - first)
        if line["quote"]:
            return self._quote(first, indent)
        if line["fence"]:
            return self._fence(line, first, indent)
        if line["rule"]:
            if indent < CODE_INDENT:
                self._outline.end_list()
            return line.end()
        return self._label(line)

    def _width(self, first: int) -> int:
        """Columns in front of an offset of the current line, a tab reaching to the next multiple of four."""
        if first == self._line:
            return 0
        before = self._text[self._line : first]
        return len(before.expandtabs(4)) if "\t" in before else len(before)

    def _line_end(self, at: int) -> int:
        end = self._text.find("\n", at)
        return self._size if end < 0 else end

    # Headings, code, quotes

    def _atx(self, start: int, level: int) -> int:
        line_end = self._line_end(start)
        start, end = trimmed(self._text, start, line_end)
        content = self._text[start:end]
        bare = content.rstrip("#")
        if len(bare) < len(content) and (not bare or bare[-1].isspace()):
            end = start + len(bare.rstrip())
        if start < end:
            self._outline.heading(level, start, end)
        return line_end

    def _is_code(self, indent: int) -> bool:
        return indent >= CODE_INDENT and self._blank and not self._plain and not self._outline.in_item

    def _indented_code(self, first: int) -> int:
        end = at = self._line_end(first)
        while at < self._size:
            start = _INDENT.match(self._text, at + 1).end()  # type: ignore[union-attr]
            line_end = self._line_end(at + 1)
            if start < line_end:
                self._line = at + 1
                if self._width(start) < CODE_INDENT:
                    break
                end = line_end
            at = line_end
        self._outline.end_list()
        self._outline.add(BlockKind.CODE, *trimmed(self._text, first, end))
        self._blank = False
        return end

    def _fence(self, line: re.Match[str], first: int, indent: int) -> int:
        self._place(indent)
        mark = line["fence"]
        start = self._line_end(first)
        close = re.compile(rf"\n[^\S\n]*(?:>[^\S\n]*)*{mark[0]}{{{len(mark)},}}[^\S\n]*(?=\n|\Z)").search(self._text, start)
        inner_end, end = close.span() if close else (self._size, self._size)
        code_start, code_end = trimmed(self._text, start, inner_end)
        if code_start < code_end:
            self._outline.add(BlockKind.CODE, code_start, code_end)
        return end

    def _quote(self, first: int, indent: int) -> int:
        """One passage of a block quote; the next one is left to the next call."""
        self._place(indent)
        start = _QUOTED.match(self._text, first).end()  # type: ignore[union-attr]
        inner = _LINE.match(self._text, start)
        if inner and inner["fence"]:
            return self._fence(inner, start, indent)
        if inner and inner["pipe"]:
            table = pipe_table(self._text, first)
            if table:
                self._outline.table(first, table[1], table[0])
                return table[1]
        if inner and (inner["item"] or inner["atx"]):
            start = _AFTER_MARKER.match(self._text, inner.end()).end()  # type: ignore[union-attr]
        end = self._line_end(start)
        following = end
        while following < self._size and self._quote_goes_on(following + 1):
            end = following = self._line_end(following + 1)
        start, stop = trimmed(self._text, start, end)
        if start < stop and not (inner and inner["rule"]):
            self._outline.add(BlockKind.QUOTE, start, stop)
        return end

    def _quote_goes_on(self, at: int) -> bool:
        """Whether the line at `at` belongs to the quoted passage above it."""
        start = _QUOTED.match(self._text, at).end()  # type: ignore[union-attr]
        if start >= self._size or self._text[start] == "\n":
            return False
        line = _LINE.match(self._text, start)
        return line is None or bool(line["label"])

    # Lists

    def _item(self, line: re.Match[str], first: int, indent: int) -> int:
        start = _AFTER_MARKER.match(self._text, line.end()).end()  # type: ignore[union-attr]
        if start >= self._size or self._text[start] == "\n":
            # The text of a bullet that stands alone is on the next line, unless that starts something itself.
            after = _INDENT.match(self._text, start + 1).end()  # type: ignore[union-attr]
            if after >= self._size or self._text[after] == "\n" or _LINE.match(self._text, after):
                return start
            start = after
        else:
            inner = _LINE.match(self._text, start)
            if inner and (inner["item"] or inner["fence"] or inner["quote"] or inner["html"]) and not inner["rule"]:
                return start
        end = self._text_end(start, in_list=True)
        start, stop = trimmed(self._text, start, end)
        if self._is_title_number(line, first, stop):
            self._outline.heading(TITLE_LEVEL, start, stop)
        elif start < stop:
            self._outline.item(indent, start, stop, first)
        return end

    def _is_title_number(self, line: re.Match[str], first: int, end: int) -> bool:
        """Whether a numbered line is a section's title in plain text: "2. DeepSeek-V3" with paragraphs below it."""
        return bool(
            self._plain and line["number"] and not self._outline.in_list and self._is_title(first, end)
        )

    def _place(self, indent: int) -> None:
        """Close the items that what stands at this indentation does not belong to."""
        self._outline.close_items(indent)
        if not self._outline.in_item:
            self._outline.end_list()

    # Text

    def _text_end(self, start: int, in_list: bool) -> int:
        """End of the run of lines that starts at `start`: at a line end, or where a block tag stands."""
        text = self._text
        at = start
        while True:
            stop = _STOP.search(text, at)
            if stop is None:
                end = self._size
                break
            if stop["blank"] is not None or self._interrupts(stop.end(), in_list):
                end = stop.start()
                break
            at = stop.end()
        if text.find("<", start, end) >= 0:
            for broken in _BREAK.finditer(text, start, end):
                if broken["tag"]:
                    return broken.start()
            open_comment = text.rfind("<!--", start, end)
            if open_comment >= 0 and text.find("-->", open_comment, end) < 0:
                return open_comment if open_comment > start else self._regions.comment_end(open_comment)
        return end

    def _interrupts(self, first: int, in_list: bool) -> bool:
        """Whether the line with this first character ends the passage above it."""
        text = self._text
        line = _LINE.match(text, first)
        if line is None:
            return is_separator(text, first) or _UNDERLINE.match(text, first) is not None
        if line["item"]:
            number = line["number"]
            empty = line.end() >= self._size or text[line.end()] == "\n"
            return (not empty or in_list) and (number is None or number == "1" or in_list)
        if line["pipe"]:
            return pipe_table_starts(text, first)
        if line["html"]:
            return text.startswith("<!--", first) or BLOCK_TAG.match(text, first) is not None
        return not line["label"]

    def _paragraph(self, first: int, indent: int) -> int:
        self._place(indent)
        end = self._text_end(first, in_list=False)
        self._blank, blank_above = False, self._blank
        start, stop = trimmed(self._text, first, end)
        under = _UNDERLINE.match(self._text, end + 1)
        if under and start < stop <= start + MAX_UNDERLINED and "\n" not in self._text[start:stop]:
            self._outline.heading(1 if under["mark"][0] == "=" else 2, start, stop)
            return under.end()
        if is_separator(self._text, end + 1):
            header = max(self._text.rfind("\n", start, stop) + 1, start)
            table = pipe_table(self._text, header) if self._text.find("|", header, stop) >= 0 else None
            if table:
                self._text_block(start, trimmed(self._text, start, header)[1])
                self._outline.table(header, trimmed(self._text, header, table[1])[1], table[0])
                return table[1]
        if self._plain and blank_above and not self._outline.in_list and self._is_title(start, stop):
            self._outline.heading(TITLE_LEVEL, start, stop)
        else:
            self._text_block(start, stop)
        return max(end, first + 1)

    def _text_block(self, start: int, end: int) -> None:
        """A passage of text that nothing marks."""
        if start >= end or (self._text[start] == "<" and not TAG.sub("", self._text[start:end]).strip()):
            return
        if self._text.find("\t", start, end) >= 0:
            cells = tab_table(self._text, start, end)
            if cells:
                self._outline.table(start, end, cells)
                return
        self._outline.paragraph(start, end)

    def _is_title(self, start: int, end: int) -> bool:
        """Whether a passage of plain text is a title: one short line between blank ones, with text or a list below."""
        if end - start > MAX_TITLE or not _TITLE.fullmatch(self._text, start, end):
            return False
        behind = _BLANK_LINES.match(self._text, self._line_end(end) + 1)
        if behind is None:
            return False
        below = _NEXT_LINE.match(self._text, end)
        if below is None or not below[1]:
            return False
        marked = _LINE.match(below[1])
        return bool(marked and marked["item"]) or below[2] is not None or not _TITLE.fullmatch(below[1].rstrip())

    def _label(self, line: re.Match[str]) -> int | None:
        """A link's definition is no text; a footnote's is, without its label."""
        if line["foot"]:
            return line.end()
        target = _TARGET.match(self._text, line.end())
        return target.end() if target else None

    # Tables and HTML

    def _table(self, first: int, indent: int) -> int | None:
        table = pipe_table(self._text, first)
        if table is None:
            return None
        self._place(indent)
        self._outline.table(first, trimmed(self._text, first, table[1])[1], table[0])
        return table[1]

    def _html(self, first: int) -> int | None:
        """What a tag at the start of a line means: a whole element, or the edge of a passage."""
        text = self._text
        if text.startswith("<!--", first):
            return self._regions.comment_end(first)
        tag = BLOCK_TAG.match(text, first)
        if tag is None:
            declaration = DECLARATION.match(text, first)
            return declaration.end() if declaration else None
        if not opens(tag, _WHOLE):
            self._line = tag.end()
            return tag.end()
        name = tag["name"].lower()
        if name in _CONTAINERS or name == "table":
            end = self._regions.matching_close(name, tag.end()) or self._open_end(name, tag.end())
        else:
            close = self._regions.first_close(name, tag.end())
            end = close[1] if close else self._open_end(name, tag.end())
        self._walker.walk(first, end)
        return end

    def _open_end(self, name: str, start: int) -> int:
        """Where an element that is never closed is taken to end."""
        if name in {"script", "style"}:
            return self._size
        if name.startswith("h"):
            return self._line_end(start)
        found = (_NEXT_HEADING if name == "table" else _NEXT_BLANK).search(self._text, start)
        return found.start() if found else self._size

    # Front matter

    def _front_matter(self) -> int:
        """Lines of the YAML header as items; where the text behind it starts."""
        text = self._text
        if not text.startswith("---") or text[3 : self._line_end(3)].strip():
            return 0
        close = _FRONT_END.search(text, 3)
        if close is None or not _FRONT_KEY.match(text, self._line_end(3) + 1):
            return 0
        for line in _FRONT_LINE.finditer(text, self._line_end(3), close.start()):
            start, end = trimmed(text, *line.span(2))
            if text[start] != "#":
                self._outline.item(_front_indent(line), start, end, start)
        self._outline.end_list()
        return close.end()


def _front_indent(line: re.Match[str]) -> int:
    """Depth of a line of YAML: entries of a list belong to the key above them, at the same indentation too."""
    entry = line.start(2) > line.end(1)
    return len(line[1].expandtabs(4)) + (2 if entry else 0)


_QUOTED = re.compile(r"[^\S\n]*(?:>[^\S\n]?)*[^\S\n]*")


def pipe_table_starts(text: str, start: int) -> bool:
    """Whether the line at `start` and the one below it begin a table."""
    end = text.find("\n", start)
    if end < 0:
        return False
    below = _INDENT.match(text, end + 1).end()  # type: ignore[union-attr]
    return is_separator(text, below) or (text.startswith("|", start) and text.startswith("|", below))
