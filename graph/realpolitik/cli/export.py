"""`realpolitik export`: networks, claims or the RDF graph, for other programs."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import click

from realpolitik.cli.options import condition_options, graph_option, period_options

_RDF_FORMATS = ("nquads", "trig", "turtle", "jsonld", "rdf12", "nanopub")
_NETWORK_FORMATS = ("gexf", "graphml", "cytoscape", "dot", "csv")
_OF_TIES = ("category", "relation", "status", "since", "until")


@click.command()
@graph_option
@condition_options
@period_options
@click.option(
    "--format",
    "format_",
    type=click.Choice([*_NETWORK_FORMATS, "neo4j", "parquet", *_RDF_FORMATS]),
    default="gexf",
    show_default=True,
    help="gexf for Gephi, graphml for yEd, igraph and R, cytoscape JSON, dot for Graphviz, csv for a list of "
    "edges, neo4j for the two files that neo4j-admin imports (-o is a folder), parquet for claims; the rest "
    "is the whole RDF graph: rdf12 adds triple terms, nanopub has one nanopublication a claim.",
)
@click.option(
    "--network",
    type=click.Choice(["claims", "weighted", "signed"]),
    default="claims",
    show_default=True,
    help="One edge a claim; or one weighted edge a pair, by number of claims told as facts, rolled up to "
    "countries; or one signed edge a pair, by cooperation and conflict.",
)
@click.option("--min-voices", type=click.IntRange(min=1), default=1, help="Only pairs told of by so many.")
@click.option("--license", "license_", metavar="IRI", help="Under which you publish it, in the RDF formats.")
@click.option("-o", "--output", metavar="FILE", help="Where to write it.  Default: standard output.")
def export(
    graph: str,
    *,
    format_: str,
    network: str,
    min_voices: int,
    license_: str | None,
    output: str | None,
    **conditions: Any,
) -> None:
    """Write a network, the claims, or the RDF graph, for other programs.

    For tables, `realpolitik claims --format csv` has the same claims as parquet.

    Example: realpolitik export --format gexf -o network.gexf
    """
    if format_ in {*_RDF_FORMATS, "neo4j", "parquet"} and (network != "claims" or min_voices > 1):
        raise click.UsageError(f"{format_} holds claims; weighted and signed go with gexf and the like")
    if license_ is not None:
        _check_license(license_, format_)
    if format_ in _RDF_FORMATS:
        _export_rdf(graph, format_, output, license_=license_, **conditions)
    elif format_ == "parquet":
        _export_parquet(graph, output, **conditions)
    elif format_ == "neo4j":
        _export_neo4j(graph, output, **conditions)
    else:
        drawn = _network(graph, network, min_voices, **conditions)
        _write(_rendered(drawn, format_), output)


def _network(graph: str, network: str, min_voices: int, **conditions: Any) -> Any:
    from realpolitik.api import open_graph

    opened = open_graph(graph)
    if network == "claims":
        if min_voices > 1:
            raise click.UsageError("--min-voices counts those who tell of a pair; add --network weighted")
        return opened.to_networkx(**conditions)
    given = {name: value for name, value in conditions.items() if value is not None}
    if set(given) - set(_OF_TIES):
        wrong = ", ".join(f"--{name.replace('_', '-')}" for name in sorted(set(given) - set(_OF_TIES)))
        raise click.UsageError(f"{wrong} goes with --network claims; pairs are chosen by category and time")
    draw = opened.analysis.network if network == "weighted" else opened.analysis.signed_network
    return draw(min_voices=min_voices, **given)


def _rendered(drawn: Any, format_: str) -> str:
    from realpolitik.ledger.claims_csv import safe_cell
    from realpolitik.views.exchange import render_edge_list, render_network

    return render_edge_list(drawn, cell=safe_cell) if format_ == "csv" else render_network(drawn, format_)


def _write(text: str, output: str | None) -> None:
    from realpolitik.ledger import atomic_writer

    if output is None:
        click.echo(text, nl=False)
        return
    with atomic_writer(output) as file:
        file.write(text)
    click.echo(output)


def _export_parquet(graph: str, output: str | None, **conditions: Any) -> None:
    from realpolitik.api import open_graph
    from realpolitik.ledger import write_claims_parquet

    if output is None:
        raise click.UsageError("parquet is written to a file; name it: -o claims.parquet")
    write_claims_parquet(output, open_graph(graph).claims(**conditions))
    click.echo(output)


def _export_neo4j(graph: str, output: str | None, **conditions: Any) -> None:
    from realpolitik.api import open_graph
    from realpolitik.views.exchange import render_neo4j

    if output is None:
        raise click.UsageError("neo4j is two files; name a folder for them: -o neo4j/")
    files = render_neo4j(open_graph(graph).to_networkx(**conditions))
    _make_folder(Path(output))
    for name, text in files.items():
        _write(text, str(Path(output) / name))


def _make_folder(folder: Path) -> None:
    from realpolitik.errors import OutputError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise OutputError(f"is no folder to write to: {exc.strerror}", path=str(folder)) from exc


def _check_license(iri: str, format_: str) -> None:
    if format_ not in _RDF_FORMATS or format_ == "nanopub":
        raise click.UsageError(
            "--license goes with nquads, trig, turtle, jsonld and rdf12, which describe the graph"
        )
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", iri):
        raise click.UsageError("--license is an address, as in https://creativecommons.org/licenses/by/4.0/")


def _export_rdf(
    graph: str, format_: str, output: str | None, *, license_: str | None, **conditions: Any
) -> None:
    from realpolitik.folder import find_folder
    from realpolitik.ledger import read_documents
    from realpolitik.rdf.export import export_graph, write_export

    if any(conditions.values()):
        raise click.UsageError(f"{format_} holds the whole graph; conditions go with gexf and the like")
    folder = find_folder(graph)
    # With the texts, nothing is lost on the way back.
    documents = () if format_ == "nanopub" else read_documents(folder.documents)
    if output is None:
        export_graph(folder.store, sys.stdout.buffer, format_, documents=documents, license_=license_)
        return
    write_export(folder.store, Path(output), format_, documents=documents, license_=license_)
    click.echo(output)
