"""What the engine says of a kind of thing, it says of the pack's: here of espresso machines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from extract.engine import Extractor
from extract.words.kind import Kind
from extract.words.pack import EntityNouns
from extract.words.pack_file import load
from tests.extract.extraction import document, extracted

COFFEE = Path(__file__).parents[2] / "examples/other-domain/coffee-machines.yaml"


@cache
def machines() -> Extractor:
    return Extractor(load(COFFEE))


def claims(text: str) -> list[tuple[str, str]]:
    return [(claim.entity, claim.value) for claim in machines().extract(document(text)).claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Corvina 200 has a pump pressure of 15 bar.", [("Corvina 200", "15")]),
        ("The Corvina 200 rivals machines with 9 bar of pump pressure.", []),
        ("The Corvina 200 has a pressure of 15 bar; many machines reach a pressure of 9 bar.", [("Corvina 200", "15")]),
        ("Beside the Corvina 200 stands a Lunetta S2 machine (pump pressure 9 bar).", [("Lunetta S2", "9")]),
        (
            "| Machine | Pressure |\n|---|---|\n| Corvina 200 | 15 bar |\n| Lunetta S2 | 9 bar |\n"
            "| All machines | 8 bar |\n",
            [("Corvina 200", "15"), ("Lunetta S2", "9")],
        ),
        (
            "| Machine | Machine variant | Pressure |\n|---|---|---|\n| Corvina 200 | Pro | 15 bar |\n",
            [("Corvina 200 Pro", "15")],
        ),
    ],
)
def test_machines_are_told_from_others_of_their_kind(text: str, expected: list[tuple[str, str]]) -> None:
    assert claims(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Reservoir has 1.8 litres of water.\n\nReservoir holds 2 litres.\n",
        "The kitchen is small. Reservoir (1.8 litres water) is large. Reservoir was launched in 2021.\n",
    ],
)
def test_a_word_for_what_is_claimed_is_no_name(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    ("before", "others"),
    [
        ("rivals machines with ", True),
        ("rivals ovens with ", False),
        ("beats other systems with ", True),
        ("in the remodelled ecosystem of ", False),
        ("other espresso machines need ", True),
        ("larger batteries need ", True),
        ("other machines. It needs ", False),
    ],
)
def test_values_of_others(before: str, others: bool) -> None:
    kind = Kind(EntityNouns(nouns=("machine", "espresso machine", "battery")))
    assert kind.of_others(before) == others


def test_a_noun_with_marks_of_expressions_is_taken_as_it_is() -> None:
    kind = Kind(EntityNouns(nouns=("c++ tool (x)", "m.d")))
    assert kind.follows("The c++ tool (x) m.d ", 16)
    assert not kind.follows("The mad ", 3)


def test_words_of_one_pack_mean_nothing_in_another() -> None:
    text = "DeepSeek-V2 rivals machines with 70 billion parameters."
    assert [claim.value for claim in extracted(text).claims] == ["70000000000"]
