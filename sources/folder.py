"""What stands in a folder, told without an error for whatever stands there.

Only light modules are imported here: an unchanged run looks through its folders with the help of this one.
"""

from __future__ import annotations

import os
from typing import NamedTuple

# Files whose patterns leave documents out, in the syntax of .gitignore; the later one has the last word.
IGNORE_FILES = (".gitignore", ".factauditignore")

ABSENT = "does not exist"


class Entry(NamedTuple):
    """A name in a folder and what it is; entries sort by name."""

    name: str
    path: str
    is_folder: bool = False  # itself, or where it links to
    is_link: bool = False
    problem: str = ""  # why nobody can say what it is, "" where it is known


def entries(folder: str) -> list[Entry]:
    """What a folder holds, sorted by name.

    Raises:
        OSError: the folder itself cannot be listed.
    """
    with os.scandir(folder) as found:
        return sorted(_entry(one) for one in found)


def _entry(found: os.DirEntry[str]) -> Entry:
    is_link = False
    try:
        is_link = found.is_symlink()
        return Entry(found.name, found.path, found.is_dir(), is_link)
    except OSError as error:  # a link to itself, or into a folder that this user may not enter
        what = "is a link that cannot be followed" if is_link else "could not be read"
        return Entry(found.name, found.path, is_link=is_link, problem=f"{what} ({trouble(error)})")


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Whether a folder stands there; False also where nobody can say."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises where a folder above may not be entered


def unreachable(path: str | os.PathLike[str]) -> str | None:
    """Why nothing can be read at a path: "does not exist", or what stands in the way; None where something is there."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return ABSENT
    except OSError as error:
        return f"may not be reached ({trouble(error)})"
    return None


def is_within(real: str, folder: str) -> bool:
    """Whether a path is a folder or stands below it, both without links in them."""
    return real == folder or real.startswith(folder.rstrip(os.sep) + os.sep)


def trouble(error: OSError) -> str:
    """What the system says of a failure, in words that are the same for every kind of missing permission."""
    if isinstance(error, PermissionError):
        return "permission denied"
    return (error.strerror or "input/output error").lower()
