"""Sources against each other: what each tells, how far they agree, and what only one of them tells.

A source is a publisher, or a document whose publisher is unknown.  All comparisons are of claims rolled up to
countries, so that "the president's men" in one source meet the country's name in another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

from realpolitik.analysis.disagreement import Contradiction
from realpolitik.analysis.networks import mean_goldstein
from realpolitik.analysis.ties import Choice, Grounds, Tie, choose_ties
from realpolitik.model import ActorId, Claim, ClaimId, Document, DocumentId, RelationId, Status
from realpolitik.vocabulary import RelationScheme

_EVERY_STATUS = Choice(statuses=frozenset(Status))

Act = tuple[ActorId, RelationId, ActorId]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceProfile:
    """What one source tells.

    Attributes:
        source: Publisher, or the id of a document whose publisher is unknown.
        documents: Ids of its documents, sorted.
        claims: Number of claims about events.
        acts: Number of distinct subject, relation and object.
        only_here: Number of these that no other source tells.
        by_category: Number of claims by category, most first.
        by_status: Number of claims by status, most first.
        attributed: Share of the claims that are attributed to somebody; None where there are none.
        goldstein: Mean place on Goldstein's scale of what it tells as fact; None where nothing is on it.
        confidence: The extractor's mean confidence in its claims; None where there are none.
    """

    source: str
    documents: tuple[DocumentId, ...]
    claims: int
    acts: int
    only_here: int
    by_category: Mapping[str, int]
    by_status: Mapping[str, int]
    attributed: float | None
    goldstein: float | None
    confidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How two sources compare.

    Attributes:
        first: Source. second: Source. shared: Number of acts that both tell. agreement: Shared acts as a
        share of all acts that either tells of pairs that both write about; None where
            they write about no common pair.
        contradictions: Number of contradictions with the two on different sides.
    """

    first: str
    second: str
    shared: int
    agreement: float | None
    contradictions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceComparison:
    """All sources against each other.

    Attributes:
        profiles: Sorted by source.
        overlaps: For each two sources, sorted.
        single: Claims of acts that only one source tells, by source, in reading order.
        grounds: What it rests on.
    """

    profiles: tuple[SourceProfile, ...]
    overlaps: tuple[Overlap, ...]
    single: Mapping[str, tuple[ClaimId, ...]]
    grounds: Grounds


def compare_sources(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    scheme: RelationScheme,
    *,
    contradictions: Iterable[Contradiction] = (),
    choice: Choice = _EVERY_STATUS,
) -> SourceComparison:
    """Compare what sources tell.

    Args:
        claims: In any order.
        documents: For the publishers; each document without one is a source of its own.
        scheme: Relation types.
        contradictions: As found by `contradictions`, to count those between each two sources.
        choice: Which claims; by default events of every status.

    Raises:
        VocabularyError: A claim has a relation that the scheme doesn't know.
    """
    chosen = choose_ties(claims, scheme, choice)
    publisher = {document.id: document.source or document.id for document in documents}
    by_source: dict[str, list[Tie]] = {name: [] for name in sorted(set(publisher.values()))}
    for tie in chosen.ties:
        name = tie.claim.evidence.document
        by_source.setdefault(publisher.get(name, name), []).append(tie)
    acts = {source: {_act(tie) for tie in ties} for source, ties in by_source.items()}
    tellers = Counter(act for told in acts.values() for act in told)
    house: dict[str, list[DocumentId]] = defaultdict(list)
    for document, source in publisher.items():
        house[source].append(document)
    by_parties = {source: _by_parties(told) for source, told in acts.items()}
    clashes = _clashes(contradictions, publisher)
    return SourceComparison(
        profiles=tuple(
            _profile(source, tuple(sorted(house[source])), ties, tellers, scheme)
            for source, ties in sorted(by_source.items())
        ),
        overlaps=tuple(
            _overlap(pair, by_parties, clashes[pair]) for pair in combinations(sorted(by_source), 2)
        ),
        single={
            source: tuple(tie.claim.id for tie in ties if tellers[_act(tie)] == 1)
            for source, ties in sorted(by_source.items())
        },
        grounds=chosen.grounds,
    )


def _act(tie: Tie) -> Act:
    return tie.subject, tie.claim.relation, tie.object


def _profile(
    source: str,
    documents: tuple[DocumentId, ...],
    ties: list[Tie],
    tellers: Counter[Act],
    scheme: RelationScheme,
) -> SourceProfile:
    acts = {_act(tie) for tie in ties}
    categories = Counter(scheme.category_of(tie.claim.relation) for tie in ties)
    statuses = Counter(tie.claim.status.value for tie in ties)
    facts = [tie for tie in ties if tie.claim.status is Status.ACTUAL]
    return SourceProfile(
        source=source,
        documents=documents,
        claims=len(ties),
        acts=len(acts),
        only_here=sum(tellers[act] == 1 for act in acts),
        by_category=_most_first(categories),
        by_status=_most_first(statuses),
        attributed=fmean(tie.claim.attributed_to is not None for tie in ties) if ties else None,
        goldstein=mean_goldstein(facts, scheme),
        confidence=fmean(tie.claim.confidence for tie in ties) if ties else None,
    )


def _most_first(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _overlap(
    pair: tuple[str, str],
    by_parties: Mapping[str, Mapping[tuple[ActorId, ActorId], set[Act]]],
    contradictions: int,
) -> Overlap:
    first, second = by_parties[pair[0]], by_parties[pair[1]]
    common = first.keys() & second.keys()
    shared = sum(len(first[parties] & second[parties]) for parties in common)
    either = sum(len(first[parties] | second[parties]) for parties in common)
    return Overlap(
        first=pair[0],
        second=pair[1],
        shared=shared,
        agreement=shared / either if either else None,
        contradictions=contradictions,
    )


def _by_parties(acts: Iterable[Act]) -> dict[tuple[ActorId, ActorId], set[Act]]:
    """Group acts by their two parties, whoever acts."""
    found: dict[tuple[ActorId, ActorId], set[Act]] = defaultdict(set)
    for act in acts:
        found[min(act[0], act[2]), max(act[0], act[2])].add(act)
    return found


def _clashes(
    contradictions: Iterable[Contradiction], publisher: Mapping[DocumentId, str]
) -> Counter[tuple[str, str]]:
    """Count, for each two sources, the contradictions in which they stand on different sides."""
    found: Counter[tuple[str, str]] = Counter()
    for contradiction in contradictions:
        sides = [{publisher.get(name, name) for name in side.documents} for side in contradiction.sides]
        pairs = {
            (min(one, other), max(one, other))
            for first, second in combinations(sides, 2)
            for one in first
            for other in second
            if one != other
        }
        found.update(pairs)
    return found
