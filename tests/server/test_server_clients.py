"""Clients that others have written, and the tests of the W3C where they lie beside the checkout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
import rdflib
import SPARQLWrapper
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from realpolitik.rdf import write_store
from realpolitik.server.settings import Settings
from served import Served, serving

_W3C = Path(__file__).parents[3] / "shared" / "data" / "w3c-sparql11" / "protocol"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_CASES = """
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX ht: <http://www.w3.org/2011/http#>
PREFIX cnt: <http://www.w3.org/2011/content#>
SELECT ?test ?path ?method ?chars ?encoding ?type ?boolean ?format (GROUP_CONCAT(STR(?status)) AS ?expected) {
    ?test mf:action/ht:requests/rdf:rest*/rdf:first ?request .
    ?request ht:absolutePath ?path ; ht:methodName ?method ; ht:resp ?response .
    ?response mf:expectedStatus ?status .
    OPTIONAL { ?request ht:body [ cnt:chars ?chars ; cnt:characterEncoding ?encoding ] }
    OPTIONAL {
        ?request ht:headers/rdf:rest*/rdf:first [ ht:fieldName ?name ; ht:fieldValue ?type ]
        FILTER(LCASE(?name) = "content-type")
    }
    OPTIONAL { ?response mf:expectedBoolean ?boolean }
    OPTIONAL { ?response mf:expectedFormat ?format }
}
GROUP BY ?test ?path ?method ?chars ?encoding ?type ?boolean ?format
"""


def test_rdflib_reads_from_the_endpoint(served: Served) -> None:
    """As a graph of its own kind: patterns, SPARQL, and one named graph."""
    store = SPARQLStore(served.endpoint)
    graph = rdflib.Graph(store)
    actor, rp = rdflib.Namespace("https://w3id.org/realpolitik/actor/"), "https://w3id.org/realpolitik/ns#"

    assert list(graph.objects(actor.FRA, rdflib.URIRef(f"{rp}meets"))) == [actor.TCD]
    rows = graph.query(f"SELECT (COUNT(*) AS ?n) {{ ?c a <{rp}Claim> }}")
    assert [int(row[0]) for row in rows] == [5]  # type: ignore[index, arg-type]
    assert graph.query(f"ASK {{ ?x <{rp}meets> ?y }}").askAnswer
    assert len(graph.query(f"CONSTRUCT WHERE {{ ?x <{rp}meets> ?y }}").graph or ()) == 1


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # SPARQLWrapper's own
@pytest.mark.parametrize("method", [SPARQLWrapper.GET, SPARQLWrapper.POST])
@pytest.mark.parametrize("how", [SPARQLWrapper.URLENCODED, SPARQLWrapper.POSTDIRECTLY])
def test_sparqlwrapper_in_each_of_its_ways(served: Served, method: str, how: str) -> None:
    """Rows, booleans and triples in the formats that it asks for."""
    client = SPARQLWrapper.SPARQLWrapper(served.endpoint)
    client.setMethod(method)
    client.setRequestMethod(how)

    def answer(query: str, format_: str) -> Any:
        client.setQuery(query)
        client.setReturnFormat(format_)
        return client.queryAndConvert()

    prefix = "PREFIX rp: <https://w3id.org/realpolitik/ns#> "
    rows = answer(prefix + "SELECT ?o { ?s rp:meets ?o }", SPARQLWrapper.JSON)
    assert [row["o"]["value"] for row in rows["results"]["bindings"]] == [
        "https://w3id.org/realpolitik/actor/TCD"
    ]
    assert answer(prefix + "ASK { ?s rp:meets ?o }", SPARQLWrapper.JSON)["boolean"] is True
    xml = answer(prefix + "SELECT ?o { ?s rp:meets ?o }", SPARQLWrapper.XML)
    assert len(xml.getElementsByTagName("result")) == 1
    assert answer(prefix + "SELECT ?o { ?s rp:meets ?o }", SPARQLWrapper.CSV).startswith(b"o\r\n")
    construct = prefix + "CONSTRUCT { ?s rp:meets ?o } WHERE { ?s rp:meets ?o }"
    assert b"rp:meets" in answer(construct, SPARQLWrapper.TURTLE)
    assert len(answer(construct, SPARQLWrapper.RDFXML)) == 1


def test_sparqlwrapper_understands_a_refusal(served: Served) -> None:
    """A query that is wrong is its own exception there, with our words."""
    client = SPARQLWrapper.SPARQLWrapper(served.endpoint)
    client.setQuery("SELECT * {")

    with pytest.raises(QueryBadFormed, match="never closed"):
        client.query()


def _cases() -> list[Any]:
    if not (_W3C / "manifest.ttl").is_file():
        return []
    graph = rdflib.Graph().parse(_W3C / "manifest.ttl", publicID="http://example.org/manifest")
    rows = sorted(graph.query(_CASES), key=str)
    return [pytest.param(row, id=str(row.test).rpartition("#")[2]) for row in rows]  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def w3c_served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of the three graphs that the W3C's tests ask."""
    folder = tmp_path_factory.mktemp("w3c")
    names = [f"http://kasei.us/2009/09/sparql/data/data{number}.rdf" for number in (1, 2, 3)]
    type_ = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    document = ox.NamedNode("http://xmlns.com/foaf/0.1/Document")
    write_store(folder / "store", [ox.Quad(ox.NamedNode(n), type_, document, ox.NamedNode(n)) for n in names])
    (folder / "report.json").write_text('{"realpolitik": "0"}', encoding="utf-8")
    with serving(Settings(graph=folder, port=0, max_concurrent=1)) as running:
        yield running


@pytest.mark.parametrize(
    "case", _cases() or [pytest.param(None, marks=pytest.mark.skip("no W3C tests here"))]
)
def test_w3c_protocol(w3c_served: Served, case: Any) -> None:
    """Each test of queries gives what it expects; each of updates is refused, as this endpoint only reads."""
    body = None if case.chars is None else str(case.chars).encode(str(case.encoding))
    headers: dict[str, Any] = {} if case.type is None else {"content_type": str(case.type)}
    path = str(case.path).replace("/sparql/", "/sparql/", 1)
    reply = w3c_served.send(str(case.method), path, body=body, **headers)

    name = str(case.test).rpartition("#")[2]
    is_update = "update=" in path or "update" in str(case.type) or str(case.chars).startswith("update=")
    if name.startswith("update_") and is_update:
        assert reply.status in {400, 415}
        return
    if name.startswith("update_"):
        assert reply.status == 200  # the query that checks an update, which didn't happen
        return
    expected = {status.rpartition("StatusCode")[2][0] for status in str(case.expected).split()}
    assert str(reply.status)[0] in expected, reply.text
    if case.boolean is not None:
        assert reply.json["boolean"] is case.boolean.toPython()
    elif case.format is not None:
        kinds = {"boolean": "sparql-results", "tabular": "sparql-results", "RDF": "text/turtle"}
        assert kinds[str(case.format)] in reply.headers["content-type"]


def test_addresses_are_loopback(served: Served) -> None:
    """Nothing here leaves the machine."""
    assert urlsplit(served.address).hostname == "127.0.0.1"
