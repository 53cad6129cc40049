"""The pack: everything the engine knows about a domain, as validated data.

A pack is a YAML file. These models are its format: the published JSON Schema is generated from them
(`factaudit pack schema`), and `extract.words.pack_file` reads a file into them with errors that name file,
line and remedy.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product
from math import prod
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from extract.quantities.currency import ISO

FORMAT = 1  # raised when a pack of the old format would be misread

Words = tuple[str, ...]
MOST_SPELLED = 2_000  # phrases that one line of alternatives may stand for
_ALTERNATIVES = re.compile(r"\(([^()]*\|[^()]*)\)")


def spelled_out(phrase: str) -> list[str]:
    """The phrases that alternatives stand for: "(data|corpus) (ends|stops)" for four; one may be empty, "(the|) end".

    Raises ValueError where a bracket is not closed, or where they are too many.
    """
    parts = _ALTERNATIVES.split(phrase)
    if any(set("(|)") & set(text) for text in parts[::2]) and "|" in phrase:
        raise ValueError(f"{phrase!r} has alternatives that are not in brackets, or brackets in brackets")
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    if prod(map(len, choices)) > MOST_SPELLED:
        raise ValueError(f"{phrase!r} stands for more than {MOST_SPELLED:,} phrases")
    return list(dict.fromkeys(" ".join("".join(chosen).split()) for chosen in product(*choices)))


def _all_spelled_out(given: object) -> object:
    if isinstance(given, list | tuple) and all(isinstance(phrase, str) for phrase in given):
        return tuple(dict.fromkeys(one for phrase in given for one in spelled_out(phrase)))
    return given


# Words in which "(a|b)" stands for either: "(data|corpus) (ends|stops)".
Phrases = Annotated[Words, BeforeValidator(_all_spelled_out)]
_NAME = r"^[a-z][a-z0-9_-]*$"


def _named(given: object) -> object:
    if isinstance(given, str) and not re.fullmatch(_NAME, given):
        plain = re.sub(r"[^a-z0-9_]+", "-", given.lower()).strip("-0123456789_")
        better = f", such as {plain}" if plain else ""
        raise ValueError(f"should be small letters, digits, - and _, a letter first{better}")
    return given


def _range(given: object) -> object:
    if given is None or (isinstance(given, list | tuple) and len(given) == len(("lowest", "highest"))):
        return given
    raise ValueError('should be a list of the lowest and the highest plausible value, as ["5", "40"]')


def _factors(given: object) -> object:
    """A list of units stands for units of the size of the base unit."""
    if isinstance(given, dict):
        return {
            one: size
            for unit, size in given.items()
            for one in (spelled_out(unit) if isinstance(unit, str) else [unit])
        }
    if isinstance(given, list | tuple) and all(isinstance(unit, str) for unit in given):
        return {one: 1 for unit in given for one in spelled_out(unit)}
    raise ValueError("should be a list of words, as [g, gram], or say of each how many base units it is, as {kg: 1000}")


# A unit and how many base units it is: {gb: 1, mb: 0.001}; a list where all are 1.
Units = Annotated[
    dict[str, Annotated[Decimal, Field(gt=0)]],
    BeforeValidator(_factors),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "array", "items": {"type": "string"}},
                {"type": "object", "additionalProperties": {"type": "number", "exclusiveMinimum": 0}},
            ],
            "default": [],
        }
    ),
]


class Part(BaseModel):
    """A part of a pack: unknown keys are errors, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Member(Part):
    """A known entity of a family."""

    name: str = Field(description="Canonical name, spelled as its maker does.")
    names: Words = Field((), description="Other full names and spellings that mean the same entity.")
    short: Words = Field((), description="Names that mean it only where its family is the topic: 'V2', 'Base'.")
    family: bool = Field(False, description="It is itself a family of further members: 'Llama 2'.")


class Family(Part):
    """A family of entities that share the first part of their name."""

    name: str = Field(description="Canonical name of the family: 'DeepSeek'.")
    names: Words = Field((), description="Other spellings and names of the family.")
    maker: str = Field("", description="Who makes it; a maker's name is no entity.")
    members: tuple[Member, ...] = ()
    order: Words = Field((), description="Members in the order in which they followed each other: 'from V2 onward'.")
    common: bool = Field(
        False, description="Its name is a common word or somebody else's, too: it is no sign of the pack's field."
    )
    umbrella: Words = Field((), description="Terms for the family as a whole, as full names: 'DeepSeek-LLMs'.")
    notions: Words = Field((), description="Names built like members that name no entity: an architecture, a product.")


class Variant(Part):
    """A word in a name that makes a variant of an entity: Base, Chat, Instruct."""

    name: str
    names: Words = ()


