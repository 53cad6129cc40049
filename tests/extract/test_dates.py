"""What every spelling of a date means, at which precision, and what looks like a date and is none.

A row is a text and what it holds: "quote = ISO value", then the qualifier and, in brackets, the days it stands for
where the value alone does not say them. Several are divided by "; ". "partial" is a day without a year.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import growing_texts
from extract.claim import Qualifier
from extract.quantities.dates import DateMention, infer_order, scan
from extract.quantities.periods import Order


def described(text: str, year: int | None = None, order: Order | None = None) -> str:
    return "; ".join(_described(text, mention) for mention in scan(text, year, order))


def _described(text: str, mention: DateMention) -> str:
    quote = text[mention.start : mention.end]
    if mention.partial:
        return f"{quote} partial"
    parts = [quote, "=", mention.value, mention.qualifier.value]
    if mention.precision == "ambiguous":
        parts.append("ambiguous")
    if mention.qualifier in (Qualifier.EARLY, Qualifier.MID, Qualifier.LATE):
        parts.append(f"[{mention.first}..{mention.last}]")
    if mention.attached:
        parts.append(f"glued {mention.attached}")
    return " ".join(part for part in parts if part)


DAYS = [
    ("May 7 2024", "May 7 2024 = 2024-05-07"),
    ("on May 7, 2024.", "May 7, 2024 = 2024-05-07"),
    ("May 7,2024", "May 7,2024 = 2024-05-07"),
    ("7 May 2024", "7 May 2024 = 2024-05-07"),
    ("7-May-2024", "7-May-2024 = 2024-05-07"),
    ("the 7th of May, 2024", "7th of May, 2024 = 2024-05-07"),
    ("Jan. 5th 2024", "Jan. 5th 2024 = 2024-01-05"),
    ("Sept. 30, 2024", "Sept. 30, 2024 = 2024-09-30"),
    ("NOVEMBER 2, 2023", "NOVEMBER 2, 2023 = 2023-11-02"),
    ("2024 May 7", "2024 May 7 = 2024-05-07"),
    ("2024-May-07", "2024-May-07 = 2024-05-07"),
    ("2024.05.06: We released", "2024.05.06 = 2024-05-06"),
    ("2024/2/21", "2024/2/21 = 2024-02-21"),
    ("2024-05-06", "2024-05-06 = 2024-05-06"),
    ("2024-05-06T12:00Z", "2024-05-06 = 2024-05-06"),
    ("20240506", "20240506 = 2024-05-06"),
    ("claude-20241022", "20241022 = 2024-10-22 glued claude-"),
    ("7/18/2023", "7/18/2023 = 2023-07-18"),
    ("18.07.2023", "18.07.2023 = 2023-07-18"),
    ("03.04.2024", "03.04.2024 = 2024-04-03"),
    ("05/05/2024", "05/05/2024 = 2024-05-05"),
    ("2024年5月6日", "2024年5月6日 = 2024-05-06"),
    ("Feb 29, 2024", "Feb 29, 2024 = 2024-02-29"),
    ("15-Dec-23", "15-Dec-23 = 2023-12-15"),
    ("15 Dec '23", "15 Dec '23 = 2023-12-15"),
    # near misses: days that no calendar has, digits that are something else
    ("Feb 29, 2023", "Feb 29, 2023 partial"),
    ("30 Feb 2024", "30 Feb 2024 partial"),
    ("2024-02-30", ""),
    ("2024-13-01", ""),
    ("20241350", ""),
    ("99999999", ""),
    ("31/31/2024", ""),
    ("version 3.5.1", ""),
    ("1.2024.05.06", ""),
    ("192.168.20.24", ""),
    ("arXiv:2012.02954", ""),
    ("May 7,000 of them", ""),
    ("the 2024-05-06-7 build", ""),
]

MONTHS = [
    ("May 2024", "May 2024 = 2024-05"),
    ("May, 2024", "May, 2024 = 2024-05"),
    ("Sept 2024", "Sept 2024 = 2024-09"),
    ("in may 2024", "may 2024 = 2024-05"),
    ("Dec '24", "Dec '24 = 2024-12"),
    ("2024-05", "2024-05 = 2024-05"),
    ("[2024/03]", "2024/03 = 2024-03 glued ["),
    ("2019/10", "2019/10 = 2019-10"),
    ("05/2024", "05/2024 = 2024-05"),
    ("2024.05", "2024.05 = 2024-05"),
    ("2024年5月", "2024年5月 = 2024-05"),
    ("in 2024, May", "2024, May = 2024-05"),
    ("Dec 2024/Jan 2025", "Dec 2024 = 2024-12; Jan 2025 = 2025-01"),
    ("Mar. '24", "Mar. '24 = 2024-03"),
    ("in Dec-23 and Jan-24", "Dec-23 = 2023-12; Jan-24 = 2024-01"),
    ("Jul-24 to Aug-24", "Jul-24 to Aug-24 = 2024-07/2024-08 range"),
    ("03-2024", "03-2024 = 2024-03"),
    # near misses
    ("on Dec-23", "Dec-23 partial"),
    ("Dec-05", "Dec-05 partial"),
    ("Dec 23", "Dec 23 partial"),
    ("3-2024", "2024 = 2024 glued 3-"),
    ("It may 2 times fail", ""),
    ("You May leave; March on", ""),
    ("Mayor 2024", "2024 = 2024"),
    ("GrandMay 2024", "2024 = 2024"),
    ("2024-13", ""),
    ("2024-5-preview", "2024-5 = 2024-05"),
    ("10.2024", ""),
    ("12024/05", ""),
]

PARTS_OF_YEARS = [
    ("2024", "2024 = 2024"),
    ("since 2024", "2024 = 2024"),
    ("Q2 2024", "Q2 2024 = 2024-04/2024-06"),
    ("Q2, 2024", "Q2, 2024 = 2024-04/2024-06"),
    ("2024 Q2 and 2024Q3", "2024 Q2 = 2024-04/2024-06; 2024Q3 = 2024-07/2024-09"),
    ("Q1-Q2 2024", "Q1-Q2 2024 = 2024-01/2024-06 range"),
    ("the second quarter of 2024", "second quarter of 2024 = 2024-04/2024-06"),
    ("last quarter of 2024", "last quarter of 2024 = 2024-10/2024-12"),
    ("H1 2024", "H1 2024 = 2024-01/2024-06"),
    ("the second half of 2024", "second half of 2024 = 2024-07/2024-12"),
    ("summer 2024", "summer 2024 = 2024-06/2024-08"),
    ("in the fall of 2024", "fall of 2024 = 2024-09/2024-11"),
    ("early 2025", "early 2025 = 2025 early [2025-01-01..2025-04-30]"),
    ("mid-2024", "mid-2024 = 2024 mid [2024-05-01..2024-08-31]"),
    ("Late 2024", "Late 2024 = 2024 late [2024-09-01..2024-12-31]"),
    ("end of 2024", "end of 2024 = 2024 late [2024-09-01..2024-12-31]"),
    ("at the start of 2024", "start of 2024 = 2024 early [2024-01-01..2024-04-30]"),
    ("mid-to-late 2024", "mid-to-late 2024 = 2024 late [2024-05-01..2024-12-31]"),
    ("early May 2024", "early May 2024 = 2024-05 early [2024-05-01..2024-05-10]"),
    ("mid-February 2024", "mid-February 2024 = 2024-02 mid [2024-02-11..2024-02-20]"),
    ("the end of February 2024", "end of February 2024 = 2024-02 late [2024-02-21..2024-02-29]"),
    ("around May 2024", "May 2024 = 2024-05 about"),
    ("circa 2020", "2020 = 2020 about"),
    ("2024 (Q1)", "2024 (Q1) = 2024-01/2024-03"),
    ("1H24 and 2H 2024", "1H24 = 2024-01/2024-06; 2H 2024 = 2024-07/2024-12"),
    ("3Q'24", "3Q'24 = 2024-07/2024-09"),
    ("Q1'24, H2 ’24", "Q1'24 = 2024-01/2024-03; H2 ’24 = 2024-07/2024-12"),
    ("fall '23", "fall '23 = 2023-09/2023-11"),
    ("in '24, since '99", "'24 = 2024; '99 = 1999"),
    ("early '25", "early '25 = 2025 early [2025-01-01..2025-04-30]"),
    ("2024-W12", "2024-W12 = 2024-03-18/2024-03-24"),
    ("2024W12-5", "2024W12-5 = 2024-03-22"),
    ("week 12 of 2024", "week 12 of 2024 = 2024-03-18/2024-03-24"),
    # near misses
    ("8 H20 GPUs, 5Q24, 3H24, 2h24", ""),
    ("'24 hours', 5'10, rock 'n' roll '24'", ""),
    ("2024-W54", ""),
    ("nearly 2024-05-06", "2024-05-06 = 2024-05-06 about"),
    ("winter 2024", "winter 2024 = 2023-12/2025-02 ambiguous"),
    ("the 1990s", ""),
    ("2024B tokens", ""),
    ("2,024 and 2024,000", ""),
    ("2024.5", "2024.5 = 2024-05"),
    ("2024.512", ""),
    ("1499 and 2100", ""),
    ("clearly 2024", "2024 = 2024"),
    ("v2024", ""),
    ("AIME-2024", "2024 = 2024 glued AIME-"),
    ("gpt-4-1106, R1-0528", ""),
]

RANGES = [
    ("June/July 2024", "June/July 2024 = 2024-06/2024-07 range"),
    ("June–July 2024", "June–July 2024 = 2024-06/2024-07 range"),
    ("January 2023 to July 2023", "January 2023 to July 2023 = 2023-01/2023-07 range"),
    ("between January 2023 and July 2023", "January 2023 and July 2023 = 2023-01/2023-07 range"),
    ("May 2024 – Jun 2024", "May 2024 – Jun 2024 = 2024-05/2024-06 range"),
    ("Late 2023 - Early 2025", "Late 2023 - Early 2025 = 2023/2025 range"),
    ("late 2024 and early 2025", "late 2024 and early 2025 = 2024/2025 range"),
    ("2022-2023", "2022-2023 = 2022/2023 range"),
    ("May 6–8, 2024", "May 6–8, 2024 = 2024-05-06/2024-05-08 range"),
    ("6-8 May 2024", "6-8 May 2024 = 2024-05-06/2024-05-08 range"),
    ("May 28 – June 3, 2024", "May 28 – June 3, 2024 = 2024-05-28/2024-06-03 range"),
    ("2024-05-06 to 2024-05-09", "2024-05-06 to 2024-05-09 = 2024-05-06/2024-05-09 range"),
    # near misses
    ("January 2023 and July 2023", "January 2023 = 2023-01; July 2023 = 2023-07"),
    ("early 2024 and 2025", "early 2024 = 2024 early [2024-01-01..2024-04-30]; 2025 = 2025"),
    ("May 2024, June 2024", "May 2024 = 2024-05; June 2024 = 2024-06"),
    ("July 2024 - May 2024", "July 2024 = 2024-07; May 2024 = 2024-05"),
    ("July/June 2024", "June 2024 = 2024-06"),
    ("May 8-6, 2024", "May 8-6, 2024 partial"),
    ("2023/2024", "2023 = 2023; 2024 = 2024"),
]

WITHOUT_YEAR = [
    ("Nov 2: released", None, "Nov 2 partial"),
    ("2 November", None, "2 November partial"),
    ("in March we", None, ""),
    ("Nov 2: released", 2023, "Nov 2 = 2023-11-02"),
    ("2 November", 2023, "2 November = 2023-11-02"),
    ("in March we", 2023, "March = 2023-03"),
    ("early March", 2023, "early March = 2023-03 early [2023-03-01..2023-03-10]"),
    ("Feb: first model", 2024, "Feb = 2024-02"),
    ("(May) second model", 2024, "May = 2024-05"),
    ("May", 2024, "May = 2024-05"),
    ("Feb 29", 2024, "Feb 29 = 2024-02-29"),
    ("May 7, 2025", 2023, "May 7, 2025 = 2025-05-07"),
    ("January 20 and January 27, 2025", None, "January 20 = 2025-01-20; January 27, 2025 = 2025-01-27"),
    ("May 6, June 7 or 8 July 2024", None, "May 6 = 2024-05-06; June 7 = 2024-06-07; 8 July 2024 = 2024-07-08"),
    # near misses
    ("May 6. June 7, 2024", None, "May 6 partial; June 7, 2024 = 2024-06-07"),
    ("May we ask?", 2024, ""),
    ("You May ask", 2024, ""),
    ("March on", 2024, ""),
    ("Feb 29", 2023, "Feb 29 partial"),
    ("May 45", None, ""),
]


@pytest.mark.parametrize(("text", "expected"), DAYS + MONTHS + PARTS_OF_YEARS + RANGES)
def test_text_holds_these_dates(text: str, expected: str) -> None:
    assert described(text) == expected


@pytest.mark.parametrize(("text", "year", "expected"), WITHOUT_YEAR)
def test_a_year_from_the_context_completes_a_day_or_month(text: str, year: int | None, expected: str) -> None:
    assert described(text, year) == expected
    if year is not None:
        assert all(mention.year_from_context == ("2025" not in text) for mention in scan(text, year) if mention.value)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (None, "03/04/2024 = 2024-03-04/2024-04-03 ambiguous"),
        ("mdy", "03/04/2024 = 2024-03-04"),
        ("dmy", "03/04/2024 = 2024-04-03"),
    ],
)
def test_a_numeric_date_is_both_readings_until_the_order_is_known(order: Order | None, expected: str) -> None:
    assert described("03/04/2024", order=order) == expected


def test_ambiguous_readings_span_the_days_between_them() -> None:
    [mention] = scan("12/04/2024")
    assert (mention.first, mention.last) == (date(2024, 4, 12), date(2024, 12, 4))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7/18/2023 and 03/04/2024", "mdy"),
        ("18/7/2023 and 03/04/2024", "dmy"),
        ("18-7-2023", "dmy"),
        ("7/18/2023 and 18/7/2023", None),
        ("03/04/2024", None),
        ("2024/18/07 v1.7/18/2023", None),
        ("", None),
    ],
)
def test_unambiguous_dates_prove_the_order(text: str, expected: Order | None) -> None:
    assert infer_order(text) == expected


def test_a_range_of_vague_years_runs_from_the_first_part_to_the_last() -> None:
    [mention] = scan("Late 2023 – Early 2025")
    assert (mention.first, mention.last) == (date(2023, 9, 1), date(2025, 4, 30))


DAYS_OF_OUR_TIME = st.dates(date(1950, 1, 1), date(2049, 12, 31))
FORMS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%B %d, %Y", "%b %d %Y", "%d %B %Y", "%d of %b %Y"]


@given(DAYS_OF_OUR_TIME, st.sampled_from(FORMS))
def test_a_written_day_is_read_back(day: date, form: str) -> None:
    [mention] = scan(f"It came on {day.strftime(form)}.")
    assert (mention.value, mention.first, mention.last) == (day.isoformat(), day, day)


@given(DAYS_OF_OUR_TIME)
def test_a_written_month_is_read_back_as_all_its_days(day: date) -> None:
    [mention] = scan(day.strftime("It came in %B %Y"))
    assert mention.value == day.isoformat()[:7]
    assert mention.first == day.replace(day=1)
    assert (mention.last + timedelta(days=1)).day == 1
    assert mention.last.month == day.month


PIECES = st.one_of(
    st.sampled_from(
        ["May", "March", "Jan", "Sept.", "December", "may", "2024", "2023", "1999", "05", "7", "31", "7th"]
    ),
    st.sampled_from(
        ["-", "–", "/", ".", ",", " ", ":", "'", "’", "(", ")", "[", "T", "x", "\n", "年", "月", "日", "20240506"]
    ),
    st.sampled_from(
        ["of", "to", "and", "between", "early", "mid-", "late", "end of", "Q2", "H1", "first quarter of", "in"]
    ),
)
SENTENCES = st.lists(st.one_of(PIECES, st.just(" "), st.text(max_size=3)), max_size=30).map("".join)


@given(SENTENCES, st.sampled_from([None, 2024]), st.sampled_from([None, "mdy", "dmy"]))
def test_dates_are_ordered_apart_and_valid(text: str, year: int | None, order: Order | None) -> None:
    end = 0
    for mention in scan(text, year, order):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        assert mention.first <= mention.last
        assert bool(mention.value) != mention.partial
        for part in mention.value.split("/") if mention.value else ():
            date.fromisoformat(part + "-01-01"[: 10 - len(part)])


@pytest.mark.parametrize("unit", growing_texts.DATES)
def test_texts_made_to_be_slow_are_scanned_to_their_end(unit: str) -> None:
    text = unit * (32_000 // len(unit))
    end = 0
    for mention in scan(text, 2024):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
    assert infer_order(text) in (None, "mdy", "dmy")
