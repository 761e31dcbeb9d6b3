"""`realpolitik view`: the explorer page of a graph that was built."""

from __future__ import annotations

from typing import Any

import click

from realpolitik.cli.options import condition_options, graph_option, open_in_browser


@click.command()
@graph_option
@click.option(
    "-o",
    "--output",
    default="explorer.html",
    show_default=True,
    metavar="FILE",
    help="Where to write the page.",
)
@click.option("--open", "open_", is_flag=True, help="Open the page when it is written.")
@click.option("--title", metavar="TEXT", help="Heading of the page.")
@condition_options
def view(graph: str, output: str, *, open_: bool, title: str | None, **conditions: Any) -> None:
    """Write the explorer, one offline page.

    It shows the graph with the quotes behind every edge, needs no network and no program, and can be mailed
    and opened years later.

    Example: realpolitik view --category oil -o oil.html
    """
    from realpolitik.api import Page, open_graph

    Page(open_graph(graph).explorer_html(title=title, **conditions)).save(output)
    click.echo(output)
    if open_:
        open_in_browser(output)
