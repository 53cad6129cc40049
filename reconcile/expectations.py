"""The claims table checked by great_expectations: what factaudit owes, and what is plausible in the domain.

The suite is built from the pack and is pure data. A worker process runs it (`reconcile.expectation_worker`),
because importing great_expectations takes longer than a whole audit: it is started early and imports while
documents are read, and what it answered is kept by the hash of all that the answer depends on.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from extract.words.pack import Pack
from reconcile.expectation_columns import columns
from reconcile.expectation_suite import Suite, suite
from reconcile.validation import Expectation, Validation
from sources.errors import FactauditError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Suite", "Worker", "suite", "validate"]

WORKER = Path(__file__).with_name("expectation_worker.py")
# Seconds. A start on a slow disk without compiled modules takes 30; a hundred thousand claims that break
# four expectations take 10. What takes much longer hangs.
PATIENCE = 120.0
PATIENCE_PER_CLAIM = 0.001


class Answers(Protocol):
    """Answers of earlier runs by key; it may forget any of them."""

    def get(self, key: str) -> bytes | None:
        """The answer as it was put, or None."""

    def put(self, key: str, blob: bytes) -> None:
        """Keep an answer, or fail to without a word."""


class Worker:
    """Checks claims tables against a suite in a process of its own; to be used with `with`, or closed.

    `start` may be called long before `check`, which starts the process by itself where an answer is not yet
    known. One process answers once.
    """

    def __init__(self, suite: Suite, answers: Answers | None = None, patience: float = PATIENCE) -> None:
        """`answers` holds those of earlier runs, None to keep none; `patience` the least time limit in seconds."""
        self._suite = suite
        self._answers = answers
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Return the worker, which is not yet started."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process, whatever it is doing."""
        self.close()

    def start(self) -> None:
        """Start the process, which imports great_expectations and waits; nothing if it is running."""
        if self._process is not None:
            return
        # -P keeps modules in the current folder, which may be one of audited documents, from being imported.
        command = [sys.executable, "-P", "-W", "ignore", str(WORKER)]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
        except OSError as error:
            raise _failed(f"cannot be started ({error.strerror})") from error

    def check(self, frame: pd.DataFrame) -> Validation:
        """Check a claims table: the columns of claims.csv and `quote_stands`, one row for each claim.

        FactauditError where the worker fails or takes too long, with the last line that it wrote.
        """
        request = _request(self._suite, frame)
        key = _key(request)
        kept = None if self._answers is None else self._kept(self._answers.get(key))
        if kept is not None:
            return kept
        data = self._answer(request, self._patience + PATIENCE_PER_CLAIM * len(frame))
        try:
            validation = _validation(self._suite, data)
        except (ValueError, KeyError, TypeError) as error:
            raise _failed("gave an answer that cannot be read") from error
        if self._answers is not None:
            self._answers.put(key, data)
        return validation

    def close(self) -> None:
        """End the process and wait until it is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream and not stream.closed:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue  # part of a request was still to be sent to it: nobody waits for it any more

    def _kept(self, data: bytes | None) -> Validation | None:
        """An earlier answer; None where there is none, or none that can be read."""
        try:
            return None if data is None else _validation(self._suite, data)
        except (ValueError, KeyError, TypeError):
            return None

    def _answer(self, request: bytes, patience: float) -> bytes:
        self.start()
        process = self._process
        assert process is not None
        try:
            answer, said = process.communicate(request, timeout=patience)
        except subprocess.TimeoutExpired as error:
            raise _failed(f"took more than {patience:.0f} seconds") from error
        finally:
            self.close()
        if process.returncode:
            lines = said.decode(errors="replace").strip().splitlines()
            last = lines[-1].strip()[:300] if lines else f"it ended with code {process.returncode}"
            raise _failed(f"failed: {last}")
        return answer


def validate(frame: pd.DataFrame, pack: Pack) -> Validation:
    """Check a claims table against the suite of a pack, without a head start."""
    with Worker(suite(pack)) as worker:
        return worker.check(frame)


def _failed(what: str) -> FactauditError:
    remedy = (
        "see whether `python -c 'import great_expectations'` works where factaudit is installed, or audit without it"
    )
    return FactauditError(f"the check of the claims table by great_expectations {what}", remedy)


def _request(suite: Suite, frame: pd.DataFrame) -> bytes:
    expectations = [
        {"checks": [{"type": c.type, "arguments": dict(c.arguments), "where": dict(c.where)} for c in expected.checks]}
        for expected in suite.expectations
    ]
    content = {"columns": columns(frame, dict(suite.types)), "expectations": expectations}
    return json.dumps(content, separators=(",", ":"), allow_nan=False).encode()


def _key(request: bytes) -> str:
    """Hash of all that an answer depends on: the table, the suite, the engine and the worker."""
    parts = (request, version("great_expectations").encode(), WORKER.read_bytes())
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def _validation(suite: Suite, data: bytes) -> Validation:
    answer = json.loads(data)
    rows = [
        Expectation(expected.name, expected.contract, int(row["checked"]), tuple(str(i) for i in row["failed"]))
        for expected, row in zip(suite.expectations, answer["expectations"], strict=True)
    ]
    return Validation(str(answer["engine"]), tuple(rows))
