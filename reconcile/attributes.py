"""What the comparison of claims needs to know of an attribute: from the pack, or read off the claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.words.pack import Pack, Scope
from reconcile.own_units import Units, units_of

SEVERITIES = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class AttributeRule:
    """How values of one attribute are compared and judged."""

    name: str
    type: str  # "number" | "money" | "date" | "term" | "flag" | "relation"
    unit: str = ""
    many: bool = False  # several values at once are no conflict
    binary_scales: bool = False  # 128K may mean 131,072
    severity: str = "medium"
    scopes: tuple[Scope, ...] = ()
    units: Units = ()  # where documents measure it in several: each with the number of base units it is

    @property
    def measured(self) -> bool:
        """True where values are quantities, whose ratios mean something."""
        return self.type in ("number", "money")


def attribute_rules(pack: Pack | None, names: Iterable[str], dates: frozenset[str]) -> tuple[AttributeRule, ...]:
    """The rule of each attribute in `names`; those that no pack knows are dates where `dates` says so."""
    rules = []
    for name in names:
        known = pack.attributes.get(name) if pack else None
        if known is None:
            rules.append(AttributeRule(name, "date" if name in dates else "number"))
        else:
            rules.append(
                AttributeRule(
                    name,
                    known.type,
                    known.unit,
                    known.many,
                    known.binary_scales,
                    known.severity,
                    known.scopes,
                    units_of(known),
                )
            )
    return tuple(rules)
