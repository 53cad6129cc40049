"""What bounds the cost of a passage, whatever its text is."""

from __future__ import annotations

import pytest

from extract.names.catalogue import Catalogue
from extract.names.names import NameFinder
from extract.passages import punctuation
from extract.passages.passage import Passage
from extract.words.cues import Cues
from sources.render import reading
from tests.extract.extraction import pack


def read(text: str) -> Passage:
    return Passage(reading(text, 0, len(text)), Cues(pack()), NameFinder(Catalogue(pack())))


@pytest.mark.parametrize(
    "unit",
    [
        "V2 has 7B parameters and 128K context, ",
        "V2 has 7B parameters; ",
        "V2 and V3 with 7B ",
        "7Bparameters",
        "V2 has 7B parameters. ",
    ],
)
def test_no_sentence_is_longer_than_people_read(unit: str) -> None:
    text = (unit * 4_000)[:40_000].rstrip()
    spans = read(text).sentences
    assert "".join(text[start:end] for start, end in spans) == text
    assert max(end - start for start, end in spans) <= punctuation.LONGEST_SENTENCE


def test_a_long_sentence_is_cut_behind_a_comma() -> None:
    text = "V2 has seven layers, " * 100
    assert all(text[start:end].rstrip().endswith(",") for start, end in read(text).sentences)


def test_an_ordinary_sentence_stays_whole() -> None:
    text = "V2 has 7B parameters, " * 20 + "and that is all. V3 has more."
    assert len(read(text).sentences) == 2
