"""What a server is told: where it listens, what it serves, and what a query may take.

Knows no network library, so that help and mistakes cost nothing.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

_MEBIBYTE = 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Of one server.

    Attributes:
        graph: The graph folder.
        host: Address to listen on.
        port: 0 takes a free one.
        time_limit_seconds: How long one query may work.
        max_rows: Most rows or triples of an answer.
        max_concurrent: Queries that may run at once; so many workers are kept.
        max_waiting: Queries that may wait for one of these to end.
        wait_seconds: How long a query waits before it is sent away.
        memory_bytes: What one worker may take.
        cors: Origins whose pages may read answers; `*` stands for all.
    """

    graph: Path
    host: str = "127.0.0.1"
    port: int = 7717
    time_limit_seconds: float = 30.0
    max_rows: int = 100_000
    max_concurrent: int = 4
    max_waiting: int = 64
    wait_seconds: float = 5.0
    memory_bytes: int = 1024 * _MEBIBYTE
    cors: tuple[str, ...] = ()

    @property
    def store(self) -> Path:
        """Where the graph's store is, whichever build put it there last."""
        return self.graph / "store"

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server.

        >>> Settings(graph=Path("g")).is_loopback, Settings(graph=Path("g"), host="0.0.0.0").is_loopback
        (True, False)
        """
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"
