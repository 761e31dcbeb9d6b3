"""`realpolitik path`: how two actors hang together."""

from __future__ import annotations

import click

from realpolitik.cli.options import FORMATS, format_option, graph_option

_COLUMNS = ("from_label", "to_label", "claims", "told", "document", "quote")


@click.command()
@click.argument("start")
@click.argument("end")
@graph_option
@format_option(*FORMATS)
def path(start: str, end: str, graph: str, *, format_: str | None) -> None:
    """Show the shortest chain of claims between two actors.

    Of chains with as many steps, the one with most claims; each step shows its surest claim.  Exit code 3:
    nothing connects the two, or no claim names one of them.

    Example: realpolitik path Iran "Karoline Leavitt"
    """
    from realpolitik.analysis.analyses import UNCONNECTED
    from realpolitik.api import open_graph
    from realpolitik.cli.findings import write_findings

    found = open_graph(graph).analysis.path(start, end)
    write_findings(found, format_=format_, shown=_COLUMNS)
    if str(found.note).startswith(UNCONNECTED):
        raise click.exceptions.Exit(3)
