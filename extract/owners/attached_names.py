"""Names that grammar ties to a value: by brackets, as what it modifies, by a relative clause, by "for" or "with"."""

from __future__ import annotations

import re

from extract.names.names import NameMention
from extract.owners.roles import NameRole, chain_end
from extract.passages.passage import Passage
from extract.words.english import HAVING, RELATIVE, RUN_STOPS

MODIFIED_REACH = 60  # characters from a value to the name it modifies: "the 236-billion-parameter MoE-based X"
MODIFIED_WORDS = 5  # words between them
ASIDE_REACH = 24  # characters from the comma to the name in ", in comparison with Y"
_PLAIN = r"(?:(?:plain|old|original|first|dense|base|earlier|former|ordinary)\s)?"
FOR_NAME = re.compile(rf"(?:(?:-[a-z]+)?\s(?:[\w-]+\s){{0,4}}|,\s)for\s(?:the\s)?{_PLAIN}")  # "510,000 GPU hours for X"
# "the 671 billion parameters in X", "the 1M-token context of X"
IN_NAME = re.compile(rf"(?:-[a-z]+)?\s(?:[\w-]+\s){{0,3}}(?:in|of|on)\s(?:the\s)?{_PLAIN}")
# "$100 million on training its Titan 4 model"
_ON_MAKING = re.compile(
    r"\son\s(?:training|pre-?training|building|developing|making|creating)\s(?:(?:its|their|the|our|his|own|new)\s){0,3}"
)
_THAT_NAME = re.compile(r"\s(?:[\w-]+\s){1,3}(?:that|which)\s(?:the\s)?")  # "the 2,048 tokens that X had"
_HAD = re.compile(r"\s(?:had|has|offers|offered|supports|supported|used|uses|comes)\b")
_BRACKET_BEHIND = re.compile(r"(?:\s[a-z]+){0,2}\s\(")  # "2K tokens (X, Y)"
_ONLY_JOINTS = re.compile(r"[\s,;&/*\"“”]*(?:and|or|for)?[\s,;&/*\"“”]*")
_NO_ADJECTIVE = re.compile(r"[,;:()—|]|[–]\s|\s-\s|[.!?]\s")
_NOUN_OR_VERB = re.compile(r"(?<!-)\b[a-z]+(?:s|ed)\s+$")
_WORD = re.compile(r"[^\W_]+")
_NOUN_ENDS = frozenset({"series", "based", "sized", "open", "s"})
# Between a name and a value that belongs to it: a relative clause, or an apposition.
_WHOSE = re.compile(r"[*\"”]{0,2},?\swhose\s(?:[a-z-]+\s){0,4}")
_APPOSITION = re.compile(r"[\"”)]?,\s(?:an?|the|our|its)\s[^,;:()]{0,60}")
_SAID_OF = re.compile(r"[*\"”]{0,2}, (?:an?|the|another|our|its|their) [^,;.:()]{3,80},")
_PARTICIPLE = re.compile(
    r"(?: (?:in|at|near|of) [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})?, (?:(?:first|originally|newly|itself) )?"
    r"(?:[a-z]+ed|built|begun|sold|made|known) (?:(?:[a-z]+ ){1,5}?(?:before|after|later|earlier), )?"
    r"(?:in|on|by|since|around) "
)
_POSSESSED = re.compile(r"['’]s?\s(?:[a-z-]+\s){0,2}[~≈]?")
_IN_ASIDE = re.compile(r"[,(—–] ?(?:[a-z]+ ){0,3}(?:the )?$")  # "X, unlike the …": what follows is no apposition
# Between the other side of a comparison and its own value.
_WITH = re.compile(
    r"[*\"”]{0,2}\s(?:(?:with|at|has|had)\s[^,;:()]{0,60}"
    r"|and\s(?:(?:its|their|an?|the|about|only|just)\s[^,;:()]{0,50})?)"
)
_WITH_ITS = re.compile(r"[*\"”]{0,2}\s(?:with|and)\sits\s")
# Behind a value in a phrase that a comma closes: ", unlike Y with 13B parameters, has 7B".
_VERB_FOLLOWS = re.compile(
    r"[^,;.()]{0,40},\s(?:[a-z]+ly\s)?(?:has|have|had|is|was|are|were|uses|used|comes|came|needs|needed|takes|took|runs|"
    r"offers|supports|contains|activates|keeps|gets|makes)\b"
)


def before_bracket(passage: Passage, names: list[NameMention], at: int) -> list[NameMention]:
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


def behind_in_brackets(passage: Passage, at: int) -> list[NameMention]:
    """The names that alone fill the brackets behind a value: "from 2K tokens (X, Y) to 1M (Z)"."""
    opened = _BRACKET_BEHIND.match(passage.text, at)
    bracket = passage.bracket(opened.end() - 1) if opened is not None else None
    names = passage.names_in(*bracket) if bracket is not None else []
    if bracket is None or not names:
        return []
    rest, done = "", bracket[0] + 1
    for name in names:
        rest += passage.text[done : name.start]
        done = name.end
    rest += passage.text[done : bracket[1] - 1]
    return names if _ONLY_JOINTS.fullmatch(rest) else []


