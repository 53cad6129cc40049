"""Decides which entity a value belongs to, inside its sentence and from what stands above it.

Inside the sentence, from the surest to the weakest: a name right before the value's brackets, a name that the value
modifies, the nearest name before it that is not the other side of a comparison, a name after a leading phrase.
Names that are coordinated ("A, B and C were released") share the value; "respectively" deals them out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.cues import Role
from extract.english import HAVING, RELATIVE, RUN_STOPS
from extract.names import NameMention
from extract.nobody import ranked
from extract.passage import Passage
from extract.roles import NameRole, chain_end, roles
from extract.strangers import of_clause
from extract.values import Value

CLEFT = re.compile(r"It (?:was|is) (?:not |only )?(?:until|with|in|at|when|by)\b")  # an "it" that means nobody
NOT_UNTIL = re.compile(r"\bnot until\s(?:the\s)?$")  # "it was not until X that": said of X
NOUN_ENDS = frozenset({"series", "based", "sized", "open", "s"})
OPENING_REACH = 32  # characters from the start of a sentence within which its subject stands
MODIFIED_REACH = 60  # characters from a value to the name it modifies: "the 236-billion-parameter MoE-based X"
ONWARD = re.compile(r"\s(?:onwards?\b|on,|and (?:later|up|newer)\b)", re.IGNORECASE)  # "from V2 onward" includes V2
FOR_NAME = re.compile(r"(?:(?:-[a-z]+)?\s(?:[\w-]+\s){0,4}|,\s)for\s(?:the\s)?")  # "510,000 GPU hours for X"
IN_NAME = re.compile(r"\s(?:[\w-]+\s){0,3}(?:in|of|on)\s(?:the\s)?")  # "the 671 billion parameters in X"
NEW_CLAUSE = (
    re.compile(  # between a value and a name that has a verb of its own: "…, while X needed", "…, and that X is"
        r",\s(?:while|whereas|but|though)\s(?:the\s)?$|,\sand\sthat\s[^,;]*$"
    )
)
THAT_NAME = re.compile(r"\s(?:[\w-]+\s){1,3}(?:that|which)\s(?:the\s)?")  # "the 2,048 tokens that X had"
HAD = re.compile(r"\s(?:had|has|offers|offered|supports|supported|used|uses|comes)\b")
# Between a name and a value that belongs to it: a relative clause, or an apposition.
APPOSITION = re.compile(r"[\"”)]?,\s(?:an?|the|our|its)\s[^,;:()]{0,60}")
SAID_OF = re.compile(r"[*\"”]{0,2}, (?:an?|the|another|our|its|their) [^,;.:()]{3,80},")
PARTICIPLE = re.compile(
    r"(?: (?:in|at|near|of) [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})?, (?:(?:first|originally|newly|itself) )?"
    r"(?:[a-z]+ed|built|begun|sold|made|known) (?:in|on|by|since|around) "
)
IN_ASIDE = re.compile(r"[,(—–] ?(?:[a-z]+ ){0,3}(?:the )?$")  # "X, unlike the …": what follows is no apposition
JOINED = re.compile(r"\b(?:and|but|while)\s$")
GROUP_WORDS = re.compile(r"\brespectively\b", re.IGNORECASE)
KIN = re.compile(r"['’]s\s(?:[a-z-]+\s)?(?:predecessor|successor|forerunner|sibling|sister|rival)s?\b")
UNDER = re.compile(r"\bunder\s(?:the\s|an?\s|its\s)?$")
EARLIER = re.compile(r"\b(?:before|after|until|since|following|prior to|ahead of)\s(?:the\s)?$", re.IGNORECASE)
THAT_OF = re.compile(r"\b(?:that|those|the one|the ones) (?:of|for) (?:the )?$")  # what follows is the name's own
BRACKET_BEHIND = re.compile(r"(?:\s[a-z]+){0,2}\s\(")  # "2K tokens (X, Y)"
WHOSE = re.compile(r"[*\"”]{0,2},?\swhose\s(?:[a-z-]+\s){0,4}")
ONLY_JOINTS = re.compile(r"[\s,;&/*\"“”]*(?:and|or|for)?[\s,;&/*\"“”]*")
NUMBER_REACH = 24  # characters of a number right before a name
RELATION = re.compile(
    r"(?:^|[.;:]\s|,\s(?:while|and|but)\s)(?:[Tt]he|[Ii]ts|[Oo]ur)\s(?:[a-z]+\s)?(?:predecessor|successor),?\s$"
)
EARLIER_REACH = 16  # characters
DID = re.compile(r"\s(?:has\s|have\s|had\s)?(?:also\s|then\s|first\s|later\s)?")  # between a maker and its deed
WHAT = re.compile(r"\s(?:(?:the|its|their|an?|both|new)\s){0,2}[*\"“]{0,2}")  # between the deed and what it was done to
HAVE = re.compile(
    r"[*\"”]{0,2}\s(?:have|had|has|use|used|are|were|support|cost|took|take|came|with|of)\s(?:[a-z]+\s){0,5}"
)
WITH = re.compile(r"[*\"”]{0,2}\s(?:with|and|at|has|had)\s[^,;:()]{0,60}")
LED = re.compile(r"[,:–—]")
WITH_FIRST = re.compile(r"\W{0,3}With\s(?:[a-z]+\s){0,2}\d")
LONGEST_LEAD = 200  # characters of a phrase that leads to the subject: "With 123B parameters, 88 layers and …, X is"
ASIDE_REACH = 24  # characters from the comma to the name in ", in comparison with Y"
# Behind a value in a phrase that a comma closes: ", unlike Y with 13B parameters, has 7B".
VERB_FOLLOWS = re.compile(
    r"[^,;.()]{0,40},\s(?:[a-z]+ly\s)?(?:has|have|had|is|was|are|were|uses|used|comes|came|needs|needed|takes|took|runs|"
    r"offers|supports|contains|activates|keeps|gets|makes)\b"
)
WITH_ITS = re.compile(r"[*\"”]{0,2}\s(?:with|and)\sits\s")
OWNED_REACH = 40  # characters behind "X's" in which the noun for what it owns stands
UNDER_REACH = 12  # characters
TITLE_WORDS = re.compile(r"\s(?:[A-Z][\w-]*\s){0,4}")
TITLE_REACH = 48  # characters from a name to the word that its title ends with
LEADING = re.compile(
    r"^[\s\W]*(?:with|at|having|featuring|in|on|since|from|released|launched|announced|introduced|by|unveiled|"
    r"boasting|using|after|built|trained|for|as of|of)?\b",
    re.IGNORECASE,
)


_RELATIONS = (Role.COMPARISON, Role.ORIGIN)
_SUBJECT = NameRole.SUBJECT  # in Python 3.11 a lookup is slow


class Subject(NamedTuple):
    """An entity that values may belong to, and how it was met."""

    entity: str
    surface: str  # the words that name it
    how: str  # "bracket", "modified", "named", "following", "label", "parent", "heading", "topic", "title", "row"
    key: str = ""


def subject(passage: Passage, mention: NameMention, how: str) -> Subject:
    """The subject that a name in a passage stands for."""
    return Subject(mention.entity, passage.text[mention.start : mention.end], how, mention.name.key)


def sentence_names(passage: Passage, start: int, end: int) -> list[NameMention]:
    """The names within a span of the passage that it speaks of."""
    found = passage.spoken_names.get((start, end))
    if found is None:
        found = [
            name for name in passage.names_in(start, end)
            if not _in_title(passage, name) and KIN.match(passage.text, name.end) is None
        ]  # fmt: skip
        passage.spoken_names[start, end] = found
    return found


def _in_title(passage: Passage, name: NameMention) -> bool:
    """True for a name inside the title of something else: "released under the X 3.1 Community License"."""
    if not UNDER.search(passage.text, max(0, name.start - UNDER_REACH), name.start):
        return False
    return any(
        hit.meaning.role is Role.STRONG and TITLE_WORDS.fullmatch(passage.text, name.end, hit.start)
        for hit in passage.hits_in(name.end, name.end + TITLE_REACH)
    )


def name_roles(passage: Passage, start: int, end: int, names: list[NameMention]) -> list[NameRole]:
    """Roles of the names of a sentence; the tokenizer is only asked where a word of comparison or origin stands."""
    if not names or not passage.cues_in(start, end, *_RELATIONS):
        return _without_earlier(passage, names, [_SUBJECT] * len(names))
    found = roles(passage.text[start:end], [(n.start - start, n.end - start) for n in names])
    found = [
        _SUBJECT if part is NameRole.ORIGIN and _by_relation(passage, n) else part
        for n, part in zip(names, found, strict=True)
    ]
    return _without_earlier(
        passage,
        names,
        [
            NameRole.SUBJECT if ONWARD.match(passage.text, name.end) else role
            for name, role in zip(names, found, strict=True)
        ],
    )


def _without_earlier(passage: Passage, names: list[NameMention], parts: list[NameRole]) -> list[NameRole]:
    """The roles, with those as compared that only tell when: "Before X, …", "(after X and Y)"."""
    text = passage.text
    spans = [(n.start, n.end) for n in names]
    result = list(parts)
    for index, (start, end) in enumerate(spans):
        if text[end : end + 1] not in (",", ")") and passage.bracket(start) is None:
            continue
        before = text[max(0, start - EARLIER_REACH) : start]
        if not EARLIER.search(before) or NOT_UNTIL.search(before):
            continue
        last = chain_end(text, spans, index) if passage.bracket(start) is not None else index + 1
        if text[spans[last - 1][1] : spans[last - 1][1] + 1] in (",", ")") or text[end : end + 1] == ",":
            result[index:last] = [NameRole.COMPARED] * (last - index)
    return result


def _by_relation(passage: Passage, name: NameMention) -> bool:
    """True for the subject that a word for its relation stands before: "the predecessor X had"."""
    if not RELATION.search(passage.text, max(0, name.start - 2 * EARLIER_REACH), name.start):
        return False
    return HAVING.match(passage.text, name.end) is not None


def in_sentence(passage: Passage, first: int, last: int) -> list[list[Subject]] | None:
    """Subjects of the values first … last-1, one list for each value; None where the sentence names none."""
    values = passage.values[first:last]
    start, end = passage.sentence(values[0].start)
    end = max(end, values[-1].end)
    names = sentence_names(passage, start, end)
    if not names:
        return None
    low, high = values[0].start, values[-1].end
    if of_clause(passage, low, passage.grammar):
        return [[] for _ in values]  # "X had 9,000 visitors, Tate Modern counted 19,000"
    names = [n for n in names if not _adjective(passage, n, high)]
    if not names:
        return None
    bracketed = _before_bracket(passage, names, low)
    if bracketed:
        if len(bracketed) == 1 and len(values) > 1:
            spans = [(n.start, n.end) for n in names]
            at = names.index(bracketed[0])
            first = next(i for i in range(at + 1) if chain_end(passage.text, spans, i) > at)
            if at + 1 - first == len(values):
                return [[subject(passage, name, "bracket")] for name in names[first : at + 1]]
        return [[subject(passage, name, "bracket") for name in bracketed] for _ in values]
    modified = modified_name(passage, names, high)
    if modified is not None and len(values) == 1 and not _agent(passage, modified, names):
        at = names.index(modified)  # of a date all the names listed behind it: "[2024/03] X and Y are out"
        spans = [(n.start, n.end) for n in names]
        last = chain_end(passage.text, spans, at) if values[0].date is not None else at + 1
        return [[subject(passage, name, "modified") for name in names[at:last]]]
    parts = name_roles(passage, start, end, names)
    spans = [(n.start, _remark_end(passage, n.end)) for n in names]
    if len(values) > 1 and passage.text.find(" and ", values[0].end, high) >= 0:
        dealt = _in_order(passage, names, spans, parts, values)
        if dealt is not None:
            return dealt
    if len(values) > 1 and GROUP_WORDS.search(passage.text, start, end):
        dealt = _dealt(passage, names, spans, parts, len(values), low)
        if dealt is not None:
            return dealt
        if any(chain_end(passage.text, spans, i) - i > 1 for i in range(len(names))):
            return [[] for _ in values]  # more names than values, or fewer: nothing is dealt by guess
    number = values[-1].date is None
    served = next(
        (
            n
            for n in names
            if n.start > high
            and (
                FOR_NAME.fullmatch(passage.text, high, n.start)
                or (number and IN_NAME.fullmatch(passage.text, high, n.start))
                or (THAT_NAME.fullmatch(passage.text, high, n.start) and HAD.match(passage.text, n.end))
            )
        ),
        None,
    )
    if served is not None:
        return [[subject(passage, served, "named")] for _ in values]
    relative = relative_name(passage, names, low) or _with_its(passage, names, parts, low, high)
    if relative is not None:
        return [[subject(passage, relative, "named")] for _ in values]
    before = [
        i for i, n in enumerate(names)
        if n.end <= low and parts[i] is _SUBJECT and not _owner(passage, n) and not _agent(passage, n, names)
    ]  # fmt: skip
    if _last_ranked(passage, names, low):
        return [[] for _ in values]  # "the largest X had …": which member that is, nobody says
    clause = passage.kind.own_clause(passage.text, start, low)
    if clause and before and names[before[-1]].end <= clause:
        before = [i for i in before if names[i].start - start <= OPENING_REACH][:1]
        if not before:
            return None  # "A model after the pattern of X; its data held …": not the data of X
    if before:
        chosen = _nearest(passage, names, before, low)
        group = _group(passage.text, spans, parts, chosen)
        found = [subject(passage, names[i], "named") for i in group]
        if ONWARD.match(passage.text, names[chosen].end):
            found += [Subject(name, found[0].surface, "named") for name in passage.later(names[chosen].entity)]
        return [found for _ in values]
    if names[0].start >= high and all(part is NameRole.EXAMPLE for part in parts) and not _refers(passage, start, low):
        return [[] for _ in values]
    if names[0].start >= high and number and refers_at(passage, start):
        return None  # "It has 9 billion parameters; its predecessor, X, had 3 billion"
    after = [
        i for i, n in enumerate(names)
        if n.start >= high and parts[i] is _SUBJECT and not _owner(passage, n) and not _agent(passage, n, names)
        and not THAT_OF.search(passage.text, max(high, n.start - EARLIER_REACH), n.start)
    ]  # fmt: skip
    if after and names[0].start >= high and _owner(passage, names[0]) and values[0].date is not None:
        return [[] for _ in values]  # "Launched in 2023, the family's models …" dates none of them
    origin = any(n.end <= low and part is not _SUBJECT for n, part in zip(names, parts, strict=True))
    if origin and after and JOINED.search(passage.text, high, names[after[0]].start):
        return [[] for _ in values]  # "a version of X followed in October, and Y in November"
    if (
        after
        and not refers_at(passage, start)
        and not NEW_CLAUSE.search(passage.text, high, names[after[0]].start)
        and _leads(passage, start, low)
        and (values[0].date is not None or _led(passage, start, high, names[after[0]].start))
    ):
        group = _group(passage.text, spans, parts, after[0])
        group += _examples(names, parts, group)
        return [[subject(passage, names[i], "following") for i in group] for _ in values]
    return None


def _last_ranked(passage: Passage, names: list[NameMention], at: int) -> bool:
    """True where the last name before an offset is a family's, and means one of its members by rank."""
    last = max((n for n in names if n.end <= at), key=lambda n: n.start, default=None)
    return last is not None and ranked(passage, last)


