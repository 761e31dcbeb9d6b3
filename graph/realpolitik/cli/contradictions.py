"""`realpolitik contradictions`: where the documents differ."""

from __future__ import annotations

import sys

import click

from realpolitik.cli.options import FORMATS, format_option, graph_option

_COLUMNS = ("importance", "kind", "explanation")


@click.command()
@click.argument("actors", nargs=-1)
@click.option("--limit", type=click.IntRange(min=1), help="Most contradictions to show.")
@graph_option
@format_option("text", *FORMATS)
def contradictions(actors: tuple[str, ...], *, graph: str, limit: int | None, format_: str | None) -> None:
    """Show where documents and speakers differ, the most important first.

    Facts denied, figures that do not fit, one figure told of different things, force here and cooperation
    there, words that judge one act differently, and facts that others hold for possible.  With actors: those
    that concern all of them.  On a terminal, each comes with the quotes of both sides.

    Example: realpolitik contradictions Venezuela "United States"
    """
    from realpolitik.api import open_graph
    from realpolitik.cli.findings import write_findings

    analysis = open_graph(graph).analysis
    found = analysis.contradictions(*actors)
    if format_ == "text" or (format_ is None and sys.stdout.isatty()):
        for one in found[:limit]:
            click.echo(f"{analysis.told(one)}\n")
    else:
        write_findings(found, format_=format_, shown=_COLUMNS, limit=limit)
