"""The division of actors into two camps that leaves the fewest ties out of place.

A tie is out of place when friends stand in different camps or foes in one.  The number that must remain
is the frustration of the network; finding it is NP-hard, so it is counted exactly for small components
and searched for in large ones.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping

import networkx as nx
import numpy as np

from realpolitik.model import ActorId

_EXACT_ACTORS = 16  # all 2^15 divisions are tried up to here
_RESTARTS = 20  # of the search, for a component beyond
_MANY_TIES = 2_000  # from here on one restart costs more than it brings
_SEED = 1

Signs = Mapping[tuple[ActorId, ActorId], int]
Camps = tuple[tuple[ActorId, ...], tuple[ActorId, ...]]


def split_into_camps(signs: Signs) -> tuple[int, bool, Camps]:
    """Divide actors into two camps.

    Args:
        signs: +1 or -1 by pair of actors, the lesser first.

    Returns:
        The number of ties out of place, whether no division leaves fewer for certain, and the camps, the
        larger first.  Components that no tie connects are joined with their larger sides together.

    >>> split_into_camps({("A", "B"): 1, ("A", "C"): -1, ("B", "C"): -1})
    (0, True, (('A', 'B'), ('C',)))
    """
    graph = nx.Graph(sorted(signs))
    larger: list[ActorId] = []
    smaller: list[ActorId] = []
    frustration, exact = 0, True
    components = [sorted(component) for component in nx.connected_components(graph)]
    home = {actor: place for place, actors in enumerate(components) for actor in actors}
    ties_of: list[dict[tuple[ActorId, ActorId], int]] = [{} for _ in components]
    for pair, sign in signs.items():
        ties_of[home[pair[0]]][pair] = sign
    for actors, ties in zip(components, ties_of, strict=True):
        is_small = len(actors) <= _EXACT_ACTORS
        division = _try_all(actors, ties) if is_small else _search(actors, ties)
        exact = exact and is_small
        frustration += sum(division[one] * division[other] != sign for (one, other), sign in ties.items())
        sides = [[actor for actor in actors if division[actor] == side] for side in (1, -1)]
        sides.sort(key=lambda side: (-len(side), side))
        larger += sides[0]
        smaller += sides[1]
    return frustration, exact, (tuple(sorted(larger)), tuple(sorted(smaller)))


def _try_all(actors: list[ActorId], ties: Signs) -> dict[ActorId, int]:
    """Return the first of the best divisions; the first actor stays put, as camps have no names."""
    index = {actor: place for place, actor in enumerate(actors)}
    bits = np.arange(2 ** (len(actors) - 1))[:, None] >> np.arange(len(actors) - 1)[None, :] & 1
    divisions = np.hstack([np.ones((len(bits), 1), dtype=int), 1 - 2 * bits])
    misplaced = np.zeros(len(divisions), dtype=int)
    for (one, other), sign in ties.items():
        misplaced += divisions[:, index[one]] * divisions[:, index[other]] != sign
    best = divisions[int(misplaced.argmin())]
    return {actor: int(best[place]) for actor, place in index.items()}


def _search(actors: list[ActorId], ties: Signs) -> dict[ActorId, int]:
    """Return the best division that local search finds: actors change camp while that helps."""
    chance = random.Random(_SEED)
    neighbours: dict[ActorId, list[tuple[ActorId, int]]] = defaultdict(list)
    for (one, other), sign in sorted(ties.items()):
        neighbours[one].append((other, sign))
        neighbours[other].append((one, sign))
    best, best_fit = dict.fromkeys(actors, 1), -len(ties)
    for _ in range(_RESTARTS if len(ties) < _MANY_TIES else 1):
        division = {actor: chance.choice((1, -1)) for actor in actors}
        _settle(division, neighbours, chance)
        fit = sum(division[one] * division[other] * sign for (one, other), sign in ties.items())
        if fit > best_fit:
            best, best_fit = division, fit
    return best


def _settle(
    division: dict[ActorId, int],
    neighbours: Mapping[ActorId, list[tuple[ActorId, int]]],
    chance: random.Random,
) -> None:
    order = sorted(division)
    changed = True
    while changed:  # ends: each change puts at least one more tie in place
        changed = False
        chance.shuffle(order)
        for actor in order:
            pull = sum(sign * division[other] for other, sign in neighbours[actor])
            if pull * division[actor] < 0:
                division[actor] = -division[actor]
                changed = True
