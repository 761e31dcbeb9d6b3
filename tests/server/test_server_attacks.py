"""Each way in that we know of, what stops it, and that the server answers on."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest

from served import FORM_TYPE, QUERY_TYPE, Reply, Served

_TRIPLES = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6))
_ANY = "(!<urn:x>|^!<urn:x>)"
_DOUBLING = " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(34))
_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%b">' % (char + 1, b"&%c;" % char * 10) for char in range(ord("a"), ord("h")))
    + b']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&h;</rdf:RDF>'
)


@pytest.fixture(autouse=True)
def _server_survives(served: Served) -> Iterator[None]:
    """After each attack, a simple query is answered, and with the same data."""
    yield
    assert served.is_up()
    assert served.ask("SELECT (COUNT(*) AS ?n) { ?c a rp:Claim }").rows[0]["n"]["value"] == "5"


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """A place on this machine that notes whoever calls."""
    calls: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def take() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                calls.append(connection.recv(1024))

    thread = Thread(target=take, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/x", calls
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(10)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}", "SERVICE would send the query elsewhere"),
        ("SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}", "elsewhere"),
        ("SELECT * {{ BIND(<{0}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}", "elsewhere"),
        ("SELECT * {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}", "elsewhere"),
        ("LOAD <{0}>", "LOAD changes data"),
        ("SELECT * FROM <{0}> {{ ?s ?p ?o }}", "nothing is fetched"),
        ("SELECT * FROM NAMED <{0}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", "nothing is fetched"),
    ],
)
def test_nothing_is_fetched(
    served: Served, listener: tuple[str, list[bytes]], query: str, reason: str
) -> None:
    """SERVICE, LOAD, FROM and FROM NAMED are refused from the text, before an engine sees it."""
    address, calls = listener
    reply = served.ask(query.format(address))

    assert reply.status == 400
    assert reason in reply.text
    assert calls == []


def test_a_graph_of_the_request_is_not_fetched(served: Served, listener: tuple[str, list[bytes]]) -> None:
    """default-graph-uri and named-graph-uri name graphs of the store; another is empty."""
    address, calls = listener
    for parameter in ("default-graph-uri", "named-graph-uri"):
        assert served.ask("ASK { ?s ?p ?o }", **{parameter: address}).json["boolean"] is False
    assert calls == []


def test_files_are_not_read(served: Served) -> None:
    """FROM <file:...> names no graph."""
    reply = served.ask("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }")

    assert (reply.status, "nothing is fetched" in reply.text) == (400, True)


def test_a_remote_jsonld_context_is_not_fetched(served: Served, listener: tuple[str, list[bytes]]) -> None:
    """No RDF is taken in, so that no context is; JSON-LD that goes out names none."""
    address, calls = listener
    body = b'{"@context": "%b", "@id": "urn:x", "name": "y"}' % address.encode()

    assert served.send("POST", "/sparql", body=body, content_type="application/ld+json").status == 415
    reply = served.ask(
        f"CONSTRUCT {{ <{address}> <http://www.w3.org/ns/json-ld#context> <{address}> }} {{}}",
        accept="application/ld+json",
    )
    assert reply.status == 200
    assert calls == []


@pytest.mark.parametrize(
    "type_", ["application/rdf+xml", "application/xml", "application/sparql-results+xml"]
)
def test_entities_are_not_expanded(served: Served, type_: str) -> None:
    """No XML is read: such a body is refused by its type."""
    assert served.send("POST", "/sparql", body=_BOMB, content_type=type_).status == 415


@pytest.mark.parametrize(
    "body", [b"INSERT DATA { <urn:a> <urn:b> 1 }", b"DELETE WHERE { ?s ?p ?o }", b"DROP ALL"]
)
def test_updates_change_nothing(served: Served, body: bytes) -> None:
    """As a query, as a form and by their own type."""
    assert served.send("POST", "/sparql", body=body, content_type=QUERY_TYPE).status == 400
    assert served.send("POST", "/sparql", body=b"update=" + body, content_type=FORM_TYPE).status == 400
    assert served.send("POST", "/sparql", body=body, content_type="application/sparql-update").status == 415
    assert served.ask("ASK { <urn:a> <urn:b> 1 }").json["boolean"] is False


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(f"SELECT (COUNT(*) AS ?n) {{ {_TRIPLES} }}", id="cartesian product"),
        pytest.param(
            f"SELECT (COUNT(*) AS ?n) {{ ?a {_ANY}* ?b . ?b {_ANY}* ?c . ?c {_ANY}* ?d }}", id="property path"
        ),
        pytest.param(
            f"ASK {{ {_TRIPLES} FILTER(CONCAT(STR(?c0), 'x') = STR(?c5)) }}", id="filter that never holds"
        ),
        pytest.param(
            f"SELECT * {{ {_TRIPLES} FILTER(CONCAT(STR(?c0), 'x') = STR(?c5)) }}", id="rows that never come"
        ),
    ],
)
def test_endless_work_ends_at_the_time_limit(served: Served, query: str) -> None:
    """The worker is killed, and whoever asked is told."""
    replaced = served.count("realpolitik_workers_replaced_total")
    reply = served.ask(query)

    assert (reply.status, "stopped after 6 seconds" in reply.text) == (504, True)
    assert served.count("realpolitik_workers_replaced_total") == replaced + 1


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(f'SELECT (STRLEN(?s34) AS ?n) {{ BIND("x" AS ?s0) {_DOUBLING} }}', id="doubling text"),
        pytest.param(f"SELECT * {{ {_TRIPLES} }} ORDER BY ?c1 ?c2 ?c3", id="sorting a product"),
        pytest.param(f"ASK {{ {'{' * 40_000} {'}' * 40_000} }}", id="deep nesting"),
        pytest.param(f"ASK {{ FILTER({'(' * 40_000}1{')' * 40_000}) }}", id="deep expression"),
    ],
)
def test_greed_ends_with_its_worker(served: Served, query: str) -> None:
    """Memory, or the stack of the parser, is one worker's; at worst the clock ends it."""
    reply = served.send("POST", "/sparql", body=query.encode(), content_type=QUERY_TYPE)

    assert reply.status in {400, 500, 504}


