"""conflicts.csv and findings.csv: the findings, one row each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from extract.claim import Claim
from reconcile.finding import Cluster, Finding, Suggestion, Verdict
from reconcile.spelling import shown
from reconcile.wording import part_words
from reports import cells
from reports.interface import Audit
from reports.visible import place

# New columns go behind the others, so that who reads them by place goes on reading the same.
COLUMNS = (
    "finding_id",
    "entity",
    "attribute",
    "scope",
    "verdict",
    "kind",
    "severity",
    "status",
    "values",
    "suggestion",
    "documents",
    "reason",
    "also",
    "stated",
)


def render_conflicts(audit: Audit) -> bytes:
    """Render the conflicts and the possible conflicts as CSV."""
    return _render(audit, [f for f in audit.findings if f.verdict in (Verdict.CONFLICT, Verdict.POSSIBLE)])


def render_findings(audit: Audit) -> bytes:
    """Render every finding as CSV, agreements and single sources too."""
    return _render(audit, audit.findings)


def _render(audit: Audit, findings: Iterable[Finding]) -> bytes:
    claims = {claim.claim_id: claim for claim in audit.claims}
    return cells.table(COLUMNS, (row(finding, claims) for finding in findings))


def row(finding: Finding, claims: Mapping[str, Claim]) -> tuple[str, ...]:
    """The cells of a finding, in the order of `COLUMNS`; `claims` are those that it rests on, by id."""
    return (
        finding.finding_id,
        finding.entity,
        finding.attribute,
        finding.scope,
        finding.verdict.value,
        finding.kind.value,
        finding.severity,
        finding.status.value,
        "|".join(_value(cluster, claims) for cluster in finding.clusters),
        _suggestion(finding.suggestion),
        "|".join(_places(claims[claim_id] for claim_id in cluster.claims) for cluster in finding.clusters),
        " ".join(finding.reason.split()),
        "|".join(kind.value for kind in finding.also),
        "|".join(_spellings(claims[claim_id] for claim_id in cluster.claims) for cluster in finding.clusters),
    )


def _value(cluster: Cluster, claims: Mapping[str, Claim]) -> str:
    """The cluster's value, with the part of the year or month that its narrowest statement means."""
    narrow: tuple[Decimal, Decimal] | None = None
    for claim in (claims[claim_id] for claim_id in cluster.claims):
        lower, upper = (claim.interval.lower, claim.interval.upper) if claim.interval else (None, None)
        if claim.value != cluster.value or lower is None or upper is None:
            continue
        if narrow is None or upper - lower < narrow[1] - narrow[0]:
            narrow = lower, upper
    return part_words(cluster.value, float(narrow[0]), float(narrow[1])) if narrow else cluster.value


def _suggestion(suggestion: Suggestion | None) -> str:
    return suggestion_words(suggestion) if suggestion else ""


def _places(claims: Iterable[Claim]) -> str:
    places = dict.fromkeys(place(claim.document, claim.line) for claim in claims)
    return ";".join(places)


def _spellings(claims: Iterable[Claim]) -> str:
    """The spellings as they are met; those of claims without a line, which nothing but a table orders, sorted."""
    listed = list(claims)
    if not any(claim.line for claim in listed):
        listed.sort(key=lambda claim: claim.quote)
    return ";".join(dict.fromkeys(shown(claim.quote) for claim in listed))


def lines(columns: Mapping[str, Sequence[str]]) -> Iterator[bytes]:
    """The file from its columns, `COLUMNS` by name, in parts: the same bytes as from an audit."""
    return cells.parts(COLUMNS, [columns[name] for name in COLUMNS])


def on_one_line(texts: Sequence[str]) -> list[str]:
    """Texts without line breaks and double blanks."""
    return [" ".join(text.split()) for text in texts]


def suggestion_words(suggestion: Suggestion) -> str:
    """A suggestion as a cell."""
    return suggestion_cells([suggestion.value], [suggestion.strength], [suggestion.basis])[0]


def suggestion_cells(values: Sequence[str], strengths: Sequence[str], bases: Sequence[str]) -> list[str]:
    """Suggestions as cells, from the columns of what they hold."""
    rows = zip(values, strengths, bases, strict=True)
    return [f"{value} ({strength}: {basis})" if value else basis for value, strength, basis in rows]
