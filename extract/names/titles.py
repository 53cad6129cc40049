"""Headings and bold labels of items that stand where others name an entity, and name none that is known.

What stands below "## City library" is not about what the heading before it or the document is about, where headings
beside it name entities. So with the items of a list that bold labels head.
"""

from __future__ import annotations

import re
from functools import cached_property

from extract.names.catalogue import Catalogue
from extract.names.kind_names import title
from extract.names.names import NameFinder
from extract.names.own_names import TITLE_WORDS
from extract.words.cues import Cues
from extract.words.word_uses import WordUses
from sources.document import Block, BlockKind, Document, Span

_Place = tuple[BlockKind, int, tuple[Span, ...], tuple[Span, ...]]
LEAST_WORDS = 2  # of a heading beside others that names something
LONGEST = 5  # words
LONGEST_LINK = 200  # characters
_LINK = re.compile(
    r"[\s*_`-]*\[[`*]*(?P<text>[^\]\n`*]{2,60})[`*]*\]\([^)\s]*/(?P<last>[^)\s/]+)/?\)[*`]*\s*(?:[:,.–—(-]|$)"
)


class Titles:
    """The titles of one document."""

    def __init__(self, document: Document, catalogue: Catalogue, finder: NameFinder, cues: Cues) -> None:
        """Look at nothing yet."""
        self._document, self._catalogue, self._finder, self._cues = document, catalogue, finder, cues
        self._uses = WordUses(document.text)

    def unknown(self, block: Block) -> str:
        """The title of a block, or of what it stands under, that stands for an entity nobody knows; else nothing."""
        if block.kind is BlockKind.ITEM:
            return self._label(block)
        if block.kind is BlockKind.HEADING or not block.headings:
            return ""
        return self._strange_headings.get(block.headings[-1], "")

    def _linked(self, block: Block) -> str:
        """The words of a link that opens an item and is called as its address ends: "[gadget.cpp](…/gadget.cpp): …"."""
        m = _LINK.match(self._document.text, block.start, min(block.end, block.start + LONGEST_LINK))
        if m is None or m["text"].lower() != m["last"].lower():
            return ""
        text = m["text"]
        known = self._names(text) or self._catalogue.read(text)[1].size or self._cues.phrases.find(text)
        return "" if known else text

    def _label(self, block: Block) -> str:
        linked = self._linked(block)
        if linked:
            return linked
        text = title(self._document, block)
        if not text or not self._strange(text):
            return self._strange_headings.get(block.headings[-1], "") if block.headings and not block.parents else ""
        words = text.split()
        proper = len(words) > 1 and all(w[0].isupper() and not self._uses.has(w.lower()) for w in words)
        return text if proper or self._naming_places.get(_place(block)) else ""

    def _strange(self, text: str) -> bool:
        """True for words that may name something and are neither a known name nor words of an attribute."""
        words = text.split()
        if not words or len(words) > LONGEST or not words[0][0].isupper() or any(c.isdigit() for c in text):
            return False
        lower = {w.lower() for w in words}
        if lower & (self._catalogue.grammar.never | TITLE_WORDS) or any(self._cues.label_scores(text).values()):
            return False
        return not self._cues.phrases.find(text) and not self._names(text)

    def _names(self, text: str) -> bool:
        key = self._catalogue.key(text)
        return key in self._catalogue.by_key or key in self._finder.own_names

    @cached_property
    def _titles(self) -> list[tuple[Block, str]]:
        titles = ((block, title(self._document, block)) for block in self._document.blocks)
        return [(block, text) for block, text in titles if text]

    @cached_property
    def _naming_places(self) -> dict[_Place, bool]:
        """Places at which a title is nothing but a known name, other than the one that heads the whole document."""
        places: dict[_Place, bool] = {}
        headings = (block for block in self._document.blocks if block.kind is BlockKind.HEADING)
        first = next(headings, None)
        for block, text in self._titles:
            if block is not first and self._names(text):
                places[_place(block)] = True
        return places

    @cached_property
    def _strange_headings(self) -> dict[Span, str]:
        found: dict[Span, str] = {}
        for block, text in self._titles:
            beside = block.kind is BlockKind.HEADING and self._naming_places.get(_place(block))
            if beside and len(text.split()) >= LEAST_WORDS and self._strange(text):
                found[block.start, block.end] = text
        return found


def _place(block: Block) -> _Place:
    """What titles have in common that stand beside one another."""
    above = tuple(span for span in block.headings if span != (block.start, block.end))
    return block.kind, block.level, above, block.parents
