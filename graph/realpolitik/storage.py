"""Files under a path or an address: listed, opened, and written whole or not at all.  Alone knows fsspec.

Paths and addresses (`s3://bucket/folder`) flow in, bytes flow out; it knows nothing of what the bytes are.
What a store's own library raises comes out as an OSError with its words.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import unquote

from realpolitik.errors import InputError, MissingExtraError, SourceUnusableError

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_LOCAL = frozenset(("file", "local"))
_PAGES = frozenset(("http", "https"))  # their folders cannot be listed, only read about
_LIBRARIES = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs", "az": "adlfs"}
_LONGEST_WORDS = 200
_BUFFER = 1 << 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A file at an address.

    Attributes:
        url: Where it is.
        name: Its path below the address that was listed.
        size: In bytes.
    """

    url: str
    name: str
    size: int


def is_url(path: str) -> bool:
    """Tell an address from a path.

    >>> is_url("s3://bucket/a.jsonl"), is_url("a.jsonl"), is_url("C:/a.jsonl")
    (True, False, False)
    """
    return _ADDRESS.match(path) is not None


def local_path(path: str) -> str | None:
    """Return the path on this machine that a path or an address names; None where it names none.

    >>> local_path("file:///tmp/a%20b"), local_path("a.txt"), local_path("s3://bucket/a.txt")
    ('/tmp/a b', 'a.txt', None)
    """
    found = _ADDRESS.match(path)
    if found is None:
        return path
    return unquote(path[found.end() :]) if found[1].lower() in _LOCAL else None


def list_files(url: str) -> list[Listed]:
    """List a file, or all files below a folder, sorted by path.

    Raises:
        SourceUnusableError: There is nothing, or it cannot be listed.
        InputError: The address is of a kind that cannot be read here.
        MissingExtraError: fsspec is not installed.
    """
    system, path = _file_system(url)
    scheme = cast("re.Match[str]", _ADDRESS.match(url))[0]
    try:
        with _translated():
            if scheme.lower().removesuffix("://") in _PAGES or system.isfile(path):
                return [Listed(url, url.rstrip("/").rpartition("/")[2], int(system.size(path) or 0))]
            found: dict[str, Any] = system.find(path, detail=True)
    except OSError as exc:
        raise SourceUnusableError(f"cannot be read: {told(exc)}", path=url) from exc
    if not found:
        raise SourceUnusableError("no such file or folder; check the address", path=url)
    below = len(path.rstrip("/")) + 1
    listed = [
        Listed(scheme + name.lstrip("/"), name[below:], int(about["size"] or 0))
        for name, about in found.items()
    ]
    return sorted(listed, key=lambda file: file.name.split("/"))


def open_file(place: str) -> BinaryIO:
    """Open a file at a path or an address for reading, at any position.

    Raises:
        OSError: It cannot be opened.
    """
    if not is_url(place):
        return Path(place).open("rb")
    return _opened(*_file_system(place))


