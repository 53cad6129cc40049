"""The life of the worker process: started, answering, failing, hanging, interrupted. No engine is needed for that."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reconcile import expectations
from reconcile.expectation_worker import LazyFinder, refuse_network
from reconcile.expectations import Worker, suite
from reconcile.validation import Expectation, Validation
from sources.errors import FactauditError
from tests.reconcile.claims_table_fixture import NUMBER, PACK, table

HANGS = 180  # seconds after which a process will not end any more, on a busy machine too
ROOT = Path(__file__).parents[2]
SUITE = suite(PACK)
FRAME = table(NUMBER)
ANSWERS = """
import json, sys
request = json.load(sys.stdin)
rows = [{"checked": len(request["columns"]["line"]), "failed": []} for _ in request["expectations"]]
print(json.dumps({"engine": "fake 1", "expectations": rows}))
"""
EXPECTED = Validation("fake 1", tuple(Expectation(e.name, e.contract, 1, ()) for e in SUITE.expectations))


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that is run in the place of the worker."""
    path = tmp_path / "worker.py"
    path.write_text(ANSWERS)
    monkeypatch.setattr(expectations, "WORKER", path)
    return path


def failure(patience: float = 20) -> str:
    with Worker(SUITE, patience=patience) as worker, pytest.raises(FactauditError) as caught:
        worker.check(FRAME)
    return str(caught.value)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_an_answer_becomes_a_validation(script: Path) -> None:
    with Worker(SUITE) as worker:
        worker.start()
        worker.start()  # does nothing more
        assert worker.check(FRAME) == EXPECTED


def test_a_worker_can_be_asked_again(script: Path) -> None:
    with Worker(SUITE) as worker:
        assert worker.check(FRAME) == worker.check(FRAME) == EXPECTED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("raise ImportError('no engine')", "failed: ImportError: no engine; see whether `python -c"),
        ("import sys; sys.exit('first\\nlast line  ')", "failed: last line; see whether"),
        ("import os; os._exit(3)", "failed: it ended with code 3; see whether"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", "failed: it ended with code -15; see whether"),
        ("import sys; sys.exit('x' * 5000)", "failed: " + "x" * 300 + "; see whether"),
        ("print('Calculating metrics: 100%')", "gave an answer that cannot be read; see whether"),
        ("print('[]')", "gave an answer that cannot be read; see whether"),
        ('print(\'{"engine": "x", "expectations": []}\')', "gave an answer that cannot be read; see whether"),
        ("", "gave an answer that cannot be read; see whether"),
    ],
)
def test_a_worker_that_fails_is_an_error_that_helps(script: Path, text: str, said: str) -> None:
    script.write_text(text)
    assert failure().startswith(f"the check of the claims table by great_expectations {said}")


def test_a_worker_that_cannot_be_started_is_an_error(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(script.parent / "no-python"))
    assert "cannot be started (No such file or directory)" in failure()


def test_a_worker_that_hangs_is_ended(script: Path) -> None:
    script.write_text("import time; time.sleep(60)")
    started = time.monotonic()
    assert "took more than 0 seconds" in failure(patience=0.3)
    assert time.monotonic() - started < 10


def test_much_said_on_standard_error_does_not_block(script: Path) -> None:
    script.write_text("import sys; sys.stderr.write('warning\\n' * 100_000)\n" + ANSWERS)
    with Worker(SUITE) as worker:
        assert worker.check(FRAME) == EXPECTED


def test_closing_ends_a_worker_that_was_never_asked(script: Path) -> None:
    script.write_text("import time; time.sleep(60)")
    with Worker(SUITE) as worker:
        worker.start()
        process = worker._process
        assert process is not None
    assert process.returncode is not None
    worker.close()  # once more does nothing


