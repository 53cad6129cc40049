"""What is wrong in a pack file is told with file, line and remedy; the published schema is the one in force."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from extract.words.pack import spelled_out
from extract.words.pack_file import load, schema
from sources.errors import FactauditError
from sources.yaml_file import load as load_yaml
from tests.extract.extraction import PACKS, ROOT

SCHEMA = ROOT / "factaudit" / "schemas" / "pack.schema.json"
PACK = r"""format: 1
name: ships
title: Ships
entity:
  nouns: [ship]
grammar:
  version: 'v\d'
  size: '\d{1,3}m'
families:
  - name: Swan
    members:
      - name: Swan One
        names: [First Swan]
      - name: Swan Two
attributes:
  length:
    title: Length
    type: number
    plausible: ["10", "500"]
    scopes:
      - {name: overall, cues: [overall]}
      - {name: deck, cues: [deck], part_of: overall}
    examples: {hit: "Swan One has 90 m.", claims: [{entity: Swan One, value: "90"}], miss: "It has 3 masts."}
  launched:
    title: Launched
    type: date
    plausible: ["1900-01-01", "2030-12-31"]
    examples: {hit: "In 1990.", claims: [{entity: Swan One, value: "1990"}], miss: "It has 3 masts."}
  flag:
    title: Flag
    type: term
    open_terms: '[A-Z]{1,9}'
    terms: [{name: Malta}]
    examples: {hit: "Malta.", claims: [{entity: Swan One, value: Malta}], miss: "It has 3 masts."}
constraints:
  - name: short before long
    kind: at_most
    left: length[deck]
    right: length
    reason: too long
