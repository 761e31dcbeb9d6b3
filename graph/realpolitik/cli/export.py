"""`realpolitik export`: a graph in the formats of other tools."""

from __future__ import annotations

from typing import BinaryIO

import click

from realpolitik.cli.options import graph_option

_FORMATS = ("nquads", "trig", "turtle", "jsonld", "rdf12", "nanopub")


@click.command()
@graph_option
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="nquads", show_default=True)
@click.option(
    "-o",
    "--output",
    type=click.File("wb", lazy=True),
    default="-",
    help="File to write; - is standard output.",
)
def export(graph: str, *, format_: str, output: BinaryIO) -> None:
    """Write a graph in a format that other tools read.

    rdf12 adds RDF 1.2 triple terms, nanopub gives one nanopublication a claim. Turtle has no named graphs.

    Example:
        realpolitik export --format jsonld -o graph.jsonld
    """
    from realpolitik.folder import find_folder
    from realpolitik.rdf.export import export_graph

    export_graph(find_folder(graph).store, output, format_)
