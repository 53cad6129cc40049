"""Hypothesis strategies for documents about models: Markdown of every block kind, built of names, values and words.

Numbers in words stand beside digits only: a block of words alone is a case of its own in test_invariants.
"""

from __future__ import annotations

from hypothesis import strategies as st

NAMES = ("Viking 5", "Marin-4-Chat", "DeepSeek-V2", "Corvane-L", "Falcon 40B", "It", "The model", "Qwen9-57B-A14B")
VALUES = (
    "34B", "7 billion", "1.5T tokens", "128K", "8,192", "2048", "up to 64K tokens", "~9B", "20B?", "12%", "3.2x",
    "thirty-two thousand or 32", "$5.6M", "€3 million", "2.788M GPU hours", "60 layers", "64 experts", "1.3B–70B",
    "24 GB", "[3, 4]", "v2.1", "§4", "<1.5", "&nbsp;7B", "16 (2 active)", "7, 13 and 70B", "0.5", "#12", "5½", "10^24",
)  # fmt: skip
DATES = (
    "7 May 2025", "May 2025", "2024.05.06", "2024/2/21", "03/04/2024", "2024", "early 2025", "Q2 2024", "Nov 2",
    "between March and May 2024", "Dec '24", "30 February 2024", "AIME 2024", "12:30", "Jan 20 and Jan 27, 2025",
)  # fmt: skip
WORDS = (
    "has", "was released on", "parameters", "tokens", "context window of", "and", "with", "compared with", ",", ";",
    ".", "(", ")", "of which", "active", "respectively", "reportedly", "not", "will have", "trained on",
    "licensed under", "MIT License", "Apache 2.0", "built on", "knowledge cutoff", "**", "`--n 4`", "[link](https://example.org/7B)",
    ":", "–", "<b>", "</b>", "<sup>2</sup>", "\u00a0", "![badge 3](x.svg)", "https://example.org/2024/05", "|", "—",
    "\u2011",
)  # fmt: skip
LABELS = ("Model", "Params (B)", "Context length", "Tokens (T)", "Release date", "License", "Layers", "MMLU", "Name")

pieces = st.sampled_from(NAMES + VALUES + DATES + WORDS)
lines = st.lists(pieces, min_size=1, max_size=9).map(" ".join)
cells = st.lists(st.sampled_from(NAMES + VALUES + DATES + ("", "-", "MIT")), min_size=3, max_size=3).map(" | ".join)


@st.composite
def tables(draw: st.DrawFn) -> str:
    head = " | ".join(draw(st.lists(st.sampled_from(LABELS), min_size=3, max_size=3)))
    rows = draw(st.lists(cells, min_size=1, max_size=4))
    return "\n".join([f"| {head} |", "|---|---|---|", *(f"| {row} |" for row in rows)])


@st.composite
def html_tables(draw: st.DrawFn) -> str:
    """Spans stand behind the first column: a label that spans columns is a case of its own in test_invariants."""
    cell = st.sampled_from(LABELS + NAMES + VALUES + DATES)
    rows = draw(st.lists(st.lists(cell, min_size=2, max_size=3), max_size=4))
    span = draw(st.sampled_from(("", ' rowspan="2"', ' colspan="2"', ' colspan="99999"')))
    body = "".join(f"<tr><td>{row[0]}</td>" + "".join(f"<td{span}>{text}</td>" for text in row[1:]) for row in rows)
    return f"<table>{body}</table>"


blocks = st.one_of(
    lines,
    lines.map(lambda line: f"# {line}"),
    lines.map(lambda line: f"### {line}"),
    lines.map(lambda line: f"- {line}"),
    st.tuples(lines, lines).map(lambda two: f"- {two[0]}\n  - {two[1]}"),
    lines.map(lambda line: f"> {line}"),
    lines.map(lambda line: f"**{line}**"),
    st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(VALUES + DATES)), min_size=2, max_size=5).map(
        lambda pairs: "\n".join(f"{key}: {value}" for key, value in pairs)
    ),
    st.lists(st.sampled_from(("7B", "2024-05-06", "x = 3", "1e-4", "# 12 %")), min_size=1, max_size=4).map(
        lambda code: "\n".join(["```", *code, "```"])
    ),
    tables(),
    html_tables(),
)
markdown = st.lists(blocks, min_size=1, max_size=6).map("\n\n".join)
"""Documents whose parts are what the engine looks for, put together in any order."""

MARKS = "|#*-<>&[]()`~:.,\n 0123456789BKMT%$"
noise = st.text(st.characters(exclude_categories=()) | st.sampled_from(MARKS), max_size=200)
"""Arbitrary text, lone surrogates included, rich in characters that mean something to a scanner or a grammar."""
