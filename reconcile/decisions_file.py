"""The decisions file: its format, how it is read, and how it is written so that branches merge.

One entry for each finding, sorted; block style with one member on a line; keys in one order; nothing in it
depends on the run that wrote it. Comments are not kept when it is written anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from reconcile.decision import Choice, Decisions, Entry, Member, ordered
from reconcile.decision_checks import contradictions
from sources import yaml_file
from sources.errors import FactauditError
from sources.yaml_file import Keys, Located

NAME = "factaudit-decisions.yaml"
VERSION = 1  # raised when a file of the old format would be misread

_HEADER = """\
# What reviewers decided about conflicts between documents. Edit it by hand, or add all open conflicts with
# `factaudit accept`, which keeps entries but no comments.
"""
_CONTEXTS = re.compile(r"h[0-9a-f]{12}( h[0-9a-f]{12})*")
_FINGERPRINT = re.compile(r"v1:[0-9a-f]{64}")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Text that needs no quotes in a block mapping: a letter or digit first, then anything printable that ends in
# no blank or colon and holds neither ": " nor " #".
_PLAIN = re.compile(r"[\w/(](?:[^:#]|:(?![ ]|$)|(?<! )#)*(?<! )")
_INTEGER = re.compile(r"(0|[1-9][0-9]*)")
# Read as something other than text by YAML tools that follow 1.1, or the core schema of 1.2.
_MISREAD = re.compile(r"0[xob].*|y|n|yes|no|on|off|[0-9_]*_[0-9_]*", re.IGNORECASE)


def _text(given: object) -> object:
    """Take an unquoted number, true or false for its own text: 6.4 without quotes is "6.4"."""
    if isinstance(given, float):
        return format(Decimal(repr(given)), "f")
    return str(given).lower() if isinstance(given, bool | int) else given


def _worded(given: object) -> object:
    if isinstance(given, str) and not given.strip():
        raise ValueError("is empty, but a reviewer must be able to see why")
    return given


def _day(given: object) -> object:
    if given is None:
        return None
    if isinstance(given, str) and _ISO_DAY.fullmatch(given):
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass  # said below, with an example
    raise ValueError("should be a day such as 2026-12-31")


def _choice(given: object) -> object:
    # Said here, because the union's own message would name every form that the entry did not fit.
    if isinstance(given, dict):
        wrong = given.get(Choice.WRONG.value)
        if not isinstance(wrong, list) or not wrong or len(given) > 1:
            raise ValueError("should be 'wrong:' with a list of values and nothing else")
        if not all(isinstance(value, str | int | float) for value in wrong):
            raise ValueError("should list values as text; put them in quotes")
    elif given not in _PLAIN_CHOICES:
        raise ValueError(f"should be one of {', '.join(_PLAIN_CHOICES)}, or 'wrong:' with a list of values")
    return given


def _contexts(given: object) -> object:
    if isinstance(given, str) and _CONTEXTS.fullmatch(given):
        return given
    raise ValueError("should be context hashes as `factaudit accept` writes them: h and 12 hexadecimal digits")


def _fingerprint(given: object) -> object:
    if isinstance(given, str) and _FINGERPRINT.fullmatch(given):
        return given
    raise ValueError("should be copied whole from the report: v1: and 64 hexadecimal digits")


def _stated(given: object) -> object:
    # Said here, because a value without a document would make no member at all.
    if isinstance(given, dict) and not given:
        raise ValueError("is empty, but a decision rests on who stated what; copy the entry from the report")
    return given


_PLAIN_CHOICES = tuple(choice.value for choice in Choice if choice is not Choice.WRONG)
_Text = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": ["string", "number", "boolean"]})]
_Day = Annotated[date | None, BeforeValidator(_day)]
_Contexts = Annotated[
    str, BeforeValidator(_contexts), WithJsonSchema({"type": "string", "pattern": f"^{_CONTEXTS.pattern}$"})
]
_Documents = Annotated[dict[str, _Contexts], BeforeValidator(_stated), Field(min_length=1)]
_Members = Annotated[dict[str, _Documents], BeforeValidator(_stated), Field(min_length=1)]
_Fingerprint = Annotated[
    str,
    BeforeValidator(_fingerprint),
    WithJsonSchema({"type": "string", "pattern": f"^{_FINGERPRINT.pattern}$"}),
]
_Name = Annotated[str, Field(min_length=1)]
_Worded = Annotated[str, BeforeValidator(_worded), Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WrongValues(_Part):
    """The decision that values are wrong."""

    wrong: tuple[_Text, ...] = Field(min_length=1, description="Values, among the members', that are wrong.")


class EntryFormat(_Part):
    """One entry of the file: the decision about one finding."""

    fingerprint: _Fingerprint = Field(description="Identity of the finding.")
    entity: _Name = Field(description="Entity of the finding, for the reader.")
    attribute: _Name = Field(description="Attribute of the finding, for the reader.")
    scope: str = Field("", description="Scope of the finding, for the reader.")
    members: _Members = Field(
        description="Normalised value, document, hashes of the contexts it stands in when decided."
    )
    decision: Annotated[
        Literal["intentional", "other-scope", "superseded", "extraction-error", "deferred"] | WrongValues,
        BeforeValidator(_choice),
    ] = Field(description="What was decided.")
    value: _Text = Field("", description="The right value, where one is known.")
    reason: _Worded = Field(description="Why, in words.")
    reviewer: str = Field("", description="Who decided.")
    date: _Day = Field(None, description="When it was decided.")
    expires: _Day = Field(None, description="Last day on which the decision holds.")


class FileFormat(_Part):
    """Decisions of reviewers about conflicts that factaudit found."""

    version: Literal[1] = Field(description="Version of this format.")
    decisions: tuple[EntryFormat, ...] = Field(description="One entry for each finding.")


def load(path: Path, shown: str = "") -> Decisions:
    """Read a decisions file; `shown` is how errors name it. FactauditError says what is wrong on which line."""
    return _decoded(yaml_file.load(path, shown))


def parse(text: str, file: str = NAME) -> Decisions:
    """Read the text of a decisions file, as `load` does."""
    return _decoded(yaml_file.parse(text.encode(), file))


def schema() -> dict[str, Any]:
    """JSON Schema of the decisions file, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **FileFormat.model_json_schema()}


