"""What a statement commits to, worked out by hand; normalising a rendered value gives it back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.claim import Interval, Qualifier
from extract.quantities import interval
from extract.quantities.numbers import scan


def of_text(text: str, bound_is_value: bool = False) -> tuple[str, str]:
    """Ends of the interval of the one quantity of a text, as plain text; "" where it is open."""
    [quantity] = scan(text)
    found = interval.of_quantity(quantity, bound_is_value=bound_is_value)
    return plain(found.lower), plain(found.upper)


def plain(end: Decimal | None) -> str:
    return "" if end is None else interval.render(end, end)


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("236B", "235500000000", "236500000000"),
        ("2.788M", "2787500", "2788500"),
        ("8,192", "8191.5", "8192.5"),
        ("0.5", "0.45", "0.55"),
        ("7B–70B", "6500000000", "70500000000"),
        ("0.5B-72B", "450000000", "72500000000"),
        ("about 236B", "224200000000", "247800000000"),  # 5 % of the value is more than half a step
        ("about 7", "6.5", "7.5"),  # half a step is more than 5 %
        ("over 15T", "14500000000000", ""),
        ("up to 128K", "0", "128500"),
    ],
)
def test_number_commits_to_half_a_unit_of_its_last_digit(text: str, lower: str, upper: str) -> None:
    assert of_text(text) == (lower, upper)


@pytest.mark.parametrize(("text", "lower", "upper"), [("up to 128K", "127500", "128500"), ("over 8", "7.5", "8.5")])
def test_a_bound_can_be_the_value(text: str, lower: str, upper: str) -> None:
    assert of_text(text, bound_is_value=True) == (lower, upper)


def test_rounded_figures_meet_and_different_ones_do_not() -> None:
    def meet(one: str, other: str) -> bool:
        (a, b), (c, d) = of_text(one), of_text(other)
        return max(Decimal(a), Decimal(c)) <= min(Decimal(b), Decimal(d))

    assert meet("2.8M", "2.788M")
    assert meet("15.7B", "16B")
    assert not meet("671B", "685B")


def days(first: date, last: date) -> Interval:
    return Interval(Decimal(first.toordinal()), Decimal(last.toordinal()))


@pytest.mark.parametrize(
    ("qualifier", "first", "last"),
    [
        (Qualifier.NONE, date(2024, 5, 1), date(2024, 5, 31)),
        (Qualifier.EARLY, date(2024, 5, 1), date(2024, 5, 10)),
        (Qualifier.MID, date(2024, 5, 11), date(2024, 5, 20)),
        (Qualifier.LATE, date(2024, 5, 21), date(2024, 5, 31)),
        (Qualifier.ABOUT, date(2024, 4, 1), date(2024, 6, 30)),  # 31 days more on either side
    ],
)
def test_month_commits_to_its_days(qualifier: Qualifier, first: date, last: date) -> None:
    assert interval.of_date(date(2024, 5, 1), date(2024, 5, 31), qualifier) == days(first, last)


def test_a_part_of_a_year_is_not_cut_twice() -> None:
    early = interval.of_date(date(2025, 1, 1), date(2025, 4, 30), Qualifier.EARLY)
    assert early == days(date(2025, 1, 1), date(2025, 4, 30))
    assert interval.of_date(date(2025, 1, 1), date(2025, 12, 31), Qualifier.EARLY) == early


def test_since_and_until_leave_one_side_open() -> None:
    first, last = date(2024, 1, 1), date(2024, 12, 31)
    assert interval.of_date(first, last, Qualifier.AT_LEAST) == Interval(Decimal(first.toordinal()), None)
    assert interval.of_date(first, last, Qualifier.UP_TO) == Interval(None, Decimal(last.toordinal()))


@pytest.mark.parametrize(
    ("text", "twin"),
    [("128K", "131072"), ("1M", "1048576"), ("4K-16K", "4096/16384"), ("128,000", None), ("7B", None)],
)
def test_k_and_m_have_a_binary_twin(text: str, twin: str | None) -> None:
    [quantity] = scan(text)
    found = interval.binary_twin(quantity)
    assert twin == (None if found is None else interval.render(found.lower or Decimal(0), found.upper or Decimal(0)))


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("2.36E+11", "2.36E+11", "236000000000"),
        ("0.500", "0.5", "0.5"),
        ("1E+1", "2E+1", "10/20"),
        ("0.00", "0", "0"),
        ("-0.0", "0", "0"),
        ("3E-4", "3E-4", "0.0003"),
    ],
)
def test_values_are_rendered_plainly(low: str, high: str, expected: str) -> None:
    assert interval.render(Decimal(low), Decimal(high)) == expected


@pytest.mark.parametrize(
    ("text", "value", "lower", "upper"),
    [
        ("236B", "236000000000", "235500000000", "236500000000"),
        ("236000000000", "236000000000", "235999999999.5", "236000000000.5"),
        ("1.5e9", "1500000000", "1450000000", "1550000000"),
        (" 1,000 ", "1000", "999.5", "1000.5"),
        ("about 7", "7", "6.5", "7.5"),
        ("$5.576M", "5576000", "5575500", "5576500"),
        ("eight", "8", "7.5", "8.5"),
        ("-5", "-5", "-5.5", "-4.5"),
        ("256/2048", "256/2048", "255.5", "2048.5"),
        ("7B to 70B", "7000000000/70000000000", "6500000000", "70500000000"),
        ("15T+", "15000000000000", "14500000000000", ""),
    ],
)
def test_numbers_of_other_tools_are_read(text: str, value: str, lower: str, upper: str) -> None:
    parsed = interval.parse_value(text, "number")
    assert parsed is not None
    assert (parsed[0], plain(parsed[1].lower), plain(parsed[1].upper)) == (value, lower, upper)


@pytest.mark.parametrize(
    "text", ["", "n/a", "unknown", "7B, 13B", "1.2.3", "GPT-4", "80GB", "2048/256", "1/2/3", "9" * 50]
)
def test_what_is_not_one_number_has_no_value(text: str) -> None:
    assert interval.parse_value(text, "number") is None


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        ("2024", "2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-05", "2024-05", date(2024, 5, 1), date(2024, 5, 31)),
        ("2024-05-06", "2024-05-06", date(2024, 5, 6), date(2024, 5, 6)),
        ("May 6, 2024", "2024-05-06", date(2024, 5, 6), date(2024, 5, 6)),
        ("2024-05/2024-06", "2024-05/2024-06", date(2024, 5, 1), date(2024, 6, 30)),
        ("2023/2025", "2023/2025", date(2023, 1, 1), date(2025, 12, 31)),
        ("early 2025", "2025", date(2025, 1, 1), date(2025, 4, 30)),
        ("2024/05/06", "2024-05-06", date(2024, 5, 6), date(2024, 5, 6)),
        ("2024/05", "2024-05", date(2024, 5, 1), date(2024, 5, 31)),
        ("2024-05-06T00:00:00", "2024-05-06", date(2024, 5, 6), date(2024, 5, 6)),
    ],
)
def test_dates_of_other_tools_are_read(text: str, value: str, first: date, last: date) -> None:
    parsed = interval.parse_value(text, "date")
    assert parsed is not None
    assert parsed[:2] == (value, days(first, last))


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("since 2020", "2020-01-01", None, "at_least"),
        ("from 2020", "2020-01-01", None, "at_least"),
        ("2020 or later", "2020-01-01", None, "at_least"),
        ("not before 2020", "2020-01-01", None, "at_least"),
        ("after May 2024", "2024-06-01", None, "at_least"),
        ("before 2024", None, "2023-12-31", "up_to"),
        ("until 2024", None, "2024-12-31", "up_to"),
        ("by May 2024", None, "2024-05-31", "up_to"),
        ("no later than 6 May 2024", None, "2024-05-06", "up_to"),
        ("2024 at the latest", None, "2024-12-31", "up_to"),
        ("c. 1874", "1873-01-01", "1875-12-31", "about"),
        ("circa May 1875", "1875-04-01", "1875-06-30", "about"),
        ("about 6 May 2024", "2024-05-05", "2024-05-07", "about"),
        ("about January 2024", "2023-12-01", "2024-02-29", "about"),
        ("fiscal 2025", "2024-01-01", "2026-12-31", "about"),
        ("FY 2025", "2024-01-01", "2026-12-31", "about"),
        ("fiscal Q2 2025", "2024-01-01", "2026-12-31", "about"),
        ("from 2020 to 2022", "2020-01-01", "2022-12-31", "range"),
        ("between 2020 and 2022", "2020-01-01", "2022-12-31", "range"),
        ("spring 2024", "2024-03-01", "2024-05-31", ""),
        ("winter 2024", "2023-12-01", "2025-02-28", ""),
        ("Q2 2024", "2024-04-01", "2024-06-30", ""),
        ("2024-04/2024-06", "2024-04-01", "2024-06-30", ""),
        ("in May 2024", "2024-05-01", "2024-05-31", ""),
        ("Monday, 6 May 2024", "2024-05-06", "2024-05-06", ""),
        ("founded in 1990", "1990-01-01", "1990-12-31", ""),
    ],
)
def test_words_around_a_date_say_how_it_is_meant(text: str, low: str | None, high: str | None, qualifier: str) -> None:
    parsed = interval.parse_value(text, "date")
    assert parsed is not None
    ends = tuple(None if end is None else Decimal(date.fromisoformat(end).toordinal()) for end in (low, high))
    assert ((parsed.interval.lower, parsed.interval.upper), parsed.qualifier) == (ends, qualifier)


@pytest.mark.parametrize("text", ["TBD 2024", "not 2024", "model 2024", "never in 2024", "2024 edition", "c1874"])
def test_a_date_among_other_words_is_none(text: str) -> None:
    assert interval.parse_value(text, "date") is None


@pytest.mark.parametrize(
    "text", ["", "soon", "May 6", "2024-02-30", "2024 and 2025", "2025/2024", "7 in 2024", "x/2024"]
)
def test_what_is_not_one_date_has_no_value(text: str) -> None:
    assert interval.parse_value(text, "date") is None


VALUES = st.decimals(min_value=Decimal("-1e18"), max_value=Decimal("1e18"), places=4)


@given(VALUES)
def test_parsing_a_rendered_value_gives_it_back(value: Decimal) -> None:
    text = interval.render(value, value)
    parsed = interval.parse_value(text, "number")
    assert parsed is not None
    assert parsed[0] == text
    assert parsed[1].lower is not None
    assert parsed[1].upper is not None
    assert parsed[1].lower <= value <= parsed[1].upper


@given(st.tuples(VALUES, VALUES).map(sorted))
def test_parsing_a_rendered_range_gives_it_back(ends: list[Decimal]) -> None:
    text = interval.render(*ends)
    parsed = interval.parse_value(text, "number")
    assert parsed is not None
    assert parsed[0] == text


@given(VALUES.map(abs), st.sampled_from(list(Qualifier)), st.booleans(), st.decimals(0, 1, places=2))
def test_an_interval_contains_its_value(value: Decimal, qualifier: Qualifier, is_value: bool, about: Decimal) -> None:
    found = interval.of_number(value, value, Decimal("0.0001"), qualifier, about, is_value)
    assert found.lower is None or found.lower <= value
    assert found.upper is None or value <= found.upper


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from([10, 7, 4]))
def test_parsing_an_iso_date_gives_it_back(day: date, length: int) -> None:
    text = day.isoformat()[:length]
    parsed = interval.parse_value(text, "date")
    assert parsed is not None
    assert parsed[0] == text
    assert parsed[1].lower is not None
    assert parsed[1].upper is not None
    assert parsed[1].lower <= day.toordinal() <= parsed[1].upper


@given(st.from_regex(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,7})?", fullmatch=True))
def test_numbers_in_plain_digits_are_read_alike_by_the_short_way(text: str) -> None:
    read, plain_read = interval.parse_value(text, "number"), interval.plain_number(text)
    assert read is not None
    value, found, _ = read
    assert found.lower is not None
    assert found.upper is not None
    assert plain_read in (None, (value, float(found.lower), float(found.upper)))


def test_the_short_way_takes_plain_digits_only() -> None:
    assert interval.plain_number("1642") == ("1642", 1641.5, 1642.5)
    assert interval.plain_number("-0.50") == ("-0.5", -0.505, -0.495)
    assert interval.plain_number("0.000001") == ("0.000001", 0.0000005, 0.0000015)
    for text in ("", "1,642", "007", "7B", "1e3", "٣", "7 ", "+7", ".5", "7."):
        assert interval.plain_number(text) is None
