"""An audit whose inputs have not changed is answered from its record, without doing it again.

A record holds what the audit looked at: the digest of every file it read, and the names in every folder
that it searched. Where all of that is as it was, so is the outcome. The reports are checked by digest and
put back where they were changed or deleted. Only light modules are imported here, dataclasses not among them.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from factaudit.outfolder import NOTE, claim, foreign
from factaudit.store import Store
from sources.folder import IGNORE_FILES, entries, is_folder, is_within
from sources.writing import write_whole

RECORDS = "runs"
OUTPUTS = "outputs"
MOST_RECORDS = 20
MOST_OUTPUTS = 200
# Reports beyond this size are made again where they were deleted, rather than kept twice on disk.
LARGEST_OUTPUT = 50_000_000
# Searching more folders than this for a change takes about as long as the audit itself.
MOST_FOLDERS = 100_000


class Outcome(NamedTuple):
    """What the command said and returned."""

    text: str
    exit_code: int
    reason: str = ""  # why the exit code is what it is, in one line


class Watched:
    """What an audit looked at: stamps of files, digests of the names in folders; collected while it runs."""

    def __init__(self, largest: int) -> None:
        """A file of more bytes than `largest` counts as one state, for it is not read."""
        self.largest = largest
        self.files: dict[str, str] = {}
        self.folders: dict[str, str] = {}
        self.root = ""
        self.tops: tuple[str, ...] = ()
        self.out = ""  # folder of the reports: they are no input
        self.complete = True  # False: there was too much to look at

    def file(self, path: Path, digest: str = "") -> None:
        """Note a file; its digest where the caller has read it already."""
        self.files[str(path)] = digest or stamp(path, self.largest)

    def search(self, root: Path, tops: Iterable[Path], out: Path, own: Iterable[str] = ()) -> None:
        """Note the names in every folder that a search for documents from these tops may look into.

        `own` are the names of the reports that the audit writes to `out`.
        """
        self.root, self.out = str(root), str(out)
        self.tops = tuple(str(top) for top in tops)
        for folder, digest in _listings(self.root, self.tops, self.out, frozenset(own)):
            self.folders[folder] = digest
            if len(self.folders) > MOST_FOLDERS:
                self.complete = False
                return
        for path in _ignore_files_above(self.root, self.tops):
            self.file(path)


def key_of(program: str, request: Mapping[str, object]) -> str:
    """The name of a record: this program, asked to do this."""
    return hashlib.sha256(f"{program}\x1f{json.dumps(request, sort_keys=True, default=str)}".encode()).hexdigest()


def replay(store: Store, key: str, today: str) -> Outcome | None:
    """The outcome of the same audit, with its reports in place; None where anything differs."""
    blob = store.get(RECORDS, key)
    if blob is None:
        return None
    try:
        return _replayed(store, json.loads(blob), today)
    except (ValueError, TypeError, KeyError):
        return None  # whole, but no record of ours


def _replayed(store: Store, record: Mapping[str, Any], today: str) -> Outcome | None:
    if record["today"] not in (None, today) or not _unchanged(record):
        return None
    if not _claimed(Path(record["out"]), [Path(path).name for path, _ in record["outputs"]]):
        return None
    if not all(_in_place(store, Path(path), digest) for path, digest in record["outputs"]):
        return None
    return Outcome(record["text"], record["exit_code"], record["reason"])


def keep(
    store: Store, key: str, watched: Watched, outputs: Sequence[tuple[Path, str]], outcome: Outcome, today: str
) -> None:
    """Record a finished audit with its reports and their digests; `today` is empty where it holds on any day."""
    if not watched.complete or not store.usable:
        return
    for path, digest in outputs:
        data = _report(path, digest)
        if data is not None and len(data) <= LARGEST_OUTPUT:
            store.put(OUTPUTS, digest, data)
    record = {
        "largest": watched.largest,
        "files": sorted(watched.files.items()),
        "root": watched.root,
        "tops": watched.tops,
        "out": watched.out,
        "folders": sorted(watched.folders.items()),
        "outputs": [(str(path), digest) for path, digest in outputs],
        "text": outcome.text,
        "exit_code": outcome.exit_code,
        "reason": outcome.reason,
        "today": today or None,
    }
    store.put(RECORDS, key, json.dumps(record).encode())
    store.prune(RECORDS, MOST_RECORDS)
    store.prune(OUTPUTS, MOST_OUTPUTS)


def stamp(path: Path, largest: int) -> str:
    """What a file is: the digest of its bytes, or a word where it cannot or will not be read."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            return "no file"
        return "large" if state.st_size > largest else hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return "absent"
    except OSError as error:
        return f"unreadable {error.errno}"


