"""Measure how builds and queries grow with the number of documents.

    python benchmarks/scale.py                              # 10, 100 and 1,000 documents
    python benchmarks/scale.py --sizes 10,100,1000,10000 --jobs 1,2 --starts
    python benchmarks/scale.py --sizes 1000,10000,100000 --stand-in     # all but extraction

For each size: a build from nothing and where its time went, one document added, memory of all processes at
its highest, size of the store, and the median of all named queries, each run three times or for five seconds.
The store is loaded while claims are checked and the page is drawn: "writing" is what of it is waited for.
Exponents are of time against documents, from the two largest sizes.  The stand-in for the extractor knows the
generated sentences and reads them at once.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generate_documents import write_documents

_HERE = Path(__file__).resolve().parent
_BUILD = """
import sys
sys.path.insert(0, {here!r})
import realpolitik.extract
if {stand_in}:
    from template_extractor import TemplateExtractor
    realpolitik.extract.Extractor = TemplateExtractor
from realpolitik.cli import main
main()
"""
_QUERIES = """
import statistics, sys, time
from realpolitik.api import open_graph
from realpolitik.rdf import actor_resolver, bind_parameters, open_store, read_named_queries
from realpolitik.rdf.iris import PREFIXES
from realpolitik.resources import resource_path
graph = open_graph(sys.argv[1])
store = open_store(graph.folder.store)
resolve = actor_resolver(graph.registry, graph.folder.store)
times = []
for query in read_named_queries(resource_path("ontology/queries")):
    text = bind_parameters(query, dict(query.example), scheme=graph.scheme, resolve_actor=resolve)
    runs = []
    while len(runs) < 3 and sum(runs) < 5000:
        started = time.perf_counter()
        result = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        if hasattr(result, "__iter__"):
            sum(1 for _ in result)
        runs.append(1000 * (time.perf_counter() - started))
    times.append(statistics.median(runs))
