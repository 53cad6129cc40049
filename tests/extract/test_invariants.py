"""What holds for every document: exact places, coverage that adds up, order, independence of all else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.claim import Claim, Extraction, Rejected
from extract.engine import Extractor
from extract.quantities import dates, numbers
from sources.document import BlockKind, Document, Span
from sources.render import reading
from tests.extract.extraction import document, extracted, extractor, pack
from tests.extract.generated import markdown, noise

EXAMPLES = settings(max_examples=30, deadline=None)


def mentions(doc: Document) -> list[Span]:
    """Places of the numbers and dates that the grammars see in the reading text of each block."""
    found: list[Span] = []
    for block in doc.blocks:
        spans = [(c.start, c.end) for c in block.cells] if block.kind is BlockKind.TABLE else [(block.start, block.end)]
        for start, end in spans:
            text = reading(doc.text, start, end)
            values = [(q.start, q.end) for q in numbers.scan(text.text) if not is_article(q)]
            values += [(d.start, d.end) for d in dates.scan(text.text)]
            found += [text.span(*value) for value in values]
    return found


def is_article(quantity: numbers.Quantity) -> bool:
    """True for "one", which counts hardly ever: "one of them"."""
    return quantity.kind == "word" and quantity.scale == "" and quantity.low == 1


def uncovered(doc: Document, extraction: Extraction) -> list[str]:
    """Quotes of the mentions that are neither claimed nor rejected."""
    covered = [(c.start, c.end) for c in extraction.claims] + [(r.start, r.end) for r in extraction.rejected]
    return [doc.text[start:end] for start, end in mentions(doc) if not any(s < end and start < e for s, e in covered)]


def moved(item: Claim | Rejected, by: int) -> Claim | Rejected:
    return replace(item, start=item.start + by, end=item.end + by, line=item.line + by)


@EXAMPLES
@given(markdown)
def test_the_text_at_the_span_is_the_quote(text: str) -> None:
    extraction = extracted(text)
    assert all(text[c.start : c.end] == c.quote != "" for c in extraction.claims)
    assert all(text[r.start : r.end].startswith(r.quote) and r.quote for r in extraction.rejected)


@EXAMPLES
@given(markdown)
def test_line_and_column_are_those_of_the_span(text: str) -> None:
    for claim in extracted(text).claims:
        before = text[: claim.start]
        assert (claim.line, claim.column) == (before.count("\n") + 1, claim.start - (before.rfind("\n") + 1) + 1)


@EXAMPLES
@given(markdown)
def test_every_number_and_date_is_a_claim_or_a_rejection(text: str) -> None:
    doc = document(text)
    assert uncovered(doc, extractor().extract(doc)) == []


@EXAMPLES
@given(markdown)
def test_no_number_or_date_is_both_claimed_and_rejected(text: str) -> None:
    extraction = extracted(text)
    claimed = {(c.start, c.end) for c in extraction.claims if c.interval is not None}
    assert claimed & {(r.start, r.end) for r in extraction.rejected} == set()


@pytest.mark.xfail(strict=True, reason="a label that spans columns is read as a value of the row, too")
def test_a_label_that_spans_columns_is_no_value() -> None:
    rows = ("<td>Params (B)</td><td></td><td>34B</td>", '<td colspan="2">2.788M GPU hours</td><td>Viking 4</td>')
    extraction = extracted("Viking 5\n\n<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    assert "2.788M" not in [c.quote for c in extraction.claims]


@EXAMPLES
@given(noise, st.sampled_from(("md", "txt", "html")))
def test_no_text_makes_extraction_fail(text: str, form: str) -> None:
    extraction = extracted(text, form)
    assert all(text[c.start : c.end] == c.quote for c in extraction.claims)


@EXAMPLES
@given(markdown)
def test_the_same_text_gives_the_same_result(text: str) -> None:
    assert extracted(text) == extracted(text)


def test_documents_read_before_leave_no_trace() -> None:
    text = "Corvane-2 has 32 layers. V2 was released in May 2025 with 7B parameters."
    fresh = Extractor(pack()).extract(document(text))
    used = Extractor(pack())
    used.extract(document("# DeepSeek-V2\n\nCorvane-2 is a language model. Released in 2023: V2, Juniper-7B and R1."))
    assert used.extract(document(text)) == fresh


@EXAMPLES
@given(markdown)
def test_claims_and_rejections_stand_in_reading_order(text: str) -> None:
    extraction = extracted(text)
    for found in ([c.start for c in extraction.claims], [r.start for r in extraction.rejected]):
        assert found == sorted(found)


@EXAMPLES
@given(markdown)
def test_claim_ids_are_unique(text: str) -> None:
    ids = [c.claim_id for c in extracted(text).claims]
    assert len(ids) == len(set(ids))


@EXAMPLES
@given(markdown)
def test_a_value_lies_within_its_interval(text: str) -> None:
    for claim in extracted(text).claims:
        if claim.interval is not None:
            lower, upper = claim.interval.lower, claim.interval.upper
            assert lower is None or upper is None or lower <= upper
            assert (lower, upper) != (None, None)


@EXAMPLES
@given(markdown)
def test_a_blank_line_at_the_end_changes_nothing(text: str) -> None:
    assert extracted(text + "\n\n") == extracted(text + "\n")


@EXAMPLES
@given(markdown)
def test_a_blank_line_at_the_start_moves_places_and_changes_nothing_else(text: str) -> None:
    before, after = extracted(text), extracted("\n" + text)
    assert list(after.claims) == [moved(c, 1) for c in before.claims]
    assert list(after.rejected) == [moved(r, 1) for r in before.rejected]


@pytest.mark.parametrize(
    "text",
    [
        "```\nn_layers = 32  # since 2024\n```",
        "It took eleven days and 4 nights.",
        "A dozen of them came in twos, in mid-May 2024.",
        "| | |\n|---|---|\n| 7 | 2024-05-06 |",
        "## Results\n\nViking 5 has 34B parameters.",
        "## Citation\n\nViking 5 has 34B parameters.",
        "## References\n\n1. Viking 5: 34B parameters. 2025.",
        "name: Viking 5\nlayers: 48\ncontext: 32K\nand 7 more",
        "It took eleven days.",
        "```\nthirty-two thousand\n```",
        "```\nlayer7 = on\n```",
    ],
)
def test_what_is_passed_over_as_a_whole_is_counted_too(text: str) -> None:
    doc = document(text)
    assert mentions(doc)
    assert uncovered(doc, extractor().extract(doc)) == []
