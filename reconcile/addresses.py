"""Addresses: "12 West 45th Street" and "12 W. 45th St" are one place, and so is "12 W 45th St, New York"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from reconcile.spelling import unaccented

LONGEST: Final = 300  # characters of an address that is read
_TOKEN: Final = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
# Abbreviations of streets, directions and floors as post offices list them; a saint is written like a street.
_SHORT: Final = {
    long: short
    for short, words in {
        "st": "street str saint", "ave": "avenue av aven", "rd": "road", "blvd": "boulevard boul", "dr": "drive",
        "ln": "lane", "pl": "place", "ct": "court", "sq": "square", "hwy": "highway", "pkwy": "parkway pky",
        "ter": "terrace terr", "cir": "circle", "aly": "alley", "brg": "bridge", "expy": "expressway",
        "ctr": "center centre",
        "plz": "plaza", "mt": "mount", "ft": "fort", "apt": "apartment", "ste": "suite", "fl": "floor flr",
        "bldg": "building",
        "n": "north", "s": "south", "e": "east", "w": "west", "ne": "northeast", "nw": "northwest", "se": "southeast",
        "sw": "southwest", "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth",
        "6th": "sixth", "7th": "seventh", "8th": "eighth", "9th": "ninth", "10th": "tenth",
    }.items()
    for long in words.split()
}  # fmt: skip
Address = tuple[tuple[str, ...], ...]  # the words of each part between commas


@lru_cache(maxsize=4096)
def address(text: str) -> Address | None:
    """The words of an address in their shortest form, part by part; None where it has no two words to begin with."""
    if len(text) > LONGEST or "@" in text:
        return None
    parts = [_words(part) for part in text.replace("&", " and ").split(",")]
    found = tuple(part for part in parts if part)
    first, _, _ = text.partition(",")
    return found if found and len(found[0]) > 1 and len(first.split()) > 1 else None


def agree(one: Address, other: Address) -> bool:
    """Whether two addresses may be one: the one says no more than the other begins with."""
    short, long = sorted((one, other), key=len)
    return long[: len(short)] == short


def fullness(found: Address) -> int:
    """How many parts an address has, then how many words."""
    return 100 * len(found) + sum(map(len, found))


def _words(part: str) -> tuple[str, ...]:
    plain = re.sub(r"(?<=\w)\.", " ", unaccented(part).casefold())
    words = (re.sub(r"['’]", "", word) for word in _TOKEN.findall(plain))
    return tuple(_SHORT.get(word, word) for word in words)
