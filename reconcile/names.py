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

from extract.words.pack import Pack
from reconcile.spelling import one_type

if TYPE_CHECKING:
    from extract.names.catalogue import Catalogue

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
# Near misses that are kept, the closest ones. A reviewer reads no more, and among spellings that are all alike
# (parts of one numbering) nearly every pair is one: their number grows as the square of that of the names.
MOST_NEAR = 200

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
    near: tuple[NameMerge, ...] = ()  # most alike first
    near_more: int = 0  # further near misses, less alike than these


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
    from extract.names.catalogue import Catalogue

    catalogue = Catalogue(pack)
    keys, listed = exact_keys(counts, catalogue)
    return _merge_spellings(keys, counts, listed, catalogue)


def exact_keys(names: Iterable[str], catalogue: Catalogue) -> tuple[dict[str, str], dict[str, str]]:
    """The key of every name, no slip forgiven, and the name that the pack lists under a key."""
    listed: dict[str, str] = {}
    keys = {}
    for name in names:
        key = catalogue.key(name)
        entry = catalogue.by_key.get(key) or catalogue.listed(name)
        if entry is not None:
            key = catalogue.key(entry.name)
            listed[key] = entry.name
        keys[name] = key or spelling_key(name)
    _join_versions(keys, listed, catalogue)
    return keys, listed


def without_v(name: str, catalogue: Catalogue) -> str:
    """The key of a name without the "v" of its versions: "Llama v2" is "Llama 2"."""
    return catalogue.key(catalogue.grammar.without_v(name))


def _join_versions(keys: dict[str, str], listed: Mapping[str, str], catalogue: Catalogue) -> None:
    """Give names that differ in nothing but the "v" of a version one key: that of the one that the pack lists."""
    alike: dict[str, set[str]] = defaultdict(set)
    bare = {name: without_v(listed.get(key, name), catalogue) for name, key in keys.items()}
    for name, key in keys.items():
        alike[bare[name]].add(key)
    for name, key in keys.items():
        met = alike[bare[name]]
        if len(met) > 1 and key not in listed:
            known = met & listed.keys()
            if len(known) < 2:
                keys[name] = next(iter(known), bare[name])


def _displays(keys: Mapping[str, str], counts: Mapping[str, int], listed: Mapping[str, str]) -> dict[str, str]:
    """The listed name of each key, else its most frequent spelling, ties by sort order."""
    best: dict[str, str] = {}
    for name, key in keys.items():
        other = best.get(key)
        if other is None or (-counts[name], name) < (-counts[other], other):
            best[key] = name
    return best | {key: name for key, name in listed.items() if key in best}


@dataclass(frozen=True, slots=True)
class Parts:
    """A name split into what may be spelled freely and what must be equal."""

    word: str  # letters only: "deepseek"
    fixed: tuple[str, ...]  # versions, sizes, tags, variants, product lines


def parts_of(name: str, catalogue: Catalogue) -> Parts:
    """What of a name may be forgiven a slip, and what not."""
    lines, parsed = catalogue.grammar.lines, catalogue.read(name)[1]
    free = [w for i, w in enumerate(parsed.words) if w.isalpha() and not (i and w in lines)]
    bound = [w for i, w in enumerate(parsed.words) if not w.isalpha() or (i and w in lines)]
    return Parts("".join(free), (*bound, "|", parsed.size, *parsed.tags, "|", *sorted(parsed.variants)))


def _merge_spellings(
    keys: dict[str, str], counts: Mapping[str, int], listed: Mapping[str, str], catalogue: Catalogue
) -> Names:
    shown = _displays(keys, counts, listed)
    used: dict[str, int] = defaultdict(int)
    for name, key in keys.items():
        used[key] += counts[name]
    blocks: dict[tuple[str, tuple[str, ...]], list[tuple[str, str]]] = defaultdict(list)
    for key, name in shown.items():
        parts = parts_of(name, catalogue)
        if parts.word:
            blocks[parts.word[0], parts.fixed].append((parts.word, key))
    into: dict[str, str] = {}
    merges: list[NameMerge] = []
    near: list[NameMerge] = []
    more = 0
    for _, block in sorted(blocks.items()):
        pairs = []
        alike, left_out = _alike(block)
        more += left_out
        for score, one, other in alike:
            weak, strong = sorted((one, other), key=lambda key: (key in listed, used[key], _reversed(shown[key])))
            pairs.append((score, weak, strong))
        # What is named most takes its slips first, so that none of them becomes a name for others.
        for score, weak, strong in sorted(pairs, key=lambda pair: (-used[pair[2]], -pair[0], pair[1:])):
            if weak in into and strong in (into[weak], *into):
                continue  # two slips of one name
            kept = _kept_apart(score, weak, strong, listed, into, shown)
            if kept:
                near.append(NameMerge(shown[weak], shown[strong], score, f"kept apart: {kept}"))
            else:
                into[weak] = strong
                note = f"one family's name in two spellings, alike to {score:.0f} of 100; all else in them is equal"
                merges.append(NameMerge(shown[weak], shown[strong], score, note))
    merged = {name: into.get(key, key) for name, key in keys.items()}
    display = {key: name for key, name in shown.items() if key not in into}
    closest = _by_name(near)[:MOST_NEAR]
    return Names(merged, display, _by_name(merges), closest, more + len(near) - len(closest))


def _kept_apart(
    score: float, weak: str, strong: str, listed: Mapping[str, str], into: Mapping[str, str], shown: Mapping[str, str]
) -> str:
    """Why two names that are alike are not taken for one; "" where they are."""
    if weak in listed:
        return "both are listed in the pack"
    if score < CUTOFF:
        return f"alike to {score:.0f}, below {CUTOFF:.0f}"
    for name in (strong, weak):
        if name in into:
            return f"{shown[name]} is taken for {shown[into[name]]}"
    return "others are taken for each" if weak in into.values() else ""


def _reversed(name: str) -> tuple[int, ...]:
    """Sort key that puts the name first in sort order last, so that it wins a tie."""
    return tuple(-ord(letter) for letter in name)


def _by_name(merges: Iterable[NameMerge]) -> tuple[NameMerge, ...]:
    return tuple(sorted(merges, key=lambda merge: (-merge.score, merge.into, merge.name)))


def _alike(block: Sequence[tuple[str, str]]) -> tuple[list[tuple[float, str, str]], int]:
    """Pairs of keys whose word parts are alike, most alike first, and how many that are no slips were left out."""
    if not 1 < len(block) <= MOST_COMPARED:
        return [], 0
    import numpy as np
    from rapidfuzz import fuzz, process

    block = sorted(block)
    words = [word for word, _ in block]
    scores = np.triu(process.cdist(words, words, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.float32), 1)
    slips, near = np.argwhere(scores >= CUTOFF), np.argwhere((scores > 0) & (scores < CUTOFF))
    closest = near[np.argsort(-scores[near[:, 0], near[:, 1]], kind="stable")[:MOST_NEAR]]
    pairs = np.concatenate((slips, closest)).tolist()
    found = [(float(scores[i, j]), block[i][1], block[j][1]) for i, j in pairs]
    return sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2])), len(near) - len(closest)
