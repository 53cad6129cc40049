from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from extract.claim import Claim, Qualifier
from reports.spellings import headline, spellings, told
from reports.values import base
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


def test_a_version_that_is_only_stated_as_about_says_so() -> None:
    about = TERN_2[3]
    assert about.qualifier is Qualifier.ABOUT
    assert said(about.value, about) == [("about 236 billion", [about.document])]
    found = spellings(cluster(about.value, about), {about.claim_id: about}, PACK)
    assert headline(found, PACK.attributes["parameters_total"]) == "about 236 billion parameters"


def test_a_converted_value_is_shown_in_the_unit_of_its_document_and_in_base_units_beside_it() -> None:
    weight = PACK.attributes["parameters_total"].model_copy(
        update={"unit": "kg", "units": {"kg": Decimal(1), "lb": Decimal("0.45359237")}}
    )
    pack = PACK.model_copy(update={"attributes": {**PACK.attributes, "weight": weight}})
    pounds = claim("a.md", 1, "Tern-2", "parameters_total", "5.44310844", "12", "It weighs 12 lb.")
    kilos = claim("b.md", 1, "Tern-2", "parameters_total", "5.4", "5.4", "It weighs 5.4 kg.")
    pounds, kilos = replace(pounds, attribute="weight"), replace(kilos, attribute="weight")
    by_id = {one.claim_id: one for one in (pounds, kilos)}
    found = spellings(cluster("5.44310844", pounds, kilos), by_id, pack)
    assert [one.text for one in found] == ["12 lb", "5.4 kg"]
    assert headline(found, weight) == "12 lb"
    assert base("5.44310844", weight, "12 lb") == "5.44310844 kg"
    assert base("5.4", weight, "5.4 kg") == ""


def test_ways_are_told_with_their_number_of_documents_where_there_are_several() -> None:
    by_id = {one.claim_id: one for one in LAUNCHED}
    found = spellings(cluster("2024-05-07", *LAUNCHED), by_id, PACK)
    assert told(found) == "7 May 2024 (1 document), May 2024 (2 documents)"
    assert told(found[:1]) == ""
    assert told(found * 2) == "7 May 2024 (1 document), May 2024 (2 documents), 7 May 2024 (1 document) and 1 more"
