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
@format_option(*FORMATS)
@vocabulary_options
@strict_option
def extract(paths: tuple[str, ...], *, format_: str | None, strict: bool, **settings: Any) -> None:
    """Extract claims from documents, and keep nothing.

    Claims go to standard output as they are found.  A PATH is a file or a folder; - is standard input.

    Example: echo "Ukraine was attacked by Russia on Monday." | realpolitik extract -
    """
    from realpolitik.cli.rows import write_claims
    from realpolitik.pipeline import extract_claims

    with inputs_from(paths, strict=strict) as inputs:
        write_claims(extract_claims(inputs, **settings), format_=format_)
