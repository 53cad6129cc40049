"""The reading text of a passage of Markdown or HTML.

What changes between the original and what a reader sees is a sorted list of edits, each a span and
its replacement; everything between two edits is a run that stands as it is.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, field

from sources.document import Span
from sources.reading import Reading
from sources.tags import BLOCK_NAMES, TAG

# One character for one: blanks and hyphens of every width, full-width forms.
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_HYPHENS = "\u2010\u2011\u2012"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
PLAIN = {
    **dict.fromkeys(map(ord, _BLANKS), " "),
    **dict.fromkeys(map(ord, _HYPHENS), "-"),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
}

# A footnote's mark is at most this long, tags around it included; longer superscripts are text.
_MAX_NOTE = 200

# Anything that makes the reading text differ from the passage.
_DIFFERS = re.compile(rf"[*_`\[<&\\\n\r\t\f\v\x1c-\x1f\x85\u2028\u2029~!{_BLANKS}{_HYPHENS}{_INVISIBLE}\uff01-\uff5e]|  ")
_TOKEN = re.compile(
    rf"""
      (?P<lines>\n[\s>]*+)
    | (?P<blanks>[ {_BLANKS}]{{2,}}+|[\r\t\f\v\x1c-\x1f\x85\u2028\u2029]++)
    | (?P<invisible>[{_INVISIBLE}]++)
    | (?P<escape>\\(?:[!-/:-@\[-`{{-~]|(?=\r?\n)))
    | (?P<ticks>`++)
    | (?P<emphasis>\*++|_++|~~)
    | (?P<open>!?\[)
    | (?P<shut>\])
    | (?P<comment><!--)
    | (?P<auto><(?=[A-Za-z][A-Za-z0-9+.-]{{1,31}}:[^\s<>]|[^\s<>@]{{1,64}}@)(?P<address>[^\s<>]++)>)
    | (?P<tag>{TAG.pattern})
    | (?P<entity>&(?:(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});|nbsp\b))
    """,
    re.VERBOSE,
)
_TARGET = re.compile(
    r"""\(\s*+(?:<[^<>\n]*+>|[^\s()<>]*+(?:\([^\s()]*+\)[^\s()<>]*+)*+)(?:\s++(?:"[^"]*+"|'[^']*+'))?\s*+\)"""
    r"|\([^()\n]{0,300}+\)"
)
_REFERENCE = re.compile(r"\[[^\[\]\n]{0,300}+\]")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,100}+\](?!:)")
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[*†‡§¶#]{1,3}|note \d{1,3})(?:\s*[,;–-]\s*\d{1,3})*[\])]?")

_STRONG_TAGS = frozenset({"b", "strong"})
_CODE_TAGS = frozenset({"code", "tt", "kbd", "samp"})
_STRUCK_TAGS = frozenset({"del", "s", "strike"})
_DROPPED_TAGS = frozenset({"script", "style"})
_SPACED_TAGS = BLOCK_NAMES | {"br", "img"}


def reading(text: str, start: int, end: int) -> Reading:
    """The reading text of `text[start:end]`.

    Markup is dropped, the words of links stay, images, comments, footnote marks and struck-out words go;
    entities are decoded; every run of blanks and line ends is one space; dashes stay as they are.
    """
    if _DIFFERS.search(text, start, end) is None:
        part = text[start:end]
        left = len(part) - len(part.lstrip())
        return Reading(part.strip(), (0,), (start + left,))
    passage = _Passage(text, start, end)
    passage.scan()
    return passage.reading()


@dataclass(slots=True)
class _Opener:
    """A run of emphasis characters that may open emphasis: what is left of it stands right of `at`."""

    at: int
    left: int


@dataclass(slots=True)
class _Marks:
    """Spans of the document that are marked up in a way that extraction asks for."""

    code: list[Span] = field(default_factory=list)
    strong: list[Span] = field(default_factory=list)
    links: list[Span] = field(default_factory=list)


class _Passage:
    """One passage on its way to its reading text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._start = start
        self._end = end
        self._edits: list[tuple[int, int, str]] = []
        self._marks = _Marks()
        self._openers: dict[str, list[_Opener]] = {"*": [], "_": [], "~": []}
        self._brackets: list[tuple[int, int, bool]] = []  # start, end, image
        self._tags: dict[str, list[int]] = {}
        self._ticks: dict[int, tuple[int, int]] | None = None

    # Finding the edits

    def scan(self) -> None:
        """Find all edits and marks."""
        at = self._start
        while True:
            token = _TOKEN.search(self._text, at, self._end)
            if token is None:
                return
            kind = token.lastgroup
            at = token.end()
            if kind in {"lines", "blanks"}:
                self._edits.append((token.start(), at, " "))
            elif kind == "emphasis":
                self._emphasis(token)
            elif kind == "open":
                self._brackets.append((token.start(), at, token[0] == "!["))
                note = _FOOTNOTE.match(self._text, token.start(), self._end)
                if note:
                    self._brackets.pop()
                    at = self._drop(token.start(), note.end())
            elif kind == "shut":
                at = self._bracket(token)
            elif kind == "escape":
                self._edits.append((token.start(), token.start() + 1, ""))
            elif kind == "invisible":
                self._drop(token.start(), at)
            elif kind == "ticks":
                at = self._code(token)
            else:
                at = self._html(token)

    def _drop(self, start: int, end: int) -> int:
        self._edits.append((start, end, ""))
        return end

    def _html(self, token: re.Match[str]) -> int:
        start, end = token.span()
        if token["comment"]:
            close = self._text.find("-->", end, self._end)
            return self._drop(start, self._end if close < 0 else close + 3)
        if token["auto"]:
            self._drop(start, start + 1)
            self._marks.links.append((start + 1, end - 1))
            return self._drop(end - 1, end)
        if token["entity"]:
            decoded = html.unescape(token[0] if token[0].endswith(";") else token[0] + ";")
            if decoded != token[0]:
                self._edits.append((start, end, decoded.translate(PLAIN)))
            return end
        return self._tag(token)

    def _tag(self, tag: re.Match[str]) -> int:
        name = tag["name"].lower()
        start, end = tag.span()
        if tag["close"]:
            self._edits.append((start, end, " " if name in _SPACED_TAGS else ""))
            opened = self._tags.get(name)
            if opened:
                self._close(name, opened.pop(), start)
            return end
        if name == "sup":
            return self._superscript(start, end)
        if name in _DROPPED_TAGS:
            close = _closing(self._text, name, end, self._end)
            return self._drop(start, close)
        self._edits.append((start, end, " " if name in _SPACED_TAGS else ""))
        if name in _STRONG_TAGS or name in _CODE_TAGS or name in _STRUCK_TAGS or name == "a":
            self._tags.setdefault(name, []).append(end)
        return end

    def _close(self, name: str, start: int, end: int) -> None:
        if name in _STRONG_TAGS:
            self._marks.strong.append((start, end))
        elif name in _CODE_TAGS:
            self._marks.code.append((start, end))
        elif name == "a":
            self._marks.links.append((start, end))
        else:
            self._strike(start, end)

    def _superscript(self, start: int, end: int) -> int:
        """Footnote marks go; a number set high behind a number is its exponent, written with "^"; else words stay."""
        close = self._text.find("</sup", end, min(end + _MAX_NOTE, self._end))
        behind = self._text.find(">", close, close + 20) + 1 if close >= 0 else 0
        if not behind or behind > self._end:
            return self._drop(start, end)
        words = TAG.sub("", self._text[end:close]).strip()
        before = self._text[start - 1] if start > self._start else ""
        if before.isdigit() and re.fullmatch(r"[-+−–]?\d{1,3}", words):
            self._edits.append((start, end, "^"))
            return end
        if not words or _NOTE_MARK.fullmatch(html.unescape(words)):
            return self._drop(start, behind)
        return self._drop(start, end)

    def _code(self, token: re.Match[str]) -> int:
        """Inline code: between two runs of as many backticks."""
        if self._ticks is None:
            self._ticks = _tick_pairs(self._text, token.start(), self._end)
        start, end = token.span()
        closing = self._ticks.get(start)
        if closing is None:
            return end
        self._drop(start, end)
        for lines in re.finditer(r"\n[\s>]*|[ \t]{2,}", self._text[end : closing[0]]):
            self._edits.append((end + lines.start(), end + lines.end(), " "))
        self._marks.code.append((end, closing[0]))
        return self._drop(*closing)

    def _bracket(self, token: re.Match[str]) -> int:
        """A closing bracket: the end of a link's words, of an image, or just a bracket."""
        end = token.end()
        if not self._brackets:
            return end
        start, inner, image = self._brackets.pop()
        follower = self._text[end : end + 1]
        target = None
        if follower == "(":
            target = _TARGET.match(self._text, end, self._end)
        elif follower == "[" and self._text[end : end + 2] != "[^":
            target = _REFERENCE.match(self._text, end, self._end)
            if target and not image and _is_citation(self._text[inner : token.start()]):
                target = None
        if target is None:
            return end
        if image:
            self._forget(start)
            return self._drop(start, target.end())
        self._drop(start, inner)
        self._marks.links.append((inner, token.start()))
        return self._drop(token.start(), target.end())

    def _forget(self, start: int) -> None:
        """Take back everything found from `start` on: it goes as a whole."""
        while self._edits and self._edits[-1][0] >= start:
            self._edits.pop()
        for openers in self._openers.values():
            while openers and openers[-1].at >= start:
                openers.pop()

    def _emphasis(self, token: re.Match[str]) -> None:
        start, end = token.span()
        character = token[0][0]
        before = self._text[start - 1] if start > self._start else " "
        after = self._text[end] if end < self._end else " "
        opens, closes = _flanks(character, end - start, before, after)
        length = end - start
        openers = self._openers[character]
        while closes and length and openers:
            opener = openers[-1]
            if character == "~":
                self._strike(opener.at, end)
                openers.pop()
                return
            used = 2 if length >= 2 and opener.left >= 2 else 1
            opener.left -= used
            self._drop(opener.at + opener.left, opener.at + opener.left + used)
            self._drop(end - length, end - length + used)
            if used == 2:
                self._marks.strong.append((opener.at + opener.left + used, end - length))
            length -= used
            if not opener.left:
                openers.pop()
        if opens and length:
            openers.append(_Opener(end - length, length))

    def _strike(self, start: int, end: int) -> None:
        """Struck-out words are no longer said."""
        self._edits.append((start, end, ""))

    # Building the text

    def reading(self) -> Reading:
        """The reading text, its runs and its marks."""
        pieces: list[str] = []
        starts: list[int] = []
        origins: list[int] = []
        size = 0
        spaced = True  # a space would stand at the start, or behind another one
        at = self._start
        for start, end, replacement in [*_merged(self._edits), (self._end, self._end, "")]:
            if at < start:
                piece = self._text[at:start]
                if not piece.isascii():
                    piece = piece.translate(PLAIN)
                if spaced and piece[0] == " ":
                    stripped = piece.lstrip(" ")
                    at += len(piece) - len(stripped)
                    piece = stripped
                if piece:
                    pieces.append(piece)
                    starts.append(size)
                    origins.append(at)
                    size += len(piece)
                    spaced = piece[-1] == " "
            at = max(at, end)
            for character in replacement:
                if character.isspace():
                    character = " "
                    if spaced:
                        continue
                pieces.append(character)
                starts.append(size)
                origins.append(start)
                size += 1
                spaced = character == " "
        text = "".join(pieces).rstrip(" ")
        while starts and starts[-1] >= max(len(text), 1):
            starts.pop()
            origins.pop()
        if not starts:
            starts, origins = [0], [self._start]
        return Reading(
            text,
            tuple(starts),
            tuple(origins),
            _placed(self._marks.code, starts, origins, len(text)),
            _placed(self._marks.strong, starts, origins, len(text)),
            _placed(self._marks.links, starts, origins, len(text)),
        )


def _merged(edits: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Edits in order, without those that lie within a wider one."""
    merged: list[tuple[int, int, str]] = []
    reached = -1
    for edit in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if edit[0] >= reached:
            merged.append(edit)
            reached = edit[1]
    return merged


def _placed(spans: list[Span], starts: list[int], origins: list[int], size: int) -> tuple[Span, ...]:
    """Spans of the document as spans of the reading text, sorted, the empty ones left out."""
    placed = []
    for start, end in spans:
        left, right = (_place(offset, starts, origins, size) for offset in (start, end))
        if left < right:
            placed.append((left, right))
    return tuple(sorted(placed))


def _place(offset: int, starts: list[int], origins: list[int], size: int) -> int:
    """Where the first character of the reading text stands that comes from `offset` or behind it."""
    run = bisect_right(origins, offset) - 1
    if run < 0:
        return 0
    following = starts[run + 1] if run + 1 < len(starts) else size
    return min(starts[run] + offset - origins[run], following)


def _closing(text: str, name: str, start: int, end: int) -> int:
    """Offset behind the closing tag of that name; the passage's end where it has none."""
    found = re.compile(rf"</{name}[^<>]*>", re.IGNORECASE).search(text, start, end)
    return found.end() if found else end


def _tick_pairs(text: str, start: int, end: int) -> dict[int, tuple[int, int]]:
    """For each run of backticks the next run of the same length, by its start."""
    pairs: dict[int, tuple[int, int]] = {}
    later: dict[int, tuple[int, int]] = {}
    for run in reversed(list(re.compile("`+").finditer(text, start, end))):
        length = run.end() - run.start()
        if length in later:
            pairs[run.start()] = later[length]
        later[length] = run.span()
    return pairs


def _is_citation(words: str) -> bool:
    """Whether bracketed words are a citation's number, as in "[3][4]"."""
    return bool(re.fullmatch(r"[\d\s,;–-]+", words))


def _flanks(character: str, length: int, before: str, after: str) -> tuple[bool, bool]:
    """Whether a run of emphasis characters between these two can open and can close emphasis."""
    left = not after.isspace() and (after.isalnum() or before.isspace() or not before.isalnum())
    right = not before.isspace() and (before.isalnum() or after.isspace() or not after.isalnum())
    inside = before.isalnum() and after.isalnum()
    if inside and (character == "_" or (character == "*" and length == 1)):
        return False, False
    if character == "_":
        return left and not before.isalnum(), right and not after.isalnum()
    return left, right
