"""Members that a text names by their rank among those told before: "the larger of the two", "the other two"."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.names.parts import Part
from extract.owners.members import Members
from extract.owners.subjects import Subject
from extract.passages.passage import Passage
from extract.passages.values import Value

ORDER = ("first", "second", "third", "last")
BACK = 6  # sentences before one in which the members are looked for that it ranks
NAME_REACH = 80  # characters before brackets
_SMALL = frozenset({"smaller", "smallest", "little", "small"})
_COMPARATIVE = frozenset({"smaller", "larger", "bigger"})  # of two


class _Member(NamedTuple):
    entity: str
    key: str
    amount: float  # what its size says


def ranked(members: Members, passage: Passage, part: Part, above: list[Subject]) -> list[Subject]:
    """The members that a rank stands for; none where those told before are too few, or leave it open which.

    `above`: whom the sentence is about if it names nobody.
    """
    words = passage.text[part.start : part.end]
    if part.rank in ("former", "latter"):
        named = _named(passage, part, sized=False)
        found = [named[0 if part.rank == "former" else 1]] if len(named) > 1 else []
    elif part.rank in ORDER:
        found = _in_order(part, _named(passage, part, sized=False))
    elif part.rank == "other":
        found = _rest(members, passage, part, above)
    else:
        found = (_named_behind(passage, part) if part.own else []) or _by_size(
            members,
            part,
            _told(members, passage, part, above),
            above,
            of_which=passage.text.startswith(" of which", part.end),
        )
    return [Subject(one.entity, words, "part", one.key) for one in found]


def _in_order(part: Part, named: list[_Member]) -> list[_Member]:
    """The first, the second, the last of the names told before, or as many from there on."""
    if len(named) < max(2, part.number):
        return []
    if part.rank == "last":
        return named[-part.number :]
    first = ORDER.index(part.rank)
    return named[first : first + part.number]


def _named_behind(passage: Passage, part: Part) -> list[_Member]:
    """The one that a sentence names behind the rank: "Its big brother, released in April, is X"."""
    _, end = passage.sentence(part.start)
    names = {n.entity: n for n in passage.names_in(part.end, end)}
    return [_Member(n.entity, n.name.key, 0.0) for n in names.values()] if len(names) == 1 else []


def _by_size(
    members: Members, part: Part, told: list[_Member], above: list[Subject], *, of_which: bool = False
) -> list[_Member]:
    """The largest or the smallest of those told, as many as the part says."""
    if part.own and part.rank.endswith("est") and not told and members.is_family(above):
        return [_Member(who.entity, who.key, 0.0) for who in above[:1]]  # "its largest version": what the family has
    if part.rank.endswith("est") and not told and of_which and members.is_family(above):
        return [_Member(who.entity, who.key, 0.0) for who in above[:1]]  # "X, the largest member of which has"
    if part.own:  # "its smaller sibling": the one of two that is not spoken of
        told = [m for m in told if m.entity not in {who.entity for who in above}]
        return told if len(told) == 1 else []
    if len(told) <= part.number or (part.rank in _COMPARATIVE and len(told) not in (part.number + 1, 2 * part.number)):
        return []  # "the two larger ones" are so of three or of four
    order = sorted(told, key=lambda m: m.amount, reverse=part.rank not in _SMALL)
    return order[: part.number] if order[part.number - 1].amount != order[part.number].amount else []


def _rest(members: Members, passage: Passage, part: Part, above: list[Subject]) -> list[_Member]:
    """Those told together with the ones that a rank before this one means: "the other two"."""
    start, _ = passage.sentence(max(0, passage.sentence(part.start)[0] - 2))
    before = [p for p in passage.parts if start <= p.start < part.start and p.rank not in ("", "other")]
    if not before:
        return []
    told = _told(members, passage, before[-1], above)
    taken = _by_size(members, before[-1], told, above)
    left = [m for m in told if m not in taken]
    return left if taken and len(left) == part.number else []


def _told(members: Members, passage: Passage, part: Part, above: list[Subject]) -> list[_Member]:
    """The sized members told before a part: by name in one sentence, by size in one, or anywhere above in the text."""
    named = _named(passage, part, sized=True)
    if named or not above:
        return named
    base = above[0]
    current = passage.sentence(part.start)[0]
    size = members.grammar.size
    for start, end in reversed([span for span in passage.sentences if span[0] <= current][-BACK:]):
        sizes: dict[str, _Member] = {}
        for value in passage.values_in(start, min(end, part.start)):
            one = passage.text[value.start : value.end].replace(" ", "")
            if size.fullmatch(one):
                sizes.setdefault(one, _of_size(members, passage, value, base, one))
        if len(sizes) > 1:
            return list({member.entity: member for member in sizes.values()}.values())
    return [_Member(entity, "", _amount(s)) for entity, s in members.of_line(base)]


def _of_size(members: Members, passage: Passage, value: Value, base: Subject, size: str) -> _Member:
    """The member that a size tells: the name before its brackets, "X-Large (70B)", or the base's of that size."""
    bracket = passage.bracket(value.start)
    low = max(0, bracket[0] - NAME_REACH) if bracket is not None else 0
    behind = [n for n in passage.names_in(low, bracket[0]) if n.end >= bracket[0] - 2] if bracket is not None else []
    if behind:
        return _Member(behind[-1].entity, behind[-1].name.key, _amount(size))
    who = members.sibling(base, size)
    return _Member(who.entity, who.key, _amount(size))


def _named(passage: Passage, part: Part, *, sized: bool) -> list[_Member]:
    """The last names before a part that one sentence tells together, all of one line where they are ranked by size."""
    current = passage.sentence(part.start)[0]
    spans = [span for span in passage.sentences if span[0] <= current][-BACK:]
    for start, end in reversed(spans):
        names = [n for n in passage.names_in(start, min(end, part.start)) if not sized or n.name.size]
        names = list({n.entity: n for n in names}.values())
        if sized and len({n.name.base for n in names}) > 1:
            return []
        if len(names) > 1:
            return [_Member(n.entity, n.name.key, _amount(n.name.size)) for n in names]
    return []


def _amount(size: str) -> float:
    number = re.match(r"[\d.]+", size)
    return float(number.group()) * (1 if size[-1:] in "bB" else 1e-3) if number else 0.0
