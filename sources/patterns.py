"""Patterns as in .gitignore."""

from __future__ import annotations

import re


def is_path_pattern(text: str) -> bool:
    """Whether a text is a valid pattern."""
    from pathspec import GitIgnoreSpec  # imported where a pattern is given

    try:
        GitIgnoreSpec.from_lines([text])
    except (ValueError, re.error):
        return False
    return True
