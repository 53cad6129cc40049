"""What checking the claims table gave: one row for each expectation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expectation:
    """The outcome of one expectation on the claims table."""

    name: str  # a sentence: "every claim has an entity", "parameters_total lies in 1000000/20000000000000"
    contract: bool  # True: owed by factaudit itself, a failure is its defect; False: plausible in the domain
    checked: int  # rows it was checked on
    failed: tuple[str, ...]  # claim ids that broke it, in order

    @property
    def passed(self) -> bool:
        """True where no claim broke it."""
        return not self.failed


@dataclass(frozen=True, slots=True)
class Validation:
    """The outcome of the whole suite, expectations in a fixed order."""

    engine: str  # "great_expectations 1.24.1"
    expectations: tuple[Expectation, ...]

    @property
    def defects(self) -> tuple[Expectation, ...]:
        """The broken expectations that factaudit itself owes."""
        return tuple(e for e in self.expectations if e.contract and not e.passed)
