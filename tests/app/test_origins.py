"""Copies of documents and spellings of names, from files to findings.json."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from factaudit import cli

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "deepseek"


def audited(folder: Path) -> dict[str, Any]:
    out = folder.parent / f"{folder.name}-report"
    command = ["audit", str(folder), "--pack", "llm", "--out", str(out), "--no-cache", "--no-validation", "--quiet"]
    assert cli.main(command) == 1
    made: dict[str, Any] = json.loads((out / "findings.json").read_text(encoding="utf-8"))
    return made


def judgement(made: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {
        one["fingerprint"]: (
            one["verdict"],
            one["kind"],
            one["severity"],
            [cluster["value"] for cluster in one["clusters"]],
            one["suggestion"],
        )
        for one in made["findings"]
    }


@pytest.fixture(name="plain", scope="module")
def _plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return audited(documents(tmp_path_factory.mktemp("plain")))


def documents(folder: Path) -> Path:
    copied = folder / "documents"
    copied.mkdir()
    for path in EXAMPLE.iterdir():
        if path.suffix in (".md", ".txt") and path.name != "README.md":
            shutil.copy(path, copied)
    return copied


def without_counts(judged: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """Judgement with suggestions by what they suggest; their sentences count the copies that they leave out."""
    return {
        key: (*rest, suggestion and (suggestion["value"], suggestion["cluster"], suggestion["strength"]))
        for key, (*rest, suggestion) in judged.items()
    }


@pytest.mark.parametrize("name", ["models-report.md", "technical-overview.txt", "lineup-article.txt"])
@pytest.mark.parametrize("prefix", ["0-", "z-"])
def test_a_renamed_copy_changes_nothing_and_is_shown(
    plain: dict[str, Any], tmp_path: Path, name: str, prefix: str
) -> None:
    folder = documents(tmp_path)
    shutil.copy(folder / name, folder / f"{prefix}{name}")
    made = audited(folder)
    assert without_counts(judgement(made)) == without_counts(judgement(plain))
    first, second = sorted([name, f"{prefix}{name}"])
    assert made["lineage"]["copies"] == [{"document": second, "of": first}]


@pytest.mark.parametrize("name", ["models-report.md", "technical-overview.txt", "lineup-article.txt"])
def test_a_copy_with_a_preface_changes_nothing_and_is_shown(plain: dict[str, Any], tmp_path: Path, name: str) -> None:
    folder = documents(tmp_path)
    text = (folder / name).read_text(encoding="utf-8")
    (folder / f"mirror-of-{name}").write_text(
        f"{text}\n\nThis page is a mirror and may lag behind.\n", encoding="utf-8"
    )
    made = audited(folder)
    assert without_counts(judgement(made)) == without_counts(judgement(plain))
    assert [sorted(one.values()) for one in made["lineage"]["copies"]] == [sorted([name, f"mirror-of-{name}"])]


def test_the_example_repeats_nobody(plain: dict[str, Any]) -> None:
    assert plain["lineage"] == {"copies": [], "repeats": [], "repeats_left_out": 0}


def test_slips_of_spelling_merge_and_neighbouring_families_are_listed_as_kept_apart(tmp_path: Path) -> None:
    table = tmp_path / "claims.csv"
    names = ["DeepSeek-V2", "Deepseekk-V2", "Mixtral-8x7B", "Mistral-8x7B"]
    names += ["DeepSeek-V3"]  # another version is no slip, and no near miss either
    rows = [f"{number}.md,{name},parameters_total,{number}B" for number, name in enumerate(names, 1)]
    table.write_text("\n".join(["document,entity,attribute,value", *rows]), encoding="utf-8")
    assert cli.main(["reconcile", str(table), "--pack", "llm", "--out", str(tmp_path / "out")]) in (0, 1)
    made = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))
    (merged,) = made["names"]["merged"]
    assert (merged["name"], merged["into"]) == ("Deepseekk-V2", "DeepSeek-V2")
    assert "two spellings" in merged["reason"]
    (near,) = made["names"]["nearly_merged"]
    assert {near["name"], near["into"]} == {"Mixtral-8x7B", "Mistral-8x7B"}
    assert near["reason"] == "kept apart: alike to 86, below 93"
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert 'id="names"' in page
