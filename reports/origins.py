"""Where agreement may come from: documents that repeat each other, and spellings that are one name or nearly so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.claim import Claim
from reconcile.lineage import Place, Repeat
from reconcile.names import CUTOFF, NameMerge
from reports.interface import Audit
from reports.visible import cut, one_line

# Rows of each table in the page; findings.json holds all of them.
ROWS_SHOWN = 200
# Longest passage and name; a reader needs no more to find the place.
PASSAGE_SHOWN = 200
NAME_SHOWN = 80


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage that stands in two documents."""

    lines: tuple[int, int]
    text: str  # as the first document has it
    other: str  # as the second has it, where its words or figures differ


@dataclass(frozen=True, slots=True)
class RepeatView:
    """Two documents that repeat passages of each other."""

    documents: tuple[str, str]
    passages: int
    percent: int  # of the shorter one's words
    examples: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class CopyView:
    """A document that is a copy as a whole."""

    document: str
    of: str


@dataclass(frozen=True, slots=True)
class NameView:
    """Two spellings that were taken for one name, or nearly so."""

    name: str
    into: str
    score: int  # likeness, 0 to 100
    merged: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Origins:
    """What the page says of lineage and names, and how much it leaves out."""

    copies: tuple[CopyView, ...]
    copies_total: int
    repeats: tuple[RepeatView, ...]
    repeats_total: int
    names: tuple[NameView, ...]  # merged ones first
    names_total: int
    cutoff: int  # likeness from which on two spellings are one


def origins(audit: Audit) -> Origins:
    """Lay out which documents repeat each other and which names are nearly one."""
    copies = copied(audit)
    repeats = audit.lineage.repeats
    names = (*audit.names.merges, *audit.names.near)
    shown = repeats[:ROWS_SHOWN]
    claims = standing_at((place for repeat in shown for pair in repeat.examples for place in pair), audit.claims)
    return Origins(
        copies=tuple(CopyView(one_line(name), one_line(of)) for name, of in copies[:ROWS_SHOWN]),
        copies_total=len(copies),
        repeats=tuple(_repeat(repeat, claims) for repeat in shown),
        repeats_total=len(repeats) + audit.lineage.more,
        names=tuple(_name(name, name in audit.names.merges) for name in names[:ROWS_SHOWN]),
        names_total=len(names) + audit.names.near_more,
        cutoff=round(CUTOFF),
    )


def copied(audit: Audit) -> list[tuple[str, str]]:
    """Documents that are copies as a whole, each with the one it is counted as."""
    return sorted((name, of) for name, of in audit.lineage.documents.items() if name != of)


def standing_at(places: Iterable[Place], claims: Sequence[Claim]) -> dict[tuple[str, int], Claim]:
    """The claim at each of some places, by document and start."""
    wanted = {(place.document, place.start) for place in places}
    if not wanted:
        return {}
    return {(c.document, c.start): c for c in claims if (c.document, c.start) in wanted}


def _repeat(repeat: Repeat, claims: dict[tuple[str, int], Claim]) -> RepeatView:
    pairs = [tuple(claims[place.document, place.start] for place in pair) for pair in repeat.examples]
    one, other = repeat.documents
    return RepeatView(
        documents=(one_line(one), one_line(other)),
        passages=repeat.passages,
        percent=round(repeat.share * 100),
        examples=tuple(
            PassageView(
                (here.line, there.line),
                cut(one_line(here.context), PASSAGE_SHOWN),
                cut(one_line(there.context), PASSAGE_SHOWN) if there.context != here.context else "",
            )
            for here, there in pairs
        ),
    )


def _name(merge: NameMerge, merged: bool) -> NameView:
    name, into = (cut(one_line(text), NAME_SHOWN) for text in (merge.name, merge.into))
    return NameView(name, into, round(merge.score), merged, one_line(merge.reason))
