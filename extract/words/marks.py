"""Drops the marks between the words of a text that say nothing themselves: numbers of references and footnotes."""

from __future__ import annotations

import re
from typing import Final

_NUMBERS: Final = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,9}\]"  # the end of "[12]" and "[12, 14–16]"
# " [12]", "[12, 14–16]", "[^3]", " [@kim22]", "<sup>2</sup>", " (Kim et al., 2022)"; before "(" or ":" it is a link.
_MARKS: Final = re.compile(
    rf" ?\[\^?{_NUMBERS}(?![(:\[])"
    r"|\[\^\w{1,20}\](?!:)| ?\[-?@[^\[\]\n]{1,200}\](?![(:\[])"
    r"|<sup>[^<]{1,20}</sup>"
    r"| \((?:[A-ZÀ-Þ][\w'’-]{1,30} et al\.|[A-ZÀ-Þ][\w'’-]{1,30}(?: (?:and|&) [A-ZÀ-Þ][\w'’-]{1,30})?),?"
    r" (?:19|20)\d\d[a-z]?\)"
)
_REFERENCE: Final = re.compile(rf"\s?\[{_NUMBERS}(?![(:])")
_SIGNS: Final = ("[", "<sup>", "et al", ", 20", ", 19")


def behind_mark(text: str, end: int) -> int:
    """Where what ends at an offset ends with the number of a reference behind it: "Avocet [3]"."""
    mark = _REFERENCE.match(text, end)
    return mark.end() if mark is not None else end


def without_marks(text: str) -> str:
    """The text without such marks, so that a name and what is said of it stand side by side: "Avocet [3] has"."""
    return _MARKS.sub("", text) if any(sign in text for sign in _SIGNS) else text
