"""HTML cut into blocks: whole pages, and the HTML inside Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sources.document import Block, BlockKind
from sources.outline import MAX_DEPTH, Outline
from sources.tables import html_cells
from sources.tags import BLOCK_NAMES, DECLARATION, TAG, Regions, attribute, trimmed

# Never read: no prose, or not the page's own.
_SKIPPED = frozenset({"script", "style", "noscript", "template", "nav", "footer", "head", "title", "svg", "textarea"})
# Those whose content is no markup: without an end tag they take all that follows, as in a browser.
_RAW = frozenset({"script", "style", "title", "textarea"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})
_STEP = 2  # indentation that one level of lists stands for

_MARKUP = re.compile(rf"<!--|{TAG.pattern}|{DECLARATION.pattern}")


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of an HTML page, in reading order."""
    outline = Outline(text)
    Walker(text, outline, Regions(text)).walk(0, len(text))
    return outline.blocks()


@dataclass(slots=True)
class _Open:
    """What is open where the walker stands."""

    heading: int = 0  # level, 0: none
    lists: int = 0  # how many are nested
    item: int = 0  # list level of the item whose own text has not been met yet, 0: none
    quotes: int = 0


class Walker:
    """Walks over HTML and hands its passages to an outline."""

    def __init__(self, text: str, outline: Outline, regions: Regions) -> None:
        """Of this text, into this outline."""
        self._text = text
        self._outline = outline
        self._regions = regions
        self._open = _Open()
        self._end = 0

    def walk(self, start: int, end: int) -> None:
        """Cut the HTML of that span into blocks."""
        self._open = _Open()
        self._end = end
        begin = at = start
        while True:
            found = _MARKUP.search(self._text, at, end)
            if found is None:
                break
            name = (found["name"] or "").lower()
            if found[0] == "<!--":
                at = min(self._regions.comment_end(found.start()), end)
                if not self._text[begin : found.start()].strip():
                    begin = at
            elif name in BLOCK_NAMES or name in _SKIPPED:
                self._passage(begin, found.start())
                begin = at = min(self._tag(name, found), end)
            else:
                at = found.end()
                if not name and not self._text[begin : found.start()].strip():
                    begin = at
        self._passage(begin, end)

    def _tag(self, name: str, tag: re.Match[str]) -> int:
        """Take in a tag; the offset at which to go on."""
        closes = bool(tag["close"])
        if name in _SKIPPED and not closes:
            return self._skip(name, tag.end())
        if not closes and _is_hidden(tag["attributes"]):
            return self._regions.matching_close(name, tag.end()) or tag.end()
        if name == "pre" and not closes:
            return self._code(tag.end())
        if name == "table":
            return tag.end() if closes else self._table(tag)
        self._note(name, closes)
        return tag.end()

    def _note(self, name: str, closes: bool) -> None:
        """Keep in mind what a tag opens or closes."""
        state = self._open
        if name in _HEADINGS:
            state.heading = 0 if closes else _HEADINGS[name]
        elif name in _LISTS:
            state.lists = max(state.lists + (-1 if closes else 1), 0)
            state.item = 0
            if state.lists:
                self._outline.close_items((state.lists + 1) * _STEP)
            else:
                self._outline.end_list()
        elif name in {"li", "dt", "dd"}:
            level = min(max(state.lists, 1) + (name == "dd"), MAX_DEPTH)
            state.item = 0 if closes else level
            if not (closes and name == "dt"):  # a term stays open for what is said of it
                self._outline.close_items(level * _STEP)
        elif name == "blockquote":
            state.quotes = max(state.quotes + (-1 if closes else 1), 0)

    def _passage(self, start: int, end: int) -> None:
        """Text between two tags that break passages."""
        start, end = trimmed(self._text, start, end)
        if start == end or (self._text[start] == "<" and not TAG.sub("", self._text[start:end]).strip()):
            return
        state = self._open
        if state.heading:
            self._outline.heading(state.heading, start, end)
        elif state.item:
            self._outline.item(state.item * _STEP, start, end, start)
            state.item = 0
        elif state.quotes:
            self._outline.add(BlockKind.QUOTE, start, end)
        else:
            self._outline.paragraph(start, end)

    def _skip(self, name: str, start: int) -> int:
        close = self._regions.first_close(name, start)
        if close is not None:
            return close[1]
        return self._end if name in _RAW else start

    def _code(self, start: int) -> int:
        close = self._regions.first_close("pre", start)
        inner_end, end = close or (self._end, self._end)
        code_start, code_end = trimmed(self._text, start, inner_end)
        if code_start < code_end:
            self._outline.add(BlockKind.CODE, code_start, code_end)
        return end

    def _table(self, tag: re.Match[str]) -> int:
        """A table; one with a table inside only lays out the page, and its cells are read as passages."""
        close = self._regions.first_close("table", tag.end())
        end = close[1] if close else self._end
        if _INNER_TABLE.search(self._text, tag.end(), end):
            return tag.end()
        start = tag.start()
        caption = _CAPTION.match(self._text, tag.end(), end)
        if caption is not None:
            self._outline.add(BlockKind.PARAGRAPH, *trimmed(self._text, *caption.span("words")))
            start = caption.end()
        self._outline.table(start, end, html_cells(self._text, tag.end(), close[0] if close else end))
        return end


def _is_hidden(attributes: str) -> bool:
    """True for the attributes of an element that no reader sees; a panel of tabs is seen when it is chosen."""
    if "hidden" not in attributes.lower() or attribute(attributes, "role").lower() == "tabpanel":
        return False
    return _HIDDEN.search(_QUOTED.sub('""', attributes)) is not None


_HIDDEN = re.compile(r"(?:^|\s)hidden(?=[\s/=]|$)", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
# The caption of a table stands right behind its tag, and nowhere else.
_CAPTION = re.compile(
    r"\s*<caption\b[^>]{0,400}>(?P<words>[^<]{0,400}(?:<(?!/?caption)[^<]{0,400}){0,40})</caption\s*>", re.IGNORECASE
)
_INNER_TABLE = re.compile(r"<table(?![A-Za-z0-9:-])", re.IGNORECASE)
