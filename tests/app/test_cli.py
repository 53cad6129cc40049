"""The command as a user meets it: exit codes, what is printed, what is written."""

from __future__ import annotations

import csv
import html
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from factaudit import __version__
from factaudit.cli import main

HANGS = 180  # seconds after which a process will not end any more, on a busy machine too
ROOT = Path(__file__).resolve().parents[2]
AGREEING = {
    "a.md": "DeepSeek-V2 has 236 billion parameters.\n",
    "b.md": "# Notes\n\nDeepSeek-V2 has 236B parameters.\n",
}
DIFFERING = {**AGREEING, "c.txt": "DeepSeek-V2 has 671 billion parameters.\n"}
REPORTS = ["claims.csv", "conflicts.csv", "findings.csv", "findings.json", "index.html"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder: Path, documents: dict[str, str]) -> None:
    for name, text in documents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def audit(*arguments: str) -> int:
    return main(["audit", "--no-validation", *arguments])


def conflicts(out: Path) -> list[dict[str, str]]:
    with (out / "conflicts.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def command(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "factaudit", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        **more,
    )


def test_agreeing_documents_pass(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "docs", AGREEING)
    assert audit("docs", "--out", "out") == 0
    said = capsys.readouterr()
    assert "no new unresolved conflict" in said.out
    assert said.out.endswith("report: out/index.html\n")
    assert said.err == ""
    assert sorted(path.name for path in (here / "out").iterdir() if path.name[0] != ".") == REPORTS


def test_a_conflict_fails_and_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "docs", DIFFERING)
    assert audit("docs", "--out", "out") == 1
    [row] = conflicts(here / "out")
    assert (row["entity"], row["attribute"], row["status"]) == ("DeepSeek-V2", "parameters_total", "new")
    assert row["finding_id"] in capsys.readouterr().out


def test_documents_are_named_relative_to_the_audited_folder(here: Path) -> None:
    put(here / "x/docs", DIFFERING)
    audit("x/docs", "--out", "out")
    assert re.findall(r"[^|; ]+(?=:\d)", conflicts(here / "out")[0]["documents"]) == ["a.md", "b.md", "c.txt"]


def test_quiet_says_why_nothing_was_judged(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "docs", {"a.md": AGREEING["a.md"]})
    for _ in range(2):  # the second is answered from its record
        assert audit("docs", "--quiet") == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith("factaudit: error: nothing could be compared")
        assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("documents", "told"),
    [
        ('["docs", "doc"]', "audit.yaml:2: 'doc' under documents does not exist; correct the path or leave it out"),
        ("\n- docs\n- 'doc*/*.txt'", "audit.yaml:4: 'doc*/*.txt' under documents matches no document; correct the"),
    ],
)
def test_documents_of_audit_yaml_that_lead_to_nothing_are_told_with_their_line(
    here: Path, capsys: pytest.CaptureFixture[str], documents: str, told: str
) -> None:
    put(here / "docs", AGREEING)
    put(here, {"audit.yaml": f"title: x\ndocuments: {documents}\n"})
    assert audit("--quiet") == 2
    assert capsys.readouterr().err.startswith(f"factaudit: error: {told}")


