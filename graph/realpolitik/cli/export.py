"""`realpolitik export`: the network of claims, or the RDF graph, for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from realpolitik.cli.options import condition_options, graph_option

_RDF_FORMATS = ("nquads", "trig", "turtle", "jsonld", "rdf12", "nanopub")


@click.command()
@graph_option
@condition_options
@click.option(
    "--format",
    "format_",
    type=click.Choice(["gexf", "graphml", "cytoscape", "dot", *_RDF_FORMATS]),
    default="gexf",
    show_default=True,
    help="gexf for Gephi, graphml for yEd, igraph and R, cytoscape JSON, dot for Graphviz; the rest is "
    "the whole RDF graph: rdf12 adds triple terms, nanopub has one nanopublication a claim.",
)
@click.option("-o", "--output", metavar="FILE", help="Where to write it.  Default: standard output.")
def export(graph: str, *, format_: str, output: str | None, **conditions: Any) -> None:
    """Write the network of claims, one edge a claim, or the RDF graph, for other programs.

    For tables, `realpolitik claims --format csv` has the same claims.

    Example: realpolitik export --format gexf -o network.gexf
    """
    from realpolitik.api import open_graph
    from realpolitik.ledger import atomic_writer
    from realpolitik.views.exchange import render_network

    if format_ in _RDF_FORMATS:
        _export_rdf(graph, format_, output, **conditions)
        return
    text = render_network(open_graph(graph).to_networkx(**conditions), format_)
    if output is None:
        click.echo(text, nl=False)
        return
    with atomic_writer(output) as file:
        file.write(text)
    click.echo(output)


def _export_rdf(graph: str, format_: str, output: str | None, **conditions: Any) -> None:
    from realpolitik.folder import find_folder
    from realpolitik.rdf.export import export_graph, write_export

    if any(conditions.values()):
        raise click.UsageError(f"{format_} holds the whole graph; conditions go with gexf and the like")
    store = find_folder(graph).store
    if output is None:
        export_graph(store, sys.stdout.buffer, format_)
        return
    write_export(store, Path(output), format_)
    click.echo(output)