print(statistics.median(times), max(times))
"""
_STARTS = (
    ("--version",),
    ("--help",),
    ("queries",),
    ("relations", "-g", "{graph}"),
    ("actors", "-g", "{graph}"),
    ("claims", "-g", "{graph}"),
    ("query", "-g", "{graph}", "ASK {{}}"),
    ("validate", "-g", "{graph}"),
    ("report", "-g", "{graph}"),
    ("extract", "{text}"),
)


@dataclass(slots=True)
class Measured:
    """What one run took."""

    seconds: float
    cpu_seconds: float  # of all processes together, which others on the machine change less
    megabytes: float  # likewise, at the highest


def measured(command: Sequence[str]) -> Measured:
    """Run a command to its end, and look at the memory of it and its children as it runs."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    highest = 0.0
    ended = threading.Event()

    def watch() -> None:
        nonlocal highest
        while not ended.wait(0.1):
            highest = max(highest, sum(map(_resident, _family(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = code = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - started
    ended.set()
    watcher.join()
    if code:
        raise SystemExit(f"failed with {code}: {' '.join(command[:4])}")
    return Measured(seconds, usage.ru_utime + usage.ru_stime, highest)


def _family(pid: int) -> Iterable[int]:
    """Yield a process and all below it."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        threads = [path for path in Path(f"/proc/{pid}/task").iterdir() if path.name != str(pid)]
        for path in threads:  # a child belongs to the thread that started it
            children += (path / "children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _resident(pid: int) -> float:
    """Return the megabytes that a process alone uses, its share of what several use included."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        return 0.0
    return 0.0


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def exponent(sizes: Sequence[int], values: Sequence[float]) -> float:
    """Return how a value grows with size: 1 in proportion, 2 with its square; from the two largest sizes."""
    return math.log(values[-1] / values[-2]) / math.log(sizes[-1] / sizes[-2])


def build_command(
    paths: Sequence[str], graph: Path, *, stand_in: bool, jobs: int, add: bool = False
) -> list[str]:
    """Return a command that builds a graph."""
    program = _BUILD.format(here=str(_HERE), stand_in=stand_in)
    options = ["-o", str(graph), "--jobs", str(jobs), *(["--add"] if add else [])]
    return [sys.executable, "-c", program, "build", *paths, *options]


def measure_sizes(folder: Path, sizes: Sequence[int], jobs: Sequence[int], *, stand_in: bool) -> None:
    """Print a table of builds and queries."""
    print(
        f"{'documents':>9} {'jobs':>4} {'build s':>9} {'CPU s':>9} {'ms each':>8} {'peak MB':>8} "
        f"{'add one s':>9} {'store MB':>8} {'graph MB':>8} {'query ms':>8} {'slowest':>8}",
        flush=True,
    )
    times: list[tuple[float, float]] = []
    for size in sizes:
        source, one = folder / f"{size}.jsonl", folder / f"{size}-one.jsonl"
        write_documents(source, size)
        write_documents(one, 1, first=size)
        first = None
        for number in jobs:
            graph = folder / f"graph-{size}-{number}"
            built = measured(build_command([str(source)], graph, stand_in=stand_in, jobs=number))
            phases = json.loads((graph / "report.json").read_text(encoding="utf-8"))["seconds"]
            added = measured(build_command([str(one)], graph, stand_in=stand_in, jobs=1, add=True))
            print(
                f"{size:9,} {number:4} {built.seconds:9.1f} {built.cpu_seconds:9.1f} "
                f"{1000 * built.seconds / size:8.1f} "
                f"{built.megabytes:8.0f} {added.seconds:9.2f} "
                f"{_size(graph / 'store'):8.1f} {_size(graph):8.1f} ",
                end="",
                flush=True,  # a large graph's queries take long
            )
            queries = subprocess.run(
                [sys.executable, "-c", _QUERIES, str(graph)], capture_output=True, text=True, check=True
            ).stdout.split()
            speed = "" if first is None else f"  {first / built.seconds:.2f} times as fast"
            print(f"{float(queries[0]):8.1f} {float(queries[1]):8.1f}{speed}")
            print(f"{'':14} {', '.join(f'{name} {spent:.1f}' for name, spent in phases.items())}", flush=True)
            if first is None:
                first = built.seconds
                times.append((built.seconds, built.cpu_seconds))
    if len(sizes) > 1:
        wall, cpu = (exponent(sizes, values) for values in zip(*times, strict=True))
        print(f"exponent from {sizes[-2]:,} to {sizes[-1]:,}: {wall:.2f} of time, {cpu:.2f} of CPU time")


def measure_starts(folder: Path) -> None:
    """Print how long each command takes from a cold and from a warm disk cache, on the seeds' graph."""
    graph, text = folder / "seeds", folder / "short.txt"
    text.write_text("France lent Chad $2 million.", encoding="utf-8")
    command = [sys.executable, "-m", "realpolitik"]
    subprocess.run([*command, "build", "-o", str(graph)], check=True, stdout=subprocess.DEVNULL)
    print(f"\n{'command':40} {'cold s':>8} {'warm s':>8}")
    for words in _STARTS:
        given = [word.format(graph=graph, text=text) for word in words]
        cold = _cold(lambda given=given: measured([*command, *given]).seconds)
        warm = statistics.median(measured([*command, *given]).seconds for _ in range(3))
        print(f"{' '.join(words):40} {cold:>8} {warm:8.2f}", flush=True)


def _cold(run: object) -> str:
    """Return the time after the disk cache was dropped; a dash where that is not allowed."""
    try:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")
    except OSError:
        return "-"
    return f"{run():.2f}"  # type: ignore[operator]


def main() -> None:
    """Print the tables that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="10,100,1000", help="numbers of documents, comma-separated")
    parser.add_argument("--jobs", default="1", help="numbers of worker processes, comma-separated")
    parser.add_argument("--stand-in", action="store_true", help="with a stand-in for the extractor")
    parser.add_argument("--starts", action="store_true", help="also cold and warm starts of commands")
    arguments = parser.parse_args()
    sizes, jobs = ([int(word) for word in words.split(",")] for words in (arguments.sizes, arguments.jobs))
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_HERE), os.environ.get("PYTHONPATH"))))
    with tempfile.TemporaryDirectory() as name:
        measure_sizes(Path(name), sizes, jobs, stand_in=arguments.stand_in)
        if arguments.starts:
            measure_starts(Path(name))


if __name__ == "__main__":
    main()
