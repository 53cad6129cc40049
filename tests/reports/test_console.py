import re
from dataclasses import replace

import pytest

from reconcile.finding import GateStatus, Kind, Verdict
from reconcile.validation import Expectation, Validation
from reports.console import CONFLICTS_SHOWN, STALE_SHOWN, UNREAD_SHOWN, summary
from sources.document import Unread
from tests.reports.audit_fixture import STALE, TERN_2, audit, cluster, empty, finding, peaceful

ESCAPE = re.compile("\x1b\\[[0-9]+m")


def lines(width: int = 120) -> list[str]:
    return summary(audit(), "out", width, color=False).splitlines()


def test_an_open_conflict_is_one_line_with_status_severity_values_places_and_kind() -> None:
    assert (
        "new      high    Tern-2 parameters_total: 236 billion (a.md:6, b.md:101 +2) | 671 billion (e.md:42)"
        "  [attribution]" in lines()
    )
    assert "reopened high    Tern-2 release_date: 7 May 2024 (a.md:20) | November 2023 (e.md:50)  [date]" in lines()


def test_a_conflict_that_is_open_again_says_why_and_what_was_decided_before() -> None:
    found = lines()
    at = next(index for index, line in enumerate(found) if line.startswith("reopened"))
    assert (
        found[at + 1]
        == " " * 19 + "e.md brings 2023-11; before: 2024 is wrong (R. Reviewer): the maker's site says May"
    )


def test_stale_decisions_are_named_with_the_command_that_drops_them() -> None:
    found = lines()
    [first, *_] = [at for at, line in enumerate(found) if line.startswith("stale    ")]
    assert found[first] == f"stale    {STALE[0].entity} {STALE[0].attribute}: {STALE[0].reason}"
    assert "to drop what is stale: factaudit accept --config audit.yaml --prune" in found
    many = replace(audit(), stale=STALE[:1] * (STALE_SHOWN + 2))
    assert "and 2 more stale decisions in findings.json" in summary(many, "out", 120, color=False)


def test_conflicts_that_fail_the_gate_come_first_and_decided_ones_are_left_out() -> None:
    statuses = [line.split()[0] for line in lines() if re.match(r"\w+ +(high|medium|low) ", line)]
    assert statuses == ["new", "new", "reopened", "expired", "known"]


def test_a_line_that_is_too_long_breaks_between_versions() -> None:
    found = lines(90)
    at = next(index for index, line in enumerate(found) if line.startswith("new      high    Tern-2"))
    assert found[at : at + 2] == [
        "new      high    Tern-2 parameters_total: 236 billion (a.md:6, b.md:101 +2) |",
        "                 671 billion (e.md:42)  [attribution]",
    ]


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    made = replace(audit(), findings=tuple(one for one in audit().findings if one.entity.startswith("Tern")))
    assert max(len(line) for line in summary(made, "out", width, color=False).splitlines()) <= width


def test_it_ends_with_the_gate_and_the_path_of_the_report() -> None:
    assert lines()[-2:] == [
        "exit code 1: 4 conflicts are new and unresolved: 2 new, 1 reopened, 1 expired.",
        "report: out/index.html",
    ]
    assert summary(empty(), "out/", 120, color=False).endswith(
        "exit code 2: No two documents speak of the same fact: nothing could be compared.\nreport: out/index.html\n"
    )


def test_totals_are_a_table() -> None:
    found = lines()
    assert "documents              5  3 could not be read" in found
    assert "claims                25  11 numbers and dates seen and not claimed" in found
    assert "conflicts              6  2 new, 1 reopened, 1 expired, 1 known, 1 decided" in found
    said = " ".join(" ".join(found).split())
    assert "validation 3 of 4 expectations hold (great_expectations 1.24.1); 1 about plausible values does not" in said


def test_totals_that_are_zero_and_rare_are_left_out() -> None:
    found = summary(peaceful(), "out", 80, color=False)
    assert "conflicts              0\n" in found
    assert "stale" not in found
    assert "unread" not in found


def test_a_defect_of_our_own_is_named() -> None:
    broken = Validation("great_expectations 1.24.1", (Expectation("ids are unique", True, 2, ("c1",)),))
    found = summary(replace(audit(), validation=broken), "out", 120, color=False)
    assert "0  of 1 expectations hold (great_expectations 1.24.1); 1 broken by factaudit itself" in found


def test_validation_that_was_turned_off_is_not_mentioned() -> None:
    assert "validation" not in summary(empty(), "out", 80, color=False)


def test_every_unread_input_has_its_reason() -> None:
    assert "unread   broken.bin: is binary (a zero byte stands at offset 4)" in lines()


def test_control_characters_of_documents_never_reach_the_terminal() -> None:
    hostile = replace(
        audit(),
        title="\x1b]0;title\x07",
        gate="\x1b[2J",
        unread=(Unread("\x1b[31m\u202eexe.md", "is\rempty"),),
        findings=(
            finding(
                1,
                "\x1b[31mTern",
                "parameters_total",
                Verdict.CONFLICT,
                Kind.VALUE,
                "",
                cluster("\x07\u202e7", TERN_2[0]),
                scope="\x9b1m",
                status=GateStatus.NEW,
            ),
        ),
    )
    found = summary(hostile, "out", 100, color=False)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", found)
    assert "[U+001B][31mTern" in found


def test_colour_adds_escapes_and_nothing_else() -> None:
    plain, colored = (summary(audit(), "out", 100, color=flag) for flag in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[31mnew" in colored
    assert ESCAPE.sub("", colored) == plain


def test_long_lists_are_cut_and_say_so() -> None:
    conflicts = tuple(
        finding(
            n,
            f"Tern-{n:03}",
            "parameters_total",
            Verdict.CONFLICT,
            Kind.VALUE,
            "",
            cluster("7", TERN_2[0]),
            status=GateStatus.NEW,
        )
        for n in range(CONFLICTS_SHOWN + 3)
    )
    unread = tuple(Unread(f"{n:03}.md", "is empty") for n in range(UNREAD_SHOWN + 5))
    found = summary(replace(audit(), findings=conflicts, unread=unread), "out", 100, color=False)
    assert found.count("\nnew ") == CONFLICTS_SHOWN
    assert "\nand 3 more in conflicts.csv\n" in found
    assert "\nand 5 more inputs that could not be read\n" in found


def test_a_very_long_name_is_cut() -> None:
    long = finding(
        1,
        "T" * 100_000,
        "parameters_total",
        Verdict.CONFLICT,
        Kind.VALUE,
        "",
        cluster("7", TERN_2[0]),
        status=GateStatus.NEW,
    )
    assert len(summary(replace(audit(), findings=(long,)), "out", 100, color=False)) < 2000
