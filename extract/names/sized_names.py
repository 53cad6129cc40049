"""A family behind a size, "the instruction-tuned 72B Kestrel 2 model", or before one in brackets, "Kestrel 2 (72B)".

It is the member of that size that a text names.

Which of several it is, the words before the size say ("instruction-tuned", "base"), or a text that says of itself what
it holds: "This repo contains the 72B Kestrel 2 model" speaks of what its title names.
"""

from __future__ import annotations

import re
from itertools import islice

from extract.names.name_grammar import Chunk, Name, NameGrammar

_SIZE = r"\d{1,4}(?:\.\d{1,3})?[BbMm]"
_TUNED = r"(?:[a-z]+-(?:tuned|trained)\s|(?:base|chat|instruct)\s)?"  # between the size and the name
_BEFORE = re.compile(
    r"(?P<holds>\b[Tt]his (?:(?:repo(?:sitory)?|card|model card|page|checkpoint|file|folder|upload|model)\s)?"
    r"(?:contains?|holds?|hosts?|provides?|includes?|offers?|has|is|describes?|documents?)\s)?(?:(?:for|about)\s)?"
    rf"(?:the\s|our\s|an?\s)?(?P<words>(?:[A-Za-z-]{{2,24}}\s){{0,3}})(?P<size>{_SIZE})\s(?P<more>{_TUNED})$"
)
_SIZE_BEFORE = re.compile(rf"\d[BbMm]\s{_TUNED}$")
_BEHIND = re.compile(rf"[*_]{{0,2}}\s\((?P<size>{_SIZE})\)")
NEAR = 24  # characters before a name in which a size ends
REACH = 120  # characters before a name that are looked at
MOST_LINES = 100  # that a document is searched for
MOST = 200  # names of one line that are looked at


class SizedNames:
    """The members of one document that families behind a size stand for."""

    def __init__(self, text: str, title: str, grammar: NameGrammar) -> None:
        """`text`: of the document; `title`: its first heading."""
        self._text, self._title, self._grammar = text, title, grammar
        self._known: dict[str, dict[str, dict[str, Name]]] = {}

    def member(self, text: str, start: int, end: int, surface: str, name: Name) -> str:
        """The member that a name at `start:end` of a passage stands for; nothing where it stands for itself."""
        if name.size or name.variants:
            return ""
        behind = _BEHIND.match(text, end)
        if behind is not None:
            return self._plain(self._line(surface, name).get(behind["size"].lower(), {}))
        if not _SIZE_BEFORE.search(text, max(0, start - NEAR), start):
            return ""
        said = _BEFORE.search(text, max(0, start - REACH), start)
        sizes = self._line(surface, name) if said is not None else {}
        if said is None or not sizes:
            return ""  # a line that has no sizes in its names
        named = sizes.get(said["size"].lower(), {})
        if said["holds"]:
            titled = [full for full in named if full in self._title]
            if titled:
                return max(titled, key=len)
        wanted = self._variants(said["words"] + said["more"])
        plain = wanted - {"base"}
        for alike in (wanted, plain) if plain != wanted else (wanted,):
            fitting = {one.key: full for full, one in named.items() if set(one.variants) == alike and not one.tags}
            if fitting:
                return min(fitting.values())
        return "-".join((surface, said["size"], *(word.capitalize() for word in sorted(plain))))

    @staticmethod
    def _plain(named: dict[str, Name]) -> str:
        """The one of some names that has no more than a size, or nothing."""
        return min((full for full, one in named.items() if not one.variants and not one.tags), default="")

    def _variants(self, words: str) -> set[str]:
        """The variants that words name: "instruction-tuned" is instruct."""
        first = (word.split("-")[0].lower() for word in words.split())
        return {self._grammar.variants[w] for w in first if self._grammar.classify(w) is Chunk.VARIANT}

    def _line(self, surface: str, name: Name) -> dict[str, dict[str, Name]]:
        """The names of a line in the document that have a size, by size."""
        found = self._known.get(name.base)
        if found is None:
            found = self._known[name.base] = {}
            if len(self._known) > MOST_LINES:
                return found
            front = r"[\s_-]?".join(map(re.escape, re.split(r"[\s_-]+", surface)))
            sized = rf"(?<![\w.-]){front}[\s_-]?{_SIZE}(?![\w.]*\w)(?:[_-][\w.]*\w){{0,3}}(?![\w-])"
            for m in islice(re.finditer(sized, self._text, re.IGNORECASE), MOST):
                one = self._grammar.parse(m.group())
                if one.base == name.base and one.size:
                    found.setdefault(one.size, {})[m.group()] = one
        return found
