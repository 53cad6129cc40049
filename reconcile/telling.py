"""What reasons are made from: groups with their versions and verdicts, and values in words."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from extract.claim import Qualifier
from reconcile.arrays import IntArray, order_by
from reconcile.attributes import AttributeRule
from reconcile.own_units import own_words
from reconcile.rows import QUALIFIERS, Groups, Rows
from reconcile.verdicts import Judged
from reconcile.versions import Versions
from reconcile.wording import interval_words, part_words, qualified_words, value_words

_DIGITS = 6  # of an end of an interval that was converted

_OPEN = (Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.UP_TO)
_DAYS = 2**23  # more than the ordinals of two days together


@dataclass(slots=True)
class Notes:
    """Sentences that later steps add to the reasons of groups."""

    of: dict[int, list[str]] = field(default_factory=dict)
    instead: dict[int, str] = field(default_factory=dict)  # what takes the place of the reason itself

    def add(self, group: int, sentence: str) -> None:
        """Add a sentence to the reason of a group, once."""
        told = self.of.setdefault(group, [])
        if sentence not in told:
            told.append(sentence)


@dataclass(frozen=True)
class Telling:
    """All that reasons are made from, with plain lists for what is looked up group by group."""

    rows: Rows
    groups: Groups
    versions: Versions
    judged: Judged

    @cached_property
    def display(self) -> IntArray:
        """Clusters by group, plain ones before listed ones, best supported first, then by value."""
        versions = self.versions
        return order_by(versions.group, versions.listed.astype(np.int64), -versions.votes)

    @cached_property
    def first(self) -> IntArray:
        """First entry of each group in `display` and first of its clusters; one more entry at the end."""
        return self.versions.first()

    @cached_property
    def main(self) -> IntArray:
        """The best supported plain cluster of each group; its best supported listed one where it has no plain one."""
        return self.display[np.minimum(self.first[:-1], len(self.display) - 1)]

    @cached_property
    def _shown(self) -> list[int]:
        shown: list[int] = self.display.tolist()
        return shown

    @cached_property
    def _bounds(self) -> list[int]:
        bounds: list[int] = self.first.tolist()
        return bounds

    @cached_property
    def _row_bounds(self) -> list[int]:
        bounds: list[int] = np.searchsorted(self.rows.group, np.arange(len(self.groups) + 1)).tolist()
        return bounds

    def rule(self, group: int) -> AttributeRule:
        """How the group's attribute is compared."""
        return self.groups.rules[int(self.groups.attribute[group])]

    def words(self, cluster: int) -> str:
        """The most precise value of a cluster, in words."""
        return self.row_words(self.versions.head[cluster].item())

    def row_words(self, row: int) -> str:
        """The value of a claim, in words; of an attribute that is measured in several units, in the one stated."""
        return self._rows_words(np.array([row]))[0]

    def _rows_words(self, at: IntArray) -> list[str]:
        """The values of the claims in these rows, in words."""
        rows, attribute = self.rows, self.groups.attribute[self.rows.group[at]]
        columns = (rows.value, rows.spelling, rows.is_term, rows.qualifier, rows.lower, rows.upper)
        stated = zip(attribute.tolist(), *(column[at].tolist() for column in columns), strict=True)
        return [self._spell(*row) for row in stated]

    def _spell(self, attribute: int, value: int, quote: int, term: bool, number: int, low: float, high: float) -> str:
        rule, qualifier = self.groups.rules[attribute], QUALIFIERS[number]
        text = self.rows.values[value]
        words = value_words(text, "term" if term else rule.type, rule.unit)
        if rule.units and not term:  # the value was converted
            words = own_words(text, self.rows.spellings[quote], rule.units) or f"{words} {rule.unit}".rstrip()
        if qualifier in _OPEN:
            open_end = math.isinf(low) != math.isinf(high)  # a bound that the pack takes for the value has both
            if qualifier is Qualifier.ABOUT or open_end or low == 0:
                return qualified_words(words, qualifier, low, high, dated=rule.type == "date")
        return part_words(words, low, high)

    def all_words(self, clusters: IntArray) -> list[str]:
        """The most precise value of each cluster, in words: what `words` says, for many at once."""
        rows = self.rows
        head = self.versions.head[clusters]
        code = (self.groups.attribute[rows.group[head]] * len(rows.values) + rows.value[head]) * 2 + rows.is_term[head]
        code = code * len(QUALIFIERS) + rows.qualifier[head]
        dates = np.array([rule.type == "date" for rule in self.groups.rules], dtype=bool)
        if dates.any():  # the parts of a year, which one text stands for, differ in the sum of their ends
            ends = sum(np.where(np.isfinite(end), end, 0) for end in (rows.lower[head], rows.upper[head]))
            dated = dates[self.groups.attribute[rows.group[head]]] & ~rows.is_term[head]
            code = code * _DAYS + np.where(dated, ends, 0).astype(np.int64)
        if (several := np.array([bool(rule.units) for rule in self.groups.rules], dtype=bool)).any():
            code = np.unique(code, return_inverse=True)[1] * len(rows.spellings)  # codes may be near the largest number
            code = code + np.where(several[self.groups.attribute[rows.group[head]]], rows.spelling[head], 0)
        _, first, place = np.unique(code, return_index=True, return_inverse=True)
        words = self._rows_words(head[first])
        return [words[at] for at in place.tolist()]

    def interval(self, row: int, low: float, high: float) -> str:
        """An interval in words, followed by its unit where the value of this row is written with one."""
        rows = self.rows
        rule = self.rule(int(rows.group[row]))
        own = rule.type == "number" and rows.unit[row] >= 0 and " " in rows.values[rows.value[row]]
        if not own and not rule.units:
            return interval_words(low, high, rule.type)
        low, high = (float(f"{end:.{_DIGITS}g}") for end in (low, high))  # converted ends have no last digit
        return f"{interval_words(low, high, rule.type)} {rows.units[rows.unit[row]] if own else rule.unit}".rstrip()

    def with_interval(self, row: int) -> str:
        """The value of a claim in words, and its interval where that is more than the value."""
        rows = self.rows
        words = self.row_words(row)
        if rows.is_term[row]:
            return words
        interval = self.interval(row, rows.lower[row].item(), rows.upper[row].item())
        return words if words == interval else f"{words} ({interval})"

    def clusters(self, group: int) -> list[int]:
        """The clusters of a group, best supported first."""
        return self._shown[self._bounds[group] : self._bounds[group + 1]]

    def span(self, group: int) -> slice:
        """The rows of a group."""
        return slice(self._row_bounds[group], self._row_bounds[group + 1])

    def rows_of(self, cluster: int) -> IntArray:
        """The rows of a cluster, by document and place."""
        span = self.span(self.versions.group[cluster].item())
        return np.flatnonzero(self.versions.cluster[span] == cluster) + np.int64(span.start)

    def voices_of(self, cluster: int) -> set[int]:
        """The voices behind a cluster."""
        return set(self.rows.voice[self.rows_of(cluster)].tolist())