def _agent(passage: Passage, name: NameMention, names: list[NameMention]) -> bool:
    """True for the maker in "Maker released X in May": a family's name, a verb, and the name of what it did."""
    if not name.family:
        return False
    behind = next((n for n in names if n.start >= name.end), None)
    return behind is not None and any(
        h.meaning.role is Role.CUE and DID.fullmatch(passage.text, name.end, h.start)
        and WHAT.fullmatch(passage.text, h.end, behind.start)
        for h in passage.hits_in(name.end, behind.start)
    )  # fmt: skip


def _in_order(
    passage: Passage, names: list[NameMention], spans: list[tuple[int, int]], parts: list[NameRole], values: list[Value]
) -> list[list[Subject]] | None:
    """ "A and B have 46 and 42 layers": as many names before a plain verb as values behind it, one for each."""
    low = values[0].start
    last = max((i for i, n in enumerate(names) if n.end <= low), default=None)
    if last is None or not HAVE.fullmatch(passage.text, names[last].end, low):
        return None
    group = _group(passage.text, spans, parts, last)
    if len(group) != len(values) or group[-1] != last or any(names[i].family for i in group):
        return None
    return [[subject(passage, names[i], "named")] for i in group]


def _with_its(
    passage: Passage, names: list[NameMention], parts: list[NameRole], low: int, high: int
) -> NameMention | None:
    """The other side of a comparison that comes with a value of its own: "unlike X with its 46 layers, Y has 42"."""
    last = max((i for i, n in enumerate(names) if n.end <= low), default=None)
    if last is None or parts[last] is _SUBJECT or not WITH.fullmatch(passage.text, names[last].end, low):
        return None
    own = WITH_ITS.match(passage.text, names[last].end, low) is not None
    follows = any(n.start >= high and "," in passage.text[high : n.start] for n in names[last + 1 : last + 2])
    opening = passage.text[max(0, names[last].start - ASIDE_REACH) : names[last].start]
    closed = "," in opening and VERB_FOLLOWS.match(passage.text, high) is not None
    return names[last] if own or follows or closed or _has_own(passage, names, parts, last, low) else None


