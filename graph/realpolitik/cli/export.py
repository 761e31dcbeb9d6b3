"""`realpolitik export`: the network of claims for other programs."""

from __future__ import annotations

from typing import Any

import click

from realpolitik.cli.options import condition_options, graph_option


@click.command()
@graph_option
@condition_options
@click.option(
    "--format",
    "format_",
    type=click.Choice(["gexf", "graphml", "cytoscape", "dot"]),
    default="gexf",
    show_default=True,
    help="gexf for Gephi, graphml for yEd, igraph and R, cytoscape JSON, dot for Graphviz.",
)
@click.option("-o", "--output", metavar="FILE", help="Where to write it.  Default: standard output.")
def export(graph: str, *, format_: str, output: str | None, **conditions: Any) -> None:
    """Write the network of claims, one edge a claim, for Gephi and other programs.

    For tables, `realpolitik claims --format csv` has the same claims.

    Example: realpolitik export --format gexf -o network.gexf
    """
    from realpolitik.api import open_graph
    from realpolitik.ledger import atomic_writer
    from realpolitik.views.exchange import render_network

    text = render_network(open_graph(graph).to_networkx(**conditions), format_)
    if output is None:
        click.echo(text, nl=False)
        return
    with atomic_writer(output) as file:
        file.write(text)
    click.echo(output)
