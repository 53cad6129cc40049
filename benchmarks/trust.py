"""How often the suggested value is the true one: `make bench-trust`, ARGS=FOLDER for data sets of your own.

FOLDER holds a folder for each set, with claims.csv or claims.csv.gz (document, entity, attribute, value) and
truth.csv (entity, attribute, value; where it names a group twice, the last row counts). A value is right when
it equals the truth as a number, or as text where it is none. Plain voting and ACCU, a model of source accuracy
without copying, run beside the suggestions on the same claims. Both take the first of two values that tie;
a group without a suggestion counts as wrong. The same settings serve all sets.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

import trust_sets  # noqa: E402

from reconcile.suggestions import NOTHING, suggest  # noqa: E402
from reconcile.trust import learn  # noqa: E402

DATA = ROOT.parent / "shared" / "benchmarks" / "trust"
GROUP = ["entity", "attribute"]
SEED = 20240229
REPEATS = 3  # generated sets of each kind, whose mean is printed
ROUNDS = 20
START = 0.8  # of ACCU, the paper's
BOUNDS = (0.01, 0.99)

Floats = npt.NDArray[np.float64]
Method = Callable[[pd.DataFrame], pd.Series]  # codes of claims in, chosen cluster by group out


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
        last = claims.drop_duplicates(["document", *GROUP], keep="last")
        table(f"{name}: last statement of each document, values as written", last, truth, written=True)
        table(f"{name}: all statements, values as numbers", claims, truth, written=False)
    if not arguments.only_data:
        generated()
    return 0


def data_sets(folder: Path) -> Iterator[tuple[str, pd.DataFrame, pd.DataFrame]]:
    """Name, claims and truth of each set in the folder."""
    for truth in sorted(folder.glob("*/truth.csv")):
        claims = next(iter(sorted(truth.parent.glob("claims.csv*"))))
        read = (pd.read_csv(path, dtype=str, keep_default_na=False) for path in (claims, truth))
        stated, true = read
        yield truth.parent.name, stated, true.drop_duplicates(GROUP, keep="last")


def table(title: str, claims: pd.DataFrame, truth: pd.DataFrame, *, written: bool) -> None:
    """Print how the methods do on one set."""
    codes, group, values = coded(claims, written=written)
    known = truth.set_index(GROUP)["value"].reindex(pd.MultiIndex.from_frame(group)).reset_index(drop=True)
    print(f"\n{title}")
    print(f"{'':16}{'groups':>8}{'right':>8}{'suggested':>11}{'of these right':>16}{'s':>7}")
    for name, method in METHODS.items():
        score = measure(method, codes, values, known)
        print(
            f"{name:16}{score.groups:8}{score.right:8.3f}{score.suggested:11.3f}"
            f"{score.precision:16.3f}{score.seconds:7.2f}"
        )


def coded(claims: pd.DataFrame, *, written: bool) -> tuple[pd.DataFrame, pd.DataFrame, pd.Series]:
    """Claims as codes (source, group, cluster), the groups by code, and the values by (group, cluster)."""
    numbers = pd.to_numeric(claims["value"], errors="coerce")
    value = claims["value"].where(written | numbers.isna(), numbers.astype(str))
    group, groups = pd.factorize(pd.MultiIndex.from_frame(claims[GROUP]), sort=True)
    frame = pd.DataFrame(
        {"source": claims["document"].to_numpy(), "group": group, "cluster": pd.factorize(value, sort=True)[0]}
    )
    values = claims["value"].set_axis(pd.MultiIndex.from_frame(frame[["group", "cluster"]]))
    names = pd.DataFrame({name: groups.get_level_values(level) for level, name in enumerate(GROUP)})
    return frame, names, values[~values.index.duplicated()]


def measure(method: Method, codes: pd.DataFrame, values: pd.Series, truth: pd.Series) -> Score:
    """Compare what a method chooses with the truth by group."""
    start = time.perf_counter()
    chosen = method(codes)
    seconds = time.perf_counter() - start
    known = truth.dropna()
    known = known[known.index.isin(codes["group"].unique())]
    keys = pd.MultiIndex.from_arrays([known.index, chosen.reindex(known.index).fillna(NOTHING).astype(int)])
    found = values.reindex(keys).set_axis(known.index)
    right = (found == known) | (pd.to_numeric(found, errors="coerce") == pd.to_numeric(known, errors="coerce"))
    suggested = found.notna()
    return Score(len(known), right.mean(), suggested.mean(), right[suggested].mean(), seconds)


def ours(codes: pd.DataFrame) -> pd.Series:
    """What `reconcile.suggestions` suggests; the only value of a group that has no other."""
    trust = learn(codes)
    values = trust.values()
    single = values[~values["group"].duplicated(keep=False)]
    chosen = pd.concat([single[["group", "cluster"]], suggest(trust)[["group", "cluster"]]])
    return pd.Series(chosen["cluster"].to_numpy(), index=chosen["group"].to_numpy())


def voting(codes: pd.DataFrame) -> pd.Series:
    """The value with the most sources."""
    plain = Plain(codes)
    return plain.best(plain.votes(np.ones(len(plain.source))))


def accu(codes: pd.DataFrame) -> pd.Series:
    """ACCU of Dong, Berti-Équille and Srivastava (2009), with the values of a group but one as its false ones."""
    plain = Plain(codes)
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
    """Claims for the methods to compare with, each source, group and value once; values sorted by group."""

    def __init__(self, codes: pd.DataFrame) -> None:
        codes = codes.drop_duplicates().reset_index(drop=True)
        self.source = pd.factorize(codes["source"])[0]
        key = codes["group"].to_numpy(np.int64) * (codes["cluster"].max() + 1) + codes["cluster"].to_numpy(np.int64)
        keys, first, self.value = np.unique(key, return_index=True, return_inverse=True)
        self.first, self.cluster = first, keys % (codes["cluster"].max() + 1)
        self.names, self.starts, self.group = np.unique(
            keys // (codes["cluster"].max() + 1), return_index=True, return_inverse=True
        )

    def votes(self, weight: Floats) -> Floats:
        """Sum of the weights of the sources of each value."""
        return np.bincount(self.value, weight).astype(np.float64)

    def best(self, score: Floats) -> pd.Series:
        """The cluster with the highest score by group, the first in the table of those that tie."""
        order = np.lexsort((self.first, -np.round(score, 9), self.group))
        return pd.Series(self.cluster[order[self.starts]], index=self.names)


def generated() -> None:
    """Print how the methods do on generated sets, as means of the groups whose sources differ."""
    print("\ngenerated sets, right of all groups with a conflict")
    print(f"{'':16}" + "".join(f"{name:>16}" for name in METHODS))
    for name, make in trust_sets.SETS.items():
        shares = np.zeros(len(METHODS))
        for repeat in range(REPEATS):
            claims, truth = make(np.random.default_rng((SEED, repeat)))
            contested = claims.groupby("entity")["value"].nunique() > 1
            codes, group, values = coded(claims.assign(attribute=""), written=True)
            entities = group["entity"]
            known = truth.reindex(entities).where(contested.reindex(entities)).reset_index(drop=True)
            shares += [measure(method, codes, values, known).right / REPEATS for method in METHODS.values()]
        print(f"{name:16}" + "".join(f"{share:16.3f}" for share in shares))


METHODS: dict[str, Method] = {"plain voting": voting, "ACCU": accu, "factaudit": ours}

if __name__ == "__main__":
    sys.exit(main())
