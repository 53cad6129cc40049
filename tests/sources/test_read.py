"""Files become documents, or a value that says why not."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.document import BlockKind, Document, Unread
from sources.read import DEFAULT_MAX_BYTES, parse, read_document


def _written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_document_holds_its_text_as_it_was_decoded(tmp_path: Path) -> None:
    data = "# Größe\r\n\r\nDas Modell.\r\n".encode()
    document = read_document(_written(tmp_path, "a.md", data), "docs/a.md", DEFAULT_MAX_BYTES)
    assert isinstance(document, Document)
    assert document.path == "docs/a.md"
    assert document.text == data.decode()
    assert (document.encoding, document.encoding_assumed) == ("utf-8", False)
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert [block.kind for block in document.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]
    assert document.position(document.text.index("Modell")) == (3, 5)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("a.md", [BlockKind.HEADING]),
        ("a.TXT", [BlockKind.HEADING]),
        ("README", [BlockKind.HEADING]),
        ("a.mdx", [BlockKind.HEADING]),
        ("a.html", [BlockKind.PARAGRAPH]),
        ("a.HTM", [BlockKind.PARAGRAPH]),
        ("a.unknown", [BlockKind.HEADING]),
    ],
)
def test_the_suffix_says_how_a_text_is_read(name: str, kinds: list[BlockKind]) -> None:
    assert [block.kind for block in parse("# a", name)] == kinds


def test_a_page_may_name_its_encoding(tmp_path: Path) -> None:
    data = b'<meta charset="koi8-r"><p>' + "Да".encode("koi8-r")
    document = read_document(_written(tmp_path, "a.html", data), "a.html", DEFAULT_MAX_BYTES)
    assert isinstance(document, Document)
    assert document.text.endswith("Да")
    assert (document.encoding, document.encoding_assumed) == ("koi8-r", True)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "holds nothing but blanks"),
        (b"\xef\xbb\xbf\n", "holds nothing but blanks"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "is a binary file, not text"),
        (b"x" * 2_001, "is larger than 0.002 MB (max_bytes)"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    path = _written(tmp_path, "a.md", data)
    assert read_document(path, "a.md", 2_000) == Unread("a.md", reason)


def test_a_file_of_exactly_the_largest_size_is_read(tmp_path: Path) -> None:
    assert isinstance(read_document(_written(tmp_path, "a.md", b"x" * 2_000), "a.md", 2_000), Document)


def test_what_is_no_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "broken.md").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    reasons = {}
    for name in ("", "missing.md", "broken.md", "loop.md", "missing.md/below"):
        unread = read_document(tmp_path / name, name, DEFAULT_MAX_BYTES)
        assert isinstance(unread, Unread)
        reasons[name] = unread.reason
    assert reasons[""] == "is a folder"
    assert reasons["missing.md"] == reasons["missing.md/below"] == "does not exist"
    assert reasons["broken.md"] == "is a link to a file that does not exist"
    assert reasons["loop.md"].startswith("could not be read (")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert read_document(tmp_path / "a.md", "a.md", 2_000) == Unread("a.md", "is not a regular file")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = _written(tmp_path, "a.md", b"x")
    path.chmod(0)
    assert read_document(path, "a.md", 2_000) == Unread("a.md", "may not be read (permission denied)")


def test_denied_permission_is_told_from_other_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    assert read_document(tmp_path / "a.md", "a.md", 9) == Unread("a.md", "may not be read (permission denied)")


def test_hostile_markdown_goes_through(tmp_path: Path) -> None:
    line = "word " * 200_000
    data = f'# =HYPERLINK("http://x.y")\n\n<script>alert(1)</script>\n\n{line}\n\n7B \xff\n'.encode("latin-1")
    document = read_document(_written(tmp_path, "a.md", data), "a.md", DEFAULT_MAX_BYTES)
    assert isinstance(document, Document)
    contents = [document.text[block.start : block.end] for block in document.blocks]
    assert contents == ['=HYPERLINK("http://x.y")', line.strip(), "7B ÿ"]


@given(st.binary(max_size=300), st.sampled_from(["a.md", "a.html", "a.txt"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_document_or_unread(tmp_path: Path, data: bytes, name: str) -> None:
    document = read_document(_written(tmp_path, name, data), name, DEFAULT_MAX_BYTES)
    if isinstance(document, Document):
        assert all(0 <= block.start < block.end <= len(document.text) for block in document.blocks)
