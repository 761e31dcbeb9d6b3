"""Where actors stand on the page: igraph places them, this module keeps them apart and together.

In: how many actors, which pairs are tied how strongly, how large each one's mark and label are.
Out: whole-number coordinates.  One fixed seed, so the same graph always gives the same picture.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import igraph

from realpolitik.views.legibility import reading_cost
from realpolitik.views.nesting import Line, can_nest, nest
from realpolitik.views.spacing import Box, pack, separate

LAYOUTS: Final = ("auto", "springs", "ring", "force")  # "auto" compares the others and keeps the most legible
_SEED: Final = 20090605
FEW_ACTORS: Final = 160  # up to here Kamada-Kawai, whose even spacing reads best, costs well under a second
_FEW: Final = 4
_COMPARED: Final = 60  # actors up to which several placings are compared, for a second at most
_TRIES, _RING_TRIES = 10, 5
_DENSE: Final = 3  # ties for each actor, beyond which a placing of all ties shows none of them
_STRONGEST: Final = 3
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
    marks: Sequence[Mark],
    ties: Mapping[tuple[int, int], int],
    *,
    aspect: float = 1.15,
    layout: str = "auto",
) -> tuple[tuple[int, int], ...]:
    """Return a position for each actor: connected ones near each other, components packed side by side.

    Args:
        marks: The room that each actor takes; its index names the actor.
        ties: Number of relations by pair of indexes; direction doesn't matter.
        aspect: Wanted width of the whole, in heights.
        layout: One of LAYOUTS.

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
    groups = [_place_component(graph, members, marks, aspect, layout) for members in components]
    if can_nest(groups) and len(groups[0]) <= _SEPARATED:
        lines = _lines(graph, components[0], groups[0])
        nest(groups, lines, aspect=aspect, gap=_GAP * 1.6, edge_room=_GAP / 2)
    else:
        pack(groups, aspect=aspect, gap=_GAP * 1.6)
    boxes = dict(zip(chain.from_iterable(components), chain.from_iterable(groups), strict=True))
    return tuple((round(boxes[index].x), round(boxes[index].y)) for index in range(len(marks)))


def _lines(graph: igraph.Graph, members: Sequence[int], boxes: Sequence[Box]) -> Iterator[Line]:
    place = dict(zip(members, boxes, strict=True))
    for tie in graph.es:
        if tie.source in place:
            one, other = place[tie.source], place[tie.target]
            yield one.x, one.y, other.x, other.y


def _place_component(
    graph: igraph.Graph, members: Sequence[int], marks: Sequence[Mark], aspect: float, layout: str
) -> list[Box]:
    part = graph.induced_subgraph(members)
    room = [marks[member] for member in members]
    placings = [_boxes(points, room, aspect) for points in _placings(part, layout)]
    if len(placings) == 1:
        return placings[0]
    ties = {tie.tuple: tie["weight"] for tie in part.es}
    return min(placings, key=lambda boxes: reading_cost(boxes, ties, aspect=aspect))


def _boxes(points: Sequence[tuple[float, float]], marks: Sequence[Mark], aspect: float) -> list[Box]:
    spread = _spread(marks)
    boxes = [
        Box(x=x * spread, y=y * spread, width=mark.width, height=mark.height)
        for mark, (x, y) in zip(marks, _stretch(points, aspect), strict=True)
    ]
    if len(boxes) <= _SEPARATED:
        separate(boxes, gap=_GAP)
    return boxes


def _placings(part: igraph.Graph, layout: str) -> Iterator[list[tuple[float, float]]]:
    """Yield placings to choose from: one for a large graph, several for one to be looked at closely."""
    count = part.vcount()
    if count == 1:
        yield [(0.0, 0.0)]
    elif layout == "force" or (layout == "auto" and count > FEW_ACTORS):
        frame = _backbone(part) if part.ecount() > _DENSE * count else part
        strengths = [1.0 + math.log1p(weight) for weight in frame.es["weight"]]
        yield _points(frame.layout_fruchterman_reingold(weights=strengths, niter=500))
    elif layout == "ring":
        yield _ring(part, count, random.Random(_SEED))
    else:
        yield _springs(part, list(range(count)))
        if layout == "auto" and _FEW < count <= _COMPARED:
            yield from _alternatives(part, random.Random(_SEED))


def _backbone(part: igraph.Graph) -> igraph.Graph:
    """Return the ties that tell who belongs to whom.

    Of a thicket in which everybody knows everybody these are each actor's few strongest, and those that hold
    the whole together.
    """
    weights = part.es["weight"]
    kept = set(part.spanning_tree(weights=[1 / weight for weight in weights], return_tree=False))
    for at in range(part.vcount()):
        kept.update(sorted(part.incident(at), key=lambda tie: (-weights[tie], tie))[:_STRONGEST])
    return part.subgraph_edges(sorted(kept), delete_vertices=False)


def _alternatives(part: igraph.Graph, chance: random.Random) -> Iterator[list[tuple[float, float]]]:
    count = part.vcount()
    for _ in range(_TRIES):
        yield _springs(part, chance.sample(range(count), count))
    for size in range(4, min(8, count)):
        for _ in range(_RING_TRIES):
            yield _ring(part, size, chance)


def _springs(part: igraph.Graph, order: Sequence[int]) -> list[tuple[float, float]]:
    seed = [_on_circle(at, part.vcount()) for at in order]
    weights = _lengths(part)
    return _points(part.layout_kamada_kawai(seed=seed, weights=weights, maxiter=60 * part.vcount()))


def _ring(part: igraph.Graph, size: int, chance: random.Random) -> list[tuple[float, float]]:
    """Hold the most entangled actors on a ring, so that no bundle between two runs over a third."""
    strengths = part.strength(weights="weight")
    core = sorted(range(part.vcount()), key=lambda at: (-strengths[at], at))[:size]
    chance.shuffle(core)
    radius = 1.0 / math.sin(math.pi / size)
    held = {at: (radius * x, radius * y) for at, (x, y) in zip(core, _circle(size), strict=True)}
    far = 1e4
    seed = [held.get(at) or _on_circle(at, part.vcount(), 2 * radius) for at in range(part.vcount())]
    low = [held.get(at, (-far, -far)) for at in range(part.vcount())]
    high = [held.get(at, (far, far)) for at in range(part.vcount())]
    layout = part.layout_kamada_kawai(
        seed=seed,
        weights=_lengths(part),
        maxiter=60 * part.vcount(),
        minx=[x for x, _ in low],
        maxx=[x for x, _ in high],
        miny=[y for _, y in low],
        maxy=[y for _, y in high],
    )
    return _points(layout)


def _circle(count: int) -> list[tuple[float, float]]:
    return [_on_circle(at, count) for at in range(count)]


def _on_circle(at: int, count: int, radius: float = 1.0) -> tuple[float, float]:
    angle = 2 * math.pi * at / count
    return radius * math.cos(angle), radius * math.sin(angle)


def _points(layout: igraph.Layout) -> list[tuple[float, float]]:
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


def _spread(marks: Sequence[Mark]) -> float:
    """Return the height for some actors: the room of their marks plus air that grows with their number."""
    area = sum((mark.width + _GAP) * (mark.height + _GAP) for mark in marks)
    # calibrated by eye on graphs of 2 to 60 actors at 1440x900
    return math.sqrt(area * min(1.0 + 0.1 * (len(marks) - 2), 3.4))
