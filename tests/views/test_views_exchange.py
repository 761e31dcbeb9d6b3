"""A network of claims in the formats of other programs."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realpolitik.views.exchange import EXCHANGE_FORMATS, render_edge_list, render_neo4j, render_network
from strategies import texts

HOSTILE = 'A "name" \\ <script>&\x00\x1b\ud800 ]]>'


def network(label: str = "lends to") -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_node("CHN", label="China", kind="country", country="CHN")
    graph.add_node("VEN", label=label, kind="country", country=None)
    common = {"category": "finance", "status": "possible", "confidence": 0.5, "start": 3, "end": 9}
    graph.add_edge("CHN", "VEN", key="c1", label=label, when_start="2000-01-01", when_end=None, **common)
    graph.add_edge("CHN", "VEN", key="c2", label=label, when_start=None, when_end=None, **common)
    return graph


def test_gexf_has_colours_weights_and_times_and_no_clock() -> None:
    """Gephi reads them; the offsets of the quote are no times."""
    text = render_network(network(), "gexf")

    edges = ET.fromstring(text).findall(".//{*}edge")
    assert [edge.get("start") for edge in edges] == ["2000-01-01", None]
    assert [edge.get("weight") for edge in edges] == ["0.5", "0.5"]
    assert _colours(text, "edge") == {("0", "122", "88")}
    assert _colours(text, "node") == {("27", "73", "101")}
    assert 'timeformat="date"' in text
    assert "lastmodified" not in text
    assert text == render_network(network(), "gexf")


def test_graphml_comes_back_as_it_went() -> None:
    """Parallel edges keep their ids and attributes."""
    back = nx.read_graphml(io.BytesIO(render_network(network(), "graphml").encode()), force_multigraph=True)

    assert back.nodes["CHN"]["label"] == "China"
    assert sorted(back["CHN"]["VEN"]) == ["c1", "c2"]
    assert back["CHN"]["VEN"]["c1"]["quote_start"] == 3


def test_cytoscape_json_has_every_node_and_edge() -> None:
    """With names and times."""
    elements = json.loads(render_network(network(), "cytoscape"))["elements"]

    assert [node["data"]["label"] for node in elements["nodes"]] == ["China", "lends to"]
    assert [edge["data"]["when_start"] for edge in elements["edges"]] == ["2000-01-01", None]


def test_dot_shows_status_by_its_dash() -> None:
    """Graphviz draws what is possible dashed."""
    assert render_network(network(), "dot").count('style="dashed"') == 2


@pytest.mark.parametrize("format_", EXCHANGE_FORMATS)
def test_hostile_names_break_no_format(format_: str) -> None:
    """Quotes, markup, control characters and lone surrogates."""
    text = render_network(network(HOSTILE), format_)

    if format_ in {"gexf", "graphml"}:
        assert "<script>" in "".join(
            value for node in ET.fromstring(text).iter() for value in (*node.attrib.values(), node.text or "")
        )
    if format_ == "dot":
        assert 'label="A \\"name\\" \\\\ <script>&' in text
    if format_ == "cytoscape":
        assert json.loads(text)["elements"]["nodes"][1]["data"]["label"] == HOSTILE.replace("\ud800", "")


@pytest.mark.parametrize("format_", EXCHANGE_FORMATS)
def test_an_empty_network_is_a_file_too(format_: str) -> None:
    """Nothing found is no error."""
    assert render_network(nx.MultiDiGraph(), format_)


def _colours(text: str, element: str) -> set[tuple[str | None, ...]]:
    found = ET.fromstring(text).findall(f".//{{*}}{element}/{{*}}color")
    return {(one.get("r"), one.get("g"), one.get("b")) for one in found}


def signed() -> nx.Graph:
    graph = nx.Graph(grounds="two claims")
    graph.add_node("CHN", label="China", kind="country", country="CHN")
    graph.add_edge("CHN", "VEN", sign=-1, weight=2, claims=("c1", "c2"), goldstein=-5.0)
    graph.add_edge("CHN", "RUS", sign=1, weight=1, claims=("c3",), goldstein=None)
    return graph


def weighted() -> nx.DiGraph:
    graph = nx.DiGraph(grounds="three claims")
    common = {"first": "2001-02-03", "last": "2004-05-06"}
    graph.add_edge("CHN", "VEN", weight=3.0, relations={"lends": 2, "meets": 1}, goldstein=5.0, **common)
    return graph


def test_gexf_of_pairs_has_their_weights_times_and_leanings() -> None:
    """Signed and weighted networks open in Gephi as networks of claims do."""
    (edge,) = ET.fromstring(render_network(weighted(), "gexf")).findall(".//{*}edge")

    assert (edge.get("weight"), edge.get("start"), edge.get("end")) == ("3.0", "2001-02-03", "2004-05-06")
    assert _colours(render_network(weighted(), "gexf"), "edge") == {("0", "114", "178")}
    assert _colours(render_network(signed(), "gexf"), "edge") == {("0", "114", "178"), ("213", "94", "0")}
    assert "lends (2); meets (1)" in render_network(weighted(), "gexf")


@pytest.mark.parametrize("graph", [signed(), weighted()], ids=["signed", "weighted"])
def test_pairs_go_into_every_format(graph: nx.Graph) -> None:
    """And come back with their ends and weights where networkx reads the format."""
    back = nx.read_graphml(io.BytesIO(render_network(graph, "graphml").encode()))

    assert {frozenset(pair) for pair in back.edges} == {frozenset(pair) for pair in graph.edges}
    assert sorted(nx.get_edge_attributes(back, "weight").values()) == sorted(
        nx.get_edge_attributes(graph, "weight").values()
    )
    assert len(json.loads(render_network(graph, "cytoscape"))["elements"]["edges"]) == len(graph.edges)
    assert render_network(graph, "dot").startswith("digraph" if graph.is_directed() else "graph")


def test_an_edge_list_has_a_row_an_edge_with_all_attributes() -> None:
    """Written by the caller's cells, so that nothing in it runs in a spreadsheet."""
    text = render_edge_list(network("=1+1"), cell=lambda value: f"<{'' if value is None else value}>")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert [(row["source"], row["target"], row["id"]) for row in rows] == [
        ("<CHN>", "<VEN>", "<c1>"),
        ("<CHN>", "<VEN>", "<c2>"),
    ]
    assert rows[0]["target_label"] == "<=1+1>"
    assert rows[1]["when_start"] == "<>"


