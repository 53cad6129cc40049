"""Tables whose rows or columns are stages of one thing: "GPU hours" by "Pre-training | Context extension | Total"."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence

from extract.tables.grid import Line
from extract.words.cues import Cues, Role

KNOWN = 2  # score of a label that tells what its row or column measures


def stages(
    headings: Mapping[int, str], crossing: Sequence[Line], named: Container[int], cues: Cues,
    is_total: Callable[[str], bool],
) -> set[int]:  # fmt: skip
    """Which rows or columns are stages of what the lines that cross them measure, or sums of these; by their headings.

    Empty where a heading says something else, or is one of those in `named` that name somebody. One that says nothing,
    "Training" beside "Total", may stand among them, and its values are nobody's.
    """
    about = {line.attribute for line in crossing if line.score >= KNOWN}
    scoped = {at for at, text in headings.items() if _names_scope(text, about, cues)}
    found = scoped | {at for at, text in headings.items() if is_total(text)}
    others = {at: text for at, text in headings.items() if text and at not in found}
    if not about or not all(_says_nothing(text, cues) for text in others.values()):
        return set()
    if any(at in named and not _is_cue(text, cues) for at, text in others.items()):
        return set()
    return found if scoped or all(_is_cue(text, cues) for text in others.values()) else set()


def _names_scope(text: str, about: set[str], cues: Cues) -> bool:
    """True for words that put a value of one of the attributes into a scope."""
    return any(hit.meaning.role is Role.SCOPE and hit.meaning.attribute in about for hit in cues.phrases.find(text))


def _says_nothing(text: str, cues: Cues) -> bool:
    """True for a heading that no attribute is called by."""
    return all(score <= 0 for score in cues.label_scores(text).values())


def _is_cue(text: str, cues: Cues) -> bool:
    """True for words of the pack, "Training", rather than a name that nobody knows."""
    return any(hit.end - hit.start == len(text) for hit in cues.phrases.find(text))
