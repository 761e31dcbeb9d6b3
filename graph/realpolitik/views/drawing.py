"""The drawn graph, as pyvis models it: nodes with their places, edges with their arcs.

pyvis' own page is not used (it needs the network and can be injected into); its `Network` is.  The scale
decides what is drawn: every relation up to 300 actors, one edge per ordered pair up to 2,000, and beyond that
a core which the reader widens.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from realpolitik.model import Relationship
from realpolitik.views.layout import FEW_ACTORS, Mark, place_actors
from realpolitik.views.payload import Cast

EVERY_RELATION_UP_TO: Final = 300
EVERY_ACTOR_UP_TO: Final = 2_000
CORE: Final = 300
_SMOOTHLY_DRAGGED: Final = 700  # edges; more are left out while the graph is dragged
_EVERY_RELATION_LIMIT: Final = 1_500  # arcs; beyond it even few actors are a thicket, and pairs read better

_SHAPES: Final = {"country": "dot", "organisation": "square", "person": "diamond"}
_LETTER_WIDTH: Final = 6.6  # pixels per letter of a 12 px label, measured over Latin text
_LINE_HEIGHT: Final = 18
_FIRST_WIDE: Final = "\u2e80"  # CJK and what follows take two columns
_WIDE, _TALL = 1.1, 0.62  # room left for the graph at 1440x900 beside both columns, and at 390x844
_SMALLEST, _LARGEST = 4.5, 22.0  # radius of a mark
_MANY_CLAIMS: Final = 114  # of one actor; the largest mark would grow beyond its size
_FIRST_ROUNDNESS, _STEP_ROUNDNESS = 0.10, 0.16


class Scale(StrEnum):
    """How much of a graph is drawn at once."""

    RELATIONS = "relations"  # each relation of a pair is an arc of its own
    PAIRS = "pairs"  # one edge per ordered pair, opened on click
    CORE = "core"  # pairs among the best-connected actors; the rest by search and expansion


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A graph ready to be drawn.

    Attributes:
        scale: How much of it is drawn at once.
        nodes: As pyvis gives them.
        edges: Likewise.
        options: Likewise.
        tall: Places of the nodes on a page that is taller than wide, such as a telephone's.
        most: Claims that name the actor who is named most, from which the size of marks follows.
    """

    scale: Scale
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    options: dict[str, Any]
    tall: list[tuple[int, int]]
    most: int


class _IndexedIds(list[str]):
    """pyvis asks `id in list` for every node and edge; this answers from a set."""

    def __init__(self) -> None:
        super().__init__()
        self._known: set[str] = set()

    def append(self, value: str) -> None:
        self._known.add(value)
        super().append(value)

    def __contains__(self, value: object) -> bool:
        return value in self._known


def choose_scale(actors: int, relationships: int) -> Scale:
    """Return how much of a graph of this size is drawn at once.

    >>> choose_scale(40, 200).value, choose_scale(900, 2_000).value, choose_scale(9_000, 20_000).value
    ('relations', 'pairs', 'core')
    """
    if actors > EVERY_ACTOR_UP_TO:
        return Scale.CORE
    small = actors <= EVERY_RELATION_UP_TO and relationships <= _EVERY_RELATION_LIMIT
    return Scale.RELATIONS if small else Scale.PAIRS


def draw(relationships: Sequence[Relationship], cast: Cast, *, layout: str = "auto") -> Drawing:
    """Build the pyvis model of a graph and read it back.

    Args:
        relationships: Each becomes an edge, or part of one.
        cast: The actors; those involved become nodes.
        layout: One of `layout.LAYOUTS`.
    """
    from pyvis.network import Network  # noqa: PLC0415 - half a second that only a page should pay

    weights: Counter[int] = Counter()
    for each in relationships:
        for actor in {each.subject, each.object}:
            weights[cast.index[actor]] += len(each.claims)
    scale = choose_scale(cast.involved, len(relationships))
    drawn = list(range(cast.involved))
    if scale is Scale.CORE:
        drawn = sorted(sorted(drawn, key=lambda at: (-weights[at], at))[:CORE])
    inside = {cast.actors[at].id for at in drawn}
    kept = [each for each in relationships if each.subject in inside and each.object in inside]
    network = Network(directed=True)
    network.node_ids = _IndexedIds()
    most = max(weights.values(), default=1)
    tall = _add_nodes(network, kept, drawn, weights, cast, layout=layout)
    if scale is Scale.RELATIONS:
        _add_arcs(network, relationships)
    else:
        _add_pairs(network, kept)
    network.set_options(json.dumps(_OPTIONS | {"interaction": _interaction(len(network.edges))}))
    nodes, edges, _heading, _height, _width, options = network.get_network_data()
    return Drawing(scale=scale, nodes=nodes, edges=edges, options=json.loads(options), tall=tall, most=most)