class Grammar(Part):
    """How names are built from words, versions, sizes and variants, so that unlisted names are met too."""

    version: str = Field(description="Regular expression of one token that is a version: 'v2', '3.5', 'r1'.")
    size: str = Field(description="Regular expression of one token that is a size: '7b', '8x22b'.")
    tag: str = Field("(?!)", description="Regular expression of one token that tags a name: 'a14b', '0324', '16e'.")
    variants: tuple[Variant, ...] = ()
    lines: Words = Field((), description="Words that name a product line inside a family: 'Coder', 'Math', 'VL'.")
    makers: Words = Field((), description="Makers that stand before a name without being part of it: 'Meta'.")
    never: Words = Field((), description="Words of the domain that look like names and are none: 'Python', 'Watt'.")


class EntityNouns(Part):
    """The words by which a text speaks of an entity without naming it."""

    nouns: Words = Field(description="'model', 'checkpoint': the kind of thing the pack is about, singular.")
    columns: Words = Field((), description="Headings of table columns and labels that hold entity names.")
    references: Phrases = Field((), description="Phrases that refer back to one entity: 'it', 'this model'.")
    copies: Phrases = Field(
        (), description="What is made of an entity and has values of its own: 'deployment', 'fork'."
    )
    things: Phrases = Field(
        (),
        description="What goes along with an entity and has dates and licences of its own: 'paper', 'benchmark'.",
    )
    others: Phrases = Field(
        (), description="Words for things of another kind that texts list with the same attributes: 'data sets'."
    )
    groups: Phrases = Field((), description="Phrases that refer back to all entities just named: 'both models'.")
    field: Phrases = Field(
        (),
        description="Words that texts of the field hold and others hardly do: 'language model'. Names that the pack"
        " does not list are claimed of only in documents that have one of these, or a listed name, near them.",
    )


class Scope(Part):
    """A condition that makes two values of one attribute compatible, and the words that state it."""

    name: str
    cues: Phrases = Field(description="Words in the same clause that put a value into this scope.")
    part_of: str = Field("", description="Scope that this one is a part of: a part is at most the whole.")
    plain: Literal["open", "whole", "part", "other"] = Field(
        "open",
        description="What a value stated without a scope is to this one. open: it may mean this scope, so a difference"
        " is a possible conflict; whole: this scope is a part of it; part: it is a part of this scope; other: it is"
        " never meant in this scope.",
    )


class Bare(Part):
    """When an unlabelled value in an item, a cell or brackets is this attribute by its form alone."""

    lower: Decimal | None = Field(None, description="Smallest value, in base units, that may be taken so.")
    upper: Decimal | None = None
    scaled: bool = Field(True, description="Only numbers with a scale (K, M, B, T, million, …) or a unit.")
    unit: bool = Field(False, description="Only numbers with one of the attribute's units behind them.")
    places: tuple[Literal["item", "cell", "brackets", "heading", "verb", "prose", "cue"], ...] = Field(
        ("item", "cell", "brackets"),
        description="verb: right behind 'has', with no noun behind: 'X has 7 billion'; prose: beside a name; "
        "cue: right behind one of the attribute's cues, with no noun behind: 'trained on 14T'.",
    )


class Term(Part):
    """A text value and the spellings that are declared to mean it."""

    name: str
    names: Words = ()
    slugs: Words = Field((), description="Spellings that mean it only where nothing else stands: 'gemma'.")
    generic: bool = Field(False, description="It says less than any other value in its sentence: 'custom'.")
    coded: bool = Field(False, description="The name is a code for the value and no words of a text: 'no', 'family'.")


class Claimed(Part):
    """A claim that an example text makes."""

    entity: str
    value: str
    qualifier: str = ""
    scope: str = ""


class Examples(Part):
    """A text that makes claims of the attribute, and one that looks alike and makes none."""

    hit: str
    claims: tuple[Claimed, ...] = Field(min_length=1)
    miss: str


class LabelsBeside(Part):
    """Labels that say too little alone, and the attributes whose labels beside them make their meaning plain."""

    labels: Phrases = Field(description="Labels such as 'per token', 'shared' or 'k', which count only as a whole.")
    of: tuple[str, ...] = Field(description="Attributes of which one must have a row or column in the same table.")


