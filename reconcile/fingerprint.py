"""The identity of a finding: what it is about, never where it stands or what it found."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

VERSION = "v1:"
_SEPARATOR = "\x1f"
_ID_DIGITS = 12  # 48 bits: two of a million findings share an id in one audit of 560


def fingerprint(entity_key: str, attribute: str, scope: str, rule: str = "") -> str:
    """Return the versioned hash of a group of claims, or of a rule about an entity.

    It leaves out values, documents and positions, so that it outlives every edit that does not
    change what the finding is about.
    """
    parts = (entity_key, attribute, scope, rule) if rule else (entity_key, attribute, scope)
    return VERSION + sha256(_SEPARATOR.join(parts).encode()).hexdigest()


def fingerprints(topics: Iterable[tuple[str, str]]) -> list[str]:
    """Return the fingerprint of many groups, each given by its entity's key and what `topic` says of the rest."""
    return [VERSION + sha256(f"{key}{_SEPARATOR}{rest}".encode()).hexdigest() for key, rest in topics]


def topic(attribute: str, scope: str) -> str:
    """Return the part of a group's identity that it shares with the groups of other entities."""
    return f"{attribute}{_SEPARATOR}{scope}"


def finding_id(print_: str) -> str:
    """Return the short name of the finding that has this fingerprint."""
    return finding_ids([print_])[0]


def finding_ids(prints: Iterable[str]) -> list[str]:
    """Return the short names of many findings."""
    start = len(VERSION)
    return ["f" + one[start : start + _ID_DIGITS] for one in prints]
