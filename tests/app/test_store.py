import os
import sys
from pathlib import Path

import pytest

from factaudit.store import Store, program_digest


def test_what_is_kept_is_given_back(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "c"))
    store.put("kind", "key", b"\x00blob\n")
    assert store.get("kind", "key") == b"\x00blob\n"
    assert (store.get("kind", "other"), store.get("other", "key")) == (None, None)


def test_the_folder_is_marked_as_a_cache_and_kept_out_of_git(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "c"))
    store.put("kind", "key", b"x")
    assert (tmp_path / "c/.gitignore").read_text() == "*\n"
    assert (tmp_path / "c/CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


@pytest.mark.parametrize("damage", [b"", b"short", b"0" * 64 + b"blob"])
def test_a_damaged_blob_counts_as_absent_and_can_be_kept_again(tmp_path: Path, damage: bytes) -> None:
    store = Store(str(tmp_path))
    store.put("kind", "key", b"blob")
    (tmp_path / "kind/key").write_bytes(damage)
    assert store.get("kind", "key") is None
    store.put("kind", "key", b"blob")
    assert store.get("kind", "key") == b"blob"


def test_no_half_written_blob_is_left_behind(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    store.put("kind", "key", b"blob")
    assert [path.name for path in (tmp_path / "kind").iterdir()] == ["key"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs limits on the size of files")
def test_a_full_disk_costs_nothing_but_the_cache(tmp_path: Path) -> None:
    import resource

    store = Store(str(tmp_path))
    store.put("kind", "key", b"blob")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        store.put("kind", "large", b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [path.name for path in (tmp_path / "kind").iterdir()] == ["key"]
    assert store.get("kind", "large") is None


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX systems")
def test_a_folder_that_others_can_write_to_is_not_used(tmp_path: Path) -> None:
    open_to_all = tmp_path / "open"
    Store(str(open_to_all)).put("kind", "key", b"blob")
    open_to_all.chmod(0o777)
    assert Store(str(open_to_all)).get("kind", "key") is None


def test_a_link_is_not_used_as_cache(tmp_path: Path) -> None:
    Store(str(tmp_path / "real")).put("kind", "key", b"blob")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    store = Store(str(tmp_path / "link"))
    store.put("kind", "other", b"blob")
    assert store.get("kind", "key") is None
    assert not (tmp_path / "real/kind/other").exists()


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "c").write_text("mine")
    store = Store(str(tmp_path / "c"))
    store.put("kind", "key", b"blob")
    assert (tmp_path / "c").read_text() == "mine"


def test_a_folder_that_cannot_be_made_costs_nothing_but_the_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(str(tmp_path / "file/c"), usable=True)
    store.put("kind", "key", b"blob")
    assert store.get("kind", "key") is None


def test_pruning_keeps_the_newest(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    for age, name in ((30, "old"), (20, "middle"), (10, "new")):
        store.put("kind", name, b"x")
        os.utime(tmp_path / "kind" / name, (1_000_000 - age, 1_000_000 - age))
    store.prune("kind", 2)
    assert sorted(path.name for path in (tmp_path / "kind").iterdir()) == ["middle", "new"]


def test_the_program_digest_is_the_same_twice() -> None:
    assert program_digest() == program_digest()
