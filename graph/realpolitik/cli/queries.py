"""`realpolitik queries`: the library of named queries."""

from __future__ import annotations

import click

from realpolitik.cli.options import FORMATS, complete_query_name, format_option


@click.command()
@click.argument("name", required=False, shell_complete=complete_query_name)
@format_option(*FORMATS)
def queries(name: str | None, *, format_: str | None) -> None:
    """List the named queries, or show the SPARQL of one.

    Example:
        realpolitik queries lenders-of
    """
    from realpolitik.cli.rows import write_rows
    from realpolitik.rdf import find_named_query, read_named_queries
    from realpolitik.resources import resource_path

    known = read_named_queries(resource_path("ontology/queries"))
    if name is not None:
        click.echo(find_named_query(known, name).text, nl=False)
        return
    rows = [query.to_json() for query in known]
    write_rows(rows, format_=format_, shown=("name", "title", "usage"), columns=tuple(rows[0]))
