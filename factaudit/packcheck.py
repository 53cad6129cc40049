"""Checks a pack: its own examples, and how it meets documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.claim import Claim, Extraction
from extract.engine import Extractor
from extract.knowledge import Knowledge
from extract.quantities.units import behind
from extract.words.lexicon import Phrases
from extract.words.pack import Attribute, Claimed, Pack
from factaudit.explain import names
from factaudit.missing import Missing
from factaudit.packshow import size_words
from reconcile.wording import count_words
from reports.visible import cut, one_line
from sources.document import Document, digest
from sources.read import parse
from sources.render import reading
from sources.yaml_file import Keys, Located

# Reasons of rejections that hold a number which might be an attribute the pack lacks.
_UNCLAIMED = ("other unit", "quantity of nothing claimed", "plain number")
_UNIT = re.compile(r"[ \u00a0\u202f-]?([^\W\d_]{1,20})(?!\w)")  # on the same line, right after the number
MOST_SHOWN = 20  # rows of a list; the rest is counted
CUES_SHOWN = 4  # of an attribute's cues that never occur


@dataclass(slots=True)
class Seen:
    """How often something was met, and where first."""

    count: int = 0
    place: str = ""

    def add(self, place: str) -> None:
        """Count one more."""
        self.place = self.place or place
        self.count += 1


@dataclass(slots=True)
class Findings:
    """What documents say about a pack."""

    documents: int = 0
    unknown: dict[str, Seen] = field(default_factory=dict)  # entity that the pack does not list
    units: dict[str, Seen] = field(default_factory=dict)  # word after a number that no attribute takes
    uncued: dict[str, Seen] = field(default_factory=dict)  # unit of an attribute that no cue stood by
    fired: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # attribute, kind of cue, cue


class Broken(NamedTuple):
    """An example of a pack that does not come out as it says."""

    attribute: str
    example: str  # "hit" or "miss"
    problem: str

    @property
    def keys(self) -> Keys:
        """Where it stands in the pack file."""
        return ("attributes", self.attribute, "examples", self.example)


def broken_examples(pack: Pack) -> list[Broken]:
    """The examples of the pack that do not come out as they say."""
    extractor = Extractor(pack)
    return [one for name, attribute in pack.attributes.items() for one in _broken(extractor, name, attribute)]


def _broken(extractor: Extractor, name: str, attribute: Attribute) -> Iterator[Broken]:
    examples = attribute.examples
    document = example_document(examples.hit)
    extraction = extractor.extract(document)
    hits = [claim for claim in extraction.claims if claim.attribute == name]
    for wanted in examples.claims:
        if not any(_is(wanted, claim) for claim in hits):
            said = "; ".join(_said(claim) for claim in hits) or "nothing"
            why = "" if hits else _lacking(document, extraction, extractor.knowledge, attribute)
            yield Broken(name, "hit", f"should say {_wanted(wanted)}, and says {said}{why}")
    for claim in extractor.extract(example_document(examples.miss)).claims:
        if claim.attribute == name:
            yield Broken(name, "miss", f"should say nothing, and says {_said(claim)}")


def _lacking(document: Document, extraction: Extraction, knowledge: Knowledge, attribute: Attribute) -> str:
    """Why an example claims nothing: the names it holds, the words it lacks, and why its numbers are no claims."""
    seen = list(dict.fromkeys(name.mention.entity for name in names(document, knowledge)))
    missing = Missing(document, knowledge)
    reasons = [f"names seen: {', '.join(seen) or 'none'}"]
    for one in extraction.rejected:
        if one.reason != "part of a name":
            notes = "; ".join(filter(None, (one.note, missing.note(one.start, one.end, one.reason))))
            reasons.append(f"“{one.quote}”: {one.reason}" + (f" ({notes})" if notes else ""))
    if attribute.type in ("term", "flag", "relation"):
        if not attribute.strong:
            reasons.append("the attribute has no “strong” words, of which running text needs one in the sentence")
        elif not Phrases([(word, None) for word in attribute.strong]).find(document.text):
            reasons.append(f"none of its “strong” words is in the sentence: {', '.join(attribute.strong)}")
    return " (" + "; ".join(reasons) + ")"


def _is(wanted: Claimed, claim: Claim) -> bool:
    """True where a claim is the one an example asks for."""
    given = (claim.entity, claim.value, claim.qualifier.value, claim.scope)
    return given == (wanted.entity, wanted.value, wanted.qualifier, wanted.scope)


def _wanted(wanted: Claimed) -> str:
    return " ".join(filter(None, (wanted.entity, "=", wanted.value, wanted.qualifier, wanted.scope)))


def _said(claim: Claim) -> str:
    return " ".join(filter(None, (claim.entity, "=", claim.value, claim.qualifier.value, claim.scope)))


def example_document(text: str) -> Document:
    """An example as a document."""
    return Document("example.md", digest(text.encode()), text, "utf-8", False, parse(text, "example.md"))


def check_documents(pack: Pack, documents: Iterable[Document]) -> Findings:
    """Read documents by a pack and collect what the pack does not know and what it never needs."""
    from spacy.lang.en.stop_words import STOP_WORDS

    extractor = Extractor(pack)
    cues = Phrases([(cue, (name, kind, cue)) for name, kind, cue in all_cues(pack)])
    found = Findings()
    taken = {unit.lower() for one in pack.attributes.values() for unit in (*one.units, *one.counted)}
    for document in documents:
        found.documents += 1
        catalogue = extractor.knowledge.catalogue
        for name in names(document, extractor.knowledge):
            if catalogue.key(name.mention.entity) not in catalogue.by_key:
                found.unknown.setdefault(name.mention.entity, Seen()).add(f"{document.path}:{name.line}")
        for one in extractor.extract(document).rejected:
            following = _UNIT.match(document.text, one.end)
            unit = following[1].lower() if following else ""
            if one.reason in _UNCLAIMED and following and unit not in STOP_WORDS:
                listed = found.uncued if unit in taken or _known_unit(unit, extractor.knowledge) else found.units
                listed.setdefault(unit, Seen()).add(f"{document.path}:{one.line} «{one.quote} {following[1]}»")
        for block in document.blocks:
            text = reading(document.text, block.start, block.end).text
            found.fired.update(hit.meaning for hit in cues.find(text))
    return found


def _known_unit(word: str, knowledge: Knowledge) -> bool:
    """True for another spelling of a unit that an attribute takes."""
    unit = behind(f" {word}", 0)
    return unit is not None and unit.name in knowledge.cues.by_unit


def all_cues(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Every word and phrase by which an attribute is recognised: attribute, kind of cue, cue."""
    for name, attribute in pack.attributes.items():
        for kind in ("units", "counted", "modifies", "strong", "cues", "labels"):
            yield from ((name, kind, cue) for cue in getattr(attribute, kind))
        yield from ((name, f"scope {scope.name}", cue) for scope in attribute.scopes for cue in scope.cues)


