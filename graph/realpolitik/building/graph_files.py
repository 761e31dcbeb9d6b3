"""graph.trig and the store: the same quads twice, taken over from the graph before where they are the same.

Entries and what went and came of the shared graphs flow in; the file and the store are left.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from realpolitik.building import parts
from realpolitik.building.entries import Entry
from realpolitik.building.gathering import Change
from realpolitik.building.index import Index, Row
from realpolitik.building.published import starts_of
from realpolitik.building.splice import Lines, Splicer
from realpolitik.folder import GraphFolder
from realpolitik.rdf import blocks
from realpolitik.rdf.quads import vocabulary_quads
from realpolitik.rdf.store_changes import change_copy, load_store

_CHANGED_IN_PLACE = 0.25  # share of documents above which a store is faster loaded than changed

SharedChanges = Mapping[str, tuple[list[bytes], list[bytes]]]
"""Blocks that went and that came, by shared graph."""


class GraphFiles:
    """Writes the graph of a build."""

    def __init__(
        self,
        *,
        staged: GraphFolder,
        published: GraphFolder,
        old: Sequence[Row],
        entry: Callable[[bytes], Entry],
        vocabulary: Sequence[Path],
    ) -> None:
        """Make a writer.

        Args:
            staged: Where the files go.
            published: The graph before.
            old: Its documents, as far as they can be taken over.
            entry: Gives the entry of a key.
            vocabulary: Turtle files that go into the graph.
        """
        self._staged = staged
        self._published = published
        self._old = sorted(old, key=lambda row: row.iri)
        self._starts = starts_of(self._old, "graph_size", first=len(blocks.trig_header()))
        self._entry = entry
        self._vocabulary = vocabulary
        self._stopped = threading.Event()
        self._fill_store: Callable[[], None] = lambda: None

    def write(self, index: Index, change: Change, changes: SharedChanges) -> None:
        """Write graph.trig, and decide how the store comes to hold the same."""
        with Splicer(self._staged.graph, old=self._published.graph if self._old else None) as graph:
            graph.add(blocks.trig_header())
            for row in index.rows("iri"):
                if row.id in change.entries:
                    graph.add(self._entry(row.key).graph)
                else:
                    graph.reuse(self._starts[row.id], row.graph_size)
            for name in blocks.shared_graphs():
                _write_shared(graph, name, parts.shared_blocks(index, name))
            graph.add(blocks.graph_block(vocabulary_quads(self._vocabulary)))
        changed = len(change.entries) + len(change.gone)
        is_new = not self._old or not self._published.store.is_dir()
        if is_new or changed > _CHANGED_IN_PLACE * len(self._old) + 1:
            self._fill_store = partial(
                load_store, self._staged.store, self._staged.graph, is_stopped=self._stopped.is_set
            )
            return
        removed, added, ended = self._quads(change, changes)
        for name in blocks.shared_graphs():
            if changes[name][0] and not any(True for _ in parts.shared_blocks(index, name)):
                ended.append(name)
        self._fill_store = partial(
            change_copy,
            self._published.store,
            self._staged.store,
            removed=removed,
            added=added,
            ended=ended,
        )

    @contextmanager
    def filling_store(self) -> Iterator[None]:
        """Fill the store beside the block, on another core where there is one; it is whole after the block.

        Raises:
            OutputError: It cannot be written.
        """
        with ThreadPoolExecutor(1, thread_name_prefix="store") as thread:
            filled = thread.submit(self._fill_store)
            try:
                yield
                filled.result()
            except BaseException:
                self._stopped.set()  # nobody needs the rest of it
                raise

    def _quads(
        self, change: Change, changes: SharedChanges
    ) -> tuple[set[blocks.Quad], set[blocks.Quad], list[str]]:
        """Return the quads that the store must lose and gain, and the graphs that end."""
        removed: set[blocks.Quad] = set()
        added: set[blocks.Quad] = set()
        ended = []
        lines = Lines(self._published.graph)
        for row in change.gone:
            if row.id in change.entries:
                removed |= blocks.read_block(lines.at(self._starts[row.id], row.graph_size))
            else:
                ended.append(row.iri)
        lines.close()
        for key in change.entries.values():
            added |= blocks.read_block(self._entry(key).graph)
        for name, (gone, come) in changes.items():
            removed |= blocks.read_subject_blocks(name, gone)
            added |= blocks.read_subject_blocks(name, come)
        return removed - added, added - removed, ended


def _write_shared(graph: Splicer, name: str, found: Iterator[bytes]) -> None:
    start, end = blocks.frame(name)
    opened = False
    for block in found:
        if not opened:
            graph.add(start)
            opened = True
        graph.add(block)
    if opened:
        graph.add(end)
