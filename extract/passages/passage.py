"""A passage of a document, read: its sentences, names, numbers, dates and cues, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from extract.names.name_grammar import NameGrammar
from extract.names.names import NameFinder, NameMention
from extract.names.parts import Part, parts
from extract.passages.mentions import mentions
from extract.passages.punctuation import Quotes, brackets, clause_breaks, doubted, quotes, sentences
from extract.passages.value_lists import value_lists
from extract.passages.values import PLAIN_STYLE, Hints, Style, Unclaimable, Value
from extract.quantities.units import Unit, behind
from extract.words.computed import computed
from extract.words.cues import Cue, Cues, Role
from extract.words.english import DIFFERENCE, RELATED, RELATIVES
from extract.words.kind import Kind
from extract.words.lexicon import Hit, plain

if TYPE_CHECKING:
    from extract.attributes.evidence import Evidence
    from extract.claim import Status
    from extract.owners.subjects import Subject
    from extract.passages.opening_dates import Calendar
    from extract.passages.short_dates import Years
    from sources.reading import Reading

_COUNTED, _CUE, _COPY, _THING = Role.COUNTED, Role.CUE, Role.COPY, Role.THING  # in Python 3.11 a lookup is slow
_start = itemgetter(0)
UNCLEAR_MARK = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9.,])")


class Passage:
    """Reading text of one block or cell with everything that was found in it."""

    def __init__(
        self,
        reading: Reading,
        cues: Cues,
        finder: NameFinder,
        calendar: Calendar | None = None,
        style: Style = PLAIN_STYLE,
        years: bool = True,
        place: int = 0,
        masthead: int | None = None,
        dated: Years | None = None,
    ) -> None:
        """`calendar`: what headings above give to days without a year; `style`: how the document writes.

        `masthead`: the year of the whole text, where nothing nearer gives one.
        `years`: whether a plain number such as 2048 may be a year; `place`: its offset in the document.
        `dated`: the plausible years of the attribute under whose heading the text stands where a date does.
        """
        self.reading = reading
        self._place = place
        self.text = reading.text
        self.cues = cues
        self._finder = finder
        self._hints = Hints(style, calendar, masthead, years, dated)
        self._asked = (0, 0)  # the sentence that was asked about last
        self._names: dict[int, list[NameMention]] = {}
        self._units: dict[int, Unit | None] = {}  # behind values, by where these end
        self.statuses: dict[tuple[int, int], Status] = {}  # of values, by their spans
        self.told: dict[int, Subject | None] = {}  # whom the last sentence up to one speaks of, by its number
        self.spoken_names: dict[tuple[int, int], list[NameMention]] = {}  # that a span speaks of
        self._spoken: dict[int, set[str]] = {}
        self._breaks: dict[int, list[tuple[int, int]]] = {}
        self._doubted: dict[int, bool] = {}
        self._cues_of: dict[tuple[Role, ...], list[Hit[Cue]]] = {}
        self.verdicts: dict[tuple[int, int, str, str, str], Evidence | str] = {}  # on its values, under a heading

    @property
    def kind(self) -> Kind:
        """How the pack's texts speak of its kind of thing."""
        return self.cues.kind

    @property
    def grammar(self) -> NameGrammar:
        """How names are built."""
        return self._finder.grammar

    def moved(self, place: int) -> Passage:
        """A passage of the same characters at another place of the document, with all that was found in this one."""
        moved = Passage.__new__(Passage)
        moved.__dict__.update(self.__dict__)
        moved.reading = self.reading.moved(place - self._place)
        moved._place = place
        return moved

    def counts_whole(self, start: int, end: int) -> bool:
        """True where the noun that a value counts ends right before `end`, and values do not modify names by it."""
        attributes = self.cues.pack.attributes
        return any(
            h.end >= end - 1 and h.meaning.role is _COUNTED and not attributes[h.meaning.attribute].modifies
            for h in self.hits_in(start, end)
        )

    def later(self, entity: str) -> list[str]:
        """The entities that follow this one in its family and that the document names."""
        return self._finder.later(entity)

    @computed
    def names(self) -> list[NameMention]:
        """Names of the whole passage, in order."""
        return [name for start, _ in self.sentences for name in self._names_of(start)]

    def names_met(self) -> list[NameMention]:
        """Names of the sentences that were searched so far: all that hold a number, and so every sized name."""
        return [name for start in sorted(self._names) for name in self._names[start]]

    def names_in(self, start: int, end: int) -> list[NameMention]:
        """Names within a span, in order; only the sentences that it touches are searched."""
        starts = self._sentence_starts
        index = bisect_right(starts, start) - 1
        found: list[NameMention] = []
        for at in range(index if index > 0 else 0, len(starts)):
            if starts[at] >= end:
                break
            found += [name for name in self._names_of(starts[at]) if start <= name.start and name.end <= end]
        return found

    def _names_of(self, start: int) -> list[NameMention]:
        """Names of the sentence that starts at an offset."""
        found = self._names.get(start)
        if found is None:
            end = self.sentences[bisect_right(self._sentence_starts, start) - 1][1]
            found = self._names[start] = self._finder.find(self.text, self._name_starts, start, end)
        return found

    @computed
    def _name_starts(self) -> list[int]:
        return self._finder.starts(self.text, self.plain)

    @computed
    def plain(self) -> str:
        """The text in the plain form that phrases are matched in."""
        return plain(self.text)

    @computed
    def hits(self) -> list[Hit[Cue]]:
        """Cues in order."""
        return self.cues.phrases.find_plain(self.plain)

    @computed
    def _hit_starts(self) -> list[int]:
        return [start for start, _, _ in self.hits]

    def hits_in(self, start: int, end: int) -> list[Hit[Cue]]:
        """Cues that lie within a span."""
        starts = self._hit_starts
        low = bisect_left(starts, start)
        high = bisect_left(starts, end, low)
        return [hit for hit in self.hits[low:high] if hit.end <= end] if low < high else []

    def cues_of(self, *roles: Role) -> list[Hit[Cue]]:
        """All cues of some roles, in order."""
        found = self._cues_of.get(roles)
        if found is None:
            found = self._cues_of[roles] = [hit for hit in self.hits if hit.meaning.role in roles]
        return found

    def cues_in(self, start: int, end: int, *roles: Role) -> list[Hit[Cue]]:
        """Cues of some roles that lie within a span, in order; where there are hardly any, cheaper than `hits_in`."""
        cues = self.cues_of(*roles)
        if not cues:
            return cues
        low = bisect_left(cues, start, key=_start)
        return [hit for hit in cues[low : bisect_left(cues, end, low, key=_start)] if hit.end <= end]

    @computed
    def parts(self) -> list[Part]:
        """Members that are named by a part alone: "the 31B model"."""
        return parts(self.text, self._finder.grammar)

    @computed
    def copies(self) -> list[tuple[int, int]]:
        """Spans of the words for something made of an entity: "deployment"."""
        return [(start, end) for start, end, _ in self.cues_of(_COPY)]

    @computed
    def things(self) -> list[tuple[int, int]]:
        """Spans of the words for what goes along with an entity: "benchmark"."""
        return [(start, end) for start, end, _ in self.cues_of(_THING)]

    @computed
    def relatives(self) -> list[tuple[int, int]]:
        """Spans of the words for one that is related to an entity: "successor", "previous version"."""
        return [m.span() for m in RELATIVES.finditer(self.text)] if RELATED.stand_in(self.text) else []

    @computed
    def sentences(self) -> list[tuple[int, int]]:
        """Spans of the sentences; one at least."""
        return sentences(self.text)

    def says_respectively(self, at: int) -> bool:
        """Whether the sentence around an offset deals its values out in the order of the names."""
        return self.text.find("respectively", *self.sentence(at)) >= 0

    def spoken_of(self, at: int) -> set[str]:
        """The attributes that any cue of the sentence around an offset speaks for."""
        start, end = self.sentence(at)
        found = self._spoken.get(start)
        if found is None:
            cues = [h.meaning for h in self.hits_in(start, end) if h.meaning.role <= _CUE]
            found = self._spoken[start] = {cue.attribute for cue in cues}
        return found

    @computed
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence(self, at: int) -> tuple[int, int]:
        """Span of the sentence around an offset."""
        if not self._asked[0] <= at < self._asked[1]:  # one sentence is asked about again and again
            index = bisect_right(self._sentence_starts, at) - 1
            self._asked = self.sentences[index if index > 0 else 0]
        return self._asked

    def doubted(self, start: int) -> bool:
        """Whether the sentence that starts at an offset asks or supposes rather than states."""
        found = self._doubted.get(start)
        if found is None:
            found = self._doubted[start] = doubted(self.text, start, self.sentence(start)[1])
        return found

    def breaks_in(self, at: int) -> list[tuple[int, int]]:
        """Spans of the clause breaks of the sentence around an offset."""
        start, end = self.sentence(at)
        found = self._breaks.get(start)
        if found is None:
            found = self._breaks[start] = clause_breaks(self.text, start, end)
        return found

    @computed
    def brackets(self) -> list[tuple[int, int]]:
        """Spans of bracketed remarks, brackets included, innermost only."""
        return brackets(self.text)

    @computed
    def quotes(self) -> Quotes:
        """Its quotation marks."""
        return quotes(self.text)

    def index_after(self, value: Value) -> int:
        """Index of the first value that begins at or after the end of this one."""
        return bisect_left(self._value_starts, value.end)

    def values_in(self, start: int, end: int) -> list[Value]:
        """Values that begin within a span."""
        return self.values[bisect_left(self._value_starts, start) : bisect_left(self._value_starts, end)]

    @computed
    def _value_starts(self) -> list[int]:
        return [value.start for value in self.values]

    def bracket(self, at: int) -> tuple[int, int] | None:
        """The bracketed remark around an offset."""
        brackets = self.brackets
        if not brackets:
            return None
        index = bisect_right(brackets, (at, len(self.text) + 1)) - 1
        return brackets[index] if index >= 0 and at < brackets[index][1] else None

    @computed
    def mentions(self) -> tuple[list[Value], list[Unclaimable]]:
        """Every number and date: those that can be values, and those that are something else."""
        return mentions(self, self._hints)

    def touches_name(self, start: int, end: int) -> bool:
        """True where a name of the sentence has a character in common with a span."""
        names = self._names_of(self.sentence(start)[0])
        return bool(names) and any(name.start < end and start < name.end for name in names)

    def unclear_mark(self, value: Value) -> bool:
        """True for "7.450" in a document whose other numbers do not tell whether that is seven or seven thousand."""
        quantity = value.quantity
        if quantity is None or quantity.scale or self._hints.style.mark:
            return False
        return UNCLEAR_MARK.search(self.text, quantity.start, quantity.end) is not None

    @computed
    def values(self) -> list[Value]:
        """Mentions that can be values."""
        return self.mentions[0]

    @computed
    def groups(self) -> list[tuple[int, int]]:
        """Runs of values that form one list ("7B, 13B and 70B"), as index ranges into `values`."""
        return value_lists(self)

    def unit(self, value: Value) -> Unit | None:
        """The unit of measure that a number has of its own."""
        if value.quantity is None:
            return None
        if value.end not in self._units:
            self._units[value.end] = behind(self.text, value.end)
        return self._units[value.end]

    def is_difference(self, value: Value) -> bool:
        """True for what something has more or less than another: "$400 more than the R6", "8 g lighter than"."""
        if value.quantity is None:
            return False
        unit = self.unit(value)
        return DIFFERENCE.match(self.text, unit.end if unit is not None else value.end) is not None
