import csv
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from extract.claim import Claim, Qualifier, Status
from extract.words.pack import Attribute, Claimed, EntityNouns, Examples, Grammar, Pack
from factaudit.evaluate import Score, evaluate, report
from factaudit.labels import Label, Names, read_aliases, read_labels
from sources.errors import FactauditError

SHARED = Path(__file__).resolve().parents[3] / "shared"
EXAMPLES = Examples(hit="h", claims=(Claimed(entity="e", value="v"),), miss="m")


def attribute(kind: str, **more: object) -> Attribute:
    return Attribute.model_validate({"title": "t", "type": kind, "examples": EXAMPLES, **more})


PACK = Pack(
    format=1,
    name="p",
    title="P",
    entity=EntityNouns(nouns=("model",)),
    grammar=Grammar(version="v", size="s"),
    attributes={
        "parameters_total": attribute("number"),
        "parameters_active": attribute("number"),
        "training_tokens": attribute("number"),
        "gpu_hours": attribute("number"),
        "layers": attribute("number"),
        "experts_routed": attribute("number"),
        "experts_shared": attribute("number"),
        "experts_active": attribute("number"),
        "vocabulary_size": attribute("number"),
        "training_cost_usd": attribute("money"),
        "context_length": attribute("number", binary_scales=True),
        "release_date": attribute("date", scopes=[{"name": "revision", "cues": ["revised"]}]),
        "report_date": attribute("date"),
        "knowledge_cutoff": attribute("date"),
        "license": attribute("term"),
        "architecture": attribute("term"),
        "kind": attribute("term"),
        "official": attribute("flag", terms=[{"name": "no"}]),
        "base_model": attribute("relation"),
    },
)


def label(value: str, line: int = 5, model: str = "Orca 2", name: str = "parameters_total", **more: object) -> Label:
    settings: dict[str, object] = {"document": "a.md", "qualifier": "", "quote": "q", "optional": False, **more}
    return Label(line=line, model=model, attribute=name, value=value, **settings)  # type: ignore[arg-type]


def claim(value: str, line: int = 5, entity: str = "Orca 2", name: str = "parameters_total", **more: object) -> Claim:
    settings: dict[str, object] = {
        "document": "a.md", "start": line * 100, "end": line * 100 + 1, "column": 1, "quote": "q", "context": "c",
        "surface": entity, "unit": "", "interval": None, "qualifier": Qualifier.NONE, "scope": "",
        "status": Status.ASSERTED, "rule": "r", **more,
    }  # fmt: skip
    return Claim(line=line, entity=entity, attribute=name, value=value, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (label("7000000000"), claim("7000000000")),
        (label("7000000000"), claim("7006000000")),  # 0.09 % apart
        (label("7000000000"), claim("7000000000", line=4)),
        (label("7000000000"), claim("7000000000", line=6)),
        (label("7000000000", model="orca-2"), claim("7000000000")),
        (label("7000000000", model="Orca 2 7B"), claim("7000000000")),
        (label("7000000000"), claim("7000000000", entity="Orca 2 7B")),
        (label("7000000000", qualifier="of_variant"), claim("7000000000", entity="Orca 2 Small")),
        (label("7000000000", model="Orca 2 Small"), claim("7000000000", qualifier=Qualifier.OF_VARIANT)),
        (label("4000-16000"), claim("4000/16000")),
        (label("128000", name="context_length"), claim("131072", name="context_length")),
        (label("2024-05", name="release_date"), claim("2024-05", name="release_date")),
        (label("2025", name="release_date", qualifier="early"), claim("2025-01/2025-04", name="release_date")),
        (label("Apache-2.0 License", name="license"), claim("Apache 2.0", name="license")),
    ],
)
def test_label_is_met(wanted: Label, given: Claim) -> None:
    assert evaluate([wanted], [given], PACK, Names()).total() == Score(right=1)


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (label("7000000000"), claim("7014000000")),  # 0.2 % apart
        (label("7000000000"), claim("7000000000", line=3)),
        (label("7000000000"), claim("7000000000", entity="Orca 2.5")),
        (label("7000000000"), claim("7000000000", entity="Orca 2 Small")),
        (label("7000000000"), claim("7000000000/70000000000")),
        (label("128000", name="training_tokens"), claim("131072", name="training_tokens")),
        (label("2024-05", name="release_date"), claim("2024-05-07", name="release_date")),
        (label("2024", name="release_date"), claim("2024-05", name="release_date")),
        (label("Apache 2.0", name="license"), claim("MIT", name="license")),
        (label("License", name="license"), claim("MIT", name="license")),
    ],
)
def test_label_is_missed_and_the_claim_is_wrong(wanted: Label, given: Claim) -> None:
    assert evaluate([wanted], [given], PACK, Names()).total() == Score(missed=1, wrong=1)


