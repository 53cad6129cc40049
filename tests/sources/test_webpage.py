"""What the HTML scanner makes of pages, case by case."""

from __future__ import annotations

import pytest

from sources.webpage import blocks
from tests.sources.blocks_in_words import in_words

CASES = {
    "a page": (
        "<!DOCTYPE html><html><head><title>T</title><meta name=d content='x'></head><body>"
        "<h1>A</h1><p>one</p><h2 class='x'>B</h2><p>two <b>x</b></p></body></html>",
        ["h1 A", "p one", "h2 B", "p two <b>x</b>"],
    ),
    "text without paragraphs": (
        "<body>one<div>two<section>three</section>four</div></body>",
        ["p one", "p two", "p three", "p four"],
    ),
    "paragraphs without end tags": ("<p>one<p>two", ["p one", "p two"]),
    "inline tags are content": ("<p>a <a href='x'>b</a><br>c</p>", ["p a <a href='x'>b</a><br>c"]),
    "nested lists": (
        "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul><p>d</p>",
        ["i1 a", "i2 b < a", "i1 c", "p d"],
    ),
    "items without end tags": ("<ul><li>a<ul><li>b</ul><li>c</ul>", ["i1 a", "i2 b < a", "i1 c"]),
    "paragraphs in items": ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", ["i1 a", "p b < a", "i1 c"]),
    "text behind a nested list": ("<ul><li>a<ul><li>b</li></ul>more</li></ul>", ["i1 a", "i2 b < a", "p more < a"]),
    "a paragraph leads a list": ("<p>Sizes:</p>\n<ul><li>a</ul>", ["p Sizes:", "i1 a (lead: Sizes:)"]),
    "terms and what is said of them": (
        "<dl><dt>Size</dt><dd>7B</dd><dd>8B</dd><dt>Date</dt><dd>May</dd></dl>",
        ["i1 Size", "i2 7B < Size", "i2 8B < Size", "i1 Date", "i2 May < Date"],
    ),
    "tables": (
        "<table><thead><tr><td>a</td><td>b</td></tr></thead><tbody><tr><th>1</th><td>2</td></tr></tbody></table>",
        ["table a* b* / 1* 2"],
    ),
    "spans": (
        "<table><tr><th rowspan=2>a</th><th colspan='2'>b</th></tr><tr><th>c</th><th>d</th></tr>"
        "<tr><td>1</td><td>2</td><td>3</td></tr></table>",
        ["table a*[2x1] b*[1x2] . / . c* d* / 1 2 3"],
    ),
    "a bold first row is a header": (
        "<table><tr><td><b>a</b></td><td></td></tr><tr><td>1</td><td>2</td></tr></table>",
        ["table <b>a</b>* . / 1 2"],
    ),
    "a table without end": ("<p>x</p><table><tr><td>a<td>b", ["p x", "table a b"]),
    "spans out of bounds": (
        "<table><tr><td rowspan=0>a</td><td colspan=-1>b</td><td colspan=x>c</td></tr></table>",
        ["table a b c"],
    ),
    "a table that lays out the page": (
        "<table><tr><td>menu</td><td><h1>A</h1><table><tr><td>1</td></tr></table></td></tr></table>",
        ["p menu", "h1 A", "table 1"],
    ),
    "captions are text": ("<figure><figcaption>a</figcaption></figure>", ["p a"]),
    "code": (
        "<pre><code>a\n  b</code></pre><p>c <code>d</code></p>",
        ["code <code>a⏎  b</code>", "p c <code>d</code>"],
    ),
    "block quotes": ("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", ["quote a", "quote b", "p c"]),
    "bold lines head sections": (
        "<p><strong>DeepSeek-V3</strong></p><p>text</p>",
        ["h7 <strong>DeepSeek-V3</strong>", "p text"],
    ),
    "what is not the page's own is dropped": (
        "<nav>menu</nav><script>if (a < b) {}</script><style>p {}</style><noscript>no</noscript>"
        "<template>t</template><svg><text>s</text></svg><p>a</p><footer>f</footer>",
        ["p a"],
    ),
    "what is hidden is dropped": (
        "<div hidden><p>a</p><div>b</div></div><p hidden='hidden'>c</p><p HIDDEN>d</p><p>e</p>",
        ["p e"],
    ),
    "what only speaks of hiding is read": (
        "<p class='hidden'>a</p><p aria-hidden=false>b</p><p title='a hidden one'>c</p><hr hidden><p>d</p>"
        "<div role=tabpanel hidden>e</div><p hidden>f",
        ["p a", "p b", "p c", "p d", "p e", "p f"],
    ),
    "a script without end takes the rest, a menu does not": (
        "<p>a</p><nav>b<p>c</p><script>d<p>e</p>",
        ["p a", "p b", "p c"],
    ),
    "comments": ("<!-- a --><p>b<!-- c --></p><!-- d", ["p b<!-- c -->"]),
    "upper case": ("<H1>A</H1><P>b<UL><LI>c</UL>", ["h1 A", "p b", "i1 c (lead: b)"]),
    "tags over several lines": ("<p\n class='a'\n>b</p\n>", ["p b"]),
    "a greater-than sign in an attribute": ("<p title='a > b'>c</p>", ["p c"]),
    "stray signs are text": ("<p>a < b & c > d</p>", ["p a < b & c > d"]),
    "Markdown is not read": ("<p># a</p><p>- b</p>", ["p # a", "p - b"]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_blocks_are_what_the_case_says(text: str, expected: list[str]) -> None:
    assert in_words(text, blocks(text)) == expected


def test_headings_above_a_block_are_those_of_its_section() -> None:
    text = "<h1>A</h1><h3>B</h3><p>one</p><h2>C</h2><p>two</p>"
    paths = [[text[start:end] for start, end in block.headings] for block in blocks(text)]
    assert paths == [[], ["A"], ["A", "B"], ["A"], ["A", "C"]]
