"""A network in the file formats of other programs: Gephi, yEd, Cytoscape, Graphviz, tables, Neo4j.

A networkx graph flows in, with the attributes of `analysis.to_networkx`, `project` or `signed_network`; text
flows out.  No clock: the same graph gives the same text.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import networkx as nx

from realpolitik.views.palette import category_ink

_ILLEGAL_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MODIFIED = re.compile(r' lastmodifieddate="[^"]*"')
_QUOTE_NAMES = MappingProxyType({"start": "quote_start", "end": "quote_end"})
_NEUTRAL = "#6b6f76"
_SIGN_COLOURS = MappingProxyType({1: "#0072b2", -1: "#d55e00", 0: _NEUTRAL})
_KIND_COLOURS = MappingProxyType({"country": "#1b4965", "organisation": "#b0892f", "person": "#7a7f87"})
_NEO4J_TYPES = MappingProxyType(
    {
        "id": "",
        "label": "",
        "category": "",
        "plover": "",
        "quad_class": ":int",
        "goldstein": ":double",
        "sign": ":int",
        "symmetric": ":boolean",
        "status": "",
        "attributed_to": "",
        "confidence": ":double",
        "document": "",
        "source": "",
        "quote": "",
        "start": ":int",
        "end": ":int",
        "amount": "",
        "amount_value": ":double",
        "amount_unit": "",
        "when_start": ":date",
        "when_end": ":date",
        "role": "",
    }
)
_DASHES = MappingProxyType({"actual": "solid", "possible": "dashed", "negated": "dotted"})


def render_network(graph: nx.Graph, format_: str) -> str:
    """Return a network in one of `EXCHANGE_FORMATS`.

    - gexf: for Gephi; with colours (edges by category or sign, nodes by kind), times where claims have them,
      and weights: those of a projection, else the confidence of a claim
    - graphml: for yEd, igraph, R and most others
    - cytoscape: JSON for Cytoscape and Cytoscape.js
    - dot: for Graphviz, with colour by category or sign and dash by status

    Args:
        graph: One edge a claim, or one weighted or signed edge a pair.
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


def render_edge_list(graph: nx.Graph, *, cell: Callable[[object], str]) -> str:
    """Return a network as CSV with one row an edge: `source`, `target`, then every attribute of an edge.

    Args:
        graph: One edge a claim, or one weighted or signed edge a pair.
        cell: Writes a value; the caller's, so that all CSV files of the program are as safe in spreadsheets.
    """
    edges = list(_edges(graph))
    names = list(dict.fromkeys(name for *_, edge in edges for name in edge))
    header = ("source", "target", "source_label", "target_label", *names)
    labels = {actor: node.get("label") or actor for actor, node in graph.nodes(data=True)}
    rows = (
        [one, other, labels[one], labels[other], *(_joined(edge.get(name)) for name in names)]
        for one, other, edge in edges
    )
    return _csv(header, ([cell(value) for value in row] for row in rows))


def render_neo4j(graph: nx.MultiDiGraph) -> dict[str, str]:
    """Return the two files of `neo4j-admin database import`, by name: actors are nodes, claims relationships.

    Types stand in the headers, so that numbers, days and truth values arrive as such.  Line breaks within a
    value become spaces: the importer reads one line a row.  Load them with:
    `neo4j-admin database import full --nodes=actors.csv --relationships=claims.csv neo4j`.

    Args:
        graph: One edge a claim.
    """
    actors = (
        [actor, node.get("label"), node.get("kind"), node.get("country"), f"Actor;{_kind_label(node)}"]
        for actor, node in graph.nodes(data=True)
    )
    edges = list(_edges(graph))
    names = [name for name in _NEO4J_TYPES if any(name in edge for *_, edge in edges)]
    claims = (
        [one, other, str(edge.get("relation", "claims")).upper().replace("-", "_"), *map(edge.get, names)]
        for one, other, edge in edges
    )
    typed = [f"{_QUOTE_NAMES.get(name, name)}{_NEO4J_TYPES[name]}" for name in names]
    return {
        "actors.csv": _csv(("id:ID", "label", "kind", "country", ":LABEL"), map(_neo4j_cells, actors)),
        "claims.csv": _csv((":START_ID", ":END_ID", ":TYPE", *typed), map(_neo4j_cells, claims)),
    }


def _edges(graph: nx.Graph) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each edge with its attributes, the claim's id among them where an edge is a claim."""
    if graph.is_multigraph():
        for one, other, key, edge in graph.edges(keys=True, data=True):
            yield one, other, {"id": key, **edge}
    else:
        yield from graph.edges(data=True)


def _csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _neo4j_cells(values: Iterable[object]) -> list[str]:
    return ["" if value is None else " ".join(_legal(_told(value)).split()) for value in values]


