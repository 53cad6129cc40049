from extract.engine import Extractor
from extract.words.pack_file import load
from factaudit import packs
from factaudit.packcheck import example_document
from factaudit.surroundings import surroundings


def above(text: str) -> list[tuple[str, str]]:
    """Quotes of the claims that a text makes, each with what is said to stand above it."""
    document = example_document(text)
    claims = Extractor(load(packs.locate("llm"))).extract(document).claims
    found = surroundings(document, claims)
    return [(claim.quote, found.get(claim.start, "")) for claim in claims]


def test_headings_and_items_above_a_short_passage() -> None:
    text = "# Birds\n\n## Kestrel 2\n\n- Size:\n  - 236B parameters\n"
    assert above(text) == [("236B", "Birds › Kestrel 2 › Size")]


def test_only_the_nearest_headings_and_of_each_the_beginning() -> None:
    text = f"# One\n\n## Two\n\n### Three\n\n#### {'Four ' * 40}\n\nKestrel 2 has 236B parameters.\n"
    ((_, said),) = above(text)
    assert said.startswith("Two › Three › Four Four")
    assert said.endswith("…")
    assert len(said) < 80


def test_row_and_column_of_a_cell() -> None:
    text = "| Model | Parameters (B) |\n|---|---|\n| Kestrel 2 | 236 |\n"
    assert ("236", "row “Kestrel 2” › column “Parameters (B)”") in above(text)


def test_a_long_sentence_that_names_its_subject_speaks_for_itself() -> None:
    text = f"# Birds\n\nKestrel 2, which {'is known to all who look at the sky and ' * 3}has 236B parameters.\n"
    assert above(text) == [("236B", "")]


def test_a_wide_table_costs_no_more_than_its_cells() -> None:
    width = 3_000
    text = f"|{'|'.join(f'Kestrel {n}' for n in range(width))}|\n|{'---|' * width}\n|{'7B|' * width}\n"
    assert len(above(text)) <= width
