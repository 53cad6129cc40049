"""Texts to measure on: made from word lists with a fixed seed, so that every run sees the same bytes.

Prose is made of ordinary function words and of a few thousand invented words, the n-th of which occurs in
proportion to 1/n, as words of a language do: a text of a hundred words over and over would flatter whatever
remembers words.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import accumulate

MAKERS = (
    *("DeepSeek", "Llama", "Qwen", "Mistral", "Gemma", "Falcon", "Phi", "Yi", "OLMo"),
    *("Quillon", "Brackwater", "Norrin"),  # invented: the pack does not list them
)
SIZES = (1.3, 3, 6.7, 7, 8, 13, 14, 32, 34, 40, 65, 67, 70, 72, 104, 141, 180, 236, 405, 671)
MONTHS = ("January", "March", "May", "June", "September", "November", "December")
VOCABULARY = 4_000
_SYLLABLES = (
    *("ba", "cor", "del", "en", "far", "gli", "hon", "is", "jun", "kel", "lor", "mat", "nes", "op", "per"),
    *("qua", "rin", "sol", "ten", "ul", "ver", "wen", "xi", "yor", "zan", "tion", "ment", "ing", "al", "est"),
)
_PATTERNS = (
    "The {} {} of the {} was {} by a {} that {} in the {}.",
    "As the {} shows, {} and {} {} are {} with more {} than the {} of {}.",
    "However, this {} has not been {}, because its {} {} on the {} of other {}.",
    "We {} the {} with {}, {} and {}, which {} most of the {} {}.",
    "In practice {} {} from the {} to the {}, and the {} is {} once the {} is {}.",
    "It is {} that {} can be {} without {}, although some {} remain {}.",
)
_NUMBERED = (
    "The {} {} {n} of {m} {} in the {}.",
    "In {y}, the {} of {} rose by {n}.5%, as {} [{n}] {}.",
    "See section {n}.2 of the {} for {} and {}.",
)


def dense(size: int, seed: int = 1) -> str:
    """About `size` characters of which a fifth of the sentences hold a name and a value, with lists and tables."""
    return _Writer(seed, facts=0.2, structure=0.06).text(size)


def sparse(size: int, seed: int = 2) -> str:
    """About `size` characters with a name and a value in one of a hundred sentences."""
    return _Writer(seed, facts=0.01, structure=0.0).text(size)


def documents(size: int, each: int, kind: Callable[[int, int], str]) -> Iterator[str]:
    """Documents of about `each` characters, together about `size`."""
    for number in range(max(1, size // each)):
        yield kind(each, number)


def _vocabulary() -> list[str]:
    dice = random.Random(0)
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(dice.choices(_SYLLABLES, k=dice.randint(1, 4)))] = None
    return list(words)


WORDS = _vocabulary()
_SHARES = list(accumulate(1 / (rank + 1) for rank in range(VOCABULARY)))


class _Writer:
    """Writes one text."""

    def __init__(self, seed: int, facts: float, structure: float) -> None:
        self.dice = random.Random(seed)
        self.facts = facts
        self.structure = structure

    def text(self, size: int) -> str:
        """About `size` characters of paragraphs, lists and tables."""
        parts: list[str] = []
        length = 0
        while length < size:
            structured = self.dice.random() < self.structure
            parts.append(self.dice.choice((self.list, self.table))() if structured else self.paragraph())
            length += len(parts[-1]) + 2
        return "\n\n".join(parts) + "\n"

    def paragraph(self) -> str:
        """A few sentences on a line."""
        count = self.dice.randint(4, 9)
        return " ".join(self.fact() if self.dice.random() < self.facts else self.prose() for _ in range(count))

    def prose(self) -> str:
        """A sentence that claims nothing; one in twelve holds numbers all the same."""
        numbered = self.dice.random() < 1 / 12
        pattern = self.dice.choice(_NUMBERED if numbered else _PATTERNS)
        words = self.dice.choices(WORDS, cum_weights=_SHARES, k=pattern.count("{}"))
        number = self.dice.randint(2, 98)
        return pattern.format(*words, n=number, m=number + 40, y=self.dice.randint(2001, 2022))

    def name(self) -> str:
        """A model's name."""
        return f"{self.dice.choice(MAKERS)}-{self.dice.randint(1, 4)}{self.dice.choice(('', '', '.5'))}"

    def date(self) -> str:
        """A day."""
        return f"{self.dice.choice(MONTHS)} {self.dice.randint(1, 28)}, {self.dice.randint(2023, 2025)}"

    def fact(self) -> str:
        """A sentence with a name and a value."""
        name, size, dice = self.name(), self.dice.choice(SIZES), self.dice
        return dice.choice(
            (
                f"{name} has {size} billion parameters, of which {dice.randint(2, 40)}B are active per token.",
                f"According to the report, {name} was trained on {dice.randint(2, 18)} trillion tokens.",
                f"{name} was released on {self.date()}.",
                f"Its successor {name} supports a context length of {dice.choice((32, 64, 128))}K tokens.",
                f"With {size}B parameters, {name} needs about {dice.uniform(0.5, 3):.2f}M GPU hours of training.",
                f"{name} is available under the {dice.choice(('MIT', 'Apache 2.0'))} license.",
            )
        )

    def list(self) -> str:
        """A heading that names a model, and a list about it."""
        dice = self.dice
        lines = [f"## {self.name()}", "", f"Released in {dice.choice(MONTHS)} {dice.randint(2023, 2025)}.", ""]
        lines += [f"- **Parameters:** {dice.choice(SIZES)}B", f"- Context length: {dice.choice((8, 32, 128))}K tokens"]
        return "\n".join(lines + [f"- {self.prose()}" for _ in range(dice.randint(1, 5))])

    def table(self) -> str:
        """A table of models."""
        dice = self.dice
        lines = ["| Model | Params | Context | Released |", "|---|---|---|---|"]
        lines += [
            f"| {self.name()} | {dice.choice(SIZES)}B | {dice.choice((8, 32, 128))}K | {self.date()} |"
            for _ in range(dice.randint(3, 12))
        ]
        return "\n".join(lines)


