"""How a network holds together: reciprocity, communities, structural balance, similarity of foreign ties."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import igraph

from realpolitik.analysis.camps import split_into_camps
from realpolitik.analysis.centrality import arcs, edges, to_igraph
from realpolitik.analysis.networks import signed_network
from realpolitik.analysis.ties import Choice, Grounds, choose_ties
from realpolitik.model import ActorId, Claim
from realpolitik.vocabulary import RelationScheme

_SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reciprocity:
    """How far actors answer in kind.

    Attributes:
        share: Ordered pairs with claims the other way too, as a share of all ordered pairs with claims.
        mutual: Number of pairs with claims both ways.
        one_sided: Number of pairs with claims one way.
        grounds: What it rests on.
    """

    share: float | None
    mutual: int
    one_sided: int
    grounds: Grounds


def reciprocity(claims: Iterable[Claim], scheme: RelationScheme, choice: Choice | None = None) -> Reciprocity:
    """Measure how many directed ties are answered; symmetric relations say nothing of it and are left out.

    M. E. J. Newman, S. Forrest and J. Balthrop, "Email networks and the spread of computer viruses", Physical
    Review E 66, 2002: the share of arcs that have an arc the other way.
    """
    chosen = choose_ties(claims, scheme, choice)
    pairs = set(arcs(tie for tie in chosen.ties if not tie.symmetric))
    answered = sum((other, one) in pairs for one, other in pairs)
    return Reciprocity(
        share=answered / len(pairs) if pairs else None,
        mutual=answered // 2,
        one_sided=len(pairs) - answered,
        grounds=chosen.grounds,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Communities:
    """Actors in groups that deal more with each other than with others.

    Attributes:
        groups: Largest first, each sorted.
        modularity: From -0.5 to 1; above about 0.3 the groups are taken to mean something.
        grounds: What it rests on.
    """

    groups: tuple[tuple[ActorId, ...], ...]
    modularity: float | None
    grounds: Grounds


def communities(claims: Iterable[Claim], scheme: RelationScheme, choice: Choice | None = None) -> Communities:
    """Find communities with the Leiden algorithm, weighted by claims, with a fixed seed.

    V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing well-connected
    communities", Scientific Reports 9, 2019.  Conflict binds too: choose cooperative categories to find
    blocs.
    """
    chosen = choose_ties(claims, scheme, choice)
    if not chosen.ties:
        return Communities(groups=(), modularity=None, grounds=chosen.grounds)
    graph = to_igraph(edges(chosen.ties), directed=False)
    igraph.set_random_number_generator(random.Random(_SEED))
    found = graph.community_leiden(objective_function="modularity", weights="weight", n_iterations=-1)
    groups = (tuple(sorted(graph.vs[group]["name"])) for group in found)
    return Communities(
        groups=tuple(sorted(groups, key=lambda group: (-len(group), group))),
        modularity=round(graph.modularity(found, weights="weight"), 9),
        grounds=chosen.grounds,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Whether friends and foes are arranged as balance theory expects.

    Attributes:
        balanced: Number of triads whose three signs multiply to plus: friends all, or two against one.
        unbalanced: Number of the others.
        share: Balanced triads as a share of all; None where there is no triad.
        triads: The unbalanced ones, sorted.
        frustration: The fewest ties that would have to change sign for two camps to fit all.
        exact: Every division into camps was tried; else the figure is an upper bound.
        camps: The two camps of the best division found, the larger first.
        grounds: What it rests on.
    """

    balanced: int
    unbalanced: int
    share: float | None
    triads: tuple[tuple[ActorId, ActorId, ActorId], ...]
    frustration: int
    exact: bool
    camps: tuple[tuple[ActorId, ...], tuple[ActorId, ...]]
    grounds: Grounds


