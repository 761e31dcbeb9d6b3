"""How far a build is, on standard error and only on a terminal: documents, rate, remaining time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from realpolitik.cli.options import tell_skipped

if TYPE_CHECKING:
    from realpolitik.pipeline import Inputs

_SECONDS_BETWEEN = 0.1


@contextmanager
def build_inputs(
    paths: Sequence[str], *, strict: bool, inputs: Inputs | None = None, total: int | None = None
) -> Iterator[tuple[Inputs, Callable[[str], None]]]:
    """Yield the documents of a build, and what is to be told of its phases; skips are told at the end.

    Args:
        paths: Of the documents.
        strict: The first one that cannot be read ends the build.
        inputs: The documents themselves, in place of these.
        total: How many they are.
    """
    from realpolitik.pipeline import Inputs

    with ExitStack() as stack:
        bar = stack.enter_context(_bar(paths, total)) if sys.stderr.isatty() else None
        inputs = inputs or Inputs(paths=paths, stdin=sys.stdin.buffer, strict=strict)
        if bar is not None:
            inputs.on_document = bar.count
        # told after the bar has gone: this is entered first, and left last
        with tell_skipped(inputs):
            yield inputs, bar.phase if bar is not None else lambda _phase: None


class _Bar:
    """A line that says what is done, how fast, and how long the rest will take."""

    def __init__(self, show: Callable[[str], None], total: int | None) -> None:
        self._show = show
        self._total = total
        self._phase = "Reading"
        self._started = self._shown = time.monotonic()
        self._done = 0

    def count(self, name: str) -> None:
        """Note that a document's turn has come."""
        self._done += 1
        if time.monotonic() - self._shown >= _SECONDS_BETWEEN:
            self._shown = time.monotonic()
            self._show(
                f"{self._phase} {describe(self._done, self._total, self._shown - self._started)} {name}"
            )

    def phase(self, name: str) -> None:
        """Note that another stage of the build has come."""
        self._phase = name
        self._show(name)


def describe(done: int, total: int | None, seconds: float) -> str:
    """Return count, rate and remaining time in words.

    >>> describe(50, 200, 10.0)
    '50 of 200, 5.0/s, 30 s left:'
    >>> describe(50, None, 10.0)
    '50, 5.0/s:'
    """
    rate = done / seconds if seconds > 0 else 0.0
    if total is None or done > total or not rate:
        return f"{done:,}, {rate:,.1f}/s:"
    left = (total - done) / rate
    words = f"{left:.0f} s" if left < 120 else f"{left / 60:.0f} min"  # noqa: PLR2004 - two minutes
    return f"{done:,} of {total:,}, {rate:,.1f}/s, {words} left:"


@contextmanager
def _bar(paths: Sequence[str], total: int | None) -> Iterator[_Bar]:
    from rich.console import Console
    from rich.markup import escape

    from realpolitik.documents.sources import count_documents

    with Console(stderr=True).status("Reading") as status:
        count = count_documents(paths) if total is None else total
        yield _Bar(lambda words: status.update(escape(words)), count)
