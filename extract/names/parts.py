"""Parts of names that stand for a whole one in a text: "the 31B model", "*Mini* has", "the larger of the two"."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.names.name_grammar import Chunk, NameGrammar

_KIND = r"(?:models?|members?|ones?|variants?|versions?|checkpoints?|siblings?|flavou?rs?|editions?|networks?)"
_SIZE = (
    r"(?P<size>\d{1,4}(?:\.\d{1,3})?)[ -]?(?P<scale>[BM]\b|billion\b|million\b)"
    rf"(?P<noun>(?:[- ]param\w*)?[ -](?:\w+ )??{_KIND}\b)?(?!\s(?:\w+\s)?(?:param|total|activ|token|hours)|-param)"
)
_VERB = (
    r"(?:has|had|is|was|carries|comes|came|gets|got|uses|offers|supports|activates|packs|counts|runs|needs|saw|reads|"
    r"handles|reaches|holds|costs?|takes|took|needed|consumed|used)"
)
_MANY = r"(?:ones|models|members|versions|variants|siblings|sizes)"
_RANK = (
    r"(?:(?P<two>former|latter)(?=[,.;:)]|\s~?\d|\s(?:and|but|while|is|of|at|with|one|only|just|about|around|some|an?|"
    rf"to|in|on|by|{_VERB})\b|$)|"
    rf"(?P<order>first|second|third|last)(?:\s(?P<some>two|three))?(?=\s(?:{_VERB}|are|were|have|under|on|at|with)\b)|"
    r"(?P<rest>other)\s(?P<left>one|two|three)\b(?!\s(?:million|billion|trillion))|"
    r"(?P<rank>larger|bigger|largest|biggest|smaller|smallest|little|small|big|large)"
    rf"(?:\s(?P<many>{_MANY})|\s(?:one|model|member|version|variant|sibling|sister|brother|cousin)|"
    r"\sof\s(?:the|these|those)\s(?:two|three|four|pair|trio)|"
    rf"(?=\s(?:{_VERB}|handle|on|at|with|to|in)\b|\s[~≈]?(?:\d[\d,]*(?=[.,;)]|\s\(|$)|\d[\d.]*[BMKT](?=\s\(|[.;)]|$)))))"
)
# Both begin with a set of characters, so that the search skips from one to the next.
_DEFINITE = re.compile(
    r"[TtIiOo](?:he|(?P<its>ts|ur|heir))\s(?:(?P<count>two|three|four)\s|\w+\s)??"
    rf"(?:{_SIZE}|{_RANK})(?=[\s,.;:)]|['’]s\s|$)"
)
_NEXT_SIZE = re.compile(rf"(?:,?\s(?:and|or|&)\s|,\s|/){_SIZE}(?=[\s,.;:)]|['’]s\s|$)")
_VARIANT = re.compile(
    rf"[A-Z][A-Za-z]+(?=(?:\s(?:model|version|variant))?\*{{0,2}}\s(?:{_VERB}\b|claims\b|[~≈]?\d[\d.]*[BMKT]?\b(?!-)))"
)
_CLAUSE_START = re.compile(r"(?:[.;:,—–(]\s|[.*]|\b[Tt]he\s)$")
# In front of a part that a sentence is not about: "compared with the 7B model".
_OTHER = re.compile(
    r"\b(?:than|to|with|from|versus|vs\.?|like|unlike|over|on|by|against|into|behind|including|beats?|outperforms?|"
    r"[Aa]ll but|surpass\w*|exceeds?|match\w*|if|as)\s$"
)
_OTHER_REACH = 16  # characters
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4}


class Part(NamedTuple):
    """A member named by a part: its place, and the size, variant or rank that tells it."""

    start: int
    end: int
    part: str  # "31B", "Mini"; "" where it is a rank
    rank: str  # "larger", "former", "other"
    lead: int  # where the article before it begins
    noun: bool  # a word for the kind of thing stands behind it
    number: int = 1  # how many members it stands for: "the two larger models"
    own: bool = False  # it is said of the one just named: "its smaller sibling"


def parts(text: str, grammar: NameGrammar) -> list[Part]:
    """The parts that stand for members in a text, in order."""
    found: list[Part] = []
    for m in _DEFINITE.finditer(text):
        part = _definite(text, m)
        if part is not None:
            found += [part, *_beside(text, part)]
    found += [
        Part(m.start(), m.end(), m.group(), "", m.start(), False)
        for m in _VARIANT.finditer(text)
        if _names_part(text, m, grammar)
    ]
    return sorted(found) if len(found) > 1 else found


def _definite(text: str, m: re.Match[str]) -> Part | None:
    """The part behind an article: "the 31B model", "the larger of the two"."""
    start = m.start()
    if (start and text[start - 1].isalnum()) or _OTHER.search(text, max(0, start - _OTHER_REACH), start):
        return None
    if m["rank"] or m["two"] or m["rest"] or m["order"]:
        return _ranked(m)
    if m["its"] and not m["noun"]:
        return None
    return Part(m.start("size"), m.end(), _size(m), "", start, m["noun"] is not None)


def _beside(text: str, part: Part) -> list[Part]:
    """The sizes listed behind one that has the article of them all: "the 9B, 12B and 31B models"."""
    found: list[Part] = []
    while part.part and not part.noun and (m := _NEXT_SIZE.match(text, part.end)) is not None:
        part = Part(m.start("size"), m.end(), _size(m), "", m.start("size"), m["noun"] is not None)
        found.append(part)
    return found


def _size(m: re.Match[str]) -> str:
    return m["size"] + ("B" if m["scale"][0] in "Bb" else "M")


def _ranked(m: re.Match[str]) -> Part | None:
    """The part that only a rank tells: "the former", "the two larger models", "the other two", "its smaller one"."""
    if (m["many"] is None) != (m["count"] is None) or (m["its"] and (m["many"] or not m["rank"])):
        return None
    told = next(group for group in ("rank", "two", "rest", "order") if m[group])
    rank = m[told]
    count = _COUNTS[m["count"] or m["left"] or m["some"] or "one"]
    start = m.start("count" if m["count"] else told)
    return Part(start, m.end(), "", rank, m.start(), False, count, bool(m["its"]))


def _names_part(text: str, m: re.Match[str], grammar: NameGrammar) -> bool:
    """True for a variant, and behind an article for the word of a line: "*Mini* has", "the Coder has"."""
    if m.group().lower() in grammar.lines:
        return text[max(0, m.start() - 4) : m.start()].lower() == "the "
    return grammar.classify(m.group()) is Chunk.VARIANT and _opens_clause(text, m.start())


def _opens_clause(text: str, at: int) -> bool:
    """True at the start of a text or of a clause, and behind an article."""
    return at == 0 or _CLAUSE_START.search(text, max(0, at - 5), at) is not None
