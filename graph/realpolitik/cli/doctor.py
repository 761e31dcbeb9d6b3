"""`realpolitik doctor`: whether an installation and a graph are whole."""

from __future__ import annotations

import click


@click.command()
@click.argument("graph", required=False, metavar="[GRAPH]")
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Lines for people, or one JSON object.",
)
@click.pass_context
def doctor(ctx: click.Context, /, graph: str | None, *, format_: str) -> None:
    """Check an installation, and a graph where one is named.

    One line each: ok, warning or fault, what was looked at, and what was found.  The exit code is 3 when
    there is a fault.  It needs no network and no browser, and changes nothing.

    Example: realpolitik doctor realpolitik-graph
    """
    from itertools import chain

    from realpolitik.cli.rows import write_json
    from realpolitik.doctor import Outcome, check_graph, check_installation
    from realpolitik.folder import find_folder

    if graph:
        find_folder(graph)  # a slip in its name is told before half a minute of checks
    found = []
    for check in chain(check_installation(), check_graph(graph) if graph else ()):
        found.append(check)
        if format_ == "text":
            click.echo(f"{check.outcome.value:8} {check.name:18} {' '.join(check.told.split())}")
    is_whole = all(check.outcome is not Outcome.FAULT for check in found)
    if format_ == "json":
        write_json({"ok": is_whole, "checks": [check.to_json() for check in found]})
    ctx.exit(0 if is_whole else 3)