def test_optional_labels_count_neither_way() -> None:
    labels = [label("7", optional=True), label("8", line=9, optional=True)]
    assert evaluate(labels, [claim("7")], PACK, Names()).total() == Score()


def test_attributes_and_documents_without_a_label_are_left_out() -> None:
    others = [claim("7"), claim("3", name="layers"), claim("3", document="b.md")]
    assert evaluate([label("7")], others, PACK, Names()).total() == Score(right=1)


def test_the_same_claim_twice_on_a_line_counts_once() -> None:
    assert evaluate([label("7")], [claim("7"), claim("9"), claim("9", start=501)], PACK, Names()).total() == Score(
        right=1, wrong=1
    )


def test_aliases_make_two_names_one(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text("model,family,surface_forms\nOrca 2,Orca,Killer Whale;KW\n", encoding="utf-8")
    labels = [label("7", model="killer-whale")]
    assert evaluate(labels, [claim("7", entity="KW")], PACK, read_aliases(path)).total() == Score(right=1)


def test_figures_by_hand() -> None:
    score = Score(right=3, missed=1, wrong=2)
    assert (score.precision, score.recall) == (0.6, 0.75)
    assert round(score.f1, 4) == 0.6667
    assert (Score(missed=4).f1, Score(wrong=4).precision) == (0.0, 0.0)


def test_report_lists_misses_and_wrong_claims_with_their_lines() -> None:
    outcome = evaluate([label("7"), label("8", line=20)], [claim("7"), claim("9", line=30)], PACK, Names())
    assert report(outcome, "attribute").splitlines() == [
        "MISSED a.md:20: Orca 2 parameters_total = 8 «q»",
        "WRONG a.md:30: Orca 2 parameters_total = 9 «q»",
        "",
        "attribute         right  missed  wrong  precision  recall     F1",
        "parameters_total      1       1      1      0.500   0.500  0.500",
        "all                   1       1      1      0.500   0.500  0.500",
        "mean F1 over 1 document: 0.500",
    ]


def labels_file(folder: Path, text: str) -> Path:
    path = folder / "labels.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("named", "audited"),
    [("a.md", "a.md"), ("a.md", "docs/a.md"), ("docs/a.md", "a.md"), ("docs/a.md", "old/docs/a.md")],
)
def test_documents_are_found_by_the_end_of_their_path(tmp_path: Path, named: str, audited: str) -> None:
    path = labels_file(tmp_path, f"document,line,model,attribute,value\n{named},3,Orca,layers,7\n")
    labels, absent = read_labels(path, {audited: 9, "other.md": 9}, PACK)
    assert ([one.document for one in labels], absent) == ([audited], [])


def test_labelled_documents_that_were_not_audited_are_named(tmp_path: Path) -> None:
    path = labels_file(tmp_path, "document,line,model,attribute,value\nb.md,3,Orca,layers,7\n")
    assert read_labels(path, {"a.md": 9, "bb.md": 9}, PACK) == ([], ["b.md"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("document,line,model\n", "labels.csv:1: has no column attribute, value; its first line names at least"),
        ("document,line,model,attribute,value\nc.md,1,O,layers,7\n", "labels.csv:2: 'c.md' is 'x/c.md' or 'y/c.md'; "),
    ],
)
def test_wrong_label_files_are_told_with_their_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(FactauditError, match=re.escape(told)):
        read_labels(labels_file(tmp_path, text), {"a.md": 9, "x/c.md": 9, "y/c.md": 9}, PACK)