def test_a_huge_answer_is_cut(served: Served) -> None:
    """In the middle, so that no client takes it for whole; limit= asks for a part and gets it."""
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    cut = served.ask(query)
    part = served.ask(query, limit=3)

    assert (cut.status, cut.is_cut) == (200, True)
    assert len(cut.body) < 10_000_000
    assert (part.is_cut, len(part.rows)) == (False, 3)


def test_an_answer_a_little_too_long_is_told_before_it_begins(served: Served) -> None:
    """Where nothing was sent yet, there is a status."""
    numbers = " ".join(map(str, range(1001)))
    reply = served.send(
        "POST", "/sparql", body=f"SELECT ?n {{ VALUES ?n {{ {numbers} }} }}".encode(), content_type=QUERY_TYPE
    )
    whole = served.send(
        "POST",
        "/sparql",
        body=f"SELECT ?n {{ VALUES ?n {{ {numbers[:-5]} }} }}".encode(),
        content_type=QUERY_TYPE,
        accept="text/csv",
    )

    assert reply.is_cut or (reply.status == 400 and "more than 1,000 rows" in reply.text)
    assert whole.text.count("\r\n") == 1001


def test_other_names_of_this_machine_are_refused(served: Served) -> None:
    """A page elsewhere whose name leads here gets nothing, not even the explorer."""
    for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::1", ""):
        assert served.send("GET", "/", host=host).status == 421
    for host in ("localhost", "LOCALHOST:1", "[::1]:80", "127.0.0.1"):
        assert served.send("GET", "/health", host=host).status == 200


def test_pages_elsewhere_may_not_ask(served: Served) -> None:
    """Not even where they couldn't read the answer; an allowed origin may, and a link may be followed."""
    path = "/sparql?query=ASK%20%7B%7D"

    def status(**headers: Any) -> Reply:
        return served.send("GET", path, **headers)

    assert status(origin="https://evil.example").status == 403
    assert status(sec_fetch_site="cross-site", sec_fetch_mode="no-cors").status == 403
    assert status(origin="null").status == 403
    assert status(origin="http://a[").status == 403
    linked = status(sec_fetch_site="cross-site", sec_fetch_mode="navigate", sec_fetch_dest="document")
    assert linked.status == 200
    assert status(origin=served.address).status == 200
    friend = status(origin="https://friend.example", sec_fetch_site="cross-site")
    assert (friend.status, friend.headers["access-control-allow-origin"]) == (200, "https://friend.example")
    preflight: dict[str, Any] = {"origin": "https://friend.example", "access_control_request_method": "POST"}
    assert served.send("OPTIONS", "/sparql", **preflight).status == 200


def test_every_response_is_marked(served: Served) -> None:
    """So that a browser neither guesses types nor shows an answer as a page."""
    for path in ("/", "/query", "/sparql?query=ASK%20%7B%7D", "/nothing", "/health"):
        headers = served.send("GET", path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer"
    assert "sandbox" in served.ask("ASK {}").headers["content-security-policy"]
