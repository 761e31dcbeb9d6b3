"""Two servers of different make, as an endpoint to load and to ask."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from factories import make_claim, make_document
from realpolitik.cli import main
from realpolitik.folder import GraphFolder
from realpolitik.rdf import (
    actor_resolver,
    bind_parameters,
    build_quads,
    open_store,
    read_named_queries,
    read_relation_scheme,
    run_query,
    write_store,
)
from realpolitik.rdf.connection import Connection, EndpointError
from realpolitik.rdf.dataset import dataset_quads
from realpolitik.rdf.remote import load_graph, run_remote_query
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry

_spec = importlib.util.spec_from_file_location("servers", Path(__file__).with_name("servers.py"))
assert _spec is not None
assert _spec.loader is not None
servers: Any = importlib.util.module_from_spec(_spec)
__import__("sys").modules["servers"] = servers
_spec.loader.exec_module(servers)

QUERIES = read_named_queries(resource_path("ontology/queries"))
SCHEME = read_relation_scheme([resource_path("ontology/relations.ttl")])


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(
            "oxigraph",
            marks=pytest.mark.skipif(not servers.find_oxigraph(), reason="no oxigraph: pip install oxigraph"),
        ),
        pytest.param(
            "virtuoso",
            marks=pytest.mark.skipif(
                not servers.find_virtuoso(), reason="no Virtuoso: apt-get install virtuoso-opensource-7-bin"
            ),
        ),
    ],
)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A running server; all tests of a make share one."""
    if request.param == "oxigraph":
        with servers.oxigraph() as running:
            yield running
    else:
        with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
            yield running


def connect(server: Any) -> Connection:
    return Connection(server.graphs, environment=server.environment, backoff_seconds=0)


def told(server: Any, name: str) -> set[ox.Triple]:
    """Return what the server holds in a graph."""
    response = connect(server).send(
        "GET", params={"graph": name}, headers={"Accept": "application/n-triples"}, missing=True
    )
    content = response.content if response.ok else b""
    return {quad.triple for quad in ox.parse(content, ox.RdfFormat.TURTLE)}


def graphs_of(store: Path) -> dict[str, set[ox.Triple]]:
    """Return the graphs of a store, its description included."""
    opened = open_store(store)
    graphs: dict[str, set[ox.Triple]] = {}
    for quad in (*opened, *dataset_quads(opened)):
        assert isinstance(quad.graph_name, ox.NamedNode)
        graphs.setdefault(quad.graph_name.value, set()).add(quad.triple)
    return graphs


def rows(answer: Any) -> list[tuple[str, ...]]:
    # SPARQL leaves the order within GROUP_CONCAT open.
    return sorted(
        tuple("" if term is None else ", ".join(sorted(str(term.value).split(", "))) for term in row)
        for row in answer.rows
    )


def test_load_ask_load_again(server: Any, store: Path, registry: ActorRegistry) -> None:
    """Every triple arrives, named queries answer as here, and a second load sends nothing."""
    wanted = graphs_of(store)
    # Tests run in any order: another may have left some of these graphs, or others, on the server.
    differing = [triples for name, triples in wanted.items() if told(server, name) != triples]
    first = load_graph(store, connect(server))
    again = load_graph(store, connect(server))

    assert (first.loaded, first.triples) == (len(differing), sum(map(len, differing)))
    assert (again.loaded, again.unchanged) == (0, len(wanted))
    for name, triples in wanted.items():
        assert told(server, name) == triples, name
    connection = Connection(server.query)
    for query in QUERIES:
        if query.name != "about-claim":  # triples, not rows
            text = bind_parameters(
                query, dict(query.example), scheme=SCHEME, resolve_actor=actor_resolver(registry, store)
            )
            assert rows(run_remote_query(connection, text)) == rows(run_query(store, text)), query.name


