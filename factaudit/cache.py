"""What an earlier run found in a document, kept as JSON in the cache folder.

Keys hold all that a result depends on: the bytes and the name of the document, the pack, this program.
"""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from extract.claim import Claim, Extraction, Interval, Qualifier, Rejected, Status
from factaudit.store import Shelf, Store
from sources.document import Document

EXTRACTIONS = "extractions"
EXPECTATIONS = "expectations"
# Some 200 MB of claims; a larger set of documents is cached in part, the documents seen last.
MOST_EXTRACTIONS = 20_000
MOST_EXPECTATIONS = 20


class Cache:
    """Extractions of earlier runs of the same program with the same pack."""

    def __init__(self, store: Store, program: str, pack: str) -> None:
        """`program` and `pack` are digests of what made the results."""
        self._store = store
        self._made_by = f"{program}\x1f{pack}"

    def extraction(self, document: Document) -> Extraction | None:
        """What was found in this very document, or None."""
        blob = self._store.get(EXTRACTIONS, self._key(document.sha256, document.path))
        if blob is None:
            return None
        try:
            claims, rejected = json.loads(blob)
            return Extraction(
                document.path,
                tuple(_claim(document.path, row) for row in claims),
                tuple(Rejected(document.path, *row) for row in rejected),
            )
        except (ValueError, TypeError, ArithmeticError):
            return None  # whole, but not of our making

    def keep_extraction(self, document: Document, found: Extraction) -> None:
        """Keep what was found in a document."""
        rows = [[_claim_row(claim) for claim in found.claims], [_rejected_row(one) for one in found.rejected]]
        self._store.put(EXTRACTIONS, self._key(document.sha256, document.path), _json(rows))

    @property
    def expectations(self) -> Shelf:
        """Where the answers of the suite about tables of claims are kept."""
        return Shelf(self._store, EXPECTATIONS)

    def prune(self) -> None:
        """Keep the folder within its bounds."""
        self._store.prune(EXTRACTIONS, MOST_EXTRACTIONS)
        self._store.prune(EXPECTATIONS, MOST_EXPECTATIONS)

    def _key(self, *parts: str) -> str:
        return hashlib.sha256("\x1f".join((self._made_by, *parts)).encode(errors="surrogatepass")).hexdigest()


def _json(data: Any) -> bytes:
    return json.dumps(data, separators=(",", ":")).encode()


def _claim_row(claim: Claim) -> list[Any]:
    interval = claim.interval and [_number(claim.interval.lower), _number(claim.interval.upper)]
    return [
        *(claim.start, claim.end, claim.line, claim.column, claim.quote, claim.context, claim.surface),
        *(claim.entity, claim.attribute, claim.value, claim.unit, interval),
        *(claim.qualifier.value, claim.scope, claim.status.value, claim.rule),
    ]


def _claim(document: str, row: list[Any]) -> Claim:
    interval, qualifier, _, status, _ = row[-5:]
    row[-5] = None if interval is None else Interval(*(None if end is None else Decimal(end) for end in interval))
    row[-4] = Qualifier(qualifier)
    row[-2] = Status(status)
    return Claim(document, *row)


def _number(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _rejected_row(one: Rejected) -> list[Any]:
    return [one.start, one.end, one.line, one.quote, one.reason, one.note]
