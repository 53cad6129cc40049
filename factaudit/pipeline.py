"""The whole audit: documents in, findings out. The one module that joins all stages."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from extract.words import pack_file
from factaudit.cache import Cache
from factaudit.conclude import Gathered, Terms, conclude, identical, load_decisions
from factaudit.config import FILE, GLOB, Settings, weights
from factaudit.examine import Examined, Place, examine_all
from factaudit.guide import guide
from factaudit.replay import Watched
from factaudit.store import Store
from reconcile import expectations
from reconcile.decision import Decisions
from reconcile.frame import claims_frame
from reconcile.reconcile import reconcile_all
from reports.interface import Audit, reports
from sources.discover import discover
from sources.document import Unread
from sources.errors import FactauditError
from sources.folder import ABSENT, unreachable

if TYPE_CHECKING:
    import pandas as pd


def find(asked: Settings, writes: bool = False) -> tuple[list[tuple[Path, str]], list[Unread]]:
    """The documents to read, at least one, and the inputs that cannot be one; `writes` where reports will follow."""
    try:
        found, unread = discover(asked.root, asked.documents, asked.include, asked.exclude)
    except ValueError as error:
        raise FactauditError(f"a pattern to exclude is not valid: {error}", "write it as in .gitignore") from error
    _refuse_absent(asked, unread)
    found = _clear_of_reports(asked, found, writes)
    if not found:
        raise _nothing(asked, unread)
    return found, [*unread, *_bare_folders(asked, found, unread)]


def _bare_folders(asked: Settings, found: Sequence[tuple[Path, str]], unread: Sequence[Unread]) -> list[Unread]:
    """The folders that are named and hold nothing to read."""
    if len(asked.documents) == 1:
        return []  # then there is no document at all, which is said otherwise
    read = [path.resolve() for path, _ in found]
    refused = [(asked.root / one.path).resolve() for one in unread]
    folders = [(given, (asked.root / given).resolve()) for given in asked.documents if (asked.root / given).is_dir()]
    return [
        Unread(given, "is a folder without documents")
        for given, folder in folders
        if not any(path.is_relative_to(folder) for path in (*read, *refused))
    ]


def _nothing(asked: Settings, unread: Sequence[Unread]) -> FactauditError:
    """Why there is no document at all."""
    if unread:
        return FactauditError(unread[0].reason, "check the path", unread[0].path)
    where = str(asked.root) if asked.documents == (".",) else ", ".join(asked.documents)
    if asked.include:
        problem = f"no document in {where} matches a pattern under include"
        return asked.error(("include",), problem, "patterns are relative to the folder of audit.yaml", "")
    remedy = "Markdown, text and HTML files that are neither hidden nor ignored are read"
    return FactauditError(f"there is no document in {where}", remedy)


def _joined(examined: Sequence[Examined], unread: Iterable[Unread]) -> Gathered:
    missing = [*unread, *(one.unread for one in examined if one.unread)]
    return Gathered(
        documents=tuple(one.row for one in examined if one.row),
        unread=tuple(sorted(missing, key=lambda u: (u.path, u.span or (0, 0), u.reason))),
        claims=tuple(claim for one in examined for claim in one.claims),
        rejected=tuple(rejected for one in examined for rejected in one.rejected),
        misplaced=frozenset().union(*(one.misplaced for one in examined)),
        above={(one.row.path, at): words for one in examined if one.row for at, words in one.above.items()},
    )


def _fixed(path: Path) -> Path:
    """The part of a pattern that stands before its first wildcard."""
    for at, part in enumerate(path.parts):
        if any(mark in part for mark in GLOB):
            return Path(*path.parts[:at])
    return path


def _refuse_absent(asked: Settings, unread: Sequence[Unread]) -> None:
    """Stop at the first file, folder or pattern that is named and leads to nothing."""
    empty = {one.path for one in unread if one.reason == "matches no document"}
    for number, given in enumerate(asked.documents):
        place = asked.root / given
        if unreachable(place) != ABSENT:
            continue
        matched = any(mark in given for mark in GLOB)
        if not matched or any(given == name or given.endswith(f"/{name}") for name in empty):
            problem = "matches no document" if matched else "does not exist"
            if "documents" in asked.written:
                problem = f"'{given}' under documents {problem}"
            raise asked.error(("documents", number), problem, "correct the path or leave it out", _shown(place))


def _shown(path: Path) -> str:
    """A path as a user names it."""
    return os.path.normpath(path)


def _own() -> frozenset[str]:
    """Names of the files that an audit writes."""
    return frozenset(report.name for report in reports())


def _clear_of_reports(asked: Settings, found: list[tuple[Path, str]], writes: bool) -> list[tuple[Path, str]]:
    """The documents without the reports of an earlier run; reports are not written among documents."""
    out = Path(os.path.realpath(asked.out))
    own = {out / name for name in _own()}
    kept = [(path, name) for path, name in found if path not in own]
    among = next((name for path, name in kept if path.is_relative_to(out)), "") if writes else ""
    if among:
        problem = f"the folder for the reports holds a document ({among})"
        raise asked.error(("out",), problem, "name another folder with --out", str(asked.out))
    return kept


@dataclass(frozen=True, slots=True)
class Audited:
    """A finished audit, and whether its outcome may be another tomorrow."""

    audit: Audit
    dated: bool


class Pipeline:
    """One audit by given settings."""

    def __init__(self, asked: Settings, store: Store, program: str) -> None:
        """Load the pack, so that mistakes in it are told before anything is read.

        `program` is the digest of the program, under which results are kept in the store.
        """
        self.asked = asked
        self.watched = Watched(asked.max_bytes)
        for path in (asked.config or Path(FILE), asked.decisions):
            if path is not None:
                self.watched.file(path)
        location = asked.pack_file()
        self.watched.file(location)
        self.pack = pack_file.load(location, asked.pack)
        digest = hashlib.sha256(self.pack.model_dump_json().encode()).hexdigest()
        self.cache = Cache(store, program, digest)

    @cached_property
    def decisions(self) -> Decisions:
        """The decisions file, for what needs it: who asks first tells mistakes in it before anything is read."""
        return load_decisions(self.asked.decisions)

    def authority(self, gathered: Gathered) -> dict[str, float]:
        """The weight that audit.yaml gives to each document."""
        return weights(self.asked.authority, [row.path for row in gathered.documents])

    def audit(self) -> Audited:
        """Read, extract, validate, reconcile, and hold the findings against the decisions."""
        decisions = self.decisions
        suite = expectations.suite(self.pack)
        with ThreadPoolExecutor(1) as waiting, expectations.Worker(suite, self.cache.expectations) as worker:
            if self.asked.validation:
                worker.start()
            gathered = self.gather(writes=True)
            # The table is checked in its own process, for which a thread waits while this one goes on.
            check = waiting.submit(worker.check, _frame(gathered)) if self.asked.validation else None
            reconciled = reconcile_all(gathered.claims, self.pack, identical(gathered), self.authority(gathered))
            validation = check.result() if check else None
        self.cache.prune()
        asked = self.asked
        terms = Terms(asked.title, self.pack, decisions, asked.today, asked.strict, guide(asked))
        audit = conclude(terms, gathered, reconciled, validation)
        return Audited(audit, any(entry.expires for entry in decisions.entries))

    def gather(self, writes: bool = False) -> Gathered:
        """Find, read and examine the documents; `writes` where reports will follow."""
        asked = self.asked
        self.watched.search(asked.root, [_fixed(asked.root / path) for path in asked.documents], asked.out, _own())
        found, unread = find(asked, writes)
        places = [Place(str(path), name) for path, name in found]
        examined = examine_all(places, self.pack, self.asked.max_bytes, self.cache)
        for place, one in zip(places, examined, strict=True):
            self.watched.file(Path(place.path), one.row.sha256 if one.row else "")
        return _joined(examined, unread)


def _frame(gathered: Gathered) -> pd.DataFrame:
    """The claims table as the expectations look at it."""
    frame = claims_frame(gathered.claims)
    return frame.assign(quote_stands=~frame["claim_id"].isin(gathered.misplaced))