def _unchanged(record: Mapping[str, Any]) -> bool:
    """True where every folder and every file is as it was."""
    folders = dict(record["folders"])
    seen = 0
    own = frozenset(Path(path).name for path, _ in record["outputs"])
    for folder, digest in _listings(record["root"], record["tops"], record["out"], own):
        if folders.get(folder) != digest:
            return False
        seen += 1
    return seen == len(folders) and all(stamp(Path(p), record["largest"]) == known for p, known in record["files"])


def _claimed(out: Path, names: Sequence[str]) -> bool:
    """True where files of these names are factaudit's own, and noted as such where they are still to be put back."""
    if foreign(out, names):
        return False
    try:
        claim(out, names)
    except OSError:
        return False
    return True


def _report(path: Path, digest: str) -> bytes | None:
    """A report as it was written; None where another run wrote another one, or it was changed or deleted."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == digest else None


def _in_place(store: Store, path: Path, digest: str) -> bool:
    """True where a report stands as it was written, put back from the store if need be."""
    if _report(path, digest) is not None:
        return True
    data = store.get(OUTPUTS, digest)
    if data is None:
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError:
        return False
    return True


def _listings(root: str, tops: Sequence[str], out: str, own: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each folder that a search looks into, with a digest of the names in it and of its ignore files.

    Hidden files and folders are left out, as the search leaves them out, and so are the reports, and their folder
    where it holds nothing else. Links to folders inside the root are followed.
    """
    real_root = os.path.realpath(root)
    pending = list(dict.fromkeys(os.path.realpath(top) for top in tops if is_folder(top)))
    seen = set(pending)
    own_output = os.path.realpath(out)
    while pending:
        folder = pending.pop()
        lines = []
        for name, kind, real in _marked(folder):
            if folder == own_output and (name in own or name == NOTE):
                continue
            if real != own_output:
                lines.append(f"{kind} {name}")
            if real in seen or not (kind == "d" or (kind[0] == "l" and is_within(real, real_root))):
                continue
            if is_folder(real):
                seen.add(real)
                pending.append(real)
        if folder == own_output and not lines:
            continue
        yield folder, hashlib.sha256("\x00".join(lines).encode(errors="surrogateescape")).hexdigest()


def _marked(folder: str) -> Iterator[tuple[str, str, str]]:
    """Name, kind and real path of what a folder holds; ignore files with their digest as kind, links with the place."""
    try:
        found = entries(folder)
    except OSError as error:
        yield "", f"unreadable {error.errno}", ""
        return
    for entry in found:
        if entry.name in IGNORE_FILES:
            yield entry.name, "i" + stamp(Path(entry.path), 1_000_000), ""
        elif entry.name.startswith("."):
            continue
        elif entry.is_link or entry.problem:
            real = os.path.realpath(entry.path)
            yield entry.name, f"l{entry.problem}{real}", real
        else:
            yield entry.name, "d" if entry.is_folder else "f", entry.path


def _ignore_files_above(root: str, tops: Sequence[str]) -> Iterator[Path]:
    """Where rules that hold for the tops may stand: in the folders from the root down to each."""
    real_root = Path(os.path.realpath(root))
    for top in tops:
        real = Path(os.path.realpath(top))
        for folder in (real, *real.parents) if real.is_relative_to(real_root) else (real,):
            yield from (folder / name for name in IGNORE_FILES)
            if folder == real_root:
                break
