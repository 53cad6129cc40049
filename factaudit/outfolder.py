"""The folder of the reports: which files in it are factaudit's own, and may be written over.

Only light modules are imported here: an unchanged run is answered with the help of this one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from sources.writing import write_whole

NOTE = ".factauditignore"  # keeps the reports from being audited, and says that they are factaudit's own
MARK = "# The reports named below are factaudit's own: no documents, and written over by the next audit."


def foreign(out: Path, names: Iterable[str]) -> str:
    """The first of these names that stands in the folder and was not put there by factaudit; "" where none does."""
    expected = list(names)
    own = _own(out, expected)
    return next((name for name in expected if name not in own and os.path.lexists(out / name)), "")


def claim(out: Path, names: Iterable[str]) -> None:
    """Make the folder, and note in it that files of these names are factaudit's own; other lines of the note stay."""
    expected = list(names)
    out.mkdir(parents=True, exist_ok=True)
    if _own(out, expected) >= set(expected):
        return
    note = out / NOTE
    before = note.read_bytes() if note.exists() else b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    own = "".join(f"{line}\n" for line in (MARK, *(f"/{name}" for name in expected)))
    write_whole(note, before + own.encode())


def _own(out: Path, expected: list[str]) -> set[str]:
    """The names that the note declares: below the mark, or in a note that holds nothing but all of them."""
    try:
        lines = (out / NOTE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return set()
    if MARK in lines:
        lines = lines[lines.index(MARK) + 1 :]
    elif set(lines) != {f"/{name}" for name in expected}:
        return set()
    return {line.removeprefix("/") for line in lines}
