"""What a table says without a pack: hand-worked verdicts, hits beside near misses."""

import csv
from pathlib import Path

import pytest

from extract.words.pack_file import load
from factaudit import packs
from factaudit.claims_file import read
from factaudit.cli import main

AGREE, CONFLICT, APART, SINGLE = "agreement", "conflict", "not comparable", "single source"

# Values of one attribute of one entity, each from a document of its own; what they amount to; how they are shown.
CASES = [
    # units are kept and shown; those of one quantity are compared by their factor
    (["738 g", "0.738 kg", "26 oz"], AGREE, "0.738 kg"),
    (["738 g", "0.7 kg"], AGREE, "738 g"),
    (["738 g", "0.738 kg", "n/a"], AGREE, "0.738 kg"),  # a cell that says that there is no value states none
    (["738 g", "unknown"], SINGLE, "738 g"),
    (["738 g", "0.6 kg"], CONFLICT, "0.6 kg|738 g"),
    (["500 g", "500 kg"], CONFLICT, "500 g|500 kg"),
    (["500 g", "500 mL"], APART, "500 mL|500 g"),
    (["5 km/h", "3.1 mph"], AGREE, "3.1 mph"),
    (["5 km/h", "5 mph"], CONFLICT, "5 km/h|5 mph"),
    (["90 min", "1.5 h"], AGREE, "90 min"),
    # what can be compared is, whatever else is stated
    (["500 g", "2 kg", "1 L"], CONFLICT, "1 L|2 kg|500 g"),
    (["1000 kg", "2000 kg", "1 ton"], CONFLICT, "1 ton|1000 kg|2000 kg"),
    (["38 l", "50 l", "10 gal"], CONFLICT, "10 gal|38 L|50 L"),
    (["500 g", "0.5 kg", "1 L"], APART, "1 L|500 g"),
    (["500 g", "1 L", "5 m"], APART, "1 L|5 m|500 g"),
    (["500", "600 g"], CONFLICT, "500|600 g"),
    (["500", "600 g", "1 L"], CONFLICT, "1 L|500|600 g"),
    (["600", "600 g", "600 g", "1 L"], APART, "1 L|600 g"),
    (["5", "5 km", "5 kg", "5 kg", "7 km"], CONFLICT, "5 kg|5 km|7 km"),
    # temperatures have another zero each
    (["20 °C", "68 °F"], AGREE, "68 °F"),
    (["20 °C", "68 °F", "293 K"], AGREE, "68 °F"),
    (["20 °C", "20 °F"], CONFLICT, "20 °C|20 °F"),
    (["-40 °C", "-40 °F"], AGREE, "-40 °F"),
    (["293 K", "293 thousand"], AGREE, "293000"),
    (["738 g", "738"], AGREE, "738 g"),
    (["3 m", "3 m2"], APART, "3 m|3 m2"),
    (["1 200 g", "1200 grams"], AGREE, "1200 g"),
    # bytes are counted by 1000 or by 1024
    (["2048 MB", "2 GB"], AGREE, "2048 MB"),
    (["65,536 MB", "64 GB"], AGREE, "64 GB"),
    (["64,000 MB", "64 GB"], AGREE, "64 GB"),
    (["1,500 MB", "2.0 GB"], CONFLICT, "1500 MB|2 GB"),
    (["2.4 GB", "2.4 GHz"], APART, "2.4 GB|2.4 GHz"),
    # money in one currency however it is written
    (["€3,899", "EUR 3,899", "€ 3 899", "3.899 €"], AGREE, "3899 EUR"),
    (["$3,899", "3,899 USD", "US$ 3,899"], AGREE, "3899 USD"),
    (["$3,899", "$3,989"], CONFLICT, "3899 USD|3989 USD"),
    (["$3,899", "€3,899"], APART, "3899 EUR|3899 USD"),
    (["$3.9 million", "3,900,000 dollars"], AGREE, "3900000 USD"),
    # percentages
    (["12.5%", "12.5 percent", "12,5 %"], AGREE, "12.5 %"),
    (["12.5%", "12.9%"], CONFLICT, "12.5 %|12.9 %"),
    (["12 %", "12 ‰"], CONFLICT, "12 %|12 ‰"),
    # signs
    (["-5 °C", "−5 °C"], AGREE, "-5 °C"),
    (["-5 °C", "5 °C"], CONFLICT, "-5 °C|5 °C"),
    # codes and versions are texts
    (["16.10", "16.1"], CONFLICT, "16.1|16.10"),
    (["16.10.1", "16.10.1"], AGREE, "16.10.1"),
    (["v2", "v2.0"], CONFLICT, "v2|v2.0"),
    (["00123", "123"], CONFLICT, "00123|123"),
    (["00123", "00123"], AGREE, "00123"),
    (["0.5", "0.50"], AGREE, "0.5"),
    (["3.50", "3.5"], AGREE, "3.5"),
    (["42.0", "42"], AGREE, "42"),
    (["16.10 kg", "16.1 kg"], AGREE, "16.1 kg"),
    # a number among other words is part of a text, unless the words are what all of them count
    (["kind 39", "39"], CONFLICT, "39|kind 39"),
    (["value 3", "kind 3"], CONFLICT, "kind 3|value 3"),
    (["39 floors", "39"], AGREE, "39 floors"),
    (["39 floors", "38 floors"], CONFLICT, "38 floors|39 floors"),
    (["1 floor", "about 1 floor"], AGREE, "1 floor"),
    (["39 floors", "39 rooms"], CONFLICT, "39 floors|39 rooms"),
    (["about 40 kg", "39 kg"], AGREE, "39 kg"),
    (["at least 40 kg", "39 kg"], CONFLICT, "39 kg|40 kg"),
    (["5 to 7 kg", "6 kg"], AGREE, "6 kg"),
    # years beside full dates are dates
    (["1874", "12 May 1874"], AGREE, "1874-05-12"),
    (["1875", "12 May 1874"], CONFLICT, "1874-05-12|1875"),
    (["1874", "1875"], CONFLICT, "1874|1875"),
    # what one column tells of each cell
    (["10m", "10 m"], AGREE, "10 m"),
    (["10m", "10 million"], AGREE, "10000000"),
    (["10m", "12 km"], CONFLICT, "10 m|12 km"),
    (["1.234.567", "1,234,567"], AGREE, "1234567"),
    (["1.234.567", "1.234.568"], CONFLICT, "1234567|1234568"),
    (["1.234", "1234", "0,5"], CONFLICT, "0.5|1234"),
    (["1.234", "1234", "0.5"], CONFLICT, "0.5|1.234|1234"),
    (["50%", "0.5"], AGREE, "50 %"),
    (["50%", "0.6"], CONFLICT, "50 %|60 %"),
    (["50%", "50"], AGREE, "50 %"),
    (["50%", "1"], CONFLICT, "1|50 %"),
    # a bound leaves out its own number where things are counted
    (["more than 50", "50"], CONFLICT, "50|51"),
    (["more than 50", "51"], AGREE, "51"),
    (["over 50", "60"], AGREE, "60"),
    (["fewer than 50", "50"], CONFLICT, "49|50"),
    (["<5", "4"], AGREE, "4"),
    (["at least 50", "50"], AGREE, "50"),
    ([">= 100", "100"], AGREE, "100"),
    (["≥100", "99"], CONFLICT, "99|100"),
    (["more than 50,000", "50000"], AGREE, "50000"),
    (["more than 3.5 kg", "3.52 kg"], AGREE, "3.52 kg"),
    # decades
    (["1850s", "1853"], AGREE, "1853"),
    (["1850s", "1861"], CONFLICT, "1850/1859|1861"),
    (["1850s", "1850 s"], AGREE, "1850 s"),
    # other ways to write a number
    (["½ cup", "0.5 cups", "1/2 cup"], AGREE, "0.5 cup"),
    (["1 1/2", "1.5", "1½"], AGREE, "1.5"),
    (["2/3", "3/4"], CONFLICT, "0.6667|0.75"),
    (["5'11\"", "5 ft 11 in", "5′ 11″", "71 in", "180 cm"], AGREE, "180 cm"),
    (["5'11\"", "5'10\""], CONFLICT, "70 inch|71 inch"),
    (["1 h 30 min", "90 min", "1h30", "1.5 h"], AGREE, "90 min"),
    (["2h 15m", "125 min"], CONFLICT, "125 min|135 min"),
    (["1'234", "1234"], AGREE, "1234"),
    (["1,00,000", "1 lakh", "100000"], AGREE, "100000"),
    (["１２３", "123"], AGREE, "123"),
    (["+3.4%", "3.4 %"], AGREE, "3.4 %"),
    (["(3.4)", "-3.4"], AGREE, "-3.4"),
    (["(3.4)", "3.4"], CONFLICT, "-3.4|3.4"),
    (["100 kcal", "418 kJ"], AGREE, "418 kJ"),
    (["100 kcal", "100 kJ"], CONFLICT, "100 kJ|100 kcal"),
    (["100 kW", "134 hp"], AGREE, "134 hp"),
    (["100 kW", "150 hp"], CONFLICT, "100 kW|150 hp"),
    # figures of markets
    (["1.2B", "1,200,000,000", "1.2 billion"], AGREE, "1200000000"),
    (["12.5M", "12.6M"], CONFLICT, "12500000|12600000"),
    # texts in one type
    (["10 x 20", "10 × 20", "10x20"], AGREE, "10 x 20"),
    (["10 x 20", "20 x 10"], CONFLICT, "10 x 20|20 x 10"),
    (["St. Mary's", "St Mary's", "St Mary’s"], AGREE, "St. Mary's"),
    (["St. Mary's", "St. Mark's"], CONFLICT, "St. Mark's|St. Mary's"),
    (["left-hand", "left–hand"], AGREE, "left-hand"),
    (["left-hand", "left hand"], AGREE, "left hand"),
    (["Apache-2.0", "Apache 2.0", "apache-2.0"], AGREE, "Apache 2.0"),
    (["MIT", "MIT-0"], CONFLICT, "MIT|MIT-0"),
    (["co-op", "coop"], AGREE, "co-op"),
    (["IP54", "ip 54"], AGREE, "ip 54"),
    (["IP54", "IP 55"], CONFLICT, "IP 55|IP54"),
    (["Dark Grey", "darkgrey", "dark-grey"], AGREE, "Dark Grey"),
    (["row 1 2", "row 12"], CONFLICT, "row 1 2|row 12"),
    # sizes, each dimension in its unit and as finely as it is printed
    (["200 x 150 x 180 mm", "20 x 15 x 18 cm"], AGREE, "200 x 150 x 180 mm"),
    (["200 x 150 x 180 mm", "20 x 15 x 19 cm"], CONFLICT, "20 x 15 x 19 cm|200 x 150 x 180 mm"),
    (["200 mm × 150 mm", "20 by 15 cm", "200 x 150"], AGREE, "200 mm × 150 mm"),
    (["200 x 150 mm", "150 x 200 mm"], CONFLICT, "150 x 200 mm|200 x 150 mm"),
    (["200 x 150 mm", "200 x 150 x 1 mm"], CONFLICT, "200 x 150 mm|200 x 150 x 1 mm"),
    (["1920x1080", "1920 x 1080 px"], AGREE, "1920 x 1080 px"),
    (["1920x1080", "1920 x 1200 px"], CONFLICT, "1920 x 1200 px|1920x1080"),
    (["10 x 20 kg", "10 x 20 cm"], CONFLICT, "10 x 20 cm|10 x 20 kg"),
    (["row 1-2", "row 12"], CONFLICT, "row 1-2|row 12"),
    (["row 1-2", "row 1 2"], CONFLICT, "row 1-2|row 1 2"),
    (["New York, NY", "New York NY"], AGREE, "New York, NY"),
    (["size 1,5", "size 1 5"], CONFLICT, "size 1,5|size 1 5"),
    (["U.S.", "US", "U.S"], AGREE, "U.S."),
    (["v1.", "v1"], CONFLICT, "v1.|v1"),
    # days with dots are no versions
    (["06.05.2024", "6 May 2024"], AGREE, "2024-05-06"),
    (["06.05.2024", "7 May 2024"], CONFLICT, "2024-05-06|2024-05-07"),
]  # fmt: skip

