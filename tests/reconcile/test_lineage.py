"""Who repeats whom: copies, quotations and quoted tables, beside templates, boilerplate and bare facts."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from reconcile import lineage
from reconcile.lineage import COLUMNS, Lineage, Place, find_lineage

ASTER = "Aster-2 has 236 billion parameters in total, of which 21 billion are active for each token it reads."
COPY = "Aster-2 has 671 billion parameters in total, of which 37B are active for each token it reads."
TRAINED = "The team trained Aster-2 on 8.1 trillion tokens of text and code gathered until March 2024."
LICENCE = "Aster-2 is released under the Apache License, Version 2.0, and may be used for any purpose."


def claims(*passages: tuple[str, str, str], values: Sequence[float] = ()) -> pd.DataFrame:
    """A claims table from (document, entity, context), each claim 100 characters behind the one before.

    All state one value, or the values given.
    """
    stated = values or (1,) * len(passages)
    return pd.DataFrame(
        [
            (d, number * 100, number * 100 + 4, text, entity, "size", f"{value:g}", value - 0.5, value + 0.5)
            for number, ((d, entity, text), value) in enumerate(zip(passages, stated, strict=True))
        ],
        columns=list(COLUMNS),
    )


def two(first: str, second: str, entity: str = "Aster-2", other: str | None = None) -> Lineage:
    return find_lineage(claims(("a.md", entity, first), ("b.md", other or entity, second)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(ASTER, ASTER, id="a verbatim copy"),
        pytest.param(ASTER, COPY, id="a copy with other figures, one of them spelled out"),
        pytest.param(ASTER, f"“{ASTER}”", id="in quotation marks"),
        pytest.param(ASTER, ASTER.upper().lower().replace("aster", "Aster"), id="in other cases"),
        pytest.param(
            "Aster-2, the second of its kind, has 236 billion parameters in total, of which 21 billion are active "
            "for each token it reads, and it was made in a year.",
            "As the report has it, the model has 236 billion parameters in total, of which 21 billion are active.",
            id="a part of a sentence, quoted with its figures",
        ),
        pytest.param(ASTER, ASTER.replace("it reads", "it sees"), id="one word changed at the end"),
    ],
)
def test_a_repeated_passage_is_one_voice(first: str, second: str) -> None:
    found = two(first, second)
    assert found.voices == ("a.md", "a.md")
    assert [repeat.documents for repeat in found.repeats] == [("a.md", "b.md")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            ASTER,
            ASTER.replace("Aster-2", "Borea-3").replace("236", "70").replace("21", "7"),
            id="a template, filled in anew",
        ),
        pytest.param(LICENCE, LICENCE, id="terms of use"),
        pytest.param("Parameters: 236B", "Parameters: 236B", id="a bare fact"),
        pytest.param(
            "The model is easy to use and runs on all machines of the team.",
            "The model is easy to use and runs on all machines of the team.",
            id="a sentence without a figure",
        ),
        pytest.param(
            ASTER,
            "With 236 billion parameters, 21 billion of them active, Aster-2 is large but quick to answer.",
            id="the same facts in other words",
        ),
        pytest.param(
            "It has 236 billion parameters in total, and a context of 128 thousand tokens to read from.",
            "It cost 6 million dollars in total, and took 55 days to train on 2,048 of the machines.",
            id="a few words in common",
        ),
    ],
)
def test_what_is_no_repetition_stays_two_voices(first: str, second: str) -> None:
    found = two(first, second)
    assert found.voices == ("a.md", "b.md")
    assert found.repeats == ()


def test_the_same_words_about_another_entity_are_no_copy() -> None:
    text = "A model with 236 billion parameters in total, of which 21 billion are active for each token."
    assert two(text, text, "Aster-2", "Borea-3").voices == ("a.md", "b.md")
    assert two(text, text, "Aster-2").voices == ("a.md", "a.md")


def test_a_document_repeats_one_passage_and_speaks_for_itself_otherwise() -> None:
    found = find_lineage(
        claims(
            ("a.md", "Aster-2", ASTER),
            ("a.md", "Aster-2", TRAINED),
            ("b.md", "Aster-2", ASTER),
            (
                "b.md",
                "Aster-2",
                "It took 3 million hours on new machines to get Aster-2 through its 8 trillion tokens.",
            ),
        )
    )
    assert found.voices == ("a.md", "a.md", "a.md", "b.md")
    assert found.documents == {}
    repeat = found.repeats[0]
    assert repeat.passages == 1
    assert repeat.examples == ((Place("a.md", 0, 4), Place("b.md", 200, 204)),)
    # "236 billion" is one word: b.md, the shorter one, has 16 that are repeated and 14 that are not
    assert repeat.share == pytest.approx(16 / 30)


FORMULA = "The Aster-2 has a water tank of {} litres."
SAYS = "As the sheet of the makers has it, the Aster-2 can be filled with {} litres of water and weighs 30 kg in all."


@pytest.mark.parametrize(
    ("stated", "voices"),
    [
        ((1.8, 2.4), ("a.md", "b.md")),
        ((1.8, 1.8), ("a.md", "a.md")),  # nothing shows that it is how everybody says so
        ((1.8, 1.8, 2.4), ("a.md", "b.md", "c.md")),  # here c.md does
        ((2.4, 1.8, 1.8), ("a.md", "b.md", "c.md")),
    ],
)
def test_a_short_sentence_that_stands_with_other_figures_is_a_formula(
    stated: tuple[float, ...], voices: tuple[str, ...]
) -> None:
    said = [(name, "Aster-2", FORMULA.format(value)) for name, value in zip("abc", stated, strict=False)]
    found = find_lineage(claims(*[(f"{name}.md", *rest) for name, *rest in said], values=stated))
    assert found.voices == voices
    assert bool(found.repeats) == (voices == ("a.md", "a.md"))


@pytest.mark.parametrize(
    ("stated", "voices"),
    [
        ((10, 10, 10), ("a.md", "a.md", "a.md")),
        ((10, 20, 10), ("a.md", "b.md", "a.md")),
        ((10, 20, 20), ("a.md", "b.md", "b.md")),  # what two changed alike is one voice
        ((10, 20, 30), ("a.md", "b.md", "c.md")),
        ((10, 10.8, 20), ("a.md", "a.md", "c.md")),  # 9.5 to 10.5 and 10.3 to 11.3 agree
    ],
)
def test_a_figure_that_was_changed_in_a_copy_is_the_voice_of_who_changed_it(
    stated: tuple[float, ...], voices: tuple[str, ...]
) -> None:
    said = [(f"{name}.md", "Aster-2", SAYS.format(value)) for name, value in zip("abc", stated, strict=True)]
    frame = claims(*said, values=stated)
    found = find_lineage(frame)
    assert found.voices == voices
    assert len(found.repeats) == 3
    assert find_lineage(frame.iloc[::-1].reset_index(drop=True)).voices == voices[::-1]


def test_a_copy_that_states_what_the_original_says_elsewhere_adds_no_voice() -> None:
    said = [("a.md", SAYS.format(10)), ("a.md", "Aster-2: 20 litres"), ("b.md", SAYS.format(20))]
    found = find_lineage(claims(*[(name, "Aster-2", text) for name, text in said], values=(10, 20, 20)))
    assert found.voices == ("a.md", "a.md", "a.md")


def test_a_copy_of_a_document_stands_for_it_with_all_its_claims() -> None:
    facts = [("Aster-2", ASTER), ("Aster-2", TRAINED), ("Aster-2", LICENCE), ("Aster-2", "Context: 128K")]
    found = find_lineage(claims(*[("b.md", *fact) for fact in facts], *[("a.md", *fact) for fact in facts]))
    assert found.documents == {"a.md": "a.md", "b.md": "a.md"}
    assert set(found.voices) == {"a.md"}
    assert found.repeats[0].share == 1.0


def test_bare_facts_in_common_do_not_make_a_document_a_copy() -> None:
    facts = [("Aster-2", "Parameters: 236B"), ("Aster-2", "Active: 21B"), ("Aster-2", "Context: 128K tokens")]
    found = find_lineage(claims(*[("a.md", *fact) for fact in facts], *[("b.md", *fact) for fact in facts]))
    assert found.documents == {}
    assert found.voices == ("a.md",) * 3 + ("b.md",) * 3


def test_rows_of_a_quoted_table_are_one_voice() -> None:
    row = "Aster-2 base | 236B total | 21B active | 128K context | 8.1T tokens | 60 layers | March 2024"
    assert two(row, row).voices == ("a.md", "a.md")


def test_repetition_passes_through_a_third_document() -> None:
    long = "The makers say that " + ASTER[:-1] + ", and that " + TRAINED[0].lower() + TRAINED[1:]
    found = find_lineage(
        claims(("c.md", "Aster-2", ASTER), ("b.md", "Aster-2", long), ("a.md", "Aster-2", TRAINED)),
    )
    assert set(found.voices) == {"a.md"}


def test_the_order_of_claims_changes_nothing() -> None:
    frame = claims(
        ("a.md", "Aster-2", ASTER),
        ("b.md", "Aster-2", COPY),
        ("c.md", "Aster-2", TRAINED),
        ("b.md", "Aster-2", TRAINED),
    )
    one, other = find_lineage(frame), find_lineage(frame.iloc[::-1].reset_index(drop=True))
    assert one.voices == other.voices[::-1]
    assert (one.documents, one.repeats) == (other.documents, other.repeats)


def test_claims_without_context_speak_for_their_document() -> None:
    assert two("", "").voices == ("a.md", "b.md")


def test_only_the_pairs_that_repeat_most_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lineage, "MOST_REPEATS", 2)
    frame = claims(
        ("a.md", "Aster-2", ASTER),
        ("b.md", "Aster-2", TRAINED),
        ("b.md", "Aster-2", ASTER),
        ("c.md", "Aster-2", ASTER),
        ("c.md", "Aster-2", TRAINED),
        ("d.md", "Aster-2", TRAINED),
        ("d.md", "Aster-2", COPY.replace("active for each token it reads", "never at rest, day or night, all year")),
    )
    found = find_lineage(frame)
    everything = find_lineage(frame.iloc[::-1].reset_index(drop=True))
    assert [repeat.documents for repeat in found.repeats] == [("a.md", "b.md"), ("a.md", "c.md")]
    assert found.more == 3  # b and c repeat each other as a whole, too, and d repeats a sentence of each
    assert found.repeats == everything.repeats


def test_no_claims_no_lineage() -> None:
    frame = claims().astype({"start": int, "end": int, "lower": float, "upper": float})
    assert find_lineage(frame) == Lineage((), {}, ())


@pytest.mark.parametrize(("other", "voices"), [("MIT", ("a.md", "a.md")), ("Apache 2.0", ("a.md", "b.md"))])
def test_a_text_value_that_was_changed_in_a_copy_is_a_voice_too(other: str, voices: tuple[str, ...]) -> None:
    frame = claims(("a.md", "Aster-2", ASTER), ("b.md", "Aster-2", ASTER))
    found = find_lineage(frame.assign(value=["MIT", other], lower=float("nan"), upper=float("nan")))
    assert found.voices == voices
