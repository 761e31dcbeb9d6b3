"""All analyses of one graph, asked for in a reader's words: names for actors, one word for a category.

The functions of this room take ids and values; this class resolves names, chooses claims and puts what
is found into tables that carry their grounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypedDict, Unpack

import networkx as nx

from realpolitik.analysis.agreement import Corroboration, corroboration
from realpolitik.analysis.centrality import Measure, Ranked, rank_actors
from realpolitik.analysis.chronology import Change, Entry, compare_days, snapshot, timeline
from realpolitik.analysis.comparing import contradictions
from realpolitik.analysis.coverage import Overlap, SourceComparison, SourceProfile, compare_sources
from realpolitik.analysis.disagreement import Contradiction, Passage, Side
from realpolitik.analysis.findings import (
    POINT_COLUMNS,
    Findings,
    Row,
    change_row,
    claim_row,
    contradiction_row,
    corroboration_row,
    entry_row,
    level_row,
    overlap_row,
    partner_row,
    point_row,
    profile_row,
    ranked_row,
    snapshot_row,
)
from realpolitik.analysis.independence import find_voices
from realpolitik.analysis.networks import Weight, project, signed_network
from realpolitik.analysis.parties import Names
from realpolitik.analysis.paths import Step, shortest_path
from realpolitik.analysis.profiles import Partner, partners_of
from realpolitik.analysis.selection import actors_of
from realpolitik.analysis.series import SHORTEST, ChangePoint, Period, Point, change_points, dyadic_series
from realpolitik.analysis.structure import (
    Balance,
    Communities,
    Reciprocity,
    Similarities,
    communities,
    reciprocity,
    similarity,
    structural_balance,
)
from realpolitik.analysis.ties import FACTS, Choice, counted
from realpolitik.errors import VocabularyError
from realpolitik.model import ActorKind, Claim, ClaimId, Document, DocumentId, Status, kind_of
from realpolitik.vocabulary import ActorRegistry, RelationScheme

UNCONNECTED = "nothing connects the two"


class Limits(TypedDict, total=False):
    """Which claims an analysis uses; by default all events told as facts, rolled up to countries.

    Attributes:
        category: Id of a category, or several.
        relation: Id of a relation type, or several.
        status: "actual", "possible" or "negated", or several.
        since: First day, ISO 8601.
        until: Last day, ISO 8601.
        roll_up: Count office-holders and state agencies as their countries.
    """

    category: str | Sequence[str] | None
    relation: str | Sequence[str] | None
    status: str | Sequence[str] | None
    since: str | None
    until: str | None
    roll_up: bool


class Analyses:
    """What can be asked of the claims of one graph.

    Attributes:
        claims: All claims.
        documents: All documents.
        scheme: Relation types.
        registry: Known actors.
    """

    def __init__(
        self,
        claims: Iterable[Claim],
        documents: Iterable[Document],
        scheme: RelationScheme,
        registry: ActorRegistry,
    ) -> None:
        self.claims = tuple(claims)
        self.documents = tuple(documents)
        self.scheme = scheme
        self.registry = registry.merged(actors_of(self.claims, registry))

    @cached_property
    def names(self) -> Names:
        """What to call actors."""
        return Names({actor.id: actor.label for actor in self.registry})

    @cached_property
    def by_id(self) -> Mapping[ClaimId, Claim]:
        """Each claim by its id: the evidence behind whatever an analysis names."""
        return {claim.id: claim for claim in self.claims}

    def evidence(self, ids: Iterable[ClaimId]) -> tuple[Claim, ...]:
        """Return the claims with some ids, in that order."""
        return tuple(self.by_id[name] for name in ids)

    def rank(self, measure: str = "strength", **limits: Unpack[Limits]) -> Findings[Ranked]:
        """Rank actors by a measure of their place in the network.

        Args:
            measure: A value of `Measure`, such as "pagerank" or "out-strength".
            **limits: See `Limits`.

        Raises:
            VocabularyError: There is no such measure, category, relation or status.
        """
        if measure not in set(Measure):
            raise VocabularyError(measure, kind="measure", nearest=tuple(Measure))
        choice = self.choice(**limits)
        ranking = rank_actors(self.claims, self.scheme, Measure(measure), choice, registry=self.registry)
        return Findings(ranking.rows, ranked_row, ranking.grounds)

    def contradictions(self, *actors: str) -> Findings[Contradiction]:
        """Find where tellings differ, the most important first.

        Args:
            *actors: Keep those that concern all of these actors, by id or any name.

        Raises:
            VocabularyError: An actor is unknown.
        """
        wanted = {self.registry.resolve(name) for name in actors}
        found = tuple(one for one in self._contradictions if wanted <= self._concerned(one))
        return Findings(found, lambda one: contradiction_row(one, self.names))

    @cached_property
    def _contradictions(self) -> tuple[Contradiction, ...]:
        return contradictions(
            self.claims,
            self.documents,
            self.scheme,
            registry=self.registry,
            voices=self._voices,
            search_passages=True,
        )

    def _concerned(self, contradiction: Contradiction) -> set[str]:
        claims = self.evidence(name for side in contradiction.sides for name in side.claims)
        return {contradiction.subject, contradiction.object}.union(
            *({claim.subject, claim.object} for claim in claims)
        )

    def corroboration(self, *, roll_up: bool = True) -> Findings[Corroboration]:
        """Tell how many independent voices tell each relationship, best supported first."""
        found = corroboration(self.claims, self.documents, self.scheme, roll_up=roll_up, voices=self._voices)
        return Findings(found, lambda one: corroboration_row(one, self.names))

    @cached_property
    def _comparison(self) -> SourceComparison:
        return compare_sources(self.claims, self.documents, self.scheme, contradictions=self._contradictions)

    def sources(self) -> Findings[SourceProfile]:
        """Tell what each source tells."""
        return Findings(self._comparison.profiles, profile_row, self._comparison.grounds)

    def source_pairs(self) -> Findings[Overlap]:
        """Tell how far each two sources agree, and how often they contradict each other."""
        return Findings(self._comparison.overlaps, overlap_row, self._comparison.grounds)

    def only_in(self, source: str) -> tuple[Claim, ...]:
        """Return the claims that one source alone makes.

        Raises:
            VocabularyError: There is no such source.
        """
        if source not in self._comparison.single:
            raise VocabularyError(source, kind="source", nearest=tuple(self._comparison.single))
        return self.evidence(self._comparison.single[source])

    def timeline(self, *actors: str, use_published: bool = False) -> Findings[Entry]:
        """Put claims in order of when they happened.

        Args:
            *actors: Keep claims that name all of these, by id or any name; a country is named by whoever acts
                for it.
            use_published: Place undated claims at the day on which their document appeared.

        Raises:
            VocabularyError: An actor is unknown.
        """
        line = timeline(self.about(*actors), self.documents, use_published=use_published)
        note = f"{counted(len(line.entries), 'claim')}; {len(line.undated)} more that nothing places in time"
        return Findings(line.entries, lambda entry: entry_row(entry, self.scheme), note)

    def partners(self, actor: str, **limits: Unpack[Limits]) -> Findings[Partner]:
        """Tell with whom an actor has to do, most claims first; a country stands for whoever acts for it.

        Args:
            actor: Id or any name.
            **limits: See `Limits`; a person or organisation is looked at as itself, whatever `roll_up` says.

        Raises:
            VocabularyError: The actor, or a category, relation or status, is unknown.
        """
        found = self.registry.resolve(actor)
        choice = self.choice(**limits)
        if kind_of(found) is not ActorKind.COUNTRY:
            choice = replace(choice, roll_up=False)
        partners, grounds = partners_of(self.claims, self.scheme, found, choice)
        return Findings(partners, lambda one: partner_row(one, self.names), grounds)

    def pair(self, one: str, other: str) -> Findings[Claim]:
        """Return all claims between two actors or whoever acts for them: dated ones first, in order of time.

        Raises:
            VocabularyError: An actor is unknown.
        """
        line = timeline(self.about(one, other))
        claims = (*(entry.claim for entry in line.entries), *line.undated)
        clashes = len(self.contradictions(one, other))
        note = (
            f"{counted(len(claims), 'claim')}, {len(line.undated)} of them undated; "
            f"{counted(clashes, 'contradiction')}"
        )
        return Findings(claims, lambda claim: claim_row(claim, self.scheme), note)

    def told(self, contradiction: Contradiction) -> str:
        """Return a contradiction as text: each side with its surest quote."""
        lines = [f"{contradiction.kind.value}  {contradiction.explanation}"]
        for side in contradiction.sides:
            first, *rest = self.passages(side)
            more = f" (and {len(rest)} more)" if rest else ""
            lines.append(f"  {side.stance}: “{first.quote}” {first.document}{more}")
        return "\n".join(lines)

    def passages(self, side: Side) -> tuple[Passage, ...]:
        """Return the words behind one side of a contradiction: those of its claims, the surest first."""
        surest = sorted(self.evidence(side.claims), key=lambda claim: -claim.confidence)
        evidence = (claim.evidence for claim in surest)
        of_claims = (Passage(document=one.document, quote=one.quote, span=one.span) for one in evidence)
        return (*of_claims, *side.passages)

    def about(self, *actors: str) -> tuple[Claim, ...]:
        """Return the claims that name all of some actors, or whoever acts for them.

        Raises:
            VocabularyError: An actor is unknown.
        """
        wanted = {self.registry.resolve(name) for name in actors}
        return tuple(
            claim
            for claim in self.claims
            if all(
                actor in {claim.subject, claim.object, claim.subject_country, claim.object_country}
                for actor in wanted
            )
        )

    def compare(self, earlier: str, later: str) -> Findings[Change]:
        """Tell which relationships appeared or grew between two days (ISO 8601)."""
        found = compare_days(timeline(self.claims), earlier, later, self.scheme)
        undated = f"{counted(found.undated, 'fact')} that nothing places in time"
        note = f"{counted(found.unchanged, 'relationship')} unchanged; {undated}"
        return Findings((*found.appeared, *found.grew), lambda change: change_row(change, self.names), note)

    def snapshot(self, day: str) -> Findings[Change]:
        """Tell which relationships had begun by a day (ISO 8601), with the facts told of each, most first."""
        line = timeline(self.claims)
        counts = snapshot(line, day, self.scheme)
        found = (
            Change(subject=key[0], relation=key[1], object=key[2], before=0, after=count)
            for key, count in counts.items()
        )
        ordered = sorted(found, key=lambda one: (-one.after, one.subject, one.relation, one.object))
        undated = sum(claim.status is Status.ACTUAL for claim in line.undated)
        note = f"{counted(sum(counts.values()), 'fact')}; {undated} more that nothing places in time"
        return Findings(tuple(ordered), lambda one: snapshot_row(one, self.names), note)

    def path(self, start: str, end: str) -> Findings[Step]:
        """Find the shortest chain of claims between two actors, by id or any name.

        Raises:
            VocabularyError: An actor is unknown.
        """
        ends = self.registry.resolve(start), self.registry.resolve(end)
        found = shortest_path(self.claims, self.scheme, *ends)
        if found is None:
            told = {actor for claim in self.claims for actor in (claim.subject, claim.object)}
            silent = " or ".join(self.names[actor] for actor in ends if actor not in told)
            note = f"{UNCONNECTED}: no claim names {silent}" if silent else UNCONNECTED
        else:
            note = counted(len(found), "step")
        return Findings(found or (), self._step_row, note)

    def _step_row(self, step: Step) -> Row:
        best = max(self.evidence(step.claims), key=lambda claim: claim.confidence)
        return {
            "from": step.start,
            "to": step.end,
            "from_label": self.names[step.start],
            "to_label": self.names[step.end],
            "claims": len(step.claims),
            "told": f"{best.subject_label} {self.scheme[best.relation].label} {best.object_label}",
            "document": best.evidence.document,
            "quote": best.evidence.quote,
        }

    def series(
        self, one: str, other: str, *, period: str = "month", directed: bool = False, **limits: Unpack[Limits]
    ) -> Findings[Point]:
        """Follow a pair through time: how cooperative or conflictual it is told to be.

        Args:
            one: Id or any name of an actor.
            other: Likewise.
            period: "day", "month" or "year".
            directed: Keep only what the first does to the second.
            **limits: See `Limits`.

        Raises:
            VocabularyError: An actor, category, relation or status is unknown.
        """
        found = dyadic_series(
            self.claims,
            self.scheme,
            self.registry.resolve(one),
            self.registry.resolve(other),
            period=Period(period),
            directed=directed,
            choice=self.choice(**limits),
        )
        return Findings(found.points, point_row, found.grounds, columns=POINT_COLUMNS)

    def change_points(
        self, one: str, other: str, *, period: str = "month", **limits: Unpack[Limits]
    ) -> Findings[ChangePoint]:
        """Find when the level of a pair's series changes; see `analysis.change_points`.

        Args:
            one: Id or any name of an actor.
            other: Likewise.
            period: "day", "month" or "year".
            **limits: See `Limits`.

        Raises:
            VocabularyError: An actor, category, relation or status is unknown.
        """
        series = self.series(one, other, period=period, **limits)
        scored = sum(point.score is not None for point in series)
        note = f"{counted(scored, period)} with a score; {series.note}"
        if scored < 2 * SHORTEST:
            note += f"; too few to speak of a change of level (fewer than {2 * SHORTEST})"
        return Findings(change_points(series), level_row, note)

    def network(
        self, *, weight: str = "claims", min_documents: int = 1, min_voices: int = 1, **limits: Unpack[Limits]
    ) -> nx.DiGraph:
        """Return one weighted edge for each ordered pair of actors; see `analysis.project`.

        Args:
            weight: "claims", "documents", "voices" or "confidence".
            min_documents: Leave out pairs that fewer distinct documents tell of.
            min_voices: Leave out pairs that fewer independent voices tell of.
            **limits: See `Limits`.

        Raises:
            VocabularyError: There is no such weight, category, relation or status.
        """
        if weight not in set(Weight):
            raise VocabularyError(weight, kind="weight", nearest=tuple(Weight))
        return project(
            self.claims,
            self.scheme,
            self.choice(**limits),
            weight=Weight(weight),
            min_documents=min_documents,
            min_voices=min_voices,
            voices=self._voices if min_voices > 1 or weight == Weight.VOICES else None,
            registry=self.registry,
        )

    @cached_property
    def _voices(self) -> Mapping[DocumentId, DocumentId]:
        sources = {document.source for document in self.documents}
        if len(sources) == 1 and None not in sources:  # one voice, whatever is copied within it
            return {document.id: self.documents[0].id for document in self.documents}
        return find_voices(self.documents).by_document()

    def signed_network(self, *, min_voices: int = 1, **limits: Unpack[Limits]) -> nx.Graph:
        """Return one signed edge for each pair of actors; see `analysis.signed_network`.

        Args:
            min_voices: Leave out pairs that fewer independent voices tell of.
            **limits: See `Limits`.

        Raises:
            VocabularyError: There is no such category, relation or status.
        """
        return signed_network(
            self.claims,
            self.scheme,
            self.choice(**limits),
            min_voices=min_voices,
            voices=self._voices if min_voices > 1 else None,
            registry=self.registry,
        )

    def balance(self, **limits: Unpack[Limits]) -> Balance:
        """Tell whether friends and foes are arranged as balance theory expects."""
        return structural_balance(self.claims, self.scheme, self.choice(**limits))

    def communities(self, **limits: Unpack[Limits]) -> Communities:
        """Find actors that deal more with each other than with others."""
        return communities(self.claims, self.scheme, self.choice(**limits))

    def reciprocity(self, **limits: Unpack[Limits]) -> Reciprocity:
        """Tell how far actors answer in kind."""
        return reciprocity(self.claims, self.scheme, self.choice(**limits))

    def similarity(self, **limits: Unpack[Limits]) -> Similarities:
        """Tell how alike the foreign ties of each two actors are."""
        return similarity(self.claims, self.scheme, self.choice(**limits))

    def choice(self, **limits: Unpack[Limits]) -> Choice:
        """Turn a reader's words into a choice of claims.

        Raises:
            VocabularyError: There is no such category, relation or status.
        """
        categories = _several(limits.get("category"))
        relations = _several(limits.get("relation"))
        statuses = _several(limits.get("status"))
        known = tuple(category.id for category in self.scheme.categories)
        for name in categories or ():
            if name not in known:
                raise VocabularyError(name, kind="category", nearest=known)
        for name in statuses or ():
            if name not in set(Status):
                raise VocabularyError(name, kind="status", nearest=tuple(Status))
        return Choice(
            categories=categories,
            relations=relations and [self.scheme[name].id for name in relations],
            statuses=frozenset(map(Status, statuses)) if statuses else FACTS,
            since=limits.get("since"),
            until=limits.get("until"),
            roll_up=limits.get("roll_up", True),
            with_structure=categories is not None and "structure" in categories,
        )


def _several(given: str | Sequence[str] | None) -> tuple[str, ...] | None:
    if given is None:
        return None
    return (given,) if isinstance(given, str) else tuple(given)
