"""`realpolitik load`: a graph onto a SPARQL server."""

from __future__ import annotations

import sys

import click

from realpolitik.cli.options import graph_option


@click.command()
@graph_option
@click.option(
    "--endpoint",
    required=True,
    metavar="URL",
    help="The server's graph store: http://localhost:7878/store for Oxigraph; docs/endpoints.md has others.",
)
@click.option(
    "--timeout", default=300.0, show_default=True, metavar="S", help="Seconds that it may be silent."
)
def load(graph: str, *, endpoint: str, timeout: float) -> None:
    """Load a graph onto a SPARQL server, named graph by named graph.

    Only what differs from an earlier load is sent; a load that was cut short goes on where it was.  Name and
    password, or a token, come from REALPOLITIK_ENDPOINT_USER and _PASSWORD, or _TOKEN.

    DIR may also hold the partitioned claims of a build with --cluster: these are sent many documents in a
    request, without a store here; nothing is removed, and contradictions are left out.

    Example:
        realpolitik load -g realpolitik-graph --endpoint http://localhost:7878/store
    """
    from realpolitik.building.dataset import is_dataset
    from realpolitik.folder import find_folder
    from realpolitik.pipeline import load_claims
    from realpolitik.rdf.connection import Connection
    from realpolitik.rdf.remote import load_graph

    def show(name: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{name}", err=True, nl=False)

    connection = Connection(endpoint, timeout_seconds=timeout)
    if is_dataset(graph):
        report = load_claims(graph, connection, on_partition=show)
    else:
        report = load_graph(find_folder(graph).store, connection, on_graph=show)
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
    click.echo(report.summary())
