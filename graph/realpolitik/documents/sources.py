"""From the paths and addresses that a user names to the files to read, in one order on every machine.

In: paths, or addresses such as `s3://bucket/folder`.  Out: `SourceFile`s, whole or in parts.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from realpolitik.documents import parquet
from realpolitik.errors import InputError, RecordError, SourceUnusableError
from realpolitik.storage import Listed, is_url, list_files, local_path, open_file

STDIN = "-"
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".pdf": "application/pdf",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".parquet": parquet.MEDIA_TYPE,
}
# Files that a folder of documents has for its readers: about the documents, not among them.
_COMPANIONS = frozenset(
    ("README", "SOURCES", "LICENSE", "LICENCE", "NOTICE", "COPYING", "CHANGELOG", "CONTRIBUTING", "CITATION")
)
_ENDINGS = ", ".join(MEDIA_TYPES)
_ABOUT = "about this folder, not a document; name it to read it"
_UNKNOWN = f"unknown ending; documents end in {_ENDINGS}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file to read, or a part of one, or standard input.

    Attributes:
        place: Path or address; None for standard input.
        shown: As messages name it: the user's own path, with what lies below it.
        media_type: By its ending; None where its content has to tell.
        size: In bytes, where it is known without asking.
        start: Where the part starts: a byte of JSON Lines, a row of Parquet.
        end: Where it ends; None for the end of the file.
    """

    place: str | None
    shown: str
    media_type: str | None
    size: int | None = None
    start: int = 0
    end: int | None = None

    @property
    def name(self) -> str | None:
        """Name of the file; None for standard input."""
        return None if self.place is None else PurePosixPath(Path(self.place).as_posix()).name

    @property
    def is_remote(self) -> bool:
        """Whether it is read over a network."""
        return self.place is not None and is_url(self.place)

    def open(self) -> BinaryIO:
        """Open the file.

        Raises:
            OSError: It cannot be opened.
        """
        assert self.place is not None
        return open_file(self.place)


Report = Callable[[InputError], None]


def iter_sources(paths: Sequence[str], *, on_skip: Report, on_note: Report) -> Iterator[SourceFile]:
    """Find the files that paths name: files as given, folders with all below them, sorted by name.

    Hidden files and folders are left out, and so are links that lead out of the folder.  A file named twice
    is read once.

    Args:
        paths: Files, folders, addresses of either, or "-" for standard input.
        on_skip: Is told of each file in a folder that is no document by its ending.
        on_note: Is told of files left out because they are about the folder, or named twice.

    Raises:
        SourceUnusableError: A path doesn't exist.  It is raised before any file is given.
        InputError: An address is of a kind that cannot be read here.
        MissingExtraError: There is an address, and fsspec is not installed.
    """
    named = [local_path(path) or path for path in paths]
    for path in named:
        if path != STDIN and not is_url(path) and not os.path.lexists(path):
            raise SourceUnusableError("no such file or folder; check the path", path=path)
    listed = {path: list_files(path) for path in named if is_url(path)}
    return _iter_sources(named, listed, on_skip, on_note)


def count_documents(paths: Sequence[str]) -> int | None:
    """Return how many documents paths hold, about: a line of JSON Lines is one; None where nobody knows."""
    if STDIN in paths or any(local_path(path) is None for path in paths):
        return None
    count = 0
    for source in iter_sources(paths, on_skip=_ignore, on_note=_ignore):
        assert source.place is not None
        if source.media_type == "application/jsonl":
            count += _count_lines(Path(source.place))
        elif source.media_type == parquet.MEDIA_TYPE:
            count += _count_rows(source)
        else:
            count += 1
    return count


