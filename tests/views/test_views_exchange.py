"""A network of claims in the formats of other programs."""

from __future__ import annotations

import io
import json
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from realpolitik.views.exchange import EXCHANGE_FORMATS, render_network

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
    assert {
        (e.get("r"), e.get("g"), e.get("b")) for e in ET.fromstring(text).iter() if e.tag.endswith("color")
    } == {("0", "122", "88")}
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
