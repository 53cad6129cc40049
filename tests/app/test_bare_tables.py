"""Tables of bare claims as other fields make them: what must hold whatever they are about."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest

from reports.rules import meaning
from tests.app.test_inferred import audited, here
from tests.app.test_table_store import same

__all__ = ["here"]

Row = tuple[str, str, str, str]


def contradicting(seed: int) -> list[Row]:
    """Statements of five documents on six things, among them documents that say several things of one."""
    draw = random.Random(seed)
    choice = draw.choice
    return [
        (f"d{draw.randrange(5)}", f"T{draw.randrange(6)}", choice(("size", "colour")), choice("579")) for _ in range(60)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_rows_changes_no_finding(here: Path, seed: int) -> None:
    rows = contradicting(seed)
    first = audited(here, rows)
    random.Random(seed + 100).shuffle(rows)
    assert audited(here, rows) == first
    assert audited(here, rows[::-1]) == first


FORMED = [
    ("a", "B1", "authors", "Smith, A.; Jones, B."), ("b", "B1", "authors", "Bob Jones and Alice Smith"),
    ("c", "B1", "authors", "Alice Smith"), ("d", "B1", "authors", "Jones, Bob; Smith, Alice"),
    ("a", "B2", "authors", "John Smith"), ("b", "B2", "authors", "Jane Smith"), ("c", "B2", "authors", "n/a"),
    ("a", "F1", "departs", "14:30"), ("b", "F1", "departs", "2:30 PM"), ("c", "F1", "departs", "2:45 PM"),
    ("a", "F2", "departs", "2011-12-01 06:05"), ("b", "F2", "departs", "Dec 1, 6:05a"),
    ("a", "F1", "wifi", "yes"), ("b", "F1", "wifi", "TRUE"), ("c", "F1", "wifi", "N"),
    ("a", "B1", "title", "Tides & Rivers: A History"), ("b", "B1", "title", "Tides and rivers"),
    ("a", "B1", "isbn", "0-201-89683-4"), ("b", "B1", "isbn", "9780201896831"),
    ("a", "S1", "phone", "+1 212 555 0100"), ("b", "S1", "phone", "(212) 555-0100"),
    ("a", "S1", "address", "12 West 45th Street"), ("b", "S1", "address", "12 W. 45th St, New York"),
    ("a", "S1", "place", "Paris, Texas"), ("b", "S1", "place", "Texas Paris"),
]  # fmt: skip


def test_texts_of_a_form_are_compared_by_what_they_mean(here: Path) -> None:
    found = {(row["entity"], row["attribute"]): row for row in audited(here, FORMED)}
    assert {key: row["verdict"] for key, row in found.items()} == {
        ("B1", "authors"): "conflict",
        ("B2", "authors"): "conflict",
        ("F1", "departs"): "conflict",
        ("F2", "departs"): "agreement",
        ("F1", "wifi"): "conflict",
        ("B1", "title"): "agreement",
        ("B1", "isbn"): "agreement",
        ("S1", "phone"): "agreement",
        ("S1", "address"): "agreement",
        ("S1", "place"): "conflict",
    }
    assert found["B1", "authors"]["documents"] == "a;b;d|c"
    assert found["B1", "authors"]["suggestion"].startswith("Bob Jones and Alice Smith (")
    assert "4 independent sources state it or what fits it" in found["B1", "authors"]["suggestion"]  # c names one
    assert found["F1", "departs"]["documents"] == "a;b|c"


def test_forms_are_the_same_in_a_large_table_and_from_its_own_claims(tmp_path: Path) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([("document", "entity", "attribute", "value"), *FORMED])
    written, *_ = same(tmp_path, text.getvalue())
    again, *_ = same(tmp_path, written["claims.csv"].decode())
    assert again["findings.csv"] == written["findings.csv"]
    rules = {row["attribute"]: row["rule"] for row in csv.DictReader(io.StringIO(written["claims.csv"].decode()))}
    assert rules == {
        "authors": "table.people",
        "departs": "table.moment",
        "wifi": "table.flag",
        "title": "table.title",
        "isbn": "table.isbn",
        "phone": "table.call",
        "address": "table.address",
        "place": "table",
    }
    assert all(meaning(rule) for rule in rules.values() if rule != "table")


@pytest.mark.parametrize(
    ("values", "named"),
    [
        (("126,771,988", "126771988", "126.77M", "126.77M", "126.77M", "110,062,515"), "126771988"),
        (("126,771,988", "126.77M", "126.77M", "126.77M", "110,062,515"), "126770000"),  # one source's further digits
        (("126,771,988", "126.77M", "110,062,515"), "126771988"),
    ],
)
def test_further_digits_are_suggested_where_they_are_not_one_sources_alone(
    here: Path, values: tuple[str, ...], named: str
) -> None:
    known = [(f"d{n}", f"K{k}", "volume", f"{k}7") for n in range(len(values)) for k in range(1, 20)]
    rows = [(f"d{n}", "Share", "volume", value) for n, value in enumerate(values)]
    [found] = [row for row in audited(here, [*known, *rows]) if row["entity"] == "Share"]
    assert found["suggestion"].split()[0] == named
