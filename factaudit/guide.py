"""Where the page sends its reader: to the documents, to the decisions file, to the command that writes it.

No absolute path and nothing that changes with the folder named by --out: two runs into two folders give one page.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from factaudit.config import DECISIONS, Settings
from reports.interface import Guide
from reports.links import DOCUMENT

_REASON = '--reason "why they may stay for now"'


def guide(asked: Settings) -> Guide:
    """What the page says of the ways from it."""
    return Guide(asked.link or _beside(asked), _decisions(asked), _accept(asked))


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
    """The command that enters all open conflicts with the same paths, or where audit.yaml stands."""
    if asked.config is None:
        return f"factaudit accept PATH … --decisions {_decisions(asked) or DECISIONS} {_REASON}"
    return f"factaudit accept --config {asked.config.name} {_REASON}"
