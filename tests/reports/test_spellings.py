from __future__ import annotations

from dataclasses import replace

from extract.claim import Claim, Qualifier
from reports.spellings import spellings, told
from tests.reports.audit_fixture import PACK, TERN_2, claim, cluster

LAUNCHED = tuple(
    claim(document, 1, "Tern-2", "release_date", value, value, f"Out in {value}.")
    for document, value in (("a.md", "2024-05"), ("b.md", "2024-05-07"), ("c.md", "2024-05"))
)


def said(value: str, *claims: Claim) -> list[tuple[str, list[str]]]:
    found = spellings(cluster(value, *claims), {one.claim_id: one for one in claims}, PACK)
    return [(one.text, [claim.document for claim in one.claims]) for one in found]


def test_each_way_to_state_a_version_has_its_documents_and_that_of_its_value_is_first() -> None:
    assert said("2024-05-07", *LAUNCHED) == [("7 May 2024", ["b.md"]), ("May 2024", ["a.md", "c.md"])]


def test_about_makes_no_way_of_its_own_and_other_qualifiers_do() -> None:
    about, plain = TERN_2[3], TERN_2[0]
    assert [text for text, _ in said("236000000000", plain, about)] == ["236 billion"]
    most = replace(plain, document="z.md", qualifier=Qualifier.UP_TO)
    assert [text for text, _ in said("236000000000", plain, most)] == ["236 billion", "up to 236 billion"]


def test_ways_are_told_with_their_number_of_documents_where_there_are_several() -> None:
    by_id = {one.claim_id: one for one in LAUNCHED}
    found = spellings(cluster("2024-05-07", *LAUNCHED), by_id, PACK)
    assert told(found) == "7 May 2024 (1 document), May 2024 (2 documents)"
    assert told(found[:1]) == ""
    assert told(found * 2) == "7 May 2024 (1 document), May 2024 (2 documents), 7 May 2024 (1 document) and 1 more"
