"""How long each stage of a build took, for its report and its log."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping

_LOG = logging.getLogger(__name__)


class Phases:
    """Passes the names of stages on, and measures the time from each to the next.

    >>> phases = Phases(lambda name: None)
    >>> phases.begin("Reading")
    >>> list(phases.end())
    ['reading']
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._name: str | None = None
        self._since = 0.0
        self._seconds: dict[str, float] = {}

    def begin(self, name: str) -> None:
        """Note that a stage has come."""
        self.end()
        self._name, self._since = name.lower(), time.monotonic()
        self._tell(name)

    def end(self) -> Mapping[str, float]:
        """End the stage that is under way; return how many seconds each has taken, all times that it came."""
        if self._name is not None:
            seconds = round(time.monotonic() - self._since, 3)
            self._seconds[self._name] = round(self._seconds.get(self._name, 0.0) + seconds, 3)
            _LOG.info("phase ended", extra={"fields": {"phase": self._name, "seconds": seconds}})
            self._name = None
        return dict(self._seconds)
