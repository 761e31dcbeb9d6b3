"""`realpolitik relations`: who stands in what relation to whom, by all claims together."""

from __future__ import annotations

from typing import Any

import click

from realpolitik.cli.options import FORMATS, condition_options, format_option, graph_option, period_options

_COLUMNS = ("subject_label", "relation", "object_label", "actual", "possible", "negated", "sources")


@click.command()
@graph_option
@condition_options
@period_options
@format_option(*FORMATS)
def relations(graph: str, *, format_: str | None, **conditions: Any) -> None:
    """List the relationships of a graph.

    Each with how many claims tell it as a fact, as possible, or deny it, and whose documents they are in.

    Example: realpolitik relations --actor Venezuela --category oil
    """
    from realpolitik.api import open_graph
    from realpolitik.cli.rows import write_rows

    found = open_graph(graph).relations(**conditions)
    write_rows(found.rows(), format_=format_, shown=_COLUMNS)
