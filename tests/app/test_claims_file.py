import csv
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest

from extract.claim import Interval, Qualifier, Status
from factaudit.claims_file import read
from factaudit.cli import main
from factaudit.commands import LARGE_TABLE, Table, reconcile_table


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def table(folder: Path, text: str) -> Path:
    path = folder / "claims.csv"
    path.write_text(text, encoding="utf-8")
    return path


MINIMAL = """\
document,entity,attribute,value
a,Aral,depth,42
b,Aral,depth,42.0
a,Baikal,depth,1642
b,Baikal,depth,1741
a,Baikal,mapped,2002-07
b,Baikal,mapped,2002-07-15
a,Baikal,country,Russia
b,Baikal,country,Russia
"""


def test_four_columns_are_enough_and_types_are_read_off_the_values(here: Path) -> None:
    gathered, pack = read(table(here, MINIMAL), None)
    assert {name: attribute.type for name, attribute in pack.attributes.items()} == {
        "depth": "number",
        "mapped": "date",
        "country": "term",
    }
    assert [(row.path, row.claims) for row in gathered.documents] == [("a", 4), ("b", 4)]
    depths = {c.value: c.interval for c in gathered.claims if c.entity == "Baikal" and c.attribute == "depth"}
    assert depths["1642"] == Interval(Decimal("1641.5"), Decimal("1642.5"))


