"""Time each analysis on a graph, each in this one process on claims that are read once.

    python benchmarks/analyses.py GRAPH

GRAPH is a graph folder: `realpolitik import icews18/ -o GRAPH` makes one of 95,540 events, which is what the
figures in the changelog are of.  The limit is 5 seconds each; the exit code is 1 where one takes longer.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import realpolitik as rp
from realpolitik.analysis import change_points
from realpolitik.reporting import make_report

LIMIT_SECONDS = 5.0
COOPERATIVE = ["diplomacy", "finance", "aid", "arms", "oil"]


def analyses(graph: rp.Graph) -> dict[str, Callable[[], Any]]:
    """Return what is timed, by name."""
    asked = graph.analysis
    ranking = asked.rank("strength")
    one, other = ranking[0].actor, ranking[1].actor
    days = [entry.day for entry in asked.timeline()] or ["2000-01-01", "2000-12-31"]
    measures = ("degree", "strength", "pagerank", "eigenvector", "betweenness", "brokerage")
    return {
        **{f"rank {measure}": lambda measure=measure: asked.rank(measure) for measure in measures},
        "rank strength, one category": lambda: asked.rank("strength", category="force"),
        "reciprocity": asked.reciprocity,
        "communities (Leiden), cooperative": lambda: asked.communities(category=COOPERATIVE),
        "structural balance": asked.balance,
        "similarity of foreign ties": asked.similarity,
        "weighted network": asked.network,
        "signed network": asked.signed_network,
        "network of claims (networkx)": graph.to_networkx,
        "network of claims (igraph)": graph.to_igraph,
        "series of a pair by month": lambda: asked.series(one, other),
        "series by day, change points": lambda: change_points(list(asked.series(one, other, period="day"))),
        "partners of an actor": lambda: asked.partners(one),
        "pair": lambda: asked.pair(one, other),
        "path": lambda: asked.path(ranking[-1].actor, one),
        "timeline of all": asked.timeline,
        "compare two days": lambda: asked.compare(days[len(days) // 2], days[-1]),
        "contradictions": asked.contradictions,
        "corroboration": asked.corroboration,
        "sources": asked.sources,
        "claims as pandas": lambda: graph.claims(as_="pandas"),
        "claims as polars": lambda: graph.claims(as_="polars"),
        "claims as Arrow": lambda: graph.claims(as_="arrow"),
        "claims of one actor": lambda: graph.claims(actor=one),
        "relations": graph.relations,
        "actors": graph.actors,
        "report": lambda: make_report(asked, title="Report"),
    }


def main() -> int:
    """Print a table; return 1 where an analysis takes too long."""
    start = time.perf_counter()
    graph = rp.open(sys.argv[1])
    claims, documents = len(graph.claims()), len(graph.documents())
    timed = analyses(graph)  # opens the graph and loads the libraries
    opened = time.perf_counter() - start
    print(f"{claims:,} claims in {documents:,} documents; read and opened in {opened:.1f} s\n")
    print("| analysis | seconds |\n|---|---|")
    slow = []
    for name, analysis in timed.items():
        start = time.perf_counter()
        analysis()
        seconds = time.perf_counter() - start
        slow += [name] if seconds > LIMIT_SECONDS else []
        print(f"| {name} | {seconds:.2f} |", flush=True)
    print(f"\nover {LIMIT_SECONDS:.0f} s: {', '.join(slow) or 'none'}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
