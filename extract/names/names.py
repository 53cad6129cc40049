"""Finds names of entities in text: listed ones, those of the pack's grammar, and a document's own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import islice
from typing import Any, NamedTuple

from extract.names.catalogue import Catalogue, count_words, first_piece
from extract.names.listed_members import ListedMembers
from extract.names.name_grammar import CHUNK, PLAIN_JOINTS, VERSION_WORD, Chunk, Name, joins, joints_of, words_of
from extract.names.nicknames import nicknames
from extract.names.repositories import owners
from extract.names.short_names import short_names
from extract.names.sized_names import SizedNames
from extract.words.lexicon import plain

HEAD = re.compile(r"[^\W\d_]+")
JOINED = frozenset({"-", "_", "", "/", ".", ":"})  # between chunks of one token: "DeepSeek-V2", "phi_3"
_AND_JOINT = re.compile(r",?\s(?:and|or|&)\s")
_LIST_JOINT = re.compile(r",?\s?(?:and|or|&|/)\s?|,\s")
DERIVED = re.compile(
    r"-(?:based|style|like|level|class|compatible|powered|derived|inspired|shaped|sized|flavou?red|era|native|specific|only)\b"
)
# What makes an organisation of the word before it: "Kestrel Labs", "the Kestrel team".
ORGANISATION = re.compile(
    r"\s(?:Labs?|Research|Inc|Ltd|LLC|GmbH|Corp|Corporation|Company|Foundation|Institute|University|Technologies|Studios?"
    r"|Group|[Tt]eam(?:['’]s)?)\b"
)
# The rest of an identifier, words with their numbers: "X-7B-step-430k-1T", "X-7B-early-step100"; not "X-7B-to-9B".
CHECKPOINT = re.compile(
    r"(?:(?!(?:to|and|or|in|vs|versus|per|as|for|by|of|with)[-_])[a-z]{2,12}[-_]?){1,3}\d+[kKmM]?(?![\w.])"
    r"|(?<=[a-z][-_])\d+[kKmM](?![\w.])"
)
LONGEST_NAME = 10  # chunks; a longer run is a sentence, not a name


class NameMention(NamedTuple):
    """A name in a text: its place, the entity it means, and how it came to mean it."""

    start: int
    end: int
    entity: str  # canonical name
    name: Name
    how: str  # "listed", "grammar", "short", "variant", "document", "size"
    family: bool = False  # names a family as a whole rather than one of its members


class _Piece(NamedTuple):
    """A chunk in the text."""

    text: str
    lower: str
    start: int
    end: int


# A blank may join a chunk to a name only where the chunk can hardly be anything else.
# The end of a size, "34B" or "8x7b", before which a name of no listed family may stand.
_AND_PART = re.compile(r" (?<=\w )(?:and|or|&) ([A-Z0-9][\w.]*)")  # where a name may leave its first part out
_SIZE_END = re.compile(r"[0-9][bBmM](?![A-Za-z0-9])")  # digits are rarer than the letters
# A word in small letters with nothing joined to it: a family called "Falcon" is not every "falcon".
_ORDINARY = re.compile(r"[a-z]+(?=[\s),;|]|$)")
_OF_WHOLE = re.compile(r"\s(?:out\s)?of\s(?:its\s|the\s)?\d")  # "X 37B of 671B": of its parameters, no part of its name
FEW = 5  # chunks that most names do not exceed
NAME_REACH = 120  # characters of a name with all its chunks
FRONT = 80  # characters before a name that are looked at
_UNLISTED_SEPARATORS = frozenset({"-", " "})


class NameFinder:
    """Finds names in reading text by the pack's catalogue, its grammar and the document's own names."""

    def __init__(self, catalogue: Catalogue, own: Iterable[str] = (), text: str = "", title: str = "") -> None:
        """`own`: names that the document itself introduces (table columns, headings, "X is a model").

        `text`: the document's, which decides whose short names hold in it; `title`: its first heading.
        """
        self.catalogue = catalogue
        self.grammar = catalogue.grammar
        self._text = text
        self._members = ListedMembers(catalogue)
        self._sized_names = SizedNames(text, title, self.grammar)
        self.shorts: dict[str, dict[tuple[str, ...], str]] = {}
        own = sorted(own)
        self._hold(own)
        given = nicknames(text, self.grammar, self._named_last)
        meant = short_names(self.own_names, text, catalogue, given)
        for short, names in meant.items():
            if len(names) == 1:
                self.shorts.setdefault(short[0], {})[short] = next(iter(names))
        if self.shorts:
            self._hold([name for name in own if not self._stands_short(words_of(name))])

    def _hold(self, own: list[str]) -> None:
        """Index the document's own names, in order, and the words that they and short names begin with."""
        self.own: dict[str, list[int]] = {}  # first word → how many words own names have, most first
        self.own_names: dict[str, str] = {}
        self._own_joints: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
        for name in own:
            words = words_of(name)
            if words:
                count_words(self.own, words)
                self._own_joints.setdefault(tuple(words), set()).add(joints_of(name))
                self.own_names.setdefault(self.catalogue.key(name), name)
        heads = sorted({first_piece(word) for word in (*self.own, *self.shorts)})
        self._own_heads = [f" {head}" for head in heads]
        self._own_automaton: Any = None

    def _named_last(self, text: str) -> str:
        """The entity that the end of a text names, or nothing."""
        found = self.find(text, self.starts(text, plain(text)), 0, len(text))
        return found[-1].entity if found and found[-1].end == len(text) and not found[-1].family else ""

    def _stands_short(self, words: tuple[str, ...]) -> bool:
        """True for a name that is a short one, with no more behind it than the grammar of names has: "V3-Lite"."""
        known = self.shorts.get(words[0], {}) if words else {}
        return any(
            words[: len(short)] == short and all(self.grammar.classify(w) is not None for w in words[len(short) :])
            for short in known
        )

    def later(self, entity: str) -> list[str]:
        """The entities that the pack puts after this one in its family, as far as the document names them."""
        for order in self.catalogue.order.values():
            if entity in order:
                following = order[order.index(entity) + 1 :]
                return [name for name in following if self._spoken_of(name)]
        return []

    def _spoken_of(self, entity: str) -> bool:
        shorts = [words for table in self.shorts.values() for words, full in table.items() if full == entity]
        forms = [entity, *(" ".join(words) for words in shorts)]
        pattern = "|".join(r"[\s\W]?".join(map(re.escape, words_of(form))) for form in forms)
        return re.search(rf"(?<![\w-])(?:{pattern})(?![\w.]*\w)", self._text, re.IGNORECASE) is not None

    def _short(self, text: str, pieces: list[_Piece], i: int) -> tuple[int, str]:
        """End of a short name at piece i and the full name it stands for."""
        known = self.shorts.get(pieces[i].lower)
        piece = pieces[i]
        if (
            not known
            or not (piece.text[0].isupper() or (piece.text[0].isdigit() and not piece.text.isdigit()))
            or text[max(0, piece.start - 1) : piece.start] in ("-", "_", "/", ".")
        ):
            return 0, ""
        for sequence in sorted(known, key=len, reverse=True):
            last = i + len(sequence)
            if last <= len(pieces) and self._run(text, pieces, i, sequence):
                end = self._extend(text, pieces, last)
                tail = text[pieces[last - 1].end : pieces[end - 1].end]
                return end, known[sequence] + tail
        return 0, ""

    def _elliptic(self, text: str, pieces: list[_Piece], i: int, found: list[NameMention]) -> tuple[int, str]:
        """A member named by its size and variant behind another: "X 7B and 7B-Instruct"."""
        if not found:
            return 0, ""
        alone = self._elliptic_part(text, pieces[i], found[-1])
        if alone:
            return i + 1, alone
        if i + 1 >= len(pieces):
            return 0, ""
        before = found[-1]
        piece, after = pieces[i], pieces[i + 1]
        joint = text[before.end : piece.start]
        if len(joint) > 6 or not _LIST_JOINT.fullmatch(joint) or text[piece.end : after.start] != "-":
            return 0, ""
        kinds = (self.grammar.classify(piece.lower), self.grammar.classify(after.lower))
        if kinds != (Chunk.SIZE, Chunk.VARIANT):
            return 0, ""
        stem = " ".join(before.name.words)
        surface = text[before.start : before.end]
        at = surface.lower().find(before.name.size) if before.name.size else -1
        return i + 2, (surface[:at].rstrip(" -") if at > 0 else stem) + " " + text[piece.start : after.end]

    def _elliptic_part(self, text: str, piece: _Piece, before: NameMention) -> str:
        """The member that a size or a variant alone names behind its like: "X 7B and 13B", "X Base and Chat"."""
        surface = before.entity if before.how == "short" else text[before.start : before.end]
        last = CHUNK.findall(surface)[-1] if CHUNK.search(surface) else ""
        joint = text[before.end : piece.start]
        kind = self.grammar.classify(piece.lower)
        slash = joint == "/" and kind is Chunk.SIZE  # "X 7B/13B/70B"
        if not (slash or _AND_JOINT.fullmatch(joint)) or not last or text[piece.end : piece.end + 1] == "-":
            return ""
        if text[piece.end : piece.end + 1] == "/" and not slash:
            return ""
        if kind not in (Chunk.SIZE, Chunk.VARIANT) or self.grammar.classify(last) is not kind:
            return ""
        if self.catalogue.counting.match(text, piece.end):
            return ""
        if kind is Chunk.VARIANT and not piece.text[0].isupper():
            return ""
        return surface[: len(surface) - len(last)] + piece.text

    def _with_members(self, text: str, name: NameMention, stop: int) -> list[NameMention]:
        """A name with the members that a list behind it adds."""
        braced = self._members.braced(text, name.start, name.end)
        if braced:
            return [self._standing_for(*member) for member in braced]
        surface = name.entity if name.how == "short" else text[name.start : name.end]
        behind = self._members.behind(text, name.start, name.end, surface, name.name, stop)
        return [name, *(self._standing_for(*member) for member in behind)]

    def find(self, text: str, starts: list[int], start: int, stop: int) -> list[NameMention]:
        """Every name within a span of the text, in order, longest first where two would overlap.

        `starts`: where a name may begin in the text, in order (`starts`).
        """
        found: list[NameMention] = []
        done = start
        for index in range(bisect_left(starts, start), len(starts)):
            at = starts[index]
            if at >= stop:
                break
            if at < done or _in_address(text, at):
                continue
            word = _ORDINARY.match(text, at)
            if word is not None and self.grammar.classify(word.group()) is not Chunk.SIZE:
                continue
            pieces = _pieces(text, at, stop, FEW)
            if not pieces or pieces[0].start != at:
                continue
            last, how = self._listed(text, pieces, 0)
            if last >= FEW:
                pieces = _pieces(text, at, stop, LONGEST_NAME + 4)
                last, how = self._listed(text, pieces, 0)
            full = ""
            if not last:
                last, full = self._short(text, pieces, 0)
            if not last:
                last, full = self._elliptic(text, pieces, 0, found)
            if full:
                found.append(self._standing_for(at, pieces[last - 1].end, full))
                done = pieces[last - 1].end
                continue
            if not last:
                last, how = self._unlisted(text, pieces, 0)
            if last:
                mention = self._mention(text, pieces, 0, last, how)
                if mention is not None:
                    found += self._with_members(text, mention, stop)
                done = found[-1].end if found and found[-1].end > pieces[last - 1].end else pieces[last - 1].end
        return found

    def starts(self, text: str, plain_text: str) -> list[int]:
        """Where a name may begin: at a known first word, or up to three chunks before a size.

        `plain_text`: the text's plain form (`lexicon.plain`).
        """
        starts = self.catalogue.head_starts(plain_text)
        if self._own_heads:
            if self._own_automaton is None:
                from ahocorasick_rs import AhoCorasick

                self._own_automaton = AhoCorasick(self._own_heads)
            starts += [
                start for _, start, _ in self._own_automaton.find_matches_as_indexes(plain_text, overlapping=True)
            ]
        for m in _AND_PART.finditer(text):
            starts.append(m.start(1))
        for m in _SIZE_END.finditer(text):
            before = [c.start() for c in CHUNK.finditer(text, max(0, m.end() - 1 - NAME_REACH // 2), m.end())]
            starts += before[-4:]
        starts = sorted(set(starts)) if len(starts) > 1 else starts
        for low, high in owners(text, self.catalogue, self.own_names) if starts else ():
            del starts[bisect_left(starts, low) : bisect_left(starts, high)]
        return starts

    def _standing_for(self, start: int, end: int, full: str) -> NameMention:
        listed = self.catalogue.canonical(full)
        return NameMention(start, end, listed.name, self.grammar.parse(full), "short", listed.is_family)

    def _mention(self, text: str, pieces: list[_Piece], first: int, last: int, how: str) -> NameMention | None:
        if text[pieces[last - 1].end : pieces[last - 1].end + 1] == "/" and last < len(pieces):
            kinds = (self.grammar.classify(pieces[last - 1].lower), self.grammar.classify(pieces[last].lower))
            if kinds == (Chunk.VARIANT, Chunk.VARIANT) and last - 1 > first:
                last -= 1  # "X Base/Chat" speaks of X
        if last - first > 1 and self._of_kind(text, pieces, first, last):
            last -= 1  # "Kestrel LM" is Kestrel
        start, end = pieces[first].start, pieces[last - 1].end
        if DERIVED.match(text, end) or (last - first == 1 and ORGANISATION.match(text, end)):
            return None
        surface = text[start:end]
        key = self.catalogue.key(surface)
        if key in self.catalogue.notions:
            return None
        listed = self.catalogue.by_key.get(key)
        if listed is None:
            own = self.own_names.get(key)
            listed = self.catalogue.canonical(own or surface)
        bare, name = self.catalogue.read(surface)
        sized = self._sized_names.member(text, start, end, bare, name)
        if sized:
            return self._standing_for(start, end, sized)
        return NameMention(start, end, listed.name, name, how, listed.is_family)

    def _of_kind(self, text: str, pieces: list[_Piece], first: int, last: int) -> bool:
        """True where the last piece of a name only says what kind of thing bears the name that stands before it."""
        if pieces[last - 1].lower not in self.catalogue.kind_names.nouns or text[pieces[last - 2].end] != " ":
            return False
        whole, front = (self.catalogue.key(text[pieces[first].start : pieces[at].end]) for at in (last - 1, last - 2))
        if whole in self.catalogue.by_key or whole in self.own_names:
            return False
        return front in self.own_names

    def _listed(self, text: str, pieces: list[_Piece], i: int) -> tuple[int, str]:
        """End of a name that begins at piece i with a listed or own word, and how it was met; 0: none."""
        lower = pieces[i].lower
        best, how = 0, ""
        own, listed = (
            (self.own, self._own_joints, "document"),
            (self.catalogue.heads, self.catalogue.sequences, "listed"),
        )
        for heads, sequences, label in (own, listed):
            for count in heads.get(lower, ()):
                last = i + count
                if not best < last <= len(pieces):
                    continue
                words = tuple(piece.lower for piece in pieces[i:last])
                if words in sequences and self._run(text, pieces, i, words):
                    best, how = last, label
                    break
        if not best and not self._common(text, pieces[i]):
            glued = self.catalogue.glued.match(lower)
            if glued and glued.end() < len(lower) and self._glued_tail(lower[glued.end() :]):
                best, how = i + 1, "listed"
        if not best or self._common(text, pieces[i], listed=True):
            return 0, ""
        if best == i + 1 and self._compound(text, pieces, i):
            return 0, ""
        return self._extend(text, pieces, best), how

    def _common(self, text: str, piece: _Piece, *, listed: bool = False) -> bool:
        """True where the piece is an ordinary word: a family called "Falcon" is not every "falcon"."""
        if piece.text != piece.lower or not piece.lower.isalpha():
            return False
        after = text[piece.end : piece.end + 1]
        return not (after in "-_" and after) and listed and not _identifier(text, piece.start)

    def _compound(self, text: str, pieces: list[_Piece], i: int) -> bool:
        """True for the first of two ordinary words with a hyphen between them: "opt-out" is not about OPT."""
        if (
            i + 1 >= len(pieces)
            or text[pieces[i].end : pieces[i + 1].start] != "-"
            or _identifier(text, pieces[i].start)
        ):
            return False
        one, two = pieces[i], pieces[i + 1]
        plain = one.text == one.lower and one.lower.isalpha() and two.text == two.lower and two.lower.isalpha()
        return plain and self.grammar.classify(two.lower) is None

    def _glued_tail(self, tail: str) -> bool:
        if self.grammar.classify(tail) is not None:
            return True
        head = HEAD.match(tail)
        return bool(
            head
            and head.group() in self.grammar.lines
            and (head.end() == len(tail) or self.grammar.classify(tail[head.end() :]) is not None)
        )

    def _run(self, text: str, pieces: list[_Piece], i: int, sequence: tuple[str, ...]) -> bool:
        """True where the pieces from i on are the words of a name, joined as names are or as this one is."""
        for offset, word in enumerate(sequence):
            if pieces[i + offset].lower != word:
                return False
        if len(sequence) == 1:
            return True
        between = [text[pieces[at - 1].end : pieces[at].start] for at in range(i + 1, i + len(sequence))]
        if all(gap in PLAIN_JOINTS for gap in between):
            return True
        return any(
            all(joins(gap, stated, word) for gap, stated, word in zip(between, listed, sequence, strict=False))
            for listed in self.catalogue.joints.get(sequence, self._own_joints.get(sequence, ()))
        )

    def _extend(self, text: str, pieces: list[_Piece], end: int) -> int:
        """Follow the grammar from piece `end` on; the new end."""
        first = end
        sized = self.grammar.classify(pieces[end - 1].lower) is Chunk.SIZE
        while end < len(pieces) and end - first < LONGEST_NAME:
            gap = text[pieces[end - 1].end : pieces[end].start]
            piece = pieces[end]
            if gap == " " and piece.lower == "version" and end + 1 < len(pieces):
                after = pieces[end + 1]
                numbered = self.grammar.classify(after.lower) is Chunk.VERSION and VERSION_WORD.match(text, piece.start)
                if numbered and self._may_follow(text, after, Chunk.VERSION, sized):
                    piece, end = after, end + 1
            kind = self.grammar.classify(piece.lower)
            if gap in ("-", "_"):
                if (
                    kind is None
                    and not self._joined_word(text, piece)
                    and not self._before_size(text, pieces, end)
                    and not CHECKPOINT.match(text, piece.start)
                ):
                    break
            elif gap == " ":
                if not self._may_follow(text, piece, kind, sized):
                    break
            elif gap == ":":
                if kind is not Chunk.SIZE or sized:  # "kestrel3:7b", a tag as registries have them
                    break
            else:
                break
            sized = sized or kind is Chunk.SIZE
            end += 1
        return end

    def _before_size(self, text: str, pieces: list[_Piece], at: int) -> bool:
        """A word between two hyphens with a size behind it: "gpt-oss-120b"."""
        if at + 1 >= len(pieces) or pieces[at].lower in self.grammar.never or not pieces[at].text.isalpha():
            return False
        joined = text[pieces[at].end : pieces[at + 1].start] in ("-", "_")
        return joined and self.grammar.classify(pieces[at + 1].lower) is Chunk.SIZE

    def _joined_word(self, text: str, piece: _Piece) -> bool:
        """A word of no class, joined by a hyphen: part of "DeepSeek-R1-Terminus", not of "GPT-4-level"."""
        return piece.text[0].isupper() or (
            piece.text[0].isdigit()
            and piece.text[-1].isalnum()
            and len(piece.text) < 9
            and not text[piece.end : piece.end + 1].isalpha()
            and any(c.isalpha() for c in piece.text) is False
        )

    def _may_follow(self, text: str, piece: _Piece, kind: Chunk | None, sized: bool) -> bool:
        if kind is None or self.catalogue.counting.match(text, piece.end):
            return False
        if kind is Chunk.SIZE:
            return not sized and not _OF_WHOLE.match(text, piece.end)
        if kind is Chunk.VERSION:
            if text[piece.end : piece.end + 1] == "," and text[piece.end + 1 : piece.end + 2].isdigit():
                return False  # "X 49,152" has a number behind it
            if piece.text[-1] in "KT" and piece.text[0].isdigit():
                return False  # "X 4T" has a quantity behind it
            return (not (piece.text.isdigit() and len(piece.text) > 2) and not sized) or "v" in piece.lower
        if kind is Chunk.TAG:
            return not piece.text.isdigit() and not (piece.text.isalpha() and piece.text.islower())  # "X it needs"
        return piece.text[0].isupper() and self.catalogue.noun_phrase.match(text, piece.start) is None

    def _unlisted(self, text: str, pieces: list[_Piece], i: int) -> tuple[int, str]:
        """End of a name of no listed family: a capitalised word that a size follows, "MPT-7B", "Jamba 52B"."""
        piece = pieces[i]
        if not self._proper(text, piece) or self.grammar.classify(piece.lower) is Chunk.VARIANT:
            return 0, ""  # "Mini 4B" tells the size of a member
        end = i + 1
        while end < len(pieces) and end - i < 4:
            gap = text[pieces[end - 1].end : pieces[end].start]
            if gap not in _UNLISTED_SEPARATORS:
                return 0, ""
            kind = self.grammar.classify(pieces[end].lower)
            if kind is Chunk.SIZE and not self.catalogue.counting.match(text, pieces[end].end):
                if gap == " " and (_starts_sentence(text, piece.start) and end == i + 1 and not _camel(piece.text)):
                    return 0, ""
                return self._extend(text, pieces, end + 1), "grammar"
            if kind is None and not (self._proper(text, pieces[end]) and gap in ("-", " ")):
                return 0, ""
            if kind is Chunk.VERSION and gap == " " and pieces[end].text.isdigit() and len(pieces[end].text) > 2:
                return 0, ""
            end += 1
        return 0, ""

    def _proper(self, text: str, piece: _Piece) -> bool:
        if not piece.text[0].isupper() or piece.lower in self.grammar.never or len(piece.text) < 2:
            return piece.text[0].isalpha() and piece.lower not in self.grammar.never and _identifier(text, piece.start)
        return True


def _pieces(text: str, at: int, stop: int, most: int) -> list[_Piece]:
    """The first chunks from an offset on."""
    found = CHUNK.finditer(text, at, min(stop, at + NAME_REACH))
    return [_Piece(chunk := m.group(), chunk.lower(), *m.span()) for m in islice(found, most)]


def _in_address(text: str, at: int) -> bool:
    """True for a part of the name of a host: "https://harrier.example", "platform.harrier.example"."""
    if at < 2 or text[at - 1] not in "./":
        return False
    return text[at - 2] == "/" if text[at - 1] == "/" else text[at - 2].isalnum()


def _camel(word: str) -> bool:
    return any(c.isupper() for c in word[1:]) or any(c.isdigit() for c in word)


def _identifier(text: str, at: int) -> bool:
    """True where the word at `at` is part of a hyphenated identifier such as "falcon-7b-instruct"."""
    end = at
    while end < len(text) and not text[end].isspace() and text[end] not in "),;|":
        end += 1
    token = text[at:end]
    return "-" in token and any(c.isdigit() for c in token)


def _starts_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - FRONT) : at].rstrip(" \"'“(*")
    return not before or before[-1] in ".!?:;•|"
