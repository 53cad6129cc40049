"""Cost grows linearly with the size of the input, on input made to make it grow faster."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from sources import webpage
from sources.decode import decode, is_binary
from sources.markdown import blocks
from sources.render import reading

# Each takes a count and gives a text whose size grows with it.
REPEATED = [
    *("1", " ", "\n", " \n", "\t", "a\r", "•", "•\n", "-\n", "1.\n", "- ", "1. ", "- x ", "> ", ">", ">\n", "> a\n"),
    *("*", "*a ", "**a ", "a*", "a** ", "_a ", "~~a ", "`", "` ", "```\n", "\\", "=", "-", "a\n-\n", "a\n---\n"),
    *("[", "]", "[a](", "[](", "![[", "[a][", "[x\n", "[]: a\n", "[^1]", "[^1]: a\n", "# a\n", "#", "# ", "Title\n\n"),
    *("|", "|\n", "|a\n", "a|b\n", "a|b\n\n", "a|b\n-|-\n", "-|", "+-", "+-+\n", "a\tb\n", "**a**\n\n", "---\n"),
    *("<", "<a ", "<aaa", "<!--", "<!-- -->", "<div>", "<div>\n", "<table>", "<table>\n# a\n", "<ul>\n\n", "<ul><li>a"),
    *("<h1>a\n", "<pre>\n\n", "<script>a</script>", "<script>", '<a "', '<a b="x" ', "x<div>", "a<sup>", "<nav>a"),
    *(
        "a<sup>1</sup>",
        "a <style>",
        "<li>a\n\n",
        "<blockquote>\n\n",
        "<td>a",
        "<p>a</p>",
        "<http://a",
        "<x@y ",
        "</div>",
    ),
    *("<hr>|a\nb|c\n", "&", "&a", "&#", "&amp;", "a\u200b", "a\u00a0\u00a0", "\uff11", "short\n", "a, b. "),
]
COMPOSED: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "[" * n + "]" * n,
    "links in links": lambda n: "[" * n + "](a)" * n,
    "images in images": lambda n: "![" * n + "](a)" * n,
    "blanks behind a line": lambda n: "a" + " " * n + "\nb\n" + " " * n + "\nc",
    "one line": lambda n: "The model has 671B parameters. " * n,
    "fences of growing length": lambda n: "".join("`" * (3 + i) + "\n" for i in range(int(n**0.5))),
    "backticks of many lengths": lambda n: "".join("`" * (i % 600 + 1) + " " for i in range(n // 100)),
    "rows that reach down": lambda n: "<table>" + "<tr><td rowspan=1000>a" * n,
    "cells that reach far": lambda n: "<table><tr>" + "<td rowspan=9 colspan=100>a" * n,
    "nested lists": lambda n: "".join(" " * (2 * (i % 1_000)) + "- item\n" for i in range(n // 100)),
    "nested divs": lambda n: "<div>" * n + "text" + "</div>" * n,
    "front matter without end": lambda n: "---\na: b\n" + "x\n" * n,
    "front matter": lambda n: "---\na: b\n" + "- a\n" * n + "---\n",
    "wide table": lambda n: "|a" * n + "|\n" + "|-" * n + "|\n" + "|1" * n + "|\n",
    "headings": lambda n: "".join("#" * (i % 6 + 1) + " h\n" for i in range(n)),
}
CASES = [pytest.param(text.__mul__, id=repr(text)) for text in REPEATED] + [
    pytest.param(make, id=name) for name, make in COMPOSED.items()
]

SMALL = 1_000
GROWTH = 8
# Linear cost grows by 8, quadratic cost by 64; in between lies room for a busy machine.
MAX_GROWTH = 30
# Less than this is too little to compare, and fast enough: at quadratic cost the larger text takes longer.
NEGLIGIBLE = 0.04  # seconds


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize("make", CASES)
def test_cost_grows_with_the_text_and_not_faster(make: Callable[[int], str]) -> None:
    small, large = make(SMALL), make(SMALL * GROWTH)
    for work in (blocks, webpage.blocks, lambda text: reading(text, 0, len(text))):
        cost = _seconds(lambda work=work: work(large))
        if cost > NEGLIGIBLE:
            base = max(min(_seconds(lambda work=work: work(small)) for _ in range(3)), 0.0005)
            cost = min(cost, _seconds(lambda work=work: work(large)))
            assert cost / base < MAX_GROWTH


@pytest.mark.parametrize("data", [b"\xff" * 3_000_000, bytes(range(128, 256)) * 20_000, b"\x00a" * 1_000_000])
def test_bytes_of_no_encoding_cost_little(data: bytes) -> None:
    assert _seconds(lambda: (is_binary(data), decode(data))) < 5
