"""Values that a sentence leaves half unsaid: what they are about follows from a value stated before."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.attributes.by_form import HAVING, NOUNLESS
from extract.attributes.evidence import Evidence
from extract.attributes.weighing import ENOUGH
from extract.owners.attached_names import FOR_NAME, IN_NAME
from extract.owners.members import nearest, starting
from extract.owners.subjects import Subject, in_brackets
from extract.passages.passage import Passage
from extract.passages.values import Value
from extract.words.cues import Role
from extract.words.pack import Constraint

LEAST_PARTS = 3  # times that a whole is as large as its part behind a slash
PARALLEL_FACTOR = 100  # an elliptic value is of the order of the one it stands beside
COUNTED_REACH = 24  # characters behind a value in which the noun that it counts begins
LEAST_GROUPED = 1000  # "300,000" is said as "100K" is
_LARGEST = "T"  # the scale that sizes hardly ever have
_SAYS = re.compile(r"(?::|\s(?:has|had|is|was|at))\s(?:only\s|just\s|about\s)?[~≈]?")
_THAT_OF = re.compile(r"\b(?:that|those) of\s(?:the\s)?$")
_THAN = re.compile(r"\b(?:(?:that|those|diet|data) of|than|as|against|like)\s(?:the\s)?$")
HAVING_REACH = 32  # characters before a value in which "has" stands
RAISED_REACH = 48  # characters before a value in which "raised it to" stands
GIVEN_REACH = 60  # characters from a value to the name behind it that it is given for
# Right before a value: how far somebody came, "stopped at 3T", "went on to 8 trillion", "makes do with 2T".
_REACHED = re.compile(
    r"\b(?:(?:stop|stay|settl|end|top|went|go|goes|climb|com|came|mak|made|get|got|needed|needs|took|takes|saw|sees|us|"
    r"reach|gr[eo]w|rose|stand|stood)[a-z]{0,4})\s(?:(?:up|out|on|do|by|as far|along|off|over)\s){0,2}"
    r"(?:(?:at|with|to|on|for|as)\s)?(?:(?:only|just|about|around|roughly|some|nearly|over)\s)?[~≈]?$"
)
_OF_OTHERS = re.compile(r"\s(?:out\s)?of\s(?:the\s|its\s)?\d")  # "on 9 of 14 tasks"
_MODIFIES = Role.MODIFIES  # in Python 3.11 a lookup is slow
_RAISE = (
    r"(?:rais|extend|increas|doubl|tripl|quadrupl|expand|lift|push|cut|reduc|lower|shr[aiu]nk|bring|brought|gr[eo]w|"
    r"stretch|widen|boost|bump|took|takes)\w*\s"
)
_RAISED = re.compile(
    rf"(?:\b{_RAISE}(?:it|that|this|these|those|them|both|the (?:figure|number|limit))\s"
    r"|\band\s(?:then\s|later\s|finally\s|at last\s|eventually\s|in the end\s)"
    rf"|,\s(?:and\s)?(?:then|later|finally)\s{_RAISE}"  # ", then extended to"
    rf"|\b(?:that|which)\s(?:[\w.-]+\s){{0,4}}?{_RAISE})"  # "a 4K window that X later stretched to 128K"
    r"(?:further\s|again\s|out\s|up\s)?to\s(?:over\s|about\s|only\s|just\s|around\s)?$",
    re.IGNORECASE,
)

_OUT_OF = re.compile(
    r"(?:\s[a-z-]+){0,4}?\s\(?(?:out\s)?of\s(?:(?:its|the|all|these|a total of|about|roughly|over|some)\s){0,2}"
)

Made = tuple[int, Evidence, list[Subject]]  # index of a value, what it is about, whose it is


def implied(
    passage: Passage, first: int, last: int, before: Made, constraints: tuple[Constraint, ...]
) -> Evidence | None:
    """What the values first … last-1 are about where only a value before them says so."""
    return (
        _whole_of(passage, first, last, before, constraints)
        or _of_other_side(passage, first, last, before)
        or _parallel(passage, first, last, before, constraints)
        or _raised(passage, first, last, before)
    )


def _whole_of(
    passage: Passage, first: int, last: int, before: Made, constraints: tuple[Constraint, ...]
) -> Evidence | None:
    """What a value is about of which the one before is a part: "6B active parameters out of 42B"."""
    index, part, _ = before
    one, two = passage.values[index], passage.values[first]
    if index != first - 1 or last - first != 1 or one.quantity is None or two.quantity is None:
        return None
    if one.quantity.high >= two.quantity.low or not _OUT_OF.fullmatch(passage.text, one.end, two.start):
        return None
    whole = _whole_attribute(part.attribute, constraints)
    return part._replace(attribute=whole, rule="prose.whole") if whole else None


def _whole_attribute(part: str, constraints: tuple[Constraint, ...]) -> str:
    """The attribute of the whole that a rule of the pack holds a part to be at most; "" where none does."""
    for rule in constraints:
        if rule.kind == "at_most" and rule.left == part and "@" not in rule.right:
            return rule.right.partition("+")[0]
    return ""


def _parallel(
    passage: Passage, first: int, last: int, before: Made, constraints: tuple[Constraint, ...]
) -> Evidence | None:
    """An elliptic clause: "X took 510,000 GPU hours, whereas Y needed about 1.2 million"."""
    index, evidence, _ = before
    value, other = passage.values[first], passage.values[index]
    if last - first > 1 or value.type != other.type:
        return None
    if not all(v.type != value.type or _of_part(passage, v) for v in passage.values[index + 1 : first]):
        return None
    start, end = passage.sentence(value.start)
    if value.type == "date" and any(
        h.meaning.role is Role.BARRED and h.meaning.attribute == evidence.attribute
        for h in passage.hits_in(max(other.end, start), value.start)
    ):
        return None  # "X was released in May; its paper followed in June"
    named = passage.names_in(other.end, value.start) or nearest(passage, value.start, value.end)
    if start <= other.start:
        if not named and not _given_for(passage, value, end):
            return None
    elif not _goes_on(passage, value, other, evidence, told=bool(named)):
        return None
    if not other.start < end or passage.bracket(value.start) is not None:
        return None
    if value.quantity is not None and other.quantity is not None:
        low, high = sorted((value.quantity.high, other.quantity.high))
        if low <= 0 or high / low > PARALLEL_FACTOR:
            return None
        if not value.quantity.scale and _OF_OTHERS.match(passage.text, value.end):
            return None
        if value.quantity.tail or _counts(passage, value, evidence.attribute):
            return None
    return Evidence(_part_too(passage, first, evidence, constraints), evidence.rank - 4, "prose.parallel")


def _of_other_side(passage: Passage, first: int, last: int, before: Made) -> Evidence | None:
    """What the brackets hold behind the name that a value is held against: "15T tokens, twice that of Y (8.1T)"."""
    index, evidence, _ = before
    one, two = passage.values[index].quantity, passage.values[first].quantity
    bracket = passage.bracket(passage.values[first].start)
    if bracket is None or one is None or two is None or last - first > 1:
        return None
    if passage.sentence(bracket[0])[0] > passage.values[index].start or two.tail:
        return None
    name = next((n for n in passage.names_in(passage.values[index].end, bracket[0]) if n.end + 1 == bracket[0]), None)
    inside = next((n for n in passage.names_in(*bracket) if n.start == bracket[0] + 1), None)
    if inside is not None and _SAYS.fullmatch(passage.text, inside.end, passage.values[first].start):
        return evidence._replace(rank=evidence.rank - 4, rule="prose.parallel")  # "reads 128K (Y: 8K)"
    held = _THAT_OF if one.scale != _LARGEST else _THAN
    if name is None or not one.scale or one.scale != two.scale:
        return None
    if held.search(passage.text, max(0, name.start - HAVING_REACH), name.start) is None:
        return None
    return evidence._replace(rank=evidence.rank - 4, rule="prose.parallel")


def _part_too(passage: Passage, first: int, evidence: Evidence, constraints: tuple[Constraint, ...]) -> str:
    """The attribute of an elliptic value: the part's behind a part and a whole, "X picks 4 of 16 experts, Y 2 of 8"."""
    values = passage.values[first : first + 2]
    if len(values) == 2 and OF.fullmatch(passage.text, values[0].end, values[1].start):
        for rule in constraints:
            if rule.kind == "at_most" and evidence.attribute in rule.right.split("+"):
                return rule.left
    return evidence.attribute


