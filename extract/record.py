"""Turns what was decided about a mention into claims and rejections with their exact places."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal

from extract.attributes.disputed import disputed
from extract.attributes.scopes import scope
from extract.claim import Claim, Interval, Qualifier, Rejected, Status
from extract.owners.subjects import Subject
from extract.passages.passage import Passage
from extract.passages.values import Value
from extract.quantities import bounds, interval
from extract.words.cues import Cues, Role
from extract.words.english import LACKED, NOT_NEGATIONS, PLANNED, PLANNED_BEHIND, PLANNED_DATE, SPEAKING, STATES
from sources.document import Document

LONGEST_CONTEXT = 400  # characters of a sentence that a claim carries along
LONGEST_QUOTE = 200
SPOKEN_WORDS = 4  # words in quotation marks from which on they are speech rather than a name
NEGATION_REACH = 40  # characters from "not" to the value it denies
REMARK_REACH = 40  # characters behind a value in which a word says how sure it is
LONGEST_REMARK = 120
NEITHER_REACH = 120  # from "neither", which two names may follow
LACKING_REACH = 40  # characters before a term in which "without" stands
LACKING = re.compile(r"\b(?:without|lacks?|lacking|no|omits?|missing)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)


BOUND_REACH = 48  # characters before a date in which its cue stands
_BOUND = re.compile(r"\s(before|by|after|no later than)\s$", re.IGNORECASE)
_DENIED = re.compile(r"(?:\b(?:not|never)|n['’]t)\s[^,;:.()]{0,40}$", re.IGNORECASE)
LONGEST_SIGN = 5  # characters before a date that may be a sign and blanks
_SIGNS = {"<": "before", "≤": "by", "<=": "by", ">": "after", "≥": "from", ">=": "from"}
_OPPOSITE = {"before": "from", "after": "by"}  # "not before May 2024" is in May or later
UNTIL = re.compile(r"\b(?:until|till|before|after)\s(?:the\s|in\s)?$", re.IGNORECASE)
_HEDGE, _PLAN, _NEGATION = Role.HEDGE, Role.PLAN, Role.NEGATION  # in Python 3.11 a lookup is slow
LONGEST_LEAD = 6  # characters of marks before a date that opens an entry, and behind it
TASK_REACH = 6  # characters around the start of an item in which the box of a task stands
_TO_DO = re.compile(r"[-*+]\s\[ \]")  # an item of a list of tasks that is not done
_WHY_NOT = re.compile(r"[\s\"“*]*Why (?:not|no)\b")
# A condition that was not met: "If we had trained it on 15T tokens, …", "Had it been released in May, …".
_COUNTERFACTUAL = re.compile(
    r"\W*(?:If (?:\w+ ){1,4}had (?!to\b)(?:\w+ed|been|seen|had|gone|run|spent|known)\b|Had (?:\w+ ){1,4}been\b)"
)
_STANCES = (_HEDGE, _PLAN, _NEGATION)


class Recorder:
    """Collects the claims and rejections of one document."""

    def __init__(self, document: Document, cues: Cues) -> None:
        """Start empty."""
        self.document = document
        self.cues = cues
        self.claims: list[Claim] = []
        self.rejected: list[Rejected] = []
        self._seen: set[tuple[int, int, str, str, str]] = set()

    def reject(self, passage: Passage, start: int, end: int, reason: str, note: str = "") -> None:
        """Record a number or date that is no claim."""
        at, to = passage.reading.span(start, end)
        line, _ = self.document.position(at)
        self.rejected.append(
            Rejected(self.document.path, at, to, line, self.document.text[at:to][:LONGEST_QUOTE], reason, note)
        )

    def unclaimed(self) -> tuple[Rejected, ...]:
        """What was rejected, by place, each number and date once and none that is a part of a claim: "Apache 2.0"."""
        kept: list[Rejected] = []
        claimed = sorted({(c.start, c.end) for c in self.claims})
        index = until = 0  # the next claim, and the furthest end of those before
        for item in sorted(self.rejected, key=lambda r: (r.start, -r.end)):
            while index < len(claimed) and claimed[index][0] <= item.start:
                until = max(until, claimed[index][1])
                index += 1
            if item.end > until and not (kept and item.end <= kept[-1].end):
                kept.append(item)
        return tuple(kept)

    def claim(
        self,
        passage: Passage,
        value: Value,
        attribute: str,
        who: Subject,
        rule: str,
        *,
        qualifier: Qualifier | None = None,
        scope: str = "",
        scale: Decimal = Decimal(1),
        unit: Decimal = Decimal(1),
        context: str = "",
    ) -> None:
        """Record a number, a sum or a date.

        `scale` is what a heading multiplies plain numbers by, `unit` how many base units the value's unit is.
        """
        pack = self.cues.pack.attributes[attribute]
        text: str
        commits: Interval
        if value.date is not None:
            text, stated = value.date.value, value.date.qualifier
            about = stated if stated is Qualifier.ABOUT else Qualifier.NONE  # what narrows is in the days already
            commits = interval.of_date(value.date.first, value.date.last, about)
            if stated is Qualifier.NONE and (bound := self._bound(passage, value.start, attribute)):
                stated, commits = interval.of_bounded_date(value.date.first, value.date.last, bound)
        elif value.quantity is not None:
            q = value.quantity
            factor = unit if q.scale else unit * scale
            low, high = q.low * factor, q.high * factor
            stated = q.qualifier
            text = interval.render(low, high)
            commits = interval.of_number(
                low,
                high,
                q.step * factor,
                stated,
                pack.about,
                stated.value in pack.bound_is_value,
                q.high_step * factor,
                q.tolerance * factor,
            )
        else:
            raise ValueError("a value is a number or a date")
        hedged = value.quantity is not None and value.quantity.hedged
        status = self.status(passage, value.start, value.end)
        if hedged and status is Status.ASSERTED:
            status = Status.HEDGED
        if status is Status.PLANNED and pack.future:
            status = Status.ASSERTED
        if LACKED.search(passage.text, max(0, value.start - NEGATION_REACH), value.start):
            status = Status.NEGATED
        self._add(passage, value.start, value.end, attribute, who, rule, text, commits,
                  qualifier if qualifier is not None and stated is Qualifier.NONE else stated, scope, status,
                  context)  # fmt: skip

    @staticmethod
    def _bound(passage: Passage, start: int, attribute: str) -> str:
        """The word between a cue and its date that makes it a bound: "released before June 2024"; else nothing.

        A sign is one at the start of a text, "<2024" in a cell of dates.
        """
        if start < LONGEST_SIGN and passage.text[:start].strip() in _SIGNS:
            return _SIGNS[passage.text[:start].strip()]
        word = _BOUND.search(passage.text, max(0, start - BOUND_REACH), start)
        if word is None or not any(
            h.end == word.start() and h.meaning.attribute == attribute and h.meaning.role in (Role.CUE, Role.STRONG)
            for h in passage.hits_in(max(0, start - BOUND_REACH), word.start())
        ):
            return ""
        denied = _DENIED.search(passage.text, max(0, start - BOUND_REACH), word.start()) is not None
        return _OPPOSITE.get(word[1].lower(), "") if denied else word[1].lower()

    def term(
        self, passage: Passage, start: int, end: int, attribute: str, value: str, who: Subject, rule: str, *,
        scope: str = "", context: str = "",
    ) -> None:  # fmt: skip
        """Record a text value. Of a flag, what is denied is the other value: "does not have" says no."""
        status = self.status(passage, start, end) if rule != "prose.phrase" else Status.ASSERTED
        opposite = self.cues.opposites.get(attribute, {}).get(value)
        if opposite is not None:
            lacking = LACKING.search(passage.text, max(0, start - LACKING_REACH), start) is not None
            denied = status is Status.NEGATED
            value, status = opposite if lacking != denied else value, Status.ASSERTED if denied else status
        self._add(passage, start, end, attribute, who, rule, value, None, Qualifier.NONE, scope, status,
                  context)  # fmt: skip

    def _add(
        self, passage: Passage, start: int, end: int, attribute: str, who: Subject, rule: str, value: str,
        commits: Interval | None, qualifier: Qualifier, scope: str, status: Status, context: str,
    ) -> None:  # fmt: skip
        at, to = passage.reading.span(start, end)
        # a term that is said twice in one sentence is one claim; a number has its own place
        place = at if commits is not None else -passage.reading.origin(passage.sentence(start)[0])
        key = (place, to if commits is not None else 0, who.entity, attribute, value)
        if key in self._seen:
            return
        self._seen.add(key)
        line, column = self.document.position(at)
        if not context:
            s, e = passage.sentence(start)
            context = passage.text[s : max(e, end)].strip()
        if len(context) > LONGEST_CONTEXT:
            context = _around(context, passage.text[start:end])
        self.claims.append(
            Claim(
                document=self.document.path, start=at, end=to, line=line, column=column,
                quote=self.document.text[at:to], context=" ".join(context.split()), surface=who.surface,
                entity=who.entity, attribute=attribute, value=value,
                unit=self.cues.pack.attributes[attribute].unit, interval=commits, qualifier=qualifier, scope=scope,
                status=status, rule=rule,
            )
        )  # fmt: skip

    def status(self, passage: Passage, start: int, end: int) -> Status:
        """How far the sentence stands behind a value: the words before it in its own clause decide."""
        found = passage.statuses.get((start, end))
        if found is None:
            found = passage.statuses[start, end] = self._status(passage, start, end)
        return found

    def _status(self, passage: Passage, start: int, end: int) -> Status:
        s, e = passage.sentence(start)
        at = passage.reading.origin(0)
        if _TO_DO.search(self.document.text, max(0, at - TASK_REACH), at + TASK_REACH):
            return Status.PLANNED
        if _WHY_NOT.match(passage.text, s) or _COUNTERFACTUAL.match(passage.text, s, start):
            return Status.NEGATED
        if passage.doubted(s):
            return Status.HEDGED
        if self._spoken(passage, start, e):
            return Status.QUOTED
        clause = s
        for b_start, b_end in passage.breaks_in(start):
            if b_end > start:
                break
            if passage.text[b_end - 1] in ";—" or (
                passage.text[b_start:b_end].lower() == "but" and STATES.match(passage.text, b_end)
            ):
                clause = max(clause, b_end)
        dispute = disputed(passage.text, clause, start, end, e)
        if dispute is not None:
            return dispute
        for hit in passage.cues_in(clause, self._remark_end(passage, end, e), *_STANCES):
            role = hit.meaning.role
            if role is _HEDGE and not _asks(passage.text, hit.start):
                return Status.HEDGED
            if role is _PLAN and hit.start < start and "," not in passage.text[hit.end : start]:
                return Status.PLANNED
            if role is _NEGATION and hit.start < start and _denies(passage.text, hit.start, hit.end, start):
                return Status.NEGATED
        return Status.PLANNED if _planned(passage, clause, start, end) else Status.ASSERTED

    @staticmethod
    def _remark_end(passage: Passage, end: int, stop: int) -> int:
        """How far the words behind a value say how sure it is: to the end of brackets that open close by."""
        reach = max(end, min(stop, end + REMARK_REACH))
        behind = passage.text.find(";", end, reach)  # what stands there speaks of something else
        reach = reach if behind < 0 else behind
        opened = passage.text.find("(", end, reach)
        if opened < 0 or passage.values_in(end, opened):
            return reach
        bracket = passage.bracket(opened)
        return max(reach, min(bracket[1], opened + LONGEST_REMARK)) if bracket is not None else reach

    def _spoken(self, passage: Passage, at: int, end: int) -> bool:
        """True within quotation marks that somebody is said to have said."""
        quotes = passage.quotes
        index = bisect_left(quotes.marks, at) - 1
        if index < 0:
            return False
        text, opened = passage.text, quotes.marks[index]
        if text[opened] == "”" or (text[opened] == '"' and bisect_left(quotes.straight, at) % 2 == 0):
            return False
        following = bisect_left(quotes.closing, at)
        if following == len(quotes.closing):
            return False
        closed = quotes.closing[following]
        if not _has_words(text, opened, closed):
            return False
        return SPEAKING.search(text[max(0, opened - 60) : opened] + text[closed : closed + 60]) is not None

    def scope(self, passage: Passage, start: int, end: int, attribute: str, extra: str = "") -> str:
        """The scopes of an attribute that the words around a value, or its headings in `extra`, put it into."""
        return scope(passage, start, end, attribute, self.cues, extra)


def _denies(text: str, at: int, end: int, start: int) -> bool:
    """True where a negation at `at:end` reaches the value behind it, which begins at `start`."""
    between = text[end:start]
    reach = NEITHER_REACH if text[at:end].lower() == "neither" else NEGATION_REACH
    if len(between) >= reach or "," in between or " but " in between:  # "not 5 but 6" states 6
        return False
    if (")" in between and "(" not in between) or NOT_NEGATIONS.match(text, at):  # "(not open) has"
        return False
    # "not above 8" states a bound, "not before" and "not until May" a date
    return not (UNTIL.search(between) or bounds.denied(text, start))


def _planned(passage: Passage, clause: int, start: int, end: int) -> bool:
    """True for what is to come by the verb before it, or by a word in the brackets right behind it."""
    text = passage.text
    if PLANNED_BEHIND.match(text, end) or (start <= LONGEST_LEAD and _plans_below(passage, start, end)):
        return True
    if text.find(" to ", clause, start) < 0:
        return False
    dated = any(value.date is not None for value in passage.values_in(start, start + 1))
    found = PLANNED.search(text, clause, start) or (PLANNED_DATE.search(text, clause, start) if dated else None)
    return found is not None and text.find(",", found.end(), start) < 0


def _plans_below(passage: Passage, start: int, end: int) -> bool:
    """True for a date that opens an entry which tells a plan: "2031 – the second one is to open"."""
    text = passage.text
    if text[:start].strip(" *_[(") or not any(v.date is not None for v in passage.values_in(start, start + 1)):
        return False
    stop = next((b for b, _ in passage.breaks_in(end) if b > end + LONGEST_LEAD), passage.sentence(start)[1])
    return bool(passage.cues_in(end, stop, _PLAN)) or PLANNED_DATE.search(text, end, stop) is not None


def _has_words(text: str, start: int, end: int) -> bool:
    """True where a stretch of text has as many words as speech has; a long one is not read to its end for that."""
    some = text[start : min(end, start + LONGEST_CONTEXT)].split()
    return len(some) >= SPOKEN_WORDS or len(text[start:end].split()) >= SPOKEN_WORDS


def _asks(text: str, at: int) -> bool:
    """ "could" in "we could" and "might" in a wish hedge nothing that is measured."""
    return text[max(0, at - 3) : at].lower() == "we "


def _around(context: str, quote: str) -> str:
    at = max(context.find(quote), 0)
    start = max(0, at - LONGEST_CONTEXT // 2)
    return ("…" if start else "") + context[start : start + LONGEST_CONTEXT] + "…"
