"""Fragments of a list or a remark: what is all there is between two joints, as "MIT" in "128k context, MIT, fast"."""

from __future__ import annotations

import re

FRONT = 16  # characters before a fragment, or a name, in which the words stand that lead to it
_BEGINS = re.compile(
    r"(?:[,;:.|·•(]\s?|[^\w\s!-~€£¥]\s|\s[-–—]+\s|\sand\s|\sor\s|\s&\s)"
    r"(?:(?:about|around|over|roughly|some|up to|all)\s|[~≈]\s?)?$"
)
_ENDS = re.compile(r"\s?(?:[,;|·•()]|\.(?:\s|$)|$|\s[-–—]+\s|\s(?:and|or|&|according to|as per)\s)")


def begins_fragment(text: str, start: int) -> bool:
    """True where a fragment may begin behind a joint."""
    return _BEGINS.search(text, max(0, start - FRONT), start) is not None


def ends_fragment(text: str, end: int) -> bool:
    """True where a joint, or the text's end, closes a fragment."""
    return _ENDS.match(text, end) is not None


def is_fragment(text: str, start: int, end: int) -> bool:
    """True for what is all there is between two joints, or between the text's start and one."""
    return (not text[:start].strip() or begins_fragment(text, start)) and ends_fragment(text, end)