def _decoded(located: Located) -> Decisions:
    _check_version(located)
    read = yaml_file.fitted(located, FileFormat, _spoken(located))
    seen: dict[str, int] = {}
    for place, entry in enumerate(read.decisions):
        keys: Keys = ("decisions", place, "fingerprint")
        about = f"{entry.entity} {entry.attribute}"
        if entry.fingerprint in seen:
            first = located.line(("decisions", seen[entry.fingerprint], "fingerprint"))
            problem = f"{about}: decides the finding of line {first} again"
            raise located.error(keys, problem, "keep one of the two entries")
        seen[entry.fingerprint] = place
        for within, problem, remedy in contradictions(tuple(entry.members), _wrong(entry), entry.value):
            raise located.error(("decisions", place, *within), f"{about}: {problem}", remedy)
    entries = (_entry(entry, located.line(("decisions", at))) for at, entry in enumerate(read.decisions))
    return ordered(entries, located.file)


def _check_version(located: Located) -> None:
    data = located.data
    if not isinstance(data, dict):
        raise FactauditError("is no decisions file", f"begin it with 'version: {VERSION}'", located.file, 1)
    if "version" not in data:
        raise located.error((), "has no version", f"begin it with 'version: {VERSION}'")
    version = data["version"]
    if type(version) is not int:
        raise located.error(("version",), "'version' is no number", f"write 'version: {VERSION}'")
    if version != VERSION:
        problem = f"is a decisions file of version {version}; this factaudit reads version {VERSION}"
        raise located.error(("version",), problem, "use the factaudit that wrote it, or write the file anew")


