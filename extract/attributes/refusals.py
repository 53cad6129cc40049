"""Numbers and dates that look like a value of an attribute, and are none by where or how they stand."""

from __future__ import annotations

import re

from extract.attributes.dated_items import dates_something_else, in_passing
from extract.attributes.evidence import Evidence, Form
from extract.attributes.text_labels import Opening
from extract.attributes.trials import setting
from extract.claim import Qualifier
from extract.owners.nobody import of_a_copy, of_the_next
from extract.owners.other_subjects import said_of_another
from extract.owners.others import of_another
from extract.owners.released_things import another_object
from extract.owners.topics import Topics
from extract.passages.passage import Passage
from extract.words.cues import Cues, Role
from extract.words.english import CHANGED_FROM, CHANGED_TO, DATE_LEADS
from extract.words.marks import behind_mark
from sources.document import Block, BlockKind

ENTRY_STARTS = 12  # characters before the name that an entry opens with
NOUN_GAP = 16  # characters from a value to the brackets behind its noun
OPENING_GAP = 6  # characters from a date in brackets that opens an item to the name it dates
_ONE_VERB = re.compile(r"\W{1,4}[A-Z][a-z]{2,11}(?:ed|s|ing)?\s(?:the\s)?")
CUE_REACH = 40  # characters before a date in which the cue that it follows begins
PROPORTIONS = (" of ", " out of ", " in ", " out of every ")
LARGEST_PROPORTION = 10  # "3 of 4 layers"
# Days; a date that covers more is a period in which many things happened. A winter by its year covers 456.
LONGEST_DATE = 456
FRONT = 80  # characters before a value in which the word before it is looked for
_BYLINE = re.compile(
    r"\W{0,4}(?:[Ww]ritten\s|[Pp]osted\s)?[Bb]y\s(?!contrast|comparison|default|design|now|then|that)"
    r"[^,.;:·|–—]{3,40}\s?[,·|–—]"
)
# What somebody owns, up to the verb behind it: "its extension, which cost €22 million, opens", "X's wing was opened".
_OWNED = re.compile(
    r"(?:\b[Ii]ts|\b[Tt]heir|['’]s)\s(?:[a-z-]+\s){0,2}?(?P<noun>[a-z]{4,})(?:,\s(?:which|that)\s[^,;]{1,60},)?"
    r"\s(?:(?:is|was|were|are|has|will)\s(?:be(?:en)?\s)?)?"
)
# The label of what stands in brackets: "(budget: EUR 70 million)".
_REMARK_LABEL = re.compile(r"\((?P<label>[A-Za-z][A-Za-z '-]{2,30}):\s?(?:[a-z. ]{2,12}\s)?[~≈<>]?")
_OWN_DOORS = frozenset({"doors", "gates"})  # what opens with its owner
MADE_REACH = 80  # characters from "made with" to the date of the tool
_MADE_WITH = re.compile(
    r"\b(?:made|built|converted|quanti[sz]ed|exported|produced|generated|packaged|compiled|tested|evaluated)\s"
    r"(?:with|using|by|from|on)\s(?:(?!and\s)(?:[^\s.;,]|\.(?=\w))+\s)*$"
)
# Before a value: a word for things of any kind, and a bound. No article makes them certain ones.
_BOUND_OF_ANY = re.compile(
    r"(?<!the )(?<!our )(?<!all )(?<!both )(?<!these )\b(?P<noun>[A-Za-z]+)\s"
    r"(?:under|below|above|over|beyond|up to|(?:smaller|larger|bigger) than|with (?:less|fewer|more) than|"
    r"of (?:at (?:least|most)|(?:less|fewer|more) than))\s"
    r"(?:about\s|around\s|some\s)?$"
)
# The same of any one of them, or of the first of its kind: "a model of at most 8B", "the first model of more than 8B".
_BOUND_OF_ONE = re.compile(
    r"\b(?:an?|any|no|the (?:first|only|largest|smallest|best|strongest|fastest)(?: [a-z-]+)??) "
    r"(?P<noun>[a-z]+) (?:of|with|having) "
    r"(?:at most|at least|up to|no more than|(?:more|fewer|less) than) $"
)
_ANY_SIZE = frozenset({"sizes", "those", "anything", "everything", "something"})
_TELLING = (Role.STRONG, Role.CUE)
THING_REACH = 28  # characters behind the article that opens a sentence in which the word for a thing stands
_THE = re.compile(r"\W{0,3}(?:(?:The|Our|Its|Their|An?)\s)?")
_NEXT_CLAUSE = re.compile(r"[;:]|,\s(?:and|but|while|whereas)\s|\s(?:of|for|on|with)\s")
OF_THE = re.compile(r"\b(?:at|by|in|from|since|until|near|towards?|around|during) the$", re.IGNORECASE)


