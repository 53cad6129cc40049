"""Texts made to make a scanner's cost grow faster than the text: `make bench` measures how it grows.

The tests read each of them once and look at the result; times are no test's business, for machines are noisy.
"""

from __future__ import annotations

from collections.abc import Callable

SMALL = 1_000  # times that a text is repeated
GROWTH = 8  # linear cost grows by it, quadratic cost by its square

# Of marks and words; each is repeated.
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
NUMBERS = [
    "1", "1,", "1.", "1-", "1/", "1:", "1x", "1 ", "1_", "1^", "1e", "1,111,", "1 000 ", "1 111 ", "7B-", "7B to ",
    "a million ", "half a ", "~", "about ", "one-", "10^", "$", "V2-", "(1", "1+", "1 to ", "-", "as many as ",
    "between 1 and ", "²", "[",
]  # fmt: skip
DATES = [
    "1", "2024-", "2024 ", "20240506", "May ", "May 6-", "1/1/", "early ", "2024 - ", "Q1-", "of ", "May/", "2024.05.",
    "mid-", "Jan 1 to ", "fall of ", "between May 2024 and ",
]  # fmt: skip


def documents(count: int) -> dict[str, str]:
    """Texts for whatever cuts a document into blocks, by what they are; each grows with `count`."""
    return {repr(text): text * count for text in REPEATED} | {name: make(count) for name, make in COMPOSED.items()}


def runs(units: list[str], size: int) -> dict[str, str]:
    """Texts of about `size` characters, each of one unit over and over."""
    return {repr(unit): unit * (size // len(unit)) for unit in units}
