"""Why two names are taken for one entity, or why they are not, in words for a reviewer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.words.pack import Pack
from reconcile.names import CUTOFF, NEAR, Names, Parts, parts_of, unify, without_v

if TYPE_CHECKING:
    from extract.names.catalogue import Catalogue


def explain(one: str, other: str, pack: Pack | None, known: Names | None = None) -> str:
    """Say why two names are taken for one entity, or why they are not.

    `known` are the names of some documents and what became of them: which slips are forgiven depends on what else is
    named there. Without it the two are looked at by themselves.
    """
    found = known if known and {one, other} <= known.keys.keys() else unify({one: 1, other: 1}, pack)
    same = found.keys[one] == found.keys[other]
    if pack is None:
        return _bare(same)
    from extract.names.catalogue import Catalogue

    catalogue = Catalogue(pack)
    if same:
        return f"one entity: {'; '.join(_why_one(one, other, found, catalogue))}"
    return f"two entities: {'; '.join(_why_two(one, other, catalogue))}"


def _bare(same: bool) -> str:
    if same:
        return "one entity: the names differ in nothing but case, blanks, hyphens and type"
    return "two entities: without a pack names are one only where they differ in case, blanks, hyphens and type"


def _why_one(one: str, other: str, found: Names, catalogue: Catalogue) -> Iterator[str]:
    if catalogue.key(one) == catalogue.key(other):
        yield "the names differ in nothing but case, blanks, hyphens and order"
        return
    if without_v(one, catalogue) == without_v(other, catalogue):
        yield "the names differ in nothing but the “v” of a version"
        return
    slips = [merge for merge in found.merges if found.keys[merge.name] == found.keys[one]]
    for merge in slips:
        if {catalogue.key(merge.name), catalogue.key(merge.into)} & {catalogue.key(one), catalogue.key(other)}:
            yield f"{merge.name} is taken for {merge.into}: {merge.reason}" if len(slips) > 1 else merge.reason
    if not slips:
        yield f"the pack lists both as {found.display[found.keys[one]]}"


def _why_two(one: str, other: str, catalogue: Catalogue) -> Iterator[str]:
    entries = [catalogue.listed(name) for name in (one, other)]
    shown = [entry.name if entry else name for entry, name in zip(entries, (one, other), strict=True)]
    first, second = (catalogue.read(name)[1] for name in shown)
    for what, mine, theirs in (
        ("size", [first.size], [second.size]),
        ("tag", first.tags, second.tags),
        ("variant", sorted(first.variants), sorted(second.variants)),
        ("name", first.words, second.words),
    ):
        if mine != theirs:
            yield f"{what} {' '.join(mine) or 'none'} against {' '.join(theirs) or 'none'}"
    if all(entries):
        yield "the pack lists them apart"
    else:
        yield from _slip(parts_of(shown[0], catalogue), parts_of(shown[1], catalogue))


def _slip(one: Parts, other: Parts) -> Iterator[str]:
    """Why the spellings of two families' names are not forgiven; nothing where they are equal or nothing alike."""
    from rapidfuzz import fuzz

    likeness = fuzz.ratio(one.word, other.word)
    if one.word == other.word or likeness < NEAR:
        return
    alike = f"the families' names are alike to {likeness:.0f} of 100"
    if one.fixed != other.fixed:
        yield f"{alike}, and a slip is forgiven only where all else is equal"
    elif likeness < CUTOFF:
        yield f"{alike}, and a slip is forgiven from {CUTOFF:.0f} on"
    else:
        yield f"{alike}, and yet neither gave way: each is taken for another name, or there are too many to compare"
