"""The graph folder: what a build leaves on disk, and how it gets there in one step.

A folder is built beside its place and then takes that place by a single rename, so that whoever reads it sees
the last complete graph at every moment, also when a build fails, is killed, or runs out of disk.  Knows file
names and nothing of what is in the files.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from realpolitik.errors import InputError, OutputError

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


DEFAULT_FOLDER = "realpolitik-graph"
_MARKER_KEY = "realpolitik"  # report.json has it; no other tool's report does


@dataclass(frozen=True, slots=True)
class GraphFolder:
    """The paths within a graph folder.

    >>> GraphFolder(Path("out")).claims.name
    'claims.jsonl'
    """

    path: Path

    @property
    def documents(self) -> Path:
        """Every document with its text and metadata."""
        return self.path / "documents.jsonl"

    @property
    def claims(self) -> Path:
        """Every claim with its evidence."""
        return self.path / "claims.jsonl"

    @property
    def graph(self) -> Path:
        """The RDF graph as text."""
        return self.path / "graph.trig"

    @property
    def store(self) -> Path:
        """The RDF graph as a store that SPARQL runs on."""
        return self.path / "store"

    @property
    def explorer(self) -> Path:
        """The offline page."""
        return self.path / "explorer.html"

    @property
    def report(self) -> Path:
        """What was read, skipped and made, and by which versions; its presence marks a graph folder."""
        return self.path / "report.json"

    @property
    def actor_files(self) -> tuple[Path, ...]:
        """The user's own actors that the graph was built with."""
        return tuple(sorted(self.path.glob("vocabulary/actors/*")))

    @property
    def relation_files(self) -> tuple[Path, ...]:
        """The user's own relation types that the graph was built with."""
        return tuple(sorted(self.path.glob("vocabulary/relations/*")))


def find_folder(path: str | os.PathLike[str]) -> GraphFolder:
    """Return the graph folder at `path`.

    Raises:
        InputError: There is none.
    """
    folder = GraphFolder(Path(path))
    if not folder.path.exists():
        before = _previous(folder.path.absolute())
        if is_graph_folder(before):  # a build was killed between two renames: this is the last whole graph
            return GraphFolder(before)
        raise InputError("no such graph folder; make one with: realpolitik build", path=str(path))
    if not is_graph_folder(folder.path):
        raise InputError("not a realpolitik graph: it has no report.json of a build", path=str(path))
    return folder


def is_graph_folder(path: Path) -> bool:
    """Tell whether a build made this folder."""
    try:
        report = json.loads((path / "report.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(report, dict) and _MARKER_KEY in report


@contextmanager
def staged_folder(target: str | os.PathLike[str]) -> Iterator[GraphFolder]:
    """Yield an empty folder to fill; when the block ends well, it takes the place of `target` in one step.

    When the block raises, what was there before is untouched and the unfinished folder is removed.

    Raises:
        OutputError: `target` holds something else than a graph, another build is writing it, or the disk is
            full or refuses.
    """
    place = Path(target).resolve()
    _refuse_foreign(place, shown=str(target))
    with _translated(target):
        place.parent.mkdir(parents=True, exist_ok=True)
        with locked(place, shown=str(target)):
            _put_back(place)
            staging = place.with_name(f".{place.name}.building")
            shutil.rmtree(staging, ignore_errors=True)  # left by a build that was killed
            try:
                staging.mkdir()
                yield GraphFolder(staging)
                _flush(staging)
                _swap(staging, place)
            except OutputError as exc:
                if not exc.path.startswith(str(staging)):
                    raise
                meant = str(target) + exc.path.removeprefix(str(staging))
                raise OutputError(exc.problem, path=meant) from exc
            finally:
                shutil.rmtree(staging, ignore_errors=True)


def _refuse_foreign(place: Path, *, shown: str) -> None:
    if place.is_dir():
        if any(place.iterdir()) and not is_graph_folder(place):
            raise OutputError("is not a realpolitik graph, so it stays; choose another -o", path=shown)
    elif place.exists():
        raise OutputError("is a file; the output is a folder", path=shown)


@contextmanager
def _translated(target: str | os.PathLike[str]) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        reason = exc.strerror or str(exc)
        problem = f"cannot be written: {reason}; what was there before is untouched"
        raise OutputError(problem, path=str(target)) from exc


@contextmanager
def locked(place: Path, *, shown: str) -> Iterator[None]:
    """Hold an operating system lock on a folder, which ends with the process however that ends.

    Raises:
        OutputError: Another build holds it.
    """
    path = place.with_name(f".{place.name}.lock")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        # The file may have been removed by another build between the two calls: such a lock guards nothing.
        if not _try_lock(descriptor) or not _is_same_file(descriptor, path):
            raise OutputError("is being written by another build; wait for it to end", path=shown)
        try:
            yield
        finally:
            with suppress(OSError):  # Windows keeps an open file; an empty lock file does no harm
                path.unlink()
    finally:
        os.close(descriptor)


def _is_same_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _try_lock(descriptor: int) -> bool:
    try:
        _lock(descriptor)
    except OSError as exc:
        if exc.errno in {errno.EACCES, errno.EAGAIN, errno.EDEADLK}:
            return False
        if exc.errno not in {
            errno.ENOLCK,
            errno.ENOTSUP,
        }:  # a network file system without locks: none to hold
            raise
    return True


def _flush(folder: Path) -> None:
    """Make sure that what the swap publishes has reached the disk: the files, and then their names."""
    for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder before the folder
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
        elif path.is_dir():
            _flush_names(path)
    _flush_names(folder)


def _flush_names(folder: Path) -> None:
    """Make sure that the names in a folder have reached the disk, where a system lets one ask for that."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):  # some network file systems know nothing of it
                os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _swap(staging: Path, place: Path) -> None:
    """Put `staging` where `place` is; afterwards `staging` is what `place` was, or gone.

    Linux and macOS exchange two folders in one system call.  Windows, and file systems that cannot, get two
    renames: killed between them, the earlier graph lies whole beside its place, where readers find it and
    the next build puts it back.
    """
    if not place.exists() or not any(place.iterdir()):
        if sys.platform == "win32" and place.exists():
            place.rmdir()
        staging.rename(place)
    elif not _exchange(staging, place):
        previous = _previous(place)
        shutil.rmtree(previous, ignore_errors=True)
        place.rename(previous)
        staging.rename(place)
        shutil.rmtree(previous, ignore_errors=True)
    _flush_names(place.parent)


def _previous(place: Path) -> Path:
    """Return where a graph lies while another takes its place by two renames."""
    return place.with_name(f".{place.name}.previous")


def _put_back(place: Path) -> None:
    """Undo what a build that was killed between two renames left, or sweep away what it left after them."""
    previous = _previous(place)
    if is_graph_folder(previous) and not place.exists():
        previous.rename(place)
    else:
        shutil.rmtree(previous, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one system call; False where that cannot be done."""
    if sys.platform == "win32":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "renameat2"):
        at_cwd, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
        return bool(libc.renameat2(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), exchange) == 0)
    if hasattr(libc, "renamex_np"):
        return bool(libc.renamex_np(os.fsencode(one), os.fsencode(other), 2) == 0)  # RENAME_SWAP
    return False