def _count_lines(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
    except OSError:
        return 0


def _count_rows(source: SourceFile) -> int:
    try:
        with source.open() as stream:
            return parquet.count_rows(stream, path=source.shown)[0]
    except (OSError, RecordError):
        return 0


def _ignore(_error: InputError) -> None:
    """Tell nobody: whoever reads the paths will be told."""


def _iter_sources(
    paths: Sequence[str], listed: Mapping[str, Sequence[Listed]], on_skip: Report, on_note: Report
) -> Iterator[SourceFile]:
    seen: set[str] = set()
    for path in paths:
        if path == STDIN:
            found = iter([SourceFile(place=None, shown="standard input", media_type=None)])
        elif path in listed:
            found = _remote(path, listed[path], on_skip, on_note)
        elif Path(path).is_dir():
            found = _folder(Path(path), path, on_skip, on_note)
        else:
            found = iter([SourceFile(place=path, shown=path, media_type=_kind(path))])
        for source in found:
            place = source.place
            key = STDIN if place is None else place if is_url(place) else os.path.realpath(place)
            if key in seen:
                on_note(InputError("named twice; read once", path=source.shown))
                continue
            seen.add(key)
            yield source


def split_source(source: SourceFile, most: int) -> list[SourceFile]:
    """Divide a file into parts of about so many bytes, where its format can be divided.

    Args:
        source: A whole file.
        most: Bytes of a part; of Parquet, as they are unpacked.

    Raises:
        OSError: It cannot be looked at.
        RecordError: It is no file of its kind.
    """
    size = source.size
    if size is None and source.place is not None and not source.is_remote:
        size = Path(source.place).stat().st_size
    length = size or 0
    if source.media_type == parquet.MEDIA_TYPE:
        with source.open() as stream:
            length, size = parquet.count_rows(stream, path=source.shown)
    elif source.media_type != "application/jsonl":
        return [replace(source, size=length)]
    parts = max(1, min(length, -(-(size or 0) // most)))
    bounds = [length * number // parts for number in range(parts)]
    share = (size or 0) // parts
    return [
        replace(source, start=start, end=end, size=share)
        for start, end in zip(bounds, [*bounds[1:], None], strict=True)
    ]


def _kind(name: str) -> str | None:
    return MEDIA_TYPES.get(PurePosixPath(name).suffix.lower())


def _remote(url: str, listed: Sequence[Listed], on_skip: Report, on_note: Report) -> Iterator[SourceFile]:
    if len(listed) == 1 and listed[0].url == url:
        yield SourceFile(place=url, shown=url, media_type=_kind(url), size=listed[0].size)
        return
    empty = True
    for file in listed:
        if any(part.startswith(".") for part in file.name.split("/")):
            continue
        if PurePosixPath(file.name).stem in _COMPANIONS:
            on_note(InputError(_ABOUT, path=file.url))
            continue
        empty = False
        kind = _kind(file.name)
        if kind is None:
            on_skip(RecordError(_UNKNOWN, path=file.url))
        else:
            yield SourceFile(place=file.url, shown=file.url, media_type=kind, size=file.size)
    if empty:
        on_skip(RecordError(f"no documents in this folder; they end in {_ENDINGS}", path=url))


def _folder(folder: Path, shown: str, on_skip: Report, on_note: Report) -> Iterator[SourceFile]:
    root = os.path.realpath(folder)
    empty = True
    for path, problem in _walk(folder):
        name = str(Path(shown, path.relative_to(folder)))
        if problem is not None:
            on_skip(RecordError(problem, path=name))
            continue
        if path.stem in _COMPANIONS:
            on_note(InputError(_ABOUT, path=name))
            continue
        empty = False
        kind = MEDIA_TYPES.get(path.suffix.lower())
        if kind is None:
            on_skip(RecordError(_UNKNOWN, path=name))
        elif path.is_symlink() and not os.path.realpath(path).startswith(root + os.sep):
            on_skip(RecordError("a link that leads out of its folder; name its target to read it", path=name))
        else:
            yield SourceFile(place=str(path), shown=name, media_type=kind)
    if empty:
        on_skip(RecordError(f"no documents in this folder; they end in {_ENDINGS}", path=shown))


def _walk(folder: Path) -> Iterator[tuple[Path, str | None]]:
    """Give the files below a folder, sorted, and what cannot be listed with its problem."""
    waiting = [folder]  # a stack, not recursion: folders can be nested deeper than Python's calls
    while waiting:
        path = waiting.pop()
        try:
            mode = path.lstat().st_mode
            if path == folder or stat.S_ISDIR(mode):
                with os.scandir(path) as entries:
                    names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
                waiting.extend(path / name for name in reversed(names))
                continue
        except OSError as exc:
            yield path, f"cannot be read: {(exc.strerror or str(exc)).lower()}"
            continue
        if stat.S_ISLNK(mode) and path.is_dir():
            yield path, "a link to a folder; name its target to read it"
        elif path.is_file() or stat.S_ISLNK(mode):
            yield path, None
        else:
            yield path, "a pipe, socket or device; name it to read it"