def test_yes_no_and_triples(server: Any, store: Path) -> None:
    """ASK and CONSTRUCT come as here; a standard format comes as the server writes it."""
    load_graph(store, connect(server))
    connection = Connection(server.query)
    yes = run_remote_query(connection, "ASK { actor:CHN rp:lends actor:VEN }")
    no = run_remote_query(connection, "ASK { actor:VEN rp:lends actor:CHN }")
    made = run_remote_query(connection, "CONSTRUCT { ?a rp:lends ?b } WHERE { ?a rp:lends ?b }")
    as_csv = run_remote_query(
        connection, "SELECT ?b WHERE { GRAPH graph:edges { ?a rp:lends ?b } }", format_="csv"
    )

    assert (yes.value, no.value) == (True, False)
    assert [term.short if term else None for term in next(made.rows)] == [
        "actor:CHN",
        "rp:lends",
        "actor:VEN",
    ]
    assert as_csv.content is not None
    assert b"https://w3id.org/realpolitik/actor/VEN" in b"".join(as_csv.content)
    with pytest.raises(EndpointError, match="answers 400"):
        run_remote_query(connection, "SELECT nonsense {")


@pytest.fixture
def changing(tmp_path: Path, registry: ActorRegistry) -> Any:
    """Return a function that writes a store of the named documents."""

    def write(*names: str) -> Path:
        documents = [make_document(id=name) for name in names]
        claims = [make_claim("CHN", "lends", "VEN", document=name) for name in names]
        path = tmp_path / "-".join(names)
        write_store(path, build_quads(claims, documents, registry, software="test 1"))
        return path

    return write


def test_only_the_difference_is_sent(server: Any, changing: Any) -> None:
    """A further document is one graph more, one that is gone goes there too; what is not ours stays."""
    connect(server).send("PUT", params={"graph": "urn:x:theirs"}, data="<urn:a> <urn:b> <urn:c> .",
                         headers={"Content-Type": "text/turtle"})  # fmt: skip
    load_graph(changing("x1", "x2"), connect(server))
    after = changing("x2", "x3")
    report = load_graph(after, connect(server))

    assert (report.loaded, report.removed) == (1, 1)
    assert {name: told(server, name) for name in graphs_of(after)} == graphs_of(after)
    assert told(server, "https://w3id.org/realpolitik/document/x1") == set()
    assert len(told(server, "urn:x:theirs")) == 1


def test_killed_load_is_taken_up(server: Any, changing: Any) -> None:
    """A load that ends midway leaves nothing that the next one doesn't mend, also when a document is gone."""
    load_graph(changing("y1"), connect(server))

    def stop(name: str) -> None:
        if name.endswith("/y3"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_graph(changing("y1", "y2", "y3", "y4"), connect(server), on_graph=stop)
    after = changing("y1", "y4")
    load_graph(after, connect(server))

    assert {name: told(server, name) for name in graphs_of(after)} == graphs_of(after)
    assert told(server, "https://w3id.org/realpolitik/document/y2") == set()


def test_commands(server: Any, small_graph: GraphFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """`load` and `query --endpoint` do it from the command line."""
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    loaded = CliRunner().invoke(main, ["load", "-g", str(small_graph.path), "--endpoint", server.graphs])
    arguments = ["query", "--endpoint", server.query, "--format", "csv"]
    asked = CliRunner().invoke(main, [*arguments, "--name", "lenders-of", "-p", "actor=Venezuela"])
    inline = CliRunner().invoke(main, [*arguments, "--exit-code", "ASK { actor:FRA rp:lends ?x }"])

    assert loaded.exit_code == 0, loaded.output
    assert loaded.stdout.startswith("loaded ")
    assert asked.exit_code == 0, asked.output
    assert "China" in asked.stdout
    assert inline.exit_code == 3


@pytest.mark.skipif(not servers.find_virtuoso(), reason="no Virtuoso")
@pytest.mark.parametrize("server", ["virtuoso"], indirect=True)
def test_wrong_password(server: Any, store: Path) -> None:
    """Who may not write is told which settings say who asks."""
    environment = dict(server.environment, REALPOLITIK_ENDPOINT_PASSWORD="wrong")
    with pytest.raises(EndpointError, match="set REALPOLITIK_ENDPOINT_USER"):
        load_graph(store, Connection(server.graphs, environment=environment))
    with pytest.raises(EndpointError, match="401"):
        load_graph(store, Connection(server.graphs, environment={}))
