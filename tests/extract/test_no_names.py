"""Words of the language that no name begins with are known without a pack that lists them."""

from __future__ import annotations

import pytest

from extract.names.name_grammar import NameGrammar
from extract.words.pack import Grammar

GRAMMAR = Grammar(version=r"\d{1,4}", size="(?!)", never=("watt",))


@pytest.mark.parametrize("word", ["the", "however", "september", "page", "table", "of", "watt"])
def test_a_word_of_the_language_or_of_the_pack_begins_no_name(word: str) -> None:
    assert word in NameGrammar(GRAMMAR).never


def test_a_noun_of_the_pack_may_begin_a_name() -> None:
    never = NameGrammar(GRAMMAR, ["Table", "chair"]).never
    assert "table" not in never
    assert "page" in never


@pytest.mark.parametrize(("word", "inside"), [("of", True), ("and", True), ("the", False), ("may", False)])
def test_a_joint_may_stand_inside_a_name(word: str, inside: bool) -> None:
    assert (word not in NameGrammar(GRAMMAR).never_inside) is inside


def test_a_joint_that_a_pack_lists_stands_in_no_name() -> None:
    assert "of" in NameGrammar(Grammar(version=r"\d", size="(?!)", never=("of",))).never_inside
