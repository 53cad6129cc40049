"""Turns what was decided about a mention into claims and rejections with their exact places."""

from __future__ import annotations

from decimal import Decimal

from extract import interval
from extract.claim import Claim, Interval, Qualifier, Rejected, Status
from extract.cues import Cues, Role
from extract.english import NOT_NEGATIONS, SPEAKING, SUPPOSITION
from extract.passage import Passage, Value
from extract.subjects import Subject
from sources.document import Document

LONGEST_CONTEXT = 400  # characters of a sentence that a claim carries along
LONGEST_QUOTE = 200
SPOKEN_WORDS = 4  # words in quotation marks from which on they are speech rather than a name
NEGATION_REACH = 40  # characters from "not" to the value it denies


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
        context: str = "",
    ) -> None:
        """Record a number, a sum or a date. `scale` is what a heading multiplies plain numbers by."""
        pack = self.cues.pack.attributes[attribute]
        text: str
        commits: Interval
        if value.date is not None:
            text, commits = value.date.value, interval.of_date(value.date.first, value.date.last)
            stated = value.date.qualifier
        elif value.quantity is not None:
            q = value.quantity
            factor = Decimal(1) if q.scale else scale
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
            )
        else:
            raise ValueError("a value is a number or a date")
        hedged = value.quantity is not None and value.quantity.hedged
        self._add(passage, value.start, value.end, attribute, who, rule, text, commits,
                  qualifier if qualifier is not None and stated is Qualifier.NONE else stated, scope,
                  Status.HEDGED if hedged else self.status(passage, value.start, value.end), context)  # fmt: skip

    def term(
        self, passage: Passage, start: int, end: int, attribute: str, value: str, who: Subject, rule: str, *,
        scope: str = "", context: str = "",
    ) -> None:  # fmt: skip
        """Record a text value."""
        self._add(passage, start, end, attribute, who, rule, value, None, Qualifier.NONE, scope,
                  self.status(passage, start, end) if rule != "prose.phrase" else Status.ASSERTED, context)  # fmt: skip

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
        s, e = passage.sentence(start)
        if passage.text[s:e].rstrip(" \"”*").endswith("?") or SUPPOSITION.match(passage.text, s, e):
            return Status.HEDGED
        if self._spoken(passage, start, e):
            return Status.QUOTED
        ends = [b_end for _, b_end in passage.breaks_in(start) if b_end <= start and passage.text[b_end - 1] in ";—"]
        clause = max([s, *ends])
        for hit in passage.hits_in(clause, max(end, min(e, end + 40))):
            role = hit.meaning.role
            if role is Role.HEDGE and not _asks(passage.text, hit.start):
                return Status.HEDGED
            if role is Role.PLAN and hit.start < start and "," not in passage.text[hit.end : start]:
                return Status.PLANNED
            near = hit.start < start and start - hit.end < NEGATION_REACH and "," not in passage.text[hit.end : start]
            if role is Role.NEGATION and near and not NOT_NEGATIONS.match(passage.text, hit.start):
                return Status.NEGATED
        return Status.ASSERTED

    def _spoken(self, passage: Passage, at: int, end: int) -> bool:
        """True within quotation marks that somebody is said to have said."""
        text = passage.text
        opened = max(text.rfind("“", 0, at), text.rfind('"', 0, at))
        if opened < 0 or ("”" in text[opened:at]) or (text[opened] == '"' and text.count('"', 0, at) % 2 == 0):
            return False
        closed = min((c for c in (text.find("”", at), text.find('"', at)) if c >= 0), default=-1)
        if closed < 0 or len(text[opened:closed].split()) < SPOKEN_WORDS:
            return False
        return SPEAKING.search(text[max(0, opened - 60) : opened] + text[closed : closed + 60]) is not None

    def scope(self, passage: Passage, start: int, end: int, attribute: str, extra: str = "") -> str:
        """The scopes of an attribute that the words around a value, or its label, put it into."""
        if not self.cues.pack.attributes[attribute].scopes:
            return ""
        s, e = passage.sentence(start)
        low, high = s, max(e, end)
        for other in passage.values_in(s, high):
            if other.end <= start:
                low = max(low, other.end)
            elif other.start >= end:
                high = min(high, other.start)
                break
        for b_start, b_end in passage.breaks_in(start):
            if b_end <= start and passage.text[b_start] in ";,()":
                low = max(low, b_end)
            elif b_start >= end and passage.text[b_start] in ";,()":
                high = min(high, b_start)
                break
        names = {
            h.meaning.scope
            for h in passage.hits_in(low, high)
            if h.meaning.role is Role.SCOPE and h.meaning.attribute == attribute
        }
        if extra:
            names |= {
                h.meaning.scope
                for h in self.cues.phrases.find(extra)
                if h.meaning.role is Role.SCOPE and h.meaning.attribute == attribute
            }
        return "+".join(sorted(names))


def _asks(text: str, at: int) -> bool:
    """ "could" in "we could" and "might" in a wish hedge nothing that is measured."""
    return text[max(0, at - 3) : at].lower() == "we "


def _around(context: str, quote: str) -> str:
    at = max(context.find(quote), 0)
    start = max(0, at - LONGEST_CONTEXT // 2)
    return ("…" if start else "") + context[start : start + LONGEST_CONTEXT] + "…"
