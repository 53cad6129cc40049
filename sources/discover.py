"""Which files are audited: from files, folders and globs to paths and document names."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

from sources.document import Unread
from sources.errors import FactauditError
from sources.folder import IGNORE_FILES, Entry, entries, is_folder, is_within, trouble, unreachable
from sources.patterns import is_path_pattern
from sources.read import is_known

_MAGIC = frozenset("*?[")

Found = tuple[Path, str]


def discover(
    root: Path, paths: Sequence[str], include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> tuple[list[Found], list[Unread]]:
    """The documents to read, each once, and the inputs that cannot be one, both sorted by name.

    Args:
        root: the audited folder; names of documents are relative to it.
        paths: files, folders and globs, relative to `root` or absolute; none: the whole root.
        include: patterns in the syntax of .gitignore, relative to `root`; where there are any, only files that match
            one are taken out of folders, with whatever suffix. Globs say themselves what they take.
        exclude: patterns of files and folders that folders and globs leave out.

    Out of folders and globs come files with the suffix of a known format that are neither hidden nor ignored by a
    .gitignore or .factauditignore. A file that is named itself is always taken.

    Raises:
        FactauditError: a pattern is not valid.
    """
    selection = _Selection(root, include, exclude)
    for path in paths or ["."]:
        selection.add(path)
    return selection.result()


@dataclass(frozen=True, slots=True)
class _Rules:
    """Patterns of ignore files, outermost first, each with the prefix of the names that they speak of."""

    levels: tuple[tuple[int, GitIgnoreSpec], ...] = ()

    def below(self, folder: Path, prefix: str) -> _Rules:
        """These rules and those that stand in the folder itself."""
        lines: list[str] = []
        for name in IGNORE_FILES:
            lines.extend(_pattern_lines(folder / name))
        if not lines:
            return self
        return _Rules((*self.levels, (len(prefix), GitIgnoreSpec.from_lines(lines))))

    def ignore(self, name: str) -> bool:
        """Whether a name (with "/" at its end for a folder) is left out; the innermost rules that know it decide."""
        for length, spec in reversed(self.levels):
            verdict = spec.check_file(name[length:]).include
            if verdict is not None:
                return verdict
        return False


def _pattern_lines(path: Path) -> Iterator[str]:
    """The valid patterns of an ignore file; as in git, one that is not valid or not readable ignores nothing."""
    try:
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return
    yield from filter(is_path_pattern, lines)


def _spec(patterns: Sequence[str]) -> GitIgnoreSpec:
    """The patterns of a user; FactauditError for one that is none."""
    for pattern in patterns:
        if not is_path_pattern(pattern):
            raise FactauditError(f"'{pattern}' is no pattern as in .gitignore", "correct it")
    return GitIgnoreSpec.from_lines(patterns)


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read, and what it is called."""

    path: str
    name: str
    inside: bool  # below the audited root: its name is final
    linked: bool  # reached over a symbolic link

    @property
    def rank(self) -> tuple[bool, bool, int, str]:
        """Which of several ways to one file names it: the lowest."""
        return self.linked, not self.inside, -len(self.name), self.name