def _given_for(passage: Passage, value: Value, end: int) -> bool:
    """True where the name that an elliptic value is given for stands behind it: "against 32,000 for X"."""
    return bool(in_brackets(passage, value.end)) or any(
        FOR_NAME.fullmatch(passage.text, value.end, n.start) or IN_NAME.fullmatch(passage.text, value.end, n.start)
        for n in passage.names_in(value.end, min(end, value.end + GIVEN_REACH))
    )


def _goes_on(passage: Passage, value: Value, other: Value, evidence: Evidence, *, told: bool) -> bool:
    """True where a sentence goes on with the quantity of the one before: "Y has 7 billion", "Y stopped at 3T"."""
    start, _ = passage.sentence(value.start)
    if other.start < passage.sentence(max(0, start - 1))[0]:
        return False
    if HAVING.search(passage.text, max(0, value.start - HAVING_REACH), value.start):
        return True
    one, two = value.quantity, other.quantity
    if not told or one is None or two is None or not one.scale or not (two.scale or two.low >= LEAST_GROUPED):
        return False
    clause = max((stop for _, stop in passage.breaks_in(value.start) if stop <= value.start), default=start)
    cues = [h for h in passage.hits_in(clause, value.start) if h.meaning.role in (Role.STRONG, Role.CUE)]
    own = {h.start for h in cues if h.meaning.attribute == evidence.attribute}  # "trained on" a second time
    if not own and not _REACHED.search(passage.text, max(start, value.start - HAVING_REACH), value.start):
        return False
    return NOUNLESS.match(passage.text, value.end) is not None and all(h.start in own for h in cues)


