"""The SPARQL 1.1 Protocol, case by case, as a plain HTTP client sees it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from served import FORM_TYPE, QUERY_TYPE, Served

_EDGES = "https://w3id.org/realpolitik/graph/edges"
_ACTORS = "https://w3id.org/realpolitik/graph/actors"
_ASK = "query=ASK%20%7B%7D"
_MEETS = "SELECT ?who { actor:FRA rp:meets ?who }"


@pytest.mark.parametrize(
    ("method", "path", "headers", "body"),
    [
        ("GET", f"/sparql?{_ASK}", {}, None),
        ("GET", f"/sparql/?{_ASK}", {}, None),
        ("POST", "/sparql", {"content_type": FORM_TYPE}, _ASK.encode()),
        ("POST", "/sparql", {"content_type": QUERY_TYPE}, b"ASK {}"),
        ("POST", "/sparql", {"content_type": f"{QUERY_TYPE}; charset=UTF-8"}, b"ASK {}"),
        ("POST", f"/sparql?default-graph-uri={quote(_EDGES)}", {"content_type": FORM_TYPE}, _ASK.encode()),
    ],
)
def test_each_way_to_ask(
    served: Served, method: str, path: str, headers: dict[str, Any], body: bytes | None
) -> None:
    """By GET, by a form, and directly."""
    reply = served.send(method, path, body=body, **headers)

    assert (reply.status, reply.json["boolean"]) == (200, True)
    assert reply.headers["content-type"] == "application/sparql-results+json; charset=utf-8"


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status"),
    [
        ("PUT", f"/sparql?{_ASK}", {}, None, 405),
        ("DELETE", f"/sparql?{_ASK}", {}, None, 405),
        ("GET", f"/sparql?{_ASK}&query=SELECT%20*%20%7B%7D", {}, None, 400),
        ("GET", "/sparql?query=ASK%20%7B", {}, None, 400),
        ("GET", "/sparql?query=ASK%20%FF", {}, None, 400),
        ("GET", "/sparql?default-graph-uri=urn:x", {}, None, 400),
        ("GET", "/sparql?update=CLEAR%20ALL", {}, None, 400),
        ("GET", f"/sparql?{_ASK}&default-graph-uri=no%20iri", {}, None, 400),
        ("GET", f"/sparql?{_ASK}&default-graph-uri={quote('//a[/')}", {}, None, 400),
        ("GET", f"/sparql?{_ASK}&limit=some", {}, None, 400),
        ("GET", f"/sparql?{'a=1&' * 300}{_ASK}", {}, None, 400),
        ("POST", "/sparql", {"content_type": "text/plain"}, b"ASK {}", 415),
        ("POST", "/sparql", {}, b"ASK {}", 415),
        ("POST", "/sparql", {}, _ASK.encode(), 415),
        (
            "POST",
            "/sparql",
            {"content_type": f"{QUERY_TYPE}; charset=UTF-16"},
            "ASK {}".encode("utf-16"),
            415,
        ),
        ("POST", "/sparql", {"content_type": QUERY_TYPE}, b"ASK {?s ?p '\xff'}", 400),
        ("POST", f"/sparql?{_ASK}", {"content_type": QUERY_TYPE}, b"ASK {}", 400),
        ("POST", "/sparql", {"content_type": FORM_TYPE}, b"update=CLEAR%20ALL", 400),
        ("POST", "/sparql?using-graph-uri=urn:x", {"content_type": FORM_TYPE}, _ASK.encode(), 400),
        ("POST", "/sparql", {"content_type": "application/sparql-update"}, b"CLEAR ALL", 415),
        ("POST", "/sparql", {"content_type": QUERY_TYPE}, b"# " + b"x" * 300_000, 413),
    ],
)
def test_what_the_protocol_forbids(
    served: Served, *, method: str, path: str, headers: dict[str, Any], body: bytes | None, status: int
) -> None:
    """Each has its status, and one line that says what to do."""
    reply = served.send(method, path, body=body, **headers)

    assert reply.status == status, reply.text
    assert len(reply.text.splitlines()) == 1
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_body_without_its_length_is_bounded_too(served: Served) -> None:
    """Chunked bodies are counted as they come."""
    connection = served.send("POST", "/sparql", body=b"", content_type=QUERY_TYPE)
    assert connection.status == 400  # an empty query

    def chunks() -> object:
        for _ in range(40):
            yield b" " * 10_000

    reply = served.send("POST", "/sparql", body=chunks(), content_type=QUERY_TYPE)  # type: ignore[arg-type]
    assert reply.status == 413


def test_allow_is_told(served: Served) -> None:
    """With 405, and to OPTIONS."""
    allowed = "GET, HEAD, POST, OPTIONS"

    assert served.send("PUT", "/sparql").headers["allow"] == allowed
    options = served.send("OPTIONS", "/sparql")
    assert (options.status, options.headers["allow"], options.body) == (204, allowed, b"")


def test_head_is_get_without_its_body(served: Served) -> None:
    """For the endpoint and the pages."""
    path = f"/sparql?{urlencode({'query': _MEETS})}"
    head, get = served.send("HEAD", path), served.send("GET", path)

    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-type"] == get.headers["content-type"]
    assert served.send("HEAD", "/").status == 200
    assert served.is_up()


def test_datasets_come_from_the_request(served: Served) -> None:
    """default-graph-uri and named-graph-uri win over FROM; a graph that isn't there is empty."""
    edge = "actor:FRA rp:meets actor:TCD"

    def holds(query: str, **graphs: Any) -> bool:
        answer: bool = served.ask(
            query, **{name.replace("_", "-"): iri for name, iri in graphs.items()}
        ).json["boolean"]
        return answer

    assert holds(f"ASK {{ {edge} }}")
    assert holds(f"ASK {{ {edge} }}", default_graph_uri=_EDGES)
    assert not holds(f"ASK {{ {edge} }}", default_graph_uri=_ACTORS)
    assert not holds(f"ASK FROM <{_EDGES}> {{ {edge} }}", default_graph_uri=_ACTORS)
    assert holds(f"ASK {{ {edge} . actor:FRA rdfs:label ?name }}", default_graph_uri=[_EDGES, _ACTORS])
    assert holds(f"ASK {{ GRAPH ?g {{ {edge} }} }}", named_graph_uri=_EDGES)
    assert not holds(f"ASK {{ GRAPH ?g {{ {edge} }} }}", named_graph_uri=_ACTORS)
    assert not holds(f"ASK {{ {edge} }}", named_graph_uri=_EDGES)
    assert not holds(f"ASK {{ GRAPH ?g {{ {edge} }} }}", default_graph_uri=_EDGES)
    assert not holds("ASK { ?s ?p ?o }", default_graph_uri="http://example.org/none")


