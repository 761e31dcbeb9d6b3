"""Small groups around a large one: nothing overlaps, and the whole is smaller than on shelves."""

from __future__ import annotations

from itertools import combinations, pairwise

from realpolitik.views.layout import Mark, place_actors
from realpolitik.views.nesting import can_nest, nest
from realpolitik.views.spacing import Box, frame_of, pack

_RING = [(0, 0), (400, 0), (800, 0), (800, 300), (800, 600), (400, 600), (0, 600)]


def group(*places: tuple[float, float]) -> list[Box]:
    """Return boxes at places."""
    return [Box(x=x, y=y, width=40, height=30) for x, y in places]


def need(groups: list[list[Box]], aspect: float) -> float:
    """Return the height of the page of an aspect that holds all groups."""
    left, top, right, bottom = frame_of([box for boxes in groups for box in boxes])
    return max((right - left) / aspect, bottom - top)


def test_small_groups_fill_the_room_that_a_large_one_leaves() -> None:
    """A C of actors has its opening and its inside free."""
    around, shelved = ([group(*_RING), group((0, 0), (90, 0)), group((0, 0))] for _ in range(2))
    lines = [(*one, *other) for one, other in pairwise(_RING)]

    nest(around, lines, aspect=1.4, gap=30, edge_room=10)
    pack(shelved, aspect=1.4, gap=30)

    assert need(around, 1.4) == need([group(*_RING)], 1.4)
    assert need(shelved, 1.4) > need(around, 1.4)
    boxes = [box for boxes in around for box in boxes]
    for one, other in combinations(boxes, 2):
        assert abs(one.x - other.x) >= 40 or abs(one.y - other.y) >= 30


def test_only_a_large_group_among_small_ones_is_nested() -> None:
    """Equals stand on shelves."""
    assert can_nest([group(*_RING), group((0, 0))])
    assert not can_nest([group((0, 0), (50, 50)), group((0, 0))])
    assert not can_nest([group(*_RING)])


def test_a_thicket_is_placed_by_its_strongest_ties() -> None:
    """Two camps, all acquainted, but each at home among its own: they stand apart."""
    count = 200
    half = count // 2
    ties = {
        (one, other): 40 if (one < half) == (other < half) and (other - one) in {1, 2, 7} else 1
        for one, other in combinations(range(count), 2)
        if (one * 31 + other * 17) % 9 == 0 or (other - one) in {1, 2, 7}
    }
    places = place_actors([Mark(width=12, height=12)] * count, ties)

    def middle(members: range) -> tuple[float, float]:
        return sum(places[at][0] for at in members) / half, sum(places[at][1] for at in members) / half

    def spread(members: range) -> float:
        x, y = middle(members)
        return sum(abs(places[at][0] - x) + abs(places[at][1] - y) for at in members) / half

    first, second = middle(range(half)), middle(range(half, count))
    apart = abs(first[0] - second[0]) + abs(first[1] - second[1])
    assert apart > 0.5 * (spread(range(half)) + spread(range(half, count)))
