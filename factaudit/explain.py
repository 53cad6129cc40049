"""A document line by line with what was claimed, what was not and why, and what every name was taken for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.claim import Claim, Extraction, Rejected
from extract.engine import Extractor, Knowledge
from extract.lexicon import plain
from extract.names import NameMention
from extract.pack import Pack
from factaudit.missing import Missing
from reports.visible import cut, one_line
from sources.document import BlockKind, Document
from sources.errors import FactauditError
from sources.render import reading

LONGEST_LINE = 160  # characters shown of a line of the document
_MARGIN = " " * 7
# How a name came to mean its entity, in words that tell a pack author where to look.
HOW = {
    "listed": "listed in the pack",
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


def explain(document: Document, pack: Pack, asked: tuple[int, int] | None = None) -> str:
    """The explanation of a document, or of its lines from a first to a last one, counted from 1."""
    lines = document.text.split("\n")
    first, last = asked or (1, len(lines))
    for line in (first, last):
        if not 1 <= line <= len(lines):
            raise FactauditError(f"has no line {line}", f"it has {len(lines)}", document.path)
    if first > last:
        raise FactauditError(f"line {first} stands behind line {last}", "name the first line first", document.path)
    extractor = Extractor(pack)
    found = extractor.extract(document)
    within = range(first, last + 1)
    notes = _notes(document, found, extractor.knowledge, within)
    shown = []
    for number in within:
        text = lines[number - 1]
        if text.strip() or number in notes:
            shown.append(f"{number:>5}  {cut(one_line(text), LONGEST_LINE)}")
            shown += [f"{_MARGIN}  {note}" for note in notes.get(number, ())]
    if asked is None:
        shown.append(f"\n{len(found.claims)} claims, {len(found.rejected)} numbers and dates seen and not claimed")
    return "\n".join(shown) + "\n"


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
                yield Named(at, document.position(at)[0], surface, mention)


def _notes(document: Document, found: Extraction, knowledge: Knowledge, within: range) -> dict[int, list[str]]:
    """What is to be said about each line: names, then claims and rejections in the order of their places."""
    notes: dict[int, list[str]] = {}
    said: set[tuple[int, str]] = set()
    for name in names(document, knowledge):
        if name.line in within and (name.line, name.surface) not in said:
            said.add((name.line, name.surface))
            notes.setdefault(name.line, []).append(_name(name))
    claims = [claim for claim in found.claims if claim.line in within]
    rejected = [one for one in found.rejected if one.line in within]
    missing = Missing(document, knowledge)
    spans = [(claim.start, claim.end) for claim in claims] + [(one.start, one.end) for one in rejected]
    for place, words in missing.strangers(sorted(spans)):
        notes.setdefault(document.position(place)[0], []).append(_note("name", f"{words}: {UNKNOWN}"))
    values: list[tuple[int, int, str]] = [(c.start, c.line, _claim(c)) for c in claims]
    values += [(r.start, r.line, _rejected(r, missing.note(r.start, r.end, r.reason))) for r in rejected]
    for _, line, note in sorted(values):
        notes.setdefault(line, []).append(note)
    return notes


def _name(name: Named) -> str:
    mention = name.mention
    what = "family" if mention.family else "entity"
    return _note("name", f"{name.surface} → {what} {mention.entity} ({HOW.get(mention.how, mention.how)})")


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