def test_a_named_path_that_leads_to_nothing_is_an_error_beside_others(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(here / "docs", AGREEING)
    assert audit("docs", "doc") == 2
    assert capsys.readouterr().err == "factaudit: error: doc: does not exist; correct the path or leave it out\n"


def test_a_config_that_appears_is_noticed_beside_named_documents(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(here / "docs", AGREEING)
    assert audit("docs") == 0
    put(here, {"audit.yaml": "title: Our models\n"})
    capsys.readouterr()
    assert audit("docs") == 0
    assert capsys.readouterr().out.startswith("Our models · pack llm\n")


def test_a_named_path_is_accepted_into_the_decisions_of_the_config_here(here: Path) -> None:
    put(here / "docs", DIFFERING)
    put(here, {"audit.yaml": "decisions: decided.yaml\n"})
    assert main(["accept", "docs", "--reason", "asked"]) == 0
    assert (here / "decided.yaml").exists()
    assert audit("docs") == 0
    assert audit() == 0


def test_a_decisions_file_that_does_not_exist_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "docs", AGREEING)
    assert audit("docs", "--decisions", "typo.yaml") == 2
    told = "factaudit: error: typo.yaml: the decisions file does not exist; correct the path or leave out --decisions"
    assert capsys.readouterr().err == f"{told}\n"
    put(here, {"audit.yaml": "documents: [docs]\ndecisions: d.yaml\n"})
    assert audit() == 0
    assert "\nThe decisions file d.yaml does not exist yet.\n" in capsys.readouterr().out
    put(here, {"d.yaml": "version: 1\ndecisions: []\n"})
    assert audit() == 0
    assert "does not exist yet" not in capsys.readouterr().out


def test_a_folder_without_documents_beside_others_is_unread(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "docs", DIFFERING)
    (here / "empty/deep").mkdir(parents=True)
    assert audit("docs", "empty") == 1
    assert "is a folder without documents" in capsys.readouterr().out
    put(here / "empty/deep", {"a.txt": ""})  # a file that cannot be read is unread itself
    assert audit("docs", "empty") == 1
    assert "is a folder without documents" not in capsys.readouterr().out


def test_a_document_put_among_the_reports_is_noticed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "docs", DIFFERING)
    given = ("docs", "--out", "docs/report")
    assert [audit(*given), audit(*given)] == [1, 1]
    put(here / "docs/report", {"late.md": "# Late"})
    assert audit(*given) == 2
    assert "the folder for the reports holds a document (report/late.md)" in capsys.readouterr().err


def test_quiet_prints_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "docs", DIFFERING)
    assert audit("docs", "--quiet") == 1
    assert audit("docs", "--quiet") == 1  # answered from its record
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["audit"], "factaudit: error: no document is named and there is no audit.yaml here; name files or folders"),
        (["audit", "absent"], "factaudit: error: absent: does not exist; correct the path"),
        (["audit", "empty"], "factaudit: error: there is no document in empty; Markdown, text and HTML files"),
        (["audit", "docs", "--pack", "xyz"], "factaudit: error: there is no pack 'xyz'; bundled are llm"),
        (["audit", "docs", "--pack", "x.yaml"], "factaudit: error: x.yaml: cannot be read (No such file"),
        (["audit", "--config", "bad.yaml"], "factaudit: error: bad.yaml:2: unknown key 'titel'; did you mean 'title'?"),
        (["audit", "docs", "--decisions", "bad.yaml"], "factaudit: error: bad.yaml:1: has no version; begin it with"),
        (["audit", "docs", "--out", "bad.yaml"], "factaudit: error: bad.yaml: the reports cannot be written here"),
        (["accept", "docs"], "factaudit: error: accept needs a reason; say with --reason"),
        (["accept", "docs", "--reason", "r"], "factaudit: error: there is no decisions file to write; name one with"),
        (["evaluate", "bad.yaml", "docs"], "factaudit: error: bad.yaml:1: has no column document, line, model"),
    ],
)
def test_what_cannot_run_is_told_in_one_line(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    put(here, {"bad.yaml": "pack: llm\ntitel: x\n", "docs/a.md": AGREEING["a.md"], "docs/b.md": AGREEING["b.md"]})
    (here / "empty").mkdir()
    more = ["--no-validation"] if arguments[0] == "audit" else []
    assert main([*arguments, *more]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(told)
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["audit", "--today", "soon"], ["audit", "--max-bytes", "0"], ["accept", "--when"]]
)
def test_wrong_arguments_are_2_and_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("factaudit: error: ")
    assert said.count("\n") == 1


def test_nothing_to_compare_is_2_with_a_sentence_that_helps(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "docs", {"a.md": AGREEING["a.md"], "soup.md": "Boil two litres of water for 20 minutes.\n"})
    assert audit("docs") == 2
    assert "nothing could be compared" in capsys.readouterr().out


def test_an_unreadable_file_is_shown_and_stops_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "docs", AGREEING)
    (here / "docs/broken.md").write_bytes(b"\x00\x01\x02\x00" * 100)
    (here / "docs/empty.md").touch()
    assert audit("docs") == 0
    said = capsys.readouterr().out
    assert "broken.md: is a binary file" in said
    assert "empty.md: is empty" in said
    assert audit("docs", "--strict") == 2


