"""Tells plain text that is source code: nothing is claimed in it."""

from __future__ import annotations

import re

MOST_LINES = 400  # of a document that are looked at
LEAST_LINES = 8
CODE_SHARE = 0.5  # of the lines that hold anything
SURE_SHARE = 0.1  # lines that are no settings either: "key = value" alone is a record
_SURE = re.compile(
    r"\s*(?:(?:async )?def \w+\(|class \w+[(:{]|(?:from \w[\w.]* )?import \w|return\b|assert \w"
    r"|(?:if|for|while|with|elif) .*:\s*$|(?:else|try|finally):|except\b.*:$|#include\b"
    r"|(?:public|private|static|const|let|var|func|fn|use|package) .*[;{(=]"
    r"|@\w+(?:\(.*\))?$|.*[;{]\s*$|[)}\]]+[;,]?\s*$)"
)
_LIKE = re.compile(
    r"\s*(?:[\w.\[\]'\", ]{1,60}\s?[-+*/|]?=\s?\S|(?:#|//|/\*|\*|\"\"\")|[\w.]+\(.*\)\s*$|[\w.]+: [\w\[\]]+ = )"
)
LONGEST_LINE = 200  # characters of a line that are looked at


def is_source_code(text: str) -> bool:
    """Whether most lines of a plain text are those of a program."""
    lines = [line[:LONGEST_LINE] for line in text[: MOST_LINES * LONGEST_LINE].split("\n")[:MOST_LINES] if line.strip()]
    if len(lines) < LEAST_LINES:
        return False
    sure = sum(1 for line in lines if _SURE.match(line))
    if sure < max(2, SURE_SHARE * len(lines)):
        return False
    return sum(1 for line in lines if _SURE.match(line) or _LIKE.match(line)) >= CODE_SHARE * len(lines)
