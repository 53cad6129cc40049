"""Names that say themselves what kind of thing they name: "Riverside Clinic", "Museum of Glass".

Such a name of no listed entity is met where it stands as a heading, as the bold label of an item, or as the subject of
a sentence that says what it has. Beside the word for the kind it holds a word that the text uses as a name only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from extract.names.name_grammar import words_of
from extract.words.english import HAVING
from extract.words.word_uses import WordUses
from sources.document import Block, BlockKind, Document
from sources.render import reading

_WORD = r"[A-ZÀ-Þ][\w&'’.-]*"
_LINK = r"(?:of|for|and|&|de|du|la|des|der)"
_RIGHT = rf"(?: {_LINK}(?: the)? {_WORD}(?: {_WORD}){{0,3}})?"
_LEFT = re.compile(rf"(?:(?<![\w-]){_WORD} (?:{_LINK} )?){{1,4}}$")
_WHOLE = re.compile(rf"{_WORD}(?: (?:{_LINK} (?:the )?)?{_WORD}){{0,5}}")
_ARTICLE = re.compile(r"[Tt]he ")
# What may stand before the subject of a sentence or a clause.
_OPENS = re.compile(r"(?:^|[.!?:;,()>*•|–—\n-]|\b(?:and|while|but|whereas|[12]\d{3}))[\s*\"“]*$")
_BOLD = re.compile(r"\s*(?:\*\*|__|<b>|<strong>)([^*_<\n]{2,60}?):?\s*(?:\*\*|__|</b>|</strong>)")
_APPOSITION = re.compile(r",? \([^()\n]{1,60}\)|, (?:an?|the|its|our) [^,;.()\n]{1,60},")
LONGEST_TITLE = 100  # characters
LEFT_REACH = 60  # characters before a word for the kind in which its name begins
MAX_NAMES = 2_000


class KindNames:
    """Finds such names by the nouns of one pack."""

    def __init__(self, nouns: Iterable[str], never: set[str]) -> None:
        """`never`: words that are in no name."""
        self.nouns = frozenset(noun.lower() for noun in nouns)
        self.never = never
        capital = sorted({f"{noun[:1].upper()}{noun[1:]}" for noun in self.nouns - never if noun[:1].isalpha()})
        self._capital = tuple(capital)
        # One for each noun: a search for a fixed word is by far the fastest.
        self._expressions = [re.compile(rf"{re.escape(noun)}\b(?!['’-]){_RIGHT}") for noun in capital]

    def find(self, document: Document, uses: WordUses) -> set[str]:
        """Such names of a document; `uses` are those of its words."""
        found: set[str] = set()
        for name in (*self._titles(document), *self._subjects(document.text)):
            if len(found) >= MAX_NAMES:
                break
            if self.fits(name, uses):
                found.add(name)
        return found

    def fits(self, name: str, uses: WordUses) -> bool:
        """Whether words are such a name: one is a noun of the pack, and another is nothing but a name."""
        words = words_of(name)
        if not self.nouns & set(words) or any(word in self.never for word in words):
            return False
        return any(len(w) > 2 and w not in self.nouns and w.isascii() and not uses.has(w) for w in words)

    def only_kind(self, name: str) -> bool:
        """Whether a word is nothing but a noun of the pack: "Clinic", "Clinics"."""
        return name.lower() in self.nouns or name.lower().removesuffix("s") in self.nouns

    def _titles(self, document: Document) -> Iterator[str]:
        for block in document.blocks:
            if block.kind not in (BlockKind.HEADING, BlockKind.ITEM):
                continue
            end = min(block.end, block.start + LONGEST_TITLE)
            if not any(document.text.find(noun, block.start, end) >= 0 for noun in self._capital):
                continue
            text = title(document, block)
            if text and _WHOLE.fullmatch(text):
                yield text

    def _subjects(self, text: str) -> Iterator[str]:
        for m in chain.from_iterable(expression.finditer(text) for expression in self._expressions):
            said = _APPOSITION.match(text, m.end())
            if HAVING.match(text, said.end() if said is not None else m.end()) is None:
                continue
            low = max(0, m.start() - LEFT_REACH)
            left = _LEFT.search(text, low, m.start())
            start = left.start() if left is not None else m.start()
            article = _ARTICLE.match(text, start)
            start = article.end() if article is not None else start
            before = text[low:start]
            if _OPENS.search(before.removesuffix("the ").removesuffix("The ")):
                yield text[start : m.end()]


def title(document: Document, block: Block) -> str:
    """The words that head a block, a heading's own or the bold label of an item, without an article."""
    if block.kind is BlockKind.HEADING and block.end - block.start <= LONGEST_TITLE:
        text = reading(document.text, block.start, block.end).text
    elif block.kind is BlockKind.ITEM:
        m = _BOLD.match(document.text, block.start, min(block.end, block.start + 80))
        text = m.group(1) if m is not None else ""
    else:
        return ""
    text = text.strip(" *_:.")
    return _ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text