@pytest.mark.parametrize(
    ("query", "accept", "type_", "start"),
    [
        (_MEETS, "*/*", "application/sparql-results+json", b'{"head"'),
        (_MEETS, "application/json", "application/json", b'{"head"'),
        (_MEETS, "application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        (_MEETS, "text/csv", "text/csv", b"who\r\nhttps://"),
        (_MEETS, "text/tab-separated-values", "text/tab-separated-values", b"?who\n<https://"),
        (_MEETS, "text/html, application/xml;q=0.9, */*;q=0.8", "application/xml", b"<?xml"),
        (_MEETS, "text/csv;q=0.2, application/*;q=0.5", "application/sparql-results+json", b"{"),
        ("ASK {}", "text/csv", "text/csv", b"true"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        ("DESCRIBE actor:FRA", "*/*", "text/turtle", b"@prefix"),
        (
            "CONSTRUCT WHERE { ?s rp:meets ?o }",
            "application/n-triples",
            "application/n-triples",
            b"<https://",
        ),
        ("CONSTRUCT WHERE { ?s rp:meets ?o }", "application/ld+json", "application/ld+json", b'[{"@id"'),
        ("CONSTRUCT WHERE { ?s rp:meets ?o }", "application/rdf+xml", "application/rdf+xml", b"<?xml"),
    ],
)
def test_content_is_negotiated(served: Served, query: str, accept: str, type_: str, start: bytes) -> None:
    """Rows, booleans and triples each in their own formats."""
    reply = served.ask(query, accept=accept)

    assert (reply.status, reply.headers["content-type"]) == (200, f"{type_}; charset=utf-8")
    assert "Accept" in reply.headers["vary"].split(", ")
    assert reply.body.startswith(start)


@pytest.mark.parametrize(
    ("query", "accept"),
    [(_MEETS, "text/turtle"), ("DESCRIBE actor:FRA", "text/csv"), (_MEETS, "image/png"), (_MEETS, "*/*;q=0")],
)
def test_what_no_format_can_hold_is_not_acceptable(served: Served, query: str, accept: str) -> None:
    """406, whatever the kind."""
    assert served.ask(query, accept=accept).status == 406


def test_the_address_can_name_format_and_limit(served: Served) -> None:
    """For links; a format of another kind of answer leaves it to the header."""
    assert served.ask(_MEETS, format="csv").headers["content-type"].startswith("text/csv")
    assert served.ask("DESCRIBE actor:FRA", format="csv").headers["content-type"].startswith("text/turtle")
    for format_, count in (("json", '"uri"'), ("xml", "<result>"), ("csv", "\r\n"), ("tsv", "\n")):
        text = served.ask("SELECT ?c { ?c a rp:Claim }", limit=2, format=format_).text
        assert text.count(count) == 2 + (format_ in {"csv", "tsv"})


def test_a_relative_iri_is_relative_to_the_endpoint(served: Served) -> None:
    """As the protocol says."""
    reply = served.ask("CONSTRUCT { <s> <p> 1 } {}", accept="application/n-triples")

    assert reply.text.startswith(f"<{served.address}/s>")


def test_a_syntax_error_has_its_place(served: Served) -> None:
    """As text, and as JSON for whoever asks so."""
    query = "SELECT * {\n ?s ?p }"
    text = served.ask(query)
    problem = served.ask(query, accept="application/problem+json")

    assert (text.status, text.text) == (400, "line 2, column 8: syntax error: unexpected '}'\n")
    assert (problem.json["line"], problem.json["column"], problem.json["status"]) == (2, 8, 400)


def test_names_of_actors_and_unknown_terms(served: Served) -> None:
    """What the command line understands, the endpoint does; notes are a header."""
    reply = served.ask('SELECT ?who { @"France" rp:meetz ?who }')

    assert reply.rows == []
    assert reply.headers["realpolitik-note"].startswith("this graph has no rp:meetz; did you mean rp:meets")
    assert served.ask('ASK { @"France" rp:meets @"Chad" }').json["boolean"] is True
    assert (
        "nobody in this graph is called 'Frnce'; did you mean France"
        in served.ask('ASK { @"Frnce" ?p 1 }').text
    )


def test_the_service_describes_itself(served: Served) -> None:
    """In RDF to machines; whoever reads is led to the page."""
    for accept, format_ in (
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("*/*", ox.RdfFormat.TURTLE),
    ):
        reply = served.send("GET", "/sparql", accept=accept)
        sd = "http://www.w3.org/ns/sparql-service-description#"
        triples = {(t.predicate.value, str(t.object)) for t in ox.parse(reply.body, format_)}
        assert (f"{sd}endpoint", f"<{served.endpoint}>") in triples
        assert (f"{sd}supportedLanguage", f"<{sd}SPARQL11Query>") in triples
    page = served.send("GET", "/sparql", accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert (page.status, page.headers["location"]) == (303, "/query")
    assert served.send("GET", "/sparql", accept="image/png").status == 406


def test_pages_and_what_they_need(served: Served) -> None:
    """The explorer, the query page, its files, health and metrics."""
    assert "<title>" in served.send("GET", "/").text
    page = served.send("GET", "/query")
    assert "SPARQL" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; ")
    for name in ("tokens.css", "query.css", "query.js", "editor.js", "editor.LICENSE.txt", "icon.svg"):
        assert served.send("GET", f"/static/{name}").status == 200
    assert served.send("GET", "/favicon.ico").headers["content-type"] == "image/svg+xml"
    assert served.send("GET", "/static/..%2Fapp.py").status == 404
    assert served.send("GET", "/nothing").status == 404
    health = served.send("GET", "/health")
    assert (health.json["status"], health.json["claims"]) == ("ok", 5)
    assert sum(health.json["workers"].values()) == 2
    assert served.count('realpolitik_queries_total{outcome="answered"}') > 0


def test_each_page_needs_a_nonce_of_its_own(served: Served) -> None:
    """So that no style can be slipped in."""
    policies = {served.send("GET", "/query").headers["content-security-policy"] for _ in range(2)}

    assert len(policies) == 2


def test_named_queries_are_listed_and_bound(served: Served) -> None:
    """With names of actors; what is wrong is told with the nearest."""
    by_name = {row["name"]: row for row in served.send("GET", "/queries").json}
    assert by_name["lenders-of"]["values"] == {"actor": "Venezuela"}

    bound = served.send("GET", "/queries/lenders-of?actor=Venezuela")
    assert bound.headers["content-type"].startswith("application/sparql-query")
    assert "<https://w3id.org/realpolitik/actor/VEN>" in bound.text
    assert [row["lender"]["value"] for row in served.ask(bound.text).rows] == ["China"]
    assert "needs actor" in served.send("GET", "/queries/lenders-of?actor=").json["detail"]
    assert "unknown actor" in served.send("GET", "/queries/lenders-of?actor=Nowhere").json["detail"]
    assert served.send("GET", "/queries/lender").status == 404
