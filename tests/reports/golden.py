"""Golden files: what a report is expected to be, read by a person before it was committed.

After a change that is meant to show, `python -m tests.reports.golden` writes them anew; read the difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from reports import claims_table, console, findings_json, findings_table, page
from reports.interface import Audit
from tests.reports.audit_fixture import audit

FOLDER = Path(__file__).parent / "golden"


def body(made: Audit) -> bytes:
    """Return the page without its style and script, which are compared with their own files."""
    text = page.render(made).decode()
    for name in ("style", "script"):
        text = re.sub(f"<{name}>.*?</{name}>", f"<{name}></{name}>", text, flags=re.DOTALL)
    return re.sub(r"sha256-[A-Za-z0-9+/=]+", "sha256-", text).encode()


def terminal(made: Audit) -> bytes:
    """Return the console summary at 100 columns, without colour."""
    return console.summary(made, "out", 100, color=False).encode()


GOLDEN: dict[str, Callable[[Audit], bytes]] = {
    "claims.csv": claims_table.render,
    "conflicts.csv": findings_table.render_conflicts,
    "findings.csv": findings_table.render_findings,
    "findings.json": findings_json.render,
    "index.html": body,
    "console.txt": terminal,
}


def main() -> None:
    """Write every golden file anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, render in GOLDEN.items():
        (FOLDER / name).write_bytes(render(audit()))


if __name__ == "__main__":
    main()
