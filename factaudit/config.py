"""What an audit is asked to do: audit.yaml, the command line, and the settings that come of both."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from factaudit import packs
from reports.links import is_pattern
from sources.errors import FactauditError
from sources.folder import is_folder
from sources.patterns import is_path_pattern
from sources.read import DEFAULT_MAX_BYTES
from sources.yaml_file import Keys, Located, fitted, load

FILE = "audit.yaml"
DECISIONS = "factaudit-decisions.yaml"  # beside audit.yaml, unless that says otherwise
OUT = "factaudit-report"
GLOB = "*?["


def _pattern(text: str) -> str:
    if not is_path_pattern(text):
        raise ValueError("is no pattern as in .gitignore")
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]


class Authority(BaseModel):
    """How much the documents of a pattern are believed when a side of a conflict is suggested."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    documents: Pattern = Field(description="Pattern of documents, as in .gitignore.")
    weight: float = Field(gt=0, le=1000, description="The larger, the more it is believed; 1 is ordinary.")


class Config(BaseModel):
    """The keys of audit.yaml; paths in it are relative to its folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field("Fact audit", description="Heading of the report.")
    pack: str = Field("llm", description="A bundled pack by name, or the path of a pack file.")
    documents: tuple[str, ...] = Field((".",), min_length=1, description="Files, folders and patterns to audit.")
    include: tuple[Pattern, ...] = Field((), description="Patterns to take out of folders; none: all.")
    exclude: tuple[Pattern, ...] = Field((), description="Patterns to leave out, as in .gitignore.")
    decisions: str = Field(DECISIONS, description="The decisions file.")
    out: str = Field(OUT, description="Folder for the reports.")
    max_bytes: int = Field(DEFAULT_MAX_BYTES, gt=0, description="Larger files are reported as unread.")
    authority: tuple[Authority, ...] = Field(
        (), description="Whose word weighs more; the first pattern that fits a document gives its weight."
    )
    link: str = Field("", description="Where the report's links to documents lead, with {document} and {line}.")

    @field_validator("link")
    @classmethod
    def _leads_to_documents(cls, link: str) -> str:
        if link and not is_pattern(link):
            raise ValueError("should be an address or a path that holds {document}, and {line} where lines have one")
        return link


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says; None or () where it says nothing."""

    paths: tuple[str, ...] = ()
    config: str | None = None
    pack: str | None = None
    out: str | None = None
    decisions: str | None = None
    exclude: tuple[str, ...] = ()
    max_bytes: int | None = None
    strict: bool = False
    validation: bool = True
    cache: bool = True
    command: str = "audit"  # whose arguments they are, for messages


