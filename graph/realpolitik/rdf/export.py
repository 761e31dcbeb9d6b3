"""The graph in the formats of other tools.

A store flows in, a file flows out: the same quads in RDF 1.1 formats, claims as triple terms of RDF 1.2, or
one nanopublication a claim.  All are written by pyoxigraph, sorted, and without blank nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import merge
from pathlib import Path
from typing import BinaryIO, Final

import pyoxigraph as ox

from realpolitik.errors import OutputError
from realpolitik.model import Document
from realpolitik.rdf import iris
from realpolitik.rdf.dataset import dataset_quads
from realpolitik.rdf.jsonld import write_jsonld
from realpolitik.rdf.store import open_store
from realpolitik.rdf.terms import TYPE, term
from realpolitik.rdf.texts import text_quads

_NP: Final = "http://www.nanopub.org/nschema#"
_REIFIES: Final = ox.NamedNode(f"{iris.RDF}reifies")
_SUBJECT, _RELATION, _OBJECT = term("subject"), term("relation"), term("object")
_GENERATED: Final = ox.NamedNode(f"{iris.PROV}wasGeneratedBy")

Quads = Iterator[ox.Quad]


def export_graph(
    store: Path,
    output: BinaryIO,
    format_: str,
    *,
    documents: Iterable[Document] = (),
    license_: str | None = None,
) -> None:
    """Write a store in a format of other tools, with a description of the whole as a data set.

    Args:
        store: Folder of the store.
        output: Open for bytes.
        format_: One of `EXPORT_FORMATS`.
        documents: Those whose texts are to be in it, so that everything can be read back.
        license_: IRI of the licence under which the graph is published.

    Raises:
        InputError: There is no store.
        OutputError: The output cannot be written.
    """
    serialize_graph(open_store(store), output, format_, documents=documents, license_=license_)


def serialize_graph(
    opened: ox.Store,
    output: BinaryIO,
    format_: str,
    *,
    documents: Iterable[Document] = (),
    license_: str | None = None,
) -> None:
    """Write an open store; see `export_graph`."""
    quads_of, rdf_format = EXPORT_FORMATS[format_]
    quads = quads_of(opened, {iris.document_iri(document.id): document for document in documents})
    if format_ != "nanopub":
        # The graphs' names are sorted, and this one's comes between those of actors and of edges.
        described = dataset_quads(opened, license_=license_)
        quads = iter(merge(quads, described, key=lambda quad: str(quad.graph_name)))
    try:
        if format_ == "jsonld":
            write_jsonld(quads, output)
        elif rdf_format.supports_datasets:
            ox.serialize(quads, output, rdf_format, prefixes=iris.PREFIXES)
        else:
            # A Turtle file has no named graphs: all of them together, each triple once.
            triples = sorted({quad.triple for quad in quads}, key=str)
            ox.serialize(triples, output, rdf_format, prefixes=iris.PREFIXES)
    except BrokenPipeError:  # whoever reads has seen enough
        raise
    except OSError as exc:
        raise OutputError(
            f"cannot be written: {exc.strerror or exc}", path=getattr(output, "name", "-")
        ) from exc


def write_export(
    store: Path,
    target: Path,
    format_: str,
    *,
    documents: Iterable[Document] = (),
    license_: str | None = None,
) -> None:
    """Write a store to a file, which is there only once it is complete.

    Args:
        store: Folder of the store.
        target: The file.
        format_: One of `EXPORT_FORMATS`.
        documents: Those whose texts are to be in it, so that everything can be read back.
        license_: IRI of the licence under which the graph is published.

    Raises:
        InputError: There is no store.
        OutputError: The file cannot be written.
    """
    if target.exists() and not target.is_file():
        # a rename would put a file in a device's place
        raise OutputError("not a regular file; name a file, or leave -o out", path=str(target))
    partial = target.with_name(f".{target.name}.partial")
    try:
        with partial.open("wb") as output:
            export_graph(store, output, format_, documents=documents, license_=license_)
        partial.replace(target)
    except OSError as exc:
        raise OutputError(f"cannot be written: {exc.strerror or exc}", path=str(target)) from exc
    finally:
        partial.unlink(missing_ok=True)


Documents = Mapping[str, Document]


def _all_quads(store: ox.Store, documents: Documents) -> Quads:
    for graph in sorted(store.named_graphs(), key=str):
        quads = set(store.quads_for_pattern(None, None, None, graph))
        document = documents.get(graph.value) if isinstance(graph, ox.NamedNode) else None
        if document is not None:
            quads.update(text_quads(document))
        yield from sorted(quads, key=str)


def _reified_quads(store: ox.Store, documents: Documents) -> Quads:
    """Yield all quads, and for each claim that it reifies its triple, whether or not that is a fact."""
    for quad in _all_quads(store, documents):
        yield quad
        if quad.predicate == TYPE and quad.object == term("Claim"):
            subject, relation, object_ = (
                _value(store, quad, name) for name in (_SUBJECT, _RELATION, _OBJECT)
            )
            yield ox.Quad(quad.subject, _REIFIES, ox.Triple(subject, relation, object_), quad.graph_name)


def _nanopublications(store: ox.Store, _documents: Documents) -> Quads:
    """Yield for each claim four graphs: head, assertion, provenance and publication info."""
    claims = store.quads_for_pattern(None, TYPE, term("Claim"), None)
    for claim in sorted(
        claims, key=lambda quad: quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
    ):
        yield from _nanopublication(store, claim)


def _nanopublication(store: ox.Store, claim: ox.Quad) -> Quads:
    assert isinstance(claim.subject, ox.NamedNode)
    root = claim.subject.value.replace("/claim/", "/nanopublication/")
    parts = {name: ox.NamedNode(f"{root}/{name}") for name in ("head", "assertion", "provenance", "pubinfo")}
    node = ox.NamedNode(root)
    yield ox.Quad(node, TYPE, ox.NamedNode(f"{_NP}Nanopublication"), parts["head"])
    for name, property_ in (
        ("assertion", "hasAssertion"),
        ("provenance", "hasProvenance"),
        ("pubinfo", "hasPublicationInfo"),
    ):
        yield ox.Quad(node, ox.NamedNode(_NP + property_), parts[name], parts["head"])
    about = sorted(store.quads_for_pattern(claim.subject, None, None, claim.graph_name), key=str)
    for quad in about:
        # What the claim says is the assertion; who read it where is its provenance.
        is_source = quad.predicate.value.startswith(iris.PROV) or quad.predicate == term("document")
        part = parts["provenance" if is_source else "assertion"]
        yield ox.Quad(quad.subject, quad.predicate, quad.object, part)
    derived = ox.NamedNode(f"{iris.PROV}wasDerivedFrom")
    assert isinstance(claim.graph_name, ox.NamedNode)
    yield ox.Quad(parts["assertion"], derived, claim.graph_name, parts["provenance"])
    for quad in _sources(store, claim):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, parts["provenance"])
    for agent in store.quads_for_pattern(_value(store, claim, _GENERATED), None, None, claim.graph_name):
        yield ox.Quad(node, agent.predicate, agent.object, parts["pubinfo"])


def _sources(store: ox.Store, claim: ox.Quad) -> list[ox.Quad]:
    """Return what is said of the passage, its selectors, the mentions, the document and its day."""
    graph = claim.graph_name
    places = {term(name) for name in ("evidence", "subjectMention", "objectMention", "triggerMention")}
    further = {ox.NamedNode(f"{iris.OA}hasSelector"), term("publication")}
    waiting = [graph] + [
        quad.object
        for quad in store.quads_for_pattern(claim.subject, None, None, graph)
        if quad.predicate in places
    ]
    quads: set[ox.Quad] = set()
    while waiting:
        node = waiting.pop()
        assert isinstance(node, ox.NamedNode)
        told = set(store.quads_for_pattern(node, None, None, graph))
        waiting += [quad.object for quad in told - quads if quad.predicate in further]
        quads |= told
    return sorted(quads, key=str)


def _value(store: ox.Store, claim: ox.Quad, predicate: ox.NamedNode) -> ox.NamedNode:
    quad = next(iter(store.quads_for_pattern(claim.subject, predicate, None, claim.graph_name)))
    assert isinstance(quad.object, ox.NamedNode)
    return quad.object


EXPORT_FORMATS: Final[Mapping[str, tuple[Callable[[ox.Store, Documents], Quads], ox.RdfFormat]]] = {
    "nquads": (_all_quads, ox.RdfFormat.N_QUADS),
    "trig": (_all_quads, ox.RdfFormat.TRIG),
    "turtle": (_all_quads, ox.RdfFormat.TURTLE),
    "jsonld": (_all_quads, ox.RdfFormat.JSON_LD),
    "rdf12": (_reified_quads, ox.RdfFormat.TRIG),
    "nanopub": (_nanopublications, ox.RdfFormat.TRIG),
}
"""What can be exported: which quads, and how they are written."""
