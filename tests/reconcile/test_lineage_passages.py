"""Fingerprints of passages: what makes two of them meet."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile import passages
from reconcile.passages import Prints, fingerprint_texts

SENTENCE = "Aster-2 has 236 billion parameters in total, of which 21 billion are active for each token it reads."


def masked(prints: Prints, text: int) -> set[int]:
    return set(prints.masked[prints.owner == text].tolist())


def exact(prints: Prints, text: int) -> set[int]:
    return set(prints.exact[prints.owner == text].tolist())


def test_words_are_counted_with_the_scale_as_part_of_its_figure() -> None:
    # Aster-2 has # parameters; 8.1T tokens; million alone is a word
    texts = ["Aster-2 has 236 billion parameters", "8.1T tokens", "A million reasons", ""]
    assert fingerprint_texts(texts).words.tolist() == [4, 2, 3, 0]


def test_other_figures_leave_the_masked_fingerprints_alone_and_change_the_exact_ones() -> None:
    prints = fingerprint_texts([SENTENCE, SENTENCE.replace("236 billion", "671B")])
    assert masked(prints, 0) == masked(prints, 1)
    assert exact(prints, 0) != exact(prints, 1)
    assert prints.names[0] == prints.names[1]


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        (SENTENCE, True),
        ("Aster-2 has 236 billion parameters in total, all active.", True),  # eight words
        ("Aster-2 has 236 billion parameters, all of them.", False),  # seven
        ("Aster-2 has more parameters than any other model that was ever made.", False),  # no figure
        ("Aster-2 is released under the Apache License, Version 2.0, from March 2024 on.", False),  # terms
    ],
)
def test_only_longer_passages_with_a_figure_that_are_not_terms_tell_of_copying(text: str, telling: bool) -> None:
    assert fingerprint_texts([text]).telling.tolist() == [telling]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("we trained Aster-2 for long", "we tested Aster-2 for long", True),
        ("we trained Aster-2 for long", "we trained Aster-3 for long", False),
        ("we trained Aster for long", "we trained Borea for long", False),
        ("The model reads text", "A model reads text", True),  # the first word has its capital from its place
        ("it has 7B parameters", "it has 70B parameters", True),  # figures are no names
    ],
)
def test_passages_have_the_same_names_or_not(one: str, other: str, same: bool) -> None:
    prints = fingerprint_texts([one, other])
    assert (prints.names[0] == prints.names[1]) == same


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="ab 7.\nK-", max_size=40), max_size=12), st.integers(1, 4))
def test_texts_are_fingerprinted_each_on_its_own(texts: list[str], batch: int) -> None:
    together = fingerprint_texts(texts)
    kept, passages.BATCH = passages.BATCH, batch
    try:
        batched = fingerprint_texts(texts)
    finally:
        passages.BATCH = kept
    for number, text in enumerate(texts):
        alone = fingerprint_texts([text])
        assert masked(alone, 0) == masked(together, number) == masked(batched, number)
        assert alone.words[0] == together.words[number] == batched.words[number]
    assert np.array_equal(together.telling, batched.telling)
    assert np.array_equal(together.names, batched.names)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["alpha", "beta", "gamma", "7B", "Delta-1", "of"]), min_size=6, max_size=30))
def test_a_shared_stretch_shares_a_fingerprint_wherever_it_stands(words: list[str]) -> None:
    stretch = " ".join(words)
    prints = fingerprint_texts([stretch, f"before all that comes {stretch} and after it some more"])
    assert exact(prints, 0) & exact(prints, 1)
