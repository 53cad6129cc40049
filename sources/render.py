"""The reading text of a passage of Markdown or HTML, with its way back to the document."""

from __future__ import annotations

import re
from bisect import bisect_right

from sources.document import Span
from sources.inline import DIFFERS, PLAIN, Edit, Passage
from sources.reading import Reading

# Runs of blanks: the first one stays.
_WIDE = re.compile(r"\s\s+")


def reading(text: str, start: int, end: int) -> Reading:
    """The reading text of `text[start:end]`.

    Markup is dropped, the words of links stay; images, comments, footnote marks and struck-out words go; entities are
    decoded; every run of blanks and line ends is one space; dashes stay as they are. A decoded entity, and the "^" of
    an exponent, stand at the first character of what they replace.
    """
    if DIFFERS.search(text, start, end) is None:
        part = text[start:end]
        return Reading(part.strip(), (0,), (start + len(part) - len(part.lstrip()),))
    passage = Passage(text, start, end)
    runs = _Runs(text, start)
    for edit in _outermost(passage.edits):
        runs.copy(edit.start)
        runs.replace(edit)
    runs.copy(end)
    runs.finish()
    marks = passage.marks
    return Reading(
        runs.text,
        tuple(runs.starts),
        tuple(runs.origins),
        runs.placed(marks.code),
        runs.placed(marks.strong),
        runs.placed(marks.links),
    )


def _outermost(edits: list[Edit]) -> list[Edit]:
    """Edits in order, without those that lie within a wider one."""
    outermost: list[Edit] = []
    reached = -1
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= reached:
            outermost.append(edit)
            reached = edit.end
    return outermost


class _Runs:
    """Reading text in the making."""

    def __init__(self, text: str, start: int) -> None:
        """Nothing read yet, at `start` of this text."""
        self.text = ""
        self.starts: list[int] = []
        self.origins: list[int] = []
        self._document = text
        self._at = start  # everything in front of it is done
        self._pieces: list[str] = []
        self._size = 0
        self._spaced = True  # no space is wanted here: there is one, or nothing, in front

    def copy(self, end: int) -> None:
        """Take the characters up to `end` as they are."""
        for blanks in _WIDE.finditer(self._document, self._at, end):
            self._copy_run(blanks.start() + 1)
            self._at = blanks.end()
        self._copy_run(end)

    def _copy_run(self, end: int) -> None:
        piece = self._document[self._at : end]
        if self._spaced:
            stripped = piece.lstrip()
            self._at += len(piece) - len(stripped)
            piece = stripped
        if piece:
            self._add(piece if piece.isascii() and piece.isprintable() else piece.translate(PLAIN), self._at)
        self._at = max(end, self._at)

    def replace(self, edit: Edit) -> None:
        """Take what an edit has in place of its characters."""
        for character in edit.replacement:
            if not character.isspace():
                self._add(character, edit.start)
            elif not self._spaced:
                self._add(" ", edit.start)
        self._at = max(edit.end, self._at)

    def _add(self, piece: str, origin: int) -> None:
        self.starts.append(self._size)
        self.origins.append(origin)
        self._pieces.append(piece)
        self._size += len(piece)
        self._spaced = piece[-1] == " "

    def finish(self) -> None:
        """Put the text together, without a blank at its end."""
        self.text = "".join(self._pieces).rstrip(" ")
        while len(self.starts) > 1 and self.starts[-1] >= len(self.text):
            self.starts.pop()
            self.origins.pop()
        if not self.starts:
            self.starts, self.origins = [0], [self._at]

    def placed(self, spans: list[Span]) -> tuple[Span, ...]:
        """Spans of the document as spans of the reading text, sorted, those without text left out."""
        placed = ((self._place(start), self._place(end)) for start, end in spans)
        return tuple(sorted(span for span in placed if span[0] < span[1]))

    def _place(self, offset: int) -> int:
        """Where the first character of the reading text stands that comes from `offset` or from behind it."""
        run = bisect_right(self.origins, offset) - 1
        if run < 0:
            return 0
        end = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)
        return min(self.starts[run] + offset - self.origins[run], end)
