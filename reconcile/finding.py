"""What the reconcile stage emits: one finding for each group of claims, and for each broken rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What the claims of a group amount to."""

    AGREEMENT = "agreement"
    CONFLICT = "conflict"
    POSSIBLE = "possible"  # a conflict only if a scope that one side leaves out is the same
    IMPLAUSIBLE = "implausible"  # a value outside what the pack holds plausible
    SINGLE = "single source"
    UNRESOLVED = "unresolved"
    NOT_COMPARABLE = "not comparable"


# The order in which findings are listed.
VERDICTS = (
    Verdict.CONFLICT,
    Verdict.POSSIBLE,
    Verdict.IMPLAUSIBLE,
    Verdict.UNRESOLVED,
    Verdict.AGREEMENT,
    Verdict.SINGLE,
    Verdict.NOT_COMPARABLE,
)


class Kind(StrEnum):
    """Why a verdict is what it is."""

    # agreements
    SAME = "same"
    ROUNDING = "within rounding"
    ABOUT = "about"
    RANGE = "within range"
    FINER_DATE = "finer date"
    ALIAS = "declared alias"
    OTHER_SCOPE = "other scope"
    SEVERAL = "several values"  # of an attribute that may have them; documents share one of them at least
    # conflicts; an agreement may stand within one document, too
    VALUE = "value"
    DATE = "date"
    SCALE = "scale"
    ATTRIBUTION = "attribution"
    WITHIN_DOCUMENT = "within one document"
    RULE = "rule"
    NONE = ""


class GateStatus(StrEnum):
    """Where an open conflict stands against the decisions file. NONE: not a conflict."""

    NONE = ""
    NEW = "new"
    REOPENED = "reopened"
    EXPIRED = "expired"
    KNOWN = "known"  # decided: deferred, on the same members
    DECIDED = "decided"  # decided for good: wrong, intentional, other-scope, superseded, extraction-error

    @property
    def fails(self) -> bool:
        """True where the gate counts the conflict as new and unresolved."""
        return self in (GateStatus.NEW, GateStatus.REOPENED, GateStatus.EXPIRED)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims of one group whose intervals share a point: one version of the fact."""

    value: str  # the most precise value stated in it
    claims: tuple[str, ...]  # claim ids, in order of document and position
    documents: tuple[str, ...]  # sorted, each once


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Which cluster is probably right, on what that rests, and how strongly. Never a verdict."""

    value: str  # "" where the sources are balanced and nothing is suggested
    basis: str  # a sentence: "4 independent sources against 1"
    strength: str  # "strong" | "moderate" | "weak" | "balanced"
    cluster: int = -1  # position of the suggested cluster in its finding; -1: none


@dataclass(frozen=True, slots=True)
class Finding:
    """One group of claims about one attribute of one entity in one scope, judged."""

    finding_id: str  # "f" and 12 hexadecimal digits, a prefix of the fingerprint
    fingerprint: str  # versioned hash of entity, attribute, scope (and rule name): "v1:…"
    entity: str
    attribute: str
    scope: str
    verdict: Verdict
    kind: Kind
    severity: str  # "high" | "medium" | "low"; "" where there is nothing to rank
    clusters: tuple[Cluster, ...]  # largest first, then by value
    reason: str  # sentences for a reviewer
    suggestion: Suggestion | None = None
    also: tuple[Kind, ...] = ()  # further kinds that hold: a conflict by attribution may also stand within one document
    status: GateStatus = GateStatus.NONE
    status_reason: str = ""  # "reopened: notes/new.md brings 700000000000"

    @property
    def confirmed(self) -> bool:
        """True for an agreement of two documents at least that do not repeat each other.

        The others are of one document, which states a value in several ways or beside another scope.
        """
        return (
            self.verdict is Verdict.AGREEMENT
            and self.kind is not Kind.OTHER_SCOPE
            and Kind.WITHIN_DOCUMENT not in self.also
        )