def test_a_table_is_judged_like_documents(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table(here, MINIMAL)
    assert main(["reconcile", "claims.csv", "--out", "out"]) == 1
    with (here / "out/findings.csv").open(encoding="utf-8-sig", newline="") as file:
        found = {(r["entity"], r["attribute"]): (r["verdict"], r["kind"]) for r in csv.DictReader(file)}
    assert found["Baikal", "depth"] == ("conflict", "value")
    assert found["Aral", "depth"][0] == "agreement"
    assert found["Baikal", "mapped"] == ("agreement", "finer date")
    assert found["Baikal", "country"] == ("agreement", "same")
    assert "report: out/index.html" in capsys.readouterr().out


def test_a_value_that_is_not_of_its_type_is_no_claim_and_is_told(here: Path) -> None:
    rows = "".join(f"d{n},Aral,depth,{n}\n" for n in range(1, 20))
    gathered, _ = read(table(here, f"document,entity,attribute,value\n{rows}x,Aral,depth,n/a\ny,,depth,7\n"), None)
    assert len(gathered.claims) == 19
    assert [(u.path, u.reason) for u in gathered.unread] == [
        ("claims.csv:21", "'n/a' is no number"),
        ("claims.csv:22", "has no entity: fill the cell, or drop the row"),
    ]


def test_further_columns_are_taken_as_they_stand(here: Path) -> None:
    text = (
        "document,entity,attribute,value,lower,upper,qualifier,scope,status,line,quote\n"
        "a,Aral,depth,40,,45,up_to,deepest,hedged,7,forty\n"
    )
    [claim] = read(table(here, text), None)[0].claims
    assert claim.interval == Interval(None, Decimal(45))
    assert (claim.qualifier, claim.status) == (Qualifier.UP_TO, Status.HEDGED)
    assert (claim.scope, claim.line, claim.quote) == ("deepest", 7, "forty")


def test_a_claim_without_a_line_is_named_by_its_document(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table(here, MINIMAL + "".join(f"d{n},Aral,depth,42\n" for n in range(40)) + "x,Aral,depth,n/a\n,Aral,depth,7\n")
    assert main(["reconcile", "claims.csv", "--out", "out"]) == 1
    said = capsys.readouterr().out
    assert "Baikal depth: 1,642 (a) | 1,741 (b)" in said
    assert "2 rows could not be read" in said.splitlines()[2]
    assert "claims.csv:50: 'n/a' is no number" in said
    with (here / "out/conflicts.csv").open(encoding="utf-8", newline="") as file:
        assert [row["documents"] for row in csv.DictReader(file)] == ["a|b"]


def test_one_report_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table(here, MINIMAL)
    assert main(["reconcile", "claims.csv", "--out", "out", "--only", "findings.csv"]) == 1
    assert sorted(path.name for path in (here / "out").iterdir()) == [".factauditignore", "findings.csv"]
    assert "report: out/findings.csv" in capsys.readouterr().out


def test_authority_of_the_configuration_decides_what_is_suggested(here: Path) -> None:
    rows = "".join(f"{document},Baikal,depth,{value}\n" for document, value in zip("abc", ("7", "9", "9"), strict=True))
    table(here, f"document,entity,attribute,value\n{rows}")
    suggested = []
    for weight in (1, 5):
        (here / "audit.yaml").write_text(f"authority: [{{documents: a, weight: {weight}}}]\n")
        assert main(["reconcile", "claims.csv", "--out", "out", "--only", "findings.csv"]) == 1
        with (here / "out/findings.csv").open(encoding="utf-8", newline="") as file:
            suggested += [row["suggestion"].partition(" ")[0] for row in csv.DictReader(file)]
    assert suggested == ["9", "7"]  # in a bare table agreeing is no sign of copying


@pytest.mark.parametrize("large", [LARGE_TABLE, 1])
def test_a_pattern_under_authority_that_fits_no_document_is_told(here: Path, large: int) -> None:
    path = table(here, "document,entity,attribute,value\na/b.md,Baikal,depth,7\nc.md,Baikal,depth,7\n")
    (here / "audit.yaml").write_text("authority: [{documents: a/, weight: 2}, {documents: 'd/*', weight: 3}]\n")
    asked = Table(str(path), None, "out", None)
    said = reconcile_table(asked, date(2025, 1, 1), 200, False, large).text
    told = "The pattern 'd/*' under authority fits no document; patterns are held against the names under document."
    assert told in said
    assert said.count("under authority") == 1


def test_a_pack_decides_what_its_attributes_are(here: Path) -> None:
    from extract.words.pack_file import load
    from factaudit import packs

    text = "document,entity,attribute,value\na,DeepSeek-V2,parameters_total,236B\na,DeepSeek-V2,colour,blue\n"
    gathered, _ = read(table(here, text), load(packs.locate("llm")))
    assert [c.value for c in gathered.claims] == ["236000000000"]
    assert [u.reason for u in gathered.unread] == ["is about the attribute colour, which the pack does not know"]


def test_the_claims_of_an_audit_give_its_findings_again(here: Path) -> None:
    texts = ["236 billion parameters, released in May 2024.", "671B parameters. It was released on 7 May 2024."]
    for number, text in enumerate(texts):
        (here / f"{number}.md").write_text(
            f"DeepSeek-V2 has {text}\n\nUp to 128K tokens of context.\n", encoding="utf-8"
        )
    assert main(["audit", "0.md", "1.md", "--out", "one", "--no-validation"]) == 1
    assert main(["reconcile", "one/claims.csv", "--pack", "llm", "--out", "two"]) == 1
    for name in ("claims.csv", "findings.csv", "conflicts.csv"):
        assert (here / "two" / name).read_bytes() == (here / "one" / name).read_bytes()


def test_a_table_has_the_implausible_values_of_an_audit(here: Path) -> None:
    texts = [
        "DeepSeek-V2 has 100,000 layers. DeepSeek-V3 has 61 layers.",
        "There are 100,000 layers in DeepSeek-V2.\n\nThere are 61 layers in DeepSeek-V3.",
        "DeepSeek-V2 consists of 60 layers, DeepSeek-V3 of 70,000 layers.",
    ]
    for number, said in enumerate(texts):
        (here / f"{number}.md").write_text(said, encoding="utf-8")
    assert main(["audit", "0.md", "1.md", "2.md", "--out", "one"]) == 1
    for large in (LARGE_TABLE, 1):
        asked = Table("one/claims.csv", "llm", f"out{large}", None)
        assert reconcile_table(asked, date(2025, 1, 1), 200, False, large).exit_code == 1
        for name in ("findings.csv", "conflicts.csv", "claims.csv"):
            assert (here / f"out{large}" / name).read_bytes() == (here / "one" / name).read_bytes()
    with (here / "one/findings.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [(r["entity"], r["values"]) for r in csv.DictReader(file) if r["verdict"] == "implausible"]
    assert found == [("DeepSeek-V2", "100000"), ("DeepSeek-V3", "70000")]


def test_implausible_values_are_told_alike_however_large_the_table_is(here: Path) -> None:
    values = {
        "parameters_total": ("12345", "12,345", "0.5", "7B", "about 12 thousand"),
        "release_date": ("1874", "May 1874", "early 1874", "2024", "1874-05-12"),
    }
    lines = ["document,entity,attribute,value,scope,line,quote,status"]
    for n in range(400):
        attribute = ("parameters_total", "release_date")[n // 7 % 2]
        value = values[attribute][n * n % 5]
        scope, status = ("", "with MTP")[n % 11 == 0], ("asserted", "hedged")[n % 13 == 0]
        lines.append(
            f'd{n * 7 % 9},DeepSeek-V{2 + n % 3},{attribute},"{value}",{scope},{n % 4},"{value} {n % 2}",{status}'
        )
    (here / "t.csv").write_text("\n".join(lines), encoding="utf-8")
    for large, out in ((LARGE_TABLE, "small"), (1, "large")):
        reconcile_table(Table("t.csv", "llm", out, None), date(2025, 1, 1), 200, False, large)
    for name in ("findings.csv", "conflicts.csv", "findings.json", "index.html"):
        assert (here / "small" / name).read_bytes() == (here / "large" / name).read_bytes()
    # three entities, two attributes, with a scope and without
    assert (here / "large/findings.csv").read_text(encoding="utf-8-sig").count(",implausible,") == 3 * 2 * 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("document,entity,value\n", "claims.csv:1: has no column attribute; its first line names at least document"),
        ("document,entity,attribute,value,value\n", "claims.csv:1: has the column value twice; name each column once"),
        ('document,entity,attribute,value\na,E,x,"1\n', "claims.csv:2: begins a row whose quotation mark is never"),
        ('document,entity,attribute,value\na,E,x,1\nb,"E\nF",x,2\nb,E,x,"3\n', "claims.csv:5: begins a row whose"),
        ("Document,entity,Attribute,value\n", "claims.csv:1: has no column document, attribute; write 'Document' as"),
        ("document,entity,attribute,value\n", "claims.csv: holds no claim; give it a row for each claim"),
        ("document,entity,attribute,value\na,,,\n", "claims.csv:2: no row has an attribute and a value; fill"),
        ("document,entity,attribute,value,line\na,b,c,1,x\n", "claims.csv:2: line is 'x', no number; write a whole"),
        (
            "document,entity,attribute,value,status\na,b,c,1,sure\n",
            "claims.csv:2: status is 'sure'; known are asserted",
        ),
    ],
)
def test_what_is_wrong_in_a_table_is_told(here: Path, capsys: pytest.CaptureFixture[str], text: str, told: str) -> None:
    table(here, text)
    assert main(["reconcile", "claims.csv"]) == 2
    assert capsys.readouterr().err.startswith(f"factaudit: error: {told}")


def test_a_row_with_more_cells_than_the_header_is_told_with_its_line(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table(here, MINIMAL + "a,Como,depth,410,,\na,Lugano,depth,1,299\n")
    assert main(["reconcile", "claims.csv"]) == 2
    told = "claims.csv:11: has more cells than the header's 4; put a cell that holds a comma in quotes"
    assert capsys.readouterr().err.startswith(f"factaudit: error: {told}")


def test_bytes_that_are_no_utf_8_are_told_with_their_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "claims.csv").write_bytes(MINIMAL.encode() + b"a,K\xf6ln,depth,3\n")
    assert main(["reconcile", "claims.csv"]) == 2
    told = "claims.csv:10: holds bytes that are not UTF-8; save the file as CSV in UTF-8"
    assert capsys.readouterr().err.startswith(f"factaudit: error: {told}")


def test_where_nothing_is_compared_the_first_row_without_a_claim_is_named(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table(here, "document,entity,attribute,value\na,Aral,depth,\nb,,depth,7\n")
    assert main(["reconcile", "claims.csv", "--quiet"]) == 2
    said = capsys.readouterr().err + capsys.readouterr().out
    assert "2 rows could not be read (first claims.csv:2: has no value: fill the cell, or drop the row)" in said
    assert "pack" not in said


NAMED = """\
document,entity,attribute,value
a,DeepSeek-V2,Context Length,128K
b,DeepSeek-V2,context-length,64K
a,DeepSeek-V3,CONTEXT_LENGTH,128K
b,DeepSeek-V3,context_length,128K
c,DeepSeek-V3,context_lenght,32K
d,DeepSeek-V3,mood,good
"""


@pytest.mark.parametrize("large", [LARGE_TABLE, 1])
def test_attributes_of_a_pack_are_known_by_name_and_title_however_written(here: Path, large: int) -> None:
    path = table(here, NAMED)
    outcome = reconcile_table(Table(str(path), "llm", "out", None), date(2025, 1, 1), 200, False, large)
    with (here / "out/findings.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [(r["entity"], r["attribute"], r["verdict"]) for r in csv.DictReader(file)]
    assert found == [
        ("DeepSeek-V2", "context_length", "conflict"),
        ("DeepSeek-V3", "context_length", "agreement"),
    ]
    lacks = "which the pack does not know"
    assert f"claims.csv:6: is about the attribute context_lenght, {lacks}; did you mean context_length?" in outcome.text
    assert f"claims.csv:7: is about the attribute mood, {lacks}\n" in outcome.text


@pytest.mark.parametrize("large", [LARGE_TABLE, 1])
def test_strict_fails_on_a_row_that_is_no_claim(here: Path, large: int) -> None:
    path = table(here, MINIMAL.replace("1642", "1741") + "c,Aral,,7\n")
    ended = [
        reconcile_table(Table(str(path), None, "out", None, strict=strict), date(2025, 1, 1), 200, False, large)
        for strict in (False, True)
    ]
    assert [outcome.exit_code for outcome in ended] == [0, 2]
    assert "1 row could not be read (claims.csv:10: has no attribute" in ended[1].reason
    assert "--strict takes for a failure; correct or drop these rows" in ended[1].reason


def test_strict_is_an_option_of_the_command(here: Path) -> None:
    table(here, MINIMAL.replace("1642", "1741") + "c,Aral,,7\n")
    assert main(["reconcile", "claims.csv", "--out", "out", "--quiet"]) == 0
    assert main(["reconcile", "claims.csv", "--out", "out", "--quiet", "--strict"]) == 2


def test_conflicts_of_a_table_are_accepted(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table(here, MINIMAL)
    asked = ["claims.csv", "--decisions", "known.yaml"]
    assert main(["accept", "claims.csv", "--reason", "later"]) == 2
    assert "there is no decisions file to write; name one with --decisions" in capsys.readouterr().err
    assert main(["accept", *asked, "--reason", "to be measured again"]) == 0
    said = capsys.readouterr().out
    assert said == "known.yaml: 1 entered\n  entered Baikal depth\nreconcile takes it with --decisions\n"
    assert main(["reconcile", *asked, "--out", "out"]) == 0
    assert "1 known" in capsys.readouterr().out
    table(here, MINIMAL + "c,Baikal,depth,1700\n")
    assert main(["reconcile", *asked, "--out", "out", "--quiet"]) == 1
    assert main(["accept", *asked, "--reason", "to be measured again"]) == 0
    assert main(["reconcile", *asked, "--out", "out", "--quiet"]) == 0


def test_the_page_of_a_table_says_nothing_that_only_documents_have(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table(here, "document,entity,attribute,value,line\na,Bastion 1000,mass,5 kg,3\nb,bastion-1000,mass,7 kg,\n")
    assert main(["reconcile", "claims.csv", "--out", "out"]) == 1
    page, said = (here / "out/index.html").read_text(encoding="utf-8"), capsys.readouterr().out
    for words in ("named by the context", ":3:1", "Seen but not claimed", "#coverage", "bastion-1000 ·"):
        assert words not in page
    assert '<span class="at">:3</span>' in page
    assert "seen and not claimed" not in said


COUNTED = "document,entity,attribute,value\n" + "".join(
    f"{document},Lake {n},{attribute},{value}\n"
    for n, (depth, price, rate) in enumerate((("5", "free", "3.5"), ("6", "£3", "3.10"), ("7", "4", "3.20")))
    for document in "ab"
    for attribute, value in (("depth", depth), ("price", price), ("rate", rate))
)


@pytest.mark.parametrize("large", [LARGE_TABLE, 1])
def test_numbers_that_are_compared_as_texts_are_told(here: Path, large: int) -> None:
    path = table(here, COUNTED)
    said = reconcile_table(Table(str(path), None, "out", None), date(2025, 1, 1), 200, False, large).text
    page = unescape((here / "out/index.html").read_text(encoding="utf-8"))
    for told in (
        "price is compared as text, though most of its values are numbers: 'free' is none.",
        "rate is compared as text, though most of its values are numbers: some look like codes or versions.",
    ):
        assert told in said
        assert told in page
    assert "depth is compared" not in said


@pytest.mark.parametrize("large", [LARGE_TABLE, 1])
def test_the_order_of_rows_changes_no_finding(here: Path, large: int) -> None:
    rows = [
        "a,Como,depth,0.5 km\n",
        "a,Como,depth,500 m\n",
        "b,Como,depth,500 m\n",
        "a,Iseo,depth,x\n",
        "b,Iseo,depth,y\n",
    ]
    written = []
    for ordered in (rows, rows[::-1]):
        path = table(here, "document,entity,attribute,value\n" + "".join(ordered))
        reconcile_table(Table(str(path), None, "out", None), date(2025, 1, 1), 200, False, large)
        written.append((here / "out/findings.csv").read_bytes())
    assert written[0] == written[1]