def former(passage: Passage, first: int, last: int, dates: list[str]) -> str | None:
    """What a value was before a change, the span of time since a date and the day of a state are not claimed.

    "From 32K to 256K", "has grown since 2023", "as of July 2025 the largest one".

    `dates`: the attributes that are dates; "available since" is a cue of one.
    """
    value, text = passage.values[first], passage.text
    before = text[max(0, value.start - 8) : value.start].lower()
    if value.type != "date" and _before_change(passage, first, last):
        return "value before a change"
    if value.type == "date" and before.endswith("since ") and not _cued_at(passage, value.start, dates):
        start, end = passage.sentence(value.start)
        if re.search(r"\b(?:has|have|had)\b", text[start:end]):
            return "span of time"
    if value.type == "date" and before.endswith(("as of ", "as at ")) and not _cued_at(passage, value.start, dates):
        return "date of the text"
    return None


# What a value was: in brackets behind the new one, or told by the sentence. Between an old value and the new one.
_WAS = re.compile(
    r"(?:\((?:(?:it )?(?:was|were|had been)|previous(?:ly)?|prev\.?|formerly|earlier|before|prior|once|old|"
    r"(?:up |down )?from|instead of|versus|vs\.?|compared (?:to|with))[: ]\s?|, (?:previously|formerly) "
    r"|\bused to (?:be|have|support|handle) )"
    r"(?:(?:only|just|an?|the|about|around|up to) |[~≈<>])*$",
    re.IGNORECASE,
)
_WAS_REACH = 40  # characters before a value in which such words begin
_NEW_REACH = 40  # characters from the new value to the brackets that hold the old one
_ARROW = re.compile(r"(?:\s?[a-z-]{1,16}){0,2}\s?(?:-{1,2}>|=>|[→⇒⟶➔➜➡])\ufe0f?\s?[~≈]?")


def _before_change(passage: Passage, first: int, last: int) -> bool:
    """True for an old value: "from 32K to 256K", "32K → 128K", "128K (was 32K)", "used to be 32K"."""
    value, text, values = passage.values[first], passage.text, passage.values
    if last < len(values) and values[last].type == value.type:
        end, start = values[last - 1].end, values[last].start
        if _ARROW.fullmatch(text, end, start):
            return True
        if CHANGED_TO.fullmatch(text, end, start) and CHANGED_FROM.search(text, max(0, value.start - 24), value.start):
            return True
    was = _WAS.search(text, max(0, value.start - _WAS_REACH), value.start)
    if was is None:
        return False
    if not was.group().startswith(("(", ",")):
        return True
    return first > 0 and values[first - 1].type == value.type and was.start() - values[first - 1].end <= _NEW_REACH


def _cued_at(passage: Passage, at: int, attributes: list[str]) -> bool:
    """True where a cue of an attribute stands right before an offset, "available since", "founded"."""
    return any(
        h.meaning.role in (Role.STRONG, Role.CUE) and h.meaning.attribute in attributes
        and passage.text[h.end : at].strip() in ("", "since", "as of", "as at")
        for h in passage.hits_in(max(0, at - CUE_REACH), at)
    )  # fmt: skip


