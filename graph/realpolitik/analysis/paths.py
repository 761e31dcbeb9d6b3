"""How two actors hang together: the shortest chain of claims between them, with the claims of each step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from realpolitik.analysis.ties import Choice, choose_ties
from realpolitik.model import ActorId, Claim, ClaimId
from realpolitik.vocabulary import RelationScheme

_ALL = Choice(roll_up=False, with_structure=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One link of a chain.

    Attributes:
        start: Actor id.
        end: Actor id of its neighbour.
        claims: Ids of all claims between the two, in either direction, in reading order.
    """

    start: ActorId
    end: ActorId
    claims: tuple[ClaimId, ...]


def shortest_path(
    claims: Iterable[Claim],
    scheme: RelationScheme,
    start: str,
    end: str,
    choice: Choice | None = None,
) -> tuple[Step, ...] | None:
    """Return the fewest steps from one actor to another; among equals, the one with most claims behind it.

    Args:
        claims: In any order; the direction of a claim doesn't matter to the path.
        scheme: Relation types.
        start: Actor id.
        end: Actor id.
        choice: Which claims; by default all that are told as facts, offices included, actors as they are.

    Returns:
        The steps, none for an actor and itself; None where nothing connects the two, or no claim names one.

    Raises:
        VocabularyError: A claim has a relation that the scheme doesn't know.
    """
    links: dict[tuple[ActorId, ...], list[ClaimId]] = defaultdict(list)
    for tie in choose_ties(claims, scheme, choice or _ALL).ties:
        links[tuple(sorted((tie.subject, tie.object)))].append(tie.claim.id)
    graph = nx.Graph()
    for pair, ids in sorted(links.items()):
        graph.add_edge(*pair, claims=tuple(ids))
    if start not in graph or end not in graph:
        return None
    share = 1 / (len(links) + 1)  # of a step: never adds up to one, so that fewest steps win

    def cost(_one: ActorId, _other: ActorId, edge: dict[str, tuple[ClaimId, ...]]) -> float:
        return 1 + share / len(edge["claims"])

    try:
        found = nx.dijkstra_path(graph, start, end, weight=cost)
    except nx.NetworkXNoPath:
        return None
    return tuple(
        Step(start=one, end=other, claims=graph.edges[one, other]["claims"]) for one, other in pairwise(found)
    )
