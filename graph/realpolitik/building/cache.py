"""The cache of entries: what documents yielded, by what they hold and by all that read them.

One SQLite file, beside the graph while a build is under way and within it afterwards.  It is written as the
work is done, so that a build that is stopped goes on from there.  What is damaged is counted and made anew.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from realpolitik.building.entries import DamagedEntryError, Entry, pack, unpack
from realpolitik.errors import OutputError

CACHE_NAME = "cache.sqlite"
_KEPT_PER_COMMIT = 32  # a commit costs a millisecond or two; a kill loses at most this many documents' work
_SPARE = 1.5  # entries per document of the graph, above which those of earlier builds go


class EntryCache:
    """Entries on disk.

    Attributes:
        damaged: How many entries could not be used and were forgotten.
        found: How many were asked for and were there.
    """

    def __init__(self, path: Path, *, start: Path | None = None) -> None:
        """Open a cache, or make an empty one.

        Args:
            path: The file to work in.
            start: A file of an earlier build, which the new one shares; None where there is none.
        """
        self.damaged = 0
        self.found = 0
        self._path = path
        self._pending = 0
        if start is not None and start.is_file() and not path.exists():
            _share(start, path)
        self._database = self._opened()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def get(self, key: bytes) -> Entry | None:
        """Return an entry; None where there is none, or none that is whole."""
        try:
            row = self._database.execute("SELECT data FROM entries WHERE key = ?", (key,)).fetchone()
            if row is None:
                return None
            entry = unpack(row[0])
        except (DamagedEntryError, sqlite3.DatabaseError):
            self.damaged += 1
            return None
        self.found += 1
        return entry

    def put(self, key: bytes, entry: Entry) -> None:
        """Keep an entry.

        Raises:
            OutputError: The disk is full or refuses.
        """
        try:
            self._database.execute("INSERT OR REPLACE INTO entries VALUES (?, ?)", (key, pack(entry)))
            self._pending += 1
            if self._pending >= _KEPT_PER_COMMIT:
                self.commit()
        except sqlite3.Error as exc:
            raise refused(exc, self._path) from exc

    def commit(self) -> None:
        """Write what is pending."""
        self._database.commit()
        self._pending = 0

    def __len__(self) -> int:
        """Count the entries."""
        (count,) = self._database.execute("SELECT COUNT(*) FROM entries").fetchone()
        return int(count)

    def forget_others(self, keys: set[bytes]) -> None:
        """Drop the entries of earlier builds, once they are many."""
        if len(self) <= _SPARE * len(keys) + _KEPT_PER_COMMIT:
            return
        stale = [key for (key,) in self._database.execute("SELECT key FROM entries") if key not in keys]
        self._database.executemany("DELETE FROM entries WHERE key = ?", ((key,) for key in stale))
        self.commit()
        self._database.execute("VACUUM")

    def close(self) -> None:
        """Write what is pending and close the file."""
        with contextlib.suppress(sqlite3.Error):  # what is not written is made anew
            self.commit()
        self._database.close()

    def _opened(self) -> sqlite3.Connection:
        try:
            return _open(self._path)
        except sqlite3.DatabaseError:
            self.damaged += 1
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)
        try:
            return _open(self._path)
        except sqlite3.Error as exc:
            raise refused(exc, self._path) from exc


def refused(exc: sqlite3.Error, path: Path) -> OutputError:
    """Return what SQLite says in our own words."""
    problem = str(exc)
    if "full" in problem:
        problem = "no space left on device"
    elif "readonly" in problem or "unable to open" in problem:
        problem = "the folder cannot be written to"
    elif "I/O" in problem:
        problem = "the disk is full or fails"
    return OutputError(f"cannot be written: {problem}; what was there before is untouched", path=str(path))


def _open(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, check_same_thread=False)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, data BLOB NOT NULL)")
        database.execute("SELECT 1 FROM entries LIMIT 1").fetchone()
    except BaseException:
        database.close()
        raise
    return database


def _share(start: Path, path: Path) -> None:
    """Give a file a second name; a copy where the file system has no links."""
    try:
        os.link(start, path)
    except OSError:
        shutil.copyfile(start, path)