HEADER = "document,line,model,attribute,value,qualifier,status\n"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("a.md,x,O,layers,7,,", "line is 'x'; write the line of the value, counted from 1"),
        ("a.md,0,O,layers,7,,", "line is '0'; write the line of the value, counted from 1"),
        ("a.md,10,O,layers,7,,", "line is 10, and a.md has 9 lines; write the line"),
        ("a.md,3,,layers,7,,", "has no model; fill the columns document, line, model, attribute, value"),
        ("a.md,3,O,layers", "has no value; fill the columns"),
        (",3,O,layers,7,,", "has no document; fill the columns"),
        ("a.md,3,O,layer,7,,", "the pack 'p' has no attribute 'layer'; did you mean 'layers'?"),
        ("a.md,3,O,colour,7,,", "the pack 'p' has no attribute 'colour'; known are parameters_total, "),
        ("a.md,3,O,layers,7B,,", "value '7B' cannot be read; write a plain number in base units such as 236000000000"),
        ("a.md,3,O,layers,70/7,,", "value '70/7' cannot be read"),
        ("a.md,3,O,layers,7/8/9,,", "value '7/8/9' cannot be read"),
        ("a.md,3,O,training_cost_usd,$5M,,", "value '$5M' cannot be read; write a plain number such as 5576000"),
        ("a.md,3,O,release_date,May 2024,,", "value 'May 2024' cannot be read; write a date such as 2024, 2024-05"),
        ("a.md,3,O,release_date,2024-02-30,,", "value '2024-02-30' cannot be read"),
        ("a.md,3,O,release_date,2024-05/2023-05,,", "value '2024-05/2023-05' cannot be read"),
        ("a.md,3,O,official,nope,,", "value is 'nope'; did you mean 'no'?"),
        ("a.md,3,O,layers,7,abouts,", "qualifier is 'abouts'; did you mean 'about'?"),
        ("a.md,3,O,layers,7,,denied", "status is 'denied'; known are asserted, hedged, negated, planned, quoted"),
    ],
)
def test_labels_that_no_claim_could_meet_are_told_with_their_line(tmp_path: Path, row: str, told: str) -> None:
    path = labels_file(tmp_path, f"{HEADER}a.md,3,O,layers,7,,\n{row}\n")
    with pytest.raises(FactauditError, match=re.escape(f"labels.csv:3: {told}")):
        read_labels(path, {"a.md": 9}, PACK)


@pytest.mark.parametrize(
    "row",
    [
        "a.md,9,O,layers,7",
        "a.md,3,O,layers,7/8,range,",
        "a.md,3,O,layers,7-8,range,hedged",
        "a.md,3,O,release_date,2024,early,",
        "a.md,3,O,release_date,2024-05-06,revision,",
        "a.md,3,O,release_date,2024-05/2024-07-31,,",
        "a.md,3,O,license,Whatever 2.0,,",
        "a.md,3,O,official,no,,negated",
    ],
)
def test_labels_in_every_form_are_read(tmp_path: Path, row: str) -> None:
    labels, _ = read_labels(labels_file(tmp_path, f"{HEADER}{row}\n"), {"a.md": 9}, PACK)
    assert len(labels) == 1


DENIED = claim("9", status=Status.NEGATED)


@pytest.mark.parametrize(
    ("labels", "claims", "score", "denied"),
    [
        ([label("7")], [claim("7"), DENIED], Score(right=1), 1),  # a denied value is not stated
        ([label("9")], [DENIED], Score(missed=1), 1),
        ([label("9", status="negated")], [DENIED], Score(right=1), 0),
        ([label("9", status="negated")], [claim("9")], Score(missed=1, wrong=1), 0),
        ([label("9", status="negated"), label("9")], [DENIED, claim("9", start=501)], Score(right=2), 0),
        ([label("9")], [claim("9", status=Status.HEDGED)], Score(right=1), 0),
        ([label("9", status="asserted")], [claim("9", status=Status.HEDGED)], Score(missed=1, wrong=1), 0),
    ],
)
def test_the_status_of_claims(labels: list[Label], claims: list[Claim], score: Score, denied: int) -> None:
    outcome = evaluate(labels, claims, PACK, Names())
    assert (outcome.total(), outcome.denied) == (score, denied)
    assert report(outcome, "attribute").count("not counted: 1") == denied


