"""`realpolitik relate`: what relates two marked mentions."""

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
@click.argument("paths", nargs=-1, required=True, metavar="FILE...|-")
@click.option("--stated", is_flag=True, help="Answer only where the text states a relation.")
@format_option(*FORMATS)
@vocabulary_options
@strict_option
def relate(
    paths: tuple[str, ...], *, stated: bool, format_: str | None, strict: bool, **settings: Any
) -> None:
    """Tell what relates two marked mentions.

    A FILE holds JSON Lines such as {"id": 1, "text": "China met Mali.", "subject": {"start": 0, "end": 5},
    "object": {"start": 10, "end": 14}}; - is standard input. Each gives a row: the likeliest relation of the
    subject towards the object, its PLOVER type, status, and the confidence that a claim of it would be right.
    With --stated they are null where that is less sure than a claim must be.

    Example: realpolitik relate pairs.jsonl --stated
    """
    from realpolitik.cli.rows import write_rows
    from realpolitik.close_reading import relate_pairs
    from realpolitik.ledger.marked_pairs import pair_relation_to_json

    with inputs_from(paths, strict=strict) as inputs:
        found = relate_pairs(inputs, stated=stated, **settings)
        write_rows(map(pair_relation_to_json, found), format_=format_)
