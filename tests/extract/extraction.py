"""Extraction of short texts by a bundled pack or one of the packs beside the cases, for the tests of this folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extract.claim import Extraction
from extract.engine import Extractor
from extract.words.pack import Pack
from extract.words.pack_file import load
from sources.document import Document, digest
from sources.read import parse

ROOT = Path(__file__).parents[2]
PACKS = {path.stem: path for path in sorted((ROOT / "factaudit" / "packs").glob("*.yaml"))}
OTHERS = {path.stem: path for path in sorted((Path(__file__).parent / "packs").glob("*.yaml"))}  # of other fields


@cache
def pack(name: str = "llm") -> Pack:
    return load((PACKS | OTHERS)[name], f"{name}.yaml")


@cache
def extractor(name: str = "llm") -> Extractor:
    return Extractor(pack(name))


def document(text: str, form: str = "md") -> Document:
    """A text as a document of the format that the suffix `form` stands for."""
    name = f"text.{form}"
    return Document(name, digest(text.encode("utf-8", "surrogatepass")), text, "utf-8", False, parse(text, name))


def extracted(text: str, form: str = "md", by: str = "llm") -> Extraction:
    return extractor(by).extract(document(text, form))
