import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from reconcile.finding import Finding, GateStatus, Kind, Verdict
from reports import page_view
from reports.finding_view import CLAIMS_SHOWN, VERSIONS_SHOWN
from reports.interface import Audit, Guide
from reports.page import TEMPLATES, render
from sources.document import Unread
from tests.reports.audit_fixture import FINDINGS, TERN_2, audit, cluster, empty, finding, peaceful

DOCUMENTS = "../docs/"  # where the fixture's documents are
VOID = {"meta", "input", "rect"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    inside: list["Element | str"] = field(default_factory=list)

    def all(self, wanted: Callable[["Element"], bool]) -> list["Element"]:
        found = [self] if wanted(self) else []
        return found + [hit for one in self.inside if isinstance(one, Element) for hit in one.all(wanted)]

    def tags(self, *names: str) -> list["Element"]:
        return self.all(lambda one: one.tag in names)

    def classed(self, name: str) -> list["Element"]:
        return self.all(lambda one: name in one.attributes.get("class", "").split())

    def identified(self, name: str) -> "Element":
        (found,) = self.all(lambda one: one.attributes.get("id") == name)
        return found

    @property
    def characters(self) -> str:
        return "".join(one if isinstance(one, str) else one.characters for one in self.inside)

    @property
    def text(self) -> str:
        return " ".join(self.characters.split())


class Reader(HTMLParser):
    """Reads a page into elements, and refuses one whose tags do not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        one = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(one)
        if tag not in VOID:
            self.open.append(one)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(made: Audit) -> Element:
    reader = Reader()
    reader.feed(render(made).decode())
    (root,) = reader.open
    return root


@pytest.fixture(name="page", scope="module")
def _page() -> Element:
    return read(audit())


@pytest.mark.parametrize("made", [audit(), peaceful(), empty()], ids=["audit", "peaceful", "empty"])
def test_the_page_is_well_formed_with_unique_ids_and_no_dangling_link(made: Audit) -> None:
    page = read(made)
    ids = [one.attributes["id"] for one in page.all(lambda one: "id" in one.attributes)]
    assert len(ids) == len(set(ids))
    named = [one.attributes["href"] for one in page.tags("a") if not one.attributes["href"].startswith(DOCUMENTS)]
    named += ["#" + one.attributes[name] for name in ("aria-labelledby", "for") for one in page.all(_has(name))]
    assert named
    assert {one for one in named if one.removeprefix("#") not in ids} == set()


def _has(name: str) -> Callable[[Element], bool]:
    return lambda one: name in one.attributes


def test_the_page_loads_nothing(page: Element) -> None:
    assert page.tags("link", "img", "iframe", "object", "embed", "base", "source", "video", "audio") == []
    for name in ("src", "srcset", "action", "style", "background", "ping"):
        assert page.all(_has(name)) == []
    linked = [one for one in page.all(_has("href")) if not one.attributes["href"].startswith("#")]
    assert {one.tag for one in linked} == {"a"}  # followed by a reader, not loaded
    assert all(one.attributes["href"].startswith(DOCUMENTS) for one in linked)
    (style,) = page.tags("style")
    assert not re.search(r"url\(|@import|@font-face|https?:", style.text)


def test_the_policy_allows_the_page_s_own_style_and_script_and_nothing_else(page: Element) -> None:
    (policy,) = [one for one in page.tags("meta") if one.attributes.get("http-equiv") == "Content-Security-Policy"]
    allowed = dict(part.strip().split(" ", 1) for part in policy.attributes["content"].split(";"))
    hashes = {}
    for name in ("style", "script"):
        (one,) = page.tags(name)
        (content,) = one.inside
        assert isinstance(content, str)
        hashes[name] = f"'sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
    assert allowed == {
        "default-src": "'none'",
        "style-src": hashes["style"],
        "script-src": hashes["script"],
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_no_element_runs_script_by_attribute(page: Element) -> None:
    names = {name for one in page.all(lambda one: True) for name in one.attributes}
    assert {name for name in names if name.startswith("on")} == set()


def test_the_script_builds_no_markup_from_text() -> None:
    script = (TEMPLATES / "page.js").read_text(encoding="utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function\(|fetch|XMLHttp", script
    )


def test_text_of_documents_stays_text(page: Element) -> None:
    hostile = page.identified("f000000000006")
    assert hostile.tags("img", "script", "b") == []
    assert '<img src=x onerror="alert(1)">' in hostile.text
    assert "<b>bold</b> {{ 7*7 }}" in hostile.text
    assert "notes/<script>.md:1:11" in hostile.text
    assert len(page.tags("script")) == 1


def test_hidden_characters_are_spelled_out() -> None:
    text = render(audit()).decode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", text)
    assert "[U+202E]13 billion[U+202C]" in text
    assert "caf[U+DCE9].md" in text


def test_landmarks_and_headings_are_in_order(page: Element) -> None:
    for name in ("main", "nav"):
        assert len(page.tags(name)) == 1
    levels = [int(one.tag[1]) for one in page.tags("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_header_has_totals_and_gate(page: Element) -> None:
    (header,) = page.classed("top")
    (gate,) = header.classed("gate")
    assert gate.text == "exit code 1 4 conflicts are new and unresolved: 2 new, 1 reopened, 1 expired."
    assert [tile.text for tile in header.classed("tile")] == [
        "5 documents",
        "3 unread",
        "25 claims",
        "6 conflicts 2 new, 1 reopened, 1 expired, 1 known, 1 decided",
        "1 possible",
        "1 implausible",
        "1 unresolved",
        "1 not comparable",
        "2 agreements",
        "1 single source",
    ]


def test_conflicts_come_by_urgency_and_decided_ones_are_folded(page: Element) -> None:
    cards = page.identified("conflict").classed("card")
    assert [card.attributes["id"][-1] for card in cards] == ["6", "1", "2", "4", "3", "5"]
    folded = [card.attributes["id"][-1] for card in cards if "open" not in card.tags("details")[0].attributes]
    assert folded == ["5"]


def test_a_folded_conflict_names_its_sides_and_of_many_only_the_first_are_open() -> None:
    one = FINDINGS[0]
    count = page_view.OPEN_SHOWN + 5
    many = tuple(replace(one, finding_id=f"f{number:012}") for number in range(count))
    cards = read(replace(audit(), findings=many)).identified("conflict").classed("card")
    unfolded = ["open" in card.tags("details")[0].attributes for card in cards]
    assert unfolded == [True] * page_view.OPEN_SHOWN + [False] * 5
    assert cards[-1].classed("sides")[0].text == "236 billion parameters | 671 billion parameters"


def test_a_conflict_shows_versions_with_quotes_places_and_rules(page: Element) -> None:
    card = page.identified("f000000000001")
    first, second = card.classed("version")
    assert [one.text for one in first.tags("h4", "mark")] == [
        "236 billion parameters",
        "236 billion",
        "236B",
        "236B",
        "236 B",
    ]
    assert first.classed("exact")[0].text == "236,000,000,000 · 3 documents · suggested"
    assert [one.text for one in first.classed("place")] == [
        "a.md:6:11 prose.unit",
        "b.md:101:11 table.header",
        "b.md:140:11 prose.unit",
        "c/overview.html:12:11 prose.unit",
    ]
    assert second.tags("blockquote")[0].text == "V2 was then scaled to 671B parameters."
    assert card.classed("reason")[0].text.startswith("Three documents say 236 billion and one says 671 billion.")
    assert card.classed("suggestion")[0].text == (
        "Suggestion 236 billion parameters 3 independent sources against 1 strong"
    )
    accept = 'factaudit accept --config audit.yaml --reason "asked" --finding f000000000001'
    assert [one.text for one in card.tags("code")][-2:] == [accept, "f000000000001"]
    assert card.tags("pre")[0].text.startswith("- entity: Tern-2 attribute: parameters_total fingerprint: v1:")


def test_claims_and_documents_are_linked_where_it_is_known_where_they_are(page: Element) -> None:
    first = page.identified("f000000000001").classed("version")[0]
    assert [one.attributes["href"] for one in first.tags("a") if "rule" not in one.attributes.get("class", "")] == [
        "../docs/a.md#L6",
        "../docs/b.md#L101",
        "../docs/b.md#L140",
        "../docs/c/overview.html#L12",
    ]
    documents = [one.attributes["href"] for one in page.identified("documents").tags("a")]
    assert documents[-1] == "../docs/notes/%3Cscript%3E.md#L1"
    unknown = read(replace(audit(), guide=Guide()))
    assert unknown.identified("documents").tags("a") == []
    assert unknown.identified("f000000000001").classed("place")[0].text == "a.md:6:11 prose.unit"


def test_a_claim_says_under_which_headings_it_stands(page: Element) -> None:
    assert page.identified("f000000000003").classed("above")[0].text == "under Birds & others › Tern-2"
    first = page.identified("f000000000001").classed("version")[0]
    assert [one.text for one in first.classed("above")] == ["under row “Tern-2” › column “Parameters”"]


def test_rules_are_explained_where_their_meaning_is_known(page: Element) -> None:
    (table,) = page.identified("rules").tags("tbody")
    told = {row.tags("th")[0].text: row.tags("td")[0].text for row in table.tags("tr")}
    assert told["item.label"].startswith("in a list item: the value stands under a label that names the attribute")
    assert "prose.date" not in told  # no rule of this version
    linked = {one.text for one in page.all(lambda one: one.tag == "a" and one.attributes.get("class") == "rule")}
    assert linked <= told.keys()
    assert "prose.unit" in linked


def test_the_header_says_where_decisions_go_and_how_to_enter_them(page: Element) -> None:
    (guide,) = page.classed("guide")
    assert "Decisions stand in factaudit-decisions.yaml" in guide.text
    assert 'factaudit accept --config audit.yaml --reason "asked"' in guide.text
    settled = read(replace(audit(), exit_code=0))
    assert "factaudit accept" not in settled.classed("guide")[0].text
    assert read(peaceful()).classed("guide") == []


def test_a_conflict_says_where_it_stands(page: Element) -> None:
    reason = page.identified("f000000000002").classed("status-reason")[0].text
    assert reason == "reopened: e.md brings 2023-11; before: 2024 is wrong (R. Reviewer): the maker's site says May"
    badges = page.identified("f000000000003").classed("badge")
    assert [one.text for one in badges] == ["known", "medium severity", "value", "within one document"]


def test_an_entry_that_replaces_another_says_which(page: Element) -> None:
    told = page.identified("f000000000002").classed("entry")[0].text
    assert "Replace the entry in line 3 with this one" in told
    assert "Replace the entry" not in page.identified("f000000000001").classed("entry")[0].text


def test_a_broken_rule_is_marked_and_its_versions_say_what_they_are(page: Element) -> None:
    card = page.identified("f000000000004")
    assert "rule" in [one.text for one in card.classed("badge")]
    assert [one.text for one in card.classed("subject")] == [
        "Tern-4 · Parameters (active)",
        "Tern-4 · Parameters (total)",
    ]


def test_what_qualifies_a_claim_is_said(page: Element) -> None:
    assert [one.text for one in page.identified("f000000000007").classed("tag")] == [
        "scope: pre-training",
        "about $6 million",
    ]
    assert [one.text for one in page.identified("f000000000008").classed("tag")] == ["hedged"]


def test_a_name_that_is_not_the_entity_s_own_is_said(page: Element) -> None:
    assert [one.text for one in page.identified("f000000000001").classed("version")[1].classed("tag")] == [
        "called “V2”"
    ]
    assert [one.text for one in page.identified("f000000000003").classed("tag")] == ["named by the context"]


def test_agreements_are_rows_that_open_to_their_claims(page: Element) -> None:
    rows = page.identified("agreement").classed("row")
    assert [row.tags("summary")[0].text for row in rows] == [
        "Tern-1 Context length 4,000 to 16,000 (1 document), at least 4,000 (1 document) within range "
        "2 statements in 2 documents",
        "Tern-3 Parameters (total) 671 billion parameters same 3 statements in 3 documents",
    ]
    assert len(rows[1].tags("blockquote")) == 3


def test_agreements_of_one_document_are_listed_apart() -> None:
    between = finding(1, "Tern-2", "parameters_total", Verdict.AGREEMENT, Kind.SAME, "", cluster("7", TERN_2[0]))
    within = replace(between, finding_id="f000000000002", also=(Kind.WITHIN_DOCUMENT,))
    beside = replace(between, finding_id="f000000000003", kind=Kind.OTHER_SCOPE)
    page = read(replace(audit(), findings=(between, within, beside)))
    assert [row.attributes["id"] for row in page.identified("agreement").classed("row")] == [between.finding_id]
    apart = [row.attributes["id"] for row in page.identified("consistent").classed("row")]
    assert apart == [within.finding_id, beside.finding_id]
    assert page.identified("h-agreement").text == "Agreements 1"
    assert page.identified("h-consistent").text == "Consistent in one document 2"
    assert "consistent" not in [section.attributes["id"] for section in read(peaceful()).tags("section")]


def test_the_coverage_section_adds_up(page: Element) -> None:
    section = page.identified("coverage")
    assert section.classed("lead")[0].text == ("34 numbers and dates were seen: 23 became claims, 11 were rejected.")
    assert "At most 3 examples" in section.classed("note")[0].text
    assert [one.text for one in section.tags("summary")] == [
        "percentage 7",
        "no entity in reach 2",
        "citation 1",
        "speed-up 1",
    ]


def test_unread_inputs_documents_validation_and_stale_decisions_are_listed(page: Element) -> None:
    assert [one.text for one in page.identified("unread").tags("li")] == [
        "broken.bin is binary (a zero byte stands at offset 4)",
        "c/overview.html characters 900 to 904 holds bytes that are no cp1252",
        "caf[U+DCE9].md is empty",
    ]
    row = page.identified("documents").tags("tr")[3]
    assert [cell.text for cell in row.tags("th", "td")] == ["c/overview.html", "cp1252 assumed", "200", "4", "0"]
    broken = page.identified("validation").classed("broken")
    assert [one.tags("td")[1].text for one in broken] == ["1"]
    assert "e.md:75:11 Tern-5 parameters_total = 5" in broken[0].text
    assert page.identified("stale").tags("li")[0].text == (
        "Tern-0 · license f0000000000aa no document states this conflict any more"
    )


def test_findings_can_be_filtered_by_status_severity_kind_entity_and_attribute(page: Element) -> None:
    found = page.classed("finding")
    assert len(found) == len(FINDINGS)
    first = page.identified("f000000000001").attributes
    assert [first[f"data-{key}"] for key in ("status", "severity", "kind", "entity", "attribute")] == [
        "new",
        "high",
        "|".join(kind.value for kind in (FINDINGS[0].kind, *FINDINGS[0].also)),
        "Tern-2",
        "Parameters (total)",
    ]
    assert "hidden" in page.identified("filters").attributes  # until the script runs


def test_no_conflicts_is_said_kindly() -> None:
    page = read(peaceful())
    (card,) = page.classed("empty")
    assert "No conflicts." in card.text
    assert "2 agreements below" in card.text
    assert [one.text for one in page.classed("gate-0")] == ["exit code 0 No conflict is new and unresolved."]


def test_nothing_compared_is_not_praised() -> None:
    page = read(empty())
    assert "nothing was compared" in page.classed("empty")[0].text
    assert page.identified("validation").classed("none")[0].text == "The check of the claims table was turned off."
    assert len(page.classed("gate-2")) == 1


def many(verdict: Verdict, count: int, status: GateStatus = GateStatus.NONE) -> tuple[Finding, ...]:
    return tuple(
        finding(n, f"Tern-{n:05}", "parameters_total", verdict, Kind.NONE, "", cluster("7", TERN_2[0]), status=status)
        for n in range(count)
    )


@pytest.mark.parametrize(
    ("verdict", "bound"),
    [
        (Verdict.CONFLICT, page_view.CONFLICTS_SHOWN),
        (Verdict.POSSIBLE, page_view.CARDS_SHOWN),
        (Verdict.AGREEMENT, page_view.AGREEMENTS_SHOWN),
        (Verdict.SINGLE, page_view.SINGLES_SHOWN),
    ],
)
def test_a_section_is_bounded_and_says_what_it_leaves_out(verdict: Verdict, bound: int) -> None:
    page = read(replace(audit(), findings=many(verdict, bound + 1234)))
    section = page.identified(verdict.value.replace(" ", "-"))
    assert len(section.classed("finding")) == bound
    assert section.classed("more")[-1].text == "and 1,234 more in findings.csv"


def test_claims_and_versions_of_one_finding_are_bounded() -> None:
    claims = tuple(replace(TERN_2[0], document=f"{n:04}.md") for n in range(2000))
    versions = tuple(cluster(str(n), *claims[n * 100 : n * 100 + 100]) for n in range(20))
    one = finding(1, "Tern-2", "parameters_total", Verdict.CONFLICT, Kind.VALUE, "", *versions)
    card = read(replace(peaceful(), claims=claims, findings=(one,))).identified("f000000000001")
    assert len(card.classed("version")) == VERSIONS_SHOWN
    assert len(card.tags("blockquote")) == VERSIONS_SHOWN * CLAIMS_SHOWN
    left_out = [line.text for line in card.classed("more")]
    assert left_out == ["and 88 more in claims.csv"] * VERSIONS_SHOWN + ["and 12 more versions in findings.csv"]


def test_a_page_of_a_large_audit_stays_small_enough_for_a_browser() -> None:
    claims = tuple(
        replace(TERN_2[2], document=f"{n % 300}.md", start=n * 10, end=n * 10 + 4, entity=f"Tern-{n // 6}")
        for n in range(12_000)
    )
    verdicts = (Verdict.CONFLICT, Verdict.AGREEMENT, Verdict.SINGLE, Verdict.POSSIBLE)
    findings = tuple(
        finding(
            n,
            f"Tern-{n}",
            "parameters_total",
            verdicts[n % 4],
            Kind.VALUE,
            "x" * 200,
            cluster("7", *claims[n * 6 : n * 6 + 3]),
            cluster("8", *claims[n * 6 + 3 : n * 6 + 6]),
        )
        for n in range(2_000)
    )
    unread = tuple(Unread(f"{n}.md", "is empty") for n in range(5_000))
    assert len(render(replace(peaceful(), claims=claims, findings=findings, unread=unread))) < 8_000_000


def colors(style: str, part: str) -> dict[str, tuple[int, ...]]:
    block = style[style.index(part) :]
    found = re.findall(r"--([a-z-]+): #([0-9a-f]{6}|[0-9a-f]{3});", block[: block.index("}")])
    doubled = ((name, value if len(value) == 6 else "".join(digit * 2 for digit in value)) for name, value in found)
    return {name: tuple(bytes.fromhex(value)) for name, value in doubled}


def luminance(color: tuple[int, ...]) -> float:
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("part", [":root {", "(prefers-color-scheme: dark)"], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "papers"),
    [
        ("ink", ("ground", "paper", "sunk", "red-soft", "amber-soft", "green-soft", "grey-soft")),
        ("quiet", ("ground", "paper", "sunk", "grey-soft")),
        ("link", ("ground", "paper", "sunk")),
        ("red", ("paper", "sunk", "red-soft")),
        ("paper", ("red",)),
        ("amber", ("paper", "sunk", "amber-soft")),
        ("green", ("paper", "sunk", "green-soft")),
        ("violet", ("violet-soft",)),
        ("mark-ink", ("mark",)),
    ],
)
def test_text_stands_out_enough_to_be_read(part: str, ink: str, papers: tuple[str, ...]) -> None:
    known = colors((TEMPLATES / "page.css").read_text(encoding="utf-8"), part)
    for paper in papers:
        high, low = sorted((luminance(known[ink]), luminance(known[paper])), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5, paper  # WCAG 2.2, level AA
