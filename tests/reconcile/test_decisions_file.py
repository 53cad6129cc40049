from __future__ import annotations

from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reconcile.decision import Choice, Decisions, Entry, Member, ordered
from reconcile.decisions import dump, load, parse, schema
from sources.errors import FactauditError

AA, BB = (f"v1:{number:064x}" for number in (0xAA, 0xBB))
TEXT = f"""\
# What reviewers decided about conflicts between documents. Edit it by hand, or add all open conflicts with
# `factaudit accept`, which keeps entries but no comments.
version: 1
decisions:
- entity: Auk-1
  attribute: license
  fingerprint: {AA}
  members:
    Apache-2.0:
      docs/naïve.md: h0123456789ab
    "MIT: modified":
      "a #1.md": h0123456789ab
  decision: deferred
  reason: "asked on 1 March: no answer yet"
- entity: Tern-2
  attribute: parameters_total
  scope: base
  fingerprint: {BB}
  members:
    236000000000:
      guide.md: h0000000000aa h0000000000bb
      notes.md: h0000000000cc
    671000000000:
      wiki.md: h0000000000dd
  decision:
    wrong:
    - 671000000000
  value: 236000000000
  reason: The table of the maker says 236B.
  reviewer: Ana
  date: 2026-03-01
  expires: 2026-12-31
"""
DECISIONS = Decisions(
    (
        Entry(
            fingerprint=AA,
            entity="Auk-1",
            attribute="license",
            scope="",
            members=(
                Member("Apache-2.0", "docs/naïve.md", ("h0123456789ab",)),
                Member("MIT: modified", "a #1.md", ("h0123456789ab",)),
            ),
            choice=Choice.DEFERRED,
            reason="asked on 1 March: no answer yet",
        ),
        Entry(
            fingerprint=BB,
            entity="Tern-2",
            attribute="parameters_total",
            scope="base",
            members=(
                Member("236000000000", "guide.md", ("h0000000000aa", "h0000000000bb")),
                Member("236000000000", "notes.md", ("h0000000000cc",)),
                Member("671000000000", "wiki.md", ("h0000000000dd",)),
            ),
            choice=Choice.WRONG,
            wrong=("671000000000",),
            value="236000000000",
            reason="The table of the maker says 236B.",
            reviewer="Ana",
            decided=date(2026, 3, 1),
            expires=date(2026, 12, 31),
        ),
    )
)


def problem(old: str, new: str) -> str:
    assert old in TEXT
    with pytest.raises(FactauditError) as caught:
        parse(TEXT.replace(old, new, 1))
    return str(caught.value)


def test_a_file_is_read_and_written_to_the_letter(tmp_path: Path) -> None:
    path = tmp_path / "factaudit-decisions.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert load(path) == DECISIONS
    assert dump(DECISIONS) == TEXT


def test_no_decisions_are_a_file_too() -> None:
    assert dump(Decisions()).endswith("version: 1\ndecisions: []\n")
    assert parse(dump(Decisions())) == Decisions()


def test_entries_are_written_in_order_whatever_order_they_come_in() -> None:
    assert dump(Decisions(DECISIONS.entries[::-1])) == TEXT


def test_values_may_stand_without_quotes() -> None:
    text = TEXT.replace("value: 236000000000", 'value: "236000000000"').replace("671000000000:", '"671000000000":')
    assert parse(text) == DECISIONS
    flag = TEXT.replace("Apache-2.0:", "true:").replace("decision: deferred", "decision: {wrong: [true]}")
    assert parse(flag).entries[0].wrong == ("true",)


def test_every_choice_can_be_written() -> None:
    for choice in Choice:
        if choice is not Choice.WRONG:
            assert parse(TEXT.replace("deferred", choice.value, 1)).entries[0].choice is choice


