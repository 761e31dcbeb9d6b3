"""`realpolitik timeline`: claims in order of when they happened."""

from __future__ import annotations

import click

from realpolitik.cli.options import FORMATS, format_option, graph_option

_COLUMNS = ("start", "end", "told", "status", "document", "quote")


@click.command()
@click.argument("actors", nargs=-1)
@click.option("--published", is_flag=True, help="Place undated claims at the day their document appeared.")
@graph_option
@format_option(*FORMATS, "html")
@click.option("-o", "--output", metavar="FILE", help="Where to write html.  Default: standard output.")
def timeline(
    actors: tuple[str, ...], graph: str, *, format_: str | None, output: str | None, published: bool
) -> None:
    """List claims in order of when they happened.

    With actors: those that name all of them, or whoever acts for them.  html is one page that works offline.

    Example: realpolitik timeline Venezuela "United States"
    """
    from realpolitik.api import open_graph
    from realpolitik.cli.findings import write_findings

    opened = open_graph(graph)
    if format_ == "html":
        page = opened.timeline(*actors, use_published=published)
        if output is None:
            click.echo(page.html, nl=False)
        else:
            page.save(output)
            click.echo(output)
        return
    if output is not None:
        raise click.UsageError("-o goes with --format html")
    found = opened.analysis.timeline(*actors, use_published=published)
    write_findings(found, format_=format_, shown=_COLUMNS)
