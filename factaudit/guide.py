"""Where the page sends its reader: to the documents, to the decisions file, to the command that writes it.

No absolute path and nothing that changes with the folder named by --out: two runs into two folders give one page.
Commands name what the command line of the audit named, and are right where it ran.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from urllib.parse import quote

from factaudit import packs
from factaudit.config import DECISIONS, Settings
from reports.interface import Guide
from reports.links import DOCUMENT

_REASON = '--reason "why they may stay for now"'


def guide(asked: Settings) -> Guide:
    """What the page says of the ways from it."""
    accept = _accept(asked)
    return Guide(asked.link or _beside(asked), _decisions(asked), f"{accept} {_REASON}", f"{accept} --prune")


def _beside(asked: Settings) -> str:
    """The way from the reports to the documents, where audit.yaml or the default says where the reports stand."""
    if asked.out_named:
        return ""
    try:
        way = os.path.relpath(asked.root, asked.out)
    except ValueError:  # two drives
        return ""
    return f"{quote(Path(way).as_posix())}/{DOCUMENT}"


def _decisions(asked: Settings) -> str:
    """The decisions file relative to the documents' root, or its name alone where it stands elsewhere."""
    if asked.decisions is None:
        return ""
    path, root = Path(os.path.abspath(asked.decisions)), Path(os.path.abspath(asked.root))  # noqa: PTH100
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _accept(asked: Settings) -> str:
    """The command that writes the decisions file, with the arguments of the audit that say what it reads and how."""
    said = asked.options
    words = ["factaudit", "accept", *sorted({_from_here(Path(path)) for path in said.paths})]
    if asked.config is not None:
        words += ["--config", _from_here(asked.config)]
    if said.pack is not None:
        words += ["--pack", _from_here(Path(said.pack)) if packs.is_file(said.pack) else said.pack]
    for pattern in said.exclude:
        words += ["--exclude", pattern]
    if said.max_bytes is not None:
        words += ["--max-bytes", str(said.max_bytes)]
    if said.decisions is not None:
        words += ["--decisions", _from_here(Path(said.decisions))]
    elif asked.config is None:
        words += ["--decisions", DECISIONS]
    return " ".join(map(shlex.quote, words))


def _from_here(path: Path) -> str:
    """A path as it is named in the folder where the audit runs."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # two drives
        return path.name
