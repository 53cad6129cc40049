"""One fact in many wordings (paraphrases.yaml): what the words of the pack for language models cover."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.extract.extraction import extracted

STATED = yaml.load((Path(__file__).parent / "paraphrases.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
WITHOUT_VALUES = {"architecture", "kind", "official", "base_model"}


def sentences() -> list[Any]:
    found = []
    for attribute, stated in STATED.items():
        found += [pytest.param(attribute, said, id=said) for said in stated["said"]]
        for said in stated.get("not_yet", ()):
            mark = pytest.mark.xfail(strict=True, reason="a wording that is not read yet")
            found.append(pytest.param(attribute, said, id=said, marks=mark))
    return found


@pytest.mark.parametrize(("attribute", "said"), sentences())
def test_a_sentence_states_its_attribute_and_no_other(attribute: str, said: str) -> None:
    text = f"# Notes\n\nWren-3 is a language model.\n\n{said}\n"
    claims = [c for c in extracted(text, "md").claims if c.attribute not in WITHOUT_VALUES]
    assert {(c.entity, c.value) for c in claims if c.attribute == attribute} == {("Wren-3", STATED[attribute]["value"])}
    beside = {c.attribute for c in claims} - {attribute}
    assert beside <= set(STATED[attribute].get("beside", ()))
