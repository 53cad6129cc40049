"""What the extract stage emits: claims, and the numbers and dates that were seen and not claimed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Qualifier(StrEnum):
    """How a statement qualifies its value. NONE: it is stated plainly."""

    NONE = ""
    ABOUT = "about"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    RANGE = "range"
    EARLY = "early"
    MID = "mid"
    LATE = "late"
    OF_VARIANT = "of_variant"  # the value of one of the family's variants, which the statement does not name


class Status(StrEnum):
    """How far the document stands behind the statement. Only ASSERTED claims make conflicts."""

    ASSERTED = "asserted"
    HEDGED = "hedged"  # "reportedly", "rumored", "20B?"
    NEGATED = "negated"
    PLANNED = "planned"
    QUOTED = "quoted"  # somebody else's words, reported as such


@dataclass(frozen=True, slots=True)
class Interval:
    """What a statement commits to, both ends included; None: unbounded on that side.

    Numbers stand in base units (236B is 236000000000). Dates stand as proleptic ordinals of days
    (`datetime.date.toordinal`), so that numbers and dates obey one arithmetic.
    """

    lower: Decimal | None
    upper: Decimal | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement found in one document: entity, attribute, value, and the place it stands.

    Always: `document.text[start:end] == quote`.
    """

    document: str  # path relative to the audited root
    start: int
    end: int
    line: int  # from 1
    column: int  # from 1
    quote: str  # the value's own characters, as they stand in the document
    context: str  # the sentence, item or table row it stands in, as reading text on one line
    surface: str  # the name by which the passage calls the entity; "" where only the context names it
    entity: str  # canonical name
    attribute: str  # name of an attribute of the pack
    value: str  # "236000000000"; "2024-05"; "low/high" for a range; canonical text for a term
    unit: str  # base unit of the attribute: "parameters", "tokens", "USD"; "" for dates and terms
    interval: Interval | None  # None for terms and flags
    qualifier: Qualifier
    scope: str  # "" or a scope of the pack: "pre-training", "base", "revision"; several joined by "+"
    status: Status
    rule: str  # the rule that linked value, attribute and entity: "prose.unit", "table.header"

    @property
    def claim_id(self) -> str:
        """A short name for this claim that is the same in every run on the same documents."""
        return id_of(self.document, self.start, self.end, self.entity, self.attribute, self.value, self.scope)


def id_of(document: str, start: int, end: int, entity: str, attribute: str, value: str, scope: str) -> str:
    """The id of the claim that stands at this place and says this."""
    key = "\x1f".join((document, str(start), str(end), entity, attribute, value, scope))
    return "c" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A number or a date that was seen and not claimed, with the reason as a short phrase."""

    document: str
    start: int
    end: int
    line: int
    quote: str
    reason: str  # one of a small closed set: "percentage", "citation", "no entity in reach", …
    note: str = ""  # what a pack author would want to know: the name that stayed unresolved, the cue that barred it


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that one document gave."""

    document: str
    claims: tuple[Claim, ...]  # in reading order
    rejected: tuple[Rejected, ...]  # in reading order