COMPARED = [("a", "Sun", "colour", "white"), ("b", "Sun", "colour", "white")]  # an audit has to compare something


def audited(folder: Path, rows: list[tuple[str, str, str, str]]) -> list[dict[str, str]]:
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("document", "entity", "attribute", "value"), *rows, *COMPARED])
    assert main(["reconcile", "claims.csv", "--out", "out", "--only", "findings.csv", "--quiet"]) in (0, 1)
    return findings(folder / "out")


def findings(folder: Path) -> list[dict[str, str]]:
    with (folder / "findings.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["entity"] != "Sun"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("values", "verdict", "shown"), CASES, ids=[" vs ".join(case[0]) for case in CASES])
def test_values_without_a_pack(here: Path, values: list[str], verdict: str, shown: str) -> None:
    rows = [(f"d{n}", "Thing", "figure", value) for n, value in enumerate(values)]
    [found] = audited(here, rows)
    assert (found["verdict"], set(found["values"].removeprefix("'").split("|"))) == (verdict, set(shown.split("|")))


def test_the_name_of_an_attribute_tells_a_version(here: Path) -> None:
    rows = [(d, "Thing", name, v) for name in ("osVersion", "length") for d, v in (("a", "7.30"), ("b", "7.3"))]
    found = {row["attribute"]: row["verdict"] for row in audited(here, rows)}
    assert found == {"osVersion": CONFLICT, "length": AGREE}


def test_minor_versions_that_count_up_are_no_decimals(here: Path) -> None:
    def verdict(*others: str) -> str:
        rows = [(f"d{n}", f"T{n}", "figure", value) for n, value in enumerate(others)]
        rows += [("a", "Thing", "figure", "16.10"), ("b", "Thing", "figure", "16.1")]
        return next(row["verdict"] for row in audited(here, rows) if row["entity"] == "Thing")

    assert verdict("15.9", "16.12") == CONFLICT
    assert verdict("15.9", "16.75") == AGREE
    assert verdict("15.90", "16.12") == AGREE


def test_a_few_years_among_dates_and_a_few_dates_among_years_are_dates(here: Path) -> None:
    rows = [(f"d{n}", f"T{n}", "founded", str(1900 + n)) for n in range(30)]
    rows += [("a", "Thing", "founded", "1874"), ("b", "Thing", "founded", "12 May 1874")]
    found = {row["entity"]: row["verdict"] for row in audited(here, rows)}
    assert found["Thing"] == AGREE
    assert found["T0"] == SINGLE


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("founded", ["1998", "2000"], "date"),
        ("Year", ["1998", "2000"], "date"),
        ("year_built", ["1898", "1900"], "date"),
        ("yearFounded", ["1998", "2000"], "date"),
        ("first release", ["1998", "2000"], "date"),
        ("model year", ["2019", "2020"], "date"),
        ("release_date", ["about 2019", "2022"], "date"),
        ("opened in", ["1874", "late 1875"], "date"),
        # counts and measures that look like years
        ("seats", ["1998", "2000"], "value"),
        ("units_released", ["1998", "2000"], "value"),
        ("releases", ["1998", "2000"], "value"),
        ("years", ["1998", "2000"], "value"),
        ("built_area", ["1998", "2000"], "value"),
        ("price_per_year", ["1998", "2000"], "value"),
        ("sales_year", ["1998", "2000"], "value"),
        ("births", ["1998", "2000"], "value"),
        ("founded", ["199", "200"], "value"),
        ("founded", ["12000", "2000"], "value"),
        ("released", ["1998 t", "2000 t"], "value"),
        ("released", ["1998.5", "2000.5"], "value"),
    ],
)
def test_years_are_dates_where_the_name_of_the_attribute_says_so(
    here: Path, name: str, values: list[str], kind: str
) -> None:
    [found] = audited(here, [(f"d{n}", "Thing", name, value) for n, value in enumerate(values)])
    assert (found["verdict"], found["kind"]) == (CONFLICT, kind)


