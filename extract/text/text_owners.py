"""Whose the values of running text are: the sentence says so, from the surest way to the weakest, or what is above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.owners.earlier import for_both
from extract.owners.listed_sizes import listed_size
from extract.owners.roles import chain_end
from extract.owners.subjects import Subject, in_brackets, in_sentence, subject
from extract.words.cues import Role

if TYPE_CHECKING:
    from extract.attributes.evidence import Evidence
    from extract.owners.part_subjects import PartSubjects
    from extract.owners.topics import Topics
    from extract.passages.passage import Passage
    from extract.text.text_block import TextBlock

CUE_TO_NAME = 16  # characters between "released" and what was released
TOLD_WITHIN = 4  # sentences of a passage, of which the first is labelled by a date
_CUE = Role.CUE  # in Python 3.11 a lookup is slow

Owners = list[list[Subject]]  # for each value those whose it is; one list alone holds for all values


def text_owners(
    text: TextBlock, first: int, last: int, at: int, evidence: Evidence, topics: Topics, parts: PartSubjects
) -> Owners | None:
    """Whose the values first … last-1 are, as the sentence names the owners of those from `at` on.

    `at`: the first of them, or of the whole that they are a part of, which belongs to the same.
    """
    passage, count, listed = text.passage, last - first, text.entry
    if listed is None:
        return _owners(text, at, at + count, evidence, topics, parts)
    if listed.dates(passage, passage.values[first]):
        return [[subject(passage, name, "named") for name in (*listed.names, *listed.others)]]
    if len(listed.names) > 1:
        variant = parts.variants(text.block, passage, first, last, "")
        if variant is not None:
            return variant  # "X and Y. Behemoth (2T) is still to come"
        alone = listed.fragment(passage, passage.values[first].start, passage.values[last - 1].end)
        if alone or (len(listed.names) == count and _nameless(passage, first, last)):
            return _shared([subject(passage, name, "named") for name in listed.names], count)
    return _owners(text, at, at + count, evidence, topics, parts)


def _owners(
    text: TextBlock, first: int, last: int, evidence: Evidence, topics: Topics, parts: PartSubjects
) -> Owners | None:
    """Whose the values first … last-1 are by their own sentence, or else by what stands around it."""
    block, passage, opening = text.block, text.passage, text.opening
    count, start, end = last - first, passage.values[first].start, passage.values[last - 1].end
    variant = parts.variants(block, passage, first, last, opening.text if opening else "")
    if variant is not None:
        return variant
    labelled = parts.by_version(passage, start) or parts.by_label(block, passage, start)
    together = labelled or for_both(passage, end, topics.pair(block)) or in_brackets(passage, end)
    if together:
        return [together]
    dealt = parts.dealt(block, passage, first, last)
    if dealt is not None:
        return dealt
    members = parts.by_part(block, passage, start, end)
    if members is not None:
        return _shared(members, count)
    named = in_sentence(passage, first, last)
    if named is not None:
        return named
    told = listed_size(topics, block) or _told_after(text, first, evidence)
    if told:
        return [told]
    sized = parts.sized(block, passage, first, last, evidence.attribute)
    if sized is not None:
        return [sized]
    led = topics.led(block, passage) if passage.values[first].date is not None else []
    if led:
        return [led]
    above = topics.above(block, passage, start)
    if len(above) == count > 1 and passage.says_respectively(start):
        return [[who] for who in above]  # "They have 40 and 58 layers, respectively"
    return [above] if above else None


def _told_after(text: TextBlock, first: int, evidence: Evidence) -> list[Subject]:
    """A date that labels a whole passage dates the event that a later sentence of it tells."""
    passage, opening, value = text.passage, text.opening, text.passage.values[first]
    if opening is None or value.type != "date" or value.end > opening.end + 1:
        return []
    for start, end in passage.sentences[1:TOLD_WITHIN]:
        cues = [
            h for h in passage.hits_in(start, end)
            if h.meaning.attribute == evidence.attribute and h.meaning.role <= _CUE
        ]  # fmt: skip
        listed = passage.names_in(start, end)
        told = (i for i, n in enumerate(listed) if any(0 < n.start - h.end < CUE_TO_NAME for h in cues))
        at = next(told, None)
        if at is not None:
            names = listed[at : chain_end(passage.text, [(n.start, n.end) for n in listed], at)]
            return [subject(passage, n, "named") for n in names]
    return []


def _nameless(passage: Passage, first: int, last: int) -> bool:
    """True for values joined by "and" in a sentence that names nobody: "5.1B and 3.6B active"."""
    low, high = passage.values[first], passage.values[last - 1]
    return passage.text.find(" and ", low.end, high.start) >= 0 and not passage.names_in(*passage.sentence(low.start))


def _shared(members: list[Subject], count: int) -> Owners:
    """A member for each value where there are as many; else all of them for each."""
    return [[member] for member in members] if len(members) == count > 1 else [members]
