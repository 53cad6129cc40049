"""The passage a claim stands in, cut to a readable length, its quote marked."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from extract.claim import Claim
from extract.quantities.units import behind
from reports.visible import one_line

# A sentence seldom exceeds this; a passage that does is shown around its quote.
CONTEXT_SHOWN = 320
# Characters kept before the quote when a passage is cut.
LEAD_SHOWN = 140
# A cut moves to the end of a word, unless the word is longer than this.
LONGEST_WORD = 40
# A longer quote is no number and no date; looking for it would cost more than it tells.
LONGEST_QUOTE = 200

# What may stand between two parts of a quote in the original and be gone, or a plain blank, in reading text.
_SEPARATORS = re.compile(r"[\s\\*_`\u00a0\u202f\u2007\u2009]+")
_HYPHENS = re.compile("[\u2010\u2011]")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an excerpt."""

    text: str
    marked: bool  # it is the quote


class Occurrences:
    """Tells which of several equal quotes in one passage is a claim's own.

    The context of a claim carries no offset. Where as many claims as occurrences share passage and quote,
    the first claim has the first occurrence, and so on; otherwise every occurrence is marked.
    """

    def __init__(self, claims: Iterable[Claim]) -> None:
        """Remember where the claims of each passage and quote start."""
        starts: dict[tuple[str, str, str], set[int]] = {}
        for claim in claims:
            starts.setdefault((claim.document, claim.context, claim.quote), set()).add(claim.start)
        self._starts = {key: sorted(found) for key, found in starts.items()}

    def excerpt(self, claim: Claim) -> tuple[Part, ...]:
        """Return the claim's context in parts, its quote marked where the context holds it."""
        context = one_line(claim.context)
        found = _outside(_find(context, claim.quote), context, (claim.surface, claim.entity))
        starts = self._starts[claim.document, claim.context, claim.quote]
        if len(found) == len(starts):
            found = [found[starts.index(claim.start)]]
        return tuple(_parts(context, [_with_unit(context, span) if claim.unit else span for span in found]))


def _find(context: str, quote: str) -> list[tuple[int, int]]:
    """Return the spans of the quote in the context, in order, no two overlapping."""
    if len(quote) > LONGEST_QUOTE:
        return []
    words = _SEPARATORS.split(one_line(_HYPHENS.sub("-", html.unescape(quote))))
    pattern = r"\s*".join(re.escape(word) for word in words if word)
    if not pattern:
        return []
    folded = _HYPHENS.sub("-", context)
    # Best on its own, so that the 5 of "Tern-5" is not taken for the value 5; at worst inside another word.
    whole = rf"(?<!\w)(?<!\d[.,]){pattern}(?!\w)(?![.,]\d)"
    for form in (rf"(?<!-){whole}(?!-)", whole, pattern):
        hits = [hit.span() for hit in re.finditer(form, folded)]
        if hits:
            return hits
    return []


def _outside(found: list[tuple[int, int]], context: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Return the spans that are no part of the entity's name, or all where that leaves none."""
    if len(found) < 2:
        return found
    named = [
        hit.span()
        for name in sorted({one_line(name) for name in names if name.strip()})
        for hit in re.finditer(re.escape(name), context, re.IGNORECASE)
    ]
    apart = [span for span in found if not any(low <= span[0] and span[1] <= high for low, high in named)]
    return apart or found


def _with_unit(context: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the span with the unit of measure behind it."""
    unit = behind(context, span[1])
    return span if unit is None else (span[0], unit.end)


def _parts(context: str, spans: list[tuple[int, int]]) -> list[Part]:
    first = spans[0][0] if spans else 0
    begin, end = 0, len(context)
    if end > CONTEXT_SHOWN:
        begin = _after_blank(context, max(0, min(first - LEAD_SHOWN, end - CONTEXT_SHOWN)))
        end = _before_blank(context, min(end, begin + CONTEXT_SHOWN))
    parts, at = [], begin
    for start, stop in spans:
        if start < begin or stop > end:
            continue
        parts += [Part(context[at:start], False), Part(context[start:stop], True)]
        at = stop
    parts.append(Part(context[at:end], False))
    if begin > 0:
        parts.insert(0, Part("… ", False))
    if end < len(context):
        parts.append(Part(" …", False))
    return [part for part in parts if part.text]


def _after_blank(text: str, at: int) -> int:
    """Move a cut to the next start of a word, unless that is far."""
    blank = text.find(" ", at, at + LONGEST_WORD) if at else -1
    return blank + 1 if blank >= 0 else at


def _before_blank(text: str, at: int) -> int:
    """Move a cut back to the last end of a word, unless that is far."""
    blank = text.rfind(" ", at - LONGEST_WORD, at) if at < len(text) else -1
    return blank if blank >= 0 else at
