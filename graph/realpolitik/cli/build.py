"""`realpolitik build`: documents in, a graph folder out."""

from __future__ import annotations

import os
from typing import Any

import click

from realpolitik.cli.options import open_in_browser, strict_option, vocabulary_options
from realpolitik.cli.progress import build_inputs
from realpolitik.folder import DEFAULT_FOLDER

_INTERRUPTED = 130  # 128 + SIGINT, as shells have it


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "-o", "--output", default=DEFAULT_FOLDER, show_default=True, metavar="DIR", help="Where to write."
)
@click.option("--add", is_flag=True, help="Keep the documents of DIR that no PATH holds.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that read; by default one for few documents, else one for each core.",
)
@click.option("--no-cache", is_flag=True, help="Read every new document anew, and keep no work for later.")
@click.option("--open", "open_", is_flag=True, help="Open the explorer when it is done.")
@vocabulary_options
@strict_option
@click.pass_context
def build(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    output: str,
    *,
    add: bool,
    jobs: int | None,
    no_cache: bool,
    open_: bool,
    strict: bool,
    **settings: Any,
) -> None:
    """Build a graph from documents.

    A PATH is a file or a folder; - is standard input.  Without a PATH it reads the five documents that come
    with realpolitik.  DIR gets documents.jsonl, claims.jsonl, graph.trig, store/, explorer.html and
    report.json in one step: a build that fails leaves the graph that was there.  Into a graph, it adds,
    replaces and removes documents until DIR holds what the PATHs hold, and reads only those that are new
    or changed.  A build that was stopped goes on where it was.

    Example: realpolitik build articles/ -o my-graph
    """
    from realpolitik.building.engine import BuildOptions
    from realpolitik.pipeline import build_graph, seed_paths

    if "" in paths:
        raise click.BadArgumentUsage("an empty PATH names nothing; give a file or a folder")
    with build_inputs(paths or seed_paths(), strict=strict) as (inputs, on_phase):
        options = BuildOptions(add=add, jobs=jobs, use_cache=not no_cache, on_phase=on_phase)
        try:
            report = build_graph(inputs, output, options=options, **settings)
        except KeyboardInterrupt:
            kept = "nothing is kept" if no_cache else "the same command goes on from here"
            click.echo(f"\nstopped; {output} is as it was; {kept}", err=True)
            ctx.exit(_INTERRUPTED)
    click.echo(report.summary())
    if open_:
        open_in_browser(os.fspath(report.folder.explorer))
