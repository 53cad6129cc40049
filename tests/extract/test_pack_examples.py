"""Every attribute of every bundled pack shows by its own examples what it claims and what it leaves alone."""

from __future__ import annotations

import pytest

from extract.words.pack import Attribute
from tests.extract.extraction import OTHERS, PACKS, extracted, pack

ATTRIBUTES = [
    pytest.param(name, attribute, entry, id=f"{name}: {attribute}")
    for name in (*PACKS, *OTHERS)
    for attribute, entry in pack(name).attributes.items()
]


def claimed(text: str, by: str, attribute: str) -> list[tuple[str, str, str, str]]:
    found = extracted(text, by=by).claims
    return [(c.entity, c.value, c.qualifier.value, c.scope) for c in found if c.attribute == attribute]


@pytest.mark.parametrize(("by", "attribute", "entry"), ATTRIBUTES)
def test_the_hit_gives_its_claims_and_no_other(by: str, attribute: str, entry: Attribute) -> None:
    wanted = [(c.entity, c.value, c.qualifier, c.scope) for c in entry.examples.claims]
    assert sorted(claimed(entry.examples.hit, by, attribute)) == sorted(wanted)


@pytest.mark.parametrize(("by", "attribute", "entry"), ATTRIBUTES)
def test_the_miss_gives_none(by: str, attribute: str, entry: Attribute) -> None:
    assert claimed(entry.examples.miss, by, attribute) == []


def test_there_is_a_bundled_pack() -> None:
    assert "llm" in PACKS