def test_a_document_that_the_program_fails_on_is_shown_and_stops_nothing(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from extract.engine import Extractor
    from sources.document import Document

    real = Extractor.extract

    def failing(self: Extractor, document: Document) -> object:
        if document.path == "c.txt":
            raise RecursionError("too deep\n  in there")
        return real(self, document)

    monkeypatch.setattr(Extractor, "extract", failing)
    put(here / "docs", DIFFERING)
    assert audit("docs", "--no-cache") == 0
    assert "c.txt: could not be analysed: RecursionError: too deep in there" in capsys.readouterr().out


def test_a_defect_of_the_program_itself_is_2_and_one_line(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise KeyError("lost")

    monkeypatch.setattr("factaudit.commands.settings", failing)
    assert audit("docs") == 2
    said = capsys.readouterr().err
    assert said == "factaudit: error: KeyError: 'lost'; please report it with what FACTAUDIT_TRACEBACK=1 adds\n"


def test_accepting_makes_the_gate_green_until_a_document_brings_something_new(here: Path) -> None:
    put(here, {"audit.yaml": "documents: [docs]\n"})
    put(here / "docs", DIFFERING)
    assert audit() == 1
    assert main(["accept", "--reason", "asked the vendor", "--reviewer", "Ana", "--today", "2025-01-02"]) == 0
    assert "asked the vendor" in (here / "factaudit-decisions.yaml").read_text(encoding="utf-8")
    assert audit() == 0

    for name, text in DIFFERING.items():  # a blank line in front changes no status
        put(here / "docs", {name: "\n" + text})
    assert audit() == 0

    put(here / "docs", {"d.md": "DeepSeek-V2 has 700 billion parameters.\n"})
    assert audit() == 1
    [row] = conflicts(here / "factaudit-report")
    assert row["status"] == "reopened"


def test_the_command_that_the_page_shows_lets_one_conflict_pass(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "my docs", {**DIFFERING, "d.md": "DeepSeek-V3 has 61 layers.\n", "e.md": "DeepSeek-V3 has 71 layers.\n"})
    assert audit("my docs") == 1
    [layers] = [row for row in conflicts(here / "factaudit-report") if row["attribute"] == "layers"]
    page = (here / "factaudit-report/index.html").read_text(encoding="utf-8")
    [shown] = re.findall(rf"<code>(factaudit accept [^<]* --finding {layers['finding_id']})</code>", page)
    assert main(shlex.split(html.unescape(shown))[1:]) == 0
    assert audit("my docs", "--decisions", "factaudit-decisions.yaml") == 1
    statuses = {row["attribute"]: row["status"] for row in conflicts(here / "factaudit-report")}
    assert statuses == {"layers": "known", "parameters_total": "new"}
    assert main(["accept", "my docs", "--reason", "r", "--decisions", "d.yaml", "--finding", "f1"]) == 2
    assert "no conflict has the id 'f1'; take one that an audit shows now" in capsys.readouterr().err


TAKEN = ["an audit takes it with --decisions, or by this line in audit.yaml:", '  decisions: "d.yaml"']


def test_accepting_into_another_file_says_how_audits_find_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "sub", {"audit.yaml": "documents: [docs]\n"})
    put(here / "sub/docs", DIFFERING)
    accept = ["accept", "--config", "sub/audit.yaml", "--reason", "r"]
    assert main([*accept, "--decisions", "other.yaml"]) == 0
    *_, line, key = capsys.readouterr().out.splitlines()
    assert line == "an audit takes it with --decisions, or by this line in sub/audit.yaml:"
    put(here / "sub", {"audit.yaml": f"documents: [docs]\n{key.strip()}\n"})
    assert key == '  decisions: "../other.yaml"'
    assert audit("--config", "sub/audit.yaml") == 0
    (here / "other.yaml").unlink()
    capsys.readouterr()
    assert main([*accept, "--decisions", "other.yaml"]) == 0  # what audit.yaml names already needs no telling
    assert "decisions:" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["accept", "--reason", "r"], 'factaudit accept docs --reason "…" --decisions FILE'),
        (["evaluate", "labels.csv"], "factaudit evaluate LABELS.csv docs"),
        (["names"], "factaudit names docs"),
        (["audit"], "factaudit audit docs"),
    ],
)
def test_a_command_without_documents_names_itself(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], remedy: str
) -> None:
    assert main(arguments) == 2
    problem = "no document is named and there is no audit.yaml here"
    assert capsys.readouterr().err == f"factaudit: error: {problem}; name files or folders: {remedy}\n"


