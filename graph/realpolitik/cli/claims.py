"""`realpolitik claims`: the claims of a graph."""

from __future__ import annotations

from typing import Any

import click

from realpolitik.cli.options import FORMATS, condition_options, format_option, graph_option, period_options


@click.command()
@graph_option
@condition_options
@period_options
@format_option(*FORMATS)
def claims(graph: str, *, format_: str | None, **conditions: Any) -> None:
    """List the claims of a graph, each with its quote.

    Example: realpolitik claims --subject Venezuela --category oil
    """
    from realpolitik.api import open_graph
    from realpolitik.cli.rows import write_claims

    write_claims(open_graph(graph).claims(**conditions), format_=format_)
