"""A passage of a document, read: its sentences, names, numbers, dates and cues, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from extract import dates, numbers
from extract.claim import Qualifier, Status
from extract.computed import computed
from extract.cues import Cue, Cues, Role
from extract.english import (
    ABBREVIATION_ENDS,
    ABBREVIATIONS,
    CITATION,
    CLAUSE_BREAK,
    DIFFERENCE,
    LIST_JOINT,
    REFERENCE,
    SENTENCE_END,
    SUPPOSITION,
    URL,
)
from extract.kind import Kind
from extract.lexicon import Hit, plain
from extract.name_grammar import NameGrammar
from extract.names import NameFinder, NameMention
from extract.opening_dates import Calendar, with_calendar
from extract.parts import Part, parts
from extract.short_dates import LONGEST_LABELLED, behind_label, short_date
from extract.units import Unit, behind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.dates import DateMention
    from extract.evidence import Evidence
    from extract.numbers import Quantity
    from extract.numerals import Mark
    from extract.periods import Order
    from extract.short_dates import Years
    from extract.subjects import Subject
    from sources.reading import Reading

_UNIT, _COUNTED, _CUE, _COPY = Role.UNIT, Role.COUNTED, Role.CUE, Role.COPY  # in Python 3.11 a lookup is slow
_STRONG = Role.STRONG
_start = itemgetter(0)
ORDINAL = re.compile(r"\W{0,8}\d{1,2}(?:\.\d{1,2}){0,3}")  # "5. Name": the number of a heading or of an item
DOTTED = re.compile(r"\.(?<=\w\.)[a-z]{2}")  # the least that an address without a scheme has
BRACKET = re.compile(r"[()\[\]]")
QUOTE = re.compile('[“”"]')
CUE_REACH = 40  # characters before a date in which the cue that it follows begins
UNIT_LIST_REACH = 30  # the same with a unit before it
_QUESTION = re.compile(r"\?[ \"”*]*$")
LONGEST_CLOSE = 24  # characters behind a question mark that may close its sentence
LIST_REACH = 16  # characters between two values of one list: ", and the "
# A longer sentence is a list of data that nobody reads as one; its parts are read as sentences of their own. What a
# value may belong to is sought in its whole sentence, so this also bounds the cost of each value.
LONGEST_SENTENCE = 1_200  # characters


class Value(NamedTuple):
    """A value mention: a number, a sum of money or a date, not yet tied to an attribute."""

    start: int
    end: int
    type: Literal["number", "money", "date"]  # the attribute type it can serve
    quantity: Quantity | None = None
    date: DateMention | None = None


class Unclaimable(NamedTuple):
    """A number that is no value at all, with the reason."""

    start: int
    end: int
    reason: str


class Quotes(NamedTuple):
    """Offsets of the quotation marks of a passage."""

    marks: list[int]
    closing: list[int]  # those that may close a quotation
    straight: list[int]


class Style(NamedTuple):
    """How a document writes dates and numbers, as far as it proves it."""

    order: Order | None = None  # of the parts of numeric dates
    mark: Mark = ""  # the decimal mark


PLAIN_STYLE = Style()
FIRST_YEAR = 1900  # a pack whose dates begin earlier has earlier years read
UNCLEAR_MARK = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9.,])")
YEAR_INSIDE = re.compile(r"[0-9]{4}")
# A year that every firm begins in a month of its own; a quarter or a half of it may stand before or behind.
FISCAL = re.compile(r"(?:\b[QH][1-4][ -]?|\b)FY[ -]?['’]?[0-9]{2,4}(?:[/-][0-9]{2,4})?\b(?:[ -]?[QH][1-4]\b)?")
PLAIN_YEARS = re.compile(r"[0-9]{4}(?:\D{1,5}[0-9]{4})?")
_NO_QUOTES = Quotes([], [], [])


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
        self._cues = cues
        self._finder = finder
        self._calendar = calendar
        self._masthead = masthead
        self._style = style
        self._years = years
        self._dated = dated
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
        return self._cues.kind

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
        attributes = self._cues.pack.attributes
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
        return self._cues.phrases.find_plain(self.plain)

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
    def sentences(self) -> list[tuple[int, int]]:
        """Spans of the sentences; one at least."""
        text, start = self.text, 0
        spans: list[tuple[int, int]] = []
        for m in SENTENCE_END.finditer(text):
            at, end = m.span()
            if text[at] == "." and (
                _abbreviated(text, start, at) or (not spans and ORDINAL.fullmatch(text, 0, at) is not None)
            ):
                continue
            spans.append((start, end))
            start = end
        if start < len(text) or not spans:
            spans.append((start, len(text)))
        return spans if len(text) <= LONGEST_SENTENCE else [part for span in spans for part in _parts(text, *span)]

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
            end = self.sentence(start)[1]
            found = self._doubted[start] = (
                _QUESTION.search(self.text, max(start, end - LONGEST_CLOSE), end) is not None
                or SUPPOSITION.match(self.text, start, end) is not None
            )
        return found

    def breaks_in(self, at: int) -> list[tuple[int, int]]:
        """Spans of the clause breaks of the sentence around an offset."""
        start, end = self.sentence(at)
        found = self._breaks.get(start)
        if found is None:
            found = self._breaks[start] = [(m.start(), m.end()) for m in CLAUSE_BREAK.finditer(self.text, start, end)]
        return found

    @computed
    def brackets(self) -> list[tuple[int, int]]:
        """Spans of bracketed remarks, brackets included, innermost only."""
        spans: list[tuple[int, int]] = []
        if ")" not in self.text and "]" not in self.text:
            return spans
        opened = -1
        for m in BRACKET.finditer(self.text):
            if m.group() in "([":
                opened = m.start()
            elif opened >= 0:
                spans.append((opened, m.end()))
                opened = -1
        return spans

    @computed
    def quotes(self) -> Quotes:
        """Its quotation marks."""
        text = self.text
        if '"' not in text and "“" not in text:
            return _NO_QUOTES
        marks = [m.start() for m in QUOTE.finditer(text)]
        return Quotes(marks, [at for at in marks if text[at] != "“"], [at for at in marks if text[at] == '"'])

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
        text = self.text
        firm = self._calendar.year if self._calendar is not None else None
        found = dates.scan(
            text, self._masthead if firm is None else firm, self._style.order, running=firm is None,
            early=self._cues.years[0] < FIRST_YEAR,
        )  # fmt: skip
        if self._calendar is not None:
            found = with_calendar(text, found, self._calendar, self._style.order)
        if all(date.partial for date in found):
            short = self._short_date()
            found = [short] if short is not None else found
        quantities = numbers.scan(text, self._style.mark, self._cues.codes)
        if not found and not quantities:
            return [], []
        barred = self._barred()
        values: list[Value] = []
        refused: list[Unclaimable] = []
        taken: list[tuple[int, int]] = []
        for date in found:
            if self._counted_year(date) or (date.partial and self._counted(date)):
                continue
            taken.append((date.start, date.end))
            reason = barred.reason(date.start, date.end) or self._no_date(date)
            if date.partial and not reason:
                reason = "no such day" if YEAR_INSIDE.search(text, date.start, date.end) else "date of an unknown year"
            if reason:
                refused.append(Unclaimable(date.start, date.end, reason))
            else:
                values.append(Value(date.start, date.end, "date", None, date))
        dated = Spans([(start, end, "date") for start, end in taken])
        for quantity in quantities:
            quantity = self._in_units(quantity)
            start, end = quantity.start, quantity.end
            if (taken and dated.overlaps(start, end)) or (quantity.kind == "word" and self._only_a_word(quantity)):
                continue
            reason = barred.reason(start, end) or self._no_quantity(quantity)
            if reason:
                refused.append(Unclaimable(start, end, reason))
            else:
                values.append(Value(start, end, "money" if quantity.currency else "number", quantity))
        if found:  # otherwise they are in order
            values.sort(key=_start)
            refused.sort(key=_start)
        return values, refused

    def _short_date(self) -> DateMention | None:
        """The date with a year of two digits that the text, or what stands behind its label, consists of."""
        if self._dated is not None:
            return short_date(self.text, 0, self._dated, self._style.order)
        return behind_label(self.text, self._cues, self._style.order) if ":" in self.text[:LONGEST_LABELLED] else None

    def _barred(self) -> Spans:
        """Stretches in which no number is a value: citations, addresses, code."""
        text = self.text
        spans: list[tuple[int, int, str]] = []
        if "[" in text:
            spans += [(m.start(), m.end(), "citation") for m in CITATION.finditer(text)]
        if "et al" in text or "(" in text:
            spans += [(m.start(), m.end(), "citation") for m in REFERENCE.finditer(text)]
        if "://" in text or "@" in text or "www." in text or DOTTED.search(text):
            spans += [(m.start(), m.end(), "address") for m in URL.finditer(text)]
        if "FY" in text:
            spans += [(m.start(), m.end(), "fiscal year") for m in FISCAL.finditer(text)]
        spans += [(start, end, "code") for start, end in self.reading.code if _is_code(text[start:end])]
        return Spans(sorted(spans))

    def _in_name(self, start: int, end: int) -> bool:
        names = self._names_of(self.sentence(start)[0])
        return bool(names) and any(name.start < end and start < name.end for name in names)

    def _no_date(self, date: DateMention) -> str:
        """Why a date is no value, or nothing."""
        if date.attached not in ("", "[", "(") and date.attached[-1].isalnum():
            return "part of a name"
        if date.precision == "year" and _named_year(self.text, date.start) and not self._cued_date(date):
            return "part of a name"
        return "part of a name" if self._in_name(date.start, date.end) else ""

    def _cued_date(self, date: DateMention) -> bool:
        """True right behind a cue of a date: "Founded 1921"."""
        return any(
            h.end >= date.start - 1 and h.meaning.role in (_STRONG, _CUE) and h.meaning.attribute in self._cues.dates
            for h in self.hits_in(max(0, date.start - CUE_REACH), date.start)
        )  # fmt: skip

    def _only_a_word(self, quantity: Quantity) -> bool:
        """True for the pronoun "one": it counts only right before a counted noun, "one shared expert"."""
        if quantity.kind != "word" or quantity.scale or quantity.low != 1:
            return False
        return not any(h.meaning.role is _COUNTED for h in self.hits_in(quantity.end, quantity.end + 32)
                       if h.start <= quantity.end + 16)  # fmt: skip

    def _counted_year(self, date: DateMention) -> bool:
        """True for plain numbers that only look like years: a cell of numbers, "2048 tokens", "1100 to 1200 people"."""
        if date.partial or not PLAIN_YEARS.fullmatch(self.text, date.start, date.end):
            return False
        low, high = self._cues.years
        if date.precision == "year" and (not self._years or not low <= date.first.year <= high):
            return True
        return self._counted(date)

    def _counted(self, date: DateMention) -> bool:
        """True where the number that ends a date counts or measures what stands behind it, or goes on: "May 32K"."""
        following = self.text[date.end : date.end + 1]
        if following.isalnum() or following == "_" or behind(self.text, date.end) is not None:
            return True
        return any(
            h.start == date.end + 1 and h.meaning.role in (_UNIT, _COUNTED)
            for h in self.hits_in(date.end, date.end + 40)
        )

    def _in_units(self, quantity: Quantity) -> Quantity:
        """The quantity with a letter read as a unit where the pack has it as one: "8849m" is no 8.8 billion."""
        letter = self.text[quantity.end - 1]
        if not quantity.scale or not letter.islower() or letter not in self._cues.tails or letter not in _LETTER_SCALES:
            return quantity
        if quantity.qualifier is Qualifier.RANGE or not self.text[quantity.end - 2].isdigit():
            return quantity
        factor = _LETTER_SCALES[letter]
        return quantity._replace(
            end=quantity.end - 1, scale="", tail=letter, low=quantity.low / factor,
            high=quantity.high / factor, step=quantity.step / factor, high_step=quantity.high_step / factor,
        )  # fmt: skip

    def _no_quantity(self, quantity: Quantity) -> str:
        """Why a number is no value, or nothing."""
        if self._in_name(quantity.start, quantity.end):
            return "part of a name"
        if quantity.kind == "word" and any(p.rank and p.start <= quantity.start < p.end for p in self.parts):
            return "part of a name"  # "the two larger models", "the other two"
        return _refusal(quantity, self._finder.grammar, self._cues)

    def unclear_mark(self, value: Value) -> bool:
        """True for "7.450" in a document whose other numbers do not tell whether that is seven or seven thousand."""
        quantity = value.quantity
        if quantity is None or quantity.scale or self._style.mark:
            return False
        return UNCLEAR_MARK.search(self.text, quantity.start, quantity.end) is not None

    @computed
    def values(self) -> list[Value]:
        """Mentions that can be values."""
        return self.mentions[0]

    @computed
    def groups(self) -> list[tuple[int, int]]:
        """Runs of values that form one list ("7B, 13B and 70B"), as index ranges into `values`."""
        groups: list[tuple[int, int]] = []
        values = self.values
        i = 0
        while i < len(values):
            j = i + 1
            while j < len(values) and self._listed(values[j - 1], values[j]):
                j += 1
            groups += self._apart(i, j)
            i = j
        return groups

    def _apart(self, first: int, last: int) -> list[tuple[int, int]]:
        """The lists in a run of values: a semicolon ends one in which other joints stand, "7B and 13B; 2B and 3B"."""
        joints = [self.text[self.values[k - 1].end : self.values[k].start] for k in range(first + 1, last)]
        ends = [first + 1 + k for k, joint in enumerate(joints) if ";" in joint]
        if not ends or len(ends) == len(joints):
            return [(first, last)]
        return list(zip([first, *ends], [*ends, last], strict=True))

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

    def _behind_unit(self, left: Value, right: Value) -> int:
        """Where the unit of a value ends if the next value has the same one: "738 g and 746 g" is one list."""
        unit = self.unit(left) if right.start - left.end <= UNIT_LIST_REACH else None
        other = self.unit(right) if unit is not None else None
        return unit.end if unit is not None and other is not None and other.name == unit.name else left.end

    def _listed(self, left: Value, right: Value) -> bool:
        between = self.text[self._behind_unit(left, right) : right.start]
        if left.type != right.type or len(between) > LIST_REACH or not LIST_JOINT.fullmatch(between):
            return False
        if self.is_difference(right):
            return False
        if left.quantity is not None and right.quantity is not None:
            one, two = left.quantity.scale, right.quantity.scale
            return one == two or {one, two} == {"M", "B"}  # "770M, 1.3B and 6.7B", but not "7.3B, 8K context"
        return True


class Spans:
    """Stretches of text with a reason each, sorted by start; they hardly ever overlap."""

    def __init__(self, spans: list[tuple[int, int, str]]) -> None:
        """`spans` are start, end and reason, sorted."""
        self._spans = spans
        self._starts = [start for start, _, _ in spans]

    def reason(self, start: int, end: int) -> str:
        """The reason of the stretch that holds a span whole, or nothing."""
        index = bisect_right(self._starts, start) - 1
        if index >= 0 and end <= self._spans[index][1]:
            return self._spans[index][2]
        return ""

    def overlaps(self, start: int, end: int) -> bool:
        """True where any stretch has a character in common with a span."""
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and self._spans[index][1] > start


def _abbreviated(text: str, start: int, at: int) -> bool:
    """True where the full stop at `at` ends no sentence begun at `start`: "J. Doe", but not "it weighs 655 g."."""
    last = text[at - 2 : at].lower()
    if last not in ABBREVIATION_ENDS and last[:1].isalpha():
        return False
    before = text[max(start, at - 8) : at].rpartition(" ")[2].lower().lstrip("(\"'")
    if len(before) == 1 and before.isalpha():
        return not text[max(start, at - 3) : at - 1].strip().isdigit()
    return before in ABBREVIATIONS


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence whole, or in parts of bearable length that end behind a comma, or else a blank."""
    while end - start > LONGEST_SENTENCE:
        middle = start + LONGEST_SENTENCE // 2
        stop = start + LONGEST_SENTENCE
        cut = max(text.rfind(", ", middle, stop), text.rfind("; ", middle, stop)) + 2
        if cut < middle:
            cut = text.rfind(" ", middle, stop) + 1
        if cut < middle:
            cut = stop
        yield start, cut
        start = cut
    yield start, end


