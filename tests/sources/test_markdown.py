"""What the Markdown scanner makes of texts, case by case."""

from __future__ import annotations

import pytest

from sources.document import Block, BlockKind
from sources.markdown import blocks
from tests.sources.blocks_in_words import in_words

HEADINGS = {
    "levels": ("# A\n\n## B\n### C\n", ["h1 A", "h2 B", "h3 C"]),
    "closing marks are no content": ("## Title ##\n\n# C# #\n\n# F#\n", ["h2 Title", "h1 C#", "h1 F#"]),
    "a mark without a blank is text": ("#hashtag\n\n####### seven\n", ["p #hashtag", "p ####### seven"]),
    "an empty heading is none": ("#\n\ntext\n", ["p text"]),
    "markup stays in the content": ("# **Model Details**\ntext", ["h1 **Model Details**", "p text"]),
    "a heading needs no blank line": ("above\n## B\nbelow", ["p above", "h2 B", "p below"]),
    "underlined": ("A\n===\n\nB\n---\n\ntext\n", ["h1 A", "h2 B", "p text"]),
    "a line under several is a rule": ("one\ntwo\n---\nthree", ["p one⏎two", "p three"]),
    "one hyphen underlines nothing": ("Fee\n-\nfoo", ["p Fee⏎-⏎foo"]),
    "underlined as in reStructuredText": ("Title\n~~~~~\n\na\n\nB\n^^^^\n\nc", ["h3 Title", "p a", "h4 B", "p c"]),
    "an underline there is no shorter than its title": ("A title\n^^^^\n\nc", ["p A title", "p ^^^^", "p c"]),
    "overlined": ("=====\nTitle\n=====\n\na", ["h1 Title", "p a"]),
    "rules": ("a\n\n***\n\n- - -\n\n___\n\nb", ["p a", "p b"]),
    "a bold line heads a section": ("# T\n\n**DeepSeek-R1**\n\ntext", ["h1 T", "h7 **DeepSeek-R1**", "p text"]),
    "with a colon, too": ("__Size__:\n- a", ["h7 __Size__:", "i1 a"]),
    "with HTML, too": ("<b>V3</b>\n\ntext", ["h7 <b>V3</b>", "p text"]),
    "a bold sentence does not": ("**It was released.**\n\ntext", ["p **It was released.**", "p text"]),
    "nor a bold start": ("**License** MIT\n\ntext", ["p **License** MIT", "p text"]),
    "nor two bold runs": ("**a** and **b**\n\ntext", ["p **a** and **b**", "p text"]),
    "nor one with nothing below": ("text\n\n**Released in May**\n\n# B\n", ["p text", "p **Released in May**", "h1 B"]),
    "nor one in a list": ("- a\n\n  **bold**\n", ["i1 a", "p **bold** < a"]),
    "a bold item on its own heads the text below": (
        "# T\n\n1. **V2**\n\nHas 236B.\n\n2. **V3**\n\nHas 671B.",
        ["h1 T", "h7 **V2**", "p Has 236B.", "h7 **V3**", "p Has 671B."],
    ),
    "one of several items does not": ("- **a**\n- **b**\n\ntext", ["i1 **a**", "i1 **b**", "p text"]),
    "nor one above a list": ("- **a**\n\n\n- b", ["i1 **a**", "i1 b"]),
    "fences of a division are no text": (
        "::: {#tab:a}\ntext\n:::\n\n:::note\nb\n:::tip[T]\nc",
        ["p text", "p b", "p c"],
    ),
    "colons with a sentence behind are text": ("::: a b c\n\n:: x", ["p ::: a b c", "p :: x"]),
    "a very long heading is a paragraph": ("# " + "a" * 600, ["p " + "a" * 600]),
}
LISTS = {
    "bullets": ("- a\n- b\n\n* c\n+ d", ["i1 a", "i1 b", "i1 c", "i1 d"]),
    "numbers": ("1. a\n2. b\n3) c", ["i1 a", "i1 b", "i1 c"]),
    "nesting by two": ("* a\n  * b\n    * c\n* d", ["i1 a", "i2 b < a", "i3 c < b < a", "i1 d"]),
    "nesting by four": ("*   a\n    *   b\n*   c", ["i1 a", "i2 b < a", "i1 c"]),
    "nesting by tabs": ("- a\n\t- b\n\t\t- c", ["i1 a", "i2 b < a", "i3 c < b < a"]),
    "nesting under a number by less than its width": ("1. a\n  - b\n2. c", ["i1 a", "i2 b < a", "i1 c"]),
    "one blank more nests nothing": ("- a\n - b\n", ["i1 a", "i1 b"]),
    "back to a depth between": ("- a\n    - b\n  - c\n", ["i1 a", "i2 b < a", "i2 c < a"]),
    "typographic bullets": (
        "  • DeepSeek-V2\n    • 671 billion (MoE)\n    • 128 K tokens\n",
        ["i1 DeepSeek-V2", "i2 671 billion (MoE) < DeepSeek-V2", "i2 128 K tokens < DeepSeek-V2"],
    ),
    "bullets without a blank": ("•a\n•b", ["i1 a", "i1 b"]),
    "a dash needs a blank": ("– a\n\n–5 degrees", ["i1 a", "p –5 degrees"]),
    "a line of a no-break space is blank": ("• a\n  • b\n\u00a0\n\n• c", ["i1 a", "i2 b < a", "i1 c"]),
    "blanks of any kind behind the marker": ("1.\u00a0 \u00a0 Title\nbody", ["i1 Title⏎body"]),
    "a bullet alone takes the next line": ("•\nfirst\n•\nsecond", ["i1 first", "i1 second"]),
    "a bullet alone before a bullet takes nothing": ("-\n- a", ["i1 a"]),
    "lines that go on": ("- a\n  b\nc\n- d", ["i1 a⏎  b⏎c", "i1 d"]),
    "paragraphs of an item": ("- a\n\n  b\n\n- c\n\nd", ["i1 a", "p b < a", "i1 c", "p d"]),
    "a paragraph of the outer item": ("- a\n  - b\n\n  c", ["i1 a", "i2 b < a", "p c < a"]),
    "tasks": ("- [ ] open\n- [x] done", ["i1 open", "i1 done"]),
    "a bullet in a bullet": ("- - a", ["i1 a"]),
    "which is in no item above it": ("- x\n- - a\n- > b", ["i1 x", "i1 a", "quote b"]),
    "HTML in items": (
        "- <a href='x'>a</a> b\n- <p>c</p>\n- <!-- d --> e\n",
        ["i1 <a href='x'>a</a> b", "i1 c", "i1 <!-- d --> e"],
    ),
    "the paragraph right above leads": ("Sizes\n- a\n- b", ["p Sizes", "i1 a (lead: Sizes)", "i1 b (lead: Sizes)"]),
    "one that ends in a colon leads": ("The **sizes:**\n\n- a", ["p The **sizes:**", "i1 a (lead: The **sizes:**)"]),
    "another one further up does not": ("Some text.\n\n- a", ["p Some text.", "i1 a"]),
    "only outer items have a lead": ("x:\n- a\n  - b", ["p x:", "i1 a (lead: x:)", "i2 b < a"]),
    "a number in a text starts no list": ("it was in\n12. May\nas said", ["p it was in⏎12. May⏎as said"]),
    "but one does": ("steps\n1. a", ["p steps", "i1 a (lead: steps)"]),
    "a year is no number of an item": ("2024. A good year", ["p 2024. A good year"]),
    "a version is none": ("2.5 is newer", ["p 2.5 is newer"]),
    "a heading ends the list": ("- a\n# H\n  text", ["i1 a", "h1 H", "p text"]),
}
TEXT = {
    "paragraphs": ("a\nb\n\n\nc  \n", ["p a⏎b", "p c"]),
    "line ends of Windows": ("a\r\nb\r\n\r\n- c\r\n- d\r\n", ["p a\r⏎b", "i1 c", "i1 d"]),
    "quotes": ("> a\n> b\n>\n> c\n\nd", ["quote a⏎> b", "quote c", "p d"]),
    "a quote may go on without a mark": ("> a\nb\n\nc", ["quote a⏎b", "p c"]),
    "items and headings in quotes": ("> # a\n> - b\n> - c", ["quote a", "quote b", "quote c"]),
    "code in quotes": ("> ```\n> x\n> ```\n> y", ["code > x", "quote y"]),
    "fences": ("```python\nx = 1\n\ny\n```\ntext", ["code x = 1⏎⏎y", "p text"]),
    "tildes, and backticks within": ("~~~\n```\n~~~\na", ["code ```", "p a"]),
    "a fence closes with as many marks": ("````\n```\n````\na", ["code ```", "p a"]),
    "a fence without end": ("```\na\n\nb", ["code a⏎⏎b"]),
    "three backticks in a line are inline code": ("```a``` b", ["p ```a``` b"]),
    "a fence in an item": ("- a\n\n  ```\n  x\n  ```\n- b", ["i1 a", "code x < a", "i1 b"]),
    "indented code": ("# H\n\n    x = 1\n\n    y\n\ntext", ["h1 H", "code x = 1⏎⏎    y", "p text"]),
    "not in plain text": ("Some text\n\n    indented text, too.", ["h7 Some text", "p indented text, too."]),
    "not right below text": ("# H\na\n    b", ["h1 H", "p a⏎    b"]),
    "not in a list": ("# H\n- a\n\n      b", ["h1 H", "i1 a", "p b < a"]),
    "definitions of links are no text": ("a [b]\n\n[b]: https://x.y 'z'\n[c]: ./d\n\ne", ["p a [b]", "p e"]),
    "what looks like one and has a value is": ("[V2]: 236B", ["p [V2]: 236B"]),
    "footnotes are text": ("[^1]: a b", ["p a b"]),
    "dates in brackets are text": (
        "[March 10, 2025] Added\n\n[2024/03] b",
        ["p [March 10, 2025] Added", "p [2024/03] b"],
    ),
    "bold terms below each other are one text": ("**a** x\n**b** y", ["p **a** x⏎**b** y"]),
}
FRONT_MATTER = {
    "keys are items": ("---\nlicense: mit\n---\ntext", ["i1 license: mit", "p text"]),
    "entries belong to their key": (
        "---\ntags:\n- a\nmodel:\n  size: 7B\n---\n# T\n",
        ["i1 tags:", "i2 a < tags:", "i1 model:", "i2 size: 7B < model:", "h1 T"],
    ),
    "comments are none": ("---\n# c\na: b\n---\n", ["i1 a: b"]),
    "a rule at the top is none": ("---\n\ntext: a\n\n---\n", ["p text: a"]),
    "without an end there is none": ("---\na: b\n\ntext", ["p a: b", "p text"]),
}
TITLES = {
    "a short line above text": (
        "Key Innovations\n\nThe model has much.\n",
        ["h7 Key Innovations", "p The model has much."],
    ),
    "or above a list": ("Lineup\n\n• a", ["h7 Lineup", "i1 a"]),
    "numbered": ("1. Size\n\nIt has 7B.\n\n2. Date\n\nMay.", ["h7 Size", "p It has 7B.", "h7 Date", "p May."]),
    "not one with a full stop": ("It has 7B.\n\nAnd more to it.", ["p It has 7B.", "p And more to it."]),
    "not one that states something": (
        "V2 has 236B parameters\n\nMore text.",
        ["p V2 has 236B parameters", "p More text."],
    ),
    "but a question": ("What is V2? Explained\n\nA text.", ["h7 What is V2? Explained", "p A text."]),
    "not one of several short lines": ("236B parameters\n\n128K context\n\n", ["p 236B parameters", "p 128K context"]),
    "not a line right above text": ("Written by\nsomebody.", ["p Written by⏎somebody."]),
    "not the last line": ("Some text.\n\nThe End", ["p Some text.", "p The End"]),
    "not in lower case": ("see also\n\nThis text.", ["p see also", "p This text."]),
    "not a long line": ("A" * 81 + "\n\nThis text.", ["p " + "A" * 81, "p This text."]),
    "not where headings are marked": ("# H\n\nTitle\n\nText.", ["h1 H", "p Title", "p Text."]),
}
TABLES = {
    "with outer pipes": ("| a | b |\n|---|:-:|\n| 1 | 2 |\n", ["table a* b* / 1 2"]),
    "without": ("a | b\n--- | ---\n1 | 2\n\ntext", ["table a* b* / 1 2", "p text"]),
    "rows without the first pipe": ("||a|\n|---|---|\nx|1\ny|2", ["table . a* / x 1 / y 2"]),
    "right below text": ("Sizes:\n| a |\n|---|\n| 1 |", ["p Sizes:", "table a* / 1"]),
    "right below text, without outer pipes": ("Sizes:\na|b\n-|-\n1|2", ["p Sizes:", "table a* b* / 1 2"]),
    "empty cells and short rows": ("|a|b|c|\n|-|-|-|\n|1||3|\n|4|\n|", ["table a* b* c* / 1 . 3 / 4 . ."]),
    "escaped pipes": (r"|a|b|" + "\n|-|-|\n" + r"|x\|y|z|", [r"table a* b* / x\|y z"]),
    "pipes in code": ("|a|b|\n|-|-|\n|`x|y`|z|", ["table a* b* / `x|y` z"]),
    "no line under the header": ("|Model|Size|\n|A|7B|\n", ["table Model* Size* / A 7B"]),
    "numbers in the first row, no header": ("|A|7B|\n|B|8B|\n", ["table A 7B / B 8B"]),
    "one line with pipes is text": ("| a | b |\n\ntext", ["p | a | b |", "p text"]),
    "so is a line with one pipe": ("a | b\nc", ["p a | b⏎c"]),
    "broken off below the header": ("|a|b|\n|---|", ["table a* b*"]),
    "broken off in a row": ("|a|b|\n|-|-|\n|1|2", ["table a* b* / 1 2"]),
    "text ends it": ("|a|\n|-|\n|1|\nNote", ["table a* / 1", "p Note"]),
    "a heading, a list ends it": ("|a|\n|-|\n|1|\n# x|y\n- c|d", ["table a* / 1", "h1 x|y", "i1 c|d"]),
    "in an item": ("- x\n\n  | a |\n  |---|\n  | 1 |\n", ["i1 x", "table a* / 1 < x"]),
    "in a quote": ("> | a |\n> |---|\n> | 1 |\n", ["table a* / 1"]),
    "drawn with plus signs": ("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+\n", ["table a* b* / 1 2"]),
    "two rows above the line": ("|a|b|\n|c|d|\n|-|-|\n|1|2|", ["table a* b* / c* d* / 1 2"]),
    "made of tabs": ("Model\tSize\nA\t7B\nB\t8B", ["table Model* Size* / A 7B / B 8B"]),
    "uneven tabs are text": ("a\tb\nc\td\te", ["p a\tb⏎c\td\te"]),
    "one line with a tab is text": ("a\tb", ["p a\tb"]),
    "no-break spaces around it": ("\u00a0| a |\n\u00a0|---|\n\u00a0| 1 |", ["table a* / 1"]),
}
HTML = {
    "a table": (
        "x\n<table><tr><th>a</th><th>b</th></tr>\n\n<tr><td>1</td><td>2</td></tr></table>\n\n# y",
        ["p x", "table a* b* / 1 2", "h1 y"],
    ),
    "a table in the middle of a line": ("x <table><tr><td>1</table> y", ["p x", "table 1", "p y"]),
    "a table broken off": ("<table>\n<tr><td>a\n<td>b\n\n<tr><td>c", ["table a b / c ."]),
    "divs are transparent": ("<div align='center'>\n\n| a |\n|---|\n| 1 |\n\n</div>\n", ["table a* / 1"]),
    "and so are paragraphs": ("<p align=center>\n    a <b>b</b>\n</p>\nc", ["p a <b>b</b>", "p c"]),
    "indented HTML is no code": ("# H\n\n<div>\n\n    <a href='x'>y</a>\n</div>", ["h1 H", "p <a href='x'>y</a>"]),
    "headings": ('<h2 align="center">Title</h2>\ntext', ["h2 Title", "p text"]),
    "lists": ("<ul>\n<li>a</li>\n<li>b<ul><li>c</ul>\n</ul>\n\nd", ["i1 a", "i1 b", "i2 c < b", "p d"]),
    "a loose item": ("<li>a\n\nb", ["i1 a", "p b"]),
    "pre is code": ("<pre>\na\n\n# b\n</pre>\nc", ["code a⏎⏎# b", "p c"]),
    "block quotes": ("<blockquote>a</blockquote>\nb", ["quote a", "p b"]),
    "comments are dropped": ("a\n\n<!-- b\n\nc -->\n\nd", ["p a", "p d"]),
    "a comment without end hides the rest": ("a\n\n<!-- b\n\nc", ["p a"]),
    "a comment over a blank line in a text": ("a <!-- b\n\nc --> d", ["p a", "p d"]),
    "scripts and styles are dropped": ("<style>\n\na</style>\n<script>b</script>\nc", ["p c"]),
    "an image alone is no text": ("<img src='a'>\n\n<br>\n\nb", ["p b"]),
    "details and summary": ("<details>\n<summary>a</summary>\n\n- b\n\n</details>", ["p a", "i1 b"]),
    "a tag in inline code is text": ("use `<table>` here", ["p use `<table>` here"]),
    "an inline tag is text": ("<a href='x'>y</a> z", ["p <a href='x'>y</a> z"]),
    "less than is text": ("if a < b, <5B", ["p if a < b, <5B"]),
}