def _has_own(passage: Passage, names: list[NameMention], parts: list[NameRole], last: int, low: int) -> bool:
    """True where the subject has a value of the same order before: "X, with 16B parameters, beats Y with 17B"."""
    subjects = [n for n, part in zip(names[:last], parts, strict=False) if part is _SUBJECT]
    value = next((v for v in passage.values if v.start == low), None)
    if not subjects or value is None or value.quantity is None or not value.quantity.scale:
        return False
    return any(
        v.quantity is not None and v.quantity.scale == value.quantity.scale
        for v in passage.values_in(subjects[-1].end, names[last].start)
    )


def _adjective(passage: Passage, name: NameMention, high: int) -> bool:
    """True for a name between a value and the noun it counts: "seven Mamba layers"."""
    beside = passage.values_in(max(0, name.start - NUMBER_REACH), name.start)
    if name.start != high + 1 and not any(v.end + 1 == name.start for v in beside):
        return False
    return any(
        h.meaning.role is Role.COUNTED and h.start == name.end + 1 for h in passage.hits_in(name.end, name.end + 24)
    )


def _owner(passage: Passage, name: NameMention) -> bool:
    """True for a family that only owns the subject: "DeepSeek's flagship models"."""
    if not name.family or passage.text[name.end : name.end + 2] not in ("'s", "’s"):
        return False
    return any(h.meaning.role is Role.NOUN for h in passage.hits_in(name.end, name.end + OWNED_REACH))


