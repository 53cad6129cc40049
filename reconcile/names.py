"""Which names of entities are one: exact keys always, likeness only for the spelling of the family.

Without a pack two names are one when they differ in nothing but case, blanks, hyphens, underscores and type
("St. Mary’s", "St Mary's").
With a pack its name grammar decides, and its lists of other names. Beyond that, two spellings of the
word part of a name ("Deepseekk", "DeepSeek") are taken for one when they are nearly equal and all else
in the two names (versions, sizes, variants, product lines) is equal. Every merge can be explained, and
so can every near miss.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.pack import Pack
from reconcile.spelling import one_type

if TYPE_CHECKING:
    from extract.catalogue import Catalogue

# Share of letters two spellings must have in common (rapidfuzz ratio, 0 to 100) to be one family. One
# letter missing or doubled in a word of eight scores 93.3. A replaced letter scores below that in every
# word of less than fifteen, because real families differ by one letter: Mistral and Mixtral (86),
# InternLM and InternVL (88), OpenLM and OpenELM (92).
CUTOFF = 93.0
# From here on a reviewer should look at the pair: one letter replaced in a word of five scores 80.
NEAR = 80.0
# More spellings than this under one first letter are no families but arbitrary names: they are left as
# they are, because comparing each with each would cost more than all the rest of the audit.
MOST_COMPARED = 2000

_BLANKS = re.compile(r"[\s\-_\u00ad\u2010-\u2015\u2212]+")


@dataclass(frozen=True, slots=True)
class NameMerge:
    """Two spellings that were taken for one entity, or nearly so."""

    name: str  # the spelling that gave way, or the rarer one of a near miss
    into: str  # the name it was taken for, or nearly so
    score: float  # likeness of the word parts, 0 to 100
    reason: str


@dataclass(frozen=True, slots=True)
class Names:
    """What every name in a set of claims means."""

    keys: Mapping[str, str]  # name as claimed → key of its entity
    display: Mapping[str, str]  # key of an entity → its name for readers
    merges: tuple[NameMerge, ...] = ()
    near: tuple[NameMerge, ...] = ()


NO_NAMES = Names({}, {})


def spelling_key(name: str) -> str:
    """The name without case, blanks, hyphens and underscores, and in one type."""
    return _BLANKS.sub("", one_type(name)).casefold()


def unify(counts: Mapping[str, int], pack: Pack | None, related: Iterable[str] = ()) -> Names:
    """Find the entity of every name.

    `counts` says how often each name was claimed something of; `related` are names that claims only
    refer to, as the base of another entity.
    """
    counts = dict.fromkeys(related, 0) | dict(counts)
    if pack is None:
        keys = {name: spelling_key(name) for name in counts}
        return Names(keys, _displays(keys, counts, {}))
    from extract.catalogue import Catalogue

    catalogue = Catalogue(pack)
    listed: dict[str, str] = {}
    keys = {}
    for name in counts:
        key = catalogue.key(name)
        entry = catalogue.by_key.get(key)
        if entry is not None:
            key = catalogue.key(entry.name)
            listed[key] = entry.name
        keys[name] = key or spelling_key(name)
    return _merge_spellings(keys, counts, listed, catalogue)


def _displays(keys: Mapping[str, str], counts: Mapping[str, int], listed: Mapping[str, str]) -> dict[str, str]:
    """The listed name of each key, else its most frequent spelling, ties by sort order."""
    best: dict[str, str] = {}
    for name, key in keys.items():
        other = best.get(key)
        if other is None or (-counts[name], name) < (-counts[other], other):
            best[key] = name
    return best | {key: name for key, name in listed.items() if key in best}


@dataclass(frozen=True, slots=True)
class _Parts:
    """A name split into what may be spelled freely and what must be equal."""

    word: str  # letters only: "deepseek"
    fixed: tuple[str, ...]  # versions, sizes, tags, variants, product lines


def _parts(name: str, catalogue: Catalogue) -> _Parts:
    lines, parsed = catalogue.grammar.lines, catalogue.read(name)[1]
    free = [w for i, w in enumerate(parsed.words) if w.isalpha() and not (i and w in lines)]
    bound = [w for i, w in enumerate(parsed.words) if not w.isalpha() or (i and w in lines)]
    return _Parts("".join(free), (*bound, "|", parsed.size, *parsed.tags, "|", *sorted(parsed.variants)))


def explain(one: str, other: str, pack: Pack) -> str:
    """Say why two names are taken for one entity, or why they are not."""
    from extract.catalogue import Catalogue

    found = unify({one: 1, other: 1}, pack)
    catalogue = Catalogue(pack)
    if found.keys[one] == found.keys[other]:
        if found.merges:
            return f"one entity: {found.merges[0].reason}"
        if catalogue.key(one) == catalogue.key(other):
            return "one entity: the names differ in nothing but case, blanks, hyphens and order"
        return f"one entity: the pack lists both as {found.display[found.keys[one]]}"
    first, second = catalogue.read(one)[1], catalogue.read(other)[1]
    parts = {
        "size": (first.size, second.size),
        "tag": (" ".join(first.tags), " ".join(second.tags)),
        "variant": (" ".join(sorted(first.variants)), " ".join(sorted(second.variants))),
        "name": (" ".join(first.words), " ".join(second.words)),
    }
    differ = [f"{what} {a or 'none'} against {b or 'none'}" for what, (a, b) in parts.items() if a != b]
    return f"two entities: {'; '.join(differ) or 'the pack lists them apart'}"


def _merge_spellings(
    keys: dict[str, str], counts: Mapping[str, int], listed: Mapping[str, str], catalogue: Catalogue
) -> Names:
    shown = _displays(keys, counts, listed)
    used: dict[str, int] = defaultdict(int)
    for name, key in keys.items():
        used[key] += counts[name]
    blocks: dict[tuple[str, tuple[str, ...]], list[tuple[str, str]]] = defaultdict(list)
    for key, name in shown.items():
        parts = _parts(name, catalogue)
        if parts.word:
            blocks[parts.word[0], parts.fixed].append((parts.word, key))
    into: dict[str, str] = {}
    merges: list[NameMerge] = []
    near: list[NameMerge] = []
    for _, block in sorted(blocks.items()):
        for score, one, other in _alike(block):
            weak, strong = sorted((one, other), key=lambda key: (key in listed, used[key], _reversed(shown[key])))
            if weak in listed or score < CUTOFF:
                note = "both are listed in the pack" if weak in listed else f"alike to {score:.0f}, below {CUTOFF:.0f}"
                near.append(NameMerge(shown[weak], shown[strong], score, f"kept apart: {note}"))
            elif weak not in into and weak not in into.values():
                into[weak] = into.get(strong, strong)
                note = f"one family's name in two spellings, alike to {score:.0f} of 100; all else in them is equal"
                merges.append(NameMerge(shown[weak], shown[into[weak]], score, note))
    merged = {name: into.get(key, key) for name, key in keys.items()}
    display = {key: name for key, name in shown.items() if key not in into}
    return Names(merged, display, _by_name(merges), _by_name(near))


def _reversed(name: str) -> tuple[int, ...]:
    """Sort key that puts the name first in sort order last, so that it wins a tie."""
    return tuple(-ord(letter) for letter in name)


def _by_name(merges: Iterable[NameMerge]) -> tuple[NameMerge, ...]:
    return tuple(sorted(merges, key=lambda merge: (-merge.score, merge.into, merge.name)))


def _alike(block: Sequence[tuple[str, str]]) -> list[tuple[float, str, str]]:
    """Pairs of keys whose word parts are alike, most alike first."""
    if not 1 < len(block) <= MOST_COMPARED:
        return []
    import numpy as np
    from rapidfuzz import fuzz, process

    block = sorted(block)
    words = [word for word, _ in block]
    scores = process.cdist(words, words, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.float32)
    pairs = np.argwhere(np.triu(scores, 1) > 0).tolist()
    found = [(float(scores[i, j]), block[i][1], block[j][1]) for i, j in pairs]
    return sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2]))