def test_about_a_year_is_within_a_year_of_it(here: Path) -> None:
    def verdict(name: str, *values: str) -> str:
        [found] = audited(here, [(f"d{n}", "Thing", name, value) for n, value in enumerate(values)])
        return found["verdict"]

    assert verdict("founded", "about 1990", "1991") == AGREE
    assert verdict("founded", "about 1990", "1995") == CONFLICT
    assert verdict("seats", "about 1990", "1995") == AGREE


def test_a_few_texts_among_years_leave_an_attribute_a_date(here: Path) -> None:
    rows = [(f"d{n}", f"T{n}", "founded", str(1900 + n)) for n in range(30)]
    rows += [("a", "Thing", "founded", "unknown"), ("b", "Thing", "founded", "1990"), ("c", "Thing", "founded", "1991")]
    [found] = [row for row in audited(here, rows) if row["entity"] == "Thing"]
    assert (found["verdict"], found["kind"], found["values"]) == (CONFLICT, "date", "1990|1991")


def test_spellings_of_a_name_in_other_type_are_one_entity(here: Path) -> None:
    names = ("St. Mary's", "St Mary's", "St Mary’s", "St Marys")
    found = audited(here, [(f"d{n}", name, "beds", "39") for n, name in enumerate(names)])
    assert [(row["entity"], row["documents"]) for row in found] == [("St Mary's", "d0;d1;d2"), ("St Marys", "d3")]


