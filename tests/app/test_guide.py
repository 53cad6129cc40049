from datetime import date
from pathlib import Path

import pytest

from factaudit.config import Options, settings
from factaudit.guide import guide
from reports.interface import Guide
from sources.errors import FactauditError


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(*paths: str, **more: object) -> Guide:
    return guide(settings(Options(paths=paths, **more), date(2025, 1, 2)))  # type: ignore[arg-type]


def test_with_audit_yaml_documents_lie_beside_the_reports(here: Path) -> None:
    (here / "docs/audit.yaml").write_text("out: ../build/report\ndecisions: known/d.yaml\n")
    assert made(config="docs/audit.yaml") == Guide(
        link="../../docs/{document}",
        decisions="known/d.yaml",
        accept='factaudit accept --config docs/audit.yaml --reason "why they may stay for now"',
        prune="factaudit accept --config docs/audit.yaml --prune",
    )


def test_without_it_the_paths_are_named_again(here: Path) -> None:
    assert made("docs") == Guide(
        link="../docs/{document}",
        decisions="",
        accept='factaudit accept docs --decisions factaudit-decisions.yaml --reason "why they may stay for now"',
        prune="factaudit accept docs --decisions factaudit-decisions.yaml --prune",
    )


def test_commands_repeat_what_says_which_documents_are_read_and_how(here: Path) -> None:
    (here / "own.yaml").touch()
    (here / "docs/audit.yaml").write_text("title: T\n")
    more = {"pack": str(here / "own.yaml"), "exclude": ("old *",), "max_bytes": 9, "decisions": "d.yaml"}
    assert made("docs/a.md", str(here / "docs"), **more).prune == (
        "factaudit accept docs docs/a.md --pack own.yaml --exclude 'old *' --max-bytes 9 --decisions d.yaml --prune"
    )
    assert made("docs/a.md", config="docs/audit.yaml", pack="llm").prune == (
        "factaudit accept docs/a.md --config docs/audit.yaml --pack llm --prune"
    )


def test_commands_name_audit_yaml_as_it_is_found_from_here(here: Path) -> None:
    (here / "my docs").mkdir()
    (here / "my docs/audit.yaml").write_text("title: T\n")
    assert (
        made(config=str(here / "my docs/audit.yaml")).prune == "factaudit accept --config 'my docs/audit.yaml' --prune"
    )


def test_a_page_for_any_folder_holds_no_path_that_depends_on_it(here: Path) -> None:
    named = made("docs", out=str(here / "one/two"), decisions=str(here / "d.yaml"))
    assert (named.link, named.decisions) == ("", "d.yaml")


def test_audit_yaml_may_say_where_documents_are_found(here: Path) -> None:
    (here / "audit.yaml").write_text("link: https://host/docs/{document}#L{line}\n")
    assert made(out="elsewhere").link == "https://host/docs/{document}#L{line}"


@pytest.mark.parametrize("link", ["https://host/docs", "javascript:alert('{document}')"])
def test_a_link_that_leads_to_no_document_is_an_error(here: Path, link: str) -> None:
    (here / "audit.yaml").write_text(f"title: T\nlink: {link}\n")
    with pytest.raises(FactauditError, match=r"audit.yaml:2: 'link' should be an address or a path that holds"):
        made()
