"""Reads a pack file, and says with file, line and remedy what is wrong in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.words.pack import Attribute, Pack
from sources.yaml_file import Keys, Located, fitted
from sources.yaml_file import load as load_yaml

SCOPED = re.compile(r"(?P<attribute>\w+)(?:\[(?P<scope>[^\]]+)\])?")
# A pattern of a pack runs on every document: one that can match the empty string, or that nests repetition inside
# repetition, could make a reading endless.
_NESTED_REPEAT = re.compile(r"\([^()]*[+*][^()]*\)[+*{]")


def load(path: Path, shown: str = "") -> Pack:
    """The pack in a file; a `FactauditError` with file, line and remedy where it is not valid.

    `shown` is the name that errors use for the file.
    """
    located = load_yaml(path, shown)
    pack = fitted(located, Pack)
    for keys, problem, remedy in _problems(pack):
        raise located.error(_existing(located, keys), problem, remedy)
    return pack


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the pack format, for editors."""
    made = Pack.model_json_schema()
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "factaudit pack"
    return made


def _existing(located: Located, keys: Keys) -> Keys:
    while keys and keys not in located.lines:
        keys = keys[:-1]
    return keys


def _problems(pack: Pack) -> Iterator[tuple[Keys, str, str]]:
    """What the types alone cannot tell: expressions, references between parts, names given twice."""
    for field in ("version", "size", "tag"):
        yield from _expression(getattr(pack.grammar, field), ("grammar", field))
    for name, attribute in pack.attributes.items():
        yield from _attribute(name, attribute)
    yield from _listed_twice(pack)
    seen: dict[str, str] = {}
    for i, family in enumerate(pack.families):
        for j, member in enumerate(family.members):
            for other in (member.name, *member.names):
                key = _plain(other)
                if seen.get(key, member.name) != member.name:
                    yield (
                        ("families", i, "members", j, "name"),
                        f"'{other}' names both {seen[key]} and {member.name}",
                        "let each name stand in one place",
                    )
                seen[key] = member.name
    for name, attribute in pack.attributes.items():
        for other in attribute.labels_beside.of if attribute.labels_beside is not None else ():
            if other not in pack.attributes:
                at: Keys = ("attributes", name, "labels_beside", "of")
                yield at, f"'{other}' is no attribute of this pack", f"known: {', '.join(pack.attributes)}"
    for i, constraint in enumerate(pack.constraints):
        if constraint.kind in ("kind", "existence") and not constraint.values:
            problem = f"a rule of kind {constraint.kind} has no values"
            yield ("constraints", i, "kind"), problem, "list the values of left that break it under 'values'"
        for side in ("left", "right"):
            yield from _term(pack, getattr(constraint, side), ("constraints", i, side))


def _listed_twice(pack: Pack) -> Iterator[tuple[Keys, str, str]]:
    """Families and members that stand in the pack more than once: only one of them would be read."""
    families: set[str] = set()
    members: set[str] = set()
    for i, family in enumerate(pack.families):
        if _plain(family.name) in families:
            yield ("families", i, "name"), f"the family '{family.name}' is listed a second time", "join the two"
        families.add(_plain(family.name))
        for j, member in enumerate(family.members):
            if _plain(member.name) in members:
                keys: Keys = ("families", i, "members", j, "name")
                yield keys, f"the member '{member.name}' is listed a second time", "leave out one of the two"
            members.add(_plain(member.name))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _attribute(name: str, attribute: Attribute) -> Iterator[tuple[Keys, str, str]]:
    at: Keys = ("attributes", name)
    if attribute.open_terms:
        yield from _expression(attribute.open_terms, (*at, "open_terms"))
    if attribute.type in ("term", "flag") and not attribute.terms:
        yield at, f"'{name}' is a {attribute.type} without terms", "list its values under 'terms'"
    if attribute.plausible is not None and attribute.type in ("number", "money"):
        try:
            low, high = (float(value) for value in attribute.plausible)
        except ValueError:
            yield (*at, "plausible"), f"'{name}' is a {attribute.type}", "write two numbers in quotes"
        else:
            if low > high:
                yield (*at, "plausible"), "the lowest plausible value is above the highest", "swap them"
    if attribute.plausible is not None and attribute.type == "date":
        for value in attribute.plausible:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                yield (*at, "plausible"), f"'{value}' is no day", "write two days, as '2015-01-01'"
    for key in () if attribute.type == "number" else ("units", "counted"):
        if getattr(attribute, key):
            known = "its currency sign or code" if attribute.type == "money" else "'cues', 'strong' and 'labels'"
            problem = f"'{key}' has no effect: '{name}' is a {attribute.type}, which is told by {known}"
            yield (*at, key), problem.replace("is a money", "is money"), "leave it out"
    scopes = [scope.name for scope in attribute.scopes]
    for i, scope in enumerate(attribute.scopes):
        if scope.part_of and scope.part_of not in scopes:
            yield (
                (*at, "scopes", i, "part_of"),
                f"'{scope.part_of}' is no scope of '{name}'",
                f"known: {', '.join(scopes)}",
            )


def _term(pack: Pack, text: str, keys: Keys) -> Iterator[tuple[Keys, str, str]]:
    for part in text.split("+") if text else ():
        relation, _, attribute = part.strip().removeprefix("@").rpartition(".")
        names = [attribute] if not part.startswith("@") else [relation, attribute]
        for name in names:
            m = SCOPED.fullmatch(name)
            if m is None or m.group("attribute") not in pack.attributes:
                yield keys, f"'{name}' is no attribute of this pack", f"known: {', '.join(pack.attributes)}"


def _expression(text: str, keys: Keys) -> Iterator[tuple[Keys, str, str]]:
    try:
        compiled = re.compile(text)
    except re.error as error:
        yield keys, f"'{keys[-1]}' is no regular expression: {error}", "see Python's re for the syntax"
        return
    if _NESTED_REPEAT.search(text):
        yield keys, f"'{keys[-1]}' repeats a repetition, which can take endless time", "bound it, as in {1,5}"
    if text != "(?!)" and compiled.fullmatch(""):
        yield keys, f"'{keys[-1]}' matches nothing at all", "make it need at least one character"