"""


def broken(old: str, new: str) -> str:
    assert PACK.count(old) == 1, old
    return PACK.replace(old, new)


def told(text: str, folder: Path) -> str:
    path = folder / "pack.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FactauditError) as caught:
        load(path, "pack.yaml")
    return str(caught.value)


def test_a_pack_without_mistakes_loads(tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text(PACK, encoding="utf-8")
    pack = load(path)
    assert (pack.name, list(pack.attributes)) == ("ships", ["length", "launched", "flag"])


MISTAKES = [
    # shape: keys and types
    ("format: 1\n", "", "pack.yaml:1: 'format' is missing; add it"),
    ("format: 1", "format: 2", "pack.yaml:1: 'format' should be 1; it is '2' now"),
    (
        "name: ships",
        "name: Big Ships",
        "pack.yaml:2: 'name' should be small letters, digits, - and _, a letter first, such as big-ships; ",
    ),
    ("title: Ships", "titel: Ships", "pack.yaml:1: 'title' is missing (the first of 2 problems); add it"),
    ("  nouns: [ship]", "  nouns: ship", "pack.yaml:5: 'entity.nouns' is text, where a list is expected; write [ship]"),
    ("  nouns: [ship]", "  nouns: [7]", "pack.yaml:5: 'entity.nouns.0' is 7, where text is expected; put it in quotes"),
    (
        "    type: date",
        "    type: day",
        "pack.yaml:26: 'attributes.launched.type' should be 'number', 'money', 'date', ",
    ),
    (
        "    title: Flag",
        "    titel: Flag",
        "pack.yaml:29: 'attributes.flag.title' is missing (the first of 2 problems)",
    ),
    ("    kind: at_most", "    kind: below", "pack.yaml:37: 'constraints.0.kind' should be 'at_most', "),
    ("claims: [{entity: Swan One, value: Malta}]", "claims: []", "pack.yaml:34: 'attributes.flag.examples.claims' "),
    (
        '    plausible: ["1900-01-01", "2030-12-31"]\n',
        '    plausibel: ["1900-01-01", "2030-12-31"]\n',
        "pack.yaml:27: unknown key 'attributes.launched.plausibel'; did you mean 'plausible'?",
    ),
    # units
    (
        "    type: number\n",
        "    type: number\n    units: m\n",
        "pack.yaml:19: 'attributes.length.units' should be a list of words, as [g, gram], or say of each how many ",
    ),
    (
        "    type: number\n",
        "    type: number\n    units: {km: 0}\n",
        "pack.yaml:19: 'attributes.length.units.km' should be greater than 0; it is '0' now",
    ),
    (
        "    type: number\n",
        "    type: number\n    counted: {km: far}\n",
        "pack.yaml:19: 'attributes.length.counted.km' is 'far', where a number is expected; ",
    ),
    # expressions
    (
        r"'v\d'",
        "'v('",
        "pack.yaml:7: 'version' is no regular expression: missing ), unterminated subpattern at position 1; "
        "see Python's re for the syntax",
    ),
    (
        r"'\d{1,3}m'",
        r"'(\d+)+m'",
        "pack.yaml:8: 'size' repeats a repetition, which can take endless time; bound it, as in {1,5}",
    ),
    (
        r"'\d{1,3}m'",
        "'m?'",
        "pack.yaml:8: 'size' matches nothing at all; make it need at least one character",
    ),
    (
        "'[A-Z]{1,9}'",
        "'[A-Z'",
        "pack.yaml:32: 'open_terms' is no regular expression: unterminated character set at position 0; "
        "see Python's re for the syntax",
    ),
    # values
    ('["10", "500"]', '["ten", "500"]', "pack.yaml:19: 'length' is a number; write two numbers in quotes"),
    ('["10", "500"]', '["500", "10"]', "pack.yaml:19: the lowest plausible value is above the highest; swap them"),
    (
        '["1900-01-01", "2030-12-31"]',
        '["1900", "2030-12-31"]',
        "pack.yaml:27: '1900' is no day; write two days, as '2015-01-01'",
    ),
    ("    terms: [{name: Malta}]\n", "", "pack.yaml:29: 'flag' is a term without terms; list its values under 'terms'"),
    (
        'value: "90"',
        "value: 90.5",
        "pack.yaml:23: 'attributes.length.examples.claims.0.value' is 90.5, where text is expected; put it in quotes:",
    ),
    (
        '["10", "500"]',
        "10-500",
        "pack.yaml:19: 'attributes.length.plausible' should be a list of the lowest and the highest plausible value",
    ),
    (
        "    type: date",
        "    type: date\n    units: [days]",
        "pack.yaml:27: 'units' has no effect: 'launched' is a date, which is told by 'cues', 'strong' and 'labels'; ",
    ),
    (
        "    type: number\n    plausible",
        "    type: money\n    counted: [euros]\n    plausible",
        "pack.yaml:19: 'counted' has no effect: 'length' is money, which is told by its currency sign or code; ",
    ),
    # references between parts
    (
        "name: Swan Two",
        "name: swan  one",
        "pack.yaml:14: the member 'swan one' is listed a second time; leave out one of the two",
    ),
    (
        "attributes:\n  length",
        "  - {name: SWAN}\nattributes:\n  length",
        "pack.yaml:15: the family 'SWAN' is listed a second time; join the two",
    ),
    (
        "part_of: overall",
        "part_of: total",
        "pack.yaml:22: 'total' is no scope of 'length'; known: overall, deck",
    ),
    (
        "names: [First Swan]",
        "names: [Swan  two]",
        "pack.yaml:14: 'Swan Two' names both Swan One and Swan Two; let each name stand in one place",
    ),
    (
        "    right: length",
        "    right: width",
        "pack.yaml:39: 'width' is no attribute of this pack; known: length, launched, flag",
    ),
    (
        "    right: length",
        "    right: '@flag.width'",
        "pack.yaml:39: 'width' is no attribute of this pack; known: length, launched, flag",
    ),
    (
        "    left: length[deck]",
        "    left: length[deck]+mast",
        "pack.yaml:38: 'mast' is no attribute of this pack; known: length, launched, flag",
    ),
    (
        "    left: length[deck]",
        "    left: length[keel]",
        "pack.yaml:38: 'keel' is no scope of 'length'; known: overall, deck",
    ),
    # the file itself
    (
        "title: Ships",
        "title: Ships\ntitle: Boats",
        "pack.yaml:4: repeats the key 'title' of line 3; join the two entries",
    ),
    ("kind: at_most", "kind: existence", "pack.yaml:37: a rule of kind existence has no values; list"),
    ("title: Ships", "title: &a Ships", "pack.yaml:3: uses an anchor or alias (& or *); write the value out"),
]
UNMET = {"    left: length[keel]": "a scope that no attribute has is not told"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(*mistake, marks=[pytest.mark.xfail(strict=True, reason=UNMET[mistake[1]])])
        if mistake[1] in UNMET
        else mistake
        for mistake in MISTAKES
    ],
)
def test_a_mistake_is_told_with_file_line_and_remedy(old: str, new: str, message: str, tmp_path: Path) -> None:
    said = told(broken(old, new), tmp_path)
    assert said.startswith(message)
    assert "; " in said  # a remedy stands behind every problem


def test_an_empty_file_is_told_which_keys_a_pack_has(tmp_path: Path) -> None:
    assert told("", tmp_path).startswith("pack.yaml:1: is empty; its keys are format, name, title, entity, grammar, ")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FactauditError, match=r"^pack\.yaml: cannot be read \(.*\); check the path$"):
        load(tmp_path / "absent.yaml", "pack.yaml")


def plain(path: Path) -> Any:
    return load_yaml(path).data


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("name", PACKS)
def test_the_schema_accepts_the_bundled_packs(name: str) -> None:
    jsonschema.Draft202012Validator(schema()).validate(plain(PACKS[name]))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Ships", "titel: Ships"),
        ("    type: date", "    type: day"),
        ("  nouns: [ship]", "  nouns: ship"),
        ("format: 1", "format: 2"),
        ("name: ships", "name: Big Ships"),
        ('["10", "500"]', '["10"]'),
    ],
)
def test_the_schema_refuses_what_loading_refuses(old: str, new: str, tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text(PACK, encoding="utf-8")
    jsonschema.Draft202012Validator(schema()).validate(plain(path))
    path.write_text(broken(old, new), encoding="utf-8")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema()).validate(plain(path))
    with pytest.raises(FactauditError):
        load(path)


def test_the_published_schema_is_up_to_date() -> None:
    made = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    assert SCHEMA.read_text(encoding="utf-8") == made, (
        "factaudit pack schema > factaudit/schemas/pack.schema.json brings it up to date"
    )


def test_alternatives_in_brackets_stand_for_every_choice() -> None:
    assert spelled_out("(data|corpus) (ends|stops)") == ["data ends", "data stops", "corpus ends", "corpus stops"]
    assert spelled_out("(the|) tank of") == ["the tank of", "tank of"]
    assert spelled_out("water tank") == ["water tank"]
    assert spelled_out("size (mm)") == ["size (mm)"]


@pytest.mark.parametrize(
    "phrase", ["data|corpus ends", "(data|corpus ends", "((a|b)|c) d", "(a|b)(c|d" + "|d" * 1000 + ")"]
)
def test_alternatives_that_cannot_be_read_are_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"alternatives|stands for more"):
        spelled_out(phrase)
