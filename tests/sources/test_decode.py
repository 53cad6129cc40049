"""Which encoding bytes are taken for, and that nothing is lost."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.decode import declared_encoding, decode, is_binary

FRENCH = "Le modèle a été entraîné sur 14,8 milliards de jetons. Où est-il publié ? Ça dépend de l’été."
GERMAN = "Das Modell wurde für Übersetzungen größer: 236 Milliarden Parameter, veröffentlicht im März – „gut“."
RUSSIAN = "Модель содержит 671 миллиард параметров и была выпущена в декабре 2024 года.\n"
POLISH = "Model ma 671 miliardów parametrów i został wydany w grudniu; źródło, łódź, żółw."
JAPANESE = "このモデルは671億のパラメータを持っています。2024年12月に公開されました。"


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (codecs.BOM_UTF8 + GERMAN.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + GERMAN.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + GERMAN.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + GERMAN.encode("utf-32-le"), "utf-32-le"),
        (codecs.BOM_UTF32_BE + GERMAN.encode("utf-32-be"), "utf-32-be"),
        (GERMAN.encode(), "utf-8"),
    ],
)
def test_what_the_bytes_prove_is_not_assumed(data: bytes, codec: str) -> None:
    assert decode(data) == (GERMAN, codec, False)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (FRENCH, "cp1252"),
        (FRENCH, "mac-roman"),
        (GERMAN, "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        (JAPANESE, "shift_jis"),
        ("It’s “good” – 236B parameters.", "cp1252"),
        ("café: 236B", "cp1252"),
    ],
)
def test_what_has_no_mark_is_guessed_and_said_to_be(text: str, codec: str) -> None:
    assert decode(text.encode(codec)) == (text, codec, True)


@pytest.mark.parametrize("data", [b"", b"plain ASCII"])
def test_ascii_is_utf_8(data: bytes) -> None:
    assert decode(data) == (data.decode("ascii"), "utf-8", False)


def test_one_invalid_byte_makes_no_other_encoding_of_utf_8() -> None:
    data = GERMAN.encode()
    broken = data[:10] + b"\xff" + data[10:]
    text, codec, assumed = decode(broken)
    assert (codec, assumed) == ("utf-8", True)
    assert text == GERMAN[:10] + "\ufffd" + GERMAN[10:]


def test_one_invalid_byte_in_ascii_keeps_the_rest() -> None:
    text, _, assumed = decode(b"DeepSeek-V2 \xff has 236B")
    assert assumed
    assert text.startswith("DeepSeek-V2 ")
    assert text.endswith(" has 236B")


def test_line_ends_stay_as_they_are() -> None:
    assert decode(b"a\r\nb\rc\n")[0] == "a\r\nb\rc\n"


@given(st.binary(max_size=400))
def test_any_bytes_give_the_same_text_twice(data: bytes) -> None:
    assert decode(data) == decode(data)
    assert is_binary(data) == is_binary(data)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200))
def test_utf_8_comes_back_whole(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()) == (text, "utf-8-sig", False)
    if not text.startswith("\ufeff"):
        assert decode(text.encode()) == (text, "utf-8", False)


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        (b'<html><meta charset="windows-1251">', "cp1251"),
        (b"<META http-equiv=content-type content='text/html; charset=koi8-r'>", "koi8-r"),
        (b"<meta charset=iso-8859-1>", "cp1252"),
        (b"<meta charset=no-such-codec>", None),
        (b"<meta charset=hex>", None),
        (b"<p>charset=koi8-r</p>", None),
    ],
)
def test_a_page_may_name_its_encoding(head: bytes, codec: str | None) -> None:
    assert declared_encoding(head) == codec


def test_a_named_encoding_decides_where_the_bytes_allow_it() -> None:
    assert decode(b"\xe4\xf6", "cp1251") == ("дц", "cp1251", True)
    assert decode(b"\xe4\xf6\x98", "cp1251")[1] != "cp1251"  # has no character at 0x98
    assert decode("ü".encode(), "cp1251") == ("ü", "utf-8", False)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"a\0b\0\0\0c",
        bytes(range(32)) * 4,
        b"\x7fELF\x02\x01\x01" + b"\0" * 50,
        b"\0" * 9,
    ],
)
def test_binary_data_is_told(data: bytes) -> None:
    assert is_binary(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n\x0cpage",
        "Größe".encode("utf-16"),
        "Größe 7B".encode("utf-16-le"),
        RUSSIAN.encode("utf-16-be"),
        "x".encode("utf-32"),
        b"\x1b[31mred\x1b[0m log",
        GERMAN.encode("cp1252"),
    ],
)
def test_text_is_not_taken_for_binary(data: bytes) -> None:
    assert not is_binary(data)
