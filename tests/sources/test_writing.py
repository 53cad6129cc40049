"""Files are put in their place whole, with nothing left behind."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from sources.writing import write_whole


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    for data in (b"one", b""):
        write_whole(tmp_path / "f", data)
        assert (tmp_path / "f").read_bytes() == data
    assert os.listdir(tmp_path) == ["f"]  # noqa: PTH208


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX systems")
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o444])
def test_permissions_are_kept(tmp_path: Path, mode: int) -> None:
    (tmp_path / "f").write_bytes(b"old")
    (tmp_path / "f").chmod(mode)
    write_whole(tmp_path / "f", b"new")
    assert ((tmp_path / "f").stat().st_mode & 0o777, (tmp_path / "f").read_bytes()) == (mode, b"new")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX systems")
def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_whole(tmp_path / "f", b"")
    assert (tmp_path / "f").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_is_replaced_and_what_it_leads_to_left_alone(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to("target")
    write_whole(tmp_path / "link", b"new")
    assert not (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"old"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), SystemExit(143)])
@pytest.mark.parametrize("step", ["os.fdopen", "pathlib.Path.replace", "pathlib.Path.chmod"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, step: str
) -> None:
    (tmp_path / "f").write_bytes(b"old")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(step, fail)
    with pytest.raises(type(error)):
        write_whole(tmp_path / "f", b"new")
    monkeypatch.undo()
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("f", b"old")]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "file/f", tmp_path / "none/f", tmp_path / "folder"):
        with pytest.raises(OSError, match=r"directory"):
            write_whole(path, b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_a_name_of_full_length_can_be_written(tmp_path: Path) -> None:
    write_whole(tmp_path / ("n" * 250), b"new")
    assert (tmp_path / ("n" * 250)).read_bytes() == b"new"