# How each command names documents, for the message that none were named.
_NAMING = {
    "audit": "factaudit audit docs",
    "accept": 'factaudit accept docs --reason "…" --decisions FILE',
    "evaluate": "factaudit evaluate LABELS.csv docs",
    "names": "factaudit names docs",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What an audit does, every path resolved against the current folder."""

    title: str
    pack: str  # name of a bundled pack, or path of a pack file
    root: Path  # documents are named relative to it
    documents: tuple[str, ...]  # files, folders and patterns relative to root
    include: tuple[str, ...]  # where there are any, only files that match one are taken out of folders
    exclude: tuple[str, ...]
    decisions: Path | None  # None: no decisions are kept
    out: Path
    max_bytes: int
    authority: tuple[tuple[str, float], ...]  # pattern, weight
    strict: bool
    validation: bool
    cache: bool
    today: date  # only entries of the decisions file that expire look at it
    link: str = ""  # where documents are found; "": beside the reports, if those stand where audit.yaml says
    out_named: bool = False  # the command line names the folder for the reports
    config: Path | None = None  # the audit.yaml in force
    source: Located | None = None  # its lines
    written: frozenset[str] = frozenset()  # keys that it states and the command line does not
    options: Options = Options()  # what the command line said

    def error(self, keys: Keys, problem: str, remedy: str, file: str) -> FactauditError:
        """An error about a setting: at its line where audit.yaml states it, else about what was named."""
        if self.source is not None and keys[0] in self.written:
            return self.source.error(keys, problem, remedy)
        return FactauditError(problem, remedy, file)

    def pack_file(self) -> Path:
        """The file of the pack; FactauditError, at the line of audit.yaml that names it, where there is none."""
        try:
            location = packs.locate(self.pack)
        except FactauditError as error:
            raise self.error(("pack",), error.problem, error.remedy, error.file) from error
        if "pack" in self.written and not location.exists():
            raise self.error(("pack",), f"the pack file {self.pack} does not exist", "correct its path", "")
        return location


def settings(options: Options, today: date) -> Settings:
    """Join the command line and audit.yaml; the command line wins."""
    path = config_path(options)
    source = load(path) if path else None
    config = fitted(source, Config) if source else Config()
    folder = path.parent if path else Path()
    if options.paths:
        root, documents = _named(options.paths, folder if path else None)
    else:
        root, documents = folder, config.documents
    decisions: Path | None = None
    if options.decisions is not None:
        decisions = Path(options.decisions)
    elif path is not None:
        decisions = beside(folder, config.decisions)
    return Settings(
        title=config.title,
        pack=options.pack if options.pack is not None else _pack(folder, config.pack),
        root=root,
        documents=documents,
        include=config.include,
        exclude=(*config.exclude, *options.exclude),
        decisions=decisions,
        out=Path(options.out) if options.out is not None else beside(folder, config.out),
        max_bytes=options.max_bytes or config.max_bytes,
        authority=tuple((one.documents, one.weight) for one in config.authority),
        strict=options.strict,
        validation=options.validation,
        cache=options.cache,
        today=today,
        link=config.link,
        out_named=options.out is not None,
        config=path,
        source=source,
        written=frozenset(config.model_fields_set - _overridden(options)),
        options=options,
    )


def _overridden(options: Options) -> set[str]:
    """The keys of audit.yaml in whose place the command line states something."""
    stated = {
        "documents": options.paths or None,
        "out": options.out,
        "decisions": options.decisions,
        "pack": options.pack,
    }
    return {key for key, value in stated.items() if value is not None}


def config_path(options: Options) -> Path | None:
    """The audit.yaml in force: the one that is named, or else that of the current folder."""
    if options.config is not None:
        return Path(options.config)
    if Path(FILE).is_file():
        return Path(FILE)
    if options.paths:
        return None
    raise FactauditError(
        f"no document is named and there is no {FILE} here", f"name files or folders: {_NAMING[options.command]}"
    )


def beside(folder: Path, name: str) -> Path:
    """A path that is written relative to a folder, without needless steps up and down."""
    return Path(os.path.normpath(folder / name))


def _pack(folder: Path, name: str) -> str:
    """A pack as it is loaded: a bundled one by name, a file relative to the current folder."""
    return str(beside(folder, name)) if packs.is_file(name) else name


def _named(paths: tuple[str, ...], folder: Path | None) -> tuple[Path, tuple[str, ...]]:
    """The root for documents that the command line names, and their paths relative to it.

    With audit.yaml the root is its folder. Without, it is the folder that is named, or the deepest one
    that holds all that is named, so that the order of the arguments changes nothing.
    """
    absolute = [_absolute(Path(path)) for path in paths]
    if folder is not None:
        root = _absolute(folder)
    else:
        try:
            root = Path(os.path.commonpath([_top(path) for path in absolute]))
        except ValueError as error:  # two drives
            raise FactauditError("the documents have no folder in common", "audit one drive at a time") from error
    return _from_here(root), tuple(sorted({_within(root, path) for path in absolute}))


def _within(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _absolute(path: Path) -> Path:
    """The path from the file system's root, symbolic links kept: they belong to the name of a document."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow the links


def _from_here(path: Path) -> Path:
    """The path from the current folder, as errors show it; another drive has none."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:
        return path


def _top(path: Path) -> Path:
    """The folder that a path names: itself, the folder of a file, or what stands before a pattern."""
    if os.path.lexists(path):
        return path if is_folder(path) else path.parent
    fixed = [at for at, part in enumerate(path.parts) if any(mark in part for mark in GLOB)]
    return Path(*path.parts[: fixed[0]]) if fixed else path.parent


@dataclass(frozen=True, slots=True)
class TableSettings:
    """What an audit.yaml says about a table of claims."""

    title: str = "Fact audit"
    pack: str | None = None  # None: it names none, and types are read off the values
    decisions: Path | None = None  # None: there are none
    authority: tuple[tuple[str, float], ...] = ()


def table_settings(named: str | None) -> TableSettings:
    """What holds for a table of claims: by the audit.yaml that is named, or else by that of the current folder."""
    if named is None and not Path(FILE).is_file():
        return TableSettings()
    path = Path(named or FILE)
    config = fitted(load(path), Config)
    return TableSettings(
        config.title,
        _pack(path.parent, config.pack) if "pack" in config.model_fields_set else None,
        beside(path.parent, config.decisions),
        tuple((one.documents, one.weight) for one in config.authority),
    )


def weights(patterns: Sequence[tuple[str, float]], documents: Sequence[str]) -> dict[str, float]:
    """The weight that the first fitting pattern gives to each document."""
    from pathspec import PathSpec

    found: dict[str, float] = {}
    for pattern, weight in patterns:
        fits = PathSpec.from_lines("gitignore", [pattern])
        found |= {path: weight for path in documents if path not in found and fits.match_file(path)}
    return found


def idle(patterns: Sequence[tuple[str, float]], documents: Sequence[str], against: str) -> list[str]:
    """A sentence about each pattern under authority that fits no document; `against` says what patterns are."""
    said = f"The pattern '{{}}' under authority fits no document; patterns are {against}."
    return [said.format(pattern) for pattern, weight in patterns if not weights([(pattern, weight)], documents)]
