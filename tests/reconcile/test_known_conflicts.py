"""The hand-labelled documents: their conflicts and agreements come out as labelled, and no other conflict."""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from extract.claim import Claim, Interval, Qualifier, Status
from extract.words.pack import Pack
from extract.words.pack_file import load
from reconcile.finding import Finding, Kind, Verdict
from reconcile.names import unify
from reconcile.reconcile import reconcile

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "gold"
needs_gold = pytest.mark.skipif(not GOLD.exists(), reason="the labelled documents in ../shared are not here")

# One sentence dates a whole line-up at once ("Launched in November 2023, …"): the labels leave it open
# whether it dates each of the models it goes on to name, and their conflicts take it that it does not.
OPEN_TO_READING = ("004_0fd6a48402e178ca.txt", "6")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load(ROOT / "factaudit" / "packs" / "llm.yaml")


def days(value: str, qualifier: str) -> tuple[date, date]:
    ends = [[int(part) for part in end.split("-")] for end in value.split("/")]
    (year, *rest), (last_year, *last_rest) = ends[0], ends[-1]
    low = date(year, rest[0] if rest else 1, rest[1] if len(rest) > 1 else 1)
    month = last_rest[0] if last_rest else {"early": 4, "mid": 8}.get(qualifier, 12)
    high = date(last_year, month, last_rest[1] if len(last_rest) > 1 else monthrange(last_year, month)[1])
    return low, high


def interval(row: dict[str, str], kind: str) -> Interval | None:
    """What a label commits to: half a unit of the last digit that its quote prints, or the days of its date."""
    if kind == "date":
        low, high = days(row["value"], row["qualifier"])
        return Interval(Decimal(low.toordinal()), Decimal(high.toordinal()))
    if kind not in ("number", "money"):
        return None
    if "/" in row["value"]:
        low_end, high_end = row["value"].split("/")
        return Interval(Decimal(low_end), Decimal(high_end))
    value = Decimal(row["value"])
    printed = re.search(r"\d+(?:\.(\d+))?", row["quote"])
    assert printed is not None
    scale = value / Decimal(printed[0])
    half = Decimal(0) if scale == 1 else scale * Decimal(10) ** -len(printed[1] or "") / 2
    spread = max(half, value / 20) if row["qualifier"] == "about" else half
    return Interval(value - spread, value + spread)


def labelled(pack: Pack, with_optional: bool) -> Iterator[Claim]:
    with (GOLD / "seeds_claims.csv").open(encoding="utf-8", newline="") as file:
        for at, row in enumerate(csv.DictReader(file)):
            if (row["optional"] and not with_optional) or (row["document"], row["line"]) == OPEN_TO_READING:
                continue
            revision = row["qualifier"] == "revision"
            yield Claim(
                document=row["document"],
                start=100 * at,
                end=100 * at + len(row["quote"]),
                line=int(row["line"]),
                column=1,
                quote=row["quote"],
                context="",
                surface=row["model"],
                entity=row["model"],
                attribute=row["attribute"],
                value=row["value"],
                unit="",
                interval=interval(row, pack.attributes[row["attribute"]].type),
                qualifier=Qualifier.NONE if revision else Qualifier(row["qualifier"]),
                scope="revision" if revision else row["scope"],
                status=Status.ASSERTED,
                rule="label",
            )


def gold() -> list[dict[str, str]]:
    with (GOLD / "seeds_conflicts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", params=[False, True], ids=["required labels", "optional ones too"])
def findings(request: pytest.FixtureRequest, pack: Pack) -> tuple[Finding, ...]:
    return reconcile(labelled(pack, request.param), pack)


def of(findings: tuple[Finding, ...], pack: Pack, entity: str, attribute: str) -> dict[str, Finding]:
    names = unify({entity: 1, **{f.entity: 1 for f in findings}}, pack)
    return {
        f.scope: f
        for f in findings
        if (names.keys[f.entity], f.attribute) == (names.keys[entity], attribute) and f.kind is not Kind.RULE
    }


@needs_gold
def test_exactly_the_labelled_conflicts_are_found(findings: tuple[Finding, ...], pack: Pack) -> None:
    expected = {(row["entity"], row["attribute"]) for row in gold() if row["verdict"] == "conflict"}
    found = {(f.entity, f.attribute) for f in findings if f.verdict is Verdict.CONFLICT and f.kind is not Kind.RULE}
    assert found == expected
    assert not [f for f in findings if f.verdict is Verdict.POSSIBLE]


@needs_gold
def test_they_have_the_labelled_values(findings: tuple[Finding, ...], pack: Pack) -> None:
    for row in gold():
        if row["verdict"] == "conflict":
            (finding,) = [f for s, f in of(findings, pack, row["entity"], row["attribute"]).items() if not s]
            assert sorted(c.value for c in finding.clusters) == sorted(row["values"].split("|"))


@needs_gold
def test_the_labelled_agreements_are_agreements(findings: tuple[Finding, ...], pack: Pack) -> None:
    for row in gold():
        if row["verdict"] == "agreement":
            groups = of(findings, pack, row["entity"], row["attribute"]).values()
            assert {f.verdict for f in groups} <= {Verdict.AGREEMENT, Verdict.SINGLE}
            assert {c.value for f in groups for c in f.clusters} <= {*row["values"].split("|"), "4000"}


@needs_gold
def test_the_stated_agreements_are_more_than_single_sources(findings: tuple[Finding, ...], pack: Pack) -> None:
    for row in gold():
        key = (row["entity"], row["attribute"])
        if row["verdict"] == "agreement":
            assert Verdict.AGREEMENT in {f.verdict for f in of(findings, pack, *key).values()}, key


@needs_gold
def test_conflicts_have_the_kind_a_reviewer_would_name(pack: Pack) -> None:
    findings = reconcile(labelled(pack, True), pack)
    size = of(findings, pack, "DeepSeek-V2", "parameters_total")[""]
    assert size.kind is Kind.ATTRIBUTION
    assert "671B is DeepSeek-V3's agreed figure" in size.reason
    assert [len(c.documents) for c in size.clusters] == [4, 1]
    assert of(findings, pack, "DeepSeek-V2", "release_date")[""].kind is Kind.DATE
    assert of(findings, pack, "DeepSeek-R1", "parameters_total")[""].kind is Kind.VALUE
    window = of(findings, pack, "DeepSeek-R1", "context_length")[""]
    assert (window.kind, window.also) == (Kind.VALUE, (Kind.WITHIN_DOCUMENT,))


@needs_gold
def test_what_is_another_scope_is_explained(pack: Pack) -> None:
    findings = reconcile(labelled(pack, True), pack)
    hours = of(findings, pack, "DeepSeek-V3", "gpu_hours")
    assert set(hours) == {"", "pre-training", "post-training"}
    assert {(f.verdict, f.kind) for f in hours.values()} == {(Verdict.AGREEMENT, Kind.OTHER_SCOPE)}
    assert "2.664M + 100,000 add up to 2.788M within what is printed." in hours[""].reason
    window = of(findings, pack, "DeepSeek-V3", "context_length")
    assert window[""].kind is Kind.SAME
    assert (window["pre-training"].verdict, window["pre-training"].kind) == (Verdict.AGREEMENT, Kind.OTHER_SCOPE)
    revision = of(findings, pack, "DeepSeek-V2", "release_date")["revision"]
    assert (revision.verdict, revision.kind) == (Verdict.AGREEMENT, Kind.OTHER_SCOPE)
    released = of(findings, pack, "DeepSeek-V3", "release_date")[""]
    assert released.verdict is Verdict.AGREEMENT
