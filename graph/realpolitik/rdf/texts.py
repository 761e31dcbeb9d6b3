"""The texts of documents as quads: what an export needs beside the graph to be complete.

Documents flow in, quads flow out.  The graph itself holds quotes with their surroundings, and no text.
"""

from __future__ import annotations

import pyoxigraph as ox

from realpolitik.model import Document
from realpolitik.rdf import iris
from realpolitik.rdf.document_graph import position_node, position_triples
from realpolitik.rdf.terms import Triples, sorted_graph, term, text_term


def text_quads(document: Document) -> list[ox.Quad]:
    """Return text, headings and boilerplate of a document, in its own graph."""
    node = ox.NamedNode(iris.document_iri(document.id))
    triples: Triples = [(node, term("text"), text_term(document.text))]
    for name, spans in (("heading", document.headings), ("boilerplate", document.boilerplate)):
        for span in spans:
            triples.append((node, term(name), position_node(document.id, span)))
            triples += position_triples(document.id, span)
    return sorted_graph(triples, node.value)
