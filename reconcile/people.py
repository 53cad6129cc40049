"""Names of people and lists of them: "Knuth, Donald E." and "Donald Knuth" name one, in whatever order lists stand.

A name is its words in the order in which they are spoken; the last one is the surname. Two names may mean one person
where the surnames are the same and no given name speaks against it: an initial stands for every name that begins with
it, and middle names may be left out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from reconcile.spelling import unaccented

LONGEST: Final = 600  # characters of a list that is read
_MOST_WORDS: Final = 6  # of a name
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")  # "(Author)", "[ed.]"
_BEFORE: Final = re.compile(r"^(?:(?:written|edited|directed|composed|by)\b[ :]*)+", re.IGNORECASE)
_MORE: Final = re.compile(r"[,;]?[ ]*(?:\bet[ ]al\b\.?|\band[ ]others\b|\bu\.[ ]?a\.|…|\.\.\.)[ ]*$", re.IGNORECASE)
_STRONG: Final = re.compile(r"[;|\n/]")  # marks that stand between people and never within a name
_AND: Final = re.compile(r"[ ]*,?[ ]+(?:and|und|et|y|with)[ ]+|[ ]*,?[ ]*&[ ]*", re.IGNORECASE)
_TITLES: Final = frozenset("dr prof professor mr mrs ms miss sir dame lord lady rev hon phd md msc mba esq".split())
_SUFFIXES: Final = frozenset("jr sr junior senior ii iii iv".split())
_PARTICLES: Final = frozenset("van von de der den del della di da dos du la le ter ten zu al el bin ibn of the".split())
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?")
_NO_WORD: Final = re.compile(r"[^\w\s.'’-]|\d|_")
_FLAT: Final = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "AE", "đ": "d"})


class Person(NamedTuple):
    """A name: surname, given names and initials in their order, and whether it is a father's or a son's."""

    surname: str
    given: tuple[str, ...] = ()
    suffix: str = ""


class People(NamedTuple):
    """Those that a text names, sorted, and whether it says that there are more."""

    named: tuple[Person, ...]
    more: bool = False


@lru_cache(maxsize=4096)
def people(text: str) -> People | None:
    """The people that a text consists of; None where it is something else."""
    if len(text) > LONGEST:
        return None
    plain = _BEFORE.sub("", " ".join(_BRACKETS.sub(" ", text).split())).strip(" ,;.|/")
    less = _MORE.sub("", plain)
    named = [_person(name) for name in _names(less)]
    if not named or None in named:
        return None
    return People(tuple(sorted(one for one in named if one is not None)), less != plain)


def agree(one: People, other: People) -> bool:
    """Whether two texts may name the same people; where one says that there are more, the other may name them."""
    short, long = (one, other) if len(one.named) <= len(other.named) else (other, one)
    if len(short.named) < len(long.named) and not short.more:
        return False
    left = list(long.named)
    for person in sorted(short.named, key=lambda name: -_length(name)):  # the fullest name has the least choice
        match = max((name for name in left if same(person, name)), key=_length, default=None)
        if match is None:
            return False
        left.remove(match)
    return True


def same(one: Person, other: Person) -> bool:
    """Whether two names may mean one person."""
    if one.surname != other.surname or (one.suffix and other.suffix and one.suffix != other.suffix):
        return False
    if not one.given or not other.given:
        return True
    short, long = sorted((one.given, other.given), key=len)
    if not _fits(short[0], long[0]):
        return False
    rest = iter(long[1:])
    return all(any(_fits(name, candidate) for candidate in rest) for name in short[1:])


def fullness(found: People) -> int:
    """How much of the names is written out: letters in all."""
    return sum(_length(person) for person in found.named)


def _length(person: Person) -> int:
    return sum(map(len, person.given)) + len(person.surname)


def _fits(one: str, other: str) -> bool:
    """Whether two given names may be one: "d" stands for "donald"."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _names(text: str) -> list[str]:
    """The names of a list, each in the order in which it is spoken."""
    parts = [part for part in _STRONG.split(text) if part.strip(" ,.")]
    if len(parts) > 1:
        return [name for part in parts for name in _joined(part)]
    return _joined(text)


