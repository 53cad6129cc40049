"""Speed and memory of factaudit on this machine: `make bench`.

ARGS=--full adds 100 MB of text and ten million claims, ARGS="--only startup" measures one part. Speeds are by
processor time of one core. The ratio to spaCy's blank tokenizer in the same run says more than megabytes per second
do, for it moves less from machine to machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

import generated_claims  # noqa: E402
import generated_text  # noqa: E402
import growing_texts  # noqa: E402

MB = 1_000_000
DOCUMENT = 50_000  # characters of one generated document
REPEATS = 3  # the best of them counts: whatever else runs on the machine only ever adds time
TOKENIZER_MB = 0.3  # what spaCy is given; at about one megabyte a second more would only cost time
STARTS = 10  # runs of a command whose time is told in milliseconds


def main() -> int:
    """Run the measurements and print them as tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="add 100 MB and ten million claims")
    parser.add_argument("--only", choices=SECTIONS, help="one part")
    arguments = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors")
    for name, section in SECTIONS.items():
        if arguments.only in (None, name):
            section(arguments.full)
    return 0


def throughput(_: bool) -> None:
    """Cutting texts into blocks, and that and extracting their claims, beside spaCy's tokenizer."""
    from extract.engine import Extractor

    extractor = Extractor(pack())
    kinds = {
        "dense": list(generated_text.documents(2 * MB, DOCUMENT, generated_text.dense)),
        "sparse": list(generated_text.documents(2 * MB, DOCUMENT, generated_text.sparse)),
        "real": real_texts(),
    }
    tokens = {name: tokenizer_speed(texts) for name, texts in kinds.items()}
    rows = []
    for name, texts in kinds.items():
        size = megabytes(texts)
        blocks = size / best(lambda texts=texts: [document(text) for text in texts])
        claims = size / best(lambda texts=texts: [extractor.extract(document(text)) for text in texts])
        found = sum(len(extractor.extract(document(text)).claims) for text in texts)
        ratios = (f"{claims / tokens[name]:.1f}", f"{claims / tokens['real']:.1f}")
        rows.append(
            (name, f"{size:.2f}", f"{blocks:.1f}", f"{claims:.1f}", f"{tokens[name]:.2f}", *ratios, f"{found:,}")
        )
    heads = ("text", "MB", "blocks", "and claims", "tokenizer", "ratio", "to it on real", "claims")
    show("Throughput on one core, MB/s", heads, rows)


def real_texts() -> list[str]:
    """The documents of this project: prose, lists, tables and code that people read."""
    paths = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/*/*.md"), *ROOT.glob("examples/*/*.txt")]
    return [path.read_text(encoding="utf-8") for path in sorted(paths)]


def tokenizer_speed(texts: Sequence[str]) -> float:
    """MB/s of spaCy's blank English tokenizer, paragraph by paragraph, new each time: it remembers words."""
    import spacy

    sample = "".join(texts)[: int(TOKENIZER_MB * MB)]
    paragraphs = sample.split("\n\n")
    seconds = []
    for _ in range(REPEATS):
        tokenizer = spacy.blank("en").tokenizer
        seconds.append(best(lambda tokenizer=tokenizer: [tokenizer(paragraph) for paragraph in paragraphs], 1))
    return megabytes([sample]) / min(seconds)


def growth(full: bool) -> None:
    """Seconds and memory of an audit of 1, 10 and 100 MB, in processes of its own: linear is ×10 from row to row."""
    rows: list[tuple[str, ...]] = []
    before = 0.0
    for size in (1, 10, 100) if full else (1, 10):
        with tempfile.TemporaryDirectory() as folder:
            for number, text in enumerate(generated_text.documents(size * MB, DOCUMENT, generated_text.dense)):
                Path(folder, f"{number:05}.md").write_text(text, encoding="utf-8")
            run = command("audit", ".", "--no-cache", "--no-validation", "--quiet", folder=folder)
        growth = f"×{run.processor / before:.1f}" if before else ""
        rows.append((f"{size} MB", f"{run.seconds:.1f}", f"{run.processor:.1f}", growth, f"{run.memory:.0f}"))
        before = run.processor
    show("Audit of dense text, from files to reports", ("text", "seconds", "processor", "growth", "peak MB"), rows)


def claims(full: bool) -> None:
    """A table of claims from file to findings.csv, and to all reports: linear is ×10 from row to row."""
    plain = ("size", "weight", "released", "licence")
    known = ("parameters_total", "training_tokens", "release_date", "license")
    rows: list[tuple[str, ...]] = []
    before = 0.0
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "claims.csv")
        for count in (10_000, 100_000, 1_000_000, 10_000_000) if full else (10_000, 100_000, 1_000_000):
            generated_claims.write(table, count, plain)
            run = command("reconcile", table.name, "--only", "findings.csv", "--quiet", folder=folder)
            rows.append(_claims_row(f"{count:,}", run, f"×{run.processor / before:.1f}" if before else ""))
            before = run.processor
        generated_claims.write(table, 1_000_000, known)
        run = command("reconcile", table.name, "--pack", "llm", "--only", "findings.csv", "--quiet", folder=folder)
        rows.append(_claims_row("1,000,000 by the pack llm", run))
        generated_claims.write(table, 100_000, plain)
        rows.append(_claims_row("100,000, all reports", command("reconcile", table.name, "--quiet", folder=folder)))
    show("Claims from a table to findings.csv", ("claims", "seconds", "processor", "growth", "peak MB"), rows)


def _claims_row(name: str, run: Run, growth: str = "") -> tuple[str, ...]:
    return name, f"{run.seconds:.1f}", f"{run.processor:.1f}", growth, f"{run.memory:.0f}"


