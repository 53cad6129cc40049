"""The rows and the truth of a generated set, as they are made."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

Set = tuple[pd.DataFrame, pd.Series]  # columns document, entity, attribute, value; the truth by entity and attribute
Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


class Said:
    """The rows of a set, as they are made."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, str]] = []
        self.truth: dict[tuple[str, str], str] = {}

    def add(self, source: int, entity: str, attribute: str, value: str) -> None:
        """A source states a value."""
        self.rows.append((f"source {source}", entity, attribute, value))

    def made(self) -> Set:
        """The set."""
        frame = pd.DataFrame(self.rows, columns=["document", "entity", "attribute", "value"])
        index = pd.MultiIndex.from_tuples(list(self.truth), names=["entity", "attribute"])
        return frame, pd.Series(list(self.truth.values()), index=index)
