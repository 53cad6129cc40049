"""Parts of names that stand for a whole one in a text: "the 31B model", "*Mini* has", "the larger of the two"."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.names import Chunk, NameGrammar

_KIND = r"(?:models?|member|one|variant|version|checkpoint|sibling|flavou?r|edition|network)"
_SIZE = (
    r"(?P<size>\d{1,4}(?:\.\d{1,3})?)[ -]?(?P<scale>[BM]\b|billion\b|million\b)"
    rf"(?P<noun>(?:[- ]param\w*)?[ -](?:\w+ )??{_KIND}\b)?(?!\s(?:\w+\s)?(?:param|total|activ|token)|-param)"
)
_VERB = (
    r"(?:has|had|is|was|carries|comes|came|gets|got|uses|offers|supports|activates|packs|counts|runs|needs|saw|reads|"
    r"handles|reaches|holds)"
)
_RANK = (
    r"(?P<rank>larger|bigger|largest|biggest|smaller|smallest|little|small|big|large|former|latter)"
    r"(?:\s(?:one|model|member|version|variant|sibling|sister|brother)|\sof\sthe\s(?:two|three|pair)|"
    rf"(?=\s(?:{_VERB}|handle|on|at|with|to|in)\b))"
)
_VARIANT = (
    r"(?:(?<=[.;:,—–*(]\s)|(?<=[.*])|(?:^|\b[Tt]he)\s?)(?P<variant>[A-Z][a-z]+)(?:\s(?:model|version|variant))?"
    rf"(?=\*{{0,2}}\s{_VERB}\b)"
)
_PART = re.compile(
    rf"\b(?:[Tt]he|(?P<its>[Ii]ts|[Oo]ur|[Tt]heir))\s(?:\w+\s)??(?:{_SIZE}|{_RANK})(?=[\s,.;:)]|['’]s\s|$)"
    rf"|{_VARIANT}"
)
# In front of a part that a sentence is not about: "compared with the 7B model".
_OTHER = re.compile(
    r"\b(?:than|to|with|from|versus|vs\.?|like|unlike|over|on|by|against|into|behind|including|beats?|outperforms?|"
    r"[Aa]ll but|surpass\w*|exceeds?|match\w*|if|as)\s$"
)
_OTHER_REACH = 16  # characters


class Part(NamedTuple):
    """A member named by a part: its place, and the size, variant or rank that tells it."""

    start: int
    end: int
    part: str  # "31B", "Mini"; "" where it is a rank
    rank: str  # "larger", "former"
    lead: int  # where the article before it begins
    noun: bool  # a word for the kind of thing stands behind it


def parts(text: str, grammar: NameGrammar) -> list[Part]:
    """The parts that stand for members in a text, in order."""
    found: list[Part] = []
    for m in _PART.finditer(text):
        if _OTHER.search(text, max(0, m.start() - _OTHER_REACH), m.start()):
            continue
        if m["size"]:
            if not m["its"] or m["noun"]:
                size = m["size"] + ("B" if m["scale"][0] in "Bb" else "M")
                found.append(Part(m.start("size"), m.end(), size, "", m.start(), m["noun"] is not None))
        elif m["rank"]:
            if not m["its"]:
                found.append(Part(m.start("rank"), m.end(), "", m["rank"], m.start(), False))
        elif grammar.classify(m["variant"]) is Chunk.VARIANT:
            found.append(Part(m.start("variant"), m.end(), m["variant"], "", m.start(), False))
    return found
