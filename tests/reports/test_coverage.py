from dataclasses import replace

from extract.claim import Rejected
from reports.coverage import DOCUMENTS_SHOWN, EXAMPLES_SHOWN, coverage
from tests.reports.audit_fixture import HOSTILE_DOCUMENT, TERN_2, audit, empty


def test_what_was_seen_is_what_was_claimed_and_what_was_rejected() -> None:
    found = coverage(audit())
    # 25 claims, of which 2 name a license
    assert (found.seen, found.claimed, found.rejected) == (34, 23, 11)
    assert (found.numeric_claims, found.other_claims) == (23, 2)
    assert sum(row.count for row in found.reasons) == found.rejected


def test_one_number_claimed_of_two_entities_was_seen_once() -> None:
    twin = replace(TERN_2[0], entity="Gull-2")
    found = coverage(replace(audit(), claims=(TERN_2[0], twin), rejected=()))
    assert (found.seen, found.claimed, found.numeric_claims, found.other_claims) == (1, 1, 2, 0)


def test_reasons_and_documents_come_by_count() -> None:
    found = coverage(audit())
    assert [(row.reason, row.count) for row in found.reasons] == [
        ("percentage", 7),
        ("no entity in reach", 2),
        ("citation", 1),
        ("speed-up", 1),
    ]
    assert [(cell.document, cell.count) for cell in found.reasons[0].cells] == [("b.md", 4), ("a.md", 3)]
    assert found.reasons[0].share == 63  # 7 of 11 is 63.6 %


def test_examples_are_bounded_and_each_shows_something_else() -> None:
    cells = {cell.document: cell for cell in coverage(audit()).reasons[0].cells}
    assert [(one.line, one.quote) for one in cells["b.md"].examples] == [(7, "50 %"), (8, "12 %"), (9, "13 %")]
    assert [(one.line, one.quote) for one in cells["a.md"].examples] == [(3, "93.3 %"), (4, "42.5 %")]
    assert EXAMPLES_SHOWN == 3


def test_a_note_is_shown_with_its_example() -> None:
    cells = {cell.document: cell for cell in coverage(audit()).reasons[1].cells}
    assert cells["e.md"].examples[0].note == "the new model"
    assert cells[HOSTILE_DOCUMENT].examples[0].quote == "<i>1</i>"


def test_documents_beyond_the_bound_are_summed_up() -> None:
    rejected = tuple(Rejected(f"{n:03}.md", 0, 1, 1, "1", "percentage") for n in range(DOCUMENTS_SHOWN + 4))
    (row,) = coverage(replace(audit(), rejected=rejected)).reasons
    assert len(row.cells) == DOCUMENTS_SHOWN
    assert (row.more_documents, row.more_count) == (4, 4)


def test_an_audit_of_nothing_has_seen_nothing() -> None:
    found = coverage(empty())
    assert (found.seen, found.claimed, found.rejected, found.reasons) == (0, 0, 0, ())
