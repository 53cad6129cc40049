"""Scopes as tables spell them: "Pre-training", "pre-training" and "pretraining" are one scope."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np

from reconcile.arrays import IntArray
from reconcile.attributes import AttributeRule
from reconcile.spelling import meaning

JOIN: Final = "+"  # joins several scopes of one claim
# blanks and hyphens that a spelling may lack: those between words, not those that tell numbers apart ("-5", "1-2")
_GAPS: Final = re.compile(r"(?<=[^\W\d_])[\s-]+(?=[^\W\d_])|(?<=[^\W\d_])[\s-](?=\d)|(?<=\d)[\s-](?=[^\W\d_])")


def unify_scopes(
    attribute: IntArray, scope: IntArray, scopes: tuple[str, ...], rules: tuple[AttributeRule, ...]
) -> tuple[IntArray, tuple[str, ...]]:
    """Number the scopes of claims so that spellings of one scope share a number.

    `attribute` and `scope` are parallel, numbers in `rules` and `scopes`. A scope gets the name that the pack gives
    it for its attribute, or else its most usual spelling in all claims, the first in alphabet among equals. Returns
    the new numbers and the names they stand for, sorted.
    """
    if not any(scopes):
        return scope, scopes
    distinct, place, used = np.unique(attribute * len(scopes) + scope, return_inverse=True, return_counts=True)
    met = [(rules[code // len(scopes)], scopes[code % len(scopes)]) for code in distinct.tolist()]
    names = scope_names(met, used.tolist())
    shown = sorted(set(names))
    number = {name: at for at, name in enumerate(shown)}
    return np.array([number[name] for name in names], dtype=np.int64)[place], tuple(shown)


def scope_names(met: Sequence[tuple[AttributeRule, str]], used: Sequence[int]) -> list[str]:
    """The name of each scope of an attribute, one for all its spellings; `used` says how many claims spell it so."""
    parts = [_parts(scope) for _, scope in met]
    declared = {rule.name: {_key(one.name): one.name for one in rule.scopes} for rule, _ in met}
    usual = _usual([(part, count) for those, count in zip(parts, used, strict=True) for part in those])
    return [
        JOIN.join(sorted({_name(part, rule, declared[rule.name], usual) for part in those}))
        for (rule, _), those in zip(met, parts, strict=True)
    ]


def _parts(scope: str) -> list[str]:
    """The scopes that are joined in one; "18+" and "C++" join nothing."""
    parts = [part.strip() for part in scope.split(JOIN)]
    return parts if all(parts) else [scope]


def _key(part: str) -> str:
    return _GAPS.sub("", meaning(part))


def _usual(parts: list[tuple[str, int]]) -> dict[str, str]:
    """The most usual spelling of each scope, by its key."""
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for part, count in parts:
        spelled[_key(part)][part] += count
    return {key: min(counts, key=lambda part: (-counts[part], part)) for key, counts in spelled.items()}


def _name(part: str, rule: AttributeRule, declared: dict[str, str], usual: dict[str, str]) -> str:
    if any(part == one.name for one in rule.scopes):
        return part
    key = _key(part)
    return declared.get(key, usual[key])