@pytest.mark.parametrize(
    ("written", "value"), [("6.4", "6.4"), ("6.40", "6.4"), ("0.00001", "0.00001"), ("-1.5", "-1.5")]
)
def test_decimals_need_no_quotes(written: str, value: str) -> None:
    text = TEXT.replace("    - 671000000000", f"    - {written}").replace("    671000000000:", f"    {value}:")
    [entry] = [entry for entry in parse(text).entries if entry.choice is Choice.WRONG]
    assert entry.wrong == (value,)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("version: 1", "version: 2", "3: is a decisions file of version 2; this factaudit reads version 1; use"),
        ("version: 1\n", "", "3: has no version; begin it with 'version: 1'"),
        ("version: 1", "version: one", "3: 'version' is no number; write 'version: 1'"),
        ("  reason: The", "  resaon: The", "'reason' of TERN is missing"),
        ("  value: 2", "  valeu: 2", "28: unknown key 'valeu' of TERN; did you mean 'value'?"),
        ("reason: The table of the maker says 236B.", "reason: ' '", "29: 'reason' of TERN is empty"),
        ("reason: The table of the maker says 236B.", "reason:", "29: 'reason' of TERN is empty"),
        ("date: 2026-03-01", "date: 2026-02-30", "31: 'date' of TERN should be a day such as 2026-12-31"),
        ("date: 2026-03-01", "date: 20260301", "31: 'date' of TERN should be a day such as 2026-12-31"),
        ("expires: 2026-12-31", "expires: soon", "32: 'expires' of TERN should be a day such as 2026-12-31"),
        ("decision: deferred", "decision: ignored", "13: 'decision' of Auk-1 license should be one of intentional, "),
        ("decision: deferred", "decision: wrong", "or 'wrong:' with a list of values; it is 'wrong' now"),
        ("    - 671000000000", "    - 999", "27: TERN: no member states the value '999'; write one of 236000000000"),
        ("    - 671000000000", "      671000000000", "should be 'wrong:' with a list of values and nothing else"),
        ("    - 671000000000", "    - 6.5", "27: TERN: no member states the value '6.5'; write one of 236000000000"),
        ("    - 671000000000", "    - [6.5]", "should list values as text; put them in quotes"),
        (BB, AA, "18: TERN: decides the finding of line 7 again; keep one of the two"),
        (BB, BB[:-1], "18: 'fingerprint' of TERN should be copied whole from the report: v1: "),
        (BB, BB.upper(), "18: 'fingerprint' of TERN should be copied whole"),
        ("value: 236000000000", "value: 671000000000", "28: TERN: '671000000000' is the right v"),
        ("    - 671000000000", "    - 671,000,000,000", "write one of 236000000000, 671000000000, without commas betw"),
        ("    671000000000:\n      wiki.md: h0000000000dd", "    671000000000: {}", "23: 'members.671000000"),
        ("  members:", "   members:", "8: is no YAML: a key stands further right than the key before it, or"),
        ("  decision: deferred", " decision: deferred", "is no YAML: this line fits neither the key before it nor"),
        ("- entity: Tern-2", "entity: Tern-2", "is no YAML: "),
        (BB, "tern", "18: 'fingerprint' of TERN "),
        ("notes.md: h0000000000cc", "notes.md: 5", "should be context hashes as `factaudit accept` writes them"),
        ("decision: deferred", "decision: [deferred", "is no YAML: "),
        ("decision: deferred", "decision: &a deferred", "13: uses an anchor or alias (& or *); write the value out"),
        ("decision: deferred", "decision: !!python/name:os.system x", "13: uses a tag (!)"),
        ("  scope: base", "  scope: base\n  scope: base", "18: repeats the key 'scope' of line 17"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_line_and_remedy(old: str, new: str, message: str) -> None:
    assert problem(old, new).startswith("factaudit-decisions.yaml:")
    assert message in problem(old, new).replace("Tern-2 parameters_total", "TERN")


def test_a_file_without_members_is_refused() -> None:
    text = TEXT[: TEXT.index("    Apache")] + "    {}\n" + TEXT[TEXT.index("  decision: deferred") :]
    with pytest.raises(FactauditError, match=r"factaudit-decisions.yaml:8: 'members' of Auk-1 license is empty, but"):
        parse(text)


def test_an_empty_or_missing_file_is_an_error_that_helps(tmp_path: Path) -> None:
    with pytest.raises(FactauditError, match="is no decisions file; begin it with 'version: 1'"):
        parse("")
    with pytest.raises(FactauditError, match="cannot be read"):
        load(tmp_path / "none.yaml", "none.yaml")


def test_an_entry_is_merged_by_lines() -> None:
    # Two branches that each add an entry touch no common line: every entry is a run of lines of its own.
    one = dump(Decisions(DECISIONS.entries[:1]))
    two = dump(Decisions(DECISIONS.entries[1:]))
    assert TEXT.startswith(one)
    assert two.endswith(TEXT[len(one) :])


def test_lines_never_wrap() -> None:
    entry = Entry(AA, "A", "p", "", (Member("1", "a.md", ("h0123456789ab",)),), Choice.DEFERRED,
                  "word " * 400 + "end")  # fmt: skip
    assert f"\n  reason: {'word ' * 400}end\n" in dump(Decisions((entry,)))


def test_the_schema_takes_what_is_written_and_nothing_else() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    assert validator.is_valid(_as_json(TEXT))
    assert not validator.is_valid(_as_json(TEXT.replace("  reason: The", "  resaon: The")))
    assert not validator.is_valid(_as_json(TEXT.replace("decision: deferred", "decision: ignored")))
    assert schema() == schema()


def _as_json(text: str) -> object:
    """The file as an editor sees it: YAML's keys as text, days as text."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def keyed(node: object) -> object:
        if isinstance(node, dict):
            return {str(key): keyed(value) for key, value in node.items()}
        return [keyed(item) for item in node] if isinstance(node, list) else node

    return keyed(yaml.load(text, Loader))


TRICKY = st.sampled_from(
    ["null", "~", "yes", "No", "1_000", "0x1F", "1e5", ".5", "1.", "-", "- a", "a: b", "a:", "a #b", "#", "'", '"',
     "\\", "[a]", "{a}", "a, b", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "? a", " a", "a ", "\ta", "a\nb",
     "a\r", "\x85", "\u2028", "\ufeff", "\x00", "\x7f", "---", "...", "007", "0", "12", "2024-05", "2024-05-07",
     "true", "é说🙂", "<<"]
)  # fmt: skip
LOOSE = TRICKY | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WORDS = (TRICKY | LOOSE).filter(lambda text: bool(text.strip()))
HASHES = st.integers(0, 16**12 - 1).map(lambda number: f"h{number:012x}")
MEMBERS = st.dictionaries(
    st.tuples(LOOSE, LOOSE), st.lists(HASHES, min_size=1, max_size=3, unique=True), min_size=1, max_size=4
).map(lambda found: tuple(sorted(Member(v, d, tuple(sorted(hashes))) for (v, d), hashes in found.items())))
DAYS = st.none() | st.dates()


@st.composite
def entries(draw: st.DrawFn, number: int) -> Entry:
    members = draw(MEMBERS)
    choice = draw(st.sampled_from(Choice))
    values = sorted({member.value for member in members})
    wrong = draw(st.lists(st.sampled_from(values), min_size=1, unique=True)) if choice is Choice.WRONG else []
    right = draw(LOOSE)
    return Entry(
        fingerprint=f"v1:{number:064x}",
        entity=draw(WORDS),
        attribute=draw(WORDS),
        scope=draw(LOOSE),
        members=members,
        choice=choice,
        reason=draw(WORDS),
        wrong=tuple(sorted(wrong)),
        value="" if right in wrong else right,
        reviewer=draw(LOOSE),
        decided=draw(DAYS),
        expires=draw(DAYS),
    )


@st.composite
def files(draw: st.DrawFn) -> Decisions:
    return ordered(draw(entries(number)) for number in range(draw(st.integers(0, 3))))


@given(files())
def test_what_is_written_is_read_back(decisions: Decisions) -> None:
    text = dump(decisions)
    assert parse(text) == decisions
    assert dump(parse(text)) == text


@given(files())
def test_other_yaml_tools_read_the_same_text(decisions: Decisions) -> None:
    read = yaml.load(dump(decisions), Loader=yaml.BaseLoader)
    assert [entry["reason"] for entry in read["decisions"]] == [entry.reason for entry in decisions.entries]
