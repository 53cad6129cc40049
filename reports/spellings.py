"""How a version of a fact is stated: statements that agree need not be alike ("May 2024", "7 May 2024")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extract.claim import Claim, Qualifier
from extract.words.pack import Attribute, Pack
from reconcile.finding import Cluster
from reconcile.own_units import units_of
from reports import values

# More are as good as none: the claims themselves stand below, and in claims.csv.
SPELLINGS_SHOWN = 3
_PLAIN = (Qualifier.NONE, Qualifier.RANGE, Qualifier.OF_VARIANT)


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to state a version, and who states it so."""

    text: str
    claims: tuple[Claim, ...]

    @property
    def documents(self) -> int:
        """How many documents state it so."""
        return len({claim.document for claim in self.claims})


def spellings(cluster: Cluster, claims: Mapping[str, Claim], pack: Pack) -> tuple[Spelling, ...]:
    """Return the ways in which a version is stated, that of the cluster's own value first, others as they are met.

    "About" makes no way of its own where others state the value plainly, nor does that a variant has the value: both
    say little of the value itself.
    """
    found: dict[str, list[Claim]] = {}
    those = [claims[one] for one in cluster.claims]
    plain = {claim.value for claim in those if claim.qualifier in _PLAIN}
    for claim in sorted(those, key=lambda one: (one.value != cluster.value, one.qualifier not in _PLAIN)):
        text = values.stated(claim, pack.attributes.get(claim.attribute))
        if claim.qualifier not in _PLAIN and not (claim.qualifier is Qualifier.ABOUT and claim.value in plain):
            text = values.qualified(text, claim.qualifier)
        found.setdefault(text, []).append(claim)
    place = {claim_id: number for number, claim_id in enumerate(cluster.claims)}
    return tuple(Spelling(text, tuple(sorted(way, key=lambda one: place[one.claim_id]))) for text, way in found.items())


def headline(found: tuple[Spelling, ...], attribute: Attribute | None) -> str:
    """Return what heads a version: the first way to state it, with the unit of its attribute."""
    text, unit = found[0].text, attribute.unit if attribute is not None and attribute.type == "number" else ""
    return text if not unit or units_of(attribute) else f"{text} {unit}"


def told(found: tuple[Spelling, ...]) -> str:
    """Return several ways with their documents, "7 May 2024 (1 document), May 2024 (2 documents)"; "" for one."""
    if len(found) < 2:
        return ""
    said = [f"{one.text} ({one.documents} document{'' if one.documents == 1 else 's'})" for one in found]
    more = len(said) - SPELLINGS_SHOWN
    return ", ".join(said[:SPELLINGS_SHOWN]) + (f" and {more} more" if more > 0 else "")
