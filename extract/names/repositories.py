"""Identifiers of repositories, "owner/name": what they name stands behind the slash, whoever the owner is.

A slash also joins names ("V3/R1", "Llama/Mistral-7B") and parts of names ("7B/13B"). An owner is a single token that
does not end like a name (in a version, size, tag or variant); if it is a known name itself, then of the same family.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extract.names.catalogue import Catalogue
from extract.names.name_grammar import CHUNK

_REPOSITORY = re.compile(r"(?<![\w.@+-])(?P<owner>[A-Za-z0-9][\w.-]{0,40})/(?=(?P<name>[A-Za-z][\w.+-]{0,95}))")
_SHAPED = re.compile(r"[\d_-]\w|[a-z][A-Z]")  # a name rather than a word: with a joint, a digit or an inner capital
ALIKE = 4  # letters that the name of a family and those of its relations begin with: "WizardLM/WizardCoder-15B"


def owners(text: str, catalogue: Catalogue, own: Mapping[str, str] | None = None) -> list[tuple[int, int]]:
    """The stretches of a text in which the owners of repositories stand, each with its slash, in order.

    `own`: the names that the document introduces, by their keys.
    """
    if "/" not in text:
        return []
    found = _REPOSITORY.finditer(text)
    return [(m.start(), m.start("name")) for m in found if _owns(m["owner"], m["name"], catalogue, own or {})]


def without_owner(name: str, catalogue: Catalogue) -> str:
    """A name without the owner of the repository that it may be: "Qwen/Qwen2.5-7B" is Qwen2.5-7B."""
    found = owners(name, catalogue)
    return name[found[0][1] :] if found and found[0][0] == 0 else name


def _owns(owner: str, name: str, catalogue: Catalogue, own: Mapping[str, str]) -> bool:
    last = CHUNK.findall(owner)[-1].lower()
    if last[-1].isdigit() or catalogue.grammar.classify(last) is not None or not _SHAPED.search(name):
        return False
    known, key = catalogue.listed(owner), catalogue.key(owner)
    if (known is None and key not in own) or key in catalogue.notions or catalogue.grammar.is_maker(owner):
        return True
    if name.lower().startswith((known.name if known is not None else owner).lower()[:ALIKE]):
        return True
    behind = catalogue.listed(CHUNK.findall(name)[0])
    return behind is not None and known is not None and behind.family == known.family
