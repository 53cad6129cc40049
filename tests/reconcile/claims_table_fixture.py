"""Claims tables made by hand for the tests of expectations: one good row, changed cell by cell."""

from __future__ import annotations

from typing import Any

import pandas as pd

from extract.words.pack import Attribute, EntityNouns, Examples, Grammar, Pack

EXAMPLES = Examples.model_validate({"hit": "x", "claims": [{"entity": "x", "value": "1"}], "miss": "y"})


def _attribute(type_: str, plausible: tuple[str, str] | None) -> Attribute:
    return Attribute.model_validate({"title": "x", "type": type_, "plausible": plausible, "examples": EXAMPLES})


PACK = Pack(
    format=1,
    name="birds",
    title="Language models named after birds",
    entity=EntityNouns(nouns=("model",)),
    grammar=Grammar(version=r"v\d", size=r"\d+b"),
    attributes={
        "parameters_total": _attribute("number", ("1000000", "20000000000000")),
        "context_length": _attribute("number", ("64", "200000000")),
        "cost": _attribute("money", None),
        "release_date": _attribute("date", ("2015", "2035-12-31")),
        "license": _attribute("term", None),
    },
)

NUMBER: dict[str, Any] = {
    "document": "notes.md",
    "line": 3,
    "column": 7,
    "start": 40,
    "end": 44,
    "entity": "Tern-2",
    "attribute": "parameters_total",
    "value": "236000000000",
    "unit": "parameters",
    "lower": 235.5e9,
    "upper": 236.5e9,
    "qualifier": "",
    "scope": "",
    "status": "asserted",
    "quote": "236B",
    "context": "Tern-2 has 236B parameters.",
    "rule": "prose.unit",
    "quote_stands": True,
}
# 7 May 2024 is the 739,013th day of the calendar, 1 January 2024 the 738,886th, 30 April the 739,006th.
DATE = NUMBER | {"attribute": "release_date", "value": "2024-05-07", "unit": "", "lower": 739013.0, "upper": 739013.0}
EARLY = DATE | {"value": "2024", "qualifier": "early", "lower": 738886.0, "upper": 739006.0}
TERM = NUMBER | {"attribute": "license", "value": "MIT", "unit": "", "lower": float("nan"), "upper": float("nan")}
OPEN = NUMBER | {"qualifier": "at_least", "upper": float("inf")}
RANGE = NUMBER | {"attribute": "context_length", "value": "4000/16000", "lower": 3500.0, "upper": 16500.0}


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    """Make a claims frame; a row without an id of its own gets one that counts from c000000000000."""
    numbered = [{"claim_id": f"c{number:012x}"} | row for number, row in enumerate(rows)]
    return pd.DataFrame(numbered, columns=["claim_id", *NUMBER], dtype=object)
