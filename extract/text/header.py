"""The YAML header of a Markdown file: its values are claims only under a key of their own.

"extra_gated_button_content: Accept license" states no licence; "license: kestrel" does, whatever the word.
"""

from __future__ import annotations

import re

from extract.words.cues import Cues, label_key
from sources.document import Block, BlockKind, Document
from sources.frontmatter import header_end

# Keys whose values are sentences, which say themselves what they are about.
PROSE_KEYS = frozenset({"title", "subtitle", "description", "summary", "abstract", "excerpt", "tldr"})
_KEY = re.compile(r"""["']?(?P<key>[A-Za-z_][\w .-]{0,60}?)["']?\s*:(?=\s|$)""")
_SLUG = re.compile(r"""[\s"']*(?P<slug>[A-Za-z0-9][\w.+-]*(?: [\w.+-]+){0,5})[\s"']*""")


class Header:
    """The header of one document."""

    def __init__(self, document: Document, cues: Cues) -> None:
        """Find where it ends."""
        self._text, self._cues = document.text, cues
        self._end = header_end(document.text)

    def holds(self, block: Block) -> bool:
        """True for an entry of the header."""
        return block.start < self._end and block.kind is BlockKind.ITEM

    def silent(self, block: Block) -> bool:
        """True for an entry of the header under a key that announces nothing: "extra_gated_prompt"."""
        if not self.holds(block):
            return False
        key = self._key(block)
        if label_key(key) in PROSE_KEYS or label_key(key) in self._cues.entity_columns:
            return False
        return not any(score > 1 for score in self._cues.label_scores(key).values())

    def _key(self, block: Block) -> str:
        """The key of an entry, or of the nearest one above it that has one."""
        for start, end in ((block.start, block.end), *reversed(block.parents)):
            keyed = _KEY.match(self._text, start, end)
            if keyed is not None:
                return keyed["key"]
        return ""


def slug(text: str, start: int) -> tuple[int, int] | None:
    """The span of the word, or the few words, that are all that stands behind a key: "kestrel-2-community"."""
    found = _SLUG.fullmatch(text, start)
    return found.span("slug") if found is not None else None
