"""Tasks on a Dask cluster: given to workers, given to others where a worker dies.  Alone knows Dask.

Tasks flow in, what they return flows out as they end; what a task is, is the caller's.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from realpolitik.building.tasks import ExtractTask, NameTask, ReadTask
from realpolitik.errors import InputError, MissingExtraError, RealpolitikError

if TYPE_CHECKING:
    from distributed import Client

_CONNECT_SECONDS = 15
_WORKER_SECONDS = 120  # a cluster that grows with its work needs a while
_WAITING = 2_000  # tasks that the scheduler holds at a time
_RETRIES = 2  # of a task that failed; one whose worker died is run again at least three times
_RESUBMITTED = 3
_Task = TypeVar("_Task", ReadTask, ExtractTask, NameTask)


class Scheduler:
    """A connection to the scheduler of a cluster.

    Attributes:
        run: Name of this run, by which its tasks are told from those of others.
    """

    def __init__(self, client: Client, address: str, on_progress: Callable[[str, int, int], None]) -> None:
        """Make it of a connected client.

        Args:
            client: Dask's.
            address: Of the scheduler, for messages.
            on_progress: Told what is done, how many tasks of it, and of how many.
        """
        self.run = secrets.token_hex(8)
        self._client = client
        self._address = address
        self._on_progress = on_progress

    def wait_for_worker(self) -> None:
        """Wait until there is somebody to work: a cluster may grow only when there is work for it.

        Raises:
            InputError: Nobody comes.
        """
        self._on_progress("Waiting for a worker", 0, 0)
        probe = self._client.submit(os.getpid, pure=False)
        try:
            probe.result(timeout=_WORKER_SECONDS)
        except TimeoutError as exc:
            problem = f"has no worker; start one with: dask worker {self._address}"
            raise InputError(problem, path=self._address) from exc

    def done(self, phase: str, work: Callable[[_Task], Any], tasks: Sequence[_Task]) -> Iterator[Any]:
        """Yield what tasks return, as they end; a task whose workers die is given to others.

        Raises:
            RealpolitikError: A task ends every worker that is given it.
        """
        from distributed import KilledWorker, as_completed

        untyped: Any = as_completed
        waiting: dict[Any, tuple[_Task, int]] = {}

        def submit(task: _Task, attempt: int) -> Any:
            key = f"{phase.lower()}-{task.number:06}-{self.run}-{attempt}-{secrets.token_hex(4)}"
            future = self._client.submit(work, task, key=key, pure=False, retries=_RETRIES)
            waiting[future.key] = task, attempt
            return future

        rest = iter(tasks)
        self._on_progress(phase, 0, len(tasks))
        first = [submit(task, 0) for _, task in zip(range(_WAITING), rest, strict=False)]
        running = untyped(first, loop=self._client.loop)
        ended = 0
        for future in running:
            task, attempt = waiting.pop(future.key)
            try:
                result = future.result()
            except KilledWorker as exc:
                if attempt == _RESUBMITTED:
                    problem = f"partition {task.number} ended every worker that was given it"
                    raise RealpolitikError(f"{problem}; give the workers more memory") from exc
                running.add(submit(task, attempt + 1))
                continue
            finally:
                future.release()
            ended += 1
            self._on_progress(phase, ended, len(tasks))
            for task in rest:  # the next one
                running.add(submit(task, 0))
                break
            yield result


@contextmanager
def connected(address: str, *, on_progress: Callable[[str, int, int], None]) -> Iterator[Scheduler]:
    """Connect to a scheduler; what Dask says of a lost one is said in our words.

    Args:
        address: Of the scheduler.
        on_progress: Told what is done, how many tasks of it, and of how many.

    Raises:
        MissingExtraError: The extra is not installed.
        InputError: There is no scheduler, or it is gone before the block ends.
    """
    try:
        from distributed import Client
    except ImportError as exc:
        raise MissingExtraError("dask", purpose="--cluster") from exc
    from concurrent.futures import CancelledError

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # its words about what is told below
    untyped: Any = Client
    try:
        client = untyped(address, timeout=_CONNECT_SECONDS, set_as_default=False, name="realpolitik")
    except (OSError, ValueError, TypeError, ImportError) as exc:
        problem = "no scheduler can be reached there; start one with: dask scheduler"
        raise InputError(problem, path=address) from exc
    try:
        yield Scheduler(client, address, on_progress)
    except CancelledError as exc:
        problem = "the scheduler is gone; start one and run it again: what was done is kept"
        raise InputError(problem, path=address) from exc
    finally:
        with suppress(Exception):
            client.close(timeout=_CONNECT_SECONDS)