_PART_OPENS = re.compile(
    r"\((?:of (?:which|these|those|them)|thereof|including|incl\.?|among them)\s(?:about\s|around\s|~)?"
)
_ANOTHER_SIZE = frozenset({"/", " / ", " & ", "&", " and ", " or ", ", "})


def refusal(
    block: Block, passage: Passage, first: int, last: int, form: Form, opening: Opening | None, evidence: Evidence,
    topics: Topics,
) -> str:  # fmt: skip
    """Why values that the words around them speak for are no claim all the same, or nothing."""
    if passage.values[first].date is not None:
        reason = _date_refusal(block, passage, first, opening, evidence, topics)
        if reason:
            return reason
    elif _size_label(passage, first, last, opening, topics):
        return "names a member by its size"
    if evidence.rule.endswith(".bare") and _of_same_line(passage, first, topics):
        return "names a member by its size"
    if evidence.rule == "item.bare" and _labelled_else(passage, first, opening, evidence, topics):
        return "under another heading"
    quantity = passage.values[first].quantity
    if evidence.rule == "prose.label" and opening is None and quantity is not None and quantity.kind == "word":
        return "plain number"  # a heading above says nothing of "the first two use …"
    if evidence.rule.endswith(".bare") and _misplaced(passage, first, evidence, form, topics):
        return "remark in brackets"
    label = opening.text if opening is not None and passage.values[first].start >= opening.end else ""
    if of_another(block, passage, passage.values[first].start, label, evidence.attribute, topics):
        return "said of something else"
    inherited = opening is None and passage.values[first].type != "date"  # "Training data" above "puzzles (7k)"
    if not evidence.plausible and evidence.rule.endswith(".label") and (inherited or len(passage.values) > 1):
        return "not a plausible value"
    if _of_any(passage, first, topics):
        return "said of others"
    if _proportion(passage, first, evidence, topics):
        return "proportion"
    if of_a_copy(passage, passage.values[first].start):
        return "said of a copy"
    start, dated = passage.values[first].start, passage.values[first].date is not None
    another = said_of_another(passage, start, evidence.attribute, dated=dated)
    if another:
        return another
    if of_the_next(passage, start):
        return "said of others"
    if form != "prose" and of_another_label(passage, first, topics.cues):
        return "remark in brackets"
    if part_of_before(passage, first, evidence.attribute, topics.cues):
        return "remark in brackets"
    if topics.cues.pack.attributes[evidence.attribute].setting and setting(passage, passage.values[first]):
        return "setting of a test"
    return _of_no_use(passage, first, form, evidence)


def _of_same_line(passage: Passage, first: int, topics: Topics) -> bool:
    """True for the second of two members that share the words of one name: "Viking-7B / 13B"."""
    value = passage.values[first]
    before = passage.names_in(max(0, value.start - FRONT), value.start)
    if not before or not before[-1].name.size or passage.text[before[-1].end : value.start] not in _ANOTHER_SIZE:
        return False
    return topics.members.is_part(passage.text[value.start : value.end])


def _of_any(passage: Passage, first: int, topics: Topics) -> bool:
    """True for the bound of a kind of things: "models under 5 billion parameters"."""
    start = passage.values[first].start
    bound = _BOUND_OF_ANY.search(passage.text, max(0, start - FRONT), start)
    single = _BOUND_OF_ONE.search(passage.text, max(0, start - FRONT), start)
    if single is not None and topics.cues.kind.follows(passage.text, single.start("noun") - 1):
        return True
    return bound is not None and bound["noun"].lower() in topics.cues.kind.plurals | _ANY_SIZE