ALL_CASES = pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(text, expected, id=f"{group}: {name}")
        for group, cases in {
            "headings": HEADINGS,
            "lists": LISTS,
            "text": TEXT,
            "front matter": FRONT_MATTER,
            "titles": TITLES,
            "tables": TABLES,
            "html": HTML,
        }.items()
        for name, (text, expected) in cases.items()
    ],
)


@ALL_CASES
def test_blocks_are_what_the_case_says(text: str, expected: list[str]) -> None:
    assert in_words(text, blocks(text)) == expected


@ALL_CASES
def test_line_ends_of_windows_change_nothing(text: str, expected: list[str]) -> None:
    text = text.replace("\r", "").replace("\n", "\r\n")
    assert [line.replace("\r", "") for line in in_words(text, blocks(text))] == [
        line.replace("\r", "") for line in expected
    ]


def _heading_path(text: str, block: Block) -> list[str]:
    return [text[start:end] for start, end in block.headings]


def test_a_heading_closes_those_of_its_level_and_below() -> None:
    text = "# A\n\n### B\n\n**C**\n\none\n\n## D\n\ntwo\n\n# E\n\nthree\n"
    paths = {
        text[block.start : block.end]: _heading_path(text, block)
        for block in blocks(text)
        if block.kind is BlockKind.PARAGRAPH
    }
    assert paths == {"one": ["A", "B", "**C**"], "two": ["A", "D"], "three": ["E"]}


