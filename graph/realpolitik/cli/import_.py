"""`realpolitik import`: a graph of events that others have coded."""

from __future__ import annotations

import click

from realpolitik.cli.options import inputs_from, strict_option
from realpolitik.folder import DEFAULT_FOLDER


@click.command("import")
@click.argument("path")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["icews"]),
    default="icews",
    show_default=True,
    help="Who coded the events.",
)
@click.option(
    "-o", "--output", default=DEFAULT_FOLDER, show_default=True, metavar="DIR", help="Where to write."
)
@strict_option
def import_(path: str, *, format_: str, output: str, strict: bool) -> None:  # noqa: ARG001 (the only one so far)
    """Build a graph of coded events instead of documents.

    icews: PATH is a folder of RE-Net's ICEWS18, or a tab-separated table of the ICEWS dataverse.

    Example: realpolitik import icews18/ --format icews -o events
    """
    from realpolitik.pipeline import import_events

    with inputs_from((path,), strict=strict) as inputs:
        report = import_events(inputs, output)
    click.echo(report.summary())
