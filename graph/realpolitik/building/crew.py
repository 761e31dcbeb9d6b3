"""Entries made by several processes at once, given in the order of their documents.

Documents flow in, one by one and no faster than they are worked on; entries flow out.  A document that takes
too long, or that ends its process, gives a problem in the place of an entry, and the others go on.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue

from realpolitik.building.entries import Entry, unpack
from realpolitik.building.worker import ENTRY, PROBLEM, READY, read_message, send_message
from realpolitik.errors import RealpolitikError

_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = "from realpolitik.building.worker import main; main()"
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
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self.software: str | None = None

    def make(self, line: bytes) -> Entry | str:
        """Return the entry of a document, given as its line; or what went wrong.

        Raises:
            RealpolitikError: No process can be started.
        """
        process = self._started()
        limit = self._settings.limit(len(line))
        reply, in_time = _ask(process, line, limit)
        if reply is not None and reply.startswith(ENTRY):
            return unpack(reply[1:])
        if reply is not None:
            return f"extraction failed ({reply[1:].decode('utf-8', 'replace')})"
        self.end()
        if not in_time:
            return f"took more than {limit:,.0f} s to extract; split it into parts"
        return "ended the process that read it (out of memory?); split it into parts"

    def close(self) -> None:
        """End the process, and start no other."""
        self._closed = True
        self.end()

    def end(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise RealpolitikError("the build was stopped")
        if self._process is not None:
            return self._process
        search = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        # -P: a module in the folder of the documents must never be taken for a library
        process = self._process = subprocess.Popen(  # noqa: S603 - our own module, no word of the user in it
            [sys.executable, "-P", "-c", _COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # threads of numeric libraries would fight for the cores that the processes use
            env={**os.environ, "PYTHONPATH": search, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        reply, _ = _ask(process, json.dumps(asdict(self._settings)).encode(), _START_SECONDS)
        if reply is not None and reply.startswith(READY):
            self.software = reply[1:].decode()
            return process
        self.end()
        told = reply[1:].decode("utf-8", "replace") if reply and reply.startswith(PROBLEM) else "it ended"
        raise RealpolitikError(f"a worker process cannot be started: {told}")


def _ask(process: subprocess.Popen[bytes], message: bytes, limit: float) -> tuple[bytes | None, bool]:
    """Send a message and return the reply, None where there is none, and whether it was in time."""
    assert process.stdin is not None
    assert process.stdout is not None
    expired = threading.Event()

    def expire() -> None:
        expired.set()
        process.kill()

    timer = threading.Timer(limit, expire)
    timer.daemon = True
    timer.start()
    try:
        send_message(process.stdin, message)
        reply = read_message(process.stdout)
    except (OSError, ValueError):  # a broken pipe, or one that was closed
        reply = None
    finally:
        timer.cancel()
    return reply, not expired.is_set()


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
