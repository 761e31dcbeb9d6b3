"""A network of claims in the file formats of other programs: Gephi, yEd, Cytoscape, Graphviz.

A networkx graph with the attributes of `analysis.to_networkx` flows in, text flows out.  No clock: the same
graph gives the same text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import networkx as nx

from realpolitik.views.palette import category_ink

_ILLEGAL_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MODIFIED = re.compile(r' lastmodifieddate="[^"]*"')
_DASHES = MappingProxyType({"actual": "solid", "possible": "dashed", "negated": "dotted"})


def render_network(graph: nx.MultiDiGraph, format_: str) -> str:
    """Return a network of claims in one of `EXCHANGE_FORMATS`.

    - gexf: for Gephi, with colours by category, times where claims have them, and confidence as weight
    - graphml: for yEd, igraph, R and most others
    - cytoscape: JSON for Cytoscape and Cytoscape.js
    - dot: for Graphviz, with colour by category and dash by status

    Args:
        graph: One edge a claim.
        format_: Which.

    >>> graph = nx.MultiDiGraph()
    >>> graph.add_edge("CHN", "VEN", key="c1", label="lends to", category="finance", status="actual")
    'c1'
    >>> print(render_network(graph, "dot"))
    digraph {
      "CHN" [label="CHN"];
      "VEN" [label="VEN"];
      "CHN" -> "VEN" [label="lends to", color="#007a58", style="solid"];
    }
    <BLANKLINE>
    """
    return _RENDERERS[format_](graph)


def _gexf(graph: nx.MultiDiGraph) -> str:
    plain = _plain(graph)
    for _, _, edge in plain.edges(data=True):
        edge["viz"] = {"color": _rgb(category_ink(edge.get("category", "")).light)}
        edge["weight"] = edge.get("confidence", 1.0)
        for name, source in (("start", "when_start"), ("end", "when_end")):
            if source in edge:
                edge[name] = edge[source]
    text = "\n".join(nx.generate_gexf(plain, version="1.2draft"))
    return _MODIFIED.sub("", text) + "\n"


def _graphml(graph: nx.MultiDiGraph) -> str:
    return (
        "\n".join(nx.generate_graphml(_plain(graph), named_key_ids=True, edge_id_from_attribute="id")) + "\n"
    )


def _cytoscape(graph: nx.MultiDiGraph) -> str:
    text = json.dumps(nx.cytoscape_data(graph), ensure_ascii=False, indent=1, default=str)
    return _ILLEGAL_IN_XML.sub("", text) + "\n"  # of these only surrogates are left: JSON escapes the rest


def _dot(graph: nx.MultiDiGraph) -> str:
    return "".join(f"{line}\n" for line in _dot_lines(graph))


def _dot_lines(graph: nx.MultiDiGraph) -> Iterator[str]:
    yield "digraph {"
    for actor, node in graph.nodes(data=True):
        yield f"  {_quoted(actor)} [label={_quoted(node.get('label') or actor)}];"
    for one, other, edge in graph.edges(data=True):
        colour = category_ink(edge.get("category", "")).light
        dash = _DASHES.get(edge.get("status", ""), "solid")
        label = _quoted(edge.get("label") or "")
        ends = f"{_quoted(one)} -> {_quoted(other)}"
        yield f'  {ends} [label={label}, color="{colour}", style="{dash}"];'
    yield "}"


def _quoted(text: str) -> str:
    """Return a DOT string: nothing in a name can end it, or start HTML."""
    escaped = " ".join(_ILLEGAL_IN_XML.sub("", text).split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _plain(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a copy whose attributes XML formats can hold: no None, no tuples, no control characters.

    The offsets of a quote become `quote_start` and `quote_end`: GEXF takes `start` and `end` for times.
    """
    plain = nx.MultiDiGraph()
    for actor, node in graph.nodes(data=True):
        plain.add_node(_legal(actor), **_legal_attributes(node))
    for one, other, key, edge in graph.edges(keys=True, data=True):
        renamed = {{"start": "quote_start", "end": "quote_end"}.get(name, name): edge[name] for name in edge}
        plain.add_edge(_legal(one), _legal(other), key=key, id=key, **_legal_attributes(renamed))
    return plain


def _legal_attributes(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _legal(value) for name, value in attributes.items() if value is not None}


def _legal(value: Any) -> Any:
    return _ILLEGAL_IN_XML.sub("", value) if isinstance(value, str) else value


def _rgb(colour: str) -> dict[str, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return {"r": red, "g": green, "b": blue, "a": 1}


_RENDERERS: Mapping[str, Callable[[nx.MultiDiGraph], str]] = MappingProxyType(
    {"gexf": _gexf, "graphml": _graphml, "cytoscape": _cytoscape, "dot": _dot}
)
EXCHANGE_FORMATS = tuple(_RENDERERS)
