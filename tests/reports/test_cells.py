import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.cells import neutral, parts, restored, table

RUN_BY_A_SPREADSHEET = [
    "=1+1",
    '=HYPERLINK("http://evil.example","x")',
    "+1",
    "+49 30 1234",
    "-1+1",
    "-5 %",
    "-",
    "-cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\tplain text after a tab",
    "\rplain text after a carriage return",
    "\nplain text after a line feed",
    " =1+1",
    "   -1+1",
    "\u00a0=1+1",
    "\u3000@SUM(A1)",
    "\ufeff=1+1",
    "\u200b=1+1",
    " \t =1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    " ＝1+1",
    "- a list item",
]

LEFT_ALONE = [
    "",
    "236000000000",
    "-5",
    "-0.25",
    "1=1",
    "a-b",
    "a@b.example",
    "2024-05-07",
    "4000/16000",
    "DeepSeek-V2",
    "'quoted'",
    "~37 billion",
    "$5.6M",
    "| V2 | =1 |",
    "https://example.org/?a=b",
    " plain",
    "−5",  # a minus sign, which starts no formula
]


@pytest.mark.parametrize("text", RUN_BY_A_SPREADSHEET)
def test_a_cell_that_would_run_gets_an_apostrophe(text: str) -> None:
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_a_harmless_cell_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text


def test_an_apostrophe_before_a_formula_is_told_apart_from_one_that_was_added() -> None:
    assert neutral("'=1+1") == "''=1+1"
    assert restored("''=1+1") == "'=1+1"
    assert restored("'=1+1") == "=1+1"
    assert restored("'quoted'") == "'quoted'"


@given(st.text(alphabet=st.one_of(st.sampled_from("'=+-@\t\r\n ＝ 15."), st.characters(exclude_categories=["Cs"]))))
def test_every_cell_can_be_restored_and_none_starts_a_formula(text: str) -> None:
    cell = neutral(text)
    assert restored(cell) == text
    begins = cell.lstrip(" \u00a0\u3000")[:1]
    assert begins not in tuple("=+@＝＋－＠\t\r\n")
    assert begins != "-" or cell.lstrip("-").replace(".", "", 1).isdigit()


def test_a_table_is_utf_8_with_line_feeds_and_doubled_quotes() -> None:
    assert table(("a", "b"), [("é", 7), ('say "x", y', -3)]) == 'a,b\né,7\n"say ""x"", y",-3\n'.encode()


def test_a_table_without_rows_has_its_header() -> None:
    assert table(("a", "b"), []) == b"a,b\n"


def test_a_file_name_that_is_no_utf_8_is_written_as_an_escape() -> None:
    assert table(("path",), [("caf\udce9.md",)]) == b"path\ncaf\\udce9.md\n"


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.integers()), max_size=5))
def test_any_reader_of_csv_gets_back_what_was_written(rows: list[tuple[str, int]]) -> None:
    text = table(("text", "number"), rows).decode()
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[0] == ["text", "number"]
    assert [(restored(cell), int(number)) for cell, number in read[1:]] == rows


AWKWARD = st.text(alphabet="a=-1,\"\n\r \t'\u200b＝“", max_size=4)


@given(columns=st.lists(st.tuples(AWKWARD, AWKWARD, AWKWARD), min_size=2, max_size=2))
def test_columns_give_the_bytes_of_their_rows(columns: list[tuple[str, str, str]]) -> None:
    rows = list(zip(*columns, strict=True))
    assert b"".join(parts(("x", "y"), columns)) == table(("x", "y"), rows)
