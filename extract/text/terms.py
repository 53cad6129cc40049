"""Claims of words rather than numbers: a licence, an architecture, what an entity is built on."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from operator import itemgetter

from extract.attributes.other_side import term_against
from extract.owners.attached_names import relative_name
from extract.owners.earlier import speaks_of_all
from extract.owners.other_subjects import said_of_another
from extract.owners.part_subjects import PartSubjects
from extract.owners.references import refers_at
from extract.owners.roles import NameRole
from extract.owners.spoken_names import coordinated, name_roles, sentence_names
from extract.owners.subjects import Subject, subject
from extract.owners.topics import Topics
from extract.passages.fragments import is_fragment
from extract.passages.passage import Passage
from extract.passages.spans import Spans
from extract.record import Recorder
from extract.text.entries import Entry
from extract.text.header import Header, slug
from extract.words.cues import GENERIC_TERMS, Cue, Cues, Role, label_key, refused
from extract.words.lexicon import Hit
from extract.words.marks import behind_mark
from extract.words.pack import Attribute
from sources.document import Block, BlockKind

EXACT = 3  # score of a label that is an attribute's own name
LONGEST_TERM_ITEM = 60  # characters of an item that may be a text value alone: "Apache 2.0"
SCOPE_REACH = 16  # characters behind the name that may limit the relation: "the X architecture"
TARGET_REACH = 60  # characters from "built upon" to the name of what it is built upon
_STRONG, _CUE, _BARRED = Role.STRONG, Role.CUE, Role.BARRED  # in Python 3.11 a lookup is slow
# Before a value that is one of many such: "permissive licences such as A and B".
_EXAMPLE = re.compile(
    r"\b(?:such as|e\.g\.,?|for example)\s(?:[\w.-]+(?:\s[\w.-]+)?(?:,\s|,?\s(?:and|or)\s)){0,3}(?:the\s)?$"
)
EXAMPLE_REACH = 60  # characters
# A thing and what it is under: "Our evaluation kit is licensed under".
_THE_THING = re.compile(
    r"\W{0,3}(?:Our|The|Its|Their|An?|All)\s(?:[a-z-]+\s){0,3}?(?P<noun>[a-z-]+)\s"
    r"(?:is|are|was|were|comes?|stays?|remains?|carry|carries)\s"
)
_WHOLES = frozenset("lot everything rest line line-up collection all bundle two three four pair one ones".split())
_TOLD = ("named", "label", "parent", "earlier", "heading", "part")
_EQUALS = re.compile(r"\s(?:is|was|remains)\s(?:now\s|still\s)?(?:the\s|an?\s)?")
_PREDICATE = re.compile(r"\b(?:are|is|was|were|stays|remains)\s(?:[a-z]+\s){0,2}[A-Z]")
_BEING = re.compile(r"\b(?:is|are|was|were|stays|remains)\s(?:[a-z]{2,5}\s){0,2}$")
_BEING_REACH = 28  # characters
_AND = re.compile(
    r",?\s(?:and|as well as|or|&)(?:\s(?:also|both|all|the|its|our|their|associated|corresponding)){0,3}"
    r"(?:\s[A-Z][\w.-]*){0,2}\s|/|,\s(?:the\s)?"  # "the code and associated X-1 weights"
)
_CLAUSE = re.compile(r"[^;]{0,80}(?:[,;]|[,;]?\s(?:and|while|whereas|but))\s(?:the\s|its\s|our\s)?")
_OTHER_CLAUSE = re.compile(
    r"[^,;]{0,40}(?:[,;]|[,;]?\s(?:while|whereas|but))\s(?:and\s)?(?:(?:the|its|our)\s)?[\w\s]{3,24}"
)
_CLOSING = re.compile(r"[,;.](?=\s|$)|\n")
_RELATIVE = re.compile(r",\s(?:which|unlike|like|as)\b")  # "the X licence, which not every Y has"
_OF_MAKER = re.compile(r"\s*(?:[\w.-]+/)?")  # before a name that stands alone: "Qwen/Qwen3-8B"
_WHICH = re.compile(r"\b(?P<noun>[a-z][\w-]*),\s(?:which|that)\s(?:is|are|was|were|comes?|has)\b[^,;]*$")
_FORMERLY = re.compile(r"\bfrom\s+(?:an?\s|the\s)?$")  # "MIT (changed from a custom licence)"


class TermReader:
    """Reads the text values and relations of the passages of one document."""

    def __init__(self, cues: Cues, topics: Topics, recorder: Recorder, header: Header) -> None:
        """Read with these cues; topics say whose a value is, the recorder keeps it."""
        self.cues = cues
        self.header = header
        self.topics = topics
        self.recorder = recorder
        self.parts = PartSubjects(topics)
        self.relations = cues.by_type("relation")

    def read(self, block: Block, passage: Passage, label: str, label_end: int, listed: Entry | None) -> None:
        """Record what a passage says in words.

        `label`: its own or its parent's; `label_end`: where the rest begins; `listed`: the entry that the block is.
        """
        strong: dict[str, list[Hit[Cue]]] = {}
        barred: dict[str, list[Hit[Cue]]] = {}
        for found, role in ((strong, _STRONG), (barred, _BARRED)):
            for hit in passage.cues_of(role):
                found.setdefault(hit.meaning.attribute, []).append(hit)
        scores = self.cues.label_scores(label) if label else {}
        if label and label_end and self.cues.others.names(label) and not any(score > 0 for score in scores.values()):
            return  # "Baselines: a dense model"
        alone = block.kind is BlockKind.ITEM and len(passage.text) <= LONGEST_TERM_ITEM
        for name in self.cues.terms:
            labelled = scores.get(name, 0) > 0
            if self.header.holds(block) and scores.get(name) == EXACT and self.cues.terms[name].open is not None:
                self._keyed(block, passage, name, label_end)
            elif name in strong or labelled:
                self._terms(block, passage, name, strong.get(name, []), barred.get(name, []), labelled, label_end)
            elif (alone and self._alone(block, passage, name)) or self._fragments(block, passage, name, listed):
                continue
            elif passage.brackets and self.cues.terms[name].open is not None:
                self._terms(block, passage, name, [], barred.get(name, []), False, label_end)
            elif self.cues.terms[name].open is not None:
                self._predicates(block, passage, name, barred.get(name, []))
        for name in self.relations:
            told = any(hit.start >= label_end for hit in strong.get(name, []))  # "What is X based on? X is based on Y"
            alone = scores.get(name, 0) == EXACT and _only_name(block, passage)
            if scores.get(name, 0) > 0 and ((label_end and not told) or alone):
                self._labelled_relation(block, passage, name, label_end)
            elif name in strong:
                self._relations(block, passage, name, strong[name], barred.get(name, []))

    def _relation_scope(self, passage: Passage, name: str, start: int, end: int) -> str:
        """What a relation is limited to: "built upon the architecture of X"."""
        scopes = {
            h.meaning.scope
            for h in passage.hits_in(start, end)
            if h.meaning.role is Role.SCOPE and h.meaning.attribute == name
        }
        return "+".join(sorted(scopes))

    def _alone(self, block: Block, passage: Passage, name: str) -> bool:
        """Record an item that is a text value and nothing else; False where it is none."""
        found = [
            (start, end, value) for start, end, value in self.cues.terms[name].find(passage.text, passage.plain)
            if len(passage.text.strip(" .,;")) == end - start
        ]  # fmt: skip
        for start, end, value in found:
            self._record(block, passage, start, end, name, value, False, Spans([(start, end, value)]))
        return bool(found)

    def _listed_facts(self, block: Block, passage: Passage, name: str) -> bool:
        """Record the listed values that are fragments of an item of facts: "32k context, Apache 2.0"."""
        if block.kind is not BlockKind.ITEM or not passage.values:
            return False
        terms = self.cues.terms[name].find_listed(passage.text, passage.plain)
        found = [f for f in terms if is_fragment(passage.text, f[0], f[1]) and passage.bracket(f[0]) is None]
        titles = Spans(found)
        for start, end, value in found:
            self._record(block, passage, start, end, name, value, False, titles)
        return bool(found)

    def _fragments(self, block: Block, passage: Passage, name: str, listed: Entry | None) -> bool:
        """Record the listed values that are fragments of an entry; False where there are none."""
        if listed is None:
            return self._listed_facts(block, passage, name)
        terms = self.cues.terms[name].find_listed(passage.text, passage.plain)
        found = [f for f in terms if listed.fragment(passage, f[0], f[1])]
        for start, end, value in found:
            scope = self.recorder.scope(passage, start, end, name)
            for who in listed.names:
                owner = subject(passage, who, "named")
                self.recorder.term(passage, start, end, name, value, owner, "item.term", scope=scope)
        return bool(found)

    def _keyed(self, block: Block, passage: Passage, name: str, label_end: int) -> None:
        """The value under a key of a header, whatever the word: "license: kestrel"."""
        found = slug(passage.text, label_end)
        if found is None or label_key(passage.text[slice(*found)]) in GENERIC_TERMS:
            return
        value = self.cues.terms[name].canonical(passage.text[slice(*found)])
        self._record(block, passage, *found, name, value, True, Spans([(*found, value)]))

    def _terms(
        self, block: Block, passage: Passage, name: str, strong: list[Hit[Cue]], barred: list[Hit[Cue]], labelled: bool,
        label_end: int,
    ) -> None:  # fmt: skip
        terms = self.cues.terms[name]
        found = terms.telling(terms.find(passage.text, passage.plain))
        if name in self.cues.opposites and labelled:  # the words of a label are no value: "Touch screen: no"
            found = [f for f in found if f[0] >= label_end] or terms.answer(passage.text, label_end)
        elif name in self.cues.opposites and self._leads(block) and self.cues.label_scores(passage.text).get(name):
            return  # "Touch screen" above "No"
        if label_end and refused(passage.text[label_end:]):
            found = [f for f in found if f[0] >= label_end]  # "Dual boiler: no"
        found = [f for i, f in enumerate(found) if i + 1 == len(found) or not _owned(passage, f[1], found[i + 1][0])]
        titles = Spans(found)
        said_of = [h for h in passage.cues_of(_CUE) if h.meaning.attribute == name]
        for start, end, value in found:
            s, e = passage.sentence(start)
            under_label = labelled and start >= label_end
            told = _begins_within(strong, s, e) or self._remarked(passage, start) or _being(passage, start)
            if not under_label and not told:
                continue
            if under_label:
                s, e = _own_clause(passage.text, max(s, label_end), start, end)
            if _begins_within(_barring(passage, barred, said_of, start, end), s, e):
                continue
            if not under_label and self._of_something_else(passage, name, s, start):
                continue
            if _EXAMPLE.search(passage.text, max(s, start - EXAMPLE_REACH), start):
                continue
            if not under_label and said_of_another(passage, start, name):
                continue
            if not under_label and term_against(passage.text, start, end, self.cues.kind):
                continue
            if not _FORMERLY.search(passage.text[max(0, start - 12) : start]):
                self._record(block, passage, start, end, name, value, labelled, titles)

    def _leads(self, block: Block) -> bool:
        """True for a heading, and for an item with others nested in it: its words are the label of what follows."""
        return block.kind is BlockKind.HEADING or (block.start, block.end) in self._parents

    @cached_property
    def _parents(self) -> frozenset[tuple[int, int]]:
        return frozenset(block.parents[-1] for block in self.topics.document.blocks if block.parents)

    def _of_something_else(self, passage: Passage, name: str, start: int, at: int) -> bool:
        """True where a sentence names another thing as that which has the value: "The evaluation kit is under MIT"."""
        m = _THE_THING.match(passage.text, start, at)
        if m is None or m["noun"] in _WHOLES or set(",;") & set(passage.text[m.end() : at]):
            return False
        if passage.names_in(start, at):
            return False
        known = (Role.NOUN, Role.REFERENCE, Role.GROUP, Role.STRONG)
        return not any(
            h.meaning.role in known or (h.meaning.role is Role.CUE and h.meaning.attribute == name)
            for h in passage.hits_in(m.start(), m.end())
        )

    def _predicates(self, block: Block, passage: Passage, name: str, barred: list[Hit[Cue]]) -> None:
        """The listed values that names are said to be, without another word for it: "X and Y are Apache 2.0"."""
        found = self.cues.terms[name].find_listed(passage.text, passage.plain)
        if not found or not _PREDICATE.search(passage.text):
            return
        titles = Spans(found)
        said_of = [h for h in passage.cues_of(_CUE) if h.meaning.attribute == name]
        for start, end, value in found:
            against = _barring(passage, barred, said_of, start, end)
            if _being(passage, start) and not _begins_within(against, *passage.sentence(start)):
                self._record(block, passage, start, end, name, value, False, titles)

    def _remarked(self, passage: Passage, at: int) -> bool:
        """True in brackets right behind a name: "X (1.6B parameters, MIT)"."""
        bracket = passage.bracket(at)
        if bracket is None:
            return False
        before = passage.names_in(max(0, bracket[0] - 80), bracket[0])
        return any(bracket[0] - behind_mark(passage.text, n.end) <= 2 for n in before)

    def _record(
        self, block: Block, passage: Passage, start: int, end: int, name: str, value: str, labelled: bool,
        titles: Spans,
    ) -> None:  # fmt: skip
        """Record one text value for those it is said of."""
        attribute: Attribute = self.cues.pack.attributes[name]
        owners = self._owners(block, passage, start, end, labelled, titles)
        if attribute.many and not labelled:
            owners = [who for who in owners if who.how in _TOLD]
        scope = self.recorder.scope(passage, start, end, name)
        for who in owners:
            rule = "item.term" if labelled else "prose.term"
            self.recorder.term(passage, start, end, name, value, who, rule, scope=scope)

    def _owners(
        self, block: Block, passage: Passage, start: int, end: int, labelled: bool, titles: Spans
    ) -> list[Subject]:
        members = self.parts.by_part(block, passage, start, end) if passage.parts and not labelled else None
        if members is not None:
            return members
        s, e = passage.sentence(start)
        names = [n for n in sentence_names(passage, s, max(e, end)) if not titles.overlaps(n.start, n.start + 1)]
        roles = name_roles(passage, s, max(e, end), names)
        relative = relative_name(passage, names, start)
        if relative is not None and roles[names.index(relative)] is not NameRole.SUBJECT:
            return [subject(passage, relative, "named")]  # "unlike X, which is under the Y licence"
        if relative is None and self._of_component(passage, s, start):
            return []
        before = [i for i, n in enumerate(names) if n.end <= start and roles[i] is NameRole.SUBJECT]
        of_all = not before and speaks_of_all(passage, start)  # "Both are under the X licence, whereas Y is under Z"
        if refers_at(passage, s) or not names or of_all or (labelled and not before):
            return self.topics.above(block, passage, start)
        chosen = before[-1] if before else next((i for i, n in enumerate(names) if n.start >= end), None)
        if chosen is not None and not before and _RELATIVE.search(passage.text[end : names[chosen].start]):
            return self.topics.above(block, passage, start)
        if chosen is None:
            return []
        if not before and self.cues.kind.acting(passage.text, end, names[chosen].start):
            return []  # "six dense models learned from X": said of others
        return [subject(passage, names[i], "named") for i in coordinated(passage.text, names, roles, chosen)]

    def _of_component(self, passage: Passage, start: int, at: int) -> bool:
        """True in a clause about another thing: "… uses a parser as a component, which is licensed under"."""
        clause = _WHICH.search(passage.text, start, at)
        if clause is None or passage.names_in(clause.start(), at):
            return False
        known = (Role.NOUN, Role.REFERENCE, Role.GROUP, Role.CUE)
        return not any(h.meaning.role in known for h in passage.hits_in(clause.start("noun"), clause.end("noun")))

    def _labelled_relation(self, block: Block, passage: Passage, name: str, label_end: int) -> None:
        """ "Base model: X"."""
        names = passage.names_in(label_end, len(passage.text))
        of_maker = len(names) > 1 and passage.text[names[0].end : names[1].start] == "/"  # "Qwen/Qwen3-8B"
        for target in names[1:2] if of_maker else names[:1]:
            for who in self.topics.above(block, passage, 0):
                if who.entity != target.entity:
                    self.recorder.term(
                        passage, target.start, target.end, name, target.entity, who, "item.relation",
                        scope=self._relation_scope(passage, name, 0, target.end + SCOPE_REACH),
                    )  # fmt: skip

    def _relations(
        self, block: Block, passage: Passage, name: str, strong: list[Hit[Cue]], barred: list[Hit[Cue]]
    ) -> None:
        """What an entity is built on: the name right behind "built upon"."""
        for hit in strong:
            s, e = passage.sentence(hit.start)
            behind = passage.names_in(hit.end, e)
            target = behind[0] if behind and behind[0].start < hit.end + TARGET_REACH else None
            if target is None or _begins_within(barred, s, e):
                continue
            names = sentence_names(passage, s, hit.start)
            roles = name_roles(passage, s, e, names)
            subjects = [n for n, role in zip(names, roles, strict=True) if role is NameRole.SUBJECT]
            if (names and not subjects) or said_of_another(passage, hit.start, name):
                continue  # "models distilled from X, based on Y", "the reward model is initialized from X"
            owners = self.topics.above(block, passage, hit.start)
            if subjects and not refers_at(passage, s):
                owners = [subject(passage, subjects[0], "named")]
            scope = self._relation_scope(passage, name, hit.end, min(e, target.end + SCOPE_REACH))
            for who in owners:
                if who.entity != target.entity:
                    self.recorder.term(
                        passage, target.start, target.end, name, target.entity, who, "prose.relation", scope=scope
                    )


def _only_name(block: Block, passage: Passage) -> bool:
    """True for an item that is a name and nothing else, below one that says what it is: "base_model:"."""
    names = passage.names[:2]
    if block.kind is not BlockKind.ITEM or not names or names[-1].end < len(passage.text.rstrip()):
        return False
    return _OF_MAKER.fullmatch(passage.text, 0, names[-1].start) is not None


def _own_clause(text: str, low: int, start: int, end: int) -> tuple[int, int]:
    """The clause of a term under a label: what stands around it up to a semicolon before and any mark behind."""
    closed = _CLOSING.search(text, end)
    return max(low, text.rfind(";", low, start)), closed.start() if closed is not None else len(text)


def _being(passage: Passage, at: int) -> bool:
    """True right behind a form of "be": "X and Y are Apache 2.0"."""
    return _BEING.search(passage.text, max(0, at - _BEING_REACH), at) is not None


def _barring(passage: Passage, barred: list[Hit[Cue]], said_of: list[Hit[Cue]], start: int, end: int) -> list[Hit[Cue]]:
    """The barring words that a term at `start` to `end` may belong to.

    Left out are those that share it ("the code and the weights are under the X licence") and those of another clause
    ("the code is under X, the weights are under Y").
    """
    text = passage.text

    def shared(b: Hit[Cue]) -> bool:
        return any(
            _AND.fullmatch(text, b.end, h.start) or _AND.fullmatch(text, h.end, b.start)
            or (h.end <= start and _CLAUSE.fullmatch(text, b.end, h.start)) for h in said_of
        )  # fmt: skip

    return [b for b in barred if not shared(b) and not (b.start >= end and _OTHER_CLAUSE.fullmatch(text, end, b.end))]


def _owned(passage: Passage, end: int, following: int) -> bool:
    """True for "the X licence" in "the X licence is MIT": not a value, but what the value behind it is said of."""
    return _EQUALS.fullmatch(passage.text, end, following) is not None


def _begins_within(hits: list[Hit[Cue]], start: int, end: int) -> bool:
    """True where any of the hits, which are in order, begins within a span."""
    index = bisect_left(hits, start, key=itemgetter(0))
    return index < len(hits) and hits[index].start < end
