"""`realpolitik compare`: what changed between two days."""

from __future__ import annotations

from datetime import datetime

import click

from realpolitik.cli.options import FORMATS, format_option, graph_option

_COLUMNS = ("change", "subject_label", "relation", "object_label", "before", "after")


@click.command()
@click.argument("earlier", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]))
@click.argument("later", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]))
@graph_option
@format_option(*FORMATS)
def compare(earlier: datetime, later: datetime, graph: str, *, format_: str | None) -> None:
    """List the relationships that appeared or grew between two days.

    Counts facts that are told of the time up to each day; what no passage dates is in neither picture.

    Example: realpolitik compare 2018-12-31 2026-01-31
    """
    from realpolitik.api import open_graph
    from realpolitik.cli.findings import write_findings

    found = open_graph(graph).analysis.compare(earlier.date().isoformat(), later.date().isoformat())
    write_findings(found, format_=format_, shown=_COLUMNS)
