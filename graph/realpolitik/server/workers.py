"""The processes in which queries run: a few that are kept warm, killed when a query goes beyond its limits.

Requests flow in and frames flow out (see `rdf.resident`).  A worker that was killed, left midway or grew fat
is replaced by a fresh one.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

from realpolitik.processes import command_of, environment_of
from realpolitik.server.problems import ProblemError
from realpolitik.server.settings import Settings

_HEADER_BYTES: Final = 5
_DRAINED_BYTES = 65_536
_START_SECONDS: Final = 60.0
_END_SECONDS: Final = 2.0
_GROWTH_BYTES: Final = 256 * 1024**2  # a worker whose peak grew by so much gives its memory back by ending
_SPARE_SECONDS: Final = 2  # of processor time: the server's clock ends a query before its own does

Frame = tuple[str, bytes]


class WorkerEndedError(Exception):
    """A worker ended in the middle of an answer."""


class Worker:
    """One process; answers one request at a time.

    Attributes:
        is_idle: Whether its last answer was read to the end.
    """

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._first_peak: int | None = None
        self.is_idle = False

    @classmethod
    async def start(cls, settings: Settings) -> Worker:
        """Start a process and open the store in it.

        Raises:
            ProblemError: The store cannot be opened.
        """
        process = await asyncio.create_subprocess_exec(
            *command_of("realpolitik.rdf.resident"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=environment_of(),
        )
        worker = cls(process)
        try:
            worker._send({"store": str(settings.store.resolve()), "memory_bytes": settings.memory_bytes})
            async with asyncio.timeout(_START_SECONDS):
                _, content = await worker.frame()
        except (WorkerEndedError, TimeoutError, ConnectionError) as exc:
            await worker.kill()
            raise ProblemError(503, "no worker could be started", outcome="failed") from exc
        except BaseException:
            await worker.kill()
            raise
        tail = json.loads(content)
        if "error" in tail:
            await worker.kill()
            raise ProblemError(503, f"the graph cannot be opened: {tail['error']}", outcome="failed")
        worker._first_peak = tail["peak_bytes"]
        return worker

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.returncode is None

    def ask(self, request: Mapping[str, Any], *, time_limit_seconds: float) -> None:
        """Send a request, whose frames are to be read then."""
        self.is_idle = False
        self._send({**request, "cpu_seconds": int(time_limit_seconds) + _SPARE_SECONDS})

    def _send(self, value: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(value).encode() + b"\n")

    async def frame(self) -> Frame:
        """Return the next frame.

        Raises:
            WorkerEndedError: There will be none.
        """
        assert self._process.stdout is not None
        try:
            header = await self._process.stdout.readexactly(_HEADER_BYTES)
            content = await self._process.stdout.readexactly(int.from_bytes(header[1:], "big"))
        except (asyncio.IncompleteReadError, ConnectionError) as exc:
            raise WorkerEndedError from exc
        kind = chr(header[0])
        self.is_idle = kind == "E" and not self._is_fat(content)
        return kind, content

    def _is_fat(self, tail: bytes) -> bool:
        peak = json.loads(tail).get("peak_bytes")
        return peak is not None and self._first_peak is not None and peak > self._first_peak + _GROWTH_BYTES

    async def kill(self) -> None:
        """End the process, whatever it is doing."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.close()
        # Where the answers have ended the process is ending by itself, and to kill it then would take its
        # exit status from under the event loop, which says so in the log ("Unknown child process").
        if not stdout.at_eof():
            self._kill()
        # Its end is told only when what it wrote has been read, and a full pipe is no longer listened to.
        with contextlib.suppress(ConnectionError):
            while await stdout.read(_DRAINED_BYTES):
                pass
        try:
            async with asyncio.timeout(_END_SECONDS):
                await self._process.wait()
        except TimeoutError:
            self._kill()
            await self._process.wait()

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()


class WorkerPool:
    """As many workers as queries may run at once.

    Attributes:
        on_replaced: Called whenever a worker is replaced.
    """

    def __init__(self, settings: Settings, *, on_replaced: Callable[[], object] = lambda: None) -> None:
        self._settings = settings
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._workers: set[Worker] = set()
        self._replacing: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self.on_replaced = on_replaced

    async def start(self) -> None:
        """Start the workers.

        Raises:
            ProblemError: The store cannot be opened.
        """
        for _ in range(self._settings.max_concurrent):
            self._take_in(await Worker.start(self._settings))

    @property
    def idle(self) -> int:
        """Workers that wait for a query."""
        return self._idle.qsize()

    @property
    def busy(self) -> int:
        """Workers that run one, or are being replaced."""
        return self._settings.max_concurrent - self.idle

    @asynccontextmanager
    async def lease(self) -> AsyncIterator[Worker]:
        """Yield a worker for one query; it is killed and replaced if that doesn't come to its end.

        Raises:
            ProblemError: All are busy, and so many queries are waiting or this one waited so long.
        """
        worker = await self._next()
        try:
            yield worker
        finally:
            if worker.is_idle and worker.is_alive:
                self._idle.put_nowait(worker)
            else:
                self._replace(worker)

    async def _next(self) -> Worker:
        if self._idle.empty() and self._waiting >= self._settings.max_waiting:
            raise self._busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(self._settings.wait_seconds):
                while not (worker := await self._idle.get()).is_alive:
                    self._replace(worker)  # ended by somebody else while it waited
        except TimeoutError:
            raise self._busy() from None
        finally:
            self._waiting -= 1
        return worker

    def _busy(self) -> ProblemError:
        problem = f"{self._settings.max_concurrent} queries are running and others wait; try again soon"
        return ProblemError(503, problem, outcome="busy", headers={"Retry-After": "2"})

    def _take_in(self, worker: Worker) -> None:
        worker.is_idle = True
        self._workers.add(worker)
        self._idle.put_nowait(worker)

    def _replace(self, worker: Worker) -> None:
        self.on_replaced()
        task = asyncio.ensure_future(self._replaced(worker))
        self._replacing.add(task)
        task.add_done_callback(self._replacing.discard)

    async def _replaced(self, worker: Worker) -> None:
        self._workers.discard(worker)
        await worker.kill()
        while True:
            try:
                self._take_in(await Worker.start(self._settings))
            except (ProblemError, OSError):  # no store for now, or no process: another build may come
                await asyncio.sleep(1)
            else:
                return

    async def stop(self) -> None:
        """End all workers."""
        for task in list(self._replacing):
            task.cancel()
        await asyncio.gather(*self._replacing, return_exceptions=True)
        await asyncio.gather(*(worker.kill() for worker in self._workers))
