"""Values that somebody tested, ran or served an entity with: "we tested X with 32K tokens of context" states nothing.

Which attributes a tester can set is the pack's to say (`setting: true`); how English speaks of tests stands here.
"""

from __future__ import annotations

import re

from extract.passages.passage import Passage
from extract.passages.values import Value
from extract.words.lexicon import Triggers

LONGEST_RUN = 400  # characters of a sentence that tells of a run
REACH = 140  # characters before a value in which the word for the test stands
_SOMEBODY = r"(?:we|i|they|you|he|she|people|users|the (?:authors|team|reviewers))(?:['’]ve)?"
# What is done to an entity in a test: by itself, and only where somebody is said to do it.
_TESTED = (
    r"(?:re-?)?(?:test|evaluat|benchmark|prompt|prob|profil|assess|measur|stress-test|tim)(?:ed|ing)|fed|prompts?|"
    r"(?:tests?|evaluates?|benchmarks?|probes?|measures?)"
)
_RAN = r"(?:ran|run|runs|used|use|tried|try|served|serve|hosted|deployed|deploy|loaded|load|queried|kept|capped|set)"
_RUNS = (
    r"(?:runs|tests|evaluations?|benchmarks?|experiments?|trials|measurements|prompts|test|experiment|benchmarking)"
    r"(?:\s(?:of|on|for|with)\s[^,;:.()]{2,40}?)?"
)
_MORE = r"(?:(?!\b(?:and|but|which|that|has|have|had|is|while|whereas|although|where)\b)[^,;:()])"  # of one clause
_BY = r"(?:with|at|on|using|over|under|in|to|up to)"
_DID = r"(?:use[ds]?|ran|run|done|made|took|with|at|limited to|capped at)"
_GIVEN = r"(?:ran|run|used|(?:was|were)\s(?:given|fed|set|limited)|got|gets|had)"
_TRIAL = re.compile(
    rf"\b(?:{_TESTED}|{_SOMEBODY}\s(?:only\s|also\s|always\s|mostly\s|have\s)?{_RAN})\b{_MORE}{{0,80}}?"
    rf"\b{_BY}\s{_MORE}{{0,40}}$"
    rf"|\b{_RUNS}\s(?:(?:all|always|only|were|was|are)\s)*{_DID}\s{_MORE}{{0,40}}$"
    rf"|\bin\s(?:our|my|their|the|these|this|all)\s(?:[a-z-]+\s)?{_RUNS},?\s{_MORE}{{0,60}}"
    rf"\b{_GIVEN}\b{_MORE}{{0,40}}$",
    re.IGNORECASE,
)
# One of these stands in all that _TRIAL matches: a check that spares most searches.
_WORDS = Triggers(
    "test", "evaluat", "benchmark", "prompt", "prob", "profil", "assess", "measur", "tim", "fed", "run", "ran ", "use",
    "tri", "try", "serve", "host", "deploy", "load", "quer", "experiment", "kept", "capped", "set ",
)  # fmt: skip


# What a run needed or reached, and before a value what it ran at: "At 32K context I get 21 tokens/s".
_MEASURED = re.compile(r"\d\s?(?:[GM]i?B\b(?!/)|t/s\b|tok/s|tokens?/s|tokens?\sper\ssecond|tps\b)|\bVRAM\b")
_SPEED = re.compile(r"\d\s?(?:t/s\b|tok/s|tokens?/s|tokens?\sper\ssecond|tps\b)")
_RAN_AT = re.compile(r"\b[Aa]t\s(?:(?:an?|the)\s)?(?:full\s|its\s)?$|[GM]i?B(?:\sof\s\w+)?\swith\s(?:an?\s)?$")
_WITH_FIRST = re.compile(r"[\W_]*With\s(?:an?\s)?$")


def _of_a_run(passage: Passage, value: Value, start: int, end: int) -> bool:
    """True for what a run was measured at: its sentence tells the memory that it took or the speed it reached."""
    text = passage.text
    if end - start > LONGEST_RUN or _MEASURED.search(text, start, end) is None:
        return False
    before = text[max(start, value.start - REACH) : value.start]
    if _RAN_AT.search(before) or _WITH_FIRST.fullmatch(text, start, value.start):
        return True
    return _SPEED.search(text, start, value.start) is not None


def setting(passage: Passage, value: Value) -> bool:
    """True for a value that something was tested, run or served with, as the words before it say."""
    start, end = passage.sentence(value.start)
    if _of_a_run(passage, value, start, end):
        return True
    before = passage.text[max(start, value.start - REACH) : value.start]
    return _WORDS.stand_in(before) and _TRIAL.search(before) is not None
