"""`realpolitik report`: a report to hand in."""

from __future__ import annotations

import click

from realpolitik.cli.options import graph_option


@click.command()
@graph_option
@click.option("-o", "--output", metavar="FILE", help="Where to write it.  Default: standard output.")
@click.option(
    "--format", "format_", type=click.Choice(["html", "markdown"]), help="Default: html for *.html."
)
@click.option("--title", default="Who did what to whom, and who says so", show_default=True, help="Heading.")
def report(graph: str, *, output: str | None, format_: str | None, title: str) -> None:
    """Write a report on a graph: actors, agreement, differences, sources, time.

    Each figure leads to the passages behind it.  Markdown, or one HTML page that works offline.

    Example: realpolitik report -o report.html
    """
    from realpolitik.api import open_graph
    from realpolitik.ledger import atomic_writer
    from realpolitik.reporting import make_report
    from realpolitik.views.report import render_report_html, render_report_markdown

    as_html = format_ == "html" or (format_ is None and (output or "").endswith((".html", ".htm")))
    render = render_report_html if as_html else render_report_markdown
    text = render(make_report(open_graph(graph).analysis, title=title))
    if output is None:
        click.echo(text, nl=False)
        return
    with atomic_writer(output) as file:
        file.write(text)
    click.echo(output)
