"""How often the value that a user is given is the true one: `make bench-trust`, ARGS=FOLDER for sets of your own.

FOLDER holds a folder for each set, with claims.csv or claims.csv.gz (document, entity, attribute, value) and
truth.csv (entity, attribute, value; where it names a group twice, the last row counts). `factaudit reconcile` runs
on the claims, and its findings.csv is held against the truth: the suggestion of a conflict, the value of a group
without one. A value is right when it equals the truth as a number, or as text where it is none; a group for which
nothing is suggested counts as wrong. Plain voting and ACCU, a model of source accuracy without copying, run beside
it on the last statement of each document, with values as written; both take the first of two values that tie.
The same settings serve all sets; the generated ones guard against tuning to any of them: some have one difficulty each
(`benchmarks/trust_sets.py`), the others are in the manner of public sets (`trust_figures.py`, `trust_names.py`).
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

import trust_figures  # noqa: E402
import trust_names  # noqa: E402
import trust_reading  # noqa: E402
import trust_sets  # noqa: E402

from factaudit import cli  # noqa: E402
from reports.cells import restored  # noqa: E402

DATA = ROOT.parent / "shared" / "benchmarks" / "trust"
GROUP = ["entity", "attribute"]
SEED = 20240229
REPEATS = 2  # generated sets of each kind, whose mean is printed
ROUNDS = 20
START = 0.8  # of ACCU, the paper's
BOUNDS = (0.01, 0.99)

Floats = npt.NDArray[np.float64]
Method = Callable[[pd.DataFrame], pd.Series]  # claims in, chosen value by entity and attribute out
# How findings.csv writes a suggestion: its value, its strength and what it rests on.
SUGGESTED = re.compile(r"(?P<value>.*?) \((?:strong|moderate|weak): .*\)", re.DOTALL)


class Score(NamedTuple):
    """How one method did on one set."""

    groups: int  # with a known truth and at least one claim
    right: float  # share of all of them
    suggested: float  # share for which a value was chosen
    precision: float  # share of these that is right
    seconds: float


def main() -> int:
    """Measure all sets and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DATA, help="folder with the data sets")
    parser.add_argument("--only-data", action="store_true", help="leave out the generated sets")
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    if not any(folder.glob("*/truth.csv")):
        print(f"no data sets in {folder}: give a folder that holds SET/claims.csv and SET/truth.csv", file=sys.stderr)
        return 2
    for name, claims, truth in data_sets(folder):
        table(name, claims, truth)
    if not arguments.only_data:
        generated()
        domains()
    return 0


def data_sets(folder: Path) -> Iterator[tuple[str, pd.DataFrame, pd.Series]]:
    """Name, claims and truth by entity and attribute of each set in the folder."""
    for truth in sorted(folder.glob("*/truth.csv")):
        claims = next(iter(sorted(truth.parent.glob("claims.csv*"))))
        stated, true = (pd.read_csv(path, dtype=str, keep_default_na=False) for path in (claims, truth))
        yield truth.parent.name, stated, true.drop_duplicates(GROUP, keep="last").set_index(GROUP)["value"]


def table(title: str, claims: pd.DataFrame, truth: pd.Series) -> None:
    """Print how the methods do on one set."""
    print(f"\n{title}")
    print(f"{'':16}{'groups':>8}{'right':>8}{'suggested':>11}{'of these right':>16}{'s':>7}")
    for name, method in METHODS.items():
        score = measure(method, claims, truth)
        print(
            f"{name:16}{score.groups:8}{score.right:8.3f}{score.suggested:11.3f}"
            f"{score.precision:16.3f}{score.seconds:7.2f}"
        )


def measure(method: Method, claims: pd.DataFrame, truth: pd.Series) -> Score:
    """Compare what a method chooses with the truth, over the groups that have both a truth and a claim."""
    start = time.perf_counter()
    chosen = method(claims)
    seconds = time.perf_counter() - start
    known = truth[truth.index.isin(pd.MultiIndex.from_frame(claims[GROUP]))]
    found = chosen.reindex(known.index)
    right = (found == known) | (pd.to_numeric(found, errors="coerce") == pd.to_numeric(known, errors="coerce"))
    suggested = found.notna()
    return Score(len(known), right.mean(), suggested.mean(), right[suggested].mean(), seconds)


