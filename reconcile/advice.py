"""Puts suggestions on contested findings: what source authority says, else what learnt source trust says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from reconcile.arrays import BoolArray
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
    contested = np.array([finding.verdict in CONTESTED for finding in findings], dtype=bool)
    ruled = np.array([finding.kind is Kind.RULE for finding in findings], dtype=bool)
    advised = list(findings)
    for number, cluster, basis, strength in suggested(contested, ruled, frame, members, authority, voices):
        finding = findings[number]
        advised[number] = replace(finding, suggestion=Suggestion(finding.clusters[cluster].value, basis, strength))
    return tuple(advised)


def suggested(
    contested: BoolArray, ruled: BoolArray, frame: pd.DataFrame, members: pd.DataFrame,
    authority: Mapping[object, float], voices: Mapping[str, str],
) -> Iterator[tuple[int, int, str, str]]:  # fmt: skip
    """Number of a finding, cluster that is probably right, basis and strength, wherever something is suggested.

    `contested` and `ruled` tell of each finding whether its values differ and whether it is a broken rule.
    """
    from reconcile.suggestions import NOTHING, suggest
    from reconcile.trust import learn

    if not contested.any():
        return
    counted = members[(members["cluster"] >= 0) & members["counted"].astype(bool)]
    counted = counted[~ruled[counted["finding"].to_numpy()]]
    if counted.empty:
        return
    votes = counted[["finding", "cluster"]].rename(columns={"finding": "group"}).reset_index(drop=True)
    votes["source"] = frame["document"].array[counted["row"].to_numpy()]
    if voices:
        votes["voice"] = [voices.get(document, document) for document in votes["source"].tolist()]
    made = suggest(learn(votes), authority)
    columns = (made[name].tolist() for name in ("group", "cluster", "basis", "strength"))
    for number, cluster, basis, strength in zip(*columns, strict=True):
        if contested[number] and cluster != NOTHING:
            yield number, cluster, basis, strength
