"""The words around a value that say how it is meant: "about", "at least", "up to", "or more", "(rumored)".

Everything here looks at a few characters next to the value only, so that its cost does not depend on the text.
"""

from __future__ import annotations

import re
from typing import Final

from extract.claim import Qualifier

REACH: Final = 48  # characters in front of a value that are read: the longest phrase of bounds and two fillers
ATTACHED_REACH: Final = 40  # characters of a name kept in `attached`: the longest names with hyphens

_ABOUT, _LEAST, _MOST = Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.UP_TO
_SIGNS: Final = dict.fromkeys("~≈∼～≃±", _ABOUT) | dict.fromkeys(">≥⩾", _LEAST) | dict.fromkeys("<≤⩽", _MOST)
_MORE: Final = (
    "(?:more|greater|larger|bigger|longer|higher|better|wider|taller|heavier|warmer|hotter|deeper|thicker|older)"
)
_LESS: Final = "(?:less|fewer|lower|smaller|shorter|lighter|narrower|thinner|cooler|colder|younger)"
# "Does not require more than 5", "never keep it for more than": a denial and the few words up to the comparison. What
# it denies is something else behind "not only", "not all", "not a box with".
_DENIES: Final = "(?:not|never|[a-z]*n['’]t|cannot|no circumstances)"
_NO_DENIAL: Final = "(?:only|just|merely|all|every|many|but|and|with|an?|because|whether|which|that|who|at)"
_NOT: Final = f"(?:no(?: (?!only)[a-z]{{1,12}})?|{_DENIES}(?: (?!{_NO_DENIAL} )[^\\s,;:.()—–-]{{1,16}}){{0,6}}) "
# Phrases that end right before the value. The first that fits wins, so that "no more than" stands before "more than".
_PHRASES: Final = (
    (_MOST, f"{_NOT}{_MORE}", "than"),
    (_LEAST, f"{_NOT}{_LESS}", "than"),
    (_MOST, _NOT[:-1], "exceed exceeding above over beyond"),
    (_LEAST, _NOT[:-1], "below under"),
    (_LEAST, _MORE, "than"),
    (_MOST, _LESS, "than"),
    (_LEAST, "", "over above beyond exceeding exceeds exceed exceeded minimum min min. ≥"),
    (_LEAST, "at", "least"),
    (_LEAST, "(?:upwards?|north|in excess|minimum|min)", "of"),
    (_MOST, "", "under below maximum max max. upto"),
    (_MOST, "up", "to"),
    (_MOST, "at", "most"),
    (_MOST, "(?:south|maximum|max)", "of"),
    (_MOST, "as (?:many|much|large|long|high|big|little|low|few|small|short)", "as"),
    (_ABOUT, "", "about around roughly approximately approx approx. nearly almost some circa ca ca. near"),
    (_ABOUT, "", "estimated est."),
    (_ABOUT, "close", "to"),
    (_ABOUT, "(?:order|estimate)", "of"),
    (_ABOUT, "estimated", "at"),
    (_ABOUT, "estimated to", "be"),
)
_BY_LAST_WORD: Final[dict[str, tuple[tuple[re.Pattern[str] | None, Qualifier], ...]]] = {}
for _qualifier, _front, _lasts in _PHRASES:
    for _last in _lasts.split():
        _pattern = re.compile(rf"(?:^|[^a-z]){_front}$") if _front else None
        _BY_LAST_WORD[_last] = (*_BY_LAST_WORD.get(_last, ()), (_pattern, _qualifier))
_FILLERS: Final = frozenset({"a", "an", "just", "only", "well", "total", "whopping", "mere", "of"})
_TELLING: Final = _FILLERS | _BY_LAST_WORD.keys()
# "some 7B models" speaks of models; "some 236 billion" of a figure.
_SHORT_FIGURE: Final = re.compile(r"[0-9.]+[KMBTkmbt](?![A-Za-z])")
_OPENING: Final = "([{\"'“‘*_|:;,/–—-"
_ATTACHING: Final = frozenset("-−_#@.")


_DENIED: Final = re.compile(
    rf"\b{_NOT}(?:(?:{_MORE}|{_LESS}) than|exceed|exceeding|above|over|beyond|below|under)(?: (?:an?|about|the))? $",
    re.IGNORECASE,
)


