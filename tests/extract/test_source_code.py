"""Source code in plain text claims nothing; a text of settings is no source code."""

from __future__ import annotations

from extract.text.source_code import is_source_code

PROGRAM = """import torch

LAYERS = 32  # of Kestrel-7B

def build(layers: int = LAYERS) -> Model:
    parameters = 7_000_000_000
    if layers > 40:
        raise ValueError(layers)
    return Model(layers, parameters)

print(build())
"""
SETTINGS = "\n".join(f"key_{n} = {n}" for n in range(20))
PROSE = "\n".join(["Kestrel-7B was released in May; it has 32 layers.", "We return to it below: see there."] * 6)


def test_a_program_is_source_code() -> None:
    assert is_source_code(PROGRAM)
    assert is_source_code("class Kestrel {\n  int layers = 32;\n  void run() {\n    load(7);\n  }\n}\n" * 2)


def test_settings_and_prose_are_none() -> None:
    assert not is_source_code(SETTINGS)
    assert not is_source_code(PROSE)
    assert not is_source_code(PROGRAM[:60])  # too short to tell
