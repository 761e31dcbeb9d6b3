"""`realpolitik build`: documents in, a graph folder out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from realpolitik.cli.clusters import build_of_claims, build_on_cluster
from realpolitik.cli.options import open_in_browser, strict_option, vocabulary_options
from realpolitik.cli.progress import build_inputs
from realpolitik.folder import DEFAULT_FOLDER

if TYPE_CHECKING:
    from realpolitik.building.report import BuildReport

_CLAIMS_FOLDER = "realpolitik-claims"
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
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Find the claims on the Dask cluster of this scheduler: tcp://host:8786.",
)
@click.option(
    "--partition-size",
    type=click.FloatRange(min=0, min_open=True),
    default=8.0,
    show_default=True,
    metavar="MB",
    help="With --cluster: documents of one partition.",
)
@click.option("--from-claims", metavar="DIR", help="Build the graph of claims that a cluster has found.")
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
    cluster: str | None,
    partition_size: float,
    from_claims: str | None,
    open_: bool,
    strict: bool,
    **settings: Any,
) -> None:
    """Build a graph from documents.

    A PATH is a file or a folder, here or at an address such as s3://bucket/news; - is standard input.
    Without a PATH it reads the five documents that come with realpolitik.  DIR gets documents.jsonl,
    claims.jsonl, graph.trig, store/, explorer.html and
    report.json in one step: a build that fails leaves the graph that was there.  Into a graph, it adds,
    replaces and removes documents until DIR holds what the PATHs hold, and reads only those that are new
    or changed.  A build that was stopped goes on where it was.

    With --cluster, DIR gets documents and claims as partitioned Parquet instead, of which --from-claims
    makes the graph; docs/scale.md tells more.

    Example: realpolitik build articles/ -o my-graph
    """
    if "" in paths:
        raise click.BadArgumentUsage("an empty PATH names nothing; give a file or a folder")
    try:
        if cluster is not None:
            _refuse(
                {"--add": add, "--jobs": jobs, "--open": open_, "--from-claims": from_claims}, "--cluster"
            )
            _on_cluster(
                ctx, paths, output, cluster, partition_size, strict=strict, reuse=not no_cache, **settings
            )
            return
        if from_claims is not None:
            _refuse({"--add": add, "--jobs": jobs, "a PATH": paths, **_given(settings)}, "--from-claims")
            report = build_of_claims(from_claims, output, strict=strict, use_cache=not no_cache)
        else:
            report = _here(
                paths, output, strict=strict, add=add, jobs=jobs, use_cache=not no_cache, **settings
            )
    except KeyboardInterrupt:
        kept = "nothing is kept" if no_cache else "the same command goes on from here"
        click.echo(f"\nstopped; {output} is as it was; {kept}", err=True)
        ctx.exit(_INTERRUPTED)
    click.echo(report.summary())
    if open_:
        open_in_browser(os.fspath(report.folder.explorer))


def _here(paths: tuple[str, ...], output: str, *, strict: bool, **given: Any) -> BuildReport:
    from realpolitik.building.engine import BuildOptions
    from realpolitik.pipeline import build_graph, seed_paths

    chosen = {name: given.pop(name) for name in ("add", "jobs", "use_cache")}
    with build_inputs(paths or seed_paths(), strict=strict) as (inputs, on_phase):
        return build_graph(inputs, output, options=BuildOptions(**chosen, on_phase=on_phase), **given)


def _on_cluster(
    ctx: click.Context, paths: tuple[str, ...], output: str, address: str, megabytes: float, **given: Any
) -> None:
    from realpolitik.pipeline import seed_paths

    if ctx.get_parameter_source("output") is click.core.ParameterSource.DEFAULT:
        output = _CLAIMS_FOLDER
    report = build_on_cluster(paths or seed_paths(), output, address=address, megabytes=megabytes, **given)
    click.echo(report.summary())


def _refuse(options: dict[str, object], other: str) -> None:
    for name, value in options.items():
        if value:
            raise click.UsageError(f"{name} means nothing with {other}; leave it out")


def _given(settings: dict[str, Any]) -> dict[str, object]:
    return {f"--{name}": value for name, value in settings.items()}
