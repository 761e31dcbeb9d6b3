"""A file made of another file's bytes and of new ones: long runs are copied by the system, not read.

Places and bytes flow in, a file flows out.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from types import TracebackType
from typing import Self

_BUFFER = 1 << 20
_CANNOT = (errno.ENOSYS, errno.EXDEV, errno.EINVAL, errno.EOPNOTSUPP, errno.EBADF)


class Splicer:
    """Writes a file, in order, of pieces of an old one and new pieces."""

    def __init__(self, target: Path, *, old: Path | None = None) -> None:
        """Open the files.

        Args:
            target: The file to write.
            old: The file whose bytes are used again.
        """
        self._file = target.open("wb", buffering=_BUFFER)
        self._old = old.open("rb") if old is not None else None
        self._run = (0, 0)
        self.size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._copy_run()
            self._file.close()
        finally:
            if self._old is not None:
                self._old.close()

    def add(self, content: bytes) -> None:
        """Write new bytes."""
        self._copy_run()
        self._file.write(content)
        self.size += len(content)

    def reuse(self, start: int, size: int) -> None:
        """Write what the old file has at a place; neighbouring pieces become one copy."""
        first, end = self._run
        if end != start:
            self._copy_run()
            first = start
        self._run = (first, start + size)
        self.size += size

    def _copy_run(self) -> None:
        start, end = self._run
        self._run = (0, 0)
        if start == end:
            return
        assert self._old is not None
        self._file.flush()
        _copy(self._old.fileno(), self._file.fileno(), start, end - start)
        self._file.seek(0, os.SEEK_END)


def _copy(source: int, target: int, start: int, size: int) -> None:
    """Copy bytes between files; where the system can, without passing them through this process."""
    os.lseek(target, 0, os.SEEK_END)
    copy = getattr(os, "copy_file_range", None)
    while size and copy is not None:
        try:
            done = copy(source, target, size, start)
        except OSError as exc:
            if isinstance(exc, PermissionError) or exc.errno not in _CANNOT:
                raise
            break
        if not done:
            break
        start, size = start + done, size - done
    os.lseek(source, start, os.SEEK_SET)
    while size:
        content = os.read(source, min(size, _BUFFER))
        if not content:
            raise OSError("the earlier graph is shorter than its index says; build with --no-cache")
        view = memoryview(content)
        while view:
            view = view[os.write(target, view) :]
        size -= len(content)


class Lines:
    """A file that is read at places, without holding it: a mapped file would count as memory in use."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)

    def at(self, start: int, size: int) -> bytes:
        """Return the bytes at a place."""
        self._file.seek(start)
        content = self._file.read(size)
        while 0 < len(content) < size and (more := self._file.read(size - len(content))):
            content += more
        return content

    def close(self) -> None:
        """Let the file go."""
        self._file.close()