def _is_code(code: str) -> bool:
    """True where inline code is code rather than a name set in a typewriter face."""
    return any(c in code for c in "=(){}<>$\\;") or " --" in code or code.startswith(("-", "/", "."))


# Nouns before a year that is a year in time rather than part of an event's name.
_PLAIN_BEFORE = frozenset(
    (
        "in since from by of on during until before after around early mid late circa to and or for through as till "
        "between jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august "
        "september october november december q1 q2 q3 q4 spring summer autumn fall winter date dated year release "
        "released published launched introduced announced cutoff"
    ).split()
)


def _named_year(text: str, start: int) -> bool:
    """True for the year of "AIME 2024": a name right before it, without a comma or a preposition."""
    before = text[max(0, start - 24) : start]
    if not before or before[-1] not in " -'’":
        return False
    word = before.rstrip(" -'’").rpartition(" ")[2].strip("\"'“”*")
    return bool(word) and word[0].isupper() and word.lower() not in _PLAIN_BEFORE and word.isalnum()


_GLUED_OK = frozenset({"", "(", "[", "~", "$", '"', "'"})
_TAIL_JOINT = re.compile(r"[-_./]")
_SCALE_TAILS = frozenset({"thousand", "million", "billion", "trillion"})
_LETTER_SCALES = {"k": Decimal(10) ** 3, "m": Decimal(10) ** 6, "b": Decimal(10) ** 9, "t": Decimal(10) ** 12}


def tail_word(quantity: Quantity) -> str:
    """The first word glued to a number: "w" of "1450W", "parameter" of "671-billion-parameter"."""
    for part in _TAIL_JOINT.split(quantity.tail.lower()) if quantity.tail else ():
        if part and part not in _SCALE_TAILS:
            return part
    return ""


def _refusal(quantity: Quantity, grammar: NameGrammar, cues: Cues) -> str:
    """Why a number is no value, or None."""
    if quantity.percent and not cues.percent:
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
    word = tail_word(quantity)
    if tail and word not in cues.tails and word not in _SCALE_TAILS and f"{word}s" not in cues.tails:
        unit = behind(quantity.tail, 0)
        if unit is not None and unit.end == len(quantity.tail):
            return "" if unit.name in cues.by_unit else "other unit"
        if tail.startswith("-") and quantity.scale and quantity.qualifier is not Qualifier.RANGE:
            plain_word = tail[1:2].isalpha() and not tail[1:3].isupper() and not any(c.isdigit() for c in tail)
            return "" if plain_word else "part of a name"
        return "other unit"
    if quantity.currency and quantity.currency not in cues.currencies:
        return "other currency"
    return ""