def _before_bracket(passage: Passage, names: list[NameMention], at: int) -> list[NameMention]:
    """The names that the brackets around an offset belong to: "DeepSeek V3 (671-billion parameters)"."""
    bracket = passage.bracket(at)
    if bracket is None:
        return []
    inside = [n for n in names if bracket[0] <= n.start and n.end <= at]
    if inside:
        spans = [(n.start, n.end) for n in inside]
        first = next(i for i in range(len(inside)) if chain_end(passage.text, spans, i) == len(inside))
        return inside[first:]
    for name in reversed(names):
        if name.end <= bracket[0]:
            return [name] if passage.kind.bridges(passage.text, name.end, bracket[0]) else []
    return []


def in_brackets(passage: Passage, at: int) -> list[Subject]:
    """The names that alone fill the brackets behind a value: "from 2K tokens (X, Y) to 1M (Z)"."""
    opened = BRACKET_BEHIND.match(passage.text, at)
    bracket = passage.bracket(opened.end() - 1) if opened is not None else None
    names = passage.names_in(*bracket) if bracket is not None else []
    if bracket is None or not names:
        return []
    rest, done = "", bracket[0] + 1
    for name in names:
        rest += passage.text[done : name.start]
        done = name.end
    rest += passage.text[done : bracket[1] - 1]
    return [subject(passage, n, "bracket") for n in names] if ONLY_JOINTS.fullmatch(rest) else []


