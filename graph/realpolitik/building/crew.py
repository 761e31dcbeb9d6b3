"""Entries made by several processes at once, given in the order of their documents.

Documents flow in, one by one and no faster than they are worked on; entries flow out.  A document that takes
too long, or that ends its process, gives a problem in the place of an entry, and the others go on.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from queue import SimpleQueue

from realpolitik.building.entries import Entry, unpack
from realpolitik.building.worker import ENTRY, READY
from realpolitik.errors import RealpolitikError
from realpolitik.processes import SideProcess

_MODULE = "realpolitik.building.worker"
_START_SECONDS = 300.0  # loading the pipeline on a busy machine
_WAITING = 4  # documents per worker that are read ahead
_SECONDS = 120.0
_CHARACTERS_PER_SECOND = 500.0  # a tenth of what the slowest machine that we met reads


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSettings:
    """What workers read with.

    Attributes:
        extractor: Module and name of the class that finds claims.
        pipeline: Name of an installed language pipeline; None for the shipped one.
        actors: Turtle files of further actors.
        relations: Turtle files of further relation types.
        seconds: Longest time for one document, besides what its length asks for.
    """

    extractor: str = "realpolitik.extract:Extractor"
    pipeline: str | None = None
    actors: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    seconds: float = _SECONDS

    def limit(self, characters: int) -> float:
        """Return how long a document of this length may take."""
        return self.seconds + characters / _CHARACTERS_PER_SECOND


def available_cores() -> int:
    """Return the number of cores that this process may use.

    >>> available_cores() > 0
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Worker:
    """One process, started when it is first needed and again when it has ended."""

    def __init__(self, settings: WorkSettings) -> None:
        self._settings = settings
        # threads of numeric libraries would fight for the cores that the processes use
        self._process = SideProcess(_MODULE, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
        self._closed = False
        self.software: str | None = None

    def make(self, line: bytes) -> Entry | str:
        """Return the entry of a document, given as its line; or what went wrong.

        Raises:
            RealpolitikError: No process can be started.
        """
        self._start()
        limit = self._settings.limit(len(line))
        reply, in_time = self._process.ask(line, seconds=limit)
        if not in_time:
            return f"took more than {limit:,.0f} s to extract; split it into parts"
        if reply is None:
            return "ended the process that read it (out of memory?); split it into parts"
        if reply.startswith(ENTRY):
            return unpack(reply[1:])
        return f"extraction failed ({reply[1:].decode('utf-8', 'replace')})"

    def close(self) -> None:
        """End the process, and start no other."""
        self._closed = True
        self._process.end()

    def _start(self) -> None:
        if self._closed:
            raise RealpolitikError("the build was stopped")
        if self._process.is_running:
            return
        self._process.start()
        reply, _ = self._process.ask(json.dumps(asdict(self._settings)).encode(), seconds=_START_SECONDS)
        if reply is None or not reply.startswith(READY):
            self._process.end()
            told = reply[1:].decode("utf-8", "replace") if reply is not None else "it ended"
            raise RealpolitikError(f"a worker process cannot be started: {told}")
        self.software = reply[1:].decode()


class Crew:
    """Workers that make entries side by side."""

    def __init__(self, size: int, settings: WorkSettings) -> None:
        """Make a crew; its processes start with the first documents.

        Args:
            size: Number of processes.
            settings: What they read with.
        """
        self._size = size
        self._workers = [Worker(settings) for _ in range(size)]
        self._free: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(max_workers=size, thread_name_prefix="crew")

    @property
    def software(self) -> str | None:
        """Name and version of what finds the claims, once a process has told."""
        return next(filter(None, (worker.software for worker in self._workers)), None)

    def make(self, lines: Iterable[tuple[str, bytes]]) -> Generator[tuple[str, Entry | str]]:
        """Yield the name and the entry, or the problem, of each document in the order given.

        Args:
            lines: Name and line of each document; read no further ahead than the crew needs.
        """
        waiting: deque[tuple[str, Future[Entry | str]]] = deque()
        try:
            for name, line in lines:
                waiting.append((name, self._threads.submit(self._work, line)))
                while len(waiting) > self._size * _WAITING or (waiting and waiting[0][1].done()):
                    done, future = waiting.popleft()
                    yield done, future.result()
            while waiting:
                done, future = waiting.popleft()
                yield done, future.result()
        finally:
            for _, future in waiting:
                future.cancel()
            for worker in self._workers:
                worker.close()
            self._threads.shutdown(cancel_futures=True)

    def _work(self, line: bytes) -> Entry | str:
        worker = self._free.get()
        try:
            return worker.make(line)
        finally:
            self._free.put(worker)