def ours(claims: pd.DataFrame) -> pd.Series:
    """What `factaudit reconcile` suggests; the value of a group that has no conflict."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "claims.csv", Path(folder) / "out"
        claims.to_csv(path, index=False, lineterminator="\n")
        with contextlib.redirect_stdout(io.StringIO()):
            code = cli.main(["reconcile", str(path), "--out", str(out)])
        if code not in (0, 1):
            raise SystemExit(f"factaudit reconcile ended with {code}")
        with (out / "findings.csv").open(encoding="utf-8", newline="") as file:
            rows = [{name: restored(cell) for name, cell in row.items()} for row in csv.DictReader(file)]
    names = pd.MultiIndex.from_tuples([(row["entity"], row["attribute"]) for row in rows], names=GROUP)
    return pd.Series([given(row) for row in rows], index=names, dtype=object).dropna()


def given(row: dict[str, str]) -> str | None:
    """The value that a row of findings.csv leaves a user with, None where it suggests nothing."""
    if row["verdict"] not in ("conflict", "possible"):
        return row["values"]
    found = SUGGESTED.fullmatch(row["suggestion"])
    return found["value"] if found else None


def voting(claims: pd.DataFrame) -> pd.Series:
    """The value with the most sources."""
    plain = Plain(claims)
    return plain.best(plain.votes(np.ones(len(plain.source))))


def accu(claims: pd.DataFrame) -> pd.Series:
    """ACCU of Dong, Berti-Équille and Srivastava (2009), with the values of a group but one as its false ones."""
    plain = Plain(claims)
    false = np.maximum(np.bincount(plain.group) - 1, 1)[plain.group[plain.value]]
    accuracy = np.full(plain.source.max() + 1, START)
    score = np.zeros(0)
    for _ in range(ROUNDS):
        known = accuracy[plain.source]
        score = plain.votes(np.log(false * known / (1 - known)))
        odds = np.exp(score - np.maximum.reduceat(score, plain.starts)[plain.group])
        probable = odds / np.bincount(plain.group, odds)[plain.group]
        right = np.bincount(plain.source, probable[plain.value])
        accuracy = np.clip(right / np.bincount(plain.source), *BOUNDS)
    return plain.best(score)


class Plain:
    """The last statement of each document as the methods to compare with read it; values sorted by group."""

    def __init__(self, claims: pd.DataFrame) -> None:
        last = claims.drop_duplicates(["document", *GROUP], keep="last")
        self.source = pd.factorize(last["document"])[0]
        stated = pd.MultiIndex.from_frame(last[[*GROUP, "value"]])
        self.value, values = pd.factorize(stated, sort=True)
        self.first = np.unique(self.value, return_index=True)[1]
        self.text = values.get_level_values(2)
        self.group, self.names = pd.factorize(values.droplevel(2), sort=True)
        self.starts = np.unique(self.group, return_index=True)[1]

    def votes(self, weight: Floats) -> Floats:
        """Sum of the weights of the sources of each value."""
        return np.bincount(self.value, weight).astype(np.float64)

    def best(self, score: Floats) -> pd.Series:
        """The value with the highest score by group, the first in the table of those that tie."""
        order = np.lexsort((self.first, -np.round(score, 9), self.group))
        return pd.Series(self.text[order[self.starts]], index=self.names.set_names(GROUP))


def generated() -> None:
    """Print how the methods do on generated sets, as means of the groups whose sources differ."""
    print("\ngenerated sets, right of all groups with a conflict")
    print(f"{'':16}" + "".join(f"{name:>16}" for name in METHODS))
    for name, make in trust_sets.SETS.items():
        shares = np.zeros(len(METHODS))
        for repeat in range(REPEATS):
            claims, truth = make(np.random.default_rng((SEED, repeat)))
            claims = claims.assign(attribute="attribute")
            contested = claims.groupby("entity")["value"].nunique() > 1
            known = truth[contested.reindex(truth.index, fill_value=False)]
            known.index = pd.MultiIndex.from_product([known.index, ["attribute"]], names=GROUP)
            shares += [measure(method, claims, known).right / REPEATS for method in METHODS.values()]
        print(f"{name:16}" + "".join(f"{share:16.3f}" for share in shares))


def domains() -> None:
    """Print how the methods do on sets in the manner of public ones, where sources print one value in many ways.

    Voting and ACCU are given values as `trust_reading` reads them, each printed as it is most often.
    """
    print("\ngenerated in the manner of public sets, right of all groups with a conflict: the very value / near it")
    print(f"{'':16}" + "".join(f"{name:>18}" for name in METHODS))
    for name, make in (trust_figures.SETS | trust_names.SETS).items():
        shares = np.zeros((len(METHODS), 2))
        for repeat in range(REPEATS):
            claims, truth = make(np.random.default_rng((SEED, repeat)))
            known = truth[(claims.groupby(GROUP)["value"].nunique() > 1).reindex(truth.index, fill_value=False)]
            read = one_form(claims)
            for at, (title, method) in enumerate(METHODS.items()):
                found = method(claims if title == OURS else read).reindex(known.index).fillna("")
                for measure_at, right in enumerate((trust_reading.same, trust_reading.near)):
                    hits = [right(one, other) for one, other in zip(found, known, strict=True)]
                    shares[at, measure_at] += np.mean(hits) / REPEATS
        print(f"{name:16}" + "".join(f"{same:12.3f}/{near:.3f}" for same, near in shares))


def one_form(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims, with values that say the same printed in one way."""
    usual = claims["value"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable").index
    form: dict[trust_reading.Reading, str] = {}
    for value in usual:
        form.setdefault(trust_reading.reading(value), value)
    return claims.assign(value=[form[trust_reading.reading(value)] for value in claims["value"]])


OURS = "factaudit"
METHODS: dict[str, Method] = {"plain voting": voting, "ACCU": accu, OURS: ours}

if __name__ == "__main__":
    sys.exit(main())
