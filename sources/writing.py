"""Files are written whole or not at all, all of them through this one module.

Only light modules are imported here: an unchanged run puts its reports back with the help of this one.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in its place: see `write_parts`."""
    write_parts(path, (data,))


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Put a file in its place with one step; whatever goes wrong, what stood there before still stands.

    A file that is replaced hands on its permissions. A symbolic link is replaced, not followed: to write where it
    leads to, name that place.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    # A name of its own for every call: two runs may write the same file at once.
    temporary = path.with_name(f".factaudit-{os.urandom(8).hex()}")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(temporary, flags, 0o666), "wb") as file:
            file.writelines(parts)
        if (mode := _permissions(path)) is not None:
            temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        _remove(temporary)
        raise


def _permissions(path: Path) -> int | None:
    """Those of a regular file; None where there is none."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return None
    return stat.S_IMODE(mode) if stat.S_ISREG(mode) else None


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return  # it was never made, or is in its place by now
