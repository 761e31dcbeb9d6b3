"""Answers to SPARQL on standard output, and what there is to say about them on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from realpolitik.cli.options import FORMATS
from realpolitik.cli.rows import Row, write_rows
from realpolitik.errors import InputError
from realpolitik.folder import find_folder
from realpolitik.rdf import (
    Answer,
    actor_resolver,
    bind_parameters,
    find_named_query,
    parse_assignment,
    read_named_queries,
    run_query,
)
from realpolitik.resources import resource_path

_FOR_PEOPLE = frozenset({"table", "markdown"})  # IRIs are shown with their prefix


def query_text(graph: str, name: str, parameters: Sequence[str], *, endpoint: str | None = None) -> str:
    """Return the SPARQL of a named query with its parameters, which are `name=value`.

    Args:
        graph: Graph folder, whose actors and relation types are known.
        name: Of the query.
        parameters: Its parameters.
        endpoint: A server's address: then no folder is read, and the shipped actors are known.

    Raises:
        VocabularyError: There is no such query, actor or relation.
        QueryError: A parameter is missing or wrong.
    """
    from realpolitik.api import open_graph
    from realpolitik.pipeline import load_vocabulary

    if endpoint is not None:
        scheme, registry = load_vocabulary()
        named = find_named_query(read_named_queries(resource_path("ontology/queries")), name)
        found = dict(map(parse_assignment, parameters))
        return bind_parameters(named, found, scheme=scheme, resolve_actor=actor_resolver(registry))
    opened = open_graph(graph)
    named = find_named_query(read_named_queries(resource_path("ontology/queries")), name)
    resolve = actor_resolver(opened.registry, opened.folder.store)
    values = dict(map(parse_assignment, parameters))
    return bind_parameters(named, values, scheme=opened.scheme, resolve_actor=resolve)


def read_query(file: str) -> str:
    """Return the SPARQL in a file; - is standard input.

    Raises:
        InputError: The file cannot be read.
    """
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as exc:
        raise InputError(f"cannot be read: {exc.strerror or exc}", path=file) from exc
    return content.decode("utf-8-sig")


def write_answer(
    graph: str,
    text: str,
    *,
    format_: str | None,
    limit: int | None,
    explain: bool = False,
    endpoint: str | None = None,
    **limits: Any,
) -> bool:
    """Run a query and write its answer as it comes; tell whether it is yes, or has a row.

    Args:
        graph: Graph folder.
        text: The SPARQL.
        format_: One of `FORMATS` or a standard format; None for what fits where the output goes.
        limit: Most rows.
        explain: Tell the query and its times on standard error.
        endpoint: A server's address, to ask in place of the folder.
        **limits: As in `run_query`.

    Raises:
        InputError: There is no graph.
        QueryError: The query is wrong, refused, or beyond its limits.
    """
    started = time.perf_counter()
    wanted = "auto" if format_ is None else "rows" if format_ in FORMATS else format_
    if endpoint is None:
        answer = run_query(find_folder(graph).store, text, format_=wanted, limit=limit, **limits)
    else:
        from realpolitik.rdf.connection import Connection  # HTTP that only a server needs
        from realpolitik.rdf.remote import run_remote_query

        connection = Connection(endpoint, timeout_seconds=limits["timeout_seconds"])
        answer = run_remote_query(connection, text, format_=wanted, limit=limit)
    for name, *nearest in answer.unknown:
        advice = f"; did you mean {' or '.join(nearest)}?" if nearest else ""
        click.echo(f"note: this graph has no {name}{advice}", err=True)
    first = time.perf_counter()
    count = _write_rows(answer, format_) if answer.content is None else _write_content(answer.content)
    if explain:
        ended = time.perf_counter()
        click.echo(text.strip(), err=True)
        for name, seconds in answer.seconds.items():
            click.echo(f"{name:>12} {seconds:8.3f} s", err=True)
        click.echo(f"{'first answer':>12} {first - started:8.3f} s", err=True)
        told = f"{count} {'rows' if answer.content is None else 'bytes'}"
        click.echo(f"{'in all':>12} {ended - started:8.3f} s, {told}", err=True)
    return bool(count) if answer.value is None else answer.value


def _write_content(chunks: Iterator[bytes]) -> int:
    count = 0
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
        count += len(chunk)
    sys.stdout.buffer.flush()
    return count


def _write_rows(answer: Answer, format_: str | None) -> int:
    chosen = format_ or ("table" if sys.stdout.isatty() else "jsonl")
    count = 0

    def rows() -> Iterator[Row]:
        nonlocal count
        for row in answer.rows:
            count += 1
            cells = (
                None if term is None else term.short if chosen in _FOR_PEOPLE else term.value for term in row
            )
            yield dict(zip(answer.variables, cells, strict=True))

    write_rows(rows(), format_=chosen, shown=answer.variables, columns=answer.variables)
    return count