def _counts(passage: Passage, value: Value, attribute: str) -> bool:
    """True where the words behind a value, up to the member that it is given for, say themselves what it counts."""
    given = starting(passage.parts, value.end, value.end + COUNTED_REACH)
    near = min([value.end + COUNTED_REACH, *(part.lead for part in given if part.lead >= value.end)])
    end = max(passage.sentence(value.start)[1], value.end)
    hits = passage.hits_in(value.end, min(value.end + 64, end))
    hits = [h for h in hits if h.start <= near and h.meaning.role <= _MODIFIES]
    own = {h.start for h in hits if h.meaning.attribute == attribute}  # tokens are counted for several
    return any(h.start not in own or h.meaning.role is Role.COUNTED for h in hits)


def _of_part(passage: Passage, value: Value) -> bool:
    """True for the size that names a member: "the 31B model", "3T tokens (31B)", "3T tokens for 31B"."""
    if starting(passage.parts, value.start, value.start + 1):
        return True
    before = max((v.end for v in passage.values_in(max(0, value.start - RAISED_REACH), value.start)), default=0)
    return bool(before) and any(p.start == value.start for p in nearest(passage, before, before))


def _raised(passage: Passage, first: int, last: int, before: Made) -> Evidence | None:
    """A change of what the sentence before states: "X has a window of 8K. Y raised it to 128K"."""
    index, evidence, _ = before
    value, other = passage.values[first], passage.values[index]
    if last - first > 1 or value.type != other.type or value.type == "date":
        return None
    if not _RAISED.search(passage.text, max(0, value.start - RAISED_REACH), value.start):
        return None
    told = {h.meaning.attribute for h in passage.cues_in(other.end, value.start, Role.STRONG, Role.COUNTED)}
    if told and evidence.attribute not in told:
        return None  # "trained on 13T tokens, then stretched the window to 32K and at last to 160K"
    near = passage.sentence(other.start)[1] + 1 >= passage.sentence(value.start)[0]
    return Evidence(evidence.attribute, evidence.rank - 4, "prose.ellipsis") if near else None


