"""Forms of text values: what is compared where an attribute holds people, times of day, flags, titles and the like.

A form says of two texts of one group whether they may mean the same. That is no equivalence: "J. Smith" may be John
or Jane. So the fullest texts make the versions, and a text joins the one that it fits; one that fits several stands
for itself. Where no form is known texts are compared by `reconcile.spelling.meaning`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final, NamedTuple

from reconcile import addresses, moments, people, sizes
from reconcile.spelling import unaccented

PREFIX: Final = "table."  # of the rule of claims whose attribute has a form: "table.people"
_FLAGS: Final = {
    **dict.fromkeys(("yes", "y", "true", "t", "1", "on", "✓", "✔", "x"), True),
    **dict.fromkeys(("no", "n", "false", "f", "0", "off", "✗", "✘"), False),
}
_ISBN: Final = re.compile(r"(?:97[89])?\d{9}[\dX]")
_LEAST_DIGITS, _MOST_DIGITS = 7, 15  # of a telephone number (ITU-T E.164)
_EXTENSION: Final = re.compile(r"(?:[,;]?[ ]*(?:extension|ext\.?|x|#)[ ]*(\d{1,6}))$", re.IGNORECASE)
_NO_CALL: Final = re.compile(r"[^\d\s()+./–-]")
_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+|,\s*(?:the|an?)$", re.IGNORECASE)
_SUBTITLE: Final = re.compile(r":\s|\s[-–—]\s|;\s|\s\(")
_NO_LETTER: Final = re.compile(r"[^\w+#]+|_")


class _Title(NamedTuple):
    main: str
    further: str


class Form(NamedTuple):
    """How the texts of a form are read, which may mean the same, and how much one says."""

    read: Callable[[str], Any]  # None where a text is not of the form
    agree: Callable[[Any, Any], bool]
    fullness: Callable[[Any], int]


def _flag(text: str) -> bool | None:
    return _FLAGS.get(text.strip().casefold())


def _isbn(text: str) -> str | None:
    """The 13 digits; an ISBN of 10 digits has the same ones behind 978, check digit aside."""
    digits = re.sub(r"(?i)^isbn(?:-?1[03])?:?", "", text.strip()).replace("-", "").replace(" ", "").upper()
    return digits[-10:-1] + ("979" if digits.startswith("979") else "") if _ISBN.fullmatch(digits) else None


def _call(text: str) -> tuple[str, str] | None:
    """The digits of a telephone number without what is dialled to leave a country or a town, and the extension."""
    extension = _EXTENSION.search(text)
    number = text[: extension.start()] if extension else text
    if _NO_CALL.search(number):
        return None
    digits = "".join(re.findall(r"\d", number.replace("(0)", ""))).lstrip("0")
    return (digits, extension[1] if extension else "") if _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS else None


def _same_call(one: tuple[str, str], other: tuple[str, str]) -> bool:
    short, long = sorted((one[0], other[0]), key=len)
    return long.endswith(short) and one[1] == other[1]


@lru_cache(maxsize=4096)
def _title(text: str) -> _Title | None:
    main, *further = (_letters(part) for part in _SUBTITLE.split(text.replace("&", " and ")))
    return _Title(main, " ".join(filter(None, further))) if main else None


def _letters(text: str) -> str:
    bare = _ARTICLE.sub("", unaccented(text).strip()).replace("'", "").replace("’", "")
    return " ".join(_NO_LETTER.sub(" ", bare).casefold().split())


def _same_title(one: _Title, other: _Title) -> bool:
    if one.main == other.main and (not one.further or not other.further):
        return True
    return f"{one.main} {one.further}".strip() == f"{other.main} {other.further}".strip()


def _equal(one: Any, other: Any) -> bool:
    return bool(one == other)


def _none(_: Any) -> int:
    return 0


FORMS: Final[dict[str, Form]] = {
    "people": Form(people.people, people.agree, people.fullness),
    "moment": Form(moments.moment, moments.agree, moments.fullness),
    "size": Form(sizes.size, sizes.agree, sizes.fullness),
    "flag": Form(_flag, _equal, _none),
    "isbn": Form(_isbn, _equal, _none),
    "call": Form(_call, _same_call, lambda one: len(one[0])),
    "address": Form(addresses.address, addresses.agree, addresses.fullness),
    "title": Form(_title, _same_title, lambda one: len(one.main) + len(one.further)),
}


def versions(texts: Iterable[str], form: Form) -> dict[str, str]:
    """The texts of one group that are of a form, each with the fullest one that it means the same as."""
    read = {text: form.read(text) for text in texts}
    known = [text for text, found in read.items() if found is not None]
    heads: list[str] = []
    meant: dict[str, str] = {}
    for text in sorted(known, key=lambda one: (-form.fullness(read[one]), one)):
        fitting = [head for head in heads if form.agree(read[text], read[head])]
        same = [head for head in fitting if read[head] == read[text]]
        if len(fitting) == 1 or same:
            meant[text] = (same or fitting)[0]
        else:
            heads.append(text)
            meant[text] = text
    return meant
