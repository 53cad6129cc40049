"""What the items of the present list say of one another: whose record they are, and whom they name at their heads."""

from __future__ import annotations

from extract.owners.subjects import Subject, subject
from extract.passages.passage import Passage
from extract.passages.passages import Passages
from extract.words.cues import Cues, label_key
from sources.document import Block, BlockKind, Document, Span

LONGEST_NAMED = 100  # characters of an item that names what its list is about: "Model: X"
HEAD_REACH = 12  # characters of an item before the name at its head
# What may begin the sentence behind a list that speaks of all its items, and how many they are then.
_COUNTS = (("Both", 2), ("The two", 2), ("All three", 3), ("The three", 3), ("All four", 4), ("These two", 2))


class ListTopics:
    """The list that the reading of one document stands in, or just left."""

    def __init__(self, document: Document, passages: Passages, cues: Cues) -> None:
        """Stand in no list."""
        self._document, self._passages, self._cues = document, passages, cues
        self._name_labels = frozenset(label_key(column) for column in cues.pack.entity.columns)
        self.record: list[Subject] = []  # whose record the items are: set by "Model: X", up to the end of the list
        self._record_parents: tuple[Span, ...] | None = None
        self._heads: list[Subject] = []  # of the items, up to the end of the passage behind the list

    def enter(self, block: Block) -> None:
        """Begin a block: an item may say whose record those behind it are, and another block ends that record."""
        if block.kind is not BlockKind.ITEM or self._record_parents != block.parents:
            self.record, self._record_parents = [], None
        if block.kind is not BlockKind.ITEM or block.end - block.start > LONGEST_NAMED:
            return
        label, colon, _ = self._document.text[block.start : block.end].partition(":")
        if not colon or label_key(label) not in self._name_labels or self._cues.label_scores(label.strip(" *_-•")):
            return  # "Base model: X" is a claim about somebody else
        passage = self._passages.span(block.start, block.end)
        names = [n for n in passage.names if n.start > passage.text.find(":")]
        if len(names) == 1:
            self.record, self._record_parents = [subject(passage, names[0], "parent")], block.parents

    def leave(self, block: Block, passage: Passage) -> None:
        """End a block: remember whom an item names at its head."""
        if block.kind is not BlockKind.ITEM:
            self._heads = []
        elif not block.parents:
            names = passage.names_in(0, min(len(passage.text), LONGEST_NAMED))
            head = next((n for n in names if n.start < HEAD_REACH), None)
            if head is not None and not head.family:
                self._heads.append(subject(passage, head, "earlier"))

    def counted(self, passage: Passage, start: int) -> list[Subject]:
        """The heads of the list that ends right before a sentence that begins with "both", as many as it says."""
        count = next((n for word, n in _COUNTS if passage.text.startswith(word, start)), 0)
        return self._heads[-count:] if count and len(self._heads) == count else []
