"""Documents and claims out of a SPARQL server, for those who want to see a graph that lies elsewhere.

A connection flows in, `Document`s with their `Claim`s flow out.  The graphs of documents are fetched a few at
a time, so that neither a server's limit of rows nor a slow line ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

import pyoxigraph as ox

from realpolitik.errors import InputError
from realpolitik.model import Claim, Document
from realpolitik.rdf import iris
from realpolitik.rdf.connection import Connection
from realpolitik.rdf.query import Term
from realpolitik.rdf.recovery import recover_documents
from realpolitik.rdf.remote import run_remote_query

_AT_ONCE: Final = 5  # documents; one of long news text with its claims takes some thousand rows
_TEXT: Final = ox.NamedNode(f"{iris.NS}text")
_NAMES: Final = f"""
SELECT DISTINCT ?graph {{ GRAPH ?graph {{ ?document a <{iris.NS}Document> }} }} ORDER BY ?graph
"""
_TRIPLES: Final = """
SELECT ?graph ?subject ?predicate ?object {{
  VALUES ?graph {{ {graphs} }} GRAPH ?graph {{ ?subject ?predicate ?object }}
}}
"""


def gather_documents(
    connection: Connection, *, on_skip: Callable[[InputError], None]
) -> Iterator[tuple[Document, list[Claim]]]:
    """Read documents and their claims from a server, in the order of the documents' IRIs.

    A server mostly has no texts: a document then comes with an empty one, its claims with their quotes all
    the same.

    Args:
        connection: To the server's query service.
        on_skip: Takes each document and claim that is not as a build writes it.

    Raises:
        EndpointError: The server cannot be reached, refuses, or ends its answer early.
    """
    names = [row[0].text for row in run_remote_query(connection, _NAMES).rows if row[0] is not None]
    left = iter(name for name in names if name.startswith(iris.DOCUMENT))
    while some := tuple(islice(left, _AT_ONCE)):
        store = ox.Store()
        graphs = " ".join(f"<{name}>" for name in some)
        for row in run_remote_query(connection, _TRIPLES.format(graphs=graphs)).rows:
            quad = _quad(row)
            if quad is not None:
                store.add(quad)
        for name in some:
            node = ox.NamedNode(name)
            if not any(store.quads_for_pattern(node, _TEXT, None, node)):
                store.add(ox.Quad(node, _TEXT, ox.Literal(""), node))
        for document, claims, _ in recover_documents(store, on_skip=on_skip):
            yield document, claims


def _quad(row: tuple[Term | None, ...]) -> ox.Quad | None:
    graph, subject, predicate, value = row
    if graph is None or subject is None or predicate is None or value is None or subject.kind != "iri":
        return None
    object_: ox.NamedNode | ox.Literal
    if value.kind == "iri":
        object_ = ox.NamedNode(value.text)
    elif value.language:
        object_ = ox.Literal(value.text, language=value.language)
    else:
        object_ = ox.Literal(value.text, datatype=ox.NamedNode(value.datatype or f"{iris.XSD}string"))
    return ox.Quad(
        ox.NamedNode(subject.text), ox.NamedNode(predicate.text), object_, ox.NamedNode(graph.text)
    )