def relative_name(passage: Passage, names: list[NameMention], at: int) -> NameMention | None:
    """The name that a relative clause before the value is about: "V3, which was introduced in …"."""
    before = [n for n in names if n.end <= at]
    if not before:
        return None
    last = before[-1]
    if WHOSE.fullmatch(passage.text, _remark_end(passage, last.end), at):
        return last
    if RELATIVE.match(passage.text, last.end, at) or APPOSITION.fullmatch(passage.text, last.end, at):
        return last
    for name in before[:-1]:
        said = SAID_OF.match(passage.text, name.end, at)
        if said is not None and HAVING.match(passage.text, said.end(), at) and last.end <= said.end():
            return name  # "X, a rival of Y, has"
    if PARTICIPLE.fullmatch(passage.text, last.end, at) and not IN_ASIDE.search(
        passage.text, max(0, last.start - ASIDE_REACH), last.start
    ):
        return last  # "more than the bridge in Orel, opened in 1937": the nearest name is meant
    return None


def _refers(passage: Passage, start: int, end: int) -> bool:
    """True where "it" or "the model" speaks of somebody named earlier."""
    return any(
        h.meaning.role is Role.REFERENCE and passage.text[h.start : h.end].lower() != "its"
        for h in passage.hits_in(start, end)
    )