def test_accepting_twice_changes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "docs", DIFFERING)
    first = ["accept", "docs", "--decisions", "d.yaml", "--reason", "r", "--today", "2025-01-02"]
    assert main(first) == 0
    assert capsys.readouterr().out.splitlines() == [
        "d.yaml: 1 entered",
        "  entered DeepSeek-V2 parameters_total",
        *TAKEN,
    ]
    before = (here / "d.yaml").read_bytes()
    assert main([*first[:-1], "2026-06-06"]) == 0
    assert (here / "d.yaml").read_bytes() == before
    assert capsys.readouterr().out == "d.yaml: no conflict is open, so there is nothing to enter\n"
    (here / "docs/c.txt").unlink()
    assert main([*first, "--prune"]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "d.yaml: 1 dropped",
        "  dropped DeepSeek-V2 parameters_total",
    ]


def test_an_implausible_value_fails_nothing_but_is_a_side_of_a_conflict(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(here / "docs", {**AGREEING, "odd.md": "Yi-34B has a context length of 3 billion tokens.\n"})
    assert main(["audit", "docs"]) == 0
    assert conflicts(here / "factaudit-report") == []
    assert capsys.readouterr().out.count("implausible            1") == 1
    put(here / "docs", {"sound.md": "Yi-34B has a context length of 200K tokens.\n"})
    assert main(["audit", "docs"]) == 1
    assert [row["entity"] for row in conflicts(here / "factaudit-report")] == ["Yi-34B"]


def test_a_pattern_of_authority_that_fits_nothing_is_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    weights = "authority: [{documents: a.md, weight: 3}, {documents: ofical/*, weight: 9}]\n"
    put(here, {"audit.yaml": f"documents: [docs]\n{weights}"})
    put(here / "docs", AGREEING)
    assert audit() == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "The pattern 'ofical/*' under authority fits no document" in said
    assert said.count("under authority") == 1
    assert audit("docs/b.md", "docs/a.md") == 0
    assert "under authority" not in capsys.readouterr().out


def test_paths_may_stand_behind_options(here: Path) -> None:
    put(here / "docs", DIFFERING)
    assert audit("docs/a.md", "--quiet", "docs/c.txt") == 1
    assert audit("--quiet", "docs/a.md", "--out", "report", "docs/b.md") == 0


def test_reconcile_takes_pack_decisions_and_title_of_audit_yaml(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "docs", {**DIFFERING, "audit.yaml": "title: Ours\npack: llm\n"})
    given = ["--config", "docs/audit.yaml"]
    assert main(["accept", *given, "--reason", "asked"]) == 0
    assert audit(*given, "--out", "first") == 0
    capsys.readouterr()
    assert main(["reconcile", "first/claims.csv", "--out", "again", *given]) == 0
    assert capsys.readouterr().out.startswith("Ours · pack llm\n")
    [row] = conflicts(here / "again")
    assert row["status"] == "known"
    (here / "none.yaml").write_text("version: 1\ndecisions: []\n", encoding="utf-8")
    assert main(["reconcile", "first/claims.csv", "--out", "again", *given, "--decisions", "none.yaml"]) == 1


@pytest.mark.parametrize(("mark", "words"), [(";", "semicolons"), ("\t", "tabs")])
def test_a_table_with_other_marks_is_told_so(
    here: Path, mark: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ("document,entity,attribute,value,line", "a.md,X,size,3,1")
    (here / "t.csv").write_text("\n".join(rows).replace(",", mark) + "\n", encoding="utf-8")
    assert main(["reconcile", "t.csv"]) == 2
    assert f"t.csv:1: looks separated by {words}; separate cells by commas" in capsys.readouterr().err


def test_accepting_leaves_decisions_alone_and_says_so(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "docs", DIFFERING)
    given = ["accept", "docs", "--decisions", "d.yaml", "--reason", "later", "--today", "2025-01-02"]
    assert main(given) == 0
    text = (here / "d.yaml").read_text(encoding="utf-8")
    decided = text.replace("decision: deferred", "decision: intentional").replace("reason: later", "reason: two sizes")
    (here / "d.yaml").write_text(decided, encoding="utf-8")
    put(here / "docs", {"d.md": "DeepSeek-V2 has 700 billion parameters.\n"})
    capsys.readouterr()
    assert main(given) == 1
    assert (here / "d.yaml").read_text(encoding="utf-8") == decided
    assert capsys.readouterr().out.splitlines() == [
        "d.yaml: 1 left open",
        "  left open DeepSeek-V2 parameters_total: it was decided before and no longer holds; "
        "edit the entry in line 5, or defer it with --replace-decided",
        "    decided: intentional: two sizes",
    ]
    assert main([*given, "--replace-decided"]) == 0
    assert 'reason: "later [before, 2025-01-02: intentional: two sizes]"' in (here / "d.yaml").read_text(
        encoding="utf-8"
    )
    assert capsys.readouterr().out.splitlines() == [
        "d.yaml: 1 replaced",
        "  replaced DeepSeek-V2 parameters_total: the decision is deferred, and its words stand in the reason",
        "    was: intentional: two sizes",
    ]


def test_pruning_alone_enters_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "docs", DIFFERING)
    assert main(["accept", "docs", "--decisions", "d.yaml", "--prune"]) == 0
    assert capsys.readouterr().out == "d.yaml: no conflict is open, so there is nothing to enter\n"
    assert audit("docs", "--decisions", "d.yaml") == 1
    assert main(["accept", "docs", "--decisions", "d.yaml"]) == 2
    assert "accept needs a reason" in capsys.readouterr().err


def test_a_decision_expires_on_its_day_even_where_nothing_else_changed(here: Path) -> None:
    put(here / "docs", DIFFERING)
    assert main(["accept", "docs", "--decisions", "d.yaml", "--reason", "r", "--today", "2025-01-02"]) == 0
    text = (here / "d.yaml").read_text(encoding="utf-8").rstrip("\n")
    (here / "d.yaml").write_text(text + "\n  expires: 2025-02-01\n", encoding="utf-8")
    given = ["docs", "--decisions", "d.yaml", "--today"]
    assert [audit(*given, day) for day in ("2025-02-01", "2025-02-01", "2025-02-02")] == [0, 0, 1]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_runs_are_alike_byte_for_byte_in_any_order_with_and_without_cache(here: Path) -> None:
    put(here / "docs", DIFFERING)
    paths = [f"docs/{name}" for name in DIFFERING]
    audit("docs", "--out", "one")
    audit("docs", "--out", "two")
    audit("docs", "--out", "three", "--no-cache")
    audit(*paths, "--out", "four")
    audit(*reversed(paths), "--out", "five")
    audit("docs", "--out", "one")
    found = [contents(here / name) for name in ("one", "two", "three", "four", "five")]
    assert found[1:3] == found[:2]
    assert found[3] == found[4]
    # the page shows how to accept conflicts by the very arguments of the audit; all else is as with other ones
    shown, named = b"factaudit accept docs ", b"factaudit accept docs/a.md docs/b.md docs/c.txt "
    assert shown in found[0]["index.html"]
    assert {name: data.replace(named, shown) for name, data in found[3].items()} == found[0]


def test_no_report_names_the_folder_it_was_made_in(here: Path) -> None:
    put(here / "docs", DIFFERING)
    audit("docs", "--out", "out")
    assert not [name for name, data in contents(here / "out").items() if str(here).encode() in data]


def test_reports_of_earlier_runs_are_not_audited(here: Path) -> None:
    put(here, DIFFERING)
    assert audit(".") == 1
    assert audit(".", "--out", "elsewhere") == 1
    assert audit(".") == 1
    assert {row["documents"] for row in conflicts(here / "factaudit-report")} == {
        conflicts(here / "elsewhere")[0]["documents"]
    }
    assert "index.html" not in (here / "factaudit-report/claims.csv").read_text(encoding="utf-8")


def test_files_that_factaudit_did_not_write_are_never_overwritten(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(here / "docs", AGREEING)
    put(here, {"site/index.html": "mine", "site/.factauditignore": "drafts/", "audit.yaml": "title: x\nout: site\n"})
    assert audit("--config", "audit.yaml") == 2
    assert capsys.readouterr().err.startswith(
        "factaudit: error: audit.yaml:2: index.html in site was not written by factaudit; name another folder with"
    )
    (here / "site/index.html").unlink()
    assert audit("docs", "--out", "site") == 0
    assert audit("docs", "--out", "site", "--no-cache") == 0
    assert (here / "site/.factauditignore").read_text().startswith("drafts/\n#")
    (here / "site/.factauditignore").unlink()
    (here / "site/index.html").write_text("mine")
    assert audit("docs", "--out", "site") == 2  # its record does not bring the report back either
    assert (here / "site/index.html").read_text() == "mine"


@pytest.mark.parametrize("arguments", [["docs"], ["docs/a.md", "docs/b.md"], ["."]])
def test_reports_are_not_written_among_the_documents(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    put(here / "docs", AGREEING)
    assert audit(*arguments, "--out", "docs") == 2
    said = capsys.readouterr().err
    assert said.startswith("factaudit: error: docs: the folder for the reports holds a document (")
    assert "; name another folder with --out" in said
    assert sorted(path.name for path in (here / "docs").iterdir()) == ["a.md", "b.md"]


def test_an_unchanged_audit_loads_none_of_the_heavy_libraries(here: Path) -> None:
    put(here / "docs", DIFFERING)
    put(here, {"audit.yaml": "documents: ['docs/*.md', 'docs/*.txt']\n"})
    given = ["audit", "--no-validation"]
    first = command(*given, cwd=here)
    script = (
        f"import sys; from factaudit.cli import main; code = main({given!r});"
        "heavy = {'pandas', 'numpy', 'spacy', 'pydantic', 'yaml', 'pathspec', 'rich', 'jinja2', 'rapidfuzz'};"
        "print('loaded:', sorted(heavy & set(sys.modules)), code)"
    )
    again = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert again.stderr == ""
    assert again.stdout == first.stdout + "loaded: [] 1\n"


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"factaudit {__version__}\n"


def test_a_reader_who_goes_away_is_no_error(here: Path) -> None:
    put(here / "docs", DIFFERING)
    run = subprocess.Popen(
        [sys.executable, "-m", "factaudit", "audit", "docs", "--no-validation"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=here, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert run.stdout is not None
    assert run.stderr is not None
    run.stdout.close()
    assert run.stderr.read() == b""
    run.stderr.close()
    assert run.wait() == 1


def running(group: int) -> int:
    """How many processes of a group are running, those that nobody has waited for left out."""
    count = 0
    for process in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = process.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue  # it has just ended
        count += int(its_group) == group and state != "Z"
    return count


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize(
    ("number", "to_all", "code"),
    [
        (signal.SIGINT, True, 130),  # as a terminal does: to every process of the group
        (signal.SIGTERM, False, 143),
        (signal.SIGKILL, False, -9),
    ],
)
@pytest.mark.usefixtures("interruptible")
def test_a_signal_leaves_nothing_behind(here: Path, number: int, to_all: bool, code: int) -> None:
    put(here / "docs", {f"{n}.md": "DeepSeek-V2 has 236 billion parameters.\n\n" * 20_000 for n in range(60)})
    run = subprocess.Popen(
        [sys.executable, "-m", "factaudit", "audit", "docs", "--out", "out", "--no-cache"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=here, env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )  # fmt: skip
    until = time.monotonic() + HANGS
    while running(run.pid) < 4:  # itself, the check of the table, and two that read documents
        assert run.poll() is None
        assert time.monotonic() < until
        time.sleep(0.05)
    time.sleep(0.5)
    (os.killpg if to_all else os.kill)(run.pid, number)
    out, err = run.communicate(timeout=HANGS)
    assert (run.returncode, out) == (code, b"")
    assert err == b"" or number == signal.SIGKILL  # where Python itself speaks of semaphores that it frees
    assert not (here / "out").exists()
    until = time.monotonic() + HANGS
    while left := running(run.pid):  # whatever was started is gone soon
        assert time.monotonic() < until, f"{left} processes are left"
        time.sleep(0.1)


def test_validation_runs_and_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "docs", AGREEING)
    assert main(["audit", "docs"]) == 0
    assert "(great_expectations " in capsys.readouterr().out


def test_a_claim_that_breaks_a_contract_of_the_program_is_2_and_named(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from extract.claim import Extraction
    from extract.engine import Extractor
    from sources.document import Document

    real = Extractor.extract

    def shifted(self: Extractor, document: Document) -> Extraction:
        found = real(self, document)
        return replace(found, claims=tuple(replace(c, start=c.start + 1, end=c.end + 1) for c in found.claims))

    monkeypatch.setattr(Extractor, "extract", shifted)
    put(here / "docs", AGREEING)
    assert main(["audit", "docs", "--no-cache"]) == 2
    said = " ".join(capsys.readouterr().out.split())
    assert re.search(
        r"factaudit broke its own contract '[^']+' with claim c[0-9a-f]{12} at [ab]\.md:[13]; please", said
    )


def test_hostile_documents_go_through_without_harm(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "docs", AGREEING)
    put(
        here / "docs",
        {
            "hostile.md": '# =HYPERLINK("http://evil.example","DeepSeek-V2")\n\n'
            "<script>alert(1)</script> DeepSeek-V2 has 239 billion parameters\x1b[2J\u202e.\n"
        },
    )
    (here / "docs/bytes.md").write_bytes(b"DeepSeek-V2 has 236 billion \xff\xfe\xc3 parameters.\n")
    with (here / "docs/long.txt").open("wb") as file:
        file.write(b"DeepSeek-V2 has 236 billion parameters. ")
        file.truncate(50_000_000)
    assert audit("docs", "--out", "out") == 1
    said = capsys.readouterr().out
    assert "long.txt: is larger than 20 MB (max_bytes)" in said
    assert "\x1b" not in said
    page = (here / "out/index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "\u202e" not in page
    for name in REPORTS[:3]:
        with (here / "out" / name).open(encoding="utf-8-sig", newline="") as rows:
            assert not [cell for row in csv.reader(rows) for cell in row if cell.lstrip().startswith("=")]


def test_patterns_to_include_choose_what_comes_out_of_folders(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here, {"docs/a.md": AGREEING["a.md"], "docs/b.notes": AGREEING["b.md"], "docs/c.txt": DIFFERING["c.txt"]})
    put(here, {"audit.yaml": "documents: [docs]\ninclude: ['*.md', '*.notes']\n"})
    assert audit("--out", "out") == 0
    assert sorted({row["document"] for row in csv.DictReader((here / "out/claims.csv").open())}) == [
        "docs/a.md",
        "docs/b.notes",
    ]
    put(here, {"audit.yaml": "documents: [docs]\ninclude: [notes/]\n"})
    assert audit() == 2
    assert "audit.yaml:2: no document in docs matches a pattern under include" in capsys.readouterr().err


def test_a_link_that_leads_to_itself_stops_no_audit(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here, {f"docs/{name}": text for name, text in AGREEING.items()})
    (here / "docs/loop.md").symlink_to("loop.md")
    for _ in range(2):  # the second time from the record
        assert audit("docs") == 0
        assert "is a link that cannot be followed" in capsys.readouterr().out
    assert audit("docs/loop.md", "docs/a.md", "docs/b.md", "--strict") == 2


@pytest.mark.skipif(sys.platform == "win32", reason="links need no special right")
def test_accept_writes_where_a_linked_decisions_file_leads_to(here: Path) -> None:
    put(here / "docs", DIFFERING)
    put(here, {"shared/kept.yaml": "version: 1\ndecisions: []\n"})
    put(here, {"audit.yaml": "documents: [docs]\ndecisions: d.yaml\n"})
    (here / "shared/kept.yaml").chmod(0o640)
    (here / "d.yaml").symlink_to("shared/kept.yaml")
    assert main(["accept", "--reason", "Later."]) == 0
    assert (here / "d.yaml").is_symlink()
    assert "Later." in (here / "shared/kept.yaml").read_text()
    assert (here / "shared/kept.yaml").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in (here / "shared").iterdir()) == ["kept.yaml"]


def test_a_cache_that_cannot_be_written_costs_time_and_nothing_else(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("factaudit.store.write_whole", full)
    put(here / "docs", DIFFERING)
    for _ in range(2):
        assert main(["audit", "docs"]) == 1
