import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest

from factaudit.outfolder import NOTE, claim
from factaudit.replay import Outcome, Watched, keep, key_of, replay
from factaudit.store import Store

SAID = Outcome("two conflicts\n", 1)
DAY = "2025-01-02"


class Run:
    """A recorded audit of docs/ with audit.yaml, whose reports stand in docs/out."""

    def __init__(self, folder: Path) -> None:
        self.docs = folder / "docs"
        self.out = self.docs / "out"
        for name, text in {
            "a.md": "A", "deep/b.md": "B", ".hidden/c.md": "C", ".gitignore": "x", "out/index.html": "<p>",
            "big.txt": "0" * 2000,
        }.items():  # fmt: skip
            (self.docs / name).parent.mkdir(parents=True, exist_ok=True)
            (self.docs / name).write_text(text)
        claim(self.out, ["index.html"])
        self.config = folder / "audit.yaml"
        self.config.write_text("title: T\n")
        self.decisions = folder / "decisions.yaml"
        self.store = Store(str(folder / "cache"))
        self.record()

    def record(self, today: str = "") -> None:
        watched = Watched(largest=1000)
        watched.search(self.docs, [self.docs], self.out, ["index.html"])
        for path in (self.config, self.decisions, *(self.docs / name for name in ("a.md", "deep/b.md", "big.txt"))):
            watched.file(path)
        page = self.out / "index.html"
        digest = hashlib.sha256(b"<p>").hexdigest()
        keep(self.store, "key", watched, [(page, digest)], SAID, today)

    def again(self, today: str = DAY) -> Outcome | None:
        return replay(self.store, "key", today)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


def test_nothing_changed_gives_the_same_outcome(run: Run) -> None:
    assert run.again() == SAID


def test_another_request_has_another_record(run: Run) -> None:
    assert key_of("p", {"paths": ["a"]}) != key_of("p", {"paths": ["b"]})
    assert key_of("p", {"paths": ["a"]}) != key_of("q", {"paths": ["a"]})
    assert replay(run.store, "other", DAY) is None


