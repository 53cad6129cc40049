"""Headings of table columns in many spellings (headings.yaml): what the labels of the pack of models cover."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.extract.extraction import extracted

LISTED = yaml.load((Path(__file__).parent / "headings.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


def headings() -> list[Any]:
    return [(name, heading) for name, listed in LISTED.items() for heading in listed["headings"]]


@pytest.mark.parametrize(("attribute", "heading"), headings())
def test_a_heading_announces_its_attribute_and_no_other(attribute: str, heading: str) -> None:
    cell = LISTED[attribute]["cell"]
    text = f"# Models\n\n| Model | {heading} |\n|---|---|\n| Wren-3 | {cell} |\n| Finch-4 | {cell} |\n"
    claims = extracted(text, "md").claims
    assert {(c.entity, c.attribute) for c in claims} == {("Wren-3", attribute), ("Finch-4", attribute)}
