"""Runs the specification in cases/*.yaml: what a careful reader takes from a short document, and what not.

A case has a name and a text (Markdown; another suffix by `format`). `claims` are all that it states, each as
"entity | attribute | value", then qualifier, scope and status where there are any; case, blanks and hyphens of the
entity's name are free. `attributes` narrows the comparison. `rejected` gives the reason for mentions that are no
claims. `pack` names another pack than that of language models (packs/*.yaml). `fails` says why the engine does not
meet a case yet: the test then expects that, until the mark is removed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.claim import Claim, Status
from tests.extract.extraction import extracted

CASES = Path(__file__).parent / "cases"
KEYS = {"name", "text", "format", "claims", "attributes", "rejected", "fails", "pack"}


def named(entity: str) -> str:
    return re.sub(r"[\s_-]+", "", entity).casefold()


def written(claim: Claim) -> str:
    status = "" if claim.status is Status.ASSERTED else claim.status.value
    parts = (named(claim.entity), claim.attribute, claim.value, claim.qualifier.value, claim.scope, status)
    return " | ".join(part for part in parts if part)


def expected(line: str) -> str:
    entity, rest = line.split(" | ", 1)
    return f"{named(entity)} | {rest}"


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader):
            assert case.keys() <= KEYS, f"{path.name}: {case}"
            marks = [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []
            found.append(pytest.param(case, id=f"{path.stem}: {case['name']}", marks=marks))
    return found


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    extraction = extracted(case["text"], case.get("format", "md"), case.get("pack", "llm"))
    wanted = case.get("attributes")
    claims = [written(c) for c in extraction.claims if wanted is None or c.attribute in wanted]
    assert sorted(claims) == sorted(map(expected, case["claims"]))
    refused = {(r.quote, r.reason) for r in extraction.rejected}
    assert set(case.get("rejected", {}).items()) <= refused
