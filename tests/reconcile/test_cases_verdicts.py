"""The table of hand-worked verdicts."""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from extract.claim import Claim, Qualifier, Status
from reconcile.finding import Finding, Kind, Verdict
from reconcile.reconcile import reconcile
from tests.reconcile.statements import said, small_pack

TABLE = yaml.load(Path(__file__).with_name("cases_verdicts.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
CASES = [tuple(case) for cases in TABLE.values() for case in cases]
PACK = small_pack()

_SCALES = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)([KMBT]?)")
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
_STATEMENT = re.compile(
    rf"(?:(?P<qualifier>{'|'.join(q.value for q in Qualifier if q.value)}) )?"
    r"(?P<value>.+?)(?: = (?P<low>[\w.-]*?)\.\.(?P<high>[\w.-]*?))?"
    rf"(?: for (?P<scope>[a-z ]+?))?(?: (?P<status>{'|'.join(s.value for s in Status)}))?$"
)


def plain(text: str) -> str:
    """A number without its scale: 15.7B is 15700000000."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text
    value = Decimal(match[1]) * _SCALES.get(match[2], 1)
    return format(value.normalize() if value else Decimal(0), "f")


def days(text: str) -> tuple[str, str]:
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 0
    if len(parts) == 3:
        return text, text
    first, last = (month, month) if month else (1, 12)
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{monthrange(year, last)[1]}"


def claim(document: str, attribute: str, text: str) -> Claim:
    match = _STATEMENT.fullmatch(text)
    assert match is not None, text
    kind = PACK.attributes[attribute].type
    value, low, high = match["value"], match["low"], match["high"]
    rest = {
        "qualifier": match["qualifier"] or "",
        "scope": match["scope"] or "",
        "status": match["status"] or "asserted",
    }
    if kind == "date":
        if low is None:
            low, high = days(value)
        return said(document, "Turbine-V2", attribute, value, low or None, high or None, **rest)
    if kind in ("number", "money") and low is None and _NUMBER.fullmatch(value):
        low = high = value
    if low is None:
        return said(document, "Turbine-V2", attribute, value, **rest)
    shown = "/".join(plain(end) for end in value.split("/"))
    return said(document, "Turbine-V2", attribute, shown, plain(low) or None, plain(high) or None, **rest)


def finding_of(claims: list[Claim], one: Claim) -> Finding:
    found = [f for f in reconcile(claims, PACK) if (f.attribute, f.scope) == (one.attribute, one.scope)]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("case", CASES, ids=" | ".join)
def test_two_statements_amount_to(case: tuple[str, str, str, str]) -> None:
    attribute, first, second, expected = case
    one, other = claim("a.md", attribute, first), claim("b.md", attribute, second)
    for claims in ([one, other], [other, one]):
        finding = finding_of(claims, one)
        assert f"{finding.verdict.value} {finding.kind.value}".strip() == expected
        assert finding.reason


@pytest.mark.parametrize("case", CASES, ids=" | ".join)
def test_verdict_is_symmetric(case: tuple[str, str, str, str]) -> None:
    attribute, first, second, _ = case
    there = [claim("a.md", attribute, first), claim("b.md", attribute, second)]
    back = [claim("b.md", attribute, first), claim("a.md", attribute, second)]
    for one, other in zip(reconcile(there, PACK), reconcile(back, PACK), strict=True):
        assert (one.attribute, one.scope, one.verdict, one.kind) == (
            other.attribute,
            other.scope,
            other.verdict,
            other.kind,
        )


def test_the_table_has_hits_beside_near_misses() -> None:
    verdicts = [case[3] for case in CASES]
    assert len(CASES) >= 120
    assert sum(v.startswith("agreement") for v in verdicts) >= 50
    assert sum(v.startswith("conflict") for v in verdicts) >= 50
    known = {f"{v.value} {k.value}".strip() for v in Verdict for k in Kind}
    assert set(verdicts) <= known
