"""Load on a served graph: throughput and times at several numbers of clients, hostile queries mixed in.

    realpolitik import icews18/ --format icews -o events
    python benchmarks/serve_load.py events --actor USA [--seconds 20] [--minutes 60]

Each client asks one query after another: nine in ten are named queries, one in ten is slow or hostile (a
cartesian product, a greedy sort, a huge answer that is left midway, SERVICE, an unfinished query);
`--hostile` says how many.  Times are those of the good ones.  `--minutes` runs the most clients for so
long, and tells memory along the way.
"""

from __future__ import annotations

import argparse
import http.client
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from realpolitik.api import open_graph
from realpolitik.rdf import actor_resolver, bind_parameters, read_named_queries
from realpolitik.resources import resource_path

_HOSTILE = {
    "product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sort": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f",
    "left": "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "service": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "unfinished": "SELECT * {",
}
_GOOD = ("aid-to", "claims-about-pair", "denials", "lenders-of", "timeline-of", "who-pressures-whom")
_READ_OF_LEFT = 1 << 18


@dataclass
class Tally:
    """What the clients of one round saw."""

    seconds: list[float] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, outcome: str, seconds: float | None = None) -> None:
        """Count one reply."""
        with self.lock:
            self.outcomes[outcome] += 1
            if seconds is not None:
                self.seconds.append(seconds)


def good_queries(graph: Path, actor: str) -> list[str]:
    """Return named queries with their example's values, but for actors."""
    opened = open_graph(graph)
    resolve = actor_resolver(opened.registry, opened.folder.store)
    queries = []
    for query in read_named_queries(resource_path("ontology/queries")):
        if query.name in _GOOD:
            kinds = {parameter.name: parameter.type.value for parameter in query.parameters}
            values = {
                name: actor if kinds[name] == "actor" else value for name, value in query.example.items()
            }
            queries.append(bind_parameters(query, values, scheme=opened.scheme, resolve_actor=resolve))
    return queries


def client(
    netloc: str, good: Sequence[str], ends: float, tally: Tally, *, hostile_share: float, seed: int
) -> None:
    """Ask until it ends."""
    chance = random.Random(seed)
    names = sorted(_HOSTILE)
    while time.monotonic() < ends:
        hostile = chance.choice(names) if chance.random() < hostile_share else None
        text = _HOSTILE[hostile] if hostile else chance.choice(good)
        started = time.monotonic()
        try:
            status, is_whole = ask(netloc, text, leave=hostile == "left")
        except OSError as exc:
            tally.note(f"{hostile or 'good'}: {type(exc).__name__}")
            continue
        whole = "" if is_whole else " cut"
        taken = time.monotonic() - started if hostile is None and status == http.client.OK else None
        tally.note(f"{hostile or 'good'}: {status}{whole}", taken)


def ask(netloc: str, text: str, *, leave: bool) -> tuple[int, bool]:
    """Return the status, and whether the answer came whole."""
    connection = http.client.HTTPConnection(netloc, timeout=120)
    try:
        connection.request("GET", f"/sparql?query={quote(text)}", headers={"Accept": "text/csv, text/turtle"})
        response = connection.getresponse()
        try:
            if leave:
                response.read(_READ_OF_LEFT)
                return response.status, False
            response.read()
        except http.client.IncompleteRead:
            return response.status, False
        return response.status, True
    finally:
        connection.close()


def memory_mib(pid: int) -> tuple[float, float, int]:
    """Return the resident memory of a process, of its children together, and how many these are."""
    children = [
        int(name) for task in Path(f"/proc/{pid}/task").iterdir() for name in _words(task / "children")
    ]
    return _resident(pid), sum(map(_resident, children)), len(children)


def _words(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii").split()
    except OSError:
        return []


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def round_of(
    netloc: str, good: Sequence[str], *, clients: int, seconds: float, hostile_share: float
) -> tuple[Tally, float]:
    """Let so many clients ask for so long; return what they saw, and how long it took."""
    tally, started = Tally(), time.monotonic()
    threads = [
        threading.Thread(
            target=client,
            args=(netloc, good, started + seconds, tally),
            kwargs={"hostile_share": hostile_share, "seed": number},
        )
        for number in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally, time.monotonic() - started


def tell(clients: int, tally: Tally, took: float, pid: int) -> None:
    """Print one line of the table."""
    cuts = statistics.quantiles(tally.seconds, n=100) if len(tally.seconds) > 1 else [float("nan")] * 99
    server, workers, count = memory_mib(pid)
    done = len(tally.seconds)
    print(
        f"| {clients} | {done / took:.1f} | {1000 * cuts[49]:.0f} | {1000 * cuts[98]:.0f} | "
        f"{', '.join(f'{name} x{number}' for name, number in sorted(tally.outcomes.items()))} | "
        f"{server:.0f} | {workers:.0f} in {count} |",
        flush=True,
    )


def main() -> None:
    """Start a server, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("graph", type=Path)
    parser.add_argument("--actor", default="VEN", help="in place of the actors of the examples")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--seconds", type=float, default=20, help="of each round")
    parser.add_argument("--minutes", type=float, help="of a last round with the most clients")
    parser.add_argument("--hostile", type=float, default=0.1, help="share of slow and hostile queries")
    parser.add_argument("--time-limit", default="5")
    parser.add_argument("--max-concurrent", default="4")
    arguments = parser.parse_args()
    good = good_queries(arguments.graph, arguments.actor)
    command = [sys.executable, "-u", "-m", "realpolitik", "serve", "-g", str(arguments.graph), "--port", "0"]
    limits = ["--time-limit", arguments.time_limit, "--max-concurrent", arguments.max_concurrent]
    with subprocess.Popen([*command, *limits], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            netloc = urlsplit(server.stdout.readline().split()[0]).netloc
            print("before: server {:.0f} MiB, workers {:.0f} MiB in {}\n".format(*memory_mib(server.pid)))
            print("| clients | good a second | p50 ms | p99 ms | replies | server MiB | workers MiB |")
            print("|--:|--:|--:|--:|---|--:|--:|", flush=True)
            for clients in arguments.clients:
                seconds = arguments.seconds
                found = round_of(
                    netloc, good, clients=clients, seconds=seconds, hostile_share=arguments.hostile
                )
                tell(clients, *found, server.pid)
            ends = time.monotonic() + 60 * (arguments.minutes or 0)
            while time.monotonic() < ends:
                most = max(arguments.clients)
                seconds = min(60, ends - time.monotonic())
                found = round_of(netloc, good, clients=most, seconds=seconds, hostile_share=arguments.hostile)
                tell(most, *found, server.pid)
            status, _ = ask(netloc, "ASK {}", leave=False)
            time.sleep(10)  # workers that were killed are replaced
            print("\nafter: server {:.0f} MiB, workers {:.0f} MiB in {}".format(*memory_mib(server.pid)))
            print(f"a last query: {status}")
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
