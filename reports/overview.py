"""The overview matrix: which attribute of which entity is in conflict, agreed, or stated once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from extract.words.pack import Pack
from reconcile.finding import VERDICTS, Finding, GateStatus, Verdict
from reports.ranking import by_urgency
from reports.visible import cut, one_line

# Rows of the matrix, entities with conflicts first: more than this is not taken in at a glance.
ENTITIES_SHOWN = 60
# Marks in one cell, one for each scope, the gravest first.
MARKS_SHOWN = 4
# Longest entity name; a longer one widens the whole table.
ENTITY_LENGTH = 60

# Rank of an entity with such a finding: 0 with a conflict, 1 with a possible or implausible one, 2 with neither.
GRAVITY = dict.fromkeys(Verdict, 2) | {
    Verdict.CONFLICT: 0, Verdict.POSSIBLE: 1, Verdict.IMPLAUSIBLE: 1,
}  # fmt: skip
_SYMBOLS = {
    Verdict.CONFLICT: "✕",
    Verdict.POSSIBLE: "?",
    Verdict.IMPLAUSIBLE: "!",
    Verdict.UNRESOLVED: "…",
    Verdict.AGREEMENT: "✓",
    Verdict.SINGLE: "•",
    Verdict.NOT_COMPARABLE: "–",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding as a mark in a cell."""

    symbol: str
    name: str  # class names of the mark: "conflict new", "single-source"
    words: str  # "conflict, new, pre-training"
    target: str  # id of the finding, "" where the page leaves it out


@dataclass(frozen=True, slots=True)
class Row:
    """One entity."""

    entity: str
    cells: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """What a symbol means."""

    symbol: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Entities down, attributes across."""

    titles: tuple[str, ...]
    rows: tuple[Row, ...]
    more: int  # entities left out
    legend: tuple[Legend, ...]


def overview(findings: Iterable[Finding], pack: Pack, shown: Collection[str], entities: int | None = None) -> Overview:
    """Lay the findings out by entity and attribute.

    `shown` holds the ids the page has a target for; `entities` is how many there are, where `findings` is a part.
    """
    groups: dict[str, dict[str, list[Finding]]] = {}
    for finding in findings:
        if finding.attribute in pack.attributes:
            groups.setdefault(finding.entity, {}).setdefault(finding.attribute, []).append(finding)
    attributes = [name for name in pack.attributes if any(name in group for group in groups.values())]
    ranked = sorted(groups.items(), key=lambda item: (_gravest(item[1]), item[0]))[:ENTITIES_SHOWN]
    rows = tuple(
        Row(
            cut(one_line(entity), ENTITY_LENGTH),
            tuple(_marks(group.get(attribute, []), shown) for attribute in attributes),
        )
        for entity, group in ranked
    )
    met = {(f.verdict, f.status is GateStatus.DECIDED) for _, group in ranked for some in group.values() for f in some}
    return Overview(
        titles=tuple(pack.attributes[name].title for name in attributes),
        rows=rows,
        more=(len(groups) if entities is None else entities) - len(rows),
        legend=tuple(
            _legend(verdict, decided) for verdict in VERDICTS for decided in (False, True) if (verdict, decided) in met
        ),
    )


def _legend(verdict: Verdict, decided: bool) -> Legend:
    """What a mark means; that of a decided conflict looks as settled as it is."""
    if decided:
        status = GateStatus.DECIDED.value
        return Legend(_SYMBOLS[verdict], f"{_name(verdict)} {status}", f"{verdict.value}, {status}")
    return Legend(_SYMBOLS[verdict], _name(verdict), verdict.value)


def _gravest(group: dict[str, list[Finding]]) -> int:
    """Rank an entity by the gravest of its findings."""
    return min(GRAVITY[finding.verdict] for some in group.values() for finding in some)


def _marks(findings: list[Finding], shown: Collection[str]) -> tuple[Mark, ...]:
    ranked = sorted(findings, key=lambda finding: (VERDICTS.index(finding.verdict), by_urgency(finding)))
    return tuple(
        Mark(
            symbol=_SYMBOLS[finding.verdict],
            name=f"{_name(finding.verdict)} {finding.status.value}".rstrip(),
            words=", ".join(filter(None, (finding.verdict.value, finding.status.value, one_line(finding.scope)))),
            target=finding.finding_id if finding.finding_id in shown else "",
        )
        for finding in ranked[:MARKS_SHOWN]
    )


def _name(verdict: Verdict) -> str:
    return verdict.value.replace(" ", "-")
