"""The description of a SPARQL service, in RDF, as SPARQL 1.1 Service Description asks for.

The address of an endpoint flows in, bytes flow out.
"""

from __future__ import annotations

import io
from typing import Final

import pyoxigraph as ox

from realpolitik.rdf.iris import RDF
from realpolitik.rdf.results import RDF_FORMATS, write_triples

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_WRITTEN: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def describe_service(endpoint: str, format_: str) -> bytes:
    """Return the description of a query endpoint.

    Args:
        endpoint: Its address.
        format_: One of `RDF_FORMATS`.

    >>> b"sd:endpoint <http://127.0.0.1/sparql>" in describe_service("http://127.0.0.1/sparql", "turtle")
    True
    """
    assert format_ in RDF_FORMATS
    service, dataset = ox.NamedNode(f"{endpoint}#service"), ox.NamedNode(f"{endpoint}#dataset")
    graph = ox.NamedNode(f"{endpoint}#default-graph")
    type_ = ox.NamedNode(f"{RDF}type")
    triples = [
        ox.Triple(service, type_, _sd("Service")),
        ox.Triple(service, _sd("endpoint"), ox.NamedNode(endpoint)),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, type_, _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), graph),
        ox.Triple(graph, type_, _sd("Graph")),
    ]
    triples += [ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + name)) for name in _WRITTEN]
    output = io.BytesIO()
    write_triples(output, triples, format_, {"sd": _SD, "formats": _FORMATS})
    return output.getvalue()


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
