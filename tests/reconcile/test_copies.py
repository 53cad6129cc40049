"""A copy of a document, whole or nearly so, changes no verdict and no suggestion."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.claim import Claim
from reconcile.finding import Finding, Kind, Verdict
from reconcile.reconcile import reconcile, reconcile_all
from tests.reconcile.statements import number, said, small_pack
from tests.reconcile.test_properties import LISTS

PACK = small_pack()
B = 10**9
DOCUMENTS = ("a.md", "b.md", "c.md", "d.md")
OPENINGS = ("According to the makers", "As measured in the field", "In the catalogue of the year", "By our own count")


def judgement(findings: tuple[Finding, ...]) -> dict[str, tuple[object, ...]]:
    return {
        f.fingerprint: (
            f.verdict,
            f.kind,
            f.also,
            f.severity,
            tuple(c.value for c in f.clusters),
            f.suggestion and (f.suggestion.value, f.suggestion.strength, f.suggestion.cluster),
        )
        for f in findings
    }


def told(claims: list[Claim]) -> list[Claim]:
    """The claims with passages of their own: no two documents say a thing in the same words."""
    return [
        replace(
            claim,
            start=number * 1000,
            end=number * 1000 + 9,
            context=(
                f"{OPENINGS[DOCUMENTS.index(claim.document)]}, on page {number} of {claim.document} and beside other "
                f"things, the entry for {claim.entity} is put at {claim.value}, which {claim.document} adds "
                f"without further comment as item {number} of its list."
            ),
        )
        for number, claim in enumerate(claims)
    ]


def copy(claims: list[Claim], document: str, name: str) -> list[Claim]:
    return [replace(claim, document=name) for claim in claims if claim.document == document]


@settings(max_examples=40, deadline=None)
@given(found=LISTS, document=st.sampled_from(DOCUMENTS), name=st.sampled_from(["0.md", "bb.md", "z.md"]))
def test_a_file_of_the_same_bytes_changes_nothing(found: list[Claim], document: str, name: str) -> None:
    same = {document: min(document, name), name: min(document, name)}
    copies = copy(found, document, name)
    assert judgement(reconcile(found + copies, PACK, same)) == judgement(reconcile(found, PACK))


@settings(max_examples=40, deadline=None)
@given(found=LISTS, document=st.sampled_from(DOCUMENTS), name=st.sampled_from(["0.md", "bb.md", "z.md"]))
def test_a_renamed_copy_is_recognised_by_its_passages(found: list[Claim], document: str, name: str) -> None:
    found = told(found)
    copies = copy(found, document, name)
    assert judgement(reconcile(found + copies, PACK)) == judgement(reconcile(found, PACK))


@settings(max_examples=40, deadline=None)
@given(found=LISTS, document=st.sampled_from(DOCUMENTS), name=st.sampled_from(["0.md", "bb.md", "z.md"]))
def test_a_copy_that_was_reworded_here_and_there_changes_nothing(found: list[Claim], document: str, name: str) -> None:
    found = told(found)
    copies = [
        replace(claim, context=claim.context.replace("without further comment", "without any comment"))
        for claim in copy(found, document, name)
    ]
    assert judgement(reconcile(found + copies, PACK)) == judgement(reconcile(found, PACK))


def test_a_copy_under_an_earlier_name_does_not_change_which_spelling_is_shown() -> None:
    claims = told([said("a.md", "Turbine-V2", "licence", "MIT"), said("b.md", "Turbine-V2", "licence", "mit")])
    for document in ("a.md", "b.md"):
        (finding,) = reconcile(claims + copy(claims, document, "0.md"), PACK)
        assert [cluster.value for cluster in finding.clusters] == ["MIT"]


def test_the_spelling_that_most_documents_use_is_shown_however_often_another_is_copied() -> None:
    spelled = {"a.md": "GPL", "b.md": "gpl", "c.md": "gpl"}
    claims = told([said(document, "Turbine-V2", "licence", value) for document, value in spelled.items()])
    copies = [claim for n in range(3) for claim in copy(claims, "a.md", f"{n}.md")]
    (finding,) = reconcile(claims + copies, PACK)
    assert [cluster.value for cluster in finding.clusters] == ["gpl"]


def size(document: str, billions: int, context: str) -> Claim:
    return replace(number(document, "Turbine-V2", billions * B), context=context)


QUOTED = "Turbine-V2 has 236 billion parameters in total, of which 21 billion are active for each token it reads."
OWN = "Nobody knows better than we do that it takes 236 billion parameters to make a Turbine-V2 turn this fast."
AGAINST = ("The leaflet gives Turbine-V2 as many as 671 billion parameters.", "671B, says the label of Turbine-V2.")


def test_four_copies_of_a_passage_do_not_outvote_two_independent_documents() -> None:
    claims = [size(f"copy{n}.md", 236, QUOTED) for n in range(4)]
    claims += [size(f"other{n}.md", 671, text) for n, text in enumerate(AGAINST)]
    (finding,) = reconcile(claims, PACK)
    assert finding.verdict is Verdict.CONFLICT
    assert finding.suggestion is not None
    assert finding.suggestion.value == "671000000000"
    assert finding.suggestion.basis.startswith("2 independent sources against 1")


def test_a_document_that_says_it_in_its_own_words_is_a_witness() -> None:
    claims = [size("a.md", 236, QUOTED), size("b.md", 236, OWN), size("c.md", 671, AGAINST[0])]
    (finding,) = reconcile(claims, PACK)
    assert finding.suggestion is not None
    assert finding.suggestion.value == "236000000000"
    assert finding.suggestion.basis.startswith("2 independent sources against 1")


def test_a_copy_with_another_figure_makes_a_conflict_in_which_it_is_no_second_voice() -> None:
    claims = [size("a.md", 236, QUOTED), size("b.md", 671, QUOTED.replace("236", "671"))]
    (finding,) = reconcile(claims, PACK)
    assert (finding.verdict, finding.kind) == (Verdict.CONFLICT, Kind.VALUE)
    assert finding.suggestion is not None
    assert finding.suggestion.strength == "balanced"


def test_what_repeats_is_handed_on_for_the_reports() -> None:
    claims = [size("a.md", 236, QUOTED), size("b.md", 236, QUOTED), size("c.md", 671, AGAINST[0])]
    lineage = reconcile_all(claims, PACK, {"c.md": "c.md", "d.md": "c.md"}).lineage
    assert [repeat.documents for repeat in lineage.repeats] == [("a.md", "b.md")]
    assert lineage.documents == {"c.md": "c.md", "d.md": "c.md"}


def bare(*rows: str) -> list[Claim]:
    """Claims of a table without texts, from "document entity value" or "document entity value line"."""
    split = [(*row.split(), "0")[:4] for row in rows]
    return [
        replace(number(document, entity, int(value)), start=row, line=int(line), context="")
        for row, (document, entity, value, line) in enumerate(split)
    ]


def advice(claims: list[Claim]) -> dict[str, tuple[str, str, str]]:
    return {
        f.entity: (f.suggestion.value, f.suggestion.strength, f.suggestion.basis)
        for f in reconcile(claims, None)
        if f.suggestion is not None
    }


def test_bare_claims_that_agree_are_independent_for_verdict_and_suggestion_alike() -> None:
    alike = bare("a M 7", "a N 8", "c M 7", "c N 8")
    assert {f.verdict for f in reconcile(alike, None)} == {Verdict.AGREEMENT}
    value, _, basis = advice([*alike, *bare("b M 9")])["M"]
    assert value == "7"
    assert basis.startswith("2 independent sources against 1")
    assert "repeat" not in basis


OTHERS = ("b M 5", "c M 9", "d M 9", "a N 1", "b N 1", "c N 1", "d N 1")


def test_what_a_bare_document_states_on_a_later_line_replaces_what_it_stated_before() -> None:
    late, early = (advice(bare(*own, *OTHERS))["M"] for own in (("a M 9 8", "a M 5 2"), ("a M 5 8", "a M 9 2")))
    assert late[0] == "9"
    assert early[0] != "9"


def test_without_lines_no_row_is_later_than_another() -> None:
    one, other = (advice(bare(*own, *OTHERS))["M"] for own in (("a M 5", "a M 9"), ("a M 9", "a M 5")))
    assert one == other
    assert one[0] == "9"
    assert one[2].endswith("1 source states several of these values and counts for none of them")


def test_a_replaced_value_that_nobody_else_states_is_still_a_side() -> None:
    assert "M" in advice(bare("a M 5 1", "a M 9 2", "b M 9", "a N 1", "b N 1"))


def test_fifty_bare_documents_outvote_one() -> None:
    value, strength, basis = advice(bare(*(f"d{n} M 236" for n in range(50)), "z M 671"))["M"]
    assert (value, basis.split(",")[0]) == ("236", "50 independent sources against 1")
    assert strength != "balanced"


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from("MNO"), st.sampled_from("579")), min_size=1, max_size=20
    ),
    random=st.randoms(use_true_random=False),
)
def test_the_order_of_bare_rows_changes_nothing(rows: list[tuple[str, str, str]], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(rows)
    random.shuffle(shuffled)
    one, other = (bare(*(" ".join(row) for row in order)) for order in (rows, shuffled))
    assert advice(one) == advice(other)
    assert {f.fingerprint: (f.verdict, f.kind) for f in reconcile(one, None)} == {
        f.fingerprint: (f.verdict, f.kind) for f in reconcile(other, None)
    }
