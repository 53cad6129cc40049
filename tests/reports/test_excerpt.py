from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.claim import Claim
from reports.excerpt import CONTEXT_SHOWN, LONGEST_WORD, Occurrences
from tests.reports.audit_fixture import claim


def said(quote: str, context: str, start: int = 10) -> Claim:
    made = claim("a.md", 1, "Tern-2", "parameters_total", "7", quote, context)
    return replace(made, start=start, end=start + len(quote))


def bracketed(*claims: Claim) -> list[str]:
    """Return each claim's excerpt with its marked parts in brackets."""
    occurrences = Occurrences(claims)
    return [
        "".join(f"[{part.text}]" if part.marked else part.text for part in occurrences.excerpt(one)) for one in claims
    ]


@pytest.mark.parametrize(
    ("quote", "context", "shown"),
    [
        ("236B", "Tern-2 has 236B parameters.", "Tern-2 has [236B] parameters."),
        ("236\u00a0B", "has 236 B parameters", "has [236 B] parameters"),
        ("236&nbsp;B", "has 236 B parameters", "has [236 B] parameters"),
        ("Late 2023 \\- Early 2025", "in Late 2023 - Early 2025.", "in [Late 2023 - Early 2025]."),
        ("**236**B", "has 236B parameters", "has [236B] parameters"),
        ("2024\u201105", "on 2024-05", "on [2024-05]"),
        ("7B", "from 67B down to 7B.", "from 67B down to [7B]."),
        ("1", "1.5 and 1 shared", "1.5 and [1] shared"),
        ("5", "Tern-5 has 5 experts", "Tern-5 has [5] experts"),
        ("16k", "4k-16k", "4k-[16k]"),
        ("236", "236B", "[236]B"),
        ("$5.6M", "about $5.6M.", "about [$5.6M]."),
        ("26\r\nbillion", "has 26\r\nbillion", "has [26 billion]"),
        ("9.9", "nothing of the kind", "nothing of the kind"),
        ("", "nothing", "nothing"),
        ("**", "nothing", "nothing"),
    ],
)
def test_the_quote_is_marked_where_it_stands(quote: str, context: str, shown: str) -> None:
    assert bracketed(said(quote, context)) == [shown]


def test_equal_quotes_in_one_passage_belong_to_the_claims_in_their_order() -> None:
    context = "A has 7B and B has 7B."
    first, second = said("7B", context, 6), said("7B", context, 19)
    assert bracketed(second, first) == ["A has 7B and B has [7B].", "A has [7B] and B has 7B."]


def test_every_occurrence_is_marked_where_claims_cannot_be_told_apart() -> None:
    assert bracketed(said("7B", "7B in total, 7B on disk")) == ["[7B] in total, [7B] on disk"]


def test_one_number_claimed_of_two_entities_is_one_occurrence() -> None:
    context = "A and B have 7B. C had 9B."
    one = said("7B", context)
    assert bracketed(one, replace(one, entity="Gull-2")) == ["A and B have [7B]. C had 9B."] * 2


def test_the_number_within_the_name_is_no_quote() -> None:
    context = "Trekker 300 | 288 Wh | 300 W | 300 V"
    one = replace(said("300", context), surface="trekker 300", entity="Trekker 300", unit="W")
    assert bracketed(one) == ["Trekker 300 | 288 Wh | [300 W] | [300 V]"]
    assert bracketed(replace(one, context="Trekker 300")) == ["Trekker [300]"]


def test_the_unit_of_measure_is_marked_with_its_number() -> None:
    weight = replace(said("1.3", "weighs 1.3 kg, 12 V"), unit="grams")
    assert bracketed(weight) == ["weighs [1.3 kg], 12 V"]
    assert bracketed(replace(weight, unit="")) == ["weighs [1.3] kg, 12 V"]


def test_a_long_passage_is_cut_between_words_around_its_quote() -> None:
    before, after = "wind " * 100, " wave" * 100
    (shown,) = bracketed(said("236B", f"{before}236B{after}"))
    assert shown.startswith("… wind ")
    assert shown.endswith(" wave …")
    assert "[236B]" in shown
    assert len(shown) <= CONTEXT_SHOWN + len("… [] …")


def test_a_long_passage_without_its_quote_is_shown_from_its_beginning() -> None:
    (shown,) = bracketed(said("236B", "wind " * 100))
    assert shown.startswith("wind wind")
    assert shown.endswith("wind …")


@given(st.text(max_size=600), st.text(max_size=30))
def test_any_passage_stays_within_its_bounds(context: str, quote: str) -> None:
    parts = Occurrences([said(quote, context)]).excerpt(said(quote, context))
    assert sum(len(part.text) for part in parts) <= CONTEXT_SHOWN + LONGEST_WORD + len("…  …")
