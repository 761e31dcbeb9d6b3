"""Partitioned documents and claims onto a server, many in a request, without a store between."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from factories import make_claim, make_document
from realpolitik.model import Claim, Document
from realpolitik.rdf import build_quads
from realpolitik.rdf.connection import Connection, EndpointError
from realpolitik.rdf.iris import ACTORS_GRAPH, EDGES_GRAPH
from realpolitik.rdf.partitioned import load_partitions
from realpolitik.rdf.remote import run_remote_query
from realpolitik.vocabulary import ActorRegistry

_spec = importlib.util.spec_from_file_location("servers", Path(__file__).with_name("servers.py"))
assert _spec is not None
assert _spec.loader is not None
servers: Any = importlib.util.module_from_spec(_spec)
__import__("sys").modules["servers"] = servers
_spec.loader.exec_module(servers)

_PARTS: list[tuple[str, list[tuple[Document, list[Claim], str]]]] = [
    (
        "part-000000-a.parquet",
        [
            (make_document(id="d1"), [make_claim("CHN", "lends", "VEN", document="d1")], "by hand"),
            (make_document(id="d2"), [], "by hand"),
        ],
    ),
    (
        "part-000001-b.parquet",
        [(make_document(id="d3"), [make_claim("VEN", "threatens", "USA", document="d3")], "by hand")],
    ),
]


def _quads(registry: ActorRegistry, *, graphs: tuple[str, ...]) -> set[str]:
    """Return what a graph folder would hold in some graphs."""
    documents = [document for _, rows in _PARTS for document, _, _ in rows]
    claims = [claim for _, rows in _PARTS for _, found, _ in rows for claim in found]
    quads = build_quads(claims, documents, registry, software="by hand", vocabulary=[])
    return {str(quad.triple) for quad in quads if str(quad.graph_name).strip("<>") in graphs}


@pytest.mark.skipif(not servers.find_oxigraph(), reason="no oxigraph: pip install oxigraph")
def test_a_server_gets_what_a_graph_folder_holds(registry: ActorRegistry) -> None:
    """And a load that is taken up, or repeated, sends what is missing and nothing twice."""
    with servers.oxigraph() as server:
        store, queries = Connection(server.graphs), Connection(server.query)

        def count(pattern: str) -> int:
            answer = run_remote_query(queries, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
            ((term,),) = answer.rows
            assert term is not None
            return int(term.value)

        first = load_partitions(_PARTS[:1], registry, store)
        second = load_partitions(_PARTS, registry, store)
        triples = count("GRAPH ?g { ?s ?p ?o }")
        third = load_partitions(_PARTS, registry, store)

        assert (first.loaded, second.loaded, second.unchanged) == (2, 1, 2)
        assert (third.loaded, third.unchanged, third.triples) == (0, 3, 0)
        assert count("GRAPH ?g { ?s ?p ?o }") == triples
        assert count("GRAPH ?g { ?c a rp:Claim }") == 2
        for graph in (ACTORS_GRAPH, EDGES_GRAPH):
            assert count(f"GRAPH <{graph}> {{ ?s ?p ?o }}") == len(_quads(registry, graphs=(graph,)))


@pytest.fixture
def plain_server() -> Iterator[tuple[str, dict[str, list[bytes]]]]:
    """A graph store that takes one graph at a time, and what it was sent by graph."""
    sent: dict[str, list[bytes]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            graph = parse_qs(urlsplit(self.path).query).get("graph")
            if graph:
                sent.setdefault(graph[0], []).append(body)
            self.send_response(204 if graph else 400)
            self.end_headers()

        def do_GET(self) -> None:
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_given: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", sent
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_server_that_takes_one_graph_at_a_time_gets_them_so(
    registry: ActorRegistry, plain_server: tuple[str, dict[str, list[bytes]]]
) -> None:
    """As Virtuoso does."""
    address, sent = plain_server
    report = load_partitions(_PARTS, registry, Connection(address))

    assert report.loaded == 3
    assert sum(name.endswith(("/d1", "/d2", "/d3")) for name in sent) == 3
    assert {ACTORS_GRAPH, EDGES_GRAPH} <= set(sent)
    lines = {line for body in sent[EDGES_GRAPH] for line in body.decode().splitlines()}
    assert lines == {f"{triple} ." for triple in _quads(registry, graphs=(EDGES_GRAPH,))}


def test_a_server_that_is_not_there_is_told(registry: ActorRegistry) -> None:
    """At once."""
    with pytest.raises(EndpointError, match="cannot be reached"):
        load_partitions(_PARTS, registry, Connection("http://127.0.0.1:1/", attempts=1))