def _proportion(passage: Passage, first: int, evidence: Evidence, topics: Topics) -> bool:
    """True for the whole of a proportion, "three of 4 layers are local", which counts nothing."""
    value = passage.values[first]
    if first == 0 or value.quantity is None or value.quantity.scale or value.quantity.high > LARGEST_PROPORTION:
        return False
    if any(evidence.attribute in rule.right.split("+") for rule in topics.cues.pack.constraints):
        return False  # "2 of 8 experts": a part of what is counted
    part = passage.values[first - 1].quantity
    joint = passage.text[passage.values[first - 1].end : value.start]
    return part is not None and part.high < value.quantity.low and joint in PROPORTIONS


def _date_refusal(
    block: Block, passage: Passage, first: int, opening: Opening | None, evidence: Evidence, topics: Topics
) -> str:
    """Why a date is no claim, or nothing."""
    start = passage.values[first].start
    if evidence.rule.endswith(".bare") and passage.text[max(0, start - 8) : start].lower() == ", since ":
        return "span of time"
    if _nobodys_date(block, passage, first, evidence, topics) or _section_date(block, passage, topics):
        return "date of nothing claimed"
    if _loose_year(passage, first, opening, evidence):
        return "year of something else"
    if dates_something_else(passage, first, evidence, topics.members) or _dated_part(passage, first, evidence):
        return "date of something else"
    if _of_barred_thing(passage, first, evidence):
        return "date of something else"
    if _made_with(passage, first) or in_passing(passage, first, evidence):
        return "date of something else"
    if another_object(passage, start, evidence.attribute, topics.members):
        return "date of something else"
    if evidence.rule != "item.bare" and _BYLINE.match(passage.text):
        return "date of the text"
    return "date of an unknown year" if _ahead(block, passage, first, topics) else ""


def _ahead(block: Block, passage: Passage, first: int, topics: Topics) -> bool:
    """True for a day that the masthead's year would put after the text itself: it belongs to another year."""
    day = passage.values[first].date
    if day is None or not day.year_from_context or topics.passages.calendar(block) is not None:
        return False
    masthead = topics.passages.masthead
    return masthead is not None and day.first > masthead


def _nobodys_date(block: Block, passage: Passage, first: int, evidence: Evidence, topics: Topics) -> bool:
    """A date on its own dates what its item, or the item above, names; else it is the date of an entry."""
    bare = evidence.rule.endswith(".bare") and passage.values[first].type == "date"
    return bare and not passage.names and not block.parents and not _of_member(passage, first, topics)


def _of_member(passage: Passage, first: int, topics: Topics) -> bool:
    """True for a value in brackets behind a size or a variant: "7B (Jan 2024), 13B (Mar 2024)"."""
    bracket = passage.bracket(passage.values[first].start)
    if bracket is None:
        return False
    word = passage.text[max(0, bracket[0] - FRONT) : bracket[0]].rstrip().rpartition(" ")[2].strip('*“"')
    return topics.members.is_part(word)


def _section_date(block: Block, passage: Passage, topics: Topics) -> bool:
    """True for a heading that dates a part of a list: "Releases 2024", or a year that no heading names anybody for."""
    if block.kind is not BlockKind.HEADING or passage.names:
        return False
    plurals = topics.cues.kind.plurals
    return not topics.headings.headed(block) or not plurals.isdisjoint(passage.plain.split())


def _size_label(passage: Passage, first: int, last: int, opening: Opening | None, topics: Topics) -> bool:
    """True where the value is the label itself: "32B: 72.6% on a benchmark"."""
    value = passage.values[first]
    return (
        opening is not None and value.type == "number" and passage.values[last - 1].end <= opening.end
        and topics.members.is_part(topics.members.without_noun(opening.text))
    )  # fmt: skip


def _made_with(passage: Passage, first: int) -> bool:
    """True for the day of a tool that something was made with: "converted with tool.cpp release b12 on 4 May"."""
    at = passage.values[first].start
    made = _MADE_WITH.search(passage.text, max(passage.sentence(at)[0], at - MADE_REACH), at)
    return made is not None


