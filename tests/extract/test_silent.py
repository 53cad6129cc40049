"""Documents that claim nothing of the pack's kind yield nothing, though full of numbers, dates and its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.document import Document
from sources.read import read_document
from tests.extract.extraction import ROOT, extractor

SILENT = sorted((ROOT / "tests" / "data" / "silent").iterdir())


@pytest.mark.parametrize("path", SILENT, ids=lambda path: path.name)
def test_nothing_is_claimed(path: Path) -> None:
    document = read_document(path, path.name)
    assert isinstance(document, Document)
    extraction = extractor().extract(document)
    assert [(c.line, c.entity, c.attribute, c.quote) for c in extraction.claims] == []


@pytest.mark.parametrize("path", SILENT, ids=lambda path: path.name)
def test_what_is_passed_over_is_counted(path: Path) -> None:
    document = read_document(path, path.name)
    assert isinstance(document, Document)
    assert len(extractor().extract(document).rejected) >= 5