class Attribute(Part):
    """One attribute of an entity: how it is recognised, compared and judged."""

    title: str = Field(description="What reports call it: 'Parameters (total)'.")
    type: Literal["number", "money", "date", "term", "flag", "relation"]
    unit: str = Field("", description="Base unit shown in tables: 'parameters'; of money the currency, default 'USD'.")
    units: Units = Field(
        default_factory=dict,
        description="Words right after a number that prove its kind, not the attribute: [tokens]; or each with the"
        " number of base units it is: {gb: 1, mb: 0.001}.",
    )
    counted: Units = Field(
        default_factory=dict,
        description="Words right after a number that prove the attribute: [layers]; or each with its number of base"
        " units: {kw: 1000, w: 1}.",
    )
    modifies: Phrases = Field((), description="Nouns that a scaled value stands before: 'model' in 'a 7B model'.")
    strong: Phrases = Field((), description="Words in the clause that make a value this attribute, unit or not.")
    cues: Phrases = Field(
        (),
        description="Words in the clause that make a value of the right kind this attribute;"
        " term: what shares a value with a barred word beside it, 'weights' in 'code and weights'.",
    )
    labels: Phrases = Field((), description="What item labels, bold labels and table headings call it.")
    labels_beside: LabelsBeside | None = Field(
        None, description="Headings of rows and columns that mean it beside those of other attributes: 'per token'."
    )
    remarks: Phrases = Field(
        (),
        description="Words beside a second, smaller value that make it a part of the first, 'use' in '45B (use 12B)';"
        " a constraint at_most says of which attribute it is a part.",
    )
    requires: Phrases = Field((), description="Words of which the sentence must have one: 'experts'.")
    barred: Phrases = Field((), description="Words in the clause that make the value something else.")
    barred_labels: Phrases = Field(
        (), description="Words of labels and headings under which nothing is this attribute."
    )
    bare: Bare | None = None
    scopes: tuple[Scope, ...] = ()
    terms: tuple[Term, ...] = Field((), description="term: the values with their declared equivalents.")
    open_terms: str = Field("", description="term: regular expression of values beyond the listed ones.")
    plausible: Annotated[tuple[str, str] | None, BeforeValidator(_range)] = Field(
        None, description="Lowest and highest plausible value, numbers or dates."
    )
    about: Decimal = Field(Decimal("0.05"), description="Share by which 'about' widens a value.")
    bound_is_value: Words = Field((), description="Qualifiers that only dress the value: 'up_to' of a context length.")
    setting: bool = Field(
        False, description="It can be set for a run: what something was tested with, 'tested with 32K', is not claimed."
    )
    binary_scales: bool = Field(False, description="K may mean 1000 or 1024 (M, G likewise): a declared alias.")
    many: bool = Field(False, description="An entity may have several values at once: they are no conflict.")
    per: Literal["", "year"] = Field(
        "", description="year: each year has a value of its own, and the year stated beside a value is its scope."
    )
    future: bool = Field(False, description="date: it lies ahead by its nature, so 'will be' makes no plan of it.")
    severity: Literal["high", "medium", "low"] = "medium"
    examples: Examples

    @model_validator(mode="before")
    @classmethod
    def _money_in_dollars(cls, data: Any) -> Any:
        """Without a currency of its own, money is in US dollars."""
        if isinstance(data, dict) and data.get("type") == "money" and data.get("unit", "") == "":
            return {**data, "unit": "USD"}
        return data

    @field_validator("unit")
    @classmethod
    def _known_currency(cls, unit: str, others: ValidationInfo) -> str:
        if others.data.get("type") == "money" and unit not in ISO:
            raise ValueError("of money should be a currency's ISO code, such as USD or EUR")
        return unit


class Constraint(Part):
    """A rule across attributes or entities. Terms are attribute names, of the entity or of a related one."""

    name: str
    kind: Literal["at_most", "not_before", "near", "same", "sum", "kind", "existence"]
    left: str = Field(
        description="Attribute of the entity: 'parameters_active'; 'gpu_hours[pre-training]' is that of a scope."
        " Several are joined by '+': all must be known for sum, only the first for at_most, where the others count 0."
    )
    right: str = Field("", description="Attribute it is held against; '@base_model.release_date' is a base's.")
    values: Words = Field((), description="kind, existence: the values of left that break it, at least one.")
    relations: Words = Field(
        (), description="Scopes in which a relation counts as well: 'architecture'. Unscoped, it always counts."
    )
    within_days: int | None = Field(None, description="near: how far apart two dates may lie.")
    severity: Literal["high", "medium", "low"] = "medium"
    reason: str = Field(description="The sentence a reviewer reads; {entity}, {left}, {right}, {other} are filled in.")


class Pack(Part):
    """A domain: its entities, its attributes, its rules."""

    format: Literal[1] = Field(description="Version of the pack format.")
    name: Annotated[str, Field(pattern=_NAME), BeforeValidator(_named)]
    title: str
    entity: EntityNouns
    grammar: Grammar
    families: tuple[Family, ...] = ()
    attributes: dict[str, Attribute] = Field(min_length=1)
    constraints: tuple[Constraint, ...] = ()
    hedges: Phrases = Field((), description="Words that make a claim hedged, beside the language's own.")
    plans: Phrases = Field((), description="Words that make a claim a plan, beside the language's own.")
    ignored_sections: Words = Field((), description="Headings under which nothing is claimed: 'Citation'.")
