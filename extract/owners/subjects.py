"""Decides which entity a value belongs to inside its sentence.

From the surest to the weakest: a name right before the value's brackets, a name that the value modifies, names that
values are dealt out to ("respectively"), a name that grammar ties to the value, the nearest name before it that is not
the other side of a comparison, a name after a leading phrase. Names that are coordinated ("A, B and C were released")
share the value. Where the sentence names nobody, `extract.owners.topics` decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from extract.names.names import NameMention
from extract.owners.attached_names import (
    before_bracket,
    behind_in_brackets,
    compared_with_own,
    modified_name,
    possessor,
    relative_name,
    remark_end,
    served_name,
)
from extract.owners.references import refers, refers_at
from extract.owners.roles import NameRole, chain_end
from extract.owners.spoken_names import (
    EARLIER_REACH,
    ONWARD,
    is_adjective,
    is_maker,
    is_owner,
    last_is_ranked,
    name_roles,
    sentence_names,
    subjects_of_list,
)
from extract.owners.strangers import of_clause
from extract.passages.passage import Passage
from extract.passages.values import Value
from extract.words.computed import computed
from extract.words.english import HAVING

OPENING_REACH = 32  # characters from the start of a sentence within which its subject stands
SHORT_LEAD = 40  # characters of a phrase that leads to the subject, whatever it is
LONGEST_LEAD = 200  # characters of one with numbers: "With 123B parameters, 88 layers and …, X is"
LONGEST_PLAIN_LEAD = 90  # characters of one without a comma: "Released in May after a year of work as the … of Y, X"
_SUBJECT = NameRole.SUBJECT  # in Python 3.11 a lookup is slow
# Between the last of several names and the first of as many values: "A and B have 46 and 42 layers".
_HAVE = re.compile(
    r"[*\"”}]{0,2}\s(?:have|had|has|use|used|are|were|support|cost|took|take|came|with|of)\s(?:[a-z]+\s){0,5}"
)
_JOINED = re.compile(r"\b(?:and|but|while)\s$")
_THAT_OF = re.compile(r"\b(?:that|those|the one|the ones) (?:of|for) (?:the )?$")  # what follows is the name's own
# Between a value and a name that has a verb of its own: "…, while X needed", "…, and that X is".
_NEW_CLAUSE = re.compile(r",\s(?:while|whereas|but|though)\s(?:the\s)?$|,\sand\sthat\s[^,;]*$")
_CLAUSE_OPENS = re.compile(
    r"[,;:(—–]\s(?:(?:and|while|whereas|but|though|where)\s)?(?:the\s)?$|\b(?:and|while|whereas|but)\s$"
)
_HARDLY = re.compile(  # "Y, 48", "Y on only 2T", "Y under", "Y in", "Y one of", "Y four of"
    r"[*\"”]{0,2}(?:\s\[\d{1,3}\])?(?:\s\([^()]{1,24}\))?,?\s"
    r"(?:(?:on|with|at|to|in|by|under|only|just|about|around|roughly|nearly|over|some|for|an?|mere|one of)\s){0,3}"
    r"[~≈]?(?:[\w.]+\s(?:out\s)?of\s(?:the\s|its\s)?)?"
)
_LED = re.compile(r"[,:–—]")
_WITH_FIRST = re.compile(r"\W{0,3}With\s(?:[a-z]+\s){0,2}\d")
_LEADING = re.compile(
    r"^[\s\W]*(?:with|at|having|featuring|in|on|since|from|released|launched|announced|introduced|by|unveiled|"
    r"boasting|using|after|built|trained|for|as of|of)?\b",
    re.IGNORECASE,
)


class Subject(NamedTuple):
    """An entity that values may belong to, and how it was met."""

    entity: str
    surface: str  # the words that name it
    how: str  # "bracket", "modified", "named", "following", "label", "parent", "heading", "topic", "title", "row"
    key: str = ""


Owners = list[list[Subject]]  # for each value of a run whose it is; an empty list: nobody's that is known


def subject(passage: Passage, mention: NameMention, how: str) -> Subject:
    """The subject that a name in a passage stands for."""
    return Subject(mention.entity, passage.text[mention.start : mention.end], how, mention.name.key)


def in_brackets(passage: Passage, at: int) -> list[Subject]:
    """The names that alone fill the brackets behind a value: "from 2K tokens (X, Y) to 1M (Z)"."""
    return [subject(passage, n, "bracket") for n in behind_in_brackets(passage, at)]


@dataclass
class _Sentence:
    """A sentence with a run of values, and the names that it speaks of beside what those count."""

    passage: Passage
    values: list[Value]
    names: list[NameMention]
    start: int
    end: int

    def __post_init__(self) -> None:
        self.low, self.high = self.values[0].start, self.values[-1].end

    @computed
    def parts(self) -> list[NameRole]:
        """The role of each name; costs the most and is often not needed."""
        return name_roles(self.passage, self.start, self.end, self.names)

    @computed
    def spans(self) -> list[tuple[int, int]]:
        """The names with the brackets right behind them."""
        return [(n.start, remark_end(self.passage, n.end)) for n in self.names]

    @property
    def dated(self) -> bool:
        """Whether the run begins with a date."""
        return self.values[0].date is not None

    def is_subject(self, index: int) -> bool:
        """Whether values may be a name's: it is no other side, no owner, and no maker of something."""
        name = self.names[index]
        return (
            self.parts[index] is _SUBJECT
            and not is_owner(self.passage, name)
            and not is_maker(self.passage, name, self.names)
        )

    def all_behind(self) -> bool:
        """Whether no name stands before the end of the values."""
        return self.names[0].start >= self.high

    def nobody(self) -> Owners:
        """The values are nobody's that is known."""
        return [[] for _ in self.values]

    def shared(self, names: list[NameMention], how: str) -> Owners:
        """Each value is of all these names."""
        found = [subject(self.passage, name, how) for name in names]
        return [found for _ in self.values]

    def dealt(self, names: list[NameMention], how: str) -> Owners:
        """Each value is of the name at its place."""
        return [[subject(self.passage, name, how)] for name in names]