@pytest.mark.parametrize("name", ["docs/a.md", "docs/deep/b.md", "audit.yaml", "decisions.yaml", "docs/.gitignore"])
def test_a_changed_file_is_noticed(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("else")
    assert run.again() is None


@pytest.mark.parametrize("name", ["docs/a.md", "audit.yaml", "docs/big.txt"])
def test_a_deleted_file_is_noticed(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).unlink()
    assert run.again() is None


@pytest.mark.parametrize("name", ["docs/new.md", "docs/deep/new.md", "docs/deep/.gitignore"])
def test_a_new_file_is_noticed(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("new")
    assert run.again() is None


def test_a_new_folder_and_a_new_link_are_noticed(run: Run) -> None:
    (run.docs / "more").mkdir()
    assert run.again() is None
    run.record()
    (run.docs / "link.md").symlink_to(run.docs / "a.md")
    assert run.again() is None


def test_a_link_that_leads_elsewhere_now_is_noticed(run: Run) -> None:
    (run.docs / "link").symlink_to(run.docs / "deep")
    run.record()
    assert run.again() == SAID
    (run.docs / "link").unlink()
    (run.docs / "link").symlink_to(run.docs / ".hidden")
    assert run.again() is None


def test_links_in_a_circle_end(run: Run) -> None:
    (run.docs / "deep/up").symlink_to(run.docs)
    run.record()
    assert run.again() == SAID


@pytest.mark.parametrize("tops", [[".", "."], [".", "deep"], ["deep", "."], ["deep", "deep"]])
def test_a_folder_that_is_named_twice_counts_once(run: Run, tops: list[str]) -> None:
    watched = Watched(largest=1000)
    watched.search(run.docs, [run.docs / top for top in tops], run.out)
    keep(run.store, "key", watched, [], SAID, "")
    assert run.again() == SAID
    (run.docs / "deep/new.md").touch()
    assert run.again() is None


def test_an_ignore_file_between_root_and_searched_folder_is_noticed(run: Run) -> None:
    watched = Watched(largest=1000)
    watched.search(run.docs, [run.docs / "deep"], run.out)
    keep(run.store, "key", watched, [], SAID, "")
    assert run.again() == SAID
    (run.docs / ".factauditignore").write_text("deep/b.md")
    assert run.again() is None


@pytest.mark.parametrize("name", ["docs/.hidden/d.md", "docs/out/.hidden.md", "elsewhere.md"])
def test_what_the_audit_does_not_look_at_changes_nothing(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("new")
    assert run.again() == SAID


@pytest.mark.parametrize("name", ["out/late.md", "out/deep/late.md"])
def test_a_document_among_the_reports_is_noticed(run: Run, name: str) -> None:
    (run.docs / name).parent.mkdir(exist_ok=True)
    (run.docs / name).write_text("new")
    assert run.again() is None


def test_reports_that_were_not_there_yet_are_no_change(run: Run) -> None:
    shutil.rmtree(run.out)
    run.out.mkdir()
    (run.out / "index.html").write_text("<p>")
    claim(run.out, ["index.html"])
    assert run.again() == SAID


def test_a_file_that_was_too_large_counts_until_it_can_be_read(run: Run) -> None:
    (run.docs / "big.txt").write_text("1" * 3000)
    assert run.again() == SAID
    (run.docs / "big.txt").write_text("1" * 900)
    assert run.again() is None


def test_touching_a_file_changes_nothing(run: Run) -> None:
    os.utime(run.docs / "a.md", (1, 1))
    assert run.again() == SAID


@pytest.mark.parametrize("damage", ["deleted", "changed", "folder deleted"])
def test_reports_are_put_back_as_they_were(run: Run, damage: str) -> None:
    report = run.out / "index.html"
    if damage == "changed":
        report.write_text("<p>mine")
    else:
        report.unlink()
    if damage == "folder deleted":
        shutil.rmtree(run.out)
    assert run.again() == SAID
    assert report.read_text() == "<p>"
    assert sorted(path.name for path in run.out.iterdir()) == [NOTE, "index.html"]


def test_reports_that_cannot_be_put_back_are_made_again(run: Run) -> None:
    (run.out / "index.html").unlink()
    for blob in (run.store.folder / "outputs").iterdir():
        blob.unlink()
    assert run.again() is None


def test_an_outcome_that_depends_on_the_day_holds_on_that_day(run: Run) -> None:
    run.record(today=DAY)
    assert run.again(DAY) == SAID
    assert run.again("2025-01-03") is None


def test_without_a_usable_store_nothing_is_kept(run: Run) -> None:
    keep(Store("unused", usable=False), "key", Watched(largest=1), [], SAID, "")
    assert not Path("unused").exists()


def test_too_many_folders_are_not_recorded(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factaudit.replay.MOST_FOLDERS", 1)
    (run.store.folder / "runs/key").unlink()
    run.record()
    assert run.again() is None


def test_a_link_that_leads_to_itself_is_looked_at_like_any_other(run: Run) -> None:
    (run.docs / "loop").symlink_to("loop")
    assert run.again() is None
    run.record()
    assert run.again() == SAID
    (run.docs / "loop").unlink()
    assert run.again() is None


def test_a_report_that_another_run_wrote_meanwhile_is_not_taken_for_this_one(run: Run) -> None:
    (run.out / "index.html").write_text("of another audit")
    run.record()
    (run.out / "index.html").unlink()
    shutil.rmtree(run.store.folder / "outputs")
    run.record()
    assert run.again() is None


@pytest.mark.parametrize("record", [[], {}, {"today": None}, "text", {"today": None, "folders": 3}])
def test_a_record_that_is_none_counts_as_absent(run: Run, record: object) -> None:
    run.store.put("runs", "key", json.dumps(record).encode())
    assert run.again() is None
    run.store.put("runs", "key", b"\xff")
    assert run.again() is None
