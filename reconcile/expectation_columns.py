"""The columns that expectations look at: those of the claims table, and what its texts say as numbers.

Numbers stand in base units, dates as proleptic ordinals of days; a value that is missing is None.
"""

from __future__ import annotations

import math
import re
import sys
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

Columns = dict[str, list[Any]]
Ends = tuple[float | None, float | None]  # lowest and highest number that a value stands for; None: open

TEXTS = ("claim_id", "document", "entity", "attribute", "value", "qualifier", "status", "quote", "rule")
PLACES = ("line", "column", "start", "end")
BOUNDS = ("lower", "upper")
QUOTE_STANDS = "quote_stands"  # given by the caller, who has the documents
MEASURES = {"number": "number", "money": "number", "date": "date"}  # type of an attribute → how values are read

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def columns(frame: pd.DataFrame, types: Mapping[str, str]) -> Columns:
    """Return the columns of a claims frame as lists; `types` gives the type of each attribute.

    Beside the frame's own: `value_low` and `value_high`, the lowest and highest number or day that the value
    stands for; `value_read`, whether it could be read as one; `bounded`, whether there is a bound on at least
    one side; `whole`, whether the place is given in whole numbers. The first three are None for attributes that
    are not measured. ValueError names columns that the frame lacks.
    """
    if missing := [name for name in (*TEXTS, *PLACES, *BOUNDS, QUOTE_STANDS) if name not in frame.columns]:
        raise ValueError(f"the claims frame has no column {', '.join(missing)}")
    made: Columns = {name: [str(text) for text in _filled(frame[name], "")] for name in TEXTS}
    made[QUOTE_STANDS] = frame[QUOTE_STANDS].astype(object).eq(True).tolist()
    made |= _places(frame)
    made |= {name: [_bound(end) for end in _filled(frame[name], "")] for name in BOUNDS}
    measures = [MEASURES.get(types.get(attribute, "")) for attribute in made["attribute"]]
    made["bounded"] = [
        _bounded(*ends) if measure else None
        for measure, *ends in zip(measures, *(made[n] for n in BOUNDS), strict=True)
    ]
    made |= _values(measures, made["value"])
    made |= {name: [end if _finite(end) else None for end in made[name]] for name in BOUNDS}
    return made


def _places(frame: pd.DataFrame) -> Columns:
    import pandas as pd

    numbers = {name: pd.to_numeric(frame[name], errors="coerce").tolist() for name in PLACES}
    made: Columns = {name: [float(n) if _finite(n) else None for n in column] for name, column in numbers.items()}
    made["whole"] = [all(_finite(n) and n == int(n) for n in place) for place in zip(*numbers.values(), strict=True)]
    return made


def _finite(number: float | None) -> bool:
    return number is not None and math.isfinite(number)


def _filled(column: pd.Series, missing: str) -> list[Any]:
    return column.astype(object).where(column.notna(), missing).tolist()


def _bound(end: str | float) -> float | None:
    """A bound as a number, infinite where it is open: as the frame has it, or as claims.csv writes it; "": none."""
    if not isinstance(end, str):
        return float(end)
    ends = value_ends("date" if "-" in end[1:] else "number", f"{end}/") if end else None
    return ends[0] if ends else None


def _bounded(lower: float | None, upper: float | None) -> bool:
    return _finite(lower) or _finite(upper)


def _values(measures: list[str | None], values: list[str]) -> Columns:
    pairs = list(zip(measures, values, strict=True))
    read = {pair: value_ends(pair[0], pair[1]) if pair[0] else None for pair in set(pairs)}
    ends = [read[pair] or (None, None) for pair in pairs]
    return {
        "value_low": [low for low, _ in ends],
        "value_high": [high for _, high in ends],
        "value_read": [read[pair] is not None if pair[0] else None for pair in pairs],
    }


def value_ends(measure: str, text: str) -> Ends | None:
    """Return the ends of a value as the claims table writes it; None where it cannot be read.

    A "number" is plain (236000000000, 3.5), a "date" an ISO date of any precision (2024, 2024-05, 2024-05-07);
    "low/high" is a range of either, and one of its sides may be left out.
    """
    first, slash, last = text.partition("/")
    if not slash:
        last = first
    low, high = (
        (_day(first, last=False), _day(last, last=True)) if measure == "date" else (_number(first), _number(last))
    )
    if (first and low is None) or (last and high is None) or (low is None and high is None):
        return None
    if low is not None and high is not None and low > high:
        return None
    return low, high


def _number(text: str) -> float | None:
    if not _NUMBER.fullmatch(text):
        return None
    # Past the largest float stands a value that no domain holds plausible: to be told, not to fail on.
    return max(-sys.float_info.max, min(sys.float_info.max, float(text)))


def _day(text: str, last: bool) -> float | None:
    """First or last day of an ISO date of any precision."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if month is None:
            month = 12 if last else 1
        if day is None:
            day = monthrange(year or 0, month)[1] if last else 1
        return float(date(year or 0, month, day).toordinal())
    except ValueError:  # month 13, 30 February, year 0
        return None
