"""Which numbers and dates of a passage can be values, and what the others are: citations, codes, parts of names."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING

from extract.passages.date_mentions import counted, counted_year, no_date, scan_dates
from extract.passages.number_mentions import in_units, no_quantity, only_a_word
from extract.passages.spans import Spans
from extract.passages.values import Unclaimable, Value
from extract.quantities import numbers
from extract.words.english import CITATION, REFERENCE, URL

if TYPE_CHECKING:
    from extract.passages.passage import Passage
    from extract.passages.values import Hints

DOTTED = re.compile(r"\.(?<=\w\.)[a-z]{2}")  # the least that an address without a scheme has
# A year that every firm begins in a month of its own; a quarter or a half of it may stand before or behind.
FISCAL = re.compile(r"(?:\b[QH][1-4][ -]?|\b)FY[ -]?['’]?[0-9]{2,4}(?:[/-][0-9]{2,4})?\b(?:[ -]?[QH][1-4]\b)?")
# A number in digits of another script, or a fraction in one sign: "٣", "1½".
OTHER_DIGITS = re.compile(r"[0-9]*[½¼¾⅐-⅞]|(?:(?![0-9])\d)+")
_start = itemgetter(0)


def mentions(passage: Passage, hints: Hints) -> tuple[list[Value], list[Unclaimable]]:
    """Every number and date of a passage, in order: those that can be values, and those that are something else."""
    found = scan_dates(passage, hints)
    quantities = numbers.scan(passage.text, hints.style.mark, passage.cues.codes)
    others = [] if passage.text.isascii() else _other_digits(passage.text)
    if not found and not quantities:
        return [], others
    barred = _barred(passage)
    values: list[Value] = []
    refused = others
    taken: list[tuple[int, int, str]] = []
    for date in found:
        if counted_year(passage, date, years=hints.years) or (date.partial and counted(passage, date)):
            continue
        start, end = date.start, date.end
        taken.append((start, end, "date"))
        reason = barred.reason(start, end) or no_date(passage, date)
        if reason:
            refused.append(Unclaimable(start, end, reason))
        else:
            values.append(Value(start, end, "date", None, date))
    dated = Spans(taken)
    for quantity in quantities:
        quantity = in_units(passage, quantity)
        start, end = quantity.start, quantity.end
        if (taken and dated.overlaps(start, end)) or (quantity.kind == "word" and only_a_word(passage, quantity)):
            continue
        reason = barred.reason(start, end) or no_quantity(passage, quantity)
        if reason:
            refused.append(Unclaimable(start, end, reason))
        else:
            values.append(Value(start, end, "money" if quantity.currency else "number", quantity))
    if found or others:  # otherwise they are in order
        values.sort(key=_start)
        refused.sort(key=_start)
    return values, refused


def _other_digits(text: str) -> list[Unclaimable]:
    return [Unclaimable(m.start(), m.end(), "number in other digits") for m in OTHER_DIGITS.finditer(text)]


def _barred(passage: Passage) -> Spans:
    """Stretches in which no number is a value: citations, addresses, code."""
    text = passage.text
    spans: list[tuple[int, int, str]] = []
    if "[" in text:
        spans += [(m.start(), m.end(), "citation") for m in CITATION.finditer(text)]
    if "et al" in text or "(" in text:
        spans += [(m.start(), m.end(), "citation") for m in REFERENCE.finditer(text)]
    if "://" in text or "@" in text or "www." in text or DOTTED.search(text):
        spans += [(m.start(), m.end(), "address") for m in URL.finditer(text)]
    if "FY" in text:
        spans += [(m.start(), m.end(), "fiscal year") for m in FISCAL.finditer(text)]
    spans += [(start, end, "code") for start, end in passage.reading.code if _is_code(text[start:end])]
    return Spans(sorted(spans))


def _is_code(code: str) -> bool:
    """True where inline code is code rather than a name set in a typewriter face."""
    return any(c in code for c in "=(){}<>$\\;") or " --" in code or code.startswith(("-", "/", "."))
