"""Spellings of a scope are one scope."""

from __future__ import annotations

import pytest

from reconcile.finding import Verdict
from reconcile.reconcile import reconcile
from tests.reconcile.statements import number, small_pack


def scopes(*spelled: str, attribute: str = "size") -> list[str]:
    """The scopes of the findings about one value stated in each spelling, sorted."""
    claims = [number(f"{at}.md", "Turbine-V2", 7, attribute=attribute, scope=one) for at, one in enumerate(spelled)]
    return sorted(f.scope for f in reconcile(claims, small_pack()))


@pytest.mark.parametrize(
    ("spelled", "found"),
    [
        (("Pre-heating", "pre-heating", "preheating", "pre heating"), ["Pre-heating"]),
        (("preheating", "Pre-heating", "preheating"), ["preheating"]),  # the most usual
        (("stage 1", "Stage-1", "stage1"), ["Stage-1"]),
        (("dry+warm run", "Warm-run+dry"), ["Warm-run+dry"]),
        (("stage 1", "stage 2"), ["stage 1", "stage 2"]),
        (("1-2", "12"), ["1-2", "12"]),
        (("at -5", "at 5"), ["at -5", "at 5"]),
        (("C++", "C"), ["C", "C++"]),
    ],
)
def test_spellings_are_folded(spelled: tuple[str, ...], found: list[str]) -> None:
    assert scopes(*spelled) == found


def test_a_scope_gets_the_name_that_the_pack_gives_it_for_the_attribute() -> None:
    assert scopes("First-Stage", "FIRST STAGE", "First-Stage", attribute="hours") == ["first stage"]
    assert scopes("First-Stage", "First-Stage", "FIRST STAGE") == ["First-Stage"]  # `size` declares none of this name


def test_spellings_of_one_scope_conflict_like_one() -> None:
    claims = [
        number("a.md", "Turbine-V2", 7, scope="Pre-heating"),
        number("b.md", "Turbine-V2", 9, scope="preheating"),
    ]
    (finding,) = reconcile(claims, small_pack())
    assert finding.verdict is Verdict.CONFLICT
