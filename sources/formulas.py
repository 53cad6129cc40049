"""What pandoc and TeX leave in Markdown: keys of citations, attributes in braces, numbers and signs set as formulas."""

from __future__ import annotations

import re

# "[@raffel2020t5; @xue2021mt5, p. 3]"
CITED = re.compile(r"\[-?@[^\[\]\n]{1,300}+\]")
# "{#sec:models .wide}", '{reference-type="ref"}': braces that hold attributes and nothing else.
_ATTRIBUTE = r'(?:[#.][\w:.-]{1,80}|[\w-]{1,40}="[^"\n]{0,200}")'
ATTRIBUTES = re.compile(rf"\{{{_ATTRIBUTE}(?:\s{_ATTRIBUTE}){{0,9}}\}}")
LONGEST_FORMULA = 60  # characters between the signs
# As pandoc has it, no blank stands inside of the signs and no digit behind the second one: "$5 or $7" is money. Behind
# a sign alone there may be one: "$\\sim$600B".
FORMULA = re.compile(rf"\$(?:\\[A-Za-z]+\$|(?=[^\s$])[^$\n]{{1,{LONGEST_FORMULA}}}+(?<!\s)\$(?!\d))")
_COMMAND = re.compile(r"\\(?P<word>[A-Za-z]+)\s?|\\(?P<blank>[,;:! ])|(?P<brace>[{}])")
_NUMBER = re.compile(r"[\d.,~^+=≈≤≥<>/%×·()αβγδεθλμπστφχψωΔΣΩ†‡*∼KMBT -]*")
_SIGNS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "theta": "θ", "lambda": "λ", "mu": "μ",
    "pi": "π", "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Delta": "Δ", "Sigma": "Σ",
    "Omega": "Ω", "dagger": "†", "ddagger": "‡", "ast": "*", "star": "*", "sim": "~", "approx": "≈", "times": "×",
    "cdot": "·", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "mathbf": "", "mathrm": "", "text": "", "textbf": "",
    "boldsymbol": "", "bf": "", "rm": "",
}  # fmt: skip


def formula(text: str, start: int, end: int) -> list[tuple[int, int, str]] | None:
    """How a reader sees a formula, given by its span with its signs: edits as start, end and replacement.

    None where it is more than a number with signs around it ("$d_{model}$"), or no formula.
    """
    edits = [(start, start + 1, "")]
    inner, at = "", start + 1
    for command in _COMMAND.finditer(text, start + 1, end - 1):
        word = command["word"]
        sign = _SIGNS.get(word) if word else "" if command["brace"] else " "
        if sign is None:
            return None
        inner += text[at : command.start()] + sign
        edits.append((command.start(), command.end(), sign))
        at = command.end()
    inner += text[at : end - 1]
    return [*edits, (end - 1, end, "")] if inner and _NUMBER.fullmatch(inner) else None
