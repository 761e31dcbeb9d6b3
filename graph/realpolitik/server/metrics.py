"""What a server counts, for Prometheus."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """Counters of one server.

    Attributes:
        queries: By outcome: answered, invalid, refused, busy, late, failed, cut or gone.
        seconds: How long answers took.
        content_bytes: Bytes of answers.
        replaced: Workers that were killed and replaced.
    """

    def __init__(self, *, idle: Callable[[], int], busy: Callable[[], int]) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self.queries = Counter(
            "realpolitik_queries", "Queries by how they ended.", ["outcome"], registry=self._registry
        )
        self.seconds = Histogram(
            "realpolitik_query_seconds",
            "Time to the end of the answer.",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.content_bytes = Counter(
            "realpolitik_answer_bytes", "Bytes of answers sent.", registry=self._registry
        )
        self.replaced = Counter(
            "realpolitik_workers_replaced", "Workers killed and replaced.", registry=self._registry
        )
        workers = Gauge("realpolitik_workers", "Workers by state.", ["state"], registry=self._registry)
        workers.labels("idle").set_function(idle)
        workers.labels("busy").set_function(busy)

    def rendered(self) -> bytes:
        """Return all values as Prometheus reads them."""
        return generate_latest(self._registry)
