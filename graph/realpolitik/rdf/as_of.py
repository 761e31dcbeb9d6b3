"""A graph as of a day: what could be read by then, and who held which office on it.

A store and a day flow in, a store in memory flows out.  Documents published later are left out with all
their claims, direct edges that no earlier document tells go with them, and so do tenures that don't include
the day.  A document without a date stays: nothing says that it is later.  Findings are left out: they
compare all claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from realpolitik.model.dates import includes
from realpolitik.rdf import iris
from realpolitik.rdf.terms import TYPE, term

_ISSUED: Final = ox.NamedNode(f"{iris.DCTERMS}issued")
_ACTORS: Final = ox.NamedNode(iris.ACTORS_GRAPH)
_EDGES: Final = ox.NamedNode(iris.EDGES_GRAPH)
_DERIVED: Final = {_EDGES, ox.NamedNode(iris.FINDINGS_GRAPH)}


def store_as_of(store: ox.Store, day: str) -> ox.Store:
    """Return the part of a store that holds on a day.

    Args:
        store: The whole store.
        day: `YYYY-MM-DD`.
    """
    part = ox.Store()
    part.bulk_extend(_kept_quads(store, day))
    part.bulk_extend(_kept_edges(store, part))
    return part


def _kept_quads(store: ox.Store, day: str) -> Iterator[ox.Quad]:
    later = {
        quad.graph_name
        for quad in store.quads_for_pattern(None, _ISSUED, None, None)
        if isinstance(quad.object, ox.Literal) and not includes(quad.object.value, None, day)
    }
    for graph in store.named_graphs():
        if graph == _ACTORS:
            yield from _kept_actors(store, day)
        elif graph not in later and graph not in _DERIVED:
            yield from store.quads_for_pattern(None, None, None, graph)


def _kept_actors(store: ox.Store, day: str) -> Iterator[ox.Quad]:
    over = {
        quad.subject
        for quad in store.quads_for_pattern(None, TYPE, term("Tenure"), _ACTORS)
        if not includes(_date(store, quad.subject, "start"), _date(store, quad.subject, "end"), day)
    }
    for quad in store.quads_for_pattern(None, None, None, _ACTORS):
        if quad.subject not in over and quad.object not in over:
            yield quad


def _date(store: ox.Store, tenure: ox.NamedNode | ox.BlankNode | ox.Triple, name: str) -> str | None:
    for quad in store.quads_for_pattern(tenure, term(name), None, _ACTORS):
        return quad.object.value if isinstance(quad.object, ox.Literal) else None
    return None


def _kept_edges(store: ox.Store, part: ox.Store) -> Iterator[ox.Quad]:
    facts = {quad.subject for quad in part.quads_for_pattern(None, term("status"), term("actual"), None)}

    def values(name: str) -> dict[object, object]:
        found = part.quads_for_pattern(None, term(name), None, None)
        return {quad.subject: quad.object for quad in found if quad.subject in facts}

    subjects, relations, objects = values("subject"), values("relation"), values("object")
    told = {(subjects[claim], relations[claim], objects[claim]) for claim in facts}
    for quad in store.quads_for_pattern(None, None, None, _EDGES):
        if (quad.subject, quad.predicate, quad.object) in told:
            yield quad
