"""Finds out whose values the rows or columns of a table hold."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from extract.names.name_grammar import Chunk
from extract.names.names import NameMention
from extract.names.own_names import MAX_NAME, clean_name
from extract.names.repositories import without_owner
from extract.owners.roles import chain_end
from extract.owners.subjects import Subject
from extract.owners.table_leads import table_lead
from extract.tables.grid import Grid, Line
from extract.words.cues import SURE, label_key
from sources.document import Block, Cell

if TYPE_CHECKING:
    from extract.knowledge import Knowledge
    from extract.names.names import NameFinder
    from extract.owners.topics import Topics

TOTALS = frozenset({"average", "mean", "median", "total", "sum", "overall", "all", "total all", "grand total"})
AVERAGES = frozenset({"average", "mean", "median"})  # of several things: they are nobody's value
VARIANT_COLUMNS = frozenset({"variant", "variants", "version", "edition", "type", "flavour", "flavor"})
KIND_COLUMNS = frozenset({"type", "flavour", "flavor"})  # as often say of what kind a thing is: "suspension"
LONGEST_LIST = 80  # characters of a cell that lists members
_PART_JOINTS = re.compile(r",\s?(?:and\s)?|\s?/\s?|\s(?:and|&)\s")
_LISTED_PARTS = re.compile(
    rf"(?P<base>[^,/{{}}]*[\w.])(?:\s-?|-)\{{?(?P<parts>[\w.]+(?:(?:{_PART_JOINTS.pattern})[\w.]+)+)\}}?"
)
MOST_NAMES = 4  # in one cell
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_APART = re.compile(r"\s+[/&]\s+|,\s+|\s+and\s+")
_EXACTLY = re.compile(r"(?<=\w)\(~?\d+(?:\.\d+)?[KMBT]\)$")  # behind the size that a member is called by: "1B (1.23B)"
# Before a row that goes on from the one above: "-Chat", "↳ Chat", "&emsp;Chat".
_ONWARD = re.compile(r"\s*(?:&(?:emsp|ensp|nbsp);\s*)*(?:[-–—+↳→└╰»]\s?(?=[^\W\d_])|(?<=;)\s*\w|\u2003|\u00a0)")
MOST_LOOKED_AT = 20  # rows that tell what a column holds
LEAST_PARTS = 2  # columns headed by parts of one name
LONGEST_VARIANT = 24  # characters of a cell that names a variant
GENERIC_HEADERS = frozenset(
    {
        "value", "values", "specification", "specifications", "spec", "specs", "detail", "details", "description",
        "property",
        "notes", "note", "remark", "remarks", "unit", "units", "answer", "comment", "setting", "info", "information",
        "",
    }
)  # fmt: skip

# What heads a column that tells of the rows themselves: how often each was met, what each means in a schema.
NOBODYS_HEADERS = frozenset(
    "type types meaning purpose effect example examples required right correct wrong missed errors precision recall f1"
    " accuracy score mean median average count difference change share".split()
)


class Owners:
    """The entities of the rows, or of the columns, of one table."""

    def __init__(self, grid: Grid, block: Block, knowledge: Knowledge, finder: NameFinder, topics: Topics) -> None:
        """Look at one table of a document."""
        self.grid, self.block, self.knowledge, self.finder = grid, block, knowledge, finder
        self.topics, self.cues = topics, knowledge.cues

    def entity_column(self, head: int, across: list[Line]) -> int | None:
        """The column that names the entities: by its heading, else by the names in it; None where there is none."""
        keys = [label_key(line.text) for line in across]
        wanted = self.cues.pack.entity.columns
        for column in wanted:
            key = label_key(column)
            if key in keys and across[keys.index(key)].score != 3:
                return keys.index(key)
        for c, key in enumerate(keys):
            if (
                not across[c].score
                and not self.grid.numeric(c, head)
                and any(key.startswith(label_key(w) + " ") or key.endswith(" " + label_key(w)) for w in wanted[:6])
            ):
                return c
        counts = [
            sum(
                1
                for r in range(head, self.grid.rows)
                if (r, c) in self.grid.places and self.grid.passage(self.grid.places[r, c]).names
            )
            for c in range(min(self.grid.columns, 3))
        ]
        if self._parts_only(head):
            return 0
        for c, count in enumerate(counts):
            if (across[c].score < 2 or c == 0) and count * 2 >= max(1, self.grid.rows - head):
                return c
        return None

    def _parts_only(self, head: int) -> bool:
        """True where the first column holds nothing but variants of what the table is about: "Small", "Large"."""
        texts = [clean_name(self.grid.text(r, 0)) for r in range(head, min(self.grid.rows, head + MOST_LOOKED_AT))]
        return len(texts) > 1 and all(
            text and not text[0].isdigit() and self.topics.members.is_part(text) for text in texts
        )

    def of_rows(self, head: int, column: int | None, across: list[Line]) -> dict[int, list[Subject]]:
        """The entities of each row."""
        owners: dict[int, list[Subject]] = {}
        current: list[Subject] = []
        whole: list[Subject] = []  # of the last row that names more than a part
        family: list[Subject] = []
        lead = table_lead(self.topics, self.block)
        for r in range(head, self.grid.rows):
            if column is None:
                owners[r] = lead
                continue
            cell = self.grid.places.get((r, column))
            family = self._family(r, column, across) or family
            part = cell is not None and self.topics.members.is_part(clean_name(self.grid.passage(cell).text))
            onward = cell is not None and _ONWARD.match(self.grid.source(cell)) is not None
            if onward and not part and cell is not None and not self.grid.passage(cell).names:
                owners[r] = []  # "+ longer": of what nobody knows
                continue
            base = whole if onward else family or lead or whole
            named = self._named(cell, base if part else lead) if cell is not None else []
            if named or (cell is not None and self._of_no_entity(cell)):
                current = named
                whole = whole if part else named
            owners[r] = current or []
        self._varied(owners, head, column, across)
        self._totals(owners, head, column, lead)
        self._sized(owners, head, column, across)
        return owners

    def _family(self, row: int, column: int, across: list[Line]) -> list[Subject]:
        """Whom the columns before that of the names say the members of a row are of: "Family | Model"."""
        for c in range(column):
            cell = self.grid.places.get((row, c))
            if cell is not None and (
                self.grid.passage(cell).names or label_key(across[c].text) in self.cues.entity_columns
            ):
                return self._named(cell, [])
        return []

    def _of_no_entity(self, cell: Cell) -> bool:
        """True for a row headed by what never names an entity: "step-50k", "stage 2"."""
        passage = self.grid.passage(cell)
        first = re.match(r"\W*([^\W\d_]+)[-_ ]\d", passage.text)
        if first is None or first.group(1).lower() not in self.finder.grammar.never:
            return False
        return not any(name.how == "short" and name.start == first.start(1) for name in passage.names)

    def _named(self, cell: Cell, lead: list[Subject]) -> list[Subject]:
        """The entities that a cell of the entity column names."""
        passage = self.grid.passage(cell)
        text = clean_name(passage.text)
        if not text or self._of_no_entity(cell):
            return []
        names = passage.names
        numbered = self.topics.members.versioned(lead[0], text) if lead and not names else None
        if numbered is not None:
            return [numbered]
        split = (
            self._alternatives(passage.text, names)
            or self._several(cell, names)
            or self._of_one_line(passage.text, names)
        )
        if split:
            return split
        if len(names) == 2 and passage.bracket(names[1].start) and len(names[1].name.words) > len(names[0].name.words):
            return [Subject(names[1].entity, passage.text[names[1].start : names[1].end], "row", names[1].name.key)]
        if names and names[0].start <= 4 + (len(passage.text) - len(passage.text.lstrip())):
            spans = [(n.start, n.end) for n in names]
            return [
                Subject(n.entity, passage.text[n.start : n.end], "row", n.name.key)
                for n in names[: chain_end(passage.text, spans, 0)]
            ]
        if self.topics.members.is_part(text):
            return [self.topics.members.composed(lead[0], text)] if lead else []  # of whom, nobody says
        if names:
            return [Subject(names[0].entity, passage.text[names[0].start : names[0].end], "row", names[0].name.key)]
        if len(text) > MAX_NAME or text.replace(".", "").isdigit() or self.is_total(text):
            return []
        if self.finder.grammar.classify(text.lower()) is Chunk.VERSION:
            return []  # "v1.1" of whom, nobody says
        listed = self.knowledge.catalogue.canonical(without_owner(text, self.knowledge.catalogue))
        return [Subject(listed.name, text, "row", self.knowledge.catalogue.key(listed.name))]

    def _alternatives(self, text: str, names: list[NameMention]) -> list[Subject]:
        """ "Phi-3 small/medium" and "Gemma 2B, 7B" name two: sizes, or variants, of one base."""
        m = _LISTED_PARTS.fullmatch(text.strip()) if len(text) <= LONGEST_LIST else None
        if not m or not (names or "{" in text):
            return []
        parts = _PART_JOINTS.split(m["parts"])
        kinds = {self.finder.grammar.classify(part.lower()) for part in parts}
        if len(kinds) > 1 or not kinds <= {Chunk.VARIANT, Chunk.SIZE}:
            return []
        base = self.knowledge.catalogue.canonical(m["base"])
        return [self.topics.members.composed(Subject(base.name, m["base"], "row"), part) for part in parts]

    def _several(self, cell: Cell, names: list[NameMention]) -> list[Subject]:
        """Names that a cell sets apart by line breaks or slashes, each with a size: "X-7B / X-13B"."""
        lines = _BREAK.split(self.grid.source(cell)) if len(names) < 2 else []
        pieces = [clean_name(piece) for line in lines for piece in _APART.split(line.strip())]
        if not 1 < len(pieces) <= MOST_NAMES:
            return []
        sized = (self.finder.grammar.classify(re.split(r"[\s-]", piece)[-1].lower()) for piece in pieces)
        if any(kind is not Chunk.SIZE for kind in sized) or not all(piece[:1].isupper() for piece in pieces):
            return []
        listed = [self.knowledge.catalogue.canonical(piece) for piece in pieces]
        key = self.knowledge.catalogue.key
        return [Subject(one.name, piece, "row", key(piece)) for one, piece in zip(listed, pieces, strict=True)]

    def _of_one_line(self, text: str, names: list[NameMention]) -> list[Subject]:
        """ "Kestrel 7B, Nova" names two where the pack lists the second word as a member of the first one's line."""
        first, *others = text.strip().split(", ")
        if len(names) != 1 or not 0 < len(others) < MOST_NAMES or names[0].end - names[0].start != len(first):
            return []
        line = re.split(r"[\s-]", first)[0]
        listed = [self.knowledge.catalogue.listed(f"{line} {other}") for other in others if other.isalpha()]
        found = [one for one in listed if one is not None]
        if len(found) < len(others):
            return []
        own = Subject(names[0].entity, first, "row", names[0].name.key)
        return [own, *(Subject(one.name, other, "row") for one, other in zip(found, others, strict=True))]

    def _varied(self, owners: dict[int, list[Subject]], head: int, column: int | None, across: list[Line]) -> None:
        """A column "Variant" beside the names says which member a row is about.

        It only describes them where no two rows share a name and one says its variant itself: "X-Chat" beside "Chat".
        """
        if column is None:
            return
        uses = Counter(os[0].entity for os in owners.values() if os)
        shared = any(count > 1 for count in uses.values())
        for c, line in enumerate(across):
            heading = label_key(line.text)
            if c == column or not self._tells_variants(heading):
                continue
            of_kind = line.score >= SURE or heading.rpartition(" ")[2] in KIND_COLUMNS
            said = {
                r: text for r, os in owners.items()
                if os and 0 < len(text := clean_name(self.grid.text(r, c))) <= LONGEST_VARIANT
                and not self.grid.passage(self.grid.places[r, c]).names
                # a name that stands once needs nothing beside it to be told from the others
                and not (of_kind and uses[os[0].entity] < 2 and not self.topics.members.is_part(text))
            }  # fmt: skip
            lacking = {r: text for r, text in said.items() if not self._has_variant(owners[r][0], text)}
            if not shared and len(lacking) < len(said):
                continue
            for r, text in lacking.items():
                owners[r] = [self.topics.members.composed(owners[r][0], text)]

    def _has_variant(self, who: Subject, text: str) -> bool:
        """True where a name says itself which variant it is: "Kestrel-7B-Chat" beside "Chat"."""
        variant = self.finder.grammar.variants.get(text.lower())
        return variant is not None and variant in self.knowledge.catalogue.read(who.entity)[1].variants

    def _tells_variants(self, heading: str) -> bool:
        noun, _, last = heading.rpartition(" ")  # "machine variant"
        return last in VARIANT_COLUMNS and (not noun or noun in self.knowledge.pack.entity.nouns)

    def _totals(self, owners: dict[int, list[Subject]], head: int, column: int | None, lead: list[Subject]) -> None:
        """A row "Total" is about what the other rows have in common; of a single row it is no total."""
        if column is None:
            return
        bases: dict[str, str] = {}
        summed = 0
        for r in range(head, self.grid.rows):
            text = self.grid.text(r, column)
            if not self.is_total(text):
                for who in owners[r]:
                    bases.setdefault(self.finder.grammar.parse(who.entity).base, who.entity)
                summed += bool(owners[r])
                continue
            owners[r] = []
            if len(bases) == 1 and summed > 1 and label_key(text) not in AVERAGES:
                base, sample = next(iter(bases.items()))
                listed = self.knowledge.catalogue.by_key.get(base)
                owners[r] = [Subject(listed.name if listed else self._base_name(sample), text, "row")]

    def is_total(self, text: str) -> bool:
        """True for what heads a sum over other rows or columns."""
        key = label_key(text)
        if key.startswith("all ") and key[4:] in self.knowledge.cues.kind.plurals:
            return True
        return key in TOTALS or key.split(" ")[0] in ("total", "sum", "overall")

    def _base_name(self, entity: str) -> str:
        words = [
            w
            for w in re.split(r"(?<=\S)[ -]", entity)
            if self.finder.grammar.classify(w) not in (Chunk.SIZE, Chunk.VARIANT, Chunk.TAG)
        ]
        return " ".join(words) or entity

    def _sized(self, owners: dict[int, list[Subject]], head: int, column: int | None, across: list[Line]) -> None:
        """Rows of one name that differ in a size column are about members of that size."""
        size_column = next(
            (
                c
                for c, line in enumerate(across)
                if c != column and self._modifies(line) and self._is_size_column(c, head, line)
            ),
            None,
        )
        if size_column is None:
            return
        sizes = {r: self._size_text(r, size_column, across[size_column]) for r in owners}
        uses = Counter(os[0].entity for r, os in owners.items() if os and sizes[r])
        for r, os in owners.items():
            if not os or (uses[os[0].entity] < 2):
                continue
            if self.finder.grammar.parse(os[0].entity).size:
                continue
            if size := sizes[r]:
                owners[r] = [self.topics.members.composed(os[0], size)]

    def _modifies(self, line: Line) -> bool:
        """True where values of the column's attribute stand before nouns, as sizes do: "a 7B model"."""
        return bool(line.attribute and self.cues.pack.attributes[line.attribute].modifies)

    def _size_text(self, row: int, column: int, line: Line) -> str:
        text = self.grid.text(row, column).replace(" ", "")
        text = _EXACTLY.sub("", text)
        if line.scale != 1 and re.fullmatch(r"\d+(\.\d+)?", text):
            text += {10**3: "K", 10**6: "M", 10**9: "B", 10**12: "T"}.get(int(line.scale), "")
        return text if self.finder.grammar.size.fullmatch(text.lower()) else ""

    def _is_size_column(self, column: int, head: int, line: Line) -> bool:
        sizes = [self._size_text(r, column, line) for r in range(head, self.grid.rows)]
        filled = [s for s in sizes if s]
        return len(filled) * 2 > self.grid.rows - head and len(set(filled)) > 1

    def of_column(self, column: int, head: int, lead: list[Subject], *, free: bool) -> list[Subject]:
        """The entity a column is headed by; a second line of headings ("3B", "Max") names members of the first's.

        `free`: the table is surely about entities, so that any words that head a column may name one.
        """
        owner: list[Subject] = []
        for row in range(head):
            at = column
            while row < head - 1 and at > 1 and (row, at) not in self.grid.places:
                at -= 1  # in Markdown a heading over several columns leaves the cells behind it empty
            cell = self.grid.places.get((row, at))
            if cell is None:
                continue
            passage = self.grid.passage(cell)
            text = clean_name(passage.text)
            if self.cues.is_scope(text):
                continue  # "Fine-tuning" names nobody
            numbered = self.topics.members.versioned((owner or lead)[0], text) if owner or lead else None
            if numbered is not None and not passage.names:
                owner = [numbered]
            elif owner and text and self.topics.members.is_part(text):
                owner = [self.topics.members.composed(owner[0], text)]
            elif (
                passage.names or self.topics.members.is_part(text) or (free and label_key(text) not in GENERIC_HEADERS)
            ):
                owner = self._named(cell, lead) or owner
        return owner

    def of_nobody(self, column: int, head: int) -> bool:
        """True for a column that tells of the rows themselves, "Missed", "Meaning", and of no entity."""
        heading = label_key(" ".join(self.grid.text(row, column) for row in range(head)))
        return heading in NOBODYS_HEADERS

    def headed_by_parts(self, columns: range, head: int) -> list[Subject]:
        """What the parts that head the columns are members of: "Small" and "Large" where the text has both of one name.

        Columns that are headed by whole names may stand beside them.
        """
        texts = {clean_name(self.grid.text(r, c)) for c in columns[:MOST_LOOKED_AT] for r in range(head)}
        parts = sorted(text for text in texts if text and self.topics.members.is_part(text))
        if len(parts) < LEAST_PARTS:
            return []
        key, own = self.knowledge.catalogue.key, self.finder.own_names
        tail = re.compile(rf"[ -]{re.escape(parts[0])}", re.IGNORECASE)
        fronts = {name[: m.start()] for name in own.values() for m in tail.finditer(name) if m.end() == len(name)}
        bases = [front for front in sorted(fronts) if all(key(f"{front} {part}") in own for part in parts)]
        if len({key(base) for base in bases}) != 1:
            return []
        return [Subject(self.knowledge.catalogue.canonical(bases[0]).name, bases[0], "row")]

    def named_by_row(self, head: int) -> list[Subject]:
        """In a record of two columns its heading or the row "name" says whose it is; "base model" names another."""
        if self.grid.columns != 2:
            return []
        alone = not self.grid.text(0, 1) or self.grid.places.get((0, 1)) is self.grid.places.get((0, 0))
        if head == 1 and alone and self.grid.names_entity(0, 0):
            return self._named(self.grid.places[0, 0], [])
        for r in range(head, self.grid.rows):
            if self.cues.names_entities(self.grid.text(r, 0)) and (r, 1) in self.grid.places:
                return self._named(self.grid.places[r, 1], [])
        return []
