"""Inline markup of Markdown and HTML: what of a passage a reader does not see.

What changes between the original and its reading text is a list of edits, each a span and its
replacement; everything between two edits stands as it is.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from sources.delimiters import Opener, flanks, tick_pairs
from sources.document import Span
from sources.formulas import ATTRIBUTES, CITED, FORMULA, formula
from sources.tags import BLOCK_NAMES, TAG

_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_HYPHENS = "\u2010-\u2012"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_FULL_WIDTH = "\uff01-\uff5e"
_BREAKS = "\r\t\f\v\x1c-\x1f\x85\u2028\u2029"

# One character for one: line ends, blanks and hyphens of every width, full-width forms.
PLAIN = {
    **dict.fromkeys(map(ord, "\n\r\t\f\v\x1c\x1d\x1e\x1f\x85\u2028\u2029\u00a0\u1680\u202f\u205f\u3000"), " "),
    **dict.fromkeys(range(0x2000, 0x200B), " "),
    **dict.fromkeys(range(0x2010, 0x2013), "-"),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
}
# Anything that makes the reading text of a passage differ from it.
DIFFERS = re.compile(rf"[*_`\[<&\\~${{\n{_BREAKS}{_BLANKS}{_HYPHENS}{_INVISIBLE}{_FULL_WIDTH}]|  ")

# The marks of a quote stand at most this far from the start of their line.
_MAX_MARGIN = 40
# A footnote's mark is at most this long, tags around it included; longer superscripts are text.
_MAX_NOTE = 200

# First characters of what is looked for, apart from the whole so that plain text is passed over fast.
_CANDIDATE = re.compile(rf"[*_`\[\]<>&\\~${{{_INVISIBLE}]")
_TOKEN = re.compile(
    rf"""
      (?P<quote>>[\s>]*+)
    | (?P<invisible>[{_INVISIBLE}]++)
    | (?P<escape>\\(?:[!-/:-@\[-`{{-~]|(?=\r?\n)))
    | (?P<ticks>`++)
    | (?P<emphasis>\*++|_++|~~)
    | (?P<open>\[)
    | (?P<shut>\])
    | (?P<comment><!--)
    | (?P<brace>\{{)
    | (?P<formula>\$)
    | (?P<auto><(?=[A-Za-z][A-Za-z0-9+.-]{{1,31}}:[^\s<>]|[^\s<>@]{{1,64}}@)[^\s<>]++>)
    | (?P<tag>{TAG.pattern})
    | (?P<entity>&(?:(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});|nbsp\b))
    """,
    re.VERBOSE,
)
# What follows a link's words. Authors also put words with blanks there, where no browser finds an address.
_TARGET = re.compile(
    r"""\(\s*+(?:<[^<>\n]*+>|[^\s()<>]*+(?:\([^\s()]*+\)[^\s()<>]*+)*+)(?:\s++(?:"[^"]*+"|'[^']*+'))?\s*+\)"""
    r"|\([^()\n]{0,300}+\)"
)
_REFERENCE = re.compile(r"\[[^\[\]\n]{0,300}+\]")
_CITATION = re.compile(r"[\d\s,;–-]+")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,100}+\](?!:)")
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[*†‡§¶#]{1,3}|note \d{1,3})(?:\s*[,;–-]\s*\d{1,3})*[\])]?")
# What an exponent stands behind: a number of few digits. Behind "40,960" or "2048" it is a footnote's mark.
_BASE = re.compile(r"(?<![\d.,])\d{1,3}(?<!\d\d\d)(?:\.\d{1,3})?\Z|(?<![\d.,])100\Z")
_EXPONENT = re.compile(r"[-+−–]?\d{1,3}")

_STRONG = frozenset({"b", "strong"})
_CODE = frozenset({"code", "tt", "kbd", "samp"})
_STRUCK = frozenset({"del", "s", "strike"})
_DROPPED = frozenset({"script", "style"})
_PAIRED = _STRONG | _CODE | _STRUCK | {"a"}
_SPACED = BLOCK_NAMES | {"br", "img"}


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters that the reading text does not have, or has others for."""

    start: int
    end: int
    replacement: str = ""


@dataclass(slots=True)
class Marks:
    """Spans of the document whose words are marked up."""

    code: list[Span] = field(default_factory=list)
    strong: list[Span] = field(default_factory=list)
    links: list[Span] = field(default_factory=list)


class Passage:
    """One passage on its way to its reading text: `edits` and `marks` once it has been scanned."""

    def __init__(self, text: str, start: int, end: int) -> None:
        """Scan `text[start:end]`."""
        self.edits: list[Edit] = []
        self.marks = Marks()
        self._text = text
        self._start = start
        self._end = end
        self._openers: dict[str, list[Opener]] = {"*": [], "_": [], "~": []}
        self._brackets: list[tuple[int, int, bool]] = []  # start, end, whether an image's
        self._tags: dict[str, list[int]] = {}  # ends of open tags by name
        self._ticks: dict[int, Span] | None = None
        self._scan()

    def _scan(self) -> None:
        at = self._start
        while (candidate := _CANDIDATE.search(self._text, at, self._end)) is not None:
            token = _TOKEN.match(self._text, candidate.start(), self._end)
            at = self._take(token) if token else candidate.end()

    def _take(self, token: re.Match[str]) -> int:
        """Take in a token; the offset at which to go on."""
        at = token.end()
        match token.lastgroup:
            case "quote":
                self._quote_mark(token)
            case "emphasis":
                self._emphasis(token)
            case "open":
                at = self._open_bracket(token)
            case "shut":
                at = self._shut_bracket(token)
            case "escape":
                self._drop(token.start(), token.start() + 1)
            case "invisible":
                self._drop(token.start(), at)
            case "ticks":
                at = self._code(token)
            case "comment":
                close = self._text.find("-->", at, self._end)
                at = self._drop(token.start(), self._end if close < 0 else close + 3)
            case "auto":
                self._drop(token.start(), token.start() + 1)
                self.marks.links.append((token.start() + 1, at - 1))
                self._drop(at - 1, at)
            case "entity":
                self._entity(token)
            case "brace":
                found = ATTRIBUTES.match(self._text, token.start(), self._end)
                at = self._drop(*found.span()) if found else at
            case "formula":
                at = self._formula(token.start())
            case _:
                at = self._tag(token)
        return at

    def _drop(self, start: int, end: int) -> int:
        self.edits.append(Edit(start, end))
        return end

    def _quote_mark(self, token: re.Match[str]) -> None:
        """The marks of a block quote at the start of a line go."""
        before = self._text[max(token.start() - _MAX_MARGIN, self._start) : token.start()]
        if "\n" in before and not before.rpartition("\n")[2].strip():
            self.edits.append(Edit(*token.span(), " "))

    # HTML

    def _entity(self, token: re.Match[str]) -> None:
        decoded = html.unescape(token[0].removesuffix(";") + ";")
        if decoded != token[0]:
            self.edits.append(Edit(token.start(), token.end(), decoded.translate(PLAIN)))

    def _tag(self, tag: re.Match[str]) -> int:
        name = tag["name"].lower()
        start, end = tag.span()
        if name == "sup" and not tag["close"]:
            return self._superscript(start, end)
        if name in _DROPPED and not tag["close"]:
            return self._drop(start, self._closing(name, end))
        self.edits.append(Edit(start, end, " " if name in _SPACED else ""))
        if name in _PAIRED:
            opened = self._tags.setdefault(name, [])
            if not tag["close"]:
                opened.append(end)
            elif opened:
                self._pair(name, opened.pop(), start)
        return end

    def _pair(self, name: str, start: int, end: int) -> None:
        """Take in the words between an opening and a closing tag."""
        if name in _STRONG:
            self.marks.strong.append((start, end))
        elif name in _CODE:
            self.marks.code.append((start, end))
        elif name in _STRUCK:
            self._drop(start, end)
        else:
            self.marks.links.append((start, end))

    def _closing(self, name: str, start: int) -> int:
        """Offset behind the closing tag of that name; the passage's end where it has none."""
        found = re.compile(rf"</{name}[^<>]*>", re.IGNORECASE).search(self._text, start, self._end)
        return found.end() if found else self._end

    def _superscript(self, start: int, end: int) -> int:
        """A footnote's mark goes; a number behind a number is its exponent, written with "^"; other words stay."""
        close = self._text.find("</sup", end, min(end + _MAX_NOTE, self._end))
        behind = self._text.find(">", close, min(close + 20, self._end)) + 1 if close >= 0 else 0
        if not behind:
            return self._drop(start, end)
        words = html.unescape(TAG.sub("", self._text[end:close])).strip()
        base = _BASE.search(self._text, max(start - 12, self._start), start)
        if base is not None and _EXPONENT.fullmatch(words):
            self.edits.append(Edit(start, end, "^"))
            return end
        return self._drop(start, behind if not words or _NOTE_MARK.fullmatch(words) else end)

    def _formula(self, start: int) -> int:
        """A number or a sign set as a formula, as a reader sees it; others, and sums of money, stay."""
        found = FORMULA.match(self._text, start, self._end)
        edits = formula(self._text, *found.span()) if found else None
        if found is None or edits is None:
            return start + 1
        self.edits += [Edit(*edit) for edit in edits]
        return found.end()

    # Code, links, images

    def _code(self, token: re.Match[str]) -> int:
        """Inline code: between two runs of as many backticks."""
        if self._ticks is None:
            self._ticks = tick_pairs(self._text, token.start(), self._end)
        start, end = token.span()
        closing = self._ticks.get(start)
        if closing is None:
            return end
        self._drop(start, end)
        self.marks.code.append((end, closing[0]))
        return self._drop(*closing)

    def _open_bracket(self, token: re.Match[str]) -> int:
        span = token.start(), self._end
        note = _FOOTNOTE.match(self._text, *span) or CITED.match(self._text, *span)
        if note:
            return self._drop(*note.span())
        image = token.start() > self._start and self._text[token.start() - 1] == "!"
        self._brackets.append((token.start() - image, token.end(), image))
        return token.end()

    def _shut_bracket(self, token: re.Match[str]) -> int:
        """A closing bracket: the end of a link's words or of an image, or just a bracket."""
        end = token.end()
        if not self._brackets:
            return end
        start, inner, image = self._brackets.pop()
        target = _TARGET.match(self._text, end, self._end)
        if target is None and not self._text.startswith("[^", end):
            target = _REFERENCE.match(self._text, end, self._end)
            # "[3][4]" are two citations, not a link named "3".
            if target and not image and _CITATION.fullmatch(self._text, inner, token.start()):
                target = None
        if target is None:
            return end
        if image:
            self._forget(start)
            return self._drop(start, target.end())
        self._drop(start, inner)
        self.marks.links.append((inner, token.start()))
        return self._drop(token.start(), target.end())

    def _forget(self, start: int) -> None:
        """Take back everything found from `start` on, since it goes as a whole."""
        while self.edits and self.edits[-1].start >= start:
            self.edits.pop()
        for openers in self._openers.values():
            while openers and openers[-1].at >= start:
                openers.pop()

    # Emphasis

    def _emphasis(self, token: re.Match[str]) -> None:
        start, end = token.span()
        character = token[0][0]
        before = self._text[start - 1] if start > self._start else " "
        after = self._text[end] if end < self._end else " "
        opens, closes = flanks(character, end - start, before, after)
        openers = self._openers[character]
        if character == "~" and closes and openers:
            self._drop(openers.pop().at, end)  # struck-out words are no longer said
            return
        while closes and start < end and openers:
            opener = openers[-1]
            used = 2 if end - start >= 2 and opener.left >= 2 else 1
            opener.left -= used
            inner = self._drop(opener.at + opener.left, opener.at + opener.left + used)
            if used == 2:
                self.marks.strong.append((inner, start))
            start = self._drop(start, start + used)
            if not opener.left:
                openers.pop()
        if opens and start < end:
            openers.append(Opener(start, end - start))
