"""claims.csv: every claim with the place it stands."""

from __future__ import annotations

from collections.abc import Iterator

from extract.claim import Claim
from extract.pack import Attribute
from reports import cells, values
from reports.interface import Audit

COLUMNS = (
    "claim_id",
    "document",
    "line",
    "column",
    "start",
    "end",
    "entity",
    "attribute",
    "value",
    "unit",
    "lower",
    "upper",
    "qualifier",
    "scope",
    "status",
    "quote",
    "context",
    "rule",
)


def render(audit: Audit) -> bytes:
    """Render the claims as CSV, one row each, in the order of the audit."""
    return cells.table(COLUMNS, _rows(audit))


def _rows(audit: Audit) -> Iterator[tuple[str | int, ...]]:
    attributes = audit.pack.attributes
    for claim in audit.claims:
        yield _row(claim, attributes.get(claim.attribute))


def _row(claim: Claim, attribute: Attribute | None) -> tuple[str | int, ...]:
    lower, upper = values.bounds(claim.interval, attribute)
    return (
        claim.claim_id,
        claim.document,
        claim.line,
        claim.column,
        claim.start,
        claim.end,
        claim.entity,
        claim.attribute,
        claim.value,
        claim.unit,
        lower,
        upper,
        claim.qualifier.value,
        claim.scope,
        claim.status.value,
        claim.quote,
        " ".join(claim.context.split()),
        claim.rule,
    )
