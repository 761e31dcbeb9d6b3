"""Time every named query on a graph: on disk, in memory, and with rdflib's own engine on a part of it.

    realpolitik import icews18/ --format icews -o events
    python benchmarks/queries.py events --actor USA --repeat 3 [--rdflib 2000]

CPU time is what counts on a busy machine; wall time is told beside it.  A query is run with the values of its
example, but for actors, which are what --actor says.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib

from realpolitik.api import open_graph
from realpolitik.rdf import actor_resolver, bind_parameters, open_store, read_named_queries
from realpolitik.rdf.iris import PREFIXES
from realpolitik.rdf.validation import rdflib_term
from realpolitik.resources import resource_path


def timed(run: Callable[[], int], repeat: int) -> tuple[int, float, float]:
    """Return the number of rows, and the median CPU and wall time in milliseconds."""
    cpu, wall, rows = [], [], 0
    for _ in range(repeat):
        started = time.process_time(), time.perf_counter()
        rows = run()
        cpu.append(1000 * (time.process_time() - started[0]))
        wall.append(1000 * (time.perf_counter() - started[1]))
    return rows, statistics.median(cpu), statistics.median(wall)


def in_oxigraph(store: ox.Store, text: str) -> Callable[[], int]:
    """Return a run of a query on a store of pyoxigraph."""

    def run() -> int:
        result: Any = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        return sum(1 for _ in result)

    return run


def in_rdflib(store: ox.Store, claims: int) -> rdflib.Dataset:
    """Return a part of a store as an rdflib dataset: whole documents, until there are so many claims."""
    dataset = rdflib.Dataset(default_union=True)
    found = 0
    for graph in sorted(store.named_graphs(), key=str):
        is_document = "/document/" in str(graph)
        if is_document and found >= claims:
            continue
        target = dataset.graph(rdflib_term(graph))
        for quad in store.quads_for_pattern(None, None, None, graph):
            found += quad.predicate.value.endswith("#evidence")
            target.add((rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object)))
    return dataset


def main() -> None:
    """Print a table of all named queries with their times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("graph", type=Path)
    parser.add_argument("--actor", help="in place of the actors of the examples")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--memory", action="store_true", help="also in memory")
    parser.add_argument("--rdflib", type=int, metavar="CLAIMS", help="also with rdflib, on so many claims")
    arguments = parser.parse_args()
    graph = open_graph(arguments.graph)
    disk = open_store(graph.folder.store)
    memory = ox.Store()
    if arguments.memory:
        memory.bulk_load(path=str(graph.folder.graph), format=ox.RdfFormat.TRIG)
    other = in_rdflib(disk, arguments.rdflib) if arguments.rdflib else None
    resolve = actor_resolver(graph.registry, graph.folder.store)
    print(f"{'query':26} {'rows':>7} {'disk cpu':>10} {'wall ms':>10} {'memory cpu':>11} {'rdflib cpu':>11}")
    for query in read_named_queries(resource_path("ontology/queries")):
        values = dict(query.example)
        actors = [parameter.name for parameter in query.parameters if parameter.type == "actor"]
        if arguments.actor and len(actors) == 1 and actors[0] in values:
            values[actors[0]] = arguments.actor
        text = bind_parameters(query, values, scheme=graph.scheme, resolve_actor=resolve)
        rows, cpu, wall = timed(in_oxigraph(disk, text), arguments.repeat)
        line = f"{query.name:26} {rows:7} {cpu:10.1f} {wall:10.1f}"
        if arguments.memory:
            line += f" {timed(in_oxigraph(memory, text), arguments.repeat)[1]:11.1f}"
        if other is not None:
            result = timed(lambda text=text: len(list(other.query(text, initNs=PREFIXES))), 1)
            line += f" {result[1]:11.1f}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