def adversarial(scale: float = 1.0) -> dict[str, str]:
    """Texts made to be slow, by what they are; `scale` shrinks them, for a look at growth."""

    def times(count: int) -> int:
        return max(1, int(count * scale))

    columns = times(10_000)
    row = "|" + "7B|" * columns + "\n"
    table = "|" + "DeepSeek-V2|" * columns + "\n|" + "---|" * columns + "\n" + row * 3
    return {
        "a million digits": "DeepSeek-V2 has " + "1" * times(1_000_000) + " parameters.\n",
        "a million digits in groups": "DeepSeek-V2 has " + "1,234 " * times(200_000) + " parameters.\n",
        "ten thousand nested items on a line": "- " * times(10_000) + "DeepSeek-V2: 7B\n",
        "ten thousand items, nested 40 deep": "".join("  " * (k % 40) + "- V2: 7B\n" for k in range(times(10_000))),
        "two thousand items, each one deeper": "".join("  " * k + "- V2: 7B\n" for k in range(int(2_000 * scale**0.5))),
        "a table of 10,000 columns": table,
        "a line of 20 MB": dense(times(20_000_000), 3).replace("\n", " ") + "\n",
        "a sentence of 1 MB": "DeepSeek-V2 has 236B parameters and 128K context, " * times(20_000) + "\n",
        "a sentence of names": "DeepSeek-V2 and " * times(60_000) + "DeepSeek-V3 have 7B parameters\n",
        "ten thousand items": "- DeepSeek-V2: 236B parameters\n" * times(10_000),
        "ten thousand rows": "| Model | Params |\n|---|---|\n" + "| DeepSeek-V2 | 236B |\n" * times(10_000),
        "a paragraph of pronouns": "DeepSeek-V2 has 236B parameters. It was released in May 2024. " * times(8_000),
        "a paragraph of members": "The 1.3B version and 7B variants were released. " * times(8_000),
        "a paragraph of terms": "The license is MIT. Apache 2.0 is the license of Qwen2. " * times(8_000),
        "a million brackets": "DeepSeek-V2 " + "(" * times(500_000) + "7B" + ")" * times(500_000) + "\n",
        "a million stars": "*" * times(1_000_000) + " DeepSeek-V2 has 7B parameters\n",
        "200,000 open tags": "<div>" * times(200_000) + "DeepSeek-V2 has 7B parameters\n",
    }
