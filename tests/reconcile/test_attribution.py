"""Conflicts whose odd value belongs to a sibling."""

from __future__ import annotations

from extract.claim import Claim
from extract.words.pack import Pack
from reconcile.finding import Finding, Kind, Verdict
from reconcile.reconcile import reconcile
from tests.reconcile.statements import number, said, small_pack

PACK = small_pack()
B = 10**9
HALF = B // 2


def size(document: str, entity: str, billions: int, line: int = 1000) -> Claim:
    return number(document, entity, billions * B, HALF, line=line)


def about(entity: str, claims: list[Claim], pack: Pack | None = PACK) -> Finding:
    (finding,) = [f for f in reconcile(claims, pack) if f.entity == entity]
    return finding


V2 = [size("a.md", "Turbine-V2", 236), size("b.md", "Turbine-V2", 236), size("c.md", "Turbine-V2", 671, line=42)]
V3 = [size("a.md", "Turbine-V3", 671), size("b.md", "Turbine-V3", 671)]


def test_the_odd_value_is_the_agreed_figure_of_a_sibling() -> None:
    finding = about("Turbine-V2", V2 + V3)
    assert (finding.verdict, finding.kind) == (Verdict.CONFLICT, Kind.ATTRIBUTION)
    assert finding.reason == (
        "236B in 2 documents against 671B in 1 document."
        " 671B is Turbine-V3's agreed figure (2 documents): c.md line 42 probably names the wrong engine."
    )


def test_one_document_agrees_with_nobody() -> None:
    assert about("Turbine-V2", [*V2, V3[0]]).kind is Kind.VALUE


def test_a_disputed_figure_is_not_agreed() -> None:
    disputed = [*V3, size("c.md", "Turbine-V3", 700)]
    assert about("Turbine-V2", V2 + disputed).kind is Kind.VALUE


def test_between_equal_sides_nobody_is_odd() -> None:
    assert about("Turbine-V2", [V2[0], V2[2], *V3]).kind is Kind.VALUE


def test_a_stranger_s_figure_is_a_coincidence() -> None:
    stranger = [size("x.md", "Stator", 671), size("y.md", "Stator", 671)]
    assert about("Turbine-V2", V2 + stranger).kind is Kind.VALUE


def test_a_stranger_near_by_in_the_text_is_none() -> None:
    near = [size("c.md", "Stator", 671, line=40), size("y.md", "Stator", 671)]
    assert about("Turbine-V2", V2 + near).kind is Kind.ATTRIBUTION
    far = [size("c.md", "Stator", 671, line=400), size("y.md", "Stator", 671)]
    assert about("Turbine-V2", V2 + far).kind is Kind.VALUE


def test_a_name_that_is_nearly_the_same_is_a_sibling_without_a_pack_too() -> None:
    assert about("Turbine-V2", V2 + V3, None).kind is Kind.ATTRIBUTION
    other = [size("a.md", "Stator", 671), size("b.md", "Stator", 671)]
    assert about("Turbine-V2", V2 + other, None).kind is Kind.VALUE


def test_a_sibling_whose_figure_lies_within_the_odd_interval_fits() -> None:
    loose = said("c.md", "Turbine-V2", "size", "700", 650 * B, 750 * B, qualifier="about")
    assert about("Turbine-V2", [V2[0], V2[1], loose, *V3]).kind is Kind.ATTRIBUTION


def released(document: str, entity: str, value: str, low: str, high: str) -> Claim:
    return said(document, entity, "released", value, low, high)


def test_a_date_belongs_to_a_sibling_only_where_it_is_told_to_the_month_at_least() -> None:
    agreed = [released(d, "Turbine-V3", "2024-05-07", "2024-05-07", "2024-05-07") for d in ("a.md", "b.md")]
    others = [released(d, "Turbine-V2", "2023-11-02", "2023-11-02", "2023-11-02") for d in ("a.md", "b.md")]
    month = released("c.md", "Turbine-V2", "2024-05", "2024-05-01", "2024-05-31")
    finding = about("Turbine-V2", [*agreed, *others, month])
    assert finding.kind is Kind.ATTRIBUTION
    assert "2024-05 is Turbine-V3's agreed date (2 documents)" in finding.reason
    year = released("c.md", "Turbine-V2", "2024", "2024-01-01", "2024-12-31")
    assert about("Turbine-V2", [*agreed, *others, year]).kind is Kind.DATE


def test_an_open_bound_points_at_nobody() -> None:
    bound = said("c.md", "Turbine-V2", "size", "600", 600 * B, None, qualifier="at_least")
    assert about("Turbine-V2", [V2[0], V2[1], bound, *V3]).kind is Kind.VALUE


def test_the_nearest_of_several_siblings_is_named() -> None:
    coder = [size("c.md", "Turbine-Coder", 671, line=41), size("y.md", "Turbine-Coder", 671)]
    assert "Turbine-Coder's agreed figure" in about("Turbine-V2", V2 + V3 + coder).reason


def test_a_figure_that_many_siblings_share_points_at_none() -> None:
    many = [size(d, f"Turbine-V{n}", 671) for n in range(10, 19) for d in ("a.md", "b.md")]
    assert about("Turbine-V2", V2 + many).kind is Kind.VALUE
    assert about("Turbine-V2", V2 + many[2:]).kind is Kind.ATTRIBUTION


def test_terms_are_too_few_to_point_at_anybody() -> None:
    claims = [
        said("a.md", "Turbine-V2", "licence", "GPL"),
        said("b.md", "Turbine-V2", "licence", "GPL"),
        said("c.md", "Turbine-V2", "licence", "MIT"),
        said("a.md", "Turbine-V3", "licence", "MIT"),
        said("b.md", "Turbine-V3", "licence", "MIT"),
    ]
    assert about("Turbine-V2", claims).kind is Kind.VALUE


def test_it_says_what_else_holds() -> None:
    scale = [*V2[:2], number("c.md", "Turbine-V2", 236 * 10**6, 5 * 10**5, line=42)]
    sibling = [number(d, "Turbine-V3", 236 * 10**6, 5 * 10**5) for d in ("a.md", "b.md")]
    finding = about("Turbine-V2", scale + sibling)
    assert (finding.kind, finding.also) == (Kind.ATTRIBUTION, (Kind.SCALE,))
    twice = [*V2, size("c.md", "Turbine-V2", 236), *V3]
    finding = about("Turbine-V2", twice)
    assert (finding.kind, finding.also) == (Kind.ATTRIBUTION, (Kind.WITHIN_DOCUMENT,))
    assert "c.md contradicts itself." in finding.reason
