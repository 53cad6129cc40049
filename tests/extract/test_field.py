"""What a document claims of things of another field is told from what it claims of those of the pack's."""

from __future__ import annotations

import pytest

from extract.words.field import REASON, SHORTEST
from tests.extract.extraction import extracted

PHONES = """## Phones

The Galaxy S24 was released in January 2024. The Pixel 8a was released on May 14, 2024 and has a battery of 4,492 mAh.
Both phones will get updates until 2031, and the larger of the two has been sold in four colours since the spring.

| Phone | Released | Memory |
|---|---|---|
| Galaxy S24 | 2024-01-17 | 8 GB |
| Pixel 8a | 2024-05-14 | 8 GB |

## Games

Diablo IV, released in June 2023, got its fourth season on 14 May 2024. The season is free, and lasts for three months;
those who own the older edition of the game have to pay for the two that came before it, as was the case in the winter.
Nobody knows yet how long the servers of the first edition will be kept, and the studio has not said so.
"""
MODELS = """## Language models

Kestrel 3 was released on 13 May 2024. It is a language model with 32 billion parameters.

- Falcon 2 11B: released 14 May 2024
"""


def claimed(text: str) -> set[tuple[str, str]]:
    return {(c.entity, c.attribute) for c in extracted(text).claims}


def test_a_document_of_another_field_claims_nothing() -> None:
    extraction = extracted(f"# New devices\n\n{PHONES}")
    assert extraction.claims == ()
    assert {r.quote for r in extraction.rejected if r.reason == REASON} >= {"May 14, 2024", "2024-01-17", "June 2023"}


def test_a_document_of_both_claims_what_is_of_the_field() -> None:
    wanted = {
        ("Kestrel 3", "release_date"),
        ("Kestrel 3", "parameters_total"),
        ("Falcon 2 11B", "release_date"),
    }
    assert claimed(f"# Digest\n\n{PHONES}\n{MODELS}") == wanted
    assert claimed(f"# Digest\n\n{MODELS}\n{PHONES}") == wanted


@pytest.mark.parametrize(
    "sign",
    [
        "The phone runs a small language model.",
        "Its assistant is a Qwen2.5 of small size.",
        "Its assistant is called Tern-7B.",
    ],
    ids=["a word of the field", "a listed name", "a name with a size"],
)
def test_signs_of_the_field_in_the_section_that_names_a_thing(sign: str) -> None:
    assert ("Galaxy S24", "release_date") in claimed(PHONES.replace("Both phones", f"{sign} Both phones"))


def test_a_sign_in_another_section_is_none() -> None:
    assert claimed(PHONES.replace("The season is free", "It has a chatbot")) == {("Diablo IV", "release_date")}


def test_a_list_of_the_field_is_so_in_all_its_rows() -> None:
    rows = "| Model | Released |\n|---|---|\n| Qwen2.5 | 2024-09-19 |\n| Basalt 4 | 2024-10-02 |\n"
    text = f"{PHONES}\n## Releases\n\n{rows}"
    assert claimed(text) == {("Qwen2.5", "release_date"), ("Basalt 4", "release_date")}


def test_a_short_text_need_not_say_what_its_field_is() -> None:
    text = "Basalt 4 was released on 3 May 2024."
    assert claimed(text) == {("Basalt 4", "release_date")}
    assert claimed(text + " We went home early. " * SHORTEST) == set()
    assert claimed(text + " It is a chatbot." + " We went home early. " * SHORTEST) == {("Basalt 4", "release_date")}


def test_a_name_that_is_a_common_word_is_no_sign() -> None:
    long = "The engine has been built by the same works since the old days, and is known for its sound. " * 10
    assert claimed(f"The Falcon 6X was released in November 2023. {long}") == set()
    assert claimed(f"The Falcon 6X was released in November 2023, a chatbot. {long}") != set()
