"""What the page and findings.json say of documents that repeat each other, and of names that are nearly one."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from reconcile.lineage import Lineage, Repeat
from reconcile.names import NameMerge, Names
from reports import findings_json, origins, page
from tests.reports.audit_fixture import HOSTILE_DOCUMENT, HOSTILE_ENTITY, audit, peaceful
from tests.reports.test_page import read


def test_the_page_says_which_documents_repeat_which_and_where() -> None:
    section = read(audit()).identified("lineage")
    assert section.tags("li")[0].text == f"{HOSTILE_DOCUMENT} is a copy as a whole and counts as a.md"
    cells = [cell.text for cell in section.tags("td")]
    assert section.tags("tr")[1].tags("th")[0].text == "a.md b.md"
    assert cells[:2] == ["1", "25 %"]
    assert cells[2].startswith("lines 6 and 101 ")


def test_the_page_lists_names_that_merged_and_those_that_nearly_did() -> None:
    section = read(audit()).identified("names")
    rows = [[cell.text for cell in (*row.tags("th"), *row.tags("td"))] for row in section.tags("tr")[1:]]
    assert rows[0][:4] == ["Ternn-2", "Tern-2", "95", "yes"]
    assert rows[1] == [HOSTILE_ENTITY, "Tern-2", "86", "no", "kept apart: alike to 86, below 93"]
    assert "from a likeness of 93 of 100 on" in section.classed("note")[0].text


def test_the_page_has_no_such_section_where_there_is_nothing_to_say() -> None:
    made = page.render(peaceful()).decode()
    assert 'id="lineage"' not in made
    assert 'id="names"' not in made


def test_balanced_sources_are_shown_as_such_and_mark_no_version() -> None:
    card = read(audit()).identified("f000000000002")
    assert card.classed("suggestion")[0].text == ("No suggestion balanced, so nothing is suggested: 1 source against 1")
    assert card.classed("suggested") == []


def test_findings_json_holds_all_of_it() -> None:
    made = json.loads(findings_json.render(audit()))
    assert made["lineage"]["copies"] == [{"document": HOSTILE_DOCUMENT, "of": "a.md"}]
    (repeat,) = made["lineage"]["repeats"]
    assert repeat["documents"] == ["a.md", "b.md"]
    assert [place["line"] for place in repeat["examples"][0]] == [6, 101]
    assert [one["score"] for one in made["names"]["merged"] + made["names"]["nearly_merged"]] == [95.2, 85.5]
    suggested, balanced = (finding["suggestion"] for finding in made["findings"][:2])
    assert (suggested["value"], suggested["cluster"], suggested["strength"]) == ("236000000000", 0, "strong")
    assert (balanced["value"], balanced["cluster"], balanced["strength"]) == (None, None, "balanced")


def test_long_lists_are_cut_in_the_page_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(origins, "ROWS_SHOWN", 2)
    lineage = Lineage(
        (), {f"{n}.md": "a.md" for n in range(3)}, tuple(Repeat(("a.md", f"{n}.md"), 1, 1.0, ()) for n in range(3))
    )
    names = Names({}, {}, near=tuple(NameMerge(f"Tern{n}", "Tern", 89.0, "kept apart") for n in range(3)))
    made = replace(audit(), lineage=lineage, names=names)
    tree = read(made)
    notes = [one.text for name in ("lineage", "names") for one in tree.identified(name).classed("more")]
    assert notes == ["and 1 more in findings.json"] * 3
    assert len(json.loads(findings_json.render(made))["names"]["nearly_merged"]) == 3
