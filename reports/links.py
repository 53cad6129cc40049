"""Links from the page to the documents."""

from __future__ import annotations

import re
from urllib.parse import quote

DOCUMENT, LINE = "{document}", "{line}"
_SAFE_SCHEME = re.compile(r"(?:https?|file|vscode|idea)://|(?![A-Za-z][A-Za-z0-9+.-]*:)")


def is_pattern(pattern: str) -> bool:
    """Whether a pattern leads to documents, and runs nothing where it is followed."""
    return DOCUMENT in pattern and _SAFE_SCHEME.match(pattern) is not None


def href(pattern: str, document: str, line: int) -> str:
    """Where a line of a document is found; "" without a pattern, and for a document outside the audited folder."""
    if not pattern or document.startswith(("/", "\\")) or document[1:2] == ":":
        return ""
    return pattern.replace(LINE, str(line)).replace(DOCUMENT, quote(document, safe="/", errors="surrogateescape"))
