"""TriG in pieces: the block of one document, and of one subject within a shared graph.

Quads flow in and bytes flow out, which are those that the same quads give in a whole file; and back.  A build
that changes little writes the rest of a graph as the bytes that it was.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import cast

import pyoxigraph as ox

from realpolitik.model import Claim, Document
from realpolitik.rdf.actor_graph import described_actors
from realpolitik.rdf.document_graph import document_quads
from realpolitik.rdf.findings_graph import Agreement, Disagreement, finding_quads
from realpolitik.rdf.iris import ACTORS_GRAPH, EDGES_GRAPH, FINDINGS_GRAPH, PREFIXES, relation_iri
from realpolitik.rdf.store import _trig_header
from realpolitik.rdf.terms import Triples, actor_term, sorted_graph
from realpolitik.vocabulary import ActorRegistry

SubjectBlocks = dict[str, bytes]
Quad = ox.Quad
_SUBJECT = re.compile(rb"(?m)^\t(?=[^\t])")  # a subject's line has one tab, all that follows has two
_END = b"}\n"


@functools.cache
def trig_header() -> bytes:
    """Return the lines that a TriG file starts with."""
    return b"".join(sorted(_trig_header()))


def document_block(
    document: Document, claims: Iterable[Claim], registry: ActorRegistry, *, software: str
) -> bytes:
    """Return the graph of one document."""
    return graph_block(document_quads(document, claims, registry, software=software))


def graph_block(quads: Sequence[ox.Quad]) -> bytes:
    """Return one graph's quads, in their order, without the prefixes; nothing for none."""
    if not quads:
        return b""
    content = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=PREFIXES)
    assert content is not None
    return content[len(trig_header()) :]


def frame(graph: str) -> tuple[bytes, bytes]:
    r"""Return what stands before and after the subjects of a graph.

    >>> frame("https://w3id.org/realpolitik/graph/edges")[1]
    b'}\n'
    """
    anything = ox.NamedNode(EDGES_GRAPH)
    block = graph_block([ox.Quad(anything, anything, anything, ox.NamedNode(graph))])
    return block[: block.index(b"\n") + 1], _END


def subject_blocks(quads: Sequence[ox.Quad]) -> SubjectBlocks:
    """Return the sorted quads of one graph by subject, each subject's as bytes."""
    block = graph_block(quads)
    if not block:
        return {}
    starts = [found.start() for found in _SUBJECT.finditer(block)]
    ends = [*starts[1:], len(block) - len(_END)]
    subjects = (cast("ox.NamedNode", subject).value for subject, _ in groupby(quad.subject for quad in quads))
    return {subject: block[start:end] for subject, start, end in zip(subjects, starts, ends, strict=True)}


def edge_blocks(edges: Iterable[tuple[str, str, str]]) -> SubjectBlocks:
    """Return the blocks of direct edges, given as subject, relation and object."""
    triples: Triples = [
        (actor_term(subject), ox.NamedNode(relation_iri(relation)), actor_term(target))
        for subject, relation, target in edges
    ]
    return subject_blocks(sorted_graph(triples, EDGES_GRAPH))


def finding_blocks(disagreements: Iterable[Disagreement], agreements: Iterable[Agreement]) -> SubjectBlocks:
    """Return the blocks of findings."""
    return subject_blocks(finding_quads(disagreements, agreements))


def actor_blocks(
    registry: ActorRegistry,
    others: Iterable[tuple[str, str, str | None]],
    *,
    sources: Iterable[str],
    software: str,
) -> SubjectBlocks:
    """Return the blocks of actors.

    Args:
        registry: The known actors that claims are about.
        others: Id, name and country of those that no registry knows.
        sources: Publishers.
        software: Name and version of what found the claims.
    """
    return subject_blocks(described_actors(registry, others, sources=sources, software=software))


def read_block(block: bytes) -> set[ox.Quad]:
    """Return the quads of a graph's block."""
    return set(ox.parse(trig_header() + block, ox.RdfFormat.TRIG)) if block else set()


def read_subject_blocks(graph: str, blocks: Iterable[bytes]) -> set[ox.Quad]:
    """Return the quads of some subjects of a shared graph."""
    start, end = frame(graph)
    inner = b"".join(blocks)
    return read_block(start + inner + end) if inner else set()


def shared_graphs() -> Iterator[str]:
    """Yield the graphs that are kept subject by subject, in the order in which a file has them."""
    yield from (ACTORS_GRAPH, EDGES_GRAPH, FINDINGS_GRAPH)
