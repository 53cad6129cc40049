"""What was seen and not claimed, so that what was not checked never looks like a pass."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from extract.claim import Rejected
from reports.interface import Audit
from reports.visible import cut, one_line

# Examples of one reason in one document: enough to see what kind of thing was passed over.
EXAMPLES_SHOWN = 3
# Documents listed under one reason, those with most first; the rest is summed up in one row.
DOCUMENTS_SHOWN = 25
# Longest quote or note of an example.
EXAMPLE_LENGTH = 80

NUMERIC = ("number", "money", "date")


@dataclass(frozen=True, slots=True)
class Example:
    """One number or date that was not claimed."""

    line: int
    quote: str
    note: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How often one reason applied in one document."""

    document: str
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """How often one reason applied."""

    reason: str
    count: int
    share: int  # of all that was rejected, in percent, rounded down
    cells: tuple[Cell, ...]
    more_documents: int
    more_count: int  # in the documents left out


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sum: seen = claimed + rejected, all counted as places in the documents."""

    seen: int
    claimed: int  # numbers and dates that became claims
    numeric_claims: int  # the claims they became: one number may be claimed of two entities
    other_claims: int  # claims of terms and flags, which are neither numbers nor dates
    rejected: int
    reasons: tuple[ReasonRow, ...]
    examples_shown: int  # at most, for each reason and document


def coverage(audit: Audit) -> Coverage:
    """Count what was claimed and what was not, per reason and document."""
    if audit.whole:
        claims, numeric, claimed = audit.whole.claims, audit.whole.numeric, audit.whole.places
    else:
        attributes = audit.pack.attributes
        found = [c for c in audit.claims if c.attribute in attributes and attributes[c.attribute].type in NUMERIC]
        claims, numeric = len(audit.claims), len(found)
        claimed = len({(claim.document, claim.start, claim.end) for claim in found})
    return Coverage(
        seen=claimed + len(audit.rejected),
        claimed=claimed,
        numeric_claims=numeric,
        other_claims=claims - numeric,
        rejected=len(audit.rejected),
        reasons=_reasons(audit.rejected),
        examples_shown=EXAMPLES_SHOWN,
    )


def _reasons(rejected: tuple[Rejected, ...]) -> tuple[ReasonRow, ...]:
    counts: dict[str, Counter[str]] = {}
    examples: dict[tuple[str, str], list[Rejected]] = {}
    for one in rejected:
        counts.setdefault(one.reason, Counter())[one.document] += 1
        known = examples.setdefault((one.reason, one.document), [])
        if len(known) < EXAMPLES_SHOWN and all(one.quote != other.quote for other in known):
            known.append(one)
    rows = [_reason_row(reason, by_document, examples, len(rejected)) for reason, by_document in counts.items()]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.reason)))


def _reason_row(
    reason: str, by_document: Counter[str], examples: dict[tuple[str, str], list[Rejected]], whole: int
) -> ReasonRow:
    ranked = sorted(by_document.items(), key=lambda item: (-item[1], item[0]))
    cells = tuple(
        Cell(
            document=one_line(document),
            count=count,
            examples=tuple(
                Example(one.line, cut(one_line(one.quote), EXAMPLE_LENGTH), cut(one_line(one.note), EXAMPLE_LENGTH))
                for one in examples[reason, document]
            ),
        )
        for document, count in ranked[:DOCUMENTS_SHOWN]
    )
    total = sum(by_document.values())
    return ReasonRow(
        reason=one_line(reason),
        count=total,
        share=100 * total // whole,
        cells=cells,
        more_documents=max(0, len(ranked) - DOCUMENTS_SHOWN),
        more_count=total - sum(cell.count for cell in cells),
    )
