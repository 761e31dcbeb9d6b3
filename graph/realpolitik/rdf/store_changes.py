"""Changing a copy of a published store by a difference of quads.

A published store is never written to: its copy shares all data files that RocksDB never changes once they are
written, so it costs neither time nor disk, and the copy is published by the pipeline.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox

from realpolitik.errors import OutputError
from realpolitik.rdf.bulk_loading import load_trig
from realpolitik.rdf.store import write_problem

_SHARED = frozenset((".sst", ".blob"))  # written once, then only read or removed
_UNNEEDED = ("LOG", "LOCK")


def copy_store(store: Path, copy: Path) -> None:
    """Make a copy of a closed store in a fresh folder, sharing what never changes.

    Raises:
        OSError: It cannot be written.
    """
    copy.mkdir()
    for path in sorted(store.iterdir()):
        if path.name.startswith(_UNNEEDED):
            continue
        target = copy / path.name
        if path.suffix in _SHARED:
            try:
                os.link(path, target)
                continue
            except OSError:  # no links on this file system, or too many to one file
                pass
        shutil.copyfile(path, target)


def change_store(
    path: Path, *, removed: Iterable[ox.Quad], added: Iterable[ox.Quad], ended: Iterable[str] = ()
) -> None:
    """Take quads out of a store and put others in.

    Args:
        path: A store that nobody else has open.
        removed: Quads that it has.
        added: Quads that it lacks.
        ended: Graphs of which nothing is left.

    Raises:
        OutputError: It cannot be written.
    """
    try:
        store = ox.Store(str(path))
        for quad in removed:
            store.remove(quad)
        store.extend(added)
        for graph in ended:  # the store remembers the names of empty graphs
            store.remove_graph(ox.NamedNode(graph))
        store.flush()
    except (OSError, RuntimeError) as exc:
        raise OutputError(write_problem(exc), path=str(path)) from exc


def change_copy(
    store: Path,
    copy: Path,
    *,
    removed: Iterable[ox.Quad],
    added: Iterable[ox.Quad],
    ended: Iterable[str] = (),
) -> None:
    """Copy a store and change the copy; see `copy_store` and `change_store`."""
    copy_store(store, copy)
    change_store(copy, removed=removed, added=added, ended=ended)


def load_store(path: Path, trig: Path, *, is_stopped: Callable[[], bool] = lambda: False) -> None:
    """Write a new store from a TriG file.

    Args:
        path: Folder of the store.
        trig: The file.
        is_stopped: Asked now and then; after a yes nobody needs the store, and it may lack quads.

    Raises:
        OutputError: It cannot be written.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        store = ox.Store(str(path))
        load_trig(store, trig, is_stopped=is_stopped)
        store.flush()
    except (OSError, RuntimeError) as exc:
        raise OutputError(write_problem(exc), path=str(path)) from exc
