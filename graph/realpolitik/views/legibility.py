"""How well a placing can be read: edges that run over others' marks, edges that cross, room that it takes.

Of several placings of one graph the one with the least cost is drawn.  Figures are world units, about pixels;
weights were set by eye on the seed graph and on graphs of invented dispatches.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from realpolitik.views.spacing import Box

_ARC: Final = 5.0  # half the room that one more arc of a bundle takes
_WIDEST: Final = 45.0
_CROSSING: Final = 5.0
_ROOM: Final = 0.9


def reading_cost(boxes: Sequence[Box], ties: Mapping[tuple[int, int], float], *, aspect: float) -> float:
    """Return how hard a placing is to read; lower is better.

    Args:
        boxes: Where each actor stands.
        ties: Number of relations by pair of indexes.
        aspect: Width of the page in heights.

    >>> row = [Box(x=100.0 * at, y=0, width=20, height=20) for at in range(3)]
    >>> bent = [*row[:1], Box(x=100, y=80, width=20, height=20), *row[2:]]
    >>> ties = {(0, 2): 3.0}
    >>> reading_cost(row, ties, aspect=1.0) > reading_cost(bent, ties, aspect=1.0)
    True
    """
    edges = list(ties.items())
    cost = sum(_covered(boxes, pair, weight) for pair, weight in edges)
    for at, ((one, other), weight) in enumerate(edges):
        for (third, fourth), next_weight in edges[at + 1 :]:
            if len({one, other, third, fourth}) == 4 and _cross(  # noqa: PLR2004 - four different ends
                boxes[one], boxes[other], boxes[third], boxes[fourth]
            ):
                cost += _CROSSING * math.sqrt(weight * next_weight)
    wide = max(box.x for box in boxes) - min(box.x for box in boxes)
    high = max(box.y for box in boxes) - min(box.y for box in boxes)
    return cost + _ROOM * max(wide / aspect, high)


def _covered(boxes: Sequence[Box], pair: tuple[int, int], weight: float) -> float:
    """Return how far the arcs of a pair run over the marks of others."""
    one, other = boxes[pair[0]], boxes[pair[1]]
    reach = min(_ARC * weight, _WIDEST)
    total = 0.0
    for at, box in enumerate(boxes):
        if at not in pair:
            overlap = reach + box.height / 2 - _distance(box, one, other)
            total += max(overlap, 0.0) * (1 + math.log(weight))
    return total


def _distance(box: Box, one: Box, other: Box) -> float:
    across, down = other.x - one.x, other.y - one.y
    length = across * across + down * down
    if length == 0:
        return math.hypot(box.x - one.x, box.y - one.y)
    part = max(0.0, min(1.0, ((box.x - one.x) * across + (box.y - one.y) * down) / length))
    return math.hypot(box.x - one.x - part * across, box.y - one.y - part * down)


def _cross(one: Box, other: Box, third: Box, fourth: Box) -> bool:
    return _turn(one, other, third) != _turn(one, other, fourth) and _turn(third, fourth, one) != _turn(
        third, fourth, other
    )


def _turn(one: Box, other: Box, third: Box) -> bool:
    return (third.y - one.y) * (other.x - one.x) > (other.y - one.y) * (third.x - one.x)
