"""Lineage: which documents repeat each other's passages, so that four copies are not four witnesses.

Only passages that claims stand in are looked at, and only those about one entity are held against each other:
a template that is filled in for another model is no copy. Two passages repeat each other where nearly all their
words are the same and so are their names (a copy, of which the figures may have been changed), or where one
has a stretch of the other with the same figures (a quotation). A sentence without a figure, or one about terms
of use, proves nothing: it is boilerplate as often as a copy. Nor does a short sentence that stands elsewhere with
other figures, for it is how everybody says such a thing: "X has a range of 300 miles".

What repeats is one voice for what it repeats. A figure that was changed is the voice of who changed it
(`reconcile.own_values`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from reconcile.arrays import BoolArray, FloatArray, IntArray, expand, starts
from reconcile.own_values import STATED, own_voices
from reconcile.passages import HashArray, Prints, fingerprint_texts
from reconcile.votes import scatter

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("document", "start", "end", "context", *STATED)  # of a claims frame that are looked at
NONE_IDENTICAL: Mapping[str, str] = MappingProxyType({})
COPIED = 0.8  # share of the shorter passage's fingerprints: one or two words of twenty may have been changed
PLAIN = 16  # words of a sentence below which other figures in it make it a formula rather than an altered copy
QUOTED = 3  # shared fingerprints with figures as they stand: a stretch of seven words at least, ten at most
WHOLE = 0.9  # share of the words of a document's passages from which on it is a copy as a whole
ENOUGH = 30  # words that a copy as a whole must repeat: three list items of three words are just three facts
NEAR = 8  # passages with one fingerprint that are held against each other, each against its next ones
EXAMPLES = 3  # pairs of passages that are shown for two documents
MOST_REPEATS = 10_000  # pairs of documents that are listed: two thousand documents with boilerplate make two million
WIDE = 50  # documents with one passage that are listed in pairs: beyond, each is paired with the first ones


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage that is repeated has its claim."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two documents that repeat passages of each other."""

    documents: tuple[str, str]  # sorted
    passages: int  # of the first that the second repeats
    share: float  # of the shorter one's words, in passages long enough to tell, that are repeated; 0 to 1
    examples: tuple[tuple[Place, Place], ...]  # in the order of the first document


@dataclass(frozen=True, slots=True)
class Lineage:
    """Who repeats whom."""

    voices: tuple[str, ...]  # of each claim of the table: the document that stands for all with its passage
    documents: dict[str, str]  # documents that are copies as a whole: the one that stands for them
    repeats: tuple[Repeat, ...]  # by falling share, then by documents
    more: int = 0  # pairs of documents beyond those that are listed, all of which repeat less


NO_LINEAGE = Lineage((), {}, ())


@dataclass(frozen=True, slots=True, eq=False)
class _Passages:
    """The distinct passages, a text in a document, sorted by document and place."""

    document: IntArray
    text: IntArray  # number of the text: a context about an entity, the same words about another are another
    claim: IntArray  # position of its first claim in the table
    of_claim: IntArray  # of each claim: its passage


@dataclass(frozen=True, slots=True, eq=False)
class _Shared:
    """Passages that two documents share, one row for each two documents and passage."""

    low: IntArray  # the two documents
    high: IntArray
    one: IntArray  # the passage in each
    other: IntArray


def find_lineage(claims: pd.DataFrame, identical: Mapping[str, str] = NONE_IDENTICAL) -> Lineage:
    """Find documents that repeat each other, from the passages that claims stand in.

    `claims` has `COLUMNS` as `reconcile.frame.claims_frame` has them; claims without a context speak for their
    document. `identical` maps documents that are known to be the same to the one that stands for them: they count as
    that one, and their passages are not compared. The result does not depend on the order of the rows. Time and
    memory grow linearly with the text of the contexts.
    """
    import pandas as pd

    documents = claims["document"]
    if identical:
        documents = documents.map({name: identical.get(name, name) for name in documents.unique()})
    if not claims["context"].any():
        return Lineage(tuple(documents.tolist()), dict(identical), ())
    codes, found = pd.factorize(documents, sort=True)
    names = np.asarray(found, dtype=object)
    passages, texts, subject = _passages(claims, codes.astype(np.int64))
    prints = fingerprint_texts(texts)
    formula, *repeating = _repeating(prints, subject)
    prints = replace(prints, telling=prints.telling & ~formula)
    family = _joined(len(texts), *repeating)
    shared = _sharing(passages, prints, family)
    standing = _copies(shared, passages, prints, len(names))
    members = np.bincount(standing, minlength=len(names))[standing]
    repeats, more = _repeats(shared, passages, prints, claims, names)
    voices = own_voices(claims, passages.document[passages.of_claim], _voices(passages, prints, family, standing))
    copies = {names[d]: names[standing[d]] for d in np.flatnonzero(members > 1)}
    return Lineage(
        voices=tuple(names[voices].tolist()),
        documents=copies | {name: copies.get(stands, stands) for name, stands in identical.items()},
        repeats=repeats,
        more=more,
    )


