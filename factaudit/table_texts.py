"""What the distinct cells of a large table mean, each looked at once, however many rows hold it.

Every cell is understood as `factaudit.claims_file` understands it: what is out of the ordinary is handed to it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from extract.claim import Qualifier, Status
from extract.quantities.interval import plain_number
from extract.quantities.stated import Column
from extract.words.pack import Attribute, Pack
from factaudit import claims_file
from factaudit.inferred import TableAttribute
from factaudit.row_values import value_of
from factaudit.table_rows import Numbered
from factaudit.unit_column import Cell, quoted
from reconcile.arrays import BoolArray, FloatArray, IntArray
from reconcile.frame import end_of

if TYPE_CHECKING:
    import pandas as pd

SAID = ("attribute", "value", "lower", "upper", "unit")  # together they decide what a row states
WORDS = ("qualifier", "scope", "status")


class Texts:
    """A column of texts, each held once, sorted."""

    def __init__(self, cells: Sequence[str]) -> None:
        """Number these cells."""
        self.texts = sorted(set(cells))
        number = {text: at for at, text in enumerate(self.texts)}
        self.code = np.array(list(map(number.__getitem__, cells)), dtype=np.int32)
        self.filled: BoolArray = np.array(list(map(bool, cells)), dtype=bool)

    def column(self, number: IntArray) -> pd.Categorical:
        """The column, from the number of the cell in each row."""
        import pandas as pd

        return pd.Categorical.from_codes(self.code[number], categories=pd.Index(self.texts, dtype=object))


class Meaning:
    """What each distinct statement means: value, unit and interval."""

    def __init__(self, said: Numbered, pack: Pack) -> None:
        """Understand the cells of `SAID` by the attributes of a pack."""
        cells = zip(*(said.cells[name] for name in SAID), strict=True)
        written = said.cells["attribute"]
        names = {text: claims_file.attribute_name(text, pack) for text in set(written)}
        known = {text: pack.attributes[name] for text, name in names.items() if name in pack.attributes}
        plain = {text for text, attribute in known.items() if _plain(attribute)}
        found = [
            _stated(known.get(attribute), attribute in plain, value, lower, upper, unit)
            for attribute, value, lower, upper, unit in cells
        ]
        self.stated: BoolArray = np.array([one is not None for one in found], dtype=bool)
        whole = [one or ("", "", 0.0, 0.0, "") for one in found]
        values, units, lower, upper, self.qualifiers = zip(*whole, strict=True)
        self.lower: FloatArray = np.array(lower, dtype=np.float64)
        self.upper: FloatArray = np.array(upper, dtype=np.float64)
        self.texts = {
            "attribute": Texts([names[text] for text in written]), "value": Texts(values), "unit": Texts(units),
        }  # fmt: skip
        self.quotes = said.cells["value"]
        if any(said.cells["unit"]):
            self.quotes = list(map(quoted, said.cells["value"], said.cells["unit"]))
        rules = {text: claims_file.rule_of(known.get(text)) for text in names}
        if any(rules.values()):
            self.texts["rule"] = Texts([rules[text] for text in written])


class Words:
    """Qualifier, scope and status of each combination of them, and whether the words are known."""

    def __init__(self, words: Numbered) -> None:
        """Look at the cells of `WORDS`."""
        qualifier, status = words.cells["qualifier"], words.cells["status"]
        known = (set(Qualifier), {*Status, ""})
        self.known: BoolArray = np.array(
            [q in known[0] and s in known[1] for q, s in zip(qualifier, status, strict=True)], dtype=bool
        )
        self.qualifiers = qualifier
        self.texts = {
            "scope": Texts(words.cells["scope"]),
            "status": Texts([one or Status.ASSERTED.value for one in status]),
        }


def qualifiers(words: Words, word: IntArray, meaning: Meaning, said: IntArray) -> pd.Categorical:
    """The qualifiers that rows state, or else those that their values are printed with."""
    texts = Texts([*words.qualifiers, *meaning.qualifiers])
    return texts.column(np.where(texts.filled[word], word, said + len(words.qualifiers)))


def _plain(known: Attribute) -> bool:
    """Whether a number in plain digits means itself: it is no share, and its point no mark of thousands."""
    column = known.column if isinstance(known, TableAttribute) else Column()
    return known.type in ("number", "money") and not (column.share or column.mark == ",")


def _stated(
    known: Attribute | None, plain: bool, value: str, lower: str, upper: str, unit: str
) -> tuple[str, str, float, float, str] | None:
    """Value, unit, both ends and qualifier of a statement; None where it is none. `plain`: see `_plain`."""
    if known is None or not value:
        return None
    if plain and not (lower or upper):
        number = plain_number(value)
        if number is not None and (not unit or unit == known.unit):
            return number[0], known.unit, number[1], number[2], ""
        if number is not None and isinstance(known, TableAttribute) and unit in known.bases:
            return f"{number[0]} {unit}", unit, number[1], number[2], ""
    said = value_of({"value": value, "lower": lower, "upper": upper, "unit": unit}, known)
    if isinstance(said, str):
        return None
    if said.interval is None:
        return said.value, said.unit, np.nan, np.nan, ""
    ends = end_of(said.interval.lower, "-inf"), end_of(said.interval.upper, "inf")
    return said.value, said.unit, *ends, said.qualifier.value


def values_of(said: Numbered) -> tuple[dict[str, Counter[str]], dict[str, Counter[Cell]]]:
    """How often each attribute has which value, and the same of values with something under `unit`."""
    bare: defaultdict[str, Counter[str]] = defaultdict(Counter)
    united: defaultdict[str, Counter[Cell]] = defaultdict(Counter)
    cells = zip(*(said.cells[name] for name in ("attribute", "value", "unit")), said.used.tolist(), strict=True)
    for attribute, value, unit, used in cells:
        if attribute and value and unit:
            united[attribute][Cell(value, unit)] += used
        elif attribute and value:
            counts = bare[attribute]
            counts[value] = counts.get(value, 0) + used
    return bare, united
