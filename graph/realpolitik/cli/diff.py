"""`realpolitik diff`: what changed from one graph to another."""

from __future__ import annotations

from itertools import chain

import click

from realpolitik.cli.options import FORMATS, format_option

_SHOWN = (
    "change",
    "what",
    "subject_label",
    "relation",
    "object_label",
    "before",
    "after",
    "document",
    "quote",
)
_DIFFERENT = 3


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--what",
    type=click.Choice(("document", "claim", "relation")),
    multiple=True,
    help="Only these; may be given again.  By default all.",
)
@click.option("--exit-code", is_flag=True, help="End with 3 where something changed, as a check in a script.")
@format_option(*FORMATS)
@click.pass_context
def diff(
    ctx: click.Context, old: str, new: str, *, what: tuple[str, ...], exit_code: bool, format_: str | None
) -> None:
    """List what changed from graph OLD to graph NEW: documents, claims and relations.

    A claim or relation that is told with another status has it before and after; a claim that came or went
    has its quote.

    Example: realpolitik diff yesterday today --what relation
    """
    from realpolitik.analysis.changes import change_row
    from realpolitik.cli.rows import write_rows
    from realpolitik.pipeline import diff_graphs

    changes = (change for change in diff_graphs(old, new) if not what or change.what in what)
    first = next(changes, None)
    found = () if first is None else chain([first], changes)
    write_rows(map(change_row, found), format_=format_, shown=_SHOWN)
    if exit_code and first is not None:
        ctx.exit(_DIFFERENT)