def part_behind_slash(
    passage: Passage, first: int, last: int, evidence: Evidence, constraints: tuple[Constraint, ...]
) -> Evidence | None:
    """What two values are about of which the second is a part of the first: "671B/37B". Sizes of members rise."""
    if last - first != 2 or passage.text[passage.values[first].end : passage.values[first + 1].start] != "/":
        return None
    one, two = passage.values[first].quantity, passage.values[first + 1].quantity
    if one is None or two is None or one.low < LEAST_PARTS * two.high:
        return None
    for rule in constraints:
        if rule.kind == "at_most" and evidence.attribute == rule.right and one.scale:
            return evidence._replace(attribute=rule.left, rule=f"{evidence.rule.partition('.')[0]}.part")
    return None


def whole_before_part(
    passage: Passage, first: int, last: int, evidence: Evidence, constraints: tuple[Constraint, ...]
) -> Evidence | None:
    """What the first of two values is about where the second is a part of it: "132B, 36B active".

    A part is an attribute that a rule of the pack holds to be at most another one of the same type.
    """
    if last - first != 2 or evidence.rule == "prose.parallel":
        return None
    one, two = passage.values[first : first + 2]
    if one.quantity is None or two.quantity is None or one.quantity.low <= two.quantity.high:
        return None
    if not _JOINT.fullmatch(passage.text, one.end, two.start):
        return None
    whole = _whole_attribute(evidence.attribute, constraints)
    return evidence._replace(attribute=whole) if whole else None


def whole_with_part(
    passage: Passage, first: int, last: int, part: Evidence | str, constraints: tuple[Constraint, ...]
) -> Evidence | None:
    """What a value is about where the next one, joined to it by WITH_PART, is a part of it: "52B with 7B active".

    `part`: what the next value is about.
    """
    one, two = passage.values[first], passage.values[last]
    if isinstance(part, str) or last - first != 1 or one.quantity is None or two.quantity is None:
        return None
    if not one.quantity.scale or one.quantity.low <= two.quantity.high:
        return None
    whole = _whole_attribute(part.attribute, constraints)
    return part._replace(attribute=whole, rule="prose.whole") if whole else None


def priced(passage: Passage, first: int, made: list[Made]) -> Evidence | None:
    """What a sum is about that a rate makes of hours stated before: "2M GPU hours. At $2 per hour that is $4M".

    It is the cost where the pack knows one attribute of that kind only.
    """
    value, attributes = passage.values[first], passage.cues.pack.attributes
    costs = passage.cues.by_type("money")
    if value.type != "money" or value.quantity is None or len(costs) != 1:
        return None
    start, _ = passage.sentence(value.start)
    sums = [v for v in passage.values_in(start, value.start) if v.type == "money"]
    rates = [rate for v in sums if (rate := _RATE.match(passage.text, v.end, value.start)) is not None]
    units = [attributes[about.attribute].unit for _, about, _ in made]
    if not any(rate["unit"] in unit for rate in rates for unit in units):
        return None
    return Evidence(costs[0], ENOUGH, "prose.priced")


def remarked(
    passage: Passage, first: int, last: int, before: tuple[int, Evidence], constraints: tuple[Constraint, ...]
) -> Evidence | None:
    """What a value is about that a remark makes a part of the one before it: "45B (use 12B)", "45B, 12B used".

    `before`: the index of the value before and what it is about. The pack's `remarks` say which words do so.
    """
    index, whole = before
    one, two = passage.values[index], passage.values[first]
    if index != first - 1 or last - first != 1 or one.quantity is None or two.quantity is None:
        return None
    opened = _REMARK_OPENS.match(passage.text, one.end, two.start)
    if opened is None or two.quantity.high >= _whole(passage, index):
        return None
    closed = _REMARK_CLOSES.search(passage.text, two.end, two.end + REMARK_REACH)
    end = closed.start() if closed is not None else min(len(passage.text), two.end + REMARK_REACH)
    hits = passage.hits_in(opened.end(), end)
    for rule in constraints:
        if rule.kind != "at_most" or whole.attribute not in rule.right.split("+"):
            continue
        own = [h for h in hits if h.meaning.role is Role.REMARK and h.meaning.attribute == rule.left]
        counted = [
            h for h in hits if h.meaning.role is Role.COUNTED and h.meaning.attribute in (rule.left, whole.attribute)
        ]
        covered = [(two.start, two.end), *((h.start, h.end) for h in (*own, *counted))]
        covered += [(h.start, two.end) for h in own if h.end == two.start - 1]  # "top-4"
        words = (m for m in _REMARK_WORD.finditer(passage.text, opened.end(), end) if m.group().lower() not in _FILLERS)
        if own and all(any(s <= m.start() and m.end() <= e for s, e in covered) for m in words):
            return whole._replace(attribute=rule.left, rule=f"{whole.rule.partition('.')[0]}.remark")
    return None