def _examples(names: list[NameMention], parts: list[NameRole], group: list[int]) -> list[int]:
    """Members listed behind "including": "X family released, including X-tiny and X-small"."""
    base = names[group[0]].name.base
    return [
        i
        for i in range(group[-1] + 1, len(names))
        if parts[i] is NameRole.EXAMPLE and names[i].name.base.startswith(base)
    ]


def modified_name(passage: Passage, names: list[NameMention], end: int) -> NameMention | None:
    """The name that the value stands before as an adjective: "the 405B Llama 3"."""
    for name in names:
        if name.start < end:
            continue
        between = passage.text[end : name.start]
        if name.start - end > MODIFIED_REACH or re.search(r"[,;:()—|]|[–]\s|\s-\s|[.!?]\s", between):
            return None
        words = [w.lower() for w in re.findall(r"[^\W_]+", between)]
        if words and re.search(r"(?<!-)\b[a-z]+(?:s|ed)\s+$", between) and words[-1] not in NOUN_ENDS:
            return None
        if passage.counts_whole(end, name.start):
            return None  # "128K context": the noun is there, and the name begins something else
        if any(w in RUN_STOPS or w == "s" for w in words) or len(words) > 5:
            return None
        return name
    return None


def _nearest(passage: Passage, names: list[NameMention], before: list[int], at: int) -> int:
    """The subject of a value among the names before it: the nearest, but not one shut inside other brackets."""
    members = [i for i in before if not names[i].family]
    for i in reversed(members or before):
        bracket = passage.bracket(names[i].start)
        if bracket is None or bracket[0] <= at < bracket[1]:
            return i
    return (members or before)[-1]


def refers_at(passage: Passage, start: int) -> bool:
    """True where a sentence begins with a word for somebody named before: "It might be …"."""
    at = start
    while passage.text[at : at + 1] in (" ", '"', "“", "*"):
        at += 1
    if CLEFT.match(passage.text, at):
        return False
    return any(
        h.meaning.role is Role.REFERENCE and h.start == at and passage.text[h.start : h.end].lower() != "its"
        for h in passage.hits_in(at, at + 32)
    )


def coordinated(text: str, names: list[NameMention], parts: list[NameRole], chosen: int) -> list[int]:
    """Indices of the names that are coordinated with the chosen one, itself included."""
    return _group(text, [(n.start, n.end) for n in names], parts, chosen)


def _group(text: str, spans: list[tuple[int, int]], parts: list[NameRole], chosen: int) -> list[int]:
    """The names coordinated with the chosen one."""
    first = chosen
    while first and parts[first - 1] is _SUBJECT and chain_end(text, spans, first - 1) > chosen:
        first -= 1
    last = max(chain_end(text, spans, first), chosen + 1)
    return [i for i in range(first, last) if parts[i] is _SUBJECT] or [chosen]


def _dealt(
    passage: Passage,
    names: list[NameMention],
    spans: list[tuple[int, int]],
    parts: list[NameRole],
    count: int,
    at: int,
) -> list[list[Subject]] | None:
    """ "A and B have 7B and 13B parameters, respectively": a name for each value."""
    first = 0
    while first < len(names):
        last = chain_end(passage.text, spans, first)
        group = [i for i in range(first, last) if parts[i] is _SUBJECT]
        if len(group) == count:
            return [[subject(passage, names[i], "named")] for i in group]
        first = last  # never a part of a list
    return None


def _remark_end(passage: Passage, end: int) -> int:
    """Where a name ends with the brackets right behind it: "A (18B) and B (19B)"."""
    bracket = passage.bracket(end + 1) if passage.text[end : end + 2] == " (" else None
    return bracket[1] if bracket is not None else end


def _led(passage: Passage, start: int, high: int, name: int) -> bool:
    """True where a mark stands before the name, or the sentence begins with what it has: "With 37B active …, X is"."""
    return LED.search(passage.text, high, name) is not None or WITH_FIRST.match(passage.text, start) is not None


def _leads(passage: Passage, start: int, at: int) -> bool:
    """True where a value stands in a phrase that leads to the subject: "With 37B active parameters, X …"."""
    between = passage.text[start:at]
    if len(between) < 40 or (len(between) < LONGEST_LEAD and WITH_FIRST.match(between)):
        return True
    return bool(LEADING.match(between)) and "," not in between and len(between) < 90