def adversarial(_: bool) -> None:
    """Texts made to be slow, at half and at full size: linear is ×2."""
    from extract.engine import Extractor

    extractor = Extractor(pack())
    halves = generated_text.adversarial(0.5)
    rows = []
    for name, text in generated_text.adversarial().items():
        half = best(lambda name=name: extractor.extract(document(halves[name])), 1)
        full = best(lambda text=text: extractor.extract(document(text)), 1)
        rows.append(
            (name, f"{len(text) / MB:.1f}", f"{full:.2f}", f"×{full / half:.1f}", f"{len(text) / MB / full:.1f}")
        )
    show("Adversarial texts", ("text", "MB", "seconds", "growth", "MB/s"), rows)


def scanners(_: bool) -> None:
    """How the cost of each scanner grows on texts made for it: the worst of them, of eight times the text."""
    from extract.quantities import dates, numbers
    from sources import webpage
    from sources.markdown import blocks
    from sources.render import reading

    small, large = growing_texts.SMALL, growing_texts.SMALL * growing_texts.GROWTH
    texts = (growing_texts.documents(small), growing_texts.documents(large))
    cases: list[tuple[str, Callable[[str], object], tuple[dict[str, str], dict[str, str]]]] = [
        ("Markdown", blocks, texts),
        ("HTML", webpage.blocks, texts),
        ("reading text", lambda text: reading(text, 0, len(text)), texts),
    ]
    for name, scan, units in (
        ("numbers", numbers.scan, growing_texts.NUMBERS),
        ("dates", dates.scan, growing_texts.DATES),
    ):
        cases.append((name, scan, (growing_texts.runs(units, 4 * small), growing_texts.runs(units, 4 * large))))
    rows = []
    for name, scan, (lesser, greater) in cases:
        growths = {text: growth_of(scan, lesser[text], greater[text]) for text in lesser}
        worst = max(growths, key=lambda text: growths[text])
        median = statistics.median(growths.values())
        rows.append((name, str(len(growths)), f"×{median:.0f}", f"×{growths[worst]:.0f}", worst))
    show(
        f"Growth of cost for {growing_texts.GROWTH} times the text", ("scanner", "texts", "median", "worst", "of"), rows
    )


def growth_of(scan: Callable[[str], object], lesser: str, greater: str) -> float:
    """How many times as long the greater text takes; at least a millisecond is counted for the lesser one."""
    return best(lambda: scan(greater)) / max(best(lambda: scan(lesser)), 0.001)


def startup(_: bool) -> None:
    """Whole commands from start to exit; the interpreter alone for comparison."""
    example = ROOT / "examples/deepseek"
    with tempfile.TemporaryDirectory() as folder:
        audit = ("audit", str(example), "--out", "out", "--quiet")
        cases = (
            ("python -c pass", lambda: python("-c", "pass", folder=folder)),
            ("factaudit --version", lambda: command("--version", folder=folder)),
            ("five documents, cold", lambda: command(*audit, "--no-cache", folder=folder)),
            ("the same without validation", lambda: command(*audit, "--no-cache", "--no-validation", folder=folder)),
            ("five documents, unchanged", lambda: command(*audit, folder=folder)),
        )
        command(*audit, folder=folder)
        rows = []
        for name, run in cases:
            runs = [run() for _ in range(REPEATS if "cold" in name or "without" in name else STARTS)]
            seconds, processor = ([r.seconds for r in runs], [r.processor for r in runs])
            figures = (statistics.median(seconds), min(seconds), statistics.median(processor))
            rows.append((name, *(f"{figure * 1000:.0f}" for figure in figures), f"{runs[0].memory:.0f}"))
    show("Commands, milliseconds", ("command", "median", "best", "processor", "peak MB"), rows)


class Run(NamedTuple):
    """What a process took: seconds on the clock, seconds of processor time, MB of memory at its peak."""

    seconds: float
    processor: float
    memory: float


def command(*arguments: str, folder: str) -> Run:
    """Run a factaudit command; processes that it starts count for processor time, not for memory."""
    return python("-m", "factaudit", *arguments, folder=folder)


def python(*arguments: str, folder: str) -> Run:
    """Run a Python process."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}: {said.decode(errors='replace')}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (MB if sys.platform == "darwin" else 1000))


def pack() -> object:
    """The bundled pack on language models."""
    from extract.words import pack_file
    from factaudit import packs

    return pack_file.load(packs.locate("llm"))


def document(text: str) -> object:
    """A text as a document, cut into blocks."""
    from sources.document import Document
    from sources.read import parse

    return Document("generated.md", "", text, "utf-8", False, parse(text, "generated.md"))


def megabytes(texts: Iterable[str]) -> float:
    """Size of texts in UTF-8."""
    return sum(len(text.encode()) for text in texts) / MB


def best(run: Callable[[], object], repeats: int = REPEATS) -> float:
    """Seconds of processor time of the fastest of several runs."""
    seconds = []
    for _ in range(repeats):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    return min(seconds)


def show(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table, numbers to the right."""
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    print(f"\n{title}")
    for row in (heads, *rows):
        first, *rest = (
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join((first, *rest)))


# The memory of a process is told with what its parent held when it was started: commands come before all that
# is measured in this process.
SECTIONS: dict[str, Callable[[bool], None]] = {
    "startup": startup,
    "growth": growth,
    "claims": claims,
    "throughput": throughput,
    "adversarial": adversarial,
    "scanners": scanners,
}

if __name__ == "__main__":
    sys.exit(main())
