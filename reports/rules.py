"""What the names of rules mean: "prose.cue" in words, for whoever reads a claim in the page."""

from __future__ import annotations

_PLACES = {
    "prose": "in running text",
    "item": "in a list item",
    "cell": "in a table cell",
    "heading": "in a heading",
    "table": "in a table",
}
_EVIDENCE = {
    "unit": "the noun that the value counts is one of the attribute's (“37 billion active parameters”)",
    "cue": "words beside the value speak for the attribute (“trained on 2T tokens”)",
    "label": "the value stands under a label that names the attribute (“Context length: 128K”)",
    "column": "the heading of the column names the attribute",
    "row": "the heading of the row names the attribute",
    "header": "the heading of the column or row names the attribute",
    "modifier": "the value stands before a noun or name that it describes (“a 7B model”)",
    "list": "the value is listed behind a noun that it describes",
    "bare": "the value stands by itself, and its form says what it is",
    "unit alone": "the value stands by itself with a unit that only this attribute has",
    "parallel": "the clause goes on from one about the same attribute",
    "ellipsis": "the sentence changes what the one before states (“Y raised it to 128K”)",
    "event": "the date stands alone above entries that tell what happened that day",
    "verb": "the value stands right behind “has” with no noun behind it, and its form says what it is",
    "quantity": "the value's unit and size say what it is, beside a name",
    "part": "the value is said to be a part of the next one (“4 of 16 experts”)",
    "remark": "the value's remark makes it a part of the one before (“45B (use 12B)”)",
    "term": "the words are a value that the pack lists",
    "phrase": "the words are a phrase that the pack lists",
    "people": "the values of the attribute are names of people, in any order and with given names or initials",
    "moment": "the values of the attribute are times of day, with dates or without",
    "flag": "the values of the attribute are yes and no",
    "isbn": "the values of the attribute are numbers of books (ISBN)",
    "address": "the values of the attribute are addresses",
    "call": "the values of the attribute are telephone numbers",
    "title": "the values of the attribute are titles of works",
    "relation": "the sentence relates one name to another",
}


def meaning(rule: str) -> str:
    """A rule's name in words; "" for one that this version does not know, as in a table made elsewhere."""
    place, _, evidence = rule.partition(".")
    if place not in _PLACES or evidence not in _EVIDENCE:
        return ""
    return f"{_PLACES[place]}: {_EVIDENCE[evidence]}"
