"""`realpolitik explain`: why a claim was made."""

from __future__ import annotations

import click

from realpolitik.cli.options import graph_option


@click.command()
@click.argument("claim_id", metavar="CLAIM_ID")
@graph_option
@click.option(
    "--pipeline",
    metavar="NAME",
    envvar="REALPOLITIK_PIPELINE",
    help="Installed spaCy pipeline that the graph was built with, if not the shipped one.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to tell it.",
)
def explain(claim_id: str, graph: str, *, pipeline: str | None, format_: str) -> None:
    """Explain why a claim was made.

    Its document is read anew: who is mentioned and meant, which word states the relation, how the two are
    tied to it, what weighed most, and the sentence's parse. The first characters of the id are enough.

    Example: realpolitik explain 031adf75
    """
    from realpolitik.cli.rows import write_json
    from realpolitik.close_reading import explain_claim

    explanation = explain_claim(claim_id, graph, pipeline=pipeline)
    if format_ == "json":
        write_json(explanation.to_json())
    else:
        click.echo(explanation.to_text())
