"""The packs that come with factaudit, and how a pack is found by name or by file."""

from __future__ import annotations

import os
from pathlib import Path

from sources.errors import FactauditError

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """Names of the bundled packs, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def is_file(name: str) -> bool:
    """True where a pack is meant as a file: the name has a folder or the suffix of YAML."""
    return "/" in name or os.sep in name or name.endswith((".yaml", ".yml"))


def locate(name: str) -> Path:
    """The file of a pack, given as the name of a bundled one or as a file."""
    if is_file(name):
        return Path(name)
    if name not in names():
        remedy = f"bundled are {', '.join(names())}; a file is written with its suffix .yaml"
        raise FactauditError(f"there is no pack '{name}'", remedy)
    return FOLDER / f"{name}.yaml"
