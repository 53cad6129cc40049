"""Values whose unit stands in a column of its own: hand-worked verdicts, hits beside near misses."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from extract.claim import Interval
from extract.words.pack_file import load
from factaudit import packs
from factaudit.claims_file import read
from factaudit.cli import main
from factaudit.unit_column import quoted, rescaled, unit_of

AGREE, CONFLICT, APART = "agreement", "conflict", "not comparable"
Row = tuple[str, ...]  # value, unit and, where they are stated, both ends


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


CASES: list[tuple[list[Row], str, str]] = [
    ([("500", "g"), ("2", "kg")], CONFLICT, "500 g|2 kg"),
    ([("500", "g"), ("0.5", "kg")], AGREE, "500 g"),
    ([("1.024", "kWh"), ("1024", "Wh")], AGREE, "1.024 kWh"),
    ([("12.9", "kg"), ("28.4", "lb")], AGREE, "28.4 lb"),
    ([("12.9", "kg"), ("30.4", "lb")], CONFLICT, "12.9 kg|30.4 lb"),
    ([("500", "grams"), ("500", "g")], AGREE, "500 g"),
    ([("500", "g"), ("500", "mL")], APART, "500 mL|500 g"),
    ([("500", "g"), ("2", "kg"), ("1", "L")], CONFLICT, "1 L|2 kg|500 g"),
    ([("20", "°C"), ("68", "°F"), ("293", "K")], AGREE, "68 °F"),
    ([("about 500", "g"), ("0.51", "kg")], AGREE, "0.51 kg"),
    ([("1,024", "Wh"), ("1.024", "kWh")], AGREE, "1.024 kWh"),
    # a cell's own unit comes before the column's, which may be that of the interval
    ([("0.5 kg", "g"), ("500", "g")], AGREE, "500 g"),
    ([("0.5 kg", "g", "495", "505"), ("506", "g")], CONFLICT, "0.5 kg|506 g"),
    ([("0.5", "kg", "0.4", "0.6"), ("560", "g")], AGREE, "560 g"),
    ([("0.5", "kg", "0.4", "0.6"), ("610", "g")], CONFLICT, "0.5 kg|610 g"),
    # money, scales, words
    ([("5.6", "million USD"), ("5600000", "$")], AGREE, "5600000 USD"),
    ([("5.6", "USD million"), ("5.6", "USD")], CONFLICT, "5.6 USD|5600000 USD"),
    ([("5", "EUR"), ("5", "USD")], APART, "5 EUR|5 USD"),
    ([("12", "boxes"), ("12", "boxes")], AGREE, "12 boxes"),
    ([("12", "boxes"), ("14", "boxes")], CONFLICT, "12 boxes|14 boxes"),
    ([("12", "boxes"), ("12", "crates")], APART, "12 boxes|12 crates"),
    # a version is no weight
    ([("16.10", "kg"), ("16.1", "kg")], AGREE, "16.1 kg"),
    ([("16.10", ""), ("16.1", "")], CONFLICT, "16.1|16.10"),
]


@pytest.mark.parametrize(("stated", "verdict", "shown"), CASES)
def test_values_with_a_column_of_units(here: Path, stated: list[Row], verdict: str, shown: str) -> None:
    rows = [(f"d{n}", "Thing", "figure", *row) for n, row in enumerate(stated)]
    rows += [(document, "Sun", "colour", "white") for document in "ab"]  # an audit has to compare something
    with (here / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("document", "entity", "attribute", "value", "unit", "lower", "upper"), *rows])
    assert main(["reconcile", "claims.csv", "--out", "out", "--quiet"]) in (0, 1)
    found = findings(here / "out")
    assert (found["verdict"], set(found["values"].split("|"))) == (verdict, set(shown.split("|")))
    assert main(["reconcile", "out/claims.csv", "--out", "again", "--quiet"]) in (0, 1)
    assert findings(here / "again") == found


def findings(folder: Path) -> dict[str, str]:
    with (folder / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        [found] = [row for row in csv.DictReader(file) if row["attribute"] == "figure"]
    return found


@pytest.mark.parametrize(
    ("text", "name", "times", "word"),
    [
        ("kg", "kg", 1, ""),
        ("Kilograms", "kg", 1, ""),
        ("€", "EUR", 1, ""),
        ("GBP", "GBP", 1, ""),
        ("million", "", 10**6, ""),
        ("billion USD", "USD", 10**9, ""),
        ("EUR million", "EUR", 10**6, ""),
        ("million tokens", "", 10**6, "tokens"),
        ("tokens", "", 1, "tokens"),
        ("K", "K", 1, ""),
        ("m", "m", 1, ""),
    ],
)
def test_what_a_cell_of_the_column_says(text: str, name: str, times: int, word: str) -> None:
    assert unit_of(text) == (name, times, word)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("500", "g", "500 g"),
        ("1,024", "Wh", "1,024 Wh"),
        ("500 g", "kg", "500 g"),
        ("five", "kg", "five"),
        ("500", "", "500"),
        ("red", "", "red"),
    ],
)
def test_what_a_row_is_shown_with(value: str, unit: str, shown: str) -> None:
    assert quoted(value, unit) == shown


def test_ends_are_in_the_unit_of_the_column() -> None:
    one = Interval(Decimal("0.4"), None)
    assert rescaled(one, "kg", "g") == Interval(Decimal(400), None)
    assert rescaled(one, "million", "") == Interval(Decimal(400_000), None)
    assert rescaled(one, "boxes", "boxes") == one
    assert rescaled(Interval(Decimal(32), Decimal(212)), "°F", "°C") == Interval(Decimal(0), Decimal(100))
    assert rescaled(Interval(Decimal(9), Decimal(18)), "°F", "°C", rise=True) == Interval(Decimal(5), Decimal(10))


PACK = """\
format: 1
name: batteries
title: Batteries
entity: {nouns: [battery]}
grammar: {version: (?!), size: (?!)}
attributes:
  energy:
    title: Energy
    type: number
    unit: Wh
    counted: {Wh: 1, kWh: 1000}
    strong: [energy]
    examples: {hit: The Cell has an energy of 5 Wh., claims: [{entity: Cell, value: '5'}], miss: The Cell is red.}