def in_sentence(passage: Passage, first: int, last: int) -> Owners | None:
    """Subjects of the values first … last-1, one list for each value; None where the sentence names none."""
    values = passage.values[first:last]
    start, end = passage.sentence(values[0].start)
    end = max(end, values[-1].end)
    spoken = sentence_names(passage, start, end)
    if spoken and of_clause(passage, values[0].start, passage.grammar):
        return [[] for _ in values]  # "X had 9,000 visitors, Tate Modern counted 19,000"
    names = [n for n in spoken if not is_adjective(passage, n, values[-1].end)]
    if not names:
        return None
    sentence = _Sentence(passage, values, names, start, end)
    for rule in (_bracketed, _modified, _dealt_out, _attached):
        found = rule(sentence)
        if found is not None:
            return found
    if last_is_ranked(passage, names, sentence.low):
        return sentence.nobody()  # "the largest X had …": which member that is, nobody says
    before = [i for i, n in enumerate(names) if n.end <= sentence.low and sentence.is_subject(i)]
    return _named_before(sentence, before) if before else _named_behind(sentence)


def _bracketed(sentence: _Sentence) -> Owners | None:
    """The values stand in brackets behind names."""
    passage, names, count = sentence.passage, sentence.names, len(sentence.values)
    found = before_bracket(passage, names, sentence.low)
    if len(found) == 1 and count > 1:
        spans = [(n.start, n.end) for n in names]
        at = names.index(found[0])
        first = next(i for i in range(at + 1) if chain_end(passage.text, spans, i) > at)
        if at + 1 - first == count:
            return sentence.dealt(names[first : at + 1], "bracket")  # "A and B (7B and 13B)"
    return sentence.shared(found, "bracket") if found else None


