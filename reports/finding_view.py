"""A finding as the page shows it: every word and figure worked out before a template sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.claim import Claim, Qualifier, Status
from extract.words.pack import Attribute, Pack
from reconcile.decision import Entry
from reconcile.finding import Cluster, Finding, GateStatus
from reconcile.names import NO_NAMES, Names
from reports import rules, values
from reports.decision_entry import entry_text
from reports.excerpt import Occurrences, Part
from reports.links import href
from reports.spellings import headline, spellings, told
from reports.visible import cut, one_line

# Claims of one version in the page; the rest stands in claims.csv. A reviewer who has read a dozen
# statements of one value learns nothing from the next.
CLAIMS_SHOWN = 12
# Claims of one version that are seen without opening anything.
CLAIMS_OPEN = 3
# Versions of one fact in the page. With more, the group is broken in a way that its table shows better.
VERSIONS_SHOWN = 8
# Longest name, value or scope; whatever is longer is no name, and would bury the rest.
NAME_SHOWN = 120


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One statement with its place."""

    claim_id: str
    document: str
    line: int
    column: int
    parts: tuple[Part, ...]
    quote: str  # "" where the excerpt marks it
    notes: tuple[str, ...]  # name, status, value with its qualifier, and scope, where they say something
    rule: str
    rule_known: bool  # the page says what it means
    above: str  # headings and labels that it stands under, "" where its own words say enough
    href: str  # where the document is found, "" where that is not known


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version of a fact."""

    number: int  # from 1
    subject: str  # what it is the value of, where that is not what the finding is about
    value: str
    exact: str  # the same with all digits, "" where it adds nothing
    stated: str  # the ways in which it is stated, "" where there is one
    documents: int
    claims: tuple[ClaimView, ...]  # seen at once
    folded: tuple[ClaimView, ...]  # seen on opening
    more: int  # left out of the page
    suggested: bool


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """Which version is probably right, or that the sources are balanced."""

    value: str  # "" where the sources are balanced
    basis: str
    strength: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding."""

    finding_id: str
    fingerprint: str
    entity: str
    attribute: str  # its name, as the tables have it
    title: str  # its title, from the pack
    scope: str
    verdict: str
    confirmed: bool  # an agreement of two documents or more
    kinds: tuple[str, ...]
    severity: str
    status: str
    status_reason: str
    reason: str
    values: str  # of all versions, for a compact row
    documents: int
    statements: int
    versions: tuple[VersionView, ...]
    more_versions: int
    suggestion: SuggestionView | None
    entry: str  # of the decisions file, to paste; "" where there is nothing to decide
    replaces: int  # line of the decisions file at which the entry stands that it replaces; 0 where there is none
    style: str  # class name: "failing", "known", "decided", or the verdict's
    is_open: bool  # unfolded from the start


