"""Hand-made labels are held against their documents: a label that is wrong must fail here, not in a score."""

from __future__ import annotations

import csv
import html
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
LABELLED = {  # label file, and the folder its documents stand in
    "deepseek": (DATA / "examples_deepseek_claims.csv", ROOT / "examples" / "deepseek"),
    "accuracy": (DATA / "accuracy" / "claims.csv", DATA / "accuracy"),
    "accuracy_2": (DATA / "accuracy_2" / "claims.csv", DATA / "accuracy_2"),
    "accuracy_3": (DATA / "accuracy_3" / "claims.csv", DATA / "accuracy_3"),
    "accuracy_4": (DATA / "accuracy_4" / "claims.csv", DATA / "accuracy_4"),
    "accuracy_5": (DATA / "accuracy_5" / "claims.csv", DATA / "accuracy_5"),
    "accuracy_6": (DATA / "accuracy_6" / "claims.csv", DATA / "accuracy_6"),
    "accuracy_7": (DATA / "accuracy_7" / "claims.csv", DATA / "accuracy_7"),
    "accuracy_8": (DATA / "accuracy_8" / "claims.csv", DATA / "accuracy_8"),
    "accuracy_9": (DATA / "accuracy_9" / "claims.csv", DATA / "accuracy_9"),
    "accuracy_10": (DATA / "accuracy_10" / "claims.csv", DATA / "accuracy_10"),
    "accuracy_11": (DATA / "accuracy_11" / "claims.csv", DATA / "accuracy_11"),
}
CONFLICTS = DATA / "examples_deepseek_conflicts.csv"

NUMBERS = {
    "parameters_total",
    "parameters_active",
    "training_tokens",
    "context_length",
    "gpu_hours",
    "training_cost_usd",
    "layers",
    "experts_routed",
    "experts_shared",
    "experts_active",
    "vocabulary_size",
}
DATES = {"release_date", "report_date", "knowledge_cutoff"}
TEXTS = {"license"}
QUALIFIERS = {"", "about", "at_least", "up_to", "range", "early", "mid", "late", "of_variant", "revision"}

NUMBER = re.compile(r"[0-9]+")
DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
QUOTED_NUMBER = re.compile(
    r"([0-9]+(?:[,' ][0-9]{3}(?![0-9]))*(?:\.[0-9]+)?)"
    r"(?:[\s*-]*(thousand|million|billion|trillion|mn|bn|tn|[kmbt])(?![a-z]))?",
    re.IGNORECASE,
)
SCALES = {"t": 12, "b": 9, "m": 6, "k": 3}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Labels spell these as plain characters; nothing else is normalised.
PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-"})

Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def lines_of(path: Path) -> list[str]:
    """Lines end at a line feed and nowhere else, as in the labelling rules."""
    return path.read_bytes().decode("utf-8").split("\n")


def stands_in(quote: str, line: str) -> bool:
    """True where the quote stands in the line as whole words and whole numbers: 7B does not stand in 67B."""
    before = r"(?<![0-9A-Za-z])(?<![0-9][.,])" if quote[0].isalnum() else ""
    after = r"(?![0-9A-Za-z])" if quote[-1].isalnum() else ""
    after += r"(?![.,][0-9])" if quote[-1].isdigit() else ""  # "6.7B,27B" are two
    return re.search(before + re.escape(quote) + after, line.translate(PLAIN)) is not None


SPELLED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
).split()
SPELLED_NUMBER = re.compile(rf"\b({'|'.join(SPELLED)}|single|a(?= [mbt]r?illion))\b", re.IGNORECASE)


def in_digits(match: re.Match[str]) -> str:
    word = match.group().lower()
    return "1" if word in ("a", "single") else str(SPELLED.index(word))


def quoted_numbers(quote: str) -> list[tuple[Decimal, int | None]]:
    """The numbers of a quote, each with the power of ten that its scale word states, None where it has none."""
    found = []
    plain = re.sub(r"^\.(?=\d)", "0.", html.unescape(quote))
    for match in QUOTED_NUMBER.finditer(SPELLED_NUMBER.sub(in_digits, plain)):
        figure = re.sub(r"[,' ]", "", match.group(1))
        scale = SCALES[match.group(2)[0].lower()] if match.group(2) else None
        found.append((Decimal(figure), scale))
    return found