def _add_nodes(
    network: Any,
    relationships: Sequence[Relationship],
    drawn: Sequence[int],
    weights: Counter[int],
    cast: Cast,
    *,
    layout: str,
) -> list[tuple[int, int]]:
    place_of = {cast.actors[at].id: place for place, at in enumerate(drawn)}
    ties: Counter[tuple[int, int]] = Counter()
    few = len(drawn) <= FEW_ACTORS
    for each in relationships:
        # a few actors need room for every arc between them; of many, the most told are to stand together
        ties[place_of[each.subject], place_of[each.object]] += 1 if few else len(each.claims)
    most = max(weights.values(), default=1)
    sizes = [_radius(weights[at], most) for at in drawn]
    marks = [
        Mark(
            width=max(2 * size, _text_width(cast.actors[at].label) if few else 0),
            height=2 * size + (_LINE_HEIGHT if few else 0),
        )
        for at, size in zip(drawn, sizes, strict=True)
    ]
    places = place_actors(marks, ties, aspect=_WIDE, layout=layout)
    for at, size, (x, y) in zip(drawn, sizes, places, strict=True):
        actor = cast.actors[at]
        network.add_node(
            actor.id, label=actor.label, shape=_SHAPES[actor.kind.value], color=None, size=size, x=x, y=y
        )
    if len(drawn) > EVERY_RELATION_UP_TO:
        return []  # labels are few there, and turning the picture serves as well
    return list(place_actors(marks, ties, aspect=_TALL, layout=layout))


def _add_arcs(network: Any, relationships: Sequence[Relationship]) -> None:
    drawn: Counter[tuple[str, str]] = Counter()
    for at, each in enumerate(relationships):
        pair = (each.subject, each.object)
        roundness = round(_FIRST_ROUNDNESS + _STEP_ROUNDNESS * drawn[pair], 2)
        drawn[pair] += 1
        smooth = {"enabled": True, "type": "curvedCW", "roundness": roundness}
        network.add_edge(each.subject, each.object, id=f"r{at}", smooth=smooth)


def _add_pairs(network: Any, relationships: Iterable[Relationship]) -> None:
    for subject, object_ in dict.fromkeys((each.subject, each.object) for each in relationships):
        network.add_edge(subject, object_, id=f"p{subject}>{object_}", smooth=False)


def _radius(claims: int, most: int) -> float:
    """Return a mark's radius: area grows with the number of claims, `most` of which fill the largest mark."""
    if most <= _MANY_CLAIMS:
        return round(6.5 + 1.45 * math.sqrt(claims), 1)
    return round(_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(claims / most), 1)


def _text_width(label: str) -> float:
    wide = sum(2 if letter >= _FIRST_WIDE else 1 for letter in label)
    return min(wide, 34) * _LETTER_WIDTH


def _interaction(edges: int) -> dict[str, Any]:
    large = edges > _SMOOTHLY_DRAGGED
    return {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "multiselect": False,
        "tooltipDelay": 100000,  # the page draws its own tooltip, as text
        "hideEdgesOnDrag": large,
        "hideEdgesOnZoom": large,
        "hideNodesOnDrag": large,  # the page draws plain ones meanwhile
        "keyboard": False,
        "navigationButtons": False,
    }


_OPTIONS: Final[dict[str, Any]] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 1.5, "labelHighlightBold": False},
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.55}},
        "arrowStrikethrough": False,
        "selectionWidth": 0,
        "hoverWidth": 0,
    },
}
