"""Dates in reading text, each at the precision it is stated with; no day or month is ever invented."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.claim import Qualifier
from extract.quantities import bounds, date_patterns, periods
from extract.quantities.periods import MONTHS_IN_YEAR, Order, Period, Precision

if TYPE_CHECKING:
    from collections.abc import Callable

LAST_YEAR: Final = 2099  # a bare four-digit number beyond is hardly ever meant as a year


class DateMention(NamedTuple):
    """A date as it stands. `text[start:end]` are its own words, without "in", "on", "since"."""

    start: int
    end: int
    value: str  # ISO at its own precision: "2024", "2024-05", "2024-05-06", "2024-04/2024-06"; "" where partial
    first: date  # first and last day it may mean, both included; in year 1 where partial
    last: date
    precision: Precision
    qualifier: Qualifier = Qualifier.NONE  # NONE, ABOUT, EARLY, MID, LATE, RANGE
    year_from_context: bool = False  # the year is the caller's, not the text's
    partial: bool = False  # a day without a year, or one that its month does not have: no value
    attached: str = ""  # what is glued in front: "[" in "[2024/03]", "claude-" in "claude-20241022"


_NTH: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_PARTS: Final = {
    "early": Qualifier.EARLY, "beginning": Qualifier.EARLY, "start": Qualifier.EARLY,
    "mid": Qualifier.MID, "middle": Qualifier.MID,
    "late": Qualifier.LATE, "end": Qualifier.LATE, "close": Qualifier.LATE,
}  # fmt: skip
_VAGUE: Final = (Qualifier.EARLY, Qualifier.MID, Qualifier.LATE)
_LEAP_YEAR: Final = 2000  # has every day that any year has
_CLOSERS: Final = (":", ")", "]", "")  # behind a month that stands alone at the head of an item or cell
_LED: Final = re.compile(r"\b(?:[Ii]n|[Oo]f|[Ss]ince|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id)[ -]$")
_LED_REACH: Final = 10  # characters before a year
LONGEST_LIST: Final = 12  # days of a list that share one year


def infer_order(text: str) -> Order | None:
    """The order that unambiguous numeric dates of the text prove: 7/18/2023 proves month first.

    None where nothing proves an order, or both are proved.
    """
    orders: set[Order] = set()
    for match in date_patterns.NUMERIC.finditer(text):
        first, second = int(match[1]), int(match[3])
        if first <= MONTHS_IN_YEAR < second:
            orders.add("mdy")
        elif second <= MONTHS_IN_YEAR < first:
            orders.add("dmy")
    return orders.pop() if len(orders) == 1 else None


def scan(
    text: str,
    year_in_context: int | None = None,
    order: Order | None = None,
    *,
    lends: Callable[[DateMention], bool] | None = None,
    early: bool = False,
) -> list[DateMention]:
    """Dates of a reading text in order; none overlaps another.

    `year_in_context` is the year that a heading gives to days and months without one. `order` is how the document
    writes numeric dates, where that is known; without it 03/04/2024 means either reading. `lends`: whether the year of
    a date that the text states holds for what follows, "in 2022 it came in May, and in August …"; None: never.
    `early`: whether a number below 1900 may be a year, too, down to 1000.
    """
    starts = date_patterns.starts(early)
    matches = list(starts.digits_first.finditer(text))
    months = list(starts.month_first.finditer(text))
    short = list(date_patterns.SHORT_YEAR.finditer(text)) if "'" in text or "’" in text else []
    if months or short:
        matches = sorted([*months, *matches, *short], key=re.Match.start)
    found: list[DateMention] = []
    given = year_in_context
    end = 0  # of the last mention: what overlaps it is a part of it
    for match in matches:
        if match.start() < end:
            continue
        if match.re is starts.month_first:
            mention = _month_first(text, match, year_in_context, short=given is None)
        elif match.re is date_patterns.SHORT_YEAR:
            mention = _short_year(text, match)
        else:
            mention = _digits_first(text, match, year_in_context, order, early)
        if mention is None or mention.start < end:
            continue
        joined = None
        if found and mention.start - end <= date_patterns.CONNECTOR_REACH:
            joined = _joined(text, found[-1], mention)
        if joined is not None:
            found[-1] = joined
        else:
            if mention.value and found and found[-1].partial:
                _share_year(text, found, mention)
            found.append(mention)
        end = mention.end
        if lends is not None and _sets_year(text, found[-1]) and lends(found[-1]):
            year_in_context = found[-1].last.year
    return found


def _sets_year(text: str, mention: DateMention) -> bool:
    """True for a date with a year of its own; for a year alone only where it is plainly one: "in 2022"."""
    if mention.partial or mention.year_from_context or mention.precision == "ambiguous":
        return False
    if mention.precision != "year":
        return mention.first.year == mention.last.year
    before = text[max(0, mention.start - _LED_REACH) : mention.start]
    return not before.strip() or before.endswith((". ", "\n")) or _LED.search(before) is not None


def _number(day: str) -> int:
    """The number of "7", "7th"."""
    return int(day.rstrip("stndrh"))


def _month(name: str) -> int:
    return date_patterns.MONTHS[name.lower().rstrip(".")]


def _digits_first(
    text: str, match: re.Match[str], context: int | None, order: Order | None, early: bool
) -> DateMention | None:
    number, end = match["number"], match.end()
    if match["month"] is not None:
        return _month_inside(text, match, context, early)
    if match["part"] is not None:
        period = _part(match["part"], int(number), match["part_year"]) if len(number) == 1 else None
        return None if period is None else _placed(text, match.start(), end, period)
    if len(number) == 8:  # the digits of 20240506
        period = (
            periods.day(int(number[:4]), int(number[4:6]), int(number[6:])) if _is_year(number[:4], False) else None
        )
    elif match["year"] is not None:
        period = periods.months(int(match["year"]), int(number), int(number)) if len(number) <= 2 else None
    elif len(number) <= 2:
        third = match["third"]
        if third is None or not _is_year(third, early) or date_patterns.GOES_ON.match(text, end):
            return None
        period = periods.numeric(int(number), int(match["second"]), int(third), match["sep"], order)
    elif _is_year(number, early):
        return _year_first(text, match, int(number))
    else:
        return None
    return None if period is None else _placed(text, match.start(), end, period)


def _is_year(digits: str, early: bool) -> bool:
    return len(digits) == 4 and (digits[:2] in ("19", "20") or (early and digits[0] == "1"))


def _year_first(text: str, match: re.Match[str], year: int) -> DateMention | None:
    start, end = match.span()
    second, third, han = match["second"], match["third"], match["han_month"]
    period: Period | None
    if second is not None and (third is None or len(third) <= 2):
        period = periods.day(year, int(second), int(third)) if third else periods.months(year, int(second), int(second))
    elif second is not None:
        return None
    elif match["quarter"] is not None:
        period = periods.quarters(year, int(match["quarter"]), int(match["quarter"]))
    elif match["half"] is not None:
        period = periods.half(year, int(match["half"]))
    elif match["week"] is not None:
        period = periods.week(year, int(match["week"]), int(match["weekday"]) if match["weekday"] else None)
    elif han is not None:
        day = match["han_day"]
        period = periods.day(year, int(han), int(day)) if day else periods.months(year, int(han), int(han))
    elif year <= LAST_YEAR:
        period = periods.whole_year(year)
        lead = (
            date_patterns.LEAD.search(text, max(0, start - date_patterns.LEAD_REACH), start)
            if start and text[start - 1] in " /-"
            else None
        )
        if lead is not None:
            start, period = lead.start(), _led(lead, year)
    else:
        return None
    if period is None or date_patterns.GOES_ON.match(text, end):
        return None
    return _placed(text, start, end, period)


def _part(letter: str, number: int, year: str) -> Period | None:
    """A quarter or a half before its year: "1H24", "3Q 2024"."""
    known = int(year) if len(year) == 4 else periods.short_year(year)
    if letter == "Q":
        return periods.quarters(known, number, number)
    return periods.half(known, number)


def _short_year(text: str, match: re.Match[str]) -> DateMention | None:
    """A year of two digits behind an apostrophe, with the part of it that stands before: "'24", "Q1'24", "fall '23"."""
    start, year = match.start(), periods.short_year(match["short"])
    front = text[max(0, start - date_patterns.LEAD_REACH) : start]
    lead = date_patterns.LEAD.search(front.rstrip() + " ")
    if lead is not None:
        period = _led(lead, year)
        return None if period is None else _placed(text, start - len(front) + lead.start(), match.end(), period)
    told = date_patterns.IN_YEAR.search(text, max(0, start - date_patterns.IN_YEAR_REACH), start)
    if told is None or (told["alone"] is not None and not date_patterns.ALONE.match(text, match.end())):
        return None
    return _placed(text, start, match.end(), periods.whole_year(year))


def _led(lead: re.Match[str], year: int) -> Period | None:
    """The part of a year that the words in front of it name."""
    if lead["quarter"] is not None:
        return periods.quarters(year, int(lead["quarter"]), int(lead["to_quarter"] or lead["quarter"]))
    if lead["half"] is not None:
        return periods.half(year, int(lead["half"]))
    if lead["week"] is not None:
        return periods.week(year, int(lead["week"]))
    if lead["nth"] is not None:
        of_quarters = lead["part"].lower() == "quarter"
        nth = _NTH.get(lead["nth"].lower(), 4 if of_quarters else 2)
        return periods.quarters(year, nth, nth) if of_quarters else periods.half(year, nth)
    if lead["season"] is not None:
        return periods.season(year, lead["season"].lower())
    month = _month(lead["month"])
    return periods.months(year, month, month)


def _month_inside(text: str, match: re.Match[str], context: int | None, early: bool) -> DateMention | None:
    """A date with the name of a month behind a number: "7 May 2024", "6-8 May", "2024 May 6"."""
    number, month, behind = match["number"], _month(match["month"]), match["day_behind"]
    if _is_year(number, early) and match["to_day"] is None and match["year_behind"] is None:
        if behind is not None and (period := periods.day(int(number), month, _number(behind))) is not None:
            return _placed(text, match.start(), match.end(), period)
        period = periods.months(int(number), month, month)
        return None if period is None else _placed(text, match.start(), match.end("month"), period)
    if len(number) > 2:
        return None
    end = match.end("month") if behind is not None else match.end()
    short = match["short_behind"] or match["dashed_behind"]
    year = match["year_behind"] if short is None else str(periods.short_year(short))
    return _on_day(text, (match.start(), end), month, (number, match["to_day"]), year, context)


def _month_first(text: str, match: re.Match[str], context: int | None, *, short: bool) -> DateMention | None:
    """A date that begins with the name of a month. `short`: whether two digits behind a dash may be a year."""
    start, end = match.span()
    if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return None
    name, day, to_day, year, to_month, last_year, its_year, short_year = match.groups()
    month = _month(name)
    if day is not None:
        if year is None and short and _is_short_year(text, match):
            period = periods.months(periods.short_year(day), month, month)
            return None if period is None else _placed(text, start, end, period)
        return _on_day(text, (start, end), month, (day, to_day), year, context)
    year = last_year or its_year or (f"20{short_year}" if short_year is not None else None)
    if year is None:
        return _bare_month(text, match, month, context)
    last = month if to_month is None else _month(to_month)
    if last < month:  # "July/June 2024": the year goes with the nearer one
        month, start = last, match.start("to_month")
    period = periods.months(int(year), month, last, "month" if last == month else "range")
    return None if period is None else _placed(text, start, end, period)


def _is_short_year(text: str, match: re.Match[str]) -> bool:
    """True for "Dec-23", a month of 2023: a month has its day behind a dash only after "on" or below a year."""
    at, day = match.start("day"), match["day"]
    if text[at - 1] != "-" or match["to_day"] is not None or not day.isdigit() or int(day) <= MONTHS_IN_YEAR:
        return False
    return text[match.end() : match.end() + 1] not in ("-", "/") and not date_patterns.ON.search(
        text, max(0, match.start() - 4), match.start()
    )


def _on_day(
    text: str, span: tuple[int, int], month: int, days: tuple[str, str | None], year: str | None, context: int | None
) -> DateMention | None:
    """A day, or days from one to another, of a month, with or without a year."""
    low, high = _number(days[0]), None if days[1] is None else _number(days[1])
    known = int(year) if year is not None else context
    period = None if known is None else periods.days(known, month, low, high)
    if period is not None:
        return _placed(text, *span, period, year is None)
    if year is None and periods.days(_LEAP_YEAR, month, low, high) is None:
        return None
    return DateMention(*span, "", date.min, date.min, "day", partial=True, attached=bounds.attached(text, span[0]))


def _bare_month(text: str, match: re.Match[str], month: int, context: int | None) -> DateMention | None:
    """A month by itself: a date only where its year is known and a word or its place says that it is one."""
    if context is None:
        return None
    start, end = match.span()
    cue = date_patterns.MONTH_CUE.search(text, max(0, start - date_patterns.MONTH_CUE_REACH), start)
    if cue is None or (cue["alone"] is not None and text[end : end + 1] not in _CLOSERS):
        return None
    period = periods.months(context, month, month)
    return None if period is None else _placed(text, start, end, period, True)


def _placed(text: str, start: int, end: int, period: Period, from_context: bool = False) -> DateMention:
    """The mention of a period, with the words in front that narrow or loosen it."""
    value, first, last, precision = period
    attached = bounds.attached(text, start)
    qualifier = Qualifier.RANGE if precision == "range" else Qualifier.NONE
    if start and text[start - 1] in " -" and qualifier is Qualifier.NONE:
        fiscal = date_patterns.FISCAL.search(text, max(0, start - date_patterns.FISCAL_REACH), start)
        if fiscal is not None and precision in ("year", "half", "quarter"):
            value, first, last, precision = periods.whole_year(first.year)
            at = fiscal.start()
            attached, about = bounds.attached(text, at), Qualifier.ABOUT
            return DateMention(at, end, value, first, last, precision, about, from_context, False, attached)
        part = (
            date_patterns.PART.search(text, max(0, start - date_patterns.PART_REACH), start)
            if precision in ("year", "month")
            else None
        )
        if part is not None:
            qualifier = _PARTS[(part["part"] or part["edge"]).lower()]
            opening = _PARTS[part["opening"].lower()] if part["opening"] else qualifier
            first, last = periods.third(first, last, opening, qualifier)
            start = part.start()
            attached = bounds.attached(text, start)
        elif not attached and bounds.before(text, start) is Qualifier.ABOUT:
            qualifier = Qualifier.ABOUT
    return DateMention(start, end, value, first, last, precision, qualifier, from_context, False, attached)


def _share_year(text: str, found: list[DateMention], last: DateMention) -> None:
    """Give days without a year the year of the list they begin: "January 20 and January 27, 2025"."""
    start = last.start
    for at in range(len(found) - 1, max(-1, len(found) - 1 - LONGEST_LIST), -1):
        item = found[at]
        if not item.partial or date_patterns.LISTED.fullmatch(text, item.end, start) is None:
            return
        dated = scan(text[item.start : item.end], last.first.year)
        if len(dated) != 1 or dated[0].partial:
            return
        found[at] = dated[0]._replace(start=item.start, end=item.end, attached=item.attached)
        start = item.start


def _joined(text: str, first: DateMention, last: DateMention) -> DateMention | None:
    """The span of time from one date to the other, where the text joins them; None where they are two dates."""
    link = date_patterns.CONNECTOR.fullmatch(text, first.end, last.start)
    if link is None or last.partial or "/" in first.value or "/" in last.value:
        return None
    vague = first.qualifier in _VAGUE and last.qualifier in _VAGUE  # "late 2024 and early 2025" is one stretch
    if (
        link["and"] is not None
        and not vague
        and not date_patterns.BETWEEN.search(text, max(0, first.start - 8), first.start)
    ):
        return None
    begin, value = first.first, first.value
    if first.partial:
        given = scan(text[first.start : first.end], last.first.year)
        if len(given) != 1 or given[0].partial:
            return None
        begin, value = given[0].first, given[0].value
    if begin >= last.first:
        return None
    return DateMention(
        first.start, last.end, f"{value}/{last.value}", begin, last.last, "range", Qualifier.RANGE,
        last.year_from_context, False, first.attached,
    )  # fmt: skip