def _told(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _kind_label(node: Mapping[str, Any]) -> str:
    return str(node.get("kind") or "actor").capitalize()


def _gexf(graph: nx.Graph) -> str:
    plain = _plain(graph)
    for actor, node in plain.nodes(data=True):
        weight = plain.degree(actor, weight="weight")
        colour = _KIND_COLOURS.get(node.get("kind", ""), _NEUTRAL)
        node["viz"] = {"color": _rgb(colour), "size": round(6 + 4 * weight**0.5, 3)}
    for *_, edge in plain.edges(data=True):
        edge["viz"] = {"color": _rgb(_colour(edge))}
        edge.setdefault("weight", edge.get("confidence", 1.0))
        for name, sources in (("start", ("when_start", "first")), ("end", ("when_end", "last"))):
            known = [edge[source] for source in sources if source in edge]
            edge.update({name: known[0]} if known else {})
    text = "\n".join(nx.generate_gexf(plain, version="1.2draft"))
    return _MODIFIED.sub("", text) + "\n"


def _graphml(graph: nx.Graph) -> str:
    plain = _plain(graph)
    attribute = "id" if plain.is_multigraph() else None
    return "\n".join(nx.generate_graphml(plain, named_key_ids=True, edge_id_from_attribute=attribute)) + "\n"


def _cytoscape(graph: nx.Graph) -> str:
    bare = graph.copy()
    bare.graph.clear()  # what a projection rests on is no data of Cytoscape's
    text = json.dumps(nx.cytoscape_data(bare), ensure_ascii=False, indent=1, default=str)
    return _ILLEGAL_IN_XML.sub("", text) + "\n"  # of these only surrogates are left: JSON escapes the rest


def _dot(graph: nx.Graph) -> str:
    return "".join(f"{line}\n" for line in _dot_lines(graph))


def _dot_lines(graph: nx.Graph) -> Iterator[str]:
    yield "digraph {" if graph.is_directed() else "graph {"
    arrow = "->" if graph.is_directed() else "--"
    for actor, node in graph.nodes(data=True):
        yield f"  {_quoted(actor)} [label={_quoted(node.get('label') or actor)}];"
    for one, other, edge in graph.edges(data=True):
        dash = _DASHES.get(edge.get("status", ""), "solid")
        label = _quoted(str(edge.get("label") or (f"{edge['weight']:g}" if "weight" in edge else "")))
        ends = f"{_quoted(one)} {arrow} {_quoted(other)}"
        yield f'  {ends} [label={label}, color="{_colour(edge)}", style="{dash}"];'
    yield "}"


def _colour(edge: Mapping[str, Any]) -> str:
    """Return the colour of an edge: by category where it has one, else by cooperation or conflict."""
    if edge.get("category"):
        return category_ink(edge["category"]).light
    leaning = edge["sign"] if "sign" in edge else edge.get("goldstein") or 0
    return _SIGN_COLOURS[(leaning > 0) - (leaning < 0)]


def _quoted(text: str) -> str:
    """Return a DOT string: nothing in a name can end it, or start HTML."""
    escaped = " ".join(_ILLEGAL_IN_XML.sub("", text).split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _plain(graph: nx.Graph) -> nx.Graph:
    """Return a copy whose attributes XML formats can hold: no None, no tuples, no control characters.

    The offsets of a quote become `quote_start` and `quote_end`: GEXF takes `start` and `end` for times.
    """
    plain = graph.__class__()
    for actor, node in graph.nodes(data=True):
        plain.add_node(_legal(actor), **_legal_attributes(node))
    for one, other, edge in _edges(graph):
        renamed = {_QUOTE_NAMES.get(name, name): value for name, value in edge.items()}
        key = {"key": edge["id"]} if graph.is_multigraph() else {}
        plain.add_edge(_legal(one), _legal(other), **key, **_legal_attributes(renamed))
    return plain


def _legal_attributes(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _legal(_joined(value)) for name, value in attributes.items() if value is not None}


def _joined(value: Any) -> Any:
    """Return a list as one text, "a; b", and counts as "lends (2); meets (1)"."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name} ({count})" for name, count in value.items())
    return "; ".join(map(str, value)) if isinstance(value, tuple | list) else value


def _legal(value: Any) -> Any:
    return _ILLEGAL_IN_XML.sub("", value) if isinstance(value, str) else value


def _rgb(colour: str) -> dict[str, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return {"r": red, "g": green, "b": blue, "a": 1}


_RENDERERS: Mapping[str, Callable[[nx.Graph], str]] = MappingProxyType(
    {"gexf": _gexf, "graphml": _graphml, "cytoscape": _cytoscape, "dot": _dot}
)
EXCHANGE_FORMATS = tuple(_RENDERERS)
