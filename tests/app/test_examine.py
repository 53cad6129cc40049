"""Processes that read documents are ended whatever they are at, and none keeps Python from exiting."""

import subprocess
import sys
from pathlib import Path

HANGS = 180  # seconds after which something hangs, however busy the machine is
ROOT = Path(__file__).resolve().parents[2]
ABANDONED_AMID_A_RESULT = """
import multiprocessing, time
from concurrent.futures import ProcessPoolExecutor
from factaudit.examine import abandon

def long_result(_):
    return b"x" * 100_000_000

if __name__ == "__main__":
    executor = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
    executor.submit(long_result, None)
    while not executor._result_queue._reader.poll():
        time.sleep(0.001)
    abandon(executor)
    print("abandoned")
"""


def test_a_process_killed_while_it_sends_its_result_lets_python_exit(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(ABANDONED_AMID_A_RESULT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=HANGS, check=False,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "abandoned\n", "")
