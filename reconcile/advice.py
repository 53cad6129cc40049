"""Puts suggestions on contested findings: what source authority says, else what learnt source trust says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from reconcile.finding import Finding, Kind, Suggestion, Verdict

if TYPE_CHECKING:
    import pandas as pd

CONTESTED = frozenset({Verdict.CONFLICT, Verdict.POSSIBLE})


def advise(
    findings: tuple[Finding, ...], frame: pd.DataFrame, members: pd.DataFrame, authority: Mapping[object, float],
    voices: Mapping[str, str],
) -> tuple[Finding, ...]:  # fmt: skip
    """Findings with a suggestion where one side is better supported; a broken rule gets none.

    `frame` and `members` are those of `reconcile.reconcile.group_frame`; `authority` gives documents the weight
    that the user declared, `voices` one name to documents that repeat each other.
    """
    from reconcile.suggestions import NOTHING, suggest
    from reconcile.trust import learn

    if not any(finding.verdict in CONTESTED for finding in findings):
        return findings
    counted = members[(members["cluster"] >= 0) & members["counted"].astype(bool)]
    own = [number for number, finding in enumerate(findings) if finding.kind is not Kind.RULE]
    counted = counted[counted["finding"].isin(own)]
    documents = frame["document"].to_numpy()[counted["row"].to_numpy()]
    votes = counted[["finding", "cluster"]].rename(columns={"finding": "group"}).reset_index(drop=True)
    votes["source"] = documents
    votes["voice"] = [voices.get(document, document) for document in documents]
    if votes.empty:
        return findings
    advised = list(findings)
    made = suggest(learn(votes), authority)
    columns = (made[name].tolist() for name in ("group", "cluster", "basis", "strength"))
    for number, cluster, basis, strength in zip(*columns, strict=True):
        finding = findings[number]
        if finding.verdict in CONTESTED and cluster != NOTHING and cluster < len(finding.clusters):
            advised[number] = replace(finding, suggestion=Suggestion(finding.clusters[cluster].value, basis, strength))
    return tuple(advised)
