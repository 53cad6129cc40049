"""Names that entries of lists introduce: "- [Lichen](…) - 0.9B, 16K", "- **7 May.** Maker's Osprey, a 44B from Bergen".

An item names something where it opens with a linked or bold word, or with a date and a name, and goes straight on with
a quantity that the pack counts or that its names carry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.names.catalogue import Catalogue
from extract.quantities.date_patterns import MONTHS
from extract.words.cues import Cues, Role
from extract.words.word_uses import WordUses
from sources.document import BlockKind, Document
from sources.render import reading

LONGEST_START = 240  # characters of an item in which its opening stands, addresses included
LONGEST_NOUN = 24  # characters
MOST_ITEMS = 5_000  # items looked at
_MONTH = f"(?i:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
_DATE = (
    rf"(?:\d{{1,2}}\.?\s{_MONTH}\.?|{_MONTH}\.?\s\d{{1,2}}|\d{{4}}[-/]\d\d(?:-\d\d)?|\d{{1,2}}/\d{{1,2}})"
    r"(?:\s\d{4})?"
)
_MARKED = re.compile(r"[\s>*+–•-]*[^\w\[*]{0,8}(?P<mark>\[|\*\*)")
_OPENING = re.compile(
    rf"\W{{0,12}}(?:(?P<date>{_DATE})[\s.:,–—*-]{{1,6}})?(?:[A-Z][\w-]{{1,24}}['’]s\s)?"
    r"(?P<name>[A-Z](?:[a-z]{2,24}|[A-Za-z]{2,24})(?P<number>[ -]\d{1,2}(?:\.\d{1,2})?)?(?:[ -][A-Z][a-z]{2,12})?)"
    rf"(?![\w%/-])(?:\s\((?:{_DATE}|{_MONTH}\.?\s\d{{4}}|\d{{4}})\))?"
    r"(?:\s(?:from|by|of)\s[A-ZÀ-Þ][\w-]{1,24})?(?P<joint>\s[-–—]\s|[.:]\s|,\s|\s\()"
    # who made it, and when
    rf"(?:[A-Z][\w&'’]{{1,16}}(?:\s[\w&'’]{{1,16}}){{0,2}}(?:,\s(?:{_DATE}|{_MONTH}\.?\s\d{{4}}))?[.,;]\s)?(?:an?\s)?",
)
# A name with its size, which nothing sets off: "- Feldspar 24B: 32k context".
_SIZED_ENTRY = re.compile(r"\W{0,12}(?P<name>(?P<head>[A-Z][A-Za-z]{2,24}) \d{1,3}(?:\.\d{1,2})?[BM])(?::|\s[-–—])\s")
_DESCRIBED = re.compile(r"\swith\s|[,;(]")  # behind what a thing is said to be
_AMOUNT = re.compile(r"\d[\w.,]*\w")
_RANGE = re.compile(r"\s?(?:to|–|-|or|and)\s?\d")  # "(1B to 4B)" is what a heading or a part of a list is about


def entry_names(document: Document, catalogue: Catalogue, cues: Cues, uses: WordUses) -> set[str]:
    """Such names of a document."""
    found: set[str] = set()
    units = {re.escape(u.rstrip("*")) for a in cues.pack.attributes.values() if not a.modifies for u in a.units}
    other = re.compile(rf"\s(?:[\w-]+\s)?(?:{'|'.join(sorted(units)) or '(?!)'})")  # "3T tokens" is no size
    for text, marked in _openings(document):
        entry = _SIZED_ENTRY.match(text)
        if entry is not None and _measured(text[entry.end() :], cues) and _own(entry["head"], catalogue, cues, uses):
            found.add(entry["name"])
        m = _OPENING.match(text)
        if m is None or not (marked or m["date"]):
            continue
        told = m["date"] and m["number"] and _measured(text[m.end() :], cues)
        if m["joint"].startswith(":") and not m["date"]:
            if marked != "[":
                continue  # "- **Standard**: 27.5B" labels a variant
            told = _described(text, m, cues) and _measured(text[m.end() :], cues)
        ranged = "(" in m["joint"]
        if not told and not _sized(text, m.end(), catalogue, other, cues.kind.plurals, ranged=ranged):
            continue
        name = m["name"]
        words = name.split(" ")
        plain = len(words) == 1 and name.isalpha()
        if words[0].lower() in catalogue.grammar.never or cues.label_scores(name) or words[0].lower() in MONTHS:
            continue
        if len(words) > 1 and words[-1].isalpha() and catalogue.grammar.classify(words[-1].lower()) is None:
            continue  # "Wren 2 Paper" is no name; "Wren 2 Pro" is one
        if catalogue.grammar.classify(words[0].lower()) is not None or (plain and uses.has(name.lower())):
            continue
        found.add(name)
    return found


def _own(head: str, catalogue: Catalogue, cues: Cues, uses: WordUses) -> bool:
    """True for a word that is nothing but a name, and of no listed family."""
    lower = head.lower()
    known = lower in catalogue.grammar.never or lower in catalogue.heads or lower in catalogue.proper_names.openers
    return not (known or uses.has(lower) or cues.label_scores(head) or catalogue.grammar.classify(lower) is not None)


def _described(text: str, opening: re.Match[str], cues: Cues) -> bool:
    """True where the entry goes on with what kind of thing it names: "an open model with …"."""
    return opening.group().endswith(("a ", "an ")) and cues.kind.spoken_of(_DESCRIBED.split(text[opening.end() :])[0])


def _openings(document: Document) -> Iterator[tuple[str, str]]:
    """How items begin, as read, and the mark of a link or of bold type before their first words, or nothing."""
    seen = 0
    for block in document.blocks:
        if block.kind is not BlockKind.ITEM:
            continue
        seen += 1
        if seen > MOST_ITEMS:
            return
        end = min(block.end, block.start + LONGEST_START)
        mark = _MARKED.match(document.text, block.start, end)
        marked = mark["mark"] if mark is not None else ""
        if marked or document.text[block.start : end].lstrip("*-+• ")[:1].isalnum():
            yield reading(document.text, block.start, end).text, marked


def _measured(rest: str, cues: Cues) -> bool:
    """True where the rest of an entry counts what the pack counts: "Kestrel 1.5 Pro: up to 1M tokens of context"."""
    return any(
        h.meaning.role in (Role.UNIT, Role.COUNTED) and _AMOUNT.search(rest, max(0, h.start - LONGEST_NOUN), h.start)
        for h in cues.phrases.find(rest)
    )


def _sized(
    text: str, at: int, catalogue: Catalogue, other: re.Pattern[str], plurals: frozenset[str], *, ranged: bool
) -> bool:
    """True where an amount stands right there that names carry, or that the pack counts.

    `ranged`: it is in brackets, where several sizes are what a part of a list is about.
    """
    amount = _AMOUNT.match(text, at)
    if amount is None or (ranged and _RANGE.match(text, amount.end())) or other.match(text, amount.end()):
        return False
    if text[amount.end() + 1 : amount.end() + LONGEST_NOUN].split(" ", 1)[0].strip(".,;") in plurals:
        return False
    if catalogue.grammar.size.fullmatch(amount.group().lower().split("/")[0]):
        return True
    return catalogue.proper_names.anchor.match(text, at) is not None
