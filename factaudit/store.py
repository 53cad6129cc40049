"""The cache folder: blobs by key, checked on reading, never needed.

Whatever is missing, damaged or not to be trusted counts as absent, and the work is done again. Only light
modules are imported here: an unchanged run is answered through this one.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sources.writing import write_whole

FOLDER = ".factaudit_cache"
_FILES = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# Made by factaudit; may be deleted at any time.\n",
}
_DIGEST = 64  # hexadecimal digits of SHA-256 at the head of each blob


class Store:
    """Blobs in a folder of the user's own; a store that cannot be used holds nothing and keeps nothing."""

    def __init__(self, folder: str = FOLDER, usable: bool = True) -> None:
        """Use a folder, by default the one in the current folder; it is made when the first blob is kept."""
        self.folder = Path(folder)
        self.usable = usable and _private(self.folder)

    def get(self, kind: str, key: str) -> bytes | None:
        """The blob, or None where there is none that is whole."""
        if not self.usable:
            return None
        path = self.folder / kind / key
        try:
            data = path.read_bytes()
            os.utime(path)  # pruning goes by when a blob was of use last
        except OSError:
            return None
        head, blob = data[:_DIGEST], data[_DIGEST:]
        return blob if hashlib.sha256(blob).hexdigest().encode() == head else None

    def put(self, kind: str, key: str, blob: bytes) -> None:
        """Keep a blob, whole or not at all. A folder that cannot be written to costs time later, nothing else."""
        if not self.usable:
            return
        try:
            self._make(kind)
            write_whole(self.folder / kind / key, hashlib.sha256(blob).hexdigest().encode() + blob)
        except OSError:
            self.usable = False

    def prune(self, kind: str, most: int) -> None:
        """Delete the blobs of a kind that were of no use for longest, down to `most`."""
        try:
            dated = sorted((path.stat().st_mtime_ns, path) for path in (self.folder / kind).iterdir())
            for _, path in dated[: max(0, len(dated) - most)]:
                path.unlink()
        except OSError:
            return  # there is none yet, or another run is pruning it too

    def _make(self, kind: str) -> None:
        if (self.folder / kind).is_dir():
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, text in _FILES.items():
            write_whole(self.folder / name, text.encode("ascii"))
        (self.folder / kind).mkdir(mode=0o700, exist_ok=True)


class Shelf(NamedTuple):
    """The blobs of one kind."""

    store: Store
    kind: str

    def get(self, key: str) -> bytes | None:
        """The blob, or None where there is none that is whole."""
        return self.store.get(self.kind, key)

    def put(self, key: str, blob: bytes) -> None:
        """Keep a blob where the store keeps anything."""
        self.store.put(self.kind, key, blob)


def _private(folder: Path) -> bool:
    """True where nobody but this user can put anything into the folder, or where it does not exist yet."""
    try:
        state = folder.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    if folder.is_symlink() or not folder.is_dir():
        return False
    return sys.platform == "win32" or (state.st_uid == os.getuid() and not state.st_mode & 0o022)


def program_digest() -> str:
    """A digest of this program and of the libraries beside it: results are kept for what made them."""
    total = hashlib.sha256(sys.version.encode())
    top = Path(__file__).parent.parent
    for stage in ("factaudit", "sources", "extract", "reconcile", "reports"):
        for path in sorted(_program_files(top / stage)):
            total.update(path.relative_to(top).as_posix().encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    for folder in sys.path:
        if folder.endswith("site-packages") and Path(folder).is_dir():
            # names of the folders in which libraries are described hold their versions
            total.update("\n".join(sorted(path.name for path in Path(folder).glob("*.dist-info"))).encode())
    return total.hexdigest()


def _program_files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name == "__pycache__" or path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _program_files(path)
        else:
            yield path
