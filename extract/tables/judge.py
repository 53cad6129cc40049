"""What the values of a cell are about: what they say themselves, weighed with the heading that they stand under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.attributes.attributes import classify
from extract.attributes.evidence import Evidence, Label
from extract.attributes.refusals import of_another_label, part_of_before
from extract.tables.grid import Line
from extract.tables.table_owners import GENERIC_HEADERS
from extract.words.cues import Cues, Role, label_key

if TYPE_CHECKING:
    from extract.passages.passage import Passage

LONGEST_REMARK = 48  # characters of a cell that may claim something its heading does not announce: "128K context"


class Judge:
    """Judges the values of the cells of one table."""

    def __init__(self, cues: Cues) -> None:
        """Judge by these cues."""
        self.cues = cues
        self.required = ""  # words of the table's headings that an attribute under another one may require

    def verdict(
        self, passage: Passage, start: int, end: int, line: Line, labels: tuple[Label, ...], rule: str
    ) -> Evidence | str:
        """What a list of values in a cell is about; kept for cells of the same characters under the same heading."""
        key = (start, end, line.text, rule, self.required)
        verdict = passage.verdicts.get(key)
        if verdict is None:
            verdict = passage.verdicts[key] = self._judged(passage, start, end, line, labels)
        return verdict

    def _judged(self, passage: Passage, start: int, end: int, line: Line, labels: tuple[Label, ...]) -> Evidence | str:
        verdict = classify(passage, start, end, "cell", labels, scale=line.scale)
        if line.attribute in self.cues.terms:
            return verdict if isinstance(verdict, Evidence) and verdict.rule == "cell.unit" else "part of a text value"
        if isinstance(verdict, Evidence) and not line.score:
            remark = label_key(line.text) in GENERIC_HEADERS and verdict.rule == "cell.quantity"  # "6T tokens"
            surely = verdict.rule.endswith((".unit", ".cue")) or remark
            if not surely or len(passage.text) > LONGEST_REMARK:
                return "under another heading" if line.text else "table of nothing claimed"
        if isinstance(verdict, Evidence) and self._bare_of_another(verdict, line):
            return "under another heading"
        if isinstance(verdict, Evidence) and not verdict.plausible and len(passage.values) > 1:
            return "not a plausible value"
        if isinstance(verdict, Evidence) and (
            of_another_label(passage, start, self.cues) or part_of_before(passage, start, verdict.attribute, self.cues)
        ):
            return "remark in brackets"
        if isinstance(verdict, Evidence) and end - start == 1 and self._remarked_thing(passage, start):
            return "remark in brackets"
        if isinstance(verdict, str) and verdict in (
            "plain number",
            "quantity of nothing claimed",
            "date of nothing claimed",
        ):
            return "under another heading" if line.text and not line.score else verdict
        return verdict

    def _remarked_thing(self, passage: Passage, index: int) -> bool:
        """True for a value with the name of a thing in brackets behind it: "2024-06-01 (paper)"."""
        at = passage.values[index].end
        remark = passage.bracket(at + 2) if passage.text.startswith(" (", at) else None
        if remark is None:
            return False
        words = passage.text[slice(*remark)].strip("() ")
        return any(
            h.meaning.role is Role.THING and h.end - h.start == len(words) for h in self.cues.phrases.find(words)
        )

    def _bare_of_another(self, verdict: Evidence, line: Line) -> bool:
        """True for a plain number that by its size alone would be about something else than its heading."""
        attributes = self.cues.pack.attributes
        if verdict.rule != "cell.bare" or not line.score or verdict.attribute == line.attribute:
            return False
        return attributes[verdict.attribute].type == attributes[line.attribute].type
