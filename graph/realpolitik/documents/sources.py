"""From the paths that a user names to the files to read, in one order on every machine.

In: paths.  Out: `SourceFile`s.  It opens no file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from realpolitik.errors import InputError, RecordError, SourceUnusableError

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
}
# Files that a folder of documents has for its readers: about the documents, not among them.
_COMPANIONS = frozenset(
    ("README", "SOURCES", "LICENSE", "LICENCE", "NOTICE", "COPYING", "CHANGELOG", "CONTRIBUTING", "CITATION")
)
_ENDINGS = ", ".join(MEDIA_TYPES)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file to read, or standard input.

    Attributes:
        path: Where it is; None for standard input.
        shown: As messages name it: the user's own path, with what lies below it.
        media_type: By its ending; None where its content has to tell.
    """

    path: Path | None
    shown: str
    media_type: str | None


Report = Callable[[InputError], None]


def iter_sources(paths: Sequence[str], *, on_skip: Report, on_note: Report) -> Iterator[SourceFile]:
    """Find the files that paths name: files as given, folders with all below them, sorted by name.

    Hidden files and folders are left out, and so are links that lead out of the folder.  A file named twice
    is read once.

    Args:
        paths: Files, folders, or "-" for standard input.
        on_skip: Is told of each file in a folder that is no document by its ending.
        on_note: Is told of files left out because they are about the folder, or named twice.

    Raises:
        SourceUnusableError: A path doesn't exist.  It is raised before any file is given.
    """
    for path in paths:
        if path != STDIN and not os.path.lexists(path):
            raise SourceUnusableError("no such file or folder; check the path", path=path)
    return _iter_sources(paths, on_skip, on_note)


def count_documents(paths: Sequence[str]) -> int | None:
    """Return how many documents paths hold, about: a line of JSON Lines is one; None with standard input."""
    if STDIN in paths:
        return None
    count = 0
    for source in iter_sources(paths, on_skip=_ignore, on_note=_ignore):
        assert source.path is not None
        count += _count_lines(source.path) if source.media_type == "application/jsonl" else 1
    return count


def _count_lines(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
    except OSError:
        return 0


def _ignore(_error: InputError) -> None:
    """Tell nobody: whoever reads the paths will be told."""


def _iter_sources(paths: Sequence[str], on_skip: Report, on_note: Report) -> Iterator[SourceFile]:
    seen: set[str] = set()
    for path in paths:
        if path == STDIN:
            found = iter([SourceFile(path=None, shown="standard input", media_type=None)])
        elif Path(path).is_dir():
            found = _folder(Path(path), path, on_skip, on_note)
        else:
            kind = MEDIA_TYPES.get(Path(path).suffix.lower())
            found = iter([SourceFile(path=Path(path), shown=path, media_type=kind)])
        for source in found:
            key = STDIN if source.path is None else os.path.realpath(source.path)
            if key in seen:
                on_note(InputError("named twice; read once", path=source.shown))
                continue
            seen.add(key)
            yield source


def _folder(folder: Path, shown: str, on_skip: Report, on_note: Report) -> Iterator[SourceFile]:
    root = os.path.realpath(folder)
    empty = True
    for path, problem in _walk(folder):
        name = str(Path(shown, path.relative_to(folder)))
        if problem is not None:
            on_skip(RecordError(problem, path=name))
            continue
        if path.stem in _COMPANIONS:
            on_note(InputError("about this folder, not a document; name it to read it", path=name))
            continue
        empty = False
        kind = MEDIA_TYPES.get(path.suffix.lower())
        if kind is None:
            on_skip(RecordError(f"unknown ending; documents end in {_ENDINGS}", path=name))
        elif path.is_symlink() and not os.path.realpath(path).startswith(root + os.sep):
            on_skip(RecordError("a link that leads out of its folder; name its target to read it", path=name))
        else:
            yield SourceFile(path=path, shown=name, media_type=kind)
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
