"""A whole graph as quads while its documents pass by, in flat memory.

Documents with their claims flow in one by one, in the order of their IRIs; quads flow out in the order of
`build_quads`.  Only names, direct edges and publishers are kept until the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from realpolitik.model import ActorId, Claim, CountryCode, Document, RelationId, Status
from realpolitik.rdf import iris
from realpolitik.rdf.actor_graph import described_actors
from realpolitik.rdf.document_graph import document_quads
from realpolitik.rdf.quads import vocabulary_quads
from realpolitik.rdf.terms import actor_term, sorted_graph
from realpolitik.vocabulary import ActorRegistry

Read = tuple[Document, Sequence[Claim], str]
"""A document, its claims, and name and version of what found them."""


def stream_quads(
    documents: Iterable[Read],
    registry: ActorRegistry,
    *,
    vocabulary: Sequence[Path] = (),
    findings: Iterable[ox.Quad] = (),
) -> Iterator[ox.Quad]:
    """Turn documents and claims into the quads of a whole graph.

    Args:
        documents: In the order of the documents' IRIs.
        registry: All actors known beforehand.
        vocabulary: Turtle files of the ontology and relation types that go into the vocabulary graph.
        findings: The graph of findings, where there is one.

    Yields:
        Quads, graph by graph.
    """
    tally = Tally(registry)
    for document, claims, software in documents:
        tally.add(document, claims, software)
        yield from document_quads(document, claims, registry, software=software)
    yield from tally.actors()
    yield from tally.edges()
    yield from findings
    yield from vocabulary_quads(vocabulary)


class Tally:
    """What the shared graphs need to know of all documents."""

    def __init__(self, registry: ActorRegistry) -> None:
        self._registry = registry
        self._sources: set[str] = set()
        self._software: set[str] = set()
        self._edges: set[tuple[ActorId, RelationId, ActorId]] = set()
        self._names: dict[ActorId, dict[str, int]] = {}
        self._countries: dict[ActorId, CountryCode | None] = {}

    def add(self, document: Document, claims: Iterable[Claim], software: str) -> None:
        """Count in a document."""
        self._software.add(software)
        if document.source is not None:
            self._sources.add(document.source)
        for claim in claims:
            if claim.status is Status.ACTUAL:
                self._edges.add((claim.subject, claim.relation, claim.object))
            self._add_name(claim.subject, claim.subject_label, claim.subject_country)
            self._add_name(claim.object, claim.object_label, claim.object_country)

    def _add_name(self, actor: ActorId, label: str, country: CountryCode | None) -> None:
        if self._registry.get(actor) is not None:
            return
        counts = self._names.setdefault(actor, {})
        counts[label] = counts.get(label, 0) + 1
        before = self._countries.get(actor)
        self._countries[actor] = min(filter(None, (before, country)), default=None)

    def actors(self) -> list[ox.Quad]:
        """Return the graph of all actors, publishers and software."""
        others = [
            (actor, min(counts, key=lambda name: (-counts[name], name)), self._countries[actor])
            for actor, counts in self._names.items()
        ]
        quads = {
            quad
            for software in self._software
            for quad in described_actors(self._registry, others, sources=self._sources, software=software)
        }
        return sorted_graph(
            [(quad.subject, quad.predicate, quad.object) for quad in quads],  # type: ignore[misc]
            iris.ACTORS_GRAPH,
        )

    def edges(self) -> list[ox.Quad]:
        """Return the direct edges of what some claim tells as a fact."""
        return sorted_graph(
            [
                (actor_term(subject), ox.NamedNode(iris.relation_iri(relation)), actor_term(target))
                for subject, relation, target in self._edges
            ],
            iris.EDGES_GRAPH,
        )
