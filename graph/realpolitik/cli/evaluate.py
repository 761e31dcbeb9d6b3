"""`realpolitik evaluate`: how near extraction comes to a careful reader."""

from __future__ import annotations

from typing import Any

import click

from realpolitik.cli.options import FORMATS, format_option, inputs_from, strict_option, vocabulary_options

LEVELS = ("triple", "status", "category", "rollup", "pair")


@click.command()
@click.argument("gold", metavar="GOLD")
@click.argument("paths", nargs=-1, required=True, metavar="PRED|PATH...")
@click.option("--show", type=click.Choice(["missed", "spurious"]), help="List what was missed, or is false.")
@click.option("--at", type=click.Choice(LEVELS), default="triple", show_default=True, help="Level of --show.")
@click.option("--aliases", metavar="FILE", help="JSON object of actor ids to be read as others.")
@click.option("--json", "json_", is_flag=True, help="Write the figures as one JSON object.")
@format_option(*FORMATS)
@vocabulary_options
@strict_option
def evaluate(
    gold: str,
    paths: tuple[str, ...],
    *,
    show: str | None,
    at: str,
    json_: bool,
    format_: str | None,
    strict: bool,
    **settings: Any,
) -> None:
    """Evaluate claims against a gold file.

    Gives precision, recall and F1 by level.  PRED is a claims.jsonl; a PATH is a document or a folder, from
    which claims are extracted first.

    Example: realpolitik evaluate gold.jsonl realpolitik-graph/claims.jsonl --show missed
    """
    from realpolitik.analysis.tables import difference_rows, score_rows
    from realpolitik.cli.rows import write_json, write_rows
    from realpolitik.pipeline import score_claims

    with inputs_from(paths, strict=strict) as inputs:
        scores = score_claims(gold, inputs, **settings)
    if json_:
        write_json({str(row.pop("level")): row for row in score_rows(scores)})
    else:
        write_rows(difference_rows(scores, show, level=at) if show else score_rows(scores), format_=format_)
