"""Names that a pack lists are found in prose, with whatever marks they have and in other types of the same marks."""

from __future__ import annotations

import pytest

from extract.engine import extract
from extract.words.pack import Pack
from tests.extract.extraction import document

NAMES = [
    "Victoria & Albert Museum", "Musée d'Orsay", "St. Vincent Hospital", "St Mary's Hospital", "Dr. Hofmann Clinic",
    "University College Hospital, London", "Node.js 20.11", ".NET 8", "7-Zip 24.08", "1Password 8", "C++ 20",
    "Ångström Gallery", "Museum of the Moving Image", "ISO 9001:2015", "EN 1992-1-1", "2-Propanol", "iDrive X5+",
    "Kestrel R5 (2nd gen)", "Museum 1940–45", "Falcon Mamba",
]  # fmt: skip


def pack() -> Pack:
    return Pack.model_validate(
        {
            "format": 1,
            "name": "things",
            "title": "Things",
            "entity": {"nouns": ["museum", "hospital", "product"], "columns": ["name"], "references": ["it"]},
            "grammar": {"version": r"v?\d{1,4}(\.\d{1,3}){0,2}", "size": "(?!)", "never": ["the", "a"]},
            "families": [{"name": "things", "members": [{"name": name} for name in NAMES]}],
            "attributes": {
                "limit": {
                    "title": "Limit",
                    "type": "number",
                    "unit": "points",
                    "counted": ["points"],
                    "examples": {
                        "hit": "The Ångström Gallery has 12 points.",
                        "claims": [{"entity": "Ångström Gallery", "value": "12"}],
                        "miss": "It has 12 chairs.",
                    },
                }
            },
        }
    )


def entities(text: str) -> list[tuple[str, str]]:
    return [(claim.entity, claim.value) for claim in extract(document(text), pack()).claims]


@pytest.mark.parametrize("name", NAMES)
def test_a_listed_name_is_found_as_it_is_listed(name: str) -> None:
    assert entities(f"Last year {name} had 57 points.") == [(name, "57")]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("St Mary’s Hospital", "St Mary's Hospital"),
        ("St. Mary's Hospital", "St Mary's Hospital"),
        ("St Vincent Hospital", "St. Vincent Hospital"),
        ("Musée d’Orsay", "Musée d'Orsay"),
        ("Museum 1940-45", "Museum 1940–45"),
        ("Falcon-Mamba", "Falcon Mamba"),
    ],
)
def test_its_marks_may_be_of_another_type(written: str, meant: str) -> None:
    assert entities(f"Last year {written} had 57 points.") == [(meant, "57")]


@pytest.mark.parametrize("text", ["The falcon, Mamba said, had 57 points.", "Falcon; Mamba had 57 points."])
def test_words_that_other_marks_part_are_no_name(text: str) -> None:
    assert ("Falcon Mamba", "57") not in entities(text)