def number_fits(value: str, quote: str) -> bool:
    """True where the value is a number of the quote at its scale.

    A number without a scale takes that of the quote's last number ("50-100 million"), or any, since a
    table heading may state it.
    """
    numbers = quoted_numbers(quote)
    last = numbers[-1][1] if numbers else None
    for figure, scale in numbers:
        own = last if scale is None else scale
        if any(figure.scaleb(power) == Decimal(value) for power in ((0, 3, 6, 9, 12) if own is None else (own,))):
            return True
    return False


def date_fits(value: str, quote: str, text_above: str) -> bool:
    """True where the quote names the value's month and day; its year may stand in a heading above."""
    parts = value.split("-")
    if parts[0] not in quote and parts[0] not in text_above:
        return False
    if len(parts) == 1:
        return True
    words = quote.lower()
    numbers = {int(number) for number in re.findall(r"[0-9]+", quote)}
    named = [month for month in MONTHS if re.search(rf"\b{month}", words)]
    month_fits = MONTHS[int(parts[1]) - 1] in named if named else int(parts[1]) in numbers or "q" in words
    return month_fits and (len(parts) == 2 or int(parts[2]) in numbers)


def value_problem(row: Row, text_above: str) -> str:
    """What is wrong with a label's value, in words; "" where nothing is."""
    attribute, value, quote = row["attribute"], row["value"], row["quote"]
    if row["optional"]:
        return ""  # counts neither way; what "one day later" means stands in another line
    if attribute in TEXTS:
        broken = bool(quote) and value.startswith(quote) and text_above.rstrip().endswith(quote)  # goes on below
        there = bool(value) and value in html.unescape(quote).translate(PLAIN)
        return "" if there or broken else "the text is not in the quote"
    form = DATE if attribute in DATES else NUMBER if attribute in NUMBERS else None
    if form is None:
        return "unknown attribute"
    ends = value.split("/")
    if (len(ends) == 2) != (row["qualifier"] == "range") or len(ends) > 2:
        return "low/high goes with the qualifier range"
    if not all(form.fullmatch(end) for end in ends):
        return "malformed value"
    if form is NUMBER:
        return "" if all(number_fits(end, quote) for end in ends) else "the value is not what the quote says"
    fits = all(date_fits(end, quote, text_above) for end in ends)
    return "" if fits else "the date is not what the quote says"


def problem(row: Row, lines: list[str]) -> str:
    """What is wrong with a label, in words; "" where nothing is."""
    number = int(row["line"]) if row["line"].isdigit() else 0
    if not 1 <= number <= len(lines):
        return "no such line"
    if not row["quote"] or not stands_in(row["quote"], lines[number - 1]):
        return "the quote does not stand on the line"
    if not row["model"] or row["model"] != row["model"].strip():
        return "no model"
    if row["qualifier"] not in QUALIFIERS:
        return "unknown qualifier"
    if row["optional"] not in ("", "yes"):
        return "optional is yes or empty"
    return value_problem(row, "\n".join(lines[:number]))


@pytest.mark.parametrize("name", LABELLED)
def test_labels_hold_against_their_documents(name: str) -> None:
    labels, folder = LABELLED[name]
    rows = read_rows(labels)
    documents = {row["document"]: lines_of(folder / row["document"]) for row in rows}
    wrong = [(row, problem(row, documents[row["document"]])) for row in rows]
    assert [(row, why) for row, why in wrong if why] == []


@pytest.mark.parametrize("name", LABELLED)
def test_no_label_is_given_twice(name: str) -> None:
    keys = [
        tuple(row[key] for key in ("document", "line", "model", "attribute", "value"))
        for row in read_rows(LABELLED[name][0])
    ]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("name", LABELLED)
def test_every_document_is_labelled(name: str) -> None:
    labels, folder = LABELLED[name]
    present = {path.name for path in folder.iterdir() if path.suffix in (".md", ".txt", ".html")}
    assert {row["document"] for row in read_rows(labels)} == present - {"README.md"}


