"""A table read by DuckDB gives, byte for byte, what the same table gives with an object for each claim."""

from __future__ import annotations

import csv
import io
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factaudit import table_rows
from factaudit.commands import Table, reconcile_table
from reports.interface import reports
from sources.errors import FactauditError

NAMES = tuple(report.name for report in reports())
DAY = date(2026, 1, 2)
ONLY_OBJECTS = 10**12


def outcome(folder: Path, table: Path, large: int, **given: str | None) -> tuple[dict[str, bytes], str, int, str]:
    """Bytes of all reports, summary, exit code and reason; or the error."""
    out = folder / f"out{large}"
    asked = Table(str(table), given.get("pack"), str(out), given.get("decisions"), given.get("config"))
    try:
        said = reconcile_table(asked, DAY, 100, False, large)
    except FactauditError as error:
        return {}, str(error), 2, ""
    return {name: (out / name).read_bytes() for name in NAMES}, said.text.replace(out.name, "out"), *said[1:]


def same(folder: Path, text: str | bytes, **given: str | None) -> tuple[dict[str, bytes], str, int, str]:
    """Check that both ways agree, and return what they give."""
    table = folder / "claims.csv"
    table.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    one, other = (outcome(folder, table, large, **given) for large in (ONLY_OBJECTS, 0))
    for name in one[0]:
        assert other[0][name] == one[0][name], name
    assert other == one
    return other


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


MINIMAL = """\
document,entity,attribute,value
a,Aral,depth,42
b,Aral,depth,42.0
a,Baikal,depth,1642
b,Baikal,depth,1741
c,baikal ,depth,1741
a,Baikal,mapped,2002-07
b,Baikal,mapped,2002-07-15
a,Baikal,country,Russia
b,Baikal,country,russia
"""


def test_four_columns_are_enough(tmp_path: Path) -> None:
    written, said, code, _ = same(tmp_path, MINIMAL)
    found = {(row["entity"], row["attribute"]): row for row in rows_of(written["findings.csv"])}
    depth = found["Baikal", "depth"]
    assert (depth["verdict"], depth["values"], depth["documents"]) == ("conflict", "1741|1642", "b;c|a")
    assert found["Aral", "depth"]["verdict"] == "agreement"
    assert len(rows_of(written["claims.csv"])) == 9
    assert code == 1
    assert "conflicts              1" in said


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(MINIMAL.replace("\n", "\r\n"), id="Windows lines"),
        pytest.param(MINIMAL.rstrip("\n"), id="no last line feed"),
        pytest.param("\ufeff" + MINIMAL, id="byte order mark"),
        pytest.param(MINIMAL + "\n\na,Como,depth,410\n", id="blank lines"),
        pytest.param(MINIMAL + "a,Como\nb,Como,depth,410\n", id="short row"),
        pytest.param(MINIMAL + "a,Como,depth,410,,\n", id="long row of blanks"),
        pytest.param(MINIMAL + "a,Como,depth,410,7\n", id="long row"),
        pytest.param(MINIMAL + 'a,"Lago\ndi Como",depth,410\nb,Como,depth,n/a\n', id="line feed in a cell"),
        pytest.param(MINIMAL + 'a,"Lake ""Como""",depth,"1,410"\n', id="quotes"),
        pytest.param(MINIMAL + 'a,Lake "Como",depth,4"10\nb,"Co"mo,depth,410\n', id="quotes out of place"),
        pytest.param(MINIMAL + "a,'=Como,depth,410\na,=Como,depth,41\n'-a,Como,depth,-4\n", id="formulas"),
        pytest.param(MINIMAL + "x,Aral,colour,blue\ny,,depth,7\n,Aral,depth,7\nz,Aral,,1\nz,Aral,depth,\n", id="empty"),
        pytest.param(MINIMAL + 20 * "d,Aral,depth,7\n" + "x,Aral,depth,n/a\n", id="no number"),
        pytest.param("document,entity,attribute,value\n", id="no row"),
        pytest.param("document,entity,value\na,b,c\n", id="missing column"),
        pytest.param("document,entity,attribute,value\na,,,\n", id="nothing stated"),
        pytest.param(MINIMAL.encode() + b"a,\xff,depth,3\n", id="not UTF-8"),
        pytest.param("", id="empty file"),
        pytest.param("value,document,value,entity,attribute\n1,a,2,Aral,depth\n1,b,3,Aral,depth\n", id="column twice"),
        pytest.param("document,entity,attribute,value,line\na,b,c,1,x\n", id="line is no number"),
        pytest.param("document,entity,attribute,value,line\na,b,c,1,٣\nb,b,c,2, 7\n", id="digits of other scripts"),
        pytest.param("document,entity,attribute,value,status\na,b,c,1,sure\n", id="unknown status"),
        pytest.param("document,entity,attribute,value,status\na,,c,1,sure\na,b,c,1,\n", id="unknown status, no claim"),
    ],
)  # fmt: skip
def test_tables_in_good_and_in_bad_order(tmp_path: Path, text: str | bytes) -> None:
    same(tmp_path, text)


