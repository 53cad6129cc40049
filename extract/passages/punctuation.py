"""Where the punctuation of a text cuts it: sentences, clauses, bracketed remarks, quotations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.words.english import ABBREVIATION_ENDS, ABBREVIATIONS, CLAUSE_BREAK, SENTENCE_END, SUPPOSITION

if TYPE_CHECKING:
    from collections.abc import Iterator

# A longer sentence is a list of data that nobody reads as one; its parts are read as sentences of their own. What a
# value may belong to is sought in its whole sentence, so this also bounds the cost of each value.
LONGEST_SENTENCE = 1_200  # characters
LONGEST_CLOSE = 24  # characters behind a question mark that may close its sentence
_ORDINAL = re.compile(r"\W{0,8}\d{1,2}(?:\.\d{1,2}){0,3}")  # "5. Name": the number of a heading or of an item
_QUESTION = re.compile(r"\?[ \"”*]*$")
_BRACKET = re.compile(r"[()\[\]]")
_QUOTE = re.compile('[“”"]')


class Quotes(NamedTuple):
    """Offsets of the quotation marks of a text."""

    marks: list[int]
    closing: list[int]  # those that may close a quotation
    straight: list[int]


_NO_QUOTES = Quotes([], [], [])


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences, which together are the text; one at least."""
    start = 0
    spans: list[tuple[int, int]] = []
    for m in SENTENCE_END.finditer(text):
        at, end = m.span()
        if text[at] == "." and (
            _abbreviated(text, start, at) or (not spans and _ORDINAL.fullmatch(text, 0, at) is not None)
        ):
            continue
        spans.append((start, end))
        start = end
    if start < len(text) or not spans:
        spans.append((start, len(text)))
    return spans if len(text) <= LONGEST_SENTENCE else [part for span in spans for part in _parts(text, *span)]


def _abbreviated(text: str, start: int, at: int) -> bool:
    """True where the full stop at `at` ends no sentence begun at `start`: "J. Doe", but not "it weighs 655 g."."""
    last = text[at - 2 : at].lower()
    if last not in ABBREVIATION_ENDS and last[:1].isalpha():
        return False
    before = text[max(start, at - 8) : at].rpartition(" ")[2].lower().lstrip("(\"'")
    if len(before) == 1 and before.isalpha():
        return not text[max(start, at - 3) : at - 1].strip().isdigit()
    return before in ABBREVIATIONS


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence whole, or in parts of bearable length that end behind a comma, or else a blank."""
    while end - start > LONGEST_SENTENCE:
        middle = start + LONGEST_SENTENCE // 2
        stop = start + LONGEST_SENTENCE
        cut = max(text.rfind(", ", middle, stop), text.rfind("; ", middle, stop)) + 2
        if cut < middle:
            cut = text.rfind(" ", middle, stop) + 1
        if cut < middle:
            cut = stop
        yield start, cut
        start = cut
    yield start, end


def doubted(text: str, start: int, end: int) -> bool:
    """Whether the sentence of this span asks or supposes rather than states."""
    return (
        _QUESTION.search(text, max(start, end - LONGEST_CLOSE), end) is not None
        or SUPPOSITION.match(text, start, end) is not None
    )


def clause_breaks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of what parts the clauses of a sentence."""
    return [m.span() for m in CLAUSE_BREAK.finditer(text, start, end)]


def brackets(text: str) -> list[tuple[int, int]]:
    """Spans of bracketed remarks, brackets included, innermost only."""
    spans: list[tuple[int, int]] = []
    if ")" not in text and "]" not in text:
        return spans
    opened = -1
    for m in _BRACKET.finditer(text):
        if m.group() in "([":
            opened = m.start()
        elif opened >= 0:
            spans.append((opened, m.end()))
            opened = -1
    return spans


def quotes(text: str) -> Quotes:
    """Its quotation marks."""
    if '"' not in text and "“" not in text:
        return _NO_QUOTES
    marks = [m.start() for m in _QUOTE.finditer(text)]
    return Quotes(marks, [at for at in marks if text[at] != "“"], [at for at in marks if text[at] == '"'])
