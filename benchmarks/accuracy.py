"""How well the bundled pack reads labelled documents, as the tables of docs/accuracy.md: `make accuracy`.

Labelled documents in ../shared are measured as well where they are. ARGS=--write puts the tables into the page.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from extract.engine import Extractor  # noqa: E402
from extract.words import pack_file  # noqa: E402
from factaudit import packs  # noqa: E402
from factaudit.evaluate import Evaluation, Score, evaluate  # noqa: E402
from factaudit.labels import Names, read_aliases, read_labels  # noqa: E402
from sources.document import Document  # noqa: E402
from sources.read import read_document  # noqa: E402

DATA = ROOT / "tests" / "data"
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "accuracy.md"
BEGIN, END = "<!-- tables of make accuracy -->\n", "<!-- end of the tables -->\n"


class Part(NamedTuple):
    """Documents that are measured together."""

    name: str
    folder: Path
    pattern: str
    labels: Path
    aliases: Path | None


def own(name: str, folder: Path) -> list[Part]:
    """The halves of a set of our own: documents that are looked at, and documents that are set aside."""
    files = (folder / "claims.csv", folder / "aliases.csv")
    halves = [half for half in ("dev", "held") if any(folder.glob(f"{half}_*"))]
    return [Part(f"{name} set, {half}", folder, f"{half}_*", *files) for half in halves]


PARTS = [
    *own("first", DATA / "accuracy"),
    *own("second", DATA / "accuracy_2"),
    *own("third", DATA / "accuracy_3"),
    *own("fourth", DATA / "accuracy_4"),
    *own("fifth", DATA / "accuracy_5"),
    *own("sixth", DATA / "accuracy_6"),
    *own("seventh", DATA / "accuracy_7"),
    *own("eighth", DATA / "accuracy_8"),
    *own("ninth", DATA / "accuracy_9"),
    *own("tenth", DATA / "accuracy_10"),
    *own("eleventh", DATA / "accuracy_11"),
    Part("the example", ROOT / "examples/deepseek", "*.*", DATA / "examples_deepseek_claims.csv", None),
    Part("five write-ups", SHARED / "seeds", "*", SHARED / "gold/seeds_claims.csv", None),
    Part(
        "thirteen real documents", SHARED / "corpus/docs", "*", SHARED / "corpus/claims.csv",
        SHARED / "corpus/aliases.csv",
    ),
]  # fmt: skip


def main() -> int:
    """Measure, and print the tables or write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/accuracy.md")
    write = parser.parse_args().write
    text = "\n".join(tables())
    if not write:
        print(text)
        return 0
    page = PAGE.read_text(encoding="utf-8")
    start, end = page.index(BEGIN) + len(BEGIN), page.index(END)
    PAGE.write_text(f"{page[:start]}\n{text}\n{page[end:]}", encoding="utf-8")
    return 0


def tables() -> Iterator[str]:
    """The lines of the tables: all parts, then each part by document, then all documents by attribute."""
    measured = {part.name: measure(part) for part in PARTS if part.folder.exists()}
    heads = ("Precision", "Recall", "F1 in total", "Mean F1 over documents")
    yield from table(("Documents", "Number", *heads), (summary(name, one) for name, one in measured.items()))
    for name, one in measured.items():
        yield from ("", f"{name[0].upper()}{name[1:]}, by document:", "")
        yield from scores("Document", one.by("document"))
    attributes: dict[str, Score] = {}
    for one in measured.values():
        for attribute, score in one.by("attribute").items():
            sum_up(attributes, attribute, score)
    yield from ("", "All of these documents, by attribute:", "")
    yield from scores("Attribute", dict(sorted(attributes.items())))


@cache
def extractor() -> Extractor:
    """The bundled pack, made ready once."""
    return Extractor(pack_file.load(packs.locate("llm")))


def measure(part: Part) -> Evaluation:
    """The documents of a part held against their labels; files without any label are left out."""
    pack = extractor().knowledge.pack
    found = (read_document(path, path.name) for path in sorted(part.folder.glob(part.pattern)) if path.is_file())
    documents = [one for one in found if isinstance(one, Document)]
    labels, _ = read_labels(part.labels, {one.path: one.text.count("\n") + 1 for one in documents}, pack)
    labelled = {label.document for label in labels}
    claims = [claim for one in documents if one.path in labelled for claim in extractor().extract(one).claims]
    return evaluate(labels, claims, pack, read_aliases(part.aliases) if part.aliases else Names())


def mean_f1(one: Evaluation) -> float:
    """The mean of F1 over documents."""
    documents = one.by("document").values()
    return sum(score.f1 for score in documents) / len(documents)


def summary(name: str, one: Evaluation) -> tuple[str, ...]:
    """A part's row in the first table."""
    total = one.total()
    figures = (total.precision, total.recall, total.f1, mean_f1(one))
    return name, str(len(one.by("document"))), *(f"{figure:.3f}" for figure in figures)


def sum_up(found: dict[str, Score], name: str, score: Score) -> None:
    """Add a score to that of the same name."""
    known = found.get(name, Score())
    found[name] = Score(known.right + score.right, known.missed + score.missed, known.wrong + score.wrong)


def scores(head: str, found: Mapping[str, Score]) -> Iterator[str]:
    """A table of scores."""
    rows = (
        (name, *map(str, (s.right, s.missed, s.wrong)), *(f"{f:.3f}" for f in (s.precision, s.recall, s.f1)))
        for name, s in found.items()
    )
    return table((head, "Right", "Missed", "Wrong", "Precision", "Recall", "F1"), rows)


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table in Markdown."""
    first = tuple(heads)
    yield f"| {' | '.join(first)} |"
    yield "|" + "---|" * len(first)
    for row in rows:
        yield f"| {' | '.join(row)} |"


if __name__ == "__main__":
    sys.exit(main())
