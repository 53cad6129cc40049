from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from sources.errors import FactauditError
from sources.yaml_file import MAX_DEPTH, fitted, load, parse


class Rule(BaseModel):
    model_config = ConfigDict(extra="forbid")
    documents: str
    weight: int = 1


class Settings(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: str = ""
    words: tuple[str, ...] = ()
    authority: tuple[Rule, ...] = ()
    named: dict[str, Rule] = {}
    one: Rule | None = None


def message(text: str, model: type[BaseModel] = Settings) -> str:
    with pytest.raises(FactauditError) as caught:
        fitted(parse(text.encode(), "a.yaml"), model)
    return str(caught.value)


def test_data_and_lines_of_every_part() -> None:
    located = parse(b"# c\ntitle: x\nauthority:\n  - documents: a\n    weight: 2\n  -\n    documents: b\n", "a.yaml")
    assert located.data == {"title": "x", "authority": [{"documents": "a", "weight": 2}, {"documents": "b"}]}
    assert located.line(("title",)) == 2
    assert located.line(("authority",)) == 3
    assert located.line(("authority", 0, "weight")) == 5
    assert located.line(("authority", 1, "documents")) == 7
    assert located.line(("authority", 1, "absent", "deeper")) == 7
    assert located.line(("absent",)) == 2


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-05-07", "2024-05-07"),
        ("no", "no"),
        ("on", "on"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
        ("<<", "<<"),
        (".inf", ".inf"),
        ("7", 7),
        ("-7", -7),
        ("010", 10),
        ("0.05", 0.05),
        ("2e12", 2e12),
        ("true", True),
        ("null", None),
        ("~", None),
        ("'7'", "7"),
        ('"true"', "true"),
        ("|\n  7", "7"),
        ("'&a'", "&a"),
    ],
)
def test_plain_scalars_mean_what_yaml_1_2_says_and_quoted_ones_are_text(written: str, meant: object) -> None:
    assert parse(f"key: {written}".encode(), "a.yaml").data == {"key": meant}


@given(
    st.dictionaries(st.text("abc", min_size=1), st.text("abc 0123.:-#'\"\n", max_size=8), max_size=4),
    st.sampled_from(["'", '"', "|", ">"]),
)
def test_quoted_text_of_every_style_reads_back_as_text(data: dict[str, str], style: str) -> None:
    import yaml

    # Unquoted, PyYAML writes YAML 1.1, in which `-.0` is text and in YAML 1.2, which is read here, a number.
    assert parse(yaml.safe_dump(data, default_style=style).encode(), "a.yaml").data == data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("titel: x", "a.yaml:1: unknown key 'titel'; did you mean 'title'?"),
        ("title: x\nzzz: 1", "a.yaml:2: unknown key 'zzz'; known keys here are title, words, authority, named, one"),
        ("authority:\n- documents: a\n  wigt: 1", "a.yaml:3: unknown key 'authority.0.wigt'; did you mean 'weight'?"),
        ("named:\n  a:\n    documents: a\n    wigt: 1", "a.yaml:4: unknown key 'named.a.wigt'; did you mean 'weight'?"),
        ("one:\n  documents: a\n  weigth: 1", "a.yaml:3: unknown key 'one.weigth'; did you mean 'weight'?"),
        ("title: x\nauthority:\n- weight: 1", "a.yaml:3: 'authority.0.documents' is missing; add it"),
        ("title: 7", "a.yaml:1: 'title' is 7, where text is expected; put it in quotes: \"7\""),
        ("title: true", "a.yaml:1: 'title' is true, where text is expected; put it in quotes: \"true\""),
        ("title: [a]", "a.yaml:1: 'title' is a list, where text is expected; write text"),
        ("words: x", "a.yaml:1: 'words' is text, where a list is expected; write [x]"),
        ("", "a.yaml:1: is empty; its keys are title, words, authority, named, one"),
        ("- a", "a.yaml:1: is not a mapping of keys to values; its keys are title, words, authority, named, one"),
        (
            "title: 7\nwords: x",
            "a.yaml:1: 'title' is 7, where text is expected (the first of 2 problems); put it in quotes: \"7\"",
        ),
        ("title: a\n\ntitle: b", "a.yaml:3: repeats the key 'title' of line 1; join the two entries"),
        ("title: &a x", "a.yaml:1: uses an anchor or alias (& or *); write the value out, or put it in quotes"),
        ("title: *a", "a.yaml:1: uses an anchor or alias (& or *); write the value out, or put it in quotes"),
        ("title: !!python/name:os.system x", "a.yaml:1: uses a tag (!); write the plain value, or put it in quotes"),
        ("[a]: b", "a.yaml:1: uses a list or mapping as a key; use text as key, in quotes where it starts so"),
        ("a: 1\n---\nb: 1", "a.yaml:2: holds a second document after '---'; keep one document in a file"),
    ],
)
def test_what_is_wrong_is_told_in_one_line_with_place_and_remedy(text: str, expected: str) -> None:
    assert message(text) == expected


def test_broken_syntax_names_its_line() -> None:
    told = message("title: x\nwords: [a\nb: c")
    assert told.startswith("a.yaml:3: is no YAML: ")
    assert told.endswith("; check indentation, quotes and colons")


def test_deep_nesting_is_refused_before_it_costs_anything() -> None:
    told = message("title: " + "[" * 100_000)
    assert told == f"a.yaml:1: is nested more than {MAX_DEPTH} deep; flatten it"


def test_bytes_that_are_no_utf_8_name_their_line(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_bytes(b"title: x\nwords: [\xff]\n")
    with pytest.raises(FactauditError, match=r"^b\.yaml:2: is not UTF-8 text; save it as UTF-8$"):
        load(path, "b.yaml")


def test_control_characters_are_refused_with_their_line() -> None:
    assert message("title: ü\nwords: [\x07]") == "a.yaml:2: holds a character that YAML does not allow; remove it"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FactauditError, match=r"^b\.yaml: cannot be read \(No such file.*\); check the path$"):
        load(tmp_path / "b.yaml", "b.yaml")


def test_a_file_that_fits_becomes_the_model(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_bytes(b"\xef\xbb\xbftitle: x\nauthority: [{documents: 'a/*', weight: 3}]\n")
    assert fitted(load(path), Settings) == Settings(title="x", authority=(Rule(documents="a/*", weight=3),))
