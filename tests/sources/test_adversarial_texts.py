"""Texts made to be slow or to confuse are read to their end, and every span lies in the text."""

from __future__ import annotations

import pytest

from benchmarks import growing_texts
from sources import webpage
from sources.decode import decode, is_binary
from sources.markdown import blocks
from sources.render import reading

TEXTS = growing_texts.documents(growing_texts.SMALL * growing_texts.GROWTH)


@pytest.mark.parametrize("name", TEXTS)
def test_blocks_lie_in_the_text(name: str) -> None:
    text = TEXTS[name]
    for cut in (blocks, webpage.blocks):
        for block in cut(text):
            assert 0 <= block.start <= block.end <= len(text)
    read = reading(text, 0, len(text))
    assert not read.text or 0 <= read.origin(0) <= read.origin(len(read.text) - 1) < len(text)


@pytest.mark.parametrize("data", [b"\xff" * 3_000_000, bytes(range(128, 256)) * 20_000, b"\x00a" * 1_000_000])
def test_bytes_of_no_encoding_are_told_from_text(data: bytes) -> None:
    assert is_binary(data) or len(decode(data)[0]) <= len(data)