def _passages(claims: pd.DataFrame, document: IntArray) -> tuple[_Passages, list[str], IntArray]:
    """The passages; the texts; and the entity of each text."""
    import pandas as pd

    entity, _ = pd.factorize(claims["entity"], sort=True)
    context, contexts = pd.factorize(claims["context"], sort=True)
    key = context * np.int64(entity.max(initial=0) + 1) + entity
    kinds, text = np.unique(key, return_inverse=True)
    start = claims["start"].to_numpy(np.int64)
    order = np.lexsort((text, start, document))
    both = document[order] * np.int64(len(kinds)) + text[order]
    _, first, inverse = np.unique(both, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))  # passages in the order of document and place
    of_claim = np.empty(len(claims), dtype=np.int64)
    of_claim[order] = rank[inverse]
    claim = order[np.sort(first)]
    width = np.int64(entity.max(initial=0) + 1)
    texts = [str(contexts[c]) for c in (kinds // width).tolist()]
    return _Passages(document[claim], text[claim], claim, of_claim), texts, kinds % width


def _repeating(prints: Prints, subject: IntArray) -> tuple[BoolArray, IntArray, IntArray]:
    """Which texts are formulas, and pairs of texts of which one repeats the other."""
    about = scatter(subject)[prints.owner]
    counted = prints.telling[prints.owner]
    one, other, times = _common(prints.owner[counted], (prints.masked ^ about)[counted])
    distinct = np.bincount(prints.owner, minlength=len(prints.words))
    close = times >= COPIED * np.minimum(distinct[one], distinct[other])
    close &= prints.names[one] == prints.names[other]
    exact = prints.exact ^ about
    quoted, quoting, stretch = _common(prints.owner[counted], exact[counted])
    figured = _common(prints.owner[counted & prints.figure], exact[counted & prints.figure])
    width = np.int64(len(prints.words))
    long = (stretch >= QUOTED) & np.isin(quoted * width + quoting, figured[0] * width + figured[1])
    altered = close & (_count_of(one * width + other, quoted * width + quoting, stretch) < times)
    formula = np.zeros(len(prints.words), dtype=bool)
    formula[one[altered]] = formula[other[altered]] = True
    formula &= prints.words < PLAIN
    first, second = np.concatenate([one[close], quoted[long]]), np.concatenate([other[close], quoting[long]])
    proven = ~(formula[first] | formula[second])
    return formula, first[proven], second[proven]


def _common(owner: IntArray, hashes: HashArray) -> tuple[IntArray, IntArray, IntArray]:
    """Pairs of texts with a common fingerprint, the lower number first, and how many they have in common."""
    order = np.lexsort((owner, hashes))
    owner, hashes = owner[order], hashes[order]
    fresh = np.ones(len(owner), dtype=bool)
    fresh[1:] = (hashes[1:] != hashes[:-1]) | (owner[1:] != owner[:-1])
    owner, hashes = owner[fresh], hashes[fresh]
    end = np.searchsorted(hashes, hashes, side="right")
    here = np.arange(len(owner))
    there, at = expand(here + 1, np.minimum(end, here + 1 + NEAR))
    width = np.int64(owner.max(initial=0) + 1)
    key, times = np.unique(owner[at] * width + owner[there], return_counts=True)
    return key // width, key % width, times


def _count_of(key: IntArray, known: IntArray, count: IntArray) -> IntArray:
    """The count of each key among ascending known ones, 0 where it is not among them."""
    at = np.searchsorted(known, key)
    found = np.append(known, -1)[at] == key
    return np.where(found, np.append(count, 0)[at], 0)


def _joined(size: int, one: IntArray, other: IntArray) -> IntArray:
    """The lowest number that each is joined with, directly or through others."""
    lowest = np.arange(size)
    while True:
        least = np.minimum(lowest[one], lowest[other])
        reached = lowest.copy()
        np.minimum.at(reached, lowest[one], least)
        np.minimum.at(reached, lowest[other], least)
        reached = reached[reached]
        if np.array_equal(reached, lowest):
            return lowest
        lowest = reached


def _sharing(passages: _Passages, prints: Prints, family: IntArray) -> _Shared:
    """Passages that documents share: texts of one family, and the same text where it is too short to tell."""
    topic = family[passages.text]
    spoken = np.flatnonzero(prints.words[passages.text] > 0)
    order = spoken[np.lexsort((spoken, passages.document[spoken], topic[spoken]))]
    both = topic[order] * np.int64(passages.document.max(initial=0) + 1) + passages.document[order]
    order = order[starts(both)]  # one passage of each document in a family
    end = np.searchsorted(topic[order], topic[order], side="right")
    here = np.arange(len(order))
    there, at = expand(here + 1, np.minimum(end, here + 1 + WIDE))
    one, other = order[at], order[there]
    return _Shared(passages.document[one], passages.document[other], one, other)


def _pairs_of_documents(
    shared: _Shared, document: IntArray, words: IntArray, documents: int
) -> tuple[IntArray, IntArray, IntArray, FloatArray]:
    """Of each two documents that share words: the two, how many the shorter one repeats, and their share in it.

    `document` and `words` are those of each passage.
    """
    length = np.bincount(document, words, documents)
    rows = (words[shared.one] > 0) & (words[shared.other] > 0)
    pair = shared.low[rows] * np.int64(documents) + shared.high[rows]
    key, number = np.unique(pair, return_inverse=True)
    low, high = key // max(documents, 1), key % max(documents, 1)
    shorter = np.where(length[high] < length[low], high, low)
    mine = np.where(shorter[number] == shared.low[rows], shared.one[rows], shared.other[rows])
    repeated = np.bincount(number, words[mine], len(key)).astype(np.int64)
    return low, high, repeated, repeated / length[shorter]


def _copies(shared: _Shared, passages: _Passages, prints: Prints, documents: int) -> IntArray:
    """Of each document the first one that it is a copy of as a whole, itself where it is none."""
    words = prints.words[passages.text]
    low, high, repeated, share = _pairs_of_documents(shared, passages.document, words, documents)
    whole = (share >= WHOLE) & (repeated >= ENOUGH)
    return _joined(documents, low[whole], high[whole])


def _voices(passages: _Passages, prints: Prints, family: IntArray, standing: IntArray) -> IntArray:
    """The document that stands for each claim: the first that has its passage, or its own."""
    topic = family[passages.text]
    first = np.full(len(family), np.iinfo(np.int64).max)
    np.minimum.at(first, topic, passages.document)
    telling = prints.telling[passages.text]
    return standing[np.where(telling, first[topic], passages.document)[passages.of_claim]]


def _repeats(
    shared: _Shared, passages: _Passages, prints: Prints, claims: pd.DataFrame, names: npt.NDArray[np.object_]
) -> tuple[tuple[Repeat, ...], int]:
    """The pairs of documents that share telling passages, with examples, and how many pairs are not listed."""
    words = prints.words[passages.text] * prints.telling[passages.text]
    low, high, _, share = _pairs_of_documents(shared, passages.document, words, len(names))
    kept = np.flatnonzero((words[shared.one] > 0) & (words[shared.other] > 0))
    pair = shared.low[kept] * np.int64(len(names)) + shared.high[kept]
    kept = kept[np.lexsort((shared.one[kept], pair))]
    pair = np.sort(pair)
    first = np.append(starts(pair), len(pair))
    start, end = claims["start"].to_numpy(np.int64), claims["end"].to_numpy(np.int64)

    def place(passage: int) -> Place:
        claim = passages.claim[passage]
        return Place(str(names[passages.document[passage]]), int(start[claim]), int(end[claim]))

    listed = np.lexsort((high, low, -share))[:MOST_REPEATS]  # documents are numbered in the order of their names
    found = tuple(
        Repeat(
            documents=(str(names[low[n]]), str(names[high[n]])),
            passages=int(first[n + 1] - first[n]),
            share=float(share[n]),
            examples=tuple(
                (place(shared.one[row]), place(shared.other[row]))
                for row in kept[first[n] : min(first[n + 1], first[n] + EXAMPLES)].tolist()
            ),
        )
        for n in listed.tolist()
    )
    return found, len(low) - len(found)
