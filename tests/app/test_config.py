import os
from datetime import date
from pathlib import Path

import pytest

from factaudit.config import Options, Settings, settings
from sources.errors import FactauditError

TODAY = date(2025, 1, 2)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("docs/a.md", "docs/deep/b.md", "notes/c.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(*paths: str, **more: object) -> Settings:
    return settings(Options(paths=paths, **more), TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("paths", "root", "documents"),
    [
        (["docs"], "docs", (".",)),
        (["docs/"], "docs", (".",)),
        (["."], ".", (".",)),
        (["docs/a.md"], "docs", ("a.md",)),
        (["docs/a.md", "docs/deep/b.md"], "docs", ("a.md", "deep/b.md")),
        (["docs", "notes"], ".", ("docs", "notes")),
        (["notes/c.md", "docs"], ".", ("docs", "notes/c.md")),
        (["docs/*.md"], "docs", ("*.md",)),
        (["docs/*/b*.md"], "docs", ("*/b*.md",)),
        (["docs/../notes"], "notes", (".",)),
        (["docs/absent.md"], "docs", ("absent.md",)),
    ],
)
def test_documents_are_named_relative_to_the_folder_that_holds_them_all(
    folder: Path, paths: list[str], root: str, documents: tuple[str, ...]
) -> None:
    for order in (paths, paths[::-1]):
        got = made(*order)
        assert (str(got.root), got.documents) == (root, documents)


def test_without_any_path_audit_yaml_of_the_current_folder_is_used(folder: Path) -> None:
    (folder / "audit.yaml").write_text("title: Ours\ndocuments: [docs]\nexclude: [deep/]\nout: build/report\n")
    got = made()
    assert (got.title, str(got.root), got.documents) == ("Ours", ".", ("docs",))
    assert (got.exclude, got.out, got.decisions) == (
        ("deep/",),
        Path("build/report"),
        Path("factaudit-decisions.yaml"),
    )


def test_paths_of_a_config_are_relative_to_its_folder(folder: Path) -> None:
    (folder / "docs/audit.yaml").write_text("pack: ./own.yaml\nout: ../report\ndecisions: d.yaml\n")
    got = made(config="docs/audit.yaml")
    assert (str(got.root), got.documents) == ("docs", (".",))
    assert got.pack == os.path.join("docs", "own.yaml")  # noqa: PTH118
    assert (got.out, got.decisions) == (Path("report"), Path("docs/d.yaml"))


def test_the_command_line_wins_over_the_config(folder: Path) -> None:
    (folder / "audit.yaml").write_text("pack: own\nout: a\ndecisions: b\nmax_bytes: 5\nexclude: [x]\n")
    got = made(
        "docs/a.md", config="audit.yaml", pack="llm", out="c", decisions="d", max_bytes=7, exclude=("y",), strict=True
    )
    assert (got.pack, got.out, got.decisions, got.max_bytes) == ("llm", Path("c"), Path("d"), 7)
    assert (got.exclude, got.documents, str(got.root), got.strict) == (("x", "y"), ("docs/a.md",), ".", True)


def test_named_documents_replace_nothing_but_the_documents_of_the_config_here(folder: Path) -> None:
    (folder / "audit.yaml").write_text("title: Ours\npack: own\ndocuments: [notes]\ndecisions: d.yaml\n")
    got = made("docs")
    assert (got.title, got.pack, got.documents, got.decisions) == ("Ours", "own", ("docs",), Path("d.yaml"))


def test_named_documents_need_no_config(folder: Path) -> None:
    got = made("docs")
    assert (got.title, got.config, got.decisions) == ("Fact audit", None, None)


def test_authority_keeps_its_order(folder: Path) -> None:
    (folder / "audit.yaml").write_text("authority:\n- {documents: 'b*', weight: 3}\n- {documents: a*, weight: 0.5}\n")
    assert made().authority == (("b*", 3.0), ("a*", 0.5))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("titel: x\n", "audit.yaml:1: unknown key 'titel'; did you mean 'title'?"),
        ("title: x\nmax_bytes: 0\n", "audit.yaml:2: 'max_bytes' should be greater than 0; it is '0' now"),
        ("title: x\nexclude: [a, '!']\n", "audit.yaml:2: 'exclude.1' is no pattern as in .gitignore; it is '!' now"),
        ("include: ['a\\']\n", "audit.yaml:1: 'include.0' is no pattern as in .gitignore; "),
        ("authority: [{documents: '!', weight: 2}]\n", "audit.yaml:1: 'authority.0.documents' is no pattern as in "),
        ("title: x\nmax_bytes: 20MB\n", "audit.yaml:2: 'max_bytes' is '20MB', where a whole number is"),
        ("authority: [{documents: a, weight: much}]\n", "audit.yaml:1: 'authority.0.weight' is 'much', where a number"),
        ("documents: []\n", "audit.yaml:1: 'documents' Tuple should have at least 1 item after validation, not 0; "),
        ("authority:\n- documents: a\n", "audit.yaml:2: 'authority.0.weight' is missing; add it"),
    ],
)
def test_what_is_wrong_in_a_config_is_told_with_line_and_remedy(folder: Path, text: str, told: str) -> None:
    (folder / "audit.yaml").write_text(text)
    with pytest.raises(FactauditError) as caught:
        made()
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize(
    ("pack", "told"),
    [
        ("lmm", "audit.yaml:2: there is no pack 'lmm'; bundled are llm; a file is written with its suffix .yaml"),
        ("own.yaml", "audit.yaml:2: the pack file own.yaml does not exist; correct its path"),
    ],
)
def test_a_pack_that_is_not_there_is_told_at_its_line(folder: Path, pack: str, told: str) -> None:
    (folder / "audit.yaml").write_text(f"title: T\npack: {pack}\n")
    with pytest.raises(FactauditError) as caught:
        made().pack_file()
    assert str(caught.value) == told
    with pytest.raises(FactauditError, match=r"^there is no pack 'other'"):
        made(pack="other").pack_file()  # the command line's, which has no line


def test_nothing_named_and_no_config_is_told(folder: Path) -> None:
    with pytest.raises(FactauditError, match=r"^no document is named and there is no audit\.yaml here; name files"):
        made()
