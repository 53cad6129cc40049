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
LONGEST_FRONT = 24  # characters
MOST = 300  # names that are looked for
MOST_USES = 50  # of each of them
_CAPITAL = re.compile(r"(?<![\w./-])[A-Z][\w.-]*(?<![.-])$")
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
        if len(words) <= LONGEST and len(wanted) < MOST and not catalogue.read(name)[1].size:
            wanted[words] = name
    known = own.keys() | catalogue.by_key.keys()
    found: dict[tuple[str, ...], tuple[int, set[str]]] = {}
    for at, front, joint, tail in (*_hyphened(text), *_spaced(text, wanted)) if wanted else ():
        if tail in wanted and catalogue.key(front) in known:
            first, full = found.get(tail, (at, set()))
            found[tail] = min(first, at), full | {f"{front}{joint}{wanted[tail]}"}
    return {
        tail: set(dict.fromkeys(catalogue.canonical(name).name for name in sorted(full)))
        for tail, (at, full) in found.items() if _only_behind(wanted[tail], text, at)
    }  # fmt: skip


def _hyphened(text: str) -> Iterable[tuple[int, str, str, tuple[str, ...]]]:
    """The fronts and tails of words with hyphens, and where they stand."""
    for m in _HYPHENED.finditer(text):
        parts = m.group().split("-")
        for i in range(1, len(parts)):
            yield m.start(), "-".join(parts[:i]), "-", words_of("-".join(parts[i:]))


def _spaced(text: str, wanted: dict[tuple[str, ...], str]) -> Iterable[tuple[int, str, str, tuple[str, ...]]]:
    """The words right before names, and where they stand."""
    for tail, name in wanted.items():
        at = text.find(f" {name}")
        for _ in range(MOST_USES):
            if at < 0:
                break
            front = _CAPITAL.search(text, max(0, at - LONGEST_FRONT), at)
            if front is not None:
                yield front.start(), front.group(), " ", tail
            at = text.find(f" {name}", at + 1)


def _only_behind(name: str, text: str, at: int) -> bool:
    """Whether a name stands alone only behind an offset."""
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text[:at]) is None