def test_a_bold_line_closes_the_bold_line_above_it() -> None:
    text = "**A**\n\none\n\n**B**\n\n- two\n"
    assert [_heading_path(text, block) for block in blocks(text)] == [[], ["**A**"], [], ["**B**"]]


def test_a_table_knows_the_headings_above_it() -> None:
    text = "# A\n\n| a |\n|---|\n| 1 |\n"
    assert _heading_path(text, blocks(text)[1]) == ["A"]


def test_deep_nesting_is_kept_within_bounds() -> None:
    text = "".join(" " * 2 * depth + f"- {depth}\n" for depth in range(100))
    items = blocks(text)
    assert len(items) == 100
    assert max(item.level for item in items) == max(len(item.parents) for item in items) + 1 == 24


def test_a_line_with_more_pipes_than_a_spreadsheet_has_columns_is_no_row() -> None:
    wide = "|" + "a|" * 20_000
    assert [block.kind for block in blocks(f"{wide}\n{'|-' * 20_000}|\n")] == [BlockKind.PARAGRAPH]


def test_ten_thousand_columns_are_a_table() -> None:
    text = "|a" * 10_000 + "|\n" + "|-" * 10_000 + "|\n" + "|1" * 10_000 + "|\n"
    (table,) = blocks(text)
    assert len(table.cells) == 20_000
    assert max(cell.column for cell in table.cells) == 9_999
