"""Shows what a pack knows: its attributes with the words by which they are recognised."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from extract.words.pack import Attribute, Pack
from reconcile.wording import count_words
from reports.visible import one_line

WIDTH = 100
_INDENT = 4
_FIELD = 15  # width of the name of a kind of words
_WORDS = ("units", "counted", "modifies", "strong", "cues", "labels", "requires", "barred", "barred_labels")
_COLUMNS = ("attribute", "type", "unit", "severity", "title")


def show(pack: Pack) -> str:
    """The pack's size, its attributes as a table, and for each the words and scopes that the pack gives."""
    lines = [f"{pack.title} ({pack.name}): {size_words(pack)}", "", *_table(pack)]
    for name, attribute in pack.attributes.items():
        lines += ["", name, *_words(attribute)]
    return "\n".join(lines) + "\n"


def size_words(pack: Pack) -> str:
    """How much a pack holds: "6 attributes, 2 families with 3 entities, 1 rule"."""
    members = sum(len(family.members) for family in pack.families)
    families = "1 family" if len(pack.families) == 1 else f"{len(pack.families)} families"
    entities = "1 entity" if members == 1 else f"{members} entities"
    attributes, rules = count_words(len(pack.attributes), "attribute"), count_words(len(pack.constraints), "rule")
    return f"{attributes}, {families} with {entities}, {rules}"


def _table(pack: Pack) -> Iterator[str]:
    rows = [_COLUMNS] + [(name, a.type, a.unit, a.severity, a.title) for name, a in pack.attributes.items()]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_COLUMNS))]
    for row in rows:
        yield "  ".join(one_line(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _words(attribute: Attribute) -> Iterator[str]:
    for kind in _WORDS:
        yield from _field(kind.replace("_", " "), ", ".join(getattr(attribute, kind)))
    if attribute.labels_beside is not None:
        yield from _field("labels beside", ", ".join(attribute.labels_beside.labels))
    yield from _field("terms", ", ".join(term.name for term in attribute.terms))
    for scope in attribute.scopes:
        yield from _field("scope", f"{scope.name}: {', '.join(scope.cues)}")
    yield from _field("plausible", " to ".join(attribute.plausible or ()))


def _field(kind: str, text: str) -> Iterator[str]:
    """A kind of words and the words, wrapped behind it; nothing where there are none."""
    margin = " " * _INDENT
    head = f"{margin}{kind:<{_FIELD}}"
    yield from wrap(one_line(text), WIDTH, initial_indent=head, subsequent_indent=margin + " " * _FIELD)
