"""A pack made ready for reading: built once, shared by all documents."""

from __future__ import annotations

import re
from functools import cached_property

from extract.names.catalogue import Catalogue
from extract.names.names import NameFinder
from extract.names.own_names import own_names, title_of
from extract.quantities.numerals import NUMBER_WORDS
from extract.words.cues import Cues
from extract.words.field import Field
from extract.words.pack import Pack
from sources.document import Document


class Knowledge:
    """A pack with its cues compiled and its names catalogued."""

    def __init__(self, pack: Pack) -> None:
        """Compile cues, catalogue and the words of the field."""
        self.pack = pack
        self.cues = Cues(pack)
        self.catalogue = Catalogue(pack)
        self.field = Field(pack)

    @cached_property
    def worded(self) -> re.Pattern[str]:
        """Matches a passage without digits that may still hold a claim: a term, a relation, a spelled-out number."""
        words: set[str] = set()
        for attribute in self.pack.attributes.values():
            if attribute.type in ("term", "flag", "relation"):
                words |= {re.split(r"[\s-]", w.rstrip("*"))[0].lower() for w in attribute.strong}
        return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, words | NUMBER_WORDS))) + ")", re.IGNORECASE)

    def finder(self, document: Document) -> NameFinder:
        """What finds names in a document: those of the pack and those that the document introduces itself."""
        own = own_names(document, self.catalogue, self.pack, self.cues)
        return NameFinder(self.catalogue, own, document.text, title_of(document))