def _of_barred_thing(passage: Passage, first: int, evidence: Evidence) -> bool:
    """True where a sentence opens with another thing and goes on to its date: "The report (64 pages) appeared on"."""
    at = passage.values[first].start
    start, _ = passage.sentence(at)
    opened = _THE.match(passage.text, start)
    if opened is None or passage.names_in(start, at) or _NEXT_CLAUSE.search(passage.text, start, at - 4):
        return False
    reach = THING_REACH if opened.group().strip() else 1  # without an article its own noun comes first
    return any(
        h.meaning.role is Role.COPY or (h.meaning.role is Role.BARRED and h.meaning.attribute == evidence.attribute)
        for h in passage.hits_in(opened.end(), at)
        if h.start < opened.end() + reach
    )


def _dated_part(passage: Passage, first: int, evidence: Evidence) -> bool:
    """True for the date of what somebody owns, and of which the pack knows nothing: "its extension opens in May"."""
    start, _ = passage.sentence(passage.values[first].start)
    at = passage.values[first].start
    for m in _OWNED.finditer(passage.text, start, at):
        if m.group()[0] in "'’" and not any(n.end == m.start() for n in passage.names_in(start, m.start())):
            continue  # "last year's flagship"
        told = any(
            h.start == m.end() and h.meaning.role in _TELLING and h.meaning.attribute == evidence.attribute
            for h in passage.hits_in(m.end(), at)
        )
        known = any(
            h.meaning.role is not Role.BARRED and h.start < m.end("noun") for h in passage.hits_in(m.start("noun"), at)
        )
        if told and not known and m["noun"] not in _OWN_DOORS:
            return not passage.names_in(m.end(), at)
    return False


def _of_no_use(passage: Passage, first: int, form: Form, evidence: Evidence) -> str:
    """A stretch of years is no date, and an item that is a link names what it leads to."""
    value = passage.values[first]
    if value.date is not None and (value.date.last - value.date.first).days > LONGEST_DATE:
        return "period"
    if form != "prose" and evidence.rule.endswith((".bare", ".modifier")):
        linked = any(s <= value.start and value.end <= e for s, e in passage.reading.links)
        if linked and sum(e - s for s, e in passage.reading.links) * 4 > len(passage.text) * 3:
            return "words of a link"
    return ""


def _loose_year(passage: Passage, first: int, opening: Opening | None, evidence: Evidence) -> bool:
    """True for a year that no preposition, cue, bracket or label ties to an event: "the 2022 paper"."""
    value = passage.values[first]
    if value.date is None or value.date.precision != "year" or passage.bracket(value.start) is not None:
        return False
    if value.start < 3 or (opening is not None and abs(value.start - opening.end) < 3):
        return False
    if _cued_at(passage, value.start, [evidence.attribute]):
        return False
    before = passage.text[max(0, value.start - FRONT) : value.start].rstrip(' "“(,')
    if value.date.qualifier is not Qualifier.NONE and OF_THE.search(before):
        return False  # "at the end of 2023"
    return before.rpartition(" ")[2].lower().strip("*:,") not in DATE_LEADS and not before.endswith(":")


def _labelled_else(passage: Passage, first: int, opening: Opening | None, evidence: Evidence, topics: Topics) -> bool:
    """True for a number under a label of its own that names neither an attribute nor anybody: "Steps: 250k".

    Sizes as names carry them stand under many labels: "Distilled models: 7B, 8B".
    """
    value = passage.values[first]
    written = passage.text[value.start : value.end].replace(" ", "").lower()
    if topics.cues.pack.attributes[evidence.attribute].modifies and passage.grammar.size.fullmatch(written):
        return False
    if opening is None or value.type != "number" or value.start < opening.end or passage.bracket(value.start):
        return False
    if passage.names_in(0, opening.end) or topics.members.is_part(topics.members.without_noun(opening.text)):
        return False
    known = any(score > 0 for score in topics.cues.label_scores(opening.text).values())
    return not known and not passage.values_in(0, opening.end)


