from pathlib import Path

import pytest

from factaudit.cli import main

ROOT = Path(__file__).resolve().parents[2]
COFFEE = str(ROOT / "examples" / "other-domain" / "coffee-machines.yaml")


def shown(capsys: pytest.CaptureFixture[str], name: str) -> list[str]:
    assert main(["pack", "show", name]) == 0
    return capsys.readouterr().out.splitlines()


def test_a_pack_is_shown_with_its_size_and_a_table_of_its_attributes(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, COFFEE)[:9] == [
        "Espresso machines (coffee-machines): 6 attributes, 2 families with 3 entities, 1 rule",
        "",
        "attribute     type      unit    severity  title",
        "tank_volume   number    litres  medium    Water tank",
        "pressure      number    bar     high      Pump pressure",
        "power         number    watts   low       Power",
        "launched      date              medium    Launch",
        "boiler        term              high      Boiler",
        "successor_of  relation          low       Successor of",
    ]


def test_the_words_and_scopes_of_an_attribute_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, COFFEE)
    start = lines.index("pressure")
    assert lines[start + 1 : lines.index("power") - 1] == [
        "    units          bar",
        "    cues           pump, pressure",
        "    labels         pressure, pump pressure, pump",
        "    barred         steam",
        "    scope          brewing: at the group, brewing pressure, in the cup",
        "    plausible      5 to 25",
    ]


def test_a_bundled_pack_is_shown_by_its_name_in_lines_of_bounded_length(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, "llm")
    assert lines[0].startswith("Large language models (llm): ")
    assert max(len(line) for line in lines) <= 100


def test_a_pack_that_does_not_exist_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "show", "lmm"]) == 2
    assert "lmm" in capsys.readouterr().err
