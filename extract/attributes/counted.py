"""What a value counts, measures or modifies: "37 billion active parameters", "1450W", "a window that is 8K"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.attributes.evidence import RUN_REACH, Case, front
from extract.passages.values import Value, tail_word
from extract.words.cues import Cue, Role
from extract.words.english import RUN_STOPS
from extract.words.lexicon import Hit, words

if TYPE_CHECKING:
    from extract.passages.passage import Passage
    from extract.quantities.units import Unit

# Between a noun and the number that it is: "whose window was 8K".
IS_SO = re.compile(
    r"\s(?:is|was|are|were|remains|remained|stays|stayed|stands at|stood at|equals|(?:has\s)?(?:grows?|grew|grown|"
    r"shrinks?|shrank|shrunk|rises?|rose|drops?|dropped|falls?|fell|goes|went|expands?|expanded)\s(?:[a-z]+\s)?to)\s"
    r"(?:still\s|now\s|only\s|just\s|about\s)?$"
)
NAMELY = re.compile(r",?\s(?:namely|i\.e\.,?)\s$")
NAMELY_ENDS = ("y", ".", ",")
COUNTS_IT = re.compile(r"\s(?:[\w-]+\s){0,2}")  # between a value and the noun it counts
LONGEST_PHRASE = 40  # characters of the longest phrase of a pack
MOST_BETWEEN = 4  # words between a value and the noun it counts
MOST_BEFORE_MODIFIED = 2  # the same where it modifies the noun

_UNIT, _COUNTED, _MODIFIES = Role.UNIT, Role.COUNTED, Role.MODIFIES  # in Python 3.11 a lookup is slow


def count(case: Case, value: Value) -> None:
    """Note in a case the phrases that one of its values counts or modifies, with their lengths and factors."""
    passage, found = case.passage, case.counted
    unit = passage.unit(value)
    if unit is not None:
        for key in passage.cues.by_unit.get(unit.name, ()):
            found[key] = len(unit.name)
    elif value.quantity is not None and value.quantity.tail:
        tails, word = passage.cues.tails, tail_word(value.quantity)
        for key in tails.get(word, tails.get(f"{word}s", ())):
            found[key] = len(word)
    _count_before(case, value)
    _count_behind(case, value, unit)


def _count_behind(case: Case, value: Value, unit: Unit | None) -> None:
    """Note the nouns behind a value. `unit`: its own unit of measure; what stands behind it counts in no other."""
    passage, text, found = case.passage, case.passage.text, case.counted
    reach = value.end + RUN_REACH
    hits = [
        h for h in passage.hits_in(value.end, reach + LONGEST_PHRASE)
        if h.start <= reach and h.meaning.role <= _MODIFIES
    ]  # fmt: skip
    if not hits:
        return
    # "(just 37B) parameters": the brackets hold only the number
    end = value.end + 1 if text[value.end : value.end + 2] == ") " else value.end
    limit = _run_end(passage, value, end)
    for hit in hits:
        if hit.start >= limit or (unit is not None and hit.end < unit.end):
            continue
        role, name = hit.meaning.role, hit.meaning.attribute
        if unit is not None and hit.start >= unit.end and passage.cues.measures[name].factor(unit.name) is None:
            continue  # "2,788K hours in total" are no parameters
        between = words(text[end : hit.start])
        most = MOST_BEFORE_MODIFIED if role is _MODIFIES else MOST_BETWEEN
        if len(between) > most or not RUN_STOPS.isdisjoint(between):
            continue
        if between and _of_another_unit(hits, hit):
            continue  # "8K tokens in all": of tokens, not of what "in all" counts elsewhere
        found[name, role] = max(found.get((name, role), 0), hit.end - hit.start - 4 * len(between))
        if role is not _MODIFIES:
            case.factors[name] = hit.meaning.factor


def _run_end(passage: Passage, value: Value, end: int) -> int:
    """Where the words that a value may count end: at the clause break behind `end`, or at the next value."""
    limit = min((b for b, _ in passage.breaks_in(value.start) if b >= end), default=passage.sentence(value.start)[1])
    index = passage.index_after(value)
    return min(limit, passage.values[index].start) if index < len(passage.values) else limit


def _of_another_unit(hits: list[Hit[Cue]], hit: Hit[Cue]) -> bool:
    """True for a phrase behind a unit, none of whose own attribute stands before it."""
    before = [h.meaning for h in hits if h.end <= hit.start]
    if not any(cue.role is _UNIT for cue in before):
        return False
    return not any(cue.role in (_UNIT, _COUNTED) and cue.attribute == hit.meaning.attribute for cue in before)


def _count_before(case: Case, value: Value) -> None:
    """Note the noun right before a value that it is said to be, "a window that is 8K", or that brackets hold."""
    passage = case.passage
    at = _noun_end(passage, value)
    if at < 0:
        return
    for hit in passage.hits_in(max(0, at - RUN_REACH), at):
        role, name = hit.meaning.role, hit.meaning.attribute
        if value.quantity is None or role is not _COUNTED or hit.end < at - 1:
            continue
        counted = passage.values_in(max(0, hit.start - RUN_REACH // 2), hit.start)
        if counted and COUNTS_IT.fullmatch(passage.text, counted[-1].end, hit.start):
            continue  # "48 layers (6)": another value is counted by it
        case.counted[name, role] = max(case.counted.get((name, role), 0), hit.end - hit.start)
        case.factors[name] = hit.meaning.factor


def _noun_end(passage: Passage, value: Value) -> int:
    """Where the noun before a value ends that it is said to be, or whose brackets hold it alone; -1 without one."""
    before = front(passage, value.start)
    namely = NAMELY.search(before) if before[-2:-1] in NAMELY_ENDS else None
    namely = namely or (IS_SO.search(before) if value.type == "number" and before.endswith(" ") else None)
    if namely is not None:
        return value.start - len(namely.group())
    bracket = passage.bracket(value.start)
    alone = bracket is not None and (bracket[0] + 1, bracket[1] - 1) == (value.start, value.end)
    return bracket[0] if bracket is not None and alone else -1
