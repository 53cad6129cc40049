"""Claims and a small pack written by hand, for the tests of this stage."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from extract.claim import Claim, Interval, Qualifier, Status
from extract.words.pack import (
    Attribute,
    Claimed,
    Constraint,
    EntityNouns,
    Examples,
    Family,
    Grammar,
    Member,
    Pack,
    Scope,
)

_EXAMPLES = Examples(hit="-", claims=(Claimed(entity="-", value="-"),), miss="-")
_places = count(1)


def said(
    document: str,
    entity: str,
    attribute: str,
    value: str,
    low: str | int | None = None,
    high: str | int | None = None,
    *,
    qualifier: str = "",
    scope: str = "",
    status: str = "asserted",
    line: int | None = None,
    unit: str = "",
) -> Claim:
    """One claim. `low` and `high` are the interval, numbers or ISO days; without them the value is a term."""
    at = next(_places)
    interval = None if low is None and high is None else Interval(_end(low), _end(high))
    return Claim(
        document=document,
        start=10 * at,
        end=10 * at + len(value),
        line=at if line is None else line,
        column=1,
        quote=value,
        context=f"{entity}: {value}",
        surface=entity,
        entity=entity,
        attribute=attribute,
        value=value,
        unit=unit,
        interval=interval,
        qualifier=Qualifier(qualifier),
        scope=scope,
        status=Status(status),
        rule="by hand",
    )


def _end(end: str | int | None) -> Decimal | None:
    if end is None:
        return None
    if isinstance(end, str) and end.count("-") == 2:
        return Decimal(date.fromisoformat(end).toordinal())
    return Decimal(end) if Decimal(end).is_finite() else None


def number(document: str, entity: str, value: int, half: int = 0, attribute: str = "size", **kept: Any) -> Claim:
    """A number with half a unit of its last digit on either side."""
    return said(document, entity, attribute, str(value), value - half, value + half, **kept)


def attribute(kind: str, **fields: object) -> Attribute:
    """An attribute of the small pack."""
    return Attribute.model_validate({"title": "-", "type": kind, "examples": _EXAMPLES, **fields})


def small_pack(constraints: Iterable[Constraint] = ()) -> Pack:
    """A pack about engines: sizes, dates, relations and scopes of every sort."""
    return Pack(
        format=1,
        name="engines",
        title="Engines",
        entity=EntityNouns(nouns=("engine",)),
        grammar=Grammar(version=r"v?\d+(\.\d+)?", size=r"\d+(\.\d+)?b", lines=("Coder", "Math")),
        families=(
            Family(
                name="Turbine",
                members=(Member(name="Turbine-V2", names=("Turbine Two",)), Member(name="Turbine-V3")),
            ),
            Family(name="Rotor", members=(Member(name="Rotor 7B"),)),
        ),
        attributes={
            "size": attribute("number", severity="high", scopes=(Scope(name="with spare", cues=("spare",)),)),
            "active": attribute("number", severity="high"),
            "window": attribute(
                "number",
                binary_scales=True,
                severity="high",
                scopes=(Scope(name="training", cues=("training",), plain="whole"),),
            ),
            "released": attribute(
                "date", severity="medium", scopes=(Scope(name="revision", cues=("final",), plain="other"),)
            ),
            "reported": attribute("date", severity="low"),
            "hours": attribute(
                "number",
                scopes=(
                    Scope(name="first stage", cues=("first",), plain="whole", part_of="all stages"),
                    Scope(name="second stage", cues=("second",), plain="whole", part_of="all stages"),
                    Scope(name="all stages", cues=("all",)),
                    Scope(name="with tests", cues=("tests",), plain="part"),
                ),
            ),
            "cost": attribute("money", unit="USD", severity="low"),
            "licence": attribute("term"),
            "official": attribute("flag"),
            "sort": attribute("term", many=True, severity="low"),
            "base": attribute("relation", many=True, severity="low"),
        },
        constraints=tuple(constraints),
    )
