"""Short names that hold in one document: "V3", "Nemo" beside Kestrel-Nemo, the last words of members, and nicknames."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.names.catalogue import Catalogue
from extract.names.member_names import short_members
from extract.names.name_grammar import Chunk, NameGrammar, words_of
from extract.words.word_uses import WordUses

WORDED = 3  # words of a name with a plain word before its size: "Kestrel Open 9B"
LONGEST = 3  # words of a name that stands alone without its front
_HYPHENED = re.compile(r"(?<![\w./-])[A-Za-z][\w.]*(?:-[\w.]*\w)+")

Shorts = dict[tuple[str, ...], set[str]]  # by their words those that they may mean


def short_names(own: dict[str, str], text: str, catalogue: Catalogue, given: Shorts) -> Shorts:
    """All short names of a document and what each may mean. `own`: its own names by their keys; `given`: nicknames."""
    meant: Shorts = {short: set(full) for short, full in given.items()}
    for found in (_listed(text.lower(), catalogue), _of_grammar(own.values(), catalogue.grammar)):
        for short, full in found:
            meant.setdefault(short, set()).add(full)
    for tail, members in short_members(own.values(), catalogue, WordUses(text)).items():
        meant.setdefault((tail.lower(),), set()).update(members)
    for short, members in _without_front(own, text, catalogue).items():
        meant.setdefault(short, set()).update(members)
    return meant


def _listed(text: str, catalogue: Catalogue) -> Iterable[tuple[tuple[str, ...], str]]:
    """Those that the pack lists, of families that the text names."""
    for family, shorts in catalogue.shorts_by_family.items():
        if any(name in text for name in catalogue.family_names[family]):
            yield from shorts


def _of_grammar(names: Iterable[str], grammar: NameGrammar) -> Iterable[tuple[tuple[str, ...], str]]:
    """What is left of names without their first word: "Open 9B" of "Kestrel Open 9B", "K2" of "Kestrel-K2-Chat"."""
    for words, name in ((words_of(n), n) for n in names):
        kinds = [grammar.classify(w) for w in words]
        if len(words) == WORDED and kinds[1] is None and kinds[2] is Chunk.SIZE:
            yield tuple(words[1:]), name
        versions = [i for i in range(1, len(words)) if kinds[i] is Chunk.VERSION and words[i][0].isalpha()]
        if len(versions) == 1 and all(kinds[i] is not None for i in range(versions[0], len(words))):
            stem = name[: name.lower().rindex(words[versions[0]])]
            yield (words[versions[0]],), stem + name[len(stem) :].split("-")[0].split(" ")[0]


def _without_front(own: dict[str, str], text: str, catalogue: Catalogue) -> Shorts:
    """Names that a text introduces with a known name before them: "V3-Lite has" behind "Kestrel-V3-Lite"."""
    wanted: dict[tuple[str, ...], str] = {}
    for name in own.values():
        words = words_of(name)
        if len(words) <= LONGEST and not catalogue.read(name)[1].size:
            wanted[words] = name
    found: dict[tuple[str, ...], tuple[int, set[str]]] = {}
    for m in _HYPHENED.finditer(text) if wanted else ():
        parts = m.group().split("-")
        for i in range(1, len(parts)):
            tail = words_of("-".join(parts[i:]))
            front = "-".join(parts[:i])
            if tail in wanted and (catalogue.key(front) in own or catalogue.key(front) in catalogue.by_key):
                found.setdefault(tail, (m.start(), set()))[1].add(f"{front}-{wanted[tail]}")
    return {tail: full for tail, (at, full) in found.items() if _only_behind(wanted[tail], text, at)}


def _only_behind(name: str, text: str, at: int) -> bool:
    """Whether a name stands alone only behind an offset."""
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text[:at]) is None