def denied(text: str, start: int) -> bool:
    """Whether the words right in front of `start` make a bound of a denial: "do not store above 8"."""
    return _DENIED.search(text, max(0, start - REACH), start) is not None


def before(text: str, start: int) -> Qualifier:
    """How the words right in front of `start` qualify the value there; a bound wins over an approximation."""
    if start and text[start - 1] == " ":  # the shortest way out for the common case: a word that says nothing
        word = text[text.rfind(" ", max(0, start - REACH), start - 1) + 1 : start - 1]
        if word.isalpha() and word.lower() not in _TELLING:
            return Qualifier.NONE
    words = text[max(0, start - REACH) : start].lower().split(" ")
    found = Qualifier.NONE
    while words:
        word = words.pop()
        if not word:
            continue
        sign = _ABOUT if word.endswith("~=") else _SIGNS.get(word[-1])
        if sign is not None:
            if sign is _LEAST and word.endswith(("->", "=>")):
                return found  # an arrow bounds nothing
            words.append(word[:-1].rstrip("~"))
            hit: Qualifier | None = sign
        else:
            candidates = _BY_LAST_WORD.get(word) or _BY_LAST_WORD.get(word.lstrip(_OPENING))
            hit = _phrase(candidates, words) if candidates is not None else None
            if hit is None and word not in _FILLERS:
                return found
            if word == "some" and _SHORT_FIGURE.match(text, start):
                return found
        if hit is not None:
            if hit is not _ABOUT:
                return hit
            found = hit
    return found


def _phrase(candidates: tuple[tuple[re.Pattern[str] | None, Qualifier], ...], words: list[str]) -> Qualifier | None:
    """The qualifier of the first phrase that the words before its last one complete."""
    rest = " ".join(words).rstrip(" ")
    for pattern, qualifier in candidates:
        if pattern is None or pattern.search(rest):
            return qualifier
    return None


def attached(text: str, start: int) -> str:
    """The part of a name that is glued in front of `start`: "GPT-", "V", "[", "#"; "" where nothing is."""
    if start == 0 or text[start - 1] == " ":
        return ""
    at = start
    stop = max(0, start - ATTACHED_REACH)
    while at > stop and (text[at - 1].isalnum() or text[at - 1] in _ATTACHING):
        at -= 1
    if at > stop and text[at - 1] == "[":
        at -= 1
    return text[at:start]


MINUS: Final = "-−–"


def negative(text: str, start: int) -> bool:
    """Whether a minus sign stands in front of the number at `start`: "-95", "−95", "<-60", and no dash of a range."""
    if start == 0 or text[start - 1] not in MINUS:
        return False
    front = text[max(0, start - 4) : start - 1]
    if not front.strip():
        return True
    last = front[-1]
    if last == " ":
        return not front.rstrip()[-1].isdigit()  # "20 -30" is a range
    return last in "<>≤≥⩽⩾~≈=|(["


AFTER: Final = re.compile(
    r"""
      (?P<percent> [ ]?[%‰] | [ -](?:percent|per[ ]cent|percentage[ -]points?|pp)\b )
    | (?P<times> [x×](?!\w|[ ]?[A-Z]*[0-9]) | [ ][x×](?![ ]?\w) | [ -]times\b | [ -]?fold\b )
    | (?P<hedged> \? | [ ]?\((?:rumou?red|unconfirmed|est\.?|estimated?|reported(?:ly)?|leaked|speculat\w+|\?)\) )
    | (?P<at_least> [ ](?:[A-Za-z-]{1,20}[ ])?
        (?:or[ ](?:more|greater|larger|above|higher|longer)|and[ ](?:above|up|over))\b )
    | (?P<up_to> [ ](?:(?:[A-Za-z-]{1,20}[ ])?or[ ](?:less|fewer|lower|smaller|below|shorter)|max|maximum|at[ ]most)\b )
    | (?P<about> [ ]?-?ish\b | [ ](?:[A-Za-z-]{1,20}[ ])?or[ ]so\b )
    """,
    re.VERBOSE,
)
"""What may follow a value directly, one named group for each meaning."""
