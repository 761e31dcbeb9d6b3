"""`realpolitik actor`: with whom an actor has to do."""

from __future__ import annotations

from typing import Any

import click

from realpolitik.cli.findings import limit_options, limits_of
from realpolitik.cli.options import FORMATS, format_option, graph_option

_COLUMNS = (
    "partner_label",
    "claims",
    "given",
    "received",
    "cooperation",
    "conflict",
    "documents",
    "relations",
)


@click.command()
@click.argument("name")
@graph_option
@limit_options
@format_option(*FORMATS)
def actor(name: str, graph: str, *, format_: str | None, **options: Any) -> None:
    """List the partners of an actor, by the claims told as facts.

    A country stands for whoever acts for it; what an actor does is given, what is done to it received.

    Example: realpolitik actor Venezuela --category oil
    """
    from realpolitik.api import open_graph
    from realpolitik.cli.findings import write_findings

    found = open_graph(graph).analysis.partners(name, **limits_of(options))
    write_findings(found, format_=format_, shown=_COLUMNS)
