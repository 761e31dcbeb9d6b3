"""Documents and claims onto a SPARQL server as they pass by: no store here, and flat memory but for names.

Partitions flow in, requests of many documents' graphs flow out, by the Graph Store HTTP Protocol.  To add the
same quads twice is to add them once, so a load that was cut short is taken up at its partition.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from realpolitik.rdf import iris
from realpolitik.rdf.connection import Connection, EndpointError
from realpolitik.rdf.document_graph import document_quads
from realpolitik.rdf.quads import vocabulary_quads
from realpolitik.rdf.remote import MEDIA_TYPES, LoadReport
from realpolitik.rdf.streaming import Read, Tally
from realpolitik.vocabulary import ActorRegistry

_LOADED: Final = f"{iris.ROOT}graph/partitions"
_GRAPH: Final = ox.NamedNode(_LOADED)
_DIGEST: Final = ox.NamedNode(f"{iris.NS}contentDigest")
_QUADS: Final = "application/n-quads"
_CHUNK: Final = 20_000  # quads of a request: about 5 MB
_REFUSED: Final = frozenset((400, 404, 405, 406, 411, 415, 501))


def load_partitions(
    partitions: Iterable[tuple[str, Iterable[Read]]],
    registry: ActorRegistry,
    connection: Connection,
    *,
    vocabulary: Sequence[Path] = (),
    on_partition: Callable[[str], None] = lambda _name: None,
) -> LoadReport:
    """Add documents, claims, actors, direct edges and vocabulary to a server.

    What was loaded is noted on the server by partition: a second load sends only what is new.  Nothing is
    removed.  Contradictions and corroborations, which need all claims at once, are left to a graph folder.

    Args:
        partitions: Name of each, which follows from its content, and its documents.
        registry: All actors known beforehand.
        connection: To the server's graph store.
        vocabulary: Turtle files of the ontology and of relation types.
        on_partition: Told the name of each partition when its turn comes.

    Raises:
        EndpointError: The server cannot be reached, or refuses.
        InputError: A partition is damaged.
    """
    server = _Server(connection)
    before = server.loaded()
    tally = Tally(registry)
    loaded = unchanged = 0
    names = []
    for name, documents in partitions:
        names.append(name)
        on_partition(name)
        if name in before:
            unchanged += sum(1 for _ in _counted(documents, tally))
            continue
        sent = 0

        def quads(documents: Iterable[Read] = documents) -> Iterator[ox.Quad]:
            nonlocal sent
            for document, claims, software in _counted(documents, tally):
                sent += 1
                yield from document_quads(document, claims, registry, software=software)

        server.add(quads())
        loaded += sent
        server.note(name)
    shared = f"all-{hashlib.sha256(' '.join(names).encode()).hexdigest()[:16]}"
    if shared not in before:
        server.add(itertools.chain(tally.actors(), tally.edges(), vocabulary_quads(vocabulary)))
        server.note(shared)
    return LoadReport(loaded=loaded, triples=server.sent, unchanged=unchanged, removed=0)


def _counted(documents: Iterable[Read], tally: Tally) -> Iterator[Read]:
    for document, claims, software in documents:
        tally.add(document, claims, software)
        yield document, claims, software


class _Server:
    """A graph store that takes many graphs in a request, or else one graph at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._takes_quads: bool | None = None
        self.sent = 0

    def loaded(self) -> set[str]:
        """Return the names of the partitions that earlier loads have sent whole."""
        response = self._connection.send(
            "GET", params={"graph": _LOADED}, headers={"Accept": MEDIA_TYPES["ntriples"]}, missing=True
        )
        if not response.ok or not response.content.strip():
            return set()
        quads = ox.parse(response.content, ox.RdfFormat.TURTLE)
        return {quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}

    def note(self, name: str) -> None:
        """Note that all of a partition was sent."""
        self.add([ox.Quad(ox.NamedNode(f"{_LOADED}/{name}"), _DIGEST, ox.Literal(name), _GRAPH)])

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads, many in a request."""
        rest = iter(quads)
        while chunk := list(itertools.islice(rest, _CHUNK)):
            if self._takes_quads is None:
                self._takes_quads = self._try(chunk)
            elif self._takes_quads:
                self._send(chunk)
            if not self._takes_quads:
                self._send_graphs(chunk)
            self.sent += len(chunk)

    def _try(self, chunk: Sequence[ox.Quad]) -> bool:
        """Send quads; tell whether the server takes them."""
        try:
            self._send(chunk)
        except EndpointError as exc:
            if exc.status in _REFUSED:
                return False
            raise
        return True

    def _send(self, chunk: Sequence[ox.Quad]) -> None:
        body = b"".join(f"{quad} .\n".encode() for quad in chunk)
        self._connection.send("POST", data=body, headers={"Content-Type": _QUADS})

    def _send_graphs(self, chunk: Sequence[ox.Quad]) -> None:
        for name, quads in itertools.groupby(chunk, key=lambda quad: quad.graph_name):
            assert isinstance(name, ox.NamedNode)
            self._connection.send(
                "POST",
                params={"graph": name.value},
                data=b"".join(f"{quad.triple} .\n".encode() for quad in quads),
                headers={"Content-Type": f"{MEDIA_TYPES['turtle']}; charset=utf-8"},
            )
