from pathlib import Path

import pytest

from factaudit.cli import main

TEXT = """\
# Notes on two models

DeepSeek-V2 has 236 billion parameters, 12% more than planned [3].

V2 was released on 7 May 2024. Quillon-3 7B has a context length of 32K tokens.
"""


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "notes.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(list(arguments)) == 0
    return capsys.readouterr().out.splitlines()


def test_a_line_is_shown_with_its_claims_its_rejections_and_its_names(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = said(capsys, "explain", "notes.md:3")
    assert lines[0] == "    3  DeepSeek-V2 has 236 billion parameters, 12% more than planned [3]."
    assert lines[1] == "         name      DeepSeek-V2 → entity DeepSeek-V2 (listed in the pack)"
    claim = "236 billion → DeepSeek-V2 parameters_total = 236000000000 parameters [prose.unit; called DeepSeek-V2]"
    assert f"         claim     {claim}" in lines
    assert "         no claim  12: percentage" in lines
    assert "         no claim  3: citation" in lines


def test_a_name_is_explained_by_how_it_was_resolved(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "explain", "notes.md:5")
    short = "V2 → entity DeepSeek-V2 (short name of a family that the document is about)"
    assert f"         name      {short}" in lines
    assert any("Quillon-3 7B → entity Quillon-3 7B (" in line and "listed in the pack" not in line for line in lines)


def test_a_whole_document_is_shown_line_by_line_with_its_totals(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = said(capsys, "explain", "notes.md")
    assert [line[:7] for line in lines if line[:5].strip()][:3] == ["    1  ", "    3  ", "    5  "]
    claims = sum(line.startswith("         claim") for line in lines)
    rejected = sum(line.startswith("         no claim") for line in lines)
    assert lines[-1] == f"{claims} claims, {rejected} numbers and dates seen and not claimed"


def test_control_characters_of_a_document_never_reach_the_terminal(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes.write_text("DeepSeek-V2 \x1b[31mhas 236 billion\u202e parameters\n", encoding="utf-8")
    text = "\n".join(said(capsys, "explain", "notes.md"))
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("It weighs 11.2 kg.", "11.2: plain number (no attribute takes “kg”, no cue of an attribute in the sentence)"),
        ("It weighs 11.2.", "11.2: plain number (no unit behind it, no cue of an attribute in the sentence)"),
        ("- Weight: 7", "7: plain number (no unit behind it, and “Weight” is no label of an attribute)"),
        (
            "It stops at 300 tokens.",
            "300: plain number (“tokens” is a unit, and no cue stands by it: training_tokens (",
        ),
        ("It was trained for 300 hours.", "300: other unit (no attribute takes “hours”; “trained” is a cue of trai"),
        ("It was seen on 12 May 2024.", "12 May 2024: date of nothing claimed (no cue: release_date (release"),
        ("It has a 500mAh cell.", "500: other unit (no attribute takes “mAh”)"),
        ("It costs EUR 5 million.", "EUR 5 million: other currency (taken are USD)"),
    ],
)
def test_what_a_number_lacks_is_told(notes: Path, capsys: pytest.CaptureFixture[str], sentence: str, told: str) -> None:
    notes.write_text(f"# DeepSeek-V2\n\n{sentence}\n", encoding="utf-8")
    assert f"no claim  {told}" in "\n".join(said(capsys, "explain", "notes.md:3"))


@pytest.mark.parametrize(
    "sentence", ["It was used 12% more.", "See [3].", "DeepSeek-V2 is one of 3 DeepSeek-V2 texts."]
)
def test_other_reasons_stand_alone(notes: Path, capsys: pytest.CaptureFixture[str], sentence: str) -> None:
    notes.write_text(f"# DeepSeek-V2\n\n{sentence}\n", encoding="utf-8")
    assert "attribute takes “" not in "\n".join(said(capsys, "explain", "notes.md:3"))


UNKNOWN = "looks like a name, and neither the pack nor the document makes it one"


@pytest.mark.parametrize("name", ["Umbra Flux", "Umbra", "UMBRA Quarz"])
def test_a_sentence_whose_name_is_unknown_says_so(notes: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    notes.write_text(f"# DeepSeek-V2\n\n{name} is said to weigh 12 kg.\n", encoding="utf-8")
    assert f"         name      {name}: {UNKNOWN}" in said(capsys, "explain", "notes.md:3")


@pytest.mark.parametrize(
    "sentence",
    ["DeepSeek-V2 has 12 doors.", "It has 12 doors.", "The model has 12 doors.", "Painting has no 12. No painting.",
     "Umbra Flux is far away."],
)  # fmt: skip
def test_ordinary_words_are_no_unknown_names(notes: Path, capsys: pytest.CaptureFixture[str], sentence: str) -> None:
    notes.write_text(f"# DeepSeek-V2\n\n{sentence}\n", encoding="utf-8")
    assert UNKNOWN not in "\n".join(said(capsys, "explain", "notes.md:3"))


PAGE = """\
<html><head><style>p { margin: 0 12px }</style></head><body>
<h1>DeepSeek-V2</h1><p class="n9">It has <b>236&nbsp;billion</b>
parameters.</p>
<table><tr><th>Model<th>Context length</tr><tr><td>DeepSeek-V3</td><td>128K</td></tr></table>
</body></html>
"""


def test_a_page_is_shown_as_it_was_read(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes.parent / "page.html").write_text(PAGE, encoding="utf-8")
    lines = said(capsys, "explain", "page.html")
    assert [line for line in lines if line[:5].strip()][:-1] == [
        "    2  DeepSeek-V2",
        "    2  It has 236 billion parameters.",
        "    4  Model | Context length",
        "    4  DeepSeek-V3 | 128K",
    ]
    passage = lines.index("    2  It has 236 billion parameters.")
    assert lines[passage + 1].startswith("         claim     236&nbsp;billion → DeepSeek-V2 parameters_total")
    assert any(line.startswith("         claim     128K → DeepSeek-V3 context_length") for line in lines)
    assert not any("12: " in line for line in lines)
    # a line in the middle of a passage shows the passage whole
    assert said(capsys, "explain", "page.html:3") == lines[passage : lines.index("    4  Model | Context length")]
    assert said(capsys, "explain", "page.html:1") == ["nothing is read here"]


def test_a_config_elsewhere_names_the_pack(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes.parent / "sub").mkdir()
    (notes.parent / "sub/audit.yaml").write_text("pack: absent.yaml\n", encoding="utf-8")
    assert main(["explain", "notes.md", "--config", "sub/audit.yaml"]) == 2
    assert "sub/audit.yaml:1: the pack file" in capsys.readouterr().err


OVENS = """\
format: 1
name: ovens
title: Ovens
entity: {nouns: [oven]}
grammar: {version: '\\d{1,4}', size: '(?!)'}
families: [{name: Calor, members: [{name: Calor 9}]}]
attributes:
  heat:
    title: Heat
    type: number
    unit: °C
    units: [°C]
    cues: [reaches]
    examples: {hit: The Calor 9 reaches 300 °C., claims: [{entity: Calor 9, value: "300"}], miss: It is 300.}
"""


def test_a_unit_is_told_with_its_sign(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes.parent / "ovens.yaml").write_text(OVENS, encoding="utf-8")
    notes.write_text("The Calor 9 stood in a room at 25 °C.\n", encoding="utf-8")
    lines = said(capsys, "explain", "notes.md", "--pack", "ovens.yaml")
    told = "25: plain number (“°C” is a unit, and no cue stands by it: heat (reaches))"
    assert f"         no claim  {told}" in lines


def test_a_range_of_lines_is_shown(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "explain", "notes.md:3-5")
    assert lines == said(capsys, "explain", "notes.md:3") + said(capsys, "explain", "notes.md:5")


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("notes.md:3-9", "factaudit: error: notes.md: has no line 9; it has 6\n"),
        ("notes.md:5-3", "factaudit: error: notes.md: line 5 stands behind line 3; name the first line first\n"),
        ("notes.md:3-x", "factaudit: error: notes.md:3-x: does not exist; check the path\n"),
        ("notes.md:9", "factaudit: error: notes.md: has no line 9; it has 6\n"),
        ("notes.md:0", "factaudit: error: notes.md: has no line 0; it has 6\n"),
        ("absent.md:1", "factaudit: error: absent.md: does not exist; check the path\n"),
    ],
)
def test_what_cannot_be_explained_is_told(
    notes: Path, capsys: pytest.CaptureFixture[str], place: str, told: str
) -> None:
    assert main(["explain", place]) == 2
    assert capsys.readouterr().err == told


def test_a_place_may_have_a_column_as_reports_print_it(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "explain", "notes.md:3:17") == said(capsys, "explain", "notes.md:3")


def test_the_pack_is_that_of_the_config_here(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes.parent / "audit.yaml").write_text("pack: absent.yaml\n", encoding="utf-8")
    assert main(["explain", "notes.md"]) == 2
    told = "factaudit: error: audit.yaml:1: the pack file absent.yaml does not exist; correct its path\n"
    assert capsys.readouterr().err == told
    assert main(["explain", "notes.md", "--pack", "llm"]) == 0
