"""`realpolitik sources`: what each source tells, and how far sources agree."""

from __future__ import annotations

import click

from realpolitik.cli.options import FORMATS, format_option, graph_option

_COLUMNS = ("source", "claims", "acts", "only_here", "attributed", "goldstein", "confidence")
_PAIR_COLUMNS = ("first", "second", "shared", "agreement", "contradictions")


@click.command()
@click.option("--pairs", is_flag=True, help="Compare each two sources instead.")
@graph_option
@format_option(*FORMATS)
def sources(graph: str, *, format_: str | None, pairs: bool) -> None:
    """List the sources, with what each tells and what it alone tells.

    goldstein is the mean of what a source tells as fact, from -10 for conflict to +10 for cooperation.

    Example: realpolitik sources --pairs
    """
    from realpolitik.api import open_graph
    from realpolitik.cli.findings import write_findings

    analysis = open_graph(graph).analysis
    if pairs:
        write_findings(analysis.source_pairs(), format_=format_, shown=_PAIR_COLUMNS)
    else:
        write_findings(analysis.sources(), format_=format_, shown=_COLUMNS)