def structural_balance(
    claims: Iterable[Claim], scheme: RelationScheme, choice: Choice | None = None
) -> Balance:
    """Count balanced triads and measure frustration in the signed network.

    D. Cartwright and F. Harary, "Structural balance: a generalization of Heider's theory", Psychological
    Review 63, 1956; frustration is the line index of balance, F. Harary, "On the measurement of
    structural balance", Behavioral Science 4, 1959.  Pairs with as much cooperation as conflict have no
    sign and are left out.
    """
    graph = signed_network(claims, scheme, choice)
    signs = {(min(pair), max(pair)): data["sign"] for *pair, data in graph.edges(data=True) if data["sign"]}
    triads = _triads(signs)
    unbalanced = [
        (one, two, three)
        for one, two, three in triads
        if signs[one, two] * signs[one, three] * signs[two, three] < 0
    ]
    frustration, exact, camps = split_into_camps(signs)
    return Balance(
        balanced=len(triads) - len(unbalanced),
        unbalanced=len(unbalanced),
        share=(len(triads) - len(unbalanced)) / len(triads) if triads else None,
        triads=tuple(unbalanced),
        frustration=frustration,
        exact=exact,
        camps=camps,
        grounds=graph.graph["grounds"],
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Similarities(Mapping[tuple[ActorId, ActorId], float]):
    """How alike the ties of pairs are, by pair of actor ids, the lesser first.

    Attributes:
        values_by_pair: From -1 to +1; pairs that share no partner are missing.
        left_out: Number of actors that were not compared, those with fewest claims.
        grounds: What it rests on.
    """

    values_by_pair: Mapping[tuple[ActorId, ActorId], float]
    left_out: int
    grounds: Grounds

    def __getitem__(self, pair: tuple[ActorId, ActorId]) -> float:
        """Return how alike two actors are, the lesser given first."""
        return self.values_by_pair[pair]

    def __iter__(self) -> Iterator[tuple[ActorId, ActorId]]:
        """Go through the pairs."""
        return iter(self.values_by_pair)

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.values_by_pair)


def similarity(
    claims: Iterable[Claim], scheme: RelationScheme, choice: Choice | None = None, *, most: int = 200
) -> Similarities:
    """Measure, for each pair, how alike their ties to all others are: the cosine of their signed ties.

    +1 where two actors get on and fall out with the same others, 0 where they share none, -1 where they
    are opposite.  The pair's ties with each other are left out.  The idea is that of S-scores, C. S.
    Signorino and J. M. Ritter, "Tau-b or not Tau-b", International Studies Quarterly 43, 1999; cosine is
    used because most pairs have no tie, which S would count as agreement.

    Args:
        claims: In any order.
        scheme: Relation types.
        choice: Which claims.
        most: Number of actors to compare, those with most claims: pairs grow with its square.

    Returns:
        Similarity by pair of actor ids, with what it rests on; pairs that share no partner are missing.
    """
    graph = signed_network(claims, scheme, choice)
    vectors = {
        actor: {n: d["balance"] for n, d in graph.adj[actor].items() if d["balance"]} for actor in graph
    }
    busiest = sorted(vectors, key=lambda actor: (-graph.degree(actor, weight="weight"), actor))[:most]
    pairs = combinations(sorted(busiest), 2)
    squares = {actor: sum(value**2 for value in vectors[actor].values()) for actor in busiest}
    found = {pair: value for pair in pairs if (value := _cosine(*pair, vectors, squares)) is not None}
    left_out = len(vectors) - len(busiest)
    return Similarities(values_by_pair=found, left_out=left_out, grounds=graph.graph["grounds"])


def _cosine(
    one: ActorId,
    other: ActorId,
    vectors: Mapping[ActorId, Mapping[ActorId, float]],
    squares: Mapping[ActorId, float],
) -> float | None:
    first, second = vectors[one], vectors[other]
    shared = sorted((first.keys() & second.keys()) - {one, other})
    if not shared:
        return None
    product = sum(first[actor] * second[actor] for actor in shared)
    mutual = first.get(other, 0.0) ** 2  # their tie with each other, which is left out
    return round(product / sqrt((squares[one] - mutual) * (squares[other] - mutual)), 9)


def _triads(signs: Mapping[tuple[ActorId, ActorId], int]) -> list[tuple[ActorId, ActorId, ActorId]]:
    graph = to_igraph(signs, directed=False)
    names = graph.vs["name"]
    found = (sorted(names[vertex] for vertex in triangle) for triangle in graph.list_triangles())
    return sorted((one, two, three) for one, two, three in found)
