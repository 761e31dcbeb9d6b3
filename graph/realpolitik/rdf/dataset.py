"""What a graph is as a data set: VoID and DCAT, for catalogues and for whoever finds the file.

A store flows in, quads flow out: how many triples, which classes and properties, which vocabularies, which
software, which span of time.  No clock: the same graph has the same description.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pyoxigraph as ox

from realpolitik.rdf import iris
from realpolitik.rdf.terms import TYPE, Triples, integer_term, sorted_graph, term, text_term
from realpolitik.resources import VERSION

_VOID: Final = "http://rdfs.org/ns/void#"
_DCAT: Final = "http://www.w3.org/ns/dcat#"
_NODE: Final = f"{iris.ROOT}dataset"
_VOCABULARIES: Final = (iris.NS, iris.DCTERMS, iris.OA, iris.ORG, iris.PROV, iris.SCHEMA, iris.SKOS)
_RIGHTS: Final = (
    "A claim is what its document says; quotes and texts are their publishers'. The vocabulary is under the "
    "licence that it names."
)


def dataset_quads(store: ox.Store, *, license_: str | None = None) -> list[ox.Quad]:
    """Return the description of a graph, sorted, in a graph of its own.

    Args:
        store: The graph.
        license_: IRI of the licence under which its owner publishes it.
    """
    node = ox.NamedNode(_NODE)
    properties, classes = _counts(store, "?s ?key ?o"), _counts(store, "?s a ?key")
    triples: Triples = [
        (node, TYPE, _void("Dataset")),
        (node, TYPE, ox.NamedNode(f"{_DCAT}Dataset")),
        (node, _dct("title"), text_term("Claims that documents make about actors, with their evidence")),
        (node, _dct("conformsTo"), ox.NamedNode(f"{iris.ROOT}shapes")),
        (node, _dct("rights"), text_term(_RIGHTS)),
        (
            node,
            _dct("creator"),
            ox.NamedNode(f"{iris.ROOT}software/{iris.encoded(f'realpolitik {VERSION}')}"),
        ),
        (node, _void("triples"), integer_term(sum(properties.values()))),
        (node, _void("classes"), integer_term(len(classes))),
        (node, _void("properties"), integer_term(len(properties))),
        (node, _void("documents"), integer_term(classes.get(term("Document").value, 0))),
        (node, _void("uriSpace"), text_term(iris.ROOT)),
    ]
    triples += [(node, _void("vocabulary"), ox.NamedNode(name)) for name in _VOCABULARIES]
    if license_ is not None:
        triples.append((node, _dct("license"), ox.NamedNode(license_)))
    for name, kind, of, counted in (
        ("classPartition", "class", classes, "entities"),
        ("propertyPartition", "property", properties, "triples"),
    ):
        for iri, count in of.items():
            part = ox.NamedNode(f"{_NODE}/{kind}/{iris.encoded(iri)}")
            triples += [
                (node, _void(name), part),
                (part, _void(kind), ox.NamedNode(iri)),
                (part, _void(counted), integer_term(count)),
            ]
    triples += list(_period(store, node))
    return sorted_graph(triples, iris.DATASET_GRAPH)


def _period(store: ox.Store, node: ox.NamedNode) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, Any]]:
    issued = store.quads_for_pattern(None, _dct("issued"), None, None)
    days = [quad.object for quad in issued if isinstance(quad.object, ox.Literal)]
    if days:
        period = ox.NamedNode(f"{_NODE}/period")
        yield node, _dct("temporal"), period
        yield period, TYPE, _dct("PeriodOfTime")
        yield period, ox.NamedNode(f"{_DCAT}startDate"), min(days, key=lambda day: day.value)
        yield period, ox.NamedNode(f"{_DCAT}endDate"), max(days, key=lambda day: day.value)


def _counts(store: ox.Store, pattern: str) -> dict[str, int]:
    rows: Any = store.query(f"SELECT ?key (COUNT(*) AS ?n) {{ GRAPH ?g {{ {pattern} }} }} GROUP BY ?key")
    return {row["key"].value: int(row["n"].value) for row in rows}


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(_VOID + name)


def _dct(name: str) -> ox.NamedNode:
    return ox.NamedNode(iris.DCTERMS + name)
