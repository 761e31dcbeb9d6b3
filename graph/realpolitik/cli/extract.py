"""`realpolitik extract`: documents in, claims out, nothing kept."""

from __future__ import annotations

from typing import Any

import click

from realpolitik.cli.options import (
    FORMATS,
    format_option,
    inputs_from,
    strict_option,
    vocabulary_options,
)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...|-")
@click.option("--events", is_flag=True, help="Write what each sentence reports, as coders of events would.")
@format_option(*FORMATS)
@vocabulary_options
@strict_option
def extract(
    paths: tuple[str, ...], *, events: bool, format_: str | None, strict: bool, **settings: Any
) -> None:
    """Extract claims from documents, and keep nothing.

    Claims go to standard output as they are found.  A PATH is a file or a folder; - is standard input.
    With --events it is coded events instead: source, PLOVER type and target of what each sentence reports,
    without what it tells beside that; people and agencies count as their countries.

    Example: echo "Ukraine was attacked by Russia on Monday." | realpolitik extract -
    """
    from realpolitik.cli.rows import write_claims, write_events
    from realpolitik.pipeline import extract_claims, extract_events

    with inputs_from(paths, strict=strict) as inputs:
        if events:
            write_events(extract_events(inputs, **settings), format_=format_)
            return
        write_claims(extract_claims(inputs, **settings), format_=format_)
