"""What holds for the blocks of any text; and that CommonMark's own reading is ours where both mean the same."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sources import markdown, webpage
from sources.document import Block, BlockKind

PIECES = (
    *(
        "# ",
        "## T\n",
        "- ",
        "* ",
        "  ",
        "    ",
        "1. ",
        "2) ",
        "• ",
        "•\n",
        "> ",
        "```\n",
        "~~~",
        "---\n",
        "===\n",
        "***\n",
    ),
    *(
        "|",
        "| a | b |\n",
        "|---|---|\n",
        "a|b\n",
        "-|-\n",
        "\t",
        "+---+\n",
        "**bold**\n",
        "text ",
        "Title\n",
        "7B.",
        "\n",
    ),
    *(
        "\n\n",
        "\r\n",
        "\u00a0",
        "<div>",
        "</div>",
        "<table>",
        "<tr><td>",
        "</table>",
        "<ul><li>",
        "</ul>",
        "<li>",
        "<h2>",
    ),
    *(
        "</h2>",
        "<!--",
        "-->",
        "<pre>",
        "</pre>",
        "<script>",
        "</script>",
        "<br>",
        "<p>",
        "`",
        "[a]: /b\n",
        "[^1]: ",
        "&",
        "<",
    ),
    *(
        "<blockquote>",
        "</blockquote>",
        "<dl><dt>",
        "<dd>",
        "</dl>",
        "<th rowspan=2>",
        "<td colspan=3>",
        "a: b\n",
        "<nav>",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def _check(text: str, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        assert 0 <= block.start < block.end <= len(text)
        assert not text[block.start].isspace()
        assert not text[block.end - 1].isspace()
        assert (block.kind is BlockKind.TABLE) == bool(block.cells)
        assert (block.level > 0) == (block.kind in {BlockKind.HEADING, BlockKind.ITEM})
        for start, end in (*block.headings, *block.parents, *([block.lead] if block.lead else [])):
            assert start < end <= block.start
        if block.kind is BlockKind.ITEM:
            assert len(block.parents) == block.level - 1
        _check_cells(text, block)
    for above, below in pairwise(blocks):
        assert above.end <= below.start


def _check_cells(text: str, block: Block) -> None:
    for cell in block.cells:
        assert block.start <= cell.start < cell.end <= block.end
        assert text[cell.start : cell.end] == text[cell.start : cell.end].strip()
        assert cell.row_span >= 1
        assert cell.column_span >= 1
    for above, below in pairwise(block.cells):
        assert above.end <= below.start
        assert (above.row, above.column) < (below.row, below.column)


@given(TEXTS)
@settings(max_examples=400)
def test_blocks_stand_in_order_within_the_text_and_never_overlap(text: str) -> None:
    _check(text, markdown.blocks(text))
    _check(text, webpage.blocks(text))


@given(TEXTS)
def test_headings_above_a_block_are_headings_of_rising_level(text: str) -> None:
    blocks = markdown.blocks(text)
    levels = {(block.start, block.end): block.level for block in blocks if block.kind is BlockKind.HEADING}
    for block in blocks:
        path = [levels[span] for span in block.headings]
        assert path == sorted(set(path))


WORDS = st.text("abcXYZ 27.,", min_size=1, max_size=20).map(lambda words: "w" + " ".join(words.split()).rstrip(" ."))
INLINE = st.sampled_from(["{}", "a *{}* b", "**{}** b", "`{}` c", "[{}](u) d", "{}<br>e"])
SENTENCES = st.builds(str.format, INLINE, WORDS)


def _list_of(marker: str, items: list[tuple[int, str]]) -> str:
    """A list, each item at most one deeper than the one above it, indented by the width of the marker."""
    lines = []
    depth = 0
    for wanted, words in items:
        depth = min(wanted, depth + 1) if lines else 0
        lines.append(" " * (len(marker) + 1) * depth + f"{marker} {words}")
    return "\n".join(lines)


def _table_of(rows: list[list[str]]) -> str:
    width = len(rows[0])
    cells = [[*row, *["x"] * width][:width] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in cells]
    return "\n".join([lines[0], "|---" * width + "|", *lines[1:]])


PARTS = st.one_of(
    st.builds(lambda level, words: "#" * level + " " + words, st.integers(1, 6), SENTENCES),
    st.builds(lambda words, mark: f"{words}\n{mark * 3}", WORDS, st.sampled_from("=-")),
    st.lists(SENTENCES, min_size=1, max_size=3).map("\n".join),
    st.builds(
        _list_of, st.sampled_from(["-", "*", "1."]), st.lists(st.tuples(st.integers(0, 3), SENTENCES), min_size=1)
    ),
    st.builds(_table_of, st.lists(st.lists(SENTENCES, min_size=2, max_size=4), min_size=2, max_size=4)),
    st.lists(WORDS, min_size=1, max_size=3).map(lambda lines: "```\n" + "\n".join(lines) + "\n```"),
    SENTENCES.map(lambda words: "> " + words),
)
# A heading and a rule in front make it Markdown, and part lists from each other.
DOCUMENTS = st.lists(PARTS, min_size=1, max_size=6).map(lambda parts: "# T\n\n" + "\n\n<hr>\n\n".join(parts) + "\n")


def _in_commonmark(text: str) -> list[tuple[str, str]]:
    """Kind with level, and content with its line ends, of what CommonMark with tables makes of a text."""
    found: list[tuple[str, str]] = []
    kinds: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.nesting == 1:
            kinds.append(_kind(token))
        elif token.nesting == -1:
            kinds.pop()
        elif token.type == "fence":
            found.append(("code", token.content.rstrip("\n")))
        elif token.type == "inline":
            depth = sum(kind == "item" for kind in kinds)
            kind = "quote" if "quote" in kinds else f"item{depth}" if depth else kinds[-1]
            found.append((kind, token.content))
    return found


def _kind(token: Token) -> str:
    kinds = {"list_item_open": "item", "blockquote_open": "quote", "th_open": "cell", "td_open": "cell"}
    return f"heading{token.tag[1]}" if token.type == "heading_open" else kinds.get(token.type, "text")


def _in_blocks(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for block in markdown.blocks(text):
        content = text[block.start : block.end]
        if block.kind is BlockKind.TABLE:
            found.extend(("cell", text[cell.start : cell.end]) for cell in block.cells)
        elif block.kind in {BlockKind.HEADING, BlockKind.ITEM}:
            found.append((f"{block.kind}{block.level}", content))
        else:
            found.append(({BlockKind.PARAGRAPH: "text"}.get(block.kind, str(block.kind)), content))
    return found


@given(DOCUMENTS)
@settings(max_examples=200)
def test_common_forms_are_read_as_commonmark_reads_them(text: str) -> None:
    assert _in_blocks(text) == _in_commonmark(text)
