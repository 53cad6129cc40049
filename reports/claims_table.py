"""claims.csv: every claim with the place it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from extract.claim import Claim
from extract.words.pack import Attribute, Pack
from reconcile.frame import CLAIM_COLUMNS
from reports import cells, values
from reports.interface import Audit

_ROWS = 50_000  # rows rendered at once


def render(audit: Audit) -> bytes:
    """Render the claims as CSV, one row each, in the order of the audit."""
    return cells.table(CLAIM_COLUMNS, _rows(audit.claims, audit.pack))


def lines(claims: Iterable[Claim], pack: Pack) -> Iterator[bytes]:
    """Render claims that are never all at hand, in parts: the same bytes."""
    rows = _rows(claims, pack)
    yield cells.table(CLAIM_COLUMNS, islice(rows, _ROWS))
    while part := cells.rows_of(islice(rows, _ROWS)):
        yield part


def _rows(claims: Iterable[Claim], pack: Pack) -> Iterator[tuple[str | int, ...]]:
    attributes = pack.attributes
    for claim in claims:
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
