"""Where actors stand: apart, together, always the same; and how much is drawn at which size."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer_pages import World, large_world, small_world
from factories import make_scheme
from realpolitik.analysis import relationships
from realpolitik.views.drawing import CORE, Drawing, Scale, choose_scale, draw
from realpolitik.views.layout import LAYOUTS, Mark, place_actors
from realpolitik.views.payload import gather_cast
from realpolitik.views.spacing import Box, pack, separate
from realpolitik.vocabulary import ActorRegistry


def drawing_of(world: World) -> Drawing:
    """Return the drawing of a world."""
    found = relationships(world.claims, world.documents, make_scheme())
    return draw(found, gather_cast(world.claims, ActorRegistry(tuple(world.actors))))


def overlapping(boxes: list[Box]) -> int:
    """Count the pairs of boxes that overlap."""
    return sum(
        abs(one.x - other.x) < (one.width + other.width) / 2 - 0.5
        and abs(one.y - other.y) < (one.height + other.height) / 2 - 0.5
        for one, other in combinations(boxes, 2)
    )


def test_no_two_of_forty_actors_overlap() -> None:
    """Marks and labels of a graph of the size of the seeds stand free."""
    drawing = drawing_of(large_world(40, 120))
    boxes = [
        Box(
            x=node["x"],
            y=node["y"],
            width=max(2 * node["size"], 6.6 * len(node["label"])),
            height=2 * node["size"] + 18,
        )
        for node in drawing.nodes
    ]

    assert len(boxes) == 40
    assert overlapping(boxes) == 0


def test_no_component_is_flung_far() -> None:
    """Twenty pairs that nothing joins take little more room than their marks do."""
    marks = [Mark(width=60, height=40)] * 40
    places = place_actors(marks, {(2 * pair, 2 * pair + 1): 1 for pair in range(20)})

    wide = max(x for x, _ in places) - min(x for x, _ in places)
    high = max(y for _, y in places) - min(y for _, y in places)
    assert wide * high < 40 * (60 + 90) * (40 + 90)
    assert 0.5 < wide / high < 2.5


def test_the_same_graph_is_placed_alike() -> None:
    """Chance is seeded, whatever was drawn before."""
    first = drawing_of(large_world(40, 100)).nodes
    drawing_of(large_world(30, 40))

    assert drawing_of(large_world(40, 100)).nodes == first


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_keeps_actors_apart(layout: str) -> None:
    """Whatever the reader asks for."""
    marks = [Mark(width=70, height=40)] * 20
    ties = {(at, (at * 7 + 3) % 20): 1 for at in range(20)}

    places = place_actors(marks, ties, layout=layout)

    assert overlapping([Box(x=x, y=y, width=70, height=40) for x, y in places]) == 0


@given(
    st.lists(
        st.tuples(st.floats(-200, 200), st.floats(-200, 200), st.floats(1, 120), st.floats(1, 60)),
        min_size=1,
        max_size=14,
    )
)
@settings(max_examples=40, deadline=None)
def test_separated_boxes_never_overlap(rows: list[tuple[float, float, float, float]]) -> None:
    """Whatever the places and sizes."""
    boxes = [Box(x=x, y=y, width=width, height=height) for x, y, width, height in rows]

    separate(boxes, gap=2.0)

    assert overlapping(boxes) == 0


def test_packed_groups_never_overlap() -> None:
    """Shelves keep a gap."""
    groups = [[Box(x=7.0 * at, y=3.0, width=20.0 + at * 9, height=10.0 + at)] for at in range(9, 0, -1)]

    pack(groups, aspect=1.2, gap=5)

    assert overlapping([box for group in groups for box in group]) == 0


def test_nothing_to_place_is_no_error() -> None:
    """An empty graph has an empty layout."""
    pack([], aspect=1.0, gap=1)

    assert place_actors([], {}) == ()


@pytest.mark.parametrize(
    ("actors", "relations", "scale"),
    [
        (300, 900, "relations"),
        (301, 900, "pairs"),
        (300, 1_501, "pairs"),
        (2_000, 6_000, "pairs"),
        (2_001, 6_000, "core"),
    ],
)
def test_the_scale_follows_the_size(actors: int, relations: int, scale: str) -> None:
    """The thresholds of the design."""
    assert choose_scale(actors, relations).value == scale


def test_a_small_graph_draws_every_relation_as_its_own_arc() -> None:
    """Parallel edges differ in roundness, so that none hides another."""
    drawing = drawing_of(small_world())
    between = [
        edge["smooth"]["roundness"] for edge in drawing.edges if (edge["from"], edge["to"]) == ("NOR", "SUD")
    ]

    assert drawing.scale is Scale.RELATIONS
    assert sorted(between) == [0.1, 0.26, 0.42]
    assert drawing.options["physics"] == {"enabled": False}


def test_a_middling_graph_draws_one_edge_a_pair() -> None:
    """However many relations a pair has."""
    drawing = drawing_of(large_world(310, 900))
    pairs = [(edge["from"], edge["to"]) for edge in drawing.edges]

    assert drawing.scale is Scale.PAIRS
    assert len(pairs) == len(set(pairs))


def test_a_large_graph_draws_its_core() -> None:
    """The best-told actors, and nothing that ends outside."""
    drawing = drawing_of(large_world(2_050, 4_000))
    drawn = {node["id"] for node in drawing.nodes}

    assert drawing.scale is Scale.CORE
    assert len(drawn) == CORE
    assert {edge["from"] for edge in drawing.edges} | {edge["to"] for edge in drawing.edges} <= drawn
    assert "org:actor-00000" in drawn
