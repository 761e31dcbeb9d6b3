"""`realpolitik serve`: a graph on the web."""

from __future__ import annotations

import click

from realpolitik.cli.options import graph_option

_MEBIBYTE = 1024**2


@click.command()
@graph_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=7717, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option(
    "--time-limit",
    default=30.0,
    show_default=True,
    type=click.FloatRange(min=0.1),
    metavar="S",
    help="Seconds that one query may work.",
)
@click.option(
    "--max-rows",
    default=100_000,
    show_default=True,
    type=click.IntRange(min=1),
    metavar="N",
    help="Most rows of an answer.",
)
@click.option(
    "--max-concurrent",
    default=4,
    show_default=True,
    type=click.IntRange(1, 256),
    metavar="N",
    help="Queries that may run at once; others wait a little.",
)
@click.option(
    "--memory",
    default=1024,
    show_default=True,
    type=click.IntRange(min=256),
    metavar="MIB",
    help="Memory that one query may take.",
)
@click.option(
    "--cors", multiple=True, metavar="ORIGIN", help="Origin whose pages may ask; * for all. Default: none."
)
def serve(
    graph: str,
    *,
    host: str,
    port: int,
    time_limit: float,
    max_rows: int,
    max_concurrent: int,
    memory: int,
    cors: tuple[str, ...],
) -> None:
    """Serve a graph to browsers and SPARQL clients, until interrupted.

    The explorer is at /, a query page at /query, the endpoint at /sparql.  Nothing can be changed through it,
    and only this machine can reach it unless --host says otherwise.

    Example:
        realpolitik serve -g realpolitik-graph --port 7717
    """
    from realpolitik.errors import MissingExtraError
    from realpolitik.folder import find_folder
    from realpolitik.server.settings import Settings

    try:
        from realpolitik.server.running import serve as run
    except ModuleNotFoundError as exc:
        if exc.name not in {"starlette", "uvicorn", "prometheus_client"}:
            raise
        raise MissingExtraError("serve", purpose="serving a graph") from exc
    settings = Settings(
        graph=find_folder(graph).path,
        host=host,
        port=port,
        time_limit_seconds=time_limit,
        max_rows=max_rows,
        max_concurrent=max_concurrent,
        memory_bytes=memory * _MEBIBYTE,
        cors=cors,
    )
    run(settings, on_ready=lambda address: click.echo(f"{address}/ serves {graph}; Ctrl-C ends it"))
