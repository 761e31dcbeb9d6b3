"""Exports, and what reads them."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner

from realpolitik.cli import main
from realpolitik.folder import GraphFolder
from realpolitik.rdf import open_store
from realpolitik.rdf.dataset import dataset_quads
from realpolitik.rdf.export import EXPORT_FORMATS, export_graph
from realpolitik.rdf.iris import PREFIXES

COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?c a rp:Claim } }"


def exported(store: Path, format_: str) -> bytes:
    output = io.BytesIO()
    export_graph(store, output, format_)
    return output.getvalue()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own
@pytest.mark.parametrize("format_", ["nquads", "trig", "jsonld"])
def test_every_quad_survives(store: Path, format_: str) -> None:
    """What is exported and read again is the same graph, to oxigraph and to rdflib."""
    content = exported(store, format_)
    expected = set(open_store(store)) | set(dataset_quads(open_store(store)))
    again = set(ox.parse(content, EXPORT_FORMATS[format_][1]))
    dataset = rdflib.Dataset()
    dataset.parse(data=content.decode(), format="json-ld" if format_ == "jsonld" else format_)

    assert again == expected
    assert sum(1 for _ in dataset.quads()) == len(expected)


def test_turtle_has_each_triple_once(store: Path) -> None:
    """Without named graphs, all triples are there."""
    opened = open_store(store)
    triples = {quad.triple for quad in (*opened, *dataset_quads(opened))}

    assert {quad.triple for quad in ox.parse(exported(store, "turtle"), ox.RdfFormat.TURTLE)} == triples
    assert len(rdflib.Graph().parse(data=exported(store, "turtle").decode(), format="turtle")) == len(triples)


def test_triple_terms_can_be_asked(store: Path) -> None:
    """RDF 1.2: each claim reifies its triple, which is not asserted by that."""
    loaded = ox.Store()
    loaded.load(exported(store, "rdf12"), ox.RdfFormat.TRIG)
    query = """ASK { GRAPH ?g {
        ?claim rdf:reifies <<( actor:ISR rp:attacks actor:VEN )>> ; rp:status rp:possible } }"""
    asserted = "ASK { GRAPH ?g { actor:ISR rp:attacks actor:VEN } }"

    assert bool(loaded.query(query, prefixes=PREFIXES))
    assert not bool(loaded.query(asserted, prefixes=PREFIXES))


def test_nanopublications_have_four_graphs(store: Path) -> None:
    """One nanopublication a claim: its head names the other three, and each is there."""
    loaded = ox.Store()
    loaded.load(exported(store, "nanopub"), ox.RdfFormat.TRIG)
    query = """PREFIX np: <http://www.nanopub.org/nschema#>
    SELECT DISTINCT ?np { GRAPH ?head { ?np a np:Nanopublication ; np:hasAssertion ?a ; np:hasProvenance ?p ;
        np:hasPublicationInfo ?i } GRAPH ?a { ?claim rp:relation ?r } GRAPH ?p { ?a prov:wasDerivedFrom ?d }
        GRAPH ?i { ?np prov:wasAssociatedWith ?software } }"""
    claims = open_store(store).query(COUNT, prefixes=PREFIXES)
    (count,) = (row["n"].value for row in claims)  # type: ignore[union-attr]

    assert len(list(loaded.query(query, prefixes=PREFIXES))) == int(count)  # type: ignore[arg-type]


def test_command_writes_a_file(small_graph: GraphFolder, tmp_path: Path) -> None:
    """-o names the file; without it the graph goes to standard output."""
    target = tmp_path / "g.nq"
    arguments = ["export", "-g", str(small_graph.path), "--format", "nquads"]
    to_file = CliRunner().invoke(main, [*arguments, "-o", str(target)])
    to_output = CliRunner().invoke(main, arguments)

    assert (to_file.exit_code, to_output.exit_code) == (0, 0)
    assert target.read_bytes() == to_output.stdout_bytes
    assert CliRunner().invoke(main, [*arguments, "-o", str(tmp_path / "no" / "g.nq")]).exit_code == 1
    assert CliRunner().invoke(main, [*arguments, "--actor", "France"]).exit_code == 2
    assert CliRunner().invoke(main, ["export", "-g", str(tmp_path), "--format", "trig"]).exit_code == 1
