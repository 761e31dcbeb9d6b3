"""One server for all tests that only ask it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from realpolitik.folder import GraphFolder
from realpolitik.server.settings import Settings
from served import Served, serving


@pytest.fixture(scope="session")
def served(small_graph: GraphFolder) -> Iterator[Served]:
    """A server of the small graph, with limits that a hostile query meets soon."""
    settings = Settings(
        graph=small_graph.path,
        port=0,
        time_limit_seconds=6.0,
        wait_seconds=60.0,  # on a busy machine, a killed worker takes a while to be replaced
        max_rows=1000,
        max_concurrent=2,
        memory_bytes=700 * 1024**2,
        cors=("https://friend.example",),
    )
    with serving(settings) as running:
        yield running
