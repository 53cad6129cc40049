import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reports.audit_fixture import audit
from tests.reports.golden import FOLDER, GOLDEN

ROOT = Path(__file__).parents[2]
_DIGESTS = """
import hashlib
from reports.console import summary
from reports.interface import reports
from tests.reports.audit_fixture import audit
made = audit()
for report in reports():
    print(report.name, hashlib.sha256(report.render(made)).hexdigest())
print(hashlib.sha256(summary(made, "out", 90, color=False).encode()).hexdigest())
"""


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_the_report_is_the_one_that_was_read(name: str) -> None:
    assert GOLDEN[name](audit()).decode() == (FOLDER / name).read_bytes().decode()


def test_no_report_depends_on_hash_order_locale_time_zone_or_terminal() -> None:
    def digests(**environment: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", _DIGESTS],
            cwd=ROOT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    one = digests(PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC", COLUMNS="40", TERM="dumb")
    other = digests(PYTHONHASHSEED="2", LC_ALL="C.UTF-8", TZ="Asia/Tokyo", COLUMNS="200", TERM="xterm-256color")
    assert one == other
    assert len(one.splitlines()) == 6