@pytest.mark.parametrize(
    ("attribute", "value", "lower", "upper", "reason"),
    [
        ("size", "7", "8", "6", "has lower 8 above upper 6: exchange or correct them"),
        ("size", "7", "nan", "8", "has lower 'nan', which is no number: correct it, or leave it empty for an open end"),
        ("size", "7", "6", "sNaN", "has upper 'sNaN', which is no number: correct it, or leave it empty for an open"),
        ("size", "7", "inf", "", "has lower 'inf', which is no number"),
        ("size", "7", "", "-inf", "has upper '-inf', which is no number"),
        ("size", "7", "six", "8", "has lower 'six', which is no number"),
        ("size", "7", "7.2", "8", "has the value '7' outside its own interval 7.2 to 8: correct one"),
        ("size", "7", "", "6", "has the value '7' outside its own interval … to 6: correct one"),
        ("opened", "2024-05", "2024-06-01", "2024-06-30", "has the value '2024-05' outside its own interval"),
        ("opened", "2024-05", "2024-05-31", "2024-05-01", "has lower 2024-05-31 above upper 2024-05-01"),
    ],
)
def test_an_interval_that_cannot_be_is_told_with_its_line(
    tmp_path: Path, attribute: str, value: str, lower: str, upper: str, reason: str
) -> None:
    rows = [f"a,Aral,{attribute},{value},{lower},{upper}", f"b,Aral,{attribute},{value},,", "b,Aral,fed by,Syr,,"]
    written, *_ = same(tmp_path, "\n".join(("document,entity,attribute,value,lower,upper", *rows, "")))
    page = unescape(written["index.html"].decode())
    assert "claims.csv:2" in page
    assert reason in page
    assert len(rows_of(written["claims.csv"])) == 2


def test_infinite_ends_on_their_own_side_are_open(tmp_path: Path) -> None:
    header = "document,entity,attribute,value,lower,upper\n"
    stated = same(tmp_path, header + "a,Aral,depth,7,-inf,8\nb,Aral,depth,6,5,inf\n")
    left_empty = same(tmp_path, header + "a,Aral,depth,7,,8\nb,Aral,depth,6,5,\n")
    assert stated[0]["findings.csv"] == left_empty[0]["findings.csv"]


def test_claims_with_places_quotes_and_contexts(tmp_path: Path) -> None:
    head = (
        "document,entity,attribute,value,lower,upper,qualifier,scope,status,line,column,start,end,quote,context,rule\n"
    )
    text = head + (
        'a,Aral,depth,40,,45,up_to,deepest,asserted,7,3,120,125,forty,"At most forty, they say. forty",prose\n'
        "b,Aral,depth,52,51,53,,deepest,,9,1,80,82,52,It is 52 deep.,prose\n"
        "b,Aral,depth,52,51,53,,,hedged,9,1,80,82,52,It is 52 deep.,prose\n"
        "b,Aral,depth,52,51,53,,deepest,,9,1,80,82,52,It is 52 deep.,prose\n"
        "c,Aral,mapped,1960,1960-01-01,1960-12-31,,,,,,,,,,\n"
        "d,Aral,mapped,2001-05,,,about,,,,,,,,,\n"
    )
    written, _, _, _ = same(tmp_path, text)
    assert {row["entity"] for row in rows_of(written["conflicts.csv"])} == {"Aral"}


def test_documents_that_repeat_each_other(tmp_path: Path) -> None:
    said = "The basin of lake {} was surveyed again in the spring and found to be {} metres deep at its lowest point"
    depths = (("Aral", 42), ("Como", 410), ("Iseo", 251))
    rows = [(document, *depth) for document in "ab" for depth in depths]
    rows += [("c", "Aral", 40), ("d", "Aral", 40)]
    lines = [f"{d},{lake},depth,{depth},{said.format(lake, depth)},{depth}" for d, lake, depth in rows]
    text = "\n".join(["document,entity,attribute,value,context,quote", *lines, "e,Aral,depth,40,,"]) + "\n"
    written, _, _, _ = same(tmp_path, text)
    assert b'"lineage"' in written["findings.json"]
    [conflict] = rows_of(written["conflicts.csv"])
    assert conflict["values"] == "40|42"


