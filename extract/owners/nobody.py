"""Sentences whose values belong to nobody that the text names: what a kind, a copy or an unnamed member has."""

from __future__ import annotations

import re

from extract.names.names import NameMention
from extract.owners.roles import chain_end
from extract.passages.passage import Passage
from extract.words.cues import Role
from extract.words.kind import GATHERED

_COPY, _NOUN, _SCOPE = Role.COPY, Role.NOUN, Role.SCOPE  # in Python 3.11 a lookup is slow
_DETERMINED = re.compile(
    r"[\s\W]*(?:(?:in|on|with|for)\s)?(?:our|my|their|his|her|your|the|this|that|an?|one|another|each)\s(?:[\w-]+\s){0,4}",
    re.IGNORECASE,
)
_DETERMINED_REACH = 60  # characters from the start of a sentence to the word for a copy
_OF = re.compile(r"\s(?:of|for|with|from)\s(?:the\s|an?\s)?")
# "the largest Llama": a member that only its rank tells.
_RANKED = re.compile(
    r"\b(?:[a-z]{2,}(?<!lat)est|other|another|every|each|any|(?:most|least)\s[a-z]+)\s$",
    re.IGNORECASE,
)
_THE_NEXT = re.compile(
    r"\b(?:the|its|their|our)\s(?:next|coming|future|forthcoming)\s(?:one|model|version|generation|release)\b"
)
_RANK_REACH = 24  # characters before a name


_KIND_REACH = 40  # characters from the start of a sentence to the end of the noun it is about
_BEHIND_KIND = re.compile(r"\s(?!were\b|was\b|are\b|in\b|released)[a-z]")
_DETERMINERS = frozenset(
    "the these those this that our its their both all each two three four five six seven eight such new - – •".split()
)
# What is said of any thing of a kind: "models with 70B parameters need two devices", "are slow"; not "are available".
_OF_ANY = re.compile(
    r"\s(?:with|of|having|over|above|under|below|beyond|from|like|larger|smaller|bigger)\s[^;:]*?\b(?:"
    r"(?:(?:still|often|usually|typically|generally|always|only)\s)?(?:need|require|take|cost|fit|tend|suffer|struggle|"
    r"can|cannot|must|should|do\snot|don[’']t|remain|become|demand|want)"
    r"|are\s(?!(?:now\s|also\s|all\s|both\s)?(?:available|[a-z]+ed|in|on|under|out|open|here|based|built|made|given|shown)\b))\b"
)
# A general statement on doing something with one: "Training a model with 175B parameters is expensive".
_DOING = re.compile(
    r"\W{0,3}(?!Introducing|Presenting|Announcing|Releasing|Unveiling|Meeting)[A-Z][a-z-]+ing\s"
    r"(?:(?:and|or)\s[a-z-]+ing\s|such\s)?an?\s(?:[\w.,-]+\s){0,4}"
)
_IS_SO = re.compile(
    r"(?:(?!\b(?:that|which|who|whose|what|where)\b)[^;:])*?\b"
    r"(?:is|are|takes?|needs?|requires?|costs?|can|cannot|may|means|remains|becomes|demands|uses)\b"
)
# A new one that the sentence introduces and does not name: "A version with a longer window is in the works".
_ONE_OF_THEM = re.compile(r"\W{0,3}(?:An?|Another|One)\s(?:[\w.,-]+\s){0,4}")
_IS_OR_WAS = re.compile(
    r"(?:(?!\b(?:that|which|who|whose|what|where)\b)[^;:])*?\b"
    r"(?:is|was|are|were|will|has\sbeen|have\sbeen|had\sbeen|exists?|existed|follows?|followed|may|might|could)\b"
)
_TRIED_WORDS = r"(?:ablations?|pilots?|proxy|proxies|preliminary|exploratory|sweeps?|toy)\b"
# What was only tried out on the way: "In ablations, we train …", "To find the best mix, we train …", "… for ablations".
_TRYING = re.compile(
    rf"\W{{0,3}}(?:(?:In|For|During|As\spart\sof)\s(?:[a-z-]+\s){{0,3}}?{_TRIED_WORDS}"
    r"|(?:As|For)\s(?:(?:an?|our|the)\s)?(?:[a-z-]+\s)?(?:baselines?|control|comparison|reference)\b[^;]*?,"
    r"\s(?:we|they|the\sauthors)\b"
    r"|To\s(?:validate|verify|test|study|compare|ablate|choose|select|find|decide|determine|measure|assess|investigate|"
    r"examine|check|isolate|tune|explore|understand|quantify|confirm|probe)\b[^;]*?,\s(?:we|they|the\sauthors)\b)"
)
# "We tried 16 experts at first", "we are testing a longer window", "an earlier draft of this report described".
_TRIED = re.compile(
    r"\W{0,3}(?:(?:[Ee]arly on|[Aa]t first|[Ii]nitially|[Ii]n the beginning),?\s)?(?:[Ww]e|[Tt]hey)\s(?:[a-z]+\s){0,2}?"
    r"(?:tried|experimented\swith|experimenting\swith|testing|trying|toyed\swith|explored|toying\swith)\b"
    r"|\W{0,3}(?:(?:An?|The)\s)?(?:[Ee]arlier|[Pp]revious|[Oo]lder|[Pp]rior|[Ff]irst)\s(?:drafts?|versions?|revisions?|editions?)"
    r"\sof\s(?:this|the|our)\s(?:report|paper|card|page|document|post|article|table|list|text)\b"
)
_FOR_TRIAL = re.compile(rf"[^;]*?\b(?:for|in|during|as\spart\sof)\s(?:[a-z-]+\s){{0,3}}?{_TRIED_WORDS}")


