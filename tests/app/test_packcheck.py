import json
from pathlib import Path

import pytest

from factaudit import packs
from factaudit.cli import main


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


BIRDS = """\
format: 1
name: birds
title: Birds
entity:
  nouns: [bird]
grammar:
  version: "v[0-9]{1,2}"
  size: "[0-9]{1,3}kg"
families:
  - name: Falcon
    members:
      - {name: Falcon V1}
attributes:
  wingspan:
    title: Wingspan
    type: number
    unit: metres
    units: [metres, spans]
    strong: [wingspan, breadth of its wings]
    examples:
      hit: Falcon V1 has a wingspan of 2 metres.
      claims:
        - {entity: Falcon V1, value: "2"}
      miss: Falcon V1 has eaten 2 mice.
"""

NUMBER = BIRDS[BIRDS.index("    type: number") : BIRDS.index("    examples")]  # by which its attribute is one


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    code = main(["pack", "check", *arguments])
    return code, capsys.readouterr().out.splitlines()


def test_a_pack_whose_examples_hold_passes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "birds.yaml").write_text(BIRDS, encoding="utf-8")
    assert check(capsys, "birds.yaml") == (
        0,
        ["Birds: 1 attribute, 1 family with 1 entity, 0 rules", "examples: 1 of 1 come out as stated"],
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('value: "2"', 'value: "3"'), "21: the hit of wingspan should say Falcon V1 = 3, and says Falcon V1 = 2"),
        (
            ("eaten 2 mice", "a wingspan of 5 metres"),
            "24: the miss of wingspan should say nothing, and says Falcon V1 = 5",
        ),
        (
            ("Falcon V1 has a wingspan of", "It weighs"),
            "21: the hit of wingspan should say Falcon V1 = 2, and says nothing (names seen: none; “2”: plain number "
            "(“metres” is a unit, and no cue stands by it: wingspan (wingspan, breadth of its wings)))",
        ),
        (
            ("Falcon V1 has a wingspan", "It has a wingspan"),
            "21: the hit of wingspan should say Falcon V1 = 2, and says nothing (names seen: none; “2”: no entity in "
            "reach (wingspan))",
        ),
        (
            (
                NUMBER,
                '    type: term\n    terms: [{name: "2", names: [2 metres]}]\n',
            ),
            "19: the hit of wingspan should say Falcon V1 = 2, and says nothing (names seen: Falcon V1; “2”: plain "
            "number (no attribute takes “metres”, no cue of an attribute in the sentence); the attribute has no "
            "“strong” words, of which running text needs one in the sentence)",
        ),
        (
            (NUMBER, '    type: term\n    terms: [{name: "2", names: [2 metres]}]\n    strong: [feathers, beak]\n'),
            "20: the hit of wingspan should say Falcon V1 = 2, and says nothing (names seen: Falcon V1; “2”: plain "
            "number (no attribute takes “metres”, no cue of an attribute in the sentence); none of its “strong” words "
            "is in the sentence: feathers, beak)",
        ),
    ],
)
def test_an_example_that_does_not_hold_fails_and_is_told(
    here: Path, capsys: pytest.CaptureFixture[str], change: tuple[str, str], told: str
) -> None:
    (here / "birds.yaml").write_text(BIRDS.replace(*change), encoding="utf-8")
    code, lines = check(capsys, "birds.yaml")
    assert (code, lines[1:]) == (1, ["examples: 0 of 1 come out as stated", f"birds.yaml:{told}"])


def test_documents_show_what_the_pack_does_not_know_and_never_needs(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "birds.yaml").write_text(BIRDS, encoding="utf-8")
    (here / "a.md").write_text("Falcon V1 has a wingspan of 2 metres.\n\nFalcon V7 weighs 3 kilos.\n", encoding="utf-8")
    code, lines = check(capsys, "birds.yaml", "a.md")
    assert code == 0
    assert "1 document" in lines
    unlisted = lines.index("names that the pack does not list: 1")
    assert lines[unlisted + 1].split() == ["1", "Falcon", "V7", "a.md:3"]
    silent = lines.index("cues that never occur: 2 of 4; --all lists them")
    [one] = lines[silent + 1 :]
    assert one.split(maxsplit=4) == ["2", "of", "4", "wingspan", "spans, breadth of its wings"]
    _, lines = check(capsys, "birds.yaml", "a.md", "--all")
    silent = lines.index("cues that never occur: 2 of 4")
    assert lines[silent + 1 :] == ["  wingspan units: spans", "  wingspan strong: breadth of its wings"]


def test_long_lists_are_cut_unless_all_is_asked_for(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items = "".join(f"- DeepSeek-V{n} weighs {n} zorks{n}.\n" for n in range(10, 40))
    (here / "a.md").write_text(items, encoding="utf-8")
    _, lines = check(capsys, "llm", "a.md")
    assert "        and 10 more" in lines
    assert max(map(len, lines)) < 200
    _, every = check(capsys, "llm", "a.md", "--all")
    assert "        and 10 more" not in every
    assert len([line for line in every if "DeepSeek-V" in line and "a.md:" in line]) >= 30


def test_words_after_numbers_that_no_attribute_takes_are_counted(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "a.md").write_text(
        "DeepSeek-V2 needs 80 GB of memory.\n\nDeepSeek-V3 needs 90 GB.\n\nIt draws 30 watts at 4 of 5.\n",
        encoding="utf-8",
    )
    _, lines = check(capsys, "llm", "a.md")
    at = lines.index("words after numbers that no attribute takes: 2")
    assert lines[at + 1].split(maxsplit=2) == ["2", "gb", "a.md:1 «80 GB»"]
    assert lines[at + 2].split(maxsplit=2) == ["1", "watts", "a.md:5 «30 watts»"]


def test_a_pack_that_is_not_valid_is_told_with_its_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "birds.yaml").write_text(BIRDS.replace("unit: metres", "unti: metres"), encoding="utf-8")
    assert main(["pack", "check", "birds.yaml"]) == 2
    told = "factaudit: error: birds.yaml:17: unknown key 'attributes.wingspan.unti'; did you mean 'unit'?\n"
    assert capsys.readouterr().err == told


def test_the_bundled_packs_are_listed_and_all_their_examples_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "list"]) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert listed == packs.names()
    for name in listed:
        assert check(capsys, name)[0] == 0


def test_the_schema_is_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    assert main(["pack", "schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "attributes" in schema["required"]


def test_money_is_in_us_dollars_unless_another_currency_is_stated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.yaml"
    text = (Path(__file__).parents[2] / "examples/other-domain/coffee-machines.yaml").read_text(encoding="utf-8")
    price = """attributes:
  price:
    title: Price
    type: money
    cues: [costs]
    examples:
      hit: "The Corvina 200 costs $450."
      claims: [{entity: Corvina 200, value: "450"}]
      miss: "The Corvina 200 weighs 9 kg."
"""
    path.write_text(text.replace("attributes:\n", price, 1), encoding="utf-8")
    assert main(["pack", "check", str(path)]) == 0
    path.write_text(path.read_text().replace("type: money\n", "type: money\n    unit: dollars\n"), encoding="utf-8")
    capsys.readouterr()
    assert main(["pack", "check", str(path)]) == 2
    line = path.read_text().split("\n").index("    unit: dollars") + 1
    told = capsys.readouterr().err
    assert f"own.yaml:{line}: 'attributes.price.unit' of money should be a currency's ISO code" in told
    assert told.endswith("; it is 'dollars' now\n")
