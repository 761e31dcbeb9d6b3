"""Users' queries: answers, errors, refusals and limits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from realpolitik.errors import InputError, QueryError
from realpolitik.rdf import AnswerKind, run_query
from realpolitik.rdf.iris import EDGES_GRAPH
from realpolitik.rdf.query import Term


def rows_of(store: Path, query: str, **options: object) -> list[tuple[object, ...]]:
    answer = run_query(store, query, **options)  # type: ignore[arg-type]
    return [tuple(None if term is None else term.value for term in row) for row in answer.rows]


def content_of(store: Path, query: str, format_: str) -> str:
    answer = run_query(store, query, format_=format_)
    assert answer.content is not None
    return b"".join(answer.content).decode()


def test_rows_with_supplied_prefixes_from_all_graphs(store: Path) -> None:
    """A query without FROM sees the union of all graphs, and needs to declare no prefix."""
    query = "SELECT ?name ?value ?nothing { ?c rp:amountValue ?value ; rp:subject/rdfs:label ?name }"

    assert rows_of(store, query) == [("China", 2000000000, None)]


def test_from_names_a_graph(store: Path) -> None:
    """FROM takes one graph, by IRI or by prefixed name; FROM NAMED likewise."""
    count = "(COUNT(*) AS ?n)"

    assert rows_of(store, f"SELECT {count} FROM graph:edges {{ ?s rp:lends ?o }}") == [(1,)]
    assert rows_of(
        store,
        f"SELECT {count} FROM NAMED <{EDGES_GRAPH}> {{ GRAPH ?g {{ ?s rp:lends ?o }} }}",
    ) == [(1,)]


def test_ask_and_construct(store: Path) -> None:
    """ASK gives a boolean, CONSTRUCT triples: as rows, or as Turtle with the prefixes that it uses."""
    yes = run_query(store, "ASK { actor:CHN rp:lends actor:VEN }")
    triples = "CONSTRUCT { ?s rp:lends ?o } { ?s rp:lends ?o }"

    assert (yes.kind, yes.value, next(yes.rows)[0]) == (
        AnswerKind.BOOLEAN,
        True,
        Term("literal", "true", "http://www.w3.org/2001/XMLSchema#boolean"),
    )
    assert len(rows_of(store, triples)) == 1
    assert content_of(store, triples, "auto") == (
        "@prefix actor: <https://w3id.org/realpolitik/actor/> .\n"
        "@prefix rp: <https://w3id.org/realpolitik/ns#> .\n"
        "actor:CHN rp:lends actor:VEN .\n"
    )


def test_standard_formats(store: Path) -> None:
    """The formats of the SPARQL recommendation come from the engine."""
    query = "SELECT ?o { actor:CHN rp:lends ?o }"
    binding = {"type": "uri", "value": "https://w3id.org/realpolitik/actor/VEN"}

    assert json.loads(content_of(store, query, "json"))["results"]["bindings"] == [{"o": binding}]
    assert "<uri>https://w3id.org/realpolitik/actor/VEN</uri>" in content_of(store, query, "xml")
    assert json.loads(content_of(store, "ASK { ?s ?p ?o }", "json"))["boolean"] is True
    with pytest.raises(QueryError, match="cannot be written as turtle; choose one of json, xml"):
        run_query(store, query, format_="turtle")


def test_limit_stops_early(store: Path) -> None:
    """No more rows come than were asked for."""
    assert len(rows_of(store, "SELECT * { ?s ?p ?o }", limit=3)) == 3


def test_unread_answer_ends_with_its_child(store: Path) -> None:
    """Whoever stops reading leaves no process behind."""
    answer = run_query(store, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    next(answer.rows)
    assert isinstance(answer.rows, Iterator)
    answer.rows.close()  # type: ignore[attr-defined]

    assert list(answer.rows) == []


@pytest.mark.parametrize(
    ("query", "position", "problem"),
    [
        ("SELECT * {\n ?s ?p }", (2, 8), "syntax error: unexpected '}'"),
        ("SELECT * { ?s foo:bar ?o }", (1, 15), "unknown prefix foo:; declare it"),
        ("SELECT * { ?s skso:broader ?o }", (1, 15), "did you mean skos:"),
        ("SELECT ?x WHER { ?x ?y ?z }", (1, 11), "did you mean WHERE"),
        ("", (1, 1), "the query ends too early"),
        ("SELECT * FROM { ?s ?p ?o }", (1, 10), "FROM needs the IRI"),
    ],
)
def test_syntax_error_has_its_position(
    store: Path, query: str, position: tuple[int, int], problem: str
) -> None:
    """What is wrong is told with line and column."""
    with pytest.raises(QueryError, match=problem) as caught:
        run_query(store, query)

    assert caught.value.position == position


def test_unknown_term_of_ours_is_told_with_the_nearest(store: Path) -> None:
    """A property that doesn't exist finds nothing; the answer says which was meant."""
    answer = run_query(store, "SELECT * { ?claim rp:subjct ?x ; rp:relation rp:lends }")

    assert list(answer.rows) == []
    assert answer.unknown[0][:2] == ("rp:subjct", "rp:subject")


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        (
            "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
            "allow it with --allow-service example.org",
        ),
        ("SELECT * { SERVICE SILENT ?where { ?s ?p ?o } }", "elsewhere"),
        ("ASK{?s ?p ?o FILTER(?o<'>'&&EXISTS{SERVICE<http://a.b/>{?x ?y ?z}}||?o='x')}", "elsewhere"),
        ("ASK { SERVICE<http://a[/> { ?a ?b ?c } }", "elsewhere"),
        (r"ASK { \u0053ERVICE <http://example.org/> { ?s ?p ?o } }", "elsewhere"),
        ("SELECT * FROM <http://example.org/data.ttl> { ?s ?p ?o }", "nothing is fetched"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "nothing is fetched"),
        ("SELECT * FROM NAMED <http://example.org/data.ttl> { GRAPH ?g { ?s ?p ?o } }", "nothing is fetched"),
        ("LOAD <http://example.org/data.ttl>", "LOAD changes data"),
        ("PREFIX x: <urn:x> INSERT DATA { x:a x:b x:c }", "INSERT changes data"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE changes data"),
        ("clear all", "CLEAR changes data"),
    ],
)
def test_what_reaches_out_or_writes_is_refused(store: Path, query: str, problem: str) -> None:
    """Network, files and updates are refused, however they are written."""
    with pytest.raises(QueryError, match=problem):
        run_query(store, query)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s rdfs:label 'SERVICE' } # SERVICE <http://example.org/>",
        'ASK { ?s rdfs:label "the service" , """a "SERVICE" too""" }',
        "ASK { ?s <http://example.org/service#load> ?service }",
        "ASK { ?s schema:service $load }",
    ],
)
def test_words_in_strings_names_and_comments_are_no_keywords(store: Path, query: str) -> None:
    """The word alone is no reason to refuse."""
    assert run_query(store, query).value is False


