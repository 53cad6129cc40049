"""Reads documents and extracts their claims, one after the other or, where there is much to do, in processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING

from extract.claim import Claim, Extraction, Rejected
from extract.words.pack import Pack
from factaudit.cache import Cache
from factaudit.surroundings import surroundings
from reports.interface import DocumentRow
from sources.document import Document, Unread
from sources.errors import FactauditError
from sources.read import read_document

if TYPE_CHECKING:
    from extract.engine import Extractor

# Starting a process and loading the pack in it takes about as long as reading ten megabytes.
PARALLEL_BYTES = 20_000_000
BATCH_BYTES = 2_000_000  # what a process is given at once: enough to outweigh handing it over
PROGRESS_BYTES = 5_000_000  # below that a progress bar would be gone before it is seen


@dataclass(frozen=True, slots=True)
class Place:
    """A file to read and what the document is called."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What a document gave; `row` where it was read and `unread` where not, never both."""

    row: DocumentRow | None
    unread: Unread | None
    claims: tuple[Claim, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    misplaced: frozenset[str] = frozenset()  # ids of claims whose quote does not stand at their span
    above: Mapping[int, str] = field(default_factory=dict)  # what stands above claims, by their offsets


class Examiner:
    """Reads one document after the other by one pack."""

    def __init__(self, pack: Pack, max_bytes: int, cache: Cache) -> None:
        """Nothing is compiled before the first document that the cache does not know."""
        self._pack = pack
        self._max_bytes = max_bytes
        self._cache = cache

    @cached_property
    def _extractor(self) -> Extractor:
        from extract.engine import Extractor  # a table of claims, or documents that the cache knows, go without

        return Extractor(self._pack)

    def examine(self, place: Place) -> Examined:
        """Read and extract. Whatever fails on the way is said of this document and stops no other."""
        try:
            document = read_document(Path(place.path), place.name, self._max_bytes)
            if isinstance(document, Unread):
                return Examined(None, document)
            found = self._cache.extraction(document)
            if found is None:
                found = self._extractor.extract(document)
                self._cache.keep_extraction(document, found)
            above = surroundings(document, found.claims)
        except Exception as error:
            # The one place where a defect met by a document is caught: it becomes part of the report.
            said = " ".join(str(error).split())
            return Examined(None, Unread(place.name, f"could not be analysed: {type(error).__name__}: {said[:200]}"))
        text = document.text
        misplaced = frozenset(claim.claim_id for claim in found.claims if text[claim.start : claim.end] != claim.quote)
        return Examined(_row(document, found), None, found.claims, found.rejected, misplaced, above)


def _row(document: Document, found: Extraction) -> DocumentRow:
    text = document.text
    return DocumentRow(
        path=document.path,
        sha256=document.sha256,
        encoding=document.encoding,
        encoding_assumed=document.encoding_assumed,
        characters=len(text),
        lines=text.count("\n") + (not text.endswith("\n")),
        claims=len(found.claims),
        rejected=len(found.rejected),
    )


def examine_all(places: Sequence[Place], pack: Pack, max_bytes: int, cache: Cache) -> list[Examined]:
    """Examine documents; the results stand in the order of the places, however many processes worked on them."""
    sizes = [min(_size(place), max_bytes) for place in places]
    processes = min(_processors(), sum(sizes) // BATCH_BYTES)
    if sum(sizes) > PARALLEL_BYTES and processes > 1:
        results = _in_processes(_batches(places, sizes), processes, pack, max_bytes, cache)
    else:
        examiner = Examiner(pack, max_bytes, cache)
        results = (examiner.examine(place) for place in places)
    return list(_with_progress(results, len(places), sum(sizes)))


def _size(place: Place) -> int:
    try:
        return Path(place.path).stat().st_size
    except OSError:
        return 0  # reading it will say why


def _processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _batches(places: Sequence[Place], sizes: Sequence[int]) -> list[list[Place]]:
    """Neighbouring documents in batches of about `BATCH_BYTES`."""
    batches: list[list[Place]] = []
    filled = BATCH_BYTES
    for place, size in zip(places, sizes, strict=True):
        if filled >= BATCH_BYTES:
            batches.append([])
            filled = 0
        batches[-1].append(place)
        filled += size
    return batches


_ENDING = (signal.SIGINT, signal.SIGTERM)

_examiner: Examiner  # of a process that was started for examining


def _start(pack: Pack, max_bytes: int, cache: Cache) -> None:
    global _examiner  # noqa: PLW0603 - what a process keeps between batches has no other place
    threading.Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    _examiner = Examiner(pack, max_bytes, cache)


def _end_with_parent() -> None:
    """End this process once the one that started it is gone: killed, that one could not do it itself."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _examine_batch(places: Sequence[Place]) -> list[Examined]:
    return [_examiner.examine(place) for place in places]


def _in_processes(
    batches: Sequence[Sequence[Place]], processes: int, pack: Pack, max_bytes: int, cache: Cache
) -> Iterator[Examined]:
    # Spawned, not forked: the same on every system, and no lock of another thread is copied half-held.
    executor = ProcessPoolExecutor(
        processes, multiprocessing.get_context("spawn"), initializer=_start, initargs=(pack, max_bytes, cache)
    )
    try:
        with _signals_held_back():
            futures = [executor.submit(_examine_batch, batch) for batch in batches]
        for future in futures:
            yield from future.result()
        executor.shutdown()
    except BrokenProcessPool as error:
        remedy = "memory may have run out: exclude large documents or lower --max-bytes"
        raise FactauditError("a process that was reading documents was ended by the system", remedy) from error
    finally:
        abandon(executor)


def abandon(executor: ProcessPoolExecutor) -> None:
    """End the processes of an executor at once, whatever they are at; nothing remains to be done after its shutdown.

    One that is killed while it sends a long result leaves the thread that receives it waiting for the rest, and Python
    waits for that thread before it exits: it is told by closing the only other end that still could write.
    """
    results = executor._result_queue  # there is no public way to abandon an executor
    executor.shutdown(wait=False, cancel_futures=True)
    _end(multiprocessing.active_children())
    if results is not None:
        results._writer.close()  # type: ignore[attr-defined]


def _end(children: Sequence[BaseProcess]) -> None:
    """End processes at once, and wait for that.

    One that is just starting holds a request to end back, and would go on without the semaphores of this process.
    """
    for child in children:
        child.kill()
    for child in children:
        child.join()


@contextmanager
def _signals_held_back() -> Iterator[None]:
    """Hold Ctrl-C and a request to end back while processes are started: none is left half-started, no signal is lost.

    The processes start with the same signals held back. They leave Ctrl-C to this process, which ends them in order.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows: there a console sends Ctrl-C to all, and each one ends
        yield
        return
    resource_tracker.ensure_running()  # its start, too, would let the signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _with_progress(results: Iterable[Examined], count: int, size: int) -> Iterator[Examined]:
    """The results as they come, with a bar on the terminal while one has to wait for them."""
    if size < PROGRESS_BYTES or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(results, "Reading documents", count, console=Console(stderr=True), transient=True)
