"""Who makes entries: this process for a few documents, a crew of processes for many.

Documents flow in, entries or problems flow out in the same order.  The language pipeline is loaded only when
there is something to read.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from itertools import chain, islice
from types import FrameType

from realpolitik.building.crew import Crew, WorkSettings, available_cores
from realpolitik.building.entries import Entry, Extracting, entry_maker
from realpolitik.errors import RealpolitikError
from realpolitik.model import Document
from realpolitik.vocabulary import ActorRegistry

_FEW = 12  # documents that are read before another process is ready
Wanted = tuple[str, bytes, bytes, Document]


class _TooLongError(Exception):
    """A document took too long."""


class Maker:
    """Makes entries of documents.

    Attributes:
        fingerprint: Of all that decides what an entry holds.
    """

    def __init__(
        self,
        load: Callable[[], Extracting],
        registry: ActorRegistry,
        *,
        fingerprint: bytes,
        jobs: int | None,
        settings: WorkSettings,
    ) -> None:
        """Make a maker; nothing is loaded yet.

        Args:
            load: Loads the extractor.
            registry: Known actors.
            fingerprint: Of all that decides what an entry holds.
            jobs: Number of processes besides this one; 1 for none, None for what suits.
            settings: What processes read with.
        """
        self.fingerprint = fingerprint
        self._load = load
        self._registry = registry
        self._software: str | None = None
        self._jobs = jobs
        self._settings = settings

    @cached_property
    def _extractor(self) -> Extracting:
        return self._load()

    @property
    def is_idle(self) -> bool:
        """Whether nothing had to be loaded so far."""
        return self._software is None and "_extractor" not in self.__dict__

    @property
    def software(self) -> str:
        """Name and version of what finds the claims."""
        return self._software or self._extractor.version

    def make(self, wanted: Iterator[Wanted]) -> Generator[tuple[str, bytes, Entry | str]]:
        """Yield id, key, and entry or problem of each document, in order."""
        size = self._jobs or available_cores()
        first = list(islice(wanted, _FEW + 1)) if self._jobs is None else []
        if size == 1 or (self._jobs is None and len(first) <= _FEW):
            yield from self._here(chain(first, wanted))
        else:
            yield from self._side_by_side(size, chain(first, wanted))

    def _here(self, wanted: Iterable[Wanted]) -> Iterator[tuple[str, bytes, Entry | str]]:
        make: Callable[[Document], Entry] | None = None
        for name, key, line, document in wanted:
            if make is None:
                make = entry_maker(self._extractor, self._registry)
            limit = self._settings.limit(len(line))
            entry: Entry | str
            try:
                with _time_limit(limit):
                    entry = make(document)
            except _TooLongError:
                entry = f"took more than {limit:,.0f} s to extract; split it into parts"
            except (RealpolitikError, OSError):
                raise
            except Exception as exc:  # noqa: BLE001 - whatever one document brings about costs that document only
                entry = f"extraction failed ({type(exc).__name__}: {exc})"
            yield name, key, entry

    def _side_by_side(self, size: int, wanted: Iterable[Wanted]) -> Iterator[tuple[str, bytes, Entry | str]]:
        keys: dict[str, bytes] = {}

        def lines() -> Iterator[tuple[str, bytes]]:
            for name, key, line, _ in wanted:
                keys[name] = key
                yield name, line

        crew = Crew(size, self._settings)
        with closing(crew.make(lines())) as made:
            for name, entry in made:
                self._software = crew.software
                yield name, keys.pop(name), entry


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """End the block with an error when it takes too long, where this thread can be interrupted."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not hasattr(signal, "setitimer") or signal.getsignal(signal.SIGALRM) != signal.SIG_DFL:
        yield
        return

    def expire(_signal: int, _frame: FrameType | None) -> None:
        raise _TooLongError

    signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
