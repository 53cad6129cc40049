import json
from enum import StrEnum
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import reports
from extract.claim import Qualifier, Status
from reconcile.finding import GateStatus, Kind, Verdict
from reports.findings_json import FORMAT, render
from reports.interface import Audit
from tests.reports.audit_fixture import CLAIMS, TERN_2, audit, empty, peaceful

SCHEMA_FILE = Path(reports.__file__).parent / "schemas" / "findings.schema.json"


@pytest.fixture(name="schema")
def _schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("made", [audit(), peaceful(), empty()], ids=["audit", "peaceful", "empty"])
def test_the_file_obeys_its_published_schema(schema: dict[str, Any], made: Audit) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(render(made)))


def test_the_schema_needs_nothing_from_a_network(schema: dict[str, Any]) -> None:
    def references(node: Any) -> list[str]:
        if isinstance(node, dict):
            here = [node["$ref"]] if "$ref" in node else []
            return here + [found for value in node.values() for found in references(value)]
        return [found for value in node for found in references(value)] if isinstance(node, list) else []

    found = references(schema)
    assert found
    assert all(one.startswith("#/$defs/") for one in found)
    assert not schema["$id"].startswith("http")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("kind", "enum"), Kind),
        (("finding", "properties", "verdict", "enum"), Verdict),
        (("claim", "properties", "qualifier", "enum"), Qualifier),
        (("claim", "properties", "status", "enum"), Status),
    ],
)
def test_the_schema_lists_the_words_the_program_uses(
    schema: dict[str, Any], path: tuple[str, ...], words: type[StrEnum]
) -> None:
    node: Any = schema["$defs"]
    for key in path:
        node = node[key]
    assert sorted(node) == sorted(word.value for word in words)


def test_the_schema_lists_every_status_of_a_conflict(schema: dict[str, Any]) -> None:
    assert sorted(schema["$defs"]["conflict_status"]["enum"]) == sorted(one.value for one in GateStatus if one.value)


@pytest.mark.parametrize("damage", ["format", "claims", "findings", "gate"])
def test_a_file_that_lacks_a_part_breaks_the_schema(schema: dict[str, Any], damage: str) -> None:
    node = json.loads(render(audit()))
    del node[damage]
    assert not jsonschema.Draft202012Validator(schema).is_valid(node)


def test_an_unknown_verdict_breaks_the_schema(schema: dict[str, Any]) -> None:
    node = json.loads(render(audit()))
    node["findings"][0]["verdict"] = "perhaps"
    assert not jsonschema.Draft202012Validator(schema).is_valid(node)


def test_claims_are_found_by_the_ids_that_findings_name() -> None:
    node = json.loads(render(audit()))
    assert node["format"] == FORMAT == 1
    assert set(node["claims"]) == {one.claim_id for one in CLAIMS}
    first = node["findings"][0]["clusters"][0]
    assert [node["claims"][name]["line"] for name in first["claims"]] == [6, 101, 140, 12]
    claim = node["claims"][TERN_2[1].claim_id]
    assert (claim["value"], claim["lower"], claim["upper"]) == ("236000000000", "235500000000", "236500000000")


def test_what_has_no_bounds_has_null() -> None:
    node = json.loads(render(audit()))
    by_value = {claim["value"]: claim for claim in node["claims"].values()}
    assert (by_value["MIT"]["lower"], by_value["MIT"]["upper"]) == (None, None)
    assert (by_value["4000"]["lower"], by_value["4000"]["upper"]) == ("4000", None)
    assert (by_value["2023-11"]["lower"], by_value["2023-11"]["upper"]) == ("2023-11-01", "2023-11-30")


def test_totals_and_rejections_are_counted() -> None:
    node = json.loads(render(audit()))
    assert node["totals"]["conflicts"] == 6
    assert node["totals"]["conflicts_by_status"] == {"new": 2, "reopened": 1, "expired": 1, "known": 1, "decided": 1}
    assert {"document": "b.md", "reason": "percentage", "count": 4} in node["rejected"]
    assert sum(one["count"] for one in node["rejected"]) == 11


def test_the_file_is_utf_8_indented_sorted_and_ends_with_a_line_feed() -> None:
    text = render(audit()).decode()
    assert text.endswith("}\n")
    assert text.startswith('{\n  "claims": {\n    "c')
    keys = [line.strip().split('"')[1] for line in text.splitlines() if line.startswith('  "')]
    assert keys == sorted(keys)
    assert "\u202e13 billion\u202c" in json.loads(text)["claims"][_hostile()]["quote"]


def _hostile() -> str:
    return next(one.claim_id for one in CLAIMS if "13" in one.quote)


def test_a_file_name_that_is_no_utf_8_survives() -> None:
    assert "caf\udce9.md" in [one["path"] for one in json.loads(render(audit()))["unread"]]
