"""Names that a document introduces itself, so that makers no pack has heard of are audited too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from extract.names.catalogue import Catalogue
from extract.names.entry_names import entry_names
from extract.names.makers import with_makers
from extract.names.member_names import member_names, short_members, worded_members
from extract.names.name_grammar import Chunk, words_of
from extract.names.repositories import without_owner
from extract.names.subject_names import subject_names
from extract.words.anchored import Anchored, AnchoredExpressions
from extract.words.cues import Cues, label_key
from extract.words.english import NUMBERED_WORDS, SECTION_WORDS
from extract.words.marks import without_marks
from extract.words.pack import Pack
from extract.words.word_uses import WordUses
from sources.document import Block, BlockKind, Document
from sources.render import reading

# A name as people write one: capitalised or mixed words, versions and sizes after it.
_NAME = r"[A-Z][A-Za-z]*[A-Za-z0-9+.]*(?:[- ](?:[A-Z0-9][A-Za-z0-9.+]*|v\d[\d.]*))" + "{0,4}"
# A year with a word before it that only says which part of it: "mid-2024", "pre-2023", "Spring 2025".
_DATED = re.compile(
    r"(?:early|mid|late|end|pre|post|since|until)(?:[- ](?:1[5-9]|20)\d\d(?:s|[- ].*)?)?"
    r"|(?:spring|summer|autumn|fall|winter|[qh][1-4])[- ](?:1[5-9]|20)\d\d",
    re.IGNORECASE,
)
# What a name never begins with: the end of the sentence before, and when something was, "In 1874", "June 2006".
_SENTENCE_BEFORE = re.compile(r"^.*(?:\d|[a-z]{4})[.!?]\s+(?=[A-Z])", re.DOTALL)
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_WHEN = re.compile(
    r"(?:(?:In|On|By|At|Since|During|After|Before|From|Until|Till|Around|Circa|About|Early|Mid|Late|Spring|Summer|Autumn"
    rf"|Fall|Winter|The)[- ])*(?:\d{{1,2}}\s)?(?:(?:{_MONTHS})[a-z]*\.?\s)?(?:\d{{1,2}}\s)?(?:1[0-9]|20)\d\d(?:\s|$)"
)
_SUM = re.compile(r"(?P<code>[A-Z]{3})(?:[- ]?[0-9][0-9.,]*[KMBkmb]?)?")  # "EUR 24"
_LOWER_NAME = re.compile(r"[a-z][a-z0-9.]*(?:-[a-z0-9.]+){1,4}|[a-z]{2,20}\d[a-z0-9.]*")
_JOINTS = re.compile("[- ]")
_SIZES_BEHIND = re.compile(r"(?<=\d[BbMm])(?:[\s/&]+(?:and\s)?\d[\d.]*[BbMm])+$")  # of others: "Kestrel 2B / 7B"
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[A-Za-z]{2}")
_WORD_AND_YEAR = re.compile(r"[A-Za-z]+ (?:19|20)\d\d")
_MIXED = re.compile(r"[a-z][A-Z]|[A-Z]{2}.*[a-z]|-")
_PLAIN_WORD = re.compile(r"[A-Z][a-z]{3,}")
_CAPITALS = re.compile(r"[A-Z]{4,24}")
MAX_OWN = 2_000  # names kept; a document with more is a list of something else
MAX_NAME = 60  # characters


def own_names(document: Document, catalogue: Catalogue, pack: Pack, cues: Cues) -> frozenset[str]:
    """Names met in table columns of entities, in headings that are a name, and in "X is a … model"."""
    found: set[str] = set()
    columns = {label_key(c) for c in pack.entity.columns}
    general = frozenset(w for n in pack.entity.nouns for w in (n, f"{n}s"))
    for index, block in enumerate(document.blocks):
        if len(found) > MAX_OWN:
            break
        if block.kind is BlockKind.HEADING and block.end - block.start < 120:
            text = reading(document.text, block.start, block.end).text
            name = _heading_name(text, catalogue, general) or _headed(document, index, text, catalogue, cues)
            if name:
                found.add(name)
        elif block.kind is BlockKind.TABLE:
            found |= _column_names(document, block, columns, catalogue, cues)
            found |= _heading_names(document, block, catalogue, cues)
    nouns = "|".join(sorted((re.escape(n) for n in pack.entity.nouns), key=len, reverse=True))
    text = without_marks(document.text)
    uses = WordUses(text)
    found |= _introduced(text, nouns, catalogue, uses)
    found |= _lower_title(document, nouns) | _title_of_members(document, catalogue)
    found |= {n for n in entry_names(document, catalogue, cues, uses) if words_of(n)[0] not in NUMBERED_WORDS}
    found |= _heads(text, f"{nouns}|{_counted(pack)}", found, catalogue)
    found |= _siblings(text, found, catalogue) | _families(text, nouns, catalogue)
    kinds = catalogue.kind_names
    found |= {name for name in kinds.find(document, uses) if not _stands_for_known(name, catalogue)}
    found = catalogue.proper_names.two_words(found, uses)
    found |= catalogue.proper_names.find(text, found, uses)
    found |= subject_names(text, catalogue, uses)
    found |= member_names(text, _first_words(found), catalogue.grammar, uses)
    found |= _lined(text, catalogue, uses)
    found |= worded_members(text, _first_words(found) | catalogue.heads.keys(), catalogue.grammar, cues)
    tails = short_members(found, catalogue, uses).keys()
    found |= catalogue.plain_names.find(text, _first_words(found) | catalogue.heads.keys(), uses)
    found -= tails
    found = with_makers(found, text, catalogue, uses)
    found = {without_owner(_without_noun(name, catalogue), catalogue) for name in found}
    return frozenset(
        n for n in map(_undated, found)
        if n and not _known(n, catalogue) and not ((sum_ := _SUM.fullmatch(n)) and sum_["code"] in cues.codes)
        and not (_DATED.fullmatch(n) or kinds.only_kind(n) or catalogue.grammar.is_maker(n))
    )  # fmt: skip


def _first_words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(words_of(name)[0] for name in names if words_of(name))


def _undated(words: str) -> str:
    """A name without the end of the sentence before it and without the date that opens its own."""
    return _WHEN.sub("", _SENTENCE_BEFORE.sub("", words), count=1).strip(" .-")


def _without_noun(name: str, catalogue: Catalogue) -> str:
    """A name without the noun for its kind behind it: "X-7B Large Language"."""
    noun = catalogue.noun_phrase.search(name)
    return name[: noun.start()].rstrip(" -") if noun is not None and noun.start() else name


def _known(name: str, catalogue: Catalogue) -> bool:
    return catalogue.key(name) in catalogue.by_key or catalogue.key(name) in catalogue.notions


def _stands_for_known(name: str, catalogue: Catalogue) -> bool:
    """True for a short name of the pack, and where a listed name and a word for the kind are all: "Corvina Series"."""
    if catalogue.key(name) in catalogue.shorts:
        return True
    words = words_of(name)
    return any(words[:count] in catalogue.sequences for count in catalogue.heads.get(words[0], ()))


def clean_name(text: str) -> str:
    """A cell's or heading's words as a name: no footnote marks, emoji, bracketed remarks, trailing punctuation."""
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]|[-_]?\{[^}]*\}", " ", text)
    text = re.sub(r"[^\w\s.+'&/-]|(?<=\w)[*†‡¹²³]+", " ", text)
    return " ".join(text.split()).strip(" -–:.,*/")


def _heading_name(text: str, catalogue: Catalogue, nouns: frozenset[str]) -> str:
    name = clean_name(re.split(r":\s|\s[–—-]\s|,", re.sub(r"^\s*\d+(\.\d+)*[.)]\s+", "", text))[0])
    name = re.sub(r"\s+(?:in\s\w+|at a glance)$", "", name)
    name = _HEADING_LEAD.sub("", name)
    while name.rpartition(" ")[2].lower() in nouns or name.rpartition(" ")[2].lower() in TITLE_WORDS:
        name = name.rpartition(" ")[0]
    chunks = name.split()
    if not chunks or len(chunks) > 4 or len(name) > MAX_NAME or not re.fullmatch(_NAME, name):
        return ""
    if any(c.lower() in catalogue.grammar.never for c in chunks):
        return ""
    kinds = [catalogue.grammar.classify(c) for c in _JOINTS.split(name)[1:]]
    if any(k in (Chunk.SIZE, Chunk.VERSION) for k in kinds) or re.search(r"[a-zA-Z]\d", chunks[-1]):
        return name
    return ""


def title_of(document: Document) -> str:
    """The first heading of the first level, as read; nothing where there is none or it is longer than a name."""
    title = next((b for b in document.blocks if b.kind is BlockKind.HEADING and b.level == 1), None)
    if title is None or title.end - title.start > MAX_NAME:
        return ""
    return reading(document.text, title.start, title.end).text


def _title_of_members(document: Document, catalogue: Catalogue) -> set[str]:
    """The title of a document as a name where the text names members of it: "# Kestrel-Chat" and "Kestrel-Chat-7B"."""
    name = clean_name(title_of(document))
    words = _JOINTS.split(name)
    if len(words) > 3 or not re.fullmatch(_NAME, name) or words[0].lower() in catalogue.grammar.never:
        return set()
    tail = r"(?:\d{1,3}(?:\.\d{1,2})?[BM]|[vV]\d{1,2}(?:\.\d)?)(?![\w%])"
    member = re.compile(rf"(?<![\w-]){re.escape(name)}[- ]{tail}")
    return {name} if member.search(document.text) else set()


def _lower_title(document: Document, nouns: str) -> set[str]:
    """The title as a name in small letters, where a sentence says what it is: "kestrel-mini is a model"."""
    name = title_of(document).strip()
    if not _LOWER_NAME.fullmatch(name):
        return set()
    told = re.compile(
        rf"(?<![\w-]){re.escape(name)}[*`]{{0,2}}\s(?:is|are)\s(?:an?|the|our)\s"
        rf"(?:(?!(?:of|for|from|to|that|with|in)\s)[\w.,()-]+\s){{0,{NOUN_WORDS}}}?(?:{nouns})\b"
    )
    return {name} if told.search(document.text) else set()


def _headed(document: Document, index: int, text: str, catalogue: Catalogue, cues: Cues) -> str:
    """A heading of plain words is a name where labelled facts stand right below it: "# Dunmore Max"."""
    name = clean_name(re.sub(r"^\s*\d+(\.\d+)*[.)]\s+", "", text))
    words = name.split()
    while len(words) > 1 and "-" in words[0] and words[-1].lower() in catalogue.grammar.never:
        words.pop()  # "Dunmore-XL AWQ" is a form of Dunmore-XL
    name = " ".join(words)
    if not words or len(words) > 3 or not all(w[0].isupper() or w[0].isdigit() for w in words):
        return ""
    if any(w.lower() in catalogue.grammar.never or w.lower() in TITLE_WORDS for w in words):
        return ""
    if all(w.lower() in SECTION_WORDS for w in words):
        return ""
    if any(cues.label_scores(part) for part in (name, *words)):
        return ""
    if all(catalogue.grammar.classify(w) is not None for w in words):
        return ""  # "### 70B" is a member of what stands above
    labels = 0
    for block in document.blocks[index + 1 : index + 1 + LABELS_BELOW]:
        if block.kind is BlockKind.HEADING:
            break
        if any(c.column > 1 for c in block.cells):
            continue  # a table of several things is not about what heads it
        for line in document.text[block.start : min(block.end, block.start + 600)].split("\n")[:12]:
            m = _LABEL_LINE.match(line)
            labels += m is not None and cues.is_label(m.group(1).strip("* "))
    return name if labels >= LEAST_LABELS else ""


def _column_names(document: Document, block: Block, columns: set[str], catalogue: Catalogue, cues: Cues) -> set[str]:
    heads = {c.column: reading(document.text, c.start, c.end).text for c in block.cells if c.row == 0}
    wanted = {column for column, text in heads.items() if label_key(text) in columns}
    if not wanted and 0 in heads and not heads[0].strip():
        about = sum(1 for text in heads.values() if any(score > 1 for score in cues.label_scores(text).values()))
        wanted = {0} if about >= LEAST_LABELS else set()
    if 0 in wanted and _labels_rows(document, block, cues):
        wanted.discard(0)  # "Model" above "Layers", "Vocabulary": it heads the names beside it
    names = set()
    for cell in block.cells:
        if cell.column in wanted and cell.row > 0 and cell.end - cell.start < 400:
            name = clean_name(reading(document.text, cell.start, cell.end).text)
            fits = 1 < len(name) <= MAX_NAME and name[0].isalnum() and name.lower() not in catalogue.grammar.never
            shaped = any(c.isdigit() or c.isupper() for c in name[1:]) or (
                name[:1].isupper() and len(name) > 3 and bool(heads[cell.column].strip())
            )
            name = _SIZES_BEHIND.sub("", name)
            part = all(catalogue.grammar.classify(w) is not None for w in _JOINTS.split(name))
            if fits and shaped and not part:  # "7B" is a member of what stands above
                names.add(name)
    return names


def _labels_rows(document: Document, block: Block, cues: Cues) -> bool:
    """True where the first column of a table labels its rows with attributes."""
    below = (reading(document.text, c.start, c.end).text for c in block.cells if c.column == 0 and c.row > 0)
    return sum(1 for text in islice(below, MOST_LABELS) if cues.is_label(text)) >= LEAST_LABELS


# What stands between a name and the noun that says what it is, or before a name that is announced.
_IS = ("is", "was", "are", "will be")
_ARTICLES = ("a", "an", "the", "our", "its")
_IS_A = Anchored(
    re.compile(r"\*{0,2},?\s(?:is|was|are|will be)\s(?:an?|the|our|its)\s|\*{0,2},\s(?:an?|the|our|its)\s"),
    (*(f"{verb} {article}" for verb in _IS for article in _ARTICLES), *(f" {article}" for article in _ARTICLES)),
    lead=4,
)
_ANNOUNCING = (
    *("Introducing", "introducing", "Announcing", "announcing", "Meet", "introduce", "introduces", "introduced"),
    *("announce", "announces", "announced", "release", "releases", "released", "launch", "launches", "launched"),
    *("unveil", "unveils", "unveiled", "releasing", "open-sourced", "ship", "ships", "shipped", "called", "named"),
    *("drop", "drops", "dropped", "present", "presents", "presented", "publish", "publishes", "published", "opens"),
    *("open-sources", "debuts", "debuted", "rolls out", "rolled out", "puts out", "brings out", "brought out"),
)
_ANNOUNCES = Anchored(
    re.compile(rf"\b(?:{'|'.join(_ANNOUNCING)})\s(?:the\s)?[*\"“]{{0,2}}"),
    tuple(sorted({word.lower().replace("-", " ") for word in _ANNOUNCING})),
)
_HAVING = (
    *("has", "comes", "packs", "offers", "supports", "features", "was released", "was launched", "was trained"),
    *("is available", "is released", "were released", "uses"),
)
_HAS = Anchored(re.compile(rf"\*{{0,2}}\s(?:{'|'.join(_HAVING)})\b"), _HAVING, lead=3)
_INTRODUCTIONS = AnchoredExpressions((_IS_A, _HAS, _ANNOUNCES))
LABELS_BELOW = 6  # blocks below a heading that are looked at for labelled facts
_LABEL_LINE = re.compile(r"[\s>|*•-]*([A-Za-z#][^:|\n]{1,40}?)\**\s*[:|]")
_SENTENCE_ENDS = re.compile(r"(?<=[\da-z])[.!?]\s")
_NAME_AT = re.compile(_NAME)
_NAME_BEFORE = re.compile(rf"(?<![\w-]){_NAME}$")
# Words that open sentences of the form "X is a …" about anything.
OPENERS = frozenset(
    "there here what this that which training learning everything nothing"
    " something research performance safety evaluation architecture overview summary background usage license licence"
    " everyone someone today tomorrow yesterday english chinese french german hers ours theirs mine yours".split()
)
# Between "is a" and the noun: the noun is not what it is said to be, "X is a way to train a model".
_OTHER_NOUN = re.compile(r"\b(?:to|of|for|that|which|who|in|with|where|when|by|from|and|on|as)\b")
# Behind the noun, where no other noun follows: not "X is a model hub".
_LAST = re.compile(
    r"s?(?:[.,;:)\n]|$| (?:in|of|with|that|which|who|from|by|on|at|and|near|for|whose|since"
    r"|built|made|trained|pretrained|developed|created|designed|released)\b)"
)
NOUN_WORDS = 8  # words between "is a" and the noun


def _introduced(text: str, nouns: str, catalogue: Catalogue, uses: WordUses) -> set[str]:
    """X in "X is a 7B language model", "Introducing X", "X has …", where X looks like a name."""
    noun = re.compile(rf"(?:[\w.,()-]+\s){{0,{NOUN_WORDS}}}?(?:{nouns})\b", re.IGNORECASE)
    found: set[str] = set()
    is_a, has, announces = _INTRODUCTIONS.find(text)
    for m in is_a:
        said = noun.match(text, m.end())
        if said is not None:
            before = _NAME_BEFORE.search(text[max(0, m.start() - MAX_NAME) : m.start()])
            _add(found, before, catalogue, defined=True)
            last = _LAST.match(text, said.end()) is not None and not m.group().endswith((", the ", ", our ", ", its "))
            if before is not None and last and not _OTHER_NOUN.search(said.group()):
                found |= _defined(before.group(), catalogue, uses)
    for m in has:
        _add(found, _NAME_BEFORE.search(text[max(0, m.start() - MAX_NAME) : m.start()]), catalogue)
    for m in announces:
        end = _SENTENCE_ENDS.search(text, m.end())  # "announces X-4. Context: …" names X-4
        name = _NAME_AT.match(text, m.end(), end.start() + 1 if end is not None else len(text))
        _add(found, name, catalogue, defined=m.group().startswith(("called", "named")))
    return found


def _defined(words: str, catalogue: Catalogue, uses: WordUses) -> set[str]:
    """Plain words that a text says what they are: "The National Gallery is a museum"."""
    name = _undated(words).removeprefix("The ")
    parts = name.split()
    if len(parts) == 1 and _CAPITALS.fullmatch(name) and name.lower() not in catalogue.grammar.never | OPENERS:
        return {name}  # "KESTREL is a language model"
    if not 1 < len(parts) <= 4 or any(p.lower() in catalogue.grammar.never or p.lower() in OPENERS for p in parts):
        return set()
    return {name} if all(p[0].isupper() for p in parts) and not any(uses.has(p.lower()) for p in parts) else set()


def _add(found: set[str], m: re.Match[str] | None, catalogue: Catalogue, *, defined: bool = False) -> None:
    """`defined`: the text says what it is, "X is a language model", so that a plain capitalised word will do."""
    if m is not None and len(found) < MAX_OWN:
        name = _undated(m.group())
        lead, _, rest = name.partition(" ")
        if rest[:1].isalpha() and lead.lower() in catalogue.grammar.never:
            name = rest  # "Meet Kestrel, our first model"
        plain_word = _PLAIN_WORD.fullmatch(name) and name.lower() not in catalogue.grammar.never
        if _name_like(name, catalogue) or (defined and plain_word and name.lower() not in OPENERS):
            found.add(name)


# What a heading says is done with what it names.
_HEADING_LEAD = re.compile(
    r"^(?:Installing|Configuring|Upgrading|Updating|Using|Running|Building|Deploying|Migrating|Understanding|Comparing|"
    r"Testing|Reviewing|Introducing|Announcing|Presenting|Meet|About|Inside|Why|How|What|(?:Getting Started|Working|"
    r"Hands-On) With)\s(?:to\s|the\s)?(?=[A-Z])",
    re.IGNORECASE,
)
# Words behind a name in a heading that are no part of it.
TITLE_WORDS = frozenset(
    "specifications specification overview details summary facts card sheet architecture features".split()
)
MOST_LABELS = 100  # cells of a column that are looked at for labels
LEAST_LABELS = 2  # rows about attributes that make a table one of entities in columns


def _heading_names(document: Document, block: Block, catalogue: Catalogue, cues: Cues) -> set[str]:
    """Names that head the columns of a table whose rows are about attributes."""
    labels = [c for c in block.cells if c.column == 0][:60]
    texts = [reading(document.text, c.start, c.end).text for c in labels if c.end - c.start < 80]
    about = sum(1 for text in texts if any(score > 0 for score in cues.label_scores(text).values()))
    if about < LEAST_LABELS:
        return set()
    names = set()
    two = all(cell.column < 2 for cell in block.cells)  # a record: its first row may be a key and a value as well
    for cell in block.cells:
        if cell.row == 0 and (cell.column > 0 or (two and cell.column_span > 1)) and cell.end - cell.start < 200:
            if two and texts and cues.states_term(texts[0], reading(document.text, cell.start, cell.end).text):
                continue
            name = clean_name(reading(document.text, cell.start, cell.end).text)
            words = name.split()
            if not 1 < len(name) <= MAX_NAME or words[0].lower() in catalogue.grammar.never:
                continue
            if all(catalogue.grammar.classify(w) is not None for w in words) or cues.is_scope(name):
                continue  # "XL" is a part of a name, "Fine-tuning" a stage
            if name[0].isupper() and len(words) <= 4 and (len(words) > 1 or re.search(r"[A-Z0-9-]", name[1:])):
                names.add(name)
    return names


# A word with a version that begins with a letter: "Kestrel-K3", "Kestrel V2.5".
_LETTERED = re.compile(
    r"(?P<head>[A-Z](?<![\w.-].)[A-Za-z]{2,24})[- ](?P<version>[A-Za-z]\d{1,2}(?:\.\d{1,2})?)(?![\w%/:]|\.\d)"
)


# A word with the short name of a line behind a hyphen: "Ember-MoE", "Kestrel-VL".
_LINED = re.compile(r"(?<![\w./-])(?P<head>[A-Z][A-Za-z]{2,24})-(?P<line>[A-Z][A-Za-z]*[A-Z][A-Za-z]*)(?![\w/-])")
_SIZED = re.compile(r"(?<![\w./-])(?P<head>[A-Za-z]{3,24})-\d{1,3}(?:\.\d{1,2})?[BbMm](?![A-Za-z0-9])")


def _lined(text: str, catalogue: Catalogue, uses: WordUses) -> set[str]:
    """Such names of words that the text uses as names only: no "Soft-MoE" where it speaks of "soft" things."""
    found: set[str] = set()
    for m in _LINED.finditer(text):
        head = m["head"].lower()
        if m["line"].lower() not in catalogue.grammar.lines or head in catalogue.grammar.never | catalogue.heads.keys():
            continue
        if not uses.has(head):
            found.add(m.group())
        if len(found) > MAX_OWN:
            break
    return found


def _families(text: str, nouns: str, catalogue: Catalogue) -> set[str]:
    """The word of sized names where it stands before a word for the kind: "the Kestrel models" beside kestrel-7b."""
    heads = {m["head"].lower() for m in _SIZED.finditer(text)} - catalogue.grammar.never
    heads = {head for head in heads if head not in catalogue.heads}
    if not heads:
        return set()
    named = re.compile(rf"(?<![\w./-])(?P<head>[A-Z][A-Za-z]{{2,23}})(?= (?:{nouns})s?\b)")
    return {m["head"] for m in named.finditer(text) if m["head"].lower() in heads}


# A word of a name with the version glued to it: "Kestrel3", "Kestrel2.5".
_GLUED = re.compile(r"(?P<head>[A-Z](?<![\w.-].)[A-Za-z]{2,24})(?P<version>\d{1,2}(?:\.\d{1,2})?)(?![\w%]|\.\d)")


def _siblings(text: str, found: set[str], catalogue: Catalogue) -> set[str]:
    """Names of other versions of what the document introduces: where it presents Kestrel-K2, "Kestrel-K3"."""
    return _versions(_LETTERED, text, found, catalogue) | _versions(_GLUED, text, found, catalogue)


def _versions(form: re.Pattern[str], text: str, found: set[str], catalogue: Catalogue) -> set[str]:
    """Words with a version in a form that the names met so far have, if the words are theirs."""
    heads = {m.group("head") for name in found if (m := form.match(name)) is not None}
    siblings: set[str] = set()
    for m in form.finditer(text) if heads else ():
        if m.group("head") in heads and catalogue.grammar.classify(m.group("version").lower()) is Chunk.VERSION:
            siblings.add(m.group())
        if len(siblings) > MAX_OWN:
            break
    return siblings


# A capitalised word before a version or a size: "Basalt 2", "Tern-34B", "Ibex v1.6".
_NUMBERED = re.compile(
    r"(?P<head>[A-Z](?<![\w.-].)[A-Za-z]{2,24})(?P<joint>[- ])"  # the set first: the search skips to capitals
    r"(?:(?P<size>\d{1,3}(?:\.\d{1,2})?[BM])|v?\d{1,2}(?:\.\d{1,2}){0,2})(?![\w%/:]|\.\d)"
    r"(?! ?(?:thousand|million|billion|trillion|percent|per|of|to|and \d|years?|days?|weeks?|months?|hours?|minutes?"
    r"|points?|pages?|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:19|20)\d\d)\b)"
)
LONGEST_NOUN = 2  # words of what is counted that begin with a noun: "training tokens", not "of them at work"
NEAR_NOUN = 120  # characters around a numbered word in which one of the pack's nouns must stand once


def _counted(pack: Pack) -> str:
    """The nouns that the pack counts, as an expression: "parameters?|tokens?". A longer phrase begins with any word."""
    counted = (w.split() for a in pack.attributes.values() for w in (*a.units, *a.counted))
    words = {parts[0].rstrip("*") for parts in counted if len(parts) <= LONGEST_NOUN}
    return "|".join(f"{re.escape(w)}s?" for w in sorted(words) if len(w) > 3) or "(?!)"


def _heads(text: str, nouns: str, found: set[str], catalogue: Catalogue) -> set[str]:
    """Words that are numbered like a family of the pack's kind of thing, and stand near its nouns."""
    seen: Counter[str] = Counter()
    near: set[str] = set()
    noun = re.compile(rf"\b(?:{nouns})\b", re.IGNORECASE)
    sure = {_JOINTS.split(name)[0] for name in found}
    for m in _NUMBERED.finditer(text):
        head = m.group("head")
        if head.lower() in catalogue.grammar.never or head.lower() in NUMBERED_WORDS or head.lower() in catalogue.heads:
            continue
        seen[head] += 1
        if m.group("size") and m.group("joint") == "-":
            sure.add(head)
        if head not in near and noun.search(text, max(0, m.start() - NEAR_NOUN), m.end() + NEAR_NOUN):
            near.add(head)
        if len(seen) > MAX_OWN:
            break
    return {head for head, count in seen.items() if head in near and (count > 1 or head in sure)}


def _name_like(name: str, catalogue: Catalogue) -> bool:
    words = _JOINTS.split(name)
    grammar = catalogue.grammar
    if len(name) > MAX_NAME or len(name) < 3 or words[0].lower() in grammar.never:
        return False
    glued = _LINED.fullmatch(name)
    if glued is not None and glued["line"].lower() in grammar.lines:
        return True
    if any(w.lower() in grammar.never and grammar.classify(w.lower()) is not Chunk.VARIANT for w in words[1:]):
        return False
    if _DIGIT.search(name):
        return not _WORD_AND_YEAR.fullmatch(name) and _LETTERS.search(name) is not None
    return len(words) <= 3 and _MIXED.search(name) is not None