def _spoken(located: Located) -> Callable[[Keys], str]:
    """How errors name a part of the file: within an entry, by what that is about."""

    def spoken(keys: Keys) -> str:
        entry = located.at(keys[:2]) if keys[:1] == ("decisions",) else None
        about = (
            [str(entry[key]) for key in ("entity", "attribute") if entry.get(key)] if isinstance(entry, dict) else []
        )
        within = ".".join(str(key) for key in keys[2:])
        return f"'{within}' of {' '.join(about)}" if about and within else f"'{'.'.join(str(key) for key in keys)}'"

    return spoken


def _wrong(entry: EntryFormat) -> tuple[str, ...]:
    return entry.decision.wrong if isinstance(entry.decision, WrongValues) else ()


def _chosen(entry: EntryFormat) -> Choice:
    return Choice.WRONG if isinstance(entry.decision, WrongValues) else Choice(entry.decision)


def _entry(read: EntryFormat, line: int) -> Entry:
    found = [
        Member(value, document, tuple(sorted(set(contexts.split(" ")))))
        for value, documents in read.members.items()
        for document, contexts in documents.items()
    ]
    return Entry(
        fingerprint=read.fingerprint,
        entity=read.entity,
        attribute=read.attribute,
        scope=read.scope,
        members=tuple(sorted(found)),
        choice=_chosen(read),
        reason=read.reason,
        wrong=tuple(sorted(set(_wrong(read)))),
        value=read.value,
        reviewer=read.reviewer,
        decided=read.date,
        expires=read.expires,
        line=line,
    )


def dump(decisions: Decisions) -> str:
    """Write decisions as the text of a file: `parse` of it gives them back."""
    head = f"{_HEADER}version: {VERSION}\n"
    if not decisions.entries:
        return f"{head}decisions: []\n"
    lines = (line for entry in ordered(decisions.entries).entries for line in _lines(entry))
    return f"{head}decisions:\n" + "".join(f"{line}\n" for line in lines)


def _lines(entry: Entry) -> Iterator[str]:
    yield f"- entity: {_scalar(entry.entity)}"
    yield f"  attribute: {_scalar(entry.attribute)}"
    if entry.scope:
        yield f"  scope: {_scalar(entry.scope)}"
    yield f"  fingerprint: {entry.fingerprint}"
    yield "  members:"
    previous = None
    for member in sorted(entry.members):
        if member.value != previous:
            yield f"    {_key(member.value)}:"
            previous = member.value
        yield f"      {_key(member.document)}: {' '.join(member.contexts)}"
    yield from _decision_lines(entry)


def _decision_lines(entry: Entry) -> Iterator[str]:
    if entry.choice is Choice.WRONG:
        yield "  decision:"
        yield "    wrong:"
        yield from (f"    - {_value(value)}" for value in entry.wrong)
    else:
        yield f"  decision: {entry.choice.value}"
    if entry.value:
        yield f"  value: {_value(entry.value)}"
    yield f"  reason: {_scalar(entry.reason)}"
    if entry.reviewer:
        yield f"  reviewer: {_scalar(entry.reviewer)}"
    if entry.decided:
        yield f"  date: {entry.decided.isoformat()}"
    if entry.expires:
        yield f"  expires: {entry.expires.isoformat()}"


def _scalar(text: str) -> str:
    """A text as a YAML scalar, in quotes only where it needs them."""
    plain = text.isprintable() and _PLAIN.fullmatch(text) and not _MISREAD.fullmatch(text)
    return text if plain and isinstance(yaml_file.scalar(text), str) else _quoted(text)


def _value(text: str) -> str:
    """A value as a YAML scalar: where one is expected, a whole number, true and false are read as text."""
    return text if _INTEGER.fullmatch(text) or text in ("true", "false") else _scalar(text)


def _key(text: str) -> str:
    return text if _INTEGER.fullmatch(text) else _scalar(text)


def _quoted(text: str) -> str:
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character.isprintable():
        return character
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
