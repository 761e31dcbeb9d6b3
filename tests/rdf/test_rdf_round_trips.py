"""Every field of documents and claims survives every format, whatever it holds."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from realpolitik.errors import InputError
from realpolitik.ledger import claim_order
from realpolitik.model import Claim, Document, Evidence, Span
from realpolitik.rdf import build_quads, iris
from realpolitik.rdf.dataset import dataset_quads
from realpolitik.rdf.export import EXPORT_FORMATS, export_graph, serialize_graph
from realpolitik.rdf.jsonld import render_context
from realpolitik.rdf.recovery import recover_documents
from realpolitik.rdf.texts import text_quads
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry

REGISTRY = ActorRegistry(())
SOFTWARE = "test 1.0, größer/als"


@st.composite
def claims_of(draw: st.DrawFn, document: Document) -> Claim:
    """Draw a claim whose quote is a passage of the document."""
    claim = draw(strategies.claims())
    span = draw(strategies.spans(max_end=len(document.text)))
    inside = st.none() | strategies.spans(max_end=len(document.text))
    evidence = Evidence(
        document=document.id,
        quote=span.of(document.text),
        span=Span(span.start, span.end),
        subject=draw(inside),
        object=draw(inside),
        trigger=draw(inside),
    )
    return replace(claim, evidence=evidence)


@st.composite
def graphs(draw: st.DrawFn) -> list[tuple[Document, list[Claim]]]:
    """Draw one or two documents with claims, in the order of their IRIs."""
    documents = draw(
        st.lists(strategies.documents(), min_size=1, max_size=2, unique_by=lambda document: document.id)
    )
    documents = sorted(map(_distinct, documents), key=lambda document: iris.document_iri(document.id))
    return [
        (document, draw(st.lists(claims_of(document), max_size=3, unique_by=lambda claim: claim.id)))
        for document in documents
    ]


def _distinct(document: Document) -> Document:
    """Return the document with each place told once, as readers of documents tell them."""
    headings, boilerplate = (tuple(sorted(set(spans))) for spans in (document.headings, document.boilerplate))
    return replace(document, headings=headings, boilerplate=boilerplate)


def exported(graph: list[tuple[Document, list[Claim]]], format_: str) -> bytes:
    """Return a graph in a format."""
    claims = [claim for _, told in graph for claim in told]
    documents = [document for document, _ in graph]
    output = io.BytesIO()
    store = ox.Store()
    store.extend(build_quads(claims, documents, REGISTRY, software=SOFTWARE))
    serialize_graph(store, output, format_, documents=documents)
    return output.getvalue()


def recovered(store: ox.Store) -> tuple[list[tuple[Document, list[Claim], str]], list[InputError]]:
    """Return what a store tells, in the order of claims.jsonl."""
    skipped: list[InputError] = []
    found = [
        (document, sorted(claims, key=claim_order), software)
        for document, claims, software in recover_documents(store, on_skip=skipped.append)
    ]
    return found, skipped


def expected(graph: list[tuple[Document, list[Claim]]]) -> list[tuple[Document, list[Claim], str]]:
    return [(document, sorted(claims, key=claim_order), SOFTWARE) for document, claims in graph]


@pytest.mark.parametrize("format_", ["nquads", "trig", "jsonld", "rdf12"])
@settings(max_examples=10)
@given(graph=graphs())
def test_every_field_comes_back(format_: str, graph: list[tuple[Document, list[Claim]]]) -> None:
    """What is written in a format with named graphs is read back as the same documents and claims."""
    store = ox.Store()
    store.load(exported(graph, format_), EXPORT_FORMATS[format_][1])

    assert recovered(store) == (expected(graph), [])


@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")  # rdflib's own calls
@settings(max_examples=8)
@given(graph=graphs())
def test_every_field_comes_back_from_rdflib(graph: list[tuple[Document, list[Claim]]]) -> None:
    """JSON-LD is read by rdflib too, with nothing fetched, and what it writes is read back."""
    dataset = rdflib.Dataset()
    dataset.parse(data=exported(graph, "jsonld").decode(), format="json-ld")
    store = ox.Store()
    store.load(dataset.serialize(format="nquads").encode(), ox.RdfFormat.N_QUADS)

    # rdflib knows years of four digits only, and writes some numbers in its own way.
    documents, _ = recovered(store)
    assert [document for document, _, _ in documents] == [document for document, _ in graph]


@settings(max_examples=8)
@given(graph=graphs())
def test_turtle_loses_graphs_only(graph: list[tuple[Document, list[Claim]]]) -> None:
    """Put back into the graphs of their documents, the triples of a Turtle file tell the same."""
    told = list(ox.parse(exported(graph, "turtle"), ox.RdfFormat.TURTLE))
    store = ox.Store()
    for document, _ in graph:
        name = ox.NamedNode(iris.document_iri(document.id))
        own = [quad for quad in told if _belongs(quad, document, [claim for _, c in graph for claim in c])]
        store.extend(ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in own)

    assert recovered(store) == (expected(graph), [])


@settings(max_examples=8)
@given(graph=graphs())
def test_nanopublications_carry_every_field(graph: list[tuple[Document, list[Claim]]]) -> None:
    """All four graphs together tell the claim with its passage; only the texts are not in them."""
    told = list(ox.parse(exported(graph, "nanopub"), ox.RdfFormat.TRIG))
    store = ox.Store()
    for document, claims in graph:
        name = ox.NamedNode(iris.document_iri(document.id))
        own = [quad for quad in told if _belongs(quad, document, claims)]
        store.extend(ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in own)
        store.extend(text_quads(document))
    found, _ = recovered(store)

    wanted = {document.id: claims for document, claims, _ in expected(graph) if claims}
    assert {document.id: claims for document, claims, _ in found if claims} == wanted
    assert {document for document, _, _ in found if document.id in wanted} == {
        document for document, _ in graph if document.id in wanted
    }


def _belongs(quad: ox.Quad, document: Document, claims: list[Claim]) -> bool:
    """Tell whether a triple is about a document, its parts or one of its claims."""
    assert isinstance(quad.subject, ox.NamedNode)
    root, subject = iris.document_iri(document.id), quad.subject.value
    own = {iris.claim_iri(claim.id) for claim in claims if claim.evidence.document == document.id}
    return subject in own or subject == root or subject.startswith((f"{root}/", f"{root}#"))


def test_published_context_is_up_to_date() -> None:
    """The context says what the ontology says; `python -m realpolitik.rdf.jsonld` writes it anew."""
    assert resource_path("ontology/context.jsonld").read_text(encoding="utf-8") == render_context()


def test_context_is_inline(store: Path) -> None:
    """No reader of an export has to fetch a context."""
    output = io.BytesIO()
    export_graph(store, output, "jsonld")
    told = json.loads(output.getvalue())

    assert told["@context"]["lends"] == {"@id": "rp:lends", "@type": "@id"}
    assert told["@context"]["amountShared"] == {"@id": "rp:amountShared", "@type": "xsd:boolean"}


def test_description_counts_what_is_there(store: Path) -> None:
    """VoID's numbers are those of the graph, and the same graph gives the same description."""
    opened = ox.Store.read_only(str(store))
    described = ox.Store()
    described.extend(dataset_quads(opened, license_="https://creativecommons.org/licenses/by/4.0/"))
    query = """PREFIX void: <http://rdfs.org/ns/void#> PREFIX dct: <http://purl.org/dc/terms/>
        PREFIX rp: <https://w3id.org/realpolitik/ns#>
        SELECT ?triples ?claims ?objects ?license { ?set void:triples ?triples ; dct:license ?license ;
        void:classPartition [ void:class rp:Claim ; void:entities ?claims ] ;
        void:propertyPartition [ void:property rp:object ; void:triples ?objects ] }"""
    ((triples, claims, objects, license_),) = (
        tuple(term.value for term in row)
        for row in described.query(query, use_default_graph_as_union=True)  # type: ignore[union-attr]
    )

    assert (int(triples), int(claims), int(objects)) == (len(opened), 15, 15)
    assert license_.endswith("/by/4.0/")
    assert dataset_quads(opened) == dataset_quads(opened)
    assert not any("license" in quad.predicate.value for quad in dataset_quads(opened))
