"""A file as a document: bytes, text and blocks, or the reason why it could not be read."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from sources import markdown, webpage
from sources.decode import declared_encoding, decode, is_binary
from sources.document import Block, Document, Unread, digest
from sources.folder import trouble

# A text of this size is no document that people wrote; the configuration can say otherwise.
DEFAULT_MAX_BYTES = 20_000_000

# Which scanner reads which suffix. Plain text goes to the Markdown scanner too: most of it has bullets and headings.
SCANNERS: dict[str, Callable[[str], tuple[Block, ...]]] = {
    **dict.fromkeys(("", ".md", ".markdown", ".mdx", ".txt", ".text", ".rst"), markdown.blocks),
    **dict.fromkeys((".html", ".htm", ".xhtml"), webpage.blocks),
}


def is_known(name: str) -> bool:
    """Whether files of this name are read when a folder is audited."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix in SCANNERS and suffix != ""


def is_page(name: str) -> bool:
    """Whether files of this name are read as HTML pages."""
    return SCANNERS.get(PurePosixPath(name).suffix.lower()) is webpage.blocks


def parse(text: str, name: str) -> tuple[Block, ...]:
    """The blocks of a text, by the scanner that its file name asks for."""
    return SCANNERS.get(PurePosixPath(name).suffix.lower(), markdown.blocks)(text)


def read_document(path: Path, name: str, max_bytes: int = DEFAULT_MAX_BYTES) -> Document | Unread:
    """Read one file.

    Args:
        path: where the file is.
        name: what the document is called in all output, with "/".
        max_bytes: size from which a file is not read.

    Returns:
        The document, or `Unread` with a reason; bad input never raises.
    """
    data = _contents(path, max_bytes)
    if isinstance(data, str):
        return Unread(name, data)
    if is_binary(data):
        return Unread(name, "is a binary file, not text")
    text, encoding, assumed = decode(data, declared_encoding(data) if is_page(name) else None)
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        return Unread(name, "holds nothing but blanks")
    return Document(name, digest(data), text, encoding, assumed, parse(text, name))


def _contents(path: Path, max_bytes: int) -> bytes | str:
    """The bytes of a file, or a sentence that says why there are none."""
    try:
        # Opened without blocking, so that a pipe in a folder cannot stop the audit.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            return _read_all(descriptor, max_bytes)
        finally:
            os.close(descriptor)
    except OSError as error:
        return _reason(path, error)


def _read_all(descriptor: int, max_bytes: int) -> bytes | str:
    status = os.fstat(descriptor)
    if stat.S_ISDIR(status.st_mode):
        return "is a folder"
    if not stat.S_ISREG(status.st_mode):
        return "is not a regular file"
    if status.st_size > max_bytes:
        return _too_large(max_bytes)
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        data = file.read(status.st_size + 1)
        if len(data) > status.st_size:  # it grows, or is one of those whose size is not known
            data += file.read(max_bytes + 1 - len(data))
    return _too_large(max_bytes) if len(data) > max_bytes else data or "is empty"


def _too_large(max_bytes: int) -> str:
    return f"is larger than {max_bytes / 1_000_000:g} MB (max_bytes)"


def _reason(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "is a link to a file that does not exist" if path.is_symlink() else "does not exist"
    if isinstance(error, PermissionError):
        return f"may not be read ({trouble(error)})"
    if isinstance(error, IsADirectoryError):
        return "is a folder"
    return f"could not be read ({trouble(error)})"
