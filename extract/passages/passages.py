"""Reads the spans of one document as passages, each of them once."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property

from extract.names.names import NameFinder
from extract.passages import short_dates
from extract.passages.opening_dates import Calendar, calendar
from extract.passages.passage import Passage
from extract.passages.short_dates import Years
from extract.passages.values import Style
from extract.quantities import dates, numerals
from extract.words.cues import Cues
from sources.document import Block, BlockKind, Document, Span
from sources.reading import Reading
from sources.render import reading

MOST_PASSAGES = 2_000  # kept; bounds memory on large documents, where headings are read again cheaply
LONGEST_KEPT = 60  # characters of a passage that probably stands in the document again: a cell
MOST_KEPT = 2_000  # of them; bounds memory
MASTHEAD_BLOCKS = 4  # blocks at the top of a text that may hold its day
MASTHEAD_REACH = 120  # characters of each
LONGEST_ABOVE = 200  # characters of a heading or a parent in which a year is looked for
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+")


class Passages:
    """The passages of one document."""

    def __init__(self, document: Document, finder: NameFinder, cues: Cues) -> None:
        """Infer how the document writes dates and numbers; read nothing yet."""
        self._document, self._finder, self._cues = document, finder, cues
        order = dates.infer_order(document.text)
        short_order = short_dates.infer_order(document.text, order)
        self._style = Style(order, numerals.infer_mark(document.text), short_order)
        self._read: dict[tuple[int, int, Calendar | None], Passage] = {}
        self._short: dict[tuple[str, bool, bool, Years | None, Calendar | None], Passage] = {}  # by their characters
        self._calendars: dict[tuple[Span, ...], Calendar | None] = {}

    def span(self, start: int, end: int, known: Calendar | None = None) -> Passage:
        """The passage of a span. `known`: the year, and the month, that a day of it may be of."""
        key = (start, end, known)
        found = self._read.get(key)
        if found is None:
            if len(self._read) > MOST_PASSAGES:
                self._read.clear()
            found = self._read[key] = Passage(
                reading(self._document.text, start, end), self._cues, self._finder, known, self._style,
                masthead=self._masthead_year,
            )  # fmt: skip
        return found

    def block(self, block: Block) -> Passage:
        """The passage of a block, its days in the year that the headings and parents above give."""
        return self.span(block.start, block.end, self.calendar(block))

    def plain(
        self, start: int, end: int, *, years: bool = True, grouped: bool = False, dated: Years | None = None,
        known: Calendar | None = None,
    ) -> Passage:  # fmt: skip
        """A passage apart from what stands around it, a cell. `years`: whether a number such as 2048 may be a year.

        `grouped`: whether blanks between groups of three digits belong to one number, "118 000". `dated`: where a date
        is expected, the years it may be of; `known`: the year that it is of if it states none.
        """
        text = self._document.text
        key = (text[start:end], years, grouped, dated, known)
        kept = self._short.get(key) if end - start <= LONGEST_KEPT else None
        if kept is not None:
            self._short[key] = kept = kept.moved(start)
            return kept
        read = reading(text, start, end)
        if grouped and _GROUPED.fullmatch(read.text.strip()):
            read = _without_blanks(read)
        passage = Passage(read, self._cues, self._finder, known, self._style, years, start, dated=dated)
        if end - start <= LONGEST_KEPT and len(self._short) < MOST_KEPT:
            self._short[key] = passage
        return passage

    def calendar(self, block: Block) -> Calendar | None:
        """The year, and the month, that the headings and parents above give, the nearest first."""
        above = (*block.headings, *block.parents)
        if above not in self._calendars:
            text = self._document.text
            self._calendars[above] = calendar(
                text[start : min(end, start + LONGEST_ABOVE)] for start, end in reversed(above)
            )
        return self._calendars[above]

    @cached_property
    def masthead(self) -> date | None:
        """The day of the whole text, that stands at its top: "Friday, 25 October 2024"."""
        for block in self._document.blocks[:MASTHEAD_BLOCKS]:
            if block.kind in (BlockKind.TABLE, BlockKind.CODE) or (block.kind is BlockKind.HEADING and block.level > 1):
                break
            found = dates.scan(self._document.text[block.start : min(block.end, block.start + MASTHEAD_REACH)])
            days = [d for d in found if not d.partial and d.precision == "day"]
            if len(days) == 1:
                return days[0].last
        return None

    @cached_property
    def _masthead_year(self) -> int | None:
        return self.masthead.year if self.masthead is not None else None


def _without_blanks(read: Reading) -> Reading:
    """The reading text without its blanks, every character still at its place in the document."""
    text, starts, origins = "", [], []
    for m in re.finditer(r"\S+", read.text):
        starts.append(len(text))
        origins.append(read.origin(m.start()))
        text += m.group()
    return Reading(text, tuple(starts), tuple(origins))
