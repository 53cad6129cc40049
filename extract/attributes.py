"""Decides what a value is about: weighs the cues around it for each attribute of the pack.

Every piece of evidence has a rank; the attribute with the best evidence wins. The ranks order kinds of evidence,
they are not confidences: a noun that is counted beats a label, a label beats a word somewhere in the clause.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cached_property

from extract.attached_names import FOR_NAME, IN_NAME, modified_name
from extract.claim import Qualifier
from extract.cues import Cues, Role
from extract.english import DEFINITE, DEFINITE_WORDS, RUN_STOPS
from extract.evidence import FRONT, NEAR_REACH, ONE, RUN_REACH, Case, Evidence, Form, Label, windows
from extract.lexicon import words
from extract.measures import Heading, heading
from extract.members import FOR_SIZE, apposed
from extract.other_side import against
from extract.pack import Attribute, Bare
from extract.passage import Passage
from extract.values import Value, tail_word

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
OTHER_NOUN = re.compile(r" (?:[A-Z]{2,}s? )?[a-z]{4,}s\b")
FOR_THE = re.compile(r"\b(?:for|of|in)\sthe\s$")  # "2023 for the 8B and 2024 for the 70B": these name members
FOR_ONE = re.compile(r"\s(?:and|or|but|while)\b|[,.;)]|$")
# Between a noun and the number that it is: "whose window was 8K".
IS_SO = re.compile(
    r"\s(?:is|was|are|were|remains|remained|stays|stayed|stands at|stood at|equals|(?:has\s)?(?:grows?|grew|grown|"
    r"shrinks?|shrank|shrunk|rises?|rose|drops?|dropped|falls?|fell|goes|went|expands?|expanded)\s(?:[a-z]+\s)?to)\s"
    r"(?:still\s|now\s|only\s|just\s|about\s)?$"
)
SIZES = frozenset("MB")  # scales of the numbers that name members: nobody calls "the 1T-parameter model" by that
NAMELY = re.compile(r",?\s(?:namely|i\.e\.,?)\s$")
NAMELY_ENDS = ("y", ".", ",")
COUNTS_IT = re.compile(r"\s(?:[\w-]+\s){0,2}")  # between a value and the noun it counts
ARTICLE = re.compile(r"\ban?\s$")
HAVING = re.compile(r"\b(?:has|have|had)\s(?:[a-z]+\s){0,2}$")
BEING = re.compile(
    r"(?:[*\"”]{0,2}\s(?:is|was|are|were)|['’]s)\s(?:an?\s(?:[a-z-]+\s){0,2}|only\s|just\s|about\s|around\s|roughly\s|some\s)?[~≈]?$"
)
NOUNLESS = re.compile(
    r"\s*(?:[.,;:)]|$)|\s(?:instead|rather|but|while|whereas|and|or|than|versus|vs|compared|against|in total|overall)\b"
)
_FRAGMENT = re.compile(r"[~≈]?\d")  # a sentence that begins with a value goes on with the one before
ASIDE = re.compile(r"[*\"”]{0,2}(?:,\s(?:from|of|out since|dated)\s|\s[–—]\s)(?:early |mid-?|late )?$")
ASIDE_END = re.compile(r"\s?[,;–—)]|\.?$|\.\s")
LONGEST_PHRASE = 40  # characters of the longest phrase of a pack
FAR_DAYS = 3653  # ten years beyond the plausible: nearer by, a claim for the validation to report
OTHER_UNIT = "other unit"
UNIT_LETTERS = frozenset("KMBTmt")  # glued or loose, scales of counts and units of what is measured
LONG_NUMBER = 10_000  # an unscaled number from here on may be a claim even where it is implausible

# Roles by themselves: Python 3.11 takes ten times as long to look up a member of an enumeration as a name.
_UNIT = Role.UNIT
_COUNTED = Role.COUNTED
_MODIFIES = Role.MODIFIES
_STRONG = Role.STRONG
_CUE = Role.CUE
_NOUN = Role.NOUN
_REFERENCE = Role.REFERENCE


class Classifier:
    """Weighs evidence for the attributes of one pack."""

    def __init__(self, cues: Cues) -> None:
        """Prepare by type."""
        self.cues = cues
        self.by_type = {
            "number": cues.by_type("number"),
            "money": cues.by_type("money"),
            "date": cues.by_type("date"),
        }

    @cached_property
    def own_units(self) -> frozenset[str]:
        """The attributes whose units no other attribute shares: there a unit tells the attribute."""
        attributes = self.cues.pack.attributes
        shared = Counter(unit for a in attributes.values() for unit in a.units)
        return frozenset(name for name, a in attributes.items() if a.units and all(shared[u] == 1 for u in a.units))

    def _standing_alone(self, passage: Passage, value: Value, form: Form) -> bool:
        """True for a quantity alone in an item or a cell, or in brackets right behind a name."""
        bracket = passage.bracket(value.start)
        if bracket is None:
            return form in ("item", "cell")
        return any(bracket[0] - n.end <= 2 for n in passage.names_in(max(0, bracket[0] - 80), bracket[0]))

    def classify(
        self,
        passage: Passage,
        first: int,
        last: int,
        form: Form,
        labels: tuple[Label, ...] = (),
        scale: Decimal = Decimal(1),
    ) -> Evidence | str:
        """What the values first … last-1 (one list) are about, or the reason why nothing is claimed.

        `scale`: what a heading ("Params (B)") multiplies a plain number by.
        """
        other = self._other_side(passage, first, last)
        if other:
            return other
        value = passage.values[last - 1]
        if passage.is_difference(value):
            return "difference"
        if self._names_by_size(passage, first, value):
            return "names a member by its size"
        value, scale = self._under(labels, value, scale)
        if not labels and not self._worth_it(passage, value, form, scale):
            return _no_cue(value)
        if scale == 1 and passage.unclear_mark(value):
            return "decimal or thousands"
        frames = windows(passage, first, last)
        case = Case(passage, value, first, last, frames, form, scale, {}, passage.unit(value))
        if last - first > 1:
            self._count(case, passage.values[first])
        self._count(case, value)
        case.measured = any(role is _UNIT for _, role in case.counted)
        case.gather()
        case.add_split(self.cues)
        scores = [(label, self.cues.label_scores(label.text)) for label in labels]
        for label, found in scores:
            named = any(score > 0 for score in found.values())
            case.add_label(self.cues.phrases.find(label.text), named=named, aside="," in label.text)
            beside = self.cues.required(label.beside) if label.beside else ()
            case.required.update(h.meaning.attribute for h in beside if found.get(h.meaning.attribute, 0) > 0)
        best: Evidence | None = None
        refused = ""
        for name in self._candidates(case, scores):
            evidence = self._weigh(name, self.cues.pack.attributes[name], case, scores)
            if isinstance(evidence, str):
                refused = refused or evidence
            elif evidence is not None and (best is None or _better(evidence, best)):
                best = evidence
        if best is None:
            return refused or _no_cue(value)
        return best

    def _under(self, labels: tuple[Label, ...], value: Value, scale: Decimal) -> tuple[Value, Decimal]:
        """The value and the scale of its heading, which may say that it is a sum: "Budget (EUR million): 6.4"."""
        for label in labels:
            said = self._said(label.text)
            scale = said.scale if scale == 1 else scale
            if said.currency and value.type == "number" and value.quantity is not None and not value.quantity.tail:
                value = value._replace(type="money", quantity=value.quantity._replace(currency=said.currency))
        return value, scale

    def _said(self, label: str) -> Heading:
        """What a label that names an attribute says of the numbers under it."""
        found = self.cues.label_scores(label)
        best = max(found, key=lambda name: found[name], default="")
        if not best or found[best] < 0:
            return Heading()
        return heading(label, symbolic=self.cues.measures[best].symbolic)

    def factor(self, name: str, case: Case, scores: list[tuple[Label, dict[str, int]]]) -> Decimal | str:
        """How many base units of an attribute the value's unit is, or why the attribute does not take it."""
        measures = self.cues.measures[name]
        unit = case.unit.name if case.unit is not None else ""
        if not unit and not scores and not measures.symbolic:
            return case.factors.get(name, ONE)
        if not unit and (name, _UNIT) not in case.counted and (name, _COUNTED) not in case.counted:
            letter = _letter(case.passage, case.value) if measures.symbolic else ""
            if letter:
                return OTHER_UNIT
            unit = next(
                (u for label, found in scores if found.get(name, 0) > 0 and (u := self._said(label.text).unit)), ""
            )
        if not unit:
            return case.factors.get(name, ONE)
        found = measures.factor(unit)
        if found is None and name in case.factors and (case.unit is None or (name, _COUNTED) in case.counted):
            return case.factors[name]
        if found is not None:
            return found
        return "percentage" if unit == "%" else OTHER_UNIT

    def own_factor(self, passage: Passage, value: Value, name: str) -> Decimal | None:
        """How many base units of an attribute the unit behind a value is; None where the attribute takes it not."""
        unit = passage.unit(value)
        if unit is None:
            return ONE
        own = self.cues.pack.attributes[name].unit.lower().rpartition(" ")
        if own[0] and own[2].startswith(unit.name.lower()):
            return ONE  # "X took 2M GPU hours, Y 1.5M hours"
        return self.cues.measures[name].factor(unit.name)

    def _names_by_size(self, passage: Passage, first: int, value: Value) -> bool:
        """True for "the 9B and 30B models": the noun right behind, and an article before, refer to known members."""
        if value.quantity is None or not value.quantity.scale:
            return False
        if _behind_value(passage, first, value):
            return True
        front = _front(passage, passage.values[first].start)
        if first and front.endswith(" for ") and FOR_SIZE.match(passage.text, passage.values[first - 1].end):
            return True  # "3T tokens for 9B and 4T for 30B"
        if not front.rstrip().lower().endswith(DEFINITE_WORDS):
            return False
        if FOR_THE.search(front) and FOR_ONE.match(passage.text, value.end):
            return True
        if apposed(passage, passage.values[first].start, value.end) or value.quantity.scale not in SIZES:
            return False
        behind = passage.cues_in(value.end, value.end + 20, _NOUN)
        return any(h.start <= value.end + 1 for h in behind) and DEFINITE.search(front) is not None

    def _worth_it(self, passage: Passage, value: Value, form: Form, scale: Decimal) -> bool:
        """False where nothing in the sentence speaks for an attribute of the value's type, and its form does not."""
        if value.quantity is None or value.quantity.scale or scale != 1 or form != "prose":
            return True
        unit = passage.unit(value)
        if unit is not None and unit.name in self.cues.by_unit:
            return True  # "%" is no word, and may be glued
        return not passage.spoken_of(value.start).isdisjoint(self.by_type[value.type])

    def _candidates(self, case: Case, scores: list[tuple[Label, dict[str, int]]]) -> list[str]:
        """The attributes of the value's type that anything speaks for, or its form may, in the pack's order."""
        spoken = {name for name, _ in case.counted} | case.cued.keys()
        for _, found in scores:
            spoken |= found.keys()
        kind = case.value.type
        by_form = self._form_may_tell(case)
        currency = case.value.quantity.currency if case.value.quantity is not None else ""
        attributes = self.cues.pack.attributes
        return [
            name for name in self.by_type[kind]
            if (name in spoken or (by_form and (attributes[name].bare is not None or attributes[name].modifies)))
            and (not currency or attributes[name].unit == currency)
        ]  # fmt: skip

    def _form_may_tell(self, case: Case) -> bool:
        """False for a number in running text where nothing in its form or place may tell what it is about."""
        passage, quantity = case.passage, case.value.quantity
        if quantity is None or case.form != "prose" or passage.bracket(case.value.start) is not None:
            return True
        if not quantity.scale and case.scale == 1:
            return False
        front = _front(passage, passage.values[case.first].start)
        listed = front.rstrip().endswith((":", ",", "–", "—"))
        nounless = NOUNLESS.match(passage.text, case.value.end) is not None
        return listed or nounless or self._before_name(passage, case.value)

    def _count(self, case: Case, value: Value) -> None:
        """Note the phrases that a value counts or modifies, with the length of the phrase."""
        passage, text, found = case.passage, case.passage.text, case.counted
        unit = passage.unit(value)
        if unit is not None:
            for key in self.cues.by_unit.get(unit.name, ()):
                found[key] = len(unit.name)
        elif value.quantity is not None and value.quantity.tail:
            word = tail_word(value.quantity)
            for key in self.cues.tails.get(word, self.cues.tails.get(f"{word}s", ())):
                found[key] = len(word)
        end = value.end
        if text[end : end + 2] == ") ":
            end += 1  # "(just 37B) parameters": the brackets hold only the number
        reach = value.end + RUN_REACH
        hits = [
            h for h in passage.hits_in(value.end, reach + LONGEST_PHRASE)
            if h.start <= reach and h.meaning.role <= _MODIFIES
        ]  # fmt: skip
        self._count_before_bracket(case, value)
        if not hits:
            return
        limit = min(
            (b for b, _ in passage.breaks_in(value.start) if b >= end), default=passage.sentence(value.start)[1]
        )
        index = passage.index_after(value)
        if index < len(passage.values):
            limit = min(limit, passage.values[index].start)
        for hit in hits:
            if hit.start >= limit or (unit is not None and hit.end < unit.end):
                continue
            role, name = hit.meaning.role, hit.meaning.attribute
            between = words(text[end : hit.start])
            if len(between) > (2 if role is _MODIFIES else 4) or not RUN_STOPS.isdisjoint(between):
                continue
            if (
                between
                and any(h.meaning.role is _UNIT and h.end <= hit.start for h in hits)
                and not any(
                    h.meaning.role in (_UNIT, _COUNTED) and h.meaning.attribute == name and h.end <= hit.start
                    for h in hits
                )
            ):
                continue  # "8K tokens in all": of tokens, not of what "in all" counts elsewhere
            found[name, role] = max(found.get((name, role), 0), hit.end - hit.start - 4 * len(between))
            if role is not _MODIFIES:
                case.factors[name] = hit.meaning.factor

    def _count_before_bracket(self, case: Case, value: Value) -> None:
        """Note the noun right before a value that it is said to be, "a window that is 8K", or that brackets hold."""
        passage = case.passage
        bracket = passage.bracket(value.start)
        front = passage.text[max(0, value.start - FRONT) : value.start]
        namely = NAMELY.search(front) if front[-2:-1] in NAMELY_ENDS else None
        namely = namely or (IS_SO.search(front) if value.type == "number" and front.endswith(" ") else None)
        if namely is not None:
            at = value.start - len(namely.group())
        elif bracket is not None and (bracket[0] + 1, bracket[1] - 1) == (value.start, value.end):
            at = bracket[0]
        else:
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

    def _weigh(
        self, name: str, attribute: Attribute, case: Case, scores: list[tuple[Label, dict[str, int]]]
    ) -> Evidence | str | None:
        value, passage = case.value, case.passage
        quantity = value.quantity
        is_scaled = case.scale != 1 or quantity is None or bool(quantity.scale)
        if attribute.requires and name not in case.required:
            return None
        unit = (name, _UNIT) in case.counted
        factor = self.factor(name, case, scores) if attribute.type == "number" else ONE
        size = factor if isinstance(factor, Decimal) else ONE
        foreign = (  # under "Sizes: 7B and 13B, from scratch on 2T tokens" the last is of another kind
            attribute.type == "number" and not unit and (name, _COUNTED) not in case.counted
            and case.measured
        )  # fmt: skip
        options: list[tuple[int, int, str]] = []  # rank, minus the level it was found at, rule
        for label, found in scores:
            score = found.get(name, 0)
            if score < 0 and not self._told_in_full(name, case, label):
                return f"under the label “{label.text}”" if len(label.text) < 60 else None
            if score > 0 and not foreign and self._fits_label(attribute, value, is_scaled, unit, score):
                rank = LABEL + LABEL_STEPS[score]
                if label.rule == "label" and self._in_later_clause(passage, case.first):
                    rank -= 2 * FAR
                options.append((rank, 0, label.rule))
        if (name, _COUNTED) in case.counted:
            options.append((COUNTED + min(9, case.counted[name, _COUNTED] // 4), 0, "unit"))
        elif quantity is None or quantity.kind != "word" or quantity.scale or _right_before_unit(name, case):
            options += self._by_cue(name, attribute, case, unit)
            if is_scaled and attribute.modifies:
                if (name, _MODIFIES) in case.counted or self._before_name(passage, value):
                    options.append((MODIFIES, 0, "modifier"))
                if self._after_noun(name, passage, case.first, several=case.last - case.first > 1):
                    options.append((MODIFIES, 0, "list"))
            others = unit and any(found and name not in found for _, found in scores)  # under another's label
            if unit and not others and name in self.own_units and self._standing_alone(passage, value, case.form):
                options.append((BARE, 0, "unit alone"))
            if unit and attribute.bare is not None and "prose" in attribute.bare.places:
                named = case.form != "prose" or _named_or_fragment(passage, value)
                if is_scaled and named and _of_that_size(attribute.bare, value, size):
                    options.append((BARE, 0, "quantity"))
            if unit and not others and case.form == "prose" and self._goes_on(name, case):
                options.append((BARE, 0, "unit spoken of"))
            if attribute.bare is not None and value.date is not None and _aside(attribute.bare, passage, value):
                options.append((BARE, 0, "aside"))
            other_unit = not unit and case.measured
            if not other_unit and self._bare(attribute, passage, value, case.form, is_scaled or unit, unit, size):
                options.append((BARE, 0, "bare"))
            elif not other_unit and self._had(attribute, passage, value, case.first):
                options.append((BARE, 0, "verb"))
        if isinstance(factor, str) and (options or (case.unit is not None and name in case.cued)):
            return factor
        if not options or isinstance(factor, str):
            return None
        rank, level, rule = max(options)
        barred_at = case.barred.get(name)
        labelled = rule in ("column", "row", "label") and name not in case.remarked  # "4 GB (8 GB recommended)"
        if labelled and barred_at == 0 and self._in_later_clause(passage, case.first):
            labelled = False  # "EUR 96 million; approach roads EUR 21 million"
        if barred_at is not None and barred_at <= -level and not labelled:
            return f"barred for {attribute.title}"
        if rank < ENOUGH:
            return None
        if rule == "modifier" and DEFINITE.search(_front(passage, passage.values[case.first].start)):
            one_name = case.last - case.first == 1 and self._modifies_name(passage, value)
            if not one_name and not apposed(passage, passage.values[case.first].start, value.end):
                return "names a member by its size"
        if self._far_day(name, value):
            return "not a plausible value"
        plausible = self._plausible(name, value, case.scale, factor)
        if not plausible:
            if rank < CUE or (quantity is not None and not is_scaled and quantity.high < LONG_NUMBER):
                return "not a plausible value"
            rank -= 2 * FAR
        return Evidence(name, rank, f"{case.form}.{rule}", plausible, case.scale, factor)

    def _goes_on(self, name: str, case: Case) -> bool:
        """True for a unit of this attribute alone, a name, and a sentence before that speaks of the attribute."""
        if any(role in (_UNIT, _COUNTED) and other != name for other, role in case.counted):
            return False
        start, _ = case.passage.sentence(case.value.start)
        if not start or not case.passage.names_in(start, case.value.start):
            return False
        return name in case.passage.spoken_of(start - 1)

    def _in_later_clause(self, passage: Passage, first: int) -> bool:
        """True behind a semicolon: "Experts: 256 routed; the router picks 8" goes on to something else."""
        start = passage.values[first].start
        return passage.text.find(";", passage.sentence(start)[0], start) >= 0

    def _told_in_full(self, name: str, case: Case, label: Label) -> bool:
        """True where a label only opens a statement that needs none: "Training at scale: a 620B parameter model"."""
        if label.rule != "label" or (name, _COUNTED) not in case.counted:
            return False
        front = _front(case.passage, case.passage.values[case.first].start)
        return front.endswith("the ") or ARTICLE.search(front) is not None

    def _after_noun(self, name: str, passage: Passage, first: int, *, several: bool) -> bool:
        """True for values listed behind the noun they modify: "7 dense models: 0.6B, 1.7B and 4B"."""
        start = passage.values[first].start
        before = _front(passage, start).rstrip()
        if not before.endswith((":", ",", "–", "—") if several else ":"):
            return False
        end = start - min(start, FRONT) + len(before) - 1
        return any(
            h.meaning.attribute == name and h.meaning.role is _MODIFIES and end - 12 <= h.end <= end
            for h in passage.hits_in(end - 24, end)
        )

    def _before_name(self, passage: Passage, value: Value) -> bool:
        """True right before a name: "671 B V3"."""
        behind = passage.names_in(value.end, value.end + 80)
        return any(n.start - value.end <= 2 and not set(".(") & set(passage.text[value.end : n.start]) for n in behind)

    def _modifies_name(self, passage: Passage, value: Value) -> bool:
        """True where a name follows close by: "the 236 B MoE-based V2"."""
        name = modified_name(passage, passage.names_in(value.end, value.end + 2 * NEAR_REACH + 80), value.end)
        return name is not None and not self.cues.kind.follows(passage.text, name.end)

    def _other_side(self, passage: Passage, first: int, last: int) -> str | None:
        """A value that a comparison holds the subject's against: "versus 70B". It is nobody's who is named before."""
        at = passage.values[first].start
        value = passage.values[last - 1]
        if value.type == "date":
            return None
        before = passage.text[max(passage.sentence(at)[0], at - 120) : at]
        if self.cues.kind.of_others(before) and not any(at - len(before) <= p.start < at for p in passage.parts):
            return "said of others"
        m = against(passage.text, at, value.end, self.cues.kind)
        behind = passage.names_in(value.end, value.end + 80) if m else []
        if m and any(
            FOR_NAME.fullmatch(passage.text, value.end, n.start) or IN_NAME.fullmatch(passage.text, value.end, n.start)
            for n in behind
        ):
            return None  # "compared with 1.1 million for X" says what X took
        joined = value.quantity is not None and value.quantity.qualifier is Qualifier.RANGE
        if m and m.group().lower().startswith("between") and joined:
            return None  # "between 1,100 and 1,200" is one value
        if m and (m.group().startswith("between") or not self._before_name(passage, passage.values[last - 1])):
            return "other side of a comparison"
        return None

    def _fits_label(self, attribute: Attribute, value: Value, scaled: bool, unit: bool, score: int) -> bool:
        """A label that only contains the words needs a value that looks the part."""
        if attribute.bare is not None and attribute.bare.scaled and attribute.type == "number" and score < 3:
            return scaled or unit or (value.quantity is not None and value.quantity.high >= LONG_NUMBER / 100)
        return True

    def _by_cue(self, name: str, attribute: Attribute, case: Case, unit: bool) -> list[tuple[int, int, str]]:
        found: list[tuple[int, int, str]] = []
        number = attribute.type == "number"
        for role, level, distance in case.cued.get(name, ()):
            if role is _CUE and number and not unit:
                continue
            if level == 2 and case.value.type == "number":
                continue
            rank = STRONG if role is _STRONG else CUE
            rank -= FAR * level + (0 if distance <= NEAR_REACH else FAR // 2)
            if level == 1 and role is _STRONG and case.value.type == "number":
                rank -= FAR
            found.append((rank, -level, "cue"))
        return found

    def _bare(
        self, attribute: Attribute, passage: Passage, value: Value, form: Form, scaled: bool, unit: bool, size: Decimal
    ) -> bool:
        """True where the form alone says what the value is: the whole item, cell or bracketed remark."""
        bare = attribute.bare
        if bare is None or (bare.unit and not unit) or (bare.scaled and value.quantity is not None and not scaled):
            return False
        if not _of_that_size(bare, value, size):
            return False
        bracket = passage.bracket(value.start)
        if bracket is not None:
            return "brackets" in bare.places or (form == "heading" and "heading" in bare.places)
        if form == "item" and not unit and value.quantity is not None and self._counts_else(passage, value):
            return False
        return form != "prose" and form in bare.places

    def _counts_else(self, passage: Passage, value: Value) -> bool:
        """True for a number right before a noun that no attribute counts: "3K GPU weeks"."""
        following = OTHER_NOUN.match(passage.text, value.end)
        return following is not None and not any(
            h.start < following.end() for h in passage.hits_in(value.end, value.end + LONGEST_PHRASE)
        )

    def _had(self, attribute: Attribute, passage: Passage, value: Value, first: int) -> bool:
        """True right behind "has" with no noun behind: "X has 7 billion, Y 9"."""
        bare, quantity = attribute.bare, value.quantity
        if bare is None or "verb" not in bare.places or quantity is None or not quantity.scale or quantity.tail:
            return False
        if not _of_that_size(bare, value) or not NOUNLESS.match(passage.text, value.end):
            return False
        front = _front(passage, passage.values[first].start)
        return HAVING.search(front) is not None or self._is_so(passage, passage.values[first].start, front)

    def _is_so(self, passage: Passage, at: int, front: str) -> bool:
        """True right behind a name, or a word for it, and a form of "be": "It's 22B, dense"."""
        copula = BEING.search(front)
        if copula is None:
            return False
        end = at - len(front) + copula.start()
        if any(n.end == end for n in passage.names_in(max(0, end - 2 * FRONT), end)):
            return True
        return any(h.meaning.role is _REFERENCE and h.end == end for h in passage.hits_in(max(0, end - FRONT), end))

    def _far_day(self, name: str, value: Value) -> bool:
        """True for a date so far from what is plausible that no slip explains it: it dates something else."""
        limits = self.cues.limits[name]
        if limits is None or value.date is None:
            return False
        return value.date.last.toordinal() < limits[0] - FAR_DAYS or value.date.first.toordinal() > limits[1] + FAR_DAYS

    def _plausible(self, name: str, value: Value, scale: Decimal, unit: Decimal) -> bool:
        limits = self.cues.limits[name]
        if limits is None or value.quantity is None:
            return True
        factor = unit if value.quantity.scale else unit * scale
        return limits[0] <= value.quantity.low * factor and value.quantity.high * factor <= limits[1]


def _better(one: Evidence, other: Evidence) -> bool:
    """True where one evidence outweighs another; a word for a plausible value outweighs all for an implausible one."""
    if one.plausible != other.plausible and min(one.rank, other.rank) >= CUE:
        return one.plausible
    return one.rank > other.rank


def _behind_value(passage: Passage, first: int, value: Value) -> bool:
    """True for a size alone in brackets behind a date or a smaller number: "4K (7B), 8K (70B)" name members."""
    bracket = passage.bracket(value.start)
    if bracket is None or first == 0 or (bracket[0] + 1, bracket[1] - 1) != (value.start, value.end):
        return False
    before = passage.values[first - 1]
    if value.quantity is None or value.quantity.scale not in ("M", "B") or not 0 <= bracket[0] - before.end <= 1:
        return False
    return before.quantity is None or before.quantity.scale == "K"


def _named_or_fragment(passage: Passage, value: Value) -> bool:
    """True in a sentence that names somebody, or that begins with a value and goes on with the one before."""
    start, end = passage.sentence(value.start)
    return bool(passage.names_in(start, end)) or _FRAGMENT.match(passage.text, start) is not None


def _aside(bare: Bare, passage: Passage, value: Value) -> bool:
    """True for a date right behind a name, between commas or dashes: "X, from July 2024, has"."""
    if "brackets" not in bare.places or not ASIDE_END.match(passage.text, value.end):
        return False
    opened = ASIDE.search(passage.text, max(0, value.start - FRONT), value.start)
    if opened is None:
        return False
    return any(n.end == opened.start() for n in passage.names_in(max(0, opened.start() - 80), opened.start()))


def _of_that_size(bare: Bare, value: Value, size: Decimal = ONE) -> bool:
    """True for a date, and for a quantity between the ends that its form alone needs; `size` is that of its unit."""
    if value.quantity is None:
        return True
    if bare.lower is not None and value.quantity.low * size < bare.lower:
        return False
    return bare.upper is None or value.quantity.high * size <= bare.upper


def _front(passage: Passage, at: int) -> str:
    """The characters right before an offset, as many as any expression looks at."""
    return passage.text[max(0, at - FRONT) : at]


def _right_before_unit(name: str, case: Case) -> bool:
    """True for a value with a unit of the attribute right behind it: "five months"."""
    at = case.value.end + 1
    return (name, _UNIT) in case.counted and (
        case.unit is not None
        or any(h.start == at and h.meaning.role is _UNIT and h.meaning.attribute == name
               for h in case.passage.hits_in(at, at + LONGEST_PHRASE))
    )  # fmt: skip


def _letter(passage: Passage, value: Value) -> str:
    """The letter at the end of a number that may be its unit rather than its scale: "329 K", "1.5T"."""
    letter = passage.text[value.end - 1]
    if value.quantity is None or not value.quantity.scale or value.quantity.currency or letter not in UNIT_LETTERS:
        return ""
    return letter if passage.text[value.end - 2] in "0123456789 " else ""


def _no_cue(value: Value) -> str:
    if value.type == "date":
        return "date of nothing claimed"
    if value.type == "money":
        return "sum of nothing claimed"
    if value.quantity is not None and value.quantity.percent:
        return "percentage"
    if value.quantity is not None and (value.quantity.scale or value.quantity.high >= LONG_NUMBER):
        return "quantity of nothing claimed"
    return "plain number"
