"""The claims table as a pandas frame: what grouping, validation and trust work on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.claim import Claim, id_of
from reconcile.names import spelling_key

if TYPE_CHECKING:
    import pandas as pd

    from reconcile.arrays import IntArray

CLAIM_COLUMNS = (
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
)  # those of claims.csv, in its order
COLUMNS = (*CLAIM_COLUMNS, "entity_key")


_UNKNOWN = float("nan")


def claims_frame(claims: Iterable[Claim], key: Callable[[str], str] = spelling_key) -> pd.DataFrame:
    """Return the claims as a frame, one row for each, in their order.

    Columns are `COLUMNS`: text as objects, places as int64, `lower` and `upper` as float64 in base
    units, dates as proleptic ordinals of days. An interval without an end on one side has -inf or inf
    there; terms and flags, which have no interval, have NaN on both. `entity_key` is `key` of the entity.

    Decimal to float64 is monotone: it may make two ends equal that differ after the 15th digit, but
    never puts them in the other order, so it turns no agreement into a conflict.
    """
    import pandas as pd

    rows = list(claims)
    keys: dict[str, str] = {}
    for claim in rows:
        if claim.entity not in keys:
            keys[claim.entity] = key(claim.entity)
    text = {
        "claim_id": [c.claim_id for c in rows],
        "document": [c.document for c in rows],
        "entity": [c.entity for c in rows],
        "attribute": [c.attribute for c in rows],
        "value": [c.value for c in rows],
        "unit": [c.unit for c in rows],
        "qualifier": [c.qualifier.value for c in rows],
        "scope": [c.scope for c in rows],
        "status": [c.status.value for c in rows],
        "quote": [c.quote for c in rows],
        "context": [c.context for c in rows],
        "rule": [c.rule for c in rows],
        "entity_key": [keys[c.entity] for c in rows],
    }
    columns: dict[str, pd.Series] = {name: pd.Series(values, dtype=object) for name, values in text.items()}
    for name in ("line", "column", "start", "end"):
        columns[name] = pd.Series([getattr(c, name) for c in rows], dtype="int64")
    intervals = [c.interval for c in rows]
    lower = [_UNKNOWN if i is None else end_of(i.lower, "-inf") for i in intervals]
    upper = [_UNKNOWN if i is None else end_of(i.upper, "inf") for i in intervals]
    columns["lower"], columns["upper"] = pd.Series(lower, dtype="float64"), pd.Series(upper, dtype="float64")
    return pd.DataFrame({name: columns[name] for name in COLUMNS})


def sorted_codes(column: pd.Series) -> tuple[IntArray, tuple[str, ...]]:
    """Number the texts of a column in their sort order, without gaps; the texts, in that order.

    A categorical column whose categories are sorted, which is how a large table is held, needs no look at its texts.
    """
    import numpy as np
    import pandas as pd

    from reconcile.arrays import compacted

    if isinstance(column.dtype, pd.CategoricalDtype) and column.cat.categories.is_monotonic_increasing:
        number, used = compacted(column.cat.codes.to_numpy().astype(np.int64), len(column.cat.categories))
        return number, tuple(column.cat.categories.to_numpy()[used].tolist())
    codes, found = pd.factorize(column, use_na_sentinel=False)
    distinct = [str(text) for text in found]
    order = sorted(range(len(distinct)), key=distinct.__getitem__)
    rank = np.empty(len(distinct), dtype=np.int64)
    rank[order] = np.arange(len(distinct))
    return rank[codes], tuple(distinct[at] for at in order)


def claim_ids(frame: pd.DataFrame, rows: IntArray) -> list[str]:
    """The ids of the claims in these rows: as the frame states them, or else made of what identifies a claim."""
    if "claim_id" in frame:
        stated: list[str] = frame["claim_id"].iloc[rows].tolist()
        return stated
    names = ("document", "start", "end", "entity", "attribute", "value", "scope")
    return [id_of(*row) for row in zip(*(frame[name].iloc[rows].tolist() for name in names), strict=True)]


def end_of(end: Decimal | None, unbounded: str) -> float:
    """An end of an interval as a double; `unbounded` ("inf" or "-inf") where it is open."""
    return float(unbounded if end is None else end)
