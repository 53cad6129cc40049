"""Members of a line that a plain word tells apart: "Larkspur 2 Petal", and "Petal" alone where the text says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from extract.names.catalogue import Catalogue
from extract.names.name_grammar import NameGrammar, words_of
from extract.words.cues import Cues
from extract.words.english import NO_NAMES
from extract.words.word_uses import WordUses

_MEMBER = re.compile(
    r"(?P<mark>[*_`\"“]{0,2})(?P<name>(?P<head>[A-Z](?<![\w.-].)[A-Za-z]{2,24})[- ]v?\d{1,2}(?:\.\d{1,2}){0,2}"
    r"[- ](?P<tail>[A-Z][a-z]{2,24}))(?![\w-])(?! [A-Z])"
)
_WORDED = re.compile(
    r"(?P<mark>[*_`\"“]{0,2})(?P<name>(?P<head>[A-Z](?<![\w.-].)[A-Za-z]{2,24}) (?P<word>[A-Z][a-z]{2,15})"
    r" \d{1,4}(?:\.\d{1,2})?[BM])(?![\w%-])(?! (?:param|token|total|active))"
)
_PLAIN = re.compile(r"[A-Z][a-z]{2,24}")
LEAST_USES = 2  # of a name that no bold or quotation mark sets off
MAX_NAMES = 200


def member_names(text: str, heads: Iterable[str], grammar: NameGrammar, uses: WordUses) -> set[str]:
    """Names of members with a number and a plain word, of lines whose first words are `heads`."""
    known = frozenset(heads)
    counts: Counter[str] = Counter()
    for m in _MEMBER.finditer(text) if known else ():
        if m["head"].lower() in known and _tells(m["tail"], grammar, uses):
            counts[m["name"]] += LEAST_USES if m["mark"] else 1
        if len(counts) >= MAX_NAMES:
            break
    return {name for name, count in counts.items() if count >= LEAST_USES}


def worded_members(text: str, heads: Iterable[str], grammar: NameGrammar, cues: Cues) -> set[str]:
    """Names of members with a plain word before their size, of lines whose first words are `heads`: "Kestrel Open 9B".

    Of a line that has one alone, the word must stand there twice, or the name be set off.
    """
    known = frozenset(heads)
    counts: Counter[tuple[str, str]] = Counter()
    found: dict[str, tuple[str, str]] = {}
    for m in _WORDED.finditer(text):
        word = m["word"].lower()
        head = m["head"].lower()
        if (head not in known and not m["mark"]) or grammar.classify(word) is not None or word in NO_NAMES:
            continue
        if head in grammar.never or grammar.is_maker(m["head"]):
            continue
        if cues.label_scores(m["word"]) or cues.kind.spoken_of(m["word"]):
            continue  # "Kestrel Parameters 9B", "Kestrel Model 9B"
        line = m["head"], m["word"]
        found[m["name"]] = line
        counts[line] += LEAST_USES if m["mark"] and head in known else 1
        if len(found) >= MAX_NAMES:
            break
    return {name for name, line in found.items() if counts[line] >= LEAST_USES}


def short_members(names: Iterable[str], catalogue: Catalogue, uses: WordUses) -> dict[str, set[str]]:
    """The last words of names that alone mean a member, where several names share the first: "Petal" → its names.

    Only a word that one name ends with tells which member it means.
    """
    lines: Counter[str] = Counter()
    tails: dict[str, set[str]] = {}
    for name in sorted(names):
        words = words_of(name)
        tail = re.split(r"[- ]", name)[-1]
        lines.update(words[:1])
        if len(words) > 1 and words[0] != tail.lower() and tail.lower() not in catalogue.heads:
            tails.setdefault(tail, set()).add(name)
    return {
        tail: full for tail, full in tails.items()
        if any(lines[words_of(name)[0]] > 1 for name in full) and _tells(tail, catalogue.grammar, uses)
    }  # fmt: skip


def _tells(tail: str, grammar: NameGrammar, uses: WordUses) -> bool:
    """True for a plain word of no class in names that the text uses as a name only."""
    lower = tail.lower()
    return (
        _PLAIN.fullmatch(tail) is not None
        and grammar.classify(lower) is None
        and lower not in grammar.never
        and not uses.has(lower)
    )
