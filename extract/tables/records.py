"""Records in plain text: lines of "key: value" that stand together are read as a table of two columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

from extract.words.cues import Cues
from sources.document import Block, BlockKind, Cell, Span

LEAST_LINES = 3  # fewer lines with a colon are prose or a list of labels
LEAST_SHARE = 0.7  # of the lines of the block that must be of that form
LEAST_KNOWN = 2  # lines whose keys are labels of attributes are a record already
LEAST_KNOWN_SHARE = 0.5
LONGEST_LINE = 500  # characters
LONGEST_KEY = 60  # characters of a line that is a label alone, with its marks
LONGEST_VALUE = 80  # of the line below it
SENTENCE_WORDS = 4  # of a value that is something said
# Lines end by a break or where a bold label stands: "**Size:** 7B **Context:** 8K".
_BREAK = re.compile(
    r"\n|<br\s*/?>|(?<=[^\s>])[ \t|•·,;]{1,8}(?=(?P<mark>\*\*|__)[A-Z#][^*_\n:]{0,39}(?::(?P=mark)|(?P=mark):))",
    re.IGNORECASE,
)
_TAG = r"</?[A-Za-z][^<>]{0,80}>"
# A key, behind bullets, arrows, pictures or a number in brackets, which may be marked: "**Size:** 7B".
_KEY = rf"""(?:[^\w\n#<|:=!]|_|{_TAG}|\(\d{{1,2}}\)|\d\ufe0f?\u20e3){{0,12}}
    (?P<key>[A-Za-z#][^\n:="'|*<>]{{0,39}}?)
    ["']?(?P<mark>[*_`]|{_TAG}){{0,4}}"""
KEYED = re.compile(
    rf"""{_KEY}
    (?:\s*(?::|\.{{3,}})(?:[*_`]|{_TAG}){{0,4}}+\s*
      |(?P<weak>\s*=\s*|\s(?:[-–—→]|->|=>)\s|[ ]{{2,8}}|\t|(?(mark)\s(?=[~≈<>$\dA-Z])|(?!))))
    (?P<value>\S[^\n]*?)[\s,;|•·\\]*$""",
    re.VERBOSE,
)
_KEY_ALONE = re.compile(rf"{_KEY}\s*:?(?:[*_`]|{_TAG}){{0,4}}[\s\\]*$", re.VERBOSE)


class _Line(NamedTuple):
    """A line of a block: its span, and where its key and its value stand if it has them."""

    start: int
    end: int
    key: Span | None = None
    value: Span = (0, 0)

    def key_in(self, text: str) -> str:
        """The words of its key."""
        return text[slice(*self.key)] if self.key is not None else ""


def records(block: Block, text: str, cues: Cues, is_name: Callable[[Span], bool]) -> tuple[Block, ...]:
    """The parts of a block of records in order: tables of keys and values, each led by the line above it, and the rest.

    Empty where the lines of the block are no such thing. Three keys make a record whatever they are; two do if both
    are known labels. A dash or an arrow, bold words or a line alone make a key of known words only. A name before the
    first colon, "X: a small model", leads the labels below it.
    """
    lines = list(_joined(_lines(block, text, cues), text, cues))
    keyed = [line for line in lines if line.key is not None]
    share = len(keyed) / len(lines) if lines else 0.0
    labels = [cues.is_label(line.key_in(text)) for line in keyed]
    known = len(keyed) >= LEAST_KNOWN and share >= LEAST_KNOWN_SHARE and all(labels)
    if not known and (len(keyed) < LEAST_LINES or share < LEAST_SHARE):
        return ()
    if not any(labels) and any(_is_sentence(text[slice(*line.value)]) for line in keyed):
        return ()  # a conversation: "Ana: When was it released?"
    first = lines[0]
    if first.key is not None and not labels[0] and all(labels[1:]) and is_name(first.key):
        lines[0] = _Line(first.start, first.end)
    return tuple(_parts(block, lines, text, cues))


def _is_sentence(value: str) -> bool:
    """True for a value that is something said, with a stop behind it."""
    return value[-1] in ".?!" and len(value.split()) >= SENTENCE_WORDS


def _lines(block: Block, text: str, cues: Cues) -> Iterator[_Line]:
    """The lines that hold more than marks."""
    at = block.start
    for end, following in (*(m.span() for m in _BREAK.finditer(text, at, block.end)), (block.end, block.end)):
        if text[at:end].strip(" \t>{}[](),;-="):
            keyed = KEYED.match(text, at, end) if end - at < LONGEST_LINE else None
            if keyed is None or (keyed["weak"] and not cues.is_label(keyed["key"])):
                yield _Line(at, end)
            else:
                yield _Line(at, end, keyed.span("key"), keyed.span("value"))
        at = following


def _joined(lines: Iterable[_Line], text: str, cues: Cues) -> Iterator[_Line]:
    """The lines, those that are a known label alone joined with the value in the line below."""
    before: _Line | None = None  # a label alone
    for line in lines:
        if before is not None and line.key is None and line.end - line.start <= LONGEST_VALUE:
            alone = _KEY_ALONE.match(text, before.start, before.end)
            if alone is not None and cues.is_label(alone["key"]):
                yield _Line(before.start, line.end, alone.span("key"), (line.start, line.end))
                before = None
                continue
        if before is not None:
            yield before
        before = line if line.key is None and line.end - line.start <= LONGEST_KEY else None
        if before is None:
            yield line
    if before is not None:
        yield before


def _parts(block: Block, lines: list[_Line], text: str, cues: Cues) -> Iterator[Block]:
    """Runs of keyed lines as tables, one for each name that a line gives, and runs of others as they are."""
    lead = block.lead
    for keyed, run in groupby(lines, key=lambda line: line.key is not None):
        part = list(run)
        if not keyed:
            yield replace(block, start=part[0].start, end=part[-1].end)
            lead = (part[-1].start, part[-1].end)
            continue
        starts = [at for at, line in enumerate(part) if at and cues.names_entities(line.key_in(text))]
        if not cues.names_entities(part[0].key_in(text)):
            starts = []  # "Parameters: 7B" and further below "Model: X"
        for low, high in pairwise([0, *starts, len(part)]):
            yield _table(block, part[low:high], lead)


def _table(block: Block, lines: list[_Line], lead: Span | None) -> Block:
    cells = tuple(
        Cell(*span, row, column)
        for row, line in enumerate(lines)
        for column, span in enumerate((line.key or (0, 0), line.value))
    )
    return Block(
        BlockKind.TABLE, lines[0].start, lines[-1].end, headings=block.headings, parents=block.parents, cells=cells,
        lead=lead,
    )  # fmt: skip