@pytest.mark.skipif(os.name != "posix", reason="signals as sent here exist on POSIX systems only")
@pytest.mark.usefixtures("interruptible")
def test_an_interrupted_audit_leaves_no_process_behind(script: Path, tmp_path: Path) -> None:
    note = "pathlib.Path(__file__).with_name('pid').write_text(f'{os.getpid()}\\n')"
    script.write_text(f"import os, pathlib, time\n{note}\ntime.sleep(60)")
    audit = (
        "import pathlib, sys\n"
        "from reconcile import expectations\n"
        "from tests.reconcile.claims_table_fixture import NUMBER, PACK, table\n"
        "expectations.WORKER = pathlib.Path(sys.argv[1])\n"
        "expectations.validate(table(NUMBER), PACK)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", audit, str(script)], cwd=ROOT, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    written = tmp_path / "pid"
    deadline = time.monotonic() + HANGS
    while not (written.exists() and written.read_text().endswith("\n")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=HANGS)
    assert b"KeyboardInterrupt" in said
    assert gone(int(written.read_text()))


def counting(script: Path) -> Path:
    """Make the worker note every answer it gives, and return the note."""
    note = script.with_name("asked")
    script.write_text(f"open({str(note)!r}, 'a').write('x')\n" + ANSWERS)
    return note


class Memory(dict[str, bytes]):
    """Earlier answers."""

    def put(self, key: str, blob: bytes) -> None:
        self[key] = blob


def test_an_answer_is_kept_and_no_process_started_for_it_again(script: Path) -> None:
    note, answers = counting(script), Memory()
    for _ in range(2):
        with Worker(SUITE, answers) as worker:
            assert worker.check(FRAME) == EXPECTED
    assert note.read_text() == "x"
    assert len(answers) == 1


def test_another_table_suite_or_worker_asks_anew(script: Path) -> None:
    note, answers = counting(script), Memory()
    Worker(SUITE, answers).check(FRAME)
    Worker(SUITE, answers).check(table(NUMBER | {"line": 4}))
    fewer = {name: PACK.attributes[name] for name in ("parameters_total", "license")}
    Worker(suite(PACK.model_copy(update={"attributes": fewer})), answers).check(FRAME)
    script.write_text(script.read_text() + "\n# another worker\n")
    Worker(SUITE, answers).check(FRAME)
    assert note.read_text() == "xxxx"


@pytest.mark.parametrize("junk", [b"", b"\xff", b"[1]", b'{"engine": "fake 1", "expectations": []}', b'{"engine":'])
def test_an_answer_that_cannot_be_read_is_asked_for_again(script: Path, junk: bytes) -> None:
    answers = Memory()
    Worker(SUITE, answers).check(FRAME)
    [(key, whole)] = answers.items()
    answers[key] = junk
    assert Worker(SUITE, answers).check(FRAME) == EXPECTED
    assert answers[key] == whole


def test_a_failure_is_not_kept(script: Path) -> None:
    script.write_text("print('junk')")
    answers = Memory()
    with pytest.raises(FactauditError):
        Worker(SUITE, answers).check(FRAME)
    assert not answers


def test_the_request_is_strict_json_whatever_the_claims_hold(script: Path, tmp_path: Path) -> None:
    script.write_text(f"import sys; open({str(tmp_path / 'request')!r}, 'wb').write(sys.stdin.buffer.read())\n"
                      "print('no answer')")  # fmt: skip
    odd = NUMBER | {"entity": "\udcff\u2028\x00", "value": "1" * 400, "lower": float("-inf"), "upper": float("nan")}
    with pytest.raises(FactauditError):
        Worker(SUITE).check(table(odd))
    request = json.loads((tmp_path / "request").read_bytes(), parse_constant=pytest.fail)
    assert request["columns"]["entity"] == ["\udcff\u2028\x00"]
    assert (request["columns"]["lower"], request["columns"]["upper"]) == ([None], [None])
    assert request["columns"]["value_low"] == [sys.float_info.max]


def test_the_worker_lets_nothing_reach_the_network() -> None:
    for event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        with pytest.raises(PermissionError, match="must not use the network"):
            refuse_network(event, ())
    refuse_network("open", ("notes.md", "r", 0))


def test_only_the_modules_that_no_check_uses_are_put_off() -> None:
    finder = LazyFinder()
    assert finder.find_spec("json") is None
    assert finder.find_spec("scipy.stats", [str(ROOT / "no-such-folder")]) is None


def test_a_frame_without_a_column_is_told(script: Path) -> None:
    with pytest.raises(ValueError, match="no column status, quote_stands"):
        Worker(SUITE).check(FRAME.drop(columns=["status", "quote_stands"]))
