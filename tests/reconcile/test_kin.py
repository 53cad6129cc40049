"""Values of variants, families and members that differ: no conflict, and the reason says whose they are."""

from __future__ import annotations

import pytest

from extract.claim import Claim
from extract.words.pack import Grammar
from reconcile import kin
from reconcile.finding import Verdict
from reconcile.reconcile import reconcile
from tests.reconcile.statements import number, said, small_pack

PACK = small_pack().model_copy(
    update={
        "grammar": Grammar.model_validate(
            {
                "version": r"v?\d+(\.\d+)?",
                "size": r"\d+(\.\d+)?b",
                "tag": r"\d{4}",
                "variants": [{"name": "base"}, {"name": "instruct"}, {"name": "lite"}],
            }
        )
    }
)


def reasons(*claims: Claim) -> dict[tuple[str, str], str]:
    found = reconcile(claims, PACK)
    assert {f.verdict for f in found} <= {Verdict.SINGLE, Verdict.AGREEMENT}
    return {(f.entity, f.attribute): f.reason for f in found}


def test_variants_and_members_name_each_other() -> None:
    found = reasons(
        number("a.md", "Marlin 7B Base", 4000, 0, "window"),
        number("b.md", "Marlin 7B Instruct", 32000, 0, "window"),
        number("a.md", "Rotor", 5, 0, "size"),
        number("b.md", "Rotor 7B", 7, 0, "size"),
    )
    assert found == {
        ("Marlin 7B Base", "window"): "Only a.md states it. "
        "32,000 is said of Marlin 7B Instruct, another variant of it: no conflict.",
        ("Marlin 7B Instruct", "window"): "Only b.md states it. "
        "4,000 is said of Marlin 7B Base, another variant of it: no conflict.",
        ("Rotor", "size"): "Only a.md states it. 7 is said of Rotor 7B, a member of it: no conflict.",
        (
            "Rotor 7B",
            "size",
        ): "Only b.md states it. 5 is said of Rotor, the family that it is a member of: no conflict.",
    }


def test_several_are_named_in_one_sentence() -> None:
    found = reasons(
        *[
            number("a.md", f"Marlin 7B{variant}", value, 0, "window")
            for variant, value in (("", 1), (" Base", 2), (" Instruct", 3))
        ]
    )
    assert found["Marlin 7B", "window"] == (
        "Only a.md states it. "
        "2 is said of Marlin 7B Base and 3 of Marlin 7B Instruct, other variants of it: no conflict."
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            number("a.md", "Marlin 7B Base", 4000, 500), number("b.md", "Marlin 7B Lite", 4400), id="values that agree"
        ),
        pytest.param(number("a.md", "Marlin 7B", 7), number("b.md", "Marlin 13B", 13), id="two members"),
        pytest.param(number("a.md", "Marlin 0324", 7), number("b.md", "Marlin Base", 13), id="another tag"),
        pytest.param(number("a.md", "Marlin V2", 7), number("b.md", "Marlin V3 Base", 13), id="another version"),
        pytest.param(
            number("a.md", "Marlin Base", 7, scope="with spare"), number("b.md", "Marlin Lite", 8), id="two scopes"
        ),
        pytest.param(
            said("a.md", "Marlin Base", "sort", "x"), said("b.md", "Marlin Lite", "sort", "y"), id="several may hold"
        ),
    ],
)
def test_of_others_nothing_is_said(one: Claim, other: Claim) -> None:
    assert not [reason for reason in reasons(one, other).values() if "is said of" in reason]


def test_a_long_line_of_members_is_left_to_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kin, "MOST_KIN", 2)
    claims = [number("a.md", name, at) for at, name in enumerate(("Marlin", "Marlin Base", "Marlin Lite"))]
    assert "is said of" not in "".join(reasons(*claims).values())
    assert "is said of" in "".join(reasons(*claims[:2]).values())


def test_the_order_of_claims_changes_nothing() -> None:
    claims = [number(f"{name}.md", f"Marlin 7B {name}", at) for at, name in enumerate(("Lite", "Base", "Instruct"))]
    assert reasons(*claims) == reasons(*claims[::-1])
