"""What `build` does with a cluster, and with the claims that one has found."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from realpolitik.cli.options import tell_skipped
from realpolitik.cli.progress import build_inputs, describe

if TYPE_CHECKING:
    from realpolitik.building.cluster import ClusterReport
    from realpolitik.building.report import BuildReport

_MEGABYTE = 1_000_000


def build_on_cluster(
    paths: tuple[str, ...],
    output: str,
    *,
    address: str,
    megabytes: float,
    strict: bool,
    reuse: bool,
    **settings: Any,
) -> ClusterReport:
    """Find claims on a cluster, with progress on a terminal."""
    from realpolitik.building.cluster import ClusterOptions
    from realpolitik.pipeline import Inputs, build_dataset

    inputs = Inputs(paths=paths, strict=strict)
    with tell_skipped(inputs), _progress() as show:
        options = ClusterOptions(
            address=address, partition_bytes=int(megabytes * _MEGABYTE), reuse=reuse, on_progress=show
        )
        return build_dataset(inputs, output, options=options, **settings)


def build_of_claims(source: str, output: str, *, strict: bool, use_cache: bool) -> BuildReport:
    """Build a graph of partitioned claims, with progress on a terminal."""
    from realpolitik.building.dataset import find_dataset
    from realpolitik.building.engine import BuildOptions
    from realpolitik.building.kept import KeptInputs
    from realpolitik.pipeline import build_graph_of_claims

    dataset = find_dataset(source)
    kept = KeptInputs(paths=[source], strict=strict, dataset=dataset)
    with build_inputs([], inputs=kept, total=dataset.count("documents"), strict=strict) as (inputs, on_phase):
        assert inputs is kept
        options = BuildOptions(use_cache=use_cache, on_phase=on_phase)
        return build_graph_of_claims(kept, output, options=options)


def _words(done: int, total: int, seconds: float) -> str:
    """Return how far a phase is.

    >>> _words(0, 9, 0.1), _words(3, 9, 60.0), _words(0, 0, 0.1)
    (' 0 of 9 partitions', ' 3 of 9 partitions, 0.1/s, 2 min left', '')
    """
    if not done:
        return f" 0 of {total:,} partitions" if total else ""
    count, _, rest = describe(done, total, seconds).rstrip(":").partition(", ")
    return f" {count} partitions, {rest}"


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    if not sys.stderr.isatty():
        yield lambda _phase, _done, _all: None
        return
    from rich.console import Console

    began: dict[str, float] = {}
    with Console(stderr=True).status("Connecting") as status:

        def show(phase: str, done: int, total: int) -> None:
            since = began.setdefault(phase, time.monotonic())
            status.update(f"{phase}{_words(done, total, time.monotonic() - since)}")

        yield show
