"""What a sentence reports to deny or to doubt it: "it is a myth that", "some say", "the claim that … is wrong".

A frame stands before what it is about and reaches to the end of its clause; a verdict ("is wrong", "was denied")
stands behind it.
"""

from __future__ import annotations

import re
from typing import Final

from extract.claim import Status
from extract.words.lexicon import Triggers

_FALSE: Final = (
    r"(?:false|untrue|wrong|incorrect|inaccurate|mistaken|unfounded|baseless|debunked|denied|refuted|rejected|disproved|"
    r"nonsense|not (?:true|correct|right|so|accurate|the case)|an? (?:myth|lie|mistake|error|misreading|typo|"
    r"misunderstanding|misconception|falsehood))"
)
_SOFTLY: Final = r"(?:simply |just |also |plainly |quite |clearly |often |sometimes |later |since |been ){0,2}"
# What follows is denied.
_DENIES: Final = re.compile(
    rf"\b(?:(?:it is|it's|it was|it would be|is it|this is) {_SOFTLY}{_FALSE} (?:that|to (?:say|claim|think|assume))"
    r"|(?:nobody|no one|no-one|hardly anyone) (?:\w+ )?(?:believes|believed|thinks|thought|claims|claimed|says|said)"
    r"|(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing)|debunk(?:s|ed|ing)?|dismiss(?:es|ed|ing)?) "
    r"(?:\w+ ){0,3}?(?:that|of|claims|reports|rumou?rs)"
    r"|(?:despite|in spite of|contrary to) (?:\w+ ){0,3}?(?:claims?|rumou?rs?|reports?|talk|speculation) "
    r"(?:of|that|about)"
    r"|(?:falsely|erroneously|wrongly|mistakenly|incorrectly))\b",
    re.IGNORECASE,
)
_HAS: Final = (
    r"(?:have|be(?! (?:used|set|run|extended|configured|increased|reduced|noted|said|copied|shared|modified|fine))|"
    r"contain|come|count|cost|hold|need|reach|support|take|use|include|total|feature|offer)"
)
# What follows is likely rather than so: "may well have", "likely has", "seems to have". What one may do is allowed.
_MODAL: Final = re.compile(
    r"(?<!\byou )(?<!\busers )(?<!\bone )(?<!\bwe )(?<!\bthey )\b(?:(?-i:may)|should|ought to) "
    rf"(?:(?:well|also|already|even|actually|in fact|still|now) )?{_HAS}\b"
    r"|\b(?:seems?|seemed|appears?|appeared) to (?:have|be|contain|come|count|use|support|need|cost)\b"
    r"|(?<!\bmore )(?<!\bless )(?<!\bequally )\b(?:un)?likely (?:to )?(?:has|have|had|is|was|be|uses?|used|trained|"
    r"around|about|contains?|comes?|came|supports?|took|needs?|pre-?trained|released|launched|near|close|some|over|under|~)"
    r"|\b(?:has|have|had|is|was|are|were) (?:most |very |quite )likely\b"
    r"|\bI(?: would|[’']d)? (?:also |still |really )?(?:think|believe|guess|suspect|reckon|assume|imagine|bet)\b"
    r"|\bwe (?:suspect|guess|reckon|assume|speculate)\b|\bin my opinion\b,?"
    r"|\b(?:my|our|their|his|her|the) (?:best |educated |own )?guess\b"
    r"|\baccording to (?:[a-z-]+ ){0,2}"
    r"(?:leak\w*|rumou?rs?|gossip|insiders?|sources|speculation|hearsay|tipsters?)\b,?",
    re.IGNORECASE,
)
# What follows is somebody's word, for which the document does not stand.
_DOUBTS: Final = re.compile(
    r"\b(?:(?:some|others|many|sources|insiders|observers|analysts|bloggers|blogs|commentators|critics|rivals|"
    r"people|users|posts|fans|forums|outlets|media|leaks|leakers|tipsters|rumou?rs) "
    r"(?:(?:[a-z]+ly|now|still|even|also|have|had|online|outlets) ){0,2}"
    r"(?:say|said|claim|claimed|suggest|suggested|believe|believed|estimate|estimated|guess|guessed|speculate|speculated|"
    r"assume|assumed|think|thought|insist|insisted|expect|put|peg|place)"
    r"|it (?:is|was|has been) (?:[a-z]+ )?(?:claimed|said|assumed|believed|thought|alleged|guessed|estimated|suggested)"
    r"|(?:the|a|this|one|another) (?:[a-z-]+ )?(?:claim|rumou?r|assertion|belief|suggestion|allegation|gossip|myth|"
    r"misconception|hearsay|speculation) (?:that|of))\b",
    re.IGNORECASE,
)
_VERDICT: Final = re.compile(
    rf"[^.;:]{{0,60}}?\b(?:is|was|are|were|has been|have been|turned out to be|proved(?: to be)?) {_SOFTLY}{_FALSE}\b",
    re.IGNORECASE,
)
_ESTIMATED: Final = re.compile(
    r"(?:\s[a-z]+){0,2}\s?[(\[](?:est\.?|estimated?|an estimate|our (?:guess|estimate)|guess(?:ed)?|unofficial|"
    r"unverified|to be confirmed)[)\]]",
    re.IGNORECASE,
)
# One of these stands in all that the frames match: a check that spares most searches.
_TRIGGERS: Final = Triggers(
    "that", "claim", "rumo", "report", "say", "said", "guess", "estimat", "believe", "think", "thought", "assum",
    "suggest", "specul", "insist", "expect", "ly", "talk", " of ", "may ", "should", "ought", "seem", "appear",
    "accord", "suspect", "reckon", "opinion", "imagine", "leak", " bet",
)  # fmt: skip
_MODAL_WORDS: Final = Triggers(
    "may ", "should", "ought", "seem", "appear", "likely", "think", "believe", "guess", "suspect", "reckon", "assume",
    "imagine", "bet", "speculate", "opinion", "accord",
)  # fmt: skip
FRAME_REACH: Final = 300  # characters before a value in which its frame begins
_ENDS: Final = re.compile(
    r", (?:the |it |this |but |[A-Z])|: (?:it|its|they|the|this)\b|, and (?:it|has)\b"
)  # a clause of its own follows


def disputed(text: str, clause: int, start: int, end: int, stop: int) -> Status | None:
    """Whether the value at `start:end` is denied or doubted by a frame in its clause; None where there is none.

    `clause`: where the value's clause begins; `stop`: where its sentence ends.
    """
    if text.find("(", end, end + 24) >= 0 and _ESTIMATED.match(text, end):
        return Status.HEDGED
    before = text[max(clause, start - FRAME_REACH) : start]
    if not _TRIGGERS.stand_in(before):
        return None
    if _reaches(_DENIES, before):
        return Status.NEGATED
    if _MODAL_WORDS.stand_in(before) and _reaches(_MODAL, before):
        return Status.HEDGED
    if _reaches(_DOUBTS, before):
        return Status.NEGATED if _VERDICT.match(text, end, stop) else Status.HEDGED
    return None


def _reaches(frame: re.Pattern[str], before: str) -> bool:
    """True where the last such frame before a value governs it: no clause of its own begins between them."""
    frames = list(frame.finditer(before))
    return bool(frames) and _ENDS.search(before, frames[-1].end()) is None
