"""Records in plain text: lines of "key: value" that stand together are read as a table of two columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from sources.document import Block, BlockKind, Cell, Span

LEAST_LINES = 3  # fewer lines with a colon are prose or a list of labels
LEAST_SHARE = 0.7  # of the lines of the block that must be of that form
LEAST_KNOWN = 2  # lines whose keys are labels of attributes are a record already
LEAST_KNOWN_SHARE = 0.5
LONGEST_LINE = 500  # characters
SENTENCE_WORDS = 4  # of a value that is something said
# Lines end by a break or where a bold label stands: "**Size:** 7B **Context:** 8K".
_BREAK = re.compile(
    r"\n|<br\s*/?>|(?<=[^\s>])[ \t|•·,;]+(?=(?P<mark>\*\*|__)[A-Z#][^*_\n:]{0,39}(?::(?P=mark)|(?P=mark):))",
    re.IGNORECASE,
)
_TAG = r"</?[A-Za-z][^<>]{0,80}>"
# A key and its value, behind bullets, arrows, pictures or a number in brackets; the key may be marked: "**Size:** 7B".
KEYED = re.compile(
    rf"""(?:[^\w\n#<|:=!]|_|{_TAG}|\(\d{{1,2}}\)|\d\ufe0f?\u20e3){{0,12}}
    (?P<key>[A-Za-z#][^\n:="'|*<>]{{0,39}}?)
    ["']?(?P<mark>[*_`]|{_TAG}){{0,4}}
    (?:\s*(?::|\.{{3,}})(?:[*_`]|{_TAG}){{0,4}}\s*|(?P<weak>\s*=\s*|\s(?:[-–—→]|->|=>)\s|(?(mark)\s(?=[~≈<>$\dA-Z])|(?!))))
    (?P<value>\S[^\n]*?)[\s,;|•·\\]*$""",
    re.VERBOSE,
)


class _Line(NamedTuple):
    """A line of a block: its span, and its key and value where it has them."""

    start: int
    end: int
    keyed: re.Match[str] | None


def records(block: Block, text: str, is_label: Callable[[str], bool]) -> tuple[Block, ...]:
    """The parts of a block of records in order: tables of keys and values, each led by the line above it, and the rest.

    Empty where the lines of the block are no such thing. Three keys make a record whatever they are; two do if both
    are known by `is_label`. A dash or an arrow, or bold words alone, make a key of known words only.
    """
    lines = list(_lines(block, text, is_label))
    keyed = [line.keyed for line in lines if line.keyed is not None]
    share = len(keyed) / len(lines) if lines else 0.0
    labels = [is_label(m["key"]) for m in keyed]
    known = len(keyed) >= LEAST_KNOWN and share >= LEAST_KNOWN_SHARE and all(labels)
    if not known and (len(keyed) < LEAST_LINES or share < LEAST_SHARE):
        return ()
    if not any(labels) and any(map(_is_sentence, keyed)):
        return ()  # a conversation: "Ana: When was it released?"
    return tuple(_parts(block, lines))


def _is_sentence(keyed: re.Match[str]) -> bool:
    """True for a value that is something said, with a stop behind it."""
    return keyed["value"][-1] in ".?!" and len(keyed["value"].split()) >= SENTENCE_WORDS


def _lines(block: Block, text: str, is_label: Callable[[str], bool]) -> Iterator[_Line]:
    """The lines that hold more than marks."""
    at = block.start
    for end, following in (*(m.span() for m in _BREAK.finditer(text, at, block.end)), (block.end, block.end)):
        if text[at:end].strip(" \t>{}[](),;-="):
            keyed = KEYED.match(text[at:end]) if end - at < LONGEST_LINE else None
            yield _Line(at, end, None if keyed is not None and keyed["weak"] and not is_label(keyed["key"]) else keyed)
        at = following


def _parts(block: Block, lines: list[_Line]) -> Iterator[Block]:
    """Runs of keyed lines as tables, runs of others as they are."""
    lead: Span | None = None
    for keyed, run in groupby(lines, key=lambda line: line.keyed is not None):
        part = list(run)
        if keyed:
            yield _table(block, part, lead)
        else:
            yield replace(block, start=part[0].start, end=part[-1].end)
            lead = (part[-1].start, part[-1].end)


def _table(block: Block, lines: list[_Line], lead: Span | None) -> Block:
    cells: list[Cell] = []
    for row, line in enumerate(lines):
        for column, part in enumerate(("key", "value")):
            if line.keyed is not None:
                cells.append(Cell(line.start + line.keyed.start(part), line.start + line.keyed.end(part), row, column))
    return Block(
        BlockKind.TABLE, lines[0].start, lines[-1].end, headings=block.headings, parents=block.parents,
        cells=tuple(cells), lead=lead,
    )  # fmt: skip
