"""Findings: their parts, their reasons, their severity."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.claim import Claim
from reconcile.finding import Finding, Kind, Verdict
from reconcile.frame import claims_frame
from reconcile.reconcile import judge_frame, materialise, reconcile
from tests.reconcile.statements import number, said, small_pack

PACK = small_pack()
B = 10**9
HALF = B // 2


def size(document: str, billions: float, half: int = HALF, **kept: object) -> Claim:
    return number(document, "Turbine-V2", int(billions * B), half, **kept)


def one(*claims: Claim, identical: dict[str, str] | None = None) -> Finding:
    (finding,) = reconcile(claims, PACK, identical or {})
    return finding


def test_a_conflict_tells_how_many_documents_stand_on_each_side() -> None:
    finding = one(size("a.md", 236), size("b.md", 236), size("b.md", 236), size("c.md", 671))
    assert finding.reason == "236B in 2 documents against 671B in 1 document."
    assert [(c.value, c.documents, len(c.claims)) for c in finding.clusters] == [
        ("236000000000", ("a.md", "b.md"), 3),
        ("671000000000", ("c.md",), 1),
    ]


def test_the_same_document_repeated_is_one_voice() -> None:
    finding = one(*(size("a.md", 236) for _ in range(5)), size("b.md", 671), size("c.md", 671))
    assert [c.value for c in finding.clusters] == ["671000000000", "236000000000"]


def test_documents_that_repeat_each_other_are_one_voice() -> None:
    copies = [size(f"copy{i}.md", 236) for i in range(4)]
    voices = {f"copy{i}.md": "copy" for i in range(4)}
    finding = one(*copies, size("b.md", 671), size("c.md", 671), identical=voices)
    assert finding.reason == "671B in 2 documents against 236B in 4 documents, which count as 1."
    alone = one(*copies, identical=voices)
    assert alone.verdict is Verdict.SINGLE
    assert alone.reason == "Only copy0.md and documents that repeat it state it."


def test_an_agreement_names_both_intervals() -> None:
    finding = one(size("a.md", 16), size("b.md", 15.7, HALF // 10))
    assert (finding.verdict, finding.kind, finding.severity) == (Verdict.AGREEMENT, Kind.ROUNDING, "")
    assert finding.reason == (
        "16B (15.5B to 16.5B) and 15.7B (15.65B to 15.75B) agree within the rounding of what is printed;"
        " all statements hold 15.65B to 15.75B."
    )
    assert [c.value for c in finding.clusters] == ["15700000000"]


def test_an_agreement_by_alias_says_so() -> None:
    finding = one(
        number("a.md", "Turbine-V2", 128_000, 500, "window"), number("b.md", "Turbine-V2", 131_072, 0, "window")
    )
    assert finding.reason == (
        "128,000 (127,500 to 128,500) and 131,072 are two ways to write one value: K counts 1,000 or 1,024."
    )
    assert [c.value for c in finding.clusters] == ["131072"]


def test_same_values_are_counted_by_independent_documents() -> None:
    assert one(size("a.md", 7), size("b.md", 7)).reason == "2 independent documents state 7B."
    assert one(size("a.md", 7), size("a.md", 7)).reason == "Only a.md states it."


def test_what_nobody_asserts_is_told_and_not_counted() -> None:
    finding = one(size("a.md", 7), size("b.md", 20, status="hedged"), size("c.md", 30, status="planned"))
    assert finding.verdict is Verdict.SINGLE
    assert finding.reason == (
        "Only a.md states it. Not counted: 2 statements hedged, negated, planned or quoted (20B and 30B)."
    )
    nobody = one(size("b.md", 20, status="hedged"))
    assert nobody.verdict is Verdict.NOT_COMPARABLE
    assert nobody.reason.startswith("No document asserts it: 1 statement")


def test_a_document_that_contradicts_itself_is_named() -> None:
    finding = one(size("a.md", 7), size("a.md", 9))
    assert (finding.verdict, finding.kind, finding.also) == (Verdict.CONFLICT, Kind.WITHIN_DOCUMENT, ())
    assert finding.reason == "7B in 1 document against 9B in 1 document. a.md contradicts itself."


def test_a_slip_of_scale_is_told() -> None:
    finding = one(size("a.md", 671), size("b.md", 0.671, HALF // 1000))
    assert finding.kind is Kind.SCALE
    assert "671B is 1,000 times 671M: probably a slip of unit or scale." in finding.reason


def test_a_slip_of_scale_is_told_between_any_two_values() -> None:
    finding = one(size("a.md", 7), size("b.md", 7), size("c.md", 671), size("d.md", 0.671, HALF // 1000))
    assert finding.kind is Kind.SCALE
    assert "671B is 1,000 times 671M: probably a slip of unit or scale." in finding.reason
    assert one(size("a.md", 7), size("b.md", 671), size("c.md", 0.661, HALF // 1000)).kind is Kind.VALUE


def test_a_statement_that_fits_both_sides_votes_for_none() -> None:
    wide = said("c.md", "Turbine-V2", "size", "1/900", B, 900 * B, qualifier="range")
    finding = one(size("a.md", 236), size("b.md", 671), wide)
    assert "1 statement fits more than one of these values." in finding.reason
    assert "236B in 1 document against 671B in 1 document." in finding.reason


def test_a_wide_statement_joins_the_better_supported_side() -> None:
    wide = said("d.md", "Turbine-V2", "size", "1/900", B, 900 * B, qualifier="range")
    finding = one(size("a.md", 236), size("b.md", 671), size("c.md", 671), wide)
    assert [(c.value, c.documents) for c in finding.clusters] == [
        ("671000000000", ("b.md", "c.md", "d.md")),
        ("236000000000", ("a.md",)),
    ]


@pytest.mark.parametrize(
    ("rounded", "finer", "named"), [(1, 1, "12312345"), (10, 1, "12312345"), (11, 1, "12300000"), (20, 2, "12312345")]
)
def test_a_finer_form_that_hardly_anybody_states_names_no_version(rounded: int, finer: int, named: str) -> None:
    claims = [number(f"r{n}.md", "Rotor 7B", 12_300_000, 50_000) for n in range(rounded)]
    claims += [number(f"f{n}.md", "Rotor 7B", 12_312_345) for n in range(finer)]
    (finding,) = reconcile(claims, small_pack())
    assert (finding.verdict, finding.clusters[0].value) == (Verdict.AGREEMENT, named)


@pytest.mark.parametrize(
    ("first", "second", "severity"),
    [(100, 200, "high"), (100, 103, "high"), (671, 685, "high"), (100, 101.5, "medium"), (671, 680, "medium")],
)
def test_values_within_two_percent_are_one_step_less_severe(first: float, second: float, severity: str) -> None:
    finding = one(size("a.md", first, 0), size("b.md", second, 0))
    assert (finding.verdict, finding.severity) == (Verdict.CONFLICT, severity)


@pytest.mark.parametrize(("second", "severity"), [(8, "high"), (7.05, "medium")])
def test_values_are_measured_from_each_other_and_not_from_where_their_rounding_ends(
    second: float, severity: str
) -> None:
    half = int(abs(second - 7) * B / 2)
    finding = one(size("a.md", 7, half), size("b.md", second, half))
    assert (finding.verdict, finding.severity) == (Verdict.CONFLICT, severity)


def test_a_bound_is_measured_from_the_end_it_has() -> None:
    at_least = said("a.md", "Turbine-V2", "size", "100", "100", None, qualifier="at_least")
    assert one(at_least, number("b.md", "Turbine-V2", 99)).severity == "medium"
    assert one(at_least, number("b.md", "Turbine-V2", 50)).severity == "high"


def test_numbers_that_differ_beyond_what_is_compared_are_not_said_to_be_stated_alike() -> None:
    first, second = (10**29 + last for last in (1, 2))
    finding = one(number("a.md", "Turbine-V2", first), number("b.md", "Turbine-V2", second))
    assert finding.kind is Kind.SAME
    assert finding.reason.endswith(", or what is equal to it in the 15 digits compared.")
    finding = one(number("a.md", "Turbine-V2", first), number("b.md", "Turbine-V2", first))
    assert "compared" not in finding.reason


def test_lists_of_sizes_are_sets() -> None:
    def listed(document: str, *sizes: int) -> list[Claim]:
        return [size(document, n, qualifier="of_variant") for n in sizes]

    nested = one(*listed("a.md", 7, 13, 70), *listed("b.md", 7, 13))
    assert (nested.verdict, nested.kind) == (Verdict.AGREEMENT, Kind.RANGE)
    assert [c.value for c in nested.clusters] == ["7000000000", "13000000000", "70000000000"]
    same = one(*listed("a.md", 7, 13), *listed("b.md", 13, 7))
    assert (same.verdict, same.kind) == (Verdict.AGREEMENT, Kind.SAME)
    odd = one(*listed("a.md", 7, 13), *listed("b.md", 7, 34))
    assert (odd.verdict, odd.severity) == (Verdict.POSSIBLE, "medium")
    assert one(*listed("a.md", 7, 13, 70)).verdict is Verdict.SINGLE


def test_a_plain_value_in_a_list_is_shown_once() -> None:
    finding = one(size("a.md", 7, qualifier="of_variant"), size("a.md", 70, qualifier="of_variant"), size("b.md", 70))
    assert (finding.verdict, finding.kind) == (Verdict.AGREEMENT, Kind.RANGE)
    assert [(c.value, c.documents) for c in finding.clusters] == [
        ("70000000000", ("a.md", "b.md")),
        ("7000000000", ("a.md",)),
    ]


def test_units_that_differ_cannot_be_compared() -> None:
    finding = one(size("a.md", 7, unit="kg"), size("b.md", 7, unit="GB"))
    assert finding.verdict is Verdict.NOT_COMPARABLE
    assert one(size("a.md", 7, unit="kg"), size("b.md", 7)).verdict is Verdict.AGREEMENT


def test_a_claim_about_nobody_is_unresolved() -> None:
    assert one(number("a.md", "", 7), number("b.md", "", 9)).verdict is Verdict.UNRESOLVED


def test_several_values_at_once_are_no_conflict_where_the_pack_allows_them() -> None:
    shared = one(
        said("a.md", "Turbine-V2", "sort", "family"),
        said("a.md", "Turbine-V2", "sort", "notion"),
        said("b.md", "Turbine-V2", "sort", "notion"),
    )
    assert (shared.verdict, shared.kind) == (Verdict.AGREEMENT, Kind.SEVERAL)
    assert (
        shared.reason
        == "Several values may hold at once: “notion” and “family”; 2 independent documents name “notion”."
    )


def test_attributes_that_no_pack_knows_are_compared_by_their_intervals() -> None:
    claims = [
        said("a.md", "Turbine-V2", "first run", "2024", "2024-01-01", "2024-12-31"),
        said("b.md", "Turbine-V2", "first run", "2025-01-02", "2025-01-02", "2025-01-02"),
        number("a.md", "Turbine-V2", 7, attribute="wheels"),
        number("b.md", "Turbine-V2", 7000, attribute="wheels"),
        said("a.md", "Turbine-V2", "colour", "red"),
        said("b.md", "Turbine-V2", "colour", "Red"),
    ]
    for pack in (PACK, None):
        assert [(f.attribute, f.verdict, f.kind) for f in reconcile(claims, pack)] == [
            ("first run", Verdict.CONFLICT, Kind.DATE),
            ("wheels", Verdict.CONFLICT, Kind.SCALE),
            ("colour", Verdict.AGREEMENT, Kind.SAME),
        ]


def test_the_frames_hold_what_the_findings_hold() -> None:
    claims = [size("a.md", 236, line=3), size("b.md", 236, line=4), size("c.md", 671, line=5), size("c.md", 1, line=6)]
    claims.append(size("d.md", 5, status="hedged", line=7))
    frame = claims_frame(claims)
    findings, members, _ = judge_frame(frame, PACK)
    assert findings.loc[0, ["values", "documents", "clusters"]].tolist() == [
        "236000000000|1000000000|671000000000",
        "a.md:3;b.md:4|c.md:6|c.md:5",
        3,
    ]
    assert members["row"].tolist() == [0, 1, 3, 2, 4]
    assert members["cluster"].tolist() == [0, 0, 1, 2, -1]
    assert members["counted"].tolist() == [True, True, True, True, False]
    assert members["head"].tolist() == [True, False, True, True, False]
    advised = reconcile(claims, PACK)
    assert materialise(frame, findings, members) == tuple(replace(found, suggestion=None) for found in advised)
    assert advised[0].suggestion is not None
    assert advised[0].suggestion.value == "236000000000"


def test_columns_may_be_categories() -> None:
    claims = [size("a.md", 236), size("b.md", 671), said("a.md", "Turbine-V2", "licence", "MIT")]
    frame = claims_frame(claims)
    narrow = frame.astype(dict.fromkeys(frame.select_dtypes("object").columns, "category"))
    for found, expected in zip(judge_frame(narrow, PACK)[:2], judge_frame(frame, PACK)[:2], strict=True):
        assert found.equals(expected)


@pytest.mark.parametrize(
    ("claims", "value", "shared"),
    [
        ([("at_least", 60, None), ("at_least", 100, None), ("at_least", 80, None)], "100", "99.5 or more"),
        ([("up_to", None, 60), ("up_to", None, 40), ("up_to", None, 50)], "40", "0 to 40.5"),
        ([("at_least", 60, None), ("", 80, 80), ("up_to", None, 100)], "80", "79.5 to 80.5"),
    ],
)
def test_the_value_of_an_agreement_of_bounds_is_the_one_that_all_hold(
    claims: list[tuple[str, int | None, int | None]], value: str, shared: str
) -> None:
    said_so = [
        said(f"{at}.md", "Turbine-V2", "size", str(low or high), "0" if low is None else f"{low - 0.5}",
             "Infinity" if high is None else f"{high + 0.5}", qualifier=qualifier)
        for at, (qualifier, low, high) in enumerate(claims)
    ]  # fmt: skip
    for order in (said_so, said_so[::-1]):
        [found] = reconcile(order, PACK)
        assert (found.verdict, found.kind) == (Verdict.AGREEMENT, Kind.RANGE)
        assert found.clusters[0].value == value
        assert found.reason.endswith(f"agree within the range that is stated; all statements hold {shared}.")
