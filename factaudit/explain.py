"""A document line by line with what was claimed, what was not and why, and what every name was taken for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.claim import Claim, Extraction, Rejected
from extract.engine import Extractor
from extract.knowledge import Knowledge
from extract.names.catalogue import Catalogue
from extract.names.names import NameMention
from extract.words.lexicon import plain
from extract.words.pack import Pack
from factaudit.missing import Missing
from reports.visible import cut, one_line
from sources.document import BlockKind, Document
from sources.errors import FactauditError
from sources.read import is_page
from sources.render import reading

LONGEST_LINE = 160  # characters shown of a line of the document
_MARGIN = " " * 7
# How a name came to mean its entity, in words that tell a pack author where to look.
HOW = {
    "listed": "listed in the pack",
    "built": "not listed, but of a family that the pack lists",
    "grammar": "not listed, fits the pack's name grammar",
    "short": "short name of a family that the document is about",
    "document": "introduced by the document itself",
    "variant": "variant of the name before it",
    "size": "size of the name before it",
}
UNKNOWN = "looks like a name, and neither the pack nor the document makes it one"


@dataclass(frozen=True, slots=True)
class Named:
    """A name where it stands in a document."""

    start: int
    line: int
    surface: str
    mention: NameMention
    how: str  # how it came to mean its entity, a key of HOW


@dataclass(frozen=True, slots=True)
class _Row:
    """What is shown as one: a line of a text; of a page, whose lines are markup, a passage or a row of a table."""

    start: int
    end: int
    text: str  # as it was read


def explain(document: Document, pack: Pack, asked: tuple[int, int] | None = None) -> str:
    """The explanation of a document, or of its lines from a first to a last one, counted from 1."""
    count = len(document.line_starts)
    first, last = asked or (1, count)
    for line in (first, last):
        if not 1 <= line <= count:
            raise FactauditError(f"has no line {line}", f"it has {count}", document.path)
    if first > last:
        raise FactauditError(f"line {first} stands behind line {last}", "name the first line first", document.path)
    extractor = Extractor(pack)
    found = extractor.extract(document)
    every = _passages(document) if is_page(document.path) else _lines(document)
    rows = [row for row in every if _line(document, row.start) <= last and _line(document, row.end - 1) >= first]
    notes = _notes(document, found, extractor.knowledge, rows)
    shown = []
    for row, said in zip(rows, notes, strict=True):
        if row.text.strip() or said:
            shown.append(f"{_line(document, row.start):>5}  {cut(one_line(row.text), LONGEST_LINE)}")
            shown += [f"{_MARGIN}  {note}" for note in said]
    if asked is None:
        shown.append(f"\n{len(found.claims)} claims, {len(found.rejected)} numbers and dates seen and not claimed")
    return "\n".join(shown or ["nothing is read here"]) + "\n"


def _line(document: Document, offset: int) -> int:
    return document.position(max(offset, 0))[0]


def _lines(document: Document) -> list[_Row]:
    """The lines of a document as they stand there."""
    starts = document.line_starts
    ends = [*starts[1:], len(document.text) + 1]
    return [_Row(start, end, document.text[start : end - 1]) for start, end in zip(starts, ends, strict=True)]


def _passages(document: Document) -> list[_Row]:
    """The passages of a document as they were read, without its markup; cells of one row of a table together."""
    rows = []
    for block in document.blocks:
        spans: dict[int, list[tuple[int, int]]] = {}
        for cell in block.cells:
            spans.setdefault(cell.row, []).append((cell.start, cell.end))
        for parts in spans.values() or [[(block.start, block.end)]]:
            said = " | ".join(reading(document.text, start, end).text for start, end in parts)
            rows.append(_Row(min(start for start, _ in parts), max(end for _, end in parts), said))
    return sorted(rows, key=lambda row: (row.start, row.end))


def names(document: Document, knowledge: Knowledge) -> Iterator[Named]:
    """Every name in a document, with the entity that it means."""
    finder = knowledge.finder(document)
    for block in document.blocks:
        if block.kind is BlockKind.CODE:
            continue
        spans = [(cell.start, cell.end) for cell in block.cells] or [(block.start, block.end)]
        for start, end in spans:
            read = reading(document.text, start, end)
            starts = finder.starts(read.text, plain(read.text))
            for mention in finder.find(read.text, starts, 0, len(read.text)):
                at, _ = read.span(mention.start, mention.end)
                surface = read.text[mention.start : mention.end]
                yield Named(at, document.position(at)[0], surface, mention, _how(mention, knowledge.catalogue))


def _how(mention: NameMention, catalogue: Catalogue) -> str:
    """How a name came to mean its entity: the pack may list it, or no more than the family at its beginning."""
    if mention.how not in ("listed", "document"):
        return mention.how
    if catalogue.listed(mention.entity) is not None:
        return "listed"
    return "built" if mention.how == "listed" else mention.how


def _notes(document: Document, found: Extraction, knowledge: Knowledge, rows: Sequence[_Row]) -> list[list[str]]:
    """What is to be said about each row: names, then claims and rejections in the order of their places."""
    notes: list[list[str]] = [[] for _ in rows]
    starts = [row.start for row in rows]

    def row(at: int) -> int | None:
        number = bisect_right(starts, at) - 1
        return number if number >= 0 and at < max(rows[number].end, starts[number] + 1) else None

    said: set[tuple[int, str]] = set()
    for name in names(document, knowledge):
        number = row(name.start)
        if number is not None and (number, name.surface) not in said:
            said.add((number, name.surface))
            notes[number].append(_name(name))
    missing = Missing(document, knowledge)
    values = [(c.start, c.end, _claim(c)) for c in found.claims if row(c.start) is not None]
    values += [
        (one.start, one.end, _rejected(one, missing.note(one.start, one.end, one.reason)))
        for one in found.rejected
        if row(one.start) is not None
    ]
    for at, words in missing.strangers(sorted((start, end) for start, end, _ in values)):
        if (number := row(at)) is not None:
            notes[number].append(_note("name", f"{words}: {UNKNOWN}"))
    for at, _, note in sorted(values, key=lambda value: (value[0], value[2])):
        notes[row(at) or 0].append(note)
    return notes


def _name(name: Named) -> str:
    mention = name.mention
    what = "family" if mention.family else "entity"
    return _note("name", f"{name.surface} → {what} {mention.entity} ({HOW.get(name.how, name.how)})")


def _claim(claim: Claim) -> str:
    stated = [claim.qualifier.value, claim.scope, "" if claim.status == "asserted" else claim.status.value]
    extra = ", ".join(word for word in stated if word)
    by = f"called {claim.surface}" if claim.surface else "not named here"
    value = f"{claim.value} {claim.unit}".rstrip() + (f" ({extra})" if extra else "")
    return _note("claim", f"{claim.quote} → {claim.entity} {claim.attribute} = {value} [{claim.rule}; {by}]")


def _rejected(one: Rejected, missing: str) -> str:
    note = "; ".join(filter(None, (one.note, missing)))
    return _note("no claim", f"{one.quote}: {one.reason}" + (f" ({note})" if note else ""))


def _note(kind: str, text: str) -> str:
    return f"{kind:<8}  {one_line(text)}"