def _modified(sentence: _Sentence) -> Owners | None:
    """The value stands before a name; a date before all the names listed there: "[2024/03] X and Y are out"."""
    passage, names = sentence.passage, sentence.names
    found = modified_name(passage, names, sentence.high) if len(sentence.values) == 1 else None
    if found is None or is_maker(passage, found, names):
        return None
    at = names.index(found)
    last = chain_end(passage.text, [(n.start, n.end) for n in names], at) if sentence.dated else at + 1
    return sentence.shared(names[at:last], "modified")


def _dealt_out(sentence: _Sentence) -> Owners | None:
    """Several values go to as many names in their order."""
    passage, names, values = sentence.passage, sentence.names, sentence.values
    if len(values) == 1:
        return None
    if passage.text.find(" and ", values[0].end, sentence.high) >= 0:
        found = _in_order(sentence)
        if found is not None:
            return found
    if not passage.says_respectively(sentence.low):
        return None
    first, several = 0, False
    while first < len(names):
        last = chain_end(passage.text, sentence.spans, first)
        group = [names[i] for i in range(first, last) if sentence.parts[i] is _SUBJECT]
        if len(group) == len(values):
            return sentence.dealt(group, "named")
        several = several or last - first > 1
        first = last  # never a part of a list
    return sentence.nobody() if several else None  # more names than values, or fewer: nothing is dealt by guess


def _in_order(sentence: _Sentence) -> Owners | None:
    """ "A and B have 46 and 42 layers": as many names before a plain verb as values behind it, one for each."""
    text, names = sentence.passage.text, sentence.names
    last = max((i for i, n in enumerate(names) if n.end <= sentence.low), default=None)
    if last is None or not _HAVE.fullmatch(text, names[last].end, sentence.low):
        return None
    group = subjects_of_list(text, sentence.spans, sentence.parts, last)
    if len(group) != len(sentence.values) or group[-1] != last or any(names[i].family for i in group):
        return None
    return sentence.dealt([names[i] for i in group], "named")


def _attached(sentence: _Sentence) -> Owners | None:
    """Grammar ties the values to one name."""
    passage, names, low, high = sentence.passage, sentence.names, sentence.low, sentence.high
    found = (
        possessor(passage, names, low)
        or served_name(passage, names, high, number=sentence.values[-1].date is None)
        or relative_name(passage, names, low)
        or compared_with_own(passage, names, sentence.parts, low, high)
    )
    return sentence.shared([found], "named") if found is not None else None


def _named_before(sentence: _Sentence, before: list[int]) -> Owners | None:
    """The nearest name before the values, with those coordinated with it. `before`: the subjects there."""
    passage, names = sentence.passage, sentence.names
    clause = passage.kind.own_clause(passage.text, sentence.start, sentence.low)
    if clause and names[before[-1]].end <= clause:
        before = [i for i in before if names[i].start - sentence.start <= OPENING_REACH][:1]
        if not before:
            return None  # "A model after the pattern of X; its data held …": not the data of X
    chosen = _nearest(passage, names, before, sentence.low)
    group = subjects_of_list(passage.text, sentence.spans, sentence.parts, chosen)
    found = [subject(passage, names[i], "named") for i in group]
    onward = ONWARD.match(passage.text, names[chosen].end)
    if onward is not None:
        words = passage.text[names[chosen].start : onward.end()].rstrip(" ,")
        found += [Subject(name, words, "named") for name in passage.later(names[chosen].entity)]
    return [found for _ in sentence.values]


def _nearest(passage: Passage, names: list[NameMention], before: list[int], at: int) -> int:
    """The subject of a value among the names before it: the nearest, but not one shut inside other brackets."""
    if _is_subject_too(passage, names, before, at):
        return before[-1]
    members = [i for i in before if not names[i].family]
    for i in reversed(members or before):
        bracket = passage.bracket(names[i].start)
        if bracket is None or bracket[0] <= at < bracket[1]:
            return i
    return (members or before)[-1]