def disturbed(rows: list[dict[str, str]], dice: random.Random) -> list[Claim]:
    """Claims as a fair extraction might give them: most labels met, some moved, changed, invented or left out."""
    claims = []
    for row in rows:
        value, line, entity = row["value"], int(row["line"]), row["model"]
        qualifier = row["qualifier"]
        match dice.randrange(12):
            case 0:
                continue
            case 1:
                line += 2
            case 2:
                line += 1
            case 3:
                entity = entity.lower().replace("-", " ")
            case 4:
                entity += " Chat"
            case 5:
                value = value.replace("2", "3", 1)
            case 6:
                qualifier = "of_variant"
                entity = entity.rsplit(" ", 1)[0]
            case 7:
                claims.append(claim("12345", line, entity, row["attribute"], document=row["document"]))
        known = Qualifier(qualifier) if qualifier in list(Qualifier) else Qualifier.NONE
        claims.append(claim(value, line, entity, row["attribute"], document=row["document"], qualifier=known))
    return claims


@pytest.mark.skipif(not (SHARED / "tools/score.py").is_file(), reason="../shared is not there")
@pytest.mark.parametrize("gold", ["gold/seeds_claims.csv", "corpus/claims.csv"])
@pytest.mark.parametrize("by", ["attribute", "document"])
def test_totals_equal_those_of_the_shared_scorer(tmp_path: Path, gold: str, by: str) -> None:
    with (SHARED / gold).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    claims = disturbed(rows, random.Random(7))
    with (tmp_path / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("document", "line", "entity", "attribute", "value", "qualifier", "quote"))
        writer.writerows((c.document, c.line, c.entity, c.attribute, c.value, c.qualifier.value, "") for c in claims)
    aliases = SHARED / "corpus/aliases.csv"
    command = [sys.executable, str(SHARED / "tools/score.py"), str(SHARED / gold), str(tmp_path / "claims.csv")]
    run = subprocess.run(
        [*command, "--aliases", str(aliases), "--by", by], capture_output=True, text=True, encoding="utf-8", check=True
    )
    labels, _ = read_labels(SHARED / gold, {row["document"]: 10**6 for row in rows}, PACK)
    ours = report(evaluate(labels, claims, PACK, read_aliases(aliases)), by)
    assert numbers(ours.split("\n\n", 1)[1]) == numbers(run.stdout)


def numbers(table: str) -> list[list[str]]:
    return [re.findall(r"[0-9.]+$|(?<=\s)[0-9.]+(?=\s)", line.replace(":", " ")) for line in table.splitlines()[1:]]


def test_a_miss_tells_the_status_it_wants_and_what_was_claimed_instead() -> None:
    planned = label("7", status="planned", quote="")
    outcome = evaluate([planned], [claim("7")], PACK, Names())
    assert report(outcome, "attribute").splitlines()[:2] == [
        "MISSED a.md:5: Orca 2 parameters_total = 7 (planned); claimed instead: Orca 2 = 7",
        "WRONG a.md:5: Orca 2 parameters_total = 7 «q»",
    ]


@pytest.mark.parametrize(
    ("labelled", "claimed", "met"),
    [
        ("Apache License, Version 2.0", "Apache 2.0", True),
        ("apache-2.0", "Apache 2.0", True),
        ("Apache License, Version 1.1", "Apache 2.0", False),
        ("MIT", "Apache 2.0", False),
    ],
)
def test_a_label_may_spell_a_term_as_the_pack_declares(labelled: str, claimed: str, met: bool) -> None:
    terms = [{"name": "Apache 2.0", "names": ["Apache License, Version 2.0", "Apache-2.0"]}]
    pack = PACK.model_copy(update={"attributes": {"license": attribute("term", terms=terms)}})
    found = evaluate([label(labelled, name="license")], [claim(claimed, name="license")], pack, Names([]))
    assert bool(found.right) is met
