"""Time every named query, and loading: here on disk and in memory, and with rdflib's own engine.

    realpolitik import icews18/ --format icews -o events
    python benchmarks/queries.py events --actor USA
    python benchmarks/queries.py events --actor USA --rdflib-seconds 0
    python benchmarks/queries.py events --load icews18/

The first takes about 15 minutes, most of them rdflib's; the second leaves that out; the third tells time and
memory of loading.  Medians in milliseconds of wall time, and CPU time, which says more on a busy machine.
"command" is what a user waits for: the child process, opening the store and all rows.  A query has the values
of its example, but for actors, which are what --actor says.  rdflib runs each query once, in a process of its
own that is ended after --rdflib-seconds: its time is then told as "> N s".
"""

from __future__ import annotations

import argparse
import os
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib

from realpolitik.api import open_graph
from realpolitik.rdf import actor_resolver, bind_parameters, open_store, read_named_queries, run_query
from realpolitik.rdf.iris import PREFIXES
from realpolitik.rdf.validation import rdflib_term
from realpolitik.resources import resource_path

ON_DISK_MS, IN_MEMORY_MS = 250, 100
BARE_LOAD = """import sys, pyoxigraph
store = pyoxigraph.Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_QUADS)
store.flush()"""
OUR_LOAD = """import sys, pathlib
from realpolitik.rdf.store_changes import load_store
load_store(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[1]))"""


def timed(run: Callable[[], int], repeat: int) -> tuple[int, float, float]:
    """Return the number of rows, and the median wall and CPU time in milliseconds."""
    wall, cpu, rows = [], [], 0
    for _ in range(repeat):
        started = time.perf_counter(), time.process_time()
        rows = run()
        wall.append(1000 * (time.perf_counter() - started[0]))
        cpu.append(1000 * (time.process_time() - started[1]))
    return rows, statistics.median(wall), statistics.median(cpu)


def in_oxigraph(store: ox.Store, text: str) -> Callable[[], int]:
    """Return a run of a query on a store of pyoxigraph."""

    def run() -> int:
        result: Any = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        return sum(1 for _ in result)

    return run


def as_command(store: Path, text: str) -> Callable[[], int]:
    """Return a run of a query as the command makes it: in a child process, with its limits."""
    return lambda: sum(1 for _ in run_query(store, text).rows)


def in_rdflib(store: ox.Store) -> rdflib.Dataset:
    """Return a store as an rdflib dataset."""
    dataset = rdflib.Dataset(default_union=True)
    for graph in store.named_graphs():
        target = dataset.graph(rdflib_term(graph))
        for quad in store.quads_for_pattern(None, None, None, graph):
            target.add((rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object)))
    return dataset


def in_rdflib_ms(dataset: rdflib.Dataset, text: str, seconds: float) -> float | None:
    """Return the time that rdflib takes for a query, in a copy of this process; None beyond the limit."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        started = time.perf_counter()
        try:
            for _ in dataset.query(text, initNs=PREFIXES):
                pass
            os.write(writer, f"{1000 * (time.perf_counter() - started)}".encode())
        finally:
            os._exit(0)
    os.close(writer)
    found, _, _ = select.select([reader], [], [], seconds)
    told = os.read(reader, 100) if found else b""
    os.close(reader)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return float(told) if told else None


def bound_queries(graph: Any, actor: str | None) -> Iterator[tuple[str, str]]:
    """Yield the name and SPARQL of every named query."""
    resolve = actor_resolver(graph.registry, graph.folder.store)
    for query in read_named_queries(resource_path("ontology/queries")):
        values = dict(query.example)
        actors = [parameter.name for parameter in query.parameters if parameter.type == "actor"]
        if actor and len(actors) == 1 and actors[0] in values:
            values[actors[0]] = actor
        yield query.name, bind_parameters(query, values, scheme=graph.scheme, resolve_actor=resolve)


def print_queries(arguments: argparse.Namespace) -> None:
    """Print a row a query."""
    graph = open_graph(arguments.graph)
    disk, memory = open_store(graph.folder.store), ox.Store()
    memory.bulk_load(path=str(graph.folder.graph), format=ox.RdfFormat.TRIG)
    other = in_rdflib(disk) if arguments.rdflib_seconds else None
    print("| query | rows | disk ms | CPU | command ms | memory ms | CPU | rdflib ms | |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|---|")
    for name, text in bound_queries(graph, arguments.actor):
        rows, on_disk, disk_cpu = timed(in_oxigraph(disk, text), arguments.repeat)
        _, in_memory, memory_cpu = timed(in_oxigraph(memory, text), arguments.repeat)
        command = timed(as_command(graph.folder.store, text), arguments.repeat)[1]
        there = "-"
        if other is not None:
            took = in_rdflib_ms(other, text, arguments.rdflib_seconds)
            there = f"> {arguments.rdflib_seconds:g} s" if took is None else f"{took:.0f}"
        slow = "slow" if disk_cpu > ON_DISK_MS or memory_cpu > IN_MEMORY_MS else ""
        cells = (on_disk, disk_cpu, command, in_memory, memory_cpu)
        times = " | ".join(f"{cell:.0f}" for cell in cells)
        print(f"| {name} | {rows:,} | {times} | {there} | {slow} |", flush=True)


def measured(command: list[str]) -> tuple[float, float, float]:
    """Return wall seconds, CPU seconds and peak memory in MiB of a command."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[0]} failed")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def print_loading(arguments: argparse.Namespace) -> None:
    """Print what loading takes: pyoxigraph alone, our store of the same quads, and the whole import."""
    folder = open_graph(arguments.graph).folder
    with tempfile.TemporaryDirectory() as name:
        quads = Path(name) / "graph.nq"
        with quads.open("wb") as output:
            ox.serialize(iter(open_store(folder.store)), output, ox.RdfFormat.N_QUADS)
        imported = ["import", arguments.load, "--format", arguments.format, "-o", f"{name}/import"]
        runs = {
            "bare pyoxigraph bulk load": [sys.executable, "-c", BARE_LOAD, str(quads), f"{name}/bare"],
            "our store from graph.trig": [sys.executable, "-c", OUR_LOAD, str(folder.graph), f"{name}/ours"],
            "the whole import": [sys.executable, "-m", "realpolitik", *imported],
        }
        print("| | wall s | CPU s | ratio | peak MiB | ratio |")
        print("|---|--:|--:|--:|--:|--:|")
        bare: tuple[float, float, float] | None = None
        for title, command in runs.items():
            found = measured(command)
            bare = bare or found
            print(
                f"| {title} | {found[0]:.1f} | {found[1]:.1f} | {found[1] / bare[1]:.2f} | {found[2]:.0f} "
                f"| {found[2] / bare[2]:.2f} |",
                flush=True,
            )


def main() -> None:
    """Print the table that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("graph", type=Path)
    parser.add_argument("--actor", help="in place of the actors of the examples")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--rdflib-seconds", type=float, default=10, metavar="N", help="0 leaves rdflib out")
    parser.add_argument("--load", metavar="PATH", help="what the graph was imported from: measure loading")
    parser.add_argument("--format", default="icews", help="of PATH")
    arguments = parser.parse_args()
    (print_loading if arguments.load else print_queries)(arguments)


if __name__ == "__main__":
    main()
