"""`realpolitik extract`: documents in, claims out, nothing kept."""

from __future__ import annotations

import sys
from typing import Any

import click

from realpolitik.cli.options import (
    FORMATS,
    format_option,
    progress_on_stderr,
    skips_on_stderr,
    strict_option,
    vocabulary_options,
)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...|-")
@format_option(*FORMATS)
@vocabulary_options
@strict_option
def extract(paths: tuple[str, ...], *, format_: str | None, strict: bool, **settings: Any) -> None:
    """Extract claims from documents and write them to standard output.

    A PATH is a file or a folder; - is standard input.

    Example: echo "China lent Chad $2 billion." | realpolitik extract -
    """
    from realpolitik.cli.rows import write_claims
    from realpolitik.pipeline import Inputs, extract_claims

    with skips_on_stderr() as on_skip, progress_on_stderr("Reading") as on_document:
        inputs = Inputs(
            paths=paths, stdin=sys.stdin.buffer, strict=strict, on_skip=on_skip, on_document=on_document
        )
        write_claims(extract_claims(inputs, **settings), format_=format_)
