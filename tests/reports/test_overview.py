from dataclasses import replace

from reconcile.finding import Kind, Verdict
from reports.overview import ENTITIES_SHOWN, MARKS_SHOWN, overview
from tests.reports.audit_fixture import FINDINGS, PACK, finding

ALL = {one.finding_id for one in FINDINGS}


def test_entities_with_conflicts_come_first_and_attributes_as_in_the_pack() -> None:
    found = overview(FINDINGS, PACK, ALL)
    assert found.titles == (
        "Parameters (total)",
        "Parameters (active)",
        "Context length",
        "Training cost",
        "Release date",
        "License",
        "Official release",
    )
    assert [row.entity for row in found.rows[1:]] == ["Tern-2", "Tern-4", "Tern-3", "Tern-5", "Tern-1", "V2"]


def test_a_row_has_a_mark_for_each_finding() -> None:
    row = overview(FINDINGS, PACK, ALL).rows[1]
    assert ["".join(mark.symbol for mark in cell) for cell in row.cells] == ["✕", "", "✕", "•", "✕", "✕", "–"]
    (mark,) = row.cells[5]
    assert (mark.name, mark.words, mark.target) == ("conflict decided", "conflict, decided", "f000000000005")


def test_a_finding_that_the_page_leaves_out_is_no_target() -> None:
    found = overview(FINDINGS, PACK, ALL - {"f000000000001"})
    assert found.rows[1].cells[0][0].target == ""


def test_scopes_share_a_cell_gravest_first_and_bounded() -> None:
    verdicts = (Verdict.SINGLE, Verdict.AGREEMENT, Verdict.CONFLICT, Verdict.POSSIBLE, Verdict.IMPLAUSIBLE)
    scoped = [
        replace(finding(n, "Tern-2", "context_length", verdict, Kind.NONE, ""), scope=f"scope {n}")
        for n, verdict in enumerate(verdicts)
    ]
    (row,) = overview(scoped, PACK, set()).rows
    (cell,) = row.cells
    assert [mark.symbol for mark in cell] == ["✕", "?", "!", "✓"]
    assert len(cell) == MARKS_SHOWN
    assert cell[0].words == "conflict, scope 2"


def test_attributes_the_pack_lacks_and_entities_beyond_the_bound_are_left_out() -> None:
    many = [
        finding(n, f"Tern-{n:03}", "context_length", Verdict.SINGLE, Kind.NONE, "") for n in range(ENTITIES_SHOWN + 2)
    ]
    odd = finding(999, "Gull-1", "wingspan", Verdict.SINGLE, Kind.NONE, "")
    found = overview([*many, odd], PACK, set())
    assert len(found.rows) == ENTITIES_SHOWN
    assert found.more == 2
    assert found.titles == ("Context length",)


def test_the_legend_explains_the_marks_that_are_met() -> None:
    agreed = [one for one in FINDINGS if one.verdict is Verdict.AGREEMENT]
    assert [(one.symbol, one.words) for one in overview(agreed, PACK, ALL).legend] == [("✓", "agreement")]
    legend = overview(FINDINGS, PACK, ALL).legend
    assert len(legend) == len(Verdict) + 1
    assert [(one.symbol, one.name, one.words) for one in legend[:2]] == [
        ("✕", "conflict", "conflict"),
        ("✕", "conflict decided", "conflict, decided"),
    ]
