"""`realpolitik actors`: who the claims of a graph are about."""

from __future__ import annotations

import click

from realpolitik.cli.options import FORMATS, format_option, graph_option

_COLUMNS = ("label", "kind", "country", "claims", "id", "offices")


@click.command()
@graph_option
@click.option(
    "--kind", type=click.Choice(["country", "organisation", "person"]), help="Only actors of this kind."
)
@click.option("--country", metavar="ACTOR", help="Only those who act for this country.")
@format_option(*FORMATS)
def actors(graph: str, *, kind: str | None, country: str | None, format_: str | None) -> None:
    """List the actors of a graph, those with most claims first.

    Example: realpolitik actors --kind person --country Venezuela
    """
    from realpolitik.api import open_graph
    from realpolitik.cli.rows import write_rows

    found = open_graph(graph).actors(kind=kind, country=country)
    write_rows(found.rows(), format_=format_, shown=_COLUMNS)
