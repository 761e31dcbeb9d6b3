"""What a report on a graph says, and in what order: analyses in, a report with numbered evidence out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from realpolitik.analysis.analyses import Analyses
from realpolitik.analysis.chronology import Entry
from realpolitik.analysis.disagreement import Passage, Side
from realpolitik.analysis.scale import goldstein
from realpolitik.analysis.ties import counted
from realpolitik.model import ActorId, Claim, ClaimId, DatePrecision, RelationId, Status
from realpolitik.views.report import Cited, Quotation, Report, Section

_MOST_ROWS = 10
_MOST_CITED = 3  # claims behind one figure, the surest first


@dataclass(slots=True)
class _Evidence:
    """Numbers claims in the order in which they are cited."""

    analyses: Analyses
    numbers: dict[ClaimId | Passage, int] = field(default_factory=dict)

    def cite(self, text: str, claims: Iterable[ClaimId]) -> Cited:
        """Return words with the numbers of the surest claims behind them."""
        found = sorted(self.analyses.evidence(claims), key=lambda claim: -claim.confidence)[:_MOST_CITED]
        numbers = (self.numbers.setdefault(claim.id, len(self.numbers) + 1) for claim in found)
        return Cited(text, tuple(numbers))

    def cite_sides(self, text: str, sides: Iterable[Side]) -> Cited:
        """Return words with the number of one piece of evidence of each side."""
        numbers: list[int] = []
        for side in sides:
            if side.claims:
                numbers += self.cite("", side.claims).evidence[:1]
            numbers += (
                self.numbers.setdefault(passage, len(self.numbers) + 1)
                for passage in side.passages[:_MOST_CITED]
            )
        return Cited(text, tuple(numbers))

    def quotations(self) -> tuple[Quotation, ...]:
        """Return all that is cited, in the order of its numbers."""
        return tuple(map(self._quotation, self.numbers))

    def _quotation(self, cited: ClaimId | Passage) -> Quotation:
        if isinstance(cited, Passage):
            place = f"{cited.document}, characters {cited.span.start} to {cited.span.end}"
            return Quotation(told="A passage of which no claim was made", quote=cited.quote, place=place)
        claim = self.analyses.by_id[cited]
        span = claim.evidence.span
        return Quotation(
            told=f"{told_in_words(self.analyses, claim)} ({claim.status})",
            quote=claim.evidence.quote,
            place=f"{claim.evidence.document}, characters {span.start} to {span.end}",
        )


def told_in_words(analyses: Analyses, claim: Claim) -> str:
    """Return what a claim says, as "China lends to Venezuela"."""
    return f"{claim.subject_label} {analyses.scheme[claim.relation].label} {claim.object_label}"


def _in_words(analyses: Analyses, subject: ActorId, relation: RelationId, object_: ActorId) -> str:
    return f"{analyses.names[subject]} {analyses.scheme[relation].label} {analyses.names[object_]}"


def make_report(analyses: Analyses, *, title: str) -> Report:
    """Make a report on all claims of a graph: actors, relationships, differences, sources and time.

    Args:
        analyses: Of the graph.
        title: Its heading.
    """
    evidence = _Evidence(analyses)
    sections = (
        _in_short(analyses, evidence),
        _about(analyses),
        _actors(analyses, evidence),
        _corroborated(analyses, evidence),
        _differences(analyses, evidence),
        _sources(analyses, evidence),
        _times(analyses, evidence),
    )
    return Report(title=title, sections=sections, evidence=evidence.quotations())


def _in_short(analyses: Analyses, evidence: _Evidence) -> Section:
    """Put first what a reader wants first: the busiest pair, the best told tie, the gravest difference."""
    points = []
    signed = analyses.signed_network()
    if signed.edges:
        one, two, tie = max(signed.edges(data=True), key=lambda edge: (edge[2]["weight"], edge[0], edge[1]))
        pair = f"{analyses.names[one]} and {analyses.names[two]}"
        leaning = f"{tie['positive']} of cooperation, {tie['negative']} of conflict"
        told = f"Most is told of {pair}: {counted(tie['weight'], 'fact')}, {leaning}."
        points.append(evidence.cite(told, tie["claims"]))
    for best in analyses.corroboration()[:1]:
        if best.voices > 1:
            told = _in_words(analyses, best.subject, best.relation, best.object)
            points.append(evidence.cite(f"Told by {best.voices} independent documents: {told}.", best.claims))
    points += [
        evidence.cite_sides(f"The gravest difference: {one.explanation}", one.sides)
        for one in analyses.contradictions()[:1]
    ]
    return Section(
        title="In short", lead=() if points else (Cited("Nothing is told."),), points=tuple(points)
    )


def _about(analyses: Analyses) -> Section:
    rows = tuple(
        (Cited(document.id), Cited(document.title or ""), Cited(document.source or "unknown"))
        for document in analyses.documents
    )
    return Section(
        title="What was read",
        lead=(
            Cited(
                f"{counted(len(analyses.documents), 'document')}, {counted(len(analyses.claims), 'claim')}. "
                "Everything below is what documents tell, found by a program that misses some claims and "
                "misreads others. Numbers in brackets lead to the passages behind a figure, the surest three "
                "if there are more: read them before you rely on it."
            ),
        ),
        header=("document", "title", "publisher"),
        rows=rows,
    )


def _actors(analyses: Analyses, evidence: _Evidence) -> Section:
    ranking = analyses.rank("strength")
    rows = []
    for ranked in ranking[:_MOST_ROWS]:
        partners = analyses.partners(ranked.actor)
        claims = [name for partner in partners for name in partner.claims]
        first = partners[0]
        rows.append(
            (
                Cited(ranked.label),
                evidence.cite(str(ranked.claims), claims),
                evidence.cite(f"{analyses.names[first.partner]} ({len(first.claims)})", first.claims),
                Cited(", ".join(f"{label} ({count})" for label, count in first.relations)),
            )
        )
    return Section(
        title="Who has most to do with others",
        header=("actor", "claims", "most with", "of which"),
        rows=tuple(rows),
        note=str(ranking.note),
    )


def _corroborated(analyses: Analyses, evidence: _Evidence) -> Section:
    found = [one for one in analyses.corroboration() if one.voices > 1][:_MOST_ROWS]
    rows = tuple(
        (
            evidence.cite(_in_words(analyses, one.subject, one.relation, one.object), one.claims),
            Cited(str(one.voices)),
            Cited(", ".join(one.documents)),
        )
        for one in found
    )
    return Section(
        title="What several independent documents tell",
        lead=() if rows else (Cited("Nothing is told by more than one independent document."),),
        header=("told", "voices", "documents") if rows else (),
        rows=rows,
        note="Copies of one text, and documents of one publisher, count as one voice.",
    )


def _differences(analyses: Analyses, evidence: _Evidence) -> Section:
    points = tuple(
        evidence.cite_sides(f"{one.kind.value.capitalize()}: {one.explanation}", one.sides)
        for one in analyses.contradictions()[:_MOST_ROWS]
    )
    return Section(
        title="Where documents differ",
        lead=() if points else (Cited("No two documents contradict each other."),),
        points=points,
        note="The most important first: by kind, number of independent voices and confidence.",
    )


def _sources(analyses: Analyses, evidence: _Evidence) -> Section:
    profiles = analyses.sources()
    rows = []
    for one in profiles:
        told = [claim for claim in analyses.claims if claim.evidence.document in one.documents]
        facts = [claim.id for claim in told if _is_scored(analyses, claim)]
        rows.append(
            (
                Cited(one.source),
                evidence.cite(str(one.claims), [claim.id for claim in told]),
                evidence.cite(str(one.only_here), [claim.id for claim in analyses.only_in(one.source)]),
                evidence.cite("" if one.goldstein is None else f"{one.goldstein:+.1f}", facts),
            )
        )
    return Section(
        title="What each source tells",
        header=(
            "source",
            "claims",
            "acts told only here",
            "Goldstein scale, -10 conflict to +10 cooperation",
        ),
        rows=tuple(rows),
        note=str(profiles.note),
    )


def _shown(entry: Entry) -> str:
    """Return when it happened, as exactly as it is told and no more so."""
    length = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}.get(entry.precision or DatePrecision.DAY, 10)
    if entry.precision is DatePrecision.INTERVAL and entry.end != entry.start:
        return f"{entry.start or '…'} to {entry.end or '…'}"
    return entry.day[:length]


def _is_scored(analyses: Analyses, claim: Claim) -> bool:
    return claim.status is Status.ACTUAL and goldstein(analyses.scheme[claim.relation]) is not None


def _times(analyses: Analyses, evidence: _Evidence) -> Section:
    line = analyses.timeline()
    rows = tuple(
        (
            Cited(_shown(entry)),
            evidence.cite(told_in_words(analyses, entry.claim), [entry.claim.id]),
            Cited(entry.claim.status.value),
        )
        for entry in line
    )
    return Section(
        title="In order of time",
        header=("when", "told", "status") if rows else (),
        rows=rows,
        note=str(line.note),
    )
