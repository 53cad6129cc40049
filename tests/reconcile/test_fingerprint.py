"""What a finding is about is its identity."""

from __future__ import annotations

from hashlib import sha256

from reconcile.fingerprint import finding_id, fingerprint


def test_it_is_the_versioned_hash_of_what_the_finding_is_about() -> None:
    expected = sha256(b"turbinev2\x1fsize\x1f").hexdigest()
    assert fingerprint("turbinev2", "size", "") == f"v1:{expected}"
    assert finding_id(f"v1:{expected}") == f"f{expected[:12]}"


def test_entity_attribute_scope_and_rule_all_tell_findings_apart() -> None:
    prints = {
        fingerprint("turbinev2", "size", ""),
        fingerprint("turbinev3", "size", ""),
        fingerprint("turbinev2", "active", ""),
        fingerprint("turbinev2", "size", "spare"),
        fingerprint("turbinev2", "size", "", "a rule"),
        fingerprint("turbinev2", "size", "spare", "a rule"),
        fingerprint("turbinev2size", "", ""),
    }
    assert len(prints) == 7
