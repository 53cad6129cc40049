"""Runs a suite of expectations with great_expectations, in a process of its own.

Run as a script by `reconcile.expectations`; it imports nothing of the project, so that neither the current
folder nor the way factaudit is installed matters to it. One request comes on standard input, one answer
goes to standard output, both JSON; without a request it ends without a word.

    request  {"columns": {name: [value, …]},
              "expectations": [{"checks": [{"type": …, "arguments": {…}, "where": {column: [text, …]}}, …]}, …]}
    answer   {"engine": "great_expectations 1.24.1", "expectations": [{"checked": rows, "failed": [claim id, …]}, …]}

A check looks at the rows whose text in every column of `where` is among those listed, and skips rows that
have no value (null) in the column it is about.
"""

from __future__ import annotations

import gc
import importlib.machinery
import importlib.util
import json
import os
import signal
import sys
from collections.abc import Sequence
from functools import reduce
from operator import and_
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

ID = "claim_id"
COLUMN_ARGUMENTS = ("column", "column_A", "column_B")
# Two imports of great_expectations that take 1.5 s and that no check here uses: distributions and plots.
DEFERRED = frozenset({"scipy.stats", "altair"})

Request = dict[str, Any]


class LazyFinder:
    """Finds the modules in DEFERRED, and puts off running them until something in them is used."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return a spec with a lazy loader; None for all other modules, and for those not installed."""
        spec = importlib.machinery.PathFinder.find_spec(name, path, target) if name in DEFERRED else None
        if spec is None or spec.loader is None:
            return None
        spec.loader = importlib.util.LazyLoader(spec.loader)
        return spec


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook that lets no library reach out: documents and claims stay on this machine."""
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise PermissionError(f"the check of the claims table must not use the network ({event})")


def load_engine() -> None:
    """Import great_expectations: two seconds, half of what it takes without these measures."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read on import, by the versions that report their use
    sys.addaudithook(refuse_network)
    sys.meta_path.insert(0, LazyFinder())
    gc.disable()  # a hundred thousand objects are made, and none of them is garbage
    import great_expectations.expectations  # noqa: F401

    gc.freeze()
    gc.enable()


def answer(request: Request) -> dict[str, Any]:
    """Check the columns and return how many rows each expectation was checked on, and which broke it."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    frame, owners, suite = _suite(request)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("claims").add_dataframe_asset("claims")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    report = batch.validate(
        suite,
        result_format={
            "result_format": "COMPLETE",
            "unexpected_index_column_names": [ID],
            "return_unexpected_index_query": False,
        },
    )
    if len(report.results) != len(owners):  # the suite leaves out, without an error, what it does not understand
        raise RuntimeError(f"{len(owners) - len(report.results)} of {len(owners)} checks were left out")
    checked = [0] * len(request["expectations"])
    failed: list[set[str]] = [set() for _ in checked]
    for result in report.results:
        owner = owners[result.expectation_config.meta["check"]]
        rows = result.result.get("unexpected_index_list")
        if rows is None:
            raise RuntimeError(f"{result.expectation_config.type} could not be checked: {_message(result)}")
        checked[owner] = max(checked[owner], result.result["element_count"] - result.result["missing_count"])
        failed[owner].update(row[ID] for row in rows)
    return {
        "engine": f"great_expectations {gx.__version__}",
        "expectations": [{"checked": count, "failed": sorted(ids)} for count, ids in zip(checked, failed, strict=True)],
    }


def _suite(request: Request) -> tuple[pd.DataFrame, list[int], Any]:
    """The frame, the expectation that each check belongs to, and the checks as a suite."""
    import great_expectations as gx
    import pandas as pd

    columns = {name: pd.Series(values, dtype=_dtype(values)) for name, values in request["columns"].items()}
    owners: list[int] = []
    checks = []
    for owner, expectation in enumerate(request["expectations"]):
        for check in expectation["checks"]:
            arguments = _narrowed(columns, check["arguments"], check["where"])
            if arguments is not None:
                checks.append({"type": check["type"], "kwargs": arguments, "meta": {"check": len(owners)}})
                owners.append(owner)
    return pd.DataFrame(columns), owners, gx.ExpectationSuite(name="claims", expectations=checks)


def _dtype(values: list[object]) -> str:
    """Numbers as float64, null as NaN; text and truth values as objects, so that no reader guesses."""
    return "float64" if all(v is None or type(v) in (int, float) for v in values) else "object"


def _narrowed(
    columns: dict[str, pd.Series], arguments: dict[str, Any], where: dict[str, list[str]]
) -> dict[str, Any] | None:
    """The arguments of a check, about copies of its columns that have no values in the rows it does not look at.

    None where it looks at no row: each check costs 10 ms, and most attributes of a pack are in no document.
    """
    if not where:
        return arguments
    chosen = reduce(and_, (columns[name].isin(texts) for name, texts in where.items()))
    if not chosen.any():
        return None
    narrowed = dict(arguments)
    for argument in COLUMN_ARGUMENTS:
        if argument in arguments:
            name = f"{arguments[argument]} where {json.dumps(where, sort_keys=True)}"
            if name not in columns:
                columns[name] = columns[arguments[argument]].where(chosen)
            narrowed[argument] = name
    return narrowed


def _message(result: Any) -> str:
    """The first exception that a check ended with, on one line."""
    for info in (result.exception_info, *result.exception_info.values()):
        if isinstance(info, dict) and info.get("exception_message"):
            return " ".join(str(info["exception_message"]).split())
    return "no reason given"


def main() -> None:
    """Answer one request."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # on Ctrl-C the parent speaks, this ends silently
    # Whatever a library prints goes to standard error, so that nothing but the answer reaches the parent.
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    load_engine()
    data = sys.stdin.buffer.read()
    if data:
        channel.write(json.dumps(answer(json.loads(data))).encode())
        channel.flush()


if __name__ == "__main__":
    main()