"""


def test_a_column_of_units_is_converted_into_those_of_a_pack(here: Path) -> None:
    (here / "pack.yaml").write_text(PACK)
    (here / "claims.csv").write_text(
        "document,entity,attribute,value,unit,lower,upper\na,Orb,energy,1.024,kWh,,\nb,Orb,energy,1024,Wh,,\n"
        "c,Orb,energy,1,kWh,0.9,1.1\nd,Orb,energy,3,kg,,\ne,Orb,energy,1024,,,\n"
    )
    gathered, _ = read(here / "claims.csv", load(here / "pack.yaml"))
    assert [(claim.value, claim.unit) for claim in gathered.claims] == [
        *(("1024", "Wh"), ("1024", "Wh"), ("1000", "Wh"), ("1024", "Wh")),
    ]
    assert gathered.claims[2].interval == Interval(Decimal("900"), Decimal("1100"))
    assert [one.reason for one in gathered.unread] == ["'3 kg' is no number in Wh"]


@pytest.mark.parametrize(
    ("attribute", "one", "other", "verdict"),
    [
        ("context_length", "up to 128K", "64K", CONFLICT),
        ("context_length", "up to 128K tokens", "64K", CONFLICT),
        ("context_length", "up to 128K", "128K", AGREE),
        ("training_tokens", "up to 8T", "7T", AGREE),
    ],
)
def test_a_bound_that_a_pack_takes_for_the_value_is_the_value(
    here: Path, attribute: str, one: str, other: str, verdict: str
) -> None:
    bounds = load(packs.locate("llm")).attributes[attribute].bound_is_value
    assert ("up_to" in bounds) == (attribute == "context_length")
    rows = f"a,DeepSeek-V2,{attribute},{one}\nb,DeepSeek-V2,{attribute},{other}\n"
    (here / "claims.csv").write_text("document,entity,attribute,value\n" + rows)
    assert main(["reconcile", "claims.csv", "--pack", "llm", "--out", "out", "--quiet"]) == int(verdict == CONFLICT)


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        (("x", "y"), CONFLICT),
        (("n", "f"), CONFLICT),
        (("X", "Y", "Z"), CONFLICT),
        (("1", "0"), CONFLICT),
        (("x", "yes"), AGREE),
        (("Y", "true"), AGREE),
        (("y", "no"), CONFLICT),
        (("✓", "x"), AGREE),
    ],
)
def test_letters_are_flags_only_beside_words_for_yes_and_no(here: Path, values: tuple[str, ...], verdict: str) -> None:
    rows = "".join(f"d{n},Thing,figure,{value}\n" for n, value in enumerate(values))
    (here / "claims.csv").write_text("document,entity,attribute,value\n" + rows, encoding="utf-8")
    assert main(["reconcile", "claims.csv", "--out", "out", "--quiet"]) == int(verdict == CONFLICT)
    assert findings(here / "out")["verdict"] == verdict
