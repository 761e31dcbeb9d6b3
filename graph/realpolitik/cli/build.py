"""`realpolitik build`: documents in, a graph folder out."""

from __future__ import annotations

from typing import Any

import click

from realpolitik.cli.options import (
    inputs_from,
    open_in_browser,
    strict_option,
    vocabulary_options,
)
from realpolitik.folder import DEFAULT_FOLDER


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "-o", "--output", default=DEFAULT_FOLDER, show_default=True, metavar="DIR", help="Where to write."
)
@click.option("--open", "open_", is_flag=True, help="Open the explorer when it is done.")
@vocabulary_options
@strict_option
def build(paths: tuple[str, ...], output: str, *, open_: bool, strict: bool, **settings: Any) -> None:
    """Build a graph from documents.

    A PATH is a file or a folder; - is standard input.  Without a PATH it reads the five documents that come
    with realpolitik.  DIR gets documents.jsonl,
    claims.jsonl, graph.trig, store/, explorer.html and report.json in one step: a build that fails leaves
    the graph that was there.

    Example: realpolitik build articles/ -o my-graph
    """
    from realpolitik.pipeline import build_graph, seed_paths

    with inputs_from(paths or seed_paths(), strict=strict) as inputs:
        report = build_graph(inputs, output, **settings)
    click.echo(report.summary())
    if open_:
        open_in_browser(str(report.folder.explorer))
