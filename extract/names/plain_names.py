"""Finds plain words that a text uses as names: "Larkspur has 9 billion parameters", "its predecessor, Tansy".

Such a word has no version, size or hyphen that would tell it from any other capitalised word. It is a name on evidence:
what the text says of it at its places is weighed, and what speaks for a person, a place or an organisation is weighed
against that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from extract.words.english import DEEDS, ONLY_BOUND
from extract.words.pack import Pack
from extract.words.word_uses import WordUses

_WORD = re.compile(r"[A-Z](?<![\w.@/’'-].)[a-z]{2,24}(?![\w@/-]|\.\w)")  # the set first: the search skips to capitals
_ENDS, _MARKS = r'[*"“”_]{0,2}', r'[*"“]{0,2}'  # what sets a name off, behind it and before it
ENOUGH = 2  # weight of what makes a word a name; twice that for one that does nothing but open sentences
MOST_USES = 40  # places of a word that are looked at
MOST_WORDS = 4_000  # distinct words looked at
BEFORE = 60  # characters before a word
# Between a subject and its verb: ", as the system is called,", " (our largest model)".
_SURE_ASIDE = (
    r"(?:,\s(?:which\s[^,;.()\n]{3,60},|(?:as|an?|the|its|our|their|by|from|also|of)\s[^,;.()\n]{3,60},)"
    r"|\s\([^()\n]{1,60}\))"
)
_ASIDE = rf"{_SURE_ASIDE}?"
_DOES = r"\s(?:[a-z]{2,}s|had|came|took|saw|got|used|needed)\b"  # what a single thing does
_FILLER = r"\s(?:[a-z]+\s){0,4}?"
_HAS = (
    r"\s(?:(?:also|now|already|alone)\s)?(?:has|had|is|was|comes|came|offers|supports|packs|features|boasts|spans|carries|"
    r"contains|counts|accepts|handles|holds|stacks|combines|consists|weighs)\b(?!\sit\b)"
)
_TAKES = r"\s(?:took|takes|needs|needed|uses|used|saw|cost|costs|got|gets|reads|reaches)\b"  # as people do, too
_SOLD_AS = (  # what is said of a thing that goes by a description
    r"\s(?:is|was|gets|got)\s(?:\w+ly\s)?(?:sold|billed|marketed|advertised|described|presented|listed|offered|known|"
    r"touted|pitched|announced|introduced|labelled|labeled|released|published)\sas\s(?:an?|the|its|their)\s"
)
_KIN = "predecessor|successor|sister|sibling|brother|cousin|forerunner|follow-up|namesake"
_AGENT = re.compile(
    rf"{_ENDS},?\s(?:(?:has|have|also|then|now)\s)?(?:{DEEDS})\b"
    rf"(?!\s(?:on|at|by|for|to|as|from|with|under)\b|[.,;]|$)|,\swho\b|\s(?:is|was)\sfounded\b"
)
_OWNER = re.compile(r"['’]s\s(?:own\s|latest\s|new\s)?[A-Z]")
_LABELLED = re.compile(r":[*_]{0,2}\s$")  # the value of a label: "Tokenizer: Xylem"
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|Professor|President|Saint|St|Mount|Lake|New|University of)\.?\s$")
_PLACED = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Bb]y|based in|to|of)\s$")
_PROPER_BEHIND = re.compile(r"\s(?:[A-Z][a-z]|AI\b|\d)")
_PROPER_BEFORE = re.compile(r"(?<![.!?:;\n])\s*\b[A-Z0-9][\w.'’-]*\s$")
_OPENS = re.compile(r"(?:^|[.!?:;•\n])[\s*\"“_-]*$")


def _words(phrases: Iterable[str]) -> str:
    """Phrases of a pack as an expression; a star stands for any ending."""
    found = {re.escape(p).replace(r"\*", r"\w*").replace(r"\ ", "[ -]") for p in phrases}
    return "|".join(sorted(found, key=len, reverse=True)) or "(?!)"


def _weighted(*expressions: tuple[int, str]) -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((weight, re.compile(expression, re.IGNORECASE)) for weight, expression in expressions)


class PlainNames:
    """Finds such names by the words of one pack."""

    def __init__(self, pack: Pack, never: frozenset[str], anchor: re.Pattern[str]) -> None:
        """`never`: words that are in no name; `anchor`: a quantity that the pack counts."""
        self._never = never
        quantity = rf"(?:{anchor.pattern}|[$€£]\s?\d)"
        nouns = "|".join(sorted(map(re.escape, pack.entity.nouns), key=len, reverse=True))
        numbers = [a for a in pack.attributes.values() if a.type in ("number", "money")]
        dates = [a for a in pack.attributes.values() if a.type == "date"]
        told = _words(w for a in (*numbers, *dates) for w in (*a.strong, *a.labels, *a.counted))
        cues = _words(w for a in numbers for w in a.cues)
        events = _words(w for a in dates for w in a.cues)
        self._behind = _weighted(
            (4, rf"{_ENDS}{_SURE_ASIDE}{_DOES}{_FILLER}(?:{quantity}|\d[\d.]*[BMT]\b)"),
            (4, rf"{_ENDS}\s\([^()\n]{{0,40}}?\d[\d.]*[BMT]\b[^()\n]{{0,40}}\){_DOES}\b"),
            (2, rf"{_ENDS}{_ASIDE}{_HAS}{_FILLER}{quantity}"),
            (1, rf"{_ENDS}{_ASIDE}{_TAKES}{_FILLER}{quantity}"),
            (2, rf"{_ENDS},?\s(?:of|with|at)\s(?:(?:an?|its|some|about|only)\s)?(?:[a-z]+\s){{0,2}}?{quantity}"),
            (2, rf"{_ENDS}\s\({ONLY_BOUND}[^()\n]{{0,40}}?\d[\d.]*\s?(?:[BMT]\b|[bm]illion|trillion)"),
            (2, rf"['’]s\s(?:[a-z-]+\s){{0,2}}?(?:{told})\b[^.\n]{{0,60}}\d"),
            (1, rf"{_ENDS}{_ASIDE},?\s(?:(?:is|was|were|has been|will be)\s)?(?:{events})\b"),
            (2, rf"{_ENDS},\s(?:an?|the|our|its|their)\s(?:[\w-]+\s){{0,4}}?(?:{nouns})\b"),
            (2, rf"{_ENDS},\sas\s(?:the|this|our|its)\s(?:[\w-]+\s){{1,3}}is\s(?:called|known|named)\b"),
            (4, rf"{_ENDS}{_ASIDE}{_SOLD_AS}(?:[\w-]+\s){{0,3}}?(?:{nouns})\b"),
            (
                2,
                rf"{_ENDS}\s\([^()\n]{{0,60}}?\b(?:{events})\s(?:in|on|since)\s[^()\n]{{0,20}}?\d{{4}}[^()\n]{{0,40}}\)",
            ),
            (1, rf"\s(?:{nouns})\b"),
        )
        its = rf"(?:its|the|their|our)\s(?:\w+\s)?(?:{nouns})"
        self._before = _weighted(
            (2, rf"\b(?:{nouns})s?,?\s(?:called|named|dubbed|christened|nicknamed|codenamed)\s{_MARKS}$"),
            (2, rf"\b(?:call|calls|called|names|named|dubbed)\s(?:it|{its})\s{_MARKS}$"),
            (2, rf"\b(?:{_KIN})(?:\smodel)?,?\s{_MARKS}$"),
            (1, rf"\b(?:{nouns}),?\s{_MARKS}$"),
            (1, rf"{anchor.pattern}\s(?:for|in|by)\s$"),
        )
        verbs = "on|at|for|with|took|cost|costs|needed|used"
        self._object = (
            re.compile(rf"\b(?:{cues})\s(?:of\s|the\s)?$", re.IGNORECASE),
            re.compile(rf"{_ENDS}\s(?:{verbs})\s(?:[a-z]+\s){{0,3}}?{quantity}", re.IGNORECASE),
        )

    def find(self, text: str, known: Iterable[str], uses: WordUses) -> set[str]:
        """Such names of a text; `known`: first words of names that are known, which stay what they are."""
        places = self._places(text, frozenset(known))
        return {
            word for word, at in places.items()
            if self._fits(text, word, at) and not uses.has(word.lower())
        }  # fmt: skip

    def _places(self, text: str, known: frozenset[str]) -> Mapping[str, list[int]]:
        places: dict[str, list[int]] = {}
        for m in _WORD.finditer(text):
            word = m.group()
            found = places.get(word)
            if found is None:
                if len(places) >= MOST_WORDS:
                    break
                lower = word.lower()
                ordinary = lower in self._never or lower in known or lower.endswith(("ly", "ing"))
                found = places[word] = [-1] * MOST_USES if ordinary else []
            if len(found) < MOST_USES:
                found.append(m.start())
        return {word: at for word, at in places.items() if at[0] >= 0}

    def _fits(self, text: str, word: str, places: list[int]) -> bool:
        """True where more speaks for a name at the places of a word than against it."""
        weights = [self._at(text, start, start + len(word)) for start in places]
        inside = any(not _OPENS.search(text, max(0, start - BEFORE), start) for start in places)
        return max(weights) >= ENOUGH and sum(weights) >= (ENOUGH if inside else 2 * ENOUGH)

    def _at(self, text: str, start: int, end: int) -> int:
        before = text[max(0, start - BEFORE) : start]
        if _PROPER_BEHIND.match(text, end) or _TITLED.search(before) or _LABELLED.search(before):
            return 0
        if before[-1:] == " " and _PROPER_BEFORE.search(before) and not _OPENS.search(before):
            return 0
        if _AGENT.match(text, end) or _OWNER.match(text, end):
            return -2
        weight = max(self._weights(text, before, end), default=0)
        return weight or (-1 if _PLACED.search(before) else 0)

    def _weights(self, text: str, before: str, end: int) -> Iterator[int]:
        yield from (weight for weight, pattern in self._behind if pattern.match(text, end))
        yield from (weight for weight, pattern in self._before if pattern.search(before))
        lead, rest = self._object
        if rest.match(text, end) and lead.search(before):
            yield 2
