import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

from extract.claim import Claim, Interval, Qualifier, Status
from reports.claims_table import render
from tests.reports.audit_fixture import audit, claim, days, empty

HEADER = (
    "claim_id,document,line,column,start,end,entity,attribute,value,unit,lower,upper,qualifier,scope,status,quote,"
    "context,rule"
)


def row(one: Claim) -> dict[str, str]:
    text = render(replace(audit(), claims=(one,))).decode()
    (read,) = csv.DictReader(io.StringIO(text, newline=""))
    return read


def test_the_columns_are_those_of_the_contract() -> None:
    assert render(empty()) == f"{HEADER}\n".encode()


def test_a_number_stands_in_plain_digits_with_its_bounds() -> None:
    made = claim(
        "notes/a.md",
        7,
        "Tern-2",
        "parameters_total",
        "236000000000",
        "236B",
        "Tern-2 has 236B.",
        interval=Interval(Decimal("2.355E+11"), Decimal("236500000000.0")),
    )
    assert row(made) == {
        "claim_id": made.claim_id,
        "document": "notes/a.md",
        "line": "7",
        "column": "11",
        "start": "710",
        "end": "714",
        "entity": "Tern-2",
        "attribute": "parameters_total",
        "value": "236000000000",
        "unit": "parameters",
        "lower": "235500000000",
        "upper": "236500000000",
        "qualifier": "",
        "scope": "",
        "status": "asserted",
        "quote": "236B",
        "context": "Tern-2 has 236B.",
        "rule": "prose.unit",
    }


def test_a_date_is_bounded_by_iso_days() -> None:
    november = days(date(2023, 11, 1), date(2023, 11, 30))
    made = claim("a.md", 1, "Tern-2", "release_date", "2023-11", "Nov 2023", "In Nov 2023.", interval=november)
    found = row(made)
    assert (found["value"], found["lower"], found["upper"]) == ("2023-11", "2023-11-01", "2023-11-30")


def test_an_unbounded_end_is_empty_and_a_range_keeps_both_values() -> None:
    open_end = claim(
        "a.md",
        1,
        "Tern-1",
        "context_length",
        "4000",
        "4K+",
        "4K+",
        interval=Interval(Decimal(4000), None),
        qualifier=Qualifier.AT_LEAST,
    )
    assert (row(open_end)["lower"], row(open_end)["upper"], row(open_end)["qualifier"]) == ("4000", "", "at_least")
    both = claim("a.md", 1, "Tern-1", "context_length", "4000/16000", "4k~16k", "4k~16k")
    assert row(both)["value"] == "4000/16000"


def test_a_term_has_no_bounds_and_no_unit() -> None:
    found = row(claim("a.md", 1, "Tern-2", "license", "MIT", "MIT", "License: MIT", status=Status.HEDGED))
    assert (found["value"], found["unit"], found["lower"], found["upper"]) == ("MIT", "", "", "")
    assert found["status"] == "hedged"


def test_a_context_stands_on_one_line_and_a_quote_as_it_is() -> None:
    found = row(claim("a.md", 1, "Tern-2", "license", "MIT", "M\nIT", "License:\r\n  MIT\tof course"))
    assert (found["quote"], found["context"]) == ("M\nIT", "License: MIT of course")


def test_document_text_is_never_a_formula() -> None:
    found = row(claim("=a.md", 1, "@Tern", "license", "+MIT", "-MIT-", "=License", rule="prose", scope="\tx"))
    shown = [found[name] for name in ("document", "entity", "value", "quote", "context", "scope")]
    assert shown == ["'=a.md", "'@Tern", "'+MIT", "'-MIT-", "'=License", "'\tx"]


def test_a_negative_number_stays_a_number() -> None:
    found = row(claim("a.md", 1, "Tern-2", "context_length", "-5", "-5", "-5 it is"))
    assert (found["value"], found["lower"], found["quote"], found["context"]) == ("-5", "-5", "-5", "'-5 it is")
