"""Which files are taken out of files, folders and globs, and what they are called."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.discover import discover
from sources.document import Unread
from sources.errors import FactauditError

TREE = [
    "README.md",
    "notes",
    "data.csv",
    ".hidden.md",
    ".git/x.md",
    "docs/a.md",
    "docs/b.TXT",
    "docs/c.html",
    "docs/d.pdf",
    "docs/deep/e.md",
    "docs/deep/er/f.md",
    "build/g.md",
    "docs/draft-h.md",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for name in TREE:
        _write(root / name)
    return root


def _write(path: Path, text: str = "text") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _names(root: Path, *paths: str, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> list[str]:
    found, unread = discover(root, paths, include, exclude)
    assert unread == []
    assert all(path.is_file() for path, _ in found)
    return [name for _, name in found]


ALL = [
    "README.md",
    "build/g.md",
    "docs/a.md",
    "docs/b.TXT",
    "docs/c.html",
    "docs/deep/e.md",
    "docs/deep/er/f.md",
    "docs/draft-h.md",
]


def test_a_folder_gives_the_known_formats_below_it(root: Path) -> None:
    assert _names(root, ".") == _names(root) == _names(root, str(root)) == ALL
    assert _names(root, "docs/deep") == ["docs/deep/e.md", "docs/deep/er/f.md"]
    assert _names(root, "docs/") == [name for name in ALL if name.startswith("docs/")]


def test_each_file_is_taken_once(root: Path) -> None:
    assert _names(root, "docs", ".", "docs/a.md", "./docs/../docs/a.md", "docs/*.md") == ALL


def test_a_named_file_is_always_taken(root: Path) -> None:
    _write(root / ".gitignore", "*.md\n")
    assert _names(root, "notes", ".hidden.md", "data.csv", "docs/a.md", exclude=("docs",)) == [
        ".hidden.md",
        "data.csv",
        "docs/a.md",
        "notes",
    ]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("docs/*.md", ["docs/a.md", "docs/draft-h.md"]),
        ("docs/**/*.md", ["docs/a.md", "docs/deep/e.md", "docs/deep/er/f.md", "docs/draft-h.md"]),
        ("**/e.md", ["docs/deep/e.md"]),
        ("*/[ag].md", ["build/g.md", "docs/a.md"]),
        ("docs/?.*", ["docs/a.md", "docs/b.TXT", "docs/c.html"]),
        ("*.csv", ["data.csv"]),
        ("docs/de*", ["docs/deep/e.md", "docs/deep/er/f.md"]),
    ],
)
def test_globs(root: Path, pattern: str, expected: list[str]) -> None:
    assert _names(root, pattern) == expected


def test_patterns_to_include_speak_of_folders_and_not_of_patterns_that_are_named(root: Path) -> None:
    assert _names(root, "docs/*.TXT", "docs/deep", include=("*.md",)) == [
        "docs/b.TXT",
        "docs/deep/e.md",
        "docs/deep/er/f.md",
    ]
    assert _names(root, "docs/*.html", include=("*.md",)) == ["docs/c.html"]
    assert _names(root, "*.csv", include=("*.md",)) == ["data.csv"]
    assert _names(root, "docs/*.md", include=("*.md",), exclude=("draft-*",)) == ["docs/a.md"]
    assert _names(root, "docs/draft-h.md", exclude=("draft-*",)) == ["docs/draft-h.md"]


def test_patterns_include_and_exclude(root: Path) -> None:
    assert _names(root, include=("*.csv", "/docs/*.md")) == ["data.csv", "docs/a.md", "docs/draft-h.md"]
    assert _names(root, exclude=("/build/", "deep", "draft-*")) == [
        "README.md",
        "docs/a.md",
        "docs/b.TXT",
        "docs/c.html",
    ]
    assert _names(root, include=("docs/",), exclude=("*.html", "er/")) == [
        "docs/a.md",
        "docs/b.TXT",
        "docs/d.pdf",
        "docs/deep/e.md",
        "docs/draft-h.md",
    ]


def test_ignored_files_are_left_out(root: Path) -> None:
    _write(root / ".gitignore", "# comment\n/build/\n*.html\n!important.html\n\n!\n")
    _write(root / "docs/.gitignore", "/a.md\n!c.html\n")
    _write(root / "docs/deep/.factauditignore", "er/\n")
    assert _names(root) == ["README.md", "docs/b.TXT", "docs/c.html", "docs/deep/e.md", "docs/draft-h.md"]
    assert _names(root, "docs/deep") == ["docs/deep/e.md"]
    assert _names(root, "docs/*.md") == ["docs/draft-h.md"]


def test_rules_of_the_folders_above_hold(root: Path) -> None:
    _write(root / ".gitignore", "f.md\n")
    _write(root / "docs/.factauditignore", "/deep/e.md\n")
    _write(root / "docs/deep/new.md")
    assert _names(root, "docs/deep") == ["docs/deep/new.md"]


def test_an_ignored_folder_that_is_named_is_taken(root: Path) -> None:
    _write(root / ".gitignore", "build/\n")
    assert "build/g.md" not in _names(root)
    assert _names(root, "build") == ["build/g.md"]


def test_what_does_not_exist_is_unread(root: Path) -> None:
    found, unread = discover(root, ["missing.md", "docs/a.md", "docs/*.rst", "../gone/x.md"])
    assert [name for _, name in found] == ["docs/a.md"]
    assert unread == [
        Unread("docs/*.rst", "matches no document"),
        Unread("missing.md", "does not exist"),
        Unread("x.md", "does not exist"),
    ]


def test_a_file_with_brackets_in_its_name_is_no_glob(root: Path) -> None:
    _write(root / "docs/[1].md")
    assert _names(root, "docs/[1].md") == ["docs/[1].md"]


def test_links_within_the_root_give_each_file_once_by_its_own_name(root: Path) -> None:
    (root / "alias.md").symlink_to(root / "docs/a.md")
    (root / "again").symlink_to(root / "docs", target_is_directory=True)
    (root / "docs/loop").symlink_to(root, target_is_directory=True)
    assert _names(root) == ALL


def test_a_linked_folder_that_is_not_walked_itself_is_followed(root: Path) -> None:
    (root / "docs/built").symlink_to(root / "build", target_is_directory=True)
    assert "docs/built/g.md" in _names(root, "docs")


def test_links_out_of_the_root_are_unread(root: Path, tmp_path: Path) -> None:
    _write(tmp_path / "secret/s.md")
    (root / "docs/out.md").symlink_to(tmp_path / "secret/s.md")
    (root / "docs/away").symlink_to(tmp_path / "secret", target_is_directory=True)
    (root / "docs/out.bin").symlink_to(tmp_path / "secret/s.md")
    found, unread = discover(root, ["."])
    assert [name for _, name in found] == ALL
    reason = "is a link that leaves the audited folder"
    assert unread == [Unread("docs/away", reason), Unread("docs/out.md", reason)]


def test_a_link_that_leads_to_itself_is_unread_and_stops_nothing(root: Path) -> None:
    (root / "docs/loop.md").symlink_to("loop.md")
    (root / "there").symlink_to("back")
    (root / "back").symlink_to("there")
    (root / "drafts").symlink_to("drafts")
    reason = "is a link that cannot be followed (too many levels of symbolic links)"
    loops = [Unread("back", reason), Unread("docs/loop.md", reason), Unread("there", reason)]
    for path in (".", "**/*.md"):
        found, unread = discover(root, [path], exclude=["drafts"])
        assert [name for _, name in found] == [name for name in ALL if path == "." or name.endswith(".md")]
        assert unread == loops


def test_what_stands_behind_a_link_to_itself_is_unread(root: Path) -> None:
    (root / "loop").symlink_to("loop")
    reason = "may not be reached (too many levels of symbolic links)"
    found, unread = discover(root, ["loop/a.md", "docs/a.md", "loop/*.md"])
    assert ([name for _, name in found], unread) == (
        ["docs/a.md"],
        [Unread("loop/*.md", "matches no document"), Unread("loop/a.md", reason)],
    )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may enter every folder")
def test_what_may_not_be_entered_is_unread(root: Path) -> None:
    _write(root / "locked/in/a.md")
    (root / "docs/way").symlink_to(root / "locked/in")
    (root / "locked").chmod(0)
    try:
        found, unread = discover(root, [".", "locked/in/a.md"])
    finally:
        (root / "locked").chmod(0o700)
    assert [name for _, name in found] == ALL
    assert unread == [
        Unread("docs/way", "is a link that cannot be followed (permission denied)"),
        Unread("locked", "is a folder that may not be read (permission denied)"),
        Unread("locked/in/a.md", "may not be reached (permission denied)"),
    ]


def test_a_link_that_is_named_is_taken(root: Path, tmp_path: Path) -> None:
    _write(tmp_path / "secret/s.md")
    (root / "out.md").symlink_to(tmp_path / "secret/s.md")
    assert _names(root, "out.md") == ["out.md"]


def test_names_from_outside_are_relative_to_the_folder_named(root: Path, tmp_path: Path) -> None:
    _write(tmp_path / "other/x.md")
    _write(tmp_path / "other/sub/y.md")
    assert _names(root, "../other", "docs/a.md") == ["docs/a.md", "sub/y.md", "x.md"]
    assert _names(root, str(tmp_path / "other/x.md")) == ["x.md"]
    assert _names(root, "../other/sub", "../other") == _names(root, "../other", "../other/sub") == ["sub/y.md", "x.md"]


def test_names_that_clash_get_the_folder_in_front(root: Path, tmp_path: Path) -> None:
    for name in ("one/docs/a.md", "two/docs/a.md", "three/README.md"):
        _write(tmp_path / name)
    assert _names(root, "README.md", "../one/docs", "../two/docs", "../three") == [
        "README.md",
        "one/docs/a.md",
        "three/README.md",
        "two/docs/a.md",
    ]


def test_a_name_that_is_not_utf_8_can_be_written(root: Path) -> None:
    try:
        _write(root / "bad\udcff.md")
    except (OSError, UnicodeError):
        pytest.skip("the file system takes only UTF-8")
    (name,) = [name for name in _names(root) if name.startswith("bad")]
    assert name.encode("utf-8") == "bad\ufffd.md".encode()


def test_a_pattern_that_is_not_valid_is_an_error(root: Path) -> None:
    with pytest.raises(FactauditError, match="!"):
        discover(root, ["."], exclude=["!"])
    with pytest.raises(FactauditError, match="z-a"):
        discover(root, ["."], exclude=["[z-a]"])


PATHS = [
    "docs",
    ".",
    "docs/a.md",
    "docs/**/*.md",
    "build",
    "../other",
    "../other/x.md",
    "../other/docs",
    "data.csv",
    "no.md",
]


@given(st.lists(st.sampled_from(PATHS), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_paths_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, paths: list[str], random: Random
) -> None:
    base = tmp_path_factory.getbasetemp() / "order"
    if not base.exists():
        for name in [*(f"project/{name}" for name in TREE), "other/x.md", "other/docs/a.md"]:
            _write(base / name)
    shuffled = paths.copy()
    random.shuffle(shuffled)
    assert discover(base / "project", paths or ["."]) == discover(base / "project", shuffled or ["."])
    names = [name for _, name in discover(base / "project", paths)[0]]
    assert names == sorted(set(names))
    assert not any(name.startswith(("/", "..")) for name in names)
