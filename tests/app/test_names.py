"""The command that tells which names are one entity, and why."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from factaudit.cli import main

ONE = """\
# Notes

DeepSeek-V2 has 236 billion parameters. V2 was released on 7 May 2024.

Quillonette 7B has 7 billion parameters. Quillonette 7B was released in May 2024. Mistral 7B has 7B parameters.
"""
TWO = "Quillonnette 7B is a model with 7 billion parameters. DeepSeek V2 has 236B. Mixtral 7B has 7B parameters.\n"


ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.md").write_text(ONE, encoding="utf-8")
    (tmp_path / "two.md").write_text(TWO, encoding="utf-8")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(["names", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def test_every_spelling_is_listed_under_its_entity(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "one.md", "two.md", "--no-cache")
    at = lines.index("DeepSeek-V2")
    assert lines[at + 1 : at + 4] == [
        "  DeepSeek V2  1 time, listed in the pack",
        "  DeepSeek-V2  1 time, listed in the pack",
        "  V2  1 time, short name of a family that the document is about",
    ]


def test_spellings_that_differ_in_case_alone_stand_under_one_entity(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (notes / "case.md").write_text(
        "Notes on DeepSeek-V2-9B-Chat. The file deepseek-v2-9b-chat holds it.\n", encoding="utf-8"
    )
    lines = said(capsys, "case.md", "--no-cache")
    [head] = [line for line in lines if line.casefold() == "deepseek-v2-9b-chat"]
    assert lines[lines.index(head) + 1 :] == [
        "  DeepSeek-V2-9B-Chat  1 time, not listed, but of a family that the pack lists",
        "  deepseek-v2-9b-chat  1 time, not listed, but of a family that the pack lists",
    ]


def test_what_only_a_claim_calls_an_entity_is_listed_too(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = "| Model | Params | Context length |\n|---|---|---|\n| Falcon 2 | 7B | 4K |\n| Falcon 2 | 13B | 8K |\n"
    (notes / "sizes.md").write_text(table, encoding="utf-8")
    lines = said(capsys, "sizes.md", "--no-cache")
    assert lines[lines.index("Falcon 2 13B") + 1] == "  13B  1 time, called so where something is claimed of it"


def test_the_closest_near_misses_are_listed_and_the_others_counted(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, last = "bcdfghjk", "lmnpqrst"
    named = [f"Zanthelium{a}{b} 7B has 7 billion parameters." for a in first for b in last]
    (notes / "alike.md").write_text("\n\n".join(named) + "\n", encoding="utf-8")
    lines = said(capsys, "alike.md", "--no-cache")
    near = lines[lines.index("nearly taken for one") + 1 :]
    # 64 names make 2,016 pairs; each pair shares 10 or 11 of 12 letters
    assert len(near) == 51
    assert all("alike to 92" in line for line in near[:50])
    assert near[50] == "  and 1,966 more, less alike than these"


def test_slips_are_listed_as_the_report_has_them(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "one.md", "two.md", "--no-cache")
    forgiven = lines[lines.index("taken for one") + 1]
    assert forgiven.startswith("  Quillonnette 7B and Quillonette 7B: one family's name in two spellings, alike to 96")
    assert lines[lines.index("nearly taken for one") + 1 :] == [
        "  Mixtral 7B and Mistral 7B: kept apart: alike to 86, below 93"
    ]
    main(["audit", "one.md", "two.md", "--out", "out", "--no-validation", "--no-cache", "--quiet"])
    told = json.loads((notes / "out/findings.json").read_text(encoding="utf-8"))["names"]
    assert [(one["name"], one["into"]) for one in told["merged"]] == [("Quillonnette 7B", "Quillonette 7B")]
    assert len(told["nearly_merged"]) == 1


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("V2", "DeepSeek-V2", "one entity: by both these documents mean DeepSeek-V2"),
        ("deepseek v2", "DeepSeek_V2", "one entity: the names differ in nothing but case, blanks, hyphens and order"),
        ("V2", "DeepSeek-V3", "two entities: name deepseek v2 against deepseek v3; the pack lists them apart"),
        (
            "Quillonette 7B",
            "Quillonnette 7B",
            "one entity: one family's name in two spellings, alike to 96 of 100; all else in them is equal",
        ),
        (
            "Quillonette 7B",
            "Quillonnette 13B",
            "two entities: size 7b against 13b; name quillonette against quillonnette;"
            " the families' names are alike to 96 of 100, and a slip is forgiven only where all else is equal",
        ),
        ("Quillonette 7B", "Mistral 7B", "two entities: name quillonette against mistral"),
    ],
)
def test_a_merge_and_a_refusal_are_explained(
    notes: Path, capsys: pytest.CaptureFixture[str], one: str, other: str, reason: str
) -> None:
    assert said(capsys, "one.md", "two.md", "--no-cache", "--why", one, other)[-1] == reason


def test_what_documents_mean_by_a_name_is_told_with_its_place(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "one.md", "--no-cache", "--why", "v2", "DeepSeek-V3")
    meaning = "short name of a family that the document is about"
    assert lines[0] == f"V2 → DeepSeek-V2 (1 time, first in one.md:3: {meaning})"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Falcon 7B", "Falcon 7B is in none of these documents; what follows is said of the bare name"),
        (
            "deepseek_v2",
            "deepseek_v2 is not spelled so in these documents, which call it DeepSeek V2, DeepSeek-V2 and V2",
        ),
    ],
)
def test_a_name_that_no_document_spells_so_is_told(
    notes: Path, capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    lines = said(capsys, "one.md", "two.md", "--no-cache", "--why", name, "Mistral 7B")
    assert lines[0] == told
    assert lines[-1].startswith("two entities")


def test_a_pack_alone_explains_two_names(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [reason] = said(capsys, "--why", "Mistral 7B", "Mixtral 7B")
    assert reason.endswith("the families' names are alike to 86 of 100, and a slip is forgiven from 93 on")


def test_documents_without_a_name_say_so(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "bare.md").write_text("Nothing here.\n", encoding="utf-8")
    assert said(capsys, "bare.md", "--no-cache") == ["no name is known in these documents"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--why", "V2", " "], "a name to compare is empty; name two names behind --why"),
        ([], "no document is named and there is no audit.yaml here; name files or folders: factaudit names docs"),
    ],
)
def test_what_cannot_be_asked_is_told(
    notes: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert main(["names", *arguments]) == 2
    assert capsys.readouterr().err.strip() == f"factaudit: error: {told}"


def test_the_readme_shows_what_is_said_of_the_example(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = page.partition("$ factaudit names ")[2].partition("\n```")[0].splitlines()
    assert shown[1:] == said(capsys, "--no-cache", *shlex.split(shown[0]))


def test_a_broken_decisions_file_stops_only_what_needs_it(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "decided.yaml").write_text("version: 1\ndecisions: [}\n", encoding="utf-8")
    (notes / "audit.yaml").write_text("documents: ['*.md']\ndecisions: decided.yaml\n", encoding="utf-8")
    assert main(["names"]) == 0
    assert not capsys.readouterr().err
    for command in (["audit"], ["accept", "--reason", "later"]):
        assert main(command) == 2
        assert "decided.yaml:2: is no YAML" in capsys.readouterr().err
