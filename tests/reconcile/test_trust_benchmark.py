"""The benchmark of suggestions, run as `make bench-trust` runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "trust.py"


def test_without_data_it_says_what_it_needs(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, SCRIPT, tmp_path], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr == f"no data sets in {tmp_path}: give a folder that holds SET/claims.csv and SET/truth.csv\n"


def test_a_set_of_ones_own_is_measured_beside_voting_and_accu(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    rows = [f"{source},city {n},size,{n}" for n in range(9) for source in ("a", "b", "c") if n or source != "c"]
    rows += ["c,city 9,size,9"]
    (own / "claims.csv").write_text(
        "\n".join(["document,entity,attribute,value", *rows, "d,city 0,size,77", "d,city 8,size,8"])
    )
    (own / "truth.csv").write_text("\n".join(["entity,attribute,value", "city 0,size,0.0", "city 1,size,5"]))
    run = subprocess.run([sys.executable, SCRIPT, tmp_path, "--only-data"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    lines = [line.split()[:-1] for line in run.stdout.splitlines() if line.startswith(("plain", "ACCU", "factaudit"))]
    figures = ["2", "0.500", "1.000", "0.500"]  # city 0 is right as a number, city 1 is not
    assert lines == [[*name.split(), *figures] for name in ("plain voting", "ACCU", "factaudit")]
