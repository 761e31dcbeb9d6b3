"""`realpolitik import`: a graph of events that others have coded, or of an exported graph."""

from __future__ import annotations

import click

from realpolitik.cli.options import inputs_from, strict_option
from realpolitik.folder import DEFAULT_FOLDER


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["icews", "gdelt", "polecat", "nquads"]),
    default="icews",
    show_default=True,
    help="What the files are.",
)
@click.option(
    "-o", "--output", default=DEFAULT_FOLDER, show_default=True, metavar="DIR", help="Where to write."
)
@strict_option
def import_(paths: tuple[str, ...], *, format_: str, output: str, strict: bool) -> None:
    """Build a graph of coded events, or of an exported graph, instead of documents.

    icews: a folder of RE-Net's ICEWS18, or a tab-separated table of the ICEWS dataverse.
    gdelt: event tables of GDELT 1.0 or 2.0, or a folder of them.
    polecat: tables of the POLECAT dataverse, or a folder of them.
    nquads: what `realpolitik export --format nquads` wrote; the claims come back with every field.

    Rows that are no event between two actors are left out, counted by their reason, and told.

    Example: realpolitik import 20150218230000.export.CSV --format gdelt -o events
    """
    from realpolitik.importing import import_graph

    with inputs_from(paths, strict=strict) as inputs:
        report = import_graph(inputs, output, format_=format_)
    click.echo(report.summary())
