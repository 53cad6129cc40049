"""What the documentation says holds: its links, its options, the keys it explains, the examples it shows."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from extract.words import pack as pack_format
from extract.words import pack_file
from factaudit import cli
from factaudit.config import Config
from factaudit.packcheck import broken_examples
from reconcile import decisions
from reports import findings_table

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
OTHER_DOMAIN = ROOT / "examples" / "other-domain"
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
OF_OTHER_COMMANDS = {"--from"}  # uvx


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    assert [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()] == []


def test_every_option_that_is_named_exists(capsys: pytest.CaptureFixture[str]) -> None:
    known = set(OF_OTHER_COMMANDS)
    for command in (["audit"], ["accept"], ["evaluate"], ["explain"], ["names"], ["reconcile"], ["pack", "check"], []):
        with pytest.raises(SystemExit):
            cli.main([*command, "--help"])
        known |= set(OPTION.findall(capsys.readouterr().out))
    pages = (page for page in PAGES if page.name != "CONTRIBUTING.md")  # that one is about make and git as well
    named = {option for page in pages for option in OPTION.findall(page.read_text(encoding="utf-8"))}
    assert named - known == set()


def test_packs_md_explains_every_key_of_the_format() -> None:
    page = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
    parts = [part for part in vars(pack_format).values() if isinstance(part, type) and issubclass(part, BaseModel)]
    keys = {key for part in parts for key in part.model_fields}
    assert {key for key in keys if f"`{key}`" not in page} == set()


def test_readme_shows_the_keys_of_audit_yaml() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {key for key in Config.model_fields if f"{key}:" not in page and f"`{key}`" not in page} == set()


def test_reports_md_explains_the_columns_in_their_order() -> None:
    page = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
    heads = re.findall(r"^\| (`.*?`) \|", page, re.MULTILINE)
    assert tuple(name for head in heads for name in re.findall(r"`(\w+)`", head)) == findings_table.COLUMNS


def test_decisions_md_shows_entries_that_are_valid() -> None:
    page = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert [entry.choice.value for entry in decisions.parse(example).entries] == ["wrong", "deferred"]


def test_the_pack_of_another_domain_holds_its_examples() -> None:
    assert broken_examples(pack_file.load(OTHER_DOMAIN / "coffee-machines.yaml")) == []


def test_the_conflicts_planted_in_another_domain_are_found(tmp_path: Path) -> None:
    config = str(OTHER_DOMAIN / "audit.yaml")
    assert cli.main(["audit", "--config", config, "--out", str(tmp_path), "--no-validation", "--no-cache"]) == 1
    with (tmp_path / "conflicts.csv").open(encoding="utf-8", newline="") as file:
        found = [(row["entity"], row["attribute"], row["kind"], row["values"]) for row in csv.DictReader(file)]
    assert found == [
        ("Lunetta S2", "pressure", "value", "9|19"),
        ("Corvina 200 Pro", "launched", "rule", "2018|Corvina 200|2019-03-12"),
        ("Corvina 200 Pro", "launched", "date", "2022-05|2018"),
    ]


def test_the_gate_of_the_bundled_example_is_green_until_a_document_brings_something_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("models").mkdir()
    for path in (ROOT / "examples" / "deepseek").iterdir():
        Path("models", path.name).write_bytes(path.read_bytes())
    command = ["audit", "--config", "models/audit.yaml", "--out", "report", "--no-validation", "--no-cache"]
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    fenced = re.findall(r"^```\w*\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    shown = [excerpt for excerpt in fenced if "\nreport: " in excerpt]
    capsys.readouterr()
    assert cli.main(command) == 0
    said = capsys.readouterr().out.splitlines()
    assert [
        line for line in shown[0].splitlines() if line not in (*said, "...", "report: out/deepseek/index.html")
    ] == []
    [added] = re.findall(r"cat > models/newsletter\.md <<'END'\n(.*?)END\n", page, re.DOTALL)
    Path("models/newsletter.md").write_text(added, encoding="utf-8")
    assert cli.main(command) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line for line in shown[1].splitlines() if line not in (*said, "...")] == []
