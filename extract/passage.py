"""A passage of a document, read: its sentences, names, numbers, dates and cues, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from extract import dates, numbers
from extract.claim import Qualifier
from extract.cues import Cue, Cues, Role
from extract.english import ABBREVIATIONS, CITATION, CLAUSE_BREAK, LIST_JOINT, SENTENCE_END, URL
from extract.lexicon import Hit, tokens
from extract.names import NameFinder, NameGrammar, NameMention

if TYPE_CHECKING:
    from extract.dates import DateMention
    from extract.numbers import Quantity
    from extract.periods import Order
    from sources.reading import Reading

LIST_REACH = 16  # characters between two values of one list: ", and the "


@dataclass(frozen=True, slots=True)
class Value:
    """A value mention: a number, a sum of money or a date, not yet tied to an attribute."""

    start: int
    end: int
    quantity: Quantity | None = None
    date: DateMention | None = None

    @property
    def type(self) -> str:
        """The attribute type it can serve: "number", "money" or "date"."""
        if self.date is not None:
            return "date"
        return "money" if self.quantity is not None and self.quantity.currency else "number"


@dataclass(frozen=True, slots=True)
class Unclaimable:
    """A number that is no value at all, with the reason."""

    start: int
    end: int
    reason: str


class Passage:
    """Reading text of one block or cell with everything that was found in it."""

    def __init__(
        self,
        reading: Reading,
        cues: Cues,
        finder: NameFinder,
        year: int | None = None,
        order: Order | None = None,
        years: bool = True,
    ) -> None:
        """`year`: the year that a heading above gives to days without one; `order`: how the document writes dates.

        `years`: whether a plain number such as 2048 may be a year.
        """
        self.reading = reading
        self.text = reading.text
        self._cues = cues
        self._finder = finder
        self._year = year
        self._order = order
        self._years = years

    def later(self, entity: str) -> list[str]:
        """The entities that follow this one in its family and that the document names."""
        return self._finder.later(entity)

    @cached_property
    def names(self) -> list[NameMention]:
        """Names in order."""
        return self._finder.find(self.text)

    @cached_property
    def hits(self) -> list[Hit[Cue]]:
        """Cues in order."""
        return self._cues.phrases.find(tokens(self.text))

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Spans of the sentences."""
        text, spans, start = self.text, [], 0
        for m in SENTENCE_END.finditer(text):
            before = text[max(start, m.start() - 8) : m.start()].rpartition(" ")[2].lower().lstrip("(\"'")
            if text[m.start()] == "." and (before in ABBREVIATIONS or (len(before) == 1 and before.isalpha())):
                continue
            spans.append((start, m.end()))
            start = m.end()
        if start < len(text):
            spans.append((start, len(text)))
        return spans

    def sentence(self, at: int) -> tuple[int, int]:
        """Span of the sentence around an offset."""
        index = bisect_right(self.sentences, (at, len(self.text) + 1)) - 1
        return self.sentences[max(index, 0)]

    @cached_property
    def breaks(self) -> list[tuple[int, int]]:
        """Spans of the clause breaks."""
        return [(m.start(), m.end()) for m in CLAUSE_BREAK.finditer(self.text)]

    @cached_property
    def brackets(self) -> list[tuple[int, int]]:
        """Spans of bracketed remarks, brackets included, innermost only."""
        spans, opened = [], -1
        for at, char in enumerate(self.text):
            if char in "([":
                opened = at
            elif char in ")]" and opened >= 0:
                spans.append((opened, at + 1))
                opened = -1
        return spans

    def bracket(self, at: int) -> tuple[int, int] | None:
        """The bracketed remark around an offset."""
        for start, end in self.brackets:
            if start <= at < end:
                return start, end
        return None

    @cached_property
    def mentions(self) -> tuple[list[Value], list[Unclaimable]]:
        """Every number and date: those that can be values, and those that are something else."""
        text = self.text
        found_dates = [d for d in dates.scan(text, self._year, self._order) if not self._counted_year(d)]
        values: list[Value] = []
        refused: list[Unclaimable] = []
        barred = [(m.start(), m.end(), "citation") for m in CITATION.finditer(text)]
        if "." in text or ":" in text:
            barred += [(m.start(), m.end(), "address") for m in URL.finditer(text)]
        barred += [(start, end, "code") for start, end in self.reading.code if _is_code(text[start:end])]
        named = [(n.start, n.end) for n in self.names]
        taken: list[tuple[int, int]] = []
        for date in found_dates:
            taken.append((date.start, date.end))
            reason = _inside(date.start, date.end, barred)
            if reason is None and (date.partial or any(s < date.end and date.start < e for s, e in named)):
                if date.partial:
                    taken.pop()
                    continue
                reason = "part of a name"
            if reason is None and date.attached not in ("", "[", "(") and date.attached[-1].isalnum():
                reason = "part of a name"
            if reason is None and date.precision == "year" and _named_year(text, date.start):
                reason = "part of a name"
            if reason:
                refused.append(Unclaimable(date.start, date.end, reason))
            else:
                values.append(Value(date.start, date.end, date=date))
        for quantity in numbers.scan(text):
            if any(s < quantity.end and quantity.start < e for s, e in taken):
                continue
            if quantity.kind == "word" and quantity.scale == "" and quantity.low == 1:
                if not self._counts(quantity.end):
                    continue
            reason = _inside(quantity.start, quantity.end, barred) or self._refusal(quantity, named)
            if reason:
                refused.append(Unclaimable(quantity.start, quantity.end, reason))
            else:
                values.append(Value(quantity.start, quantity.end, quantity=quantity))
        values.sort(key=lambda v: v.start)
        refused.sort(key=lambda r: r.start)
        return values, refused

    def _counted_year(self, date: DateMention) -> bool:
        """True for a plain number that only looks like a year: a cell of numbers, "2048 tokens"."""
        if date.precision != "year" or date.partial or not self.text[date.start : date.end].isdigit():
            return False
        if not self._years:
            return True
        return any(h.start == date.end + 1 and h.meaning.role in (Role.UNIT, Role.COUNTED) for h in self.hits)

    def _counts(self, end: int) -> bool:
        """True where a counted noun follows: "one shared expert" is a count, "one of them" is none."""
        return any(
            (h.meaning.role is Role.COUNTED
            and end < h.start <= end + 16)
            or (h.meaning.role is Role.COUNTED
            and h.start == end + 1)
            for h in self.hits
        )

    def _refusal(self, quantity: Quantity, named: list[tuple[int, int]]) -> str | None:
        return _refusal(quantity, named, self._finder.grammar)

    @property
    def values(self) -> list[Value]:
        """Mentions that can be values."""
        return self.mentions[0]

    @cached_property
    def groups(self) -> list[tuple[int, int]]:
        """Runs of values that form one list ("7B, 13B and 70B"), as index ranges into `values`."""
        groups: list[tuple[int, int]] = []
        values = self.values
        i = 0
        while i < len(values):
            j = i + 1
            while j < len(values) and self._listed(values[j - 1], values[j]):
                j += 1
            groups.append((i, j))
            i = j
        return groups

    def _listed(self, left: Value, right: Value) -> bool:
        between = self.text[left.end : right.start]
        if left.type != right.type or len(between) > LIST_REACH or not LIST_JOINT.fullmatch(between):
            return False
        if left.quantity is not None and right.quantity is not None:
            return bool(left.quantity.scale) == bool(right.quantity.scale)
        return True


