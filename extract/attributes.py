"""Decides what a value is about: weighs the cues around it for each attribute of the pack.

Every piece of evidence has a rank; the attribute with the best evidence wins. The ranks order kinds of evidence,
they are not confidences: a noun that is counted beats a label, a label beats a word somewhere in the clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extract.cues import Cues, Role
from extract.english import DEFINITE, OTHER_SIDE, RUN_STOPS
from extract.pack import Attribute
from extract.passage import Passage, Value

Form = Literal["prose", "item", "cell", "heading"]

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
NEAR_REACH = 34  # characters from the value to a cue that stands right by it
RUN_REACH = 48  # characters from a value to the noun it counts: "8.1 trillion high-quality multilingual tokens"
LONG_NUMBER = 10_000  # an unscaled number from here on may be a claim even where it is implausible


@dataclass(frozen=True, slots=True)
class Label:
    """The label a value stands under: an item's own, a row's or column's heading."""

    text: str
    rule: str  # "label", "column", "row"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a value was found to be about, and how."""

    attribute: str
    rank: int
    rule: str
    plausible: bool = True  # within what the pack holds plausible


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of text around a value, up to where its words stop."""

    start: int
    end: int
    level: int  # 0: its own clause; 1: up to the neighbouring values; 2: the sentence


def windows(passage: Passage, first: int, last: int) -> list[Window]:
    """The windows around the values first … last-1 of a passage, narrow to wide."""
    values = passage.values
    low, high = values[first].start, values[last - 1].end
    s_start, s_end = passage.sentence(low)
    s_end = max(s_end, high)
    start = s_start
    if first and values[first - 1].end > s_start:
        start = _after_noun(passage, values[first - 1].end, low)
    end = min([values[last].start] if last < len(values) and values[last].start < s_end else [s_end])
    clause_start, clause_end = start, end
    for b_start, b_end in passage.breaks:
        if b_end <= low:
            clause_start = max(clause_start, b_end)
        elif b_start >= high:
            clause_end = min(clause_end, b_start)
            break
    return [Window(clause_start, clause_end, 0), Window(start, end, 1), Window(s_start, s_end, 2)]


def _after_noun(passage: Passage, start: int, end: int) -> int:
    """Where the noun ends that the value before counts: its words are not those of the next value."""
    for hit in passage.hits:
        if (
            start <= hit.start
            and hit.end <= end
            and hit.meaning.role is Role.COUNTED
            and hit.start - start <= RUN_REACH // 2
        ):
            between = passage.text[start : hit.start].split()
            if len(between) <= 2 and not any(word.lower() in RUN_STOPS for word in between):
                return hit.end
    return start


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
        value = passage.values[last - 1]
        best: Evidence | None = None
        barred_note = ""
        other = self._other_side(passage, first, last)
        if other:
            return other
        frames = windows(passage, first, last)
        counted = self._counted(passage, passage.values[last - 1])
        head = self._counted(passage, passage.values[first]) if last - first > 1 else {}
        for name in self.by_type[value.type]:
            attribute = self.cues.pack.attributes[name]
            evidence = self._weigh(
                name, attribute, passage, value, first, last, frames, {**head, **counted}, form, labels, scale
            )
            if isinstance(evidence, str):
                barred_note = barred_note or evidence
            elif evidence is not None and (best is None or evidence.rank > best.rank):
                best = evidence
        if best is None:
            return barred_note or _no_cue(value)
        return best

    def _counted(self, passage: Passage, value: Value) -> dict[tuple[str, Role], int]:
        """Phrases that the value counts or modifies, with the length of the phrase."""
        found: dict[tuple[str, Role], int] = {}
        text = passage.text
        end = value.end
        if text[end : end + 2] == ") ":
            end += 1  # "(just 37B) parameters": the brackets hold only the number
        limit = min([b for b, _ in passage.breaks if b >= end] + [len(text)])
        for other in passage.values:
            if other.start >= value.end:
                limit = min(limit, other.start)
                break
        for hit in passage.hits:
            if hit.start < value.end:
                continue
            if hit.start > value.end + RUN_REACH or hit.end > limit:
                if hit.start > value.end + RUN_REACH:
                    break
                continue
            role = hit.meaning.role
            if role not in (Role.UNIT, Role.COUNTED, Role.MODIFIES):
                continue
            between = text[end : hit.start].replace("-", " ").split()
            if any(word.lower() in RUN_STOPS for word in between) or len(between) > (2 if role is Role.MODIFIES else 4):
                continue
            key = (hit.meaning.attribute, role)
            found[key] = max(found.get(key, 0), hit.end - hit.start - 4 * len(between))
        return found

    def _weigh(
        self,
        name: str,
        attribute: Attribute,
        passage: Passage,
        value: Value,
        first: int,
        last: int,
        frames: list[Window],
        counted: dict[tuple[str, Role], int],
        form: Form,
        labels: tuple[Label, ...],
        scale: Decimal,
    ) -> Evidence | str | None:
        quantity = value.quantity
        is_scaled = scale != 1 or quantity is None or bool(quantity.scale)
        if attribute.requires and not self._has_required(name, passage, frames[2]):
            return None
        unit = (name, Role.UNIT) in counted
        options: list[tuple[int, int, str]] = []  # rank, minus the level it was found at, rule
        for label in labels:
            score = self.cues.labels[name].score(label.text)
            if score < 0:
                return f"under the label “{label.text}”" if len(label.text) < 60 else None
            if score > 0 and self._fits_label(attribute, value, is_scaled, unit, score):
                options.append((LABEL + LABEL_STEPS[score], 0, label.rule))
        barred_at = self._barred(name, passage, first, last, frames)
        if (name, Role.COUNTED) in counted:
            options.append((COUNTED + min(9, counted[name, Role.COUNTED] // 4), 0, "unit"))
        elif quantity is None or quantity.kind != "word":
            if is_scaled and (
                (name, Role.MODIFIES) in counted or (attribute.modifies and self._before_name(passage, value))
            ):
                options.append((MODIFIES, 0, "modifier"))
            options += self._by_cue(name, attribute, passage, value, first, last, frames, unit)
            if is_scaled and attribute.modifies and self._after_noun(name, passage, first):
                options.append((MODIFIES, 0, "list"))
            other_unit = not unit and any(role is Role.UNIT for _, role in counted)
            if not other_unit and self._bare(attribute, passage, value, form, is_scaled or unit):
                options.append((BARE, 0, "bare"))
        if not options:
            return None
        rank, level, rule = max(options)
        if barred_at is not None and barred_at <= -level and rule not in ("column", "row", "label"):
            return f"barred for {attribute.title}"
        if rank < ENOUGH:
            return None
        one_name = last - first == 1 and self._modifies_name(passage, value)
        if rule == "modifier" and not one_name and DEFINITE.search(passage.text[: passage.values[first].start]):
            return "names a member by its size"
        plausible = self._plausible(name, value, scale)
        if not plausible:
            if rank < CUE or (quantity is not None and not is_scaled and quantity.high < LONG_NUMBER):
                return "not a plausible value"
            rank -= 2 * FAR
        return Evidence(name, rank, f"{form}.{rule}", plausible)

    def _has_required(self, name: str, passage: Passage, sentence: Window) -> bool:
        return any(
            h.meaning.role is Role.REQUIRED and h.meaning.attribute == name and sentence.start <= h.start < sentence.end
            for h in passage.hits
        )

    def _after_noun(self, name: str, passage: Passage, first: int) -> bool:
        """True for values listed behind the noun they modify: "7 dense models: 0.6B, 1.7B and 4B"."""
        before = passage.text[: passage.values[first].start].rstrip()
        if not before.endswith(":"):
            return False
        end = len(before) - 1
        return any(
            h.meaning.attribute == name and h.meaning.role is Role.MODIFIES and end - 12 <= h.end <= end
            for h in passage.hits
        )

    def _before_name(self, passage: Passage, value: Value) -> bool:
        """True right before a name: "671 B V3"."""
        return any(0 <= n.start - value.end <= 2 for n in passage.names)

    def _modifies_name(self, passage: Passage, value: Value) -> bool:
        """True where a name follows close by: "the 236 B MoE-based V2"."""
        return any(
            0 <= n.start - value.end <= NEAR_REACH and passage.text[n.end : n.end + 6] != " model"
            for n in passage.names
        )

    def _other_side(self, passage: Passage, first: int, last: int) -> str | None:
        """A value that a comparison holds the subject's against: "versus 70B". It is nobody's who is named before."""
        at = passage.values[first].start
        m = OTHER_SIDE.search(passage.text[max(0, at - 48) : at])
        if m and (m.group().startswith("between") or not self._before_name(passage, passage.values[last - 1])):
            return "other side of a comparison"
        return None

    def _fits_label(self, attribute: Attribute, value: Value, scaled: bool, unit: bool, score: int) -> bool:
        """A label that only contains the words needs a value that looks the part."""
        if attribute.bare is not None and attribute.bare.scaled and attribute.type == "number" and score < 3:
            return scaled or unit or (value.quantity is not None and value.quantity.high >= LONG_NUMBER / 100)
        return True

    def _by_cue(
        self,
        name: str,
        attribute: Attribute,
        passage: Passage,
        value: Value,
        first: int,
        last: int,
        frames: list[Window],
        unit: bool,
    ) -> list[tuple[int, int, str]]:
        low, high = passage.values[first].start, passage.values[last - 1].end
        found: list[tuple[int, int, str]] = []
        needs_unit = attribute.type == "number"
        for hit in passage.hits:
            meaning = hit.meaning
            if meaning.attribute != name or meaning.role not in (Role.STRONG, Role.CUE):
                continue
            if meaning.role is Role.CUE and needs_unit and not unit:
                continue
            level = next((w.level for w in frames if w.start <= hit.start and hit.end <= w.end), None)
            if level is None or (level == 2 and value.type == "number"):
                continue
            distance = low - hit.end if hit.end <= low else hit.start - high
            rank = STRONG if meaning.role is Role.STRONG else CUE
            rank -= FAR * level + (0 if distance <= NEAR_REACH else FAR // 2)
            if value.type == "number" and meaning.role is Role.STRONG and level == 1:
                rank -= FAR
            found.append((rank, -level, "cue"))
        return found

    def _barred(self, name: str, passage: Passage, first: int, last: int, frames: list[Window]) -> int | None:
        """Level of the narrowest window that holds a word which makes the value something else."""
        worst: int | None = None
        for hit in passage.hits:
            if hit.meaning.attribute == name and hit.meaning.role is Role.BARRED:
                for window in frames[:2]:
                    if window.start <= hit.start and hit.end <= window.end:
                        worst = window.level if worst is None else min(worst, window.level)
                        break
        return worst

    def _bare(self, attribute: Attribute, passage: Passage, value: Value, form: Form, scaled: bool) -> bool:
        """True where the form alone says what the value is: the whole item, cell or bracketed remark."""
        bare = attribute.bare
        if bare is None or (bare.scaled and value.quantity is not None and not scaled):
            return False
        if value.quantity is not None:
            if bare.lower is not None and value.quantity.low < bare.lower:
                return False
            if bare.upper is not None and value.quantity.high > bare.upper:
                return False
        bracket = passage.bracket(value.start)
        if bracket is not None:
            return "brackets" in bare.places or (form == "heading" and "heading" in bare.places)
        place = "item" if form in ("item", "prose") else form
        return form != "prose" and place in bare.places

    def _plausible(self, name: str, value: Value, scale: Decimal) -> bool:
        limits = self.cues.limits[name]
        if limits is None or value.quantity is None:
            return True
        factor = Decimal(1) if value.quantity.scale else scale
        return limits[0] <= value.quantity.low * factor and value.quantity.high * factor <= limits[1]


def _no_cue(value: Value) -> str:
    if value.type == "date":
        return "date of nothing claimed"
    if value.type == "money":
        return "sum of nothing claimed"
    if value.quantity is not None and (value.quantity.scale or value.quantity.high >= LONG_NUMBER):
        return "quantity of nothing claimed"
    return "plain number"
