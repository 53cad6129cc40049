"""Claims as arrays of numbers: what grouping and judging run on, without a Python object for each claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from extract.claim import Qualifier, Status
from extract.words.pack import Pack
from reconcile.arrays import BoolArray, FloatArray, IntArray, lowest, order_by, starts
from reconcile.attributes import AttributeRule, attribute_rules
from reconcile.forms import FORMS, PREFIX, versions
from reconcile.frame import claim_ids, sorted_codes
from reconcile.names import Names, unify
from reconcile.scope_names import unify_scopes
from reconcile.spelling import meaning

if TYPE_CHECKING:
    import pandas as pd

QUALIFIERS = tuple(Qualifier)
LISTED = QUALIFIERS.index(Qualifier.OF_VARIANT)
_ISO_DATE = re.compile(r"\d{4}(-\d\d(?:-\d\d)?)?(?=/|$)")


@dataclass(frozen=True, slots=True)
class Rows:
    """The claims, sorted by group, document and place; all arrays are parallel.

    A group is one (entity, attribute, scope), numbered from 0 in that order of sorting.
    """

    index: IntArray  # row of the frame
    group: IntArray
    document: IntArray  # number in `documents`
    voice: IntArray  # documents that repeat each other share one
    line: IntArray
    start: IntArray
    value: IntArray  # number in `values`
    lower: FloatArray  # terms: rank of the canonical text on both sides
    upper: FloatArray
    qualifier: IntArray  # number in QUALIFIERS
    asserted: BoolArray
    is_term: BoolArray
    unit: IntArray  # number in `units`; -1: none stated
    spelling: IntArray  # number in `spellings`

    documents: tuple[str, ...]  # sorted
    values: tuple[str, ...]  # sorted
    units: tuple[str, ...]
    spellings: tuple[str, ...]  # values as the documents spell them


@dataclass(frozen=True, slots=True)
class Groups:
    """What each group is about; the arrays are parallel, one entry for each group."""

    entity: IntArray  # number in `entities`
    attribute: IntArray  # number in `rules`
    scope: IntArray  # number in `scopes`

    entities: tuple[str, ...]  # names for readers, sorted
    entity_keys: tuple[str, ...]  # parallel to `entities`
    rules: tuple[AttributeRule, ...]  # sorted by name
    scopes: tuple[str, ...]  # sorted

    def __len__(self) -> int:
        """Number of groups."""
        return len(self.entity)


def read_rows(frame: pd.DataFrame, pack: Pack | None) -> tuple[Rows, Groups, Names]:
    """Number everything in a claims frame and sort its rows by group, document and place.

    Columns of text may be categorical, which is how a large table is held; ids are then made where they are needed.
    A column `voice`, where there is one, names the document that stands for each claim (see `reconcile.lineage`).
    """
    entity, names_used = sorted_codes(frame["entity"])
    attribute, attributes = sorted_codes(frame["attribute"])
    scope, scopes = sorted_codes(frame["scope"])
    document, documents = sorted_codes(frame["document"])
    value, values = sorted_codes(frame["value"])
    lower = frame["lower"].to_numpy(np.float64)
    upper = frame["upper"].to_numpy(np.float64)
    dates = _undeclared_dates(attributes, attribute, lower, upper, value, values)
    rules = attribute_rules(pack, attributes, dates)
    scope, scopes = unify_scopes(attribute, scope, scopes, rules)
    relation = np.array([rule.type == "relation" for rule in rules], dtype=bool)[attribute]
    voice, named = document, entity
    if "voice" in frame:
        voice, _ = sorted_codes(frame["voice"])
        named = entity[frame["voice"].to_numpy() == frame["document"].to_numpy()]  # a copy makes no name more usual
    used = np.bincount(named, minlength=len(names_used)).tolist()
    names = unify(dict(zip(names_used, used, strict=True)), pack, {values[i] for i in np.unique(value[relation])})
    shown = sorted(names.display.items(), key=lambda item: (item[1], item[0]))
    number = {key: i for i, (key, _) in enumerate(shown)}
    entity = np.array([number[names.keys[name]] for name in names_used], dtype=np.int64)[entity]

    start = frame["start"].to_numpy(np.int64)
    place = (entity * len(attributes) + attribute) * len(scopes) + scope
    order = reading_order(place, document, start, frame)
    first = starts(place[order])
    group = np.repeat(*_runs(place[order]))
    is_term = np.isnan(lower) | np.isnan(upper)
    rank = _term_ranks(value, values, is_term, relation, names)
    if "rule" in frame:
        _apply_forms(rank, frame["rule"], place, value, values, is_term)
    unit, units = _units(frame["unit"])
    spelling, spellings = sorted_codes(frame["quote"]) if "quote" in frame else (value, values)
    spoken = document[order]
    rows = Rows(
        index=order,
        group=group,
        document=spoken,
        voice=spoken if voice is document else voice[order],
        line=frame["line"].to_numpy(np.int64)[order],
        start=start[order],
        value=value[order],
        lower=np.where(is_term, rank, lower)[order],
        upper=np.where(is_term, rank, upper)[order],
        qualifier=_numbered(frame["qualifier"], [q.value for q in QUALIFIERS])[order],
        asserted=(_numbered(frame["status"], [s.value for s in Status]) == 0)[order],
        is_term=is_term[order],
        unit=unit[order],
        spelling=spelling[order],
        documents=documents,
        values=values,
        units=units,
        spellings=spellings,
    )
    head = order[first]
    groups = Groups(
        entity=entity[head],
        attribute=attribute[head],
        scope=scope[head],
        entities=tuple(name for _, name in shown),
        entity_keys=tuple(key for key, _ in shown),
        rules=rules,
        scopes=scopes,
    )
    return rows, groups, names


def _numbered(column: pd.Series, known: list[str]) -> IntArray:
    """Number the texts of a column by their place in a closed list; ValueError for any other text."""
    codes, distinct = sorted_codes(column)
    return np.array([known.index(text) for text in distinct], dtype=np.int64)[codes]


def _units(column: pd.Series) -> tuple[IntArray, tuple[str, ...]]:
    codes, distinct = sorted_codes(column)
    return np.array([i if text else -1 for i, text in enumerate(distinct)], dtype=np.int64)[codes], distinct


def _undeclared_dates(
    attributes: tuple[str, ...],
    attribute: IntArray,
    lower: FloatArray,
    upper: FloatArray,
    value: IntArray,
    values: tuple[str, ...],
) -> frozenset[str]:
    """Attributes whose values are dates, as the claim with the lowest interval shows: its value is no number in it."""
    finite = np.flatnonzero(np.isfinite(lower))
    least = lowest(attribute[finite], lower[finite], len(attributes))
    tried = finite[lower[finite] <= least[attribute[finite]]]
    dates = {
        attributes[a]
        for a, v, low, high in sorted(
            set(zip(*(column[tried].tolist() for column in (attribute, value, lower, upper)), strict=True))
        )
        if _is_date(values[v], low, high)
    }
    return frozenset(dates)


def _is_date(value: str, low: float, high: float) -> bool:
    """Whether a value with an interval of days is written as an ISO date, to the day, the month or the year."""
    match = _ISO_DATE.match(value)
    return match is not None and (match[1] is not None or not low <= float(match[0]) <= high)


def reading_order(place: IntArray, document: IntArray, start: IntArray, frame: pd.DataFrame) -> IntArray:
    """Order of rows by group, document and position; claims of one position by their id."""
    key = place * np.int64(document.max(initial=0) + 1) + document
    order = order_by(key)
    run = np.repeat(*_runs(key[order]))
    tied = np.flatnonzero(np.bincount(run)[run] > 1)  # several claims of one group in one document
    if len(tied):
        rows = order[tied]
        rows = rows[np.lexsort((start[rows], run[tied]))]
        order[tied] = rows
        same = (run[tied][1:] == run[tied][:-1]) & (start[rows][1:] == start[rows][:-1])
        again = np.flatnonzero(np.append(same, False) | np.append(False, same))
        ids = claim_ids(frame, rows[again]) if len(again) else []
        keyed = zip(run[tied][again].tolist(), start[rows[again]].tolist(), ids, rows[again].tolist(), strict=True)
        order[tied[again]] = [row for _, _, _, row in sorted(keyed)]
    return order.astype(np.int64)


def _runs(ascending: IntArray) -> tuple[IntArray, IntArray]:
    """Number of each run of equal numbers, and its length."""
    first = starts(ascending)
    return np.arange(len(first)), np.diff(np.append(first, len(ascending)))


def _term_ranks(
    value: IntArray, values: tuple[str, ...], is_term: BoolArray, relation: BoolArray, names: Names
) -> FloatArray:
    """A number for the meaning of each text value: equal for equal ones, in their sort order.

    A relation means the entity it names; any other text means itself, case, blanks and type aside.
    """
    rank = np.zeros(len(value))
    rows = np.flatnonzero(is_term)
    if not len(rows):
        return rank
    distinct, place = np.unique(value[rows] * 2 + relation[rows], return_inverse=True)
    meanings = [names.keys[values[code // 2]] if code % 2 else meaning(values[code // 2]) for code in distinct.tolist()]
    number = {meaning: i for i, meaning in enumerate(sorted(set(meanings)))}
    rank[rows] = np.array([number[meaning] for meaning in meanings], dtype=np.float64)[place]
    return rank


def _apply_forms(
    rank: FloatArray,
    rule: pd.Series,
    place: IntArray,
    value: IntArray,
    values: tuple[str, ...],
    is_term: BoolArray,
) -> None:
    """Give texts of a form the rank of the fullest text in their group that means the same; `place` is their group."""
    of_rule, rules = sorted_codes(rule)
    for number, name in enumerate(rules):
        form = FORMS.get(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None
        if form is None:
            continue
        rows = np.flatnonzero(is_term & (of_rule == number))
        rows = rows[np.argsort(place[rows], kind="stable")]
        first = starts(place[rows])
        for one in np.split(rows, first[1:]):
            if (value[one] == value[one[0]]).all():
                continue
            own = dict(zip((values[v] for v in value[one].tolist()), rank[one].tolist(), strict=True))
            meant = versions(own, form)
            rank[one] = [own[meant.get(text, text)] for text in (values[v] for v in value[one].tolist())]
