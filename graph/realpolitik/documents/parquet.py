"""Parquet: one document in each row, with the columns that a record of JSON Lines has as fields.

In: a file that can be read at any position.  Out: rows, each with its number, a few in memory at a time.
Needs pyarrow, which the extras `tables` and `dask` bring.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, BinaryIO

from realpolitik.errors import RecordError

MEDIA_TYPE = "application/vnd.apache.parquet"
_COLUMNS = ("id", "text", "title", "source", "published", "url")
_NEEDED = ("id", "text")
_ROWS = 64  # in memory at a time: each may hold a book


def iter_parquet_rows(
    stream: BinaryIO, *, path: str, start: int = 0, end: int | None = None
) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Yield the rows of a file with their 1-based numbers.

    Args:
        stream: The file.
        path: Its name, for the error.
        start: Number of rows to pass over.
        end: Number of the row to stop after; None for the last.

    Raises:
        RecordError: It is no Parquet, or lacks a column, or pyarrow is missing.
    """
    pa, pq = _libraries(path)
    with _translated(pa, path), pq.ParquetFile(stream) as file:
        columns = [name for name in _COLUMNS if name in file.schema_arrow.names]
        missing = [name for name in _NEEDED if name not in columns]
        if missing:
            problem = f"no column {missing[0]}; documents have columns id and text"
            raise RecordError(problem, path=path)
        groups, number = _groups(file.metadata, start, end)
        for batch in file.iter_batches(_ROWS, row_groups=groups, columns=columns):
            for row in batch.to_pylist():
                number += 1
                if start < number <= (number if end is None else end):
                    yield number, {name: _plain(value) for name, value in row.items()}


def count_rows(stream: BinaryIO, *, path: str) -> tuple[int, int]:
    """Return how many rows a file has, and how many bytes they are when they are unpacked.

    Raises:
        RecordError: It is no Parquet, or pyarrow is missing.
    """
    pa, pq = _libraries(path)
    with _translated(pa, path), pq.ParquetFile(stream) as file:
        about = file.metadata
        size = sum(about.row_group(number).total_byte_size for number in range(about.num_row_groups))
        return int(about.num_rows), int(size)


@contextmanager
def _translated(pa: Any, path: str) -> Iterator[None]:
    """Tell a damaged file from a disk or a network that fails: pyarrow calls both an OSError."""
    try:
        yield
    except (pa.ArrowException, UnicodeDecodeError, OSError) as exc:
        if isinstance(exc, OSError) and exc.errno is not None:
            raise
        words = " ".join(str(exc).split())[:200]
        raise RecordError(f"not a Parquet file, or a damaged one ({words})", path=path) from exc


def _groups(about: Any, start: int, end: int | None) -> tuple[list[int], int]:
    """Return the groups of rows that hold some rows, and how many rows come before them."""
    found: list[int] = []
    first = before = 0
    for number in range(about.num_row_groups):
        after = before + about.row_group(number).num_rows
        if after > start and (end is None or before < end):
            first = first if found else before
            found.append(number)
        before = after
    return found, first


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _libraries(path: str) -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # noqa: PLC0415 (an extra)
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as exc:
        problem = "Parquet needs an extra: pip install 'realpolitik[tables]'"
        raise RecordError(problem, path=path) from exc
    return pa, pq
