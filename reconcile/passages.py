"""Passages as fingerprints: what of a sentence, item or table row survives when it is copied.

A copy keeps the words and the names; the figures are what may have been changed. So every run of `RUN` words
is hashed twice, once with each figure replaced by one mark and once as it stands. Of `WINDOW` runs in a row the
one with the smallest hash is kept (winnowing: S. Schleimer, D. S. Wilkerson, A. Aiken, SIGMOD 2003), so that two
passages that share `RUN + WINDOW - 1` words share a fingerprint wherever these stand in them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reconcile.arrays import BoolArray, IntArray, pairs
from reconcile.votes import scatter

RUN = 5  # words of a fingerprint: fewer are shared by chance ("has 7 billion parameters")
WINDOW = 2  # keeps two runs of three, which leaves enough of one sentence
SHORTEST = 8  # words from which on a passage can be told to be a copy; "Size: 7B" is just the fact
BATCH = 10_000  # texts that are held as single words at a time, about 50 MB

HashArray = npt.NDArray[np.uint64]

_TOKEN = re.compile(r"\n|[^\W_](?:[^\W_]|[-.,'’/](?=[^\W_]))*")
_FIGURE = re.compile(r"\d[\d.,:/-]*[^\W\d_]{0,3}$")  # "236B", "2024-05-07", "128K", not "7B-chat"
_SCALES = frozenset({"thousand", "million", "billion", "trillion", "k", "m", "b", "t", "percent"})
# A sentence about terms of use is the same wherever the terms are, and says nothing of who copied whom.
_LEGAL = re.compile(r"licen[cs]|copyright|warrant|liabilit|permission", re.IGNORECASE)
_MARK = zlib.crc32(b"#")


@dataclass(frozen=True, slots=True, eq=False)
class Prints:
    """The fingerprints of texts, which are numbered as they were given."""

    words: IntArray  # of each text
    telling: BoolArray  # of each text: long enough, with a figure, not about terms of use
    names: HashArray  # of each text: stands for the set of its names
    owner: IntArray  # of each fingerprint: its text
    masked: HashArray  # of each fingerprint: without its figures
    exact: HashArray  # of each fingerprint: with its figures
    figure: BoolArray  # of each fingerprint: has a figure


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """The words of all texts in a row; the scale behind a figure is part of it."""

    text: IntArray
    code: IntArray
    figure: BoolArray
    name: BoolArray


def fingerprint_texts(texts: Sequence[str]) -> Prints:
    """Fingerprint texts, each on its own; time grows linearly with their length."""
    batches = [_batch(texts[start : start + BATCH]) for start in range(0, max(len(texts), 1), BATCH)]
    owners = [batch.owner + number * BATCH for number, batch in enumerate(batches)]
    return Prints(
        words=np.concatenate([batch.words for batch in batches]),
        telling=np.concatenate([batch.telling for batch in batches]),
        names=np.concatenate([batch.names for batch in batches]),
        owner=np.concatenate(owners),
        masked=np.concatenate([batch.masked for batch in batches]),
        exact=np.concatenate([batch.exact for batch in batches]),
        figure=np.concatenate([batch.figure for batch in batches]),
    )


def _batch(texts: Sequence[str]) -> Prints:
    row = _words(texts)
    words = np.bincount(row.text, minlength=len(texts))
    legal = np.array([_LEGAL.search(one) is not None for one in texts], dtype=bool)
    figures = np.bincount(row.text, row.figure, len(texts))
    owner, masked, exact, figure = _winnowed(row.text, np.where(row.figure, _MARK, row.code), row.code, row.figure)
    named, name = pairs(row.text[row.name], row.code[row.name])
    return Prints(
        words=words,
        telling=(words >= SHORTEST) & (figures > 0) & ~legal,
        names=_sums(named, scatter(name), len(texts)),
        owner=owner,
        masked=masked,
        exact=exact,
        figure=figure,
    )


def _words(texts: Sequence[str]) -> _Words:
    tokens = _TOKEN.findall("\n".join(text.replace("\n", " ") for text in texts))
    number: dict[str, int] = {}
    codes = np.fromiter((number.setdefault(token, len(number)) for token in tokens), np.int64, len(tokens))
    distinct = list(number)
    line = np.array([token == "\n" for token in distinct], dtype=bool)[codes]
    figure = np.array([_FIGURE.match(token) is not None for token in distinct], dtype=bool)[codes]
    scale = np.array([token.lower() in _SCALES for token in distinct], dtype=bool)[codes]
    scale[1:] &= figure[:-1]
    scale[:1] = False
    capital = np.array([token[:1].isupper() for token in distinct], dtype=bool)[codes]
    capital[1:] &= ~line[:-1]  # the first word of a text is written so whatever it is
    capital[:1] = False
    name = (capital | np.array([_is_name(token) for token in distinct], dtype=bool)[codes]) & ~figure
    hashes = np.array([zlib.crc32(token.lower().encode()) for token in distinct], dtype=np.int64)[codes]
    keep = ~(line | scale)
    return _Words(np.cumsum(line)[keep], hashes[keep], figure[keep], name[keep])


def _is_name(token: str) -> bool:
    """Whether a token is written as a name wherever it stands: a capital within, or a letter first and digits."""
    return any(c.isupper() for c in token[1:]) or (token[:1].isalpha() and any(c.isdigit() for c in token))


def _sums(text: IntArray, hashes: HashArray, texts: int) -> HashArray:
    """Sum of the hashes of each text, whatever their order."""
    total = np.zeros(texts, dtype=np.uint64)
    np.add.at(total, text, hashes)
    return total


def _winnowed(
    text: IntArray, masked: IntArray, exact: IntArray, figure: BoolArray
) -> tuple[IntArray, HashArray, HashArray, BoolArray]:
    """Owner, two hashes and figure of the runs whose masked hash is the smallest of a window."""
    reach = RUN + WINDOW - 1
    if len(text) < reach:
        none = np.zeros(0, dtype=np.int64)
        return none, none.astype(np.uint64), none.astype(np.uint64), none.astype(bool)
    runs = len(text) - RUN + 1
    without, with_figures = _run_hashes(masked, runs), _run_hashes(exact, runs)
    has_figure: BoolArray = np.logical_or.reduce(np.lib.stride_tricks.sliding_window_view(figure, RUN), axis=1)
    windows = np.lib.stride_tricks.sliding_window_view(without, WINDOW)
    inside = np.flatnonzero(text[: len(windows)] == text[reach - 1 :])
    at = np.unique(inside + windows[inside].argmin(axis=1))
    return text[at], without[at], with_figures[at], has_figure[at]


def _run_hashes(codes: IntArray, runs: int) -> HashArray:
    """Hash of the words of each run, in their order."""
    hashes = np.zeros(runs, dtype=np.uint64)
    for step in range(RUN):
        hashes = scatter((hashes + codes[step : step + runs].astype(np.uint64)).view(np.int64))
    return hashes
