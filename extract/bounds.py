"""The words around a value that say how it is meant: "about", "at least", "up to", "or more", "(rumored)".

Both functions look at a few characters next to the value only, so that their cost does not depend on the text.
"""

from __future__ import annotations

import re
from typing import Final

from extract.claim import Qualifier

REACH: Final = 48  # characters in front of a value that are read: the longest phrase of bounds and two fillers

ATTACHED_REACH: Final = 40  # characters of a name kept in `attached`: the longest names with hyphens
_ATTACHING: Final = frozenset("-_#@.")

_ABOUT, _LEAST, _MOST = Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.UP_TO

_SIGNS: Final = {
    "~": _ABOUT, "≈": _ABOUT, "∼": _ABOUT, "～": _ABOUT, "≃": _ABOUT, "±": _ABOUT,
    ">": _LEAST, "≥": _LEAST, "⩾": _LEAST,
    "<": _MOST, "≤": _MOST, "⩽": _MOST,
}  # fmt: skip

# A phrase is found by its last word. Each pattern is matched against the words in front of that word, reversed
# patterns being unreadable: they are anchored at the end of a short string.
_BY_LAST_WORD: Final[dict[str, tuple[tuple[re.Pattern[str] | None, Qualifier], ...]]] = {}


def _declare(qualifier: Qualifier, *phrases: str) -> None:
    """Add phrases; "(more|greater) than" stands for one phrase for each word in the brackets."""
    for phrase in phrases:
        front, _, last = phrase.rpartition(" ")
        pattern = re.compile(rf"(?:^|[^a-z]){front}$") if front else None
        _BY_LAST_WORD[last] = (*_BY_LAST_WORD.get(last, ()), (pattern, qualifier))


_MORE: Final = "(?:more|greater|larger|bigger|longer|higher|better)"
_LESS: Final = "(?:less|fewer|lower|smaller|shorter)"
# The first phrase that fits wins, so that "no more than" stands before "more than".
_declare(_MOST, f"(?:no|not) (?:any )?{_MORE} than")
_declare(_LEAST, f"(?:no|not) (?:any )?{_LESS} than")
_declare(_LEAST, f"{_MORE} than", "at least", "over", "above", "beyond", "exceeding", "exceeds", "exceed", "exceeded")
_declare(_LEAST, "(?:upwards?|north|excess|minimum|min) of", "minimum", "well over", "min.")
_declare(_MOST, f"{_LESS} than", "at most", "under", "below", "maximum", "max", "max.", "up to", "upto")
_declare(_MOST, "(?:south|maximum|max) of", "as (?:many|much|large|long|high|big|little|low|few|small|short) as")
_declare(_ABOUT, "about", "around", "roughly", "approximately", "approx", "approx.", "nearly", "almost", "some")
_declare(_ABOUT, "circa", "ca", "ca.", "estimated", "est.", "close to", "estimated (?:at|to|to be) at", "order of")
_declare(_ABOUT, "estimated at", "estimated to be", "estimate of", "somewhere around", "near")

_FILLERS: Final = frozenset({"a", "an", "the", "just", "only", "well", "total", "whopping", "mere", "roughly"})
_LAST_WORD: Final = re.compile(r"[a-z]+\.?$")


def before(text: str, start: int) -> Qualifier:
    """How the words right in front of `start` qualify the value that starts there."""
    front = text[max(0, start - REACH) : start].rstrip(" ").lower()
    found = Qualifier.NONE
    while front:
        sign = _SIGNS.get(front[-1])
        if sign is not None:
            front = front[:-1].rstrip(" ")
            if front.endswith("--") or (sign is _LEAST and front.endswith(("-", "="))):
                return found  # an arrow: "-> 7B"
            return sign if sign is not _ABOUT else _bound(front, sign)
        word = front[front.rfind(" ") + 1 :]
        word = word.lstrip("([{\"'“‘*_|:;,/–—-")
        rest = front[: len(front) - len(word)].rstrip(" ")
        hit = _phrase(word, rest)
        if hit is not None:
            if hit is not _ABOUT:
                return hit
            found = hit
        elif word not in _FILLERS:
            return found
        front = rest
    return found


def _phrase(word: str, rest: str) -> Qualifier | None:
    for pattern, qualifier in _BY_LAST_WORD.get(word, ()):
        if pattern is None or pattern.search(rest):
            return qualifier
    return None


def _bound(front: str, found: Qualifier) -> Qualifier:
    """The bound that stands in front of a sign of approximation ("over ~15T"), or what was found."""
    word = front[front.rfind(" ") + 1 :].lstrip("([{\"'“‘*_|:;,/–—-")
    hit = _phrase(word, front[: len(front) - len(word)].rstrip(" "))
    return found if hit is None else hit


def attached(text: str, start: int) -> str:
    """The part of a name that is glued in front of `start`, "" where nothing is."""
    at = start
    stop = max(0, start - ATTACHED_REACH)
    while at > stop and (text[at - 1].isalnum() or text[at - 1] in _ATTACHING):
        at -= 1
    if at > stop and text[at - 1] == "[":
        at -= 1
    return text[at:start]


AFTER: Final = re.compile(
    r"""
      (?P<percent> [ ]?% | [ ]?‰ | [ -]?(?:percent|per[ ]cent|percentage[ -]points?|pp)\b )
    | (?P<times> [x×](?!\w|[ ]?[A-Z]*[0-9]) | [ ][x×](?![ ]?\w) | [ -]times\b | [ -]?fold\b )
    | (?P<hedged> \? | [ ]?\((?:rumou?red|unconfirmed|est\.?|estimated?|reported(?:ly)?|leaked|speculat\w+|\?)\) )
    | (?P<at_least> [ ](?:[a-z]{1,20}[ ])?(?:or|and)[ ](?:more|greater|larger|above|over|up|higher|longer|beyond)\b )
    | (?P<up_to> [ ](?:[a-z]{1,20}[ ])?(?:or|and)[ ](?:less|fewer|lower|smaller|below|under|shorter)\b
               | [ ](?:max|maximum|at[ ]most)\b )
    | (?P<about> [ ]?-ish\b | ish\b | [ ](?:[a-z]{1,20}[ ])?or[ ]so\b )
    """,
    re.VERBOSE,
)
"""What may follow a value directly, one named group for each meaning."""
