import pytest

from extract.engine import Extractor
from extract.words.pack_file import load
from factaudit import packs
from factaudit.packcheck import example_document
from reports.rules import meaning


@pytest.mark.parametrize("rule", ["prose.cue", "cell.column", "item.unit alone", "heading.bare"])
def test_a_rule_has_a_meaning(rule: str) -> None:
    place, _, said = meaning(rule).partition(": ")
    assert place.startswith("in ")
    assert said


@pytest.mark.parametrize("rule", ["", "prose", "table", "prose.guess", "guess.cue", "given elsewhere"])
def test_what_is_no_rule_has_none(rule: str) -> None:
    assert meaning(rule) == ""


def test_every_rule_that_the_bundled_pack_s_examples_use_has_one() -> None:
    pack = load(packs.locate("llm"))
    extractor = Extractor(pack)
    rules = {
        claim.rule
        for attribute in pack.attributes.values()
        for claim in extractor.extract(example_document(attribute.examples.hit)).claims
    }
    assert len(rules) > 3
    assert {rule for rule in rules if not meaning(rule)} == set()
