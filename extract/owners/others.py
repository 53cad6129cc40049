"""Tables, labels and items about another kind of thing than the pack's: a list of data sets among models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.words.cues import label_key
from extract.words.kind import LONGEST_HEADING

if TYPE_CHECKING:
    from extract.owners.topics import Topics
    from extract.passages.passage import Passage
    from extract.tables.grid import Grid, Line
    from sources.document import Block

NEUTRAL_HEADERS = frozenset({"name", "names", "title", "id"})  # columns that name whatever the heading speaks of
MOST_ROWS = 50  # rows whose names are looked at


def table_of_others(grid: Grid, block: Block, topics: Topics, head: int) -> bool:
    """True for a table whose first column, or whose heading, is about the other kind, with no known name in it."""
    others = topics.cues.others
    key = label_key(grid.joined(range(head), 0))
    above = topics.passages.span(*block.headings[-1]).text if block.headings else ""
    if not (others.names(key) or (key in NEUTRAL_HEADERS and others.names(above))):
        return False
    cells = [grid.places[r, 0] for r in range(head, min(grid.rows, head + MOST_ROWS)) if (r, 0) in grid.places]
    known = [c for c in cells if any(n.how != "document" for n in grid.passage(c).names)]
    return len(known) * 2 <= len(cells)


def table_of_things(across: list[Line], column: int | None, topics: Topics) -> bool:
    """True for a table of what goes along with entities, by the heading of its names: "Talk", "Library"."""
    return bool(across) and topics.cues.things.names(across[column or 0].text)


def of_another(block: Block, passage: Passage, at: int, label: str, attribute: str, topics: Topics) -> bool:
    """True for a value in brackets behind the name of another thing, "Dataset: X (3T tokens)", or nested below one.

    And for any that such a label does not announce: "Dataset: X, of which 50B are drawn" counts no parameters.
    """
    others = topics.cues.others
    bracket = passage.bracket(at)
    if label and others.names(label) and topics.cues.label_scores(label).get(attribute, 0) <= 0:
        return True
    if label and bracket is not None and others.names(label):
        return not passage.names_in(max(0, bracket[0] - 2), bracket[0])
    if block.parents and not label and block.parents[-1][1] - block.parents[-1][0] <= LONGEST_HEADING:
        return others.ends(topics.passages.span(*block.parents[-1]).text)
    return False