def modified_name(passage: Passage, names: list[NameMention], end: int) -> NameMention | None:
    """The name that the value stands before as an adjective: "the 405B Llama 3"."""
    name = next((n for n in names if n.start >= end), None)
    if name is None or name.start - end > MODIFIED_REACH:
        return None
    between = passage.text[end : name.start]
    if _NO_ADJECTIVE.search(between):
        return None
    words = [w.lower() for w in _WORD.findall(between)]
    if words and words[-1] not in _NOUN_ENDS and _NOUN_OR_VERB.search(between):
        return None
    if passage.counts_whole(end, name.start):
        return None  # "128K context": the noun is there, and the name begins something else
    if len(words) > MODIFIED_WORDS or any(w in RUN_STOPS or w == "s" for w in words):
        return None
    return name


def served_name(passage: Passage, names: list[NameMention], high: int, *, number: bool) -> NameMention | None:
    """The name behind a value that ends at `high` and is said to be for it, in it, or what it had.

    `number`: whether the value is a number; a date "in X" says nothing of X.
    """
    text = passage.text
    for name in names:
        if name.start <= high:
            continue
        if _ON_MAKING.fullmatch(text, high, name.start):
            return name
        if FOR_NAME.fullmatch(text, high, name.start) or (number and IN_NAME.fullmatch(text, high, name.start)):
            return name
        if _THAT_NAME.fullmatch(text, high, name.start) and _HAD.match(text, name.end):
            return name
    return None


def possessor(passage: Passage, names: list[NameMention], at: int) -> NameMention | None:
    """The name that a value right behind it is said to be of: "compared with X's 90B parameters, Y has 180B"."""
    last = next((n for n in reversed(names) if n.end < at), None)
    if last is None or last.family or passage.text[last.end] not in "'’":
        return None
    return last if _POSSESSED.fullmatch(passage.text, last.end, at) else None


def relative_name(passage: Passage, names: list[NameMention], at: int) -> NameMention | None:
    """The name that a relative clause before the value is about: "V3, which was introduced in …"."""
    before = [n for n in names if n.end <= at]
    if not before:
        return None
    last = before[-1]
    if _WHOSE.fullmatch(passage.text, remark_end(passage, last.end), at):
        return last
    if RELATIVE.match(passage.text, last.end, at) or _APPOSITION.fullmatch(passage.text, last.end, at):
        return last
    for name in before[:-1]:
        said = _SAID_OF.match(passage.text, name.end, at)
        if said is not None and HAVING.match(passage.text, said.end(), at) and last.end <= said.end():
            return name  # "X, a rival of Y, has"
    if _PARTICIPLE.fullmatch(passage.text, last.end, at) and not _IN_ASIDE.search(
        passage.text, max(0, last.start - ASIDE_REACH), last.start
    ):
        return last  # "more than the bridge in Orel, opened in 1937": the nearest name is meant
    return None


def compared_with_own(
    passage: Passage, names: list[NameMention], parts: list[NameRole], low: int, high: int
) -> NameMention | None:
    """The other side of a comparison that comes with a value of its own: "unlike X with its 46 layers, Y has 42"."""
    last = max((i for i, n in enumerate(names) if n.end <= low), default=None)
    if last is None or parts[last] is NameRole.SUBJECT or not _WITH.fullmatch(passage.text, names[last].end, low):
        return None
    own = _WITH_ITS.match(passage.text, names[last].end, low) is not None
    follows = any(n.start >= high and "," in passage.text[high : n.start] for n in names[last + 1 : last + 2])
    opening = passage.text[max(0, names[last].start - ASIDE_REACH) : names[last].start]
    closed = "," in opening and _VERB_FOLLOWS.match(passage.text, high) is not None
    return names[last] if own or follows or closed or _subject_has_own(passage, names, parts, last, low) else None


def _subject_has_own(passage: Passage, names: list[NameMention], parts: list[NameRole], last: int, low: int) -> bool:
    """True where the subject has a value of the same order before: "X, with 16B parameters, beats Y with 17B"."""
    subjects = [n for n, part in zip(names[:last], parts, strict=False) if part is NameRole.SUBJECT]
    value = next((v for v in passage.values if v.start == low), None)
    if not subjects or value is None or value.quantity is None or not value.quantity.scale:
        return False
    return any(
        v.quantity is not None and v.quantity.scale == value.quantity.scale
        for v in passage.values_in(subjects[-1].end, names[last].start)
    )


def remark_end(passage: Passage, end: int) -> int:
    """Where a name ends with the brackets right behind it: "A (18B) and B (19B)"."""
    bracket = passage.bracket(end + 1) if passage.text[end : end + 2] == " (" else None
    return bracket[1] if bracket is not None else end