def _whole(passage: Passage, index: int) -> Decimal:
    """The number at an index, with the one that it is added to: 162 for "160 + 2"."""
    one = passage.values[index]
    before = passage.values[index - 1] if index else None
    low = one.quantity.low if one.quantity is not None else Decimal(0)
    if before is not None and before.quantity is not None and passage.text[before.end : one.start].strip() == "+":
        low += before.quantity.low
    return low


def part_of_whole(
    passage: Passage, first: int, last: int, whole: Evidence | str, constraints: tuple[Constraint, ...]
) -> tuple[Evidence, Evidence] | None:
    """What a value and the next one are about, where it is a part of that: "4 of its 16 experts".

    `whole`: what the next value is about.
    """
    if isinstance(whole, str) or last - first != 1 or last >= len(passage.values):
        return None
    one, two = passage.values[first], passage.values[last]
    if one.quantity is None or two.quantity is None or one.quantity.high >= two.quantity.low:
        return None
    if not OF.fullmatch(passage.text, one.end, two.start):
        return None
    _, end = passage.sentence(two.start)
    for rule in constraints:
        if rule.kind == "at_most" and whole.attribute in (rule.left, *rule.right.split("+")):
            behind = passage.hits_in(two.end, min(end, two.end + BARRED_REACH))
            if not any(h.meaning.role is Role.BARRED and h.meaning.attribute == rule.left and
                       passage.text[h.start : h.end] not in _counted(passage, two) for h in behind):  # fmt: skip
                attribute = rule.right.partition("+")[0] if whole.attribute == rule.left else whole.attribute
                return whole._replace(attribute=rule.left, rule="prose.part"), whole._replace(attribute=attribute)
    return None


def _counted(passage: Passage, value: Value) -> set[str]:
    """The words of the noun that a value counts."""
    return {
        passage.text[h.start : h.end]
        for h in passage.hits_in(value.end, value.end + BARRED_REACH)
        if h.meaning.role is Role.COUNTED
    }


_RATE = re.compile(r"\s?(?:per|an?|/)\s?(?:[A-Za-z0-9]+\s)?(?P<unit>hour)\b")
OF = re.compile(r"\s(?:out\s)?of\s(?:(?:its|the|all|these|their|those|some|a|total)\s){0,2}(?:about\s)?")
BARRED_REACH = 32  # characters behind the whole in which a word may say that the part is another one: "are shared"
REMARK_REACH = 40  # characters behind a value to the end of the remark that it stands in
_REMARK_OPENS = re.compile(r"\s?(?:[A-Za-z-]+\s){0,2}?[(\[,;/+|]\s?|(?:\s[A-Za-z-]+){0,2}?\s(?:with|but|and)\s")
_REMARK_CLOSES = re.compile(r"[)\],;/|.]")
_REMARK_WORD = re.compile(r"[^\W_][\w'’.-]*")
_FILLERS = frozenset(
    "a about are as at for from is it its just of only or per roughly that the them to which with".split()
)
_JOINT = re.compile(r"\s?[,/;|]\s?")
WITH_PART = re.compile(r",?\s(?:with|but|and)\s(?:only\s|just\s|about\s|some\s|~|≈)?")
