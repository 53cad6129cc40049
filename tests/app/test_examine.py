from pathlib import Path

import pytest

from extract.words.pack import Pack
from extract.words.pack_file import load
from factaudit import examine, packs
from factaudit.cache import Cache
from factaudit.examine import Examined, Place, examine_all
from factaudit.store import Store

TEXTS = (
    "DeepSeek-V2 has 236 billion parameters, released in early May 2024; up to 128K tokens.\n",
    "Qwen2.5 7B was trained on 18 trillion tokens [3]. It beats others by 12%.\n",
    "",
    "| Model | Params | Released |\n|---|---|---|\n| DeepSeek-V3 | 671B (37B active) | Dec 2024 |\n",
)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load(packs.locate("llm"))


@pytest.fixture
def places(tmp_path: Path) -> list[Place]:
    found = []
    for number in range(12):
        path = tmp_path / f"{number:02}.md"
        path.write_text(TEXTS[number % len(TEXTS)], encoding="utf-8")
        found.append(Place(str(path), path.name))
    return found


def run(places: list[Place], pack: Pack, store: Store) -> list[Examined]:
    return examine_all(places, pack, 1_000_000, Cache(store, "program", "pack"))


def test_each_document_has_its_result_at_its_place(places: list[Place], pack: Pack) -> None:
    results = run(places, pack, Store(usable=False))
    assert [part.path for one in results for part in (one.row, one.unread) if part] == [p.name for p in places]
    assert [one.unread.reason for one in results if one.unread] == ["is empty"] * 3
    claims = {(c.entity, c.attribute, c.value) for c in results[0].claims}
    assert ("DeepSeek-V2", "parameters_total", "236000000000") in claims


def test_processes_find_what_one_process_finds(
    places: list[Place], pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = run(places, pack, Store(usable=False))
    monkeypatch.setattr(examine, "PARALLEL_BYTES", 1)
    monkeypatch.setattr(examine, "BATCH_BYTES", 100)
    monkeypatch.setattr(examine, "_processors", lambda: 2)
    assert run(places, pack, Store(str(tmp_path / "cache"))) == alone
    assert run(places, pack, Store(str(tmp_path / "cache"))) == alone


def test_what_the_cache_gives_back_is_what_was_found(
    places: list[Place], pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(str(tmp_path / "cache"))
    first = run(places, pack, store)
    monkeypatch.delattr("extract.engine.Extractor.extract")  # from here on only the cache can answer
    assert run(places, pack, store) == first


def test_the_cache_knows_a_document_by_its_bytes_its_name_and_the_pack(
    places: list[Place], pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(str(tmp_path / "cache"))
    run(places, pack, store)
    monkeypatch.delattr("extract.engine.Extractor.extract")
    other_name = [Place(places[0].path, "other.md")]
    assert run(other_name, pack, store)[0].unread is not None
    assert examine_all(places[:1], pack, 1_000_000, Cache(store, "program", "other pack"))[0].unread is not None
    assert examine_all(places[:1], pack, 1_000_000, Cache(store, "other program", "pack"))[0].unread is not None
    Path(places[0].path).write_text("changed", encoding="utf-8")
    assert run(places[:1], pack, store)[0].unread is not None


def test_a_claim_whose_quote_does_not_stand_at_its_span_is_noted(
    places: list[Place], pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from extract.claim import Extraction
    from extract.engine import Extractor
    from sources.document import Document

    real = Extractor.extract

    def shifted(self: Extractor, document: Document) -> Extraction:
        found = real(self, document)
        first, *rest = found.claims
        return replace(found, claims=(replace(first, start=first.start + 1, end=first.end + 1), *rest))

    monkeypatch.setattr(Extractor, "extract", shifted)
    [one] = run(places[:1], pack, Store(usable=False))
    assert one.misplaced == {one.claims[0].claim_id}


def test_a_file_that_vanishes_is_unread(places: list[Place], pack: Pack) -> None:
    Path(places[1].path).unlink()
    [one] = run(places[1:2], pack, Store(usable=False))
    assert one.unread is not None
    assert one.unread.reason == "does not exist"
