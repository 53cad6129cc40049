"""How texts speak of a pack's kind of thing: its nouns and references as expressions, compiled once for each pack."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.words.english import HAVING
from extract.words.lexicon import Triggers
from extract.words.marks import behind_mark
from extract.words.pack import EntityNouns

# Words that any kind of thing is called by when it is set against others of its kind, or gathered with them.
PEERS = ("system",)
GATHERED = ("series", "family")
LONGEST_HEADING = 60  # characters of a heading that is no more than the name of a kind
# Behind the kind's plural: what is said is said of many at once.
TOGETHER = ("together", "combined", "altogether", "nationwide", "worldwide", "countrywide", "overall", "as a whole")
# One of these stands in all that sets something against others of its kind: a check that spares most searches.
_OTHERS = Triggers(
    "rival", "match", "beat", "outperform", "surpass", "exceed", "than", "unlike", "other", "most", "many", "similar",
    "larger", "smaller", "competing", "previous", "earlier", "replac", "distilled", "pruned", "derived", "taught",
)  # fmt: skip


class Kind:
    """Expressions over the words by which a pack's texts call its things: "machine", "this machine"."""

    def __init__(self, entity: EntityNouns) -> None:
        """Compile them."""
        self.plurals = frozenset(_plural(noun.lower()) for noun in entity.nouns)
        one = _either(entity.nouns)
        these = _either((*self.plurals, *map(_plural, PEERS)))
        peers = _either((*entity.nouns, *self.plurals, *PEERS, *map(_plural, PEERS)))
        self._peer = re.compile(rf"\b(?:{peers})\b", re.IGNORECASE)
        self._others = re.compile(
            r"\b(?:rivals?|match(?:es|ing)?|beats?|outperform(?:s|ing)?|surpass(?:es|ing)?|exceeds?|than|unlike)\s"
            rf"(?:[\w-]+\s){{0,3}}?(?:{peers})\s(?:with|of|that have|having|above|over)\s(?:\w+\s){{0,3}}$"
            r"|\b(?:replac(?:es|ed|ing)|(?:distilled|pruned|derived|taught) (?:from|by))\san?\s(?:[\w-]+\s){0,3}?"
            rf"(?:{one})\s(?:with|of|that has|having)\s(?:\w+\s){{0,3}}$"
            r"|\b(?:other|most|many|similar|larger|smaller|competing|previous|earlier)\s(?:[\w-]+\s){0,3}?"
            rf"(?:{these})\b[^,;.]{{0,60}}$",
            re.IGNORECASE,
        )
        self._noun = re.compile(rf"\s(?:{one})\b", re.IGNORECASE)
        self._classed = re.compile(
            r"(?:-(?:class|level|scale|sized?)\b)?\s(?:(?!(?:in|of|for|by|as|with|on|and)\b)[a-z-]+\s){0,2}"
            rf"(?:{peers})\b",
            re.IGNORECASE,
        )
        self._gap = re.compile(
            rf"\s?(?:(?:{_either((*entity.nouns, *self.plurals, *GATHERED))})|:)?\s?[\"'”*]?\s?", re.IGNORECASE
        )
        self._its_clause = re.compile(
            rf"[;,]\s(?:and\s|but\s)?(?:{_either(('it', 'its', *entity.references))})\s[^;]*$", re.IGNORECASE
        )

        self._acting = re.compile(
            rf"\s(?:{_either(self.plurals)})\s(?!of\b|in\b|such\b|like\b|including\b)[a-z]+\b[^.;:,]{{0,60}}?"
            r"\b(?:of|from|by|on|upon|after)\s(?:the\s(?:[a-z]+\s)?)?"
        )
        self._gathered = re.compile(
            rf"\W*(?:and |but |while )?(?:(?:the|all|most|many|other|our) )?(?:[a-z]+ )?(?:{_either(self.plurals)})"
            rf" (?:{'|'.join(TOGETHER)}|(?:in|of|across) [^,;.()]{{2,24}}?)(?={HAVING.pattern})",
            re.IGNORECASE,
        )

    def acting(self, text: str, start: int, end: int) -> bool:
        """Whether others of the kind do between two offsets something with what follows: " models learned from "."""
        return self._acting.fullmatch(text, start, end) is not None

    def gathered(self, text: str, start: int, end: int) -> str:
        """The words with which a clause speaks of many things at once: "all museums together", or nothing."""
        m = self._gathered.match(text, start, end)
        return m.group().strip() if m is not None else ""

    def of_others(self, before: str) -> bool:
        """Whether a value behind these words is one of other things: "rivals machines with 3 bar"."""
        return _OTHERS.stand_in(before) and self._peer.search(before) is not None and bool(self._others.search(before))

    def spoken_of(self, text: str) -> bool:
        """Whether a text names the kind: "Machines and grinders"."""
        return self._peer.search(text) is not None

    def follows(self, text: str, at: int) -> bool:
        """Whether the kind is named right there: " machine"."""
        return self._noun.match(text, at) is not None

    def classed(self, text: str, at: int) -> bool:
        """Whether a size right before an offset is that of things of the kind: "70B"-"-class models"."""
        return self._classed.match(text, at) is not None

    def bridges(self, text: str, start: int, end: int) -> bool:
        """Whether nothing but a word for the kind stands between a name and the bracket that belongs to it."""
        return self._gap.fullmatch(text, behind_mark(text, start), end) is not None

    def own_clause(self, text: str, start: int, at: int) -> int:
        """Where the clause begins that speaks of the thing by a pronoun, behind another name; 0: there is none."""
        m = self._its_clause.search(text, start, at)
        return m.start() if m else 0


class Others:
    """The words of a pack for other kinds of things than its own."""

    def __init__(self, words: tuple[str, ...], kind: Kind) -> None:
        """Compile them."""
        self._kind = kind
        either = _either(words)
        self._word = re.compile(rf"\b(?:{either})\b" if words else "(?!)", re.IGNORECASE)
        self._last = re.compile(rf"\b(?:{either})\W*$" if words else "(?!)", re.IGNORECASE)

    def names(self, text: str) -> bool:
        """Whether a label or heading is about the other kind alone: "Training datasets", not "Models and datasets"."""
        return len(text) <= LONGEST_HEADING and self._word.search(text) is not None and not self._kind.spoken_of(text)

    def ends(self, text: str) -> bool:
        """Whether a short text ends with a word for the other kind: "Three training mixes:"."""
        return len(text) <= LONGEST_HEADING and self._last.search(text) is not None


def _plural(noun: str) -> str:
    return noun if noun.endswith("s") else f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def _either(words: Iterable[str]) -> str:
    """An alternation, the longest first; a blank in a phrase is any blank."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)