def of_another_label(passage: Passage, first: int, cues: Cues) -> bool:
    """True in brackets behind a value, under a label that the pack does not know: "€96 million (budget: €70 …)"."""
    value = passage.values[first]
    bracket = passage.bracket(value.start)
    if bracket is None or first == 0 or passage.values[first - 1].end > bracket[0]:
        return False
    label = _REMARK_LABEL.fullmatch(passage.text, bracket[0], value.start)
    if label is None or passage.names_in(bracket[0], value.start) or cues.label_scores(label["label"]):
        return False
    return not passage.hits_in(bracket[0], value.start)


def part_of_before(passage: Passage, first: int, attribute: str, cues: Cues) -> bool:
    """True in brackets for a part of the value before them that counts the same: "14.8T (of which 1.2T code)"."""
    value = passage.values[first]
    bracket = passage.bracket(value.start)
    if bracket is None or first == 0 or value.type != "number" or passage.values[first - 1].type != "number":
        return False
    if not 0 <= bracket[0] - passage.values[first - 1].end <= NOUN_GAP:
        return False
    if _PART_OPENS.fullmatch(passage.text, bracket[0], value.start) is None:
        return False
    return all(rule.left != attribute for rule in cues.pack.constraints if rule.kind == "at_most")


def _remark_on_value(passage: Passage, first: int, bracket: tuple[int, int], evidence: Evidence) -> bool:
    """True in brackets behind a value that counts something else: "1 million tokens (10M seen in a test)"."""
    before = passage.values[first - 1].end if first else bracket[1]
    if not 0 <= bracket[0] - before <= NOUN_GAP or passage.values_in(passage.values[first].end, bracket[1]):
        return False
    counted = {h.meaning.attribute for h in passage.hits_in(before, bracket[0]) if h.meaning.role <= Role.COUNTED}
    words = passage.text[passage.values[first].end : bracket[1] - 1].split()
    return len(words) > 1 and bool(counted) and evidence.attribute not in counted


def _closes_entry(passage: Passage, first: int, bracket: tuple[int, int]) -> bool:
    """True for a date alone in brackets at the end of an entry: "X - 7B, 1.5T tokens, Apache 2.0 (May 2023)"."""
    value, names = passage.values[first], passage.names
    alone = value.type == "date" and (value.start - 1, value.end + 1) == bracket
    if not alone or passage.text[bracket[1] :].strip(" .") or not names:
        return False
    return names[0].start <= ENTRY_STARTS and len({name.entity for name in names}) == 1


def _misplaced(passage: Passage, first: int, evidence: Evidence, form: Form, topics: Topics) -> bool:
    """A value in brackets is bare only behind a name: "X (May 2024)", not "a study (May 2024)"."""
    value = passage.values[first]
    bracket = passage.bracket(value.start)
    if bracket is None:
        return form == "prose" or (form == "heading" and not any(n.end <= value.start for n in passage.names))
    if _closes_entry(passage, first, bracket):
        return False
    if form in ("item", "heading") and value.type != "date":
        return form == "item" and _remark_on_value(passage, first, bracket, evidence)
    if form != "prose" and not passage.text[: bracket[0]].strip(" *-•"):
        return not any(  # "[2025-04] X 3.0", "[2025-04] Added X 3.0"
            0 <= n.start - bracket[1] <= OPENING_GAP or _ONE_VERB.fullmatch(passage.text, bracket[1], n.start)
            for n in passage.names
        )
    if (value.type != "date" or form == "item") and _of_member(passage, first, topics):
        return False  # "comes as Tiny (1.3B), Small (3.9B)"
    if form == "heading":
        return not any(n.end <= bracket[0] for n in passage.names)
    inside = value.type == "date" and any(
        value.start - n.end <= 8 for n in passage.names_in(*bracket) if n.end <= value.start
    )
    return not inside and not any(0 <= bracket[0] - behind_mark(passage.text, n.end) <= 2 for n in passage.names)
