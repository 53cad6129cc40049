"""The form of an attribute's texts in a table without a pack: people, times of day, flags, titles, sizes.

What a value looks like is not enough for names and titles: "Paris, Texas" is no Texas Paris. So the attribute's name
has to say so. Times of day, sizes and flags are told by the values alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from reconcile.forms import FORMS
from reconcile.moments import has_clock

MOST: Final = 0.9  # share of the values that must be of a form: the others are slips and remarks
CLOCKS: Final = 0.5  # share of values with a time of day, from which on days without one are compared with them
_WORDS: Final = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")
_NAMED: Final = {
    "people": frozenset(
        "author authors writer writers editor editors translator illustrator director directors actor actors"
        " actress cast star stars starring screenwriter producer producers composer composers lyricist artist"
        " artists singer performer conductor musician ceo cfo cto president chairman chairperson chairwoman chair"
        " founder founders cofounder cofounders inventor inventors discoverer discoverers architect architects"
        " designer designers creator creators mayor governor minister chancellor premier monarch ruler king queen"
        " leader coach manager captain spouse husband wife father mother parent parents child children son"
        " daughter sibling siblings student students advisor adviser supervisor teacher contributor contributors"
        " researcher researchers scientist winner winners laureate laureates person people".split()
    ),
    "isbn": frozenset(("isbn",)),
    "call": frozenset("phone telephone tel fax mobile hotline".split()),
    "address": frozenset(("address", "addresses", "street")),
    "title": frozenset(("title", "titles")),
}
_BEHIND: Final = frozenset("name names full list number numbers no by".split())  # "author names", "phone no"
# One of these must be among flags: x and y may be axes, n and f grades, t and f anything.
_PLAIN_FLAGS: Final = frozenset("yes no true false ✓ ✔ ✗ ✘".split())


def form_of(name: str, values: Counter[str], texts: Sequence[str]) -> str:
    """The form of an attribute by its name and how often it has which value; "" where its texts have none.

    `texts` are the values that are no plain numbers.
    """
    words = [word for word in map(str.casefold, _WORDS.findall(name)) if word not in _BEHIND]
    for form, named in _NAMED.items():
        if words and words[-1] in named and _mostly(form, values):  # "author", and no "author_country"
            return form
    if all(FORMS["flag"].read(value) is not None for value in values):
        return "flag" if any(value.casefold() in _PLAIN_FLAGS for value in texts) else ""
    if sum(values[value] for value in texts if FORMS["size"].read(value) is not None) >= MOST * values.total():
        return "size"
    clocks = sum(values[value] for value in texts if has_clock(value))
    return "moment" if clocks and clocks >= CLOCKS * values.total() and _mostly("moment", values) else ""


def _mostly(form: str, values: Counter[str]) -> bool:
    """Whether nearly all values are of a form."""
    read = FORMS[form].read
    return sum(count for value, count in values.items() if read(value) is not None) >= MOST * values.total()
