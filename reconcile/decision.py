"""What reviewers decided about conflicts, as data: the entries of a decisions file and the members they rest on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from extract.claim import Claim
from reconcile.finding import Finding

_CONTEXT_DIGITS = 12  # 48 bits: contexts are only told apart within one finding
# A value or a path is cut here: a member stays on one readable line, and YAML takes keys of up to 1,024
# characters, of which a backslash or a quotation mark needs two.
MAX_NAME = 400


class Choice(StrEnum):
    """What a reviewer can decide about a conflict."""

    WRONG = "wrong"  # the listed values are wrong, the documents are to be corrected
    INTENTIONAL = "intentional"  # the documents differ on purpose
    OTHER_SCOPE = "other-scope"  # the values are about different things, which the extraction does not tell apart
    SUPERSEDED = "superseded"  # one value was right once and has been replaced
    EXTRACTION_ERROR = "extraction-error"  # a document does not say what was read from it
    DEFERRED = "deferred"  # known, not yet decided


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """A document that states a value of a finding, and the contexts in which it does."""

    value: str  # normalised, as in `Claim.value`
    document: str  # path, for the reader: contexts are matched first
    contexts: tuple[str, ...]  # `context_hash` of each context, sorted, each once


@dataclass(frozen=True, slots=True)
class Entry:
    """The decision about one finding."""

    fingerprint: str
    entity: str
    attribute: str
    scope: str  # as the finding words it, for the reader
    members: tuple[Member, ...]  # sorted: what was stated when it was decided
    choice: Choice
    reason: str  # never empty
    wrong: tuple[str, ...] = ()  # values that are wrong; filled exactly where `choice` is WRONG
    value: str = ""  # the right value; "" where none was named
    reviewer: str = ""
    decided: date | None = None  # None: not stated
    expires: date | None = None  # the last day on which it holds; None: for good
    line: int | None = field(default=None, compare=False)  # where it begins in its file

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What the entries of a file are sorted by."""
        return self.entity, self.attribute, self.scope, self.fingerprint


@dataclass(frozen=True, slots=True)
class Decisions:
    """All entries of a decisions file, sorted by entity, attribute and scope, one for each finding."""

    entries: tuple[Entry, ...] = ()
    file: str = field(default="", compare=False)  # as errors name it

    def by_fingerprint(self) -> dict[str, Entry]:
        """The entries by the fingerprints of their findings."""
        return {entry.fingerprint: entry for entry in self.entries}


@dataclass(frozen=True, slots=True)
class Stale:
    """An entry of the decisions file that no longer fits what the documents say."""

    finding_id: str
    entity: str
    attribute: str
    scope: str
    reason: str  # "no document states this conflict any more", "notes.md no longer says 671000000000"


def ordered(entries: Iterable[Entry], file: str = "") -> Decisions:
    """Return the entries as decisions, in the order of the file."""
    return Decisions(tuple(sorted(entries, key=lambda entry: entry.key)), file)


def context_hash(context: str) -> str:
    """Return a short hash of a context that case, blanks and place do not change."""
    plain = " ".join(context.casefold().split())
    # The letter keeps YAML from reading digits alone, or digits around an "e", as a number.
    return "h" + hashlib.sha256(plain.encode("utf-8", "backslashreplace")).hexdigest()[:_CONTEXT_DIGITS]


def named(text: str) -> str:
    """Return a value or a path as the file writes it: printable, on one line, never longer than `MAX_NAME`."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    if len(text) <= MAX_NAME:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:_CONTEXT_DIGITS]
    return f"{text[: MAX_NAME - _CONTEXT_DIGITS - 1]}…{digest}"


def members(finding: Finding, claims: Mapping[str, Claim]) -> tuple[Member, ...]:
    """Return who states which value of a finding, sorted; KeyError where it cites a claim that is not given."""
    found: dict[tuple[str, str], set[str]] = {}
    for cluster in finding.clusters:
        for claim_id in cluster.claims:
            claim = claims[claim_id]
            place = (named(claim.value), named(claim.document))
            found.setdefault(place, set()).add(context_hash(claim.context))
    return tuple(Member(value, path, tuple(sorted(hashes))) for (value, path), hashes in sorted(found.items()))
