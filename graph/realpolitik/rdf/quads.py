"""Claims as quads, as the ontology has them.

Documents, claims and the registry flow in, quads flow out graph by graph, each graph sorted, so that the
same input gives the same bytes in whatever order it comes.  No blank nodes, no clock.

All that one document yields lies in the graph that bears its IRI.  Four graphs are shared: the vocabulary,
the actors, the direct edges of claims told as fact, and the findings of comparing claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from realpolitik.errors import InputError
from realpolitik.model import Claim, Document, DocumentId, Status
from realpolitik.rdf import iris
from realpolitik.rdf.actor_graph import actor_quads
from realpolitik.rdf.descriptions import read_triples
from realpolitik.rdf.document_graph import document_quads
from realpolitik.rdf.findings_graph import Agreement, Disagreement, finding_quads
from realpolitik.rdf.terms import Triples, actor_term, sorted_graph
from realpolitik.vocabulary import ActorRegistry


def build_quads(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    registry: ActorRegistry,
    *,
    software: str,
    vocabulary: Sequence[Path] = (),
    disagreements: Iterable[Disagreement] = (),
    agreements: Iterable[Agreement] = (),
) -> Iterator[ox.Quad]:
    """Turn claims into the quads of a whole graph.

    Args:
        claims: In any order; each claim's document must be among the documents.
        documents: In any order.
        registry: All actors known beforehand.
        software: Name and version of what read the documents, language pipeline included.
        disagreements: What comparing the claims gave, for the graph of findings.
        agreements: Likewise.
        vocabulary: Turtle files of the ontology and relation types that go into the vocabulary graph.

    Yields:
        Quads, graph by graph in the order of the graphs' names, each graph sorted.

    Raises:
        InputError: A claim names a document that is not there.
    """
    by_document: dict[DocumentId, list[Claim]] = {}
    kept = {document.id: document for document in documents}
    everything = list(claims)
    for claim in everything:
        if claim.evidence.document not in kept:
            problem = (
                f"claim {claim.id} is from {claim.evidence.document!r}, which is not among the documents"
            )
            raise InputError(problem)
        by_document.setdefault(claim.evidence.document, []).append(claim)
    for _, document in sorted((iris.document_iri(document), document) for document in kept):
        yield from document_quads(kept[document], by_document.get(document, ()), registry, software=software)
    sources = {document.source for document in kept.values() if document.source is not None}
    yield from actor_quads(registry, everything, sources=sources, software=software)
    yield from edge_quads(everything)
    yield from finding_quads(disagreements, agreements)
    yield from vocabulary_quads(vocabulary)


def edge_quads(claims: Iterable[Claim]) -> list[ox.Quad]:
    """Return the direct edges: one for each subject, relation and object that some claim tells as a fact."""
    edges = {
        (claim.subject, claim.relation, claim.object) for claim in claims if claim.status is Status.ACTUAL
    }
    triples: Triples = [
        (actor_term(subject), ox.NamedNode(iris.relation_iri(relation)), actor_term(target))
        for subject, relation, target in edges
    ]
    return sorted_graph(triples, iris.EDGES_GRAPH)


def vocabulary_quads(paths: Sequence[Path]) -> list[ox.Quad]:
    """Return the vocabulary graph: what the ontology's files say, but for blank nodes.

    Raises:
        SourceUnusableError: A file cannot be read, or is not Turtle.
    """
    triples: Triples = []
    for path in paths:
        for subject, predicate, target in read_triples(path):
            if isinstance(subject, ox.NamedNode) and isinstance(target, ox.NamedNode | ox.Literal):
                triples.append((subject, predicate, target))
    return sorted_graph(triples, iris.VOCABULARY_GRAPH)