def test_documents_are_set_aside_from_those_developed_on() -> None:
    required: dict[str, int] = defaultdict(int)
    for row in read_rows(LABELLED["accuracy"][0]):
        required[row["document"]] += not row["optional"]
    assert {name for name in required if not name.startswith(("dev_", "held_"))} == set()
    # what is set aside stays what it was; documents to develop on may be added at any time
    assert sum(name.startswith("held_") for name in required) == 6
    assert sum(name.startswith("dev_") for name in required) >= 6
    # a document with few labels would weigh as much as one with many in the mean over documents
    assert min(required.values()) >= 15


def test_listed_conflicts_and_agreements_are_those_of_the_labels() -> None:
    required: dict[tuple[str, str], set[str]] = defaultdict(set)
    stated: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in read_rows(LABELLED["deepseek"][0]):
        key = (row["model"], row["attribute"])
        stated[key].add(row["value"])
        if not row["optional"]:
            required[key].add(row["value"])
    listed = {(row["entity"], row["attribute"]): set(row["values"].split("|")) for row in read_rows(CONFLICTS)}
    for key, values in listed.items():
        assert required[key] <= values <= stated[key], key
    differing = {key for key, values in required.items() if len(values) > 1}
    assert differing <= set(listed)


GOOD = {
    "document": "a.md", "line": "2", "model": "M", "attribute": "parameters_total", "value": "7000000000",
    "qualifier": "", "scope": "", "quote": "7B", "optional": "",
}  # fmt: skip
LINES = [
    "# Released in 2024",
    "M has 7B parameters, 67B in the large one, 1.5 to 9 million in the toys.",
    "It came out on 3 May, under the MIT License.",
]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"quote": "67B", "value": "67000000000"},
        {"quote": "1.5 to 9 million", "value": "1500000/9000000", "qualifier": "range"},
        {"line": "3", "attribute": "release_date", "quote": "3 May", "value": "2024-05-03"},
        {"line": "3", "attribute": "license", "quote": "MIT License", "value": "MIT"},
    ],
)
def test_a_right_label_passes(change: Row) -> None:
    assert problem({**GOOD, **change}, LINES) == ""


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"line": "3"}, "the quote does not stand on the line"),
        ({"line": "4"}, "no such line"),
        ({"quote": "6.7B", "value": "6700000000"}, "the quote does not stand on the line"),
        ({"value": "70000000000"}, "the value is not what the quote says"),
        ({"value": "7000000"}, "the value is not what the quote says"),
        (
            {"quote": "1.5 to 9 million", "value": "1500/9000000", "qualifier": "range"},
            "the value is not what the quote says",
        ),
        ({"value": "7e9"}, "malformed value"),
        ({"value": "7000000000/67000000000"}, "low/high goes with the qualifier range"),
        ({"attribute": "size"}, "unknown attribute"),
        ({"qualifier": "roughly"}, "unknown qualifier"),
        ({"optional": "no"}, "optional is yes or empty"),
        ({"model": ""}, "no model"),
        ({"line": "3", "attribute": "license", "quote": "MIT License", "value": "BSD"}, "the text is not in the quote"),
        (
            {"line": "3", "attribute": "release_date", "quote": "3 May", "value": "2024-06-03"},
            "the date is not what the quote says",
        ),
        (
            {"line": "3", "attribute": "release_date", "quote": "3 May", "value": "2025-05-03"},
            "the date is not what the quote says",
        ),
    ],
)
def test_a_wrong_label_fails(change: Row, why: str) -> None:
    assert problem({**GOOD, **change}, LINES) == why


@pytest.mark.parametrize(
    ("quote", "line", "stands"),
    [
        ("7B", "a 7B model", True),
        ("7B", "a 67B model", False),
        ("7B", "a 6.7B model", False),
        ("671 B", "the 671\u202fB model", True),
        ("1", "(1 shared expert)", True),
        ("1", "1.5 experts", False),
        ("US$6 M", "~US$6\u00a0M", True),
        ("7b", "a 7B model", False),
    ],
)
def test_a_quote_stands_in_a_line_as_whole_words(quote: str, line: str, stands: bool) -> None:
    assert stands_in(quote, line) is stands