def report(
    pack: Pack, located: Located, broken: Sequence[Broken], found: Findings | None, *, whole: bool = False
) -> str:
    """What was checked and what came of it; `located` knows the lines of the pack file; `whole`: no list is cut."""
    examples = len(pack.attributes)
    lines = [f"{pack.title}: {size_words(pack)}"]
    lines.append(f"examples: {examples - len({one.attribute for one in broken})} of {examples} come out as stated")
    lines += [
        one_line(f"{located.file}:{located.line(one.keys)}: the {one.example} of {one.attribute} {one.problem}")
        for one in broken
    ]
    if found:
        lines += ["", count_words(found.documents, "document")]
        most = None if whole else MOST_SHOWN
        lines += _table("names that the pack does not list", found.unknown, most)
        lines += _table("words after numbers that no attribute takes", found.units, most)
        if found.uncued:
            lines += _table("units of attributes that no cue or name stood by", found.uncued, most)
        lines += _every_silent(pack, found) if whole else _silent(pack, found)
    return "\n".join(lines) + "\n"


def _table(title: str, rows: Mapping[str, Seen], most: int | None) -> list[str]:
    ordered = sorted(rows.items(), key=lambda row: (-row[1].count, row[0]))[:most]
    lines = ["", f"{title}: {len(rows)}"]
    lines += [f"{seen.count:>6}  {cut(one_line(name), 40):<40}  {one_line(seen.place)}" for name, seen in ordered]
    return lines + ([f"        and {len(rows) - len(ordered)} more"] if len(rows) > len(ordered) else [])


def _silent(pack: Pack, found: Findings) -> list[str]:
    """How many cues of each attribute never fired, those of which least was met first, with the first of them."""
    every, silent = _by_attribute(pack, found)
    lines = ["", f"cues that never occur: {sum(map(len, silent.values()))} of {sum(every.values())}; --all lists them"]
    ordered = sorted(silent, key=lambda name: (len(silent[name]) < every[name], -len(silent[name]), name))
    for name in ordered[:MOST_SHOWN]:
        words = list(dict.fromkeys(silent[name]))
        such = ", ".join(words[:CUES_SHOWN]) + (", …" if len(words) > CUES_SHOWN else "")
        lines.append(f"{len(silent[name]):>6} of {every[name]:<4} {cut(one_line(name), 28):<28}  {such}")
    return lines + ([f"        and {len(ordered) - MOST_SHOWN} attributes more"] if len(ordered) > MOST_SHOWN else [])


def _by_attribute(pack: Pack, found: Findings) -> tuple[Counter[str], dict[str, list[str]]]:
    """The number of cues of each attribute, and those that never fired."""
    every: Counter[str] = Counter()
    silent: dict[str, list[str]] = {}
    for name, kind, cue in all_cues(pack):
        every[name] += 1
        if not found.fired[name, kind, cue]:
            silent.setdefault(name, []).append(cue)
    return every, silent


def _every_silent(pack: Pack, found: Findings) -> list[str]:
    """The cues that never fired, one line for each attribute and kind."""
    groups: dict[tuple[str, str], list[str]] = {}
    for name, kind, cue in all_cues(pack):
        if not found.fired[name, kind, cue]:
            groups.setdefault((name, kind), []).append(cue)
    every, silent = _by_attribute(pack, found)
    return ["", f"cues that never occur: {sum(map(len, silent.values()))} of {sum(every.values())}"] + [
        f"  {name} {kind}: {', '.join(c)}" for (name, kind), c in groups.items()
    ]
