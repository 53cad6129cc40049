"""findings.json: the whole audit for other programs; its format is schemas/findings.schema.json."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from extract.claim import Claim, Rejected
from extract.words.pack import Attribute
from reconcile.finding import Cluster, Finding
from reconcile.lineage import Place
from reconcile.names import NameMerge
from reconcile.validation import Validation
from reports import values
from reports.interface import Audit
from reports.origins import copied, standing_at
from reports.totals import totals

FORMAT = 1  # raised when a reader of the old format would misread the file

Node = dict[str, Any]


def render(audit: Audit) -> bytes:
    """Render the audit as JSON: UTF-8, keys sorted, two blanks of indent, a line feed at the end."""
    return b"".join(parts(audit, audit.findings, lambda: sorted(audit.claims, key=lambda claim: claim.claim_id)))


def parts(audit: Audit, findings: Iterable[Finding], claims: Callable[[], Iterable[Claim]]) -> Iterator[bytes]:
    """Render an audit whose findings, and claims by id, come one after the other: the same bytes, in parts."""
    attributes = audit.pack.attributes
    entries = ((claim.claim_id, _claim(claim, attributes.get(claim.attribute))) for claim in claims())
    nodes = _audit(audit)
    keys = sorted([*nodes, "claims", "findings"])
    yield b"{"
    for key in keys:
        yield (",\n" if key != keys[0] else "\n").encode() + f'  "{key}": '.encode()
        if key == "claims":
            yield from _joined("{}", (f"{_text(name, 2)}: {_text(claim, 2)}" for name, claim in entries))
        elif key == "findings":
            yield from _joined("[]", (_text(_finding(finding), 2) for finding in findings))
        else:
            yield _bytes(_text(nodes[key], 1))
    yield b"\n}\n"


def _joined(brackets: str, items: Iterable[str]) -> Iterator[bytes]:
    """An object or an array on the second level, from its items."""
    separator = brackets[0] + "\n    "
    for item in items:
        yield _bytes(separator + item)
        separator = ",\n    "
    yield _bytes(brackets if separator[0] == brackets[0] else f"\n  {brackets[1]}")


def _text(node: object, level: int) -> str:
    text = json.dumps(node, ensure_ascii=False, indent=2, sort_keys=True)
    return text.replace("\n", "\n" + "  " * level)


def _bytes(text: str) -> bytes:
    # A file name that is no UTF-8 holds lone surrogates; "\udcff" is how JSON itself writes one.
    return text.encode("utf-8", "backslashreplace")


def _audit(audit: Audit) -> Node:
    """All but the findings and the claims."""
    return {
        "format": FORMAT,
        "factaudit": audit.version,
        "title": audit.title,
        "pack": {"name": audit.pack.name, "title": audit.pack.title},
        "gate": {"exit_code": audit.exit_code, "reason": audit.gate},
        "totals": _totals(audit),
        "documents": [
            {
                "path": row.path,
                "sha256": row.sha256,
                "encoding": row.encoding,
                "encoding_assumed": row.encoding_assumed,
                "characters": row.characters,
                "lines": row.lines,
                "claims": row.claims,
                "rejected": row.rejected,
            }
            for row in audit.documents
        ],
        "unread": [
            {"path": unread.path, "reason": unread.reason, "span": list(unread.span) if unread.span else None}
            for unread in audit.unread
        ],
        "rejected": _rejected(audit.rejected),
        "validation": _validation(audit.validation) if audit.validation else None,
        "lineage": _lineage(audit),
        "names": {
            "merged": [_merge(merge) for merge in audit.names.merges],
            "nearly_merged": [_merge(merge) for merge in audit.names.near],
            "nearly_merged_left_out": audit.names.near_more,
        },
        "stale_decisions": [
            {
                "finding_id": stale.finding_id,
                "entity": stale.entity,
                "attribute": stale.attribute,
                "scope": stale.scope,
                "reason": stale.reason,
            }
            for stale in audit.stale
        ],
    }


def _totals(audit: Audit) -> Node:
    counted = totals(audit)
    return {
        "documents": counted.documents,
        "unread": counted.unread,
        "claims": counted.claims,
        "rejected": counted.rejected,
        "conflicts": counted.conflicts,
        "conflicts_by_status": {status.value: count for status, count in counted.statuses},
        "possible": counted.possible,
        "implausible": counted.implausible,
        "agreements": counted.agreements,
        "agreements_within_one_document": counted.consistent,
        "single_source": counted.single,
        "unresolved": counted.unresolved,
        "not_comparable": counted.not_comparable,
        "stale_decisions": counted.stale,
    }


def _finding(finding: Finding) -> Node:
    suggestion = finding.suggestion
    return {
        "id": finding.finding_id,
        "fingerprint": finding.fingerprint,
        "entity": finding.entity,
        "attribute": finding.attribute,
        "scope": finding.scope,
        "verdict": finding.verdict.value,
        "kind": finding.kind.value,
        "also": [kind.value for kind in finding.also],
        "severity": finding.severity,
        "status": finding.status.value,
        "status_reason": finding.status_reason,
        "clusters": [_cluster(cluster) for cluster in finding.clusters],
        "reason": finding.reason,
        "suggestion": suggestion
        and {
            "value": suggestion.value or None,
            "cluster": suggestion.cluster if suggestion.value else None,
            "basis": suggestion.basis,
            "strength": suggestion.strength,
        },
    }


def _cluster(cluster: Cluster) -> Node:
    return {"value": cluster.value, "claims": list(cluster.claims), "documents": list(cluster.documents)}


def _claim(claim: Claim, attribute: Attribute | None) -> Node:
    lower, upper = values.bounds(claim.interval, attribute)
    return {
        "document": claim.document,
        "start": claim.start,
        "end": claim.end,
        "line": claim.line,
        "column": claim.column,
        "quote": claim.quote,
        "context": claim.context,
        "surface": claim.surface,
        "entity": claim.entity,
        "attribute": claim.attribute,
        "value": claim.value,
        "unit": claim.unit,
        "lower": lower or None,
        "upper": upper or None,
        "qualifier": claim.qualifier.value,
        "scope": claim.scope,
        "status": claim.status.value,
        "rule": claim.rule,
    }


def _rejected(rejected: tuple[Rejected, ...]) -> list[Node]:
    """Count what was seen and not claimed, per document and reason; the places are in the page."""
    counts = Counter((one.document, one.reason) for one in rejected)
    return [
        {"document": document, "reason": reason, "count": count} for (document, reason), count in sorted(counts.items())
    ]


def _lineage(audit: Audit) -> Node:
    repeats = audit.lineage.repeats
    claims = standing_at((place for repeat in repeats for pair in repeat.examples for place in pair), audit.claims)

    def place(one: Place) -> Node:
        return {"start": one.start, "end": one.end, "line": claims[one.document, one.start].line}

    return {
        "copies": [{"document": name, "of": of} for name, of in copied(audit)],
        "repeats": [
            {
                "documents": list(repeat.documents),
                "passages": repeat.passages,
                "share": round(repeat.share, 3),
                "examples": [[place(one), place(other)] for one, other in repeat.examples],
            }
            for repeat in repeats
        ],
        "repeats_left_out": audit.lineage.more,
    }


def _merge(merge: NameMerge) -> Node:
    return {"name": merge.name, "into": merge.into, "score": round(merge.score, 1), "reason": merge.reason}


def _validation(validation: Validation) -> Node:
    return {
        "engine": validation.engine,
        "expectations": [
            {
                "name": expectation.name,
                "contract": expectation.contract,
                "checked": expectation.checked,
                "failed": list(expectation.failed),
            }
            for expectation in validation.expectations
        ],
    }