@dataclass(frozen=True, slots=True)
class _Walk:
    """What holds for all of one walk through a folder."""

    boundary: Path  # links may not lead out of it
    inside: bool
    glob: GitIgnoreSpec | None = None  # what names, without the first `base` characters, must match
    base: int = 0
    any_suffix: bool = False


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder still to be walked."""

    path: str
    prefix: str  # what the names of its files start with
    rules: _Rules  # those of the folders above it
    linked: bool  # reached over a symbolic link


class _Selection:
    """The files found so far."""

    def __init__(self, root: Path, include: Sequence[str], exclude: Sequence[str]) -> None:
        """Nothing found yet."""
        self._root = _real(root)
        self._include = _spec(include) if include else None
        self._exclude = _spec(exclude)
        self._entries: dict[str, _File] = {}  # by real path
        self._unread: dict[str, str] = {}  # reason by name

    def add(self, given: str) -> None:
        """Take in a file, a folder or a glob."""
        path = self._root / given
        if is_folder(path):
            folder = _real(path)
            self._folder(folder, _Walk(*self._boundary(folder)))
        elif not os.path.lexists(path) and _MAGIC & set(given):
            self._glob(given)
        else:
            self._named_file(path)

    def _boundary(self, folder: Path) -> tuple[Path, bool]:
        inside = folder.is_relative_to(self._root)
        return (self._root if inside else folder), inside

    def _named_file(self, path: Path) -> None:
        located = _real(path.parent) / path.name
        inside = located.is_relative_to(self._root)
        name = _printable(located.relative_to(self._root).as_posix() if inside else located.name)
        if problem := unreachable(located):
            self._unread[name] = problem
        else:
            self._keep(_File(str(located), name, inside, linked=False), os.path.realpath(located))

    def _glob(self, given: str) -> None:
        parts = Path(given).parts
        first = next(number for number, part in enumerate(parts) if _MAGIC & set(part))
        folder = _real(self._root.joinpath(*parts[:first]))
        pattern = "/".join(parts[first:])
        boundary, inside = self._boundary(folder)
        prefix = _prefix(folder, boundary)
        suffix = parts[-1].rpartition(".")[2] if "." in parts[-1] else "*"
        walk = _Walk(boundary, inside, _spec(["/" + pattern]), len(prefix), not _MAGIC & set(suffix))
        if not (is_folder(folder) and self._folder(folder, walk)):
            self._unread[_printable(given if inside else pattern)] = "matches no document"

    def _folder(self, folder: Path, walk: _Walk) -> int:
        """Take what a folder holds; the number of files that were found."""
        rules = _Rules()
        if folder != walk.boundary:
            for above in reversed(folder.relative_to(walk.boundary).parents):
                rules = rules.below(walk.boundary / above, _prefix(walk.boundary / above, walk.boundary))
            # A folder that is named itself is taken, whatever the rules above say of it.
            if rules.ignore(_prefix(folder, walk.boundary)):
                rules = _Rules()
        found = 0
        pending = [_Folder(str(folder), _prefix(folder, walk.boundary), rules, linked=False)]
        links: deque[_Folder] = deque()
        seen: set[str] = set()
        while pending or links:
            # Links come last, so that a folder is known by its own name where it has been walked.
            current = pending.pop() if pending else links.popleft()
            real = os.path.realpath(current.path)
            if real not in seen:
                seen.add(real)
                found += self._contents(current, walk, pending, links)
        return found

    def _contents(self, folder: _Folder, walk: _Walk, pending: list[_Folder], links: deque[_Folder]) -> int:
        """Take the files of one folder and note the folders in it; the number of files."""
        rules = folder.rules.below(Path(folder.path), folder.prefix)
        found = 0
        for entry in self._entries_of(folder):
            name = folder.prefix + entry.name
            if self._left_out(name + "/" if entry.is_folder else name, entry.name, rules):
                continue
            if entry.problem:
                self._unread[_printable(name)] = entry.problem
                continue
            if not entry.is_folder and not self._wanted(name, walk):
                continue
            if entry.is_link and not is_within(os.path.realpath(entry.path), str(walk.boundary)):
                self._unread[_printable(name)] = "is a link that leaves the audited folder"
            elif entry.is_folder:
                below = _Folder(entry.path, name + "/", rules, folder.linked or entry.is_link)
                (links if entry.is_link else pending).append(below)
            else:
                found += 1
                linked = folder.linked or entry.is_link
                real = os.path.realpath(entry.path) if linked else entry.path
                self._keep(_File(entry.path, _printable(name), walk.inside, linked), real)
        return found

    def _entries_of(self, folder: _Folder) -> list[Entry]:
        try:
            return entries(folder.path)
        except OSError as error:
            name = _printable(folder.prefix.rstrip("/") or ".")
            self._unread[name] = f"is a folder that may not be read ({trouble(error)})"
            return []

    def _left_out(self, name: str, own_name: str, rules: _Rules) -> bool:
        return own_name.startswith(".") or self._exclude.match_file(name) or rules.ignore(name)

    def _wanted(self, name: str, walk: _Walk) -> bool:
        if walk.glob is not None:
            return walk.glob.match_file(name[walk.base :]) and (walk.any_suffix or is_known(name))
        return is_known(name) if self._include is None else self._include.match_file(name)

    def _keep(self, entry: _File, real: str) -> None:
        known = self._entries.get(real)
        if known is None or entry.rank < known.rank:
            self._entries[real] = entry

    def result(self) -> tuple[list[Found], list[Unread]]:
        """The files with names of their own, and what is no file, sorted by name."""
        names = {real: entry.name for real, entry in self._entries.items()}
        while True:
            counts = Counter(names.values())
            clashing = [real for real, name in names.items() if counts[name] > 1]
            longer = {real: _longer(self._entries[real], names[real]) for real in clashing}
            if all(names[real] == name for real, name in longer.items()):
                break
            names.update(longer)
        found = sorted((names[real], entry.path) for real, entry in self._entries.items())
        unread = [Unread(name, reason) for name, reason in sorted(self._unread.items())]
        return [(Path(path), name) for name, path in found], unread


def _longer(entry: _File, name: str) -> str:
    """A name with one more folder in front, for a file from outside whose name another one has too."""
    parts = Path(entry.path).parts[1:]
    length = name.count("/") + 2
    return name if entry.inside or length > len(parts) else _printable("/".join(parts[-length:]))


def _real(path: Path) -> Path:
    """The path without links; one that cannot be followed stays as it is, where Path.resolve would raise."""
    return Path(os.path.realpath(path))


def _prefix(folder: Path, boundary: Path) -> str:
    """What the names of a folder's files start with: "docs/", or "" for the boundary itself."""
    return "" if folder == boundary else folder.relative_to(boundary).as_posix() + "/"


def _printable(name: str) -> str:
    """A file name that can be written as UTF-8: bytes that are none become replacement characters."""
    return os.fsencode(name).decode("utf-8", "replace")
