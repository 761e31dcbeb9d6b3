"""`realpolitik pair`: all that is told of two actors."""

from __future__ import annotations

import click

from realpolitik.cli.options import FORMATS, format_option, graph_option

_COLUMNS = ("when", "told", "status", "attributed_to", "document", "quote")


@click.command()
@click.argument("one")
@click.argument("other")
@graph_option
@format_option(*FORMATS)
def pair(one: str, other: str, graph: str, *, format_: str | None) -> None:
    """List the claims between two actors, dated ones first.

    A country stands for whoever acts for it.

    Example: realpolitik pair China Venezuela
    """
    from realpolitik.api import open_graph
    from realpolitik.cli.findings import write_findings

    found = open_graph(graph).analysis.pair(one, other)
    write_findings(found, format_=format_, shown=_COLUMNS)
