"""Bytes into text: which encoding they are in, and whether that is proven or assumed."""

from __future__ import annotations

import codecs
import re

# A byte order mark proves the encoding. UTF-32 stands first: its little-endian mark starts with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Bytes looked at where the encoding has to be guessed: enough for a guess, and a bound on its cost.
SAMPLE = 64 * 1024
# UTF-8 with at most this share of characters broken is damaged UTF-8, not another encoding: in text of another
# encoding nearly every letter beyond ASCII is an invalid sequence.
MAX_DAMAGE = 0.1
# In UTF-16 the blanks, digits and line ends of any script have their zero byte on one side; a share of zeros beyond
# this on one side, and ten times fewer on the other, tells it from binary data.
_ZEROS = 0.04
# What documents without any mark are written in, the likelier first; more candidates only spoil the guess.
_CODE_PAGES = (
    *("cp1252", "cp1250", "cp1251", "iso8859_2", "koi8_r", "mac_roman"),
    *("shift_jis", "gb18030", "big5", "euc_kr"),
)
# What the wrong code page leaves in the middle of words: a sign between two letters, a capital behind a small letter.
_BLEMISH = re.compile(
    r"(?<=[a-zß-ÿ])(?:[²³¹ºª¼½¾]|[^\w\s'’‘\-–—…“”«»„/.,:;()&@+*]|[À-ÖØ-Þ\u0160\u0178-\u017d])(?=[a-zß-ÿ])"
)
# Codecs a page may declare in a <meta> tag that say no more than that its bytes are ASCII-compatible.
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_DECLARED_WITHIN = 4_096


def decode(data: bytes, declared: str | None = None) -> tuple[str, str, bool]:
    """Text, Python codec name, and whether the codec is assumed rather than proven by the bytes.

    Nothing is lost and nothing raises: bytes that fit no encoding become replacement characters.

    Args:
        data: the bytes of a document.
        declared: what the document says of itself, used where the bytes allow it.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec.removesuffix("-sig"), "replace"), codec, False
    wide = _utf16_without_mark(data)
    if wide:
        return data.decode(wide, "replace"), wide, True
    try:
        return data.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return data.decode(declared), codecs.lookup(declared).name, True
        except (UnicodeDecodeError, LookupError):
            pass
    repaired = data.decode("utf-8", "replace")
    if _is_damaged_utf8(data, repaired):
        return repaired, "utf-8", True
    codec = _guess(data)
    return data.decode(codec, "replace"), codec, True


def declared_encoding(data: bytes) -> str | None:
    """The codec that an HTML page names in a <meta> tag, if Python has it and it is one for text."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    if found is None:
        return None
    name = found[1].decode("ascii")
    try:
        codec = codecs.lookup(name)
        "a".encode(codec.name)
    except (LookupError, UnicodeError):
        return None
    # Browsers read both names as the Windows code page, and so do authors.
    return "cp1252" if codec.name in {"iso8859-1", "ascii"} else codec.name


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text: zeros that are not UTF-16's or UTF-32's, or mostly control characters."""
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return False
    sample = data[:SAMPLE]
    if b"\0" in sample:
        return _utf16_without_mark(data) is None
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > len(sample) * _MAX_CONTROLS


_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\v\b\x1b") + b"\x7f"
_MAX_CONTROLS = 0.1  # text has next to none; even a log with colour codes stays far below


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 told by where its zero bytes stand."""
    sample = data[: SAMPLE - SAMPLE % 2]
    if len(sample) < 2 or b"\0" not in sample:
        return None
    half = (len(sample) + 1) // 2
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if max(even, odd) < _ZEROS or min(even, odd) * 10 > max(even, odd):
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    text = sample[: len(sample) - len(sample) % 2].decode(codec, "replace")
    readable = sum(map(text.count, "\t\n\r")) + sum(map(str.isprintable, text))
    return codec if readable >= len(text) * (1 - _MAX_CONTROLS) else None


def _is_damaged_utf8(data: bytes, repaired: str) -> bool:
    """Whether nearly all that goes beyond ASCII is valid UTF-8."""
    broken = repaired.count("\ufffd") - data.count("\ufffd".encode())
    valid = len(repaired) - len(repaired.encode("ascii", "ignore")) - broken
    return valid > 0 and broken <= max(1, MAX_DAMAGE * (valid + broken))


def _guess(data: bytes) -> str:
    """A code page, guessed from a sample around the first bytes beyond ASCII; the Western one in doubt."""
    from charset_normalizer import from_bytes

    beyond = re.search(rb"[\x80-\xff]", data)
    start = max(0, (beyond.start() if beyond else 0) - 1_024)
    sample = data[start : start + SAMPLE]
    matches = from_bytes(sample, cp_isolation=list(_CODE_PAGES))
    candidates = [(match.chaos, codec) for match in matches for codec in match.could_be_from_charset]
    if not candidates:
        return "cp1252"

    def rank(candidate: tuple[float, str]) -> tuple[int, float, int]:
        chaos, codec = candidate
        return len(_BLEMISH.findall(sample.decode(codec, "replace"))), chaos, _CODE_PAGES.index(codec)

    return codecs.lookup(min(candidates, key=rank)[1]).name