def _is_subject_too(passage: Passage, names: list[NameMention], before: list[int], at: int) -> bool:
    """True where the last name before a value, a family's, has a verb of its own or hardly a word behind it.

    "X has 175B, while Y has 130B", "X was trained on 3T tokens, Y on 2T"; a family is else the maker, "X by Y".
    """
    last = names[before[-1]]
    if len(before) < 2 or not last.family or passage.bracket(last.start) is not None:
        return False
    if not _CLAUSE_OPENS.search(passage.text, max(0, last.start - EARLIER_REACH), last.start):
        return False
    if HAVING.match(passage.text, last.end) is not None:
        return True
    told = [v.start for v in passage.values_in(last.end, at) if passage.bracket(v.start) is None]
    # "Y (7B) 1M hours on 2T tokens": what stands behind its first value is Y's as well
    return any(_HARDLY.fullmatch(passage.text, last.end, begin) is not None for begin in (at, *told[:1]))


def _named_behind(sentence: _Sentence) -> Owners | None:
    """The name that a phrase with the values leads to: "With 37B active parameters, X …"."""
    passage, names, start, low = sentence.passage, sentence.names, sentence.start, sentence.low
    if sentence.all_behind():
        if all(part is NameRole.EXAMPLE for part in sentence.parts) and not refers(passage, start, low):
            return sentence.nobody()
        if sentence.values[-1].date is None and (refers_at(passage, start) or refers(passage, start, low)):
            return None  # "It has 9 billion parameters; its predecessor, X, had 3 billion"
    after = _subjects_behind(sentence)
    if not after:
        return None
    if sentence.all_behind() and is_owner(passage, names[0]) and sentence.dated:
        return sentence.nobody()  # "Launched in 2023, the family's models …" dates none of them
    behind = names[after[0]].start
    origin = any(n.end <= low and part is not _SUBJECT for n, part in zip(names, sentence.parts, strict=True))
    if origin and _JOINED.search(passage.text, sentence.high, behind):
        return sentence.nobody()  # "a version of X followed in October, and Y in November"
    if refers_at(passage, start) or not _leads_to(sentence, behind):
        return None
    group = subjects_of_list(passage.text, sentence.spans, sentence.parts, after[0])
    group += _examples(names, sentence.parts, group)
    return sentence.shared([names[i] for i in group], "following")


def _subjects_behind(sentence: _Sentence) -> list[int]:
    """The names behind the values that these may be of."""
    text, high = sentence.passage.text, sentence.high
    return [
        i for i, n in enumerate(sentence.names)
        if n.start >= high and sentence.is_subject(i)
        and not _THAT_OF.search(text, max(high, n.start - EARLIER_REACH), n.start)
    ]  # fmt: skip


def _examples(names: list[NameMention], parts: list[NameRole], group: list[int]) -> list[int]:
    """Members listed behind "including": "X family released, including X-tiny and X-small"."""
    base = names[group[0]].name.base
    return [
        i
        for i in range(group[-1] + 1, len(names))
        if parts[i] is NameRole.EXAMPLE and names[i].name.base.startswith(base)
    ]


def _leads_to(sentence: _Sentence, name: int) -> bool:
    """True where the values stand in a phrase at the start of the sentence that leads to the name behind them.

    Numbers need a mark before the name, or a phrase of what it has: "With 37B active …, X is".
    """
    text, start, low, high = sentence.passage.text, sentence.start, sentence.low, sentence.high
    if _NEW_CLAUSE.search(text, high, name):
        return False
    if not sentence.dated and not _LED.search(text, high, name) and not _WITH_FIRST.match(text, start):
        return False
    lead = text[start:low]
    if len(lead) < SHORT_LEAD or (len(lead) < LONGEST_LEAD and _WITH_FIRST.match(lead)):
        return True
    return len(lead) < LONGEST_PLAIN_LEAD and "," not in lead and _LEADING.match(lead) is not None
