"""`realpolitik rank`: actors in order of a measure."""

from __future__ import annotations

from typing import Any

import click

from realpolitik.cli.findings import limit_options, limits_of
from realpolitik.cli.options import FORMATS, format_option, graph_option

_COLUMNS = ("rank", "label", "value", "claims")


@click.command()
@click.argument("measure", default="strength")
@click.option("--limit", type=click.IntRange(min=1), help="Most rows to show.")
@graph_option
@limit_options
@format_option(*FORMATS)
def rank(measure: str, graph: str, *, format_: str | None, limit: int | None, **options: Any) -> None:
    """List actors by their place in the network of claims, the first first.

    Measures: degree, in-degree, out-degree (partners); strength, in-strength, out-strength (claims);
    betweenness, pagerank, eigenvector, brokerage.

    Example: realpolitik rank out-strength --category pressure
    """
    from realpolitik.api import open_graph
    from realpolitik.cli.findings import write_findings

    found = open_graph(graph).analysis.rank(measure, **limits_of(options))
    write_findings(found, format_=format_, shown=_COLUMNS, limit=limit)
