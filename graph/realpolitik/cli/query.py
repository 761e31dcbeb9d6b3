"""`realpolitik query`: SPARQL on a graph, inline, from a file, or by name."""

from __future__ import annotations

import click

from realpolitik.cli.options import FORMATS, complete_query_name, format_option, graph_option

_STANDARD_FORMATS = ("json", "xml", "turtle", "ntriples", "jsonld", "rdfxml")


def _parameter_names(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Complete the name of a parameter of the query that --name gives."""
    from realpolitik.rdf import read_named_queries
    from realpolitik.resources import resource_path

    known = read_named_queries(resource_path("ontology/queries"))
    chosen = [query for query in known if query.name == context.params.get("name")]
    names = [f"{parameter.name}=" for query in chosen for parameter in query.parameters]
    return [name for name in names if name.startswith(incomplete)]


@click.command()
@click.argument("sparql", required=False)
@click.option("-f", "--file", metavar="FILE", help="File with the query; - is standard input.")
@click.option(
    "--name",
    metavar="NAME",
    shell_complete=complete_query_name,
    help="Named query; `realpolitik queries` lists them.",
)
@click.option(
    "-p",
    "--param",
    "parameters",
    multiple=True,
    metavar="K=V",
    shell_complete=_parameter_names,
    help="Parameter of a named query.",
)
@graph_option
@format_option(*FORMATS, *_STANDARD_FORMATS)
@click.option("--timeout", default=30.0, show_default=True, metavar="S", help="Seconds that it may work.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Most rows to show.")
@click.option("--as-of", metavar="DAY", help="As known on a day: its documents so far, its office-holders.")
@click.option(
    "--allow-service", multiple=True, metavar="HOST", help="Host that SERVICE may reach; none else."
)
@click.option("--exit-code", is_flag=True, help="Exit with 3 when the answer is no, or no row.")
@click.option(
    "--endpoint", metavar="URL", envvar="REALPOLITIK_ENDPOINT", help="Ask this SPARQL server, not a folder."
)
@click.option("--explain", is_flag=True, help="Tell the query as run, and its times, on standard error.")
def query(
    sparql: str | None,
    *,
    file: str | None,
    name: str | None,
    parameters: tuple[str, ...],
    graph: str,
    format_: str | None,
    timeout: float,
    limit: int | None,
    as_of: str | None,
    allow_service: tuple[str, ...],
    exit_code: bool,
    explain: bool,
    endpoint: str | None,
) -> None:
    """Ask a graph in SPARQL.

    Prefixes (rp:, actor:, person:, skos: ...) need no declaration, @"Venezuela" stands for the actor of that
    name, and a query without FROM sees all graphs.  It cannot change the graph, read files or reach the
    network, and is stopped at its time limit.

    Example:
        realpolitik query --name lenders-of -p actor=Venezuela
    """
    from realpolitik.cli.answers import query_text, read_query, write_answer

    if sum(given is not None for given in (sparql, file, name)) != 1:
        raise click.UsageError("give one of: SPARQL, --file, --name")
    if endpoint and (as_of or allow_service):
        raise click.UsageError("--as-of and --allow-service go with a graph folder, not with --endpoint")
    if parameters and not name:
        raise click.UsageError("-p gives a parameter of a named query; give its --name too")
    text = (
        read_query(file) if file else sparql or query_text(graph, name or "", parameters, endpoint=endpoint)
    )
    found = write_answer(
        graph,
        text,
        format_=format_,
        limit=limit,
        timeout_seconds=timeout,
        as_of=as_of,
        allowed_services=allow_service,
        explain=explain,
        endpoint=endpoint,
    )
    if exit_code and not found:
        click.get_current_context().exit(3)
