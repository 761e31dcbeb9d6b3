"""Who matters: actors ranked by their place in the network of claims.

Each measure is computed on the projected network (`choose_ties`), by igraph, and comes with the number
of claims behind each figure.  Rankings describe what the documents tell, not the world: an actor that
nobody writes about has no place in them.
"""

from __future__ import annotations

import random
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import igraph

from realpolitik.analysis.parties import Names
from realpolitik.analysis.ties import Choice, Grounds, Tie, choose_ties
from realpolitik.model import ActorId, Claim
from realpolitik.vocabulary import ActorRegistry, RelationScheme

_EXACT_ACTORS = 2_000  # betweenness of more takes minutes: 74 s at 10,000 actors
_PIVOTS = 500
_SEED = 1


class Measure(StrEnum):
    """What can be ranked.

    Degree counts partners and strength counts claims (A. Barrat et al., "The architecture of complex weighted
    networks", PNAS 101(11), 2004).
    """

    DEGREE = "degree"  # distinct partners, in either direction
    OUT_DEGREE = "out-degree"  # distinct actors that it does something to
    IN_DEGREE = "in-degree"  # distinct actors that do something to it
    STRENGTH = "strength"  # claims, in either direction
    OUT_STRENGTH = "out-strength"  # claims in which it acts
    IN_STRENGTH = "in-strength"  # claims in which it is acted on
    BETWEENNESS = "betweenness"  # share of shortest chains between others that run through it
    PAGERANK = "pagerank"  # acted on by actors that are much acted on
    EIGENVECTOR = "eigenvector"  # tied to actors that are well tied
    BROKERAGE = "brokerage"  # partners that are not tied to each other: 1 - constraint


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One actor's place.

    Attributes:
        rank: 1 for the first; actors with the same value share it.
        actor: Actor id.
        label: Its name.
        value: The measure.
        claims: Number of claims that name the actor, which is what the value rests on.
    """

    rank: int
    actor: ActorId
    label: str
    value: float
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Actors in order of a measure.

    Attributes:
        measure: Which.
        rows: Largest value first, then by id.
        grounds: What it rests on.
    """

    measure: Measure
    rows: tuple[Ranked, ...]
    grounds: Grounds


def rank_actors(
    claims: Iterable[Claim],
    scheme: RelationScheme,
    measure: Measure = Measure.STRENGTH,
    choice: Choice | None = None,
    *,
    registry: ActorRegistry | None = None,
) -> Ranking:
    """Rank actors by a measure of their place in the network.

    - betweenness: L. C. Freeman, "A set of measures of centrality based on betweenness", Sociometry 40, 1977;
      on the undirected network, normalised to the share of pairs; in large networks estimated from a
      sample of starting points, after U. Brandes and C. Pich, "Centrality estimation in large networks",
      2007
    - PageRank: S. Brin and L. Page, "The anatomy of a large-scale hypertextual Web search engine", 1998;
      damping 0.85, edges weighted by claims
    - eigenvector: P. Bonacich, "Power and centrality", American Journal of Sociology 92, 1987; undirected,
      weighted by claims, largest value 1; 0 for actors outside the largest connected part
    - brokerage: one minus R. S. Burt's constraint, "Structural Holes", 1992; undirected, weighted by claims

    Args:
        claims: In any order.
        scheme: Relation types.
        measure: What to rank by.
        choice: Which claims, by category, status and period; rolled up to countries by default.
        registry: For the names of countries that no claim names.

    Raises:
        VocabularyError: A claim has a relation that the scheme doesn't know.
    """
    everything = tuple(claims)
    chosen = choose_ties(everything, scheme, choice)
    values, warning = _measured(chosen.ties, measure)
    grounds = chosen.grounds
    if warning is not None:
        grounds = replace(grounds, warnings=(*grounds.warnings, warning))
    named = Counter(actor for tie in chosen.ties for actor in (tie.subject, tie.object))
    known: dict[str, str] = {actor.id: actor.label for actor in registry} if registry else {}
    names = Names.of(everything, known)
    ordered = sorted(values.items(), key=lambda item: (-item[1], item[0]))
    better: dict[float, int] = {}
    for place, (_, value) in enumerate(ordered, start=1):
        better.setdefault(value, place)
    rows = tuple(
        Ranked(rank=better[value], actor=actor, label=names[actor], value=value, claims=named[actor])
        for actor, value in ordered
    )
    return Ranking(measure=measure, rows=rows, grounds=grounds)


def arcs(ties: Iterable[Tie]) -> Counter[tuple[ActorId, ActorId]]:
    """Count the claims of each ordered pair; a symmetric relation counts both ways."""
    counts: Counter[tuple[ActorId, ActorId]] = Counter()
    for tie in ties:
        counts[tie.subject, tie.object] += 1
        if tie.symmetric:
            counts[tie.object, tie.subject] += 1
    return counts


