"""The reading text of passages, case by case, and what must hold for any."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.inline import PLAIN
from sources.render import reading

CASES = {
    # Emphasis
    "bold": ("**39.3**M GPU hours", "39.3M GPU hours"),
    "italic and bold in each other": ("a **b _c_** ***d***", "a b c d"),
    "underscores in names stay": ("snake_case and a__b_", "snake_case and a__b_"),
    "stars between digits stay": ("2*3*4 and 2 * 3 * 4", "2*3*4 and 2 * 3 * 4"),
    "a lone star stays": ("4.5* (see below)", "4.5* (see below)"),
    "bold without end stays": ("**Note: text", "**Note: text"),
    "struck-out words go": ("~~236B~~ 671B", "671B"),
    "a tilde stays": ("~37B, 4k~16k", "~37B, 4k~16k"),
    # Code
    "code": ("`a_b_c` and `` `x` ``", "a_b_c and `x`"),
    "a lone backtick stays": ("it`s", "it`s"),
    "no markup in code": ("`**a** <b> [c](d)`", "**a** <b> [c](d)"),
    # Links
    "links": ("[words](https://x.y/_a_) [more](<a b> 'title') [ref][1] [own][]", "words more ref own"),
    "a target with parentheses": ("[a](https://x.y/b_(c)) d", "a d"),
    "words for a target": ("[Hugging Face Page](DeepSeek-V2 Hugging Face Page)", "Hugging Face Page"),
    "citations stay": ("tokens [3, 4][5] [6]", "tokens [3, 4][5] [6]"),
    "a linked citation keeps its brackets": ("[[4]](#x)", "[4]"),
    "dates in brackets stay": ("[2024/03] Added", "[2024/03] Added"),
    "images go": ("a ![alt *x*](b.png) c [![badge](x)](y)", "a c"),
    "an image without a target stays": ("wow ![x]", "wow ![x]"),
    "addresses": ("<https://x.y/a_b_c> <me@x.y>", "https://x.y/a_b_c me@x.y"),
    "footnotes go": ("7B[^1] tokens[^note].", "7B tokens."),
    "keys of citations go": ("T5 [@raffel2020t5; @x, p. 3] (11B) [-@y]", "T5 (11B)"),
    "an address in brackets stays": ("[me@x.y] and [@", "[me@x.y] and [@"),
    "attributes go": ('A [2](#t){reference-type="ref" reference="t"} b {#sec:c .wide}', "A 2 b"),
    "other braces stay": ("{size} {7B} {} {# a}", "{size} {7B} {} {# a}"),
    # Formulas
    "numbers and signs": (r"PanGu-$\alpha$, $1.4$T, $\sim$600B, $2 \times 10^{24}$", "PanGu-α, 1.4T, ~600B, 2 ×10^24"),
    "other formulas stay": (r"$d_{model}$ and $\frac{1}{2}$", r"$d_{model}$ and $\frac{1}{2}$"),
    "sums of money stay": ("$5 or $7, $5/$7, $1.2M–$1.4M, US$5", "$5 or $7, $5/$7, $1.2M–$1.4M, US$5"),
    # HTML
    "tags": ("<b>a</b><i>b</i> <span style='x'>c</span>", "ab c"),
    "line breaks are blanks": ("LLaMA-2<br>-7B<br/>x", "LLaMA-2 -7B x"),
    "blocks are blanks": ("a<p>b</p>c", "a b c"),
    "comments go": ("2023/03<!--13-->", "2023/03"),
    "a comment without end": ("a <!-- b", "a"),
    "footnote marks go": (
        "7B<sup>1</sup>, 8B<sup>[2]</sup>, 9 B<sup>*</sup>, x<sup><a href='#f'>3,4</a></sup>",
        "7B, 8B, 9 B, x",
    ),
    "exponents": ("3.0 x 10<sup>-4</sup>, 10<sup>22</sup>", "3.0 x 10^-4, 10^22"),
    "other raised and lowered words stay": ("tCO<sub>2</sub>eq, 1<sup>st</sup>", "tCO2eq, 1st"),
    "scripts go": ("a <script>b</script>c", "a c"),
    "struck-out tags go with their words": ("<del>7B</del> 8B", "8B"),
    "not every sign is a tag": ("a < b > c <5B", "a < b > c <5B"),
    "entities": ("A&amp;B &#10007; &#x41; 1&nbsp;000 AT&T &bogus; x&nbsp|", "A&B ✗ A 1 000 AT&T &bogus; x |"),
    # Escapes
    "escapes": (r"2023\) \- a\|b \*c\* \d", r"2023) - a|b *c* \d"),
    "a hard break": ("a\\\nb  \nc", "a b c"),
    # Blanks and characters
    "line ends": ("a\nb\r\nc", "a b c"),
    "marks of a quote": ("a\n> b\n >> c", "a b c"),
    "a comparison is no quote": ("a > b", "a > b"),
    "runs of blanks": ("  a \t b\u00a0\u00a0c  ", "a b c"),
    "blanks and hyphens of any width": ("236\u202fB MoE\u2011based\u2009x", "236 B MoE-based x"),
    "dashes stay": ("a – b — c", "a – b — c"),
    "what has no width goes": ("Deep\u00adSeek\u200b-V2\ufeff", "DeepSeek-V2"),
    "full-width forms": ("１２Ｂ（ＭｏＥ）", "12B(MoE)"),
    "nothing to change": ("It has 7B parameters.", "It has 7B parameters."),
    "nothing at all": ("<br>", ""),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_reading_text_is_what_the_case_says(text: str, expected: str) -> None:
    assert reading(text, 0, len(text)).text == expected


def test_a_match_in_the_reading_text_is_a_span_of_the_document() -> None:
    text = "see: **DeepSeek\u2011V2** has 236\u202fB, and\n> **21**B active"
    read = reading(text, 5, len(text))
    assert read.text == "DeepSeek-V2 has 236 B, and 21B active"
    for words, original in {"DeepSeek-V2": "DeepSeek\u2011V2", "236 B": "236\u202fB", "21B": "21**B"}.items():
        at = read.text.index(words)
        start, end = read.span(at, at + len(words))
        assert text[start:end] == original


def test_marks_are_spans_of_the_reading_text() -> None:
    text = "a **b [c](d)** `e` <strong>f</strong> <code>g</code> <a href='h'>i</a> <https://j.k> **\u200b**"
    read = reading(text, 0, len(text))
    assert [read.text[start:end] for start, end in read.strong] == ["b c", "f"]
    assert [read.text[start:end] for start, end in read.code] == ["e", "g"]
    assert [read.text[start:end] for start, end in read.links] == ["c", "i", "https://j.k"]


MARKED_UP = st.text("ab1 27*_`[]()<>&\\~!|\n\t/^;:#-.\"'\u00a0\u202f\u2011\u200bＢ", max_size=60) | st.lists(
    st.sampled_from(
        [
            *(
                "**",
                "*",
                "_",
                "`",
                "``",
                "[",
                "](u)",
                "]",
                "![",
                "<b>",
                "</b>",
                "<sup>",
                "</sup>",
                "<a href='x'>",
                "</a>",
            ),
            *(
                "<br>",
                "<!--",
                "-->",
                "&nbsp;",
                "&#65;",
                "\\*",
                " ",
                "\n",
                "\n> ",
                "x",
                "7B",
                "~~",
                "[^1]",
                "<https://a>",
            ),
        ]
    ),
    max_size=30,
).map("".join)


@given(MARKED_UP, st.integers(0, 8), st.integers(0, 8))
def test_every_character_of_the_reading_text_has_its_origin(text: str, skipped: int, left_out: int) -> None:
    start, end = min(skipped, len(text)), max(min(skipped, len(text)), len(text) - left_out)
    read = reading(text, start, end)
    origins = [read.origin(at) for at in range(len(read.text))]
    assert origins == sorted(origins)
    for character, origin in zip(read.text, origins, strict=True):
        assert start <= origin < end
        plain = text[origin].translate(PLAIN)
        if character.isalnum():
            assert character == plain or (
                text[origin] == "&" and character in html.unescape(text[origin : origin + 12])
            )
    assert read.text == " ".join(read.text.split())


@given(MARKED_UP)
def test_marks_and_spans_lie_within_the_passage(text: str) -> None:
    read = reading(text, 0, len(text))
    for start, end in (*read.code, *read.strong, *read.links):
        assert 0 <= start < end <= len(read.text)
    if read.text:
        start, end = read.span(0, len(read.text))
        assert 0 <= start < end <= len(text)
    assert read.starts[0] == 0
    assert len(read.starts) == len(read.origins)


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_reading_is_the_same_for_a_passage_wherever_it_stands(text: str) -> None:
    alone = reading(text, 0, len(text))
    within = reading(f"x\n{text}\ny", 2, 2 + len(text))
    assert within.text == alone.text
    assert [origin - 2 for origin in within.origins] == list(alone.origins)
