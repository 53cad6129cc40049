"""YAML files as data with line numbers, so that what is wrong in one is told with its place.

Packs, configurations and decisions are all read here. The dialect is the plain part of YAML 1.2: text,
whole and decimal numbers, true, false, null, lists and mappings. `2024-05-07`, `no`, `on` and `1_000` are
text, as written. Anchors and aliases are refused (a few lines of them can stand for gigabytes), and so
are tags, repeated keys and more than one document in a file.
"""

from __future__ import annotations

import difflib
import re
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from sources.errors import FactauditError

if TYPE_CHECKING:
    import yaml
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

Keys = tuple[str | int, ...]
Model = TypeVar("Model", bound="BaseModel")

# A pack of all model names known today takes a few hundred kilobytes, ten thousand decisions about five
# megabytes; what is larger is another kind of file, and reading it would take more than ten seconds.
MAX_BYTES = 16_000_000
MAX_DEPTH = 30  # packs nest seven deep; a deeper file is an attack or a mistake

_INTEGER = re.compile(r"[-+]?[0-9]{1,400}")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]{1,400}|[0-9]{1,400}(\.[0-9]{0,400})?)([eE][-+]?[0-9]{1,3})?")
_WORDS: Mapping[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip

_ALIGN = "begin all keys of one mapping in the same column"
# What the parser says of the mistakes that people make most, in words that say where to look.
_BROKEN = {
    "mapping values are not allowed in this context": (
        "a key stands further right than the key before it, or a text holds ': '",
        f"{_ALIGN}, and put a text with a colon in quotes",
    ),
    "did not find expected key": ("this line fits neither the key before it nor one further out", _ALIGN),
    "did not find expected '-' indicator": (
        "this line is no item of the list before it",
        "begin all items of one list with '- ' in the same column",
    ),
    "could not find expected ':'": ("a line without a colon stands among keys", "write 'key: value'"),
    "found character that cannot start any token": (
        "a tab, or a character that YAML reserves, stands where a value begins",
        "indent by blanks, and put such a text in quotes",
    ),
}

_NO_NUMBER = {  # pydantic's names of mistakes with numbers
    "int_parsing": "a whole number is expected",
    "int_type": "a whole number is expected",
    "int_from_float": "a whole number is expected",
    "float_parsing": "a number is expected",
    "float_type": "a number is expected",
    "decimal_parsing": "a number is expected",
    "decimal_type": "a number is expected",
}


@dataclass(frozen=True, slots=True)
class Located:
    """The data of a YAML file and the line on which each part of it starts."""

    file: str  # the file as errors name it
    data: Any  # dict, list, str, int, float, bool or None
    lines: Mapping[Keys, int]  # path of keys and positions → line from 1

    def line(self, keys: Keys = ()) -> int:
        """Line, from 1, of the part at `keys`, or of the closest part around it that exists."""
        for length in range(len(keys), -1, -1):
            if keys[:length] in self.lines:
                return self.lines[keys[:length]]
        return 1

    def at(self, keys: Keys) -> Any:
        """The part at `keys`; None where there is none."""
        part = self.data
        for key in keys:
            inside = isinstance(part, dict) or (isinstance(part, list) and isinstance(key, int) and key < len(part))
            part = (part.get(key) if isinstance(part, dict) else part[key]) if inside else None
        return part

    def error(self, keys: Keys, problem: str, remedy: str = "") -> FactauditError:
        """An error about the part at `keys`, ready to be raised."""
        return FactauditError(problem, remedy, self.file, self.line(keys))


def load(path: Path, shown: str = "") -> Located:
    """Read a YAML file; `shown` is how errors name it, by default the path as given."""
    file = shown or str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise FactauditError(f"cannot be read ({error.strerror})", "check the path", file) from error
    if len(data) > MAX_BYTES:
        raise FactauditError(f"is larger than {MAX_BYTES // 1_000_000} MB", "split it, or check the path", file)
    return parse(data, file)


def parse(data: bytes, file: str) -> Located:
    """Read the bytes of a YAML file that errors are to name `file`."""
    import yaml

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FactauditError("is not UTF-8 text", "save it as UTF-8", file, line) from error
    if barred := yaml.reader.Reader.NON_PRINTABLE.search(text):
        line = text.count("\n", 0, barred.start()) + 1
        raise FactauditError("holds a character that YAML does not allow", "remove it", file, line)
    lines: dict[Keys, int] = {}
    try:
        events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        value = _Builder(file, events, lines).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or error.context or "is not understood"
        problem, remedy = _BROKEN.get(said, (said, "check indentation, quotes and colons"))
        raise FactauditError(f"is no YAML: {problem}", remedy, file, mark.line + 1 if mark else None) from error
    return Located(file, value, lines)


class _Builder:
    """Builds plain data from the parser's events, and notes the line of every part."""

    def __init__(self, file: str, events: Iterator[yaml.Event], lines: dict[Keys, int]) -> None:
        self.file = file
        self.events = events
        self.lines = lines

    def document(self) -> Any:
        """The only document of the stream; None for an empty file."""
        import yaml

        value: Any = None
        seen = False
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    self.refuse(event, "holds a second document after '---'", "keep one document in a file")
                seen = True
                value = self.value(next(self.events), ())
        return value

    def value(self, event: yaml.Event, keys: Keys) -> Any:
        """The data that starts with `event`, which stands at `keys`."""
        import yaml

        self.lines.setdefault(keys, _line(event))
        if len(keys) > MAX_DEPTH:
            self.refuse(event, f"is nested more than {MAX_DEPTH} deep", "flatten it")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self.refuse(event, "uses an anchor or alias (& or *)", "write the value out, or put it in quotes")
        if getattr(event, "tag", None) not in (None, "!"):
            self.refuse(event, "uses a tag (!)", "write the plain value, or put it in quotes")
        if isinstance(event, yaml.ScalarEvent):
            return event.value if event.style else scalar(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.items(keys)
        return self.mapping(keys)

    def items(self, keys: Keys) -> list[Any]:
        """The items of a sequence whose start has been read."""
        import yaml

        found: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self.value(event, (*keys, len(found))))
        return found

    def mapping(self, keys: Keys) -> dict[str, Any]:
        """The entries of a mapping whose start has been read."""
        import yaml

        found: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                self.refuse(event, "uses a list or mapping as a key", "use text as key, in quotes where it starts so")
            key = event.value
            place = (*keys, key)
            if key in found:
                first = self.lines[place]
                self.refuse(event, f"repeats the key '{key}' of line {first}", "join the two entries")
            self.lines[place] = _line(event)
            found[key] = self.value(next(self.events), place)
        return found

    def refuse(self, event: yaml.Event, problem: str, remedy: str) -> NoReturn:
        """Stop with an error at the line of `event`."""
        raise FactauditError(problem, remedy, self.file, _line(event))


def _line(event: yaml.Event) -> int:
    """Line, from 1, on which an event starts."""
    return event.start_mark.line + 1 if event.start_mark else 1


def scalar(text: str) -> str | int | float | bool | None:
    """What an unquoted scalar means: a number, true, false, null, or its own text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text


def quoted(keys: Keys) -> str:
    """How errors name a part of a file: by the keys that lead to it."""
    return f"'{'.'.join(str(key) for key in keys)}'"


def fitted(located: Located, model: type[Model], spoken: Callable[[Keys], str] = quoted) -> Model:
    """The data of a YAML file as `model`; what does not fit is one error with file, line and remedy.

    `spoken` says how errors name the part at some keys.
    """
    from pydantic import ValidationError

    if not isinstance(located.data, dict):
        problem = "is empty" if located.data is None else "is not a mapping of keys to values"
        raise FactauditError(problem, f"its keys are {_listed(model.model_fields)}", located.file, 1)
    try:
        return model.model_validate(located.data)
    except ValidationError as error:
        details = _innermost(error.errors(include_url=False))
        details.sort(key=lambda d: (located.line(d["loc"]), str(d["loc"])))
        problem, remedy = _told(details[0], model, spoken)
        if len(details) > 1:
            problem += f" (the first of {len(details)} problems)"
        raise located.error(details[0]["loc"], problem, remedy) from error


def _innermost(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without what only follows from a mistake further in: a list lacks the item that does not fit."""
    inner = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [detail for detail in details if detail["loc"] not in inner]


def _told(detail: ErrorDetails, model: type[BaseModel], spoken: Callable[[Keys], str]) -> tuple[str, str]:
    """Problem and remedy of one of pydantic's findings, in the words of someone who edits the file."""
    keys, given = detail["loc"], detail["input"]
    name = spoken(keys)
    if detail["type"] == "extra_forbidden":
        known = _fields(model, keys[:-1])
        close = difflib.get_close_matches(str(keys[-1]), known, n=1)
        remedy = f"did you mean '{close[0]}'?" if close else f"known keys here are {_listed(known)}"
        return f"unknown key {name}", remedy
    if detail["type"] == "missing":
        return f"{name} is missing", "add it"
    if detail["type"] == "string_type":
        if isinstance(given, int | float | bool):
            plain = str(given).lower()
            return f"{name} is {plain}, where text is expected", f'put it in quotes: "{plain}"'
        return f"{name} is {_kind(given)}, where text is expected", "write text"
    if detail["type"] in ("tuple_type", "list_type") and isinstance(given, str):
        return f"{name} is text, where a list is expected", f"write [{given[:40]}]"
    if detail["type"] in _NO_NUMBER:
        return f"{name} is {_kind(given)}, where {_NO_NUMBER[detail['type']]}", "write digits alone, without a unit"
    said = detail["msg"].removeprefix("Value error, ").removeprefix("Input ").rstrip(".")
    return f"{name} {said}", f"it is {_kind(given)} now"


def _kind(given: object) -> str:
    """What a value of a YAML file is called."""
    if given is None:
        return "empty"
    if isinstance(given, dict):
        return "a mapping"
    if isinstance(given, list):
        return "a list"
    return repr(str(given)[:40])


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _fields(model: type[BaseModel], keys: Keys) -> list[str]:
    """Names of the keys that the part at `keys` may have; empty where it is no mapping of fixed keys."""
    from pydantic import BaseModel

    at: Any = model
    for key in keys:
        if isinstance(at, type) and issubclass(at, BaseModel):
            field = at.model_fields.get(str(key))
            at = field.annotation if field else None
        else:
            parts = typing.get_args(at)
            at = parts[1] if typing.get_origin(at) is dict else parts[0] if parts else None
        if typing.get_origin(at) in (typing.Union, types.UnionType):
            at = next(part for part in typing.get_args(at) if part is not types.NoneType)
    return list(at.model_fields) if isinstance(at, type) and issubclass(at, BaseModel) else []
