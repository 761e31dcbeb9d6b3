"""`realpolitik view`: the explorer page of a graph, or of a file of claims."""

from __future__ import annotations

from typing import Any

import click

from realpolitik.cli.options import condition_options, graph_option, open_in_browser

_DAY = click.DateTime(["%Y-%m-%d"])
_OPTIONS = (
    click.option(
        "--endpoint", metavar="URL", help="Show the graph of this SPARQL server, not that of a folder."
    ),
    click.option("--title", metavar="TEXT", help="Heading of the page."),
    click.option("--focus", metavar="ACTOR", help="Only this actor and its neighbours: id or any name."),
    click.option("--depth", type=click.IntRange(1, 9), default=1, help="Steps from the focus.  [default: 1]"),
    click.option("--from", "first", type=_DAY, metavar="DAY", help="Only claims of this day or later."),
    click.option("--to", "last", type=_DAY, metavar="DAY", help="Only claims of this day or earlier."),
    click.option(
        "--as-of", "as_of", type=_DAY, metavar="DAY", help="Only what documents published by this day say."
    ),
    click.option("--source", metavar="NAME", help="Only claims of this publisher."),
    click.option(
        "--layout",
        type=click.Choice(("auto", "springs", "ring", "force")),
        default="auto",
        help="How actors are placed.  [default: auto]",
    ),
    click.option("--theme", type=click.Choice(("light", "dark")), help="Default: as the reader's system."),
)


def _look_options(command: Any) -> Any:
    for decorate in reversed(_OPTIONS):
        command = decorate(command)
    return command


@click.command()
@click.argument("claims", required=False, metavar="[CLAIMS]", type=click.Path(exists=True))
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
@_look_options
@condition_options
def view(
    claims: str | None, graph: str, endpoint: str | None, output: str, *, open_: bool, **options: Any
) -> None:
    """Write the explorer: one offline page with the graph and the quotes behind every edge.

    The page needs no network and no program; it can be mailed and opened years later.  What options leave
    out isn't in the file.  CLAIMS is a claims.jsonl to show instead of a graph folder, with or without its
    documents.jsonl beside it.

    Example: realpolitik view --focus Venezuela --category oil -o oil.html
    """
    from realpolitik.api import Page, open_graph

    if claims and endpoint:
        raise click.UsageError("give a file of claims or --endpoint, not both")
    if endpoint and not endpoint.startswith(("http://", "https://")):
        raise click.BadParameter("must be an http:// or https:// address", param_hint="--endpoint")
    days = {name: options.pop(name) for name in ("first", "last", "as_of")}
    bounds = {name: day and day.date().isoformat() for name, day in days.items()}
    Page(open_graph(endpoint or claims or graph).explorer_html(**bounds, **options)).save(output)
    click.echo(output)
    if open_:
        open_in_browser(output)
