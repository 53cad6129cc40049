"""A block of running text as it is read: with its passage, its label, the entry that it may be, and its form."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.attributes.evidence import Form
from extract.attributes.text_labels import Opening, opening
from extract.passages.passage import Passage
from extract.text.entries import Entry, entry
from extract.words.cues import Role
from sources.document import Block, BlockKind

BARE_WORDS = 5  # words beside names, values and brackets that an item may have and still be its value alone
LONGEST_BARE = 200  # characters of an item that may be its values alone
MANY_WORDS = 1000
LATEST_NAME = 12  # characters before the name that opens the line of a list
_WORD = re.compile(r"[^\W\d_]{2,}")
_MODIFIES = Role.MODIFIES  # in Python 3.11 a lookup is slow


class TextBlock(NamedTuple):
    """A block of running text."""

    block: Block
    passage: Passage
    form: Form
    opening: Opening | None  # its own label
    entry: Entry | None  # what it is in a list of entries


def text_block(block: Block, passage: Passage, *, bare: bool) -> TextBlock:
    """A block read. `bare`: where it is hardly more than its values, they may speak alone."""
    opened = opening(passage)
    listed = entry(passage) if block.kind is BlockKind.ITEM else None
    return TextBlock(block, passage, _form(block, passage, opened, bare=bare), opened, listed)


def _form(block: Block, passage: Passage, opened: Opening | None, *, bare: bool) -> Form:
    """An item counts as one only where it is hardly more than its values; a paragraph does so behind a label."""
    if block.kind is BlockKind.HEADING:
        return "heading"
    if block.kind is BlockKind.ITEM:
        return "item" if bare and (_bare_item(passage) or _dash_item(passage)) else "prose"
    if block.kind is BlockKind.PARAGRAPH and opened is not None and _bare_item(passage):
        return "item"  # "**Based on X**: 1.5B, 7B, 14B"
    return "prose"


def _bare_item(passage: Passage) -> bool:
    """True where an item is hardly more than its values: "671 billion (MoE)", "~US$6 M"."""
    return _other_words(passage) <= BARE_WORDS


def _dash_item(passage: Passage) -> bool:
    """True for the line of a list such as "DeepSeek-V2 (May 2024) - 236B MoE": name, date, size."""
    return any(n.start < LATEST_NAME for n in passage.names) and _other_words(passage) <= 2 * BARE_WORDS


def _other_words(passage: Passage) -> int:
    """Words beside names, values, bracketed remarks and the nouns that values count; many: MANY_WORDS."""
    if len(passage.text) > LONGEST_BARE:
        return MANY_WORDS
    covered = [(n.start, n.end) for n in passage.names] + [(v.start, v.end) for v in passage.values]
    covered += passage.brackets
    covered += [(h.start, h.end) for h in passage.hits if h.meaning.role <= _MODIFIES]
    return sum(1 for m in _WORD.finditer(passage.text) if not any(s <= m.start() < e for s, e in covered))