def _joined(text: str) -> list[str]:
    """The names between which "and" or commas stand."""
    parts = [part.strip(" ,") for part in _AND.split(text) if part.strip(" ,")]
    listed = len(parts) > 1 and len(_words(parts[-1])) == 1  # "Smith, Jones and Brown": surnames
    return [name for part in parts for name in _commas(part, listed=listed)]


def _commas(text: str, *, listed: bool) -> list[str]:
    """The names in a text with commas, which stand between names or before given names."""
    parts: list[str] = []
    for part in (part.strip() for part in text.split(",")):
        words = _words(part)
        if parts and words and all(word in _SUFFIXES or word in _TITLES for word in words):
            parts[-1] = f"{parts[-1]} {part}"  # "John Smith, Jr."
        elif words:
            parts.append(part)
    if listed or len(parts) < 2:
        return parts
    if len(parts) % 2 == 0 and _reversed(parts):
        return [f"{given} {surname}" for surname, given in zip(parts[::2], parts[1::2], strict=True)]
    return parts


def _reversed(parts: list[str]) -> bool:
    """Whether surnames and given names take turns: "Knuth, Donald E."; a surname of two words stands by itself."""
    surnames, given = ([_weighty(part) for part in parts[at::2]] for at in (0, 1))
    if any(_initials(words[-1]) for words in surnames if len(words) > 1):
        return False  # "Smith A, Jones B"
    longest = 1 if len(parts) > 2 or len(surnames[0]) == 1 else 2
    if any(not 0 < len(words) <= longest for words in surnames):
        return False
    most = 3 - len(surnames[0])  # "García Márquez, Gabriel", and no "Bob Jones, Alice Smith"
    return all(len([word for word in words if len(word.rstrip(".")) > 1]) <= most for words in given)


def _weighty(part: str) -> list[str]:
    """The words of a part that are neither particles nor titles, as they are written."""
    passed = _PARTICLES | _SUFFIXES | _TITLES
    return [word for word in _WORD.findall(part) if word.rstrip(".").casefold() not in passed]


def _words(text: str) -> list[str]:
    return [word.rstrip(".").casefold() for word in _WORD.findall(text)]


def _person(name: str) -> Person | None:
    """A name by its words; None where it is no name."""
    flat = unaccented(name.translate(_FLAT))
    if _NO_WORD.search(flat):
        return None
    capitals = flat.isupper()
    written = [word for word in _WORD.findall(flat.replace(".", ". ").replace("-", " ")) if word.strip(".")]
    words = [_unpointed(word) for word in written]
    suffix = next((word for word in words if word in _SUFFIXES and len(words) > 1), "")
    kept = [
        (word, raw)
        for word, raw in zip(words, written, strict=True)
        if word not in _TITLES and word != suffix and word not in _PARTICLES
    ]
    if not kept or len(kept) > _MOST_WORDS:
        return None
    if len(kept) > 1 and not capitals and _initials(kept[-1][1]) and not _initials(kept[0][1]):
        kept = [kept[-1], *kept[:-1]]  # "Smith JB"
    given: list[str] = []
    for word, raw in kept[:-1]:
        given += list(word) if not capitals and _initials(raw) else [word]
    return Person(kept[-1][0], tuple(given), suffix.replace("junior", "jr").replace("senior", "sr"))


def _initials(raw: str) -> bool:
    """Whether a word is initials without points: "DE"; one letter is, with a point or without."""
    bare = raw.rstrip(".")
    return len(bare) == 1 or (len(bare) == 2 and bare.isupper() and bare == raw)


def _unpointed(word: str) -> str:
    return re.sub(r"['’.]", "", word).casefold()
