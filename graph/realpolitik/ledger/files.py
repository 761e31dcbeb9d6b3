"""JSON Lines files: written whole or not at all, read line by line.

In and out: paths and decoded rows.  It knows neither claims nor documents.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, NoReturn, TypeVar

from realpolitik.errors import InputError, OutputError, RecordError, SourceUnusableError

_Value = TypeVar("_Value")
_SURROGATE = re.compile("[\ud800-\udfff]")


def json_line(row: Mapping[str, object]) -> str:
    r"""Return a row as one line of JSON, its line feed included.

    Unicode stays readable; a lone surrogate, which UTF-8 can't hold, is written as a JSON escape.

    Raises:
        ValueError: A number is not finite.

    >>> json_line({"label": "Türkiye", "score": 1.0})
    '{"label": "Türkiye", "score": 1.0}\n'
    """
    line = json.dumps(row, ensure_ascii=False, allow_nan=False)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", line) + "\n"


@contextlib.contextmanager
def atomic_writer(path: Path | str) -> Iterator[IO[str]]:
    """Open a file that appears under its name only when it is complete.

    What stood there before stays until then, and stays for good if anything fails.

    Raises:
        OutputError: It cannot be written.
    """
    target = Path(path)
    if target.exists() and not target.is_file():
        # a rename would put a file in a device's place
        raise OutputError("not a regular file; name a file, or leave -o out", path=str(target))
    try:
        # delete=False: the rename takes it away; mkstemp's name can't be guessed or taken by a second run
        stream = tempfile.NamedTemporaryFile(  # noqa: SIM115 - closed below, before the rename
            "w", encoding="utf-8", newline="", dir=target.parent, prefix=f".{target.name}.", delete=False
        )
    except OSError as exc:
        _cannot_write(target, exc)
    temporary = Path(stream.name)
    try:
        try:
            with stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            _allow_reading(temporary)
            temporary.replace(target)
        except OSError as exc:
            _cannot_write(target, exc)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def write_rows(target: Path | str | IO[str], rows: Iterable[Mapping[str, object]]) -> int:
    """Write rows as JSON Lines and return how many there were.

    Args:
        target: A path, written atomically, or an open text stream.
        rows: In the order to write.

    Raises:
        OutputError: The file cannot be written, or a row cannot be told in JSON.
    """
    if isinstance(target, str | Path):
        with atomic_writer(target) as stream:
            return _write_all(stream, rows, str(target))
    return _write_all(target, rows, getattr(target, "name", "output"))


def iter_rows(
    path: Path | str, *, on_skip: Callable[[InputError], None] | None = None
) -> Iterator[tuple[int, object]]:
    """Read a JSON Lines file, giving each row with its 1-based line; blank lines are no rows.

    Args:
        path: The file.
        on_skip: Is told of each line that is no JSON; None makes the first one fatal.

    Raises:
        SourceUnusableError: The file cannot be opened or read.
        RecordError: A line is no JSON, and `on_skip` is None.
    """
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - closed below; only the opening is tried here
    except OSError as exc:
        raise SourceUnusableError(f"cannot be read: {reason(exc)}", path=str(path)) from exc
    with stream:
        for number, line in enumerate(_lines(stream, path), start=1):
            stripped = line.strip()
            if not stripped:
                continue
            try:
                row = decode_row(stripped, path=str(path), line=number)
            except RecordError as exc:
                if on_skip is None:
                    raise
                on_skip(exc)
            else:
                yield number, row


def iter_values(
    path: Path | str,
    parse: Callable[[object, str, int], _Value | None],
    *,
    on_skip: Callable[[InputError], None] | None = None,
) -> Iterator[_Value]:
    """Read a JSON Lines file of values; rows that `parse` returns None for are passed over.

    Args:
        path: The file.
        parse: Makes a value of a row, its path and line, or raises RecordError.
        on_skip: Is told of each bad row; None makes the first one fatal.

    Raises:
        SourceUnusableError: The file cannot be opened or read.
        RecordError: A row is bad, and `on_skip` is None.
    """
    for number, row in iter_rows(path, on_skip=on_skip):
        try:
            value = parse(row, str(path), number)
        except RecordError as exc:
            if on_skip is None:
                raise
            on_skip(exc)
        else:
            if value is not None:
                yield value


def decode_row(data: bytes, *, path: str | None, line: int | None) -> object:
    """Return what one line of JSON says.

    Args:
        data: The line's bytes.
        path: Its file, for the error.
        line: Its 1-based number, for the error.

    Raises:
        RecordError: It is no JSON, or no UTF-8.

    >>> decode_row(b'{"id": "d1"}', path=None, line=None)
    {'id': 'd1'}
    """
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as exc:
        problem = f"byte {exc.start + 1} is not UTF-8; save the file as UTF-8"
        raise RecordError(problem, path=path, line=line) from exc
    except json.JSONDecodeError as exc:
        problem = f"not JSON at column {exc.colno} ({exc.msg}); write one JSON object on each line"
        raise RecordError(problem, path=path, line=line) from exc
    except RecursionError as exc:
        raise RecordError("nested too deeply; write one flat JSON object", path=path, line=line) from exc
    except ValueError as exc:  # NaN, Infinity, or a whole number of thousands of digits
        raise RecordError("a number is out of range; write a finite one", path=path, line=line) from exc


def reason(exc: OSError) -> str:
    """Return the system's own words for an error, in lower case.

    >>> reason(OSError(28, "No space left on device"))
    'no space left on device'
    """
    words = exc.strerror or type(exc).__name__
    return words[:1].lower() + words[1:]


def _lines(stream: IO[bytes], path: Path | str) -> Iterator[bytes]:
    try:
        yield from stream
    except OSError as exc:
        raise SourceUnusableError(f"cannot be read to its end: {reason(exc)}", path=str(path)) from exc


def _write_all(stream: IO[str], rows: Iterable[Mapping[str, object]], name: str) -> int:
    count = 0
    for row in rows:
        try:
            line = json_line(row)
        except ValueError as exc:
            problem = f"row {row.get('id')} holds an infinite number, which JSON can't say; correct it"
            raise OutputError(problem, path=name) from exc
        stream.write(line)
        count += 1
    return count


def _allow_reading(path: Path) -> None:
    """Give a new file the usual rights: temporary ones are private to their owner."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


def _cannot_write(target: Path, exc: OSError) -> NoReturn:
    problem = f"cannot be written: {reason(exc)}; earlier output is unchanged"
    raise OutputError(problem, path=str(target)) from exc


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
