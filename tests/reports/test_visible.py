import pytest

from reports.visible import cut, one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202e13", "[U+202E]13"),
        ("a\u2066b\u2069", "a[U+2066]b[U+2069]"),
        ("\x1b[31mred", "[U+001B][31mred"),
        ("nul\x00", "nul[U+0000]"),
        ("\x85\u2028\u2029", "[U+0085][U+2028][U+2029]"),
        ("caf\udce9", "caf[U+DCE9]"),
        ("line\nfeed\tand tab", "line\nfeed\tand tab"),
        ("a\rb", "a[U+000D]b"),
        ("zero\u200bwidth\ufeff\u2060", "zero[U+200B]width[U+FEFF][U+2060]"),
        ("left\u200eright\u200f", "left[U+200E]right[U+200F]"),
        ("na\u200dme", "na\u200dme"),
        ("مرحبا שלום 你好 é 🦜", "مرحبا שלום 你好 é 🦜"),
    ],
)
def test_hidden_characters_are_spelled_out_and_scripts_are_left_alone(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_every_bidirectional_override_is_spelled_out() -> None:
    for number in (*range(0x202A, 0x202F), *range(0x2066, 0x206A)):
        assert visible(chr(number)) == f"[U+{number:04X}]"


def test_lines_and_blanks_collapse_into_one() -> None:
    assert one_line("  a\r\n b\t\tc ") == "a b c"


def test_long_text_is_cut_with_an_ellipsis_and_keeps_to_the_length() -> None:
    assert cut("abcdef", 6) == "abcdef"
    assert cut("abcdefg", 6) == "abcde…"
    assert cut("abcd efg", 6) == "abcd…"