def _inside(start: int, end: int, spans: list[tuple[int, int, str]]) -> str | None:
    for s, e, reason in spans:
        if s <= start and end <= e:
            return reason
    return None


def _is_code(code: str) -> bool:
    """True where inline code is code rather than a name set in a typewriter face."""
    return any(c in code for c in "=(){}<>$\\;") or " --" in code or code.startswith(("-", "/", "."))


# Nouns before a year that is a year in time rather than part of an event's name.
_PLAIN_BEFORE = frozenset(
    ["in", "since", "from", "by", "of", "on", "during", "until", "before", "after", "around", "early", "mid", "late", "circa", "to", "and", "or", "for", "through", "as", "till", "between", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "q1", "q2", "q3", "q4", "spring", "summer", "autumn", "fall", "winter", "date", "dated", "year", "release", "released", "published", "launched", "introduced", "announced", "cutoff"]
)


def _named_year(text: str, start: int) -> bool:
    """True for the year of "AIME 2024": a name right before it, without a comma or a preposition."""
    before = text[max(0, start - 24) : start]
    if not before or before[-1] not in " -'’":
        return False
    word = before.rstrip(" -'’").rpartition(" ")[2].strip("\"'“”*")
    return bool(word) and word[0].isupper() and word.lower() not in _PLAIN_BEFORE and word.isalnum()


_GLUED_OK = frozenset({"", "(", "[", "~", "$", '"', "'"})
_TAIL_OK = frozenset(
    {
        "-parameter",
        "-parameters",
        "-param",
        "-token",
        "-tokens",
        "-layer",
        "-layers",
        "-expert",
        "-experts",
        "-context",
        "-model",
        "-billion",
        "-million",
        "-trillion",
        "-hour",
        "-gpu-hour",
        "-gpu",
    }
)


def _refusal(quantity: Quantity, named: list[tuple[int, int]], grammar: NameGrammar) -> str | None:
    """Why a number is no value, or None."""
    if any(s < quantity.end and quantity.start < e for s, e in named):
        return "part of a name"
    if quantity.percent:
        return "percentage"
    if quantity.times:
        return "factor"
    if quantity.kind == "opaque":
        return "identifier or ratio"
    if quantity.attached not in _GLUED_OK and (quantity.attached[-1].isalnum() or quantity.attached[-1] in "-_#@."):
        return "part of a name"
    tail = quantity.tail.lower()
    if (
        tail[:1] in ("-", "_")
        and tail[1:]
        and any(grammar.classify(part) for part in re.split("[-_]", tail[1:]) if part)
    ):
        return "part of a name"
    if tail and not any(tail.startswith(ok) for ok in _TAIL_OK):
        if tail.startswith("-") and quantity.scale and quantity.qualifier is not Qualifier.RANGE:
            return (
                None
                if tail[1:2].isalpha() and not tail[1:3].isupper() and not any(c.isdigit() for c in tail)
                else "part of a name"
            )
        return "other unit"
    if quantity.currency and quantity.currency != "USD":
        return "other currency"
    return None
