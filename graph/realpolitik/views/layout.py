"""Where actors stand on the page: igraph places them, this module keeps them apart and together.

In: how many actors, which pairs are tied how strongly, how large each one's mark and label are.
Out: whole-number coordinates.  One fixed seed, so the same graph always gives the same picture.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import igraph

from realpolitik.views.spacing import Box, pack, separate

_SEED: Final = 20090605
_SMALL: Final = 160  # up to here Kamada-Kawai, whose even spacing reads best, costs well under a second
_PAIR: Final = 2
_GAP: Final = 34.0  # free space between two actors' boxes, room enough for an arrowhead
_SEPARATED: Final = 700  # box separation is quadratic; larger graphs hide labels by rank instead


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The room that an actor takes.

    Attributes:
        width: Of mark and label together.
        height: Likewise.
    """

    width: float
    height: float


def place_actors(
    marks: Sequence[Mark], ties: Mapping[tuple[int, int], int], *, aspect: float = 1.15
) -> tuple[tuple[int, int], ...]:
    """Return a position for each actor: connected ones near each other, components packed side by side.

    Args:
        marks: The room that each actor takes; its index names the actor.
        ties: Number of relations by pair of indexes; direction doesn't matter.
        aspect: Wanted width of the whole, in heights.

    >>> mark = Mark(width=60, height=40)
    >>> place_actors([mark, mark], {(0, 1): 1}) == place_actors([mark, mark], {(0, 1): 1})
    True
    """
    if not marks:
        return ()
    graph = igraph.Graph(n=len(marks))
    weights: Counter[tuple[int, int]] = Counter()
    for (one, other), weight in sorted(ties.items()):
        if one != other:
            weights[min(one, other), max(one, other)] += weight
    graph.add_edges(list(weights))
    graph.es["weight"] = list(weights.values())
    igraph.set_random_number_generator(random.Random(_SEED))
    components = sorted(graph.connected_components(), key=lambda members: (-len(members), members))
    groups = [_place_component(graph, members, marks, aspect) for members in components]
    pack(groups, aspect=aspect, gap=_GAP * 1.6)
    boxes = dict(zip(chain.from_iterable(components), chain.from_iterable(groups), strict=True))
    return tuple((round(boxes[index].x), round(boxes[index].y)) for index in range(len(marks)))


def _place_component(
    graph: igraph.Graph, members: Sequence[int], marks: Sequence[Mark], aspect: float
) -> list[Box]:
    part = graph.induced_subgraph(members)
    points = _stretch(_spring(part), aspect)
    spread = _spread(len(members), [marks[member] for member in members])
    boxes = [
        Box(x=x * spread, y=y * spread, width=marks[member].width, height=marks[member].height)
        for member, (x, y) in zip(members, points, strict=True)
    ]
    if len(boxes) <= _SEPARATED:
        separate(boxes, gap=_GAP)
    return boxes


def _spring(part: igraph.Graph) -> list[tuple[float, float]]:
    count = part.vcount()
    if count == 1:
        return [(0.0, 0.0)]
    seed = [(math.cos(2 * math.pi * at / count), math.sin(2 * math.pi * at / count)) for at in range(count)]
    if count <= _SMALL:
        layout = part.layout_kamada_kawai(seed=seed, weights=_lengths(part), maxiter=60 * count)
    else:
        strengths = [1.0 + math.log1p(weight) for weight in part.es["weight"]]
        layout = part.layout_fruchterman_reingold(weights=strengths, niter=300)
    return [(float(x), float(y)) for x, y in layout.coords]


def _lengths(part: igraph.Graph) -> list[float]:
    """Return the wanted length of each tie: bundles of arcs need room, a leaf needs little."""
    degrees = part.degree()
    return [
        (0.75 if min(degrees[tie.source], degrees[tie.target]) == 1 else 1.0)
        + 0.3 * math.sqrt(max(tie["weight"] - 1.0, 0.0))
        for tie in part.es
    ]


def _stretch(points: Sequence[tuple[float, float]], aspect: float) -> list[tuple[float, float]]:
    """Turn the longest extent level, centre, and scale to unit height by `aspect` width."""
    count = len(points)
    mean_x, mean_y = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    centred = [(x - mean_x, y - mean_y) for x, y in points]
    spread = sum(x * x - y * y for x, y in centred)
    angle = 0.5 * math.atan2(2 * sum(x * y for x, y in centred), spread)
    cos, sin = math.cos(-angle), math.sin(-angle)
    turned = [(x * cos - y * sin, x * sin + y * cos) for x, y in centred]
    wide = max(x for x, _ in turned) - min(x for x, _ in turned) or 1.0
    high = max(y for _, y in turned) - min(y for _, y in turned) or 1.0
    # a chain stays a chain: never blow up the short side by more than half
    vertical = min(1.0 / high, 1.5 * aspect / wide)
    return [(x * aspect / wide, y * vertical) for x, y in turned]


def _spread(count: int, marks: Sequence[Mark]) -> float:
    """Return the height for `count` actors: the room of their marks plus air that grows with them."""
    area = sum((mark.width + _GAP) * (mark.height + _GAP) for mark in marks)
    air = 1.0 if count <= _PAIR else 3.2  # calibrated by eye on graphs of 10 to 60 actors at 1440x900
    return math.sqrt(area * air)
