"""The one error that a user is shown: what is wrong, where, and what to do about it."""

from __future__ import annotations


class FactauditError(Exception):
    """Something the user can put right; as text it is one line, "file:line: problem; remedy".

    Every stage raises it, only the command catches it and prints it. Parts that are not known
    (no file, no line, no remedy) are left out of the line.
    """

    def __init__(self, problem: str, remedy: str = "", file: str = "", line: int | None = None) -> None:
        """Keep the parts: what is wrong, what helps, the file as the user named it, the line from 1."""
        super().__init__(problem, remedy, file, line)
        self.problem = problem
        self.remedy = remedy
        self.file = file
        self.line = line

    def __str__(self) -> str:
        """The one line; line breaks and control characters of untrusted parts become blanks."""
        place = f"{self.file}:{self.line}" if self.file and self.line is not None else self.file
        text = f"{place}: {self.problem}" if place else self.problem
        if self.remedy:
            text = f"{text}; {self.remedy}"
        return " ".join("".join(c if c.isprintable() else " " for c in text).split())