class _Endpoint(BaseHTTPRequestHandler):
    """Answers every query with one row."""

    def do_POST(self) -> None:
        self.server.asked = True  # type: ignore[attr-defined]
        body = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:far"}}]}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_service_reaches_only_an_allowed_host(store: Path) -> None:
    """A host that is allowed is asked; another one in the same query is not."""
    server = HTTPServer(("127.0.0.1", 0), _Endpoint)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    try:
        query = f"SELECT ?s {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"
        assert rows_of(store, query, allowed_services=["127.0.0.1"]) == [("urn:far",)]
        assert getattr(server, "asked", False)
        with pytest.raises(QueryError, match=r"--allow-service example\.org"):
            run_query(
                store,
                f"ASK {{ SERVICE <{address}> {{ ?s ?p ?o }} SERVICE <http://example.org/> {{ ?s ?p ?o }} }}",
                allowed_services=["127.0.0.1"],
            )
    finally:
        server.shutdown()
        server.server_close()


def test_endless_query_is_killed(store: Path) -> None:
    """A cartesian product ends at its time limit."""
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with pytest.raises(QueryError, match=r"stopped after 0\.5 seconds"):
        rows_of(store, query, timeout_seconds=0.5)


def test_greedy_query_runs_out_of_memory_alone(store: Path) -> None:
    """A query that needs more memory than it may have ends, and says so."""
    pytest.importorskip("resource", reason="Windows has no memory limit")
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
    with pytest.raises(QueryError, match="GiB of memory"):
        rows_of(store, query, memory_bytes=600 * 1024**2, timeout_seconds=60)


def test_folder_without_a_store(tmp_path: Path) -> None:
    """A folder that holds no graph is told before anything runs."""
    with pytest.raises(InputError, match="realpolitik build"):
        run_query(tmp_path, "ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("term", "value", "short"),
    [
        (Term("literal", "-3", "http://www.w3.org/2001/XMLSchema#integer"), -3, "-3"),
        (Term("literal", "2.5", "http://www.w3.org/2001/XMLSchema#decimal"), 2.5, "2.5"),
        (Term("literal", "x", "http://www.w3.org/2001/XMLSchema#integer"), "x", "x"),
        (Term("literal", "1", "http://www.w3.org/2001/XMLSchema#boolean"), True, "1"),
        (
            Term("iri", "https://w3id.org/realpolitik/actor/org/pdvsa"),
            "https://w3id.org/realpolitik/actor/org/pdvsa",
            "organisation:pdvsa",
        ),
        (Term("iri", "urn:x"), "urn:x", "urn:x"),
        (Term("other", "_:b"), "_:b", "_:b"),
    ],
)
def test_terms_as_values_and_for_people(term: Term, value: object, short: str) -> None:
    """Numbers and booleans become such; IRIs are shortened by the longest prefix."""
    assert term.value == value
    assert term.short == short


def test_a_small_graph_needs_little_memory(store: Path) -> None:
    """A limit is not used up by chance before the query begins: opening a store took up to 1.1 GB."""
    limit = 450 * 1024**2

    assert [run_query(store, "ASK {}", memory_bytes=limit).value for _ in range(3)] == [True] * 3