def edges(ties: Iterable[Tie]) -> Counter[tuple[ActorId, ActorId]]:
    """Count the claims of each unordered pair, the lesser actor first."""
    return Counter((min(tie.subject, tie.object), max(tie.subject, tie.object)) for tie in ties)


def to_igraph(weights: Mapping[tuple[ActorId, ActorId], float], *, directed: bool) -> igraph.Graph:
    """Return an igraph graph with vertex attribute `name` and edge attribute `weight`, in sorted order."""
    actors = sorted({actor for pair in weights for actor in pair})
    index = {actor: place for place, actor in enumerate(actors)}
    pairs = sorted(weights)
    graph = igraph.Graph(
        n=len(actors), edges=[(index[one], index[other]) for one, other in pairs], directed=directed
    )
    graph.vs["name"] = actors
    graph.es["weight"] = [weights[pair] for pair in pairs]
    return graph


def _measured(ties: Sequence[Tie], measure: Measure) -> tuple[dict[ActorId, float], str | None]:
    """Return the measure of each actor, and what a reader should know of it."""
    if not ties:
        return {}, None
    if measure is Measure.BETWEENNESS:
        return _betweenness(ties)
    if measure is Measure.EIGENVECTOR:
        return _eigenvector(ties)
    return _MEASURES[measure](ties), None


def _degree(*, out: bool, into: bool) -> Callable[[Sequence[Tie]], dict[ActorId, float]]:
    def measure(ties: Sequence[Tie]) -> dict[ActorId, float]:
        partners: dict[ActorId, set[ActorId]] = defaultdict(set)
        for one, other in arcs(ties):
            partners[one].update({other} if out else ())
            partners[other].update({one} if into else ())
        return {actor: float(len(found)) for actor, found in partners.items()}

    return measure


def _strength(*, out: bool, into: bool) -> Callable[[Sequence[Tie]], dict[ActorId, float]]:
    def measure(ties: Sequence[Tie]) -> dict[ActorId, float]:
        counts: Counter[ActorId] = Counter()
        for tie in ties:
            counts[tie.subject] += 1 if out or tie.symmetric else 0
            counts[tie.object] += 1 if into or tie.symmetric else 0
        return {actor: float(count) for actor, count in counts.items()}

    return measure


def _betweenness(ties: Sequence[Tie]) -> tuple[dict[ActorId, float], str | None]:
    graph = to_igraph(edges(ties), directed=False)
    count = graph.vcount()
    pairs = (count - 1) * (count - 2) / 2 or 1
    if count <= _EXACT_ACTORS:
        values, share, warning = graph.betweenness(), 1.0, None
    else:
        starts = sorted(random.Random(_SEED).sample(range(count), _PIVOTS))
        values, share = graph.betweenness(sources=starts), _PIVOTS / count
        warning = f"estimated from {_PIVOTS} of {count} starting points"
    scaled = _rounded(value / share / pairs for value in values)
    return dict(zip(graph.vs["name"], scaled, strict=True)), warning


def _pagerank(ties: Sequence[Tie]) -> dict[ActorId, float]:
    graph = to_igraph(arcs(ties), directed=True)
    return dict(zip(graph.vs["name"], _rounded(graph.pagerank(weights="weight")), strict=True))


def _eigenvector(ties: Sequence[Tie]) -> tuple[dict[ActorId, float], str | None]:
    graph = to_igraph(edges(ties), directed=False)
    values = dict.fromkeys(graph.vs["name"], 0.0)
    part = graph.connected_components().giant()
    with warnings.catch_warnings():  # igraph warns of values near 0, which is what they are
        warnings.simplefilter("ignore", RuntimeWarning)
        found = part.eigenvector_centrality(weights="weight")
    values.update(zip(part.vs["name"], _rounded(found), strict=True))
    outside = graph.vcount() - part.vcount()
    return values, f"{outside} actors outside the largest connected part have 0" if outside else None


def _brokerage(ties: Sequence[Tie]) -> dict[ActorId, float]:
    graph = to_igraph(edges(ties), directed=False)
    values = graph.constraint(weights="weight")
    return dict(zip(graph.vs["name"], _rounded(1 - value for value in values), strict=True))


def _rounded(values: Iterable[float]) -> list[float]:
    """Cut off what differs between machines, so that equal actors share a rank."""
    return [round(value, 9) for value in values]


_MEASURES: Mapping[Measure, Callable[[Sequence[Tie]], dict[ActorId, float]]] = {
    Measure.DEGREE: _degree(out=True, into=True),
    Measure.OUT_DEGREE: _degree(out=True, into=False),
    Measure.IN_DEGREE: _degree(out=False, into=True),
    Measure.STRENGTH: _strength(out=True, into=True),
    Measure.OUT_STRENGTH: _strength(out=True, into=False),
    Measure.IN_STRENGTH: _strength(out=False, into=True),
    Measure.PAGERANK: _pagerank,
    Measure.BROKERAGE: _brokerage,
}