def test_a_pack_decisions_and_authority(tmp_path: Path) -> None:
    text = "document,entity,attribute,value,line\n" + "".join(
        f"{document},{entity},{attribute},{value},{line}\n"
        for line, (document, entity, attribute, value) in enumerate(
            [
                ("a", "DeepSeek-V2", "parameters_total", "236B"), ("b", "DeepSeek V2", "parameters_total", "671B"),
                ("c", "deepseek-v2", "parameters_total", "236 billion"),
                ("a", "DeepSeek-V3", "parameters_total", "671B"),
                ("c", "DeepSeek-V3", "parameters_total", "671B"), ("a", "DeepSeek-V3", "parameters_active", "700B"),
                ("b", "DeepSeek-R1", "base_model", "DeepSeek-V3"), ("b", "DeepSeek-R1", "parameters_total", "7B"),
                ("a", "DeepSeek-V3", "context_length", "128K"), ("b", "DeepSeek-V3", "context_length", "131072"),
                ("b", "DeepSeek-V3", "colour", "blue"), ("b", "DeepSeek-V3", "training_tokens", "many"),
            ],
            start=3,
        )
    )  # fmt: skip
    config = tmp_path / "audit.yaml"
    config.write_text("authority: [{documents: b, weight: 5}]\n")
    written, _, _, _ = same(tmp_path, text, pack="llm", config=str(config))
    found = {(row["entity"], row["attribute"], row["kind"]): row for row in rows_of(written["conflicts.csv"])}
    attributed = found["DeepSeek-V2", "parameters_total", "attribution"]
    assert attributed["suggestion"].startswith("671000000000 (strong: stated by the source with the highest declared")
    assert any(kind == "rule" for _, _, kind in found)
    decided = tmp_path / "decisions.yaml"
    members = {"1": {"a": "h" + "0" * 12}}
    entry = {"entity": "x", "attribute": "y", "fingerprint": "v1:" + "0" * 64, "members": members}
    entry |= {"decision": "deferred", "reason": "because"}
    decided.write_text(yaml.safe_dump({"version": 1, "decisions": [entry]}))
    _, said, _, _ = same(tmp_path, text, pack="llm", decisions=str(decided))
    assert "stale decisions" in said


def test_beyond_its_share_of_memory_texts_go_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filler = "lorem ipsum " * 90
    text = "document,entity,attribute,value,quote\n" + "".join(
        f"d{n % 97},Lake {n % 4001},depth,{n % 7},{n} {filler}\n" for n in range(60_000)
    )
    table = tmp_path / "claims.csv"
    table.write_text(text)
    written = []
    for memory in ("1GB", "40MB"):  # the table has 66 MB
        monkeypatch.setattr(table_rows, "MEMORY", memory)
        out = tmp_path / memory
        asked = Table(str(table), None, str(out), None, None, ("findings.csv", "claims.csv"))
        reconcile_table(asked, DAY, 100, False, 0)
        written.append([(out / name).read_bytes() for name in ("findings.csv", "claims.csv")])
    assert written[0] == written[1]
    assert sorted(path.name for path in out.iterdir()) == [".factauditignore", "claims.csv", "findings.csv"]


NAME = st.sampled_from(["Aral", "aral", "Lake Aral", "Baikal", "Bai-kal", "=x", 'q"q', "a,b", "a|b", " Como "])
ATTRIBUTE = st.sampled_from(["depth", "mapped", "country", "width"])
VALUE = st.one_of(
    st.integers(-20, 20).map(str),
    st.sampled_from(
        "40|40.0|about 41|1,642|40K|n/a|2002-07|May 2002|Russia|-5|7/9|1e3|40 km|41 °C|c. 40|2 dozen|40 boats|10 x 40 m"
        "|3,000+|yes|x|sixty-one".split("|")
    ),
)
ROW = st.tuples(
    st.sampled_from(["a", "b", "c", "d e", "f;g"]), NAME, ATTRIBUTE, VALUE,
    st.sampled_from(["", "", "deepest", "mean", "deepest+mean"]),
    st.sampled_from(["", "asserted", "hedged", "negated"]),
    st.sampled_from(["", "", "of_variant", "about"]), st.sampled_from(["", "3", "40"]),
    st.sampled_from(["", "m", "km", "°C", "boats", "million EUR"]), st.sampled_from(["", "5"]),
)  # fmt: skip
HEAD = ("document", "entity", "attribute", "value", "scope", "status", "qualifier", "line", "unit", "start")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, min_size=1, max_size=25), columns=st.integers(4, len(HEAD)))
def test_any_small_table(tmp_path: Path, rows: list[tuple[str, ...]], columns: int) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([HEAD[:columns], *(row[:columns] for row in rows)])
    same(tmp_path, text.getvalue())