def of_nobody(passage: Passage, at: int) -> bool:
    """True where a sentence that names nobody is not about whom stands above: a kind as such, a new one, a trial."""
    start, end = passage.sentence(at)
    return generic(passage, at) or _of_any(passage, start, end) or of_a_trial(passage, at)


def generic(passage: Passage, at: int) -> bool:
    """True where a sentence is about a kind of thing as such: "Large models need 40 layers"."""
    start, end = passage.sentence(at)
    for hit in passage.hits_in(start, min(end, start + _KIND_REACH)):
        if hit.meaning.role is not _NOUN or passage.text[hit.end - 1] != "s":
            continue
        before = passage.text[start : hit.start].lower().split()
        if not before and _OF_ANY.match(passage.text, hit.end, end):
            return True
        if _BEHIND_KIND.match(passage.text, hit.end):
            return 0 < len(before) <= 2 and not any(word.strip('*_"“(') in _DETERMINERS for word in before)
    return False


def _of_any(passage: Passage, start: int, end: int) -> bool:
    """True for any one of a kind, or a new one: "Running a 405B model is costly", "A larger model is in training"."""
    for opens, predicate in ((_DOING, _IS_SO), (_ONE_OF_THEM, _IS_OR_WAS)):
        if opens.match(passage.text, start, end) is None:
            continue
        for hit in passage.hits_in(start, min(end, start + 2 * _KIND_REACH)):
            if hit.meaning.role is not _NOUN or not opens.fullmatch(passage.text, start, hit.start):
                continue
            if opens is _ONE_OF_THEM and _no_single(passage, hit.start, hit.end):
                return False  # "a release is planned for May", "a family of three models is"
            if opens is _ONE_OF_THEM and passage.cues_in(start, hit.end, _SCOPE):
                return False  # "a refreshed version" is the same one
            return predicate.match(passage.text, hit.end, end) is not None
    return False


def _no_single(passage: Passage, start: int, end: int) -> bool:
    """True for a noun that is no thing of the kind: an event that an attribute dates, or many things together."""
    if passage.text[start:end].lower() in GATHERED:
        return True
    return any(
        h.start == start and h.meaning.role is Role.CUE and h.meaning.attribute in passage.cues.dates
        for h in passage.hits_in(start, end)
    )


def of_a_trial(passage: Passage, at: int) -> bool:
    """True where a sentence tells what was only tried out: "We trained a 1B model for ablations"."""
    start, end = passage.sentence(at)
    if _TRYING.match(passage.text, start, end) or _TRIED.match(passage.text, start, at):
        return True
    return _FOR_TRIAL.match(passage.text, at, end) is not None


def of_a_copy(passage: Passage, at: int) -> bool:
    """True where a sentence speaks of something made of an entity: "Our deployment of X supports 32K tokens"."""
    if not passage.copies:
        return False
    start, _ = passage.sentence(at)
    for copy_start, copy_end in passage.copies:
        if not start <= copy_start < at or copy_start - start > _DETERMINED_REACH:
            continue
        if not _DETERMINED.fullmatch(passage.text, start, copy_start):
            continue
        names = passage.names_in(copy_end, at)
        if names and _OF.fullmatch(passage.text, copy_end, names[0].start):
            names = names[chain_end(passage.text, [(n.start, n.end) for n in names], 0) :]
        return not names
    return False


def of_the_next(passage: Passage, at: int) -> bool:
    """True where a sentence speaks of what is still to come: "the next one would go to a million"."""
    start, _ = passage.sentence(at)
    found = _THE_NEXT.search(passage.text, start, at)
    return found is not None and not passage.names_in(found.end(), at)


def ranked(passage: Passage, name: NameMention) -> bool:
    """True for a family's name that means one of its members by rank: "the largest Llama"."""
    low = max(0, name.start - _RANK_REACH)
    return name.family and _RANKED.search(passage.text, low, name.start) is not None