@dataclass(frozen=True, slots=True)
class FindingViews:
    """Makes the views of an audit's findings."""

    pack: Pack
    claims: Mapping[str, Claim]
    occurrences: Occurrences
    above: Mapping[tuple[str, int], str]
    link: str  # pattern of links to documents
    entries: Mapping[str, Entry] = field(default_factory=dict)  # of the decisions file, by fingerprint
    names: Names = NO_NAMES  # what each spelling of an entity is called

    def view(self, finding: Finding, *, unfold: bool = True) -> FindingView:
        """Return the view of one finding; `unfold`: it may be open from the start."""
        attribute = self.pack.attributes.get(finding.attribute)
        shown = finding.clusters[:VERSIONS_SHOWN]
        across = any(self._about(cluster) != (finding.entity, finding.attribute) for cluster in shown)
        versions = tuple(self._version(number, cluster, finding, across) for number, cluster in enumerate(shown, 1))
        kinds = tuple(kind.value for kind in (finding.kind, *finding.also) if kind.value)
        before = self.entries.get(finding.fingerprint)
        return FindingView(
            finding_id=finding.finding_id,
            fingerprint=finding.fingerprint,
            entity=_name(finding.entity),
            attribute=finding.attribute,
            title=attribute.title if attribute else _name(finding.attribute),
            scope=_name(finding.scope),
            verdict=finding.verdict.value,
            confirmed=finding.confirmed,
            kinds=kinds,
            severity=finding.severity,
            status=finding.status.value,
            status_reason=one_line(finding.status_reason),
            reason=one_line(finding.reason),
            values=" | ".join(version.stated or version.value for version in versions),
            documents=len({document for cluster in finding.clusters for document in cluster.documents}),
            statements=sum(len(cluster.claims) for cluster in finding.clusters),
            versions=versions,
            more_versions=len(finding.clusters) - len(shown),
            suggestion=_suggestion(finding, attribute, versions),
            entry=entry_text(finding, self.claims, before),
            replaces=before.line or 0 if before else 0,
            style=_style(finding),
            is_open=unfold and finding.status is not GateStatus.DECIDED,
        )

    def _about(self, cluster: Cluster) -> tuple[str, str]:
        """Return the entity and the attribute that a cluster's claims are about."""
        claim = self.claims[cluster.claims[0]]
        key = self.names.keys.get(claim.entity)
        return self.names.display.get(key, claim.entity) if key is not None else claim.entity, claim.attribute

    def _version(self, number: int, cluster: Cluster, finding: Finding, across: bool) -> VersionView:
        """Return the view of one version; `across`: its subject is named, as not all versions share it."""
        claims = [self.claims[claim_id] for claim_id in cluster.claims]
        entity, name = self._about(cluster)
        attribute = self.pack.attributes.get(name)
        title = attribute.title if attribute else name
        views = tuple(self.claim(claim) for claim in claims[:CLAIMS_SHOWN])
        ways = spellings(cluster, self.claims, self.pack)
        return VersionView(
            number=number,
            subject=_name(f"{entity} · {title}") if across else "",
            value=_name(headline(ways, attribute)),
            exact=_name(values.base(cluster.value, attribute, ways[0].text)),
            stated=_name(told(ways)),
            documents=len(cluster.documents),
            claims=views[:CLAIMS_OPEN],
            folded=views[CLAIMS_OPEN:],
            more=len(claims) - len(views),
            suggested=finding.suggestion is not None and finding.suggestion.cluster == number - 1,
        )

    def claim(self, claim: Claim) -> ClaimView:
        """Return the view of one claim."""
        parts = self.occurrences.excerpt(claim)
        value = values.stated(claim, self.pack.attributes.get(claim.attribute))
        status = "" if claim.status is Status.ASSERTED else claim.status.value
        plain = claim.qualifier in (Qualifier.NONE, Qualifier.RANGE)
        notes = (
            _called(claim),
            status,
            "" if plain else values.qualified(value, claim.qualifier),
            f"scope: {claim.scope}" if claim.scope else "",
        )
        return ClaimView(
            claim_id=claim.claim_id,
            document=one_line(claim.document),
            line=claim.line,
            column=claim.column,
            parts=parts,
            quote="" if any(part.marked for part in parts) else _name(claim.quote),
            notes=tuple(_name(note) for note in notes if note),
            rule=claim.rule,
            rule_known=bool(rules.meaning(claim.rule)),
            above=self.above.get((claim.document, claim.start), ""),
            href=href(self.link, claim.document, claim.line),
        )


def _name(text: str) -> str:
    return cut(one_line(text), NAME_SHOWN)


def _called(claim: Claim) -> str:
    """Say by which name the passage calls the entity, where that is not its own."""
    if not claim.surface:
        return "named by the context"
    return "" if claim.surface == claim.entity else f"called “{_name(claim.surface)}”"


def _suggestion(
    finding: Finding, attribute: Attribute | None, versions: Sequence[VersionView]
) -> SuggestionView | None:
    suggestion = finding.suggestion
    if suggestion is None:
        return None
    value = _name(values.with_unit(suggestion.value, attribute)) if suggestion.value else ""
    if value and 0 <= suggestion.cluster < len(versions):
        value = versions[suggestion.cluster].value
    return SuggestionView(value, one_line(suggestion.basis), suggestion.strength)


def _style(finding: Finding) -> str:
    if finding.status is GateStatus.NONE:
        return finding.verdict.value.replace(" ", "-")
    return "failing" if finding.status.fails else finding.status.value