def test_reasons_name_the_units(here: Path) -> None:
    rows = [("a", "T", "weight", "2 kg"), ("b", "T", "weight", "2 kg"), ("c", "T", "weight", "1999 g")]
    [found] = audited(here, rows)
    assert found["reason"].startswith("2 kg (1.5 to 2.5 kg) and 1,999 g (1.9985 to 1.9995 kg) agree within")


def test_findings_are_the_same_from_the_claims_of_a_reconciliation(here: Path) -> None:
    values = ["738 g", "0.738 kg", "26 oz", "2/3 kg", "700 mL"]
    rows = [(f"d{n}", "Thing", "weight", value) for n, value in enumerate(values)]
    first = audited(here, rows)
    assert main(["reconcile", "claims.csv", "--out", "one", "--quiet"]) in (0, 1)
    assert main(["reconcile", "one/claims.csv", "--out", "two", "--quiet"]) in (0, 1)
    assert findings(here / "two") == first


def test_units_of_a_pack_are_converted_and_foreign_ones_told(here: Path) -> None:
    text = """\
format: 1
name: balls
title: Balls
entity: {nouns: [ball]}
grammar: {version: (?!), size: (?!)}
attributes:
  weight:
    title: Weight
    type: number
    unit: g
    counted: {g: 1, kg: 1000}
    strong: [weight]
    examples: {hit: The Orb has a weight of 5 g., claims: [{entity: Orb, value: '5'}], miss: The Orb is red.}
"""
    (here / "balls.yaml").write_text(text)
    rows = [("a", "Orb", "weight", "0.738 kg"), ("b", "Orb", "weight", "738"), ("c", "Orb", "weight", "26 oz")]
    rows += [(d, "Orb", "colour", "red") for d in "abc"]
    with (here / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("document", "entity", "attribute", "value"), *rows])
    gathered, _ = read(here / "claims.csv", load(here / "balls.yaml"))
    assert [(claim.value, claim.unit) for claim in gathered.claims] == [("738", "g"), ("738", "g")]
    assert [(one.path, one.reason, one.count) for one in gathered.unread] == [
        ("claims.csv:4", "'26 oz' is no number in g", 1),
        ("claims.csv:5", "is about the attribute colour, which the pack does not know (3 rows)", 3),
    ]


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("MIT", "the MIT License", AGREE),
        ("Apache License 2.0", "Apache-2.0", AGREE),
        ("GPLv3", "GPL-3.0", AGREE),
        ("CC-BY-4.0", "cc by 4.0", AGREE),
        ("llama3", "Llama 3 Community License", AGREE),
        ("GPLv3", "LGPL-3.0", CONFLICT),
        ("MIT", "Modified MIT License", CONFLICT),
        ("Apache 2.0", "Apache", CONFLICT),
        ("CC-BY-4.0", "CC BY-SA 4.0", CONFLICT),
    ],
)
def test_terms_of_a_pack_are_known_by_their_names(here: Path, one: str, other: str, verdict: str) -> None:
    (here / "claims.csv").write_text(
        f"document,entity,attribute,value\na,DeepSeek-V2,license,{one}\nb,DeepSeek-V2,license,{other}\n"
    )
    assert main(["reconcile", "claims.csv", "--pack", "llm", "--out", "out", "--quiet"]) == (verdict == CONFLICT)
    assert [row["verdict"] for row in findings(here / "out")] == [verdict]


def test_attributes_that_the_pack_lacks_are_told_once(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert packs.locate("llm")
    rows = "".join(f"d{n},DeepSeek-V2,colour,blue\n" for n in range(40))
    text = f"document,entity,attribute,value\na,DeepSeek-V2,parameters_total,236B\n{rows}"
    (here / "claims.csv").write_text(text)
    main(["reconcile", "claims.csv", "--pack", "llm", "--out", "out"])
    said = capsys.readouterr().out
    assert said.count("unread   claims.csv:3: is about the attribute colour") == 1
    assert said.count("\nunread") == 1
    assert "40 rows could not be read" in said
