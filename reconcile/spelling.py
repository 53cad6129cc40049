"""Spellings of a value: those that differ in type alone (quotation marks, dashes, "×"), and how they are shown."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ONE_TYPE: Final = str.maketrans(dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("“”„", '"') | dict.fromkeys("‐‑‒–—−", "-"))
_LETTER: Final = r"[^\W\d_]"
# "St. Mary's", "U.S.", and no "v1."
_ABBREVIATED: Final = re.compile(rf"(?<={_LETTER})\.(?=\s|$)|(?<=\b{_LETTER})\.(?={_LETTER}\b)")
# "Apache-2.0", "dual-boiler", and no "-5" or "1-2"; "New York, NY", and no "1,5"
_JOINED: Final = re.compile(rf"(?<={_LETTER})-(?=\w)|(?<=\w)-(?={_LETTER})|,(?=\s)")
_BLANK: Final = re.compile(rf"(?<={_LETTER}) (?=\w)|(?<=\w) (?={_LETTER})")  # "IP 68", "Dark Grey", no "1 2", "at -5"
_TIMES: Final = re.compile(r"(?<=\d)\s*[xX×]\s*(?=\d)")  # "10 × 20"
_LONGEST: Final = 80  # characters; what is longer is a passage, and its beginning tells which


def unaccented(text: str) -> str:
    """The text in plain letters as far as Unicode takes signs apart: "Müller" is "Muller"."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def shown(quote: str) -> str:
    """A value as a document spells it, on one line and cut where it goes on for long."""
    text = " ".join(quote.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def one_type(text: str) -> str:
    """A text in plain type: "St. Mary’s" and "St Mary's" are one."""
    if not text.isascii():
        text = text.translate(_ONE_TYPE)
    return _ABBREVIATED.sub("", text) if "." in text else text


def meaning(text: str) -> str:
    """What a text value is compared by: type, case, blanks and hyphens of words aside, and "10 × 20" as "10x20".

    A blank between two digits stays: "row 1 2" is not "row 12".
    """
    return _BLANK.sub("", " ".join(_JOINED.sub(" ", _TIMES.sub("x", one_type(text))).casefold().split()))
