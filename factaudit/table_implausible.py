"""Findings about implausible values of a large table, put among those of its groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from extract.claim import Status
from extract.words.pack import Pack
from factaudit.table_store import TableStore
from reconcile.arrays import IntArray
from reconcile.finding import VERDICTS, Finding, Verdict
from reconcile.frame import claim_ids
from reconcile.implausible import implausible, implausible_findings
from reconcile.names import Names
from reports import findings_table

if TYPE_CHECKING:
    import pandas as pd

_BEFORE = {verdict.value for verdict in VERDICTS[: VERDICTS.index(Verdict.IMPLAUSIBLE)]}


def with_implausible(
    store: TableStore, pack: Pack, names: Names, findings: pd.DataFrame, members: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The findings and members of `reconcile.reconcile.judge_frame` with a finding for each implausible value."""
    import pandas as pd

    rows = _rows(store.frame, pack)
    claims = list(store.claims(rows))
    pairs = store.frame[["attribute", "scope"]].value_counts().items()
    counts = {(str(pair[0]), str(pair[1])): int(count) for pair, count in pairs if isinstance(pair, tuple)}
    made = implausible_findings(claims, counts, pack, names)
    if not made:
        return findings, members
    by_id = {claim.claim_id: claim for claim in claims}
    at = int(findings["verdict"].isin(_BEFORE).sum())
    shown = [dict(zip(findings_table.COLUMNS, findings_table.row(one, by_id), strict=True)) for one in made]
    columns: dict[str, list[Any]] = {name: [row.get(name, "") for row in shown] for name in findings.columns}
    columns |= {
        "fingerprint": [one.fingerprint for one in made],
        "entity_key": [names.keys[by_id[one.clusters[0].claims[0]].entity] for one in made],
        "clusters": [len(one.clusters) for one in made],
    }
    added = pd.DataFrame(columns, columns=findings.columns)
    findings = pd.concat([findings.iloc[:at], added, findings.iloc[at:]], ignore_index=True)
    held = _members(made, dict(zip(claim_ids(store.frame, rows), rows.tolist(), strict=True)), at)
    below = int(np.searchsorted(members["finding"].to_numpy(), at))
    moved = members.iloc[below:].assign(finding=members["finding"].iloc[below:] + len(made))
    return findings, pd.concat([members.iloc[:below], held, moved], ignore_index=True)


def _rows(frame: pd.DataFrame, pack: Pack) -> IntArray:
    """Rows of the claims that are asserted and not plausible."""
    attribute, value = frame["attribute"].cat, frame["value"].cat
    names, values = (list(map(str, column.categories)) for column in (attribute, value))
    bounded = [name for name in names if name in pack.attributes and pack.attributes[name].plausible]
    rows = np.flatnonzero((frame["attribute"].isin(bounded) & (frame["status"] == Status.ASSERTED.value)).to_numpy())
    pair = attribute.codes.to_numpy().astype(np.int64)[rows] * len(values) + value.codes.to_numpy()[rows]
    distinct, number = np.unique(pair, return_inverse=True)
    odd = [
        implausible(values[one % len(values)], pack.attributes[names[one // len(values)]]) for one in distinct.tolist()
    ]
    failed: IntArray = rows[np.array(odd, dtype=bool)[number]]
    return failed


def _members(made: tuple[Finding, ...], row_of: dict[str, int], first: int) -> pd.DataFrame:
    """A row for each claim of these findings, which are numbered from `first`."""
    import pandas as pd

    held = [
        (first + number, rank, row_of[claim_id], True, at == 0)
        for number, finding in enumerate(made)
        for rank, cluster in enumerate(finding.clusters)
        for at, claim_id in enumerate(cluster.claims)
    ]
    return pd.DataFrame(held, columns=["finding", "cluster", "row", "counted", "head"])