def test_neo4j_files_have_typed_headers_and_one_line_a_row() -> None:
    """As `neo4j-admin database import` reads them."""
    graph = network('a "quoted"\nname, with a comma')
    graph.edges["CHN", "VEN", "c1"].update(relation="reduces-ties", symmetric=False)
    files = render_neo4j(graph)
    actors = list(csv.DictReader(io.StringIO(files["actors.csv"])))
    claims = list(csv.DictReader(io.StringIO(files["claims.csv"])))

    assert [actor[":LABEL"] for actor in actors] == ["Actor;Country", "Actor;Country"]
    assert actors[1]["label"] == 'a "quoted" name, with a comma'
    assert {claim[":START_ID"] for claim in claims} | {claim[":END_ID"] for claim in claims} <= {
        actor["id:ID"] for actor in actors
    }
    assert [claim[":TYPE"] for claim in claims] == ["REDUCES_TIES", "CLAIMS"]
    assert (claims[0]["when_start:date"], claims[0]["confidence:double"]) == ("2000-01-01", "0.5")
    assert claims[0]["symmetric:boolean"] == "false"
    assert len(files["claims.csv"].splitlines()) == 3


def _legal(text: str) -> str:
    """Return what XML can hold of a text."""
    return "".join(c for c in text if c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")


@settings(max_examples=40)
@given(st.lists(texts(min_size=1), min_size=2, max_size=4, unique=True))
def test_any_names_come_back_from_every_network_format(names: list[str]) -> None:
    """GraphML, GEXF and Cytoscape JSON, as their readers see them."""
    graph = nx.MultiDiGraph()
    for at, name in enumerate(names):
        graph.add_node(f"org:{at}", label=name, kind="organisation", country=None)
        graph.add_edge("org:0", f"org:{at}", key=f"c{at}", label=name, status="actual", confidence=0.5)

    graphml = nx.read_graphml(io.BytesIO(render_network(graph, "graphml").encode()), force_multigraph=True)
    gexf = nx.read_gexf(io.BytesIO(render_network(graph, "gexf").encode()))
    nodes = json.loads(render_network(graph, "cytoscape"))["elements"]["nodes"]

    wanted = {f"org:{at}": name for at, name in enumerate(names)}
    assert {node["data"]["id"]: node["data"]["label"] for node in nodes} == wanted
    for found in (graphml, gexf):
        told = {actor: _legal(data.get("label", "")) for actor, data in found.nodes(data=True)}
        assert told == {actor: _legal(name) for actor, name in wanted.items()}
