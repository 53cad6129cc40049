"""Weighs what speaks for one attribute: every kind of evidence has a rank, and the best one counts.

The ranks order kinds of evidence, they are not confidences: a noun that is counted beats a label, a label beats a
word somewhere in the clause.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extract.attributes.by_form import NOUNLESS, form_rules
from extract.attributes.counted import LONGEST_PHRASE
from extract.attributes.evidence import FRONT, NEAR_REACH, ONE, Candidate, Case, Evidence, Label, front
from extract.attributes.size_names import before_name, modifies_known
from extract.attributes.value_units import factor
from extract.passages.passage import Passage
from extract.passages.values import Value
from extract.quantities.dates import DateMention
from extract.quantities.numbers import Quantity
from extract.words.cues import Role

# Ranks of evidence. A claim needs at least ENOUGH.
COUNTED = 60  # "37 billion active parameters"
LABEL = 55  # "Context length: 128K"; a label that only contains the words ranks less, see LABEL_STEPS
STRONG = 50  # "a context window of 128K"
CUE = 45  # "trained on 2T tokens": cue and unit
MODIFIES = 40  # "a 7B model"
BARE = 30  # "128 K tokens" alone in an item
ENOUGH = 30
LABEL_STEPS = {3: 0, 2: -3, 1: -8}
FAR = 4  # less for a cue in the next wider window
LONGEST_COUNTED = 9  # more for the length of a phrase that is counted, at most
LABEL_RULES = frozenset({"column", "row", "label"})
ARTICLE = re.compile(r"\ban?\s$")
FAR_FACTOR = 1000  # a number farther from the plausible is no slip of a scale word where no label says what it is
FAR_DAYS = 3653  # ten years beyond the plausible: nearer by, a claim for the validation to report
LONG_NUMBER = 10_000  # an unscaled number from here on may be a claim even where it is implausible
LABELLED_NUMBER = 100  # the same under a label that only contains the words of an attribute
SHOWN_LABEL = 60  # characters of a label that a reason quotes

_UNIT, _COUNTED, _MODIFIES = Role.UNIT, Role.COUNTED, Role.MODIFIES  # in Python 3.11 a lookup is slow
_STRONG, _CUE = Role.STRONG, Role.CUE

_LISTED = re.compile(r"\b(\w+)\s?\($")  # "a family of models (3B, 7B and 15B)"
_LATER = re.compile(r";|,\s(?:while|whereas|but)\s")
_OF_SIZES = re.compile(
    r"\b(?:sizes|flavou?rs|variants|versions|editions|releases)(?:\s?\(|:\s|,\s|\sof\s|\s[–—-]\s)$"
    r"|\b(?:came|comes?|coming|out|available|released|published|offered|ships?|shipped|exists?)\b[^.;:()]{0,24}?\s(?:in|as|at)\s$"
)

Option = tuple[int, int, str]  # rank, minus the level of the window it was found at, rule


def weigh(name: str, case: Case) -> Evidence | str | None:
    """The best evidence for an attribute, the reason why it does not take the value, or nothing."""
    cues = case.passage.cues
    attribute = cues.pack.attributes[name]
    if attribute.requires and name not in case.required:
        return None
    for label, scores in case.labels:
        if scores.get(name, 0) < 0 and not _told_in_full(name, case, label):
            return f"under the label “{label.text}”" if len(label.text) < SHOWN_LABEL else None
    units = factor(name, case) if attribute.type == "number" else ONE
    quantity = case.value.quantity
    candidate = Candidate(
        name,
        attribute,
        scaled=case.scale != 1 or quantity is None or bool(quantity.scale),
        unit=(name, _UNIT) in case.counted,
        size=units if isinstance(units, Decimal) else ONE,
    )
    options = [*(_by_label(candidate, case) if case.labels else ()), *_by_words(candidate, case)]
    if isinstance(units, str):
        return units if options or (case.unit is not None and name in case.cued) else None
    if not options:
        return None
    best = max(options)
    if _outweighed(name, case, best):
        return f"barred for {attribute.title}"
    if best[0] < ENOUGH:
        return None
    if best[2] == "modifier" and modifies_known(case.passage, case.first, case.last):
        return "names a member by its size"
    return _plausible(candidate, case, best)


def better(one: Evidence, other: Evidence) -> bool:
    """True where one evidence outweighs another; a word for a plausible value outweighs all for an implausible one."""
    if one.plausible != other.plausible and min(one.rank, other.rank) >= CUE:
        return one.plausible
    return one.rank > other.rank


def _by_label(candidate: Candidate, case: Case) -> list[Option]:
    """What the labels say that the value stands under."""
    found: list[Option] = []
    name, number = candidate.name, candidate.attribute.type == "number"
    if number and case.measured and not candidate.unit and (name, _COUNTED) not in case.counted:
        return found  # under "Sizes: 7B and 13B, from scratch on 2T tokens" the last is of another kind
    for label, scores in case.labels:
        score = scores.get(name, 0)
        if score > 0 and _fits_label(candidate, case.value, score):
            later = label.rule == "label" and _in_later_clause(case.passage, case.first)
            found.append((LABEL + LABEL_STEPS[score] - (2 * FAR if later else 0), 0, label.rule))
    return found


def _fits_label(candidate: Candidate, value: Value, score: int) -> bool:
    """A label that only contains the words needs a value that looks the part."""
    attribute = candidate.attribute
    if attribute.bare is None or not attribute.bare.scaled or attribute.type != "number" or score >= 3:
        return True
    if candidate.scaled or candidate.unit:
        return True
    return value.quantity is not None and value.quantity.high >= LABELLED_NUMBER


def _told_in_full(name: str, case: Case, label: Label) -> bool:
    """True where a label only opens a statement that needs none: "Training at scale: a 620B parameter model"."""
    if label.rule != "label" or (name, _COUNTED) not in case.counted:
        return False
    before = front(case.passage, case.passage.values[case.first].start)
    return before.endswith("the ") or ARTICLE.search(before) is not None


def _in_later_clause(passage: Passage, first: int) -> bool:
    """True behind a semicolon: "Experts: 256 routed; the router picks 8" goes on to something else."""
    start = passage.values[first].start
    return _LATER.search(passage.text, passage.sentence(start)[0], start) is not None


def _by_words(candidate: Candidate, case: Case) -> list[Option]:
    """What the words around the value say, or its form and place."""
    name, quantity = candidate.name, case.value.quantity
    if (name, _COUNTED) in case.counted:
        return [(COUNTED + min(LONGEST_COUNTED, case.counted[name, _COUNTED] // 4), 0, "unit")]
    if quantity is not None and quantity.kind == "word" and not quantity.scale and not _right_before_unit(name, case):
        return []
    found = _by_cue(candidate, case) if name in case.cued else []
    if candidate.scaled and candidate.attribute.modifies:
        if (name, _MODIFIES) in case.counted or before_name(case.passage, case.value):
            found.append((MODIFIES, 0, "modifier"))
        if _after_noun(name, case) or _sizes(case):
            found.append((MODIFIES, 0, "list"))
    found += [(BARE, 0, rule) for rule in form_rules(candidate, case)]
    return found


def _right_before_unit(name: str, case: Case) -> bool:
    """True for a value with a unit of the attribute right behind it: "five months"."""
    if (name, _UNIT) not in case.counted:
        return False
    at = case.value.end + 1
    return case.unit is not None or any(
        h.start == at and h.meaning.role is _UNIT and h.meaning.attribute == name
        for h in case.passage.hits_in(at, at + LONGEST_PHRASE)
    )


def _by_cue(candidate: Candidate, case: Case) -> list[Option]:
    """What cues say, the less the wider the window that they stand in, and the farther."""
    found: list[Option] = []
    number = case.value.type == "number"
    for role, level, distance in case.cued[candidate.name]:
        if role is _CUE and candidate.attribute.type == "number" and not candidate.unit:
            continue
        if level == 2 and number:
            continue
        rank = STRONG if role is _STRONG else CUE
        rank -= FAR * level + (0 if distance <= NEAR_REACH else FAR // 2)
        if level == 1 and role is _STRONG and number:
            rank -= FAR
        found.append((rank, -level, "cue"))
    return found


def _after_noun(name: str, case: Case) -> bool:
    """True for values listed behind the noun they modify: "7 dense models: 0.6B, 1.7B and 4B"."""
    start = case.passage.values[case.first].start
    before = front(case.passage, start).rstrip()
    if not before.endswith((":", ",", "–", "—") if case.last - case.first > 1 else ":"):
        return False
    end = start - min(start, FRONT) + len(before) - 1
    return any(
        h.meaning.attribute == name and h.meaning.role is _MODIFIES and end - 12 <= h.end <= end
        for h in case.passage.hits_in(end - 24, end)
    )


def _sizes(case: Case) -> bool:
    """True for several sizes as names carry them: "comes in three sizes (1B, 7B and 70B)", "came out in 4B and 9B"."""
    passage, values = case.passage, case.passage.values[case.first : case.last]
    if len(values) == 1 or NOUNLESS.match(passage.text, case.value.end) is None:
        return False
    before = front(passage, values[0].start)
    listed = _LISTED.search(before)
    if _OF_SIZES.search(before) is None and (listed is None or listed[1].lower() not in passage.kind.plurals):
        return False
    written = (passage.text[v.start : v.end].replace(" ", "").lower() for v in values)
    return all(passage.grammar.size.fullmatch(one) for one in written)


def _outweighed(name: str, case: Case, best: Option) -> bool:
    """True where a word bars the attribute in a window as narrow as that of its evidence; a label stands firm."""
    _, level, rule = best
    barred_at = case.barred.get(name)
    if barred_at is None or barred_at > -level:
        return False
    labelled = rule in LABEL_RULES and name not in case.remarked  # "4 GB (8 GB recommended)"
    # "EUR 96 million; approach roads EUR 21 million"
    return not labelled or (barred_at == 0 and _in_later_clause(case.passage, case.first))


def _plausible(candidate: Candidate, case: Case, best: Option) -> Evidence | str:
    """The evidence as it is, or with less weight where the value is outside what the pack holds plausible."""
    name, value, quantity = candidate.name, case.value, case.value.quantity
    rank, _, rule = best
    limits = case.passage.cues.limits[name]
    if limits is not None and value.date is not None and _far_day(limits, value.date):
        return "not a plausible value"
    plausible = limits is None or quantity is None or _within(limits, quantity, case.scale, candidate.size)
    if not plausible:
        if rank < CUE or not _looks_the_part(candidate, case, best):
            return "not a plausible value"
        if (
            rule not in LABEL_RULES
            and limits is not None
            and quantity is not None
            and _far(limits, quantity, candidate.size)
        ):
            return "not a plausible value"
        rank -= 2 * FAR
    return Evidence(name, rank, f"{case.form}.{rule}", plausible, case.scale, candidate.size)


def _looks_the_part(candidate: Candidate, case: Case, best: Option) -> bool:
    """True for a number that nothing but its size speaks against.

    A slip may make any number too large. Small numbers stand everywhere, for parts, steps and examples, so one that is
    too small needs digits under the attribute's own label, or right before a unit of measure of the attribute.
    """
    quantity, limits = case.value.quantity, case.passage.cues.limits[candidate.name]
    if quantity is None or limits is None or candidate.scaled or quantity.high >= LONG_NUMBER:
        return True
    rank, _, rule = best
    if quantity.low * candidate.size > limits[1]:
        return rule in ("unit", "cue") or rank >= LABEL
    if quantity.kind == "word" or not quantity.high:
        return False
    measures = case.passage.cues.measures[candidate.name]
    measured = case.unit is not None and measures.factor(case.unit.name) is not None
    if measured or rule not in LABEL_RULES or rank < LABEL:
        return measured
    return not _far(limits, quantity, candidate.size) and _alone(candidate, case)  # "Params: 72" leaves out a scale


def _alone(candidate: Candidate, case: Case) -> bool:
    """True for a value to which its label leads with no word between, and behind which no foreign word stands."""
    text, low, high = case.passage.text, case.passage.values[case.first].start, case.value.end
    if not candidate.unit and text[high : high + 2].strip(" (").isalpha():
        return False  # "Training data: 4 proofs"
    for label, scores in case.labels:
        if scores.get(candidate.name, 0) > 0:
            at = text.rfind(label.text, 0, low)
            return not any(map(str.isalnum, text[at + len(label.text) if at >= 0 else 0 : low]))
    return False


def _far_day(limits: tuple[Decimal, Decimal], date: DateMention) -> bool:
    """True for a date so far from what is plausible that no slip explains it: it dates something else."""
    return date.last.toordinal() < limits[0] - FAR_DAYS or date.first.toordinal() > limits[1] + FAR_DAYS


def _far(limits: tuple[Decimal, Decimal], quantity: Quantity, unit: Decimal) -> bool:
    """True for a number beyond what is plausible by more than a scale word."""
    return quantity.low * unit > limits[1] * FAR_FACTOR or quantity.high * unit * FAR_FACTOR < limits[0]


def _within(limits: tuple[Decimal, Decimal], quantity: Quantity, scale: Decimal, unit: Decimal) -> bool:
    """True for a number between the plausible ends of an attribute."""
    base = unit if quantity.scale else unit * scale
    return limits[0] <= quantity.low * base and quantity.high * base <= limits[1]
