"""Quads on disk: the embedded store and the TriG file.

Quads flow in and files flow out; a store opened here is never written to.  Publishing a new build
beside an old one is the pipeline's work: a store is written to a fresh folder, and that folder is renamed.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

import pyoxigraph as ox

from realpolitik.errors import InputError, OutputError, SourceUnusableError
from realpolitik.rdf.iris import EDGES_GRAPH, PREFIXES

_STORE_MARK = "CURRENT"  # the file that every RocksDB folder has
_OPENING_TRIES: Final = 10
_OPENING_PAUSE_SECONDS: Final = 0.03


def write_store(path: Path, quads: Iterable[ox.Quad]) -> None:
    """Write quads to a new store.

    Args:
        path: A folder that doesn't exist yet, or is empty.
        quads: In any order.

    Raises:
        OutputError: The folder holds something, or cannot be written.
    """
    with _fresh_store(path) as store:
        store.bulk_extend(quads)


@contextmanager
def _fresh_store(path: Path) -> Iterator[ox.Store]:
    try:
        if path.exists() and any(path.iterdir()):
            raise OutputError("is not empty; a store is written to a fresh folder", path=str(path))
        path.mkdir(parents=True, exist_ok=True)
        store = ox.Store(str(path))
        yield store
        store.flush()
    except (OSError, RuntimeError) as exc:
        raise OutputError(write_problem(exc), path=str(path)) from exc


def write_problem(exc: OSError | RuntimeError) -> str:
    """Return in our own words why a store cannot be written.

    >>> write_problem(RuntimeError("IO error: No space left on device: While appending to file"))
    'the store cannot be written: no space left on device'
    """
    for words in ("No space left on device", "File too large", "Permission denied", "Read-only file system"):
        if words in str(exc):
            return f"the store cannot be written: {words[0].lower()}{words[1:]}"
    return f"the store cannot be written: {exc}"


def write_graph(trig: Path, store: Path, quads: Iterable[ox.Quad]) -> None:
    """Write quads as TriG and as a store, in the order given and without keeping them all in memory.

    Args:
        trig: File to write.
        store: A folder that doesn't exist yet, or is empty.
        quads: Read once.

    Raises:
        OutputError: One of them cannot be written.
    """
    from realpolitik.rdf.bulk_loading import load_trig  # noqa: PLC0415 - threads, which no reader needs

    write_trig(trig, quads)
    with _fresh_store(store) as opened:
        # From the file, no quad has to become a Python object again.
        load_trig(opened, trig)


def write_trig(path: Path, quads: Iterable[ox.Quad]) -> None:
    """Write quads as TriG, in the order given.

    Raises:
        OutputError: The file cannot be written.
    """
    try:
        with path.open("wb") as output:
            # The serializer writes its prefixes in an order that changes from run to run.
            header = _trig_header()
            output.writelines(sorted(header))
            body = _SkippingWriter(output, skipped=sum(map(len, header)))
            ox.serialize(quads, cast("BinaryIO", body), ox.RdfFormat.TRIG, prefixes=PREFIXES)
    except OSError as exc:
        raise OutputError(f"cannot be written: {exc.strerror or exc}", path=str(path)) from exc


def _trig_header() -> list[bytes]:
    anything = ox.NamedNode(EDGES_GRAPH)  # without a quad, the serializer writes nothing at all
    content = ox.serialize(
        (ox.Quad(anything, anything, anything),), format=ox.RdfFormat.TRIG, prefixes=PREFIXES
    )
    assert content is not None
    return [line for line in content.splitlines(keepends=True) if line.startswith(b"@prefix ")]


class _SkippingWriter:
    """Passes on what is written to it, but for the first bytes."""

    def __init__(self, output: BinaryIO, *, skipped: int) -> None:
        self._output = output
        self._skipped = skipped

    def write(self, content: bytes) -> int:
        kept = content[self._skipped :]
        self._skipped -= len(content) - len(kept)
        self._output.write(kept)
        return len(content)

    def flush(self) -> None:
        self._output.flush()


def read_trig(path: Path) -> list[ox.Quad]:
    """Read the quads of a TriG file.

    Raises:
        SourceUnusableError: It cannot be read, or is not TriG.
    """
    try:
        content = path.read_bytes()
    except OSError as exc:
        raise SourceUnusableError(f"cannot be read: {exc.strerror or exc}", path=str(path)) from exc
    try:
        return list(ox.parse(content, ox.RdfFormat.TRIG))
    except SyntaxError as exc:
        raise SourceUnusableError(f"is not TriG: {exc.msg}", path=str(path), line=exc.lineno) from exc


def require_store(path: Path) -> None:
    """Check that there is a store.

    Raises:
        InputError: There is none.
    """
    if not (path / _STORE_MARK).is_file():
        raise InputError("is no graph store; build one with: realpolitik build", path=str(path))


def open_store(path: Path) -> ox.Store:
    """Open a store for reading.

    Raises:
        InputError: There is no store.
        SourceUnusableError: There is one, but it cannot be read.
    """
    require_store(path)
    try:
        return open_published(path)[1]
    except (OSError, RuntimeError) as exc:  # damage is a RuntimeError
        problem = f"the store cannot be read ({exc}); build it anew with: realpolitik build"
        raise SourceUnusableError(problem, path=str(path)) from exc


def open_published(path: Path) -> tuple[object, ox.Store]:
    """Open the store that is at a path now; return what tells it from others, and the store.

    A store is several files, and a build that is published between the first and the last of them leaves a
    reader with half of each: that is told by its identity, or found damaged, and opened again.

    Raises:
        OSError: There is none.
        RuntimeError: It is damaged.
    """
    for _ in range(_OPENING_TRIES):
        identity = store_identity(path)
        try:
            store = ox.Store.read_only(str(path))
        except (OSError, RuntimeError):
            # On systems that cannot exchange two folders in one step, there is a moment without any.
            time.sleep(_OPENING_PAUSE_SECONDS)
        else:
            if identity == store_identity(path):
                return identity, store
    return store_identity(path), ox.Store.read_only(str(path))


def store_identity(path: Path) -> object:
    """Return what tells the store that is at a path now from any other; None where there is none."""
    try:
        status = path.stat()
        return status.st_dev, status.st_ino, status.st_mtime_ns, (path / "IDENTITY").read_bytes()
    except OSError:
        return None