class Storage:
    """A folder, here or in an object store."""

    def __init__(self, root: str) -> None:
        """Prepare; nothing is read or written yet.

        Args:
            root: Path or address of the folder.

        Raises:
            InputError: The address is of a kind that cannot be used here.
            MissingExtraError: fsspec is not installed.
        """
        self.root = root
        here = local_path(root)
        self._is_local = here is not None
        self._system, path = _file_system(root if here is None else f"file://{Path(here).resolve()}")
        self._path = path.rstrip("/")

    @property
    def address(self) -> str:
        """The folder, as any process of this machine or, for an object store, of any may name it."""
        return self._path if self._is_local else self.root

    def shown(self, name: str) -> str:
        """Return a file as messages name it."""
        return f"{self.root.rstrip('/')}/{name}"

    def exists(self, name: str) -> bool:
        """Tell whether a file or folder is there.

        Raises:
            OSError: Nobody can tell.
        """
        with _translated():
            self._system.invalidate_cache()
            return bool(self._system.exists(self._at(name)))

    def is_file(self) -> bool:
        """Tell whether a file stands in the folder's place.

        Raises:
            OSError: Nobody can tell.
        """
        with _translated():
            return bool(self._system.isfile(self._path))

    def open(self, name: str) -> BinaryIO:
        """Open a file for reading.

        Raises:
            OSError: It cannot be opened.
        """
        return _opened(self._system, self._at(name))

    def names(self, folder: str) -> Sequence[str]:
        """Return the names of the files right in a folder, sorted; none where there is no such folder.

        Raises:
            OSError: It cannot be listed.
        """
        with _translated():
            self._system.invalidate_cache()
            try:
                found = self._system.ls(self._at(folder), detail=False)
            except FileNotFoundError:
                return ()
            return sorted(str(path).rstrip("/").rpartition("/")[2] for path in found)

    def write(self, name: str, data: bytes) -> None:
        """Write a file, which appears whole or not at all; one that is there is replaced.

        Raises:
            OSError: It cannot be written.
        """
        path = self._at(name)
        if not self._is_local:
            with _translated():
                self._system.pipe_file(path, data)  # one request: object stores show it when it has ended
            return
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            mask = os.umask(0)
            os.umask(mask)
            Path(temporary).chmod(0o666 & ~mask)
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def move(self, old: str, new: str) -> None:
        """Give a file another name; one that has it is replaced.

        Raises:
            OSError: It cannot be moved.
        """
        if self._is_local:
            target = Path(self._at(new))
            target.parent.mkdir(parents=True, exist_ok=True)
            Path(self._at(old)).replace(target)
            return
        with _translated():
            self._system.mv(self._at(old), self._at(new))

    def delete(self, name: str) -> None:
        """Remove a file, or a folder with all in it; nothing where there is none.

        Raises:
            OSError: It cannot be removed.
        """
        with _translated(), contextlib.suppress(FileNotFoundError):
            self._system.rm(self._at(name), recursive=True)

    def _at(self, name: str) -> str:
        return f"{self._path}/{name}" if name else self._path


def told(exc: OSError) -> str:
    """Return the words of an error, in lower case and on one line.

    >>> told(OSError(28, "No space left on device"))
    'no space left on device'
    """
    words = " ".join((exc.strerror or str(exc) or type(exc).__name__).split())[:_LONGEST_WORDS]
    return words[:1].lower() + words[1:]


class _Remote(io.RawIOBase):
    """A file of a store, whose errors are translated; its buffering is left to Python, which knows lines."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer; return how much was read."""
        with _translated():
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move; return where it is then."""
        with _translated():
            return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        """Return where it is."""
        return int(self._file.tell())

    def close(self) -> None:
        """Let it go."""
        if not self.closed:
            self._file.close()
        super().close()


def _opened(system: Any, path: str) -> BinaryIO:
    with _translated():
        return io.BufferedReader(_Remote(system.open(path, "rb")), _BUFFER)


def _file_system(url: str) -> tuple[Any, str]:
    """Return what reads an address, and the path that it has there."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 (an extra)
    except ImportError as exc:
        raise MissingExtraError("dask", purpose=f"reading {url}") from exc
    if "::" in url:
        raise InputError("one address within another is not read; give that of the files", path=url)
    scheme = url.partition("://")[0].lower()
    try:
        system, path = url_to_fs(url)
    except ImportError as exc:
        library = _LIBRARIES.get(scheme, "")
        advice = f"; pip install {library}" if library else f" ({exc})"
        raise InputError(f"{scheme}:// needs a library of its own{advice}", path=url) from exc
    except ValueError as exc:
        problem = f"{scheme}:// is no address that can be read; {told(OSError(str(exc)))}"
        raise InputError(problem, path=url) from exc
    return system, str(path)


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Make an OSError of whatever a store's library raises: each has classes of its own."""
    try:
        yield
    except OSError:
        raise
    except Exception as exc:
        raise OSError(errno.EIO, f"{type(exc).__name__}: {exc}") from exc
