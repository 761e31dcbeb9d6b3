"""RDF terms of the ontology, and graphs of them in one fixed order.

Plain Python values flow in, pyoxigraph terms flow out.
"""

from __future__ import annotations

import functools
from decimal import Decimal

import pyoxigraph as ox

from realpolitik.rdf import iris

TYPE = ox.NamedNode(f"{iris.RDF}type")
LABEL = ox.NamedNode(f"{iris.RDFS}label")

_DATE = ox.NamedNode(f"{iris.XSD}date")
_MONTH = ox.NamedNode(f"{iris.XSD}gYearMonth")
_YEAR = ox.NamedNode(f"{iris.XSD}gYear")
_DECIMAL = ox.NamedNode(f"{iris.XSD}decimal")
_INTEGER = ox.NamedNode(f"{iris.XSD}integer")
_DECIMAL_LIMIT = 10**18  # the store's decimals are 128 bits with 18 digits after the point

Triples = list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]


@functools.cache  # the ontology is small
def term(name: str) -> ox.NamedNode:
    """Return a class or property of our own namespace."""
    return ox.NamedNode(iris.NS + name)


@functools.lru_cache(maxsize=100_000)
def actor_term(actor: str) -> ox.NamedNode:
    """Return the node of an actor."""
    return ox.NamedNode(iris.actor_iri(actor))


def text_term(text: str) -> ox.Literal:
    """Return a plain string.

    >>> text_term("Lima").value
    'Lima'
    """
    # A lone surrogate has no UTF-8, and no RDF literal can hold it.
    return ox.Literal(text.encode("utf-8", "replace").decode("utf-8"))


def date_term(text: str) -> ox.Literal:
    """Return a day, month or year, by its length.

    >>> date_term("2026-01").datatype.value
    'http://www.w3.org/2001/XMLSchema#gYearMonth'
    """
    datatype = {4: _YEAR, 7: _MONTH}.get(len(text), _DATE)
    return ox.Literal(text, datatype=datatype)


def number_term(value: float) -> ox.Literal:
    """Return a decimal, or a double where no decimal of the store holds it.

    >>> number_term(2e9).value, number_term(0.25).value
    ('2000000000', '0.25')
    """
    if not abs(value) < _DECIMAL_LIMIT:  # also infinities and what is no number
        return ox.Literal(float(value))
    return ox.Literal(format(Decimal(repr(value)).normalize() + 0, "f"), datatype=_DECIMAL)


def integer_term(value: int) -> ox.Literal:
    """Return an integer."""
    return ox.Literal(str(value), datatype=_INTEGER)


def sorted_graph(triples: Triples, graph: str) -> list[ox.Quad]:
    """Return the distinct triples as quads of a graph, sorted."""
    keyed = {(edge[0].value, edge[1].value, str(edge[2])): edge for edge in triples}
    name = ox.NamedNode(graph)
    return [ox.Quad(*keyed[key], name) for key in sorted(keyed)]
