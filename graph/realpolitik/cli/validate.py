"""`realpolitik validate`: whether a graph is as the shapes have it."""

from __future__ import annotations

import click

from realpolitik.cli.options import FORMATS, format_option, graph_option


@click.command()
@graph_option
@format_option(*FORMATS)
def validate(graph: str, *, format_: str | None) -> None:
    """Validate a graph against the SHACL shapes.

    Violations go to standard output, a summary to standard error.  The exit code is 3 when it does not
    conform.

    Example:
        realpolitik validate -g realpolitik-graph
    """
    from realpolitik import rdf
    from realpolitik.cli.rows import write_rows
    from realpolitik.folder import find_folder
    from realpolitik.resources import resource_path

    report = rdf.validate(find_folder(graph).store, resource_path("ontology/shapes.ttl"))
    if report.results:
        write_rows((found.to_json() for found in report.results), format_=format_)
    click.echo(report.summary(), err=True)
    if not report.conforms:
        click.get_current_context().exit(3)
